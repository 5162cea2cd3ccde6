//! People of the built-in list.

pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod one;

use domain::built_in_person::{FIELD_CHARACTERS_MAX, PersonField};
use domain::person::Person;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::time::Instant;

/// A person of the built-in list.
#[derive(Serialize, ToSchema)]
pub(crate) struct BuiltInPerson {
    /// The person's id, whatever they are called meanwhile.
    id: String,
    /// The name they are known by to other systems.
    username: String,
    /// Their name; empty when not known.
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
    /// When they were put in.
    created_at: Instant,
    /// When their data changed last.
    updated_at: Instant,
}

impl From<domain::built_in_person::BuiltInPerson> for BuiltInPerson {
    fn from(one: domain::built_in_person::BuiltInPerson) -> Self {
        let Person {
            username,
            full_name,
            email,
            phone,
            position,
            department,
            building,
            room,
            managed_apple_account: _,
            extra: _,
        } = one.person;
        Self {
            id: one.id.to_string(),
            username,
            full_name,
            email,
            phone,
            position,
            department,
            building,
            room,
            created_at: Instant(one.created_at),
            updated_at: Instant(one.updated_at),
        }
    }
}

/// What is to be known of a person. Fields that are left out are empty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BuiltInPersonFields {
    /// The name they are known by to other systems; no two people have the same, whatever the case.
    #[schema(min_length = 1, max_length = 128, example = "ann")]
    username: String,
    /// Their name.
    #[serde(default)]
    #[schema(max_length = 200, example = "Ann O’Hara")]
    full_name: String,
    /// Their e-mail address.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// Their telephone number.
    #[schema(max_length = 200)]
    phone: Option<String>,
    /// Their position in the organization.
    #[schema(max_length = 200)]
    position: Option<String>,
    /// Their department.
    #[schema(max_length = 200)]
    department: Option<String>,
    /// The building they work in.
    #[schema(max_length = 200)]
    building: Option<String>,
    /// Their room.
    #[schema(max_length = 200)]
    room: Option<String>,
}

impl From<BuiltInPersonFields> for Person {
    fn from(fields: BuiltInPersonFields) -> Self {
        const { assert!(FIELD_CHARACTERS_MAX == 200 && PersonField::ALL.len() == 8) }; // as the schema above says
        let BuiltInPersonFields { username, full_name, email, phone, position, department, building, room } =
            fields;
        Self { username, full_name, email, phone, position, department, building, room, ..Self::default() }
    }
}
