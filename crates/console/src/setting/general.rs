//! The tab General: how certificates reach the device, who may enroll one again, and who signs profiles.

use app::{App, Caller, Error, SigningCertificateDetail};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::setting::{General, Versioned};
use domain::signing_certificate::{ExpiryStage, SigningCertificate};
use domain::time::{DAY, Timestamp};
use domain::trust::TrustMode;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};
use web::time::Moment;

use super::{Address, Kept, Tab};
use crate::admin::{Admin, demand_privilege};
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where the tab is.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/general";

#[derive(Template)]
#[template(path = "setting/general.html")]
pub(super) struct Page {
    frame: Frame,
    tab: Tab,
    kept: Kept,
    may_manage: bool,
    done: Option<&'static str>,
    version: u64,
    value: General,
    changed: Option<(Moment, String)>,
    /// What makes no sense of what was ticked.
    faults: Faults,
    /// Somebody else was faster.
    is_outdated: bool,
    mode: TrustMode,
    is_private: bool,
    probe: Option<String>,
    signing: Signing,
    /// Why an uploaded file is not taken.
    refusal: Option<String>,
}

impl Page {
    /// Says why an uploaded file is not taken.
    pub(super) fn refusing(self, words: String) -> Self {
        Self { refusal: Some(words), ..self }
    }
}

/// The signing certificate as it is drawn.
struct Signing {
    current: Option<Shown>,
    former: Vec<Former>,
    is_wanted: bool,
}

/// The certificate there is.
struct Shown {
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
    version: u64,
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
    html(&Page { done: address.done(Kept::General), ..page(&app, &caller).await? })
}

/// Changes the settings.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let value = General {
        skip_certificate_installation: typed.skip_certificate_installation.is_some(),
        restrict_reenrollment: typed.restrict_reenrollment.is_some(),
        use_signing_certificate: typed.use_signing_certificate.is_some(),
    };
    match app.change_setting(&caller, value.clone(), typed.version).await {
        Ok(_) => Ok(see_made(&format!("{PATH}?done=saved"))),
        Err(Error::Invalid(faults)) => {
            let page = Page { value, faults: Faults::new(faults), ..page(&app, &caller).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Error::Refused(app::Refusal::SettingChanged)) => {
            let page = Page { is_outdated: true, value, ..page(&app, &caller).await? };
            html_with(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes the page as everything stands.
pub(super) async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let Versioned { value, version, changed } = app.show_setting::<General>(caller).await?;
    let now = app.now();
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        tab: Tab::General,
        kept: Kept::General,
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        done: None,
        faults: Faults::default(),
        version,
        changed: changed.map(|(at, by)| (Moment { at, now }, by)),
        is_outdated: false,
        mode: app.trust_mode(&value),
        is_private: app.settings().trust.is_private(),
        probe: app.trust_probe_url(),
        signing: signing(app.show_signing_certificate(caller).await?, now),
        value,
        refusal: None,
    })
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
        current: detail.current.map(|one| shown(one, is_wanted, now)),
        former: detail.former.into_iter().map(former).collect(),
        is_wanted,
    }
}

fn shown(certificate: SigningCertificate, is_wanted: bool, now: Timestamp) -> Shown {
    let stage = certificate.stage(now);
    let chain = certificate.facts.issuers.iter();
    Shown {
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
