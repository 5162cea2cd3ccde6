//! The page of one enrollment: its terms, how far it came, and why it stopped.

use app::{App, Error, TimelineOf};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::enrollment::{End, Enrollment, Status, Step};
use domain::id::EnrollmentId;
use domain::page::Cursor;
use domain::reference::Reference;
use domain::time::Timestamp;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;
use web::time::Moment;

use crate::admin::Admin;
use crate::badge::Badge;
use crate::device;
use crate::fact::{Fact, Facts, Value};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::invitation;
use crate::paging::{Paging, ROWS};
use crate::timeline::Entry;

#[derive(Template)]
#[template(path = "enrollment/show.html")]
struct Page {
    frame: Frame,
    person: String,
    state: Badge,
    begun: Moment,
    steps: Vec<Drawn>,
    stop: Option<Stopped>,
    ended: Option<(&'static str, Moment)>,
    terms: Vec<Fact>,
    /// The path of the device's page and the device's title.
    device: Option<(String, String)>,
    entries: Vec<Entry>,
    paging: Paging,
}

/// One step as it is drawn.
struct Drawn {
    number: usize,
    title: &'static str,
    /// `done`, `stopped`, `next` or `ahead`.
    state: &'static str,
    at: Option<Moment>,
}

/// Why an enrollment stopped, for whoever helps.
struct Stopped {
    title: &'static str,
    advice: &'static str,
    reference: Reference,
    at: Moment,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    after: String,
}

/// Shows the enrollment.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id: EnrollmentId = id.parse().map_err(|_| Error::NotFound)?;
    let detail = app.show_enrollment(&caller, id).await?;
    let now = app.now();
    let after = Cursor::decode(&address.after);
    let is_first = after.is_none();
    let timeline = app.list_timeline(&caller, TimelineOf::Enrollment(id), after, ROWS).await?;
    let enrollment = detail.enrollment;
    let through = invitation::through(&app, &caller, enrollment.invitation).await?;
    let ended_at = enrollment.ended_at.unwrap_or(enrollment.expires_at);
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Enrollments),
        person: super::called(&enrollment.person),
        state: enrollment.status(now).into(),
        begun: Moment { at: enrollment.begun_at, now },
        steps: steps(&enrollment, now),
        ended: match enrollment.status(now) {
            Status::Ended(end) => Some((end.title(), Moment { at: ended_at, now })),
            _ => None,
        },
        terms: terms(&enrollment, now).with("Invitation", through).0,
        device: enrollment
            .device_id
            .map(|id| (device::path(id), detail.device_title.unwrap_or_else(|| "Device".into()))),
        stop: enrollment.stop.clone().filter(|_| enrollment.step() != Step::Enrolled).map(|stop| Stopped {
            title: stop.reason.title(),
            advice: stop.reason.advice(),
            reference: stop.reference,
            at: Moment { at: stop.at, now },
        }),
        entries: timeline.rows.into_iter().map(|audit| Entry::new(audit, now)).collect(),
        paging: Paging::new(&super::path(id), &[], is_first, timeline.next.as_ref()),
    })
}

/// Lays out the five steps. A step without its own instant counts as done when a later one has been reached.
fn steps(enrollment: &Enrollment, now: Timestamp) -> Vec<Drawn> {
    let reached = enrollment.step();
    let after = match enrollment.status(now) {
        Status::Stopped | Status::Ended(End::Expired) => "stopped",
        Status::UnderWay(_) => "next",
        Status::Enrolled | Status::Ended(_) => "ahead",
    };
    let mut first_ahead = true;
    let draw = |(number, step): (usize, Step)| {
        let at = match step {
            Step::LoggedIn => Some(enrollment.begun_at),
            Step::ProfileFetched => enrollment.profile_fetched_at,
            Step::CertificateIssued => enrollment.certificate_issued_at,
            Step::CheckedIn => enrollment.authenticated_at,
            Step::Enrolled => enrollment.enrolled_at,
        };
        let state = match step <= reached {
            true => "done",
            false if std::mem::take(&mut first_ahead) => after,
            false => "ahead",
        };
        Drawn { number, title: step.title(), state, at: at.map(|at| Moment { at, now }) }
    };
    (1..).zip(Step::ALL).map(draw).collect()
}

fn terms(enrollment: &Enrollment, now: Timestamp) -> Facts {
    let moment = |at| Value::At(Moment { at, now });
    let accepted = enrollment.eula.as_ref().map(|eula| match &eula.language {
        Some(language) => format!("Version {} ({language})", eula.version),
        None => format!("Version {}", eula.version),
    });
    Facts::default()
        .words("Full name", Some(enrollment.person.full_name.clone()))
        .words("Username", Some(enrollment.person.username.clone()))
        .words("E-mail", enrollment.person.email.clone())
        .words("Ownership", Some(enrollment.ownership.title()))
        .words("Agreement accepted", accepted)
        .with("Logged in", Some(moment(enrollment.begun_at)))
        .with("Profile valid until", Some(moment(enrollment.expires_at)))
        .code("Enrollment", Some(enrollment.id.to_string()))
}
