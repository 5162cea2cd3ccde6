//! Deletes an identity provider: says what refers to it and what becomes of that, and lets one type the name.

use app::{App, Caller, Fault, Leftovers};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::directory::DirectoryUses;
use domain::id::IdentityProviderId;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see};

use crate::admin::{Admin, demand_privilege};
use crate::count::counted;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "identity-provider/delete.html")]
struct Page {
    frame: Frame,
    path: String,
    name: String,
    /// What happens to whom, one sentence each.
    outcomes: Vec<String>,
    typed: String,
    faults: Faults,
}

/// Shows what would happen.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSingleSignOn)?;
    html(&page(&app, &caller, super::read(&id)?).await?)
}

/// Deletes the provider.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageSingleSignOn)?;
    let id = super::read(&id)?;
    let page = page(&app, &caller, id).await?;
    let typed = fields.one("name").to_owned();
    if typed.trim() != page.name {
        let words = format!("Type the provider’s name, {}, to confirm.", page.name);
        let faults = Faults::new(vec![Fault::new("name", words)]);
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &Page { typed, faults, ..page });
    }
    app.delete_identity_provider(&caller, id, Leftovers::CutLoose).await?;
    Ok(see("/console/settings/identity-providers?done=deleted"))
}

async fn page(app: &App, caller: &Caller, id: IdentityProviderId) -> Result<Page, PageError> {
    let detail = app.show_identity_provider(caller, id).await?;
    let uses = app.count_identity_provider_uses(caller, id).await?;
    Ok(Page {
        frame: Frame::new(app, caller, Section::SingleSignOn),
        path: super::path(id),
        name: detail.provider.settings.name,
        outcomes: outcomes(uses),
        typed: String::new(),
        faults: Faults::default(),
    })
}

fn outcomes(uses: DirectoryUses) -> Vec<String> {
    let devices = counted(uses.devices, "device", "devices");
    let accounts = counted(uses.accounts, "account", "accounts");
    let groups = counted(uses.account_groups, "group of accounts", "groups of accounts");
    let rows = counted(uses.access_rows, "row", "rows");
    let outcomes = [
        (uses.devices, format!("{devices} assigned to its people: what they know of them stays.")),
        (uses.accounts, format!("{accounts} of its people: disabled, and signed out at once.")),
        (
            uses.account_groups,
            format!("{groups} that stand for its groups: nobody comes into them by it any more."),
        ),
        (uses.access_rows, format!("{rows} of enrollment access for its groups: deleted.")),
    ];
    outcomes.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect()
}
