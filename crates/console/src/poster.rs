//! The poster with the enrollment URL, to hang up where people are: as a page that browsers print, and as PDF.

mod letters;
mod pdf;

pub(crate) use pdf::{NoLetters, write};

/// What stands on a poster, in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Poster {
    /// The language's code.
    pub(crate) language: String,
    /// Whether it is written from right to left.
    pub(crate) is_right_to_left: bool,
    /// The organization's name.
    pub(crate) organization: String,
    /// What it is about.
    pub(crate) title: String,
    /// What to do with the code.
    pub(crate) lead: String,
    /// What to do without a camera, before the address.
    pub(crate) or_type: String,
    /// The enrollment URL.
    pub(crate) url: String,
    /// What happens then, step by step.
    pub(crate) steps: Vec<String>,
    /// Whom to ask; empty where nobody said.
    pub(crate) help: String,
}
