//! A device that the portal knows: whose it is, what becomes of it, and the word for it.

use app::{App, Future, KnownDevice};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::admission::DeviceKind;
use domain::enrollment::Enrollment;
use domain::person::Person;
use domain::question::Question;
use http::HeaderMap;
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::PageError;
use web::page::html;
use web::session::SessionCookie;

use super::lead_on;
use crate::frame::Frame;
use crate::session::{Place, admit};
use crate::words::Words;

/// What the form sends for a device that is another one.
const OTHER: &str = "other";

#[derive(Template)]
#[template(path = "question/device.html")]
struct DevicePage<'a> {
    frame: Frame<'a>,
    /// What people call such a device.
    kind: String,
    serial_number: Option<String>,
    user: String,
    /// Whose it becomes, where that is somebody.
    becomes: Option<String>,
    /// Whose it is and what becomes of it, in HTML.
    text: String,
    outlook: String,
    is_refused: bool,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(default)]
    device: String,
}

/// Shows the device.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Device)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let known = app.show_known_device(&on_the_way.token).await?;
    draw(&app, &words, &on_the_way.enrollment, known)
}

/// Draws the page.
pub(crate) fn draw(
    app: &App,
    words: &Words,
    enrollment: &Enrollment,
    known: KnownDevice,
) -> Result<Response, PageError> {
    let KnownDevice { kind, serial_number, user, future } = known;
    let kind = kind.map_or_else(|| words.plain("known-kind"), |kind: DeviceKind| kind.title().to_owned());
    let (user, is_refused) = (name(&user), future == Future::Refused);
    let (key, becomes) = match future {
        Future::Same => ("known-same", None),
        Future::Becomes(person) => ("known-becomes", Some(name(&person))),
        Future::StaysUntilConfirmed => ("known-stays", None),
        Future::Nobody => ("known-nobody", None),
        Future::Refused => ("known-refused", None),
    };
    let values = [("user", user.as_str()), ("becomes", becomes.as_deref().unwrap_or_default())];
    html(&DevicePage {
        frame: Frame::on(app, words, enrollment, Place::Question(Question::Device)),
        text: words.text_with("known-text", &[("kind", &kind), ("user", &user)]),
        outlook: words.line_with(key, &values),
        kind,
        serial_number,
        is_refused,
        user,
        becomes,
    })
}

/// Takes the word for it.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(answer): Form<Answer>,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Device)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if answer.device == OTHER {
        let browser = SessionCookie::Device.read(&headers);
        let enrollment = app.deny_device(&on_the_way.token, browser.as_ref(), source).await?;
        return Ok(([SessionCookie::Device.clear()], lead_on(&app, &enrollment)).into_response());
    }
    let enrollment = app.confirm_device(&on_the_way.token, source).await?;
    Ok(lead_on(&app, &enrollment))
}

fn name(person: &Person) -> String {
    if person.full_name.is_empty() { person.username.clone() } else { person.full_name.clone() }
}
