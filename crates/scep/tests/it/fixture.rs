//! The two parties of every test: a CA and a device. Keys are made once per run, as that is slow.

use scep::client::{Request, self_signed};
use scep::csr::{Challenge, NewCsr};
use scep::{ContentCipher, Encoding, Identity, MessageType, RsaBits, RsaKey, name};
use std::sync::LazyLock;

pub(crate) const NOW: i64 = 1_795_350_000;
pub(crate) const YEAR: i64 = 365 * 86_400;
pub(crate) const NONCE: [u8; 16] = [7; 16];
pub(crate) const SERVER_NONCE: [u8; 16] = [9; 16];
pub(crate) const TRANSACTION: &str = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B";

pub(crate) struct Party {
    pub(crate) key: RsaKey,
    pub(crate) certificate: Vec<u8>,
}

impl Party {
    pub(crate) fn new(common_name: &str) -> Self {
        let key = RsaKey::generate(RsaBits::Rsa2048);
        let certificate = self_signed(&key, common_name, NOW - 600, NOW + YEAR);
        Self { key, certificate }
    }

    pub(crate) fn identity(&self) -> Identity<'_> {
        Identity::new(&self.certificate, &self.key).unwrap()
    }
}

pub(crate) static CA: LazyLock<Party> = LazyLock::new(|| Party::new("Device CA"));
pub(crate) static DEVICE: LazyLock<Party> =
    LazyLock::new(|| Party::new("4B2C1D68-6E7C-4A9A-9B0E-2F6B7B1E5C11"));
pub(crate) static CSR: LazyLock<Vec<u8>> = LazyLock::new(|| csr(&DEVICE.key));

pub(crate) fn csr(key: &RsaKey) -> Vec<u8> {
    let subject = name(&[("O", "Example"), ("CN", "device 1")]).unwrap();
    NewCsr {
        version: 0,
        subject: &subject,
        challenge: Some(Challenge::Printable("secret 42")),
        dns_name: None,
    }
    .write(key)
}

pub(crate) fn request(cipher: ContentCipher, encoding: Encoding) -> Request<'static> {
    Request {
        message_type: MessageType::PKCS_REQ,
        csr: &CSR,
        signer: DEVICE.identity(),
        ca: &CA.certificate,
        transaction_id: TRANSACTION,
        sender_nonce: &NONCE,
        cipher,
        encoding,
        now: NOW,
    }
}
