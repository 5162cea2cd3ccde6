//! The mail server: how mail goes out, and what a try has shown.
//!
//! Its secrets are written and never read: an answer says whether they are set (T31).

pub(crate) mod one;
pub(crate) mod settings;
pub(crate) mod test;

use app::MailServerDetail;
use serde::Serialize;
use utoipa::ToSchema;

use settings::MailServerSettings;

/// The mail server.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailServer {
    /// How mail goes out.
    settings: MailServerSettings,
    /// Whether a password is set.
    has_password: bool,
    /// Whether a client secret is set.
    has_client_secret: bool,
    /// Whether a refresh token is set.
    has_refresh_token: bool,
    /// Whether a password for the mailbox is set.
    has_mailbox_password: bool,
}

impl From<MailServerDetail> for MailServer {
    fn from(detail: MailServerDetail) -> Self {
        Self {
            settings: detail.server.into(),
            has_password: detail.has_password,
            has_client_secret: detail.has_client_secret,
            has_refresh_token: detail.has_refresh_token,
            has_mailbox_password: detail.has_mailbox_password,
        }
    }
}
