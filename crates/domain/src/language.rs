//! Languages in which messages to people are written here. A text that an administrator writes may be in any other, too.

/// A language with texts of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Language {
    /// Its code (BCP 47), such as `de`.
    pub code: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// What English calls it.
    pub english_name: &'static str,
    /// Whether it is written from right to left.
    pub is_right_to_left: bool,
}

/// English: what everybody gets whose language is not spoken here.
pub const ENGLISH: &str = "en";
/// The most characters of a language's code.
const CODE_CHARACTERS_MAX: usize = 35;

/// The languages with texts, English first.
pub const LANGUAGES: [Language; 12] = [
    language("en", "English", "English"),
    Language { is_right_to_left: true, ..language("ar", "العربية", "Arabic") },
    language("da", "Dansk", "Danish"),
    language("nl", "Nederlands", "Dutch"),
    language("fr", "Français", "French"),
    language("de", "Deutsch", "German"),
    language("it", "Italiano", "Italian"),
    language("ja", "日本語", "Japanese"),
    language("pl", "Polski", "Polish"),
    language("pt", "Português", "Portuguese"),
    language("es", "Español", "Spanish"),
    language("sv", "Svenska", "Swedish"),
];

const fn language(code: &'static str, name: &'static str, english_name: &'static str) -> Language {
    Language { code, name, english_name, is_right_to_left: false }
}

/// Finds the language of a code, or the one that it is a variety of: `de` for `de-AT`.
pub fn find_language(code: &str) -> Option<Language> {
    let base = base(code);
    LANGUAGES.into_iter().find(|language| language.code.eq_ignore_ascii_case(base))
}

/// Returns the code without what tells varieties apart: `de` of `de-AT`.
pub fn base(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

/// Says whether a language is written from right to left, also one without texts here.
pub fn is_right_to_left(code: &str) -> bool {
    matches!(base(code).to_ascii_lowercase().as_str(), "ar" | "he" | "fa" | "ur" | "ps" | "ckb" | "dv" | "yi")
}

/// Returns a code in its usual spelling, `de-AT` for `DE_at`; `None` for what cannot be one.
pub fn language_code(text: &str) -> Option<String> {
    let text = text.trim();
    let mut parts = text.split(['-', '_']);
    let first = parts.next()?;
    let is_language =
        (2..=3).contains(&first.len()) && first.bytes().all(|octet| octet.is_ascii_alphabetic());
    if !is_language || text.len() > CODE_CHARACTERS_MAX {
        return None;
    }
    let mut code = first.to_ascii_lowercase();
    for part in parts {
        if !(2..=8).contains(&part.len()) || !part.bytes().all(|octet| octet.is_ascii_alphanumeric()) {
            return None;
        }
        code.push('-');
        match part.len() {
            2 => code.push_str(&part.to_ascii_uppercase()),
            4 => {
                let (initial, rest) = part.split_at(1);
                code.push_str(&initial.to_ascii_uppercase());
                code.push_str(&rest.to_ascii_lowercase());
            }
            _ => code.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(code)
}

/// Returns a name for people of any code: `German`, `German (de-AT)`, or the code where nobody here knows better.
pub fn language_title(code: &str) -> String {
    match find_language(code) {
        Some(language) if language.code == code => language.english_name.to_owned(),
        Some(language) => format!("{} ({code})", language.english_name),
        None => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_gets_its_usual_spelling_or_is_refused() {
        for (text, code) in [("de", "de"), ("DE_at", "de-AT"), (" zh-hans-cn ", "zh-Hans-CN"), ("fil", "fil")]
        {
            assert_eq!(language_code(text).as_deref(), Some(code));
        }
        for text in ["", "d", "deutsch", "de-", "de-A", "d3", "de AT", "de/at", &"de-aa".repeat(9)] {
            assert_eq!(language_code(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_variety_is_found_by_its_language() {
        assert_eq!(find_language("de-AT").map(|language| language.code), Some("de"));
        assert_eq!(find_language("fi"), None);
        assert!(find_language("ar").is_some_and(|language| language.is_right_to_left));
        assert!(is_right_to_left("he-IL") && !is_right_to_left("de"));
        assert!(
            LANGUAGES.iter().all(|language| language.is_right_to_left == is_right_to_left(language.code))
        );
        assert_eq!(language_title("de-AT"), "German (de-AT)");
        assert_eq!(language_title("fi"), "fi");
    }
}
