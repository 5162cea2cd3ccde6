//! The list of groups of accounts.

use app::{AccountGroupDetail, App};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::time::Timestamp;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;
use web::time::Moment;

use super::{PATH, path};
use crate::account::{Tab, tabs};
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::grant::Names;
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "account_group/list.html")]
struct Page {
    frame: Frame,
    tabs: [Tab; 2],
    rows: Vec<Row>,
    may_manage: bool,
    done: Option<&'static str>,
}

/// One group.
struct Row {
    path: String,
    name: String,
    kind: String,
    access: String,
    set: &'static str,
    members: usize,
    made: Moment,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the groups.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let details = app.list_account_groups(&caller).await?;
    let names = Names::read(&app, &caller).await?;
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Accounts),
        tabs: tabs(PATH),
        rows: details.into_iter().map(|detail| Row::new(detail, &names, app.now())).collect(),
        may_manage: caller.holds(Privilege::ManageAccounts),
        done: match address.done.as_str() {
            "deleted" => Some("The group is deleted. The accounts that were in it are still there."),
            _ => None,
        },
    })
}

impl Row {
    fn new(detail: AccountGroupDetail, names: &Names, now: Timestamp) -> Self {
        let group = detail.group;
        Self {
            path: path(group.id),
            kind: match &group.directory_group {
                None => "Chosen here".to_owned(),
                Some(one) => format!("By {}", names.of_directory(one.directory_id)),
            },
            access: names.of_reach(group.reach),
            set: group.privilege_set.title(),
            members: detail.members.len(),
            made: Moment { at: group.created_at, now },
            name: group.name,
        }
    }
}
