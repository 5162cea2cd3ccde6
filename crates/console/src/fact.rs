//! Facts: labels with values, the rows of a device's sections. What is not known has no row.

use std::borrow::Cow;
use std::fmt;

use askama::filters::{Html, escape};
use web::time::Moment;

use crate::badge::Badge;

/// One label with its value.
pub(crate) struct Fact {
    pub(crate) label: Cow<'static, str>,
    pub(crate) value: Value,
}

/// A value as it is drawn.
pub(crate) enum Value {
    /// Words.
    Words(String),
    /// An identifier.
    Code(String),
    /// An instant.
    At(Moment),
    /// A state.
    State(Badge),
    /// Words that lead to a page of ours.
    Linked {
        /// The words.
        words: String,
        /// The page's path, made by us.
        path: String,
    },
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => escape(words, Html).map_err(|_| fmt::Error)?.fmt(f),
            Self::Code(code) => {
                f.write_str(r#"<span class="mono">"#)?;
                escape(code, Html).map_err(|_| fmt::Error)?.fmt(f)?;
                f.write_str("</span>")
            }
            Self::At(at) => at.fmt(f),
            Self::Linked { words, path } => {
                write!(f, r#"<a href="{path}">"#)?;
                escape(words, Html).map_err(|_| fmt::Error)?.fmt(f)?;
                f.write_str("</a>")
            }
            Self::State(badge) => badge.fmt(f),
        }
    }
}

// The variants with foreign text escape it above.
impl askama::filters::HtmlSafe for Value {}

/// A growing list of facts.
#[derive(Default)]
pub(crate) struct Facts(pub(crate) Vec<Fact>);

impl Facts {
    /// Adds a value, if there is one.
    #[must_use]
    pub(crate) fn with(mut self, label: &'static str, value: Option<Value>) -> Self {
        self.0.extend(value.map(|value| Fact { label: Cow::Borrowed(label), value }));
        self
    }

    /// Adds words, if there are any.
    #[must_use]
    pub(crate) fn words(self, label: &'static str, words: Option<impl Into<String>>) -> Self {
        let words = words.map(Into::into).filter(|words: &String| !words.trim().is_empty());
        self.with(label, words.map(Value::Words))
    }

    /// Adds words under a label that is not ours, such as an attribute that a directory's mapping names.
    #[must_use]
    pub(crate) fn foreign(mut self, label: &str, words: &str) -> Self {
        if !words.trim().is_empty() {
            let value = Value::Words(words.to_owned());
            self.0.push(Fact { label: Cow::Owned(label.to_owned()), value });
        }
        self
    }

    /// Adds an identifier, if there is one.
    #[must_use]
    pub(crate) fn code(self, label: &'static str, code: Option<impl Into<String>>) -> Self {
        let code = code.map(Into::into).filter(|code: &String| !code.is_empty());
        self.with(label, code.map(Value::Code))
    }

    /// Adds yes or no, if it is known.
    #[must_use]
    pub(crate) fn yes_no(self, label: &'static str, answer: Option<bool>) -> Self {
        self.with(label, answer.map(|yes| Value::Words(if yes { "Yes" } else { "No" }.into())))
    }
}
