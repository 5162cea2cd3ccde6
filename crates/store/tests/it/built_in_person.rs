//! People of the built-in list: written by ones and by thousands, found by their words.

use domain::built_in_person::BuiltInPerson;
use domain::id::{BuiltInPersonId, SiteId};
use domain::person::Person;
use domain::site::{Site, SiteScope};
use store::Tx;

use crate::fixture::{NOW, Opened, device, id, number, stores};

pub(crate) fn person(n: u128, username: &str, full_name: &str) -> BuiltInPerson {
    let person = Person {
        username: username.to_owned(),
        full_name: full_name.to_owned(),
        email: Some(format!("{n}@example.org")),
        ..Person::default()
    };
    BuiltInPerson { id: BuiltInPersonId(id(n)), person, created_at: NOW, updated_at: NOW }
}

async fn fill(opened: &Opened) {
    let people = [
        person(1, "ann", "Ann O’Hara"),
        person(2, "Bob.Smith", "bob smith"),
        person(3, "änne", "Änne Ohara"),
        person(4, "zoe", ""),
    ];
    let mut tx = opened.begin().await;
    tx.insert_built_in_people(&people).await.expect("new people");
    tx.commit().await.expect("a commit");
}

async fn found(tx: &mut Tx, search: &str) -> Vec<u128> {
    let page = tx.list_built_in_people(Some(search), None, 200).await.expect("a page");
    page.rows.iter().map(|one| number(one.id.0)).collect()
}

#[tokio::test]
async fn a_person_reads_back_and_changes_with_the_words_they_are_found_by() {
    for opened in stores().await {
        fill(&opened).await;
        let mut tx = opened.begin().await;
        let mut ann = tx.lock_built_in_person(BuiltInPersonId(id(1))).await.expect("a look").expect("Ann");
        assert_eq!(ann, person(1, "ann", "Ann O’Hara"));
        ann.person.full_name = "Ann Miller".into();
        ann.person.username = "AnnM".into();
        ann.updated_at = NOW.plus(5);
        tx.save_built_in_person(&ann).await.expect("saved");
        let by_name = tx.find_built_in_person_by_username("ANNM").await.expect("a look");
        assert_eq!(by_name, Some(ann));
        assert_eq!(tx.find_built_in_person_by_username("ann").await.expect("a look"), None);
        assert_eq!(found(&mut tx, "hara").await, [0_u128; 0]);
        assert_eq!(found(&mut tx, "mill").await, [1]);
        tx.delete_built_in_people(&[BuiltInPersonId(id(1))]).await.expect("deleted");
        assert_eq!(tx.find_built_in_person(BuiltInPersonId(id(1))).await.expect("a look"), None);
        assert_eq!(found(&mut tx, "mill").await, [0_u128; 0]);
        assert!(tx.has_built_in_people().await.expect("a look"));
    }
}

#[tokio::test]
async fn a_username_is_taken_whatever_its_case() {
    for opened in stores().await {
        fill(&opened).await;
        let mut tx = opened.begin().await;
        let error = tx.insert_built_in_person(&person(9, "ÄNNE", "Another")).await.expect_err("taken");
        assert!(error.is_duplicate(), "{error}");
    }
}

#[tokio::test]
async fn people_are_found_by_the_beginnings_of_their_words() {
    for opened in stores().await {
        fill(&opened).await;
        let mut tx = opened.read().await;
        for (text, expected) in [
            ("ann", &[1_u128][..]),
            ("ANN", &[1]),
            ("hara", &[1]),
            ("ohara", &[3]),
            ("ÄNN", &[3]),
            ("bob.smith", &[2]),
            ("smith bob", &[2]),
            ("bob ohara", &[]),
            ("1@example.org", &[1]),
            ("example", &[]),
            ("smith", &[2]),
            ("ob", &[]),
            ("%", &[]),
            ("*", &[]),
            ("a)(uid=*", &[]),
            ("'; drop table built_in_person; --", &[]),
            ("\u{0}", &[]),
            ("", &[1, 2, 4, 3]),
            ("  ", &[1, 2, 4, 3]),
        ] {
            assert_eq!(found(&mut tx, text).await, expected, "{text:?}");
        }
        assert_eq!(found(&mut tx, &"a".repeat(10_000)).await, [0_u128; 0]);
    }
}

#[tokio::test]
async fn pages_hold_everybody_once_in_the_order_of_their_names() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        // Names repeat, so that pages break between equals; more rows than one statement writes.
        let people: Vec<_> =
            (1..=1_203).map(|n| person(n, &format!("User{n}"), &format!("Name {}", n % 7))).collect();
        tx.insert_built_in_people(&people).await.expect("new people");
        for search in [None, Some("user")] {
            let (mut listed, mut after) = (Vec::new(), None);
            loop {
                let page = tx.list_built_in_people(search, after.as_ref(), 100).await.expect("a page");
                listed.extend(page.rows.iter().map(|one| (one.person.full_name.clone(), number(one.id.0))));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(listed.len(), 1_203);
            assert!(listed.windows(2).all(|two| two[0] < two[1]), "{search:?}");
        }
        let (mut walked, mut key) = (0, String::new());
        loop {
            let some = tx.list_built_in_people_after(&key, 500).await.expect("some");
            let Some(last) = some.last() else { break };
            key = last.person.username.to_lowercase();
            walked += some.len();
        }
        assert_eq!(walked, 1_203);
        let ids: Vec<_> = people.iter().map(|one| one.id).collect();
        tx.save_built_in_people(&people).await.expect("saved");
        tx.delete_built_in_people(&ids[..1_202]).await.expect("deleted");
        assert_eq!(found(&mut tx, "user").await, [1_203]);
    }
}

#[tokio::test]
async fn devices_are_found_by_serial_number_whatever_its_case_and_by_whose_they_are() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let site = Site { id: SiteId(id(9)), name: "North".into(), created_at: NOW };
        tx.insert_site(&site).await.expect("a new site");
        let (ann, bob) = (BuiltInPersonId(id(1)).directory_user(), BuiltInPersonId(id(2)).directory_user());
        for (n, serial, user, site_id) in [
            (1, Some("F2LA"), Some(&ann), None),
            (2, Some("f2la"), Some(&ann), Some(site.id)),
            (3, Some("F2LB"), Some(&bob), None),
            (4, None, None, None),
        ] {
            let mut device = device(n);
            device.serial_number = serial.map(str::to_owned);
            device.directory_user = user.cloned();
            device.site_id = site_id;
            tx.insert_device(&device).await.expect("a new device");
        }
        let serials = async |tx: &mut Tx, serial: &str| {
            let found = tx.find_devices_by_serial_number(serial).await.expect("a look");
            found.iter().map(|device| number(device.id.0)).collect::<Vec<_>>()
        };
        assert_eq!(serials(&mut tx, "F2la").await, [1, 2]);
        assert_eq!(serials(&mut tx, "f2lb").await, [3]);
        assert_eq!(serials(&mut tx, "F2L").await, [0_u128; 0]);
        let devices = async |tx: &mut Tx, scope: SiteScope| {
            let found = tx.list_devices_of_person(scope, &ann, 50).await.expect("a list");
            found.iter().map(|device| number(device.id.0)).collect::<Vec<_>>()
        };
        assert_eq!(devices(&mut tx, SiteScope::All).await, [1, 2]);
        assert_eq!(devices(&mut tx, SiteScope::Only(site.id)).await, [2]);
        assert_eq!(tx.count_devices_of_person(&ann).await.expect("a count"), 2);
        assert_eq!(tx.count_devices_of_person(&bob).await.expect("a count"), 1);
    }
}

#[tokio::test]
async fn many_are_found_at_once_by_username_or_address() {
    for opened in stores().await {
        fill(&opened).await;
        let mut tx = opened.read().await;
        let given = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let numbers = |people: Vec<BuiltInPerson>| {
            let mut numbers: Vec<_> = people.iter().map(|one| number(one.id.0)).collect();
            numbers.sort_unstable();
            numbers
        };
        let names = given(&["ANN", "bob.smith", "nobody", "'"]);
        let found = tx.find_built_in_people_by_username(&names).await.expect("people");
        assert_eq!(numbers(found), [1, 2]);
        let addresses = given(&["3@Example.org", "4@example.org", "9@example.org", "example.org"]);
        let found = tx.find_built_in_people_by_email(&addresses).await.expect("people");
        assert_eq!(numbers(found), [3, 4]);
        assert_eq!(tx.find_built_in_people_by_email(&[]).await.expect("nobody"), []);
        // More than one statement takes.
        let many: Vec<_> = (0..1_300).map(|n| format!("{n}@example.org")).collect();
        assert_eq!(numbers(tx.find_built_in_people_by_email(&many).await.expect("people")), [1, 2, 3, 4]);
    }
}
