//! A person as a device record knows them: the fields of "User and Location".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audit::FieldChange;

/// User and location data. Written at enrollment from whoever logged in or was assigned, and
/// kept true from their directory.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Person {
    /// The name they sign in with; empty when nobody is assigned.
    pub username: String,
    /// Their name.
    pub full_name: String,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Their position in the organization.
    pub position: Option<String>,
    /// Their department.
    pub department: Option<String>,
    /// The building they work in.
    pub building: Option<String>,
    /// Their room.
    pub room: Option<String>,
    /// Their Managed Apple Account, where their directory says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_apple_account: Option<String>,
    /// Further attributes that a directory's mapping names, by what the record calls them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

/// The most characters of a field that are kept.
pub const FIELD_CHARACTERS_MAX: usize = 255;

impl Person {
    /// Returns the person without what no record can hold: control characters, blanks at the ends, endless texts.
    /// What a directory says is as foreign as what a form says.
    #[must_use]
    pub fn tidied(self) -> Self {
        let optional = |field: Option<String>| field.map(|text| tidy(&text)).filter(|text| !text.is_empty());
        Self {
            username: tidy(&self.username),
            full_name: tidy(&self.full_name),
            email: optional(self.email),
            phone: optional(self.phone),
            position: optional(self.position),
            department: optional(self.department),
            building: optional(self.building),
            room: optional(self.room),
            managed_apple_account: optional(self.managed_apple_account),
            extra: self.extra.into_iter().map(|(label, value)| (tidy(&label), tidy(&value))).collect(),
        }
    }

    /// Lists the fields that differ from those of another, with their words for people.
    pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
        FieldChange::between(&self.fields(), &other.fields())
    }

    fn fields(&self) -> Vec<(String, String)> {
        let optional = |field: &Option<String>| field.clone().unwrap_or_default();
        let fields = [
            ("username", self.username.clone()),
            ("full name", self.full_name.clone()),
            ("e-mail", optional(&self.email)),
            ("phone", optional(&self.phone)),
            ("position", optional(&self.position)),
            ("department", optional(&self.department)),
            ("building", optional(&self.building)),
            ("room", optional(&self.room)),
            ("Managed Apple Account", optional(&self.managed_apple_account)),
        ];
        let fields = fields.into_iter().map(|(field, value)| (field.to_owned(), value));
        fields.chain(self.extra.clone()).collect()
    }
}

fn tidy(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.trim().chars().take(FIELD_CHARACTERS_MAX).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t36_what_no_record_can_hold_is_left_out() {
        let person = Person {
            username: " ann\u{0}".into(),
            full_name: "Ann\nMiller".into(),
            room: Some(" \t".into()),
            department: Some("x".repeat(10_000)),
            ..Person::default()
        };
        let tidied = person.tidied();
        assert_eq!((tidied.username.as_str(), tidied.full_name.as_str()), ("ann", "Ann Miller"));
        assert_eq!(tidied.room, None);
        assert_eq!(tidied.department.map(|name| name.len()), Some(FIELD_CHARACTERS_MAX));
    }

    #[test]
    fn changes_name_what_differs() {
        let before = Person { username: "ann".into(), room: Some("12".into()), ..Person::default() };
        let mut after = Person { username: "ann".into(), ..Person::default() };
        after.extra.insert("Badge".into(), "7".into());
        let change = |field: &str, before: &str, after: &str| FieldChange {
            field: field.into(),
            before: before.into(),
            after: after.into(),
        };
        assert_eq!(before.changes_to(&after), [change("room", "12", ""), change("Badge", "", "7")]);
        assert_eq!(after.changes_to(&after), []);
    }
}
