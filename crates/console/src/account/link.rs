//! Links an account to an identity provider: whoever comes first from there with its username signs in to it.

use app::{App, Error, Fault};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::privilege::Privilege;
use web::error::PageError;
use web::form::Fields;

use super::show::answer;
use crate::admin::{Admin, demand_privilege};

/// Sets or removes the link.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageAccounts)?;
    let id = super::show::read(&id)?;
    let (result, done) = match fields.one("provider") {
        "" => (app.remove_identity_link(&caller, id).await, "unlinked"),
        provider => match provider.parse() {
            Ok(provider) => (app.set_identity_link(&caller, id, provider).await.map(|_| ()), "linked"),
            Err(_) => {
                let words = "Choose an identity provider that exists.";
                (Err(Error::Invalid(vec![Fault::new("provider", words)])), "linked")
            }
        },
    };
    answer(&app, &caller, id, result, done, None).await
}
