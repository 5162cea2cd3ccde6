//! `GET` and `POST /api/v1/invitations/{id}/recipients`; `GET …/{id}/devices`.

use app::{App, Caller, RecipientList, RecipientOrder, RecipientQuery};
use axum::extract::{Request, State};
use axum::{Extension, Json};
use domain::device::SEARCH_CHARACTERS_MAX;
use domain::id::InvitationId;
use domain::recipient::RecipientStatus;
use serde::{Deserialize, Serialize};
use utoipa::openapi::Object;
use utoipa::{IntoParams, ToSchema};

use super::create::BODY_BYTES_MAX;
use super::recipient::{NewRecipient, Recipient, faulty};
use crate::device::Device;
use crate::document::one_of;
use crate::enrollment::Enrollment;
use crate::page::{InvitedDevicePage, RecipientPage};
use crate::problem::Problem;
use crate::request::{Checks, Id, Parameters, read_json};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RecipientParameters {
    /// Only those who stand so; whether the invitation itself still serves is left aside.
    #[param(schema_with = super::standings)]
    status: Option<String>,
    /// Only those whose name or address contains this text, whatever the case.
    #[param(max_length = 128)]
    search: Option<String>,
    /// The order; `added` when not said.
    #[param(schema_with = sorts)]
    sort: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

fn sorts() -> Object {
    one_of(["added", "address", "stage"], "As they were added, by address, or who has come furthest first.")
}

impl RecipientParameters {
    fn parse(&self) -> Result<RecipientQuery, Problem> {
        let mut checks = Checks::default();
        let names = RecipientStatus::ALL.map(RecipientStatus::name).join(", ");
        let expected = format!("one of {names}");
        let status = checks.read("status", self.status.as_deref(), &expected, RecipientStatus::parse);
        let search = checks.text("search", self.search.as_deref(), SEARCH_CHARACTERS_MAX);
        let expected = "one of added, address, stage";
        let order = checks.read("sort", self.sort.as_deref(), expected, |text| match text {
            "added" => Some(RecipientOrder::Added),
            "address" => Some(RecipientOrder::Address),
            "stage" => Some(RecipientOrder::Stage),
            _ => None,
        });
        let query = RecipientQuery {
            list: RecipientList { status, search: search.unwrap_or_default() },
            order: order.unwrap_or_default(),
            after: checks.after(self.after.as_deref()),
            limit: checks.limit(self.limit.as_deref()),
        };
        checks.finish().map(|()| query)
    }
}

/// Lists the recipients of an invitation
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/invitations/{id}/recipients",
    operation_id = "listRecipients",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id."), RecipientParameters),
    responses((status = 200, description = "A page of recipients", body = RecipientPage))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
    Parameters(parameters): Parameters<RecipientParameters>,
) -> Result<Json<RecipientPage>, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    let query = parameters.parse()?;
    let shown = app.show_invitation(&caller, id).await.map_err(problem)?;
    let page = app.list_recipients(&caller, id, query).await.map_err(problem)?;
    let now = app.now();
    Ok(Json(RecipientPage::of(page, |recipient| {
        let status = recipient.status(&shown.invitation, now);
        Recipient::new(recipient, status)
    })))
}

/// Recipients to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRecipients {
    /// Whom else it goes to.
    recipients: Vec<NewRecipient>,
}

/// How many recipients were added.
#[derive(Serialize, ToSchema)]
pub(crate) struct AddedRecipients {
    /// How many are new, and get a message each. Those whose address was there already are left out.
    added: u64,
}

/// Adds recipients to an invitation
///
/// They get their messages at once. If one value is wrong, nobody is added. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/recipients",
    operation_id = "addRecipients",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    request_body = NewRecipients,
    responses((status = 200, description = "How many are new", body = AddedRecipients))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
    request: Request,
) -> Result<Json<AddedRecipients>, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    let (fields, _) = read_json::<NewRecipients>(request, BODY_BYTES_MAX).await?;
    let delivery = app.delivery_of(&caller, id).await.map_err(problem)?;
    let given: Vec<_> = fields.recipients.into_iter().map(Into::into).collect();
    let recipients =
        app.read_recipients(&caller, delivery, &given).await.map_err(problem)?.map_err(faulty)?;
    let added = app.add_recipients(&caller, id, recipients).await.map_err(problem)?;
    Ok(Json(AddedRecipients { added }))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeviceParameters {
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// A device that enrolled through an invitation.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitedDevice {
    /// The enrollment.
    enrollment: Enrollment,
    /// The device; `null` when it is in a site now that the token may not see.
    device: Option<Device>,
}

/// Lists the devices that enrolled through an invitation
///
/// The newest first. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/invitations/{id}/devices",
    operation_id = "listInvitedDevices",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id."), DeviceParameters),
    responses((status = 200, description = "A page of devices", body = InvitedDevicePage))
)]
pub(crate) async fn devices(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
    Parameters(parameters): Parameters<DeviceParameters>,
) -> Result<Json<InvitedDevicePage>, Problem> {
    let mut checks = Checks::default();
    let (after, limit) =
        (checks.after(parameters.after.as_deref()), checks.limit(parameters.limit.as_deref()));
    checks.finish()?;
    let page = app.list_invited_devices(&caller, id, after, limit).await;
    let now = app.now();
    Ok(Json(InvitedDevicePage::of(
        page.map_err(|error| Problem::from_app(error, now))?,
        |(enrollment, device)| InvitedDevice {
            enrollment: Enrollment::at(enrollment, now),
            device: device.map(Device::from),
        },
    )))
}
