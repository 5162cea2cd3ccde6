//! The list of people, by name.

use app::{App, PeopleQuery};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::built_in_person::BuiltInPerson;
use domain::device::SEARCH_CHARACTERS_MAX;
use domain::page::Cursor;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;

use super::PATH;
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::{Paging, ROWS, link};

#[derive(Template)]
#[template(path = "built-in-person/list.html")]
struct Page {
    frame: Frame,
    searched: String,
    rows: Vec<Row>,
    paging: Paging,
    csv: String,
    may_manage: bool,
    is_filtered: bool,
    /// What was just done, in words.
    done: Option<&'static str>,
}

/// One person.
struct Row {
    path: String,
    title: String,
    username: String,
    email: String,
    department: String,
    place: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    pub(super) q: String,
    after: String,
    done: String,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let searched = searched(&address);
    let after = Cursor::decode(&address.after);
    let is_first = after.is_none();
    let query = PeopleQuery { search: Some(searched.clone()), after, limit: ROWS };
    let page = app.list_built_in_people(&caller, query).await?;
    let pairs = [("q", searched.as_str())];
    let may_manage = caller.holds(Privilege::ManagePeople);
    html(&Page {
        frame: Frame::new(&app, &caller, Section::People),
        paging: Paging::new(PATH, &pairs, is_first, page.next.as_ref()),
        csv: link("/console/people.csv", &pairs),
        rows: page.rows.into_iter().map(Row::new).collect(),
        may_manage,
        is_filtered: !searched.is_empty() || !is_first,
        done: (address.done == "deleted").then_some("The person is deleted."),
        searched,
    })
}

/// Returns what is searched for.
pub(super) fn searched(address: &Address) -> String {
    address.q.trim().chars().take(SEARCH_CHARACTERS_MAX).collect()
}

impl Row {
    fn new(one: BuiltInPerson) -> Self {
        let place = [one.person.building.as_deref(), one.person.room.as_deref()];
        Self {
            path: super::path(one.id),
            title: one.title().to_owned(),
            place: place.into_iter().flatten().collect::<Vec<_>>().join(", "),
            username: one.person.username,
            email: one.person.email.unwrap_or_default(),
            department: one.person.department.unwrap_or_default(),
        }
    }
}
