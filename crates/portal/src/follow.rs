//! Following the phone: asked for (`/enroll/status`) or told (`/enroll/events`).
//!
//! The browser cannot see Settings; only what the phone says to the server tells. So an open page follows the
//! enrollment: one indexed read a second, within a cap of open streams and a limited life for each.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::secret::Secret;
use futures::{Stream, stream};
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Interval, MissedTickBehavior, interval};
use web::error::PageError;

use crate::progress::ProgressView;
use crate::session::{Found, find};
use crate::words::Words;

/// How many pages may follow at once; others ask every few seconds instead.
const STREAMS_MAX: usize = 512;
/// How often a followed enrollment is read.
const READ_EVERY: Duration = Duration::from_secs(1);
/// How many reads a stream lives for; the browser then opens another, so no stream keeps a server from stopping.
const READS_MAX: u32 = 300;
/// How often a silent stream says that it lives, for proxies that drop silent ones.
const KEEP_ALIVE_EVERY: Duration = Duration::from_secs(15);

/// Answers how it stands now; `401` with the outcome `ended` when the session is over or there is none.
pub(crate) async fn status(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    Ok(match find(&app, &headers).await? {
        Found::OnTheWay(on_the_way) => {
            Json(ProgressView::of(&on_the_way.enrollment, app.now(), &words)).into_response()
        }
        Found::HandedOver(enrollment) => {
            Json(ProgressView::followed(&enrollment, app.now(), &words)).into_response()
        }
        Found::Over | Found::Nobody => {
            (StatusCode::UNAUTHORIZED, Json(ProgressView::over(app.now()))).into_response()
        }
    })
}

/// The places for pages that follow.
#[derive(Clone)]
pub(crate) struct Streams(Arc<Semaphore>);

impl Default for Streams {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(STREAMS_MAX)))
    }
}

/// Follows an enrollment: an event at once and one for each change, until it is final. Whoever has handed over asks instead.
pub(crate) async fn events(
    State(app): State<App>,
    Extension(Streams(places)): Extension<Streams>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let Found::OnTheWay(on_the_way) = find(&app, &headers).await? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let Ok(place) = places.try_acquire_owned() else {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "10")]).into_response());
    };
    let mut ticks = interval(READ_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let follower =
        Follower { app, words, token: on_the_way.token, ticks, reads: 0, sent: None, _place: place };
    Ok(Sse::new(follow(follower)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE_EVERY)).into_response())
}

/// One open page that follows.
struct Follower {
    app: App,
    words: Words,
    token: Secret,
    ticks: Interval,
    reads: u32,
    sent: Option<ProgressView>,
    _place: OwnedSemaphorePermit,
}

fn follow(follower: Follower) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(follower, |mut follower| async move {
        let view = follower.next().await?;
        let event = Event::default().json_data(&view).ok()?;
        follower.sent = Some(view);
        Some((Ok(event), follower))
    })
}

impl Follower {
    /// Waits for the next view that differs; `None` at the end of the stream.
    async fn next(&mut self) -> Option<ProgressView> {
        if self.sent.as_ref().is_some_and(ProgressView::is_final) {
            return None;
        }
        while self.reads < READS_MAX {
            self.ticks.tick().await;
            self.reads += 1;
            let now = self.app.now();
            let view = match self.app.find_portal_enrollment(&self.token).await.ok()? {
                Some(enrollment) => ProgressView::of(&enrollment, now, &self.words),
                None => ProgressView::over(now),
            };
            let as_sent = |sent: &ProgressView| ProgressView { now, ..sent.clone() } == view;
            if !self.sent.as_ref().is_some_and(as_sent) {
                return Some(view);
            }
        }
        None
    }
}
