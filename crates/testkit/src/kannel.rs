//! A real SMS gateway for tests: Kannel, with its own pretended phone network behind it, on free ports of loopback.
//!
//! It takes messages at `/cgi-bin/sendsms` from the user `school`.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const BEARERBOX: &str = "/usr/sbin/bearerbox";
const SMSBOX: &str = "/usr/sbin/smsbox";
const FAKESMSC: &str = "/usr/lib/kannel/test/fakesmsc";
const READY_TIMEOUT: Duration = Duration::from_secs(30);
/// Runs a program until it ends, or until whoever started it has gone, however that came: then the read ends.
const WATCH: &str = r#""$@" </dev/null >>log 2>&1 & child=$!; read -r _; kill -9 "$child" 2>/dev/null; wait"#;

/// A running gateway; gone when dropped, or when the test's process ends.
pub struct Kannel {
    folder: TempDir,
    port: u16,
    watchers: Vec<Child>,
}

struct Ports {
    admin: u16,
    boxes: u16,
    network: u16,
    send: u16,
}

impl Kannel {
    /// The password of the user `school`.
    pub const PASSWORD: &'static str = "Kannel-Pw-1";

    /// Starts it; `None`, and said loudly, where Kannel is not installed.
    pub async fn start() -> Option<Self> {
        if let Some(missing) =
            [BEARERBOX, SMSBOX, FAKESMSC].into_iter().find(|program| !Path::new(program).exists())
        {
            eprintln!(
                "SKIPPED without an SMS gateway: {missing} is not there (Debian's packages kannel and kannel-extras)"
            );
            return None;
        }
        let folder = TempDir::new().expect("a temporary folder");
        let ports = Ports::free();
        fs::write(folder.path().join("kannel.conf"), configuration(&ports))
            .expect("writing a file for Kannel");
        let mut kannel = Self { folder, port: ports.send, watchers: Vec::new() };
        kannel.run(&[BEARERBOX, "kannel.conf"]);
        kannel.until("bearerbox", || TcpStream::connect(("127.0.0.1", ports.boxes)).is_ok()).await;
        kannel.run(&[SMSBOX, "kannel.conf"]);
        let network = ports.network.to_string();
        kannel.run(&[FAKESMSC, "-H", "127.0.0.1", "-r", &network, "-i", "600", "-m", "100", "1 2 text x"]);
        kannel.until("smsbox", || TcpStream::connect(("127.0.0.1", ports.send)).is_ok()).await;
        kannel.until("its network", || status(ports.admin).contains("(online")).await;
        Some(kannel)
    }

    /// Returns where messages are sent to.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/cgi-bin/sendsms", self.port)
    }

    /// Waits until its network has got a message that contains a text, and returns the line that tells of it: sender,
    /// recipient, coding and text.
    pub async fn got(&self, text: &str) -> String {
        let line = || {
            self.log()
                .lines()
                .find(|line| line.contains("Got message") && line.contains(text))
                .map(str::to_owned)
        };
        self.until(text, || line().is_some()).await;
        line().unwrap_or_default()
    }

    fn log(&self) -> String {
        String::from_utf8_lossy(&fs::read(self.folder.path().join("log")).unwrap_or_default()).into_owned()
    }

    fn run(&mut self, words: &[&str]) {
        let watcher = Command::new("sh")
            .args(["-c", WATCH, "sh"])
            .args(words)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell runs");
        self.watchers.push(watcher);
    }

    async fn until(&self, what: &str, is_there: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_there() {
            assert!(begun.elapsed() < READY_TIMEOUT, "Kannel: {what} does not come:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Kannel {
    fn drop(&mut self) {
        for watcher in &mut self.watchers {
            drop(watcher.stdin.take());
        }
        for watcher in &mut self.watchers {
            let _ = watcher.wait();
        }
    }
}

impl Ports {
    fn free() -> Self {
        let listeners = [(); 4].map(|()| TcpListener::bind("127.0.0.1:0").expect("a free port"));
        let [admin, boxes, network, send] =
            listeners.map(|listener| listener.local_addr().expect("its address").port());
        Self { admin, boxes, network, send }
    }
}

fn configuration(ports: &Ports) -> String {
    let Ports { admin, boxes, network, send } = ports;
    let password = Kannel::PASSWORD;
    format!(
        "group = core\nadmin-port = {admin}\nadmin-interface = 127.0.0.1\nadmin-password = admin\n\
         smsbox-port = {boxes}\nsmsbox-interface = 127.0.0.1\nbox-allow-ip = 127.0.0.1\n\n\
         group = smsc\nsmsc = fake\nsmsc-id = network\nport = {network}\nconnect-allow-ip = 127.0.0.1\n\n\
         group = smsbox\nbearerbox-host = 127.0.0.1\nsendsms-port = {send}\nsendsms-interface = 127.0.0.1\n\n\
         group = sendsms-user\nusername = school\npassword = {password}\nmax-messages = 5\nconcatenation = true\n\n\
         group = sms-service\nkeyword = default\ntext = \"none\"\nmax-messages = 0\n"
    )
}

/// Asks it how it is.
fn status(port: u16) -> String {
    let mut text = String::new();
    if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) {
        let asked = stream.write_all(b"GET /status.txt?password=admin HTTP/1.0\r\n\r\n");
        let _ = asked.and_then(|()| stream.read_to_string(&mut text)); // asked again where it fails
    }
    text
}
