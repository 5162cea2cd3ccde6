//! The enrollment URL, how it is given to people, and what they need before it works well.

use app::{App, Caller, Readiness};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::privilege::Privilege;
use domain::push_certificate::PushHealth;
use domain::self_test::SelfTestStep;
use domain::trust::TrustMode;
use web::error::PageError;
use web::page::html;

use super::self_test::Shown;
use super::{poster, self_test};
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "enrollment_url/show.html")]
pub(super) struct Page {
    frame: Frame,
    url: String,
    qr: String,
    minutes: u32,
    needs: Vec<Need>,
    languages: Vec<(String, String)>,
    may_invite: bool,
    may_test: bool,
    test: Option<Shown>,
}

/// One thing that people need.
struct Need {
    standing: Standing,
    title: &'static str,
    words: &'static str,
    /// Where to see to it.
    link: Option<(&'static str, &'static str)>,
}

/// How something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Standing {
    Good,
    /// It works, and could be better.
    Fair,
    /// Nobody can enroll before it is seen to.
    Bad,
}

/// Shows the URL.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    html(&page(&app, &caller, None).await?)
}

/// Returns the page, with how a self-test went where there was one.
pub(super) async fn page(
    app: &App,
    caller: &Caller,
    test: Option<Vec<SelfTestStep>>,
) -> Result<Page, PageError> {
    let url = app.settings().enroll_url();
    let readiness = app.show_readiness(caller).await?;
    Ok(Page {
        qr: web::qr::svg(&url, "QR code of the enrollment URL"),
        url,
        minutes: app.settings().session_minutes,
        needs: needs(&readiness, caller),
        languages: super::poster::languages(app).await?,
        may_invite: caller.holds(Privilege::ManageInvitations),
        may_test: caller.holds(Privilege::ManageEnrollmentAccess),
        test: test.map(Shown::new),
        frame: Frame::new(app, caller, Section::EnrollmentUrl),
    })
}

fn needs(readiness: &Readiness, caller: &Caller) -> Vec<Need> {
    vec![
        push(readiness, caller),
        by_url(readiness, caller),
        people(readiness, caller),
        trust(readiness, caller),
        organization(readiness),
    ]
}

fn push(readiness: &Readiness, caller: &Caller) -> Need {
    let (standing, words) = match readiness.push {
        Some(PushHealth::Good) => (Standing::Good, "The server can wake devices."),
        Some(PushHealth::Expiring) => (
            Standing::Fair,
            "It expires soon. Renew it in time, with the same Apple Account, or every device has to enroll again.",
        ),
        Some(PushHealth::Expired) => {
            (Standing::Bad, "It has expired. Devices enroll and can not be woken until it is renewed.")
        }
        None if readiness.has_stand_in_topic => (
            Standing::Fair,
            "There is none. This demo enrolls devices all the same; they are reached when they connect by themselves.",
        ),
        None => {
            (Standing::Bad, "There is none. Its topic stands in every profile, so nobody can enroll before.")
        }
    };
    let link = caller
        .holds(Privilege::ManagePushCertificate)
        .then_some(("Push Certificates", crate::push_certificate::PATH));
    Need { standing, title: "Push certificate", words, link: link.filter(|_| standing != Standing::Good) }
}

fn by_url(readiness: &Readiness, caller: &Caller) -> Need {
    let link = caller.holds(Privilege::ReadEnrollmentAccess);
    match readiness.is_by_url {
        true => Need {
            standing: Standing::Good,
            title: "Enrollment by URL",
            words: "Devices of the organization may enroll by this address.",
            link: None,
        },
        false => Need {
            standing: Standing::Bad,
            title: "Enrollment by URL",
            words: "It is switched off: whoever opens the address is told so.",
            link: link.then_some(("User-Initiated Enrollment", crate::setting::devices::PATH)),
        },
    }
}

fn people(readiness: &Readiness, caller: &Caller) -> Need {
    let link = caller.holds(Privilege::ReadDirectories);
    match readiness.has_accounts {
        false => Need {
            standing: Standing::Fair,
            title: "Accounts",
            words: "There is neither a directory nor an identity provider. People can log in with local accounts, or enroll by invitation.",
            link: link.then_some(("Directory Services", crate::directory::PATH)),
        },
        true => Need {
            standing: Standing::Good,
            title: "Accounts",
            words: "People log in with the account that they have.",
            link: None,
        },
    }
}

fn trust(readiness: &Readiness, caller: &Caller) -> Need {
    let (standing, words) = match readiness.trust {
        TrustMode::Public => (Standing::Good, "Phones trust this server’s certificate by themselves."),
        TrustMode::PrivateEmbedded => (
            Standing::Fair,
            "The certificate chains to a root of your own. Safari warns before the page opens, and only Safari goes on; a certificate of a public authority avoids that.",
        ),
        TrustMode::PrivateTwoStep => (
            Standing::Fair,
            "The certificate chains to a root of your own, which people install and switch on before the profile: two more walks through Settings. A certificate of a public authority avoids them.",
        ),
    };
    let link = caller
        .holds(Privilege::ReadEnrollmentAccess)
        .then_some(("User-Initiated Enrollment", crate::setting::general::PATH));
    Need { standing, title: "Trust", words, link: link.filter(|_| standing != Standing::Good) }
}

fn organization(readiness: &Readiness) -> Need {
    let (standing, words) = match (readiness.is_named, readiness.has_help) {
        (true, true) => (Standing::Good, "People read whose page it is and whom to ask."),
        (false, _) => (
            Standing::Fair,
            "It has no name yet. People see it before they trust the page: organization.name in the configuration.",
        ),
        (true, false) => {
            (Standing::Fair, "Nobody is told whom to ask. Say so in the configuration: organization.help.")
        }
    };
    Need { standing, title: "Organization", words, link: None }
}
