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
        ];
        let fields = fields.into_iter().map(|(field, value)| (field.to_owned(), value));
        fields.chain(self.extra.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
