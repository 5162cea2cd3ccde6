//! What every request passes before it reaches a door: log line, body, source, host, and a net below.

use crate::host::AllowedHosts;
use crate::source::TrustedProxies;
use crate::{access, body, host, source};
use axum::Router;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;

/// Wraps all doors of one listener, the log outermost. Nothing else may stand between listener and doors.
pub fn wrap(doors: Router, allowed: AllowedHosts, trusted: TrustedProxies) -> Router {
    let caught = doors.layer(CatchPanicLayer::custom(answer_panic));
    access::log(body::read_small(source::mark(host::guard(caught, allowed), trusted)))
}

/// Answers a request whose handler panicked; the panic hook has said where, and the message may hold a secret.
fn answer_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on the server.\n").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Extension;
    use axum::body::{Body, to_bytes};
    use axum::extract::ConnectInfo;
    use axum::routing::{get, post};
    use http::Request;
    use std::net::{IpAddr, SocketAddr};
    use tower::ServiceExt;
    use tower_http::csrf::CsrfLayer;
    use web::client::ClientAddress;

    const PROXY: [u8; 4] = [127, 0, 0, 1];

    /// Sends what a proxy before the plain listener sends on.
    async fn send_on(doors: Router, request: http::request::Builder) -> Response {
        let allowed = AllowedHosts::base_or_loopback(&"https://mdm.example.org".parse().unwrap());
        let trusted = TrustedProxies::new(&["127.0.0.1".parse().unwrap()]);
        let request = request.extension(ConnectInfo(SocketAddr::from((PROXY, 40_000))));
        wrap(doors, allowed, trusted).oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn every_door_sees_the_client_behind_the_proxy() {
        let seen = async |Extension(ClientAddress(page)): Extension<ClientAddress>,
                          Extension(bare): Extension<IpAddr>| format!("{page} {bare}");
        let request =
            Request::get("/").header("host", "127.0.0.1:8080").header("x-forwarded-for", "203.0.113.9");
        let answer = send_on(Router::new().route("/", get(seen)), request).await;
        let body = to_bytes(answer.into_body(), 100).await.unwrap();
        assert_eq!(body, "203.0.113.9 203.0.113.9");
    }

    #[tokio::test]
    async fn t35_a_form_without_sec_fetch_site_is_judged_by_its_origin_whatever_host_the_proxy_names() {
        let check = async |host: &str, origin: &str, expected: StatusCode| {
            let doors = Router::new().route("/login", post(async || ())).layer(CsrfLayer::new());
            let request = Request::post("/login").header("host", host).header("origin", origin);
            assert_eq!(send_on(doors, request).await.status(), expected, "{host} {origin}");
        };
        for host in ["127.0.0.1:8080", "localhost", "[::1]:8080", "mdm.example.org", "MDM.example.org:443"] {
            check(host, "https://mdm.example.org", StatusCode::OK).await;
            check(host, "https://evil.example", StatusCode::FORBIDDEN).await;
            check(host, "http://127.0.0.1:8080", StatusCode::FORBIDDEN).await;
        }
    }
}
