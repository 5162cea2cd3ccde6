//! `GET /api/v1/invitations`.

use app::{App, Caller, InvitationList, InvitationOrder, InvitationQuery};
use axum::extract::State;
use axum::{Extension, Json};
use domain::device::SEARCH_CHARACTERS_MAX;
use domain::id::SiteId;
use domain::invitation::{Delivery, InvitationStatus};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa::openapi::Object;

use super::InvitationRow;
use crate::document::one_of;
use crate::page::InvitationPage;
use crate::problem::Problem;
use crate::request::{Checks, Parameters};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InvitationParameters {
    /// Only those that stand so.
    #[param(schema_with = super::statuses)]
    status: Option<String>,
    /// Only those that go this way.
    #[param(schema_with = super::deliveries)]
    delivery: Option<String>,
    /// Those in the archive instead of those in sight.
    #[param(value_type = Option<bool>)]
    archived: Option<String>,
    /// Only those whose name contains this text, whatever the case.
    #[param(max_length = 128)]
    search: Option<String>,
    /// Only those of this site. A token whose maker has access to several sites lists one of them when not said.
    #[param(format = Uuid)]
    site_id: Option<String>,
    /// The order; `newest` when not said.
    #[param(schema_with = sorts)]
    sort: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

const SORTS: [&str; 2] = ["newest", "name"];

fn sorts() -> Object {
    one_of(SORTS, "The newest first, or by name.")
}

impl InvitationParameters {
    fn parse(&self) -> Result<(InvitationQuery, Option<SiteId>), Problem> {
        let mut checks = Checks::default();
        let site_id = checks.id("site_id", self.site_id.as_deref());
        let names = InvitationStatus::ALL.map(InvitationStatus::name).join(", ");
        let status = checks.read(
            "status",
            self.status.as_deref(),
            &format!("one of {names}"),
            InvitationStatus::parse,
        );
        let names = Delivery::ALL.map(Delivery::name).join(", ");
        let delivery =
            checks.read("delivery", self.delivery.as_deref(), &format!("one of {names}"), Delivery::parse);
        let search = checks.text("search", self.search.as_deref(), SEARCH_CHARACTERS_MAX);
        let order = checks.read("sort", self.sort.as_deref(), "one of newest, name", |text| match text {
            "newest" => Some(InvitationOrder::Newest),
            "name" => Some(InvitationOrder::Name),
            _ => None,
        });
        let query = InvitationQuery {
            list: InvitationList {
                is_archived: checks.flag("archived", self.archived.as_deref()),
                status,
                delivery,
                search: search.unwrap_or_default(),
            },
            order: order.unwrap_or_default(),
            after: checks.after(self.after.as_deref()),
            limit: checks.limit(self.limit.as_deref()),
        };
        checks.finish().map(|()| (query, site_id))
    }
}

/// Lists invitations
///
/// With how far the recipients of each have come. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/invitations",
    operation_id = "listInvitations",
    tag = "invitations",
    params(InvitationParameters),
    responses((status = 200, description = "A page of invitations", body = InvitationPage))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<InvitationParameters>,
) -> Result<Json<InvitationPage>, Problem> {
    let ((query, site_id), now) = (parameters.parse()?, app.now());
    let caller = caller.at_site(site_id);
    let page = app.list_invitations(&caller, query).await.map_err(|error| Problem::from_app(error, now))?;
    Ok(Json(InvitationPage::of(page, |row| InvitationRow::at(row, now))))
}
