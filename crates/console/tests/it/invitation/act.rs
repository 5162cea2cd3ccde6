//! What is done to an invitation from its page.

use domain::enrollment::Step;
use domain::invitation::Delivery;
use domain::time::{DAY, MINUTE};
use http::StatusCode;
use testkit::{Phone, SOURCE};

use super::{invite, path, recipients};
use crate::desk::Desk;
use crate::page::check;

#[tokio::test]
async fn each_deed_says_what_it_has_done() {
    let desk = Desk::of("root").await;
    let created = invite(&desk, "Physics", Delivery::Email, &["ann@example.org"], |_| ()).await;
    desk.test.run_due().await;
    let (page, act) = (path(&created), format!("{}/act", path(&created)));
    let end = created.invitation.terms.expires_at.expect("finite");
    desk.post(&act, &[("do", "extend"), ("days", "3")]).await;
    let detail =
        desk.test.app.show_invitation(&app::Caller::operator(), created.invitation.id).await.expect("there");
    assert_eq!(detail.invitation.terms.expires_at, Some(end.plus(3 * DAY)));
    assert_eq!(
        desk.post(&act, &[("do", "extend"), ("days", "9000")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );

    for (deed, asks, words) in [
        ("pause", true, "Paused. Its links open nothing"),
        ("resume", false, "Resumed. Its links open again"),
        ("archive", false, "Archived: it left the list."),
        ("unarchive", false, "It stands in the list again."),
        ("resend", true, "1 message goes out once more."),
        ("revoke", true, "Revoked. Its links open nothing any more."),
    ] {
        let answer = desk.post(&act, &[("do", deed)]).await;
        let answer = match asks {
            true => {
                assert_eq!(answer.status, StatusCode::OK, "{deed}");
                assert!(answer.main().contains("name=\"sure\" value=\"yes\""), "{deed}");
                desk.post(&act, &[("do", deed), ("sure", "yes")]).await
            }
            false => answer,
        };
        assert!(answer.location().starts_with(&page), "{deed}: {} {}", answer.status, answer.body);
        let shown = desk.get(answer.location()).await;
        assert!(shown.main().contains(words), "{deed}: {}", shown.main());
    }
    let gone = desk.post(&act, &[("do", "delete"), ("sure", "yes")]).await;
    assert_eq!(gone.location(), "/console/invitations?done=deleted&count=1");
    assert_eq!(desk.get(&page).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn danger_says_what_will_happen_to_how_many_and_asks_for_the_number_of_many() {
    let desk = Desk::of("root").await;
    let addresses: Vec<_> = (0..60).map(|number| format!("person{number}@example.org")).collect();
    let addresses: Vec<_> = addresses.iter().map(String::as_str).collect();
    let created = invite(&desk, "Everybody", Delivery::Email, &addresses, |_| ()).await;
    let act = format!("{}/act", path(&created));
    let question = desk.post(&act, &[("do", "revoke")]).await;
    check("invitation-revoke", question.main());
    assert!(question.main().contains("60 messages that wait are not sent"), "{}", question.main());
    let unsure = desk.post(&act, &[("do", "revoke"), ("sure", "yes"), ("number", "6")]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.main().contains("Type 60 to confirm."));
    let sure = desk.post(&act, &[("do", "revoke"), ("sure", "yes"), ("number", "60")]).await;
    assert_eq!(sure.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn selected_recipients_are_written_to_and_taken_off() {
    let desk = Desk::of("root").await;
    let created =
        invite(&desk, "Physics", Delivery::Email, &["ann@example.org", "bob@example.org"], |_| ()).await;
    let other = invite(&desk, "Chemistry", Delivery::Email, &["cid@example.org"], |_| ()).await;
    desk.test.run_due().await;
    let action = format!("{}/recipients", path(&created));
    let ids: Vec<_> = recipients(&desk, &path(&created)).await;
    let id = |path: &str| path.rsplit('/').next().expect("an id").to_owned();
    let (ann, bob) = (id(&ids[0]), id(&ids[1]));
    let foreign = id(&recipients(&desk, &path(&other)).await[0]);
    let answer = desk.post(&action, &[("do", "resend"), ("recipient", &ann), ("recipient", &bob)]).await;
    assert!(answer.location().ends_with("?done=resent&count=2&left=0"), "{}", answer.location());
    let question = desk.post(&action, &[("do", "take-off"), ("recipient", &bob)]).await;
    assert!(question.main().contains("<h1>Take 1 recipient off</h1>"));
    // One of another invitation refuses all.
    let form = [("do", "take-off"), ("sure", "yes"), ("recipient", bob.as_str()), ("recipient", &foreign)];
    assert_eq!(desk.post(&action, &form).await.status, StatusCode::NOT_FOUND);
    assert!(!desk.get(&ids[1]).await.main().contains("Revoked"));
    let answer = desk.post(&action, &form[..3]).await;
    assert!(answer.location().ends_with("?done=taken-off&count=1"));
    assert!(desk.get(&ids[1]).await.main().contains("Revoked"));
    assert_eq!(desk.post(&action, &[("do", "resend")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn enrollments_that_wait_are_approved_or_declined() {
    let desk = Desk::of("root").await;
    let created = invite(&desk, "Lab", Delivery::Link, &[], |terms| {
        terms.needs_approval = true;
        terms.uses_max = Some(5);
    })
    .await;
    let url = created.link.as_ref().expect("a link").url.expose();
    let key = app::LinkKey::parse(url.rsplit('/').next().expect("a token")).expect("a token");
    let app = &desk.test.app;
    let begun = app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
    desk.test.advance(MINUTE);
    let page = desk.get(&path(&created)).await;
    assert!(page.main().contains("Waiting for approval"), "{}", page.main());
    let action = format!("{}/approvals/{}", path(&created), begun.enrollment.id);
    assert!(page.main().contains(&action));
    assert_eq!(desk.post(&action, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = desk.post(&action, &[("do", "approve")]).await;
    assert!(desk.get(answer.location()).await.main().contains("Approved: the device may enroll now."));
    let mut phone = Phone::new(1);
    phone.fetch_profile(app, &begun.profile_url).await.expect("a profile, now");

    let second = app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("another");
    let action = format!("{}/approvals/{}", path(&created), second.enrollment.id);
    let answer = desk.post(&action, &[("do", "decline")]).await;
    assert!(answer.location().ends_with("?done=declined"));
    assert!(phone.fetch_profile(app, &second.profile_url).await.is_err());
    // Pressed twice: the second time says so.
    assert!(desk.post(&action, &[("do", "approve")]).await.location().ends_with("?done=decided"));
    assert_eq!(second.enrollment.step(), Step::LoggedIn);
}

#[tokio::test]
async fn terms_and_texts_are_changed_after_it_was_sent() {
    let desk = Desk::of("root").await;
    let created = invite(&desk, "Physics", Delivery::Email, &["ann@example.org"], |_| ()).await;
    let edit = format!("{}/edit", path(&created));
    let page = desk.get(&edit).await;
    check("invitation-edit", page.main());
    let faulty = [
        ("name", ""),
        ("expires", "at"),
        ("expires_at", "2020-01-01T00:00"),
        ("zone", "UTC"),
        ("note", "kept"),
    ];
    let answer = desk.post(&edit, &faulty).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Give it a name", "This lies in the past", "kept</textarea>", "aria-invalid"] {
        assert!(answer.main().contains(words), "{words}: {}", answer.main());
    }
    let right = [("name", "Optics"), ("expires", "never"), ("zone", "Europe/Stockholm"), ("uses", "any")];
    let answer = desk.post(&edit, &right).await;
    assert!(answer.location().ends_with("?done=saved"), "{}", answer.body);
    let shown = desk.get(&path(&created)).await;
    assert!(shown.main().contains("<h1>Optics") && shown.main().contains("never expires"));

    let text = format!("{}/texts/sv", path(&created));
    assert!(desk.get(&text).await.main().contains("The usual text."));
    let without_link = [("subject", "Hej"), ("body", "Hej!"), ("sms", "Hej {{link}}")];
    let answer = desk.post(&text, &without_link).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("id=\"body-fault\"") && answer.main().contains("Hej!"));
    let own = [("subject", "Hej"), ("body", "Hej! [Öppna]({{link}})"), ("sms", "Hej {{link}}")];
    let answer = desk.post(&text, &own).await;
    assert!(answer.location().ends_with("?done=text"), "{}", answer.body);
    assert!(desk.get(&path(&created)).await.main().contains("<dt>Own text in</dt><dd>Swedish</dd>"));
    desk.post(&text, &[("do", "usual")]).await;
    assert!(!desk.get(&path(&created)).await.main().contains("Own text in"));
}
