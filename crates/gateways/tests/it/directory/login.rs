//! Finding one person and asking whether their password is right.

use std::collections::BTreeMap;

use domain::person::Person;
use gateways::directory::DirectoryError;
use testkit::{Slapd, SlapdBuilder};

use super::Bench;

#[tokio::test]
async fn a_person_comes_with_every_field_of_the_record() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.users.extra = BTreeMap::from([
        ("Number".to_owned(), "employeeNumber".to_owned()),
        ("Telephones".to_owned(), "telephoneNumber".to_owned()),
        ("Pager".to_owned(), "pager".to_owned()),
    ]);
    let ann = bench.found("ann").await.user;
    assert_eq!(ann.distinguished_name.as_deref(), Some("uid=ann,ou=people,dc=example,dc=test"));
    assert_eq!(
        ann.person,
        Person {
            managed_apple_account: None,
            username: "ann".to_owned(),
            full_name: "Ann Berg".to_owned(),
            email: Some("ann@example.test".to_owned()),
            phone: Some("+46 8 123 45 01".to_owned()),
            position: Some("Teacher".to_owned()),
            department: Some("Science".to_owned()),
            building: Some("North House".to_owned()),
            room: Some("N 12".to_owned()),
            extra: BTreeMap::from([
                ("Number".to_owned(), "1001".to_owned()),
                ("Telephones".to_owned(), "+46 8 123 45 01".to_owned()),
            ]),
        }
    );
    let ben = bench.found("ben").await.user.person;
    assert_eq!(ben.extra["Telephones"], "+46 8 123 45 02, +46 70 123 45 02");
    assert_eq!(bench.found("carl").await.user.person.email, None);
}

#[tokio::test]
async fn a_suffix_makes_an_address_of_a_name() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.users.email = "uid".to_owned();
    bench.connection.settings.users.email_suffix = "@example.test".to_owned();
    assert_eq!(bench.found("carl").await.user.person.email.as_deref(), Some("carl@example.test"));
}

#[tokio::test]
async fn only_the_right_password_is_right() {
    let Some(bench) = Bench::start().await else { return };
    for (username, password) in
        [("ann", "Ann-Pw-1"), ("åsa", "Åsa-Pw-1"), ("bob*", "Bob-Pw-1"), ("ANN", "Ann-Pw-1")]
    {
        let found = bench.found(username).await;
        assert_eq!(bench.check(&found, password).await, Ok(true), "{username}");
        for wrong in ["Ben-Pw-1", "ann-pw-1", "Ann-Pw-1 ", "*", &"x".repeat(10_000)] {
            assert_eq!(bench.check(&found, wrong).await, Ok(false), "{username} {wrong:.10}");
        }
    }
    let ghost = {
        let mut found = bench.found("ann").await;
        found.user.distinguished_name = Some("uid=ghost,ou=people,dc=example,dc=test".to_owned());
        found
    };
    assert_eq!(bench.check(&ghost, "Ann-Pw-1").await, Ok(false));
    bench.gateway.check_nobody(&bench.connection).await;
}

#[tokio::test]
async fn t18_an_empty_password_is_refused_though_the_directory_would_take_it() {
    let builder = SlapdBuilder { unauthenticated_bind: true, ..Slapd::builder() };
    let Some(bench) = Bench::start_as(builder).await else { return };
    // The server does say yes; without this the test would prove nothing.
    let mut anybody = bench.slapd.anonymous().await;
    let taken = anybody.simple_bind("uid=ann,ou=people,dc=example,dc=test", "").await.unwrap();
    assert_eq!(taken.rc, 0);

    let mut found = bench.found("ann").await;
    let before = bench.slapd.count().await;
    for password in ["", "\0", "\0Ann-Pw-1", "Ann-Pw-1\0"] {
        assert_eq!(bench.check(&found, password).await, Ok(false), "{password:?}");
    }
    for name in [None, Some(String::new()), Some("  ".to_owned())] {
        found.user.distinguished_name = name;
        assert_eq!(bench.check(&found, "Ann-Pw-1").await, Ok(false));
    }
    assert_eq!(bench.slapd.count().await.since(before).binds, 0, "nothing was asked");
}

#[tokio::test]
async fn t18_the_account_that_asks_needs_its_password() {
    let builder = SlapdBuilder { unauthenticated_bind: true, ..Slapd::builder() };
    let Some(mut bench) = Bench::start_as(builder).await else { return };
    for password in [None, Some(String::new().into())] {
        bench.connection.bind_password = password;
        assert!(matches!(bench.find("ann").await, Err(DirectoryError::BindRefused(_))));
    }
}

#[tokio::test]
async fn t19_whatever_is_typed_is_data() {
    let Some(bench) = Bench::start().await else { return };
    let long = "x".repeat(10_240);
    let fitting = "x".repeat(256);
    for name in [
        "*",
        "a*",
        "ann*",
        "a)(uid=*",
        "*)(|(uid=*",
        "ann)(objectClass=*",
        "\\2a",
        "\\61nn",
        "ann\\",
        "(ann)",
        "&",
        "|",
        "ann\0",
        "\0",
        "",
        " ",
        "ann\n",
        "ann\u{202e}",
        "\u{200f}ann",
        "a\u{200b}nn",
        "ann,ou=people",
        "uid=ann",
        "bob",
        "bob**",
        "ånn",
        "💥",
        &long,
        &fitting,
    ] {
        assert_eq!(bench.find(name).await, Ok(None), "{name:.40?}");
    }
    assert_eq!(bench.found("bob*").await.user.person.full_name, "Bob * Star, Jr (x)");
    assert_eq!(bench.groups("bob*").await, ["odd, (group)*"]);
}

#[tokio::test]
async fn t19_a_name_too_long_or_with_control_characters_is_not_even_asked_for() {
    let Some(bench) = Bench::start().await else { return };
    bench.found("ann").await;
    let before = bench.slapd.count().await;
    for name in ["x".repeat(257).as_str(), "ann\0", "ann\r\n", "\u{202e}nna"] {
        assert_eq!(bench.find(name).await, Ok(None));
    }
    assert_eq!(bench.slapd.count().await.since(before).searches, 0);
}

#[tokio::test]
async fn t21_more_than_one_match_is_nobody() {
    let Some(mut bench) = Bench::start().await else { return };
    assert_eq!(bench.find("twin").await, Err(DirectoryError::Ambiguous));
    bench.connection.settings.users.username = "mail".to_owned();
    assert_eq!(bench.find("shared@example.test").await, Err(DirectoryError::Ambiguous));
    assert!(bench.find("ann@example.test").await.unwrap().is_some());
    bench.connection.settings.users.username = "uid".to_owned();
    bench.connection.settings.users.base = "ou=day,ou=people,dc=example,dc=test".to_owned();
    assert_eq!(bench.found("twin").await.user.person.full_name, "Twin Day");
}

#[tokio::test]
async fn t21_a_person_is_found_by_key_whatever_they_are_called_meanwhile() {
    let Some(bench) = Bench::start().await else { return };
    let before = bench.found("ann").await.user;
    bench.slapd.rename("uid=ann,ou=people,dc=example,dc=test", "uid=anna").await;
    assert_eq!(bench.find("ann").await, Ok(None));
    let after = bench.find_by_key(&before.user.key.0).await.unwrap().unwrap().user;
    assert_eq!(after.user, before.user);
    assert_eq!(after.person.username, "anna");
    assert_eq!(bench.found("anna").await.user, after);

    bench.slapd.remove("uid=anna,ou=people,dc=example,dc=test").await;
    assert_eq!(bench.find_by_key(&before.user.key.0).await, Ok(None));
    for no_key in ["*", "", "no-uuid", "a)(uid=*"] {
        assert_eq!(bench.find_by_key(no_key).await, Ok(None), "{no_key}");
    }
}

#[tokio::test]
async fn an_object_guid_is_hex_whatever_its_octets_look_like() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.users.id = "objectGUID".to_owned();
    for (username, key) in
        [("ann", "30313233343536373839616263646566"), ("ben", "00282a295cfffe800001020304050607")]
    {
        assert_eq!(bench.found(username).await.user.user.key.0, key);
        let found = bench.find_by_key(key).await.unwrap().unwrap();
        assert_eq!(found.user.person.username, username);
    }
    assert_eq!(bench.find_by_key("0123456789abcdef").await, Ok(None), "text is no GUID");
    assert_eq!(bench.find("carl").await, Ok(None), "without a key nobody can be told apart");
}

#[tokio::test]
async fn a_login_is_one_kept_search_and_one_bind() {
    let Some(bench) = Bench::start().await else { return };
    bench.found("ben").await; // opens the kept connection
    let before = bench.slapd.count().await;
    for _ in 0..20 {
        let ann = bench.found("ann").await;
        assert_eq!(bench.check(&ann, "Ann-Pw-1").await, Ok(true));
    }
    let cost = bench.slapd.count().await.since(before);
    assert_eq!((cost.searches, cost.binds), (20, 20));
}

#[tokio::test]
async fn t23_nobody_costs_the_bind_that_somebody_costs() {
    let Some(bench) = Bench::start().await else { return };
    assert_eq!(bench.find("nobody").await, Ok(None));
    let before = bench.slapd.count().await;
    bench.gateway.check_nobody(&bench.connection).await;
    assert_eq!(bench.slapd.count().await.since(before).binds, 1);
}

#[tokio::test]
async fn changed_settings_are_used_at_once() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.found("ann").await;
    bench.connection.bind_password = Some("wrong".to_owned().into());
    let Err(DirectoryError::BindRefused(words)) = bench.find("ann").await else { panic!("it was let in") };
    assert_eq!(words, "name or password is wrong: result 49");
    // A second try would count towards the account's lock-out, so it is not made.
    let before = bench.slapd.count().await;
    assert!(matches!(bench.find("ann").await, Err(DirectoryError::BindRefused(_))));
    assert_eq!(bench.slapd.count().await.since(before).binds, 0);
    bench.connection.bind_password = Some(testkit::READER_PASSWORD.to_owned().into());
    bench.found("ann").await;
}
