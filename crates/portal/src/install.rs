//! The page to stay on: download, the drawn screens of iOS, the countdown, and how far the phone has come.

use app::App;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::enrollment::{Enrollment, Step};
use domain::time::{MINUTE, Timestamp};
use http::{HeaderMap, Uri};
use web::error::PageError;
use web::page::html;

use crate::drawing::{Drawings, Screen};
use crate::frame::Frame;
use crate::handover::{Elsewhere, elsewhere};
use crate::progress::{Outcome, ProgressView};
use crate::session::{Place, admit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "install.html")]
struct InstallPage<'a> {
    frame: Frame<'a>,
    profile_url: String,
    progress: ProgressView,
    drawings: Drawings,
    /// Whether the person has tried for so long that help opens by itself.
    is_late: bool,
    /// Where to go on, in a browser in which nobody can finish.
    elsewhere: Option<Elsewhere>,
}

/// When nothing has happened for so long after the download, help opens by itself.
const LATE_AFTER: i64 = 2 * MINUTE;

/// Shows the page.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Install).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let profile_url = app.profile_url(&on_the_way.token);
    draw(&app, &words, &on_the_way.enrollment, profile_url, (&uri, &headers))
}

/// Draws the page.
pub(crate) fn draw(
    app: &App,
    words: &Words,
    enrollment: &Enrollment,
    profile_url: String,
    (uri, headers): (&Uri, &HeaderMap),
) -> Result<Response, PageError> {
    let progress = ProgressView::of(enrollment, app.now(), words);
    let page = InstallPage {
        frame: Frame::on(app, words, enrollment, Place::Install),
        profile_url,
        drawings: Drawings::of(words, uri, headers),
        is_late: is_late(enrollment, progress.outcome, app.now()),
        elsewhere: elsewhere(words, headers),
        progress,
    };
    html(&page)
}

/// Says whether help is due: the profile was fetched a while ago and nothing came of it, or the device was refused.
fn is_late(enrollment: &Enrollment, outcome: Outcome, now: Timestamp) -> bool {
    match (outcome, enrollment.step(), enrollment.profile_fetched_at) {
        (Outcome::Stopped, ..) => true,
        (Outcome::UnderWay, Step::ProfileFetched, Some(at)) => now.since(at) >= LATE_AFTER,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Generation;
    use crate::progress::tests::{begun, stopped};

    #[test]
    fn t76_a_stopped_enrollment_shows_what_to_do_and_the_reference_code() {
        let frame = Frame::of_test("Northwind", "Call 4711.", 3);
        let progress = ProgressView::of(&stopped(), Timestamp(4_000), &frame.words);
        let page = InstallPage {
            drawings: Drawings::new(&frame.words, Generation::Ios10),
            frame,
            profile_url: "https://mdm.example.org/p".into(),
            progress,
            is_late: true,
            elsewhere: None,
        };
        let html = page.render().unwrap();
        assert!(!html.contains("shot-settings"), "Settings opens by itself there");
        assert!(html.contains("id=\"trouble\" open"), "{html}");
        for part in ["data-outcome=\"stopped\"", "could not get its certificate", "VB-7KQ2M", "Call 4711."] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
    #[test]
    fn help_opens_when_nothing_has_happened_for_two_minutes() {
        let fetched = Enrollment { profile_fetched_at: Some(Timestamp(2_000)), ..begun() };
        let under_way = |enrollment: &Enrollment, at| is_late(enrollment, Outcome::UnderWay, Timestamp(at));
        assert!(!under_way(&begun(), LATE_AFTER * 2));
        assert!(!under_way(&fetched, LATE_AFTER + 1_999));
        assert!(under_way(&fetched, LATE_AFTER + 2_000));
        let issued = Enrollment { certificate_issued_at: Some(Timestamp(3_000)), ..fetched };
        assert!(!under_way(&issued, LATE_AFTER * 2));
        assert!(is_late(&stopped(), Outcome::Stopped, Timestamp(3_000)));
    }
}
