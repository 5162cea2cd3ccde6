//! `GET /enroll/preview/TOKEN/SAMPLE`: every page with made-up people on it, in texts that may not be saved yet. The console
//! shows these pages in a frame; nothing on them does anything.

use app::{App, Error, Future, HandoverView, Instead, InvitationView, KnownDevice};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::admission::DeviceKind;
use domain::enrollment::{Course, End, Enrollment, Ownership, Stop, StopReason, Terms};
use domain::handover::HandoverRefusal;
use domain::id::{EnrollmentId, RecipientId};
use domain::invitation::InvitationRefusal;
use domain::person::Person;
use domain::portal_text::find_sample;
use domain::question::{ApprovalQuestion, CodeQuestion, EulaQuestion, Questions, SiteQuestion, UserQuestion};
use domain::reference::Reference;
use domain::time::{DAY, HOUR, MINUTE};
use http::header::USER_AGENT;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use web::error::PageError;
use web::form::Faults;
use web::security::LookedAt;

use crate::login::Attempt;
use crate::suited::Unsuited;
use crate::words::Words;
use crate::{
    browser, certificate, done, entry, handover, install, invitation, language, login, personal, problem,
    provider_login, question, session, trust, welcome,
};

/// What Safari on an iPhone calls itself.
const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";

/// Draws a sample.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    Path((token, sample)): Path<(String, String)>,
    uri: Uri,
) -> Response {
    let mut page = match drawn(&app, words, &token, &sample, &uri).await {
        Ok(mut page) => {
            // A refusal on a sample is no refusal of the sample.
            *page.status_mut() = StatusCode::OK;
            page
        }
        // What cannot be looked at any more says so in its frame.
        Err(error) => error.into_response(),
    };
    page.extensions_mut().insert(LookedAt);
    page
}

async fn drawn(app: &App, words: Words, token: &str, sample: &str, uri: &Uri) -> Result<Response, PageError> {
    let sample = find_sample(sample).ok_or(Error::NotFound)?;
    let words = words.with_texts(app.previewed_texts(token).await?);
    draw(app, &words, sample.name, uri).await
}

async fn draw(app: &App, words: &Words, sample: &str, uri: &Uri) -> Result<Response, PageError> {
    let headers = iphone();
    let asked = (uri, &headers);
    let enrollment = || enrollment(app);
    let invited = |refusal| invited(app, refusal);
    match sample {
        "language" => language::draw(app, words),
        "invited" => invitation::invited::draw(app, words, &invited(None)),
        "invited-elsewhere" => {
            let chrome = Some(browser::BrowserName::Own("Chrome").words(words));
            invitation::invited::draw_elsewhere(app, words, &invited(None), chrome)
        }
        "invited-computer" => invitation::invited::draw_elsewhere(app, words, &invited(None), None),
        "code-entry" => invitation::code_entry::draw(app, words, StatusCode::OK, "", Faults::default()),
        "invitation-expired" => {
            let refusal = InvitationRefusal::Expired;
            invitation::refused::draw(app, words, &invited(Some(refusal)), refusal, None)
        }
        "invitation-asked" => {
            let refusal = InvitationRefusal::UsedUp;
            let view = InvitationView { is_new_link_wanted: true, ..invited(Some(refusal)) };
            invitation::refused::draw(app, words, &view, refusal, Some(""))
        }
        "login" => login::blank(app, words).await,
        "login-refused" => login::sample(app, words, None, Some("login-refused")).await,
        "login-invited" => login::sample(app, words, Some(&invited(None)), None).await,
        "login-provider" => login::sample_with_provider(app, words),
        "login-leaving" => provider_login::sample(app, words),
        "login-account" => login::for_account(app, words, "", StatusCode::OK, Attempt::default()).await,
        "browser" => entry::draw_safari(app, words, browser::BrowserName::Own("Chrome"), &headers),
        "computer" => entry::draw_desktop(app, words, browser::Browser::Mac),
        "unsuited" => {
            let old = Unsuited::Old { version: "15.8".into(), minimum: "17.0".into() };
            entry::unsuited_page(app, words, &old, "/enroll?browser=any")
        }
        "closed" => entry::closed(app, words, Instead::Nothing),
        "handover-offer" => handover::offer::sample(app, words, &headers),
        "handover-take" => {
            let view = HandoverView { person: person().full_name, is_invitation: false, refusal: None };
            handover::take::draw(app, words, &view)
        }
        "handover-refused" => handover::take::refused(app, words, HandoverRefusal::Expired),
        "handover-followed" => handover::offer::gone(app, words, Some(&fetched(app))),
        "handover-enrolled" => handover::offer::gone(app, words, Some(&enrolled(app))),
        "ownership" => question::ownership::draw(app, words, &enrollment(), StatusCode::OK),
        "reenrollment" => question::device::draw(app, words, &enrollment(), known_device()),
        "certificate" => certificate::draw(app, words, &two_step(app), String::new(), asked),
        "certificate-fetched" => {
            let fetched = Enrollment { ca_fetched_at: Some(app.now()), ..two_step(app) };
            certificate::draw(app, words, &fetched, String::new(), asked)
        }
        "trust" => trust::draw(app, words, &two_step(app), asked),
        "personal" => personal::draw(app, words, &personal_enrollment(app), asked),
        "privacy" => personal::draw_privacy(app, words),
        "code" => question::code::sample(app, words, &enrollment()),
        "user" => question::user::sample(app, words, &enrollment(), false),
        "user-found" => question::user::sample(app, words, &enrollment(), true),
        "site" => question::site::sample(app, words, &enrollment()),
        "eula" => question::eula::sample(app, words, &enrollment()),
        "approval" => question::approval::draw(app, words, &enrollment()),
        "welcome" => welcome::draw(app, words, &enrollment(), &headers),
        "install" => install::draw(app, words, &answered(app), String::new(), asked),
        "install-fetched" => install::draw(app, words, &fetched(app), String::new(), asked),
        "install-connecting" => {
            let issued = Enrollment { certificate_issued_at: Some(app.now()), ..fetched(app) };
            install::draw(app, words, &issued, String::new(), asked)
        }
        "install-stopped" => install::draw(app, words, &stopped(app), String::new(), asked),
        "complete" => done::draw(app, words, &enrolled(app)),
        "ended" => session::over(app, words, Some(End::Expired)),
        "problem" => Ok(problem::sample(app, words, StatusCode::INTERNAL_SERVER_ERROR).into_response()),
        "nothing" => Ok(problem::sample(app, words, StatusCode::NOT_FOUND).into_response()),
        _ => Err(Error::NotFound.into()),
    }
}

/// The browser of an iPhone.
fn iphone() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, HeaderValue::from_static(SAFARI));
    headers
}

/// Somebody who is invited.
fn invited(app: &App, refusal: Option<InvitationRefusal>) -> InvitationView {
    InvitationView {
        recipient_id: RecipientId(Default::default()),
        recipient: person().full_name,
        inviter: "Iris Lind".into(),
        expires_at: Some(app.now().plus(7 * DAY)),
        requires_login: true,
        code_goes_to: Some("a…@example.org".into()),
        needs_approval: true,
        refusal,
        is_new_link_wanted: false,
        language: None,
    }
}

fn person() -> Person {
    let (username, full_name) = ("anna.berg".to_owned(), "Anna Berg".to_owned());
    Person { username, full_name, ..Person::default() }
}

/// Somebody on the way who is asked everything.
fn enrollment(app: &App) -> Enrollment {
    let questions = Questions {
        code: Some(CodeQuestion::default()),
        user: Some(UserQuestion { may_be_blank: true, is_answered: false }),
        site: Some(SiteQuestion { choices: vec![None], is_answered: false }),
        eula: Some(EulaQuestion { ownership: Ownership::Institutional, version: 1, is_answered: false }),
        approval: Some(ApprovalQuestion::default()),
        ..Questions::default()
    };
    let terms = Terms {
        account_id: None,
        person: person(),
        directory_user: None,
        ownership: Ownership::Institutional,
        site_id: None,
        invitation: None,
        questions,
        course: Course::default(),
    };
    let now = app.now();
    Enrollment::begin(EnrollmentId(Default::default()), terms, now.plus(-3 * MINUTE), now.plus(HOUR))
}

fn answered(app: &App) -> Enrollment {
    Enrollment { questions: Questions::default(), ..enrollment(app) }
}

fn two_step(app: &App) -> Enrollment {
    let course = Course { is_two_step: true, ..Course::default() };
    Enrollment { course, ..answered(app) }
}

fn personal_enrollment(app: &App) -> Enrollment {
    let account = Some("anna.berg@example.org".to_owned());
    let person = Person { managed_apple_account: account, ..person() };
    Enrollment { person, ownership: Ownership::Personal, ..answered(app) }
}

fn known_device() -> KnownDevice {
    let full_name = "Arne Berg".to_owned();
    KnownDevice {
        kind: Some(DeviceKind::Pad),
        serial_number: Some("EXAMPLE12345".into()),
        user: Person { username: "arne.berg".into(), full_name, ..Person::default() },
        future: Future::Becomes(person()),
    }
}

fn fetched(app: &App) -> Enrollment {
    Enrollment { profile_fetched_at: Some(app.now().plus(-MINUTE)), ..answered(app) }
}

fn enrolled(app: &App) -> Enrollment {
    Enrollment { enrolled_at: Some(app.now()), ..fetched(app) }
}

fn stopped(app: &App) -> Enrollment {
    let reference = Reference::from_random([7; 8]);
    Enrollment {
        stop: Some(Stop { at: app.now(), reason: StopReason::ChallengeExpired, reference }),
        ..fetched(app)
    }
}
