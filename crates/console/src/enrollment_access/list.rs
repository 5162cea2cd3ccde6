//! The rows: who may enroll what.

use app::App;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::enrollment_access::{EnrollmentAccess, Subject};
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;

use super::Row;
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::setting::Tab;
use crate::setting::history::SAME;

#[derive(Template)]
#[template(path = "enrollment_access/list.html")]
struct Page {
    frame: Frame,
    tab: Tab,
    rows: Vec<Row>,
    has_sites: bool,
    may_manage: bool,
    done: Option<&'static str>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the rows.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let rows = app.list_enrollment_access(&caller).await?;
    let directories = match caller.holds(Privilege::ReadPeople) {
        true => app.list_directory_names(&caller).await?,
        false => Vec::new(),
    };
    let draw = |row: &EnrollmentAccess| {
        let directory = match &row.subject {
            Subject::Group { group, .. } if directories.len() > 1 => {
                directories.iter().find(|(id, _)| *id == group.directory_id)
            }
            _ => None,
        };
        let directory = directory.map(|(_, name)| name.clone()).unwrap_or_default();
        Row { directory, ..Row::new(row, &caller) }
    };
    html(&Page {
        frame: Frame::new(&app, &caller, Section::EnrollmentAccess),
        tab: Tab::Access,
        rows: rows.iter().map(draw).collect(),
        has_sites: !caller.sites().is_empty(),
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        done: match address.done.as_str() {
            "changed" => Some("The row is saved. It counts from the next login on."),
            "added" => Some("The group has a row of its own. It counts from the next login on."),
            "deleted" => {
                Some("The row is deleted. Members of the group are offered what their other rows give.")
            }
            "same" => Some(SAME),
            "restored" => {
                Some("The former version is written as the newest. It counts from the next login on.")
            }
            _ => None,
        },
    })
}
