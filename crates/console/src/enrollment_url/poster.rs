//! The poster in a language: as a page that browsers print, and as PDF.

use app::{App, Error, Fault};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use domain::language::language_code;
use domain::portal_text::Texts;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;
use web::asset::Asset;
use web::error::PageError;
use web::markdown::{Values, plain};
use web::page::html;

use crate::admin::Admin;
use crate::poster::{NoLetters, Poster, write};

/// Where the page to print is.
pub(crate) const PATH: &str = "/console/enrollment-url/poster";
/// Where the PDF is.
pub(crate) const PDF_PATH: &str = "/console/enrollment-url/poster.pdf";

/// What the page to print looks like.
pub(crate) static STYLE: Asset = Asset::new(
    "/console/asset",
    "poster.css",
    "text/css; charset=utf-8",
    include_bytes!("../../assets/poster.css"),
);

#[derive(Template)]
#[template(path = "enrollment_url/poster.html")]
struct Page {
    poster: Poster,
    qr: String,
    pdf: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    language: String,
}

/// Lists the languages there is a poster in, each with its code and its own name.
pub(super) async fn languages(app: &App) -> Result<Vec<(String, String)>, Error> {
    let offered = app.texts(&[]).await?.offered();
    Ok(offered.into_iter().map(|language| (language.code, language.name)).collect())
}

/// Shows the page to print.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(_): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let poster = poster(&app, &address).await?;
    let qr = web::qr::svg(&poster.url, &poster.lead);
    html(&Page { qr, pdf: format!("{PDF_PATH}?language={}", poster.language), poster })
}

/// Sends the PDF.
pub(crate) async fn get_pdf(
    State(app): State<App>,
    Admin(_): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let poster = poster(&app, &address).await?;
    let name = format!("inline; filename=\"enrollment-{}.pdf\"", poster.language);
    let written = tokio::task::spawn_blocking(move || write(&poster)).await;
    match written.map_err(|error| Error::Internal(format!("writing the poster: {error}")))? {
        Ok(pdf) => Ok(([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)], pdf)
            .into_response()),
        Err(NoLetters(missing)) => {
            let some: String = missing.chars().take(12).collect();
            let words = format!(
                "The PDF has no drawing of these letters: {some}. Print the page instead, or save it as PDF in the browser."
            );
            Err(Error::Invalid(vec![Fault::new("language", words)]).into())
        }
    }
}

async fn poster(app: &App, address: &Address) -> Result<Poster, Error> {
    let chosen: Vec<_> = language_code(&address.language).into_iter().collect();
    let texts = app.texts(&chosen).await?;
    let organization = &app.settings().organization;
    let say = |key: &str| say(&texts, &organization.name, key);
    let help = match organization.help.as_str() {
        "" => String::new(),
        help => format!("{} {help}", say("page-help-heading")),
    };
    Ok(Poster {
        language: texts.language().to_owned(),
        is_right_to_left: texts.is_right_to_left(),
        organization: organization.name.clone(),
        title: say("poster-title"),
        lead: say("poster-lead"),
        or_type: say("poster-or-type"),
        url: app.settings().enroll_url(),
        steps: ["poster-step-log-in", "poster-step-download", "poster-step-done"].map(say).into(),
        help,
    })
}

fn say(texts: &Texts, organization: &str, key: &str) -> String {
    let values = [("organization", organization)];
    plain(texts.template(key), Values { values: &values, is_right_to_left: texts.is_right_to_left() })
}
