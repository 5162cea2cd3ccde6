//! Passkeys: added, renamed, removed.

use app::{App, Caller, Error, Fault, Refusal};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::PasskeyId;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html_with, see};

use super::{or_prove, recovery_code, show};
use crate::admin::Admin;
use crate::second_step::{Answered, asked_json};

/// A passkey's new name.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
}

/// Asks for a new passkey, for the page's script.
pub(crate) async fn ask(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    match app.ask_new_passkey(&caller).await {
        Ok(asked) => Ok(asked_json(&asked)),
        Err(error) => or_prove(error),
    }
}

/// Adds the passkey that was made; with the first second factor come recovery codes.
pub(crate) async fn add(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(answered): Form<Answered>,
) -> Result<Response, PageError> {
    let added = match answered.answer() {
        Ok(answer) => app.add_passkey(&caller, &answered.name, &answer).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(Some(codes)) => recovery_code::show(&app, &caller, codes),
        Ok(None) => Ok(see("/console/account?done=passkey")),
        Err(Error::Invalid(faults)) => refused(&app, &caller, answered.name, faults).await,
        Err(Error::Refused(refusal @ (Refusal::SecondFactor | Refusal::PasskeysFull))) => {
            let faults = vec![Fault::new("passkey", refusal.to_string())];
            refused(&app, &caller, answered.name, faults).await
        }
        Err(error) => or_prove(error),
    }
}

/// Renames a passkey.
pub(crate) async fn rename(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let id: PasskeyId = id.parse().map_err(|_| Error::NotFound)?;
    match app.rename_passkey(&caller, id, &typed.name).await {
        Ok(()) => Ok(see("/console/account?done=passkey-renamed")),
        Err(Error::Invalid(faults)) => {
            let faults = faults.into_iter().map(|fault| Fault::new("rename", fault.message)).collect();
            refused(&app, &caller, String::new(), faults).await
        }
        Err(error) => or_prove(error),
    }
}

/// Removes a passkey.
pub(crate) async fn remove(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: PasskeyId = id.parse().map_err(|_| Error::NotFound)?;
    match app.remove_passkey(&caller, id).await {
        Ok(()) => Ok(see("/console/account?done=passkey-removed")),
        Err(error) => or_prove(error),
    }
}

async fn refused(
    app: &App,
    caller: &Caller,
    name: String,
    faults: Vec<Fault>,
) -> Result<Response, PageError> {
    let mut page = show::page(app, caller).await?;
    page.name = name;
    page.faults = Faults::new(faults);
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
