//! `/mdm/checkin`: `Authenticate`, `TokenUpdate`, `CheckOut` and the rest of what devices report outside commands.

use app::{App, CheckinReply};
use apple_mdm::checkin::Message;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::header;

use crate::octets::Octets;
use crate::refusal::Refusal;
use crate::{message, source};

/// The largest check-in message: bootstrap tokens and status reports are the long ones.
const BODY_BYTES_MAX: usize = 1024 * 1024;

/// Takes one check-in message.
pub(crate) async fn take(
    State(app): State<App>,
    Extension(octets): Extension<Octets>,
    request: Request,
) -> Response {
    answer(&app, &octets, request).await.unwrap_or_else(|refusal| refusal.answer(&app, "/mdm/checkin"))
}

/// Answers a check-in message, wherever it came in: some profiles name one URL for both channels.
pub(crate) async fn answer(app: &App, octets: &Octets, request: Request) -> Result<Response, Refusal> {
    let source = source::of(request.extensions());
    let sent = message::read(app, octets, request, BODY_BYTES_MAX, Message::parse).await?;
    let message_type = sent.message.message_type();
    match app.check_in(&sent.proof, sent.message, source).await? {
        CheckinReply::Empty => Ok(empty()),
        CheckinReply::Plist(body) => Ok(([(header::CONTENT_TYPE, "application/xml")], body).into_response()),
        CheckinReply::Json(body) => Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response()),
        CheckinReply::NoDeclaration => Err(Refusal::not_found("no such declaration")),
        CheckinReply::Unsupported => Err(Refusal::bad_request(format!("{message_type} is not served here"))),
        CheckinReply::UserDeclined => Err(Refusal::gone("users on devices are not managed here")),
    }
}

/// Returns 200 with zero octets and its length said, never chunked: clients take anything else for a document.
pub(crate) fn empty() -> Response {
    ([(header::CONTENT_LENGTH, "0")], Body::empty()).into_response()
}
