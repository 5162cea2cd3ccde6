//! How mail goes out, on the wire.

use app::{App, MailServerDraft, SecretInput};
use domain::mail_server::{Authentication, BounceMailbox, Encryption, Grant, MailServer, TokenSource};
use domain::secret::Secret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::directory::settings::pem;
use crate::document::one_of;
use crate::problem::Problem;
use crate::request::Checks;

/// How mail goes out. What a request leaves out is as usual.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailServerSettings {
    /// The host that takes mail; its certificate is checked against this name.
    #[schema(example = "smtp.example.org")]
    host: String,
    /// Its port; the usual one for the encryption when not said.
    #[serde(default)]
    #[schema(minimum = 1)]
    port: Option<u16>,
    /// How the connection is protected. Never less than that happens.
    #[schema(schema_with = encryptions)]
    encryption: String,
    /// Certificates to trust besides the system’s, as PEM; they count for the mailbox and the token server, too.
    #[serde(default)]
    roots: String,
    /// How this server proves that it may send.
    authentication: MailServerAuthentication,
    /// The address that mail comes from.
    #[schema(example = "devices@example.org")]
    sender: String,
    /// The name beside it.
    #[serde(default)]
    sender_name: String,
    /// Where answers go, if not to the sender.
    #[serde(default)]
    reply_to: Option<String>,
    /// How long connecting may take, TLS included.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 60)]
    connect_timeout_s: Option<u32>,
    /// How long each answer may take.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 60)]
    answer_timeout_s: Option<u32>,
    /// How many connections there may be at once.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 20)]
    connections_max: Option<u32>,
    /// How many messages a minute the mail server takes; `null` for as many as come.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 100_000)]
    messages_per_minute: Option<u32>,
    /// The mailbox to which it reports what became of a mail; `null` reads none.
    #[serde(default)]
    bounce_mailbox: Option<ReportMailbox>,
}

/// How this server proves that it may send. Which fields count depends on `kind`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailServerAuthentication {
    /// In which way.
    #[schema(schema_with = kinds)]
    kind: String,
    /// As whom.
    #[serde(default)]
    username: String,
    /// Where tokens are asked for (`xoauth2`).
    #[serde(default)]
    #[schema(example = "https://login.example.org/oauth2/v2.0/token")]
    token_url: String,
    /// What this server is called there (`xoauth2`).
    #[serde(default)]
    client_id: String,
    /// What a token is to be good for (`xoauth2`).
    #[serde(default)]
    scope: String,
    /// By what tokens are given out (`xoauth2`).
    #[serde(default)]
    #[schema(schema_with = grants)]
    grant: Option<String>,
}

/// The mailbox to which mail servers report what became of a mail, read over IMAP.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportMailbox {
    /// The address that reports are sent to; empty where that is the sender’s own.
    #[serde(default)]
    address: String,
    /// The host that keeps it.
    #[schema(example = "imap.example.org")]
    host: String,
    /// Its port; the usual one for the encryption when not said.
    #[serde(default)]
    #[schema(minimum = 1)]
    port: Option<u16>,
    /// How the connection is protected; `none` is refused.
    #[schema(schema_with = encryptions)]
    encryption: String,
    /// Whose mailbox it is.
    username: String,
    /// The folder that reports arrive in; `INBOX` when not said.
    #[serde(default)]
    folder: Option<String>,
}

/// A mail server to be set up, changed or tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailServerFields {
    /// How mail goes out.
    settings: MailServerSettings,
    /// The password. Left out, the one that is set stays; a change of host, port, protection, username or trust needs it
    /// again.
    #[serde(default)]
    #[schema(write_only)]
    password: Option<String>,
    /// The secret of the client at the token server. Left out, the one that is set stays; empty removes it.
    #[serde(default)]
    #[schema(write_only)]
    client_secret: Option<String>,
    /// The refresh token. Left out, the one that is set stays.
    #[serde(default)]
    #[schema(write_only)]
    refresh_token: Option<String>,
    /// The password of the mailbox. Left out, the one that is set stays.
    #[serde(default)]
    #[schema(write_only)]
    mailbox_password: Option<String>,
}

fn encryptions() -> Object {
    one_of(Encryption::ALL.map(Encryption::name), "How the connection is protected.")
}

fn kinds() -> Object {
    one_of(Authentication::NAMES, "How this server proves that it may send.")
}

fn grants() -> Object {
    one_of(Grant::ALL.map(Grant::name), "By what tokens are given out.")
}

impl MailServerFields {
    /// Reads the mail server for the verbs.
    pub(crate) fn draft(self, app: &App) -> Result<MailServerDraft, Problem> {
        let secret = |text: Option<String>| match text {
            None => SecretInput::Keep,
            Some(text) if text.is_empty() => SecretInput::Clear,
            Some(text) => SecretInput::Set(Secret::new(text)),
        };
        Ok(MailServerDraft {
            server: self.settings.read(app)?,
            password: secret(self.password),
            client_secret: secret(self.client_secret),
            refresh_token: secret(self.refresh_token),
            mailbox_password: secret(self.mailbox_password),
        })
    }
}

impl MailServerSettings {
    fn read(self, app: &App) -> Result<MailServer, Problem> {
        let usual = MailServer::usual();
        let mut checks = Checks::default();
        let encryption = encryption(&mut checks, "encryption", &self.encryption);
        let mut server = MailServer {
            host: self.host,
            port: self.port.unwrap_or(encryption.submission_port()),
            encryption,
            roots: Vec::new(),
            authentication: self.authentication.read(&mut checks),
            sender: self.sender,
            sender_name: self.sender_name,
            reply_to: self.reply_to.filter(|address| !address.is_empty()),
            connect_timeout_s: self.connect_timeout_s.unwrap_or(usual.connect_timeout_s),
            answer_timeout_s: self.answer_timeout_s.unwrap_or(usual.answer_timeout_s),
            connections_max: self.connections_max.unwrap_or(usual.connections_max),
            messages_per_minute: self.messages_per_minute,
            bounce_mailbox: self.bounce_mailbox.map(|mailbox| mailbox.read(&mut checks)),
        };
        checks.finish()?;
        if !self.roots.trim().is_empty() {
            let read = app.read_mail_server_roots(self.roots.as_bytes());
            server.roots = read.map_err(|error| Problem::from_app(error, app.now()))?;
        }
        Ok(server)
    }
}

impl MailServerAuthentication {
    fn read(self, checks: &mut Checks) -> Authentication {
        let grant = self.grant.as_deref().unwrap_or(Grant::RefreshToken.name());
        let grant = checks.named("grant", grant, &Grant::ALL.map(Grant::name), Grant::parse);
        let (username, token_url, client_id, scope) =
            (self.username, self.token_url, self.client_id, self.scope);
        let read = checks.named("authentication", &self.kind, &Authentication::NAMES, |kind| match kind {
            "none" => Some(Authentication::None),
            "password" => Some(Authentication::Password { username }),
            "xoauth2" => {
                let grant = grant.unwrap_or(Grant::RefreshToken);
                Some(Authentication::XOAuth2(TokenSource { username, token_url, client_id, scope, grant }))
            }
            _ => None,
        });
        read.unwrap_or(Authentication::None)
    }
}

impl ReportMailbox {
    fn read(self, checks: &mut Checks) -> BounceMailbox {
        let encryption = encryption(checks, "mailbox_encryption", &self.encryption);
        BounceMailbox {
            address: self.address,
            host: self.host,
            port: self.port.unwrap_or(encryption.mailbox_port()),
            encryption,
            username: self.username,
            folder: self.folder.unwrap_or_else(|| BounceMailbox::usual().folder),
        }
    }
}

fn encryption(checks: &mut Checks, field: &'static str, text: &str) -> Encryption {
    let names = Encryption::ALL.map(Encryption::name);
    checks.named(field, text, &names, Encryption::parse).unwrap_or(Encryption::Tls)
}

impl From<MailServer> for MailServerSettings {
    fn from(server: MailServer) -> Self {
        Self {
            host: server.host,
            port: Some(server.port),
            encryption: server.encryption.name().to_owned(),
            roots: server.roots.iter().map(|root| pem(root)).collect(),
            authentication: server.authentication.into(),
            sender: server.sender,
            sender_name: server.sender_name,
            reply_to: server.reply_to,
            connect_timeout_s: Some(server.connect_timeout_s),
            answer_timeout_s: Some(server.answer_timeout_s),
            connections_max: Some(server.connections_max),
            messages_per_minute: server.messages_per_minute,
            bounce_mailbox: server.bounce_mailbox.map(ReportMailbox::from),
        }
    }
}

impl From<Authentication> for MailServerAuthentication {
    fn from(authentication: Authentication) -> Self {
        let mut shown = Self {
            kind: authentication.name().to_owned(),
            username: authentication.username().to_owned(),
            token_url: String::new(),
            client_id: String::new(),
            scope: String::new(),
            grant: None,
        };
        if let Authentication::XOAuth2(source) = authentication {
            shown.token_url = source.token_url;
            shown.client_id = source.client_id;
            shown.scope = source.scope;
            shown.grant = Some(source.grant.name().to_owned());
        }
        shown
    }
}

impl From<BounceMailbox> for ReportMailbox {
    fn from(mailbox: BounceMailbox) -> Self {
        Self {
            address: mailbox.address,
            host: mailbox.host,
            port: Some(mailbox.port),
            encryption: mailbox.encryption.name().to_owned(),
            username: mailbox.username,
            folder: Some(mailbox.folder),
        }
    }
}
