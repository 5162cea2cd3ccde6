//! API Tokens: made here, shown once, revoked here.

use app::{App, Caller, Error, NewApiToken};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::api_token::{ApiToken, Scope};
use domain::id::ApiTokenId;
use domain::privilege::Privilege;
use domain::time::Timestamp;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};
use web::time::Moment;

use crate::admin::Admin;
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where the tokens are.
pub(crate) const PATH: &str = "/console/settings/api-tokens";

#[derive(Template)]
#[template(path = "api-token.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    may_manage: bool,
    /// A token just made: its name and its secret, this once.
    made: Option<(String, String)>,
    is_revoked_now: bool,
    typed: Typed,
    faults: Faults,
    api_url: String,
}

/// One token.
struct Row {
    id: ApiTokenId,
    name: String,
    maker: &'static str,
    scopes: String,
    created: Moment,
    expires: Moment,
    state: Badge,
    is_live: bool,
}

/// What was typed. Each scope is a box of its own.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
    scope_read: Option<String>,
    scope_enroll: Option<String>,
    scope_manage: Option<String>,
    #[serde(default)]
    days: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the tokens and, to whoever may, the form.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let page = page(&app, &caller).await?;
    html(&Page { is_revoked_now: address.done == "revoked", ..page })
}

/// Makes a token. The answer is no redirect: the secret is seen this once and stands in no address.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let boxes = [
        (Scope::Read, &typed.scope_read),
        (Scope::Enroll, &typed.scope_enroll),
        (Scope::Manage, &typed.scope_manage),
    ];
    let new = NewApiToken {
        name: typed.name.trim().to_owned(),
        scopes: boxes.into_iter().filter(|(_, ticked)| ticked.is_some()).map(|(scope, _)| scope).collect(),
        // Zero is refused by the verb, with the words for this field.
        days: typed.days.trim().parse().unwrap_or(0),
    };
    match app.create_api_token(&caller, new).await {
        Ok(made) => {
            let page = page(&app, &caller).await?;
            let made = Some((made.token.name, made.secret.expose().to_owned()));
            html_with(StatusCode::CREATED, &Page { made, ..page })
        }
        Err(Error::Invalid(faults)) => {
            let page = page(&app, &caller).await?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &Page { typed, faults: Faults::new(faults), ..page })
        }
        Err(error) => Err(error.into()),
    }
}

/// Revokes a token.
pub(crate) async fn revoke(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: ApiTokenId = id.parse().map_err(|_| Error::NotFound)?;
    app.revoke_api_token(&caller, id).await?;
    Ok(see("/console/settings/api-tokens?done=revoked"))
}

async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let tokens = app.list_api_tokens(caller).await?;
    Ok(Page {
        frame: Frame::new(app, caller, Section::ApiTokens),
        rows: tokens.into_iter().map(|token| Row::new(token, caller, app.now())).collect(),
        may_manage: caller.holds(Privilege::ManageApiTokens),
        made: None,
        is_revoked_now: false,
        typed: Typed {
            name: String::new(),
            scope_read: Some(String::new()),
            scope_enroll: None,
            scope_manage: None,
            days: "90".into(),
        },
        faults: Faults::default(),
        api_url: format!("{}/api/v1", app.settings().base_url),
    })
}

impl Row {
    fn new(token: ApiToken, caller: &Caller, now: Timestamp) -> Self {
        let scope = |scope: &Scope| match scope {
            Scope::Read => "Read",
            Scope::Enroll => "Enroll",
            Scope::Manage => "Manage",
        };
        let is_live = token.is_live(now);
        Self {
            id: token.id,
            maker: if caller.account_id() == Some(token.account_id) {
                "You"
            } else {
                "Another administrator"
            },
            scopes: token.scopes.iter().map(scope).collect::<Vec<_>>().join(", "),
            created: Moment { at: token.created_at, now },
            expires: Moment { at: token.expires_at, now },
            state: match (is_live, token.revoked_at) {
                (true, _) => Badge::good("In use"),
                (false, Some(_)) => Badge::calm("Revoked"),
                (false, None) => Badge::calm("Expired"),
            },
            is_live,
            name: token.name,
        }
    }
}
