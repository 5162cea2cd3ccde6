//! The list of devices in its six orders, walked by key.

use std::collections::BTreeSet;

use domain::device::{Device, DeviceFilter, DeviceIdentifier, DeviceSort};
use domain::page::Cursor;
use domain::site::SiteScope;
use domain::time::{MINUTE, Timestamp};
use store::Tx;

use crate::fixture::{NOW, Opened, device, id, number, stores};

async fn insert(tx: &mut Tx, device: &Device) {
    tx.insert_device(device).await.expect("a new device");
    if let Some(at) = device.last_seen_at {
        tx.save_last_seen(device.id, at).await.expect("saved");
    }
}

/// Returns devices among which every order has ties, and missing values.
fn fleet() -> Vec<Device> {
    (1..=24_u8)
        .map(|n| {
            let mut device = device(n.into());
            let (small, n) = (i64::from(n % 4), usize::from(n));
            device.name = ["Ann", "ann", "Bob's iPad", "zoe"].get(n % 5).map(|name| (*name).to_owned());
            device.serial_number = (!n.is_multiple_of(3)).then(|| format!("{}2L", ["C", "c", "F"][n % 3]));
            device.person.username = ["ann", "Bob", "bob"][n % 3].to_owned();
            device.os_version =
                ["9.3.5", "18.1", "18.1.0", "18.10", "26.0"].get(n % 6).map(|v| (*v).to_owned());
            device.last_seen_at = (small > 0).then(|| NOW.plus(small * MINUTE));
            device.enrolled_at = (small > 1).then(|| NOW.plus(-small * MINUTE));
            device
        })
        .collect()
}

/// What an order compares, before the id; numbers are negated where the order falls.
fn key(device: &Device, sort: DeviceSort) -> (String, i64) {
    let text = |text: Option<&str>| (text.unwrap_or_default().to_ascii_lowercase(), 0);
    let falling = |at: Option<Timestamp>| (String::new(), -at.map_or(0, |at| at.0));
    match sort {
        DeviceSort::Name => text(device.name.as_deref()),
        DeviceSort::SerialNumber => text(device.serial_number.as_deref()),
        DeviceSort::Username => text(Some(&device.person.username)),
        DeviceSort::OsVersion => {
            let mut parts =
                device.os_version.as_deref().unwrap_or("0").split('.').map(|part| part.parse().unwrap_or(0));
            let mut next = || parts.next().unwrap_or(0_i64);
            (String::new(), -(next() * 1_000_000 + next() * 1_000 + next()))
        }
        DeviceSort::LastSeen => falling(device.last_seen_at),
        DeviceSort::Enrolled => falling(device.enrolled_at),
    }
}

fn is_rising(sort: DeviceSort) -> bool {
    matches!(sort, DeviceSort::Name | DeviceSort::SerialNumber | DeviceSort::Username)
}

async fn walk(opened: &Opened, sort: DeviceSort, limit: u32) -> Vec<u128> {
    let (mut seen, mut after) = (Vec::new(), None::<Cursor>);
    loop {
        let mut tx = opened.read().await;
        let page = tx
            .list_devices(SiteScope::All, &DeviceFilter::default(), sort, after.as_ref(), limit)
            .await
            .expect("a page");
        assert!(page.rows.len() <= limit as usize);
        seen.extend(page.rows.iter().map(|device| number(device.id.0)));
        assert!(seen.len() < 1_000, "the walk does not end");
        match page.next {
            // As it goes through a link and back.
            Some(next) => after = Some(Cursor::decode(&next.encode()).expect("its own text")),
            None => return seen,
        }
    }
}

#[tokio::test]
async fn a_walk_in_any_order_and_page_size_meets_every_device_once_in_order() {
    for opened in stores().await {
        let mut fleet = fleet();
        let mut tx = opened.begin().await;
        for device in &fleet {
            insert(&mut tx, device).await;
        }
        tx.commit().await.expect("a commit");
        for sort in DeviceSort::ALL {
            fleet.sort_by_key(|device| {
                let n = i64::try_from(number(device.id.0)).expect("a small number");
                (key(device, sort), if is_rising(sort) { n } else { -n })
            });
            let expected: Vec<_> = fleet.iter().map(|device| number(device.id.0)).collect();
            for limit in [1, 2, 5, 24, 200] {
                assert_eq!(walk(&opened, sort, limit).await, expected, "{sort:?} by {limit}");
            }
        }
    }
}

/// The engines fold and order foreign letters differently; a walk must be whole all the same.
#[tokio::test]
async fn names_in_any_script_are_met_once() {
    let names = [
        "Ännes iPad",
        "ÄNNES IPAD",
        "ännes ipad",
        "Zoë",
        "ZOË",
        "İstanbul",
        "ΣΊΣΥΦΟΣ",
        "Ёлка",
        "张伟的 iPhone",
        "📱~📱",
        "a~b",
        "",
    ];
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for (n, name) in (1..).zip(names) {
            let mut device = device(n);
            device.name = Some(name.to_owned());
            device.serial_number = Some(name.to_owned());
            device.person.username = name.to_owned();
            insert(&mut tx, &device).await;
        }
        tx.commit().await.expect("a commit");
        for sort in [DeviceSort::Name, DeviceSort::SerialNumber, DeviceSort::Username] {
            let whole = walk(&opened, sort, 100).await;
            assert_eq!(whole.len(), names.len());
            for limit in [1, 3] {
                assert_eq!(walk(&opened, sort, limit).await, whole, "{sort:?} by {limit}");
            }
        }
    }
}

#[tokio::test]
async fn devices_that_come_during_a_walk_leave_no_gap_and_no_repeat_among_the_others() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for device in fleet() {
            insert(&mut tx, &device).await;
        }
        tx.commit().await.expect("a commit");
        let mut n = 1_000;
        for sort in DeviceSort::ALL {
            let before: BTreeSet<_> = walk(&opened, sort, 100).await.into_iter().collect();
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let mut tx = opened.read().await;
                let page = tx
                    .list_devices(SiteScope::All, &DeviceFilter::default(), sort, after.as_ref(), 7)
                    .await
                    .expect("a page");
                drop(tx);
                seen.extend(page.rows.iter().map(|device| number(device.id.0)));
                let Some(next) = page.next else { break };
                after = Some(next);
                // One behind the walk, one ahead of it, one beside it.
                let mut tx = opened.begin().await;
                for (name, at) in
                    [("AAA", NOW.plus(-90 * MINUTE)), ("zzz", NOW.plus(90 * MINUTE)), ("bob", NOW)]
                {
                    n += 1;
                    let mut device = device(n);
                    device.name = Some(name.to_owned());
                    device.serial_number = Some(name.to_owned());
                    device.person.username = name.to_owned();
                    device.last_seen_at = Some(at);
                    device.enrolled_at = Some(at);
                    insert(&mut tx, &device).await;
                }
                tx.commit().await.expect("a commit");
                assert!(seen.len() < 1_000, "the walk does not end");
            }
            let distinct: BTreeSet<_> = seen.iter().copied().collect();
            assert_eq!(distinct.len(), seen.len(), "{sort:?}: none twice");
            assert!(distinct.is_superset(&before), "{sort:?}: none of the first is left out");
        }
    }
}

#[tokio::test]
async fn t30_a_cursor_of_nonsense_gives_a_page_and_nothing_more() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for device in fleet() {
            insert(&mut tx, &device).await;
        }
        tx.commit().await.expect("a commit");
        for sort in DeviceSort::ALL {
            for value in ["", "'; drop table device; --", "99999999999999999999", "-1", "NaN", "ｅ", "%_\\"]
            {
                for id in [id(0), id(7), uuid::Uuid::max()] {
                    let after = Cursor { value: value.to_owned(), id };
                    let mut tx = opened.read().await;
                    tx.list_devices(SiteScope::All, &DeviceFilter::default(), sort, Some(&after), 5)
                        .await
                        .expect("a page");
                }
            }
            if !is_rising(sort) {
                let after = Cursor { value: "a name where a number belongs".to_owned(), id: id(7) };
                let mut tx = opened.read().await;
                let filter = DeviceFilter::default();
                let first = tx.list_devices(SiteScope::All, &filter, sort, None, 5).await.expect("a page");
                let same =
                    tx.list_devices(SiteScope::All, &filter, sort, Some(&after), 5).await.expect("a page");
                let ids = |page: &domain::page::Page<Device>| {
                    page.rows.iter().map(|row| row.id).collect::<Vec<_>>()
                };
                assert_eq!(ids(&first), ids(&same), "{sort:?} starts at the beginning");
            }
        }
    }
}

#[tokio::test]
async fn an_enrollment_id_never_passes_for_a_udid_nor_the_reverse() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let mut known = device(1);
        insert(&mut tx, &known).await;
        let udid = known.identifier.text().to_owned();
        let mut personal = device(2);
        personal.identifier = DeviceIdentifier::EnrollmentId(udid.clone());
        (personal.serial_number, personal.imei) = (None, None);
        insert(&mut tx, &personal).await;
        for device in [&known, &personal] {
            let found = tx.find_device_by_identifier(&device.identifier).await.expect("a look");
            assert_eq!(found.map(|found| found.id), Some(device.id));
        }
        known.identifier = DeviceIdentifier::Udid(format!("enrollment-{udid}"));
        assert!(tx.find_device_by_identifier(&known.identifier).await.expect("a look").is_none());
        let filter = DeviceFilter { search: Some(udid), ..DeviceFilter::default() };
        let found = tx.list_devices(SiteScope::All, &filter, DeviceSort::SerialNumber, None, 10).await;
        assert_eq!(found.expect("a list").rows.len(), 2, "both are found by what they are known by");
    }
}

#[tokio::test]
async fn a_device_comes_back_as_it_was_written_and_an_older_contact_changes_nothing() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let mut written = device(7);
        insert(&mut tx, &written).await;
        tx.save_last_seen(written.id, NOW.plus(MINUTE)).await.expect("saved");
        tx.save_last_seen(written.id, NOW).await.expect("saved");
        written.last_seen_at = Some(NOW.plus(MINUTE));
        for found in [
            tx.find_device(written.id).await,
            tx.lock_device(written.id).await,
            tx.lock_device_by_identifier(&written.identifier).await,
        ] {
            assert_eq!(format!("{:?}", found.expect("a look").expect("the device")), format!("{written:?}"));
        }
        let another = DeviceIdentifier::Udid("another".to_owned());
        assert!(tx.lock_device_by_identifier(&another).await.expect("a look").is_none());
        let mut again = device(8);
        again.identifier.clone_from(&written.identifier);
        let refused = tx.insert_device(&again).await.expect_err("one record for each UDID");
        assert!(refused.is_duplicate(), "{refused}");
    }
}
