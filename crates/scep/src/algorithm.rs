//! Digests, content ciphers, and the one switch that says which of them are still accepted.

use crate::{KeyKind, oid};
use aws_lc_rs::cipher::{
    AES_128, AES_192, AES_256, Algorithm, DecryptionContext, PaddedBlockDecryptingKey,
    PaddedBlockEncryptingKey, UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::{digest, rand};
use der::asn1::ObjectIdentifier;
use zeroize::Zeroizing;

/// Which algorithms are accepted from others; what is written does not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithms {
    /// SHA-2 signatures, AES and triple DES, RSA from 2048 bits.
    Modern,
    /// Also SHA-1 signatures, single DES and RSA from 1024 bits, for old clients that know nothing else.
    Legacy,
}

impl Algorithms {
    /// Says whether a signature with this digest and kind of key counts.
    pub fn permits_signature(self, digest: Digest, key: KeyKind) -> bool {
        self.permits_key(key) && (self == Self::Legacy || digest != Digest::Sha1)
    }

    /// Says whether a key is long enough to be certified or to sign.
    pub fn permits_key(self, key: KeyKind) -> bool {
        match key {
            KeyKind::Rsa { bits } => bits >= if self == Self::Legacy { 1024 } else { 2048 },
            KeyKind::Ec { .. } => true,
            KeyKind::Other => false,
        }
    }

    /// Says whether content encrypted like this is opened.
    pub fn permits_cipher(self, cipher: ContentCipher) -> bool {
        self == Self::Legacy || cipher != ContentCipher::Des
    }
}

/// A digest named in a signature that others made; we sign with SHA-256 only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say all")]
pub enum Digest {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    pub(crate) fn of(oid: &[u8]) -> Option<Self> {
        [Self::Sha1, Self::Sha256, Self::Sha384, Self::Sha512]
            .into_iter()
            .find(|digest| digest.oid().as_bytes() == oid)
    }

    pub(crate) fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => oid::SHA1,
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
        }
    }

    pub(crate) fn digest(self, content: &[u8]) -> digest::Digest {
        let algorithm = match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        };
        digest::digest(algorithm, content)
    }
}

/// The cipher of an envelope's content, always in CBC mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say all")]
pub enum ContentCipher {
    Aes128,
    Aes192,
    Aes256,
    Des3,
    Des,
}

impl ContentCipher {
    const ALL: [Self; 5] = [Self::Aes128, Self::Aes192, Self::Aes256, Self::Des3, Self::Des];

    pub(crate) fn of(oid: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|cipher| cipher.oid().as_bytes() == oid)
    }

    pub(crate) fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Aes128 => oid::AES_128_CBC,
            Self::Aes192 => oid::AES_192_CBC,
            Self::Aes256 => oid::AES_256_CBC,
            Self::Des3 => oid::DES3_CBC,
            Self::Des => oid::DES_CBC,
        }
    }

    /// The cipher of an answer to a request in this one: the same, but AES-128 where the request used single DES.
    pub(crate) fn of_answer(self) -> Self {
        if self == Self::Des { Self::Aes128 } else { self }
    }

    pub(crate) fn key_bytes(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 | Self::Des3 => 24,
            Self::Aes256 => 32,
            Self::Des => 8,
        }
    }

    /// The size of a block, which is also that of the IV.
    pub(crate) fn block_bytes(self) -> usize {
        self.algorithm().block_len()
    }

    #[expect(deprecated, reason = "old devices still send triple DES, very old clients single DES")]
    fn algorithm(self) -> &'static Algorithm {
        use aws_lc_rs::cipher::{DES_EDE3_FOR_LEGACY_USE_ONLY, DES_FOR_LEGACY_USE_ONLY};
        match self {
            Self::Aes128 => &AES_128,
            Self::Aes192 => &AES_192,
            Self::Aes256 => &AES_256,
            Self::Des3 => &DES_EDE3_FOR_LEGACY_USE_ONLY,
            Self::Des => &DES_FOR_LEGACY_USE_ONLY,
        }
    }

    /// Draws a key of this cipher's length.
    pub(crate) fn random_key(self) -> Zeroizing<Vec<u8>> {
        let mut key = Zeroizing::new(vec![0; self.key_bytes()]);
        rand::fill(&mut key).expect("the system has randomness");
        key
    }

    /// Pads and encrypts under a fresh IV; returns the IV and the ciphertext.
    pub(crate) fn encrypt(self, key: &[u8], content: &[u8]) -> (Vec<u8>, Vec<u8>) {
        const FITS: &str = "the key was drawn for this cipher";
        let key = UnboundCipherKey::new(self.algorithm(), key).expect(FITS);
        let key = PaddedBlockEncryptingKey::cbc_pkcs7(key).expect(FITS);
        let mut ciphertext = content.to_vec();
        let context = key.encrypt(&mut ciphertext).expect(FITS);
        let iv: &[u8] = (&context).try_into().expect("CBC has an IV");
        (iv.to_vec(), ciphertext)
    }

    /// Decrypts and removes the padding; `None` if anything about it is wrong.
    pub(crate) fn decrypt(self, key: &[u8], iv: &[u8], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let key = UnboundCipherKey::new(self.algorithm(), key).ok()?;
        let key = PaddedBlockDecryptingKey::cbc_pkcs7(key).ok()?;
        let context = match self.block_bytes() {
            16 => DecryptionContext::Iv128(FixedLength::try_from(iv).ok()?),
            _ => DecryptionContext::Iv64(FixedLength::try_from(iv).ok()?),
        };
        let mut content = Zeroizing::new(ciphertext.to_vec());
        let content_bytes = key.decrypt(&mut content, context).ok()?.len();
        content.truncate(content_bytes);
        Some(content)
    }
}
