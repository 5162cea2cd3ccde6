//! Recipients: as programs give them, and as they are shown.

use app::{GivenFault, GivenRecipient};
use domain::recipient::{RecipientStatus, Stage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{stages, standings};
use crate::directory::DirectoryUserName;
use crate::message::states;
use crate::problem::{FieldError, Problem};
use crate::time::{Instant, some};

/// Somebody to invite: an address, or more about them.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum NewRecipient {
    /// An e-mail address or a phone number, with a name beside it or without: `Anna Berg <anna@example.org>`.
    Address(String),
    /// An address and more.
    Full(NewRecipientFields),
}

/// Somebody to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRecipientFields {
    /// The e-mail address; for SMS the phone number, best with `+` and the country code.
    #[schema(example = "anna@example.org")]
    address: String,
    /// Their name.
    #[schema(max_length = 100)]
    name: Option<String>,
    /// The language of their messages; the invitation's when not said.
    #[schema(example = "sv")]
    language: Option<String>,
    /// The IANA name of their time zone; the invitation's when not said.
    #[schema(example = "Europe/Stockholm")]
    zone: Option<String>,
    /// Where a one-time code goes, by the other way: a phone number where invitations go by e-mail.
    other_address: Option<String>,
}

impl From<NewRecipient> for GivenRecipient {
    fn from(given: NewRecipient) -> Self {
        match given {
            NewRecipient::Address(address) => Self { address, ..Self::default() },
            NewRecipient::Full(NewRecipientFields { address, name, language, zone, other_address }) => {
                Self { address, name, language, zone, other_address }
            }
        }
    }
}

/// Refuses a list as a whole, and tells what is wrong with each.
pub(crate) fn faulty(faults: Vec<GivenFault>) -> Problem {
    let errors = faults.into_iter().map(|GivenFault { place, field, message }| {
        FieldError::at("recipients", format!("/recipients/{place}/{field}"), message)
    });
    Problem::invalid_at(errors.collect())
}

/// Somebody to whom an invitation goes; or, where nothing is sent, its one link.
#[derive(Serialize, ToSchema)]
pub(crate) struct Recipient {
    /// Their id.
    id: String,
    /// The invitation.
    invitation_id: String,
    /// The e-mail address or phone number; empty where nothing is sent.
    address: String,
    /// Where a one-time code goes, by the other way.
    other_address: Option<String>,
    /// Their name; may be empty.
    name: String,
    /// The language of their messages; empty is the invitation's.
    language: String,
    /// Their time zone; empty is the invitation's.
    zone: String,
    /// The person of a directory it is for, if that is known.
    directory_user: Option<DirectoryUserName>,
    /// How they stand.
    #[schema(schema_with = standings)]
    status: &'static str,
    /// How far they have come at all.
    #[schema(schema_with = stages)]
    stage: &'static str,
    /// What became of their last message; `null` where nothing is sent.
    sending: Option<RecipientSending>,
    /// When they were added.
    created_at: Instant,
    /// When they opened the invitation.
    opened_at: Option<Instant>,
    /// When they logged in, or went on without.
    logged_in_at: Option<Instant>,
    /// When the profile was fetched.
    profile_fetched_at: Option<Instant>,
    /// When the identity certificate was issued.
    certificate_issued_at: Option<Instant>,
    /// When the device was enrolled.
    enrolled_at: Option<Instant>,
    /// Where their last enrollment stopped.
    stop: Option<RecipientStop>,
    /// Their last enrollment.
    enrollment_id: Option<String>,
    /// How many devices hold a use of the link and have not checked in.
    uses_reserved: u32,
    /// How many devices have checked in by it.
    uses_counted: u32,
    /// When they asked for a new link.
    new_link_wanted_at: Option<Instant>,
    /// When they were reminded.
    reminded_at: Option<Instant>,
    /// When they were taken off the invitation.
    revoked_at: Option<Instant>,
    /// The reference code of what went wrong last.
    #[schema(example = "VB-7KQ2M")]
    reference: Option<String>,
}

/// What became of somebody's last message.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecipientSending {
    /// Which message.
    message_id: Option<String>,
    /// How far it is.
    #[schema(schema_with = states)]
    state: &'static str,
    /// The words of whoever carries it.
    words: String,
    /// When the relay or the provider first took one.
    accepted_at: Option<Instant>,
    /// When one first arrived.
    delivered_at: Option<Instant>,
}

/// Where an enrollment by an invitation stopped.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecipientStop {
    /// When.
    at: Instant,
    /// Why, as a fixed name.
    #[schema(example = "challenge-expired")]
    reason: String,
    /// Why, in words for administrators.
    title: String,
}

impl Recipient {
    /// Shows a recipient who stands so.
    pub(crate) fn new(recipient: domain::recipient::Recipient, status: RecipientStatus) -> Self {
        let stage: Stage = recipient.stage();
        let domain::recipient::Sending { message_id, state, words, accepted_at, delivered_at } =
            recipient.sending;
        Self {
            id: recipient.id.to_string(),
            invitation_id: recipient.invitation_id.to_string(),
            address: recipient.address,
            other_address: recipient.other_address,
            name: recipient.name,
            language: recipient.language,
            zone: recipient.zone,
            directory_user: recipient.directory_user.map(DirectoryUserName::from),
            status: status.name(),
            stage: stage.name(),
            sending: state.map(|state| RecipientSending {
                message_id: message_id.map(|id| id.to_string()),
                state: state.name(),
                words,
                accepted_at: some(accepted_at),
                delivered_at: some(delivered_at),
            }),
            created_at: Instant(recipient.created_at),
            opened_at: some(recipient.opened_at),
            logged_in_at: some(recipient.reached.logged_in_at),
            profile_fetched_at: some(recipient.reached.profile_fetched_at),
            certificate_issued_at: some(recipient.reached.certificate_issued_at),
            enrolled_at: some(recipient.reached.enrolled_at),
            stop: recipient.stop.map(|(at, reason)| RecipientStop {
                at: Instant(at),
                reason: reason.name().to_owned(),
                title: reason.title().to_owned(),
            }),
            enrollment_id: recipient.enrollment_id.map(|id| id.to_string()),
            uses_reserved: recipient.uses_reserved,
            uses_counted: recipient.uses_counted,
            new_link_wanted_at: some(recipient.new_link_wanted_at),
            reminded_at: some(recipient.reminded_at),
            revoked_at: some(recipient.revoked_at),
            reference: recipient.reference.map(|reference| reference.to_string()),
        }
    }
}
