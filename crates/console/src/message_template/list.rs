//! The texts there are: a row for each language, a column for each message.

use app::{App, Error, MessageTemplateDetail};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::language::{LANGUAGES, find_language, language_code, language_title};
use domain::message::MessageKind;
use domain::message_template::EDITABLE_KINDS;
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, html_with, see_made};
use web::time::Moment;

use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "message_template/list.html")]
struct Page {
    frame: Frame,
    kinds: [MessageKind; 5],
    rows: Vec<Row>,
    may_manage: bool,
    done: Option<&'static str>,
    /// What was typed as a language's code and is none.
    typed: Option<String>,
}

/// One language.
struct Row {
    title: String,
    /// What it calls itself, where that differs.
    name: &'static str,
    code: String,
    cells: Vec<Cell>,
}

/// One text.
struct Cell {
    kind: MessageKind,
    path: String,
    /// What is told of it.
    state: Source,
}

/// Where a text comes from.
enum Source {
    BuiltIn,
    Changed(Moment),
    /// There is none, and people get the English one.
    Missing,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// A language to add.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Added {
    code: String,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let page = page(&app, &caller).await?;
    let done = (address.done == "reset").then_some("The built-in text counts again.");
    html(&Page { done, ..page })
}

/// Goes to the page of a language that has no text yet.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(added): Form<Added>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    match language_code(&added.code) {
        Some(code) => Ok(see_made(&super::path(MessageKind::Invitation, &code))),
        None => {
            let page = Page { typed: Some(added.code), ..page(&app, &caller).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn page(app: &App, caller: &app::Caller) -> Result<Page, PageError> {
    if !caller.holds(Privilege::ReadDelivery) {
        return Err(Error::Forbidden.into());
    }
    let details = app.list_message_templates(caller).await?;
    let mut codes: Vec<String> = LANGUAGES.iter().map(|language| language.code.to_owned()).collect();
    for detail in &details {
        if !codes.contains(&detail.language) {
            codes.push(detail.language.clone());
        }
    }
    Ok(Page {
        frame: Frame::new(app, caller, Section::MessageTemplates),
        kinds: EDITABLE_KINDS,
        rows: codes.into_iter().map(|code| Row::new(code, &details, app)).collect(),
        may_manage: caller.holds(Privilege::ManageDelivery),
        done: None,
        typed: None,
    })
}

impl Row {
    fn new(code: String, details: &[MessageTemplateDetail], app: &App) -> Self {
        let cell = |kind: MessageKind| {
            let detail = details.iter().find(|detail| detail.kind == kind && detail.language == code);
            let state = match detail.map(|detail| detail.changed_at) {
                Some(Some(at)) => Source::Changed(Moment { at, now: app.now() }),
                Some(None) => Source::BuiltIn,
                None => Source::Missing,
            };
            Cell { kind, path: super::path(kind, &code), state }
        };
        let title = language_title(&code);
        let name = find_language(&code).map(|language| language.name).filter(|name| *name != title);
        Self { cells: EDITABLE_KINDS.map(cell).into(), name: name.unwrap_or_default(), title, code }
    }
}
