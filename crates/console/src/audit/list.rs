//! Audit Log: everything that changed or was refused, and whether the log is whole.

use app::{App, AuditFault, AuditQuery, Caller, Verification};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::audit::{Audit, FieldChange, event_words};
use domain::reference::Reference;
use domain::time::Timestamp;
use web::error::PageError;
use web::page::html;
use web::time::{Exact, Moment};

use crate::admin::Admin;
use crate::audit::export::{CSV_PATH, JSON_PATH};
use crate::audit::filter::{Address, Chip, View};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::{Paging, ROWS};
use crate::timeline::tone;
use crate::{device, enrollment};

/// Where the log is.
pub(crate) const PATH: &str = "/console/settings/audit";
/// Where it is verified.
pub(crate) const VERIFY_PATH: &str = "/console/settings/audit/verify";

#[derive(Template)]
#[template(path = "audit/list.html")]
struct Page {
    frame: Frame,
    view: View,
    events: Vec<EventChoice>,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    paging: Paging,
    csv: String,
    json: String,
    verification: Option<Outcome>,
}

/// An event to filter by.
struct EventChoice {
    name: String,
    words: String,
    is_chosen: bool,
}

/// One line.
struct Row {
    at: Moment,
    title: String,
    tone: &'static str,
    actor: String,
    /// The address of the lines of the same actor.
    by_actor: String,
    source: Option<String>,
    /// What it concerns: the words and the page.
    object: Option<(&'static str, String)>,
    reference: Option<Reference>,
    reason: Option<String>,
    changes: Vec<FieldChange>,
}

/// What a verification found, in words.
struct Outcome {
    lines: u64,
    lines_before: u64,
    chained: Option<Exact>,
    faults: Vec<String>,
}

/// Shows the log.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    html(&page(&app, &caller, View::from(address)).await?)
}

/// Verifies the log and says what was found. Nothing is changed by it; it is no `GET` because it is work.
pub(crate) async fn verify(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    let found = app.verify_audit(&caller, None).await?;
    let page = page(&app, &caller, View::default()).await?;
    html(&Page { verification: Some(found.into()), ..page })
}

async fn page(app: &App, caller: &Caller, view: View) -> Result<Page, PageError> {
    let query = AuditQuery { filter: view.filter(), after: view.after.clone(), limit: ROWS };
    let page = app.list_audit(caller, query).await?;
    let events = app.list_audit_events(caller).await?;
    let pairs = view.pairs();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(Page {
        frame: Frame::new(app, caller, Section::AuditLog),
        paging: Paging::new(PATH, &pairs, view.after.is_none(), page.next.as_ref()),
        events: choices(events, &view.event),
        chips: view.chips(),
        rows: page.rows.into_iter().map(|line| Row::new(line, app.now())).collect(),
        csv: view.link(CSV_PATH),
        json: view.link(JSON_PATH),
        verification: None,
        view,
    })
}

/// Returns the events to choose from, the chosen one included.
fn choices(mut names: Vec<String>, chosen: &str) -> Vec<EventChoice> {
    if !chosen.is_empty() && !names.iter().any(|name| name == chosen) {
        names.push(chosen.to_owned());
    }
    let choice = |name: String| EventChoice { words: event_words(&name), is_chosen: name == chosen, name };
    names.into_iter().map(choice).collect()
}

impl Row {
    fn new(line: Audit, now: Timestamp) -> Self {
        let of_device = line.device_id.map(|id| ("Device", device::path(id)));
        let of_enrollment = line.enrollment_id.map(|id| ("Enrollment", enrollment::path(id)));
        let same = View { actor: line.actor.name().to_owned(), ..View::default() };
        Self {
            at: Moment { at: line.at, now },
            title: line.event.title(),
            tone: tone(&line.event),
            actor: line.actor.title(),
            by_actor: same.link(PATH),
            source: line.source.map(|source| source.to_string()),
            object: of_device.or(of_enrollment),
            reference: line.reference,
            reason: line.reason,
            changes: line.changes,
        }
    }
}

impl From<Verification> for Outcome {
    fn from(found: Verification) -> Self {
        Self {
            lines: found.lines,
            lines_before: found.lines_before,
            chained: found.chained_at.map(Exact),
            faults: found.faults.iter().map(in_words).collect(),
        }
    }
}

fn in_words(fault: &AuditFault) -> String {
    let mut words = fault.kind.title().to_owned();
    if let Some(lane) = fault.lane {
        words.push_str(&format!(" (chain {lane}"));
        if let Some(number) = fault.number {
            words.push_str(&format!(", place {number}"));
        }
        if let Some(at) = fault.at {
            words.push_str(&format!(", dated {}", web::time::exact(at)));
        }
        words.push(')');
    }
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
