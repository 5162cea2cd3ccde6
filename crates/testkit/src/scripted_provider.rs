//! An OpenID provider for tests that lies to order: real TLS, real signatures, and whatever a test wants wrong with them.
//!
//! It owes nothing to the client under test: HTTP is written by hand, tokens are put together by hand. What a person does at
//! its pages is left out: [`ScriptedProvider::grant`] gives out a code for the address that somebody was sent to.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use crate::authority::{Authority, PeerCertificate};

/// A key that signs.
pub enum ScriptedKey {
    /// RS256.
    Rsa(Box<RsaKeyPair>),
    /// ES256.
    Ec(EcdsaKeyPair),
}

impl ScriptedKey {
    /// Makes an RSA key.
    pub fn rsa() -> Self {
        Self::Rsa(Box::new(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key")))
    }

    /// Makes a key on P-256.
    pub fn ec() -> Self {
        Self::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"))
    }

    fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "RS256",
            Self::Ec(_) => "ES256",
        }
    }

    fn public(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => key.public_key().as_ref().to_vec(),
            Self::Ec(key) => key.public_key().as_ref().to_vec(),
        }
    }

    fn jwk(&self, id: &str) -> Value {
        match self {
            Self::Rsa(key) => {
                let public = key.public_key();
                let part = |octets: &[u8]| {
                    let first = octets.iter().position(|octet| *octet != 0).unwrap_or(0);
                    URL_SAFE_NO_PAD.encode(&octets[first..])
                };
                json!({
                    "kty": "RSA", "use": "sig", "kid": id,
                    "n": part(public.modulus().big_endian_without_leading_zero()),
                    "e": part(public.exponent().big_endian_without_leading_zero()),
                })
            }
            Self::Ec(key) => {
                let point = key.public_key().as_ref();
                json!({
                    "kty": "EC", "crv": "P-256", "use": "sig", "kid": id,
                    "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..65]),
                })
            }
        }
    }

    fn sign(&self, text: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, text, &mut signature).expect("a signature");
                signature
            }
            Self::Ec(key) => key.sign(&random, text).expect("a signature").as_ref().to_vec(),
        }
    }
}

/// How the next token is signed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Signing {
    /// As it should be.
    #[default]
    Good,
    /// And changed afterwards.
    Tampered,
    /// Not at all, and the token says so.
    None,
    /// With the public key as a shared secret.
    PublicKeyAsSecret,
    /// With the secret of the client.
    ClientSecret,
    /// By somebody else's key under the same name.
    Forged,
    /// By a key that is not published.
    Unpublished(String),
}

/// What is wrong with what is told next.
#[derive(Clone, Debug, Default)]
pub struct Lie {
    /// Claims of the ID token in the place of the true ones; `null` leaves one out.
    pub claims: Map<String, Value>,
    /// The same for its header.
    pub header: Map<String, Value>,
    /// How it is signed.
    pub signing: Signing,
    /// What the userinfo endpoint tells; nothing answers without it.
    pub userinfo: Option<Value>,
    /// Another document than the true one, members of which are replaced.
    pub discovery: Map<String, Value>,
    /// Where the token endpoint redirects to.
    pub redirect: Option<String>,
}

struct Grant {
    client_id: String,
    redirect_uri: String,
    nonce: String,
    challenge: String,
    claims: Value,
}

struct Inner {
    issuer: String,
    root: Vec<u8>,
    now: Mutex<i64>,
    keys: Mutex<BTreeMap<String, ScriptedKey>>,
    hidden: Mutex<BTreeMap<String, ScriptedKey>>,
    signs_with: Mutex<String>,
    grants: Mutex<HashMap<String, Grant>>,
    lie: Mutex<Lie>,
    asked: Mutex<Vec<String>>,
    held: Mutex<HashMap<String, Held>>,
}

/// What a request waits for that a test holds.
struct Held {
    asked: oneshot::Sender<()>,
    may_go_on: oneshot::Receiver<()>,
}

/// The provider; it ends with the runtime of its test. Clones are the same provider.
#[derive(Clone)]
pub struct ScriptedProvider(Arc<Inner>);

impl ScriptedProvider {
    /// The client.
    pub const CLIENT_ID: &'static str = "us";
    /// Its secret.
    pub const CLIENT_SECRET: &'static str = "a secret: of ours/+%";

    /// Starts a provider whose clock stands at an instant (unix seconds), with one key on P-256.
    pub async fn start(now: i64) -> Self {
        let authority = Authority::new(PeerCertificate::Good);
        let (chain, key) = authority.server();
        let chain: Vec<_> =
            CertificateDer::pem_slice_iter(chain.as_bytes()).map(|one| one.expect("PEM")).collect();
        let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("PEM");
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("protocols")
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .expect("a certificate");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let provider = Self(Arc::new(Inner {
            issuer: format!("https://localhost:{port}"),
            root: authority.root(),
            now: Mutex::new(now),
            keys: Mutex::new(BTreeMap::from([("first".to_owned(), ScriptedKey::ec())])),
            hidden: Mutex::default(),
            signs_with: Mutex::new("first".to_owned()),
            grants: Mutex::default(),
            lie: Mutex::default(),
            asked: Mutex::default(),
            held: Mutex::default(),
        }));
        let (serving, acceptor) = (provider.clone(), TlsAcceptor::from(Arc::new(config)));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (serving, acceptor) = (serving.clone(), acceptor.clone());
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serving.serve(stream).await;
                    }
                });
            }
        });
        provider
    }

    /// Returns its issuer.
    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// Returns the root (DER) that its certificate chains to.
    pub fn root(&self) -> Vec<u8> {
        self.0.root.clone()
    }

    /// Tells this lie from now on.
    pub fn lie(&self, lie: Lie) {
        *lock(&self.0.lie) = lie;
    }

    /// Publishes a key and signs with it from now on; those before stay published if they are to.
    pub fn change_keys(&self, id: &str, key: ScriptedKey, keeps_former: bool) {
        let mut keys = lock(&self.0.keys);
        if !keeps_former {
            lock(&self.0.hidden).append(&mut keys);
        }
        keys.insert(id.to_owned(), key);
        id.clone_into(&mut lock(&self.0.signs_with));
    }

    /// Counts how often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        lock(&self.0.asked).iter().filter(|asked| *asked == path).count()
    }

    /// Lets the next who asks for a path wait. Returns what tells that somebody does, and what lets them go on.
    pub fn hold(&self, path: &str) -> (oneshot::Receiver<()>, oneshot::Sender<()>) {
        let ((asked, is_asked), (go_on, may_go_on)) = (oneshot::channel(), oneshot::channel());
        lock(&self.0.held).insert(path.to_owned(), Held { asked, may_go_on });
        (is_asked, go_on)
    }

    /// Lets somebody log in who was sent to an address: returns the state and the code with which they come back.
    pub fn grant(&self, url: &str, claims: Value) -> (String, String) {
        let (endpoint, query) = url.split_once('?').expect("a query");
        assert_eq!(endpoint, format!("{}/authorize", self.0.issuer));
        let query = read_form(query);
        let one = |name: &str| query.get(name).cloned().unwrap_or_default();
        assert_eq!((one("response_type").as_str(), one("code_challenge_method").as_str()), ("code", "S256"));
        assert!(one("scope").split(' ').any(|scope| scope == "openid"));
        for name in ["state", "nonce", "code_challenge"] {
            assert!(one(name).len() >= 43, "{name} has too little in it: {url}");
        }
        let code = URL_SAFE_NO_PAD.encode(digest(&SHA256, one("state").as_bytes()));
        let grant = Grant {
            client_id: one("client_id"),
            redirect_uri: one("redirect_uri"),
            nonce: one("nonce"),
            challenge: one("code_challenge"),
            claims,
        };
        lock(&self.0.grants).insert(code.clone(), grant);
        (one("state"), code)
    }

    async fn serve(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        let Some((path, headers, body)) = read(&mut stream).await else { return };
        lock(&self.0.asked).push(path.clone());
        let held = lock(&self.0.held).remove(&path);
        if let Some(Held { asked, may_go_on }) = held {
            asked.send(()).expect("a test that waits for it");
            drop(may_go_on.await);
        }
        let (status, header, body) = self.answer(&path, &headers, &body);
        let answer = format!(
            "HTTP/1.1 {status} X\r\n{header}content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        drop(stream.write_all(answer.as_bytes()).await);
        drop(stream.shutdown().await);
    }

    fn answer(&self, path: &str, headers: &BTreeMap<String, String>, body: &str) -> (u16, String, String) {
        let said = |value: &Value| (200, String::new(), value.to_string());
        let refused = |error: &str| (400, String::new(), json!({ "error": error }).to_string());
        let lie = lock(&self.0.lie).clone();
        match path {
            "/.well-known/openid-configuration" => said(&self.discovery(&lie)),
            "/jwks" => {
                // A key of a kind that nobody knows must do no harm.
                let mut keys = vec![json!({ "kty": "XYZ", "kid": "foreign", "use": "sig" })];
                keys.extend(lock(&self.0.keys).iter().map(|(id, key)| key.jwk(id)));
                said(&json!({ "keys": keys }))
            }
            "/token" if lie.redirect.is_some() => {
                (307, format!("location: {}\r\n", lie.redirect.unwrap_or_default()), String::new())
            }
            "/token" => {
                let form = read_form(body);
                let one = |name: &str| form.get(name).cloned().unwrap_or_default();
                let basic = headers.get("authorization").and_then(|value| value.strip_prefix("Basic "));
                let basic = basic
                    .map(|text| String::from_utf8(STANDARD.decode(text).expect("Base64")).expect("text"));
                let (id, secret) = basic.as_deref().and_then(|pair| pair.split_once(':')).unwrap_or_default();
                if (unescape(id).as_str(), unescape(secret).as_str())
                    != (Self::CLIENT_ID, Self::CLIENT_SECRET)
                {
                    return (401, String::new(), json!({ "error": "invalid_client" }).to_string());
                }
                let Some(grant) = lock(&self.0.grants).remove(&one("code")) else {
                    return refused("invalid_grant");
                };
                let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, one("code_verifier").as_bytes()));
                let fits = grant.challenge == challenge && grant.redirect_uri == one("redirect_uri");
                if one("grant_type") != "authorization_code" || !fits {
                    return refused("invalid_grant");
                }
                let token = self.token(&grant, &lie);
                said(&json!({ "id_token": token, "access_token": "an-access-token", "token_type": "Bearer" }))
            }
            "/userinfo"
                if headers.get("authorization").map(String::as_str) == Some("Bearer an-access-token") =>
            {
                lie.userinfo.map_or((404, String::new(), String::new()), |userinfo| said(&userinfo))
            }
            _ => (404, String::new(), String::new()),
        }
    }

    fn discovery(&self, lie: &Lie) -> Value {
        let issuer = &self.0.issuer;
        let mut document = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
        });
        if lie.userinfo.is_some() {
            document["userinfo_endpoint"] = json!(format!("{issuer}/userinfo"));
        }
        for (name, value) in &lie.discovery {
            document[name] = value.clone();
        }
        document
    }

    fn token(&self, grant: &Grant, lie: &Lie) -> String {
        let (keys, hidden) = (lock(&self.0.keys), lock(&self.0.hidden));
        let id = match &lie.signing {
            Signing::Unpublished(id) => id.clone(),
            _ => lock(&self.0.signs_with).clone(),
        };
        let key = keys.get(&id).or_else(|| hidden.get(&id)).expect("a key of this name");
        let algorithm = match lie.signing {
            Signing::None => "none",
            Signing::PublicKeyAsSecret | Signing::ClientSecret => "HS256",
            _ => key.algorithm(),
        };
        let now = *lock(&self.0.now);
        let mut header = json!({ "alg": algorithm, "kid": id, "typ": "JWT" });
        let mut claims = json!({
            "iss": self.0.issuer, "aud": grant.client_id, "nonce": grant.nonce, "iat": now, "exp": now + 300,
        });
        merge(&mut claims, grant.claims.as_object().expect("an object"));
        merge(&mut claims, &lie.claims);
        merge(&mut header, &lie.header);
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let mut signed = format!("{}.{}", part(&header), part(&claims));
        let shared = |secret: &[u8]| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
            hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
        };
        let signature = match &lie.signing {
            Signing::Good | Signing::Tampered | Signing::Unpublished(_) => key.sign(signed.as_bytes()),
            Signing::None => Vec::new(),
            Signing::PublicKeyAsSecret => shared(&key.public()),
            Signing::ClientSecret => shared(Self::CLIENT_SECRET.as_bytes()),
            Signing::Forged => match key {
                ScriptedKey::Rsa(_) => ScriptedKey::rsa().sign(signed.as_bytes()),
                ScriptedKey::Ec(_) => ScriptedKey::ec().sign(signed.as_bytes()),
            },
        };
        if lie.signing == Signing::Tampered {
            claims["sub"] = json!("somebody else");
            signed = format!("{}.{}", part(&header), part(&claims));
        }
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn merge(into: &mut Value, changes: &Map<String, Value>) {
    let into = into.as_object_mut().expect("an object");
    for (name, value) in changes {
        match value {
            Value::Null => into.remove(name),
            value => into.insert(name.clone(), value.clone()),
        };
    }
}

fn read_form(text: &str) -> HashMap<String, String> {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (unescape(name), unescape(value))).collect()
}

fn unescape(text: &str) -> String {
    let mut octets = Vec::new();
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        octets.push(match octet {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
                u8::from_str_radix(std::str::from_utf8(&digits).expect("ASCII"), 16).expect("a digit")
            }
            octet => octet,
        });
    }
    String::from_utf8(octets).expect("text")
}

/// Reads a request with a body of known length: its path, headers and body.
async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<(String, BTreeMap<String, String>, String)> {
    let mut octets = Vec::new();
    let end = loop {
        let mut part = [0; 4_096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => octets.extend_from_slice(&part[..read]),
        }
        if let Some(end) = octets.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
    };
    let head = String::from_utf8(octets[..end].to_vec()).expect("ASCII");
    let mut lines = head.split("\r\n");
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers: BTreeMap<_, _> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().expect("a number"));
    let mut body = octets.split_off(end + 4);
    while body.len() < length {
        let mut part = [0; 4_096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => body.extend_from_slice(&part[..read]),
        }
    }
    Some((path, headers, String::from_utf8(body).expect("text")))
}
