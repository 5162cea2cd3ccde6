//! "Assign to user": whom the device is for, when somebody else sets it up.

use app::{App, Error, FoundPeople, FoundPerson, PORTAL_SEARCH_CHARACTERS_MIN, Refusal};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::directory::{DirectoryKey, DirectoryUser, DirectoryUserRef};
use domain::enrollment::Enrollment;
use domain::question::Question;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::PageError;
use web::page::html_with;

use super::lead_on;
use crate::frame::Frame;
use crate::problem;
use crate::session::{OnTheWay, Place, admit};
use crate::words::Words;

/// The most characters of a search that count.
const SEARCH_CHARACTERS_MAX: usize = 128;

#[derive(Template)]
#[template(path = "question/user.html")]
struct UserPage<'a> {
    frame: Frame<'a>,
    searched: String,
    /// Why there is no result; the field shows a cross.
    problem: Option<String>,
    people: Vec<Card>,
    /// Whether the text is exactly the username of the one person found; the field shows a tick.
    is_exact: bool,
    /// The names of directories that did not answer.
    silent: String,
    /// For whom the device is so far; empty for nobody.
    chosen: Option<String>,
    may_be_blank: bool,
}

/// A person to choose.
struct Card {
    value: String,
    full_name: String,
    username: String,
    details: String,
}

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Search {
    #[serde(default)]
    q: String,
}

/// What the form sends: a person, or an empty text for nobody.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    user: String,
}

/// Shows the search and what it found.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
    Query(search): Query<Search>,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::User)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let searched: String =
        search.q.trim().chars().filter(|c| !c.is_control()).take(SEARCH_CHARACTERS_MAX).collect();
    if searched.is_empty() {
        return draw(&app, &words, &on_the_way, StatusCode::OK, searched, FoundPeople::default(), None);
    }
    if searched.chars().count() < PORTAL_SEARCH_CHARACTERS_MIN {
        let problem = Some(words.plain("user-too-short"));
        return draw(&app, &words, &on_the_way, StatusCode::OK, searched, FoundPeople::default(), problem);
    }
    let found = app.search_people_to_assign(&on_the_way.token, &searched).await?;
    let problem = found.people.is_empty().then(|| match found.silent.is_empty() {
        true => words.plain_with("user-nobody", &[("searched", &searched)]),
        false => words.plain("user-silent"),
    });
    draw(&app, &words, &on_the_way, StatusCode::OK, searched, found, problem)
}

/// Takes the choice.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::User)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let user = match chosen.user.as_str() {
        "" => None,
        text => Some(parse(text).ok_or(Error::NotFound)?),
    };
    match app.answer_user(&on_the_way.token, user, source).await {
        Ok(enrollment) => Ok(lead_on(&app, &enrollment)),
        Err(Error::Refused(refusal @ Refusal::PersonUnknown)) => {
            let problem = Some(words.plain(problem::refusal(&refusal)));
            let status = StatusCode::CONFLICT;
            draw(&app, &words, &on_the_way, status, String::new(), FoundPeople::default(), problem)
        }
        Err(error) => Err(error.into()),
    }
}

fn draw(
    app: &App,
    words: &Words,
    on_the_way: &OnTheWay,
    status: StatusCode,
    searched: String,
    found: FoundPeople,
    problem: Option<String>,
) -> Result<Response, PageError> {
    let enrollment = &on_the_way.enrollment;
    let question = enrollment.questions.user.as_ref();
    let is_answered = question.is_some_and(|user| user.is_answered);
    let is_exact = match found.people.as_slice() {
        [only] => only.user.person.username.to_lowercase() == searched.to_lowercase(),
        _ => false,
    };
    let page = UserPage {
        frame: Frame::on(app, words, enrollment, Place::Question(Question::User)),
        problem,
        is_exact,
        people: found.people.into_iter().map(Card::from).collect(),
        silent: found.silent.join(", "),
        chosen: is_answered.then(|| enrollment.person.full_name.clone()),
        may_be_blank: question.is_some_and(|user| user.may_be_blank),
        searched,
    };
    html_with(status, &page)
}

/// Draws the page for somebody who is only looking.
pub(crate) fn sample(
    app: &App,
    words: &Words,
    enrollment: &Enrollment,
    is_found: bool,
) -> Result<Response, PageError> {
    let card = |full_name: &str, username: &str| Card {
        value: String::new(),
        full_name: full_name.to_owned(),
        username: username.to_owned(),
        details: format!("{username}@example.org"),
    };
    let people =
        if is_found { vec![card("Anna Berg", "anna.berg"), card("Arne Berg", "arne.berg")] } else { vec![] };
    let page = UserPage {
        frame: Frame::on(app, words, enrollment, Place::Question(Question::User)),
        searched: if is_found { "berg".to_owned() } else { String::new() },
        problem: None,
        people,
        is_exact: false,
        silent: String::new(),
        chosen: None,
        may_be_blank: true,
    };
    html_with(StatusCode::OK, &page)
}

impl From<FoundPerson> for Card {
    fn from(found: FoundPerson) -> Self {
        let DirectoryUser { user, person, .. } = found.user;
        let details = [person.position, person.department, person.email];
        Self {
            value: format!("{}/{}", user.directory_id, user.key.0),
            full_name: if person.full_name.is_empty() { person.username.clone() } else { person.full_name },
            username: person.username,
            details: details.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        }
    }
}

/// Reads a person from the form; whether there is one, the directory says.
fn parse(text: &str) -> Option<DirectoryUserRef> {
    let (directory_id, key) = text.split_once('/')?;
    Some(DirectoryUserRef { directory_id: directory_id.parse().ok()?, key: DirectoryKey(key.to_owned()) })
}
