//! The list of enrollments, newest first.

use app::{App, EnrollmentQuery, EnrollmentState};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::page::Cursor;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;

use crate::admin::Admin;
use crate::enrollment::Line;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::{Paging, ROWS, link};

const PATH: &str = "/console/enrollments";

/// The states to filter by, with the name in the address and the words.
const STATES: [(EnrollmentState, &str, &str); 4] = [
    (EnrollmentState::Any, "", "All"),
    (EnrollmentState::Unfinished, "unfinished", "Unfinished"),
    (EnrollmentState::Enrolled, "enrolled", "Enrolled"),
    (EnrollmentState::Ended, "ended", "Ended"),
];

#[derive(Template)]
#[template(path = "enrollment/list.html")]
struct Page {
    frame: Frame,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    is_filtered: bool,
    paging: Paging,
}

struct Tab {
    title: &'static str,
    href: String,
    is_current: bool,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    state: String,
    after: String,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let (state, name, _) =
        STATES.into_iter().find(|(_, name, _)| *name == address.state).unwrap_or(STATES[0]);
    let after = Cursor::decode(&address.after);
    let is_first = after.is_none();
    let page = app.list_enrollments(&caller, EnrollmentQuery { state, after, limit: ROWS }).await?;
    let tab =
        |(of, name, title)| Tab { title, href: link(PATH, &[("state", name)]), is_current: of == state };
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Enrollments),
        tabs: STATES.into_iter().map(tab).collect(),
        paging: Paging::new(PATH, &[("state", name)], is_first, page.next.as_ref()),
        lines: page.rows.into_iter().map(|enrollment| Line::new(enrollment, app.now())).collect(),
        is_filtered: state != EnrollmentState::Any || !is_first,
    })
}
