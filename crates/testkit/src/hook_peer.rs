//! A program that webhooks are told to: a real HTTP server on a loopback port, written by hand so that it owes nothing to
//! the client under test, with answers made to order and a verification of signatures of its own.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// How the program answers one telling.
#[derive(Clone, Debug)]
pub enum HookReply {
    /// A status without words.
    Status(u16),
    /// A status with words.
    Say(u16, String),
    /// A status, a header line and no words.
    With(u16, String),
    /// A status with a body of this many octets that never ends sooner.
    Huge(u16, usize),
    /// Takes the request and never answers.
    Hang,
    /// Takes the request and hangs up.
    Cut,
    /// Answers what is no HTTP.
    Nonsense,
}

/// A telling as it came.
#[derive(Clone, Debug)]
pub struct HookRequest {
    /// Method, path and version.
    pub line: String,
    /// The headers, their names in small letters.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

impl HookRequest {
    /// Returns a header, empty when it did not come.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }

    /// Says whether one of the signatures was made with a secret (`whsec_…`), over id, time and body.
    ///
    /// The code is put together by hand as RFC 2104 says, for a key that is no longer than a block.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let secret = secret.strip_prefix("whsec_").expect("secrets begin so");
        let key = STANDARD.decode(secret).expect("Base64");
        assert!((24..=64).contains(&key.len()), "as long as the scheme wants");
        let signed =
            format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.body);
        let pad = |octet: u8| -> Vec<u8> {
            (0..64).map(|place| key.get(place).copied().unwrap_or(0) ^ octet).collect()
        };
        let inner = digest(&SHA256, &[pad(0x36).as_slice(), signed.as_bytes()].concat());
        let code = digest(&SHA256, &[pad(0x5c).as_slice(), inner.as_ref()].concat());
        let expected = format!("v1,{}", STANDARD.encode(code.as_ref()));
        self.header("webhook-signature").split(' ').any(|signature| signature == expected)
    }
}

#[derive(Debug, Default)]
struct Inner {
    replies: Mutex<VecDeque<HookReply>>,
    usual: Mutex<Option<HookReply>>,
    received: Mutex<Vec<HookRequest>>,
    arrived: Notify,
}

/// The program; it ends with the runtime of its test. Clones are the same program.
#[derive(Clone, Debug)]
pub struct HookPeer {
    address: SocketAddr,
    inner: Arc<Inner>,
}

impl HookPeer {
    /// Starts a program that says 204 to everything.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let peer = Self { address: listener.local_addr().expect("an address"), inner: Arc::default() };
        let serving = peer.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.serve(stream).await });
            }
        });
        peer
    }

    /// Returns the program's port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Returns an address of the program by the number of this machine.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Answers a coming telling this way; replies are used up in the order given.
    pub fn reply(&self, reply: HookReply) {
        self.inner.replies.lock().expect("no panic").push_back(reply);
    }

    /// Answers all further tellings this way; `None` says 204 again.
    pub fn reply_always(&self, reply: Option<HookReply>) {
        *self.inner.usual.lock().expect("no panic") = reply;
    }

    /// Returns all tellings since the last call, oldest first.
    pub fn take_received(&self) -> Vec<HookRequest> {
        std::mem::take(&mut self.inner.received.lock().expect("no panic"))
    }

    /// Waits until a telling has arrived.
    pub async fn arrived(&self) {
        self.inner.arrived.notified().await;
    }

    /// Serves one connection, over TCP or whatever is laid over it.
    pub async fn serve(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        let Some(request) = read(&mut stream).await else { return };
        self.inner.received.lock().expect("no panic").push(request);
        self.inner.arrived.notify_one();
        let ordered = self.inner.replies.lock().expect("no panic").pop_front();
        let usual = self.inner.usual.lock().expect("no panic").clone();
        let (status, header, body) = match ordered.or(usual).unwrap_or(HookReply::Status(204)) {
            HookReply::Status(status) => (status, String::new(), String::new()),
            HookReply::Say(status, body) => (status, String::new(), body),
            HookReply::With(status, header) => (status, format!("{header}\r\n"), String::new()),
            HookReply::Huge(status, octets) => return huge(&mut stream, status, octets).await,
            HookReply::Hang => std::future::pending().await,
            HookReply::Cut => return,
            HookReply::Nonsense => {
                drop(stream.write_all(b"220 mail.example.org ESMTP\r\n").await);
                return;
            }
        };
        let length =
            if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        let answer = format!("HTTP/1.1 {status} X\r\n{header}{length}connection: close\r\n\r\n{body}");
        drop(stream.write_all(answer.as_bytes()).await);
        drop(stream.flush().await);
        drop(stream.shutdown().await);
    }
}

/// Writes octets until the other side has enough of it.
async fn huge(stream: &mut (impl AsyncWrite + Unpin), status: u16, octets: usize) {
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {octets}\r\n\r\n");
    let mut rest = octets;
    if stream.write_all(head.as_bytes()).await.is_err() {
        return;
    }
    while rest > 0 && stream.write_all(&[b'x'; 4_096][..rest.min(4_096)]).await.is_ok() {
        rest = rest.saturating_sub(4_096);
    }
}

/// Reads a request with a body of known length.
async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<HookRequest> {
    let mut octets = Vec::new();
    let end = loop {
        let mut part = [0; 4_096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => octets.extend_from_slice(&part[..read]),
        }
        if let Some(end) = octets.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
    };
    let head = String::from_utf8(octets[..end].to_vec()).expect("ASCII");
    let mut lines = head.split("\r\n");
    let line = lines.next()?.to_owned();
    let headers: BTreeMap<_, _> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = headers.get("content-length")?.parse().expect("a number");
    let mut body = octets.split_off(end + 4);
    while body.len() < length {
        let mut part = [0; 4_096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => body.extend_from_slice(&part[..read]),
        }
    }
    Some(HookRequest { line, headers, body: String::from_utf8(body).expect("text") })
}
