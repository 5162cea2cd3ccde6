//! A session with a mail server: greeted, protected as the settings say, and logged in.

use std::net::SocketAddr;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::mail_server::{Authentication, Encryption, MailServer};
use rustls::RootCertStore;
use tokio::net::TcpStream;
use zeroize::Zeroizing;

use super::failure::{Failure, Step};
use super::wire::{Dialogue, Reply, Wire};
use crate::mail::MailSecrets;
use crate::mail::stream::{Peer, Stream};
use crate::mail::token::Tokens;
use crate::tls::{Insecure, Shown};

/// Everything that opening a session takes.
pub(in crate::mail) struct Way<'a> {
    pub(in crate::mail) server: &'a MailServer,
    pub(in crate::mail) secrets: &'a MailSecrets,
    pub(super) system_roots: &'a RootCertStore,
    pub(super) tokens: &'a Tokens,
}

/// What somebody wants to know who watches a session.
#[derive(Default)]
pub(super) struct Watch {
    /// The certificate that the server shows.
    pub(super) shown: Shown,
    /// What is said.
    pub(super) dialogue: Dialogue,
}

/// An open session.
pub(super) struct Session {
    pub(super) wire: Wire,
    pub(super) extensions: Extensions,
    /// Whether a mail can begin: the last dialogue has come to an end that both sides know of.
    pub(super) is_clean: bool,
    /// What this server calls itself.
    name: String,
}

/// What a server says it can do, as far as it matters here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Extensions {
    pub(super) start_tls: bool,
    pub(super) pipelining: bool,
    /// Delivery status notifications (RFC 3461).
    pub(super) dsn: bool,
    /// Addresses that are not ASCII (RFC 6531).
    pub(super) smtp_utf8: bool,
    /// The ways to log in.
    pub(super) mechanisms: Vec<String>,
}

impl Extensions {
    fn read(reply: &Reply) -> Self {
        let mut extensions = Self::default();
        for line in reply.lines.iter().skip(1) {
            let line = line.to_ascii_uppercase();
            let mut words = line.split([' ', '=']).filter(|word| !word.is_empty());
            match words.next() {
                Some("STARTTLS") => extensions.start_tls = true,
                Some("PIPELINING") => extensions.pipelining = true,
                Some("DSN") => extensions.dsn = true,
                Some("SMTPUTF8") => extensions.smtp_utf8 = true,
                Some("AUTH") => extensions.mechanisms.extend(words.map(str::to_owned)),
                _ => {}
            }
        }
        extensions
    }

    fn has(&self, mechanism: &str) -> bool {
        self.mechanisms.iter().any(|known| known == mechanism)
    }
}

impl Way<'_> {
    /// Opens a session: everything up to where a mail can begin.
    pub(super) async fn open(&self) -> Result<Session, Failure> {
        let tcp = self.peer().connect().await.map_err(Failure::Lost)?;
        let mut session = self.greet(tcp, None).await?;
        self.log_in(&mut session).await?;
        Ok(session)
    }

    /// Returns whom to connect to.
    pub(in crate::mail) fn peer(&self) -> Peer<'_> {
        Peer {
            host: &self.server.host,
            port: self.server.port,
            system: self.system_roots,
            own: &self.server.roots,
            within: Duration::from_secs(self.server.connect_timeout_s.into()),
        }
    }

    /// Greets on a new connection and protects it. Where the settings want protection and there is none, this is the
    /// end: nothing more is said.
    pub(super) async fn greet(&self, tcp: TcpStream, watch: Option<&Watch>) -> Result<Session, Failure> {
        let (shown, dialogue) = (watch.map(|watch| &watch.shown), watch.map(|watch| &watch.dialogue));
        let name = own_name(tcp.local_addr().ok());
        let mut stream: Stream = Box::new(tcp);
        if self.server.encryption == Encryption::Tls {
            stream = self.peer().protect(stream, shown).await.map_err(|error| self.wrong_port(error))?;
        }
        let mut wire = Wire::new(stream, self.answer_timeout(), dialogue.cloned());
        done(Step::Greeting, &wire.reply().await?)?;
        let extensions = hello(&mut wire, &name).await?;
        let session = Session { wire, extensions, is_clean: true, name };
        match self.server.encryption {
            Encryption::StartTls => self.start_tls(session, watch).await,
            Encryption::Tls | Encryption::None => Ok(session),
        }
    }

    async fn start_tls(&self, mut session: Session, watch: Option<&Watch>) -> Result<Session, Failure> {
        if !session.extensions.start_tls {
            let words = "the server does not offer STARTTLS; without it nothing is said to it";
            return Err(Failure::Unusable(words.to_owned()));
        }
        done(Step::Greeting, &session.wire.ask("STARTTLS").await?)?;
        if session.wire.has_unread() {
            // Whatever came before TLS, anybody on the way may have put there (CVE-2011-0411).
            return Err(Failure::Unusable(
                "the server said more than it was asked before TLS began".to_owned(),
            ));
        }
        let stream = session.wire.into_stream();
        let stream = self.peer().protect(stream, watch.map(|watch| &watch.shown)).await?;
        let dialogue = watch.map(|watch| watch.dialogue.clone());
        let mut wire = Wire::new(stream, self.answer_timeout(), dialogue);
        let extensions = hello(&mut wire, &session.name).await?;
        Ok(Session { wire, extensions, is_clean: true, name: session.name })
    }

    fn answer_timeout(&self) -> Duration {
        Duration::from_secs(self.server.answer_timeout_s.into())
    }

    fn wrong_port(&self, Insecure(words): Insecure) -> Insecure {
        let is_other = words.contains("does not speak TLS") || words.contains("instead of answering in TLS");
        if is_other {
            Insecure(format!("{words}; port {} may be for STARTTLS", self.server.port))
        } else {
            Insecure(words)
        }
    }

    /// Logs in as the settings say.
    pub(super) async fn log_in(&self, session: &mut Session) -> Result<Option<Reply>, Failure> {
        match &self.server.authentication {
            Authentication::None => Ok(None),
            Authentication::Password { username } => {
                let password = self.secrets.password.as_ref().map(|password| password.as_str());
                let password = password
                    .filter(|password| !password.is_empty())
                    .ok_or_else(|| Failure::Unusable("no password is set".to_owned()))?;
                session.log_in_by_password(username, password).await.map(Some)
            }
            Authentication::XOAuth2(source) => {
                let token = self.tokens.token(source, self, false).await?;
                match session.log_in_by_token(&source.username, &token).await {
                    // The token may have been taken back before its time: a new one decides.
                    Err(Failure::Unusable(_)) if self.tokens.is_kept(&token).await => {
                        let token = self.tokens.token(source, self, true).await?;
                        session.log_in_by_token(&source.username, &token).await.map(Some)
                    }
                    outcome => outcome.map(Some),
                }
            }
        }
    }
}

impl Session {
    async fn log_in_by_password(&mut self, username: &str, password: &str) -> Result<Reply, Failure> {
        if self.extensions.has("PLAIN") {
            let octets = Zeroizing::new(format!("\0{username}\0{password}"));
            let command = Zeroizing::new(format!("AUTH PLAIN {}", STANDARD.encode(octets.as_bytes())));
            let reply = self.wire.ask_secretly(&command, "AUTH PLAIN [not shown]").await?;
            return done(Step::Login, &reply).map(|()| reply);
        }
        if !self.extensions.has("LOGIN") {
            return Err(self.no_mechanism("PLAIN or LOGIN"));
        }
        let mut reply = self.wire.ask("AUTH LOGIN").await?;
        for (secret, shown) in [(username, "[the username]"), (password, "[not shown]")] {
            if reply.code != 334 {
                break;
            }
            let line = Zeroizing::new(STANDARD.encode(secret));
            reply = self.wire.ask_secretly(&line, shown).await?;
        }
        done(Step::Login, &reply).map(|()| reply)
    }

    async fn log_in_by_token(&mut self, username: &str, token: &str) -> Result<Reply, Failure> {
        if !self.extensions.has("XOAUTH2") {
            return Err(self.no_mechanism("XOAUTH2"));
        }
        let octets = Zeroizing::new(format!("user={username}\u{1}auth=Bearer {token}\u{1}\u{1}"));
        let command = Zeroizing::new(format!("AUTH XOAUTH2 {}", STANDARD.encode(octets.as_bytes())));
        let mut reply = self.wire.ask_secretly(&command, "AUTH XOAUTH2 [not shown]").await?;
        if reply.code == 334 {
            // A challenge says in JSON what is wrong; the refusal comes after an empty line.
            reply = self.wire.ask("").await?;
        }
        done(Step::Login, &reply).map(|()| reply)
    }

    fn no_mechanism(&self, wanted: &str) -> Failure {
        let offered = match self.extensions.mechanisms.as_slice() {
            [] => "none".to_owned(),
            mechanisms => mechanisms.join(", "),
        };
        Failure::Unusable(format!("the server does not let us log in by {wanted}; it offers {offered}"))
    }

    /// Takes leave, and does not wait for the answer long.
    pub(super) async fn quit(mut self) {
        let _ = tokio::time::timeout(Duration::from_secs(2), self.wire.ask("QUIT")).await;
    }
}

async fn hello(wire: &mut Wire, name: &str) -> Result<Extensions, Failure> {
    let reply = wire.ask(&format!("EHLO {name}")).await?;
    done(Step::Greeting, &reply)?;
    Ok(Extensions::read(&reply))
}

/// Asks of a reply that it does what was asked for.
pub(super) fn done(step: Step, reply: &Reply) -> Result<(), Failure> {
    if reply.is_done() { Ok(()) } else { Err(Failure::of(step, reply)) }
}

/// Returns what this server calls itself: its address on this connection (RFC 5321 §4.1.3), the one name it is sure of.
fn own_name(address: Option<SocketAddr>) -> String {
    match address.map(|address| address.ip().to_canonical()) {
        Some(std::net::IpAddr::V4(ip)) => format!("[{ip}]"),
        Some(std::net::IpAddr::V6(ip)) => format!("[IPv6:{ip}]"),
        None => "localhost".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_can_do_is_read() {
        let lines =
            ["mx.example.org at your service", "PIPELINING", "AUTH PLAIN login", "AUTH=XOAUTH2", "SIZE 1"];
        let reply = Reply { code: 250, lines: lines.map(str::to_owned).to_vec() };
        let extensions = Extensions::read(&reply);
        assert!(extensions.pipelining && !extensions.start_tls && !extensions.dsn);
        assert!(extensions.has("PLAIN") && extensions.has("LOGIN") && extensions.has("XOAUTH2"));
        let greeting = Reply { code: 250, lines: vec!["STARTTLS".to_owned()] };
        assert_eq!(Extensions::read(&greeting), Extensions::default(), "the first line is a greeting");
    }
}
