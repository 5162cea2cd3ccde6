//! Admission: how many requests may be under way at once. One too many is asked to come back, at once and cheaply.

use axum::Router;
use axum::error_handling::HandleErrorLayer;
use axum::response::Response;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;
use tower::{BoxError, ServiceBuilder};

use crate::refusal;

/// Admits at most `in_flight_max` requests to all routes of a router together.
pub(crate) fn limit<S>(router: Router<S>, in_flight_max: usize) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let admission = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(turn_away))
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(in_flight_max));
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
        let full = limit(Router::<()>::new().route("/slow", slow).route("/quick", get(async || ())), 1);
        let router = full.merge(limit(Router::new().route("/other", get(async || ())), 1));
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
