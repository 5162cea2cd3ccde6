//! SCEP (RFC 8894) and the part of CMS (RFC 5652) below it, opened and sealed. Nothing here reads a clock or a
//! socket: instants are unix seconds, nonces are parameters, and only content keys and IVs are drawn at random.
//!
//! A server goes [`PkiMessage::parse`] → [`PkiMessage::open`] → [`reply`]; a client goes [`client::Request`] and
//! back. Both stand on [`cms`], which reads BER as devices write it, through [`ber`], and writes DER.

pub mod ber;
pub mod certificate;
pub mod client;
pub mod cms;
pub mod csr;
pub mod key;
pub mod message;
pub mod reply;

mod algorithm;
mod capabilities;
mod fail_info;
mod identity;
mod name;
mod oid;
mod public_key;
mod time;
mod tlv;
mod write;

pub use algorithm::{Algorithms, ContentCipher, Digest};
pub use capabilities::capabilities;
pub use certificate::CertificateView;
pub use csr::Csr;
pub use fail_info::FailInfo;
pub use identity::{Identity, IdentityError};
pub use key::{KeyError, RsaBits, RsaKey};
pub use message::{MessageType, PkiMessage, TransactionId, decode_get_message};
pub use name::name;
pub use public_key::KeyKind;
pub use tlv::Malformed;
pub use write::Encoding;
