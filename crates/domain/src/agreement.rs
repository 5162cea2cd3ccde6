//! Agreements: what people accept before a device is enrolled. There is one for each ownership, version by version, each
//! in as many languages as somebody has written.

use std::collections::BTreeMap;

use crate::audit::FieldChange;
use crate::enrollment::Ownership;
use crate::language::{ENGLISH, base, language_code};
use crate::time::Timestamp;

/// The most characters of an agreement in one language.
pub const AGREEMENT_CHARACTERS_MAX: usize = 100_000;
/// The most languages of an agreement.
pub const AGREEMENT_LANGUAGES_MAX: usize = 40;

/// A version of an agreement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agreement {
    /// For which devices it is.
    pub ownership: Ownership,
    /// Counts up with each change; 0 before anybody has written one.
    pub version: u32,
    /// The text in each language, by the language's code; none asks nobody.
    pub texts: BTreeMap<String, String>,
    /// When it was written.
    pub changed_at: Timestamp,
    /// By whom, in words.
    pub changed_by: String,
}

/// A version in a list, without its texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreementVersion {
    /// The version.
    pub version: u32,
    /// Its languages.
    pub languages: Vec<String>,
    /// When it was written.
    pub changed_at: Timestamp,
    /// By whom, in words.
    pub changed_by: String,
}

impl Agreement {
    /// Returns the agreement before anybody has written one.
    pub fn none(ownership: Ownership, now: Timestamp) -> Self {
        Self { ownership, version: 0, texts: BTreeMap::new(), changed_at: now, changed_by: String::new() }
    }

    /// Says whether people are asked to accept it.
    pub fn asks(&self) -> bool {
        !self.texts.is_empty()
    }

    /// Returns the text for somebody who reads a language, with the code of the one it is in: their own, the one it is a
    /// variety of, or English.
    pub fn text_for(&self, language: &str) -> Option<(&str, &str)> {
        let wanted = language_code(language).unwrap_or_default();
        [wanted.as_str(), base(&wanted), ENGLISH]
            .into_iter()
            .find_map(|code| self.texts.get_key_value(code))
            .map(|(code, text)| (code.as_str(), text.as_str()))
    }

    /// Names what another version says differently: the languages, without their whole texts.
    pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
        let mut changes: Vec<_> = FieldChange::of(
            &format!("agreement for {} devices, version", other.ownership.title().to_lowercase()),
            &number(self.version),
            &number(other.version),
        )
        .into_iter()
        .collect();
        let added = other.texts.keys().filter(|code| !self.texts.contains_key(*code));
        for code in self.texts.keys().chain(added) {
            let text = |of: &Self| of.texts.get(code).cloned().unwrap_or_default();
            changes.extend(FieldChange::of(&format!("text ({code})"), &text(self), &text(other)));
        }
        changes
    }
}

fn number(version: u32) -> String {
    if version == 0 { String::new() } else { version.to_string() }
}

/// Brings texts as typed into the form that is kept: codes in their usual spelling, line ends as `\n`, nothing empty. Says
/// what is wrong otherwise.
pub fn tidied(texts: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, &'static str> {
    let is_text = |c: char| c == '\n' || c == '\t' || !c.is_control();
    let mut tidy = BTreeMap::new();
    for (language, text) in texts {
        let text = text.replace("\r\n", "\n").trim().to_owned();
        if text.is_empty() {
            continue;
        }
        let Some(code) = language_code(language) else {
            return Err("Name each language by its code, such as en, de or pt-BR.");
        };
        if text.chars().count() > AGREEMENT_CHARACTERS_MAX || !text.chars().all(is_text) {
            return Err("Write at most 100,000 characters, with no control characters.");
        }
        tidy.insert(code, text);
    }
    if tidy.len() > AGREEMENT_LANGUAGES_MAX {
        return Err("An agreement may have at most 40 languages.");
    }
    if !tidy.is_empty() && !tidy.contains_key(ENGLISH) {
        return Err("Write the English text too: whoever reads none of the other languages gets it.");
    }
    Ok(tidy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
    }

    fn written(pairs: &[(&str, &str)]) -> Agreement {
        Agreement { texts: texts(pairs), version: 2, ..Agreement::none(Ownership::Personal, Timestamp(0)) }
    }

    #[test]
    fn everybody_gets_their_language_or_the_next_best() {
        let agreement = written(&[("en", "Be kind."), ("de", "Seid nett."), ("de-AT", "Seids nett.")]);
        for (wanted, expected) in [
            ("de-AT", "de-AT"),
            ("de_at", "de-AT"),
            ("de-CH", "de"),
            ("de", "de"),
            ("fr", "en"),
            ("", "en"),
            ("?!", "en"),
        ] {
            assert_eq!(agreement.text_for(wanted).expect("a text").0, expected, "{wanted}");
        }
        let none = Agreement::none(Ownership::Personal, Timestamp(0));
        assert_eq!((none.text_for("en"), none.asks()), (None, false));
    }

    #[test]
    fn what_is_empty_is_left_out_and_english_is_always_there() {
        let tidy =
            tidied(&texts(&[("EN", " Be\r\nkind. "), ("DE_at", "Nett."), ("fr", " \n")])).expect("fine");
        assert_eq!(tidy, texts(&[("en", "Be\nkind."), ("de-AT", "Nett.")]));
        assert_eq!(tidied(&texts(&[("de", "")])), Ok(BTreeMap::new()));
        let long = "x".repeat(AGREEMENT_CHARACTERS_MAX + 1);
        for wrong in [
            texts(&[("de", "Nett.")]),
            texts(&[("en", "a\u{7}")]),
            texts(&[("english", "Kind.")]),
            texts(&[("en", &long)]),
        ] {
            assert!(tidied(&wrong).is_err());
        }
    }

    #[test]
    fn a_change_names_its_languages() {
        let former = written(&[("en", "Be kind."), ("fr", "Soyez gentils.")]);
        let latter = Agreement { version: 3, ..written(&[("en", "Be kinder."), ("de", "Seid nett.")]) };
        let fields: Vec<_> = former.changes_to(&latter).into_iter().map(|change| change.field).collect();
        assert_eq!(
            fields,
            ["agreement for personally owned devices, version", "text (en)", "text (fr)", "text (de)"]
        );
    }
}
