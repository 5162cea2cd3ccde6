//! Messages as they go out: a template and its values become the subject, the HTML, the plain text, the SMS and the QR code.
//!
//! Nothing here reads or writes anything. What is in a value appears literally everywhere: it is put in after the
//! template has been read, and never read itself (T13, T28).

mod expiry;
mod fill;
mod markdown;
mod qr;

use askama::Template;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::harmless::{self, escape};
use domain::language::is_right_to_left;
use domain::message::MessageKind;
use domain::message_template::{TemplateText, Variable, Words, names, words};
use domain::time::Timestamp;

use fill::{Filling, html, plain};
use markdown::{Button, to_html, to_text};

/// The `Content-ID` of the QR code, to which the HTML refers as `cid:qr`.
pub const QR_CONTENT_ID: &str = "qr";
/// The most characters of a subject with its values.
const SUBJECT_CHARACTERS_MAX: usize = 200;
/// The most characters of an SMS with its values.
const SMS_CHARACTERS_MAX: usize = 1_000;

/// What takes the place of a template's variables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values<'a> {
    /// The recipient's name, where one is known.
    pub(crate) recipient: Option<&'a str>,
    /// The link; empty where the kind of message has none.
    pub(crate) link: &'a str,
    /// The code to type; empty where there is none.
    pub(crate) code: &'a str,
    /// When the link stops working; `None` where it never does.
    pub(crate) expires_at: Option<Timestamp>,
    /// The recipient's time zone by its IANA name; UTC where it is unknown.
    pub(crate) zone: &'a str,
    /// The organization.
    pub(crate) organization: &'a str,
    /// Who has it sent; empty where nobody did.
    pub(crate) inviter: &'a str,
    /// Whom to ask, in one sentence; empty where the organization has not said.
    pub(crate) help: &'a str,
}

/// A message ready to go out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rendered {
    /// The subject: one line.
    pub subject: String,
    /// The mail as plain text.
    pub text: String,
    /// The mail as an HTML document.
    pub html: String,
    /// The SMS.
    pub sms: String,
    /// The QR code of the link as a PNG; empty where the HTML refers to none.
    pub qr_png: Vec<u8>,
}

impl Rendered {
    /// Returns the HTML with the QR code in it, for showing it where there is no mail around it.
    pub fn html_with_picture(&self) -> String {
        let picture = BASE64_STANDARD.encode(&self.qr_png);
        self.html.replace("\"cid:qr\"", &format!("\"data:image/png;base64,{picture}\""))
    }
}

/// Puts values into a template.
pub(crate) fn render(
    kind: MessageKind,
    template: &TemplateText,
    language: &str,
    values: &Values<'_>,
) -> Rendered {
    let words = words(language);
    let filling = Filling::new(values, words, expiry::long(values.expires_at, values.zone, words));
    let subject = one_line(&plain(&template.subject, &filling), SUBJECT_CHARACTERS_MAX);
    let short = Filling { expiry: expiry::short(values.expires_at, values.zone, words), ..filling.clone() };
    let button = Button { label: button_label(kind, words), link: &filling.link };
    let body = to_html(&template.body, &filling, &button);
    let way = Way::of(kind, template, &filling, words);
    let notes = notes(kind, &filling, values.help, words);
    let note_html = |note: &String| escape(note);
    let mail = Mail {
        language,
        direction: if is_right_to_left(language) { "rtl" } else { "ltr" },
        subject: &subject,
        organization: &filling.organization,
        body: &body.html,
        button: (way.is_some() && !body.has_button).then_some(&button),
        way: way.as_ref(),
        notes: notes.iter().map(note_html).collect(),
    };
    Rendered {
        text: text(&to_text(&template.body, &filling), way.as_ref(), &notes),
        html: mail.render().unwrap_or_default(), // it cannot fail: it writes into a string
        sms: cut(plain(&template.sms, &short).trim(), SMS_CHARACTERS_MAX),
        qr_png: way.filter(|way| way.is_with_code()).and_then(|way| qr::png(&way.link)).unwrap_or_default(),
        subject,
    }
}

#[derive(Template)]
#[template(path = "message/mail.html")]
struct Mail<'a> {
    language: &'a str,
    direction: &'static str,
    subject: &'a str,
    organization: &'a str,
    body: &'a str,
    button: Option<&'a Button<'a>>,
    way: Option<&'a Way>,
    notes: Vec<String>,
}

/// The ways to the page besides the button.
struct Way {
    link: String,
    link_note: &'static str,
    qr_note: Option<&'static str>,
    code_html: Option<String>,
    code_text: Option<String>,
}

impl Way {
    fn of(
        kind: MessageKind,
        template: &TemplateText,
        filling: &Filling,
        words: &'static Words,
    ) -> Option<Self> {
        let is_invitation = matches!(kind, MessageKind::Invitation | MessageKind::Reminder);
        if !names(&template.body, Variable::Link) || filling.link.is_empty() {
            return None;
        }
        let code_is_told = is_invitation && !filling.code.is_empty();
        Some(Self {
            link: filling.link.clone(),
            link_note: words.link_note,
            qr_note: is_invitation.then_some(words.qr_note),
            code_html: code_is_told.then(|| html(words.code_note, filling)),
            code_text: code_is_told.then(|| plain(words.code_note, filling)),
        })
    }

    fn is_with_code(&self) -> bool {
        self.qr_note.is_some()
    }
}

fn button_label(kind: MessageKind, words: &'static Words) -> &'static str {
    match kind {
        MessageKind::NewLinkWanted | MessageKind::ApprovalWanted => "Open the invitation",
        _ => words.button,
    }
}

/// Returns the small print: whom to ask, who sent it, what a stranger should do.
fn notes(kind: MessageKind, filling: &Filling, help: &str, words: &'static Words) -> Vec<String> {
    if matches!(kind, MessageKind::NewLinkWanted | MessageKind::ApprovalWanted) {
        return Vec::new();
    }
    let has_inviter = filling.inviter != filling.organization;
    let help = match harmless::one_line(help) {
        help if !help.is_empty() => help,
        _ => plain(words.help_note, filling),
    };
    let mut notes = vec![help];
    if has_inviter && kind != MessageKind::Code {
        notes.push(plain(words.sender_note, filling));
    }
    if matches!(kind, MessageKind::Invitation | MessageKind::Reminder) {
        notes.push(words.stranger_note.to_owned());
    }
    notes
}

fn text(body: &str, way: Option<&Way>, notes: &[String]) -> String {
    let mut text = body.trim().to_owned();
    if let Some(code) = way.and_then(|way| way.code_text.as_ref()) {
        text.push_str("\n\n");
        text.push_str(code);
    }
    if !notes.is_empty() {
        text.push_str("\n\n-- \n"); // what follows is folded away when somebody answers
        text.push_str(&notes.join("\n"));
    }
    text.push('\n');
    text
}

fn one_line(text: &str, characters_max: usize) -> String {
    let line: String = text.chars().map(|c| if harmless::ends_line(c) { ' ' } else { c }).collect();
    cut(line.trim(), characters_max)
}

/// Cuts a text that values have made too long.
fn cut(text: &str, characters_max: usize) -> String {
    match text.char_indices().nth(characters_max) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
