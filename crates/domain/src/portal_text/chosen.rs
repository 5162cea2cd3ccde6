//! Which text somebody reads: their languages in the order they prefer them, an own text before a built-in one, and
//! English for what nobody has said in theirs.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::built_in::{BuiltIn, built_in};
use super::{LanguageTexts, is_built_in};
use crate::language::{ENGLISH, LANGUAGES, base, find_language, is_right_to_left};

/// What administrators have decided, by language.
pub type OwnTexts = BTreeMap<String, Arc<LanguageTexts>>;

/// A language that people may choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfferedLanguage {
    /// Its code.
    pub code: String,
    /// What it calls itself.
    pub name: String,
}

/// The texts that somebody reads.
#[derive(Clone)]
pub struct Texts {
    language: String,
    own: Arc<OwnTexts>,
    layers: Vec<Layer>,
}

#[derive(Clone)]
enum Layer {
    Own(Arc<LanguageTexts>),
    BuiltIn(&'static BuiltIn),
}

impl Texts {
    /// Chooses for somebody who prefers these languages, the first most.
    pub fn choose(own: &Arc<OwnTexts>, preferred: &[String]) -> Self {
        let known = preferred.iter().find_map(|code| {
            let layers = layers(own, code);
            (!layers.is_empty()).then(|| (code.clone(), layers))
        });
        let (language, mut layers) = known.unwrap_or_else(|| (ENGLISH.to_owned(), Vec::new()));
        if language != ENGLISH {
            layers.extend(english(own));
        } else if layers.is_empty() {
            layers = english(own);
        }
        Self { language, own: own.clone(), layers }
    }

    /// Returns the language's code.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Says whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        is_right_to_left(&self.language)
    }

    /// Returns a text as a template with `{{names}}`. A key that is none is its own text, so that it is noticed.
    pub fn template<'a>(&'a self, key: &'a str) -> &'a str {
        let found = self.layers.iter().find_map(|layer| match layer {
            Layer::Own(own) => own.texts.get(key).map(String::as_str),
            Layer::BuiltIn(built_in) => built_in.template(key),
        });
        found.unwrap_or(key)
    }

    /// Returns a text in the form for a number, as a template.
    pub fn counted<'a>(&'a self, key: &'a str, count: u64) -> Cow<'a, str> {
        let found = self.layers.iter().find_map(|layer| match layer {
            Layer::Own(own) => own.texts.get(key).map(|text| Cow::Borrowed(text.as_str())),
            Layer::BuiltIn(built_in) => built_in.counted(key, count).map(Cow::Owned),
        });
        found.unwrap_or(Cow::Borrowed(key))
    }

    /// Lists the languages that people may choose, by their own names; English first.
    pub fn offered(&self) -> Vec<OfferedLanguage> {
        offered(&self.own)
    }

    /// Returns what the language calls itself.
    pub fn language_name(&self) -> String {
        language_name(&self.language, self.own.get(&self.language).map(Arc::as_ref))
    }
}

/// Lists the languages that people may choose, by their own names; English first.
pub fn offered(own: &OwnTexts) -> Vec<OfferedLanguage> {
    let built_in = LANGUAGES.iter().map(|language| language.code).filter(|code| is_built_in(code));
    let added = own.keys().map(String::as_str).filter(|code| !is_built_in(code));
    let offered = built_in.chain(added).filter(|code| is_offered(own, code));
    let named = |code: &str| OfferedLanguage {
        code: code.to_owned(),
        name: language_name(code, own.get(code).map(Arc::as_ref)),
    };
    offered.map(named).collect()
}

/// Returns what a language calls itself, as far as anybody has said.
pub fn language_name(code: &str, own: Option<&LanguageTexts>) -> String {
    if let Some(name) = own.and_then(|own| own.name.clone()) {
        return name;
    }
    match find_language(code) {
        Some(language) if language.code == code => language.name.to_owned(),
        Some(language) => format!("{} ({code})", language.name),
        None => code.to_owned(),
    }
}

/// Says whether people may have a language; English always.
fn is_offered(own: &OwnTexts, code: &str) -> bool {
    code == ENGLISH || own.get(code).is_none_or(|own| own.is_offered)
}

/// Returns what is known of a language: own texts of its variety, own texts, built-in texts.
fn layers(own: &OwnTexts, code: &str) -> Vec<Layer> {
    let general = base(code);
    let mut layers = Vec::new();
    for code in [code, general] {
        match own.get(code) {
            Some(texts) if is_offered(own, code) => layers.push(Layer::Own(texts.clone())),
            _ => {}
        }
        if code == general {
            break;
        }
    }
    let is_withdrawn = !is_offered(own, general) || !is_offered(own, code);
    layers.extend(built_in(general).filter(|_| !is_withdrawn).map(Layer::BuiltIn));
    layers
}

fn english(own: &OwnTexts) -> Vec<Layer> {
    let texts = own.get(ENGLISH).cloned().map(Layer::Own);
    texts.into_iter().chain(built_in(ENGLISH).map(Layer::BuiltIn)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A language's code, whether it is offered, and its texts.
    type Own<'a> = (&'a str, bool, &'a [(&'a str, &'a str)]);

    fn own(languages: &[Own<'_>]) -> Arc<OwnTexts> {
        let one = |(code, is_offered, texts): &Own<'_>| {
            let texts = texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
            let texts = LanguageTexts { is_offered: *is_offered, texts, ..LanguageTexts::default() };
            ((*code).to_owned(), Arc::new(texts))
        };
        Arc::new(languages.iter().map(one).collect())
    }

    fn read(own: &Arc<OwnTexts>, preferred: &[&str], key: &str) -> (String, String) {
        let preferred: Vec<_> = preferred.iter().map(|code| (*code).to_owned()).collect();
        let texts = Texts::choose(own, &preferred);
        (texts.language().to_owned(), texts.template(key).to_owned())
    }

    #[test]
    fn an_own_text_comes_before_the_built_in_one_and_english_fills_what_is_missing() {
        let own = own(&[
            ("fi", true, &[("login-button", "Kirjaudu")]),
            ("fi-AX", true, &[("login-username", "Käyttäjä")]),
            ("en", true, &[("login-password", "Secret")]),
        ]);
        let said = |preferred: &[&str], key| read(&own, preferred, key);
        assert_eq!(said(&["fi-AX", "de"], "login-username"), ("fi-AX".into(), "Käyttäjä".into()));
        assert_eq!(said(&["fi-AX"], "login-button"), ("fi-AX".into(), "Kirjaudu".into()));
        assert_eq!(said(&["fi"], "login-username"), ("fi".into(), "Username".into()));
        assert_eq!(said(&["fi"], "login-password"), ("fi".into(), "Secret".into()));
        assert_eq!(said(&["xx", "fi-FI"], "login-button"), ("fi-FI".into(), "Kirjaudu".into()));
        assert_eq!(said(&["xx"], "login-button"), ("en".into(), "Log in".into()));
        assert_eq!(said(&["en-GB"], "login-button"), ("en-GB".into(), "Log in".into()));
        assert_eq!(said(&["en-GB"], "login-password"), ("en-GB".into(), "Secret".into()));
        assert_eq!(said(&[], "no-such-key"), ("en".into(), "no-such-key".into()));
    }

    #[test]
    fn a_language_that_is_not_offered_is_as_if_unknown_and_english_always_is() {
        let own = own(&[("fi", false, &[("login-button", "Kirjaudu")]), ("en", false, &[])]);
        assert_eq!(read(&own, &["fi", "en"], "login-button"), ("en".into(), "Log in".into()));
        let offered = offered(&own);
        assert!(offered.iter().all(|language| language.code != "fi"));
        assert_eq!(offered[0], OfferedLanguage { code: "en".into(), name: "English".into() });
    }

    #[test]
    fn an_own_text_without_plural_forms_takes_the_number() {
        let own = own(&[("fi", true, &[("user-count", "Löytyi {{count}}")])]);
        let texts = Texts::choose(&own, &["fi".to_owned()]);
        assert_eq!(texts.counted("user-count", 1), "Löytyi {{count}}");
        assert_eq!(Texts::choose(&own, &[]).counted("user-count", 1), "One person");
    }
}
