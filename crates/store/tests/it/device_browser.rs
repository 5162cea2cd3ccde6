//! Browsers on devices that have enrolled.

use domain::time::{DAY, HOUR};

use crate::fixture::{NOW, device, stores, token};

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
