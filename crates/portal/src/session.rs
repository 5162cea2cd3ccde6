//! The portal session: who is on the way, where they belong, and leaving.

use app::{App, Begun};
use askama::Template;
use axum::extract::State;
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::enrollment::{End, Enrollment, Status, Step};
use domain::question::Question;
use domain::secret::Secret;
use domain::trust::TrustStep;
use http::{HeaderMap, StatusCode};
use web::error::PageError;
use web::page::{html_with, see};
use web::session::SessionCookie;

use crate::frame::Frame;
use crate::words::Words;
use crate::{problem, question};

/// How long the browser keeps a cookie, in seconds. The session ends much earlier, by the server's clock; the cookie
/// outlives it so that the page can say so.
pub(crate) const COOKIE_AGE_MAX_S: u32 = 24 * 60 * 60;

/// How long a browser remembers that a page has yet to say that an earlier beginning is over, in seconds.
const SAID_AGE_MAX_S: u32 = 10 * 60;

/// A person on the way, recognised by the cookie.
pub(crate) struct OnTheWay {
    /// The cookie's token.
    pub(crate) token: Secret,
    /// The enrollment.
    pub(crate) enrollment: Enrollment,
}

/// What a request for a page on the way turns out to be.
pub(crate) enum Found {
    /// Somebody on the way.
    OnTheWay(Box<OnTheWay>),
    /// Somebody who goes on in another browser; this one follows.
    HandedOver(Box<Enrollment>),
    /// Somebody whose session is over.
    Over,
    /// Nobody.
    Nobody,
}

/// Recognises whoever asks.
pub(crate) async fn find(app: &App, headers: &HeaderMap) -> Result<Found, PageError> {
    let Some(token) = SessionCookie::Portal.read(headers) else { return Ok(Found::Nobody) };
    Ok(match app.find_portal_enrollment(&token).await? {
        Some(enrollment) => Found::OnTheWay(Box::new(OnTheWay { token, enrollment })),
        None => match app.find_followed_enrollment(&token).await? {
            // What has ended there is not to be followed any further.
            Some(enrollment) if !matches!(enrollment.status(app.now()), Status::Ended(_)) => {
                Found::HandedOver(Box::new(enrollment))
            }
            _ => Found::Over,
        },
    })
}

/// Gives the browser the session of an enrollment that has just begun, or that it takes over, always a new one (T24), in
/// place of what it had before, and leads on.
pub(crate) async fn enter(
    app: &App,
    words: &Words,
    headers: &HeaderMap,
    begun: Begun,
) -> Result<Response, PageError> {
    let replaced = leave_earlier(app, headers).await?;
    let said = replaced.then(|| SessionCookie::Replaced.set(&Secret::new("yes"), Some(SAID_AGE_MAX_S)));
    app.note_language(&begun.session, words.language()).await?;
    let begun = app.recognise_device(begun, SessionCookie::Device.read(headers).as_ref()).await?;
    let cookie = SessionCookie::Portal.set(&begun.session, Some(COOKIE_AGE_MAX_S));
    let spent = [SessionCookie::Invitation, SessionCookie::AccountSignIn, SessionCookie::Handover]
        .into_iter()
        .filter_map(|spent| spent.read(headers).map(|_| spent.clear()));
    let cookies = AppendHeaders([cookie].into_iter().chain(spent).chain(said));
    Ok((cookies, question::lead_on(app, &begun.enrollment)).into_response())
}

/// Leaves what the browser had begun before; says whether something has ended by it.
async fn leave_earlier(app: &App, headers: &HeaderMap) -> Result<bool, PageError> {
    match SessionCookie::Portal.read(headers) {
        Some(earlier) => Ok(app.leave_portal(&earlier).await?),
        None => Ok(false),
    }
}

/// Admits a person to a page on the way, or answers with where to go instead: back to the start, on to the page
/// that fits, or the page that says it is over.
pub(crate) async fn admit(
    app: &App,
    words: &Words,
    headers: &HeaderMap,
    page: Place,
) -> Result<OnTheWay, Response> {
    let found = find(app, headers).await.map_err(IntoResponse::into_response)?;
    let on_the_way = match found {
        Found::Nobody => return Err(see("/enroll")),
        Found::HandedOver(_) => return Err(see("/enroll/handover")),
        Found::Over => return Err(over(app, words, None).into_response()),
        Found::OnTheWay(on_the_way) => *on_the_way,
    };
    let enrollment = &on_the_way.enrollment;
    let status = enrollment.status(app.now());
    match (status, Place::of(status, enrollment)) {
        (Status::Ended(end), _) => Err(over(app, words, Some(end)).into_response()),
        (_, Some(place)) if !page.is_open(place, enrollment) => Err(see(place.path())),
        _ => Ok(on_the_way),
    }
}

/// A page on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A question to answer first.
    Question(Question),
    /// How a device of one's own is added in Settings.
    Personal,
    /// What will happen.
    Welcome,
    /// Back to Settings, where somebody has come from who typed an account there.
    Account,
    /// The profile with the server's root.
    Certificate,
    /// The switch that lets the root count.
    Trust,
    /// Download, install, watch.
    Install,
    /// The end.
    Done,
}

impl Place {
    /// Returns where a person belongs who comes back to the start; `None` when the enrollment is over.
    pub(crate) fn of(status: Status, enrollment: &Enrollment) -> Option<Self> {
        let question = enrollment.questions.next().map(Self::Question);
        match status {
            Status::UnderWay(_) | Status::Stopped if question.is_some() => question,
            Status::UnderWay(_) | Status::Stopped if enrollment.course.way.is_account_driven() => {
                Some(Self::Account)
            }
            Status::UnderWay(_) | Status::Stopped if enrollment.goes_on_in_settings() => Some(Self::Personal),
            Status::UnderWay(Step::LoggedIn) => Some(match enrollment.next_trust_step() {
                Some(TrustStep::Trust) => Self::Trust,
                None if enrollment.trust_steps() > 0 => Self::Install,
                Some(TrustStep::Certificate) | None => Self::Welcome,
            }),
            Status::UnderWay(_) | Status::Stopped => Some(Self::Install),
            Status::Enrolled => Some(Self::Done),
            Status::Ended(_) => None,
        }
    }

    /// Says whether the page may be looked at by somebody who belongs to another place: an earlier one may, save a
    /// question that is not asked or can no longer be answered anew.
    fn is_open(self, belongs: Self, enrollment: &Enrollment) -> bool {
        match self {
            Self::Question(question) => {
                self == belongs
                    || (enrollment.step() == Step::LoggedIn
                        && enrollment.questions.asked().any(|asked| asked == question)
                        && match belongs {
                            Self::Question(next) => question < next,
                            _ => true,
                        })
            }
            Self::Done | Self::Account | Self::Personal => belongs == self,
            Self::Welcome => belongs.is_before_the_profile(),
            Self::Certificate | Self::Trust => {
                enrollment.trust_steps() > 0 && belongs.is_before_the_profile()
            }
            Self::Install => belongs.is_before_the_profile() && enrollment.next_trust_step().is_none(),
        }
    }

    /// Says whether somebody there has every question behind them, and the end before them.
    fn is_before_the_profile(self) -> bool {
        matches!(self, Self::Welcome | Self::Certificate | Self::Trust | Self::Install)
    }

    /// Returns the page's path.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Question(question) => question::path(question),
            Self::Personal => "/enroll/personal",
            Self::Welcome => "/enroll/welcome",
            Self::Certificate => "/enroll/certificate",
            Self::Trust => "/enroll/trust",
            Self::Install => "/enroll/install",
            Self::Account => "/enroll/account/finish",
            Self::Done => "/enroll/done",
        }
    }
}

#[derive(Template)]
#[template(path = "ended.html")]
struct EndedPage<'a> {
    frame: Frame<'a>,
    title: String,
    message: String,
}

/// Draws the page that says it is over, and why.
pub(crate) fn over(app: &App, words: &Words, end: Option<End>) -> Result<Response, PageError> {
    let name = problem::end(end);
    let page = EndedPage {
        frame: Frame::beside(app, words),
        title: words.plain(&format!("{name}-title")),
        message: words.text_with(&format!("{name}-text"), &[]),
    };
    html_with(StatusCode::GONE, &page)
}

/// Logs a person out and goes back to the start. A device on its way goes on.
pub(crate) async fn logout(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    leave_earlier(&app, &headers).await?;
    Ok(([SessionCookie::Portal.clear()], see("/enroll")).into_response())
}
