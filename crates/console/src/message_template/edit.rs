//! One text: its fields, and how it looks beside them.

use app::{App, Caller, Error, MessageTemplateDetail};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::language::language_title;
use domain::message::MessageKind;
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see, see_made};
use web::time::Moment;

use super::form::{MessageForm, Typed};
use super::preview::Preview;
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "message_template/edit.html")]
struct Page {
    frame: Frame,
    title: String,
    action: String,
    /// When it was changed; nothing of the built-in text.
    changed: Option<Moment>,
    has_built_in: bool,
    may_manage: bool,
    is_saved_now: bool,
    has_faults: bool,
    message_form: MessageForm,
    preview: Preview,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the text.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((kind, language)): Path<(String, String)>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let detail = find(&app, &caller, &kind, &language).await?;
    html(&Page { is_saved_now: address.done == "saved", ..page(&app, &caller, detail) })
}

/// Saves the text.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((kind, language)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    let detail = find(&app, &caller, &kind, &language).await?;
    let (kind, language) = (detail.kind, detail.language.clone());
    match app.save_message_template(&caller, kind, &language, &typed.clone().into()).await {
        Ok(saved) => Ok(see_made(&format!("{}?done=saved", super::path(kind, &saved.language)))),
        Err(Error::Invalid(faults)) => {
            let mut page = page(&app, &caller, detail);
            page.has_faults = true;
            page.message_form.typed = typed;
            page.message_form.faults = Faults::new(faults);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Goes back to the built-in text.
pub(crate) async fn reset(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((kind, language)): Path<(String, String)>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    let kind = MessageKind::parse(&kind).ok_or(Error::NotFound)?;
    app.reset_message_template(&caller, kind, &language).await?;
    Ok(see("/console/settings/message-templates?done=reset"))
}

async fn find(
    app: &App,
    caller: &Caller,
    kind: &str,
    language: &str,
) -> Result<MessageTemplateDetail, PageError> {
    let kind = MessageKind::parse(kind).ok_or(Error::NotFound)?;
    Ok(app.show_message_template(caller, kind, language).await?)
}

fn page(app: &App, caller: &Caller, detail: MessageTemplateDetail) -> Page {
    let action = super::path(detail.kind, &detail.language);
    let may_manage = caller.holds(Privilege::ManageDelivery);
    Page {
        frame: Frame::new(app, caller, Section::MessageTemplates),
        title: format!("{}, {}", detail.kind.title(), language_title(&detail.language)),
        changed: detail.changed_at.map(|at| Moment { at, now: app.now() }),
        has_built_in: detail.built_in.is_some(),
        may_manage,
        is_saved_now: false,
        has_faults: false,
        message_form: MessageForm {
            kind: detail.kind,
            language: detail.language,
            typed: detail.text.into(),
            faults: Faults::default(),
            is_fixed: !may_manage,
        },
        preview: Preview { source: if may_manage { format!("{action}/preview") } else { String::new() } },
        action,
    }
}
