//! A person as a device record knows them: the fields of "User and Location".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audit::FieldChange;

/// User and location data. Written once at enrollment from whoever logged in or was assigned.
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
    /// Further attributes that a directory's mapping names, by what the record calls them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

impl Person {
    /// Lists the fields that differ in another person's data, in words for people.
    pub fn changes_to(&self, after: &Self) -> Vec<FieldChange> {
        let fixed = PersonField::ALL.into_iter();
        let mut changes: Vec<_> =
            fixed.filter_map(|field| changed(field.title(), field.of(self), field.of(after))).collect();
        let labels =
            self.extra.keys().chain(after.extra.keys().filter(|label| !self.extra.contains_key(*label)));
        let of = |person: &Self, label: &String| person.extra.get(label).cloned().unwrap_or_default();
        changes.extend(labels.filter_map(|label| changed(label, &of(self, label), &of(after, label))));
        changes
    }
}

/// A field of a person, by the name that forms, the API and lists know it by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PersonField {
    /// The username.
    Username,
    /// The full name.
    FullName,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
    /// The position.
    Position,
    /// The department.
    Department,
    /// The building.
    Building,
    /// The room.
    Room,
}

impl PersonField {
    /// Every field, in the order of forms and lists.
    pub const ALL: [Self; 8] = [
        Self::Username,
        Self::FullName,
        Self::Email,
        Self::Phone,
        Self::Position,
        Self::Department,
        Self::Building,
        Self::Room,
    ];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::FullName => "full_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Position => "position",
            Self::Department => "department",
            Self::Building => "building",
            Self::Room => "room",
        }
    }

    /// Returns the words for people, which also stand in the heads of lists.
    pub fn title(self) -> &'static str {
        match self {
            Self::Username => "Username",
            Self::FullName => "Full name",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::Position => "Position",
            Self::Department => "Department",
            Self::Building => "Building",
            Self::Room => "Room",
        }
    }

    /// Returns the field's value, empty when there is none.
    pub fn of(self, person: &Person) -> &str {
        let optional = match self {
            Self::Username => return &person.username,
            Self::FullName => return &person.full_name,
            Self::Email => &person.email,
            Self::Phone => &person.phone,
            Self::Position => &person.position,
            Self::Department => &person.department,
            Self::Building => &person.building,
            Self::Room => &person.room,
        };
        optional.as_deref().unwrap_or_default()
    }

    /// Puts a value in, without the blanks around it; an empty one clears the field.
    pub fn put(self, person: &mut Person, value: &str) {
        let value = value.trim();
        let optional = match self {
            Self::Username => return value.clone_into(&mut person.username),
            Self::FullName => return value.clone_into(&mut person.full_name),
            Self::Email => &mut person.email,
            Self::Phone => &mut person.phone,
            Self::Position => &mut person.position,
            Self::Department => &mut person.department,
            Self::Building => &mut person.building,
            Self::Room => &mut person.room,
        };
        *optional = (!value.is_empty()).then(|| value.to_owned());
    }
}

fn changed(field: &str, before: &str, after: &str) -> Option<FieldChange> {
    (before != after).then(|| FieldChange {
        field: field.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_read_back_what_was_put_in() {
        let mut person = Person::default();
        for field in PersonField::ALL {
            field.put(&mut person, &format!(" {} ", field.name()));
            assert_eq!(field.of(&person), field.name());
        }
        PersonField::Room.put(&mut person, " ");
        assert_eq!(person.room, None);
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let before = Person { username: "ann".into(), room: Some("12".into()), ..Person::default() };
        let mut after = Person { room: None, full_name: "Ann".into(), ..before.clone() };
        after.extra.insert("Cost centre".into(), "7".into());
        let changes = before.changes_to(&after);
        let told: Vec<_> =
            changes.iter().map(|c| (c.field.as_str(), c.before.as_str(), c.after.as_str())).collect();
        assert_eq!(told, [("Full name", "", "Ann"), ("Room", "12", ""), ("Cost centre", "", "7")]);
        assert!(before.changes_to(&before).is_empty());
    }
}
