//! Why a step failed: which one, and what the server said, so that a test can expect exactly this refusal.

use std::error::Error;

use apple_mdm::ParseError;
use scep::{FailInfo, client::ClientError};

use crate::{Refusal, Step, html::Document};

/// A failed step.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{step}: {reason}")]
pub struct StepError {
    /// What was tried.
    pub step: Step,
    /// Why it failed.
    pub reason: Reason,
}

/// Why a step failed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// No answer: the connection, its TLS, or a time-out; with all causes.
    #[error("{0}")]
    Connection(String),
    /// An answer that is not a success.
    #[error("the server answered {status}: {words}")]
    Status {
        /// The HTTP status.
        status: u16,
        /// The first words of the body, without markup.
        words: String,
    },
    /// The portal did not accept the login; with its words.
    #[error("the login was refused: {0}")]
    Login(String),
    /// The portal did not accept the one-time code; with its words.
    #[error("the one-time code was refused: {0}")]
    Code(String),
    /// A page or a file is not what a person or Safari needs to go on.
    #[error("{0}")]
    Page(String),
    /// The device does not install the profile.
    #[error("the profile is refused: {0}")]
    Profile(#[from] Refusal),
    /// The authority lacks what a device demands.
    #[error("the authority {0}")]
    Authority(String),
    /// The authority refused, in SCEP's words.
    #[error("the authority refused: {0}")]
    Scep(FailInfo),
    /// The authority did not decide.
    #[error("the authority has not decided")]
    Pending,
    /// The authority's answer is not believed.
    #[error("the authority's answer: {0}")]
    ScepAnswer(#[from] ClientError),
    /// The server sent a command that cannot be read at all.
    #[error("the command: {0}")]
    Command(#[from] ParseError),
    /// The server keeps sending commands.
    #[error("the server sent more than {0} commands in one conversation")]
    Endless(usize),
    /// A step was tried before the one it needs.
    #[error("{0}")]
    OutOfOrder(&'static str),
}

impl Reason {
    /// Returns the HTTP status, if the server answered with one that is not a success.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Describes an answer that is not a success.
    pub(crate) fn of_answer(status: u16, body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let words =
            if text.trim_start().starts_with('<') { Document::read(&text).text } else { text.into_owned() };
        Self::Status { status, words: first_words(&words) }
    }
}

impl From<reqwest::Error> for Reason {
    fn from(error: reqwest::Error) -> Self {
        let mut said = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            said.push_str(": ");
            said.push_str(&error.to_string());
            cause = error.source();
        }
        Self::Connection(said)
    }
}

/// Shortens a text to what fits on a line.
pub(crate) fn first_words(text: &str) -> String {
    const CHARS_MAX: usize = 160;
    let mut words = String::new();
    for word in text.split_whitespace() {
        if words.chars().count() + word.chars().count() >= CHARS_MAX {
            words.push('…');
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}
