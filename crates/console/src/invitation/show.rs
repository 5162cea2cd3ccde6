//! The page of an invitation: how far its recipients have come, who they are, what it grants, and what can be done with it.

use std::collections::BTreeMap;

use app::{App, Caller, RecipientOrder};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::enrollment::Enrollment;
use domain::id::RecipientId;
use domain::invitation::{Delivery, Hours, Invitation, InvitationStatus, InvitationTerms};
use domain::language::language_title;
use domain::message_template::TemplateText;
use domain::privilege::Privilege;
use domain::recipient::{Recipient, RecipientStatus};
use domain::time::Timestamp;
use web::error::PageError;
use web::page::html;
use web::time::Moment;

use super::act::{EXTENSIONS, is_sent, pending};
use super::live::Live;
use super::recipient_filter::{Address, View};
use super::{called, delivery_icon, recipient_path};
use crate::admin::Admin;
use crate::badge::Badge;
use crate::count::{counted, listed};
use crate::device::filter::Chip;
use crate::enrollment;
use crate::fact::{Fact, Facts, Value};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::{Paging, ROWS, link};

#[derive(Template)]
#[template(path = "invitation/show.html")]
struct Page {
    frame: Frame,
    path: String,
    name: String,
    number: u64,
    state: Badge,
    status: InvitationStatus,
    icon: Icon,
    delivery: &'static str,
    inviter: String,
    made: Moment,
    expires: Option<Moment>,
    is_archived: bool,
    is_sent: bool,
    /// Whether messages stay on this server, because nothing carries them away.
    stays_here: bool,
    may_manage: bool,
    pending: u64,
    live: Live,
    waiting: Vec<Waiting>,
    view: View,
    chips: Vec<Chip>,
    statuses: Vec<RecipientStatus>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// The one link of an invitation that is not sent.
    by_hand: Option<ByHand>,
    paging: Paging,
    csv: String,
    terms: Vec<Fact>,
    note: String,
    /// Where the audit log tells of it, for those who may read it.
    audit: Option<String>,
    done: Option<String>,
}

/// An enrollment that waits for approval.
struct Waiting {
    path: String,
    action: String,
    person: String,
    username: String,
    begun: Moment,
}

/// A column's head.
struct Column {
    title: &'static str,
    class: &'static str,
    sort: Option<String>,
    order: Option<&'static str>,
}

/// One recipient.
struct Row {
    id: RecipientId,
    path: String,
    title: String,
    address: String,
    state: Badge,
    /// What the carrier said, or why the enrollment stopped.
    words: String,
    reference: String,
    latest: Moment,
    wants_link: bool,
}

/// The recipient that stands for everybody with the link.
struct ByHand {
    path: String,
    uses: String,
}

/// Shows the invitation.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id = super::parse(&id)?;
    let detail = app.show_invitation(&caller, id).await?;
    let view = View::from(&address);
    let recipients = app.list_recipients(&caller, id, view.query(ROWS)).await?;
    let waiting = match detail.invitation.terms.needs_approval {
        true => app.list_waiting_for_approval(&caller, id).await?,
        false => Vec::new(),
    };
    let now = app.now();
    let path = super::path(id);
    let stays_here = super::stays_here(&app, detail.invitation.delivery).await?;
    let invitation = &detail.invitation;
    let is_link = !is_sent(invitation.delivery);
    let own_path = |one: &Recipient| recipient_path(id, one.id);
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Invitations),
        name: invitation.terms.name.clone(),
        number: invitation.number,
        state: detail.status.into(),
        status: detail.status,
        icon: delivery_icon(invitation.delivery),
        delivery: invitation.delivery.title(),
        inviter: invitation.inviter.clone(),
        made: Moment { at: invitation.created_at, now },
        expires: invitation.terms.expires_at.map(|at| Moment { at, now }),
        is_archived: invitation.archived_at.is_some(),
        is_sent: !is_link,
        stays_here,
        may_manage: super::may_manage(&caller, invitation),
        pending: pending(&detail),
        live: Live::new(&detail),
        waiting: waiting.into_iter().map(|one| Waiting::new(one, &path, now)).collect(),
        chips: view.chips(&path),
        statuses: detail.funnel.standing.keys().copied().chain(view.status).collect(),
        columns: columns(&view, &path),
        by_hand: recipients.rows.first().filter(|_| is_link).map(|one| ByHand {
            path: own_path(one),
            uses: match invitation.terms.uses_max {
                Some(most) => {
                    format!("{} of {}", one.uses_counted, counted(u64::from(most), "device", "devices"))
                }
                None => counted(u64::from(one.uses_counted), "device", "devices"),
            },
        }),
        paging: Paging::new(&path, &view.pairs(), view.after.is_none(), recipients.next.as_ref()),
        rows: recipients.rows.iter().map(|one| Row::new(one, invitation, now)).collect(),
        csv: view.link(&format!("{path}/recipients.csv")),
        terms: terms_told(&invitation.terms, invitation.delivery, &detail.texts, &caller, now),
        note: invitation.terms.note.clone(),
        audit: caller
            .holds(Privilege::ReadAudit)
            .then(|| link(crate::audit::list::PATH, &[("invitation", &id.to_string())])),
        done: told(&address),
        path,
        view,
    })
}

fn columns(view: &View, path: &str) -> Vec<Column> {
    let column = |title, class, sort: Option<(RecipientOrder, &'static str)>| Column {
        title,
        class,
        sort: sort.map(|(order, _)| view.sorted(path, order)),
        order: sort.filter(|(order, _)| *order == view.order).map(|(_, words)| words),
    };
    vec![
        column("Recipient", "", Some((RecipientOrder::Address, "ascending"))),
        column("Status", "", Some((RecipientOrder::Stage, "descending"))),
        column("What was said", "aside later", None),
        column("Last step", "aside", None),
    ]
}

/// Tells what an invitation grants and asks.
pub(super) fn terms_told(
    terms: &InvitationTerms,
    delivery: Delivery,
    texts: &BTreeMap<String, TemplateText>,
    caller: &Caller,
    now: Timestamp,
) -> Vec<Fact> {
    let login = match terms.requires_login {
        true => "Required",
        false => "Not required: the link alone is enough",
    };
    let uses = match terms.uses_max {
        Some(1) => "One".to_owned(),
        Some(most) => most.to_string(),
        None => "As many as like".to_owned(),
    };
    let site = super::site_name(caller, terms.site_id);
    let site =
        if terms.keeps_existing_site { format!("{site}; a device that is in one stays there") } else { site };
    let only = counted(terms.serial_numbers.len() as u64, "serial number", "serial numbers");
    let languages: Vec<_> = texts.keys().map(|code| language_title(code)).collect();
    let expires = match terms.expires_at {
        Some(at) => Value::At(Moment { at, now }),
        None => Value::Words("Never".to_owned()),
    };
    Facts::default()
        .with("Expires", Some(expires))
        .words("Login", Some(login))
        .words("Devices per link", Some(uses))
        .words("Site", Some(site))
        .words("If somebody else logs in", terms.requires_login.then(|| terms.login_match.title()))
        .words("One-time code", terms.asks_code.then_some("By the other way"))
        .words("Approval", terms.needs_approval.then_some("Needed before enrolling"))
        .words("Only devices with", (!terms.serial_numbers.is_empty()).then_some(only))
        .words("Only at", terms.hours.as_ref().map(hours))
        .words(
            "Reminder",
            terms
                .reminder_days
                .map(|days| format!("{} before it expires", counted(days.into(), "day", "days"))),
        )
        .words("Language", is_sent(delivery).then(|| language_title(&terms.language)))
        .words("Own text in", Some(listed(&languages)))
        .words("Time zone", Some(terms.zone.clone()))
        .words("Ownership", Some("Institutionally owned"))
        .0
}

/// Tells hours in words: `Mon, Tue 08:00–16:00 (Europe/Stockholm)`.
fn hours(hours: &Hours) -> String {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let days: Vec<_> =
        names.into_iter().zip(hours.days).filter(|(_, is)| *is).map(|(name, _)| name).collect();
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let days = if days.len() == 7 { "Every day".to_owned() } else { days.join(", ") };
    format!("{days} {}–{} ({})", time(hours.from_minute), time(hours.to_minute), hours.zone)
}

impl Waiting {
    fn new(one: Enrollment, path: &str, now: Timestamp) -> Self {
        Self {
            path: enrollment::path(one.id),
            action: format!("{path}/approvals/{}", one.id),
            person: enrollment::called(&one.person),
            username: one.person.username,
            begun: Moment { at: one.begun_at, now },
        }
    }
}

impl Row {
    fn new(one: &Recipient, invitation: &Invitation, now: Timestamp) -> Self {
        let reached = one.reached;
        let latest = [
            Some(one.created_at),
            one.sending.accepted_at,
            one.sending.delivered_at,
            one.opened_at,
            reached.logged_in_at,
            reached.profile_fetched_at,
            reached.certificate_issued_at,
            reached.enrolled_at,
            one.stop.map(|(at, _)| at),
            one.revoked_at,
        ];
        let status = one.status(invitation, now);
        Self {
            id: one.id,
            path: recipient_path(invitation.id, one.id),
            title: called(one),
            address: if one.name.is_empty() { String::new() } else { one.address.clone() },
            state: status.into(),
            words: match one.stop {
                Some((_, reason)) if status == RecipientStatus::Stopped => reason.title().to_owned(),
                _ => one.sending.words.clone(),
            },
            reference: one
                .reference
                .as_ref()
                .filter(|_| status.is_trouble())
                .map(ToString::to_string)
                .unwrap_or_default(),
            latest: Moment { at: latest.into_iter().flatten().max().unwrap_or(one.created_at), now },
            wants_link: one.new_link_wanted_at.is_some(),
        }
    }
}

/// Says what has just been done.
fn told(address: &Address) -> Option<String> {
    let count: u64 = address.count.parse().unwrap_or_default();
    let left: u64 = address.left.parse().unwrap_or_default();
    let words = match address.done.as_str() {
        "sent" => format!("{} put into the outbox.", counted(count, "invitation is", "invitations are")),
        "added" => format!("{} added, and written to.", counted(count, "recipient", "recipients")),
        "resent" => {
            let left = match left {
                0 => String::new(),
                left => format!(
                    " {} left out: their last message still waits, or they have had enough for today.",
                    counted(left, "recipient was", "recipients were")
                ),
            };
            format!("{} once more.{left}", counted(count, "message goes out", "messages go out"))
        }
        "taken-off" => format!(
            "{} taken off. Their links open nothing any more.",
            counted(count, "recipient", "recipients")
        ),
        "extended" => "Extended. The links that went out serve until then.".to_owned(),
        "saved" => "Saved. Whoever opens a link from now on gets the new terms.".to_owned(),
        "text" => "Saved. Messages that go out from now on say this.".to_owned(),
        "paused" => "Paused. Its links open nothing until you resume it.".to_owned(),
        "resumed" => "Resumed. Its links open again, and messages that waited go out.".to_owned(),
        "revoked" => "Revoked. Its links open nothing any more.".to_owned(),
        "archived" => "Archived: it left the list.".to_owned(),
        "unarchived" => "It stands in the list again.".to_owned(),
        "approved" => "Approved: the device may enroll now.".to_owned(),
        "declined" => "Declined: the person was told so.".to_owned(),
        "decided" => "That was decided already, or the person has given up.".to_owned(),
        _ => return None,
    };
    Some(words)
}
