//! What makes settings of a mail server acceptable.

use super::{Authentication, BounceMailbox, Encryption, MailServer, TokenSource};
use crate::address::parse_email;

/// The most characters of a sender's name.
const NAME_CHARACTERS_MAX: usize = 100;
/// The most octets of a username, a folder, a scope.
const TEXT_BYTES_MAX: usize = 512;
/// The most octets of an address in the web.
const URL_BYTES_MAX: usize = 1_024;
/// The most certificates to trust.
const ROOTS_MAX: usize = 20;

/// What is wrong with a field of a mail server's settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MailServerFault {
    /// Something that is no host.
    #[error("Write the host’s name or address, such as smtp.example.org.")]
    Host,
    /// A port out of range.
    #[error("Choose a port between 1 and 65,535.")]
    Port,
    /// No username, or one too long.
    #[error("Enter the username that the mail server knows.")]
    Username,
    /// A username without a password.
    #[error("Enter the password.")]
    PasswordMissing,
    /// A token address that is none, or not protected.
    #[error("Write the address where tokens are asked for; it begins with https://.")]
    TokenUrl,
    /// No client ID, or one too long.
    #[error("Enter the client ID under which this server is registered.")]
    ClientId,
    /// A scope too long.
    #[error("Write at most 512 characters.")]
    Scope,
    /// Client credentials without the secret.
    #[error("Enter the client secret.")]
    ClientSecretMissing,
    /// A refresh token that is missing.
    #[error("Enter the refresh token.")]
    RefreshTokenMissing,
    /// Something that is no address.
    #[error("Write one e-mail address, such as devices@example.org.")]
    Address,
    /// A name too long, or with characters that no name has.
    #[error("Write a name of at most 100 characters in one line.")]
    Name,
    /// A time-out out of range.
    #[error("Choose between 1 and 60 seconds.")]
    Timeout,
    /// Too many or too few connections.
    #[error("Choose between 1 and 20 connections.")]
    Connections,
    /// A throttle out of range.
    #[error("Choose between 1 and 100,000 messages a minute, or leave it empty.")]
    Throttle,
    /// A mailbox that would be read without encryption.
    #[error("Choose TLS or STARTTLS: a mailbox is never read over an open connection.")]
    MailboxEncryption,
    /// No folder, or one with characters that no folder has.
    #[error("Name the folder that reports arrive in, such as INBOX.")]
    Folder,
    /// Something that is no certificate.
    #[error(
        "This is not a certificate. Choose a PEM or DER file with the root of the mail server’s certificate."
    )]
    Roots,
}

impl MailServer {
    /// Lists what is wrong, by field; empty when nothing is.
    pub fn faults(&self) -> Vec<(&'static str, MailServerFault)> {
        use MailServerFault as Fault;
        let mut faults = Vec::new();
        let mut check = |field, is_right: bool, fault| {
            if !is_right {
                faults.push((field, fault));
            }
        };
        check("host", is_host(&self.host), Fault::Host);
        check("port", self.port > 0, Fault::Port);
        check("roots", self.roots.len() <= ROOTS_MAX, Fault::Roots);
        check("sender", is_address(&self.sender), Fault::Address);
        check("sender_name", is_line(&self.sender_name, NAME_CHARACTERS_MAX), Fault::Name);
        check("reply_to", self.reply_to.as_deref().is_none_or(is_address), Fault::Address);
        check("connect_timeout_s", (1..=60).contains(&self.connect_timeout_s), Fault::Timeout);
        check("answer_timeout_s", (1..=60).contains(&self.answer_timeout_s), Fault::Timeout);
        check("connections_max", (1..=20).contains(&self.connections_max), Fault::Connections);
        let throttle = self.messages_per_minute.unwrap_or(1);
        check("messages_per_minute", (1..=100_000).contains(&throttle), Fault::Throttle);
        match &self.authentication {
            Authentication::None => {}
            Authentication::Password { username } => check("username", is_name(username), Fault::Username),
            Authentication::XOAuth2(source) => source.check(&mut check),
        }
        if let Some(mailbox) = &self.bounce_mailbox {
            mailbox.check(&mut check);
        }
        faults
    }
}

impl TokenSource {
    fn check(&self, check: &mut impl FnMut(&'static str, bool, MailServerFault)) {
        check("username", is_name(&self.username), MailServerFault::Username);
        check("token_url", is_protected_url(&self.token_url), MailServerFault::TokenUrl);
        check("client_id", is_name(&self.client_id), MailServerFault::ClientId);
        check("scope", is_line(&self.scope, TEXT_BYTES_MAX), MailServerFault::Scope);
    }
}

impl BounceMailbox {
    fn check(&self, check: &mut impl FnMut(&'static str, bool, MailServerFault)) {
        let is_right = self.address.is_empty() || is_address(&self.address);
        check("mailbox_address", is_right, MailServerFault::Address);
        check("mailbox_host", is_host(&self.host), MailServerFault::Host);
        check("mailbox_port", self.port > 0, MailServerFault::Port);
        let is_protected = self.encryption != Encryption::None;
        check("mailbox_encryption", is_protected, MailServerFault::MailboxEncryption);
        check("mailbox_username", is_name(&self.username), MailServerFault::Username);
        check("mailbox_folder", is_name(&self.folder), MailServerFault::Folder);
    }
}

/// Says whether a text is one e-mail address and nothing more, no name beside it and nothing that cannot be seen.
pub fn is_address(text: &str) -> bool {
    let local_part = |address: &str| address.rsplit_once('@').map(|(local_part, _)| local_part.to_owned());
    match parse_email(text) {
        Ok((address, None)) => {
            local_part(&address) == local_part(text) && !text.chars().any(|c| c.is_control() || is_hidden(c))
        }
        Ok((_, Some(_))) | Err(_) => false,
    }
}

/// Says whether a character shows nothing, or changes the direction of what follows.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_host(text: &str) -> bool {
    (1..=253).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '_'))
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && is_line(text, TEXT_BYTES_MAX)
}

fn is_line(text: &str, bytes_max: usize) -> bool {
    text.len() <= bytes_max && !text.chars().any(char::is_control)
}

fn is_protected_url(text: &str) -> bool {
    text.len() <= URL_BYTES_MAX
        && text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && text.chars().all(|c| c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t13_one_address_is_an_address_and_nothing_else_is() {
        for good in [
            "anna@example.org",
            "anna.berg+devices@mail.example.org",
            "o'neil@example.org",
            "åsa@exämple.org",
        ] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "anna",
            "@example.org",
            "anna@",
            "anna@@example.org",
            "anna@example.org\r\nBcc: all@example.org",
            "anna@example.org,ben@example.org",
            "anna berg@example.org",
            "<anna@example.org>",
            "mailto:anna@example.org",
            "Anna <anna@example.org>",
            "anna@example..org",
            ".anna@example.org",
            "anna@-example.org",
            "\"anna\r\nBcc: x\"@example.org",
            "anna\0@example.org",
            "anna\u{202e}@example.org",
            "anna@[192.0.2.1]",
            &format!("{}@example.org", "a".repeat(65)),
        ] {
            assert!(!is_address(bad), "{bad:?}");
        }
    }

    fn good() -> MailServer {
        MailServer {
            host: "smtp.example.org".into(),
            sender: "devices@example.org".into(),
            authentication: Authentication::Password { username: "devices".into() },
            ..MailServer::usual()
        }
    }

    #[test]
    fn each_fault_names_its_field() {
        assert_eq!(good().faults(), []);
        let wrong = MailServer {
            host: "smtp example".into(),
            port: 0,
            sender: "devices".into(),
            sender_name: "A\r\nBcc: x".into(),
            reply_to: Some("x".into()),
            connections_max: 0,
            messages_per_minute: Some(0),
            authentication: Authentication::Password { username: String::new() },
            bounce_mailbox: Some(BounceMailbox { encryption: Encryption::None, ..BounceMailbox::usual() }),
            ..good()
        };
        let fields: Vec<_> = wrong.faults().into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [
                "host",
                "port",
                "sender",
                "sender_name",
                "reply_to",
                "connections_max",
                "messages_per_minute",
                "username",
                "mailbox_host",
                "mailbox_encryption",
                "mailbox_username",
            ]
        );
    }

    #[test]
    fn tokens_are_asked_for_over_tls_only() {
        for bad in ["", "http://login.example.org/token", "https://", "https:///x", "https://a b/"] {
            assert!(!is_protected_url(bad), "{bad}");
        }
        assert!(is_protected_url("https://login.example.org/oauth2/v2.0/token"));
    }
}
