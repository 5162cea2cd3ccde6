//! A real mail server for tests: Python's `aiosmtpd` on free ports of loopback, from a temporary folder. It answers as the
//! recipient's address orders, such as `later-anna@example.net`; the orders stand at the head of `peers/smtp_peer.py`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use app::{MailServerDraft, SecretInput};
use domain::mail_server::{Authentication, Encryption, Grant, MailServer, TokenSource};
use domain::secret::Secret;
use gateways::mail::MailSecrets;
use serde_json::{Value, json};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::authority::{Authority, PeerCertificate};

const SCRIPT: &str = include_str!("../peers/smtp_peer.py");
/// Debian's own Python, for which its package of aiosmtpd is made.
const PYTHON: &str = "/usr/bin/python3";
/// What is there when aiosmtpd is installed.
const SIGN: &str = "/usr/lib/python3/dist-packages/aiosmtpd/smtp.py";
/// Who may send.
const USERNAME: &str = "devices@example.test";
const PASSWORD: &str = "Mail-Pw-1";

/// A running mail server; gone when dropped, or when the test's process ends.
pub struct SmtpPeer {
    options: SmtpPeerBuilder,
    authority: Authority,
    folder: TempDir,
    ports: Ports,
    process: Child,
}

#[derive(Clone, Copy)]
struct Ports {
    plain: u16,
    tls: u16,
    token: u16,
}

/// How a mail server is to be, to change before it starts.
#[derive(Clone, Debug)]
pub struct SmtpPeerBuilder {
    /// Its certificate.
    pub certificate: PeerCertificate,
    /// Whether it offers STARTTLS on its plain port.
    pub start_tls: bool,
    /// Whether it wants a login before anything else.
    pub login: bool,
    /// Ways to log in that it does not have.
    pub without: Vec<&'static str>,
    /// Further things that it says it can do: `PIPELINING`, `DSN`.
    pub extensions: Vec<&'static str>,
    /// Whether it takes addresses that are not ASCII.
    pub smtp_utf8: bool,
}

impl Default for SmtpPeerBuilder {
    fn default() -> Self {
        Self {
            certificate: PeerCertificate::Good,
            start_tls: true,
            login: true,
            without: Vec::new(),
            extensions: vec!["PIPELINING", "DSN"],
            smtp_utf8: false,
        }
    }
}

/// A mail as the server took it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeerMail {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipient.
    pub to: String,
    /// The parameters of both that are for reports, such as `NOTIFY=FAILURE`.
    pub options: Vec<String>,
    /// Which connection brought it, counted from 1.
    pub connection: u64,
    /// Whether that was under TLS.
    pub is_protected: bool,
    /// The mail, its octets as characters.
    pub content: String,
}

impl SmtpPeer {
    /// Starts the usual mail server; `None`, and said loudly, where aiosmtpd is not installed.
    pub fn start() -> Option<Self> {
        Self::builder().start()
    }

    /// Returns the usual settings, to change.
    pub fn builder() -> SmtpPeerBuilder {
        SmtpPeerBuilder::default()
    }

    /// Returns how to reach it: TLS, its authority as the root, a password.
    pub fn server(&self) -> MailServer {
        MailServer {
            host: "localhost".to_owned(),
            port: self.ports.tls,
            roots: vec![self.authority.root()],
            authentication: Authentication::Password { username: USERNAME.to_owned() },
            sender: USERNAME.to_owned(),
            sender_name: "Example School".to_owned(),
            ..MailServer::usual()
        }
    }

    /// Returns how to reach it by another protection than TLS.
    pub fn server_by(&self, encryption: Encryption) -> MailServer {
        let port = if encryption == Encryption::Tls { self.ports.tls } else { self.ports.plain };
        MailServer { encryption, port, ..self.server() }
    }

    /// Returns how to reach it with tokens, which it gives out itself. A scope of `once` makes tokens good for one login.
    pub fn server_by_token(&self, grant: Grant, scope: &str) -> MailServer {
        let source = TokenSource {
            username: USERNAME.to_owned(),
            token_url: format!("https://localhost:{}/token", self.ports.token),
            client_id: "vestibule".to_owned(),
            scope: scope.to_owned(),
            grant,
        };
        MailServer { authentication: Authentication::XOAuth2(source), ..self.server() }
    }

    /// Returns the secrets it knows.
    pub fn secrets(&self) -> MailSecrets {
        let secret = |text: &str| Some(Zeroizing::new(text.to_owned()));
        MailSecrets {
            password: secret(PASSWORD),
            client_secret: secret("Client-Secret-1"),
            refresh_token: secret("Refresh-Token-1"),
            mailbox_password: None,
        }
    }

    /// Returns what an administrator fills in for it.
    pub fn draft(&self) -> MailServerDraft {
        MailServerDraft {
            server: self.server(),
            password: SecretInput::Set(Secret::new(PASSWORD)),
            client_secret: SecretInput::Keep,
            refresh_token: SecretInput::Keep,
            mailbox_password: SecretInput::Keep,
        }
    }

    /// Returns the mails it took, oldest first.
    pub fn mails(&self) -> Vec<PeerMail> {
        self.lines().iter().filter_map(PeerMail::read).collect()
    }

    /// Counts the mails it took by their recipients.
    pub fn count_by_address(&self) -> BTreeMap<String, usize> {
        let mut count = BTreeMap::new();
        for mail in self.mails() {
            *count.entry(mail.to).or_default() += 1;
        }
        count
    }

    /// Counts the connections on which it was greeted.
    pub fn connections(&self) -> usize {
        self.lines().iter().filter(|line| line.get("connected").is_some()).count()
    }

    /// Returns the forms by which tokens were asked for.
    pub fn token_forms(&self) -> Vec<BTreeMap<String, String>> {
        let lines = self.lines();
        let forms = lines.iter().filter_map(|line| line.get("token_asked"));
        forms.map(|asked| serde_json::from_value(asked["form"].clone()).expect("a form")).collect()
    }

    /// Stops it in its tracks: connections stay open and nothing answers.
    pub fn stop(&self) {
        self.signal("-STOP");
    }

    /// Lets it go on after [`SmtpPeer::stop`].
    pub fn resume(&self) {
        self.signal("-CONT");
    }

    /// Ends it at once, and starts it again on the same ports with the same certificate.
    pub fn restart(&mut self) {
        self.end();
        (self.process, self.ports) = run(self.folder.path(), &self.options, self.ports);
    }

    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    fn signal(&self, signal: &str) {
        let _ = Command::new("kill").args([signal, &self.process.id().to_string()]).status();
    }

    fn lines(&self) -> Vec<Value> {
        let taken = fs::read_to_string(self.folder.path().join("taken")).unwrap_or_default();
        taken.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

impl SmtpPeerBuilder {
    /// Starts it; `None`, and said loudly, where aiosmtpd is not installed.
    pub fn start(self) -> Option<SmtpPeer> {
        if !Path::new(SIGN).exists() {
            eprintln!(
                "SKIPPED without a mail server: {SIGN} is not there (Debian's package python3-aiosmtpd)"
            );
            return None;
        }
        let folder = TempDir::new().expect("a temporary folder");
        let authority = Authority::new(self.certificate);
        let write = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).expect("writing a file for the mail server");
        };
        let (chain, key) = authority.server();
        write("server.pem", &chain);
        write("server.key", &key);
        write("smtp_peer.py", SCRIPT);
        write("taken", "");
        let (process, ports) = run(folder.path(), &self, Ports { plain: 0, tls: 0, token: 0 });
        Some(SmtpPeer { options: self, authority, folder, ports, process })
    }
}

/// Runs the script, on these ports or, where they are 0, on free ones.
fn run(folder: &Path, options: &SmtpPeerBuilder, ports: Ports) -> (Child, Ports) {
    let log = || fs::File::create(folder.join("log")).expect("the mail server's log");
    let mut process = Command::new(PYTHON)
        .arg("smtp_peer.py")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(log())
        .spawn()
        .expect("Python runs");
    let how = json!({
        "start_tls": options.start_tls,
        "login": options.login,
        "without": options.without,
        "extensions": options.extensions,
        "smtp_utf8": options.smtp_utf8,
        "ports": [ports.plain, ports.tls, ports.token],
        "username": USERNAME,
        "password": PASSWORD,
    });
    let told = process.stdin.as_mut().map(|stdin| writeln!(stdin, "{how}"));
    told.expect("its input").expect("the mail server listens");
    let mut line = String::new();
    let stdout = process.stdout.take().expect("its output");
    BufReader::new(stdout).read_line(&mut line).expect("the mail server's ports");
    let Ok(ports) = serde_json::from_str::<Value>(&line) else {
        panic!(
            "the mail server does not start:\n{}",
            fs::read_to_string(folder.join("log")).unwrap_or_default()
        );
    };
    let port = |name: &str| u16::try_from(ports[name].as_u64().expect("a port")).expect("a port");
    (process, Ports { plain: port("plain"), tls: port("tls"), token: port("token") })
}

impl PeerMail {
    fn read(line: &Value) -> Option<Self> {
        let text = |name: &str| line[name].as_str().map(str::to_owned);
        Some(Self {
            from: text("mail_from")?,
            to: line["to"][0].as_str()?.to_owned(),
            options: serde_json::from_value(line["options"].clone()).ok()?,
            connection: line["connection"].as_u64()?,
            is_protected: line["is_protected"].as_bool()?,
            content: text("content")?,
        })
    }
}

impl Drop for SmtpPeer {
    fn drop(&mut self) {
        self.end();
    }
}
