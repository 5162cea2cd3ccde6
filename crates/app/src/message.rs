//! The outbox: what goes out, what became of it, and what stays here because nothing carries it away.

pub(crate) mod render;

use serde::{Deserialize, Serialize};

/// What else the text of a message needs; no secret.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Detail {
    /// What it is about: the id of an enrollment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) about: Option<String>,
    /// Who it is about, in a notice to an inviter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) recipient: Option<String>,
}

impl Detail {
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("texts have a JSON form")
    }

    pub(crate) fn from_json(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}
