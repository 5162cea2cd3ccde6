//! Colours for people, plain text for everyone else.

use std::io::IsTerminal;

/// Whether to colour; decided once per stream.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    colour: bool,
}

impl Paint {
    /// Never colours: for files, pipes and tests.
    pub const PLAIN: Self = Self { colour: false };

    /// Colours if the stream is a terminal and `NO_COLOR` is unset or empty.
    pub fn for_stream(stream: &impl IsTerminal) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { colour: stream.is_terminal() && !refused }
    }

    /// Says whether colours are used.
    pub fn is_on(self) -> bool {
        self.colour
    }

    /// Returns the text in green.
    pub fn green(self, text: &str) -> String {
        self.wrap("32", text)
    }

    /// Returns the text in yellow.
    pub fn yellow(self, text: &str) -> String {
        self.wrap("33", text)
    }

    /// Returns the text in red.
    pub fn red(self, text: &str) -> String {
        self.wrap("31", text)
    }

    /// Returns the text in bold.
    pub fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// Returns the text dimmed.
    pub fn dim(self, text: &str) -> String {
        self.wrap("2", text)
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
