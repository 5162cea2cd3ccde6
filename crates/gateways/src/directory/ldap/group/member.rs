//! The way down: who belongs to a group, and to the groups inside it.
//!
//! Members are looked up by many at once. Where a group lists the names of its members, each name's first part is also an
//! attribute of the entry (RFC 4512 §2.3.1), so that one search finds a hundred of them in any directory.

use std::collections::HashSet;

use domain::directory::{DirectoryKey, DirectoryUser, MemberValue, Membership, Nesting, is_attribute};
use ldap3::Scope;

use super::super::entry::{KeyValue, key_value};
use super::super::reach::Reach;
use super::super::search::Query;
use super::super::{filter, user};
use super::{DEPTH_MAX, GROUPS_MAX, MEMBER, Node, groups_query, node, normal};
use crate::directory::{DirectoryError, GroupMembers};

/// The attribute of a member that Active Directory's matching rule follows down.
const MEMBER_OF: &str = "memberOf";
/// How many names one search asks for.
const NAMES_AT_ONCE: usize = 100;
/// How many entries such a search may find: several branches may use the same first part.
const NAMED_MAX: u32 = 5_000;
/// How many parts of a long list of members are read: Active Directory gives 1,500 members at a time.
const PARTS_MAX: u32 = 1_000;

/// A group on the way down, with the members it lists itself.
struct Level {
    node: Node,
    members: Vec<String>,
}

/// The people found so far.
struct People {
    found: Vec<DirectoryUser>,
    keys: HashSet<DirectoryKey>,
    limit: u32,
    is_cut: bool,
}

impl People {
    fn new(limit: u32) -> Self {
        Self { found: Vec::new(), keys: HashSet::new(), limit, is_cut: false }
    }

    fn add(&mut self, people: impl IntoIterator<Item = DirectoryUser>, is_cut: bool) {
        self.is_cut |= is_cut;
        for one in people {
            if self.keys.contains(&one.user.key) {
                continue;
            }
            if self.left() == 0 {
                self.is_cut = true;
                return;
            }
            self.keys.insert(one.user.key.clone());
            self.found.push(one);
        }
    }

    fn left(&self) -> u32 {
        self.limit.saturating_sub(u32::try_from(self.found.len()).unwrap_or(u32::MAX))
    }

    /// Returns how many entries a search asks for: those whom we have may be among them, and one more tells whether there
    /// are more.
    fn asked(&self) -> u32 {
        self.limit.saturating_add(1)
    }
}

/// Finds the people of a group; `None` when there is no such group.
pub(in crate::directory::ldap) async fn members_of(
    reach: &Reach,
    key: &DirectoryKey,
    limit: u32,
) -> Result<Option<GroupMembers>, DirectoryError> {
    let Some(root) = find(reach, key).await? else { return Ok(None) };
    let group = root.node.group.clone();
    let mut people = People::new(limit);
    let membership = &reach.connection.settings.membership;
    match (membership, membership.nesting()) {
        (Membership::UserObject { attribute, .. }, Nesting::MatchingRule) => {
            leading_to(reach, attribute, &root, &mut people).await?;
        }
        (Membership::GroupObject { attribute, .. }, Nesting::MatchingRule)
            if attribute.eq_ignore_ascii_case(MEMBER) =>
        {
            leading_to(reach, MEMBER_OF, &root, &mut people).await?;
        }
        (_, nesting) => descend(reach, root, nesting != Nesting::None, &mut people).await?,
    }
    Ok(Some(GroupMembers { group, people: people.found, is_cut: people.is_cut }))
}

async fn leading_to(
    reach: &Reach,
    attribute: &str,
    root: &Level,
    people: &mut People,
) -> Result<(), DirectoryError> {
    let filter = filter::leads_to(attribute, &root.node.name);
    let (found, is_cut) = user::search(reach, filter, people.asked()).await?;
    people.add(found, is_cut);
    Ok(())
}

/// Goes down level by level; a ring of groups ends by itself.
async fn descend(
    reach: &Reach,
    root: Level,
    is_nested: bool,
    people: &mut People,
) -> Result<(), DirectoryError> {
    let mut seen = HashSet::from([normal(&root.node.name)]);
    let mut level = vec![root];
    for _ in 0..=DEPTH_MAX {
        let mut next = match &reach.connection.settings.membership {
            Membership::UserObject { attribute, .. } => {
                written_on_members(reach, attribute, &level, is_nested, people).await?
            }
            Membership::GroupObject { value: MemberValue::DistinguishedName, .. } => {
                written_on_groups(reach, &level, is_nested, people).await?
            }
            Membership::GroupObject { value: MemberValue::Username, .. } => {
                written_by_username(reach, &level, people).await?;
                Vec::new() // no group has a username
            }
        };
        next.retain(|inside| seen.insert(normal(&inside.node.name)));
        if next.is_empty() || people.left() == 0 {
            people.is_cut |= !next.is_empty();
            return Ok(());
        }
        if seen.len() > GROUPS_MAX as usize {
            break;
        }
        level = next;
    }
    tracing::warn!(directory.id = %reach.connection.directory_id, "groups are nested too deep to follow them all");
    people.is_cut = true;
    Ok(())
}

/// Takes those on whom it is written that they belong to one of the groups; returns the groups among them.
async fn written_on_members(
    reach: &Reach,
    attribute: &str,
    level: &[Level],
    is_nested: bool,
    people: &mut People,
) -> Result<Vec<Level>, DirectoryError> {
    let mut inside = Vec::new();
    for groups in level.chunks(NAMES_AT_ONCE) {
        // By distinguished name or, as some directories have it, by plain name.
        let names = groups.iter().flat_map(|Level { node, .. }| {
            let plain = Some(node.group.name.as_str()).filter(|name| !name.contains('='));
            [Some(node.name.as_str()), plain].into_iter().flatten()
        });
        let filters: Vec<_> = names.map(|name| filter::equals(attribute, name)).collect();
        let (found, is_cut) = user::search(reach, filter::any(&filters), people.asked()).await?;
        people.add(found, is_cut);
        if is_nested {
            inside.extend(search(reach, filter::any(&filters)).await?);
        }
    }
    Ok(inside)
}

/// Takes the people whom the groups name; returns the groups that they name.
async fn written_on_groups(
    reach: &Reach,
    level: &[Level],
    is_nested: bool,
    people: &mut People,
) -> Result<Vec<Level>, DirectoryError> {
    let mut names: Vec<&str> =
        level.iter().flat_map(|group| group.members.iter().map(String::as_str)).collect();
    let mut wanted = HashSet::with_capacity(names.len());
    names.retain(|name| wanted.insert(normal(name)));
    let is_wanted = |name: &str| wanted.contains(&normal(name));
    let mut inside = Vec::new();
    for names in names.chunks(NAMES_AT_ONCE) {
        let filters: Vec<_> = names.iter().filter_map(|name| by_first_part(name)).collect();
        if filters.is_empty() {
            continue;
        }
        let (mut found, is_cut) = user::search(reach, filter::any(&filters), NAMED_MAX).await?;
        found.retain(|user| user.distinguished_name.as_deref().is_some_and(is_wanted));
        people.add(found, is_cut);
        if is_nested {
            let found = search(reach, filter::any(&filters)).await?;
            inside.extend(found.into_iter().filter(|group| is_wanted(&group.node.name)));
        }
        if people.left() == 0 {
            people.is_cut = true;
            break;
        }
    }
    Ok(inside)
}

/// Takes the people whose usernames the groups list.
async fn written_by_username(
    reach: &Reach,
    level: &[Level],
    people: &mut People,
) -> Result<(), DirectoryError> {
    let names: Vec<&str> = level.iter().flat_map(|group| group.members.iter().map(String::as_str)).collect();
    let wanted: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    for names in names.chunks(NAMES_AT_ONCE) {
        let filters: Vec<_> =
            names.iter().map(|name| user::by_username(&reach.connection.settings, name)).collect();
        let (mut found, is_cut) = user::search(reach, filter::any(&filters), NAMED_MAX).await?;
        found.retain(|user| wanted.contains(&user.person.username.to_lowercase()));
        people.add(found, is_cut);
    }
    Ok(())
}

/// Finds a group by its key.
async fn find(reach: &Reach, key: &DirectoryKey) -> Result<Option<Level>, DirectoryError> {
    let attribute = &reach.connection.settings.groups.id;
    let filter = match key_value(attribute, key) {
        Some(KeyValue::Text(text)) => filter::equals(attribute, text),
        Some(KeyValue::Octets(octets)) => filter::equals_octets(attribute, &octets),
        None => return Ok(None),
    };
    let mut found = search(reach, filter).await?;
    if found.len() > 1 {
        return Err(DirectoryError::Ambiguous);
    }
    Ok(found.pop())
}

/// Searches groups by a filter, with all the members they list.
async fn search(reach: &Reach, filter: String) -> Result<Vec<Level>, DirectoryError> {
    let listed = match &reach.connection.settings.membership {
        Membership::GroupObject { attribute, nesting: Nesting::None | Nesting::Walk, .. } => Some(attribute),
        _ => None,
    };
    let mut query = groups_query(reach, filter, GROUPS_MAX);
    query.attributes.extend(listed.cloned());
    let found = reach.ask(&query).await?;
    let mut groups = Vec::with_capacity(found.entries.len());
    for entry in &found.entries {
        let Some(node) = node(reach, entry) else { continue };
        let mut members = Vec::new();
        if let Some(attribute) = listed {
            let (first, next) = entry.names_in_part(attribute);
            members = first;
            if let Some(next) = next {
                rest_of(reach, &node.name, attribute, next, &mut members).await?;
            }
        }
        groups.push(Level { node, members });
    }
    Ok(groups)
}

/// Reads the rest of a list of members that came in part, as Active Directory gives long ones.
async fn rest_of(
    reach: &Reach,
    name: &str,
    attribute: &str,
    mut next: u32,
    members: &mut Vec<String>,
) -> Result<(), DirectoryError> {
    for _ in 0..PARTS_MAX {
        let query = Query {
            base: name.to_owned(),
            scope: Scope::Base,
            filter: filter::present("objectClass"),
            attributes: vec![format!("{attribute};range={next}-*")],
            entries_max: 1,
            page_entries: None,
            may_lack_base: true,
        };
        let found = reach.ask(&query).await?;
        let Some(entry) = found.entries.first() else { return Ok(()) };
        let (part, after) = entry.names_in_part(attribute);
        members.extend(part);
        match after {
            Some(after) if after > next => next = after,
            _ => return Ok(()),
        }
    }
    Ok(())
}

/// Returns a filter for the first part of a distinguished name, `(uid=ann)` of `uid=ann,ou=people,dc=example`; `None` for
/// what is no name.
fn by_first_part(name: &str) -> Option<String> {
    let (attribute, value) = name.split_once('=')?;
    let attribute = attribute.trim();
    if !is_attribute(attribute) {
        return None;
    }
    let octets = first_value(value)?;
    Some(filter::equals_octets(attribute, &octets))
}

/// Reads the value that a distinguished name goes on with (RFC 4514 §3).
fn first_value(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_start().as_bytes();
    if text.first() == Some(&b'#') {
        return None; // the octets of another encoding, which nobody writes
    }
    let (mut value, mut at, mut end) = (Vec::new(), 0, 0);
    while let Some(octet) = text.get(at) {
        match octet {
            b',' | b'+' | b';' => break,
            b'\\' => {
                let pair = text.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
                match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
                    Some(octet) => {
                        value.push(octet);
                        at += 3;
                    }
                    None => {
                        value.push(*text.get(at + 1)?);
                        at += 2;
                    }
                }
                end = value.len();
            }
            octet => {
                value.push(*octet);
                at += 1;
                if *octet != b' ' {
                    end = value.len();
                }
            }
        }
    }
    value.truncate(end);
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_of_a_name_is_read_and_cannot_leave_its_place() {
        let value = |text: &str| first_value(text).map(|octets| String::from_utf8(octets).unwrap());
        for (text, read) in [
            ("ann,ou=people", Some("ann")),
            (" Ann Berg , ou=people", Some("Ann Berg")),
            ("Berg\\, Ann\\ ,dc=x", Some("Berg, Ann ")),
            ("Berg\\2C Ann,dc=x", Some("Berg, Ann")),
            ("\\C3\\85sa+uid=1,dc=x", Some("Åsa")),
            ("a\\\\b", Some("a\\b")),
            ("", None),
            ("#04024869,dc=x", None),
            ("a\\", None),
        ] {
            assert_eq!(value(text).as_deref(), read, "{text:?}");
        }
        assert_eq!(by_first_part("uid=a)(b,dc=x").as_deref(), Some("(uid=\\61\\29\\28\\62)"));
        assert_eq!(by_first_part("uid)(x=a,dc=x"), None);
        assert_eq!(by_first_part("ann"), None);
    }
}
