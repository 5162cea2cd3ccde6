//! The text of an agreement in one language.

use app::{App, Caller, Error, Refusal};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::agreement::AGREEMENT_CHARACTERS_MAX;
use domain::enrollment::Ownership;
use domain::language::{ENGLISH, LANGUAGES, is_right_to_left, language_code};
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};

use super::{PATH, history_path, language_title, ownership, text_path};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// The largest form: an agreement of the greatest length in letters of four octets, each octet written as `%XX`.
pub(crate) const BODY_BYTES_MAX: usize = AGREEMENT_CHARACTERS_MAX * 12 + 1024;
/// What stands in the path for a language to be chosen.
const NEW: &str = "new";

#[derive(Template)]
#[template(path = "agreement/edit.html")]
struct Page {
    frame: Frame,
    ownership: Ownership,
    /// The language in words; nothing where it is to be chosen.
    language: Option<String>,
    direction: &'static str,
    action: String,
    history: String,
    /// Languages to choose from.
    languages: Vec<(&'static str, &'static str)>,
    /// The English text, to write beside.
    english: Option<String>,
    seen: u32,
    is_english: bool,
    may_manage: bool,
    is_outrun: bool,
    typed: Typed,
    faults: Faults,
}

/// What was typed.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    seen: u32,
    language: String,
    text: String,
}

/// Shows the text.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((of, language)): Path<(String, String)>,
) -> Result<Response, PageError> {
    html(&page(&app, &caller, ownership(&of)?, &language, None).await?)
}

/// Writes the text.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((of, language)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let of = ownership(&of)?;
    let code = if language == NEW { typed.language.clone() } else { language.clone() };
    match app.save_agreement_text(&caller, of, &code, &typed.text, typed.seen).await {
        Ok(_) => Ok(see_made(&format!("{PATH}?done=saved"))),
        Err(Error::Invalid(faults)) => {
            let seen = typed.seen;
            let page = page(&app, &caller, of, &language, Some(typed)).await?;
            let page = Page { seen, faults: Faults::new(faults), ..page };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Error::Refused(Refusal::SettingChanged)) => {
            let page = page(&app, &caller, of, &language, Some(typed)).await?;
            html_with(StatusCode::CONFLICT, &Page { is_outrun: true, ..page })
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    app: &App,
    caller: &Caller,
    ownership: Ownership,
    language: &str,
    typed: Option<Typed>,
) -> Result<Page, PageError> {
    let is_new = language == NEW;
    let code = if is_new { String::new() } else { language_code(language).ok_or(Error::NotFound)? };
    let agreement = app.show_agreement(caller, ownership).await?;
    let is_free = |code: &str| !agreement.texts.contains_key(code);
    let languages = LANGUAGES.into_iter().filter(|one| is_new && is_free(one.code));
    let text = agreement.texts.get(&code).cloned().unwrap_or_default();
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        ownership,
        language: (!is_new).then(|| language_title(&code)),
        direction: if is_right_to_left(&code) { "rtl" } else { "auto" },
        action: text_path(ownership, language),
        history: history_path(ownership),
        languages: languages.map(|one| (one.code, one.english_name)).collect(),
        english: agreement.texts.get(ENGLISH).filter(|_| code != ENGLISH).cloned(),
        seen: agreement.version,
        is_english: code == ENGLISH,
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        is_outrun: false,
        typed: typed.unwrap_or(Typed { text, ..Typed::default() }),
        faults: Faults::default(),
    })
}
