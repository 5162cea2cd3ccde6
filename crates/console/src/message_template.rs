//! Invitation messages: what they say in each language, written here and looked at as mail and SMS.

pub(crate) mod edit;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod preview;

use domain::message::MessageKind;

/// Where the list is.
pub(crate) const PATH: &str = "/console/settings/message-templates";

/// Returns the path of a text's page. Both parts are words of fixed alphabets.
fn path(kind: MessageKind, language: &str) -> String {
    format!("{PATH}/{}/{language}", kind.name())
}
