//! What somebody has filled in about the mail server: its settings as texts, and the file beside them.
//!
//! A secret goes in and never comes out again: it is kept apart from the texts that a page shows (T31).

use std::collections::BTreeMap;

use app::{App, Error, MailServerDraft, SecretInput};
use axum::Form;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use domain::mail_server::{Authentication, BounceMailbox, Encryption, Grant, MailServer, TokenSource};
use domain::secret::Secret;
use http::{StatusCode, header};
use web::error::PageError;

/// The texts of a form, by field, its secrets and its file.
#[derive(Default)]
pub(super) struct Typed {
    values: BTreeMap<String, String>,
    secrets: BTreeMap<&'static str, Secret>,
    roots: Vec<u8>,
}

/// The fields that are written and never shown.
const SECRETS: [&str; 4] = ["password", "client_secret", "refresh_token", "mailbox_password"];

impl Typed {
    /// Reads a form, with a file or without.
    pub(super) async fn read(request: Request) -> Result<Self, PageError> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let has_file = content_type.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        let mut typed = Self::default();
        if !has_file {
            let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, &())
                .await
                .map_err(|error| unreadable(error.status(), &error.body_text()))?;
            for (name, value) in pairs {
                typed.put(&name, value);
            }
            return Ok(typed);
        }
        let mut form = Multipart::from_request(request, &())
            .await
            .map_err(|error| unreadable(error.status(), &error.body_text()))?;
        let torn = |error: MultipartError| unreadable(error.status(), &error.body_text());
        while let Some(field) = form.next_field().await.map_err(torn)? {
            let name = field.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "roots" => typed.roots = field.bytes().await.map_err(torn)?.to_vec(),
                _ => typed.put(&name, field.text().await.map_err(torn)?),
            }
        }
        Ok(typed)
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
        let values = values.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
        Self { values, ..Self::default() }
    }

    /// Returns a field's text; empty where the form has none.
    pub(super) fn value(&self, field: &str) -> &str {
        self.values.get(field).map(String::as_str).unwrap_or_default()
    }

    /// Returns the draft: the settings with what this form says in their place, and the secrets as they were entered.
    pub(super) fn draft(&self, app: &App, former: MailServer) -> Result<MailServerDraft, Error> {
        let secret = |name: &str| match self.secrets.get(name) {
            Some(secret) => SecretInput::Set(secret.clone()),
            None => SecretInput::Keep,
        };
        Ok(MailServerDraft {
            server: self.server(app, former)?,
            password: secret("password"),
            client_secret: secret("client_secret"),
            refresh_token: secret("refresh_token"),
            mailbox_password: secret("mailbox_password"),
        })
    }

    fn server(&self, app: &App, former: MailServer) -> Result<MailServer, Error> {
        let encryption = Encryption::parse(self.value("encryption")).ok_or_else(|| {
            let words = "Choose how the connection is protected.";
            Error::Invalid(vec![app::Fault::new("encryption", words)])
        })?;
        let throttle = self.text("messages_per_minute");
        Ok(MailServer {
            host: self.text("host"),
            port: self.port("port", encryption.submission_port()),
            encryption,
            roots: self.roots(app, former.roots)?,
            authentication: self.authentication(),
            sender: self.text("sender"),
            sender_name: self.text("sender_name"),
            reply_to: Some(self.text("reply_to")).filter(|address| !address.is_empty()),
            connect_timeout_s: self.number("connect_timeout_s"),
            answer_timeout_s: self.number("answer_timeout_s"),
            connections_max: self.number("connections_max"),
            messages_per_minute: (!throttle.is_empty()).then(|| self.number("messages_per_minute")),
            bounce_mailbox: (!self.value("mailbox").is_empty()).then(|| self.mailbox()),
        })
    }

    fn authentication(&self) -> Authentication {
        let username = self.text("username");
        match self.value("authentication") {
            "none" => Authentication::None,
            "xoauth2" => Authentication::XOAuth2(TokenSource {
                username,
                token_url: self.text("token_url"),
                client_id: self.text("client_id"),
                scope: self.text("scope"),
                grant: Grant::parse(self.value("grant")).unwrap_or(Grant::RefreshToken),
            }),
            _ => Authentication::Password { username },
        }
    }

    fn mailbox(&self) -> BounceMailbox {
        let encryption = Encryption::parse(self.value("mailbox_encryption")).unwrap_or(Encryption::Tls);
        BounceMailbox {
            address: self.text("mailbox_address"),
            host: self.text("mailbox_host"),
            port: self.port("mailbox_port", encryption.mailbox_port()),
            encryption,
            username: self.text("mailbox_username"),
            folder: self.text("mailbox_folder"),
        }
    }

    /// Takes certificates to trust over.
    fn roots(&self, app: &App, mut roots: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>, Error> {
        if !self.value("roots_clear").is_empty() {
            roots.clear();
        }
        if !self.roots.is_empty() {
            let mut more = app.read_mail_server_roots(&self.roots)?;
            more.retain(|root| !roots.contains(root));
            roots.extend(more);
        }
        Ok(roots)
    }

    fn text(&self, field: &str) -> String {
        self.value(field).trim().to_owned()
    }

    /// Reads a number; what is none becomes one that the rules refuse beside its field.
    fn number(&self, field: &str) -> u32 {
        self.value(field).trim().parse().unwrap_or(0)
    }

    fn port(&self, field: &str, usual: u16) -> u16 {
        match self.value(field).trim() {
            "" => usual,
            text => text.parse().unwrap_or(0),
        }
    }

    fn put(&mut self, name: &str, value: String) {
        match SECRETS.into_iter().find(|secret| *secret == name) {
            Some(_) if value.is_empty() => {}
            Some(secret) => {
                self.secrets.insert(secret, Secret::new(value));
            }
            None => {
                self.values.insert(name.to_owned(), value);
            }
        }
    }
}

fn unreadable(status: StatusCode, detail: &str) -> PageError {
    let (title, words) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => (
            "That file is too large",
            "A certificate takes a few kilobytes. Go back and choose another file.",
        ),
        _ => ("That could not be read", "Go back, fill the form in again and send it once more."),
    };
    PageError::new(status, title, words).with_detail(format!("reading the mail server's form: {detail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t31_what_a_form_shows_again_has_no_secret() {
        let mut typed = Typed::default();
        for secret in SECRETS {
            typed.put(secret, "hidden".to_owned());
        }
        typed.put("host", "smtp.example.org".to_owned());
        assert!(typed.values.values().all(|value| value != "hidden"));
        assert_eq!((typed.value("host"), typed.secrets.len()), ("smtp.example.org", 4));
    }
}
