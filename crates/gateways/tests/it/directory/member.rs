//! Who belongs to a group, looked up from the group's side.

use domain::directory::{DirectoryGroupRef, DirectoryKey, MemberValue, Membership, Nesting};
use gateways::directory::GroupMembers;
use testkit::SlapdBuilder;

use super::{Bench, ID};

fn on_group(nesting: Nesting) -> Membership {
    let value = MemberValue::DistinguishedName;
    Membership::GroupObject { attribute: "member".to_owned(), value, nesting }
}

fn on_person(nesting: Nesting) -> Membership {
    Membership::UserObject { attribute: "memberOf".to_owned(), nesting }
}

impl Bench {
    async fn group(&self, name: &str) -> DirectoryGroupRef {
        let found = self.gateway.search_groups(&self.connection, name, 10).await.unwrap();
        found.into_iter().find(|group| group.name == name).unwrap().group
    }

    async fn members(&self, group: &str, limit: u32) -> GroupMembers {
        let group = self.group(group).await;
        self.gateway.members_of(&self.connection, &group, limit).await.unwrap().unwrap()
    }

    /// Returns the usernames of a group's people in alphabetical order.
    async fn usernames(&self, group: &str) -> Vec<String> {
        let members = self.members(group, 100).await;
        assert!(!members.is_cut);
        assert_eq!(members.group.name, group);
        let mut names: Vec<_> = members.people.into_iter().map(|user| user.person.username).collect();
        names.sort();
        names
    }
}

#[tokio::test]
async fn both_sides_say_the_same_of_members() {
    let Some(mut bench) = Bench::start().await else { return };
    for (membership, staff, ring) in [
        (on_group(Nesting::None), ["ben"].as_slice(), [""; 0].as_slice()),
        (on_person(Nesting::None), &["ben"], &[]),
        (on_group(Nesting::Walk), &["ann", "ben"], &["dora"]),
        (on_person(Nesting::Walk), &["ann", "ben"], &["dora"]),
    ] {
        bench.connection.settings.membership = membership;
        let words = format!("{:?}", bench.connection.settings.membership);
        assert_eq!(bench.usernames("staff").await, staff, "{words}");
        // Two groups that hold each other.
        assert_eq!(bench.usernames("ring-b").await, ring, "{words}");
        assert_eq!(bench.usernames("ring-a").await, ["dora"], "{words}");
        assert_eq!(bench.usernames("teachers").await, ["ann"], "{words}");
        assert_eq!(bench.usernames("pupils").await, ["carl", "åsa"], "{words}");
        assert_eq!(bench.usernames("odd, (group)*").await, ["bob*"], "{words}");
    }
}

#[tokio::test]
async fn members_come_with_what_is_known_of_them() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.membership = on_group(Nesting::Walk);
    let members = bench.members("teachers", 10).await;
    assert_eq!(members.people, [bench.found("ann").await.user]);
    assert_eq!(members.group.distinguished_name.as_deref(), Some("cn=teachers,ou=groups,dc=example,dc=test"));
}

#[tokio::test]
async fn members_written_by_username_are_found() {
    let Some(mut bench) = Bench::start().await else { return };
    let settings = &mut bench.connection.settings;
    settings.membership = Membership::GroupObject {
        attribute: "memberUid".to_owned(),
        value: MemberValue::Username,
        nesting: Nesting::Walk,
    };
    settings.groups.base = "ou=posix,dc=example,dc=test".to_owned();
    settings.groups.object_classes.names = vec!["posixGroup".to_owned()];
    assert_eq!(bench.usernames("printers").await, ["ann", "ben"]);
}

#[tokio::test]
async fn a_plain_name_on_the_person_counts_as_the_group() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.membership =
        Membership::UserObject { attribute: "title".to_owned(), nesting: Nesting::None };
    bench.slapd.replace("uid=ann,ou=people,dc=example,dc=test", "title", "pupils").await;
    assert_eq!(bench.usernames("pupils").await, ["ann"]);
}

#[tokio::test]
async fn a_group_that_is_gone_is_none_and_an_odd_key_too() {
    let Some(mut bench) = Bench::start().await else { return };
    for membership in [on_group(Nesting::Walk), on_person(Nesting::Walk)] {
        bench.connection.settings.membership = membership;
        for key in ["00000000-0000-0000-0000-000000000000", "*", ""] {
            let group = DirectoryGroupRef { directory_id: ID, key: DirectoryKey(key.to_owned()) };
            assert_eq!(bench.gateway.members_of(&bench.connection, &group, 10).await, Ok(None), "{key:?}");
        }
    }
}

#[tokio::test]
async fn a_large_group_is_read_by_few_searches_and_cut_where_it_is_told() {
    let Some(mut bench) = Bench::start_as(SlapdBuilder { people: 2_500, ..Default::default() }).await else {
        return;
    };
    let people = |range: std::ops::Range<u32>| -> Vec<String> {
        range.map(|n| format!("uid=p{n:05},ou=crowd,ou=people,dc=example,dc=test")).collect()
    };
    bench.slapd.add_to("cn=pupils,ou=groups,dc=example,dc=test", "member", &people(0..2_000)).await;
    for membership in [on_group(Nesting::Walk), on_person(Nesting::Walk)] {
        bench.connection.settings.membership = membership;
        let group = bench.group("pupils").await;
        let before = bench.slapd.count().await;
        let all = bench.gateway.members_of(&bench.connection, &group, 5_000).await.unwrap().unwrap();
        assert_eq!((all.people.len(), all.is_cut), (2_002, false));
        let searches = bench.slapd.count().await.since(before).searches;
        assert!(searches < 60, "{searches} searches for 2,002 people");
        let some = bench.gateway.members_of(&bench.connection, &group, 700).await.unwrap().unwrap();
        assert_eq!((some.people.len(), some.is_cut), (700, true));
    }
}
