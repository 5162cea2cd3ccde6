//! Who belongs to which group, written down on either side.

use domain::directory::{MemberValue, Membership, Nesting};

use super::Bench;

fn on_group(value: MemberValue, nesting: Nesting) -> Membership {
    let attribute = match value {
        MemberValue::DistinguishedName => "member",
        MemberValue::Username => "memberUid",
    };
    Membership::GroupObject { attribute: attribute.to_owned(), value, nesting }
}

fn on_person(nesting: Nesting) -> Membership {
    Membership::UserObject { attribute: "memberOf".to_owned(), nesting }
}

#[tokio::test]
async fn both_sides_say_the_same() {
    let Some(mut bench) = Bench::start().await else { return };
    let on_group = |nesting| on_group(MemberValue::DistinguishedName, nesting);
    for (membership, ann, dora) in [
        (on_group(Nesting::None), ["teachers"].as_slice(), ["ring-a"].as_slice()),
        (on_person(Nesting::None), &["teachers"], &["ring-a"]),
        (on_group(Nesting::Walk), &["staff", "teachers"], &["ring-a", "ring-b"]),
        (on_person(Nesting::Walk), &["staff", "teachers"], &["ring-a", "ring-b"]),
    ] {
        bench.connection.settings.membership = membership;
        for _ in 0..2 {
            // The second time from what is remembered.
            assert_eq!(bench.groups("ann").await, ann, "{:?}", bench.connection.settings.membership);
            assert_eq!(bench.groups("dora").await, dora);
        }
        assert_eq!(bench.groups("ben").await, ["staff"]);
        assert_eq!(bench.groups("åsa").await, ["pupils"]);
        assert_eq!(bench.groups("bob*").await, ["odd, (group)*"]);
        assert_eq!(bench.groups("eva").await, [""; 0]);
    }
}

#[tokio::test]
async fn members_may_be_written_by_username() {
    let Some(mut bench) = Bench::start().await else { return };
    let settings = &mut bench.connection.settings;
    settings.membership = on_group(MemberValue::Username, Nesting::Walk);
    settings.groups.base = "ou=posix,dc=example,dc=test".to_owned();
    settings.groups.object_classes.names = vec!["posixGroup".to_owned()];
    assert_eq!(bench.groups("ann").await, ["printers"]);
    assert_eq!(bench.groups("carl").await, [""; 0]);
    assert_eq!(bench.groups("bob*").await, [""; 0]);
}

#[tokio::test]
async fn groups_may_be_written_by_plain_name() {
    let Some(mut bench) = Bench::start().await else { return };
    let membership = Membership::UserObject { attribute: "title".to_owned(), nesting: Nesting::None };
    bench.connection.settings.membership = membership;
    bench.slapd.replace("uid=ann,ou=people,dc=example,dc=test", "title", "pupils").await;
    assert_eq!(bench.groups("ann").await, ["pupils"]);
    bench.slapd.replace("uid=ann,ou=people,dc=example,dc=test", "title", "*").await;
    assert_eq!(bench.groups("ann").await, [""; 0]);
}

#[tokio::test]
async fn only_groups_of_the_settings_count() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.membership = on_person(Nesting::Walk);
    bench.connection.settings.groups.base = "ou=posix,dc=example,dc=test".to_owned();
    assert_eq!(bench.groups("ann").await, [""; 0]);
    bench.connection.settings.groups.base = "dc=example,dc=test".to_owned();
    bench.connection.settings.groups.object_classes.names = vec!["posixGroup".to_owned()];
    assert_eq!(bench.groups("ann").await, [""; 0]);
}

#[tokio::test]
async fn a_person_leaves_a_group_at_once_and_a_group_is_remembered() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.membership = on_person(Nesting::Walk);
    assert_eq!(bench.groups("ann").await, ["staff", "teachers"]);
    let before = bench.slapd.count().await;
    assert_eq!(bench.groups("ann").await, ["staff", "teachers"]);
    assert_eq!(bench.slapd.count().await.since(before).searches, 1, "the person alone is looked up");
    let member = "uid=carl,ou=people,dc=example,dc=test";
    bench.slapd.replace("cn=teachers,ou=groups,dc=example,dc=test", "member", member).await;
    assert_eq!(bench.groups("ann").await, [""; 0]);
}

#[tokio::test]
async fn groups_have_keys_and_are_found_by_name() {
    let Some(bench) = Bench::start().await else { return };
    let search = async |text, limit| {
        let groups = bench.gateway.search_groups(&bench.connection, text, limit).await.unwrap();
        groups.into_iter().map(|group| group.name).collect::<Vec<_>>()
    };
    assert_eq!(search("staff", 10).await, ["staff"]);
    assert_eq!(search("ring", 10).await, ["ring-a", "ring-b"]);
    assert_eq!(search("ring", 1).await.len(), 1);
    assert_eq!(search("odd, (", 10).await, ["odd, (group)*"]);
    assert_eq!(search("*", 10).await, [""; 0]);
    assert_eq!(search("", 10).await.len(), 6);
    let found = bench.gateway.search_groups(&bench.connection, "STAFF", 10).await.unwrap();
    let ben = bench.found("ben").await;
    assert_eq!(
        bench.gateway.groups_of(&bench.connection, &ben).await.unwrap(),
        found,
        "the same key either way"
    );
    assert_eq!(found[0].distinguished_name.as_deref(), Some("cn=staff,ou=groups,dc=example,dc=test"));
}
