//! What the enrollment portal says: the texts that come with the server, in Fluent; those that administrators put in their
//! place, language by language; and which of them somebody reads.
//!
//! A text knows no more than to put values in place of names. What comes out of a value is never read again, neither as a
//! variable nor as Markdown or HTML (T13, T28).

mod built_in;
mod chosen;
mod file;
mod own;
mod sample;
mod screen;

pub use built_in::{Field, is_built_in};
pub use chosen::{OfferedLanguage, OwnTexts, Texts, language_name, offered};
pub use file::{FileOf, TextFile};
pub use own::{LINE_CHARACTERS_MAX, LanguageTexts, NAME_CHARACTERS_MAX, TEXT_CHARACTERS_MAX, TextFault};
pub use sample::{SAMPLES, Sample, find_sample};
pub use screen::Screen;

/// Lists every text there is, screen by screen.
pub fn fields() -> &'static [Field] {
    &built_in::catalogue().fields
}

/// Finds a text by its key.
pub fn find_field(key: &str) -> Option<&'static Field> {
    built_in::catalogue().find(key)
}

/// Returns the text that comes with the server in a language, or in the one that it is a variety of, as a template with
/// `{{names}}`.
pub fn built_in_text(language: &str, key: &str) -> Option<&'static str> {
    built_in::built_in(language)?.template(key)
}
