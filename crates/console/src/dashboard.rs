//! The dashboard: what needs somebody, at a glance.

mod chart;

use app::{App, ChecklistItem};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::expiry::{Expiring, Expiry};
use domain::privilege::Privilege;
use domain::push_certificate::PushHealth;
use web::error::PageError;
use web::page::html;

use crate::admin::Admin;
use crate::count::grouped;
use crate::directory::{Standing, standings};
use crate::enrollment::Line;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::invitation::{Glimpse, glimpses};
use crate::setting;
use crate::webhook::{Trouble, paused};
use chart::Bar;

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Page {
    frame: Frame,
    managed: String,
    enrolled_today: String,
    enrolled_week: String,
    bars: Vec<Bar>,
    unfinished: Vec<Line>,
    tasks: Vec<Task>,
    is_set_up: bool,
    push: PushWarning,
    expiries: Vec<Ending>,
    directories: Vec<Standing>,
    invitations: Vec<Glimpse>,
    webhooks: Vec<Trouble>,
    may_install: bool,
}

/// What is wrong with the way to the devices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PushWarning {
    None,
    Missing,
    Expiring,
    Expired,
}

/// A certificate that ends soon or has ended, in words.
struct Ending {
    title: &'static str,
    subject: String,
    advice: &'static str,
    has_come: bool,
    until: String,
    days_left: i64,
    /// Where it can be replaced, if that is in the console.
    path: Option<&'static str>,
}

/// One item of the set-up checklist, in words.
struct Task {
    is_done: bool,
    title: &'static str,
    help: &'static str,
    /// The way to do it, for the first item that is open.
    action: Option<(&'static str, &'static str)>,
}

/// Shows the dashboard.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    let dashboard = app.show_dashboard(&caller).await?;
    let now = app.now();
    let push = match dashboard.push_certificate.map(|certificate| certificate.health(now)) {
        None => PushWarning::Missing,
        Some(PushHealth::Expiring) => PushWarning::Expiring,
        Some(PushHealth::Expired) => PushWarning::Expired,
        Some(PushHealth::Good) => PushWarning::None,
    };
    let ending = |expiry: Expiry| Ending {
        title: expiry.what.title(),
        advice: expiry.what.advice(),
        has_come: expiry.has_come(now),
        until: web::time::day(expiry.at),
        days_left: expiry.days_left(now),
        path: (expiry.what == Expiring::SigningCertificate && caller.holds(Privilege::ReadEnrollmentAccess))
            .then_some(setting::general::PATH),
        subject: expiry.subject,
    };
    let expiries = dashboard.expiries.into_iter().map(ending).collect();
    let mut tasks: Vec<_> = dashboard.checklist.iter().map(Task::from).collect();
    let mut is_next = true;
    for task in &mut tasks {
        let shown = !task.is_done && std::mem::take(&mut is_next);
        task.action = task.action.filter(|_| shown);
        is_next |= task.is_done;
    }
    html(&Page {
        managed: grouped(dashboard.managed),
        enrolled_today: grouped(dashboard.enrolled_today),
        enrolled_week: grouped(dashboard.enrolled_week),
        bars: chart::bars(&dashboard.days),
        unfinished: dashboard.unfinished.into_iter().map(|one| Line::new(one.enrollment, now)).collect(),
        is_set_up: tasks.iter().all(|task| task.is_done),
        tasks,
        push,
        expiries,
        directories: standings(&app, &caller).await?,
        invitations: glimpses(&app, &caller).await?,
        webhooks: paused(&app, &caller).await?,
        may_install: caller.holds(Privilege::ManagePushCertificate),
        frame: Frame::new(&app, &caller, Section::Dashboard),
    })
}

impl From<&ChecklistItem> for Task {
    fn from(item: &ChecklistItem) -> Self {
        match *item {
            ChecklistItem::Administrator { done } => Self {
                is_done: done,
                title: "Make the first administrator",
                help: "Somebody who can sign in here.",
                action: None,
            },
            ChecklistItem::Organization { done } => Self {
                is_done: done,
                title: "Name your organization",
                help: "People see the name before they enroll. It stands in the configuration file as organization.name.",
                action: None,
            },
            ChecklistItem::PushCertificate { done } => Self {
                is_done: done,
                title: "Install a push certificate",
                help: "With it the server can wake devices and give them work at once.",
                action: Some(("Install push certificate", crate::push_certificate::PATH)),
            },
            ChecklistItem::FirstDevice { done } => Self {
                is_done: done,
                title: "Enroll a first device",
                help: "Open the enrollment URL on an iPhone or iPad.",
                action: Some(("Show enrollment URL", "/console/enrollment-url")),
            },
        }
    }
}
