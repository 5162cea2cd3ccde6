//! The tab General: how certificates reach the device, who may enroll one again, and who signs profiles.

use app::{App, Caller, SigningCertificateDetail};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::setting::General;
use domain::signing_certificate::{ExpiryStage, SigningCertificate};
use domain::time::{DAY, Timestamp};
use domain::trust::TrustMode;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html_with, see_made};
use web::time::Moment;

use super::shown::{Shown, save};
use super::{Address, Kept, Tab};
use crate::admin::Admin;
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where the tab is.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/general";

#[derive(Template)]
#[template(path = "setting/general.html")]
struct Page {
    frame: Frame,
    tab: Tab,
    shown: Shown<General>,
    /// What is ticked.
    value: General,
    mode: TrustMode,
    is_private: bool,
    probe: Option<String>,
    signing: Signing,
    /// Why an uploaded file is not taken.
    refusal: Option<String>,
}

/// The signing certificate as it is drawn.
struct Signing {
    current: Option<Current>,
    former: Vec<Former>,
    is_wanted: bool,
}

/// The certificate there is.
struct Current {
    subject: String,
    serial: String,
    issuer: String,
    from: String,
    until: String,
    days_left: i64,
    chain: Vec<(String, String)>,
    is_public: bool,
    is_expired: bool,
    installed: Moment,
    installed_by: String,
    state: Badge,
}

/// One that was in use before.
struct Former {
    subject: String,
    serial: String,
    from: Moment,
    until: Option<Moment>,
    ended_by: String,
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    seen: u64,
    skip_certificate_installation: Option<String>,
    restrict_reenrollment: Option<String>,
    use_signing_certificate: Option<String>,
}

/// Shows the settings.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let shown = Shown::<General>::find(&app, &caller, Kept::General, &address).await?;
    let value = shown.value.clone();
    draw(&app, &caller, shown, value, None).await
}

/// Changes the settings.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let value = General {
        skip_certificate_installation: typed.skip_certificate_installation.is_some(),
        restrict_reenrollment: typed.restrict_reenrollment.is_some(),
        use_signing_certificate: typed.use_signing_certificate.is_some(),
    };
    match save(&app, &caller, Kept::General, Ok(value.clone()), typed.seen).await? {
        None => Ok(see_made(&format!("{PATH}?done=saved"))),
        Some(shown) => draw(&app, &caller, shown, value, None).await,
    }
}

/// Shows why an uploaded file is not taken.
pub(super) async fn refuse(app: &App, caller: &Caller, words: String) -> Result<Response, PageError> {
    let shown = Shown::<General>::find(app, caller, Kept::General, &Address::default()).await?;
    let value = shown.value.clone();
    draw(app, caller, shown.refusing(Vec::new()), value, Some(words)).await
}

async fn draw(
    app: &App,
    caller: &Caller,
    shown: Shown<General>,
    value: General,
    refusal: Option<String>,
) -> Result<Response, PageError> {
    let page = Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        tab: Tab::General,
        mode: app.trust_mode(&shown.value),
        is_private: app.settings().trust.is_private(),
        probe: app.trust_probe_url(),
        signing: signing(app.show_signing_certificate(caller).await?, app.now()),
        shown,
        value,
        refusal,
    };
    html_with(page.shown.status, &page)
}

fn signing(detail: SigningCertificateDetail, now: Timestamp) -> Signing {
    let is_wanted = detail.is_wanted;
    let former = |one: SigningCertificate| Former {
        subject: one.facts.subject,
        serial: one.facts.serial,
        from: Moment { at: one.installed_at, now },
        until: one.ended_at.map(|at| Moment { at, now }),
        ended_by: one.ended_by.unwrap_or_default(),
    };
    Signing {
        current: detail.current.map(|one| current(one, is_wanted, now)),
        former: detail.former.into_iter().map(former).collect(),
        is_wanted,
    }
}

fn current(certificate: SigningCertificate, is_wanted: bool, now: Timestamp) -> Current {
    let stage = certificate.stage(now);
    let chain = certificate.facts.issuers.iter();
    Current {
        state: match stage {
            Some(ExpiryStage::Expired) => Badge::bad("Expired"),
            Some(_) => Badge::warn("Expires soon"),
            None if !is_wanted => Badge::calm("Not used"),
            None => Badge::good("Signs profiles"),
        },
        is_expired: stage == Some(ExpiryStage::Expired),
        days_left: (certificate.ends_at().since(now) / DAY).max(0),
        from: web::time::day(certificate.not_before),
        until: web::time::day(certificate.not_after),
        chain: chain.map(|link| (link.subject.clone(), web::time::day(link.not_after))).collect(),
        is_public: certificate.facts.is_public,
        installed: Moment { at: certificate.installed_at, now },
        installed_by: certificate.installed_by,
        subject: certificate.facts.subject,
        serial: certificate.facts.serial,
        issuer: certificate.facts.issuer,
    }
}
