//! `POST /api/v1/invitations`.

use std::collections::BTreeMap;

use app::{App, Caller, CreatedInvitation, Error, Fault, IdempotencyKey};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::invitation::{Delivery, EXPIRES_AFTER};
use domain::time::Timestamp;
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::recipient::{NewRecipient, faulty};
use super::terms::InvitationTerms;
use super::{Invitation, InvitationText, NewLink, deliveries, texts};
use crate::problem::Problem;
use crate::request::{Checks, read_json};

/// The largest body: room for as many recipients as an invitation may have, each with all there is to say.
pub(super) const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What somebody is told who makes an invitation where they may not.
pub(crate) const SITE_NEEDED: &str =
    "Name a site that you may invite to; without one it takes access to the whole server.";

/// An invitation to make and send.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInvitation {
    /// How its links reach people.
    #[schema(schema_with = deliveries)]
    delivery: String,
    /// What it grants and asks.
    terms: InvitationTerms,
    /// Texts of its own by language, such as `de`; the usual ones where there is none.
    #[serde(default)]
    texts: BTreeMap<String, InvitationText>,
    /// Whom it goes to; none where nothing is sent. An address that stands there twice gets one message.
    #[serde(default)]
    recipients: Vec<NewRecipient>,
}

/// An invitation that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeInvitation {
    /// The invitation.
    invitation: Invitation,
    /// How many messages are on their way.
    messages: u64,
    /// The link to give out, where nothing is sent: shown now and never again.
    link: Option<NewLink>,
}

impl MadeInvitation {
    /// Shows what was made as it stood then, so that a repeated request gets the same answer.
    fn new(created: CreatedInvitation) -> Self {
        let then: Timestamp = created.invitation.created_at;
        Self {
            invitation: Invitation::at(created.invitation, then),
            messages: created.messages,
            link: created.link.map(NewLink::from),
        }
    }
}

/// Makes an invitation and sends it
///
/// One message goes to each recipient, with a link of their own. If one value is wrong, nothing is made and nothing sent.
/// With an `Idempotency-Key`, the same request of the same token within 24 hours makes nothing new and gets the first
/// answer again, also when both come at once; another request under the same key is refused. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations",
    operation_id = "createInvitation",
    tag = "invitations",
    params((
        "Idempotency-Key" = Option<String>,
        Header,
        description = "A text of at most 255 characters that names this request, such as a random UUID."
    )),
    request_body = NewInvitation,
    responses((
        status = 201,
        description = "The invitation is made, and its messages are on their way",
        body = MadeInvitation,
        headers(("Location" = String, description = "The invitation's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Result<Response, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    let key = sent_key(request.headers())?;
    let (fields, body) = read_json::<NewInvitation>(request, BODY_BYTES_MAX).await?;
    let key = key.map(|key| IdempotencyKey::new(&key, &body)).transpose().map_err(problem)?;
    // Whoever repeats a request is answered before its values are looked at again: some may have become the past.
    if let Some(key) = &key
        && let Some(created) = app.recall_invitation(&caller, key).await.map_err(problem)?
    {
        return Ok(answer(created));
    }
    let mut checks = Checks::default();
    let delivery =
        checks.named("delivery", &fields.delivery, &Delivery::ALL.map(Delivery::name), Delivery::parse);
    let terms = fields.terms.parse(&mut checks, Some(app.now().plus(EXPIRES_AFTER)));
    checks.finish()?;
    let delivery = delivery.unwrap_or(Delivery::Link);
    let given: Vec<_> = fields.recipients.into_iter().map(Into::into).collect();
    let recipients =
        app.read_recipients(&caller, delivery, &given).await.map_err(problem)?.map_err(faulty)?;
    let new = app::NewInvitation { delivery, terms, texts: texts(fields.texts), recipients };
    let created = match &key {
        Some(key) => app.create_invitation_once(&caller, new, key).await,
        None => app.create_invitation(&caller, new).await,
    };
    created.map(answer).map_err(|error| match error {
        // What was not found is the site.
        Error::NotFound => Problem::invalid(vec![Fault::new("site_id", SITE_NEEDED)]),
        error => problem(error),
    })
}

fn answer(created: CreatedInvitation) -> Response {
    let location = format!("/api/v1/invitations/{}", created.invitation.id);
    let body = Json(MadeInvitation::new(created));
    (StatusCode::CREATED, [(header::LOCATION, location)], body).into_response()
}

/// Returns the key that was sent; two of them say nothing.
fn sent_key(headers: &HeaderMap) -> Result<Option<Vec<u8>>, Problem> {
    let mut values = headers.get_all(IdempotencyKey::HEADER).iter();
    let key = values.next().map(|value| value.as_bytes().to_vec());
    match values.next() {
        None => Ok(key),
        Some(_) => Err(Problem::malformed("The header Idempotency-Key may come once.")),
    }
}
