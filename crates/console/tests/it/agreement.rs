//! Agreements by ownership and language: written, looked back at, restored.

use http::StatusCode;

use crate::desk::Desk;

const AGREEMENT: &str = "/console/settings/enrollment-agreement";

#[tokio::test]
async fn an_agreement_is_versioned_and_kept_when_it_does_not_fit() {
    let desk = Desk::of("root").await;
    let page = desk.get(AGREEMENT).await;
    assert!(page.main().contains("None yet") && page.main().contains("/institutional/text/en"));
    let english = format!("{AGREEMENT}/institutional/text/en");
    let text = "Use it <b>well</b>.\r\n\r\nHand it back.";
    let answer = desk.post(&english, &[("text", text), ("seen", "0")]).await;
    assert_eq!(answer.location(), "/console/settings/enrollment-agreement?done=saved");
    let page = desk.get(answer.location()).await;
    assert!(page.main().contains("Version 1, written"), "{}", page.main());
    let page = desk.get(&english).await;
    assert!(page.main().contains("Use it &#60;b&#62;well&#60;/b&#62;.\n\nHand it back.</textarea>"));

    // The same text is no new version; another language is, chosen or named in the address.
    desk.post(&english, &[("text", text), ("seen", "1")]).await;
    let new = format!("{AGREEMENT}/institutional/text/new");
    let other = [("language", "de"), ("text", "Geht gut damit um."), ("seen", "1")];
    assert_eq!(desk.post(&new, &other).await.status, StatusCode::SEE_OTHER);
    let page = desk.get(AGREEMENT).await;
    assert!(page.main().contains("Version 2,") && page.main().contains("German"));
    for bad in ["x".repeat(100_001), "bell \u{7}".to_owned()] {
        let answer = desk.post(&english, &[("text", &bad), ("seen", "2")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.main().contains("id=\"text-fault\"") && answer.main().contains(&bad), "kept");
    }
    let unknown = desk.post(&new, &[("language", "german"), ("text", "x"), ("seen", "2")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.main().contains("id=\"language-fault\""));

    // Who comes second is told and keeps what they wrote; saving once more counts.
    let late = desk.post(&english, &[("text", "Mine."), ("seen", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.main().contains("Mine.</textarea>") && late.main().contains("name=\"seen\" value=\"2\""));
    desk.post(&english, &[("text", "Mine."), ("seen", "2")]).await;

    let history = desk.get(&format!("{AGREEMENT}/institutional/history")).await;
    for part in ["in force", "Go back to 2", "German and English", "root"] {
        assert!(history.main().contains(part), "{part}: {}", history.main());
    }
    let version = desk.get(&format!("{AGREEMENT}/institutional/versions/2")).await;
    assert!(version.main().contains("Geht gut damit um.") && !version.main().contains("Mine."));
    let back = [("version", "2"), ("seen", "3")];
    let answer = desk.post(&format!("{AGREEMENT}/institutional/history"), &back).await;
    assert_eq!(answer.location(), "/console/settings/enrollment-agreement?done=restored");
    assert!(desk.get(AGREEMENT).await.main().contains("Version 4,"));
    assert!(desk.get(&format!("{AGREEMENT}/personal/history")).await.main().contains("Nothing written yet"));
    for nowhere in ["own/history", "institutional/versions/9", "institutional/versions/x", "own/text/en"] {
        assert_eq!(desk.get(&format!("{AGREEMENT}/{nowhere}")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn whether_a_user_may_be_left_blank_is_beside_the_agreements() {
    let desk = Desk::of("root").await;
    let is_ticked = async || {
        let page = desk.get(AGREEMENT).await;
        page.main().contains("name=\"may_leave_user_blank\" checked")
    };
    assert!(is_ticked().await);
    desk.post(AGREEMENT, &[("x", "y")]).await;
    assert!(!is_ticked().await);
    desk.post(AGREEMENT, &[("may_leave_user_blank", "on")]).await;
    assert!(is_ticked().await);
}
