//! What differs between two settings of a mail server, in words for the trail, and what a change means for its secrets.

use super::{Authentication, BounceMailbox, Encryption, MailServer, TokenSource};
use crate::audit::FieldChange;

impl MailServer {
    /// Lists the settings that differ between two states; a state without a server has none.
    pub fn changes(former: Option<&Self>, now: Option<&Self>) -> Vec<FieldChange> {
        let fields = |server: Option<&Self>| server.map(Self::fields).unwrap_or_default();
        FieldChange::between(&fields(former), &fields(now))
    }

    /// Says whether the password kept for these settings could, with others, reach somebody it was not entered for:
    /// another host, or the same one with less proof of who it is.
    pub fn exposes_password(&self, other: &Self) -> bool {
        self.host != other.host
            || self.port != other.port
            || self.exposes(self.encryption, other, other.encryption)
            || self.authentication.username() != other.authentication.username()
    }

    /// Says the same of the client secret and the refresh token, which go to the token server.
    pub fn exposes_token_secrets(&self, other: &Self) -> bool {
        let (Some(source), Some(other_source)) = (self.token_source(), other.token_source()) else {
            return true;
        };
        source.token_url != other_source.token_url
            || source.client_id != other_source.client_id
            || self.exposes(Encryption::Tls, other, Encryption::Tls)
    }

    /// Says the same of the mailbox's password.
    pub fn exposes_mailbox_password(&self, other: &Self) -> bool {
        let (Some(mailbox), Some(other_mailbox)) = (&self.bounce_mailbox, &other.bounce_mailbox) else {
            return true;
        };
        mailbox.host != other_mailbox.host
            || mailbox.port != other_mailbox.port
            || mailbox.username != other_mailbox.username
            || self.exposes(mailbox.encryption, other, other_mailbox.encryption)
    }

    fn exposes(&self, encryption: Encryption, other: &Self, other_encryption: Encryption) -> bool {
        encryption != other_encryption || other.roots.iter().any(|root| !self.roots.contains(root))
    }

    fn token_source(&self) -> Option<&TokenSource> {
        match &self.authentication {
            Authentication::XOAuth2(source) => Some(source),
            Authentication::None | Authentication::Password { .. } => None,
        }
    }

    fn fields(&self) -> Vec<(String, String)> {
        let mut fields = vec![
            ("host", self.host.clone()),
            ("port", self.port.to_string()),
            ("encryption", self.encryption.title().to_owned()),
            ("trusted certificates", digest(&self.roots)),
            ("authentication", self.authentication.title().to_owned()),
            ("username", self.authentication.username().to_owned()),
            ("sender", self.sender.clone()),
            ("sender’s name", self.sender_name.clone()),
            ("reply to", self.reply_to.clone().unwrap_or_default()),
            ("connection time-out", self.connect_timeout_s.to_string()),
            ("answer time-out", self.answer_timeout_s.to_string()),
            ("connections", self.connections_max.to_string()),
            (
                "messages a minute",
                self.messages_per_minute.map(|number| number.to_string()).unwrap_or_default(),
            ),
        ];
        if let Some(source) = self.token_source() {
            fields.extend([
                ("token address", source.token_url.clone()),
                ("client ID", source.client_id.clone()),
                ("scope", source.scope.clone()),
                ("grant", source.grant.title().to_owned()),
            ]);
        }
        if let Some(mailbox) = &self.bounce_mailbox {
            fields.extend(mailbox.fields());
        }
        fields.into_iter().map(|(field, value)| (field.to_owned(), value)).collect()
    }
}

impl BounceMailbox {
    fn fields(&self) -> [(&'static str, String); 6] {
        [
            ("mailbox address", self.address.clone()),
            ("mailbox host", self.host.clone()),
            ("mailbox port", self.port.to_string()),
            ("mailbox encryption", self.encryption.title().to_owned()),
            ("mailbox username", self.username.clone()),
            ("mailbox folder", self.folder.clone()),
        ]
    }
}

/// Returns what tells certificates apart in a line for people: the last octets of each.
fn digest(roots: &[Vec<u8>]) -> String {
    let ends = roots.iter().map(|root| {
        let end = &root[root.len().saturating_sub(4)..];
        end.iter().map(|octet| format!("{octet:02x}")).collect::<String>()
    });
    ends.map(|end| format!("…{end}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> MailServer {
        MailServer {
            host: "smtp.example.org".into(),
            authentication: Authentication::Password { username: "devices".into() },
            bounce_mailbox: Some(BounceMailbox { host: "imap.example.org".into(), ..BounceMailbox::usual() }),
            ..MailServer::usual()
        }
    }

    #[test]
    fn t31_a_kept_secret_goes_to_nobody_else() {
        let former = server();
        let slower = MailServer { answer_timeout_s: 50, sender: "other@example.org".into(), ..server() };
        assert!(!former.exposes_password(&slower) && !former.exposes_mailbox_password(&slower));
        for other in [
            MailServer { host: "evil.example".into(), ..server() },
            MailServer { encryption: Encryption::None, ..server() },
            MailServer { roots: vec![vec![1; 9]], ..server() },
            MailServer { authentication: Authentication::Password { username: "x".into() }, ..server() },
        ] {
            assert!(former.exposes_password(&other), "{other:?}");
        }
        let mailbox = BounceMailbox { host: "evil.example".into(), ..BounceMailbox::usual() };
        let moved = MailServer { bounce_mailbox: Some(mailbox), ..server() };
        assert!(former.exposes_mailbox_password(&moved) && !former.exposes_password(&moved));
        assert!(former.exposes_token_secrets(&server()), "there were none");
    }

    #[test]
    fn changes_name_their_fields() {
        let fields = |former, now| -> Vec<String> {
            MailServer::changes(former, now).into_iter().map(|change| change.field).collect()
        };
        let former = server();
        let now =
            MailServer { port: 587, encryption: Encryption::StartTls, bounce_mailbox: None, ..server() };
        let changed = fields(Some(&former), Some(&now));
        assert_eq!(changed[..2], ["port", "encryption"]);
        assert!(changed.contains(&"mailbox host".to_owned()));
        assert!(fields(None, Some(&former)).contains(&"host".to_owned()));
        assert!(fields(Some(&former), Some(&server())).is_empty());
    }
}
