//! The audit trail and the inventory.

use domain::audit::{Actor, Audit, Event};
use domain::command::CommandState;
use domain::id::{AccountId, AuditId, DeviceId, EnrollmentId};
use domain::inventory::{Information, InstalledApplication, Inventory, Reported, Security};
use domain::page::{Cursor, Page};
use domain::reference::Reference;
use domain::time::MINUTE;

use crate::fixture::{NOW, device, id, number, stores, write_line, write_noted};

fn line(n: u128, enrollment: Option<u128>, device: Option<u128>) -> Audit {
    Audit {
        id: AuditId(id(n)),
        at: NOW,
        actor: Actor::Account { id: AccountId(id(3)), username: "änn\"'".into() },
        source: Some("2001:db8::7".parse().expect("an address")),
        event: Event::CommandAnswered {
            request_type: "SecurityInfo".into(),
            state: CommandState::Error,
            error: Some("MCMDMErrorDomain 12021: …".into()),
        },
        enrollment_id: enrollment.map(|n| EnrollmentId(id(n))),
        device_id: device.map(|n| DeviceId(id(n))),
        invitation_id: None,
        reference: None,
        changes: Vec::new(),
        reason: None,
    }
}

fn numbers(page: &Page<Audit>) -> Vec<u128> {
    page.rows.iter().map(|line| number(line.id.0)).collect()
}

#[tokio::test]
async fn a_timeline_is_walked_newest_first_and_holds_only_its_own() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for n in 1..=5 {
            write_line(&mut tx, &line(n, Some(1), Some(1))).await;
        }
        write_line(&mut tx, &line(6, Some(2), Some(1))).await;
        write_line(&mut tx, &line(7, None, None)).await;
        let (enrollment, device) = (EnrollmentId(id(1)), DeviceId(id(1)));
        let first = tx.list_device_audit(device, None, 4).await.expect("a page");
        assert_eq!(numbers(&first), [6, 5, 4, 3]);
        assert_eq!(format!("{:?}", first.rows[1]), format!("{:?}", line(5, Some(1), Some(1))));
        let rest = tx.list_device_audit(device, first.next.as_ref(), 4).await.expect("a page");
        assert_eq!((numbers(&rest), rest.next), (vec![2, 1], None));
        let page = tx.list_enrollment_audit(enrollment, None, 5).await.expect("a page");
        assert_eq!((numbers(&page), page.next), (vec![5, 4, 3, 2, 1], None));
        let after = Cursor { value: "' or 1=1 --".into(), id: id(3) };
        let page = tx.list_enrollment_audit(enrollment, Some(&after), 5).await.expect("a page");
        assert_eq!(numbers(&page), [2, 1], "only the cursor's id counts here");
    }
}

#[tokio::test]
async fn a_device_takes_over_the_lines_of_its_enrollment_and_no_other_devices() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        write_line(&mut tx, &line(1, Some(1), None)).await;
        write_line(&mut tx, &line(2, Some(1), Some(9))).await;
        write_line(&mut tx, &line(3, Some(2), None)).await;
        // Two that wait for their places take the device over as well.
        tx.insert_audit(&line(4, Some(1), None)).await.expect("noted");
        tx.insert_audit(&line(5, Some(2), None)).await.expect("noted");
        tx.save_audit_device(EnrollmentId(id(1)), DeviceId(id(5))).await.expect("saved");
        write_noted(&mut tx).await;
        assert_eq!(numbers(&tx.list_device_audit(DeviceId(id(5)), None, 9).await.expect("a page")), [4, 1]);
        assert_eq!(numbers(&tx.list_device_audit(DeviceId(id(9)), None, 9).await.expect("a page")), [2]);
    }
}

#[tokio::test]
async fn a_reference_code_finds_its_latest_line() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let code = Reference::from_random([5; 8]);
        for n in [1, 2] {
            let line = Audit { reference: Some(code.clone()), ..line(n, Some(1), None) };
            write_line(&mut tx, &line).await;
        }
        let found = tx.find_audit_by_reference(&code).await.expect("a look").expect("a line");
        assert_eq!((found.id.0, found.reference), (id(2), Some(code)));
        let other = Reference::from_random([6; 8]);
        assert!(tx.find_audit_by_reference(&other).await.expect("a look").is_none());
    }
}

#[tokio::test]
async fn an_inventory_replaces_the_last_of_its_kind() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_device(&device(1)).await.expect("a new device");
        let owner = DeviceId(id(1));
        let told = |at, inventory| Reported { reported_at: at, inventory };
        let security = told(
            NOW,
            Inventory::Security(Security { is_passcode_present: Some(true), ..Security::default() }),
        );
        let old = told(
            NOW,
            Inventory::Information(Information { battery_level: Some(0.25), ..Information::default() }),
        );
        let new = told(
            NOW.plus(MINUTE),
            Inventory::Information(Information {
                device_name: Some("Ann’s 📱".into()),
                ..Information::default()
            }),
        );
        let applications = told(NOW, Inventory::Applications(vec![InstalledApplication::default(); 2]));
        for reported in [&security, &old, &new, &applications] {
            tx.save_inventory(owner, reported).await.expect("saved");
        }
        assert_eq!(tx.list_inventory(owner).await.expect("a list"), [applications, new, security]);
        tx.delete_inventory(owner).await.expect("forgotten");
        assert!(tx.list_inventory(owner).await.expect("a list").is_empty());
    }
}
