//! A real OpenID provider for tests: `oidc-provider`, which shares no code with ours, on a free port of loopback, and a
//! person before its login and consent pages.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};
use rustls::crypto::aws_lc_rs::default_provider;
use serde_json::Value;
use tempfile::TempDir;

use crate::authority::{Authority, PeerCertificate};

/// How many pages and redirects there may be between the way there and the way back.
const STEPS_MAX: usize = 20;

/// A running provider; gone when dropped, or when the test's process ends.
pub struct Oidc {
    /// Its issuer.
    pub issuer: String,
    /// The root (DER) that its certificate chains to.
    pub root: Vec<u8>,
    output: BufReader<ChildStdout>,
    process: Child,
    _folder: TempDir,
}

impl Oidc {
    /// The client that has a secret.
    pub const CLIENT_ID: &'static str = "vestibule";
    /// Its secret.
    pub const CLIENT_SECRET: &'static str = "Oidc-Secret-1";
    /// The client that has none.
    pub const PUBLIC_CLIENT_ID: &'static str = "vestibule-public";

    /// Starts it with the addresses to which people may come back; `None`, and said loudly, where Node or its package is not
    /// installed.
    pub fn start(callbacks: &[&str]) -> Option<Self> {
        let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
        let has_node = Command::new("node").arg("--version").stdout(Stdio::null()).status().is_ok();
        if !has_node || !peers.join("node_modules/oidc-provider").is_dir() {
            eprintln!(
                "SKIPPED without an OpenID provider: node or its package oidc-provider is not there (npm ci --prefix crates/testkit/peers)"
            );
            return None;
        }
        let folder = TempDir::new().expect("a temporary folder");
        let authority = Authority::new(PeerCertificate::Good);
        let (certificate, key) = authority.server();
        let files = [folder.path().join("server.pem"), folder.path().join("server.key")];
        std::fs::write(&files[0], certificate).expect("writing the certificate");
        std::fs::write(&files[1], key).expect("writing the key");
        let mut process = Command::new("node")
            .arg(peers.join("oidc.mjs"))
            .args(&files)
            .args(callbacks)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node runs");
        let mut output = BufReader::new(process.stdout.take().expect("its output"));
        let listening = wait_for(&mut output, "listening");
        let issuer = format!("https://localhost:{}", listening["port"]);
        Some(Self { issuer, root: authority.root(), output, process, _folder: folder })
    }

    /// Gives it new keys, and forgets the old ones.
    pub fn rotate_keys(&mut self) {
        let input = self.process.stdin.as_mut().expect("its input");
        input.write_all(b"rotate\n").expect("it reads");
        wait_for(&mut self.output, "rotated");
    }

    /// Logs in as a browser does: follows from the address that somebody was sent to, fills in the pages, and returns the
    /// path and query by which they come back.
    pub async fn log_in(&self, url: &str, username: &str) -> String {
        let browser = self.browser();
        let mut next = url.to_owned();
        for _ in 0..STEPS_MAX {
            let response = browser.get(&next).send().await.expect("a page");
            next = match response.headers().get("location") {
                Some(location) => self.absolute(location.to_str().expect("ASCII")),
                None => {
                    let page = response.text().await.expect("a page");
                    let prompt = if page.contains(r#"value="login""#) { "login" } else { "consent" };
                    assert!(page.contains(&format!(r#"value="{prompt}""#)), "{next}: {page}");
                    let form = [("prompt", prompt), ("login", username), ("password", "any")];
                    let answer = browser.post(&next).form(&form).send().await.expect("an answer");
                    let location = answer.headers().get("location").expect("it leads on");
                    self.absolute(location.to_str().expect("ASCII"))
                }
            };
            if let Some(path) = self.way_back(&next) {
                return path;
            }
        }
        panic!("no way back from {url}");
    }

    /// Looks at the login page and goes back without logging in.
    pub async fn cancel(&self, url: &str) -> String {
        let browser = self.browser();
        let response = browser.get(url).send().await.expect("a page");
        let page = self.absolute(response.headers()["location"].to_str().expect("ASCII"));
        let answer = browser.get(format!("{page}/abort")).send().await.expect("an answer");
        let next = self.absolute(answer.headers()["location"].to_str().expect("ASCII"));
        let answer = browser.get(next).send().await.expect("an answer");
        let location = answer.headers()["location"].to_str().expect("ASCII").to_owned();
        self.way_back(&location).expect("the way back")
    }

    fn browser(&self) -> Client {
        // Whoever is first in a process says which cryptography it uses.
        let _ = default_provider().install_default();
        let root = Certificate::from_der(&self.root).expect("a root");
        Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .tls_certs_only([root])
            .build()
            .expect("a browser")
    }

    fn absolute(&self, location: &str) -> String {
        if location.starts_with('/') { format!("{}{location}", self.issuer) } else { location.to_owned() }
    }

    fn way_back(&self, url: &str) -> Option<String> {
        if url.starts_with(&self.issuer) {
            return None;
        }
        let (_, rest) = url.split_once("://")?;
        Some(rest[rest.find('/')?..].to_owned())
    }
}

impl Drop for Oidc {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

fn wait_for(output: &mut BufReader<ChildStdout>, event: &str) -> Value {
    let mut line = String::new();
    loop {
        line.clear();
        assert!(output.read_line(&mut line).expect("its output") > 0, "the provider has ended");
        // Whatever else it prints is not for us.
        if let Ok(said) = serde_json::from_str::<Value>(&line)
            && said["event"] == event
        {
            return said;
        }
    }
}
