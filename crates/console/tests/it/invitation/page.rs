//! The page of an invitation: its picture, its recipients and its facts; the devices that enrolled through it.

use domain::invitation::Delivery;
use domain::message::Channel;
use http::StatusCode;

use super::{enroll, invite, path, recipients};
use crate::desk::Desk;
use crate::page::check;

#[tokio::test]
async fn the_page_tells_how_far_everybody_has_come() {
    let desk = Desk::of("root").await;
    let created = invite(
        &desk,
        "Physics",
        Delivery::Email,
        &["ann@example.org", "bob@example.org", "cid@example.org"],
        |terms| {
            terms.requires_login = true;
            terms.reminder_days = Some(2);
            terms.note = "For the lab.\nSecond floor.".into();
            terms.hours = Some(domain::invitation::Hours {
                days: [true, true, false, false, false, false, false],
                from_minute: 8 * 60,
                to_minute: 16 * 60 + 30,
                zone: "UTC".into(),
            });
        },
    )
    .await;
    let page = desk.get(&path(&created)).await;
    assert!(page.main().contains("3 messages wait for their turn"), "{}", page.main());
    assert!(page.main().contains("data-live-after=\"2\""));
    desk.test.run_due().await;
    let page = desk.get(&path(&created)).await;
    check("invitation", page.main());
    assert!(page.main().contains("data-live-after=\"10\""));
    // The part that moves is drawn the same way alone.
    let live = desk.get(&format!("{}/live", path(&created))).await.body;
    assert!(page.main().contains(live.trim()), "{live}");
    let filtered = desk.get(&format!("{}?status=accepted&q=ann&sort=stage", path(&created))).await;
    assert_eq!(filtered.main().matches("class=\"row\"").count(), 1);
    assert!(filtered.main().contains("aria-sort=\"descending\""));
    let none = desk.get(&format!("{}?status=bounced", path(&created))).await;
    assert!(none.main().contains("Nobody matches."));
}

#[tokio::test]
async fn a_link_that_is_handed_out_shows_its_devices() {
    let desk = Desk::of("root").await;
    let created = invite(&desk, "Lab", Delivery::Link, &[], |terms| terms.uses_max = Some(3)).await;
    let devices = format!("{}/devices", path(&created));
    assert!(desk.get(&devices).await.main().contains("No device yet"));
    enroll(&desk, &created, 1).await;
    enroll(&desk, &created, 2).await;
    check("invitation-link", desk.get(&path(&created)).await.main());
    let page = desk.get(&devices).await;
    check("invitation-devices", page.main());
    // Device and enrollment say by which invitation they came.
    let through = format!("{}/recipients/", path(&created));
    for folder in ["/console/devices/", "/console/enrollments/"] {
        let links = crate::desk::hrefs(page.main(), folder);
        assert_eq!(links.len(), 2, "{folder}");
        assert!(desk.get(&links[0]).await.main().contains(&through), "{folder}");
    }
    let csv = desk.get(&format!("{}/recipients.csv", path(&created))).await;
    assert!(!csv.body.contains("/i/"), "no spreadsheet opens an invitation");
    assert!(csv.body.contains(",enrolled,"), "{}", csv.body);
}

#[tokio::test]
async fn spreadsheets_hold_no_tokens_and_the_same_rows_as_the_page() {
    let desk = Desk::of("root").await;
    let created =
        invite(&desk, "Physics", Delivery::Email, &["ann@example.org", "bob@example.org"], |_| ()).await;
    desk.test.run_due().await;
    let csv = desk.get(&format!("{}/recipients.csv?q=ann", path(&created))).await;
    assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"recipients.csv\"");
    assert_eq!(csv.body.lines().count(), 2, "{}", csv.body);
    let held = desk.test.app.list_outbox(&app::Caller::operator(), None, None, 50).await.expect("messages");
    assert!(held.rows.iter().all(|message| message.channel == Channel::Email));
    assert!(!csv.body.contains("mdm.example.org"), "{}", csv.body);
    let all = desk.get("/console/invitations.csv").await.body;
    assert!(all.contains(",Physics,email,active,2,2,0,0,0,"), "{all}");
}

#[tokio::test]
async fn whoever_only_reads_is_offered_nothing_to_do() {
    let mut desk = Desk::open().await;
    desk.sit_down("audrey").await;
    let created = invite(&desk, "Physics", Delivery::Email, &["ann@example.org"], |_| ()).await;
    let page = desk.get(&path(&created)).await;
    assert!(!page.main().contains("method=\"post\""), "{}", page.main());
    let recipient = recipients(&desk, &path(&created)).await.remove(0);
    assert!(!desk.get(&recipient).await.main().contains("method=\"post\""));
    let list = desk.get(super::INVITATIONS).await;
    assert!(!list.main().contains("name=\"invitation\"") && !list.main().contains("/new"));
    for page in [format!("{}/edit", path(&created)), "/console/invitations/new".to_owned()] {
        assert_eq!(desk.get(&page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
}
