//! `POST /api/v1/accounts`.

use app::{App, Caller};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::id::{AccountGroupId, SiteId};
use domain::secret::Secret;
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Account;
use crate::problem::Problem;
use crate::request::{Checks, JsonBody};
use crate::right;

/// A local account to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccount {
    /// The name to sign in with; it cannot be changed later.
    #[schema(min_length = 1, max_length = 128, example = "ann")]
    username: String,
    /// The person's name.
    #[schema(min_length = 1, max_length = 128, example = "Ann Example")]
    full_name: String,
    /// The person's e-mail address.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// The password. No answer ever holds it.
    #[schema(write_only, min_length = 10, max_length = 1024)]
    password: String,
    /// Where its privileges come from and how far they reach.
    #[schema(schema_with = right::accesses)]
    access: String,
    /// The site at which the access ends, of access `site`.
    #[schema(value_type = Option<String>, format = Uuid)]
    site_id: Option<SiteId>,
    /// What the account may do; counts for nothing with access `groups`.
    #[schema(schema_with = right::sets)]
    privilege_set: String,
    /// The privileges of the set `custom`.
    #[serde(default)]
    #[schema(schema_with = right::privileges, required = false)]
    privileges: Vec<String>,
    /// The groups it is in, of those whose accounts are chosen here.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false)]
    group_ids: Vec<AccountGroupId>,
}

impl NewAccount {
    fn parse(self) -> Result<app::NewAccount, Problem> {
        let mut checks = Checks::default();
        let access = right::read_access(&mut checks, &self.access, self.site_id);
        let set = right::read_set(&mut checks, &self.privilege_set, &self.privileges);
        let (access, privilege_set) = right::whole(checks, access, set)?;
        Ok(app::NewAccount {
            username: self.username,
            full_name: self.full_name,
            email: self.email,
            password: Secret::new(self.password),
            access,
            privilege_set,
            groups: self.group_ids,
        })
    }
}

/// Makes a local account
///
/// A token gives no more than it holds itself: an account that reads needs the scope `read` beside `manage`, and none
/// makes an administrator, because no token may manage tokens. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/accounts",
    operation_id = "createAccount",
    tag = "accounts",
    request_body = NewAccount,
    responses((
        status = 201,
        description = "The account is made",
        body = Account,
        headers(("Location" = String, description = "The account's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(new): JsonBody<NewAccount>,
) -> Result<Response, Problem> {
    let made = app.create_account(&caller, new.parse()?).await;
    let account = made.map_err(|error| Problem::of_fields(error, &right::FIELDS, app.now()))?;
    let location = format!("/api/v1/accounts/{}", account.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(Account::from(account))).into_response())
}
