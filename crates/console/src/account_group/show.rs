//! A group of accounts: what it gives and to whom, changed and deleted here.

use std::collections::BTreeSet;

use app::{AccountGroupDetail, App, Caller, Error, NewAccountGroup};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::account::{Access, Account};
use domain::id::{AccountGroupId, AccountId};
use domain::privilege::{Grant, Privilege, PrivilegeSet};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see, see_made};
use web::time::Moment;

use super::{PATH as LIST, path};
use crate::account;
use crate::account::new::BEYOND;
use crate::admin::{Admin, demand_privilege};
use crate::count::{counted, grouped, listed};
use crate::fact::{Fact, Facts, Value};
use crate::frame::{Frame, Section};
use crate::grant::{GrantForm, Names, TypedGrant};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "account_group/show.html")]
struct Page {
    frame: Frame,
    path: String,
    title: String,
    is_of_directory: bool,
    may_manage: bool,
    /// Whether the caller holds all that the group gives.
    may_change: bool,
    facts: Vec<Fact>,
    members: Vec<Member>,
    typed_name: String,
    grant: GrantForm,
    /// Who loses what with the group.
    losing: String,
    done: Option<&'static str>,
    faults: Faults,
    refusal: Option<String>,
}

/// One account in the group.
struct Member {
    path: String,
    full_name: String,
    username: String,
    /// Whether the group counts for it.
    is_served: bool,
}

/// The most names in a sentence.
const NAMES_MAX: usize = 5;

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the group.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let page = page(&app, &caller, read(&id)?, None).await?;
    let done = match address.done.as_str() {
        "made" if page.is_of_directory => {
            Some("The group is made. Its members are in it from their next sign-in on.")
        }
        "made" => {
            Some("The group is made. Choose it in the accounts that should be in it, under Group Access.")
        }
        "saved" => Some("The group is changed. It holds for everybody in it from now on."),
        _ => None,
    };
    html(&Page { done, ..page })
}

/// Changes the group.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    let id = read(&id)?;
    let typed = (fields.one("name").to_owned(), TypedGrant::read(&fields));
    let (status, faults, refusal) = match change(&app, &caller, id, &typed.0, &typed.1).await {
        Ok(()) => return Ok(see_made(&format!("{}?done=saved", path(id)))),
        Err(Error::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, Faults::new(faults), None),
        Err(Error::Forbidden) => (StatusCode::FORBIDDEN, Faults::default(), Some(BEYOND.to_owned())),
        Err(error) => return Err(error.into()),
    };
    let page = page(&app, &caller, id, Some(typed)).await?;
    html_with(status, &Page { faults, refusal, ..page })
}

async fn change(
    app: &App,
    caller: &Caller,
    id: AccountGroupId,
    name: &str,
    grant: &TypedGrant,
) -> Result<(), Error> {
    let new = NewAccountGroup {
        name: name.to_owned(),
        directory_group: None, // fixed since it was made
        reach: grant.reach()?,
        privilege_set: grant.set()?,
    };
    app.update_account_group(caller, id, new).await.map(|_| ())
}

/// Deletes the group.
pub(crate) async fn delete(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    app.delete_account_group(&caller, read(&id)?).await?;
    Ok(see("/console/settings/account-groups?done=deleted"))
}

fn read(id: &str) -> Result<AccountGroupId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

async fn page(
    app: &App,
    caller: &Caller,
    id: AccountGroupId,
    typed: Option<(String, TypedGrant)>,
) -> Result<Page, PageError> {
    let AccountGroupDetail { group, members } = app.show_account_group(caller, id).await?;
    let names = Names::read(app, caller).await?;
    let elsewhere = accounts_elsewhere(app, caller, id).await?;
    let (typed_name, grant) = typed.unwrap_or_else(|| (group.name.clone(), TypedGrant::of_group(&group)));
    let may_manage = caller.holds(Privilege::ManageAccounts);
    let custom = match group.privilege_set {
        PrivilegeSet::Custom(privileges) => {
            let titles: Vec<_> = privileges.list().map(|privilege| privilege.title()).collect();
            Some(titles.join(", "))
        }
        _ => None,
    };
    let directory = group.directory_group.as_ref();
    let facts = Facts::default()
        .words(
            "Accounts",
            Some(directory.map_or_else(
                || "Chosen here, in each account".to_owned(),
                |one| {
                    format!(
                        "Those in its group of {}, once they have signed in",
                        names.of_directory(one.directory_id)
                    )
                },
            )),
        )
        .code("Key of the group", directory.map(|one| one.key.0.clone()))
        .words("Access", Some(names.of_reach(group.reach)))
        .words("Privilege set", Some(group.privilege_set.title()))
        .words("Privileges", custom)
        .with("Made", Some(Value::At(Moment { at: group.created_at, now: app.now() })));
    Ok(Page {
        frame: Frame::new(app, caller, Section::Accounts),
        path: path(id),
        title: group.name.clone(),
        is_of_directory: directory.is_some(),
        may_manage,
        may_change: may_manage && caller.holds_grant(Grant::new(group.reach, group.privilege_set)),
        facts: facts.0,
        losing: losing(&members, &elsewhere, &names.of_group(&group)),
        members: members.into_iter().map(Member::from).collect(),
        typed_name,
        grant: GrantForm::new(&grant, caller, &names),
        done: None,
        faults: Faults::default(),
        refusal: None,
    })
}

/// Lists the accounts that are in another group than this one.
async fn accounts_elsewhere(
    app: &App,
    caller: &Caller,
    id: AccountGroupId,
) -> Result<BTreeSet<AccountId>, Error> {
    let groups = app.list_account_groups(caller).await?;
    let others = groups.into_iter().filter(|detail| detail.group.id != id);
    Ok(others.flat_map(|detail| detail.members).map(|member| member.id).collect())
}

/// Says who loses what when the group goes.
fn losing(members: &[Account], elsewhere: &BTreeSet<AccountId>, what: &str) -> String {
    let served: Vec<_> = members.iter().filter(|member| member.access == Access::Groups).collect();
    let left: Vec<_> = served.iter().copied().filter(|member| !elsewhere.contains(&member.id)).collect();
    let verb = |count: usize, one: &'static str, many: &'static str| if count == 1 { one } else { many };
    if served.is_empty() {
        return "No account loses anything by it.".to_owned();
    }
    let mut words = format!(
        "{} {} what it gives ({what}): {}.",
        counted(served.len() as u64, "account", "accounts"),
        verb(served.len(), "loses", "lose"),
        named(&served),
    );
    if !left.is_empty() {
        words.push_str(&format!(
            " In no other group, and so without any access, {} then: {}.",
            verb(left.len(), "is", "are"),
            named(&left),
        ));
    }
    words
}

/// Names some accounts, and counts the rest.
fn named(accounts: &[&Account]) -> String {
    let mut names: Vec<_> =
        accounts.iter().take(NAMES_MAX).map(|account| account.full_name.clone()).collect();
    if accounts.len() > NAMES_MAX {
        names.push(format!("{} more", grouped((accounts.len() - NAMES_MAX) as u64)));
    }
    listed(&names)
}

impl From<Account> for Member {
    fn from(account: Account) -> Self {
        Self {
            path: account::path(account.id),
            is_served: account.access == Access::Groups,
            full_name: account.full_name,
            username: account.username,
        }
    }
}
