//! Which site the device joins.

use app::{App, Error, Fault};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use domain::enrollment::Enrollment;
use domain::id::SiteId;
use domain::question::Question;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with};

use super::lead_on;
use crate::frame::Frame;
use crate::session::{OnTheWay, Place, admit};
use crate::words::Words;

/// What stands in the form for no site.
const NONE: &str = "none";

#[derive(Template)]
#[template(path = "question/site.html")]
struct SitePage<'a> {
    frame: Frame<'a>,
    choices: Vec<Choice>,
    faults: Faults,
}

/// One site to choose.
struct Choice {
    value: String,
    title: String,
    is_chosen: bool,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    site: String,
}

/// Shows the choice.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    match admit(&app, &words, &headers, Place::Question(Question::Site)).await {
        Ok(on_the_way) => draw(&app, &words, &on_the_way, StatusCode::OK, Faults::default()).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// Takes the choice.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Site)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let site_id = match chosen.site.as_str() {
        NONE => None,
        text => match text.parse::<SiteId>() {
            Ok(id) => Some(id),
            Err(_) => return again(&app, &words, &on_the_way).await,
        },
    };
    match app.answer_site(&on_the_way.token, site_id, source).await {
        Ok(enrollment) => Ok(lead_on(&app, &enrollment)),
        Err(Error::Refused(_)) => again(&app, &words, &on_the_way).await,
        Err(error) => Err(error.into()),
    }
}

async fn again(app: &App, words: &Words, on_the_way: &OnTheWay) -> Result<Response, PageError> {
    let faults = Faults::new(vec![Fault::new("site", words.plain("site-fault"))]);
    draw(app, words, on_the_way, StatusCode::UNPROCESSABLE_ENTITY, faults).await
}

/// Draws the page for somebody who is only looking.
pub(crate) fn sample(app: &App, words: &Words, enrollment: &Enrollment) -> Result<Response, PageError> {
    let choice = |title: String, is_chosen| Choice { value: NONE.into(), title, is_chosen };
    let choices = vec![
        choice("Nord".into(), true),
        choice("Süd".into(), false),
        choice(words.plain("site-none"), false),
    ];
    let frame = Frame::on(app, words, enrollment, Place::Question(Question::Site));
    html(&SitePage { frame, choices, faults: Faults::default() })
}

async fn draw(
    app: &App,
    words: &Words,
    on_the_way: &OnTheWay,
    status: StatusCode,
    faults: Faults,
) -> Result<Response, PageError> {
    let (sites, may_be_none) = app.list_site_choices(&on_the_way.token).await?;
    let enrollment = &on_the_way.enrollment;
    let is_answered = enrollment.questions.site.as_ref().is_some_and(|site| site.is_answered);
    let chosen = |site_id: Option<SiteId>| is_answered && enrollment.site_id == site_id;
    let mut choices: Vec<_> = sites
        .into_iter()
        .map(|site| Choice { value: site.id.to_string(), title: site.name, is_chosen: chosen(Some(site.id)) })
        .collect();
    if may_be_none {
        choices.push(Choice { value: NONE.into(), title: words.plain("site-none"), is_chosen: chosen(None) });
    }
    let frame = Frame::on(app, words, enrollment, Place::Question(Question::Site));
    html_with(status, &SitePage { frame, choices, faults })
}
