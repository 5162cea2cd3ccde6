//! The page itself.

use app::{App, Caller};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::id::PasskeyId;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::html;
use web::time::Moment;

use crate::PASSKEY_SCRIPT;
use crate::admin::Admin;
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::session_row::SessionRow;

#[derive(Template)]
#[template(path = "my-account/show.html")]
pub(super) struct Page {
    frame: Frame,
    passkey_script_url: String,
    is_held_back: bool,
    has_password: bool,
    has_passkeys: bool,
    state: Badge,
    totp_since: Option<Moment>,
    passkeys: Vec<PasskeyRow>,
    recovery_codes_left: u32,
    is_asked_for: bool,
    sessions: Vec<SessionRow>,
    /// Where the table's buttons lead.
    end_path: &'static str,
    may_manage: bool,
    done: &'static str,
    /// What was typed as a passkey's name.
    pub(super) name: String,
    pub(super) faults: Faults,
}

/// One passkey.
struct PasskeyRow {
    id: PasskeyId,
    name: String,
    created: Moment,
    used: Option<Moment>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the page.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let page = page(&app, &caller).await?;
    html(&Page { done: done(&address.done), ..page })
}

/// Gathers what the page shows.
pub(super) async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let now = app.now();
    let factors = app.show_second_factors(caller).await?;
    let is_asked_for = factors.is_asked_for();
    let sessions = app.list_own_sessions(caller).await?;
    Ok(Page {
        frame: Frame::new(app, caller, Section::Elsewhere),
        passkey_script_url: PASSKEY_SCRIPT.url(),
        is_held_back: caller.is_held_back(),
        has_password: app.has_own_password(caller).await?,
        has_passkeys: app.has_passkeys(),
        state: if is_asked_for { Badge::good("On") } else { Badge::calm("Off") },
        totp_since: factors.totp_since.map(|at| Moment { at, now }),
        passkeys: factors
            .passkeys
            .into_iter()
            .map(|passkey| PasskeyRow {
                id: passkey.id,
                name: passkey.name,
                created: Moment { at: passkey.created_at, now },
                used: passkey.last_used_at.map(|at| Moment { at, now }),
            })
            .collect(),
        recovery_codes_left: factors.recovery_codes_left,
        is_asked_for,
        sessions: SessionRow::list(sessions, caller.session_id(), now),
        end_path: "/console/account/sessions",
        may_manage: true,
        done: "",
        name: String::new(),
        faults: Faults::default(),
    })
}

fn done(name: &str) -> &'static str {
    match name {
        "proved" => "Thank you. For ten minutes you can change how you sign in.",
        "password" => {
            "Your password is changed. Every other session, API token and unfinished enrollment of yours is over."
        }
        "totp" => "The authenticator app is in use.",
        "totp-removed" => "The authenticator app is removed, and your other sessions are over.",
        "passkey" => "The passkey is in use.",
        "passkey-renamed" => "The passkey has its new name.",
        "passkey-removed" => {
            "The passkey is removed, and your other sessions are over. Delete it on the device too."
        }
        "ended" => "The session is over.",
        "others-ended" => "Your other sessions are over.",
        _ => "",
    }
}
