//! The page of one recipient.

use domain::invitation::Delivery;
use http::StatusCode;

use super::{enroll, invite, path, recipients};
use crate::desk::Desk;
use crate::page::check;

#[tokio::test]
async fn it_tells_the_way_of_one_person() {
    let desk = Desk::of("root").await;
    let created = invite(&desk, "Physics", Delivery::Email, &["ann@example.org"], |_| ()).await;
    let other = invite(&desk, "Chemistry", Delivery::Email, &["bob@example.org"], |_| ()).await;
    desk.test.run_due().await;
    let recipient = recipients(&desk, &path(&created)).await.remove(0);
    check("invitation-recipient", desk.get(&recipient).await.main());
    // Under another invitation's path there is nobody like that.
    let id = recipient.rsplit('/').next().expect("an id");
    let foreign = format!("{}/recipients/{id}", path(&other));
    assert_eq!(desk.get(&foreign).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.post(&foreign, &[("do", "take-off")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.post(&format!("{foreign}/link"), &[]).await.status, StatusCode::NOT_FOUND);

    let again = desk.post(&recipient, &[("do", "resend")]).await;
    assert!(desk.get(again.location()).await.main().contains("The message goes out once more"));
    let waits = desk.post(&recipient, &[("do", "resend")]).await;
    assert!(desk.get(waits.location()).await.main().contains("the last message still waits"));
    let off = desk.post(&recipient, &[("do", "take-off")]).await;
    let page = desk.get(off.location()).await;
    assert!(page.main().contains("Taken off the invitation.") && !page.main().contains("value=\"resend\""));
    assert_eq!(desk.post(&recipient, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_new_link_is_shown_once_and_stands_in_no_address() {
    let desk = Desk::of("root").await;
    let created = invite(&desk, "Lab", Delivery::Link, &[], |terms| terms.uses_max = None).await;
    let page = desk.get(&path(&created)).await;
    let recipient = recipients(&desk, &path(&created)).await.remove(0);
    let recipient = recipient.trim_end_matches("/link").to_owned();
    assert!(!page.body.contains("https://mdm.example.org/i/"));
    let answer = desk.post(&format!("{recipient}/link"), &[]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::OK, ""));
    assert_eq!(answer.headers["cache-control"], "no-store");
    let (_, link) = answer.main().split_once("https://mdm.example.org/i/").expect("the link");
    let link = link.split('<').next().expect("a token").to_owned();
    assert!(answer.main().contains("QR code of the link"));
    assert!(!answer.main().contains("open nothing any more"));
    for page in [path(&created), recipient.clone(), "/console/settings/audit".to_owned()] {
        assert!(!desk.get(&page).await.body.contains(&link), "{page}");
    }
    // Beside it the former one works; replaced, it does not.
    enroll(&desk, &created, 1).await;
    let answer = desk.post(&format!("{recipient}/link"), &[("replaces", "yes")]).await;
    assert!(answer.main().contains("Links that were given out before open nothing any more."));
    let key = app::LinkKey::parse(&link).expect("a token");
    assert!(desk.test.app.look_at_invitation(&key).await.is_err());
}
