//! A server that knows just enough of everything to enroll a device, and refuses what it must.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex},
};

use apple_mdm::{
    checkin::Message,
    command::Command,
    connect::{Report, Status},
    profile::{AccessRights, CertificatePayload, EnrollmentProfile, Mdm, Scep},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, PublicKeyData};
use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
};
use scep::{
    Algorithms, FailInfo, Identity, PkiMessage, RsaBits, RsaKey, certificate::sha256, client::self_signed,
    cms::sign::sign, cms::signed::verify_detached, decode_get_message, reply,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;
use uuid::Uuid;

pub(crate) const TOPIC: &str = "com.apple.mgmt.External.test";
pub(crate) const NOW: i64 = 1_795_350_000;
const LOGIN: &str = r#"<form method="post" action="/login"><input name="username"><input type="password" name="password">
    <button>Log in</button></form>"#;

const INVITED: &str = r#"<form method="post" action="/invited"><button>Continue</button></form>
    <form method="post" action="/leave"><button>Not for me</button></form>"#;
const CODE: &str = r#"<p>Six digits, please.</p><form method="post" action="/code"><input name="code"
    autocomplete="one-time-code"><button>Continue</button></form>"#;

pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) root_pem: String,
    root: Vec<u8>,
    issuer: Issuer<'static, KeyPair>,
    signer: Vec<u8>,
    ca: Vec<u8>,
    key: RsaKey,
    pub(crate) capabilities: &'static str,
    pub(crate) state: Mutex<State>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) commands: VecDeque<(String, Vec<u8>)>,
    pub(crate) reports: Vec<Report>,
    pub(crate) messages: Vec<Message>,
    pub(crate) operations: Vec<String>,
    challenges: u32,
    used: HashSet<String>,
    issued: HashMap<[u8; 32], Option<String>>,
}

/// What came in.
struct Incoming {
    method: String,
    target: String,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

type Outgoing = (u16, &'static str, Vec<u8>);

struct DeviceKey(Vec<u8>);

impl PublicKeyData for DeviceKey {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_RSA_SHA256
    }
}

impl Server {
    pub(crate) async fn start(capabilities: &'static str) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());

        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, "Test Root");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root_key = KeyPair::generate().unwrap();
        let root = params.self_signed(&root_key).unwrap();
        let issuer = Issuer::new(params, root_key);

        let tls_key = KeyPair::generate().unwrap();
        let tls = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let tls = tls.signed_by(&tls_key, &issuer).unwrap();
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from(tls.der().to_vec())],
                PrivateKeyDer::from(PrivatePkcs8KeyDer::from(tls_key.serialize_der())),
            )
            .unwrap();

        let key = RsaKey::generate(RsaBits::Rsa2048);
        let ca = self_signed(&key, "Device CA", NOW - 600, NOW + 86_400);
        let spki = DeviceKey(key.spki()[key.spki().len() - 270..].to_vec());
        let signer = CertificateParams::new(Vec::new()).unwrap().signed_by(&spki, &issuer).unwrap();
        let server = Arc::new(Self {
            url,
            root_pem: root.pem(),
            root: root.der().to_vec(),
            issuer,
            signer: signer.der().to_vec(),
            ca,
            key,
            capabilities,
            state: Mutex::default(),
        });
        let acceptor = TlsAcceptor::from(Arc::new(config));
        tokio::spawn(Arc::clone(&server).accept(listener, acceptor));
        server
    }

    pub(crate) fn queue(&self, command: &Command) -> String {
        let mut state = self.state.lock().unwrap();
        let uuid = format!("9F09D114-BCFD-42AD-A974-{:012X}", state.commands.len() + state.reports.len());
        state.commands.push_back((uuid.clone(), command.to_plist(&uuid)));
        uuid
    }

    async fn accept(self: Arc<Self>, listener: TcpListener, acceptor: TlsAcceptor) {
        while let Ok((stream, _)) = listener.accept().await {
            let (server, acceptor) = (Arc::clone(&self), acceptor.clone());
            tokio::spawn(async move { server.serve(stream, acceptor).await });
        }
    }

    async fn serve(&self, stream: TcpStream, acceptor: TlsAcceptor) -> Option<()> {
        let mut stream = acceptor.accept(stream).await.ok()?;
        let mut buffer = Vec::new();
        loop {
            let incoming = read(&mut stream, &mut buffer).await?;
            let (status, headers, body) = self.answer(&incoming);
            let length = body.len();
            let head = format!("HTTP/1.1 {status} Said\r\n{headers}Content-Length: {length}\r\n\r\n");
            stream.write_all(head.as_bytes()).await.ok()?;
            stream.write_all(&body).await.ok()?;
        }
    }

    fn answer(&self, incoming: &Incoming) -> Outgoing {
        let (path, query) = incoming.target.split_once('?').unwrap_or((&incoming.target, ""));
        let cookie = incoming.headers.get("cookie").map_or("", String::as_str);
        let html = |status, text: &str| (status, "Content-Type: text/html; charset=utf-8\r\n", text.into());
        match (incoming.method.as_str(), path) {
            ("GET", "/enroll") => html(200, r#"<a class="button" href="/form">Log in</a>"#),
            ("GET", "/form") => html(200, LOGIN),
            ("POST", "/login") => {
                if incoming.headers.get("origin") != Some(&self.url) {
                    return html(403, "another origin");
                }
                if incoming.body != b"username=ada&password=right" {
                    return html(422, &format!("<p role=alert>Wrong username or password.</p>{LOGIN}"));
                }
                (303, "Location: /welcome\r\nSet-Cookie: session=1; Secure; HttpOnly\r\n", Vec::new())
            }
            ("GET", "/i/token") => {
                (303, "Location: /invited\r\nSet-Cookie: invited=1; Path=/; Secure; HttpOnly\r\n", Vec::new())
            }
            ("GET", "/invited") if cookie == "invited=1" => html(200, INVITED),
            ("POST", "/invited") if cookie == "invited=1" => (303, "Location: /form\r\n", Vec::new()),
            ("GET", "/i/spent") => html(410, "<h1>Your invitation has been used</h1>"),
            ("GET", "/i/code") => html(200, CODE),
            ("POST", "/code") if incoming.body == b"code=123456" => {
                (303, "Location: /welcome\r\nSet-Cookie: session=1; Secure; HttpOnly\r\n", Vec::new())
            }
            ("POST", "/code") => html(403, CODE),
            ("GET", "/welcome") if cookie.contains("session=1") => html(
                200,
                r#"<form method=post action="/logout"><button>Log out</button></form>
                    <a class="button" href="/install">Continue</a>"#,
            ),
            ("GET", "/install") if cookie.contains("session=1") => {
                html(200, r#"<a href="/profile/token.mobileconfig">Download</a>"#)
            }
            ("GET", "/profile/token.mobileconfig") if cookie.is_empty() => {
                (200, "Content-Type: application/x-apple-aspen-config\r\n", self.profile())
            }
            ("GET", "/scep") => self.scep(query, &[]),
            ("POST", "/scep") => self.scep(query, &incoming.body),
            ("PUT", "/mdm/checkin") => self.check_in(incoming).unwrap_or_else(|why| (400, "", why.into())),
            ("PUT", "/mdm/connect") => self.connect(incoming).unwrap_or_else(|why| (400, "", why.into())),
            _ => html(404, "<h1>Not <b>here</b></h1>"),
        }
    }

    fn profile(&self) -> Vec<u8> {
        let mut state = self.state.lock().unwrap();
        state.challenges += 1;
        let profile = EnrollmentProfile {
            identifier: "org.example.enroll".to_owned(),
            uuid: Uuid::from_u128(1),
            display_name: "Example".to_owned(),
            organization: "Example".to_owned(),
            description: None,
            consent_text: None,
            certificates: vec![CertificatePayload {
                uuid: Uuid::from_u128(2),
                display_name: "Root".to_owned(),
                der: self.root.clone(),
                is_root: true,
            }],
            scep: Scep {
                uuid: Uuid::from_u128(3),
                url: format!("{}/scep", self.url),
                name: "Example".to_owned(),
                organization: "Example".to_owned(),
                common_name: "device".to_owned(),
                challenge: format!("challenge-{}", state.challenges),
            },
            mdm: Mdm {
                uuid: Uuid::from_u128(4),
                topic: TOPIC.to_owned(),
                server_url: format!("{}/mdm/connect", self.url),
                checkin_url: format!("{}/mdm/checkin", self.url),
                access_rights: AccessRights::ALL,
                account: None,
                sign_message: true,
                check_out_when_removed: true,
                server_capabilities: Vec::new(),
            },
        };
        let signer = Identity::new(&self.signer, &self.key).unwrap();
        sign(&profile.to_plist(), &signer, &[], NOW)
    }

    fn scep(&self, query: &str, body: &[u8]) -> Outgoing {
        let method = if body.is_empty() { "GET" } else { "POST" };
        let operation = query.split('&').next().unwrap().trim_start_matches("operation=");
        self.state.lock().unwrap().operations.push(format!("{method} {operation}"));
        match operation {
            "GetCACert" => (200, "Content-Type: application/x-x509-ca-cert\r\n", self.ca.clone()),
            "GetCACaps" => (200, "Content-Type: text/plain\r\n", self.capabilities.into()),
            _ => {
                let message = match query.split_once("&message=") {
                    Some((_, message)) => decode_get_message(message).unwrap(),
                    None => body.to_vec(),
                };
                (200, "Content-Type: application/x-pki-message\r\n", self.issue(&message))
            }
        }
    }

    fn issue(&self, message: &[u8]) -> Vec<u8> {
        assert_eq!(message[..2], [0x30, 0x80], "indefinite length, as Apple's encoders write");
        let message = PkiMessage::parse(message, Algorithms::Modern).unwrap();
        let ca = Identity::new(&self.ca, &self.key).unwrap();
        let csr = message.open(&ca).unwrap();
        assert_eq!(message.transaction_id.text().len(), 40);
        assert!(message.is_signed_by_key_of(&csr) && message.signer_certificate().serial == [1]);
        let mut state = self.state.lock().unwrap();
        let challenge = csr.challenge.unwrap();
        if !challenge.starts_with("challenge-") || !state.used.insert(challenge) {
            return reply::failure(&message, FailInfo::BadRequest, &ca, NOW, [1; 16]);
        }
        let key = DeviceKey(csr.spki[csr.spki.len() - 270..].to_vec());
        let certificate = CertificateParams::new(Vec::new()).unwrap().signed_by(&key, &self.issuer).unwrap();
        state.issued.insert(sha256(certificate.der()), None);
        reply::success(&message, certificate.der(), &ca, NOW, [1; 16]).unwrap()
    }

    fn check_in(&self, incoming: &Incoming) -> Result<Outgoing, &'static str> {
        let signer = self.signer_of(incoming)?;
        let message = Message::parse(&incoming.body).map_err(|_| "message")?;
        let mut state = self.state.lock().unwrap();
        if message.topic() != Some(TOPIC) {
            return Err("topic");
        }
        let owner = state.issued.get_mut(&signer).ok_or("unknown certificate")?;
        let udid = owner.get_or_insert_with(|| message.id().device_key().to_owned());
        if udid != message.id().device_key() {
            return Err("another device");
        }
        state.messages.push(message);
        Ok((200, "", Vec::new()))
    }

    fn connect(&self, incoming: &Incoming) -> Result<Outgoing, &'static str> {
        let signer = self.signer_of(incoming)?;
        let report = Report::parse(&incoming.body).map_err(|_| "report")?;
        let mut state = self.state.lock().unwrap();
        let owner = state.issued.get(&signer).ok_or("unknown certificate")?;
        if owner.as_deref() != Some(report.id.device_key()) {
            return Err("another device");
        }
        if report.status != Status::Idle {
            state.reports.push(report);
        }
        Ok((200, "", state.commands.pop_front().map(|(_, command)| command).unwrap_or_default()))
    }

    fn signer_of(&self, incoming: &Incoming) -> Result<[u8; 32], &'static str> {
        let signature = incoming.headers.get("mdm-signature").ok_or("no signature")?;
        let signature = STANDARD.decode(signature).map_err(|_| "base64")?;
        let signed =
            verify_detached(&signature, &incoming.body, Algorithms::Modern).map_err(|_| "signature")?;
        Ok(sha256(&signed.signer))
    }
}

async fn read(stream: &mut (impl AsyncRead + Unpin), buffer: &mut Vec<u8>) -> Option<Incoming> {
    let head_end = loop {
        match buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            Some(at) => break at,
            None => fill(stream, buffer).await?,
        }
    };
    let head = String::from_utf8(buffer[..head_end].to_vec()).unwrap();
    let (request, headers) = head.split_once("\r\n").unwrap();
    let headers: HashMap<String, String> = headers
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let end = head_end + 4 + length;
    while buffer.len() < end {
        fill(stream, buffer).await?;
    }
    let body = buffer[head_end + 4..end].to_vec();
    buffer.drain(..end);
    let mut words = request.split(' ').map(str::to_owned);
    Some(Incoming { method: words.next()?, target: words.next()?, headers, body })
}

async fn fill(stream: &mut (impl AsyncRead + Unpin), buffer: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(buffer).await.ok()?;
    (read > 0).then_some(())
}
