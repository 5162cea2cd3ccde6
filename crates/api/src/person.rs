//! User and location.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

/// The person a device is assigned to, as of the enrollment.
#[derive(Serialize, ToSchema)]
pub(crate) struct Person {
    /// The name they sign in with; empty when nobody is assigned.
    username: String,
    /// Their name.
    full_name: String,
    /// Their e-mail address.
    email: Option<String>,
    /// Their telephone number.
    phone: Option<String>,
    /// Their position in the organization.
    position: Option<String>,
    /// Their department.
    department: Option<String>,
    /// The building they work in.
    building: Option<String>,
    /// Their room.
    room: Option<String>,
    /// Their Managed Apple Account.
    managed_apple_account: Option<String>,
    /// Further attributes of the person's directory, by what the server calls them.
    extra: BTreeMap<String, String>,
}

impl From<domain::person::Person> for Person {
    fn from(person: domain::person::Person) -> Self {
        let domain::person::Person {
            username,
            full_name,
            email,
            phone,
            position,
            department,
            building,
            room,
            managed_apple_account,
            extra,
        } = person;
        Self {
            username,
            full_name,
            email,
            phone,
            position,
            department,
            building,
            room,
            managed_apple_account,
            extra,
        }
    }
}
