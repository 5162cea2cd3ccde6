//! A person as a device record knows them: the fields of "User and Location".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
