//! Filters of the device list, and the search by words.

use domain::device::{DeviceFilter, DeviceSort};
use domain::id::SiteId;
use domain::site::{Site, SiteScope};
use store::Place;

use crate::fixture::{NOW, Opened, device, id, insert_enrollment, number, stores};

async fn found(opened: &Opened, filter: DeviceFilter) -> Vec<u128> {
    let mut tx = opened.read().await;
    let page =
        tx.list_devices(SiteScope::All, &filter, DeviceSort::SerialNumber, None, 200).await.expect("a page");
    page.rows.iter().map(|device| number(device.id.0)).collect()
}

async fn search(opened: &Opened, text: &str) -> Vec<u128> {
    found(opened, DeviceFilter { search: Some(text.to_owned()), ..DeviceFilter::default() }).await
}

/// Three devices: Ann's iPhone, Bob's iPad (managed), Änne's 手机.
async fn fill(opened: &Opened) {
    let mut tx = opened.begin().await;
    let enrollment = insert_enrollment(&mut tx, 50).await;
    let rows = [
        (1, "Ann's iPhone", "ann", "Ann O’Hara", "iPhone 16", "18.2"),
        (2, "Bob's iPad", "bob.smith", "Bob Smith", "iPad Air", "17.7.2"),
        (3, "Ännes 手机", "änne", "Änne Ohara", "iPhone 16", "26.0"),
    ];
    for (n, name, username, full_name, model, version) in rows {
        let mut device = device(n);
        device.name = Some(name.into());
        device.person.username = username.into();
        device.person.full_name = full_name.into();
        device.model_name = Some(model.into());
        device.os_version = Some(version.into());
        device.enrollment_id = (n == 2).then_some(enrollment.id);
        device.enrolled_at = (n == 2).then_some(NOW);
        device.product_name = None;
        tx.insert_device(&device).await.expect("a new device");
    }
    tx.commit().await.expect("a commit");
}

#[tokio::test]
async fn devices_are_found_by_the_beginnings_of_their_words() {
    for opened in stores().await {
        fill(&opened).await;
        for (text, expected) in [
            ("ann", &[1][..]),
            ("ANN", &[1]),
            ("ann's", &[1]),
            ("iph", &[1, 3]),
            ("änn", &[3]),
            ("ÄNNES", &[3]),
            ("手", &[3]),
            ("bob.smith", &[2]),
            ("smith", &[2]),
            ("f2l0000002", &[2]),
            ("00008110-0000000000000003", &[3]),
            ("hone", &[]),
            ("ann iphone", &[1]),
            ("iphone ann", &[1]),
            ("ann ipad", &[]),
            ("   ", &[1, 2, 3]),
            ("", &[1, 2, 3]),
        ] {
            assert_eq!(search(&opened, text).await, expected, "{text:?}");
        }
    }
}

#[tokio::test]
async fn hostile_searches_find_nothing_and_break_nothing() {
    for opened in stores().await {
        fill(&opened).await;
        for text in [
            "%",
            "_",
            "an%",
            "'; drop table device; --",
            "\\",
            "\u{0}",
            "ann\u{0}",
            "\"",
            "*",
            "\u{10FFFF}",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        ] {
            let _ = search(&opened, text).await;
        }
        assert_eq!(search(&opened, "%").await, [0_u128; 0], "no wildcard");
        assert_eq!(search(&opened, "an%").await, [0_u128; 0], "no wildcard");
        let long = "a".repeat(10_000);
        assert_eq!(search(&opened, &long).await, [0_u128; 0]);
        assert_eq!(search(&opened, "").await, [1, 2, 3], "all is still there");
    }
}

/// A prefix is a range of octets that ends at 0xFF, which no UTF-8 holds: the greatest letters are in it too.
#[tokio::test]
async fn a_word_of_the_greatest_letters_is_found_by_its_beginning() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let mut device = device(1);
        device.name = Some("a\u{10FFFF}\u{10FFFF}".into());
        tx.insert_device(&device).await.expect("a new device");
        tx.commit().await.expect("a commit");
        assert_eq!(search(&opened, "a").await, [1]);
        assert_eq!(search(&opened, "a\u{10FFFF}").await, [1]);
    }
}

#[tokio::test]
async fn words_follow_the_device_they_belong_to() {
    for opened in stores().await {
        fill(&opened).await;
        let mut tx = opened.begin().await;
        let mut device =
            tx.lock_device_by_identifier(&device(1).identifier).await.expect("a look").expect("the device");
        device.name = Some("Loaner".into());
        device.person.full_name = String::new();
        device.person.username = String::new();
        tx.save_device(&device).await.expect("saved");
        tx.commit().await.expect("a commit");
        assert_eq!(search(&opened, "ann").await, [0_u128; 0]);
        assert_eq!(search(&opened, "loan").await, [1]);
    }
}

#[tokio::test]
async fn filters_narrow_and_combine() {
    for opened in stores().await {
        fill(&opened).await;
        let all = DeviceFilter::default;
        for (filter, expected) in [
            (DeviceFilter { is_managed: Some(true), ..all() }, &[2][..]),
            (DeviceFilter { is_managed: Some(false), ..all() }, &[1, 3]),
            (DeviceFilter { model_name: Some("iPhone 16".into()), ..all() }, &[1, 3]),
            (DeviceFilter { model_name: Some("' or 1=1 --".into()), ..all() }, &[]),
            (DeviceFilter { os_major: Some(17), ..all() }, &[2]),
            (DeviceFilter { os_major: Some(1), ..all() }, &[]),
            (DeviceFilter { os_major: Some(u32::MAX), ..all() }, &[]),
            (
                DeviceFilter {
                    model_name: Some("iPhone 16".into()),
                    os_major: Some(26),
                    search: Some("än".into()),
                    ..all()
                },
                &[3],
            ),
        ] {
            let words = format!("{filter:?}");
            assert_eq!(found(&opened, filter).await, expected, "{words}");
        }
        assert_eq!(found(&opened, all()).await, [1, 2, 3]);
    }
}

#[tokio::test]
async fn departments_and_buildings_are_filtered_by_and_offered_where_one_looks() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let [north, south] =
            [1, 2].map(|n| Site { id: SiteId(id(n)), name: format!("{n}"), created_at: NOW });
        for site in [&north, &south] {
            tx.insert_site(site).await.expect("a new site");
        }
        for (n, department, building, site_id) in [
            (1, Some("Physics"), Some("West"), Some(north.id)),
            (2, Some("physics "), None, Some(south.id)),
            (3, Some("Chemistry"), Some("West"), Some(south.id)),
            (4, None, Some("East"), None),
        ] {
            let mut device = device(n);
            (device.person.department, device.person.building) =
                (department.map(str::to_owned), building.map(str::to_owned));
            device.site_id = site_id;
            tx.insert_device(&device).await.expect("a new device");
        }
        tx.commit().await.expect("a commit");

        let placed = |department: Option<&str>, building: Option<&str>| DeviceFilter {
            department: department.map(str::to_owned),
            building: building.map(str::to_owned),
            ..DeviceFilter::default()
        };
        for (department, building, expected) in [
            (Some("PHYSICS"), None, &[1, 2][..]),
            (None, Some("west"), &[1, 3]),
            (Some("physics"), Some("west"), &[1]),
            (Some("chemistry"), Some("east"), &[]),
            (Some("' or 1=1 --"), None, &[]),
            (Some(""), None, &[]),
        ] {
            let words = format!("{department:?} {building:?}");
            assert_eq!(found(&opened, placed(department, building)).await, expected, "{words}");
        }
        let mut tx = opened.read().await;
        let page = tx
            .list_devices(
                SiteScope::Only(south.id),
                &placed(Some("physics"), None),
                DeviceSort::Name,
                None,
                10,
            )
            .await
            .expect("a page");
        assert_eq!(page.rows.iter().map(|device| number(device.id.0)).collect::<Vec<_>>(), [2]);
        for (scope, departments, buildings) in [
            (SiteScope::All, &["Chemistry", "Physics"][..], &["East", "West"][..]),
            (SiteScope::Only(north.id), &["Physics"], &["West"]),
            (SiteScope::Only(south.id), &["Chemistry", "Physics"], &["West"]),
        ] {
            assert_eq!(tx.list_places(Place::Department, scope).await.expect("a list"), departments);
            assert_eq!(tx.list_places(Place::Building, scope).await.expect("a list"), buildings);
        }
    }
}
