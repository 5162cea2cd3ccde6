//! The identity providers.

use app::{App, IdentityProviderDetail};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;

use crate::admin::Admin;
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "identity-provider/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    may_manage: bool,
    done: Option<&'static str>,
}

/// One provider.
struct Row {
    path: String,
    name: String,
    issuer: String,
    portal: &'static str,
    console: &'static str,
    state: Badge,
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
    let all = app.list_identity_providers(&caller).await?;
    let row = |IdentityProviderDetail { provider, .. }: IdentityProviderDetail| Row {
        path: super::path(provider.id),
        state: super::badge(&provider),
        portal: provider.settings.portal.title(),
        console: provider.settings.console.title(),
        name: provider.settings.name,
        issuer: provider.settings.issuer,
    };
    html(&Page {
        frame: Frame::new(&app, &caller, Section::SingleSignOn),
        rows: all.into_iter().map(row).collect(),
        may_manage: caller.holds(Privilege::ManageSingleSignOn),
        done: (address.done == "deleted").then_some("The identity provider is deleted."),
    })
}
