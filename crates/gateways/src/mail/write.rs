//! A mail as octets (RFC 5322, MIME), and who it goes between.
//!
//! Headers are data: control characters are taken out before anything is written, and an address has to be one (T13).

use std::time::{Duration, UNIX_EPOCH};

use domain::mail_server::is_address;
use lettre::Address;
use lettre::message::header::{ContentDisposition, ContentId, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox as LettreMailbox, Message, MultiPart, SinglePart};
use uuid::Uuid;

use super::{Inline, Mail, Mailbox};

/// The most characters of a subject.
const SUBJECT_CHARACTERS_MAX: usize = 200;
/// The most characters of a name.
const NAME_CHARACTERS_MAX: usize = 100;

/// A mail as it goes over the wire.
pub(super) struct Written {
    /// The recipient's address.
    pub(super) to: String,
    /// The mail.
    pub(super) octets: Vec<u8>,
}

/// Why a mail cannot be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Unwritable {
    /// The recipient has no address that could be written to.
    Recipient(String),
    /// Something in the mail or its sender is no good, whoever it is for.
    Mail(String),
}

/// Writes a mail. The same mail becomes the same octets each time.
pub(super) fn write(mail: &Mail) -> Result<Written, Unwritable> {
    let from = mailbox(&mail.from).map_err(Unwritable::Mail)?;
    let to = mailbox(&mail.to).map_err(Unwritable::Recipient)?;
    let recipient = to.email.to_string();
    let mut builder = Message::builder()
        .message_id(Some(message_id(mail.id, from.email.domain())))
        .date(UNIX_EPOCH + Duration::from_millis(u64::try_from(mail.at.0).unwrap_or(0)))
        .from(from)
        .to(to)
        .subject(one_line(&mail.subject, SUBJECT_CHARACTERS_MAX));
    if let Some(reply_to) = &mail.reply_to {
        let reply_to = Mailbox { name: String::new(), address: reply_to.clone() };
        builder = builder.reply_to(mailbox(&reply_to).map_err(Unwritable::Mail)?);
    }
    // RFC 3834 §5, and what Exchange goes by: no holiday notice answers a machine.
    for (name, value) in [("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All")] {
        builder =
            builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()));
    }
    let built = match &mail.html {
        None => builder.singlepart(SinglePart::plain(mail.text.clone())),
        Some(html) => builder.multipart(parts(mail, html)?),
    };
    let message = built.map_err(|error| Unwritable::Mail(format!("the mail cannot be written: {error}")))?;
    Ok(Written { to: recipient, octets: message.formatted() })
}

/// Returns an address as servers take it: its domain in ASCII.
pub(super) fn wire_address(address: &str) -> String {
    let plain = address.rsplit_once('@').and_then(|(local, domain)| {
        idna::domain_to_ascii(domain).ok().map(|domain| format!("{local}@{domain}"))
    });
    plain.unwrap_or_else(|| address.to_owned())
}

/// Returns the `Message-ID` of a mail from a domain.
fn message_id(id: Uuid, domain: &str) -> String {
    format!("<{id}@{domain}>")
}

fn parts(mail: &Mail, html: &str) -> Result<MultiPart, Unwritable> {
    let boundary = |part: &str| format!("{part}-{}", mail.id.simple());
    let alternative = MultiPart::alternative()
        .boundary(boundary("alternative"))
        .singlepart(SinglePart::plain(mail.text.clone()));
    let html = SinglePart::html(html.to_owned());
    if mail.inline.is_empty() {
        return Ok(alternative.singlepart(html));
    }
    let mut related = MultiPart::related().boundary(boundary("related")).singlepart(html);
    for inline in &mail.inline {
        related = related.singlepart(picture(inline)?);
    }
    Ok(alternative.multipart(related))
}

fn picture(inline: &Inline) -> Result<SinglePart, Unwritable> {
    let unfit = || Unwritable::Mail(format!("the picture {:?} cannot be put into a mail", inline.content_id));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._@".contains(c);
    if inline.content_id.is_empty() || !inline.content_id.chars().all(is_plain) {
        return Err(unfit());
    }
    let kind = ContentType::parse(&inline.mime).map_err(|_| unfit())?;
    Ok(SinglePart::builder()
        .header(kind)
        .header(ContentDisposition::inline())
        .header(ContentId::from(format!("<{}>", inline.content_id)))
        .body(inline.octets.clone()))
}

fn mailbox(mailbox: &Mailbox) -> Result<LettreMailbox, String> {
    let no_address = || format!("{:?} is no e-mail address", one_line(&mailbox.address, NAME_CHARACTERS_MAX));
    let (local, domain) =
        mailbox.address.rsplit_once('@').filter(|_| is_address(&mailbox.address)).ok_or_else(no_address)?;
    let domain = idna::domain_to_ascii(domain).map_err(|_| no_address())?;
    let address = Address::new(local, domain).map_err(|_| no_address())?;
    let name = one_line(&mailbox.name, NAME_CHARACTERS_MAX);
    Ok(LettreMailbox::new((!name.is_empty()).then_some(name), address))
}

/// Makes one line of a text: the library that writes headers panics at a line break in a name.
fn one_line(text: &str, characters_max: usize) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let line = text.chars().map(|c| if is_break(c) { ' ' } else { c });
    line.take(characters_max).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn mail() -> Mail {
        let mailbox =
            |name: &str, address: &str| Mailbox { name: name.to_owned(), address: address.to_owned() };
        Mail {
            id: Uuid::from_u128(7),
            at: Timestamp(1_795_348_800_000),
            from: mailbox("Example School", "devices@example.org"),
            reply_to: Some("help@example.org".to_owned()),
            to: mailbox("Anna Berg", "anna@example.org"),
            subject: "Enroll your device".to_owned(),
            text: "Hello Anna,\n.\nopen the link.\n".to_owned(),
            html: None,
            inline: Vec::new(),
        }
    }

    fn text(mail: &Mail) -> String {
        String::from_utf8(write(mail).unwrap_or_else(|error| panic!("{error:?}")).octets).expect("ASCII")
    }

    /// Returns the header lines, unfolded.
    fn headers(mail: &Mail) -> Vec<String> {
        let text = text(mail);
        let (head, _) = text.split_once("\r\n\r\n").expect("a head");
        head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_mail_says_who_wrote_it_and_that_a_machine_did() {
        let headers = headers(&mail());
        for line in [
            "Message-ID: <00000000-0000-0000-0000-000000000007@example.org>",
            "From: \"Example School\" <devices@example.org>",
            "To: \"Anna Berg\" <anna@example.org>",
            "Reply-To: help@example.org",
            "Subject: Enroll your device",
            "Date: Sun, 22 Nov 2026 12:00:00 +0000",
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
        ] {
            assert!(headers.iter().any(|header| header == line), "{line}: {headers:#?}");
        }
        assert_eq!(text(&mail()), text(&mail()), "the same octets each time");
    }

    #[test]
    fn t13_no_text_becomes_a_header_or_a_recipient() {
        let evil = "Anna\r\nBcc: all@example.org\r\n\r\nHello\0\u{2028}";
        let mut mail = mail();
        mail.subject = evil.to_owned();
        mail.to.name = evil.to_owned();
        mail.from.name = evil.to_owned();
        let headers = headers(&mail);
        let names: Vec<_> = headers.iter().filter_map(|line| line.split(':').next()).collect();
        assert!(!names.iter().any(|name| name.eq_ignore_ascii_case("bcc")), "{headers:#?}");
        let written = write(&mail).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(written.to, "anna@example.org");

        for address in ["anna@example.org\r\nRCPT TO:<all@example.org>", "a@x, b@y", "Anna <a@x.org>", ""] {
            mail.to.address = address.to_owned();
            assert!(matches!(write(&mail), Err(Unwritable::Recipient(_))), "{address:?}");
        }
        mail.to.address = "anna@example.org".to_owned();
        mail.reply_to = Some("x@y\r\nz: 1".to_owned());
        assert!(matches!(write(&mail), Err(Unwritable::Mail(_))));
        mail.reply_to = None;
        mail.html = Some(String::new());
        let picture =
            |id: &str, mime: &str| Inline { content_id: id.into(), mime: mime.into(), octets: vec![1] };
        for bad in
            [picture("a\r\nb", "image/png"), picture("a", "image/png\r\nX: y"), picture("", "image/png")]
        {
            mail.inline = vec![bad];
            assert!(matches!(write(&mail), Err(Unwritable::Mail(_))), "{:?}", mail.inline);
        }
    }

    #[test]
    fn other_scripts_are_written_as_mail_needs_it() {
        let mut mail = mail();
        mail.to.address = "anna@exämple.org".to_owned();
        mail.to.name = "Åsa Öberg".to_owned();
        mail.subject = "Registrera din enhet på skolan i Göteborg — så här gör du".to_owned();
        mail.text = "Hej Åsa".to_owned();
        let written = write(&mail).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(written.to, "anna@xn--exmple-cua.org");
        assert!(written.octets.is_ascii());
        assert!(written.octets.split(|octet| *octet == b'\n').all(|line| line.len() < 999));
    }

    #[test]
    fn pictures_stand_beside_the_html() {
        let mut mail = mail();
        mail.html = Some("<p>Hello</p><img src=\"cid:code\" alt=\"QR code\">".to_owned());
        mail.inline =
            vec![Inline { content_id: "code".into(), mime: "image/png".into(), octets: vec![0x89, 0x50] }];
        let text = text(&mail);
        for part in [
            "multipart/alternative",
            "text/plain",
            "multipart/related",
            "text/html",
            "image/png",
            "Content-ID: <code>",
            "Content-Disposition: inline",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
