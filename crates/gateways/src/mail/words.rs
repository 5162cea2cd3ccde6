//! Foreign words, made fit to be shown.

/// The most characters of what a server says itself.
const SAID_CHARACTERS_MAX: usize = 500;

/// Makes one short line of what a server said.
pub(super) fn tidy(text: &str) -> String {
    let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    line.take(SAID_CHARACTERS_MAX).collect::<String>().trim().to_owned()
}

/// Makes a sentence of a reason.
pub(super) fn sentence(reason: &str) -> String {
    let mut characters = reason.chars();
    match characters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), characters.as_str().trim_end_matches('.')),
        None => String::new(),
    }
}
