//! Where an account is signed in, for whoever manages accounts: sessions to end, a lost second factor to reset.

use app::{App, Error};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::account::Account;
use domain::id::{AccountId, SessionId};
use domain::privilege::Privilege;
use domain::second_factor::SecondFactors;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see_made};

use crate::account::PATH as LIST;
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::my_account::or_prove;
use crate::session_row::SessionRow;

/// Returns the path of the page of an account's sessions.
pub(crate) fn path(id: AccountId) -> String {
    format!("/console/settings/accounts/{id}/sessions")
}

#[derive(Template)]
#[template(path = "account-sessions.html")]
struct Page {
    frame: Frame,
    account: Account,
    second_factors: SecondFactors,
    sessions: Vec<SessionRow>,
    /// Where the table's buttons lead.
    end_path: &'static str,
    may_manage: bool,
    /// Whether the caller may do at least as much as the account.
    may_reset: bool,
    is_own: bool,
    done: &'static str,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the sessions.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let shown = app.show_account_sessions(&caller, id).await?;
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Accounts),
        sessions: SessionRow::list(shown.sessions, caller.session_id(), app.now()),
        account: shown.account,
        second_factors: shown.second_factors,
        end_path: "/console/settings/sessions",
        may_manage: caller.holds(Privilege::ManageAccounts),
        may_reset: shown.may_reset,
        is_own: caller.account_id() == Some(id),
        done: match address.done.as_str() {
            "ended" => "The session is over.",
            "all-ended" => "The sessions are over.",
            "reset" => {
                "The second factor is gone, and every session, API token and unfinished enrollment of the account with it. The password alone is enough now."
            }
            _ => "",
        },
    })
}

/// Ends one session.
pub(crate) async fn end(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = id.parse::<SessionId>().map_err(|_| Error::NotFound)?;
    let account_id = app.end_session(&caller, id).await?;
    Ok(see_made(&format!("{}?done=ended", path(account_id))))
}

/// Ends every session of an account.
pub(crate) async fn end_all(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    app.end_account_sessions(&caller, id).await?;
    Ok(see_made(&format!("{}?done=all-ended", path(id))))
}

/// Takes an account's second factors away.
pub(crate) async fn reset(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    match app.reset_second_factor(&caller, id).await {
        Ok(()) => Ok(see_made(&format!("{}?done=reset", path(id)))),
        Err(error) => or_prove(error),
    }
}
