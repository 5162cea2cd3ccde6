//! The mail server that mail to people goes through: a relay of the organization's or of a provider, and the mailbox to
//! which it sends back what could not be delivered.
//!
//! There is one, or none: then nothing leaves this server by mail. Its secrets are kept apart from these settings, sealed.

mod change;
mod rule;

use serde::{Deserialize, Serialize};

pub use rule::{MailServerFault, is_address};

/// How mail goes out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MailServer {
    /// The host that takes mail; its certificate is checked against this name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub encryption: Encryption,
    /// Roots (DER) that its certificate may chain to besides the system's; they count for the mailbox and the token
    /// server, too.
    pub roots: Vec<Vec<u8>>,
    /// How this server proves that it may send.
    pub authentication: Authentication,
    /// The address that mail comes from.
    pub sender: String,
    /// The name beside it; empty for the address alone.
    pub sender_name: String,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    /// How long connecting may take, TLS included, in seconds.
    pub connect_timeout_s: u32,
    /// How long each answer of the server may take, in seconds.
    pub answer_timeout_s: u32,
    /// How many connections there may be at once.
    pub connections_max: u32,
    /// How many messages a minute the server takes from us; `None` for as many as come.
    pub messages_per_minute: Option<u32>,
    /// The mailbox for what comes back; `None` leaves it to people to read it.
    pub bounce_mailbox: Option<BounceMailbox>,
}

/// The mailbox to which mail servers report what became of a mail, read over IMAP.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BounceMailbox {
    /// The address that reports are sent to; empty where that is the sender's own.
    pub address: String,
    /// The host that keeps it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected; never [`Encryption::None`].
    pub encryption: Encryption,
    /// Whose mailbox it is.
    pub username: String,
    /// The folder that reports are read from.
    pub folder: String,
}

/// How a connection to a mail server is protected: chosen once, and never less than that.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encryption {
    /// TLS from the first octet.
    Tls,
    /// TLS after `STARTTLS`; where the server does not offer it, nothing more is said to it.
    StartTls,
    /// None: passwords and mails cross the network in clear. Only by explicit choice, and the console keeps warning.
    None,
}

impl Encryption {
    /// Every kind, safest first.
    pub const ALL: [Self; 3] = [Self::Tls, Self::StartTls, Self::None];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::StartTls => "start-tls",
            Self::None => "none",
        }
    }

    /// Finds a kind by [`Encryption::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encryption| encryption.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Tls => "TLS",
            Self::StartTls => "STARTTLS",
            Self::None => "No encryption",
        }
    }

    /// Returns the port on which servers take mail from programs by custom.
    pub fn submission_port(self) -> u16 {
        match self {
            Self::Tls => 465,
            Self::StartTls => 587,
            Self::None => 25,
        }
    }

    /// Returns the port on which servers show mailboxes by custom.
    pub fn mailbox_port(self) -> u16 {
        match self {
            Self::Tls => 993,
            Self::StartTls | Self::None => 143,
        }
    }
}

/// How this server proves to a mail server that it may send.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Authentication {
    /// Not at all: the relay knows it by its address.
    None,
    /// By a password.
    Password {
        /// Whose.
        username: String,
    },
    /// By a token that another server gives out (`XOAUTH2`), as Microsoft and Google want it.
    XOAuth2(TokenSource),
}

impl Authentication {
    /// The names of every kind.
    pub const NAMES: [&'static str; 3] = ["none", "password", "xoauth2"];

    /// Returns the name used in forms and the API.
    pub fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Password { .. } => "password",
            Self::XOAuth2(_) => "xoauth2",
        }
    }

    /// Returns the words for people.
    pub fn title(&self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Password { .. } => "Username and password",
            Self::XOAuth2(_) => "OAuth 2.0 (XOAUTH2)",
        }
    }

    /// Returns the username; empty where there is none.
    pub fn username(&self) -> &str {
        match self {
            Self::None => "",
            Self::Password { username } | Self::XOAuth2(TokenSource { username, .. }) => username,
        }
    }
}

/// Who gives out tokens, and for whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TokenSource {
    /// The mailbox that mail is sent as.
    pub username: String,
    /// Where tokens are asked for.
    pub token_url: String,
    /// What this server is called there.
    pub client_id: String,
    /// What a token is to be good for; empty where the token server knows.
    pub scope: String,
    /// By what they are given out.
    pub grant: Grant,
}

/// By what a token server gives out tokens (RFC 6749).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// A refresh token that an administrator has brought (§6).
    RefreshToken,
    /// The client's own secret (§4.4).
    ClientCredentials,
}

impl Grant {
    /// Both.
    pub const ALL: [Self; 2] = [Self::RefreshToken, Self::ClientCredentials];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::RefreshToken => "refresh-token",
            Self::ClientCredentials => "client-credentials",
        }
    }

    /// Finds one by [`Grant::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grant| grant.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::RefreshToken => "Refresh token",
            Self::ClientCredentials => "Client credentials",
        }
    }
}

impl MailServer {
    /// Returns the settings to begin with: TLS as newer servers want it, a password, and nothing else filled in.
    pub fn usual() -> Self {
        let encryption = Encryption::Tls;
        Self {
            host: String::new(),
            port: encryption.submission_port(),
            encryption,
            roots: Vec::new(),
            authentication: Authentication::Password { username: String::new() },
            sender: String::new(),
            sender_name: String::new(),
            reply_to: None,
            connect_timeout_s: 10,
            answer_timeout_s: 30,
            connections_max: 4,
            messages_per_minute: None,
            bounce_mailbox: None,
        }
    }

    /// Returns the address that reports about a mail are sent to.
    pub fn return_address(&self) -> &str {
        let mailbox = self.bounce_mailbox.as_ref().map(|mailbox| mailbox.address.as_str());
        mailbox.filter(|address| !address.is_empty()).unwrap_or(&self.sender)
    }
}

impl BounceMailbox {
    /// Returns the mailbox to begin with.
    pub fn usual() -> Self {
        Self {
            address: String::new(),
            host: String::new(),
            port: Encryption::Tls.mailbox_port(),
            encryption: Encryption::Tls,
            username: String::new(),
            folder: "INBOX".to_owned(),
        }
    }
}
