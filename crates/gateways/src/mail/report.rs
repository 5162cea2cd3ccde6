//! What mail servers report about mails (delivery status notifications, RFC 3464), read.
//!
//! A report is found to be about a message of ours by what we called it: the `Message-ID` in the headers that came back,
//! or the envelope's id. Whoever knows neither can report nothing.

use domain::id::MessageId;
use domain::message::{Fate, Receipt, ReceiptSubject};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use uuid::Uuid;

use super::words::tidy;

/// The most parts of a mail that are looked at.
const PARTS_MAX: usize = 50;

/// Reads a mail; `None` when it is no report about a message of ours.
pub(super) fn read(octets: &[u8]) -> Option<Receipt> {
    let message = MessageParser::default().parse(octets)?;
    let status = Status::read(&message)?;
    let id = status.envelope_id.or_else(|| returned_id(&message))?;
    Some(Receipt { about: ReceiptSubject::Message(MessageId(id)), fate: status.fate, words: status.words })
}

/// What a report says of the recipient; our mails have one.
struct Status {
    fate: Fate,
    words: String,
    envelope_id: Option<Uuid>,
}

impl Status {
    fn read(message: &Message<'_>) -> Option<Self> {
        let part = message.parts.iter().take(PARTS_MAX).find(|part| is(part, "delivery-status"))?;
        let text = String::from_utf8_lossy(part.contents());
        let fields = fields(&text);
        let field = |name: &str| {
            fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
        };
        // RFC 3464 §2.3.3; a delay is no fate, and a relay that reports no further knows none.
        let fate = match field("Action")?.to_ascii_lowercase().as_str() {
            "failed" => Fate::Bounced,
            "delivered" | "expanded" => Fate::Delivered,
            _ => Fate::Underway,
        };
        let diagnostic =
            field("Diagnostic-Code").map(|text| text.split_once(';').map_or(text, |(_, text)| text));
        let words = [field("Status"), diagnostic].into_iter().flatten().map(str::trim).collect::<Vec<_>>();
        let envelope_id = field("Original-Envelope-Id").and_then(|text| Uuid::parse_str(text.trim()).ok());
        Some(Self { fate, words: tidy(&words.join(" ")), envelope_id })
    }
}

/// Reads fields as headers have them, folded lines put together.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) => {
                fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ => {}
        }
    }
    fields
}

/// Finds our id in the headers that came back: of a whole mail, or of its headers alone.
fn returned_id(message: &Message<'_>) -> Option<Uuid> {
    let parts = message.parts.iter().take(PARTS_MAX);
    let ids = parts.filter_map(|part| match &part.body {
        PartType::Message(returned) => returned.message_id().map(str::to_owned),
        _ if is(part, "rfc822-headers") || is(part, "rfc822") => {
            let text = String::from_utf8_lossy(part.contents()).into_owned();
            let fields = fields(&text);
            fields
                .into_iter()
                .find(|(name, _)| name.eq_ignore_ascii_case("Message-ID"))
                .map(|(_, value)| value)
        }
        _ => None,
    });
    ids.filter_map(|id| our_id(&id)).next()
}

/// Returns the id in a `Message-ID` that we have written.
fn our_id(text: &str) -> Option<Uuid> {
    let id = text.trim().trim_start_matches('<');
    let (id, _) = id.split_once('@')?;
    Uuid::parse_str(id).ok()
}

fn is(part: &mail_parser::MessagePart<'_>, subtype: &str) -> bool {
    part.content_type()
        .and_then(|kind| kind.subtype())
        .is_some_and(|known| known.eq_ignore_ascii_case(subtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0190a5c8-0000-7000-8000-000000000001";

    fn report(status: &str, returned: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example.org\r\nTo: devices@example.org\r\nSubject: Undelivered\r\n\
             MIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n\
             --b\r\n{returned}\r\n--b--\r\n"
        )
    }

    fn id() -> ReceiptSubject {
        ReceiptSubject::Message(MessageId(Uuid::parse_str(ID).expect("an id")))
    }

    const FAILED: &str = "Reporting-MTA: dns; mx.example.org\r\nX-Postfix-Queue-ID: 1\r\n\r\n\
         Final-Recipient: rfc822; anna@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 <anna@example.net>:\r\n    no such user\r\n";

    #[test]
    fn a_bounce_is_found_by_the_headers_that_came_back() {
        for returned in [
            format!(
                "Content-Type: message/rfc822\r\n\r\nMessage-ID: <{ID}@example.org>\r\nSubject: x\r\n\r\nHi\r\n"
            ),
            format!(
                "Content-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-Id:\r\n <{ID}@example.org>\r\n"
            ),
        ] {
            let receipt = read(report(FAILED, &returned).as_bytes()).expect("a report");
            assert_eq!((receipt.about, receipt.fate), (id(), Fate::Bounced), "{returned}");
            assert_eq!(receipt.words, "5.1.1 550 5.1.1 <anna@example.net>: no such user");
        }
    }

    #[test]
    fn a_report_is_found_by_the_envelopes_id() {
        let check = |action: &str, fate: Fate| {
            let status = format!(
                "Original-Envelope-Id: {ID}\r\nReporting-MTA: dns; mx\r\n\r\n\
                 Final-Recipient: rfc822; anna@example.net\r\nAction: {action}\r\nStatus: 2.0.0\r\n"
            );
            let receipt =
                read(report(&status, "Content-Type: text/plain\r\n\r\n-").as_bytes()).expect("a report");
            assert_eq!((receipt.about, receipt.fate), (id(), fate), "{action}");
        };
        check("delivered", Fate::Delivered);
        check("relayed", Fate::Underway);
        check("delayed", Fate::Underway);
        check("Failed", Fate::Bounced);
    }

    #[test]
    fn what_is_no_report_about_us_is_nothing() {
        let foreign = "Content-Type: message/rfc822\r\n\r\nMessage-ID: <abc@other.example>\r\n\r\nHi\r\n";
        assert_eq!(read(report(FAILED, foreign).as_bytes()), None);
        let no_action = "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b\r\n";
        let ours =
            format!("Content-Type: message/rfc822\r\n\r\nMessage-ID: <{ID}@example.org>\r\n\r\nHi\r\n");
        assert_eq!(read(report(no_action, &ours).as_bytes()), None);
        let holiday =
            format!("From: anna@example.net\r\nIn-Reply-To: <{ID}@example.org>\r\n\r\nI am away.\r\n");
        assert_eq!(read(holiday.as_bytes()), None);
        for octets in [b"".as_slice(), b"\0\xff\r\n\r\n", b"Content-Type: multipart/report\r\n\r\n--"] {
            assert_eq!(read(octets), None);
        }
    }
}
