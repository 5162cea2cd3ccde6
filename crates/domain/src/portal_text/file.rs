//! The texts of a language as a file, for translators and for another server.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{LanguageTexts, built_in_text, fields};
use crate::language::ENGLISH;

/// A file of texts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextFile {
    /// The language's code.
    pub code: String,
    /// What the language calls itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The texts, by key.
    pub texts: BTreeMap<String, String>,
}

/// Which texts a file has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileOf {
    /// Every one, as people read it.
    All,
    /// An administrator's own.
    Own,
    /// Those that stand there in English, for somebody to translate.
    Untranslated,
}

impl TextFile {
    /// Writes the texts of a language down.
    pub fn of(code: &str, own: &LanguageTexts, which: FileOf) -> Self {
        let texts = fields().iter().filter_map(|field| {
            let own = own.texts.get(field.key).map(String::as_str);
            let said = own.or_else(|| built_in_text(code, field.key));
            let text = match which {
                FileOf::All => said.or_else(|| built_in_text(ENGLISH, field.key)),
                FileOf::Own => own,
                FileOf::Untranslated if said.is_none() => built_in_text(ENGLISH, field.key),
                FileOf::Untranslated => None,
            }?;
            Some((field.key.to_owned(), text.to_owned()))
        });
        Self { code: code.to_owned(), name: own.name.clone(), texts: texts.collect() }
    }

    /// Puts the texts of the file over those that are there.
    #[must_use]
    pub fn over(self, own: &LanguageTexts) -> LanguageTexts {
        let mut texts = own.texts.clone();
        texts.extend(self.texts);
        LanguageTexts { name: self.name.or_else(|| own.name.clone()), texts, ..own.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_what_was_asked_for_and_reads_back() {
        let texts = BTreeMap::from([("login-button".to_owned(), "Kirjaudu".to_owned())]);
        let own = LanguageTexts { texts, ..LanguageTexts::default() };
        let all = TextFile::of("fi", &own, FileOf::All);
        assert_eq!(all.texts.len(), fields().len());
        assert_eq!(all.texts["login-button"], "Kirjaudu");
        let untranslated = TextFile::of("fi", &own, FileOf::Untranslated);
        assert_eq!(untranslated.texts.len(), fields().len() - 1);
        assert_eq!(TextFile::of("fi", &own, FileOf::Own).texts, own.texts);
        assert!(TextFile::of("en", &LanguageTexts::default(), FileOf::Untranslated).texts.is_empty());
        let json = serde_json::to_string(&all).expect("JSON");
        let read: TextFile = serde_json::from_str(&json).expect("read");
        assert_eq!(read, all);
        assert_eq!(read.over(&LanguageTexts::default()).faults(), []);
    }
}
