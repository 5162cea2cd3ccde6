//! Message templates: what invitations, reminders and codes say in each language.

pub(crate) mod list;
pub(crate) mod one;

use app::MessageTemplateDetail;
use axum::extract::{FromRequestParts, Path};
use domain::language::language_code;
use domain::message::MessageKind;
use domain::message_template::TemplateText;
use http::request::Parts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::time::Instant;

/// The text of a message in one language.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessageTemplate {
    /// Which message: `invitation`, `reminder`, `code`, `new-link-wanted` or `approval-wanted`.
    #[schema(example = "invitation")]
    kind: String,
    /// The language's code.
    #[schema(example = "de")]
    language: String,
    /// What it says.
    #[serde(flatten)]
    text: MessageTemplateText,
    /// Whether a text for this language comes with the server.
    has_built_in: bool,
    /// When somebody changed it last; `null` while it is the one that comes with the server.
    changed_at: Option<Instant>,
}

/// What a message says. Variables stand in double braces: `recipient`, `link`, `code`, `expiry`, `organization`, `inviter`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MessageTemplateText {
    /// The subject of the mail: one line.
    #[schema(max_length = 150, example = "Set up your iPhone or iPad for {{organization}}")]
    subject: String,
    /// The mail, in Markdown. It has to name the link, or the code where that is what it is for.
    #[schema(max_length = 10_000, example = "Hello {{recipient}},\n\n{{link}}")]
    body: String,
    /// The SMS, plain text with the same variables.
    #[schema(max_length = 765, example = "{{organization}}: {{link}}")]
    sms: String,
}

impl From<MessageTemplateDetail> for MessageTemplate {
    fn from(detail: MessageTemplateDetail) -> Self {
        let TemplateText { subject, body, sms } = detail.text;
        Self {
            kind: detail.kind.name().to_owned(),
            language: detail.language,
            text: MessageTemplateText { subject, body, sms },
            has_built_in: detail.built_in.is_some(),
            changed_at: detail.changed_at.map(Instant),
        }
    }
}

impl From<MessageTemplateText> for TemplateText {
    fn from(text: MessageTemplateText) -> Self {
        Self { subject: text.subject, body: text.body, sms: text.sms }
    }
}

/// The message and the language in a path. What is neither names nothing, so it is not found.
pub(crate) struct Key {
    kind: MessageKind,
    language: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((kind, language)) = path.map_err(|_| Problem::not_found())?;
        match (MessageKind::parse(&kind), language_code(&language)) {
            (Some(kind), Some(language)) => Ok(Self { kind, language }),
            _ => Err(Problem::not_found()),
        }
    }
}
