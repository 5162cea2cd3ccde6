//! What is done to one invitation from its page. What cannot be taken back, or reaches many, is asked about first.

use app::{App, Caller, Error, Fault, InvitationDetail, Resend};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::enrollment::Enrollment;
use domain::id::{EnrollmentId, RecipientId};
use domain::invitation::{Delivery, InvitationTerms};
use domain::privilege::Privilege;
use domain::recipient::{RecipientStatus, Stage};
use domain::time::DAY;
use http::StatusCode;
use web::error::PageError;
use web::form::Fields;
use web::page::{html, html_with, see_made};

use crate::admin::{Admin, demand_privilege};
use crate::count::counted;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

/// A question before something is done.
#[derive(Template)]
#[template(path = "invitation/confirm.html")]
struct Confirm {
    frame: Frame,
    /// The invitation, to go back to.
    back: String,
    name: String,
    title: String,
    lede: String,
    action: String,
    /// What the form sends again, once it is said yes to.
    fields: Vec<(&'static str, String)>,
    button: String,
    is_danger: bool,
    /// The number to type.
    number: Option<String>,
    fault: Option<String>,
}

/// What can be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    Resend,
    Extend,
    Pause,
    Resume,
    Revoke,
    Archive,
    Unarchive,
    Delete,
}

/// How far an invitation can be extended at once, in days.
pub(super) const EXTENSIONS: [u32; 5] = [1, 3, 7, 14, 30];

/// Does it, or asks first.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let detail = theirs(&app, &caller, &id).await?;
    let deed = Deed::parse(fields.one("do"))
        .ok_or_else(|| Error::Invalid(vec![Fault::new("do", "Choose what to do with the invitation.")]))?;
    let is_sure = fields.one("sure") == "yes";
    if deed.asks() && !is_sure {
        return html(&deed.question(&app, &caller, &detail, None));
    }
    if let Some(number) = deed.number(&app, &detail)
        && fields.one("number").trim() != number
    {
        let fault = Some(format!("Type {number} to confirm."));
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &deed.question(&app, &caller, &detail, fault));
    }
    deed.apply(&app, &caller, &detail, &fields).await
}

/// What is done to selected recipients.
pub(crate) async fn post_recipients(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let detail = theirs(&app, &caller, &id).await?;
    let invitation = &detail.invitation;
    let ids = fields.all("recipient").map(|id| id.parse().map_err(|_| Error::NotFound));
    let ids: Vec<RecipientId> = ids.collect::<Result<_, _>>()?;
    let is_right = (1..=domain::page::PAGE_ROWS_MAX as usize).contains(&ids.len());
    let takes_off = match (fields.one("do"), is_right) {
        ("resend", true) => false,
        ("take-off", true) => true,
        _ => {
            let words = "Choose some recipients, and what to do with them.";
            return Err(Error::Invalid(vec![Fault::new("recipient", words)]).into());
        }
    };
    let back = super::path(invitation.id);
    if !takes_off {
        let (sent, left) = app.resend_invitation(&caller, invitation.id, Resend::Some(ids)).await?;
        return Ok(see_made(&resent(&back, sent, left)));
    }
    let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    if fields.one("sure") == "yes" {
        for id in &ids {
            // Only those of this invitation, however the form was made.
            let shown = app.show_recipient(&caller, *id).await?;
            if shown.invitation.id != invitation.id {
                return Err(Error::NotFound.into());
            }
        }
        for id in ids {
            app.revoke_recipient(&caller, id).await?;
        }
        return Ok(see_made(&link(&back, &[("done", "taken-off"), ("count", &count.to_string())])));
    }
    let recipients = counted(count, "recipient", "recipients");
    let chosen = fields.all("recipient").map(|id| ("recipient", id.to_owned()));
    html(&Confirm {
        frame: Frame::new(&app, &caller, Section::Invitations),
        name: invitation.terms.name.clone(),
        title: format!("Take {recipients} off"),
        lede: "Their links open nothing from then on, what waits for them is not sent, and whoever has begun and not reached their device is stopped. Those who are enrolled stay enrolled.".to_owned(),
        action: format!("{back}/recipients"),
        fields: [("do", "take-off".to_owned()), ("sure", "yes".to_owned())].into_iter().chain(chosen).collect(),
        button: format!("Take {recipients} off"),
        is_danger: true,
        number: None,
        fault: None,
        back,
    })
}

/// Approves an enrollment that waits for it, or declines it.
pub(crate) async fn post_approval(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((id, enrollment_id)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let detail = theirs(&app, &caller, &id).await?;
    let enrollment_id: EnrollmentId = enrollment_id.parse().map_err(|_| Error::NotFound)?;
    let is_approved = match fields.one("do") {
        "approve" => true,
        "decline" => false,
        _ => return Err(Error::Invalid(vec![Fault::new("do", "Approve it, or decline it.")]).into()),
    };
    let waiting = app.list_waiting_for_approval(&caller, detail.invitation.id).await?;
    let is_waiting = |one: &Enrollment| one.id == enrollment_id;
    let done = match (waiting.iter().any(is_waiting), is_approved) {
        (false, _) => "decided",
        (true, true) => "approved",
        (true, false) => "declined",
    };
    if done != "decided" {
        app.decide_enrollment(&caller, enrollment_id, is_approved).await?;
    }
    Ok(see_made(&link(&super::path(detail.invitation.id), &[("done", done)])))
}

/// Finds an invitation that the caller may change.
pub(super) async fn theirs(app: &App, caller: &Caller, id: &str) -> Result<InvitationDetail, PageError> {
    let detail = app.show_invitation(caller, super::parse(id)?).await?;
    match super::may_manage(caller, &detail.invitation) {
        true => Ok(detail),
        false => Err(Error::Forbidden.into()),
    }
}

/// Returns the address of the page that says how many messages go out again.
pub(super) fn resent(path: &str, sent: u64, left_out: u64) -> String {
    link(path, &[("done", "resent"), ("count", &sent.to_string()), ("left", &left_out.to_string())])
}

/// Returns how many recipients would be written to again.
pub(super) fn pending(detail: &InvitationDetail) -> u64 {
    let of = |status| detail.funnel.standing.get(&status).copied().unwrap_or_default();
    detail.funnel.recipients - of(RecipientStatus::Enrolled) - of(RecipientStatus::Revoked)
}

impl Deed {
    const ALL: [Self; 8] = [
        Self::Resend,
        Self::Extend,
        Self::Pause,
        Self::Resume,
        Self::Revoke,
        Self::Archive,
        Self::Unarchive,
        Self::Delete,
    ];

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Resend => "resend",
            Self::Extend => "extend",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Revoke => "revoke",
            Self::Archive => "archive",
            Self::Unarchive => "unarchive",
            Self::Delete => "delete",
        }
    }

    /// Says whether a yes is needed first.
    fn asks(self) -> bool {
        matches!(self, Self::Resend | Self::Pause | Self::Revoke | Self::Delete)
    }

    /// Returns the number that is to be typed, where there is no way back.
    fn number(self, app: &App, detail: &InvitationDetail) -> Option<String> {
        let count = match self {
            Self::Resend => pending(detail),
            Self::Revoke | Self::Delete => detail.funnel.recipients,
            _ => 0,
        };
        (count > app.settings().invitations.confirm_above).then(|| count.to_string())
    }

    fn question(
        self,
        app: &App,
        caller: &Caller,
        detail: &InvitationDetail,
        fault: Option<String>,
    ) -> Confirm {
        let name = &detail.invitation.terms.name;
        let reached = |stage| detail.funnel.reached(stage);
        let begun = reached(Stage::LoggedIn).saturating_sub(reached(Stage::Enrolled));
        let people = |count| counted(count, "recipient", "recipients");
        let stopped = match begun {
            0 => "Nobody is on their way now.".to_owned(),
            1 => "One recipient who has begun and not enrolled is stopped.".to_owned(),
            count => format!("{} who have begun and not enrolled are stopped.", people(count)),
        };
        let open = match detail.open_messages {
            0 => String::new(),
            count => {
                format!(" {} not sent.", counted(count, "message that waits is", "messages that wait are"))
            }
        };
        let enrolled = match reached(Stage::Enrolled) {
            0 => String::new(),
            count => {
                let devices = counted(count.max(detail.uses_counted), "device that is", "devices that are");
                format!(" The {devices} enrolled through it stay enrolled.")
            }
        };
        let (title, lede, button, is_danger) = match self {
            Self::Resend => {
                let messages = counted(pending(detail), "message", "messages");
                (
                    format!("Send {name} again"),
                    "Everybody who has not enrolled gets the message once more, with a new link; links that went out before go on working. Whoever has had enough messages today is left out.".to_owned(),
                    format!("Send {messages}"),
                    false,
                )
            }
            Self::Pause => (
                format!("Pause {name}"),
                format!("Its links open nothing and messages wait until you resume it. {stopped}"),
                "Pause".to_owned(),
                false,
            ),
            Self::Delete => (
                format!("Delete {name} for good"),
                format!(
                    "Its {} are deleted with their links and messages. This cannot be undone.{enrolled}",
                    people(detail.funnel.recipients)
                ),
                "Delete for good".to_owned(),
                true,
            ),
            _ => (
                format!("Revoke {name}"),
                format!(
                    "Its links open nothing from then on. {stopped}{open}{enrolled} This cannot be undone."
                ),
                "Revoke".to_owned(),
                true,
            ),
        };
        let back = super::path(detail.invitation.id);
        Confirm {
            frame: Frame::new(app, caller, Section::Invitations),
            name: name.clone(),
            title,
            lede,
            action: format!("{back}/act"),
            fields: vec![("do", self.name().to_owned()), ("sure", "yes".to_owned())],
            button,
            is_danger,
            number: self.number(app, detail),
            fault,
            back,
        }
    }

    async fn apply(
        self,
        app: &App,
        caller: &Caller,
        detail: &InvitationDetail,
        fields: &Fields,
    ) -> Result<Response, PageError> {
        let id = detail.invitation.id;
        let path = super::path(id);
        let done = match self {
            Self::Resend => {
                let (sent, left) = app.resend_invitation(caller, id, Resend::Pending).await?;
                return Ok(see_made(&resent(&path, sent, left)));
            }
            Self::Extend => {
                let days = fields.one("days").parse().ok().filter(|days| EXTENSIONS.contains(days));
                let days =
                    days.ok_or_else(|| Error::Invalid(vec![Fault::new("days", "Choose how long.")]))?;
                app.change_invitation(caller, id, extended(app, detail, days), None).await?;
                "extended"
            }
            Self::Pause => app.pause_invitation(caller, id).await.map(|_| "paused")?,
            Self::Resume => app.resume_invitation(caller, id).await.map(|_| "resumed")?,
            Self::Revoke => app.revoke_invitation(caller, id).await.map(|_| "revoked")?,
            Self::Archive => app.archive_invitation(caller, id).await.map(|_| "archived")?,
            Self::Unarchive => app.unarchive_invitation(caller, id).await.map(|_| "unarchived")?,
            Self::Delete => {
                app.purge_invitations(caller, &[id]).await?;
                return Ok(see_made(&link(super::PATH, &[("done", "deleted"), ("count", "1")])));
            }
        };
        Ok(see_made(&link(&path, &[("done", done)])))
    }
}

/// Returns the terms with a later end: from now on, if it has passed.
fn extended(app: &App, detail: &InvitationDetail, days: u32) -> InvitationTerms {
    let terms = detail.invitation.terms.clone();
    let expires_at = terms.expires_at.map(|at| at.max(app.now()).plus(i64::from(days) * DAY));
    InvitationTerms { expires_at, ..terms }
}

/// Says whether anything is sent for an invitation.
pub(super) fn is_sent(delivery: Delivery) -> bool {
    delivery.channel().is_some()
}
