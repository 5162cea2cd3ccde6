//! A real SMS centre for tests: an SMPP server that shares no code with ours, on a free port of loopback. What it does
//! with which number stands at the head of `peers/smsc.mjs`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::Value;
use tempfile::TempDir;

const READY_TIMEOUT: Duration = Duration::from_secs(20);

/// A running SMS centre; gone when dropped, or when the test's process ends.
pub struct Smsc {
    /// Where it listens.
    pub port: u16,
    /// The root (DER) that its certificate chains to; empty without TLS.
    pub root: Vec<u8>,
    heard: Arc<Mutex<Vec<Value>>>,
    process: Child,
    _folder: TempDir,
}

impl Smsc {
    /// The account that it takes.
    pub const SYSTEM_ID: &'static str = "school";
    /// Its password.
    pub const PASSWORD: &'static str = "Smpp-Pw1";

    /// Starts it without TLS; `None`, and said loudly, where Node or its package is not installed.
    pub async fn start() -> Option<Self> {
        Self::run(false).await
    }

    /// Starts it with TLS, for `localhost`.
    pub async fn start_with_tls() -> Option<Self> {
        Self::run(true).await
    }

    async fn run(has_tls: bool) -> Option<Self> {
        let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
        let has_node = Command::new("node").arg("--version").stdout(Stdio::null()).status().is_ok();
        if !has_node || !peers.join("node_modules/smpp").is_dir() {
            eprintln!(
                "SKIPPED without an SMS centre: node or its package smpp is not there (npm ci --prefix crates/testkit/peers)"
            );
            return None;
        }
        let folder = TempDir::new().expect("a temporary folder");
        let (arguments, root) = if has_tls { certificate(folder.path()) } else { (Vec::new(), Vec::new()) };
        let mut process = Command::new("node")
            .arg(peers.join("smsc.mjs"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&heard);
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let line = serde_json::from_str(&line).expect("a line of JSON");
                told.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        });
        let mut smsc = Self { port: 0, root, heard, process, _folder: folder };
        let listening = smsc.wait_for("listening", 1).await.remove(0);
        smsc.port = listening["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        Some(smsc)
    }

    /// Waits until it has told of so many events of a kind, and returns them.
    pub async fn wait_for(&self, event: &str, count: usize) -> Vec<Value> {
        let begun = Instant::now();
        loop {
            let heard = self.heard(event);
            if heard.len() >= count {
                return heard;
            }
            assert!(begun.elapsed() < READY_TIMEOUT, "the SMS centre has told of {heard:?} only");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Returns what it has told of a kind of event so far. It tells beside the protocol, so what was just said may be missing:
    /// [`Smsc::wait_for`] waits for it.
    pub fn heard(&self, event: &str) -> Vec<Value> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.iter().filter(|line| line["event"] == event).cloned().collect()
    }
}

impl Drop for Smsc {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Writes a certificate for `localhost` and its key; returns their files and the root.
fn certificate(folder: &Path) -> (Vec<PathBuf>, Vec<u8>) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let root = params.self_signed(&key).expect("a root");
    let issuer = Issuer::new(params, key);
    let server = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let key = KeyPair::generate().expect("a key");
    let certificate = server.signed_by(&key, &issuer).expect("a certificate");
    let files = vec![folder.join("server.pem"), folder.join("server.key")];
    fs::write(&files[0], certificate.pem()).expect("writing the certificate");
    fs::write(&files[1], key.serialize_pem()).expect("writing the key");
    (files, root.der().to_vec())
}
