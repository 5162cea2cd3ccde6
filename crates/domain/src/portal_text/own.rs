//! What an administrator puts in place of the texts that come with the server, and what is refused.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::built_in::{Field, catalogue};
use crate::message_template::{Piece, pieces};
use crate::setting::Section;

/// The most characters of a line.
pub const LINE_CHARACTERS_MAX: usize = 300;
/// The most characters of a text with paragraphs.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;
/// The most characters of a language's name.
pub const NAME_CHARACTERS_MAX: usize = 60;
/// The most characters that a fault repeats of what was typed.
const SHOWN_CHARACTERS_MAX: usize = 40;

/// What an administrator has decided about a language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct LanguageTexts {
    /// Whether people may have the portal in it.
    pub is_offered: bool,
    /// What the language calls itself, where that is not known here.
    pub name: Option<String>,
    /// Texts in place of the built-in ones, by key, with variables as `{{name}}`.
    pub texts: BTreeMap<String, String>,
    /// Whether the language was taken away again; what it said remains in its history.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_removed: bool,
}

impl Section for LanguageTexts {
    const NAME: &'static str = "text";
    const TITLE: &'static str = "Messaging";

    fn check(&self) -> Vec<(&'static str, String)> {
        let place = |key: &str| match catalogue().find(key) {
            Some(field) => field.key,
            None if key == "name" => "name",
            None => "texts",
        };
        self.faults().into_iter().map(|(key, fault)| (place(&key), fault.to_string())).collect()
    }
}

impl Default for LanguageTexts {
    fn default() -> Self {
        Self { is_offered: true, name: None, texts: BTreeMap::new(), is_removed: false }
    }
}

/// What is wrong with a text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TextFault {
    /// No such text.
    #[error("There is no text with the key {0}.")]
    Unknown(String),
    /// Nothing in a line.
    #[error("Write something here, or take your own text away to go back to the built-in one.")]
    Blank,
    /// Too much.
    #[error("This is too long: at most {0} characters.")]
    TooLong(usize),
    /// More than a line.
    #[error("This has to be one line.")]
    Lines,
    /// A control character.
    #[error("There is an invisible control character in this text. Type it again.")]
    Control,
    /// Braces that open and do not close, or the reverse.
    #[error(
        "The braces do not match: write each variable with two braces on each side, as {{{{organization}}}}."
    )]
    Braces,
    /// A variable that this text does not have.
    #[error("{}", variable_words(.name, .known))]
    Variable {
        /// Its name.
        name: String,
        /// Those that the text has.
        known: Vec<&'static str>,
    },
}

fn variable_words(name: &str, known: &[&'static str]) -> String {
    let known: Vec<_> = known.iter().map(|name| format!("{{{{{name}}}}}")).collect();
    format!("There is no variable {{{{{name}}}}} in this text. It has {}.", known.join(", "))
}

impl LanguageTexts {
    /// Lists what is wrong, by key; a fault of the language's name goes by `name`.
    pub fn faults(&self) -> Vec<(String, TextFault)> {
        let mut faults = Vec::new();
        if let Some(name) = &self.name {
            let fault = line_fault(name, NAME_CHARACTERS_MAX);
            faults.extend(fault.map(|fault| ("name".to_owned(), fault)));
        }
        for (key, text) in &self.texts {
            let fault = match catalogue().find(key) {
                Some(field) => field.fault(text),
                None => Some(TextFault::Unknown(shown(key))),
            };
            faults.extend(fault.map(|fault| (key.clone(), fault)));
        }
        faults
    }

    /// Returns the texts as they are kept: with plain line ends, without white space around them, and without those that
    /// say the same as the built-in ones.
    #[must_use]
    pub fn tidied(&self, built_in: impl Fn(&str) -> Option<String>) -> Self {
        let tidy = |text: &String| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
        let texts = self.texts.iter().map(|(key, text)| (key.clone(), tidy(text)));
        let name = self.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        Self {
            is_offered: self.is_offered,
            is_removed: self.is_removed,
            name: name.map(str::to_owned),
            texts: texts.filter(|(key, text)| built_in(key).as_deref() != Some(text)).collect(),
        }
    }
}

impl Field {
    /// Says what is wrong with a text in this place.
    pub fn fault(&self, text: &str) -> Option<TextFault> {
        if self.is_text() {
            if text.chars().count() > TEXT_CHARACTERS_MAX {
                return Some(TextFault::TooLong(TEXT_CHARACTERS_MAX));
            }
            if text.chars().any(|c| is_forbidden(c) && !matches!(c, '\r' | '\n' | '\t')) {
                return Some(TextFault::Control);
            }
        } else if let Some(fault) = line_fault(text, LINE_CHARACTERS_MAX) {
            return Some(fault);
        }
        let Ok(pieces) = pieces(text) else { return Some(TextFault::Braces) };
        let unknown = pieces.into_iter().find_map(|piece| match piece {
            Piece::Name(name) if !self.knows(name) => Some(name),
            _ => None,
        })?;
        let mut known = self.variables.clone();
        known.push(super::built_in::ORGANIZATION);
        Some(TextFault::Variable { name: shown(unknown), known })
    }
}

fn line_fault(text: &str, characters_max: usize) -> Option<TextFault> {
    if text.trim().is_empty() {
        return Some(TextFault::Blank);
    }
    if text.chars().count() > characters_max {
        return Some(TextFault::TooLong(characters_max));
    }
    if text.contains(['\r', '\n', '\u{2028}', '\u{2029}']) {
        return Some(TextFault::Lines);
    }
    text.chars().any(is_forbidden).then_some(TextFault::Control)
}

/// Control characters, what turns the direction of all that follows, and the private range by which values are marked.
fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e000}'..='\u{f8ff}')
}

fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(SHOWN_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(key: &str, text: &str) -> Vec<TextFault> {
        let texts = BTreeMap::from([(key.to_owned(), text.to_owned())]);
        let faults = LanguageTexts { texts, ..LanguageTexts::default() }.faults();
        faults.into_iter().map(|(_, fault)| fault).collect()
    }

    #[test]
    fn a_line_is_one_line_and_says_something() {
        assert_eq!(faults("login-button", "Sign in to {{organization}}"), []);
        assert_eq!(faults("login-button", " "), [TextFault::Blank]);
        assert_eq!(faults("login-button", "a\nb"), [TextFault::Lines]);
        assert_eq!(faults("login-button", "a\0b"), [TextFault::Control]);
        let long = "ü".repeat(LINE_CHARACTERS_MAX + 1);
        assert_eq!(faults("login-button", &long), [TextFault::TooLong(LINE_CHARACTERS_MAX)]);
        assert_eq!(faults("nonsense", "a"), [TextFault::Unknown("nonsense".into())]);
    }

    #[test]
    fn a_text_has_paragraphs_and_may_be_left_out() {
        assert_eq!(faults("login-text", ""), []);
        assert_eq!(faults("login-text", "a\n\nb"), []);
        assert_eq!(faults("login-text", "a\u{202e}b"), [TextFault::Control]);
        let long = "ü".repeat(TEXT_CHARACTERS_MAX + 1);
        assert_eq!(faults("login-text", &long), [TextFault::TooLong(TEXT_CHARACTERS_MAX)]);
    }

    #[test]
    fn t28_only_the_variables_of_the_original_are_known() {
        assert_eq!(faults("login-throttled", "Wait: {{wait}}"), []);
        let fault = &faults("login-throttled", "{{password}}")[0];
        assert_eq!(
            fault.to_string(),
            "There is no variable {{password}} in this text. It has {{wait}}, {{organization}}."
        );
        assert_eq!(faults("login-throttled", "{{wait"), [TextFault::Braces]);
    }

    #[test]
    fn what_is_kept_differs_from_the_built_in_text() {
        let texts = [("login-button", " Log in "), ("login-text", "a\r\nb")];
        let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
        let own = LanguageTexts { texts: texts.into(), name: Some(" ".into()), ..LanguageTexts::default() };
        let tidied = own.tidied(|key| (key == "login-button").then(|| "Log in".to_owned()));
        assert_eq!(tidied.name, None);
        assert_eq!(tidied.texts, BTreeMap::from([("login-text".to_owned(), "a\nb".to_owned())]));
    }
}
