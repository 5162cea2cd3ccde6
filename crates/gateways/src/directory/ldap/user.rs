//! People: finding one by name or key, searching several, and what a record gets of each.

use std::collections::BTreeMap;

use domain::directory::{
    DirectoryKey, DirectoryUser, DirectoryUserRef, LdapSettings, Membership, Nesting, UserMapping,
};
use domain::person::Person;

use super::entry::{Entry, KeyValue, key_value};
use super::reach::Reach;
use super::search::Query;
use super::{filter, scope};
use crate::directory::{DirectoryError, FoundUser};

/// Finds the one person whom a filter matches.
pub(super) async fn find(reach: &Reach, filter: String) -> Result<Option<FoundUser>, DirectoryError> {
    let mut query = people(reach, filter, 2);
    query.page_entries = None;
    let found = reach.ask(&query).await?;
    match found.entries.as_slice() {
        [] if !found.is_cut => Ok(None),
        [one] if !found.is_cut => Ok(read(reach, one)),
        _ => Err(DirectoryError::Ambiguous),
    }
}

/// Returns the filter for a person's username.
pub(super) fn by_username(settings: &LdapSettings, username: &str) -> String {
    filter::equals(&settings.users.username, username)
}

/// Returns the filter for a person's key; `None` when nobody can have it.
pub(super) fn by_key(settings: &LdapSettings, key: &DirectoryKey) -> Option<String> {
    let attribute = &settings.users.id;
    match key_value(attribute, key)? {
        KeyValue::Text(text) => Some(filter::equals(attribute, text)),
        KeyValue::Octets(octets) => Some(filter::equals_octets(attribute, &octets)),
    }
}

/// Searches people by a filter, at most so many; says whether there may be more.
pub(super) async fn search(
    reach: &Reach,
    filter: String,
    limit: u32,
) -> Result<(Vec<DirectoryUser>, bool), DirectoryError> {
    let found = reach.ask(&people(reach, filter, limit)).await?;
    let users = found.entries.iter().filter_map(|entry| read(reach, entry)).map(|found| found.user);
    Ok((users.collect(), found.is_cut))
}

fn people(reach: &Reach, filter: String, limit: u32) -> Query {
    let settings = &reach.connection.settings;
    let users = &settings.users;
    Query {
        base: users.base.clone(),
        scope: scope(users.scope),
        filter: filter::all(&[filter::of_classes(&users.object_classes), filter]),
        attributes: attributes(settings),
        entries_max: limit,
        page_entries: Some(settings.page_entries),
        may_lack_base: false,
    }
}

/// Lists the attributes that are read of a person, and no others.
fn attributes(settings: &LdapSettings) -> Vec<String> {
    let users = &settings.users;
    let named = [
        &users.id,
        &users.username,
        &users.full_name,
        &users.email,
        &users.phone,
        &users.position,
        &users.department,
        &users.building,
        &users.room,
        &users.managed_apple_account,
    ];
    let mut attributes: Vec<String> = named.into_iter().chain(users.extra.values()).cloned().collect();
    attributes.extend(group_names_attribute(settings).map(str::to_owned));
    attributes.retain(|attribute| !attribute.is_empty());
    attributes.sort_unstable();
    attributes.dedup();
    attributes
}

/// Returns the attribute of a person with the names of their groups, where it is needed.
fn group_names_attribute(settings: &LdapSettings) -> Option<&str> {
    match &settings.membership {
        Membership::UserObject { attribute, nesting: Nesting::None | Nesting::Walk } => Some(attribute),
        _ => None,
    }
}

/// Reads a person. One without a key or a username cannot be told apart and does not count; the probe says how many
/// there are.
fn read(reach: &Reach, entry: &Entry) -> Option<FoundUser> {
    let settings = &reach.connection.settings;
    let (key, username) = (entry.key(&settings.users.id), entry.text(&settings.users.username));
    let (Some(key), Some(username)) = (key, username) else {
        tracing::warn!(
            directory.id = %reach.connection.directory_id,
            attribute.key = settings.users.id,
            attribute.username = settings.users.username,
            "a person has no key or no username"
        );
        return None;
    };
    let user = DirectoryUserRef { directory_id: reach.connection.directory_id, key };
    Some(FoundUser {
        user: DirectoryUser {
            user,
            distinguished_name: Some(entry.name.clone()),
            person: person(&settings.users, entry, username),
        },
        group_names: group_names_attribute(settings).map(|name| entry.names(name)).unwrap_or_default(),
    })
}

fn person(mapping: &UserMapping, entry: &Entry, username: String) -> Person {
    let extra: BTreeMap<String, String> = mapping
        .extra
        .iter()
        .filter_map(|(label, attribute)| Some((label.clone(), entry.joined(attribute)?)))
        .collect();
    Person {
        username,
        full_name: entry.text(&mapping.full_name).unwrap_or_default(),
        email: entry.text(&mapping.email).map(|email| address(email, &mapping.email_suffix)),
        phone: entry.text(&mapping.phone),
        position: entry.text(&mapping.position),
        department: entry.text(&mapping.department),
        building: entry.text(&mapping.building),
        room: entry.text(&mapping.room),
        managed_apple_account: entry.text(&mapping.managed_apple_account),
        extra,
    }
}

/// Completes an address where the attribute holds only what stands before the `@`.
fn address(value: String, suffix: &str) -> String {
    if value.contains('@') { value } else { value + suffix }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_completes_only_what_is_no_address() {
        assert_eq!(address("ann".to_owned(), "@example.test"), "ann@example.test");
        assert_eq!(address("ann@other.test".to_owned(), "@example.test"), "ann@other.test");
        assert_eq!(address("ann".to_owned(), ""), "ann");
    }
}
