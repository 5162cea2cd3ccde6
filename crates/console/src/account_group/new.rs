//! A new group of accounts: one whose accounts are chosen here, or one that stands for a group of a directory.

use app::{App, Caller, Error, Fault, FoundGroup, FoundGroups, NewAccountGroup};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::directory::DirectoryGroupRef;
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::{PATH as LIST, path};
use crate::account::Tab;
use crate::account::new::BEYOND;
use crate::admin::{Admin, demand_privilege};
use crate::count::listed;
use crate::frame::{Frame, Section};
use crate::grant::{GrantForm, Names, TypedGrant};
use crate::icon::Icon;

/// Where a group is made.
pub(crate) const PATH: &str = "/console/settings/account-groups/new";
const OF_DIRECTORY: &str = "/console/settings/account-groups/new?kind=directory";

#[derive(Template)]
#[template(path = "account_group/new.html")]
struct Page {
    frame: Frame,
    tabs: [Tab; 2],
    is_of_directory: bool,
    typed: Typed,
    /// What the search has found; nothing before there was one.
    found: Option<Vec<Line>>,
    /// The directories that did not answer.
    silent: String,
    grant: GrantForm,
    faults: Faults,
    refusal: Option<String>,
}

impl Page {
    /// Says whether there is something to fill in: a directory's group is found before anything else.
    fn has_form(&self) -> bool {
        let has_found = self.found.as_ref().is_some_and(|found| !found.is_empty());
        !self.is_of_directory || has_found || !self.faults.is_empty() || self.refusal.is_some()
    }
}

/// What was typed and chosen.
#[derive(Clone, Debug, Default)]
struct Typed {
    name: String,
    searched: String,
    /// The directory group: see [`word`].
    group: String,
}

/// One group of a directory to choose.
struct Line {
    word: String,
    name: String,
    directory: String,
    place: String,
    is_chosen: bool,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    kind: String,
    q: String,
}

/// Shows the form.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    let is_of_directory = address.kind == "directory";
    let typed = Typed { searched: address.q.trim().to_owned(), ..Typed::default() };
    let found = search(&app, &caller, &typed).await?;
    html(&page(&app, &caller, is_of_directory, typed, found, &TypedGrant::default()).await?)
}

/// Makes the group.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    let is_of_directory = fields.one("kind") == "directory";
    let typed = Typed {
        name: fields.one("name").trim().to_owned(),
        searched: fields.one("q").trim().to_owned(),
        group: fields.one("directory_group").to_owned(),
    };
    let found = search(&app, &caller, &typed).await?;
    let grant = TypedGrant::read(&fields);
    let made = match is_of_directory.then(|| chosen(&typed, found.as_ref())).transpose() {
        Ok(group) => make(&app, &caller, &typed, group, &grant).await,
        Err(error) => Err(error),
    };
    let (status, faults, refusal) = match made {
        Ok(path) => return Ok(see_made(&format!("{path}?done=made"))),
        Err(Error::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, Faults::new(faults), None),
        Err(Error::Forbidden) => (StatusCode::FORBIDDEN, Faults::default(), Some(BEYOND.to_owned())),
        Err(error) => return Err(error.into()),
    };
    let page = page(&app, &caller, is_of_directory, typed, found, &grant).await?;
    html_with(status, &Page { faults, refusal, ..page })
}

/// Searches the groups of directories, when somebody has typed how one is called.
async fn search(app: &App, caller: &Caller, typed: &Typed) -> Result<Option<FoundGroups>, Error> {
    match typed.searched.is_empty() {
        true => Ok(None),
        false => app.find_groups(caller, &typed.searched).await.map(Some),
    }
}

/// Returns the chosen group as its directory knows it: what a form says of it is only which one is meant.
fn chosen(typed: &Typed, found: Option<&FoundGroups>) -> Result<FoundGroup, Error> {
    let mut groups = found.into_iter().flat_map(|found| &found.groups);
    let chosen = groups.find(|found| word(&found.group.group) == typed.group).cloned();
    let words = "Search for the group, and choose it among those found.";
    chosen.ok_or_else(|| Error::Invalid(vec![Fault::new("directory_group", words)]))
}

/// Returns the word that stands for a directory's group in the form.
fn word(group: &DirectoryGroupRef) -> String {
    format!("{}/{}", group.directory_id, group.key.0)
}

async fn make(
    app: &App,
    caller: &Caller,
    typed: &Typed,
    group: Option<FoundGroup>,
    grant: &TypedGrant,
) -> Result<String, Error> {
    let name = match &group {
        Some(found) if typed.name.is_empty() => found.group.name.clone(),
        _ => typed.name.clone(),
    };
    let new = NewAccountGroup {
        name,
        directory_group: group.map(|found| found.group.group),
        reach: grant.reach()?,
        privilege_set: grant.set()?,
    };
    Ok(path(app.create_account_group(caller, new).await?.id))
}

async fn page(
    app: &App,
    caller: &Caller,
    is_of_directory: bool,
    typed: Typed,
    found: Option<FoundGroups>,
    grant: &TypedGrant,
) -> Result<Page, PageError> {
    let names = Names::read(app, caller).await?;
    let silent = found.as_ref().map(|found| listed(&found.silent)).unwrap_or_default();
    let line = |found: FoundGroup| {
        let word = word(&found.group.group);
        Line {
            is_chosen: word == typed.group,
            word,
            name: found.group.name,
            directory: found.directory,
            place: found.group.distinguished_name.unwrap_or_default(),
        }
    };
    let kinds = [("Accounts chosen here", PATH, false), ("Group of a directory", OF_DIRECTORY, true)];
    Ok(Page {
        frame: Frame::new(app, caller, Section::Accounts),
        tabs: kinds.map(|(title, href, kind)| Tab { title, href, is_current: kind == is_of_directory }),
        is_of_directory,
        found: found.map(|found| found.groups.into_iter().map(line).collect()),
        typed,
        silent,
        grant: GrantForm::new(grant, caller, &names),
        faults: Faults::default(),
        refusal: None,
    })
}
