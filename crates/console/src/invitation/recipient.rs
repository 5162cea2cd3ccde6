//! The page of one recipient: how far they came, the messages to them with the words of their carriers, and everything that
//! happened, newest first.

use app::{App, Error, RecipientDetail, Resend, TimelineEntry};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::enrollment::Enrollment;
use domain::id::RecipientId;
use domain::language::language_title;
use domain::message::Message;
use domain::privilege::Privilege;
use domain::reference::Reference;
use domain::time::Timestamp;
use serde::Deserialize;
use web::error::PageError;
use web::form::Fields;
use web::page::{html, see_made};
use web::time::Moment;

use super::act::resent;
use super::called;
use crate::admin::{Admin, demand_privilege};
use crate::badge::Badge;
use crate::fact::{Fact, Facts, Value};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;
use crate::{device, enrollment};

#[derive(Template)]
#[template(path = "invitation/recipient.html")]
struct Page {
    frame: Frame,
    invitation: String,
    invitation_path: String,
    path: String,
    title: String,
    address: String,
    state: Badge,
    stop: Option<Stopped>,
    wants_link: Option<Moment>,
    facts: Vec<Fact>,
    messages: Vec<Sent>,
    enrollments: Vec<Begun>,
    timeline: Vec<Told>,
    may_resend: bool,
    may_link: bool,
    may_take_off: bool,
    is_by_hand: bool,
    done: Option<String>,
}

/// Why their enrollment stopped.
struct Stopped {
    title: &'static str,
    advice: &'static str,
    at: Moment,
    reference: Option<Reference>,
}

/// One message.
struct Sent {
    what: String,
    address: String,
    state: Badge,
    words: String,
    tries: u32,
    at: Moment,
    reference: Option<Reference>,
    path: Option<String>,
}

/// One enrollment.
struct Begun {
    path: String,
    person: String,
    state: Badge,
    begun: Moment,
    device: Option<String>,
}

/// One line of the timeline.
struct Told {
    at: Moment,
    title: String,
    detail: String,
    tone: &'static str,
    reference: Option<Reference>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
    count: String,
    left: String,
}

/// Shows the recipient.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((id, recipient_id)): Path<(String, String)>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let detail = find(&app, &caller, &id, &recipient_id).await?;
    let now = app.now();
    let is_theirs = super::may_manage(&caller, &detail.invitation);
    let serves = detail.invitation.check(now).is_ok();
    let RecipientDetail { invitation, recipient, status, messages, enrollments, timeline } = detail;
    let is_off = recipient.revoked_at.is_some();
    let may_read_outbox = caller.holds(Privilege::ReadDelivery);
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Invitations),
        invitation_path: super::path(invitation.id),
        path: super::recipient_path(invitation.id, recipient.id),
        title: called(&recipient),
        address: if recipient.name.is_empty() { String::new() } else { recipient.address.clone() },
        state: status.into(),
        stop: recipient.stop.filter(|_| recipient.reached.enrolled_at.is_none()).map(|(at, reason)| {
            Stopped {
                title: reason.title(),
                advice: reason.advice(),
                at: Moment { at, now },
                reference: recipient.reference.clone(),
            }
        }),
        wants_link: recipient.new_link_wanted_at.map(|at| Moment { at, now }),
        messages: messages.into_iter().map(|message| Sent::new(message, may_read_outbox, now)).collect(),
        enrollments: enrollments.iter().map(|enrollment| Begun::new(enrollment, now)).collect(),
        timeline: timeline.into_iter().map(|entry| Told::new(entry, now)).collect(),
        may_resend: is_theirs && serves && recipient.is_pending() && recipient.channel.is_some(),
        may_link: is_theirs && serves && !is_off,
        may_take_off: is_theirs && !is_off,
        is_by_hand: recipient.channel.is_none(),
        done: told(&address),
        facts: facts(&recipient, &invitation, now),
        invitation: invitation.terms.name,
    })
}

/// Does something with the recipient.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((id, recipient_id)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let detail = find(&app, &caller, &id, &recipient_id).await?;
    let path = super::recipient_path(detail.invitation.id, detail.recipient.id);
    match fields.one("do") {
        "resend" => {
            let which = Resend::Some(vec![detail.recipient.id]);
            let (sent, left) = app.resend_invitation(&caller, detail.invitation.id, which).await?;
            Ok(see_made(&resent(&path, sent, left)))
        }
        "take-off" => {
            app.revoke_recipient(&caller, detail.recipient.id).await?;
            Ok(see_made(&link(&path, &[("done", "taken-off")])))
        }
        _ => {
            let words = "Choose what to do with the recipient.";
            Err(Error::Invalid(vec![app::Fault::new("do", words)]).into())
        }
    }
}

async fn find(
    app: &App,
    caller: &app::Caller,
    id: &str,
    recipient_id: &str,
) -> Result<RecipientDetail, PageError> {
    let id = super::parse(id)?;
    let recipient_id: RecipientId = recipient_id.parse().map_err(|_| Error::NotFound)?;
    let detail = app.show_recipient(caller, recipient_id).await?;
    if detail.invitation.id == id { Ok(detail) } else { Err(Error::NotFound.into()) }
}

fn facts(
    recipient: &domain::recipient::Recipient,
    invitation: &domain::invitation::Invitation,
    now: Timestamp,
) -> Vec<Fact> {
    let moment = |at: Option<Timestamp>| at.map(|at| Value::At(Moment { at, now }));
    let language = match recipient.language.as_str() {
        "" => &invitation.terms.language,
        own => own,
    };
    let person = recipient.person.as_ref();
    let uses = match invitation.terms.uses_max {
        Some(most) => format!("{} of {most}", recipient.uses_counted),
        None => recipient.uses_counted.to_string(),
    };
    Facts::default()
        .words("Address", Some(recipient.address.clone()))
        .words("Code goes to", recipient.other_address.clone())
        .words("Username", person.map(|person| person.username.clone()))
        .words("Department", person.and_then(|person| person.department.clone()))
        .words("Language", Some(language_title(language)))
        .words("Time zone", Some(recipient.zone.clone()))
        .words("Devices enrolled", Some(uses))
        .with("Added", moment(Some(recipient.created_at)))
        .with("Sent", moment(recipient.sending.accepted_at))
        .with("Delivered", moment(recipient.sending.delivered_at))
        .with("Opened", moment(recipient.opened_at))
        .with("Logged in", moment(recipient.reached.logged_in_at))
        .with("Profile fetched", moment(recipient.reached.profile_fetched_at))
        .with("Certificate issued", moment(recipient.reached.certificate_issued_at))
        .with("Enrolled", moment(recipient.reached.enrolled_at))
        .with("Reminded", moment(recipient.reminded_at))
        .with("Taken off", moment(recipient.revoked_at))
        .0
}

fn told(address: &Address) -> Option<String> {
    match address.done.as_str() {
        "resent" if address.count == "0" && address.left != "0" => Some(
            "Nothing was sent: the last message still waits, or this address has had enough messages for today."
                .to_owned(),
        ),
        "resent" if address.count == "0" => Some("There is nobody to write to any more.".to_owned()),
        "resent" => Some("The message goes out once more, with a new link.".to_owned()),
        "taken-off" => Some("Taken off the invitation. The links open nothing any more.".to_owned()),
        _ => None,
    }
}

impl Sent {
    fn new(message: Message, may_read_outbox: bool, now: Timestamp) -> Self {
        Self {
            what: format!("{} by {}", message.kind.title(), message.channel.title()),
            state: message.state.into(),
            tries: message.attempt,
            at: Moment { at: message.created_at, now },
            reference: message.reference,
            path: may_read_outbox.then(|| crate::outbox::path(message.id)),
            words: message.words,
            address: message.address,
        }
    }
}

impl Begun {
    fn new(one: &Enrollment, now: Timestamp) -> Self {
        Self {
            path: enrollment::path(one.id),
            person: enrollment::called(&one.person),
            state: one.status(now).into(),
            begun: Moment { at: one.begun_at, now },
            device: one.device_id.map(device::path),
        }
    }
}

impl Told {
    fn new(entry: TimelineEntry, now: Timestamp) -> Self {
        Self {
            at: Moment { at: entry.at, now },
            tone: if entry.is_trouble { "bad" } else { "calm" },
            title: entry.title,
            detail: entry.detail,
            reference: entry.reference,
        }
    }
}
