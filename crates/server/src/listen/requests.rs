//! Counts a connection's open requests, to know when it is idle.
//!
//! A request is open from its head to the end of the answer's body, so that a stream of server-sent events
//! keeps its connection.

use crate::shutdown::Shutdown;
use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// The number of open requests.
#[derive(Debug, Clone, Default)]
pub(super) struct Requests(Arc<watch::Sender<usize>>);

impl Requests {
    /// Counts a request until the returned mark is dropped.
    pub(super) fn begin(&self) -> Open {
        self.0.send_modify(|open| *open += 1);
        Open(self.clone())
    }

    /// Waits until no request has been open for `later`, or for `first` before there was any.
    pub(super) async fn quiet(&self, first: Duration, later: Duration) {
        let mut open = self.0.subscribe();
        let mut limit = first;
        loop {
            let is_quiet = *open.borrow_and_update() == 0;
            // The sender lives in `self`, so `changed` cannot fail.
            if !is_quiet {
                _ = open.changed().await;
            } else if timeout(limit, open.changed()).await.is_err() {
                return;
            }
            limit = later;
        }
    }
}

/// The mark of an open request.
#[derive(Debug)]
pub(super) struct Open(Requests);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.0.send_modify(|open| *open -= 1);
    }
}

/// An answer's body that keeps its request open, and that a stop may end early.
pub(super) struct Counted {
    body: Body,
    stop: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    _open: Open,
}

impl Counted {
    /// Counts a body; one that would never end by itself ends when `shutdown` asks for it.
    pub(super) fn new(body: Body, open: Open, shutdown: Option<Shutdown>) -> Self {
        let stop = shutdown.map(|mut shutdown| -> Pin<Box<dyn Future<Output = ()> + Send>> {
            Box::pin(async move { shutdown.requested().await })
        });
        Self { body, stop, _open: open }
    }
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.stop.as_mut().is_some_and(|stop| stop.as_mut().poll(context).is_ready()) {
            self.stop = None;
            self.body = Body::empty();
        }
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    /// A body that has nothing to say and does not end.
    struct Endless;

    impl HttpBody for Endless {
        type Data = Bytes;
        type Error = axum::Error;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
            Poll::Pending
        }
    }

    const FIRST: Duration = Duration::from_secs(10);
    const LATER: Duration = Duration::from_secs(120);

    #[tokio::test(start_paused = true)]
    async fn t73_a_connection_that_never_asks_is_quiet_soon() {
        let begun_at = Instant::now();
        Requests::default().quiet(FIRST, LATER).await;
        assert_eq!(begun_at.elapsed(), FIRST);
    }

    #[tokio::test(start_paused = true)]
    async fn an_open_answer_is_not_quiet() {
        let requests = Requests::default();
        let answer = Counted::new(Body::empty(), requests.begin(), None);
        let day = Duration::from_secs(86_400);
        assert!(timeout(day, requests.quiet(FIRST, LATER)).await.is_err());
        drop(answer);
    }

    #[tokio::test]
    async fn a_stop_ends_a_stream_that_would_go_on() {
        let (trigger, shutdown) = crate::shutdown::channel();
        let endless = Body::new(Endless);
        let mut answer = Counted::new(endless, Requests::default().begin(), Some(shutdown));
        let reading = tokio::spawn(std::future::poll_fn(move |context| {
            Pin::new(&mut answer).poll_frame(context).map(|frame| frame.is_none())
        }));
        tokio::task::yield_now().await;
        trigger.fire();
        assert!(reading.await.unwrap(), "the body has ended");
    }

    #[tokio::test(start_paused = true)]
    async fn the_end_of_an_answer_starts_the_longer_limit() {
        let requests = Requests::default();
        let open = requests.begin();
        let waiting = {
            let requests = requests.clone();
            tokio::spawn(async move { requests.quiet(FIRST, LATER).await })
        };
        tokio::task::yield_now().await;
        let ended_at = Instant::now();
        drop(open);
        waiting.await.unwrap();
        assert_eq!(ended_at.elapsed(), LATER);
    }
}
