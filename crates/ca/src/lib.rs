//! The certificate authority: request in, certificate out.
//!
//! Keys and X.509 live here: the authority that signs device identities, the root behind the
//! server's first TLS certificate, the certificates administrators bring along, and the sealing
//! of all private keys at rest. Who may have a certificate is decided elsewhere; nothing here
//! reads a clock or a database. Every private-key operation runs in aws-lc.

pub mod authority;
pub mod import;
mod issuing;
pub mod lint;
mod pkcs12;
mod private_key;
pub mod profile_signing;
pub mod push_certificate;
pub mod sealing;
mod signer;
pub mod signing_certificate;
pub mod tls_root;

pub use authority::{Authority, BACKDATE_SECONDS, IdentityRequest, Issued, Refusal, Subject};
pub use import::{ImportError, Imported};
pub use issuing::IssueError;
pub use profile_signing::{ProfileSigner, sign_profile};
pub use push_certificate::{PushCertificate, PushCertificateError};
pub use sealing::{Context, SealError, SealingKeyTextError, SealingKeys};
pub use signing_certificate::{SigningCertificate, SigningCertificateError};
pub use tls_root::{ServerCertificate, ServerName, TlsRoot};
