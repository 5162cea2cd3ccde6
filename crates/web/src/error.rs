//! From a verb's error to a page: words for the person, a status, a reference code, and one line in the log.
//!
//! A handler answers with [`PageError`]; the door's layer ([`crate::security::layer`]) draws it in the door's own look.
//! The same layer draws the bare refusals of the framework (a wrong method, a body too large, a foreign form).

use app::{App, Error, Refusal};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::enrollment::EnrollmentRefusal;
use domain::identity_provider::ProviderRefusal;
use domain::invitation::InvitationRefusal;
use domain::reference::Reference;
use domain::time::Timestamp;
use http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, RETRY_AFTER};
use http::{Extensions, HeaderMap, Method, StatusCode};

/// Why there is an error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// What the status says.
    Status,
    /// What the door itself calls by this name.
    Named(&'static str),
    /// The account lacks the privilege.
    Forbidden,
    /// Fields to correct.
    Invalid,
    /// A rule that says no.
    Refused(Box<Refusal>),
    /// Something outside does not answer.
    Unavailable,
    /// Too much to do at once.
    Busy,
}

/// An error on its way to a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageError {
    /// The status of the answer.
    pub status: StatusCode,
    /// What happened, as a heading.
    pub title: String,
    /// What to do about it, in a sentence or two.
    pub message: String,
    /// When the next try is admitted, if that is why.
    pub retry_at: Option<Timestamp>,
    /// Why it is: a door that speaks several languages finds its words by this.
    pub cause: Cause,
    detail: Option<String>,
    is_forbidden: bool,
}

impl PageError {
    /// Names an error with its own words.
    pub fn new(status: StatusCode, title: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status,
            title: title.into(),
            message: message.into(),
            retry_at: None,
            cause: Cause::Status,
            detail: None,
            is_forbidden: false,
        }
    }

    /// Says whether somebody signed in lacked the privilege, which the audit log wants to know.
    pub fn is_forbidden(&self) -> bool {
        self.is_forbidden
    }

    /// Says why.
    #[must_use]
    pub fn because(self, cause: Cause) -> Self {
        Self { cause, ..self }
    }

    /// Adds what only the log may say.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Returns the words for a bare status.
    fn from_status(status: StatusCode) -> Self {
        let (title, message) = match status {
            StatusCode::UNAUTHORIZED => ("Please sign in", "You are not signed in, or your session is over."),
            StatusCode::FORBIDDEN => (
                "That was not sent from this page",
                "For your safety the request was refused. Open the page again and try once more.",
            ),
            StatusCode::NOT_FOUND => {
                ("Nothing here", "This address does not exist. Check the link, or begin from the start.")
            }
            StatusCode::METHOD_NOT_ALLOWED => {
                ("That does not work here", "Go back and use the page's buttons.")
            }
            StatusCode::PAYLOAD_TOO_LARGE => {
                ("Too much at once", "What you sent is larger than this page accepts.")
            }
            StatusCode::TOO_MANY_REQUESTS => ("Too many tries", "Wait a moment, then try again."),
            _ if status.is_client_error() => {
                ("That could not be read", "Go back, check what you entered and try again.")
            }
            _ => ("Something went wrong here", "It is not your fault. Try again in a few minutes."),
        };
        Self::new(status, title, message)
    }

    /// Says whether the page shows a reference code. Pages for what does not exist show none: they must not differ
    /// from each other by a single octet.
    fn has_reference(&self) -> bool {
        !matches!(
            self.status,
            StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED | StatusCode::METHOD_NOT_ALLOWED
        )
    }
}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unauthenticated => Self::from_status(StatusCode::UNAUTHORIZED),
            Error::Forbidden => Self {
                is_forbidden: true,
                cause: Cause::Forbidden,
                ..Self::new(
                    StatusCode::FORBIDDEN,
                    "Not permitted",
                    "Your account does not have the privilege for this. Ask an administrator.",
                )
            },
            Error::NotFound => Self::from_status(StatusCode::NOT_FOUND),
            Error::Invalid(faults) => {
                let words: Vec<_> = faults.into_iter().map(|fault| fault.message).collect();
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "Please correct this", words.join(" "))
                    .because(Cause::Invalid)
            }
            Error::Refused(refusal) => Self::from(refusal),
            Error::Throttled(until) => {
                Self { retry_at: Some(until), ..Self::from_status(StatusCode::TOO_MANY_REQUESTS) }
            }
            Error::Unavailable(words) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "Something does not answer", words)
                    .because(Cause::Unavailable)
            }
            Error::Busy => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "Very busy right now",
                "The server has a lot to do. Try again in a few seconds.",
            )
            .because(Cause::Busy),
            Error::Internal(detail) => {
                Self::from_status(StatusCode::INTERNAL_SERVER_ERROR).with_detail(detail)
            }
        }
    }
}

impl From<Refusal> for PageError {
    fn from(refusal: Refusal) -> Self {
        if let Refusal::Provider(refusal) = refusal {
            return Self::from(refusal);
        }
        let status = match refusal {
            Refusal::ProfileLink | Refusal::InvitationLink => StatusCode::NOT_FOUND,
            Refusal::Invitation(InvitationRefusal::OtherPerson | InvitationRefusal::OutsideHours)
            | Refusal::LoginNeeded
            | Refusal::PasswordAlone
            | Refusal::Code
            | Refusal::CodesUsedUp => StatusCode::FORBIDDEN,
            Refusal::Invitation(
                InvitationRefusal::Expired
                | InvitationRefusal::Revoked
                | InvitationRefusal::Paused
                | InvitationRefusal::UsedUp,
            ) => StatusCode::GONE,
            Refusal::Handover(_) => StatusCode::GONE,
            Refusal::TooManyMessages(_) => StatusCode::TOO_MANY_REQUESTS,
            Refusal::NothingIsSent | Refusal::InvitationServes { .. } => StatusCode::CONFLICT,
            Refusal::Enrollment(
                EnrollmentRefusal::Expired | EnrollmentRefusal::Used | EnrollmentRefusal::Ended,
            ) => StatusCode::GONE,
            Refusal::Enrollment(EnrollmentRefusal::NotOffered) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::Enrollment(
                EnrollmentRefusal::Unanswered | EnrollmentRefusal::Personal | EnrollmentRefusal::Settled,
            ) => StatusCode::CONFLICT,
            Refusal::Login
            | Refusal::Provider(_)
            | Refusal::Account(_)
            | Refusal::SetupCode
            | Refusal::NothingOffered { .. }
            | Refusal::SecondFactor
            | Refusal::SignInOver
            | Refusal::ProofNeeded => StatusCode::FORBIDDEN,
            Refusal::NoPushCertificate => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::SetupDone
            | Refusal::NotManaged
            | Refusal::NotForPersonal(_)
            | Refusal::DirectoryInUse(_)
            | Refusal::PersonUnknown
            | Refusal::NoDirectoryUser
            | Refusal::WebhookNotTold
            | Refusal::LastAdministrator
            | Refusal::PasswordElsewhere
            | Refusal::AccessForAllStays
            | Refusal::TotpPresent
            | Refusal::TotpSetupOver
            | Refusal::NoSecondFactor
            | Refusal::NoPasskeys
            | Refusal::PasskeysFull
            | Refusal::SiteHasAccess { .. } => StatusCode::CONFLICT,
            Refusal::UploadGone | Refusal::DirectoryDraftGone | Refusal::InvitationDraftGone => {
                StatusCode::GONE
            }
            Refusal::FaultyLines { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::PeopleChanged | Refusal::SettingChanged => StatusCode::CONFLICT,
            Refusal::PushCertificate(_) | Refusal::SigningCertificate(_) | Refusal::PushTopic { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
        };
        Self::new(status, "That is not possible", refusal.to_string())
            .because(Cause::Refused(Box::new(refusal)))
    }
}

impl From<ProviderRefusal> for PageError {
    fn from(refusal: ProviderRefusal) -> Self {
        let status = match refusal {
            ProviderRefusal::NotServed => StatusCode::CONFLICT,
            ProviderRefusal::Over => StatusCode::GONE,
            ProviderRefusal::Declined { .. }
            | ProviderRefusal::Unverified { .. }
            | ProviderRefusal::Nameless { .. }
            | ProviderRefusal::NotAdmitted { .. }
            | ProviderRefusal::PasswordsOff => StatusCode::FORBIDDEN,
        };
        Self::new(status, "Not logged in", refusal.to_string())
            .with_detail(refusal.detail())
            .because(Cause::Refused(Box::new(Refusal::Provider(refusal))))
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Error::Internal(format!("drawing a page: {error}")).into()
    }
}

impl IntoResponse for PageError {
    /// Answers with the bare status; the door's layer draws the page around it.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What an error page shows.
#[derive(Clone, Debug)]
pub struct ErrorView {
    /// The status of the answer.
    pub status: StatusCode,
    /// What happened, as a heading.
    pub title: String,
    /// What to do about it.
    pub message: String,
    /// The code under which the log has the detail.
    pub reference: Option<Reference>,
    /// Why it is.
    pub cause: Cause,
    /// What the request said of whoever asks: its cookies and the languages it accepts.
    pub asked: HeaderMap,
}

/// Draws an error page in a door's look. The extensions are those of the answer: what the door's own layers have left
/// there, such as who is signed in.
pub type DrawError = fn(&App, &ErrorView, &Extensions) -> String;

/// Draws pages for errors: the layer below the security headers.
pub(crate) async fn draw_errors(
    State((app, draw)): State<(App, DrawError)>,
    request: Request,
    next: Next,
) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let asked = [COOKIE, ACCEPT_LANGUAGE]
        .into_iter()
        .filter_map(|name| request.headers().get(&name).cloned().map(|value| (name, value)))
        .collect();
    let response = next.run(request).await;
    let Some(error) = error_of(&response) else { return response };
    let reference = error.has_reference().then(|| app.new_reference());
    log(&error, reference.as_ref(), &method, &path);
    let PageError { status, title, message, cause, retry_at, .. } = error;
    let view = ErrorView { status, title, message, reference, cause, asked };
    let body = if method == Method::HEAD { String::new() } else { draw(&app, &view, response.extensions()) };
    let mut page = (view.status, Html(body)).into_response();
    for (name, value) in response.headers() {
        if name != CONTENT_TYPE && name != http::header::CONTENT_LENGTH {
            page.headers_mut().append(name, value.clone());
        }
    }
    if let Some(until) = retry_at {
        page.headers_mut().insert(RETRY_AFTER, retry_after_s(app.now(), until).into());
    }
    page
}

/// Returns the whole seconds to wait until an instant, at least one: the value of `Retry-After`.
pub fn retry_after_s(now: Timestamp, until: Timestamp) -> u64 {
    u64::try_from(until.since(now).saturating_add(999) / 1000).unwrap_or(0).max(1)
}

/// Finds the error in a response: the one a handler named, or a bare refusal of the framework.
fn error_of(response: &Response) -> Option<PageError> {
    if let Some(error) = response.extensions().get::<PageError>() {
        return Some(error.clone());
    }
    let status = response.status();
    let drawn =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    ((status.is_client_error() || status.is_server_error()) && !drawn).then(|| PageError::from_status(status))
}

/// Writes the one log line. A path may hold a profile's token, so only its first part is written.
fn log(error: &PageError, reference: Option<&Reference>, method: &Method, path: &str) {
    let door = path.split('/').nth(1).unwrap_or_default();
    let reference = reference.map_or("none", Reference::as_str);
    let detail = error.detail.as_deref().unwrap_or(&error.title);
    let status = error.status.as_u16();
    if error.status.is_server_error() {
        tracing::error!(reference, http.method = %method, http.status = status, door, "page failed: {detail}");
    } else {
        tracing::info!(reference, http.method = %method, http.status = status, door, "page refused: {detail}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_internal_error_says_nothing_of_its_detail() {
        let error = PageError::from(Error::Internal("table account row 7".into()));
        assert_eq!(error.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!error.message.contains("account") && !error.title.contains("account"));
        assert_eq!(error.detail.as_deref(), Some("table account row 7"));
    }

    #[test]
    fn a_wait_is_rounded_up_to_whole_seconds() {
        let wait = |until| retry_after_s(Timestamp(10_000), Timestamp(until));
        assert_eq!((wait(9_000), wait(10_001), wait(12_500)), (1, 1, 3));
    }
}
