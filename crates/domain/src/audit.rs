//! The audit trail: everything that changed or was refused, who did it, and to what. The timeline of a device is read from it.

mod event;
mod words;

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::directory::DirectoryUserRef;
use crate::id::{AccountId, ApiTokenId, AuditId, DeviceId, EnrollmentId, InvitationId};
use crate::reference::Reference;
use crate::time::Timestamp;

pub use event::Event;
pub use words::event_words;

/// One line of the trail.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The line's id; ids rise with time.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// From where, when it came over the network.
    pub source: Option<IpAddr>,
    /// What.
    pub event: Event,
    /// Which enrollment it concerns.
    pub enrollment_id: Option<EnrollmentId>,
    /// Which device it concerns.
    pub device_id: Option<DeviceId>,
    /// Which invitation it concerns.
    pub invitation_id: Option<InvitationId>,
    /// The reference code given to a person for it.
    pub reference: Option<Reference>,
    /// What the change touched, field by field.
    pub changes: Vec<FieldChange>,
    /// Why, in the words of whoever did it.
    pub reason: Option<String>,
}

/// The most characters kept of a reason.
pub const REASON_CHARACTERS_MAX: usize = 500;

/// Cuts a reason as typed to what a line keeps: one line, `None` when nothing is said.
pub fn reason(typed: &str) -> Option<String> {
    let said = cut(typed.trim(), REASON_CHARACTERS_MAX);
    (!said.is_empty()).then_some(said)
}

/// One field of an object that a change has touched. Secrets are named without their values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field, in words for people.
    pub field: String,
    /// What it was, empty when there was nothing.
    pub before: String,
    /// What it is now, empty when there is nothing.
    pub after: String,
}

impl FieldChange {
    /// Compares two lists of the same fields, each with its words for people, and names those that differ.
    pub fn between(before: &[(String, String)], after: &[(String, String)]) -> Vec<Self> {
        let value = |fields: &[(String, String)], name: &str| {
            fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let added = after.iter().filter(|(name, _)| !before.iter().any(|(former, _)| former == name));
        let names = before.iter().chain(added).map(|(name, _)| name);
        let changes = names.filter_map(|name| Self::of(name, &value(before, name), &value(after, name)));
        changes.take(CHANGES_MAX).collect()
    }

    /// Compares one field; `None` when it is the same on both sides. Of a missing value, give the empty text.
    pub fn of(field: &str, before: &str, after: &str) -> Option<Self> {
        let kept = |value: &str| cut(value, VALUE_CHARACTERS_MAX);
        let changed = || Self { field: field.to_owned(), before: kept(before), after: kept(after) };
        (before != after).then(changed)
    }

    /// Names a secret that was set anew or taken away, without its values.
    pub fn secret(field: &str) -> Self {
        Self { field: field.to_owned(), before: "not shown".into(), after: "not shown".into() }
    }
}

/// The most characters kept of a value before or after a change.
pub const VALUE_CHARACTERS_MAX: usize = 500;
/// The most fields that one line names; no form here has as many.
pub const CHANGES_MAX: usize = 100;

/// Cuts a text to its first characters and makes it one line.
fn cut(text: &str, characters_max: usize) -> String {
    let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    line.take(characters_max).collect()
}

/// Which lines a list of the audit log shows. What is `None` narrows nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AuditFilter {
    /// Not before this instant.
    pub since: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// By whom: a username, a token's name, or what [`Actor::name`] calls somebody without a name. Case does not matter.
    pub actor: Option<String>,
    /// What, by the fixed name of the event, such as `account-created`.
    pub event: Option<String>,
    /// What it concerns: a device's or an enrollment's id.
    pub object: Option<AuditObject>,
    /// From which address.
    pub source: Option<IpAddr>,
    /// Lines that contain this text.
    pub search: Option<String>,
}

/// What a line concerns and can be looked for by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuditObject {
    /// A device, over all its enrollments.
    Device(DeviceId),
    /// One enrollment.
    Enrollment(EnrollmentId),
    /// One invitation.
    Invitation(InvitationId),
}

/// The most characters of a text to search for, and of an actor's name.
pub const AUDIT_SEARCH_CHARACTERS_MAX: usize = 128;
/// The most characters of an event's fixed name.
const EVENT_NAME_CHARACTERS_MAX: usize = 64;

/// Says whether a text can be the fixed name of an event.
pub fn is_event_name(text: &str) -> bool {
    (1..=EVENT_NAME_CHARACTERS_MAX).contains(&text.len())
        && text.bytes().all(|octet| octet.is_ascii_lowercase() || octet == b'-')
}

/// Whoever acts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Actor {
    /// A local account, signed in.
    Account {
        /// Its id.
        id: AccountId,
        /// Its username then.
        username: String,
    },
    /// A program with a token.
    ApiToken {
        /// The token's id.
        id: ApiTokenId,
        /// The token's name then.
        name: String,
    },
    /// Somebody whom a directory knows, logged in at the portal.
    DirectoryUser {
        /// Who.
        user: DirectoryUserRef,
        /// Their username then.
        username: String,
    },
    /// A device with its certificate.
    Device,
    /// Somebody not known: a failed login, a request with nothing to show.
    Anonymous,
    /// The operator at the command line.
    Operator,
    /// The server itself.
    Server,
}

impl Actor {
    /// Returns the name to look for whoever acted: the username, the token's name, or one word for those without a name.
    pub fn name(&self) -> &str {
        match self {
            Self::Account { username, .. } => username,
            Self::ApiToken { name, .. } => name,
            Self::DirectoryUser { username, .. } => username,
            Self::Device => "device",
            Self::Anonymous => "anonymous",
            Self::Operator => "operator",
            Self::Server => "server",
        }
    }

    /// Returns who it is, in words for people.
    pub fn title(&self) -> String {
        match self {
            Self::Account { username, .. } => username.clone(),
            Self::ApiToken { name, .. } => format!("API token {name}"),
            Self::DirectoryUser { username, .. } => username.clone(),
            Self::Device => "The device".into(),
            Self::Anonymous => "Not signed in".into(),
            Self::Operator => "Operator".into(),
            Self::Server => "This server".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_kept() {
        let fields = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let before = fields(&[("name", "Ann"), ("room", "12"), ("badge", "7")]);
        let after = fields(&[("name", "Anna"), ("room", "12"), ("phone", "1")]);
        let changes = FieldChange::between(&before, &after);
        let told: Vec<_> = changes
            .iter()
            .map(|change| (change.field.as_str(), change.before.as_str(), change.after.as_str()))
            .collect();
        assert_eq!(told, [("name", "Ann", "Anna"), ("badge", "7", ""), ("phone", "", "1")]);
    }

    #[test]
    fn long_values_are_cut_after_they_are_compared() {
        let long = "x".repeat(VALUE_CHARACTERS_MAX);
        let change =
            FieldChange::of("text", &format!("{long}a"), &format!("{long}\nb")).expect("they differ");
        assert_eq!(change.before.chars().count(), VALUE_CHARACTERS_MAX);
        assert_eq!(change.before, change.after, "both are cut to the same");
        let many: Vec<_> = (0..CHANGES_MAX + 5).map(|n| (n.to_string(), "new".to_owned())).collect();
        assert_eq!(FieldChange::between(&[], &many).len(), CHANGES_MAX);
    }

    #[test]
    fn a_reason_is_one_line_or_none() {
        assert_eq!(reason("  \n "), None);
        assert_eq!(reason(" lost\nphone "), Some("lost phone".into()));
    }

    #[test]
    fn an_events_name_is_told_from_other_texts() {
        for name in ["account-created", "refused"] {
            assert!(is_event_name(name));
        }
        for other in ["", "Account", "a b", "event'--", &"a".repeat(65)] {
            assert!(!is_event_name(other), "{other}");
        }
        assert_eq!(event_words("api-token-created"), "API token created");
        assert_eq!(event_words("login-refused"), "Login refused");
        assert_eq!(event_words(""), "");
    }

    #[test]
    fn lines_stored_before_are_read() {
        let event: Event = serde_json::from_str(r#"{"event":"signed-in"}"#).expect("an old event");
        assert_eq!(event, Event::SignedIn);
        let refused = Event::Refused { method: "POST".into(), route: "/console/devices/{id}/assign".into() };
        let text = serde_json::to_string(&refused).expect("texts");
        assert!(text.starts_with(r#"{"event":"refused","#), "{text}");
        assert_eq!(serde_json::from_str::<Event>(&text).expect("its own text"), refused);
    }
}
