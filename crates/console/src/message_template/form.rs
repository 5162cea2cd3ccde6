//! The fields of a message's text, for every page on which one is written.

use askama::Template;
use domain::message::MessageKind;
use domain::message_template::{
    BODY_CHARACTERS_MAX, SMS_CHARACTERS_MAX, SUBJECT_CHARACTERS_MAX, TemplateText, Variable,
};
use serde::Deserialize;
use web::form::Faults;

use crate::icon::Icon;

/// The largest form with a text: every letter of four octets, each octet written as `%XX`, and some more for what a page
/// asks beside it.
pub(crate) const BODY_BYTES_MAX: usize =
    (SUBJECT_CHARACTERS_MAX + BODY_CHARACTERS_MAX + SMS_CHARACTERS_MAX) * 12 + 16 * 1024;

/// The fields, drawn; stands in a page's own form as `{{ message_form }}`.
#[derive(Template)]
#[template(path = "message_template/form.html")]
pub(crate) struct MessageForm {
    pub(crate) kind: MessageKind,
    pub(crate) language: String,
    pub(crate) typed: Typed,
    pub(crate) faults: Faults,
    /// Whether the fields can only be read.
    pub(crate) is_fixed: bool,
}

impl askama::filters::HtmlSafe for MessageForm {}

/// What was typed into the fields.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) sms: String,
}

impl From<TemplateText> for Typed {
    fn from(text: TemplateText) -> Self {
        Self { subject: text.subject, body: text.body, sms: text.sms }
    }
}

impl From<Typed> for TemplateText {
    fn from(typed: Typed) -> Self {
        Self { subject: typed.subject, body: typed.body, sms: typed.sms }
    }
}
