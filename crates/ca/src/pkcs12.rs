//! PKCS#12 as exported by OpenSSL, Keychain Access and Windows, taken apart bag by bag.
//!
//! Bags are taken as they come: linking by key id would drop certificates that do not chain to
//! the key, and keys without an id.

use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error;
use zeroize::Zeroizing;

use crate::import::{Found, ImportError};

/// Adds a PKCS#12 file's certificates and keys to what was found.
pub(crate) fn read(file: &[u8], password: &str, found: &mut Found) -> Result<(), ImportError> {
    if !looks_like_pkcs12(file) {
        return Err(ImportError::NotRecognised);
    }
    let archive = Pkcs12Archive::from_pkcs12(file, password).map_err(refusal)?;
    found.certificates.extend(archive.certs.iter().map(|bag| bag.cert.as_der().to_vec()));
    found.keys.extend(archive.keys.iter().map(|bag| Zeroizing::new(bag.key.as_der().to_vec())));
    Ok(())
}

/// A PFX is a SEQUENCE whose first element is the INTEGER 3.
fn looks_like_pkcs12(file: &[u8]) -> bool {
    let [0x30, length, rest @ ..] = file else { return false };
    let length_octets = if *length > 0x80 { usize::from(length & 0x7F) } else { 0 };
    rest.get(length_octets..).is_some_and(|content| content.starts_with(&[0x02, 0x01, 0x03]))
}

/// A file without a MAC shows a wrong password only by its padding.
fn refusal(error: Error) -> ImportError {
    match error {
        Error::MacError(_) | Error::UnpadError | Error::Pkcs5Error(_) => ImportError::WrongPassword,
        other => ImportError::Pkcs12(other.to_string()),
    }
}
