//! What somebody has filled in about the mail server: its settings as texts, and the file beside them.

use app::{App, Error, MailServerDraft};
use axum::extract::Request;
use domain::mail_server::{Authentication, BounceMailbox, Encryption, Grant, MailServer, TokenSource};
use web::error::PageError;

use crate::filled::{Filled, Shape};

/// The form with the mail server's settings.
pub(super) struct Typed(pub(super) Filled);

/// Which of its fields are no texts.
const SHAPE: Shape =
    Shape { secrets: &["password", "client_secret", "refresh_token", "mailbox_password"], files: &["roots"] };

impl Typed {
    /// Reads a form.
    pub(super) async fn read(request: Request) -> Result<Self, PageError> {
        Filled::read(request, &SHAPE).await.map(Self)
    }

    /// Writes settings as a form shows them. Of a server that is not set up yet, the protection stays open: it is chosen,
    /// not met. A usual port is left empty, so that it follows when another protection is chosen.
    pub(super) fn of(server: &MailServer, is_set_up: bool) -> Self {
        let number = |number: u32| number.to_string();
        let port = |port: u16, usual: u16| if port == usual { String::new() } else { port.to_string() };
        let mut values = vec![
            ("host", server.host.clone()),
            ("port", port(server.port, server.encryption.submission_port())),
            ("encryption", if is_set_up { server.encryption.name() } else { "" }.to_owned()),
            ("authentication", server.authentication.name().to_owned()),
            ("username", server.authentication.username().to_owned()),
            ("sender", server.sender.clone()),
            ("sender_name", server.sender_name.clone()),
            ("reply_to", server.reply_to.clone().unwrap_or_default()),
            ("connect_timeout_s", number(server.connect_timeout_s)),
            ("answer_timeout_s", number(server.answer_timeout_s)),
            ("connections_max", number(server.connections_max)),
            ("messages_per_minute", server.messages_per_minute.map(number).unwrap_or_default()),
        ];
        if let Authentication::XOAuth2(source) = &server.authentication {
            values.extend([
                ("token_url", source.token_url.clone()),
                ("client_id", source.client_id.clone()),
                ("scope", source.scope.clone()),
                ("grant", source.grant.name().to_owned()),
            ]);
        }
        let usual = BounceMailbox::usual();
        let mailbox = server.bounce_mailbox.as_ref();
        values.push(("mailbox", if mailbox.is_some() { "on" } else { "" }.to_owned()));
        let mailbox = mailbox.unwrap_or(&usual);
        values.extend([
            ("mailbox_address", mailbox.address.clone()),
            ("mailbox_host", mailbox.host.clone()),
            ("mailbox_port", port(mailbox.port, mailbox.encryption.mailbox_port())),
            ("mailbox_encryption", mailbox.encryption.name().to_owned()),
            ("mailbox_username", mailbox.username.clone()),
            ("mailbox_folder", mailbox.folder.clone()),
        ]);
        Self(Filled::of(values))
    }

    /// Returns the draft: the settings with what this form says in their place, and the secrets as they were entered.
    pub(super) fn draft(&self, app: &App, former: MailServer) -> Result<MailServerDraft, Error> {
        Ok(MailServerDraft {
            server: self.server(app, former)?,
            password: self.0.secret("password"),
            client_secret: self.0.secret("client_secret"),
            refresh_token: self.0.secret("refresh_token"),
            mailbox_password: self.0.secret("mailbox_password"),
        })
    }

    fn server(&self, app: &App, former: MailServer) -> Result<MailServer, Error> {
        let encryption = Encryption::parse(self.0.value("encryption")).ok_or_else(|| {
            let words = "Choose how the connection is protected.";
            Error::Invalid(vec![app::Fault::new("encryption", words)])
        })?;
        let throttle = self.0.text("messages_per_minute");
        Ok(MailServer {
            host: self.0.text("host"),
            port: self.port("port", encryption.submission_port()),
            encryption,
            roots: self.roots(app, former.roots)?,
            authentication: self.authentication(),
            sender: self.0.text("sender"),
            sender_name: self.0.text("sender_name"),
            reply_to: Some(self.0.text("reply_to")).filter(|address| !address.is_empty()),
            connect_timeout_s: self.0.number("connect_timeout_s"),
            answer_timeout_s: self.0.number("answer_timeout_s"),
            connections_max: self.0.number("connections_max"),
            messages_per_minute: (!throttle.is_empty()).then(|| self.0.number("messages_per_minute")),
            bounce_mailbox: (!self.0.value("mailbox").is_empty()).then(|| self.mailbox()),
        })
    }

    fn authentication(&self) -> Authentication {
        let username = self.0.text("username");
        match self.0.value("authentication") {
            "none" => Authentication::None,
            "xoauth2" => Authentication::XOAuth2(TokenSource {
                username,
                token_url: self.0.text("token_url"),
                client_id: self.0.text("client_id"),
                scope: self.0.text("scope"),
                grant: Grant::parse(self.0.value("grant")).unwrap_or(Grant::RefreshToken),
            }),
            _ => Authentication::Password { username },
        }
    }

    fn mailbox(&self) -> BounceMailbox {
        let encryption = Encryption::parse(self.0.value("mailbox_encryption")).unwrap_or(Encryption::Tls);
        BounceMailbox {
            address: self.0.text("mailbox_address"),
            host: self.0.text("mailbox_host"),
            port: self.port("mailbox_port", encryption.mailbox_port()),
            encryption,
            username: self.0.text("mailbox_username"),
            folder: self.0.text("mailbox_folder"),
        }
    }

    /// Takes certificates to trust over.
    fn roots(&self, app: &App, mut roots: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>, Error> {
        if !self.0.value("roots_clear").is_empty() {
            roots.clear();
        }
        if !self.0.file("roots").is_empty() {
            let mut more = app.read_mail_server_roots(self.0.file("roots"))?;
            more.retain(|root| !roots.contains(root));
            roots.extend(more);
        }
        Ok(roots)
    }

    fn port(&self, field: &str, usual: u16) -> u16 {
        match self.0.value(field).trim() {
            "" => usual,
            text => text.parse().unwrap_or(0),
        }
    }
}
