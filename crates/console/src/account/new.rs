//! A new local account. Accounts of directory users come by themselves, when they sign in by a group of theirs.

use app::{App, Caller, Error, NewAccount};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use domain::privilege::Privilege;
use domain::secret::Secret;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::{PATH as LIST, TypedPerson, path};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::grant::{GrantForm, Names, TypedGrant};
use crate::icon::Icon;

/// Where an account is made.
pub(crate) const PATH: &str = "/console/settings/accounts/new";

/// Why a form comes back when somebody would give more than they have.
pub(crate) const BEYOND: &str =
    "Nobody gives more than they may do themselves. Choose less, or ask somebody whose account may do more.";

#[derive(Template)]
#[template(path = "account/new.html")]
struct Page {
    frame: Frame,
    typed: TypedPerson,
    grant: GrantForm,
    faults: Faults,
    refusal: Option<String>,
}

/// Shows the form.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    html(&page(&app, &caller, TypedPerson::default(), &TypedGrant::default()).await?)
}

/// Makes the account.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    let (typed, grant) = (TypedPerson::read(&fields), TypedGrant::read(&fields));
    let (status, faults, refusal) = match make(&app, &caller, &typed, &grant, fields.one("password")).await {
        Ok(path) => return Ok(see_made(&format!("{path}?done=made"))),
        Err(Error::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, Faults::new(faults), None),
        Err(Error::Forbidden) => (StatusCode::FORBIDDEN, Faults::default(), Some(BEYOND.to_owned())),
        Err(error) => return Err(error.into()),
    };
    let page = page(&app, &caller, typed, &grant).await?;
    html_with(status, &Page { faults, refusal, ..page })
}

async fn make(
    app: &App,
    caller: &Caller,
    typed: &TypedPerson,
    grant: &TypedGrant,
    password: &str,
) -> Result<String, Error> {
    let new = NewAccount {
        username: typed.username.trim().to_owned(),
        full_name: typed.full_name.clone(),
        email: typed.email(),
        password: Secret::new(password),
        access: grant.access()?,
        privilege_set: grant.set()?,
        groups: typed.groups(),
    };
    Ok(path(app.create_account(caller, new).await?.id))
}

async fn page(app: &App, caller: &Caller, typed: TypedPerson, grant: &TypedGrant) -> Result<Page, PageError> {
    let names = Names::read(app, caller).await?;
    let groups = app.list_account_groups(caller).await?;
    let groups: Vec<_> = groups.into_iter().map(|detail| detail.group).collect();
    Ok(Page {
        frame: Frame::new(app, caller, Section::Accounts),
        grant: GrantForm::of_account(grant, caller, &names, &groups, &typed.groups, &[]),
        typed,
        faults: Faults::default(),
        refusal: None,
    })
}
