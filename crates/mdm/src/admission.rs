//! Admission: how many requests may be under way at once, and how much of their bodies. One too many is asked to come
//! back, at once and cheaply; what it sent is not read.

use axum::error_handling::HandleErrorLayer;
use axum::response::Response;
use axum::{Extension, Router};
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;
use tower::{BoxError, ServiceBuilder};

use crate::octets::Octets;
use crate::refusal;

/// What all routes of a router may take together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Requests under way at once.
    pub(crate) in_flight_max: usize,
    /// Octets of their bodies.
    pub(crate) octets_max: usize,
}

/// Admits requests within the limits, and gives each the room its body has to fit in.
pub(crate) fn limit<S>(router: Router<S>, limits: Limits) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let admission = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(turn_away))
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(limits.in_flight_max))
        .layer(Extension(Octets::new(limits.octets_max)));
    router.route_layer(admission)
}

async fn turn_away(_overloaded: BoxError) -> Response {
    tracing::debug!("too many device requests under way, one was asked to come back");
    refusal::busy()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::body::Body;
    use axum::routing::get;
    use http::{Request, StatusCode, header};
    use tokio::sync::Notify;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn t72_a_full_house_answers_503_and_leaves_the_other_house_alone() {
        let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let slow = {
            let (entered, leave) = (entered.clone(), leave.clone());
            get(move || async move {
                entered.notify_one();
                leave.notified().await;
            })
        };
        let one = Limits { in_flight_max: 1, octets_max: 0 };
        let full = limit(Router::<()>::new().route("/slow", slow).route("/quick", get(async || ())), one);
        let router = full.merge(limit(Router::new().route("/other", get(async || ())), one));
        let call =
            |path: &str| router.clone().oneshot(Request::get(path).body(Body::empty()).expect("a request"));

        let first = tokio::spawn(call("/slow"));
        entered.notified().await;
        for path in ["/slow", "/quick"] {
            let refused = call(path).await.expect("infallible");
            assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
            assert!(refused.headers().contains_key(header::RETRY_AFTER), "{path}");
        }
        assert_eq!(call("/other").await.expect("infallible").status(), StatusCode::OK);

        leave.notify_one();
        assert_eq!(first.await.expect("no panic").expect("infallible").status(), StatusCode::OK);
        assert_eq!(call("/quick").await.expect("infallible").status(), StatusCode::OK);
    }
}
