//! The fields of the mail server's settings as the form draws them.

use domain::mail_server::{Encryption, Grant};
use web::form::Faults;

use super::typed::Typed;
use crate::field::{Choice, Draw, Field};
use crate::filled::Filled;

/// The whole form.
pub(super) struct Form {
    pub(super) host: Field,
    pub(super) port: Field,
    pub(super) encryptions: Vec<Choice>,
    pub(super) authentications: Vec<Choice>,
    pub(super) username: Field,
    /// Who gives out tokens.
    pub(super) token: Vec<Field>,
    pub(super) sender: Vec<Field>,
    pub(super) limits: Vec<Field>,
    /// Whether there is a mailbox for reports.
    pub(super) has_mailbox: bool,
    pub(super) mailbox: Vec<Field>,
    /// Which parts are open: they have something in them, or something wrong.
    pub(super) shows_token: bool,
    pub(super) shows_limits: bool,
}

/// Draws fields from what was typed and what is wrong with it.
pub(super) struct Drawing<'a> {
    pub(super) typed: &'a Typed,
    pub(super) faults: &'a Faults,
}

impl Drawing<'_> {
    /// Returns the form.
    pub(super) fn form(&self) -> Form {
        let token = self.token();
        let limits = self.limits();
        let is_wrong = |fields: &[Field]| fields.iter().any(|field| field.fault.is_some());
        let wants_token = self.typed.0.value("authentication") == "xoauth2";
        let secrets = ["client_secret", "refresh_token"];
        Form {
            host: self.line("host", "Host", "Such as smtp.example.org: the relay of your organization or of your provider. Its certificate must be for this name."),
            port: self.number("port", "Port", "Leave it empty for the usual one: 465 for TLS, 587 for STARTTLS, 25 without encryption."),
            encryptions: self.encryptions(),
            authentications: self.authentications(),
            username: self.line("username", "Username", "Often the whole e-mail address. Not needed where the relay knows this server by its address."),
            shows_token: wants_token || is_wrong(&token) || secrets.iter().any(|name| self.faults.of(name).is_some()),
            shows_limits: is_wrong(&limits),
            token,
            sender: self.sender(),
            limits,
            has_mailbox: !self.typed.0.value("mailbox").is_empty(),
            mailbox: self.mailbox(),
        }
    }

    fn encryptions(&self) -> Vec<Choice> {
        let help = |encryption| match encryption {
            Encryption::Tls => "From the first word, usually on port 465.",
            Encryption::StartTls => {
                "After a first word in clear, usually on port 587. Without it nothing is sent."
            }
            Encryption::None => {
                "The password and every link in a mail cross the network in clear, and anybody on it can read them."
            }
        };
        let chosen = self.typed.0.value("encryption");
        let choice = |encryption: Encryption| Choice {
            value: encryption.name(),
            title: encryption.title(),
            help: help(encryption),
            is_chosen: encryption.name() == chosen,
        };
        Encryption::ALL.into_iter().map(choice).collect()
    }

    fn authentications(&self) -> Vec<Choice> {
        let chosen = self.typed.0.value("authentication");
        let choices = [
            ("password", "Username and password", "What most mail servers want."),
            ("xoauth2", "OAuth 2.0", "By tokens, as Microsoft 365 and Google Workspace want it."),
            ("none", "None", "The relay knows this server by its address."),
        ];
        let choice = |(value, title, help)| Choice { value, title, help, is_chosen: value == chosen };
        choices.map(choice).into()
    }

    fn token(&self) -> Vec<Field> {
        vec![
            self.line("token_url", "Token address", "Where tokens are asked for, such as https://login.microsoftonline.com/…/oauth2/v2.0/token or https://oauth2.googleapis.com/token."),
            self.line("client_id", "Client ID", "Under which this server is registered there."),
            self.line("scope", "Scope", "Such as https://outlook.office365.com/.default or https://mail.google.com/."),
            self.menu("grant", "Grant", "By what tokens are given out.", &Grant::ALL.map(|grant| (grant.name(), grant.title()))),
        ]
    }

    fn sender(&self) -> Vec<Field> {
        vec![
            self.line("sender_name", "Sender’s name", "What people see first, such as “Example School IT”."),
            self.line("sender", "Sender’s address", "An address that the mail server lets this account use."),
            self.line(
                "reply_to",
                "Answers go to",
                "Where people’s answers arrive, such as the help desk. Empty: to the sender.",
            ),
        ]
    }

    fn limits(&self) -> Vec<Field> {
        vec![
            self.number("connections_max", "Connections at once", ""),
            self.number(
                "messages_per_minute",
                "Messages a minute",
                "The most that the mail server takes from you; empty for no limit.",
            ),
            self.number("connect_timeout_s", "Seconds to connect", ""),
            self.number("answer_timeout_s", "Seconds for an answer", ""),
        ]
    }

    fn mailbox(&self) -> Vec<Field> {
        let encryptions = [Encryption::Tls, Encryption::StartTls].map(|one| (one.name(), one.title()));
        vec![
            self.line("mailbox_address", "Its address", "Where reports are sent to. Empty: to the sender."),
            self.line("mailbox_host", "IMAP host", "Such as imap.example.org."),
            self.number(
                "mailbox_port",
                "IMAP port",
                "Leave it empty for the usual one: 993 for TLS, 143 for STARTTLS.",
            ),
            self.menu("mailbox_encryption", "Encryption", "", &encryptions),
            self.line("mailbox_username", "Username", ""),
            self.line("mailbox_folder", "Folder", "What is in it is marked as read."),
        ]
    }
}

impl Draw for Drawing<'_> {
    fn filled(&self) -> &Filled {
        &self.typed.0
    }

    fn faults(&self) -> &Faults {
        self.faults
    }
}
