//! `GET /ca.pem`: the roots, for people and programs that want to look at them or trust them beforehand.

use app::App;
use axum::extract::State;
use axum::response::IntoResponse;
use http::header::CONTENT_TYPE;

/// Gives the roots as PEM.
pub(crate) async fn get(State(app): State<App>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/x-pem-file")], app.ca_pem())
}
