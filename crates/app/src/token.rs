//! Tokens: 256 random bits as text for the one who holds it, a SHA-256 for the database.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::secret::{Secret, TokenHash};

use crate::Ids;

/// Makes a token with a prefix that tells people and secret scanners what it is.
pub(crate) fn new_token(ids: &Ids, prefix: &str) -> Secret {
    Secret::new(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(ids.octets::<32>())))
}

/// Returns what is stored of a token.
pub(crate) fn hash(token: &str) -> TokenHash {
    TokenHash(sha256(token.as_bytes()))
}

/// Returns the SHA-256 of octets.
pub(crate) fn sha256(octets: &[u8]) -> [u8; 32] {
    digest(&SHA256, octets).as_ref().try_into().expect("SHA-256 has 32 octets")
}

/// Derives another token from one, for another use. Who holds the first can make the second, not the reverse.
///
/// The portal needs the profile's link at each view of its page, and the database holds only hashes: so the link is
/// derived from the session's token, which the browser brings along.
pub(crate) fn derive(token: &Secret, purpose: &str) -> Secret {
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, token.expose().as_bytes());
    let tag = aws_lc_rs::hmac::sign(&key, purpose.as_bytes());
    Secret::new(URL_SAFE_NO_PAD.encode(&tag.as_ref()[..24]))
}

/// Returns octets as lower-case hex.
pub(crate) fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
