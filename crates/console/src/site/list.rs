//! The list of sites, with what belongs to each.

use app::{App, SiteDetail};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;

use crate::admin::Admin;
use crate::count::grouped;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "site/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    may_manage: bool,
    /// What has just been done, in words.
    done: Option<&'static str>,
}

/// One site.
struct Row {
    name: String,
    devices: String,
    accounts: String,
    account_groups: String,
    enrollments_under_way: String,
    rename: String,
    delete: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let sites = app.list_sites(&caller).await?;
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Sites),
        rows: sites.into_iter().map(Row::from).collect(),
        may_manage: caller.holds(Privilege::ManageSites),
        done: match address.done.as_str() {
            "made" => Some(
                "The site is there. Move devices into it from Search Inventory, or let enrollment access offer it.",
            ),
            "renamed" => Some("The site has its new name."),
            "deleted" => Some("The site is deleted. What was in it has moved as you chose."),
            _ => None,
        },
    })
}

impl From<SiteDetail> for Row {
    fn from(SiteDetail { site, content }: SiteDetail) -> Self {
        Self {
            devices: grouped(content.devices),
            accounts: grouped(content.accounts),
            account_groups: grouped(content.account_groups),
            enrollments_under_way: grouped(content.enrollments_under_way),
            rename: super::path(site.id, "rename"),
            delete: super::path(site.id, "delete"),
            name: site.name,
        }
    }
}
