//! What messages say: templates with variables, their rules, and the texts that come with the server.
//!
//! A template knows no more than to put values in place of names. It calculates nothing, and what comes out of a value is
//! never read again, neither as a variable nor as Markdown or HTML (T13, T28).

mod words;

use serde::{Deserialize, Serialize};

use crate::audit::FieldChange;
use crate::language::{ENGLISH, base};
use crate::message::MessageKind;
use crate::time::Timestamp;

pub use words::{Words, words};

/// The most characters of a subject.
pub const SUBJECT_CHARACTERS_MAX: usize = 150;
/// The most characters of a body.
pub const BODY_CHARACTERS_MAX: usize = 10_000;
/// The most characters of an SMS: five parts.
pub const SMS_CHARACTERS_MAX: usize = 765;

/// The text of a message in one language.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TemplateText {
    /// The subject of the mail.
    pub subject: String,
    /// The mail, in Markdown.
    pub body: String,
    /// The SMS, plain.
    pub sms: String,
}

/// A text that an administrator has put in place of a built-in one, or for a language without one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageTemplate {
    /// Which message it is for.
    pub kind: MessageKind,
    /// Its language, such as `de`.
    pub language: String,
    /// What it says.
    pub text: TemplateText,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

/// What a template can name, as `{{link}}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Variable {
    /// The name of whoever gets the message; nothing where none is known.
    Recipient,
    /// The link.
    Link,
    /// The code to type: that of the invitation, or the one-time code.
    Code,
    /// How long the link works, with the word before it.
    Expiry,
    /// The organization.
    Organization,
    /// Who invites.
    Inviter,
}

impl Variable {
    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::Recipient, Self::Link, Self::Code, Self::Expiry, Self::Organization, Self::Inviter];

    /// Returns the name between the braces.
    pub fn name(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Link => "link",
            Self::Code => "code",
            Self::Expiry => "expiry",
            Self::Organization => "organization",
            Self::Inviter => "inviter",
        }
    }

    /// Finds one by [`Variable::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variable| variable.name() == name)
    }

    /// Says what stands in its place, for whoever writes a template.
    pub fn title(self) -> &'static str {
        match self {
            Self::Recipient => "the recipient’s name, or nothing where none is known",
            Self::Link => "the personal link; alone in a paragraph it becomes the button",
            Self::Code => "the short code to type instead of opening the link",
            Self::Expiry => "“until Thursday, 17 July 2025 at 14:32 (CEST)”, or “without a time limit”",
            Self::Organization => "the organization’s name",
            Self::Inviter => "the name of whoever invites",
        }
    }
}

/// A part of a template.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// Text that stands for itself.
    Text(&'a str),
    /// A name between double braces, known or not.
    Name(&'a str),
}

/// What is wrong with a template.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TemplateFault {
    /// Nothing in a field that needs something.
    #[error("Write something here.")]
    Empty,
    /// Too much in a field.
    #[error("This is too long: at most {0} characters.")]
    TooLong(usize),
    /// More than one line in a subject.
    #[error("The subject has to be one line.")]
    Lines,
    /// A control character.
    #[error("There is an invisible control character in this text. Type it again.")]
    Control,
    /// Braces that open and do not close, or the reverse.
    #[error("The braces do not match: write each variable as {{{{link}}}}, with two braces on each side.")]
    Braces,
    /// A variable that is none.
    #[error("{}", unknown_words(name, *nearest))]
    Unknown {
        /// The name.
        name: String,
        /// The known one that looks most like it.
        nearest: Option<Variable>,
    },
    /// A text without what it is for.
    #[error("{}", missing_words(*.0))]
    Missing(Variable),
}

fn unknown_words(name: &str, nearest: Option<Variable>) -> String {
    match nearest {
        Some(nearest) => {
            format!("There is no variable {{{{{name}}}}}. Did you mean {{{{{}}}}}?", nearest.name())
        }
        None => {
            let names = Variable::ALL.map(|variable| format!("{{{{{}}}}}", variable.name()));
            format!("There is no variable {{{{{name}}}}}. Use {}.", names.join(", "))
        }
    }
}

fn missing_words(variable: Variable) -> String {
    let loss = match variable {
        Variable::Code => "without it nobody gets the code",
        _ => "without it nobody gets further",
    };
    format!("Put {{{{{}}}}} into this text: {loss}.", variable.name())
}

/// The most characters that a name between braces is told with.
const NAME_CHARACTERS_MAX: usize = 40;

/// Takes a template apart.
pub fn pieces(template: &str) -> Result<Vec<Piece<'_>>, TemplateFault> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((text, after)) = rest.split_once("{{") {
        if text.contains("}}") {
            return Err(TemplateFault::Braces);
        }
        let (name, after) = after.split_once("}}").ok_or(TemplateFault::Braces)?;
        if name.contains("{{") || name.contains('\n') {
            return Err(TemplateFault::Braces);
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        pieces.push(Piece::Name(name.trim()));
        rest = after;
    }
    if rest.contains("}}") {
        return Err(TemplateFault::Braces);
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

/// Says whether a template names a variable.
pub fn names(template: &str, variable: Variable) -> bool {
    pieces(template).is_ok_and(|pieces| pieces.contains(&Piece::Name(variable.name())))
}

impl TemplateText {
    /// Lists what is wrong, by field; empty when nothing is.
    pub fn faults(&self, kind: MessageKind) -> Vec<(&'static str, TemplateFault)> {
        let mut faults = Vec::new();
        let required = required(kind);
        for (field, text, characters_max, required) in [
            ("subject", &self.subject, SUBJECT_CHARACTERS_MAX, None),
            ("body", &self.body, BODY_CHARACTERS_MAX, required),
            ("sms", &self.sms, SMS_CHARACTERS_MAX, required),
        ] {
            let is_line = field == "subject";
            faults.extend(fault(text, characters_max, required, is_line).map(|fault| (field, fault)));
        }
        faults
    }

    /// Lists what differs from another text, for the audit log.
    pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
        let changes = [
            FieldChange::of("subject", &self.subject, &other.subject),
            FieldChange::of("body", &self.body, &other.body),
            FieldChange::of("SMS", &self.sms, &other.sms),
        ];
        changes.into_iter().flatten().collect()
    }

    /// Returns the text as it is kept: without white space around it, with plain line ends.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let tidy = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
        Self {
            subject: self.subject.trim_matches(' ').to_owned(),
            body: tidy(&self.body),
            sms: tidy(&self.sms),
        }
    }
}

/// Returns what the body and the SMS of a kind have to name.
fn required(kind: MessageKind) -> Option<Variable> {
    match kind {
        MessageKind::Invitation | MessageKind::Reminder => Some(Variable::Link),
        MessageKind::Code => Some(Variable::Code),
        MessageKind::NewLinkWanted | MessageKind::ApprovalWanted => Some(Variable::Link),
        MessageKind::Test => None,
    }
}

fn fault(
    text: &str,
    characters_max: usize,
    required: Option<Variable>,
    is_line: bool,
) -> Option<TemplateFault> {
    if text.trim().is_empty() {
        return Some(TemplateFault::Empty);
    }
    if text.chars().count() > characters_max {
        return Some(TemplateFault::TooLong(characters_max));
    }
    if is_line && text.contains(['\r', '\n', '\u{2028}', '\u{2029}']) {
        return Some(TemplateFault::Lines);
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n' | '\t')) {
        return Some(TemplateFault::Control);
    }
    let pieces = match pieces(text) {
        Ok(pieces) => pieces,
        Err(fault) => return Some(fault),
    };
    for piece in &pieces {
        if let Piece::Name(name) = piece
            && Variable::parse(name).is_none()
        {
            let shown = name.chars().take(NAME_CHARACTERS_MAX).collect();
            return Some(TemplateFault::Unknown { name: shown, nearest: nearest(name) });
        }
    }
    required.filter(|variable| !pieces.contains(&Piece::Name(variable.name()))).map(TemplateFault::Missing)
}

fn nearest(name: &str) -> Option<Variable> {
    let name: String = name.chars().take(NAME_CHARACTERS_MAX).collect::<String>().to_lowercase();
    let likeness = |variable: &Variable| strsim::jaro_winkler(&name, variable.name());
    let best = Variable::ALL.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(&best) > 0.75).then_some(best)
}

/// Returns the text that comes with the server, in the language or the one that it is a variety of; `None` where there is
/// none. Every kind has one in English.
pub fn built_in_text(kind: MessageKind, language: &str) -> Option<TemplateText> {
    let language = base(language).to_ascii_lowercase();
    let text = words::text(kind, &language)?;
    Some(TemplateText { subject: text.subject.into(), body: text.body.trim().into(), sms: text.sms.into() })
}

/// Returns the English text of a kind.
pub fn english_text(kind: MessageKind) -> TemplateText {
    built_in_text(kind, ENGLISH).unwrap_or_default()
}

/// The kinds whose texts an administrator can change.
pub const EDITABLE_KINDS: [MessageKind; 5] = [
    MessageKind::Invitation,
    MessageKind::Reminder,
    MessageKind::Code,
    MessageKind::NewLinkWanted,
    MessageKind::ApprovalWanted,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    fn text() -> TemplateText {
        TemplateText {
            subject: "Hello {{recipient}}".into(),
            body: "Open\n\n{{ link }}\n".into(),
            sms: "{{organization}}: {{link}}".into(),
        }
    }

    fn faults(text: &TemplateText) -> Vec<(&'static str, String)> {
        let faults = text.faults(MessageKind::Invitation);
        faults.into_iter().map(|(field, fault)| (field, fault.to_string())).collect()
    }

    #[test]
    fn a_template_without_the_link_is_refused() {
        assert_eq!(faults(&text()), []);
        let without = TemplateText { body: "Hello".into(), sms: "{{code}}".into(), ..text() };
        let words = "Put {{link}} into this text: without it nobody gets further.".to_owned();
        assert_eq!(faults(&without), [("body", words.clone()), ("sms", words)]);
        let code = TemplateText { body: "{{code}}".into(), sms: "{{link}}".into(), ..text() };
        assert_eq!(code.faults(MessageKind::Code), [("sms", TemplateFault::Missing(Variable::Code))]);
    }

    #[test]
    fn an_unknown_variable_is_named_with_the_nearest_known_one() {
        let wrong =
            TemplateText { body: "{{link}} {{recipent}}".into(), sms: "{{link}}{{xyz}}".into(), ..text() };
        let faults = faults(&wrong);
        assert_eq!(
            faults[0],
            ("body", "There is no variable {{recipent}}. Did you mean {{recipient}}?".into())
        );
        assert!(
            faults[1].1.starts_with("There is no variable {{xyz}}. Use {{recipient}}, {{link}}"),
            "{faults:?}"
        );
    }

    #[test]
    fn braces_that_do_not_match_are_refused() {
        for body in
            ["{{link", "link}}", "{{link}} }}", "{{li{{nk}}", "{{link}} {{", "{{li\nnk}}", "{{ {{link}} }}"]
        {
            let wrong = TemplateText { body: body.into(), ..text() };
            assert_eq!(wrong.faults(MessageKind::Invitation), [("body", TemplateFault::Braces)], "{body}");
        }
        assert_eq!(
            TemplateFault::Braces.to_string(),
            "The braces do not match: write each variable as {{link}}, with two braces on each side."
        );
        let single = TemplateText { body: "{a} } { {{link}}".into(), ..text() };
        assert_eq!(faults(&single), []);
    }

    #[test]
    fn t13_a_subject_is_one_line() {
        for subject in ["a\r\nBcc: x", "a\nb", "a\u{2028}b"] {
            let wrong = TemplateText { subject: subject.into(), ..text() };
            assert_eq!(wrong.faults(MessageKind::Invitation), [("subject", TemplateFault::Lines)]);
        }
        let wrong = TemplateText { subject: "a\0b".into(), ..text() };
        assert_eq!(wrong.faults(MessageKind::Invitation), [("subject", TemplateFault::Control)]);
    }

    #[test]
    fn every_field_has_something_and_a_limit() {
        let long = TemplateText {
            subject: "ü".repeat(SUBJECT_CHARACTERS_MAX + 1),
            body: " \n".into(),
            sms: "ü".repeat(SMS_CHARACTERS_MAX + 1),
        };
        assert_eq!(
            long.faults(MessageKind::Invitation),
            [
                ("subject", TemplateFault::TooLong(SUBJECT_CHARACTERS_MAX)),
                ("body", TemplateFault::Empty),
                ("sms", TemplateFault::TooLong(SMS_CHARACTERS_MAX)),
            ]
        );
    }

    #[test]
    fn every_text_that_comes_with_the_server_follows_the_rules() {
        for kind in MessageKind::ALL {
            assert_eq!(english_text(kind).faults(kind), [], "{kind:?}");
            for language in LANGUAGES {
                let Some(text) = built_in_text(kind, language.code) else { continue };
                assert_eq!(text.faults(kind), [], "{kind:?} in {}", language.code);
            }
        }
        for kind in [MessageKind::Invitation, MessageKind::Reminder, MessageKind::Code] {
            assert!(
                LANGUAGES.iter().all(|language| built_in_text(kind, language.code).is_some()),
                "{kind:?}"
            );
        }
        assert_eq!(built_in_text(MessageKind::Code, "de-AT"), built_in_text(MessageKind::Code, "de"));
        assert_eq!(built_in_text(MessageKind::Code, "fi"), None);
    }

    #[test]
    fn every_text_greets_by_name_and_says_how_long_and_for_whom() {
        for language in LANGUAGES {
            for kind in [MessageKind::Invitation, MessageKind::Reminder] {
                let text = built_in_text(kind, language.code).expect("a text");
                for variable in
                    [Variable::Recipient, Variable::Expiry, Variable::Organization, Variable::Inviter]
                {
                    assert!(names(&text.body, variable), "{kind:?} in {} names {variable:?}", language.code);
                }
                for variable in [Variable::Expiry, Variable::Organization] {
                    assert!(names(&text.sms, variable), "{kind:?} in {} names {variable:?}", language.code);
                }
                assert!(names(&text.subject, Variable::Organization), "{kind:?} in {}", language.code);
                let paragraphs: Vec<_> = text.body.split("\n\n").collect();
                assert!(paragraphs.contains(&"{{link}}"), "{kind:?} in {} has a button", language.code);
            }
        }
    }
}
