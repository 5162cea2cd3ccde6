//! SCEP over HTTP in the order and the manner of Apple's client: `GetCACert`, `GetCACaps`, `PKIOperation`.

use std::sync::Arc;

use apple_mdm::profile::ReceivedScep;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::{
    Client,
    header::{CONTENT_TYPE, USER_AGENT},
};
use scep::{
    CertificateView, ContentCipher, Encoding, Identity, KeyKind, MessageType, RsaBits, RsaKey,
    certificate::sha256,
    client::{ClientError, Reply, Request, self_signed},
    cms::certificates,
    csr::{Challenge, NewCsr},
    name,
};

use crate::{DeviceIdentity, Misbehavior, Reason, ambient};

const CLIENT: &str = "mdmclient/1.0";

/// One device's business with one authority.
pub(crate) struct ScepExchange<'a> {
    pub(crate) http: &'a Client,
    pub(crate) settings: &'a ReceivedScep,
    pub(crate) misbehavior: &'a Misbehavior,
}

/// What the authority can do, as far as it changes what a device sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Capabilities {
    cipher: ContentCipher,
    takes_post: bool,
}

impl ScepExchange<'_> {
    /// Asks for the authority's certificate, DER; of several the first with an RSA key, as messages are encrypted to it.
    pub(crate) async fn ca_certificate(&self) -> Result<Vec<u8>, Reason> {
        let (content_type, body) = self.get("GetCACert", self.name()).await?;
        let found = if content_type.starts_with("application/x-x509-ca-ra-cert") {
            certificates::read(&body).map_err(ClientError::from)?
        } else {
            vec![body]
        };
        let is_rsa = |der: &Vec<u8>| {
            CertificateView::read(der).is_ok_and(|view| matches!(view.key(), KeyKind::Rsa { .. }))
        };
        let recipient = found.into_iter().find(is_rsa);
        recipient.ok_or_else(|| Reason::Authority("sends no certificate with an RSA key".to_owned()))
    }

    /// Asks what the authority can do.
    pub(crate) async fn capabilities(&self) -> Result<Capabilities, Reason> {
        let (_, body) = self.get("GetCACaps", self.name()).await?;
        Capabilities::read(&String::from_utf8_lossy(&body))
    }

    /// Asks for a certificate for this key.
    pub(crate) async fn certificate(
        &self,
        key: &Arc<RsaKey>,
        ca: &[u8],
        capabilities: Capabilities,
    ) -> Result<DeviceIdentity, Reason> {
        let csr = self.csr(key)?;
        let now = ambient::now();
        let signer_name = ambient::fresh().to_string().to_uppercase();
        let signer = self_signed(key, &signer_name, now - DAY_S, now + YEAR_S);
        let nonce = ambient::fresh().into_bytes();
        let request = Request {
            message_type: self.misbehavior.message_type.unwrap_or(MessageType::PKCS_REQ),
            csr: &csr,
            signer: Identity::new(&signer, key).expect("the certificate was made for this key"),
            ca,
            transaction_id: &self.transaction_id(key),
            sender_nonce: &nonce,
            cipher: capabilities.cipher,
            encoding: Encoding::Ber,
            now,
        };
        let answer = self.operate(request.write()?, capabilities).await?;
        match request.open(&answer)? {
            Reply::Issued(certificate) => DeviceIdentity::new(certificate, Arc::clone(key))
                .map_err(|error| Reason::Authority(format!("issued a wrong certificate: {error}"))),
            Reply::Failed(fail_info) => Err(Reason::Scep(fail_info)),
            Reply::Pending => Err(Reason::Pending),
        }
    }

    fn csr(&self, key: &RsaKey) -> Result<Vec<u8>, Reason> {
        let pairs = self.settings.subject.iter().flatten();
        let pairs: Vec<_> = pairs.map(|(kind, value)| (kind.as_str(), value.as_str())).collect();
        let subject = name(&pairs).map_err(ClientError::from)?;
        let challenge = self.challenge().map(|challenge| match is_printable(challenge) {
            true => Challenge::Printable(challenge),
            false => Challenge::Utf8(challenge),
        });
        Ok(NewCsr { version: 0, subject: &subject, challenge, dns_name: None }.write(key))
    }

    fn challenge(&self) -> Option<&str> {
        self.misbehavior.challenge.as_deref().or(self.settings.challenge.as_deref())
    }

    /// Names the transaction by key and challenge: a repeated request belongs to the same one.
    fn transaction_id(&self, key: &RsaKey) -> String {
        let material = [key.spki(), self.challenge().unwrap_or_default().as_bytes()].concat();
        sha256(&material)[..20].iter().map(|octet| format!("{octet:02X}")).collect()
    }

    async fn operate(&self, message: Vec<u8>, capabilities: Capabilities) -> Result<Vec<u8>, Reason> {
        if !capabilities.takes_post {
            // The base64 goes as it is, save for its padding: Apple's client leaves `+` and `/` alone.
            let message = STANDARD.encode(message).replace('=', "%3D");
            return self.get("PKIOperation", Some(message)).await.map(|(_, body)| body);
        }
        let request = self.http.post(self.url("PKIOperation", None)).body(message);
        let request = request.header(CONTENT_TYPE, "application/x-pki-message");
        self.send(request).await.map(|(_, body)| body)
    }

    async fn get(&self, operation: &str, message: Option<String>) -> Result<(String, Vec<u8>), Reason> {
        self.send(self.http.get(self.url(operation, message))).await
    }

    /// Returns the type and the body of the answer.
    async fn send(&self, request: reqwest::RequestBuilder) -> Result<(String, Vec<u8>), Reason> {
        let response = request.header(USER_AGENT, CLIENT).send().await?;
        let status = response.status();
        let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_owned();
        let body = response.bytes().await?.to_vec();
        if !status.is_success() {
            return Err(Reason::of_answer(status.as_u16(), &body));
        }
        Ok((content_type, body))
    }

    fn name(&self) -> Option<String> {
        self.settings.name.as_deref().map(percent_encoded)
    }

    fn url(&self, operation: &str, message: Option<String>) -> String {
        let url = &self.settings.url;
        let joint = if url.contains('?') { '&' } else { '?' };
        let message = message.map(|message| format!("&message={message}")).unwrap_or_default();
        format!("{url}{joint}operation={operation}{message}")
    }
}

const DAY_S: i64 = 86_400;
const YEAR_S: i64 = 365 * DAY_S;

impl Capabilities {
    /// Reads the words of `GetCACaps`; refuses what iOS refuses: no SHA, or nothing better than DES.
    fn read(text: &str) -> Result<Self, Reason> {
        let lacking =
            |what: &str| Err(Reason::Authority(format!("does not have the required capability: {what}")));
        let has = |word: &str| text.lines().any(|line| line.trim().eq_ignore_ascii_case(word));
        let is_standard = has("SCEPStandard");
        if !is_standard && !["SHA-1", "SHA-256", "SHA-512"].into_iter().any(has) {
            return lacking("SHA");
        }
        let cipher = match (is_standard || has("AES"), has("DES3")) {
            (true, _) => ContentCipher::Aes128,
            (false, true) => ContentCipher::Des3,
            (false, false) => return lacking("AES or DES3"),
        };
        Ok(Self { cipher, takes_post: is_standard || has("POSTPKIOperation") })
    }
}

/// Returns the length of the key that the profile asks for.
pub(crate) fn key_bits(settings: &ReceivedScep) -> Result<RsaBits, Reason> {
    match settings.key_size_bits {
        2048 => Ok(RsaBits::Rsa2048),
        4096 => Ok(RsaBits::Rsa4096),
        bits => Err(Reason::Authority(format!("asks for a key of only {bits} bits"))),
    }
}

/// Says whether a text fits into PrintableString (X.680 §41.4).
fn is_printable(text: &str) -> bool {
    text.bytes().all(|octet| octet.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&octet))
}

fn percent_encoded(text: &str) -> String {
    let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || b"-._~".contains(&octet);
    let encode =
        |octet: u8| if is_plain(octet) { char::from(octet).to_string() } else { format!("%{octet:02X}") };
    text.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> ReceivedScep {
        ReceivedScep {
            uuid: String::new(),
            url: url.to_owned(),
            name: Some("Example & Sons".to_owned()),
            subject: vec![vec![("CN".to_owned(), "device".to_owned())]],
            challenge: Some("a_b".to_owned()),
            key_size_bits: 2048,
            key_usage: 5,
        }
    }

    #[test]
    fn addresses_carry_operation_and_name() {
        let misbehavior = Misbehavior::default();
        let network = crate::Network::new(Some(crate::installation::tests::ROOT.pem.as_bytes())).unwrap();
        let http = network.client().unwrap().build().unwrap();
        for (url, expected) in [
            ("https://e.org/scep", "https://e.org/scep?operation=GetCACert&message=Example%20%26%20Sons"),
            (
                "https://e.org/scep?a=1",
                "https://e.org/scep?a=1&operation=GetCACert&message=Example%20%26%20Sons",
            ),
        ] {
            let settings = settings(url);
            let exchange = ScepExchange { http: &http, settings: &settings, misbehavior: &misbehavior };
            assert_eq!(exchange.url("GetCACert", exchange.name()), expected);
        }
    }

    #[test]
    fn the_best_that_both_know_is_used() {
        let modern = Capabilities::read("Renewal\r\nsha-256\nAES\nPOSTPKIOperation").unwrap();
        assert_eq!(modern, Capabilities { cipher: ContentCipher::Aes128, takes_post: true });
        let old = Capabilities::read("SHA-1\nDES3\n").unwrap();
        assert_eq!(old, Capabilities { cipher: ContentCipher::Des3, takes_post: false });
        assert!(Capabilities::read("SCEPStandard").unwrap().takes_post);
        for poor in ["", "AES\nDES3", "SHA-256", "<html>SHA-256 AES</html>"] {
            assert!(matches!(Capabilities::read(poor), Err(Reason::Authority(_))), "{poor}");
        }
    }

    #[test]
    fn challenges_are_printable_where_the_alphabet_allows() {
        assert!(is_printable("A-b.9/=?") && !is_printable("a_b") && !is_printable("é"));
    }
}
