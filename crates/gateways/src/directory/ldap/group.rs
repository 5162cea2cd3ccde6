//! Groups: who belongs to which, as far as the settings say to look.

mod member;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::directory::{DirectoryGroup, DirectoryGroupRef, GroupMapping, MemberValue, Membership, Nesting};
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt, TryStreamExt, stream};
use ldap3::Scope;
use tokio::time::Instant;

use super::entry::Entry;
use super::reach::Reach;
use super::search::Query;
use super::{filter, scope};
use crate::directory::{DirectoryError, FoundUser};

pub(super) use member::members_of;

/// How many levels of groups inside groups are followed.
const DEPTH_MAX: usize = 10;
/// How many groups of one person count.
const GROUPS_MAX: u32 = 1_000;
/// How long it is remembered what a group is called and what it belongs to. Who belongs to a group is asked each time.
const KNOWN_FOR: Duration = Duration::from_secs(600);
/// How many groups are remembered per directory.
const KNOWN_MAX: usize = 10_000;
/// How many groups are looked up at once.
const LOOKUPS_AT_ONCE: usize = 4;
/// The attribute behind Active Directory's `memberOf`, which its matching rule follows from the group's side.
const MEMBER: &str = "member";

/// A group with what leads on from it.
#[derive(Clone, Debug)]
struct Node {
    group: DirectoryGroup,
    name: String,
    /// The names of the groups it belongs to itself, where membership is kept on the member.
    parents: Vec<String>,
}

/// What is known of groups, by the name that was looked up: the group itself where membership is kept on the member,
/// else the groups that hold it.
#[derive(Debug, Default)]
pub(super) struct KnownGroups(Mutex<HashMap<String, Known>>);

#[derive(Debug)]
struct Known {
    at: Instant,
    nodes: Arc<Vec<Node>>,
}

impl KnownGroups {
    fn find(&self, name: &str) -> Option<Arc<Vec<Node>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.get(name).filter(|known| known.at.elapsed() < KNOWN_FOR)?;
        Some(Arc::clone(&known.nodes))
    }

    fn keep(&self, name: String, nodes: &Arc<Vec<Node>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KNOWN_MAX {
            kept.retain(|_, known| known.at.elapsed() < KNOWN_FOR);
        }
        if kept.len() >= KNOWN_MAX {
            kept.clear(); // a directory with more groups than that is looked up more often
        }
        kept.insert(name, Known { at: Instant::now(), nodes: Arc::clone(nodes) });
    }
}

/// Finds the groups of a person.
pub(super) async fn groups_of(
    reach: &Reach,
    found: &FoundUser,
) -> Result<Vec<DirectoryGroup>, DirectoryError> {
    let own_name = found.user.distinguished_name.as_deref().unwrap_or_default();
    let membership = &reach.connection.settings.membership;
    let direct = match (membership, membership.nesting()) {
        (Membership::UserObject { .. }, Nesting::MatchingRule) => {
            holders(reach, filter::leads_to(MEMBER, own_name)).await?
        }
        (Membership::GroupObject { attribute, .. }, Nesting::MatchingRule) => {
            holders(reach, filter::leads_to(attribute, own_name)).await?
        }
        (Membership::UserObject { .. }, _) => look_up(reach, found.group_names.clone()).await?,
        (Membership::GroupObject { attribute, value, .. }, _) => {
            let member = match value {
                MemberValue::DistinguishedName => own_name,
                MemberValue::Username => &found.user.person.username,
            };
            holders(reach, filter::equals(attribute, member)).await?
        }
    };
    let nodes = match membership.nesting() {
        Nesting::Walk => walk(reach, direct).await?,
        Nesting::None | Nesting::MatchingRule => direct,
    };
    let mut seen = HashSet::new();
    let groups = nodes.into_iter().map(|node| node.group);
    Ok(groups.filter(|group| seen.insert(group.group.key.clone())).collect())
}

/// Adds the groups that hold the groups, level by level; a ring of groups ends by itself.
async fn walk(reach: &Reach, direct: Vec<Node>) -> Result<Vec<Node>, DirectoryError> {
    let mut seen: HashSet<String> = direct.iter().map(|node| normal(&node.name)).collect();
    let mut all = direct.clone();
    let mut level = direct;
    for _ in 0..DEPTH_MAX {
        let mut next = above(reach, &level).await?;
        next.retain(|node| seen.insert(normal(&node.name)));
        if next.is_empty() {
            return Ok(all);
        }
        all.extend(next.iter().cloned());
        if all.len() >= GROUPS_MAX as usize {
            break;
        }
        level = next;
    }
    tracing::warn!(directory.id = %reach.connection.directory_id, "groups are nested too deep to follow them all");
    all.truncate(GROUPS_MAX as usize);
    Ok(all)
}

/// Returns the groups that hold one of these.
async fn above(reach: &Reach, level: &[Node]) -> Result<Vec<Node>, DirectoryError> {
    match &reach.connection.settings.membership {
        Membership::UserObject { .. } => {
            look_up(reach, level.iter().flat_map(|node| node.parents.clone()).collect()).await
        }
        Membership::GroupObject { value: MemberValue::Username, .. } => Ok(Vec::new()), // no group has a username
        Membership::GroupObject { attribute, value: MemberValue::DistinguishedName, .. } => {
            let lookups = level.iter().map(|node| {
                remembered(reach, &node.name, |name| {
                    let filter = filter::equals(attribute, name);
                    async move { holders(reach, filter).await }
                })
                .boxed()
            });
            gather(lookups.collect()).await
        }
    }
}

/// Returns the groups with these names, as far as they are groups of the settings.
async fn look_up(reach: &Reach, mut names: Vec<String>) -> Result<Vec<Node>, DirectoryError> {
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(normal(name)));
    names.truncate(GROUPS_MAX as usize);
    let lookups = names.iter().map(|name| {
        remembered(reach, name, |name| {
            let name = name.to_owned();
            async move { named(reach, &name).await }
        })
        .boxed()
    });
    gather(lookups.collect()).await
}

/// Waits for look-ups, a few at once. (They are boxed, or the compiler could not tell that all this may move between
/// threads.)
async fn gather(
    lookups: Vec<BoxFuture<'_, Result<Arc<Vec<Node>>, DirectoryError>>>,
) -> Result<Vec<Node>, DirectoryError> {
    let found: Vec<_> = stream::iter(lookups).buffered(LOOKUPS_AT_ONCE).try_collect().await?;
    Ok(found.iter().flat_map(|nodes| nodes.iter().cloned()).collect())
}

async fn remembered<F: Future<Output = Result<Vec<Node>, DirectoryError>>>(
    reach: &Reach,
    name: &str,
    ask: impl Fn(&str) -> F,
) -> Result<Arc<Vec<Node>>, DirectoryError> {
    let key = normal(name);
    if let Some(nodes) = reach.groups.find(&key) {
        return Ok(nodes);
    }
    let nodes = Arc::new(ask(name).await?);
    reach.groups.keep(key, &nodes);
    Ok(nodes)
}

/// Returns the group that a member's attribute names: by distinguished name, or by plain name where it has none.
async fn named(reach: &Reach, name: &str) -> Result<Vec<Node>, DirectoryError> {
    let mapping = &reach.connection.settings.groups;
    if !name.contains('=') {
        let by = if mapping.name.is_empty() { "cn" } else { &mapping.name };
        return holders(reach, filter::equals(by, name)).await;
    }
    if !is_below(name, &mapping.base) {
        return Ok(Vec::new());
    }
    let query = Query {
        base: name.to_owned(),
        scope: Scope::Base,
        filter: filter::of_classes(&mapping.object_classes),
        attributes: attributes(reach),
        entries_max: 1,
        page_entries: None,
        may_lack_base: true,
    };
    let found = reach.ask(&query).await?;
    Ok(found.entries.iter().filter_map(|entry| node(reach, entry)).collect())
}

/// Returns the groups that a filter matches.
async fn holders(reach: &Reach, filter: String) -> Result<Vec<Node>, DirectoryError> {
    let found = reach.ask(&groups_query(reach, filter, GROUPS_MAX)).await?;
    Ok(found.entries.iter().filter_map(|entry| node(reach, entry)).collect())
}

/// Searches groups by a filter, at most so many; says whether there may be more.
pub(super) async fn search(
    reach: &Reach,
    filter: String,
    limit: u32,
) -> Result<(Vec<DirectoryGroup>, bool), DirectoryError> {
    let found = reach.ask(&groups_query(reach, filter, limit)).await?;
    let groups = found.entries.iter().filter_map(|entry| node(reach, entry)).map(|node| node.group);
    Ok((groups.collect(), found.is_cut))
}

fn groups_query(reach: &Reach, filter: String, limit: u32) -> Query {
    let settings = &reach.connection.settings;
    let GroupMapping { object_classes, base, scope: depth, .. } = &settings.groups;
    Query {
        base: base.clone(),
        scope: scope(*depth),
        filter: filter::all(&[filter::of_classes(object_classes), filter]),
        attributes: attributes(reach),
        entries_max: limit,
        page_entries: Some(settings.page_entries),
        may_lack_base: false,
    }
}

fn attributes(reach: &Reach) -> Vec<String> {
    let settings = &reach.connection.settings;
    let mut attributes = vec![settings.groups.id.clone(), settings.groups.name.clone()];
    if let Membership::UserObject { attribute, nesting: Nesting::Walk } = &settings.membership {
        attributes.push(attribute.clone());
    }
    attributes.retain(|attribute| !attribute.is_empty());
    attributes
}

/// Reads a group; one without an immutable key cannot be told apart and does not count.
fn node(reach: &Reach, entry: &Entry) -> Option<Node> {
    let settings = &reach.connection.settings;
    let Some(key) = entry.key(&settings.groups.id) else {
        tracing::warn!(directory.id = %reach.connection.directory_id, attribute = settings.groups.id, "a group has no key");
        return None;
    };
    let name = entry.text(&settings.groups.name).unwrap_or_else(|| entry.name.clone());
    let group = DirectoryGroup {
        group: DirectoryGroupRef { directory_id: reach.connection.directory_id, key },
        name,
        distinguished_name: Some(entry.name.clone()),
    };
    let parents = match &settings.membership {
        Membership::UserObject { attribute, nesting: Nesting::Walk } => entry.names(attribute),
        _ => Vec::new(),
    };
    Some(Node { group, name: entry.name.clone(), parents })
}

/// Brings the spellings of one distinguished name together, as far as servers differ from themselves.
fn normal(name: &str) -> String {
    let parts = name.split(',').map(|part| {
        let (attribute, value) = part.split_once('=').unwrap_or((part, ""));
        format!("{}={}", attribute.trim(), value.trim())
    });
    parts.collect::<Vec<_>>().join(",").to_lowercase()
}

fn is_below(name: &str, base: &str) -> bool {
    base.is_empty() || normal(name) == normal(base) || normal(name).ends_with(&format!(",{}", normal(base)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_below_its_base_however_it_is_spelt() {
        assert!(is_below("CN=Staff, OU=Groups,DC=example,DC=test", "ou=groups,dc=example,dc=test"));
        assert!(is_below("cn=a,dc=x", ""));
        assert!(!is_below("cn=a,xou=groups,dc=x", "ou=groups,dc=x"));
        assert!(!is_below("cn=a,dc=other", "dc=x"));
    }

    #[test]
    fn what_is_known_is_bounded() {
        let known = KnownGroups::default();
        let nodes = Arc::new(Vec::new());
        for index in 0..KNOWN_MAX + 1 {
            known.keep(index.to_string(), &nodes);
        }
        assert!(known.0.lock().unwrap().len() <= KNOWN_MAX);
        assert!(known.find(&KNOWN_MAX.to_string()).is_some());
    }
}
