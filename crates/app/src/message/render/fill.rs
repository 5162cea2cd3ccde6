//! Values in the place of variables.

use domain::harmless::{escape, is_address, one_line, percent_encode};
use domain::message_template::{Piece, Variable, Words, pieces};

use super::Values;

/// The values of a message, made harmless: one line each, without control characters and without marks that turn the
/// direction of what follows.
#[derive(Clone, Debug)]
pub(super) struct Filling {
    pub(super) recipient: String,
    pub(super) link: String,
    pub(super) code: String,
    pub(super) expiry: String,
    pub(super) organization: String,
    pub(super) inviter: String,
    pub(super) enroll: String,
}

impl Filling {
    pub(super) fn new(values: &Values<'_>, words: &Words, expiry: String) -> Self {
        let organization = one_line(values.organization);
        let recipient = values.recipient.map(one_line).filter(|name| !name.is_empty());
        let inviter = Some(one_line(values.inviter)).filter(|name| !name.is_empty());
        Self {
            recipient: recipient.unwrap_or_else(|| words.nameless.to_owned()),
            link: one_line(values.link),
            code: one_line(values.code),
            expiry,
            inviter: inviter.unwrap_or_else(|| organization.clone()),
            organization,
            enroll: enroll_address(values.link),
        }
    }

    /// Returns the value of a name; `None` for a name that is none.
    fn value(&self, name: &str) -> Option<&str> {
        if name == "enroll" {
            return Some(&self.enroll);
        }
        Some(match Variable::parse(name)? {
            Variable::Recipient => &self.recipient,
            Variable::Link => &self.link,
            Variable::Code => &self.code,
            Variable::Expiry => &self.expiry,
            Variable::Organization => &self.organization,
            Variable::Inviter => &self.inviter,
        })
    }
}

/// Returns where the code is typed, short enough to type: the server's `/enroll` without the scheme.
fn enroll_address(link: &str) -> String {
    let Some((_, rest)) = link.split_once("://") else { return String::new() };
    let base = match rest.split_once("/i/") {
        Some((base, _)) => base,
        None => rest.split('/').next().unwrap_or(rest),
    };
    format!("{base}/enroll")
}

/// Fills a template as plain text.
pub(super) fn plain(template: &str, filling: &Filling) -> String {
    let mut text = String::with_capacity(template.len() + 64);
    for piece in taken_apart(template) {
        match named(piece, filling) {
            Named::Text(words) => text.push_str(words),
            Named::Value("", _) => drop_space(&mut text),
            Named::Value(value, _) => text.push_str(value),
        }
    }
    text
}

/// Fills a template as HTML; its own text is escaped, too.
pub(super) fn html(template: &str, filling: &Filling) -> String {
    let mut html = String::with_capacity(template.len() + 64);
    append_html(&mut html, template, filling, true);
    html
}

/// Appends a filled template to HTML; links are links unless they would stand within one.
pub(super) fn append_html(html: &mut String, template: &str, filling: &Filling, may_link: bool) {
    for piece in taken_apart(template) {
        match named(piece, filling) {
            Named::Text(words) => html.push_str(&escape(words)),
            Named::Value("", _) => drop_space(html),
            Named::Value(value, "link") if may_link && is_address(value) => {
                let value = escape(value);
                html.push_str(&format!(
                    "<a href=\"{value}\" dir=\"ltr\" class=\"link\" style=\"color:#0b5b52;word-break:break-all\">{value}</a>"
                ));
            }
            Named::Value(value, "link" | "code" | "enroll") => {
                html.push_str(&format!("<strong dir=\"ltr\">{}</strong>", escape(value)));
            }
            // Isolated, so that a name in another script does not reorder the words around it.
            Named::Value(value, _) => html.push_str(&format!("<bdi>{}</bdi>", escape(value))),
        }
    }
}

enum Named<'a> {
    Text(&'a str),
    Value(&'a str, &'a str),
}

fn named<'a>(piece: Piece<'a>, filling: &'a Filling) -> Named<'a> {
    match piece {
        Piece::Text(text) => Named::Text(text),
        Piece::Name(name) => match filling.value(name) {
            Some(value) => Named::Value(value, name),
            None => Named::Text(name),
        },
    }
}

/// Takes a template apart; one that does not follow the rules is text as a whole.
fn taken_apart(template: &str) -> Vec<Piece<'_>> {
    pieces(template).unwrap_or_else(|_| vec![Piece::Text(template)])
}

/// Takes away the space before a value that is not there: "Hello ," becomes "Hello,".
fn drop_space(text: &mut String) {
    if text.ends_with(' ') {
        text.pop();
    }
}

/// Fills the destination of a link. The link stands in it as it is; any other value is escaped so that it can become
/// neither a scheme nor a path. `None` for what is neither a web nor a mail address.
pub(super) fn destination(template: &str, filling: &Filling) -> Option<String> {
    let mut address = String::new();
    for piece in taken_apart(template) {
        match named(piece, filling) {
            Named::Text(text) => address.push_str(text),
            Named::Value(value, "link") => address.push_str(value),
            Named::Value(value, _) => percent_encode(value, &mut address),
        }
    }
    is_address(&address).then_some(address)
}
