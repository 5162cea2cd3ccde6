//! A real mailbox for tests: Dovecot on free ports of loopback, from a temporary folder. What lies in it is put there as
//! files.

use std::fs;
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use domain::mail_server::{BounceMailbox, Encryption};
use tempfile::TempDir;

use crate::authority::{Authority, PeerCertificate};
use crate::slapd::{Ports, WATCH, give_away};

const PROGRAM: &str = "/usr/sbin/dovecot";
const SIGN: &str = "/usr/lib/dovecot/imap";
const READY_TIMEOUT: Duration = Duration::from_secs(20);

/// The password of every mailbox.
pub const MAILBOX_PASSWORD: &str = "Mailbox-Pw-1";

/// A running mailbox server; gone when dropped, or when the test's process ends.
pub struct ImapPeer {
    authority: Authority,
    folder: TempDir,
    ports: Ports,
    watcher: Child,
}

impl ImapPeer {
    /// Starts it; `None`, and said loudly, where Dovecot is not installed.
    pub fn start() -> Option<Self> {
        if !Path::new(SIGN).exists() {
            eprintln!("SKIPPED without a mailbox: {SIGN} is not there (Debian's package dovecot-imapd)");
            return None;
        }
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("opening the folder");
        let authority = Authority::new(PeerCertificate::Good);
        let ports = Ports::free();
        let (chain, key) = authority.server();
        let configuration = configuration(path, ports);
        for (name, text) in [
            ("server.pem", &chain),
            ("server.key", &key),
            ("dovecot.conf", &configuration),
            ("log", &String::new()),
        ] {
            fs::write(path.join(name), text).expect("writing a file for Dovecot");
        }
        for name in ["", "new", "cur", "tmp"] {
            let folder = path.join("Maildir").join(name);
            fs::create_dir_all(&folder).expect("a folder for mails");
            give_away(&folder);
        }
        let watcher = watch(path);
        let peer = Self { authority, folder, ports, watcher };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", peer.ports.tls)).is_err() {
            assert!(begun.elapsed() < READY_TIMEOUT, "Dovecot does not start:\n{}", peer.log());
            std::thread::sleep(Duration::from_millis(10));
        }
        Some(peer)
    }

    /// Returns how to reach its mailbox.
    pub fn mailbox(&self, encryption: Encryption) -> BounceMailbox {
        BounceMailbox {
            address: "bounces@example.test".to_owned(),
            host: "localhost".to_owned(),
            port: if encryption == Encryption::Tls { self.ports.tls } else { self.ports.plain },
            encryption,
            username: "bounces".to_owned(),
            ..BounceMailbox::usual()
        }
    }

    /// Returns the root of its certificate, as DER.
    pub fn root(&self) -> Vec<u8> {
        self.authority.root()
    }

    /// Puts a mail into the mailbox.
    pub fn put(&self, name: &str, mail: &str) {
        let maildir = self.folder.path().join("Maildir");
        let written = maildir.join("tmp").join(name);
        fs::write(&written, mail).expect("writing a mail");
        give_away(&written);
        fs::rename(written, maildir.join("new").join(name)).expect("delivering a mail");
    }

    /// Says how many mails nobody has marked as seen.
    pub fn unseen(&self) -> usize {
        let count = |folder: &str, is_unseen: fn(&str) -> bool| {
            let entries =
                fs::read_dir(self.folder.path().join("Maildir").join(folder)).expect("a folder of mails");
            entries
                .filter_map(Result::ok)
                .filter(|entry| is_unseen(&entry.file_name().to_string_lossy()))
                .count()
        };
        let has_no_flag = |name: &str| !name.rsplit(',').next().is_some_and(|flags| flags.contains('S'));
        count("new", |_| true) + count("cur", has_no_flag)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for ImapPeer {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        let _ = self.watcher.wait();
    }
}

fn watch(folder: &Path) -> Child {
    let log = || fs::OpenOptions::new().append(true).open(folder.join("log")).expect("Dovecot's log");
    Command::new("sh")
        .args(["-c", WATCH, "sh", PROGRAM, "-F", "-c", "dovecot.conf"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(log())
        .stderr(log())
        .spawn()
        .expect("a shell runs")
}

fn configuration(folder: &Path, ports: Ports) -> String {
    let owner = fs::metadata("/proc/self").expect("/proc");
    let is_root = owner.uid() == 0;
    let (user, group) = if is_root {
        ("nobody".to_owned(), "nogroup".to_owned())
    } else {
        (owner.uid().to_string(), owner.gid().to_string())
    };
    // Who is not root runs everything as itself (Dovecot's "rootless installation").
    let rootless = if is_root {
        String::new()
    } else {
        let name = command_output("id", "-un");
        let group = command_output("id", "-gn");
        format!(
            "default_internal_user = {name}\ndefault_login_user = {name}\ndefault_internal_group = {group}\n"
        )
    };
    let folder = folder.display();
    format!(
        "base_dir = {folder}/run\nstate_dir = {folder}/state\nlog_path = {folder}/log\nlisten = 127.0.0.1\n\
         protocols = imap\nssl = required\nssl_cert = <{folder}/server.pem\nssl_key = <{folder}/server.key\n\
         {rootless}\
         service imap-login {{\n  chroot =\n  inet_listener imap {{\n    port = {}\n  }}\n\
           inet_listener imaps {{\n    port = {}\n    ssl = yes\n  }}\n}}\n\
         service anvil {{\n  chroot =\n}}\n\
         first_valid_uid = 1\nmail_location = maildir:{folder}/Maildir\n\
         passdb {{\n  driver = static\n  args = password={MAILBOX_PASSWORD}\n}}\n\
         userdb {{\n  driver = static\n  args = uid={user} gid={group} home={folder}\n}}\n",
        ports.plain, ports.tls
    )
}

fn command_output(program: &str, argument: &str) -> String {
    let output = Command::new(program).arg(argument).output().expect("a program of every system");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
