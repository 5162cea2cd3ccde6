//! Enrollment invitations: made and sent, looked at, changed, ended; whom they go to, and how far each has come.
//!
//! The link of an invitation that is not sent, and a link made for a recipient, are shown once: the server keeps hashes only.

pub(crate) mod act;
pub(crate) mod approval;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod recipient;
pub(crate) mod recipient_list;
pub(crate) mod recipient_one;
pub(crate) mod terms;

use std::collections::BTreeMap;

use app::{Funnel, ListedInvitation};
use domain::invitation::{Delivery, InvitationStatus};
use domain::message_template::TemplateText;
use domain::recipient::{RecipientStatus, Stage};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::time::{Instant, some};
use terms::InvitationTerms;

/// An enrollment invitation.
#[derive(Serialize, ToSchema)]
pub(crate) struct Invitation {
    /// The invitation's id.
    id: String,
    /// A short number for people. It opens nothing.
    number: u64,
    /// How it stands.
    #[schema(schema_with = statuses)]
    status: &'static str,
    /// How its links reach people; fixed.
    #[schema(schema_with = deliveries)]
    delivery: &'static str,
    /// What it grants and asks.
    terms: InvitationTerms,
    /// The name of whoever invites.
    inviter: String,
    /// When it was made.
    created_at: Instant,
    /// When it was changed last.
    changed_at: Instant,
    /// Since when it rests; `null` while it does not.
    paused_at: Option<Instant>,
    /// Since when it is revoked.
    revoked_at: Option<Instant>,
    /// Since when it is in the archive.
    archived_at: Option<Instant>,
}

impl Invitation {
    /// Shows an invitation as it stands at an instant.
    pub(crate) fn at(invitation: domain::invitation::Invitation, now: Timestamp) -> Self {
        Self {
            id: invitation.id.to_string(),
            number: invitation.number,
            status: invitation.status(now).name(),
            delivery: invitation.delivery.name(),
            terms: invitation.terms.into(),
            inviter: invitation.inviter,
            created_at: Instant(invitation.created_at),
            changed_at: Instant(invitation.changed_at),
            paused_at: some(invitation.paused_at),
            revoked_at: some(invitation.revoked_at),
            archived_at: some(invitation.archived_at),
        }
    }
}

/// An invitation with how far its recipients have come.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationRow {
    /// The invitation.
    invitation: Invitation,
    /// How far its recipients have come.
    funnel: InvitationFunnel,
}

impl InvitationRow {
    /// Shows a row as it stands at an instant.
    pub(crate) fn at(row: ListedInvitation, now: Timestamp) -> Self {
        Self { invitation: Invitation::at(row.invitation, now), funnel: row.funnel.into() }
    }
}

/// How far the recipients of an invitation have come.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationFunnel {
    /// How many there are.
    recipients: u64,
    /// How many have come to each stage or beyond, in their order.
    reached: Vec<StageCount>,
    /// How many stand how, whether the invitation itself still serves left aside; only those that somebody stands in.
    standing: Vec<StandingCount>,
}

/// How many have come to a stage.
#[derive(Serialize, ToSchema)]
pub(crate) struct StageCount {
    /// The stage.
    #[schema(schema_with = stages)]
    stage: &'static str,
    /// How many have come to it or beyond.
    count: u64,
}

/// How many stand so.
#[derive(Serialize, ToSchema)]
pub(crate) struct StandingCount {
    /// How.
    #[schema(schema_with = standings)]
    status: &'static str,
    /// How many.
    count: u64,
}

impl From<Funnel> for InvitationFunnel {
    fn from(funnel: Funnel) -> Self {
        let reached =
            Stage::ALL.map(|stage| StageCount { stage: stage.name(), count: funnel.reached(stage) });
        let standing = funnel.standing.into_iter();
        let standing = standing.map(|(status, count)| StandingCount { status: status.name(), count });
        Self { recipients: funnel.recipients, reached: reached.into(), standing: standing.collect() }
    }
}

/// A link that was just made. It is shown now and never again.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewLink {
    /// The link.
    #[schema(example = "https://vestibule.example.org/i/5hsnjx0rqq3nmgkq8s7dz6v2w4m")]
    link: String,
    /// The short code that can be typed at the enrollment page instead.
    #[schema(example = "7KQ2M-4XV9D")]
    code: String,
    /// The link as the number by which older scripts know invitations: up to 39 digits.
    #[schema(example = "219934057243163419240126486523019347201")]
    decimal: String,
}

impl From<app::MadeLink> for NewLink {
    fn from(made: app::MadeLink) -> Self {
        let app::MadeLink { url, code, decimal } = made;
        let [link, code, decimal] = [url, code, decimal].map(|secret| secret.expose().to_owned());
        Self { link, code, decimal }
    }
}

/// A text of an invitation's own. `{{link}}` has to stand in `body` and in `sms`; see the message templates for the others.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationText {
    /// The subject of the mail.
    #[schema(max_length = 200)]
    subject: String,
    /// The mail, in Markdown.
    body: String,
    /// The SMS, plain.
    sms: String,
}

impl From<TemplateText> for InvitationText {
    fn from(TemplateText { subject, body, sms }: TemplateText) -> Self {
        Self { subject, body, sms }
    }
}

/// Turns texts by language into those of the product.
pub(crate) fn texts(given: BTreeMap<String, InvitationText>) -> BTreeMap<String, TemplateText> {
    let text = |InvitationText { subject, body, sms }| TemplateText { subject, body, sms };
    given.into_iter().map(|(language, one)| (language, text(one))).collect()
}

fn statuses() -> Object {
    one_of(InvitationStatus::ALL.map(InvitationStatus::name), "How an invitation stands.")
}

pub(crate) fn deliveries() -> Object {
    one_of(
        Delivery::ALL.map(Delivery::name),
        "How links reach people; with `link` nothing is sent, and the one link is given out by hand.",
    )
}

fn stages() -> Object {
    one_of(Stage::ALL.map(Stage::name), "How far somebody has come, in order.")
}

/// Describes how a recipient stands.
pub(crate) fn standings() -> Object {
    one_of(RecipientStatus::ALL.map(RecipientStatus::name), "How a recipient stands.")
}
