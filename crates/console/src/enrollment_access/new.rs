//! Gives a directory group a row of its own: search the group, choose it, say what its members may enroll.

use app::{App, Caller, Error, FoundGroups};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::enrollment_access::Subject;
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};

use super::edit::Typed;
use crate::admin::{Admin, demand_privilege};
use crate::count::listed;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;
use crate::site::Choice;

/// Where a group is added.
pub(crate) const PATH: &str = "/console/settings/enrollment-access/new";

#[derive(Template)]
#[template(path = "enrollment_access/search.html")]
struct SearchPage {
    frame: Frame,
    has_directory: bool,
    searched: String,
    found: Vec<Found>,
    /// The directories that did not answer, in words.
    silent: String,
}

/// A group found.
struct Found {
    name: String,
    directory: String,
    distinguished_name: String,
    choose: String,
    /// Its row, if it has one already.
    row: Option<String>,
}

#[derive(Template)]
#[template(path = "enrollment_access/new.html")]
struct ChosenPage {
    frame: Frame,
    chosen: Chosen,
    has_eula: bool,
    typed: Typed,
    sites: Vec<Choice>,
    faults: Faults,
}

/// What the address says: a search, or the group chosen.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    q: String,
    #[serde(flatten)]
    chosen: Chosen,
}

/// The group chosen. Its name is looked up again; it only helps to find the key.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Chosen {
    directory: String,
    key: String,
    name: String,
}

impl Chosen {
    /// Returns the group, if one is chosen.
    fn group(&self) -> Result<Option<DirectoryGroupRef>, Error> {
        if self.key.is_empty() {
            return Ok(None);
        }
        let directory_id = self.directory.parse().map_err(|_| Error::NotFound)?;
        Ok(Some(DirectoryGroupRef { directory_id, key: DirectoryKey(self.key.clone()) }))
    }
}

/// The form as it is sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Sent {
    #[serde(flatten)]
    chosen: Chosen,
    #[serde(flatten)]
    typed: Typed,
}

/// Shows the search, what it found, or the form for the group chosen.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let Some(group) = address.chosen.group()? else { return search(&app, &caller, address.q).await };
    let found = app.find_group(&caller, &group, &address.chosen.name).await?;
    let chosen = Chosen { name: found.name, ..address.chosen };
    let typed = Typed { institutional: Some("on".into()), eula: Some("on".into()), ..Typed::default() };
    html(&chosen_page(&app, &caller, chosen, typed, Faults::default()).await?)
}

async fn search(app: &App, caller: &Caller, searched: String) -> Result<Response, PageError> {
    let found = match searched.trim() {
        "" => FoundGroups::default(),
        text => app.find_groups(caller, text).await?,
    };
    let rows = app.list_enrollment_access(caller).await?;
    let row_of = |group: &DirectoryGroupRef| {
        let is_of = |subject: &Subject| matches!(subject, Subject::Group { group: of, .. } if of == group);
        rows.iter().find(|row| is_of(&row.subject)).map(|row| super::path(row.id))
    };
    let draw = |app::FoundGroup { group, directory }| Found {
        row: row_of(&group.group),
        choose: link(
            PATH,
            &[
                ("directory", &group.group.directory_id.to_string()),
                ("key", &group.group.key.0),
                ("name", &group.name),
            ],
        ),
        name: group.name,
        distinguished_name: group.distinguished_name.unwrap_or_default(),
        directory,
    };
    html(&SearchPage {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        has_directory: !app.list_directory_names(caller).await?.is_empty(),
        found: found.groups.into_iter().map(draw).collect(),
        silent: listed(&found.silent),
        searched,
    })
}

/// Adds the row.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(Sent { chosen, typed }): Form<Sent>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let group = chosen.group()?.ok_or(Error::NotFound)?;
    match add(&app, &caller, &group, &chosen, &typed).await {
        Ok(()) => Ok(see("/console/settings/enrollment-access?done=added")),
        Err(Error::Invalid(faults)) => {
            let page = chosen_page(&app, &caller, chosen, typed, Faults::new(faults)).await?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn add(
    app: &App,
    caller: &Caller,
    group: &DirectoryGroupRef,
    chosen: &Chosen,
    typed: &Typed,
) -> Result<(), Error> {
    let found = app.find_group(caller, group, &chosen.name).await?;
    app.create_enrollment_access(caller, found.group, found.name, typed.read(None)?).await?;
    Ok(())
}

async fn chosen_page(
    app: &App,
    caller: &Caller,
    chosen: Chosen,
    typed: Typed,
    faults: Faults,
) -> Result<ChosenPage, PageError> {
    Ok(ChosenPage {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        has_eula: app.show_enrollment_terms(caller).await?.asks(),
        sites: typed.sites(caller),
        chosen,
        typed,
        faults,
    })
}
