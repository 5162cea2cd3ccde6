//! An account: what it may do, changed here by whoever may; its password; an end to it, and a new beginning.

use app::{AccountDetail, App, Caller, Error, UpdatedAccount};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::account::{Access, AccountUse, Origin};
use domain::id::AccountId;
use domain::identity_provider::ProviderButton;
use domain::privilege::{Privilege, PrivilegeSet};
use domain::secret::Secret;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};
use web::time::Moment;

use super::new::BEYOND;
use super::{PATH as LIST, TypedPerson, path, state};
use crate::account_session;
use crate::admin::{Admin, demand_privilege};
use crate::badge::Badge;
use crate::count::{counted, listed};
use crate::fact::{Fact, Facts, Value};
use crate::frame::{Frame, Section};
use crate::grant::{GrantForm, Names, TypedGrant};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "account/show.html")]
struct Page {
    frame: Frame,
    path: String,
    sessions: String,
    title: String,
    state: Badge,
    is_disabled: bool,
    is_own: bool,
    is_local: bool,
    may_manage: bool,
    /// Whether the caller holds all that the account can do.
    may_change: bool,
    facts: Vec<Fact>,
    typed: TypedPerson,
    grant: GrantForm,
    /// The identity providers that the account may be linked to; none where there are none.
    providers: Vec<Provider>,
    /// Whether somebody has come by the link.
    is_bound: bool,
    /// What ends at once with the account or its password.
    ends: String,
    done: Option<&'static str>,
    faults: Faults,
    refusal: Option<String>,
}

/// An identity provider to choose.
struct Provider {
    id: String,
    name: String,
    is_chosen: bool,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the account.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let page = page(&app, &caller, read(&id)?, None).await?;
    html(&Page { done: done(&address.done), ..page })
}

fn done(done: &str) -> Option<&'static str> {
    Some(match done {
        "made" => "The account is made. Tell the person their username and password.",
        "saved" => "The account is changed.",
        "disabled" => "The account is disabled, and what it had open has ended.",
        "linked" => {
            "Whoever comes first from the identity provider with this username signs in to the account."
        }
        "unlinked" => "Nobody signs in to the account by an identity provider any more.",
        "enabled" => "The account is active again, with the password it has.",
        "password" => "The new password counts from now on, and what was open has ended.",
        _ => return None,
    })
}

/// Changes the account.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    let id = read(&id)?;
    let typed = (TypedPerson::read(&fields), TypedGrant::read(&fields));
    let changed = change(&app, &caller, id, &typed.0, &typed.1).await;
    answer(&app, &caller, id, changed, "saved", Some(typed)).await
}

async fn change(
    app: &App,
    caller: &Caller,
    id: AccountId,
    typed: &TypedPerson,
    grant: &TypedGrant,
) -> Result<(), Error> {
    let AccountDetail { account, .. } = app.show_account(caller, id).await?;
    let is_local = account.origin == Origin::Local;
    let new = UpdatedAccount {
        // A directory user is called what their directory calls them.
        full_name: if is_local { typed.full_name.clone() } else { account.full_name },
        email: if is_local { typed.email() } else { account.email },
        access: grant.access()?,
        privilege_set: grant.set()?,
        groups: typed.groups(),
    };
    app.update_account(caller, id, new).await.map(|_| ())
}

/// Disables the account.
pub(crate) async fn disable(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    let id = read(&id)?;
    let disabled = app.disable_account(&caller, id).await;
    answer(&app, &caller, id, disabled, "disabled", None).await
}

/// Lets the account be used again.
pub(crate) async fn enable(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    let id = read(&id)?;
    let enabled = app.enable_account(&caller, id).await;
    answer(&app, &caller, id, enabled, "enabled", None).await
}

/// Gives the account a new password.
pub(crate) async fn reset_password(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    let id = read(&id)?;
    let reset = app.reset_password(&caller, id, Secret::new(fields.one("password"))).await;
    answer(&app, &caller, id, reset, "password", None).await
}

/// Leads back to the page, which says what was done; or shows it again with what is wrong.
pub(super) async fn answer(
    app: &App,
    caller: &Caller,
    id: AccountId,
    result: Result<(), Error>,
    done: &str,
    typed: Option<(TypedPerson, TypedGrant)>,
) -> Result<Response, PageError> {
    let (status, faults, refusal) = match result {
        Ok(()) => return Ok(see_made(&format!("{}?done={done}", path(id)))),
        Err(Error::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, Faults::new(faults), None),
        Err(Error::Forbidden) => (StatusCode::FORBIDDEN, Faults::default(), Some(BEYOND.to_owned())),
        Err(Error::Refused(refusal)) => (StatusCode::CONFLICT, Faults::default(), Some(refusal.to_string())),
        Err(error) => return Err(error.into()),
    };
    let page = page(app, caller, id, typed).await?;
    html_with(status, &Page { faults, refusal, ..page })
}

pub(super) fn read(id: &str) -> Result<AccountId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

async fn page(
    app: &App,
    caller: &Caller,
    id: AccountId,
    typed: Option<(TypedPerson, TypedGrant)>,
) -> Result<Page, PageError> {
    let detail = app.show_account(caller, id).await?;
    let names = Names::read(app, caller).await?;
    let all_groups = app.list_account_groups(caller).await?;
    let all_groups: Vec<_> = all_groups.into_iter().map(|detail| detail.group).collect();
    let AccountDetail { account, groups, in_use } = &detail;
    let (typed, grant) = typed.unwrap_or_else(|| typed_of(&detail));
    let followed: Vec<_> = groups.iter().filter(|group| group.directory_group.is_some()).cloned().collect();
    let may_manage = caller.holds(Privilege::ManageAccounts);
    let link = app.show_identity_link(caller, id).await?;
    let providers = match account.origin {
        Origin::Local => app.list_providers_to_link(caller).await?,
        Origin::Directory(_) => Vec::new(),
    };
    let provider = |one: ProviderButton| Provider {
        is_chosen: link.as_ref().is_some_and(|link| link.provider_id == one.id),
        id: one.id.to_string(),
        name: one.name,
    };
    Ok(Page {
        providers: providers.into_iter().map(provider).collect(),
        is_bound: link.as_ref().is_some_and(|link| link.subject.is_some()),
        frame: Frame::new(app, caller, Section::Accounts),
        path: path(id),
        sessions: account_session::path(id),
        title: account.full_name.clone(),
        state: state(account),
        is_disabled: account.disabled_at.is_some(),
        is_own: caller.account_id() == Some(id),
        is_local: account.origin == Origin::Local,
        may_manage,
        may_change: may_manage && caller.holds_all_of(account, groups),
        facts: facts(app, &detail, &names),
        grant: GrantForm::of_account(&grant, caller, &names, &all_groups, &typed.groups, &followed),
        typed,
        ends: ends(in_use),
        done: None,
        faults: Faults::default(),
        refusal: None,
    })
}

/// Returns what the form shows of an account as it is.
fn typed_of(detail: &AccountDetail) -> (TypedPerson, TypedGrant) {
    let person = TypedPerson {
        username: detail.account.username.clone(),
        full_name: detail.account.full_name.clone(),
        email: detail.account.email.clone().unwrap_or_default(),
        groups: detail.groups.iter().map(|group| group.id.to_string()).collect(),
    };
    (person, TypedGrant::of(detail.account.access, detail.account.privilege_set))
}

fn facts(app: &App, detail: &AccountDetail, names: &Names) -> Vec<Fact> {
    let account = &detail.account;
    let at = |at| Some(Value::At(Moment { at, now: app.now() }));
    let password = match &account.origin {
        Origin::Local => "Here".to_owned(),
        Origin::Directory(user) => format!("In {}, and changed there", names.of_directory(user.directory_id)),
    };
    let groups: Vec<_> = detail.groups.iter().map(|group| group.name.clone()).collect();
    let (set, custom) = match (account.access, account.privilege_set) {
        (Access::Groups, _) => (None, None),
        (_, PrivilegeSet::Custom(privileges)) => {
            let titles: Vec<_> = privileges.list().map(|privilege| privilege.title()).collect();
            (Some(account.privilege_set.title()), Some(titles.join(", ")))
        }
        (_, set) => (Some(set.title()), None),
    };
    Facts::default()
        .words("Username", Some(account.username.as_str()))
        .words("E-mail", account.email.as_deref())
        .words("Password", Some(password))
        .words("Access", Some(names.of_access(account.access, &groups)))
        .words("Privilege set", set)
        .words("Privileges", custom)
        .with("Made", at(account.created_at))
        .with("Disabled", account.disabled_at.and_then(at))
        .0
}

/// Says what ends at once.
fn ends(in_use: &AccountUse) -> String {
    let parts: Vec<_> = [
        (in_use.sessions, "console session", "console sessions"),
        (in_use.api_tokens, "API token", "API tokens"),
        (in_use.enrollments_under_way, "unfinished enrollment", "unfinished enrollments"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| counted(count, one, many))
    .collect();
    let total = in_use.sessions + in_use.api_tokens + in_use.enrollments_under_way;
    match total {
        0 => "Nothing of this account is open now.".to_owned(),
        1 => format!("{} ends at once.", listed(&parts)),
        _ => format!("{} end at once.", listed(&parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_is_named_with_its_numbers() {
        let said = |sessions, api_tokens, enrollments_under_way| {
            ends(&AccountUse { sessions, api_tokens, enrollments_under_way })
        };
        assert_eq!(said(0, 0, 0), "Nothing of this account is open now.");
        assert_eq!(said(0, 1, 0), "1 API token ends at once.");
        assert_eq!(
            said(2, 1, 3),
            "2 console sessions, 1 API token and 3 unfinished enrollments end at once."
        );
    }
}
