//! The mail server: set up, changed, tried and removed; and what the delivery of messages needs of it.
//!
//! Its secrets go in and never come out: whoever reads learns whether they are set (T31). Where the settings change so
//! that a kept secret could reach somebody else, it has to be entered again.

use ca::import;
use domain::account::PASSWORD_BYTES_MAX;
use domain::audit::{Audit, Event, FieldChange};
use domain::mail_server::{Authentication, Grant, MailServer, MailServerFault, is_address};
use domain::message::{Channel, Receipt};
use domain::privilege::Privilege;
use domain::secret::Secret;
use gateways::mail::{Mail, MailProbe, MailSecrets, Mailbox};
use store::{StoredMailServer, Tx};
use zeroize::Zeroizing;

use crate::{App, Caller, Error, Fault, SecretInput};

/// A mail server as somebody fills it in.
#[derive(Clone, Debug)]
pub struct MailServerDraft {
    /// How mail goes out.
    pub server: MailServer,
    /// The password.
    pub password: SecretInput<Secret>,
    /// The secret of the client at the token server.
    pub client_secret: SecretInput<Secret>,
    /// The refresh token.
    pub refresh_token: SecretInput<Secret>,
    /// The password of the mailbox for reports.
    pub mailbox_password: SecretInput<Secret>,
}

/// A mail server as administrators see it.
#[derive(Clone, Debug)]
pub struct MailServerDetail {
    /// How mail goes out.
    pub server: MailServer,
    /// Whether a password is stored.
    pub has_password: bool,
    /// Whether a client secret is stored.
    pub has_client_secret: bool,
    /// Whether a refresh token is stored.
    pub has_refresh_token: bool,
    /// Whether a password for the mailbox is stored.
    pub has_mailbox_password: bool,
}

impl From<StoredMailServer> for MailServerDetail {
    fn from(stored: StoredMailServer) -> Self {
        Self {
            server: stored.server,
            has_password: stored.sealed_password.is_some(),
            has_client_secret: stored.sealed_client_secret.is_some(),
            has_refresh_token: stored.sealed_refresh_token.is_some(),
            has_mailbox_password: stored.sealed_mailbox_password.is_some(),
        }
    }
}

const PASSWORD: &str = "mail-server-password";
const CLIENT_SECRET: &str = "mail-server-client-secret";
const REFRESH_TOKEN: &str = "mail-server-refresh-token";
const MAILBOX_PASSWORD: &str = "mail-server-mailbox-password";
/// There is one mail server, so its secrets are sealed to the one row.
const ROW: &str = "mail-server";
/// The most octets of a token; those of large providers have some 2,000.
const TOKEN_BYTES_MAX: usize = 8_192;

impl App {
    /// Shows the mail server; nothing when there is none.
    pub async fn show_mail_server(&self, caller: &Caller) -> Result<Option<MailServerDetail>, Error> {
        caller.may(Privilege::ReadDelivery)?;
        let stored = self.0.store.read().await?.find_mail_server().await?;
        Ok(stored.map(MailServerDetail::from))
    }

    /// Sets the mail server up, or changes it.
    pub async fn save_mail_server(
        &self,
        caller: &Caller,
        draft: MailServerDraft,
    ) -> Result<MailServerDetail, Error> {
        caller.may(Privilege::ManageDelivery)?;
        let mut tx = self.0.store.begin().await?;
        let former = tx.find_mail_server().await?;
        let stored = self.take_over_mail_server(former.as_ref(), draft)?;
        let changes = changes(former.as_ref(), &stored);
        if former.as_ref() != Some(&stored) {
            tx.save_mail_server(&stored).await?;
            let event = Event::MailServerChanged { host: stored.server.host.clone() };
            let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        self.end_delivery_rest(Channel::Email);
        self.wake_runner();
        Ok(stored.into())
    }

    /// Removes the mail server with its secrets: messages stay in the outbox from now on. Does nothing when there is none.
    pub async fn remove_mail_server(&self, caller: &Caller) -> Result<(), Error> {
        caller.may(Privilege::ManageDelivery)?;
        let mut tx = self.0.store.begin().await?;
        if let Some(stored) = tx.find_mail_server().await? {
            tx.delete_mail_server().await?;
            let event = Event::MailServerRemoved { host: stored.server.host };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Tries a mail server step by step: the stored one, or a draft that need not be saved and may keep stored secrets. With
    /// an address, a mail is sent there.
    pub async fn test_mail_server(
        &self,
        caller: &Caller,
        draft: Option<MailServerDraft>,
        to: Option<&str>,
    ) -> Result<MailProbe, Error> {
        caller.may(Privilege::ManageDelivery)?;
        let to = to.map(str::trim).filter(|to| !to.is_empty());
        if to.is_some_and(|to| !is_address(to)) {
            return Err(Error::Invalid(vec![Fault::new("to", MailServerFault::Address.to_string())]));
        }
        let former = self.0.store.read().await?.find_mail_server().await?;
        let stored = match draft {
            Some(draft) => self.take_over_mail_server(former.as_ref(), draft)?,
            None => former.ok_or(Error::NotFound)?,
        };
        let mail = to.map(|to| self.test_mail(&stored.server, to));
        if let Some(to) = to {
            let event = Event::MailServerTested { host: stored.server.host.clone(), to: to.to_owned() };
            let mut tx = self.0.store.begin().await?;
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
            tx.commit().await?;
        }
        let secrets = self.open_mail_secrets(&stored)?;
        Ok(self.0.mail.probe(&stored.server, &secrets, mail.as_ref()).await)
    }

    /// Reads a file with the certificates that a mail server's may chain to.
    pub fn read_mail_server_roots(&self, file: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
        import::read_certificates(file)
            .map_err(|_| Error::Invalid(vec![Fault::new("roots", MailServerFault::Roots.to_string())]))
    }

    /// Returns the mail server with its secrets in clear; nothing when no mail leaves this server.
    pub(crate) async fn mail_server(&self, tx: &mut Tx) -> Result<Option<(MailServer, MailSecrets)>, Error> {
        let Some(stored) = tx.find_mail_server().await? else { return Ok(None) };
        let secrets = self.open_mail_secrets(&stored)?;
        Ok(Some((stored.server, secrets)))
    }

    /// Reads what mail servers have reported about messages; nothing where there is no mailbox for it.
    pub(crate) async fn read_bounces(&self) -> Result<Vec<Receipt>, Error> {
        let found = self.mail_server(&mut self.0.store.read().await?).await?;
        let Some((server, secrets)) = found.filter(|(server, _)| server.bounce_mailbox.is_some()) else {
            return Ok(Vec::new());
        };
        let read = self.0.mail.read_bounces(&server, &secrets).await;
        read.map_err(|words| {
            Error::Unavailable(format!("The mailbox for reports could not be read: {words}."))
        })
    }

    fn test_mail(&self, server: &MailServer, to: &str) -> Mail {
        let organization = &self.0.settings.organization.name;
        Mail {
            id: self.new_id(),
            at: self.now(),
            from: Mailbox { name: server.sender_name.clone(), address: server.sender.clone() },
            reply_to: server.reply_to.clone(),
            to: Mailbox { name: String::new(), address: to.to_owned() },
            subject: format!("Test mail of {organization}"),
            text: format!(
                "This is a test of the SMTP server settings at {}.\n\nWhen you read this, mail arrives.\n",
                self.0.settings.base_url
            ),
            html: None,
            inline: Vec::new(),
        }
    }

    /// Takes what somebody filled in over into what is stored, its secrets sealed. Checks every field.
    fn take_over_mail_server(
        &self,
        former: Option<&StoredMailServer>,
        draft: MailServerDraft,
    ) -> Result<StoredMailServer, Error> {
        let wrong = draft.server.faults().into_iter();
        let mut faults: Vec<Fault> =
            wrong.map(|(field, fault)| Fault::new(field, fault.to_string())).collect();
        let mut take = |secret: Taken<'_>| match self.take_secret(secret) {
            Ok(sealed) => sealed,
            Err(fault) => {
                faults.push(fault);
                None
            }
        };
        let (server, before) = (&draft.server, former.as_ref());
        let is_exposed = |exposes: fn(&MailServer, &MailServer) -> bool| {
            before.is_some_and(|before| exposes(&before.server, server))
        };
        let (wants_secret, wants_refresh) = match &server.authentication {
            Authentication::XOAuth2(source) => (Want::of(source.grant), source.grant == Grant::RefreshToken),
            Authentication::None | Authentication::Password { .. } => (Want::No, false),
        };
        let sealed_password = take(Taken {
            field: "password",
            purpose: PASSWORD,
            want: Want::must(matches!(server.authentication, Authentication::Password { .. })),
            input: &draft.password,
            kept: before.and_then(|before| before.sealed_password.clone()),
            is_exposed: is_exposed(MailServer::exposes_password),
            missing: MailServerFault::PasswordMissing,
        });
        let sealed_client_secret = take(Taken {
            field: "client_secret",
            purpose: CLIENT_SECRET,
            want: wants_secret,
            input: &draft.client_secret,
            kept: before.and_then(|before| before.sealed_client_secret.clone()),
            is_exposed: is_exposed(MailServer::exposes_token_secrets),
            missing: MailServerFault::ClientSecretMissing,
        });
        let sealed_refresh_token = take(Taken {
            field: "refresh_token",
            purpose: REFRESH_TOKEN,
            want: Want::must(wants_refresh),
            input: &draft.refresh_token,
            kept: before.and_then(|before| before.sealed_refresh_token.clone()),
            is_exposed: is_exposed(MailServer::exposes_token_secrets),
            missing: MailServerFault::RefreshTokenMissing,
        });
        let sealed_mailbox_password = take(Taken {
            field: "mailbox_password",
            purpose: MAILBOX_PASSWORD,
            want: Want::must(server.bounce_mailbox.is_some()),
            input: &draft.mailbox_password,
            kept: before.and_then(|before| before.sealed_mailbox_password.clone()),
            is_exposed: is_exposed(MailServer::exposes_mailbox_password),
            missing: MailServerFault::PasswordMissing,
        });
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        Ok(StoredMailServer {
            server: draft.server,
            sealed_password,
            sealed_client_secret,
            sealed_refresh_token,
            sealed_mailbox_password,
        })
    }

    /// Returns what is to be stored of one secret.
    fn take_secret(&self, secret: Taken<'_>) -> Result<Option<Vec<u8>>, Fault> {
        let missing = || Fault::new(secret.field, secret.missing.to_string());
        match (secret.want, secret.input) {
            (Want::No, _) => Ok(None),
            (_, SecretInput::Set(text)) if is_secret(text.expose()) => {
                Ok(Some(self.seal(secret.purpose, ROW, text.expose().as_bytes())))
            }
            (_, SecretInput::Set(_)) | (Want::Must, SecretInput::Clear) => Err(missing()),
            (Want::May, SecretInput::Clear) => Ok(None),
            (_, SecretInput::Keep) => match secret.kept {
                None if secret.want == Want::Must => Err(missing()),
                None => Ok(None),
                Some(_) if secret.is_exposed => {
                    let words = "Enter it again: the connection changes, and a stored secret is never sent to another server.";
                    Err(Fault::new(secret.field, words))
                }
                kept => Ok(kept),
            },
        }
    }

    fn open_mail_secrets(&self, stored: &StoredMailServer) -> Result<MailSecrets, Error> {
        let open = |purpose, sealed: &Option<Vec<u8>>| -> Result<Option<Zeroizing<String>>, Error> {
            let Some(sealed) = sealed else { return Ok(None) };
            let octets = self.open(purpose, ROW, sealed)?;
            let text = std::str::from_utf8(&octets)
                .map_err(|_| Error::Internal(format!("the {purpose} is not text")))?;
            Ok(Some(Zeroizing::new(text.to_owned())))
        };
        Ok(MailSecrets {
            password: open(PASSWORD, &stored.sealed_password)?,
            client_secret: open(CLIENT_SECRET, &stored.sealed_client_secret)?,
            refresh_token: open(REFRESH_TOKEN, &stored.sealed_refresh_token)?,
            mailbox_password: open(MAILBOX_PASSWORD, &stored.sealed_mailbox_password)?,
        })
    }
}

/// One secret on its way from a form into the database.
struct Taken<'a> {
    field: &'static str,
    purpose: &'static str,
    want: Want,
    input: &'a SecretInput<Secret>,
    kept: Option<Vec<u8>>,
    is_exposed: bool,
    missing: MailServerFault,
}

/// Whether the settings call for a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    No,
    May,
    Must,
}

impl Want {
    fn must(is_needed: bool) -> Self {
        if is_needed { Self::Must } else { Self::No }
    }

    /// Says whether a grant calls for the client's secret: with a refresh token, public clients have none.
    fn of(grant: Grant) -> Self {
        match grant {
            Grant::ClientCredentials => Self::Must,
            Grant::RefreshToken => Self::May,
        }
    }
}

/// Lists what differs between two states of the mail server; of secrets only that they differ.
fn changes(former: Option<&StoredMailServer>, stored: &StoredMailServer) -> Vec<FieldChange> {
    let mut changes = MailServer::changes(former.map(|former| &former.server), Some(&stored.server));
    let secrets = |stored: &StoredMailServer| {
        [
            stored.sealed_password.clone(),
            stored.sealed_client_secret.clone(),
            stored.sealed_refresh_token.clone(),
            stored.sealed_mailbox_password.clone(),
        ]
    };
    let before = former.map(secrets).unwrap_or_default();
    let fields = ["password", "client secret", "refresh token", "mailbox password"];
    for ((field, before), after) in fields.into_iter().zip(before).zip(secrets(stored)) {
        if before != after {
            changes.push(FieldChange::secret(field));
        }
    }
    changes
}

/// Says whether a text can be a secret that goes into one line of a dialogue.
fn is_secret(text: &str) -> bool {
    !text.is_empty()
        && !text.chars().any(char::is_control)
        && text.len() <= TOKEN_BYTES_MAX.max(PASSWORD_BYTES_MAX)
}
