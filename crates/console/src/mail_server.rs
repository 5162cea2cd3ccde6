//! SMTP Server: how mail goes out, the form to change it, and a test that shows the dialogue.

pub(crate) mod edit;
mod field;
mod probe;
pub(crate) mod show;
mod typed;

use app::MailServerDetail;
use domain::mail_server::{Authentication, Encryption, MailServer};

/// Where the mail server is.
pub(crate) const PATH: &str = "/console/settings/mail-server";
/// Where it is changed.
pub(crate) const EDIT_PATH: &str = "/console/settings/mail-server/edit";
/// Where it is tried.
pub(crate) const TEST_PATH: &str = "/console/settings/mail-server/test";
/// Where it is removed.
pub(crate) const REMOVE_PATH: &str = "/console/settings/mail-server/remove";
/// The largest form: certificates take most of it.
pub(crate) const BODY_BYTES_MAX: usize = 512 * 1024;

/// Tells settings in short, their secrets only as set or not.
fn told(detail: &MailServerDetail) -> Vec<(&'static str, String)> {
    let server = &detail.server;
    let set = |is_set: bool| if is_set { "Set" } else { "None" }.to_owned();
    let mut told = vec![
        ("Host", format!("{}:{}", server.host, server.port)),
        ("Encryption", server.encryption.title().to_owned()),
        ("Trusted", trusted(server)),
        ("Authentication", server.authentication.title().to_owned()),
    ];
    match &server.authentication {
        Authentication::None => {}
        Authentication::Password { username } => {
            told.extend([("Username", username.clone()), ("Password", set(detail.has_password))]);
        }
        Authentication::XOAuth2(source) => told.extend([
            ("Username", source.username.clone()),
            ("Token address", source.token_url.clone()),
            ("Client ID", source.client_id.clone()),
            ("Scope", source.scope.clone()),
            ("Grant", source.grant.title().to_owned()),
            ("Client secret", set(detail.has_client_secret)),
            ("Refresh token", set(detail.has_refresh_token)),
        ]),
    }
    let limit =
        server.messages_per_minute.map_or("None".to_owned(), |most| format!("{most} messages a minute"));
    told.extend([
        ("Sender’s name", server.sender_name.clone()),
        ("Sender", server.sender.clone()),
        ("Answers go to", server.reply_to.clone().unwrap_or_else(|| server.sender.clone())),
        ("Limit", limit),
    ]);
    if let Some(mailbox) = &server.bounce_mailbox {
        told.extend([
            ("Mailbox for reports", format!("{} at {}:{}", mailbox.username, mailbox.host, mailbox.port)),
            ("Its encryption", mailbox.encryption.title().to_owned()),
            ("Its address", server.return_address().to_owned()),
            ("Its folder", mailbox.folder.clone()),
            ("Its password", set(detail.has_mailbox_password)),
        ]);
    } else {
        told.push(("Mailbox for reports", "None: what comes back is not noticed here".to_owned()));
    }
    told
}

fn trusted(server: &MailServer) -> String {
    match (server.encryption, server.roots.len()) {
        (Encryption::None, _) => "Whoever answers".to_owned(),
        (_, 0) => "The system’s certificates".to_owned(),
        (_, 1) => "The system’s certificates and one more".to_owned(),
        (_, more) => format!("The system’s certificates and {more} more"),
    }
}
