//! The languages: how complete each is, whether people may have it, and the way to more.

use app::{App, Caller, Error, PortalLanguage};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::language::{ENGLISH, language_code};
use domain::portal_text::{LanguageTexts, Screen, fields};
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};
use web::time::Moment;

use super::appearance::Looks;
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::setting::Tab;

#[derive(Template)]
#[template(path = "portal_text/list.html")]
pub(super) struct Page {
    frame: Frame,
    tab: Tab,
    rows: Vec<Row>,
    count: usize,
    may_manage: bool,
    done: Option<&'static str>,
    pub(super) added: Added,
    /// Faults of the language to add.
    pub(super) faults: Faults,
    /// Faults of a file, by key.
    pub(super) file_faults: Vec<String>,
    pub(super) looks: Looks,
}

/// One language.
struct Row {
    path: String,
    history: String,
    language: PortalLanguage,
    changed: Option<(Moment, String)>,
}

impl Row {
    /// Says whether it can be taken away, or set back.
    fn may_go(&self) -> bool {
        !self.language.is_built_in || self.language.own > 0
    }

    fn is_english(&self) -> bool {
        self.language.code == ENGLISH
    }
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
    name: String,
}

/// What the forms of a row send.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Changed {
    seen: u64,
    is_offered: Option<String>,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let done = match address.done.as_str() {
        "removed" => Some("The language is gone; what it said remains in its history."),
        "restored" => Some("The former version counts again, from the next page on."),
        "offered" => Some("Saved. It counts from the next page on."),
        "imported" => Some("The texts of the file are in place."),
        "look" => Some("The new look counts from the next page on."),
        _ => None,
    };
    html(&Page { done, ..page(&app, &caller).await? })
}

/// Adds a language and goes to its texts.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(added): Form<Added>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    if let Some(code) = language_code(&added.code)
        && app.show_language_texts(&caller, &code).await.is_ok()
    {
        return Ok(see_made(&super::path(&code)));
    }
    // Nobody has it until somebody has written it.
    let texts =
        LanguageTexts { is_offered: false, name: Some(added.name.clone()), ..LanguageTexts::default() };
    match app.save_language_texts(&caller, &added.code, texts, 0).await {
        Ok(_) => {
            let code = language_code(&added.code).ok_or(Error::NotFound)?;
            Ok(see_made(&super::path(&code)))
        }
        Err(Error::Invalid(faults)) => {
            let page = Page { added, faults: Faults::new(faults), ..page(&app, &caller).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Offers a language, or offers it no more.
pub(crate) async fn offer(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(code): Path<String>,
    Form(changed): Form<Changed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let found = app.show_language_texts(&caller, &code).await?;
    let texts = LanguageTexts { is_offered: changed.is_offered.is_some(), ..found.value };
    app.save_language_texts(&caller, &code, texts, changed.seen).await?;
    Ok(see_made(&format!("{}?done=offered", super::PATH)))
}

/// Takes an added language away, or goes back to the built-in texts of one that comes with the server.
pub(crate) async fn remove(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(code): Path<String>,
    Form(changed): Form<Changed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    app.remove_language_texts(&caller, &code, changed.seen).await?;
    Ok(see_made(&format!("{}?done=removed", super::PATH)))
}

/// Goes to the first screen of a language.
pub(crate) async fn first(Admin(_): Admin, Path(code): Path<String>) -> Result<Response, PageError> {
    let code = language_code(&code).ok_or(Error::NotFound)?;
    Ok(see_made(&super::screen_path(&code, Screen::Login)))
}

pub(super) async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let languages = app.list_portal_languages(caller).await?;
    let row = |language: PortalLanguage| Row {
        path: super::path(&language.code),
        history: super::history::path(&language.code),
        changed: language.changed.clone().map(|(at, by)| (Moment { at, now: app.now() }, by)),
        language,
    };
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        tab: Tab::Messaging,
        rows: languages.into_iter().map(row).collect(),
        count: fields().len(),
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        done: None,
        added: Added::default(),
        faults: Faults::default(),
        file_faults: Vec::new(),
        looks: Looks::read(app, caller).await?,
    })
}
