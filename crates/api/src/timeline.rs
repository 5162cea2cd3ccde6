//! Lines of the audit trail.

use std::collections::BTreeMap;

use domain::audit::{Actor, Audit, Event, FieldChange};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::time::Instant;

/// Something that happened.
#[derive(Serialize, ToSchema)]
pub(crate) struct Entry {
    /// The line's id.
    id: String,
    /// When.
    at: Instant,
    /// What, as a fixed name. New names may come: pass over those you do not know.
    #[schema(example = "certificate-issued")]
    event: String,
    /// What, in words for people. They may change.
    #[schema(example = "Identity certificate 4f2a issued")]
    title: String,
    /// The event's particulars.
    details: BTreeMap<String, String>,
    /// Who did it.
    actor: Who,
    /// From which address, when it came over the network.
    source: Option<String>,
    /// The enrollment it concerns.
    enrollment_id: Option<String>,
    /// The device it concerns.
    device_id: Option<String>,
    /// The reference code given out for it.
    reference: Option<String>,
    /// What a change touched, field by field.
    changes: Vec<Change>,
    /// Why, in the words of whoever did it.
    reason: Option<String>,
}

/// One field that a change touched.
#[derive(Serialize, ToSchema)]
pub(crate) struct Change {
    /// The field, in words for people.
    #[schema(example = "full name")]
    field: String,
    /// What it was; empty when there was nothing. Secrets are not shown.
    before: String,
    /// What it is since; empty when there is nothing.
    after: String,
}

impl From<FieldChange> for Change {
    fn from(FieldChange { field, before, after }: FieldChange) -> Self {
        Self { field, before, after }
    }
}

impl From<Audit> for Entry {
    fn from(line: Audit) -> Self {
        let title = line.event.title();
        let (event, details) = taken_apart(&line.event);
        Self {
            id: line.id.to_string(),
            at: Instant(line.at),
            event,
            title,
            details,
            actor: line.actor.into(),
            source: line.source.map(|address| address.to_string()),
            enrollment_id: line.enrollment_id.map(|id| id.to_string()),
            device_id: line.device_id.map(|id| id.to_string()),
            reference: line.reference.map(|reference| reference.to_string()),
            changes: line.changes.into_iter().map(Change::from).collect(),
            reason: line.reason,
        }
    }
}

/// Splits an event into its name and its particulars, which are texts throughout.
fn taken_apart(event: &Event) -> (String, BTreeMap<String, String>) {
    let value = serde_json::to_value(event).expect("events are stored as JSON");
    let Value::Object(mut fields) = value else { unreachable!("an event is an object with a tag") };
    let name = fields.remove("event").and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default();
    let texts = fields.into_iter().filter_map(|(field, value)| match value {
        Value::String(text) => Some((field, text)),
        Value::Number(number) => Some((field, number.to_string())),
        _ => None,
    });
    (name, texts.collect())
}

/// Whoever acted.
#[derive(Serialize, ToSchema)]
pub(crate) struct Who {
    /// What they are.
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// Their id, of accounts and API tokens.
    id: Option<String>,
    /// Their name then: an account's username, a token's name.
    name: Option<String>,
}

fn kinds() -> Object {
    let kinds = ["account", "api-token", "directory-user", "device", "anonymous", "operator", "server"];
    one_of(kinds, "What acted: `anonymous` is somebody not known, `operator` the command line.")
}

impl From<Actor> for Who {
    fn from(actor: Actor) -> Self {
        let nameless = |kind| Self { kind, id: None, name: None };
        match actor {
            Actor::Account { id, username } => {
                Self { kind: "account", id: Some(id.to_string()), name: Some(username) }
            }
            Actor::ApiToken { id, name } => {
                Self { kind: "api-token", id: Some(id.to_string()), name: Some(name) }
            }
            Actor::DirectoryUser { user, username } => {
                Self { kind: "directory-user", id: Some(user.key.0), name: Some(username) }
            }
            Actor::Device => nameless("device"),
            Actor::Anonymous => nameless("anonymous"),
            Actor::Operator => nameless("operator"),
            Actor::Server => nameless("server"),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::command::CommandState;

    use super::*;

    #[test]
    fn an_event_falls_into_name_and_particulars() {
        assert_eq!(taken_apart(&Event::Authenticated), ("authenticated".into(), BTreeMap::new()));
        let (name, details) = taken_apart(&Event::CommandAnswered {
            request_type: "ProfileList".into(),
            state: CommandState::NotNow,
            error: None,
        });
        assert_eq!(name, "command-answered");
        let expected = [("request_type", "ProfileList"), ("state", "not-now")];
        assert_eq!(details, expected.map(|(field, text)| (field.to_owned(), text.to_owned())).into());
    }
}
