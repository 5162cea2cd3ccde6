//! Serial numbers that are admitted: added once, listed in their order, removed.

use domain::admitted_serial_number::AdmittedSerialNumber;

use crate::fixture::{NOW, stores};

fn admitted(serial_number: &str, note: &str) -> AdmittedSerialNumber {
    AdmittedSerialNumber {
        serial_number: serial_number.into(),
        note: note.into(),
        added_at: NOW,
        added_by: "ann".into(),
    }
}

#[tokio::test]
async fn a_list_is_added_once_and_read_in_order() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let list = ["F2LX00000002", "0ZZZ00000001", "F2LX00000001"].map(|number| admitted(number, "box 1"));
        tx.save_admitted_serial_numbers(&list).await.expect("saved");
        assert_eq!(tx.count_admitted_serial_numbers().await.expect("a count"), 3);
        let again =
            [admitted("F2LX00000001", ""), admitted("0ZZZ00000001", "box 2"), admitted("NEW000000001", "")];
        tx.save_admitted_serial_numbers(&again).await.expect("saved");
        assert_eq!(tx.count_admitted_serial_numbers().await.expect("a count"), 3 + 1);

        let listed = tx.list_admitted_serial_numbers("", "", 10).await.expect("a list");
        let told: Vec<_> = listed.iter().map(|one| (one.serial_number.as_str(), one.note.as_str())).collect();
        assert_eq!(
            told,
            [
                ("0ZZZ00000001", "box 2"),
                ("F2LX00000001", "box 1"),
                ("F2LX00000002", "box 1"),
                ("NEW000000001", "")
            ]
        );
        let some = tx.list_admitted_serial_numbers("F2L", "F2LX00000001", 10).await.expect("a list");
        assert_eq!(some.len(), 1);
        assert!(tx.has_admitted_serial_number("F2LX00000001").await.expect("a look"));
        assert!(tx.delete_admitted_serial_number("F2LX00000001").await.expect("removed"));
        assert!(!tx.delete_admitted_serial_number("F2LX00000001").await.expect("nothing"));
        assert!(!tx.has_admitted_serial_number("F2LX00000001").await.expect("a look"));
        assert_eq!(tx.delete_admitted_serial_numbers().await.expect("removed"), 3);
        assert_eq!(tx.count_admitted_serial_numbers().await.expect("a count"), 0);
    }
}
