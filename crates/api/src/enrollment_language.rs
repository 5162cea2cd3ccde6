//! The texts of the enrollment portal, language by language: what is the organization's own, and what is not translated yet.

use std::collections::BTreeMap;

use app::{App, Caller, PortalLanguage};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::portal_text::LanguageTexts;
use domain::setting::Versioned;
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::enrollment_setting::{answer, named_version};
use crate::problem::Problem;
use crate::request::JsonBody;
use crate::time::Instant;

/// A language of the portal.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrollmentLanguage {
    /// Its code (BCP 47), such as `de` or `pt-BR`.
    language: String,
    /// What it calls itself.
    name: String,
    /// What English calls it.
    english_name: String,
    /// Whether texts in it come with the server. Such a language cannot be deleted, only set back.
    is_built_in: bool,
    /// Whether people may have the portal in it.
    is_offered: bool,
    /// How many texts are the organization's own.
    own: u64,
    /// How many texts people read in English for want of a translation.
    untranslated: u64,
    /// Counts up with each change; 0 while everything is as it came.
    version: u64,
    /// When it was changed last.
    changed_at: Option<Instant>,
    /// By whom, in words.
    changed_by: Option<String>,
}

/// The texts that stand in place of those that come with the server.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrollmentLanguageTexts {
    /// Counts up with each change; 0 while everything is as it came.
    version: u64,
    /// When they were changed last.
    changed_at: Option<Instant>,
    /// By whom, in words.
    changed_by: Option<String>,
    /// What was decided.
    texts: EnrollmentLanguageFields,
}

/// What is decided about a language.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnrollmentLanguageFields {
    /// Whether people may have the portal in it.
    is_offered: bool,
    /// What the language calls itself, where the server does not know.
    #[serde(default)]
    name: Option<String>,
    /// The organization's own texts by their keys, with variables as `{{organization}}`; a key that is not here stands for
    /// the text that comes with the server.
    #[serde(default)]
    texts: BTreeMap<String, String>,
}

impl From<PortalLanguage> for EnrollmentLanguage {
    fn from(language: PortalLanguage) -> Self {
        let (changed_at, changed_by) = language.changed.unzip();
        Self {
            language: language.code,
            name: language.name,
            english_name: language.english_name,
            is_built_in: language.is_built_in,
            is_offered: language.is_offered,
            own: language.own as u64,
            untranslated: language.untranslated as u64,
            version: language.version,
            changed_at: changed_at.map(Instant),
            changed_by,
        }
    }
}

impl From<Versioned<LanguageTexts>> for EnrollmentLanguageTexts {
    fn from(section: Versioned<LanguageTexts>) -> Self {
        let (changed_at, changed_by) = section.changed.unzip();
        let LanguageTexts { is_offered, name, texts, .. } = section.value;
        Self {
            version: section.version,
            changed_at: changed_at.map(Instant),
            changed_by,
            texts: EnrollmentLanguageFields { is_offered, name, texts },
        }
    }
}

/// Lists the languages of the enrollment portal
///
/// English first, then the others that come with the server, then those that were added. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-languages",
    operation_id = "listEnrollmentLanguages",
    tag = "enrollment-settings",
    responses((status = 200, description = "The languages", body = Vec<EnrollmentLanguage>))
)]
pub(crate) async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<Vec<EnrollmentLanguage>>, Problem> {
    let languages = app.list_portal_languages(&caller).await;
    let languages = languages.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(languages.into_iter().map(EnrollmentLanguage::from).collect()))
}

/// Shows the organization's own texts in a language
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-languages/{language}",
    operation_id = "showEnrollmentLanguage",
    tag = "enrollment-settings",
    params(("language" = String, Path, description = "The language's code.")),
    responses((
        status = 200,
        description = "The texts",
        body = EnrollmentLanguageTexts,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(language): Path<String>,
) -> Result<Response, Problem> {
    let texts = app.show_language_texts(&caller, &language).await;
    let texts = texts.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(answer(texts.version, EnrollmentLanguageTexts::from(texts)))
}

/// Replaces the organization's own texts in a language, or adds one
///
/// They stand on the next page that anybody opens. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/enrollment-languages/{language}",
    operation_id = "replaceEnrollmentLanguage",
    tag = "enrollment-settings",
    params(
        ("language" = String, Path, description = "The language's code."),
        ("If-Match" = Option<String>, Header, description = "The version that the change was made from; another one refuses it.")
    ),
    request_body = EnrollmentLanguageFields,
    responses((
        status = 200,
        description = "The texts as they are now",
        body = EnrollmentLanguageTexts,
        headers(("ETag" = String, description = "The version, for If-Match."))
    ))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(language): Path<String>,
    headers: HeaderMap,
    JsonBody(fields): JsonBody<EnrollmentLanguageFields>,
) -> Result<Response, Problem> {
    let seen = seen_version(&app, &caller, &language, &headers).await?;
    let EnrollmentLanguageFields { is_offered, name, texts } = fields;
    let texts = LanguageTexts { is_offered, name, texts, is_removed: false };
    let saved = app.save_language_texts(&caller, &language, texts, seen).await;
    let saved = saved.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(answer(saved.version, EnrollmentLanguageTexts::from(saved)))
}

/// Deletes a language that was added, or sets one back that comes with the server
///
/// What it said remains in its history. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/enrollment-languages/{language}",
    operation_id = "deleteEnrollmentLanguage",
    tag = "enrollment-settings",
    params(("language" = String, Path, description = "The language's code.")),
    responses((status = 204, description = "It is deleted, or as it came."))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(language): Path<String>,
) -> Result<Response, Problem> {
    let refused = |error| Problem::from_app(error, app.now());
    let seen = app.show_language_texts(&caller, &language).await.map_err(refused)?.version;
    app.remove_language_texts(&caller, &language, seen).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Returns the version that the request names, or whatever counts; 0 for a language that is not there yet.
async fn seen_version(
    app: &App,
    caller: &Caller,
    language: &str,
    headers: &HeaderMap,
) -> Result<u64, Problem> {
    if let Some(version) = named_version(headers)? {
        return Ok(version);
    }
    match app.show_language_texts(caller, language).await {
        Ok(texts) => Ok(texts.version),
        Err(app::Error::NotFound) => Ok(0),
        Err(error) => Err(Problem::from_app(error, app.now())),
    }
}
