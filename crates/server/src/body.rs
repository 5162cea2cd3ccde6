//! Reads small request bodies before anybody answers.
//!
//! A door may refuse a request by its head alone. Over HTTP/2 such an answer is followed by a reset of the stream, to say
//! that the rest need not be sent. RFC 9113, section 8.1, has clients keep the answer all the same, but widespread ones
//! (curl 7.88 of Debian 12 among them) report a stream error and drop it; over HTTP/1.1 the connection is closed under
//! whoever is still sending. Taking in a body of the usual size costs less than a status that nobody sees; for a larger one
//! the reset is what it is meant to be, and a client of that kind may miss the status.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

/// The largest body read ahead: room for every form, API call and certificate request, and for most device messages.
const BYTES_MAX: usize = 16 * 1024;

/// Reads bodies that are announced and at most 16 KiB before the router sees the request. All others go on as streams,
/// for the doors to cut off where they please. The listener's deadline holds for either.
pub fn read_small(router: Router) -> Router {
    router.layer(from_fn(read_request))
}

async fn read_request(request: Request, next: Next) -> Response {
    if announced_bytes(request.headers()).is_none_or(|bytes| bytes > BYTES_MAX) {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    match to_bytes(body, BYTES_MAX).await {
        Ok(body) => next.run(Request::from_parts(head, Body::from(body))).await,
        Err(error) => {
            tracing::debug!(%error, "the request's body did not arrive");
            (StatusCode::REQUEST_TIMEOUT, "The request's body did not arrive.\n").into_response()
        }
    }
}

fn announced_bytes(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Bytes, HttpBody};
    use axum::routing::post;
    use hyper::body::Frame;
    use std::pin::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::task::{Context, Poll};
    use tower::ServiceExt;

    /// A body on its way: one frame, then its end or a broken line.
    struct Sent {
        frame: Option<Bytes>,
        breaks: bool,
        is_read: Arc<AtomicBool>,
    }

    impl HttpBody for Sent {
        type Data = Bytes;
        type Error = std::io::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
            Poll::Ready(match self.frame.take() {
                Some(frame) => Some(Ok(Frame::data(frame))),
                None if self.breaks => Some(Err(std::io::ErrorKind::ConnectionReset.into())),
                None => {
                    self.is_read.store(true, Ordering::Relaxed);
                    None
                }
            })
        }
    }

    /// Sends a body to a door that refuses all, or to one that echoes; returns the answer and whether the body was read.
    async fn send(path: &str, bytes: usize, is_announced: bool, breaks: bool) -> (StatusCode, Bytes, bool) {
        let doors = Router::new()
            .route("/refusing", post(async || StatusCode::UNAUTHORIZED))
            .route("/echoing", post(async |body: Bytes| body));
        let is_read = Arc::new(AtomicBool::new(false));
        let sent = Sent { frame: Some(vec![b'a'; bytes].into()), breaks, is_read: Arc::clone(&is_read) };
        let mut request = Request::post(path);
        if is_announced {
            request = request.header(CONTENT_LENGTH, bytes);
        }
        let answer = read_small(doors).oneshot(request.body(Body::new(sent)).unwrap()).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), BYTES_MAX).await.unwrap();
        (status, body, is_read.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn a_small_body_is_read_even_where_nobody_asks_for_it() {
        for bytes in [1, 3 * 1024, BYTES_MAX] {
            let (status, _, is_read) = send("/refusing", bytes, true, false).await;
            assert_eq!((status, is_read), (StatusCode::UNAUTHORIZED, true), "{bytes}");
            let (status, body, _) = send("/echoing", bytes, true, false).await;
            assert_eq!((status, body.len()), (StatusCode::OK, bytes));
        }
    }

    #[tokio::test]
    async fn t73_a_large_or_unannounced_body_is_left_to_the_door() {
        for (bytes, is_announced) in [(BYTES_MAX + 1, true), (1, false)] {
            let (status, _, is_read) = send("/refusing", bytes, is_announced, false).await;
            assert_eq!((status, is_read), (StatusCode::UNAUTHORIZED, false), "{bytes}");
        }
    }

    #[tokio::test]
    async fn half_a_body_reaches_no_door() {
        let (status, _, is_read) = send("/echoing", 9, true, true).await;
        assert_eq!((status, is_read), (StatusCode::REQUEST_TIMEOUT, false));
    }
}
