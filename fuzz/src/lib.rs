//! What the fuzz targets and the maker of their corpus share: a certificate authority that lives for one run.
//!
//! No key is kept in the repository, so a saved message can be read and its signature verified, but not opened.
//! What lies inside an envelope is therefore sealed anew on the way in.

use std::sync::LazyLock;

use scep::client::{Request, self_signed};
use scep::{ContentCipher, Encoding, Identity, MessageType, RsaBits, RsaKey};

/// An instant for everything that wants one, in unix seconds.
pub const NOW: i64 = 1_800_000_000;

/// The body that the saved signatures of the target `mdm_signature` belong to.
pub const SIGNED_BODY: &[u8] =
    b"<plist version=\"1.0\"><dict><key>Status</key><string>Idle</string></dict></plist>";

/// A key with a certificate of its own making; both the authority and the device have one.
pub struct Holder {
    key: RsaKey,
    certificate: Vec<u8>,
}

/// The certificate authority.
pub static AUTHORITY: LazyLock<Holder> = LazyLock::new(|| Holder::new("authority"));
/// The device that asks it for a certificate.
pub static DEVICE: LazyLock<Holder> = LazyLock::new(|| Holder::new("device"));

impl Holder {
    fn new(common_name: &str) -> Self {
        let key = RsaKey::generate(RsaBits::Rsa2048);
        let certificate = self_signed(&key, common_name, NOW - 3600, NOW + 3600);
        Self { key, certificate }
    }

    /// Returns the private key.
    pub fn key(&self) -> &RsaKey {
        &self.key
    }

    /// Returns the certificate in DER.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Returns both as one.
    pub fn identity(&self) -> Identity<'_> {
        Identity::new(&self.certificate, &self.key).expect("the certificate was made for the key")
    }
}

/// Returns the request that the device sends for `csr`.
pub fn request(csr: &[u8], cipher: ContentCipher, encoding: Encoding) -> Request<'_> {
    Request {
        message_type: MessageType::PKCS_REQ,
        csr,
        signer: DEVICE.identity(),
        ca: AUTHORITY.certificate(),
        transaction_id: "0123456789abcdef",
        sender_nonce: b"sixteen octets!!",
        cipher,
        encoding,
        now: NOW,
    }
}
