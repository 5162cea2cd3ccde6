//! Messaging: what the enrollment portal says, language by language and screen by screen, looked at while it is written; and
//! its look.

pub(crate) mod appearance;
pub(crate) mod edit;
pub(crate) mod file;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod preview;

use domain::portal_text::Screen;

/// Where the languages are.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/messaging";

/// Returns the path of a language. Codes are letters, digits and hyphens.
fn path(code: &str) -> String {
    format!("{PATH}/{code}")
}

/// Returns the path of a screen's texts.
fn screen_path(code: &str, screen: Screen) -> String {
    format!("{PATH}/{code}/{}", screen.name())
}
