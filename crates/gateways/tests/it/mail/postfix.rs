//! A real Postfix: it takes a mail with all that it can do, and its own bounce is read from the mailbox.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use domain::id::MessageId;
use domain::mail_server::{Authentication, BounceMailbox, Encryption, MailServer};
use domain::message::{Fate, ReceiptSubject};
use gateways::mail::MailSecrets;
use tempfile::TempDir;
use testkit::{ImapPeer, MAILBOX_PASSWORD};
use zeroize::Zeroizing;

use super::{gateway, is_accepted, mail};

const PROGRAM: &str = "/usr/sbin/postfix";
const TIMEOUT: Duration = Duration::from_secs(30);

/// A running Postfix with its queue and mailboxes in a folder of its own.
struct Postfix {
    folder: TempDir,
    port: u16,
    certificate: Vec<u8>,
}

impl Postfix {
    /// Starts it; `None`, and said loudly, where it is not installed or may not start.
    fn start() -> Option<Self> {
        let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
        if !Path::new(PROGRAM).exists() || !is_root {
            eprintln!(
                "SKIPPED without Postfix: {PROGRAM} is not there (Debian's package postfix), or we are not root"
            );
            return None;
        }
        let folder = TempDir::new().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let postfix = Self { certificate: write(folder.path(), port), folder, port };
        let started = postfix.call(&["start"]);
        assert!(started.status.success(), "{}", String::from_utf8_lossy(&started.stderr));
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < TIMEOUT, "Postfix does not listen:\n{}", postfix.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(postfix)
    }

    fn server(&self) -> MailServer {
        MailServer {
            host: "localhost".to_owned(),
            port: self.port,
            encryption: Encryption::StartTls,
            roots: vec![self.certificate.clone()],
            authentication: Authentication::None,
            sender: "devices@example.test".to_owned(),
            ..MailServer::usual()
        }
    }

    /// Waits for a mail to somebody and returns it.
    async fn delivered(&self, to: &str) -> String {
        let folder = self.folder.path().join("mail").join(to).join("new");
        let begun = Instant::now();
        loop {
            let first = fs::read_dir(&folder).ok().and_then(|mut entries| entries.next());
            if let Some(Ok(entry)) = first {
                return fs::read_to_string(entry.path()).unwrap();
            }
            assert!(begun.elapsed() < TIMEOUT, "nothing arrives for {to}:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn call(&self, words: &[&str]) -> Output {
        let etc = self.folder.path().join("etc");
        Command::new(PROGRAM).arg("-c").arg(etc).args(words).output().unwrap()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        self.call(&["stop"]);
    }
}

/// Writes all that Postfix reads; returns its certificate.
fn write(folder: &Path, port: u16) -> Vec<u8> {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    let etc = folder.join("etc");
    for name in ["etc", "queue", "data", "mail"] {
        fs::create_dir(folder.join(name)).unwrap();
    }
    let owned = |user: &str, path: PathBuf| {
        assert!(Command::new("chown").arg(user).arg(path).status().unwrap().success());
    };
    owned("postfix", folder.join("data"));
    owned("nobody", folder.join("mail"));
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    fs::write(folder.join("server.pem"), made.cert.pem()).unwrap();
    fs::write(folder.join("server.key"), made.signing_key.serialize_pem()).unwrap();
    for name in ["postfix-files", "dynamicmaps.cf"] {
        let _ = fs::copy(Path::new("/etc/postfix").join(name), etc.join(name));
    }
    let master = fs::read_to_string("/usr/share/postfix/master.cf.dist").unwrap();
    let service = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_service = words.len() >= 8 && !line.starts_with(['#', ' ', '\t']);
        if !is_service {
            return line.to_owned();
        }
        let name = if words[0] == "smtp" && words[1] == "inet" {
            format!("127.0.0.1:{port}")
        } else {
            words[0].into()
        };
        // No process runs in a folder that it cannot leave: there is none prepared for it.
        format!("{name} {} {} {} n {}", words[1], words[2], words[3], words[5..].join(" "))
    };
    let master: Vec<String> = master.lines().map(service).collect();
    fs::write(etc.join("master.cf"), master.join("\n") + "\n").unwrap();
    let path = folder.display();
    let main = format!(
        "compatibility_level = 3.6\nqueue_directory = {path}/queue\ndata_directory = {path}/data\n\
         maillog_file = {path}/log\nmaillog_file_prefixes = /var, /tmp, {path}\nmyhostname = mx.example.test\n\
         mydestination =\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nalias_maps =\n\
         smtpd_tls_cert_file = {path}/server.pem\nsmtpd_tls_key_file = {path}/server.key\n\
         smtpd_tls_security_level = encrypt\nmynetworks = 127.0.0.0/8\n\
         smtpd_relay_restrictions = permit_mynetworks, reject\n\
         virtual_mailbox_domains = example.test, example.net\nvirtual_mailbox_base = {path}/mail\n\
         virtual_mailbox_maps = inline:{{ anna@example.net=anna/, ben@example.net=ben/, bounces@example.test=bounces/ }}\n\
         smtpd_reject_unlisted_recipient = no\nvirtual_minimum_uid = 1000\n\
         virtual_uid_maps = static:65534\nvirtual_gid_maps = static:65534\n"
    );
    fs::write(etc.join("main.cf"), main).unwrap();
    made.cert.der().to_vec()
}

#[tokio::test]
async fn a_real_server_takes_a_mail_and_its_bounce_is_understood() {
    let Some(postfix) = Postfix::start() else { return };
    let mut server = postfix.server();
    let secrets = MailSecrets::default();
    let sent = gateway().send(&server, &secrets, &mail("anna@example.net")).await;
    assert!(is_accepted(&sent), "{sent:?}\n{}", postfix.log());
    let arrived = postfix.delivered("anna").await;
    assert!(arrived.contains("Message-ID: <0190a5c8-0000-7000-8000-000000000001@example.test>"), "{arrived}");
    assert!(arrived.contains("link:\n.\nhttps://"), "{arrived}");

    server.bounce_mailbox = Some(BounceMailbox {
        address: "bounces@example.test".to_owned(),
        host: "localhost".to_owned(),
        username: "bounces".to_owned(),
        ..BounceMailbox::usual()
    });
    for (to, fate) in [("refused-anna@example.net", Fate::Bounced), ("ben@example.net", Fate::Delivered)] {
        let _ = fs::remove_dir_all(postfix.folder.path().join("mail/bounces"));
        let sent = gateway().send(&server, &secrets, &mail(to)).await;
        assert!(is_accepted(&sent), "{sent:?}\n{}", postfix.log());
        let report = postfix.delivered("bounces").await;
        let Some(imap) = ImapPeer::start() else { return };
        imap.put("report", &report);
        let reading = MailServer {
            roots: vec![imap.root()],
            bounce_mailbox: Some(imap.mailbox(Encryption::Tls)),
            ..server.clone()
        };
        let password = Some(Zeroizing::new(MAILBOX_PASSWORD.to_owned()));
        let secrets = MailSecrets { mailbox_password: password, ..MailSecrets::default() };
        let receipts = gateway().read_bounces(&reading, &secrets).await.unwrap();
        assert_eq!(receipts.len(), 1, "{report}");
        assert_eq!(receipts[0].about, ReceiptSubject::Message(MessageId(mail(to).id)), "{report}");
        assert_eq!(receipts[0].fate, fate, "{to}: {report}");
    }
}
