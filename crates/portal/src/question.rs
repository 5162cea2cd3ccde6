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

/// Leads on after an answer: to the next question, to what will happen, or to how a device of one's own is added.
pub(crate) fn lead_on(enrollment: &Enrollment) -> Response {
    let end = match enrollment.course.way.is_account_driven() {
        true => Place::Account,
        false if enrollment.goes_on_in_settings() => Place::Personal,
        false => Place::Welcome,
    };
    let end = end.path();
    see(enrollment.questions.next().map_or(end, path))
}
