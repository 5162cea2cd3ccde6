//! How a text looks: as mail on a phone and as SMS. A page of its own that stands in a frame, because mails carry their
//! look in every element, which the console's own pages do not allow.
//!
//! Where there is script, the frame follows while one types; otherwise a button fills it.

use app::{App, Caller, Error, Rendered};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::message::MessageKind;
use domain::message_template::TemplateText;
use domain::sms_text::{SmsMeasure, measure};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::html_with;
use web::security::Framed;

use super::form::Typed;
use crate::admin::Admin;
use crate::icon::Icon;

/// Where a form's text is looked at.
pub(crate) const PATH: &str = "/console/settings/message-templates/preview";

/// The frame with its button; stands inside the form whose text it shows, as `{{ preview }}`.
#[derive(Template)]
#[template(path = "message_template/preview.html")]
pub(crate) struct Preview {
    /// What the frame shows before anything is typed; empty for nothing.
    pub(crate) source: String,
}

impl askama::filters::HtmlSafe for Preview {}

/// Returns where a kept text is looked at.
pub(crate) fn source(kind: MessageKind, language: &str) -> String {
    format!("{}/preview", super::path(kind, language))
}

/// What a form brings: its text, and what it is for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Brought {
    message_kind: String,
    message_language: String,
    subject: String,
    body: String,
    sms: String,
}

/// What stands in the frame.
#[derive(Template)]
#[template(path = "message_template/look.html")]
struct Look {
    organization: String,
    shown: Option<Shown>,
    faults: Faults,
}

/// A message as it would arrive.
struct Shown {
    subject: String,
    /// The mail as a document.
    mail: String,
    text: String,
    sms: String,
    measure: SmsMeasure,
}

impl Shown {
    fn new(rendered: Rendered) -> Self {
        Self {
            mail: rendered.html_with_picture(),
            measure: measure(&rendered.sms),
            subject: rendered.subject,
            text: rendered.text,
            sms: rendered.sms,
        }
    }

    /// Says in how many parts the SMS goes out.
    fn parts(&self) -> String {
        let SmsMeasure { encoding, units, segments, .. } = &self.measure;
        match segments {
            1 => format!("1 part, {units} of {} characters", encoding.single_units_max()),
            parts => {
                format!("{parts} parts of {} characters, {units} in all", encoding.part_units_max())
            }
        }
    }

    /// Names the characters that make it longer than it had to be, where that makes a difference.
    fn forcing(&self) -> Option<String> {
        let is_few = (1..=8).contains(&self.measure.forcing.len());
        (is_few && self.measure.segments > 1).then(|| self.measure.forcing.iter().collect())
    }
}

/// Shows how the text of a form would look.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(brought): Form<Brought>,
) -> Result<Response, PageError> {
    let kind = MessageKind::parse(&brought.message_kind).unwrap_or(MessageKind::Invitation);
    let typed = Typed { subject: brought.subject, body: brought.body, sms: brought.sms };
    look(&app, &caller, kind, &brought.message_language, &typed.into())
}

/// Shows how a kept text looks.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((kind, language)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let kind = MessageKind::parse(&kind).ok_or(Error::NotFound)?;
    let detail = app.show_message_template(&caller, kind, &language).await?;
    look(&app, &caller, kind, &detail.language, &detail.text)
}

fn look(
    app: &App,
    caller: &Caller,
    kind: MessageKind,
    language: &str,
    text: &TemplateText,
) -> Result<Response, PageError> {
    let organization = app.settings().organization.name.clone();
    let (status, look) = match app.preview_message(caller, kind, language, text) {
        Ok(rendered) => {
            let shown = Some(Shown::new(rendered));
            (StatusCode::OK, Look { organization, shown, faults: Faults::default() })
        }
        Err(Error::Invalid(faults)) => {
            let look = Look { organization, shown: None, faults: Faults::new(faults) };
            (StatusCode::UNPROCESSABLE_ENTITY, look)
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = html_with(status, &look)?.into_response();
    response.extensions_mut().insert(Framed);
    Ok(response)
}
