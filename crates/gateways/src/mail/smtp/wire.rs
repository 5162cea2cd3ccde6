//! One connection as SMTP has it: command lines out, replies of one or several lines in (RFC 5321 §4.2), each within its
//! time and its length. What is said can be kept, for people to read.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use crate::mail::DialogueLine;
use crate::mail::stream::Stream;
use crate::mail::words::tidy;
use crate::tls::words;

/// The most octets of a line; RFC 5321 §4.5.3.1.5 allows 512, and greetings like to be longer.
const LINE_BYTES_MAX: usize = 4_096;
/// The most lines of a reply.
const LINES_MAX: usize = 100;
/// What is said of a connection that has ended.
const CLOSED: &str = "the server closed the connection";
/// How much is read at once.
const CHUNK_BYTES: usize = 4_096;

/// A connection with what was read of it and not yet taken.
pub(super) struct Wire {
    stream: Stream,
    unread: Vec<u8>,
    within: Duration,
    kept: Option<Dialogue>,
}

/// What is said on a connection, for people to read; clones share it, and it outlives the connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Dialogue(Arc<Mutex<Vec<DialogueLine>>>);

impl Dialogue {
    /// Returns what was said since the last time.
    pub(super) fn said(&self) -> Vec<DialogueLine> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, is_ours: bool, text: &str) {
        let line = DialogueLine { is_ours, text: tidy(text) };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }
}

/// A reply.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Reply {
    /// Its code.
    pub(super) code: u16,
    /// Its lines, without the codes.
    pub(super) lines: Vec<String>,
}

impl Reply {
    /// Says whether what was asked for is done.
    pub(super) fn is_done(&self) -> bool {
        (200..300).contains(&self.code)
    }

    /// Says whether trying again later may help.
    pub(super) fn is_temporary(&self) -> bool {
        (400..500).contains(&self.code)
    }

    /// Returns the reply as one line, in the server's own words.
    pub(super) fn words(&self) -> String {
        tidy(&format!("{} {}", self.code, self.lines.join(" ")))
    }
}

/// Why there is no reply.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Lost {
    /// The other side has hung up.
    Closed(String),
    /// It is silent, or talks nonsense.
    Dumb(String),
}

impl Wire {
    /// Takes a connection over on which each answer may take so long; what is said is kept where somebody wants to know.
    pub(super) fn new(stream: Stream, within: Duration, kept: Option<Dialogue>) -> Self {
        Self { stream, unread: Vec::new(), within, kept }
    }

    /// Says whether there is something that nobody asked for.
    pub(super) fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Gives the connection back, for TLS to begin on it.
    pub(super) fn into_stream(self) -> Stream {
        self.stream
    }

    /// Says a command and returns the reply.
    pub(super) async fn ask(&mut self, command: &str) -> Result<Reply, Lost> {
        self.note(true, command);
        self.write(format!("{command}\r\n").as_bytes()).await?;
        self.reply().await
    }

    /// Says something secret, of which only the shown text is kept, and returns the reply.
    pub(super) async fn ask_secretly(&mut self, command: &str, shown: &str) -> Result<Reply, Lost> {
        self.note(true, shown);
        let line = zeroize::Zeroizing::new(format!("{command}\r\n"));
        self.write(line.as_bytes()).await?;
        self.reply().await
    }

    /// Says several commands at once (RFC 2920); their replies are to be read one by one.
    pub(super) async fn say_all(&mut self, commands: &[&str]) -> Result<(), Lost> {
        let mut octets = Vec::new();
        for command in commands {
            self.note(true, command);
            octets.extend_from_slice(command.as_bytes());
            octets.extend_from_slice(b"\r\n");
        }
        self.write(&octets).await
    }

    /// Says a mail, its end included, and returns the reply.
    pub(super) async fn ask_mail(&mut self, mail: &[u8]) -> Result<Reply, Lost> {
        self.note(true, &format!("[the mail, {} octets]", mail.len()));
        self.write(&stuffed(mail)).await?;
        self.reply().await
    }

    /// Reads one reply.
    pub(super) async fn reply(&mut self) -> Result<Reply, Lost> {
        let within = self.within;
        timeout(within, self.read_reply()).await.unwrap_or_else(|_| {
            Err(Lost::Dumb(format!("the server gave no answer within {} s", within.as_secs())))
        })
    }

    async fn read_reply(&mut self) -> Result<Reply, Lost> {
        let mut lines = Vec::new();
        loop {
            let line = self.line().await?;
            self.note(false, &line);
            let Some((code, is_last, text)) = split(&line) else {
                return Err(Lost::Dumb(format!("what answers there does not speak SMTP: {}", tidy(&line))));
            };
            lines.push(text.to_owned());
            if is_last {
                return Ok(Reply { code, lines });
            }
            if lines.len() >= LINES_MAX {
                return Err(Lost::Dumb("the server’s answer does not end".to_owned()));
            }
        }
    }

    async fn line(&mut self) -> Result<String, Lost> {
        loop {
            if let Some(end) = self.unread.iter().position(|octet| *octet == b'\n') {
                let line: Vec<u8> = self.unread.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned());
            }
            if self.unread.len() > LINE_BYTES_MAX {
                return Err(Lost::Dumb("the server’s answer is too long".to_owned()));
            }
            let mut chunk = [0_u8; CHUNK_BYTES];
            match self.stream.read(&mut chunk).await {
                Ok(0) => return Err(Lost::Closed(CLOSED.to_owned())),
                Ok(length) => self.unread.extend_from_slice(&chunk[..length]),
                Err(error) => return Err(broken(&error)),
            }
        }
    }

    async fn write(&mut self, octets: &[u8]) -> Result<(), Lost> {
        let within = self.within;
        let writing = async {
            self.stream.write_all(octets).await?;
            self.stream.flush().await
        };
        match timeout(within, writing).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(broken(&error)),
            Err(_) => Err(Lost::Dumb(format!("the server took nothing within {} s", within.as_secs()))),
        }
    }

    fn note(&self, is_ours: bool, text: &str) {
        if let Some(kept) = &self.kept {
            kept.note(is_ours, text);
        }
    }
}

fn broken(error: &std::io::Error) -> Lost {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof
        | std::io::ErrorKind::ConnectionReset
        | std::io::ErrorKind::BrokenPipe => Lost::Closed(CLOSED.to_owned()),
        _ => Lost::Dumb(words::tcp(error)),
    }
}

/// Splits a line of a reply: its code, whether it is the last, and its text.
fn split(line: &str) -> Option<(u16, bool, &str)> {
    let code = line.get(..3)?;
    let is_code = code.starts_with(|c| matches!(c, '2'..='5')) && code.chars().all(|c| c.is_ascii_digit());
    let code = code.parse().ok().filter(|_| is_code)?;
    match line.get(3..)? {
        "" => Some((code, true, "")),
        rest if rest.starts_with(' ') => Some((code, true, &rest[1..])),
        rest if rest.starts_with('-') => Some((code, false, &rest[1..])),
        _ => None,
    }
}

/// Writes a mail so that no line of it looks like its end (RFC 5321 §4.5.2), with CRLF at the end of each line whatever
/// it had, and its end after it.
fn stuffed(mail: &[u8]) -> Vec<u8> {
    let mut stuffed = Vec::with_capacity(mail.len() + mail.len() / 64 + 8);
    let mut begins_line = true;
    let mut octets = mail.iter().copied().peekable();
    while let Some(octet) = octets.next() {
        // A lone CR or LF could be taken for the end of a line by one server and not by the next.
        if matches!(octet, b'\r' | b'\n') {
            let _ = octet == b'\r' && octets.next_if_eq(&b'\n').is_some();
            stuffed.extend_from_slice(b"\r\n");
            begins_line = true;
            continue;
        }
        if begins_line && octet == b'.' {
            stuffed.push(b'.');
        }
        stuffed.push(octet);
        begins_line = false;
    }
    if !begins_line {
        stuffed.extend_from_slice(b"\r\n");
    }
    stuffed.extend_from_slice(b".\r\n");
    stuffed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t13_no_line_of_a_mail_ends_it() {
        let check = |mail: &str, on_the_wire: &str| {
            assert_eq!(String::from_utf8_lossy(&stuffed(mail.as_bytes())), on_the_wire, "{mail:?}");
        };
        check("a\r\n", "a\r\n.\r\n");
        check("a", "a\r\n.\r\n");
        check("", ".\r\n");
        check(".\r\n", "..\r\n.\r\n");
        check("a\r\n.\r\nRCPT TO:<x>\r\n", "a\r\n..\r\nRCPT TO:<x>\r\n.\r\n");
        check("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n");
        check("a\r.\rb\r", "a\r\n..\r\nb\r\n.\r\n");
        check("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n");
        check("a.b..", "a.b..\r\n.\r\n");
    }

    #[test]
    fn replies_are_read_and_nothing_else() {
        assert_eq!(split("250 OK"), Some((250, true, "OK")));
        assert_eq!(split("250-PIPELINING"), Some((250, false, "PIPELINING")));
        assert_eq!(split("354"), Some((354, true, "")));
        for nonsense in ["", "25", "250_x", "abc", "999 x", "+OK", "* OK IMAP", "SSH-2.0-x", "1é0 x"] {
            assert_eq!(split(nonsense), None, "{nonsense}");
        }
    }
}
