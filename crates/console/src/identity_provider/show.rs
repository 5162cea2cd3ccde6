//! The page of one identity provider: how it is set up, a check, a login that shows the claims, and what can be done with it.

use app::{App, Caller, IdentityProviderDetail, ProviderTest};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::id::IdentityProviderId;
use domain::privilege::Privilege;
use http::HeaderMap;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see_made};
use web::session::SessionCookie;

use super::probe::Checked;
use crate::admin::{Admin, demand_privilege};
use crate::badge::Badge;
use crate::fact::{Fact, Facts};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;
use crate::provider_login;

#[derive(Template)]
#[template(path = "identity-provider/show.html")]
struct Page {
    frame: Frame,
    path: String,
    name: String,
    badge: Badge,
    is_disabled: bool,
    told: Vec<(&'static str, String)>,
    portal_callback: String,
    console_callback: String,
    may_manage: bool,
    checked: Option<Checked>,
    tested: Option<Tested>,
    done: Option<&'static str>,
}

/// What a login has shown.
enum Tested {
    Known {
        /// What a device record would get.
        facts: Vec<Fact>,
        /// What is missing.
        faults: Vec<String>,
        /// Every claim with its values.
        claims: Vec<(String, String)>,
    },
    Refused(String),
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the provider.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let detail = app.show_identity_provider(&caller, super::read(&id)?).await?;
    let done = match address.done.as_str() {
        "created" => Some("The identity provider is set up. Check it, and log in with it once, below."),
        "saved" => Some("Saved. Logins use the new settings from now on."),
        "enabled" => Some("People can log in by it again."),
        "disabled" => Some("Nobody can log in by it any more."),
        _ => None,
    };
    html(&Page { done, ..page(&app, &caller, detail) })
}

/// Checks the provider as far as that goes without a login.
pub(crate) async fn post_check(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSingleSignOn)?;
    let id = super::read(&id)?;
    let detail = app.show_identity_provider(&caller, id).await?;
    let checked = app.check_identity_provider(&caller, id).await?;
    html(&Page { checked: Some(checked.into()), ..page(&app, &caller, detail) })
}

/// Sends the administrator off to log in, to see what the provider says of them.
pub(crate) async fn post_login(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSingleSignOn)?;
    let browser = SessionCookie::AtProvider.read(&headers);
    let sent = app.send_off_to_test(&caller, super::read(&id)?, browser).await?;
    let (cookie, page) = provider_login::leave(&app, &sent)?;
    Ok((AppendHeaders([cookie]), page).into_response())
}

/// Shows what the provider has said.
pub(crate) async fn tested(
    app: &App,
    caller: &Caller,
    id: IdentityProviderId,
    outcome: Result<Box<ProviderTest>, String>,
) -> Result<Response, PageError> {
    let detail = app.show_identity_provider(caller, id).await?;
    let tested = match outcome {
        Ok(test) => known(&detail, *test),
        Err(reason) => Tested::Refused(reason),
    };
    html(&Page { tested: Some(tested), ..page(app, caller, detail) })
}

fn known(detail: &IdentityProviderDetail, test: ProviderTest) -> Tested {
    let mapping = &detail.provider.settings.claims;
    let mut faults = Vec::new();
    let lacking = mapping
        .fields()
        .into_iter()
        .filter(|(_, _, claim)| !claim.is_empty() && test.claims.all(claim).is_empty());
    faults.extend(lacking.map(|(_, title, claim)| format!("{title}: there is no claim {claim}.")));
    if test.person.is_none() {
        faults.push("There is no username, so nobody can log in.".to_owned());
    }
    let person = test.person.unwrap_or_default();
    let groups = test.groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>().join(", ");
    let facts = Facts::default()
        .words("Username", Some(person.username))
        .words("Full name", Some(person.full_name))
        .words("E-mail address", person.email)
        .words("Phone number", person.phone)
        .words("Position", person.position)
        .words("Department", person.department)
        .words("Building", person.building)
        .words("Room", person.room)
        .words("Managed Apple Account", person.managed_apple_account)
        .words("Groups", Some(groups))
        .code("Subject", Some(test.claims.subject));
    let claims = test.claims.values.into_iter().map(|(name, values)| (name, values.join(", ")));
    Tested::Known { facts: facts.0, faults, claims: claims.collect() }
}

/// Lets nobody log in by the provider any more.
pub(crate) async fn post_disable(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = super::read(&id)?;
    app.disable_identity_provider(&caller, id).await?;
    Ok(see_made(&link(&super::path(id), &[("done", "disabled")])))
}

/// Lets people log in by the provider again.
pub(crate) async fn post_enable(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = super::read(&id)?;
    app.enable_identity_provider(&caller, id).await?;
    Ok(see_made(&link(&super::path(id), &[("done", "enabled")])))
}

fn page(app: &App, caller: &Caller, detail: IdentityProviderDetail) -> Page {
    Page {
        frame: Frame::new(app, caller, Section::SingleSignOn),
        path: super::path(detail.provider.id),
        badge: super::badge(&detail.provider),
        is_disabled: detail.provider.disabled_at.is_some(),
        told: super::told(&detail, caller),
        name: detail.provider.settings.name,
        portal_callback: detail.portal_callback,
        console_callback: detail.console_callback,
        may_manage: caller.holds(Privilege::ManageSingleSignOn),
        checked: None,
        tested: None,
        done: None,
    }
}
