//! What is said when something is refused or broken: from the app's refusals and bare statuses to the keys of texts, in this
//! one place.

use app::{App, Instead, Refusal};
use askama::Template;
use axum::response::Html;
use domain::account_sign_in::AccountRefusal;
use domain::enrollment::{End, EnrollmentRefusal, StopReason};
use domain::identity_provider::ProviderRefusal;
use domain::invitation::InvitationRefusal;
use domain::language::ENGLISH;
use domain::portal_text::built_in_text;
use domain::reference::Reference;
use http::{Extensions, HeaderMap, StatusCode};
use web::error::{Cause, ErrorView, PageError};

use crate::frame::Frame;
use crate::words::Words;

/// Returns the error page called by this name: its heading has the key `NAME-title`, what to do `NAME-text`.
pub(crate) fn page(status: StatusCode, name: &'static str) -> PageError {
    let english = |end| built_in_text(ENGLISH, &format!("{name}-{end}")).unwrap_or(name);
    PageError::new(status, english("title"), english("text")).because(Cause::Named(name))
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    frame: Frame<'a>,
    title: String,
    message: String,
    reference: Option<&'a str>,
}

/// Draws an error page. Should even that fail, its bare words remain.
pub(crate) fn draw(app: &App, view: &ErrorView, extensions: &Extensions) -> String {
    // What the layers outside the pages refuse has found no words yet.
    let words = extensions.get::<Words>().cloned().unwrap_or_else(|| Words::at_hand(app, &view.asked));
    let (title, message) = keys(view);
    let page = ErrorPage {
        title: words.plain(&title),
        message: words.text_with(&message, &[]),
        frame: Frame::beside(app, &words),
        reference: view.reference.as_ref().map(|reference| reference.as_str()),
    };
    page.render().unwrap_or_else(|_| view.title.clone())
}

/// Draws the page of a bare status, for somebody who is only looking.
pub(crate) fn sample(app: &App, words: &Words, status: StatusCode) -> Html<String> {
    let reference = (status != StatusCode::NOT_FOUND).then(|| Reference::from_random([7; 8]));
    let (title, message) = (String::new(), String::new());
    let asked = HeaderMap::new();
    let view = ErrorView { status, title, message, reference, cause: Cause::Status, asked };
    let mut extensions = Extensions::new();
    extensions.insert(words.clone());
    Html(draw(app, &view, &extensions))
}

/// Returns the keys of the heading and of what to do.
fn keys(view: &ErrorView) -> (String, String) {
    let named = |name: &str| (format!("{name}-title"), format!("{name}-text"));
    match &view.cause {
        Cause::Named(name) => named(name),
        Cause::Refused(refused) => match refused.as_ref() {
            Refusal::Invitation(refusal) => named(invitation(*refusal)),
            Refusal::InvitationLink => named("invitation-unknown"),
            Refusal::ProfileLink => named("profile-unknown"),
            Refusal::Account(refusal) => ("account-refused-title".to_owned(), account(refusal).to_owned()),
            refused => ("problem-refused-title".to_owned(), refusal(refused).to_owned()),
        },
        Cause::Unavailable => named("problem-silent"),
        Cause::Busy => named("problem-busy"),
        Cause::Invalid => named("problem-unreadable"),
        Cause::Forbidden => named("problem-refused"),
        Cause::Status => named(status(view.status)),
    }
}

/// Returns the name of what a bare status says.
fn status(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "problem-foreign",
        StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED => "problem-nothing",
        StatusCode::METHOD_NOT_ALLOWED => "problem-method",
        StatusCode::PAYLOAD_TOO_LARGE => "problem-large",
        StatusCode::TOO_MANY_REQUESTS => "problem-throttled",
        _ if status.is_client_error() => "problem-unreadable",
        _ => "problem-broken",
    }
}

/// Returns the key of the words for a refusal.
pub(crate) fn refusal(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Login => "login-refused",
        Refusal::NothingOffered { instead } => nothing_offered(*instead),
        Refusal::Provider(refusal) => provider(refusal),
        Refusal::Enrollment(refusal) => enrollment(*refusal),
        Refusal::Invitation(InvitationRefusal::OtherPerson) => "invitation-other-person",
        Refusal::InvitationLink => "code-entry-unknown",
        Refusal::Code => "code-refused",
        Refusal::CodesUsedUp => "code-used-up",
        Refusal::PersonUnknown => "user-unknown",
        Refusal::NoPushCertificate => "problem-not-ready-text",
        // The others are for administrators and do not come up here.
        _ => "problem-refused-text",
    }
}

/// Returns the key of the words for somebody whom single sign-on has not let in.
fn provider(refusal: &ProviderRefusal) -> &'static str {
    match refusal {
        ProviderRefusal::NotServed => "login-provider-off-text",
        ProviderRefusal::Over => "login-provider-over-text",
        ProviderRefusal::Declined { .. } => "login-provider-declined-text",
        ProviderRefusal::Unverified { .. } => "login-provider-unverified-text",
        ProviderRefusal::Nameless { .. } => "login-provider-nameless-text",
        ProviderRefusal::PasswordsOff => "login-passwords-off",
        // At the portal, everybody for whom a provider vouches is let in.
        ProviderRefusal::NotAdmitted { .. } => "login-refused",
    }
}

/// Returns the key of the words for somebody who comes from Settings and cannot go on.
fn account(refusal: &AccountRefusal) -> &'static str {
    match refusal {
        AccountRefusal::Over | AccountRefusal::OtherDevice => "account-over-text",
        AccountRefusal::NotAnAccount
        | AccountRefusal::OtherDomain(_)
        | AccountRefusal::OtherAccount { .. }
        | AccountRefusal::OtherPerson(_) => "account-other-text",
        AccountRefusal::Model | AccountRefusal::OsTooOld | AccountRefusal::NotVerified => {
            "account-device-text"
        }
        AccountRefusal::NotOffered => "account-not-offered-text",
    }
}

/// Returns the key of what somebody can do to whom the portal offers nothing.
pub(crate) fn nothing_offered(instead: Instead) -> &'static str {
    match instead {
        Instead::Nothing => "login-nothing-offered",
        Instead::Personal => "login-personal-only",
        Instead::Settings => "login-settings-instead",
        Instead::Administrator => "login-administrator-instead",
    }
}

fn enrollment(refusal: EnrollmentRefusal) -> &'static str {
    match refusal {
        EnrollmentRefusal::Expired => "profile-expired-text",
        EnrollmentRefusal::Used => "profile-used-text",
        EnrollmentRefusal::Ended => "profile-ended-text",
        EnrollmentRefusal::NotOffered => "profile-not-offered-text",
        EnrollmentRefusal::Personal => "profile-personal-text",
        EnrollmentRefusal::Unanswered => "profile-unanswered-text",
        EnrollmentRefusal::Settled => "profile-settled-text",
    }
}

/// Returns the name of the words for an invitation that does not serve.
pub(crate) fn invitation(refusal: InvitationRefusal) -> &'static str {
    match refusal {
        InvitationRefusal::Expired => "invitation-expired",
        InvitationRefusal::Revoked => "invitation-revoked",
        InvitationRefusal::Paused => "invitation-paused",
        InvitationRefusal::UsedUp => "invitation-used-up",
        InvitationRefusal::OutsideHours => "invitation-outside-hours",
        InvitationRefusal::OtherPerson => "invitation-other-person",
    }
}

/// Returns the name of the words for an enrollment that is over.
pub(crate) fn end(end: Option<End>) -> &'static str {
    match end {
        Some(End::CheckedOut) => "ended-checked-out",
        Some(End::Superseded) => "ended-superseded",
        Some(End::Withdrawn) => "ended-withdrawn",
        Some(End::LoggedOut) => "ended-logged-out",
        Some(End::InvitationRevoked) => "ended-invitation-revoked",
        Some(End::Declined) => "ended-declined",
        Some(End::Expired) | None => "ended-expired",
    }
}

/// Returns the key of what to do about an enrollment that has stopped.
pub(crate) fn stop(reason: StopReason) -> &'static str {
    match reason {
        StopReason::ChallengeUsed => "stop-challenge-used",
        StopReason::ChallengeExpired => "stop-challenge-expired",
        StopReason::RequestRefused => "stop-request-refused",
        StopReason::OtherDevice => "stop-other-device",
        StopReason::WrongTopic => "stop-wrong-topic",
        StopReason::InvitationUsedUp => "stop-invitation-used-up",
        StopReason::OtherSerialNumber => "stop-other-serial-number",
        StopReason::SerialNumberNotAdmitted => "stop-serial-number-not-admitted",
        StopReason::OtherWay => "stop-other-way",
        StopReason::NotSignedIn => "stop-not-signed-in",
        StopReason::OsTooOld => "stop-os-too-old",
        StopReason::ModelNotAdmitted => "stop-model-not-admitted",
        StopReason::ReenrollmentRefused => "stop-re-enrollment-refused",
    }
}
