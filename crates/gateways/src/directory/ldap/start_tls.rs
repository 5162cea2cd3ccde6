//! StartTLS (RFC 4511 §4.14), asked for in so many octets.
//!
//! The exchange is written out here so that each way of failing has its words, and so that no octet that came before
//! the encryption is taken for one that came after it: exactly one message is read, and nothing else (T20).

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::directory::DirectoryError;

/// Message 1, an extended request with the OID 1.3.6.1.4.1.1466.20037.
const REQUEST: &[u8] = b"\x30\x1d\x02\x01\x01\x77\x18\x80\x161.3.6.1.4.1.1466.20037";
/// The most octets of the answer; a real one has some 50.
const ANSWER_BYTES_MAX: usize = 4_096;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const ENUMERATED: u8 = 0x0a;
const OCTET_STRING: u8 = 0x04;
const EXTENDED_RESPONSE: u8 = 0x78;

/// Asks for encryption; on success, TLS begins with the next octet.
pub(super) async fn start(tcp: &mut TcpStream) -> Result<(), DirectoryError> {
    let broken = |_| insecure("the server closes the connection when asked for StartTLS");
    tcp.write_all(REQUEST).await.map_err(broken)?;
    let mut head = [0_u8; 2];
    tcp.read_exact(&mut head).await.map_err(broken)?;
    if head[0] != SEQUENCE {
        return Err(insecure("what answers there does not speak LDAP"));
    }
    let mut length = usize::from(head[1]);
    if length >= 0x80 {
        let mut more = vec![0_u8; (length - 0x80).min(4)];
        tcp.read_exact(&mut more).await.map_err(broken)?;
        length = more.iter().fold(0, |length, octet| length << 8 | usize::from(*octet));
    }
    if length > ANSWER_BYTES_MAX {
        return Err(insecure("the answer to StartTLS makes no sense"));
    }
    let mut message = vec![0_u8; length];
    tcp.read_exact(&mut message).await.map_err(broken)?;
    match outcome(&message) {
        Some((0, _)) => Ok(()),
        Some((code, text)) => Err(insecure(&format!("the server refuses StartTLS: {text} (result {code})"))),
        None => Err(insecure("the answer to StartTLS makes no sense")),
    }
}

fn insecure(reason: &str) -> DirectoryError {
    DirectoryError::Insecure(reason.to_owned())
}

/// Reads result code and text from the answer to message 1.
fn outcome(message: &[u8]) -> Option<(u8, String)> {
    let (id, rest) = element(INTEGER, message)?;
    let (response, _) = element(EXTENDED_RESPONSE, rest)?;
    let (code, rest) = element(ENUMERATED, response)?;
    let (_, rest) = element(OCTET_STRING, rest)?;
    let (text, _) = element(OCTET_STRING, rest)?;
    let text = String::from_utf8_lossy(text).chars().filter(|c| !c.is_control()).take(200).collect();
    (id == [1] && code.len() == 1).then(|| (code[0], text))
}

/// Takes one element with this tag off the front: its content and what follows.
fn element(tag: u8, octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&[found, length], rest) = octets.split_first_chunk::<2>()?;
    if found != tag {
        return None;
    }
    let (length, rest) = match length {
        ..=0x7f => (usize::from(length), rest),
        0x81..=0x84 => {
            let (length, rest) = rest.split_at_checked(usize::from(length - 0x80))?;
            (length.iter().fold(0, |length, octet| length << 8 | usize::from(*octet)), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whatever_its_lengths_look_like() {
        let short = b"\x02\x01\x01\x78\x09\x0a\x01\x34\x04\x00\x04\x02no";
        assert_eq!(outcome(short), Some((52, "no".to_owned())));
        let long = b"\x02\x01\x01\x78\x84\x00\x00\x00\x07\x0a\x01\x00\x04\x00\x04\x00";
        assert_eq!(outcome(long), Some((0, String::new())));
    }

    #[test]
    fn nonsense_is_no_success() {
        for message in [
            b"".as_slice(),
            b"\x02\x01\x02\x78\x07\x0a\x01\x00\x04\x00\x04\x00", // of another message
            b"\x02\x01\x01\x61\x07\x0a\x01\x00\x04\x00\x04\x00", // of a bind
            b"\x02\x01\x01\x78\x07\x0a\x01\x00",
            b"\x02\x01\x01\x78\xff",
        ] {
            assert_eq!(outcome(message), None, "{message:x?}");
        }
    }
}
