//! A try at a mail server, step by step, with words for what fails.

use std::time::Duration;

use domain::mail_server::{Authentication, Encryption, MailServer};
use rustls::RootCertStore;
use tokio::net::lookup_host;
use tokio::time::timeout;

use super::failure::Failure;
use super::open::{Session, Watch, Way};
use super::submit::Envelope;
use crate::mail::token::Tokens;
use crate::mail::words::sentence;
use crate::mail::write::{Unwritable, Written, write};
use crate::mail::{DialogueLine, Mail, MailProbe, MailProbeKind as Kind, MailProbeStep, MailSecrets, imap};
use crate::probe::ProbeFailure;
use crate::tls;

/// What the steps so far have brought.
struct Course<'a> {
    way: Way<'a>,
    watch: Watch,
    probe: MailProbe,
}

/// The end of a course: a step that failed.
struct Ended;

/// Tries each step in order, up to the first that fails.
pub(super) async fn probe(
    server: &MailServer,
    secrets: &MailSecrets,
    system_roots: &RootCertStore,
    mail: Option<&Mail>,
) -> MailProbe {
    let tokens = Tokens::default();
    let way = Way { server, secrets, system_roots, tokens: &tokens };
    let mut course =
        Course { way, watch: Watch::default(), probe: MailProbe { steps: Vec::new(), certificate: None } };
    let _ = course.run(mail).await; // where it ended is in the steps
    course.probe
}

impl Course<'_> {
    async fn run(&mut self, mail: Option<&Mail>) -> Result<(), Ended> {
        self.dns().await?;
        let mut session = self.greeting().await?;
        self.login(&mut session).await?;
        match mail {
            Some(mail) => self.mail(&mut session, mail).await?,
            None => self.sender(&mut session).await?,
        }
        session.quit().await;
        self.mailbox().await
    }

    async fn dns(&mut self) -> Result<(), Ended> {
        let server = self.way.server;
        if let Some((field, fault)) = server.faults().first() {
            let reason = format!("The settings are wrong ({field}): {fault}");
            return Err(self.fail(Kind::Dns, Vec::new(), reason, "Correct the settings first."));
        }
        let within = Duration::from_secs(server.connect_timeout_s.into());
        let found = timeout(within, lookup_host((server.host.as_str(), server.port))).await;
        let addresses: Vec<_> = found.ok().and_then(Result::ok).into_iter().flatten().collect();
        if addresses.is_empty() {
            let reason = format!("No address is known for {}.", server.host);
            let advice = "Check the spelling of the host’s name, and that this server’s DNS knows it.";
            return Err(self.fail(Kind::Dns, Vec::new(), reason, advice));
        }
        let addresses: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
        self.pass(Kind::Dns, Vec::new(), format!("{} is {}.", server.host, addresses.join(", ")));
        Ok(())
    }

    async fn greeting(&mut self) -> Result<Session, Ended> {
        let server = self.way.server;
        let name = self.way.peer().name();
        let tcp = match self.way.peer().connect().await {
            Ok(tcp) => tcp,
            Err(reason) => {
                let advice = format!(
                    "Check the port (the usual one here is {}), that the mail server runs, and that firewalls let this \
                     server through; many networks block port 25.",
                    server.encryption.submission_port()
                );
                return Err(self.fail(Kind::Tcp, Vec::new(), sentence(&reason), &advice));
            }
        };
        self.pass(Kind::Tcp, Vec::new(), format!("{name} answers."));
        let greeted = self.way.greet(tcp, Some(&self.watch)).await;
        self.probe.certificate = tls::describe(&self.watch.shown.chain());
        let dialogue = self.watch.dialogue.said();
        match greeted {
            Ok(session) => {
                let words = match server.encryption {
                    Encryption::None => {
                        "Not protected, as the settings say: mails cross the network in clear.".to_owned()
                    }
                    _ => "The certificate is the host’s, and trusted.".to_owned(),
                };
                self.pass(Kind::Greeting, dialogue, words);
                Ok(session)
            }
            Err(failure) => {
                let advice = greeting_advice(server.encryption, failure.words());
                Err(self.fail(Kind::Greeting, dialogue, sentence(failure.words()), advice))
            }
        }
    }

    async fn login(&mut self, session: &mut Session) -> Result<(), Ended> {
        let outcome = self.way.log_in(session).await;
        let dialogue = self.watch.dialogue.said();
        match outcome {
            Ok(None) => {
                let words = "No login is set: the mail server knows this one by its address.";
                self.pass(Kind::Login, dialogue, words.to_owned());
                Ok(())
            }
            Ok(Some(_)) => {
                let username = self.way.server.authentication.username();
                self.pass(Kind::Login, dialogue, format!("Signed in as {username}."));
                Ok(())
            }
            Err(failure) => {
                let advice = match (&failure, &self.way.server.authentication) {
                    (Failure::Unusable(_), Authentication::XOAuth2(_)) => {
                        "Check the token address, client ID, secret and scope, and that the mailbox allows SMTP."
                    }
                    (Failure::Unusable(_), _) => {
                        "Check username and password. Large providers want a password for this one program, or OAuth 2.0."
                    }
                    _ => "Try again; look into the mail server’s log if it stays so.",
                };
                Err(self.fail(Kind::Login, dialogue, sentence(failure.words()), advice))
            }
        }
    }

    /// Names the sender and takes it back: no mail is begun.
    async fn sender(&mut self, session: &mut Session) -> Result<(), Ended> {
        let envelope = Envelope::to_nobody(self.way.server);
        self.name_sender(session, &envelope).await
    }

    async fn name_sender(&mut self, session: &mut Session, envelope: &Envelope) -> Result<(), Ended> {
        let outcome = session.name_sender(envelope).await;
        let advice =
            "Check the sender’s address: many mail servers take only that of the account that signs in.";
        self.reply(Kind::Sender, outcome, advice)
    }

    async fn mail(&mut self, session: &mut Session, mail: &Mail) -> Result<(), Ended> {
        let written = self.written(mail)?;
        let envelope = Envelope::new(self.way.server, mail, &written);
        self.name_sender(session, &envelope).await?;
        let outcome = session.name_recipient(&envelope).await;
        let advice = "Check the address. If the mail server does not relay, it may want a login.";
        self.reply(Kind::Recipient, outcome, advice)?;
        let outcome = session.hand_over(&written.octets).await;
        let advice = "Look into the mail server’s log.";
        self.reply(Kind::Message, outcome, advice)
    }

    fn written(&mut self, mail: &Mail) -> Result<Written, Ended> {
        write(mail).map_err(|error| {
            let (kind, reason) = match error {
                Unwritable::Recipient(reason) => (Kind::Recipient, reason),
                Unwritable::Mail(reason) => (Kind::Sender, reason),
            };
            self.fail(kind, Vec::new(), sentence(&reason), "Correct the address.")
        })
    }

    async fn mailbox(&mut self) -> Result<(), Ended> {
        let server = self.way.server;
        let Some(mailbox) = &server.bounce_mailbox else { return Ok(()) };
        match imap::probe(server, mailbox, self.way.secrets, self.way.system_roots).await {
            Ok(words) => {
                self.pass(Kind::Mailbox, Vec::new(), words);
                Ok(())
            }
            Err(reason) => {
                let advice = "Check host, port, username, password and folder of the mailbox, and that it allows IMAP.";
                Err(self.fail(Kind::Mailbox, Vec::new(), sentence(&reason), advice))
            }
        }
    }

    fn reply(
        &mut self,
        kind: Kind,
        outcome: Result<super::wire::Reply, Failure>,
        advice: &str,
    ) -> Result<(), Ended> {
        let dialogue = self.watch.dialogue.said();
        match outcome {
            Ok(reply) => {
                self.pass(kind, dialogue, format!("The mail server answers: {}", reply.words()));
                Ok(())
            }
            Err(failure) => {
                let reason = format!("The mail server answers: {}", failure.words());
                let reason = if dialogue.is_empty() { sentence(failure.words()) } else { reason };
                Err(self.fail(kind, dialogue, reason, advice))
            }
        }
    }

    fn pass(&mut self, kind: Kind, dialogue: Vec<DialogueLine>, words: String) {
        self.probe.steps.push(MailProbeStep { kind, outcome: Ok(words), dialogue });
    }

    fn fail(&mut self, kind: Kind, dialogue: Vec<DialogueLine>, reason: String, advice: &str) -> Ended {
        let outcome = Err(ProbeFailure { reason, advice: advice.to_owned() });
        self.probe.steps.push(MailProbeStep { kind, outcome, dialogue });
        Ended
    }
}

fn greeting_advice(encryption: Encryption, words: &str) -> &'static str {
    let says = |word: &str| words.contains(word);
    if says("another host") || says("names no host") {
        "Enter the host by a name that its certificate carries; they are shown below."
    } else if says("not trusted") {
        "Compare the fingerprint below with the mail server’s own, then add its root certificate to the settings."
    } else if says("expired") || says("not valid yet") {
        "Renew the mail server’s certificate, or correct the clocks."
    } else if says("does not offer STARTTLS") {
        "Switch STARTTLS on in the mail server, or choose TLS. If it is on, somebody on the way takes it out."
    } else {
        match encryption {
            Encryption::Tls => "TLS is usually on port 465. For port 587 or 25 choose STARTTLS.",
            Encryption::StartTls => "STARTTLS is usually on port 587. For port 465 choose TLS.",
            Encryption::None => "Look into the mail server’s log.",
        }
    }
}
