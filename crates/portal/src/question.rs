//! The questions between login and profile: the one-time code of an invitation, who owns the device, whom it is for, which
//! site it joins, whether the agreement holds, whether a known device may change, and whether somebody approves, which
//! others answer.
//! Which of them are asked, and what may be answered, the server has decided at login.

pub(crate) mod approval;
pub(crate) mod code;
pub(crate) mod device;
pub(crate) mod eula;
pub(crate) mod ownership;
pub(crate) mod site;
pub(crate) mod user;

use app::App;
use axum::response::Response;
use domain::enrollment::Enrollment;
use domain::question::Question;
use web::page::see;

use crate::session::Place;

/// Returns the path of a question's page.
pub(crate) fn path(question: Question) -> &'static str {
    match question {
        Question::Code => "/enroll/code",
        Question::Ownership => "/enroll/ownership",
        Question::User => "/enroll/user",
        Question::Site => "/enroll/site",
        Question::Eula => "/enroll/agreement",
        Question::Device => "/enroll/device",
        Question::Approval => "/enroll/approval",
    }
}

/// Leads on after a login or an answer, to the page where somebody belongs; whose enrollment is over is told so by the first
/// one on the way.
pub(crate) fn lead_on(app: &App, enrollment: &Enrollment) -> Response {
    let place = Place::of(enrollment.status(app.now()), enrollment);
    see(place.unwrap_or(Place::Welcome).path())
}
