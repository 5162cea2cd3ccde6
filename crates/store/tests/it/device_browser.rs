//! Browsers on devices that have enrolled, and the history of whose a device was.

use domain::enrollment::End;
use domain::id::EnrollmentId;
use domain::time::{DAY, HOUR};

use crate::fixture::{NOW, device, id, insert_enrollment, stores, token};

#[tokio::test]
async fn a_browser_names_its_device_until_it_is_too_old_or_forgotten() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let devices = [device(1), device(2)];
        for (n, device) in (1..).zip(&devices) {
            tx.insert_device(device).await.expect("a new device");
            tx.insert_device_browser(token(n), device.id, NOW).await.expect("a new browser");
        }
        tx.insert_device_browser(token(3), devices[0].id, NOW.plus(HOUR)).await.expect("another browser");
        tx.insert_device_browser(token(3), devices[1].id, NOW).await.expect("nothing to do");
        let [first, second] = devices.map(|device| device.id);
        for (n, since, expected) in [
            (1, NOW, Some(first)),
            (1, NOW.plus(1), None),
            (2, NOW.plus(-DAY), Some(second)),
            (3, NOW, Some(first)),
            (4, NOW.plus(-DAY), None),
        ] {
            assert_eq!(tx.find_device_of_browser(token(n), since).await.expect("a look"), expected, "{n}");
        }
        tx.delete_older_device_browsers(first, NOW.plus(HOUR)).await.expect("deleted");
        tx.delete_device_browser(token(2)).await.expect("deleted");
        let left = [1, 2, 3].map(token);
        let mut found = Vec::new();
        for token in left {
            found.push(tx.find_device_of_browser(token, NOW).await.expect("a look").is_some());
        }
        assert_eq!(found, [false, false, true]);
    }
}

#[tokio::test]
async fn the_history_of_users_is_cleared_up_to_an_instant_and_from_ended_enrollments() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let own = device(1);
        tx.insert_device(&own).await.expect("a new device");
        assert_eq!(tx.find_person_history_since(own.id).await.expect("a look"), None);
        tx.save_person_history_since(own.id, NOW.plus(HOUR)).await.expect("saved");
        assert_eq!(tx.find_person_history_since(own.id).await.expect("a look"), Some(NOW.plus(HOUR)));
        for (n, is_ended) in [(1u64, true), (2, false), (3, true)] {
            let mut enrollment = insert_enrollment(&mut tx, n).await;
            // The third is another device's.
            enrollment.device_id = (n < 3).then_some(own.id);
            if is_ended {
                enrollment.close(End::Superseded, NOW);
            }
            tx.save_enrollment(&enrollment).await.expect("saved");
        }
        assert_eq!(tx.clear_former_persons(own.id).await.expect("cleared"), 1);
        for (n, username) in [(1, ""), (2, "ann"), (3, "ann")] {
            let found = tx.find_enrollment(EnrollmentId(id(n))).await.expect("a look").expect("it");
            assert_eq!(found.person.username, username, "{n}");
        }
    }
}
