//! `POST /api/receipts/sms` and `/api/receipts/sms/{id}`: what the SMS provider says became of a message.
//!
//! No token opens this door: what is posted has to be signed by the provider (T32). The answer is 204 or 403 and nothing
//! else, so that nobody learns which messages there are. It is no part of the API's document.

use app::{App, Error, PostedReceipt};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::bearer::source;

/// The largest body; receipts have less than one kilobyte.
const BODY_BYTES_MAX: usize = 16 * 1024;

/// Returns the routes.
pub(crate) fn router(app: App) -> Router {
    Router::new()
        .route("/api/receipts/sms", post(take))
        .route("/api/receipts/sms/{id}", post(take_of_message))
        .with_state(app)
}

async fn take(State(app): State<App>, request: Request) -> Response {
    taken(&app, PostedReceipt::default(), request).await
}

async fn take_of_message(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    match id.parse() {
        Ok(id) => {
            taken(&app, PostedReceipt { message_id: Some(id), ..PostedReceipt::default() }, request).await
        }
        Err(_) => answer(StatusCode::FORBIDDEN),
    }
}

async fn taken(app: &App, posted: PostedReceipt, request: Request) -> Response {
    let source = source(request.extensions());
    let text = |headers: &HeaderMap, name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
    let headers = request.headers();
    let posted = PostedReceipt {
        twilio_signature: text(headers, "x-twilio-signature"),
        signature: text(headers, "x-vestibule-signature"),
        timestamp: text(headers, "x-vestibule-timestamp"),
        ..posted
    };
    let Ok(body) = to_bytes(request.into_body(), BODY_BYTES_MAX).await else {
        return answer(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let posted = PostedReceipt { body: body.into(), ..posted };
    match app.take_sms_receipt(&posted, source).await {
        Ok(()) => answer(StatusCode::NO_CONTENT),
        Err(Error::Forbidden) => answer(StatusCode::FORBIDDEN),
        Err(error) => {
            let reference = app.new_reference();
            tracing::error!(%reference, %error, "a receipt of an SMS could not be taken");
            answer(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

fn answer(status: StatusCode) -> Response {
    let mut response = status.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
