//! Messaging: languages of the portal, their texts, how they look, and files of them.

use domain::portal_text::{SAMPLES, Screen, fields};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY};

use crate::desk::{Answer, Desk};

const MESSAGING: &str = "/console/settings/user-initiated-enrollment/messaging";
const LOGIN: &str = "/console/settings/user-initiated-enrollment/messaging/en/login";

/// Sends a file as a browser does.
async fn upload(desk: &Desk, path: &str, content: &[u8]) -> Answer {
    desk.upload(path, &[("file", Some("texts.json"), content)]).await
}

#[tokio::test]
async fn a_text_is_written_looked_at_in_its_history_and_given_back() {
    let desk = Desk::of("root").await;
    let list = desk.get(MESSAGING).await;
    let all = format!("{count} of {count}", count = fields().len());
    assert!(list.main().contains(&all) && list.main().contains("Always"), "{}", list.main());
    let page = desk.get(&format!("{MESSAGING}/en")).await;
    assert_eq!(page.location(), LOGIN);
    let page = desk.get(LOGIN).await;
    for part in [">Login Button Text<", ">Leave this out<", "<code>{{inviter}}</code>", ">Device ownership<"]
    {
        assert!(page.main().contains(part), "{part}: {}", page.main());
    }

    let typed = [("seen", "0"), ("login-button", "Sign in"), ("left-out:login-note-text", "on")];
    let saved = desk.post(LOGIN, &typed).await;
    assert_eq!(saved.location(), format!("{LOGIN}?done=saved"));
    let page = desk.get(saved.location()).await;
    assert!(page.main().contains("value=\"Sign in\""), "{}", page.main());
    assert!(page.main().contains("name=\"left-out:login-note-text\" checked"), "{}", page.main());
    // A page that was opened before is not saved over what came meanwhile.
    assert_eq!(desk.post(LOGIN, &typed).await.status, StatusCode::CONFLICT);

    let history = desk.get(&format!("{MESSAGING}/en/history")).await;
    assert!(history.main().contains("texts › login-button") && history.main().contains("Sign in"));
    assert!(desk.get(MESSAGING).await.main().contains(">Reset</button>"));
    let reset = desk.post(&format!("{MESSAGING}/en/remove"), &[("seen", "1")]).await;
    assert_eq!(reset.location(), format!("{MESSAGING}?done=removed"));
    assert!(!desk.get(LOGIN).await.main().contains("value=\"Sign in\""));
    desk.post(&format!("{MESSAGING}/en/history"), &[("version", "1"), ("seen", "2")]).await;
    assert!(desk.get(LOGIN).await.main().contains("value=\"Sign in\""));
}

#[tokio::test]
async fn what_is_wrong_with_a_text_stands_beside_its_field() {
    let desk = Desk::of("root").await;
    let typed = [("seen", "0"), ("login-button", "Go {{where}}"), ("login-text", "Hello {{organization")];
    let page = desk.post(LOGIN, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.main().contains("There is no variable {{where}} in this text."), "{}", page.main());
    assert!(page.main().contains("The braces do not match") && page.main().contains("Go {{where}}"));
    for nowhere in ["xx/login", "en/nonsense", "klingon!/login"] {
        assert_eq!(desk.get(&format!("{MESSAGING}/{nowhere}")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_language_is_added_offered_and_taken_away() {
    let desk = Desk::of("root").await;
    let wrong = desk.post(MESSAGING, &[("code", "klingon!"), ("name", "tlhIngan")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let added = desk.post(MESSAGING, &[("code", "FI"), ("name", "Suomi")]).await;
    assert_eq!(added.location(), format!("{MESSAGING}/fi"));
    let list = desk.get(MESSAGING).await;
    assert!(list.main().contains("Suomi") && list.main().contains("Not offered"), "{}", list.main());
    assert!(list.main().contains(&format!("{} in English", fields().len())));
    let offered = desk.post(&format!("{MESSAGING}/fi/offer"), &[("seen", "1"), ("is_offered", "on")]).await;
    assert_eq!(offered.location(), format!("{MESSAGING}?done=offered"));
    desk.post(&format!("{MESSAGING}/fi/remove"), &[("seen", "2")]).await;
    assert!(!desk.get(MESSAGING).await.main().contains("Suomi"));
    assert_eq!(desk.get(&format!("{MESSAGING}/fi/login")).await.status, StatusCode::NOT_FOUND);
    // English stays, whatever is sent.
    desk.post(&format!("{MESSAGING}/en/remove"), &[("seen", "0")]).await;
    desk.post(&format!("{MESSAGING}/en/offer"), &[("seen", "0")]).await;
    assert!(desk.get(MESSAGING).await.main().contains("Always"));
}

#[tokio::test]
async fn t28_what_is_typed_is_looked_at_in_a_frame_and_not_saved() {
    let desk = Desk::of("root").await;
    let typed = [("sample", "login"), ("login-button", "<b>Sign in</b>")];
    let sent = desk.post(&format!("{LOGIN}/preview"), &typed).await;
    assert!(sent.location().starts_with("/enroll/preview/"), "{}", sent.location());
    assert!(!desk.get(LOGIN).await.main().contains("Sign in"));
    let wrong = [("sample", "login"), ("login-button", "{{where}}")];
    let answer = desk.post(&format!("{LOGIN}/preview"), &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("There is no variable {{where}}"), "{}", answer.body);
    let policy = answer.headers[CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
    assert!(policy.contains("sandbox") && policy.contains("frame-ancestors 'self'"), "{policy}");
    for screen in Screen::ALL {
        let page = desk.get(&format!("{MESSAGING}/en/{}", screen.name())).await;
        let has_texts = fields().iter().any(|field| field.screen == screen);
        assert_eq!(page.status == StatusCode::OK, has_texts, "{screen:?}");
    }
    assert!(SAMPLES.iter().all(|sample| fields().iter().any(|field| field.screen == sample.screen)));
}

#[tokio::test]
async fn texts_go_out_as_a_file_and_come_back() {
    let desk = Desk::of("root").await;
    desk.post(MESSAGING, &[("code", "fi"), ("name", "Suomi")]).await;
    let file = desk.get(&format!("{MESSAGING}/fi/export?of=untranslated")).await;
    let name = file.headers[CONTENT_DISPOSITION].to_str().expect("ASCII");
    assert_eq!(name, "attachment; filename=\"portal-texts-fi-untranslated.json\"");
    assert!(file.body.contains("\"login-button\": \"Log in\""), "{}", file.body);
    let translated = file.body.replace("\"login-button\": \"Log in\"", "\"login-button\": \"Kirjaudu\"");
    let answer = upload(&desk, &format!("{MESSAGING}/import"), translated.as_bytes()).await;
    assert_eq!(answer.location(), format!("{MESSAGING}?done=imported"));
    assert!(desk.get(&format!("{MESSAGING}/fi/login")).await.main().contains("Kirjaudu"));

    let wrong = br#"{"code":"fi","texts":{"login-button":"","login-username":"{{x}}","nonsense":"a"}}"#;
    let answer = upload(&desk, &format!("{MESSAGING}/import"), wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["login-button: Write something", "login-username: There is no variable", "key nonsense"] {
        assert!(answer.main().contains(part), "{part}: {}", answer.main());
    }
    let answer = upload(&desk, &format!("{MESSAGING}/import"), b"<xml>").await;
    assert!(answer.main().contains("This is no file of texts"), "{}", answer.main());
}

#[tokio::test]
async fn the_look_is_chosen_and_what_cannot_be_read_is_refused() {
    let desk = Desk::of("root").await;
    let path = format!("{MESSAGING}/appearance");
    let answer = desk.post(&path, &[("seen", "0"), ("accent", "#FFD400")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("cannot be read well on light screens"), "{}", answer.main());
    assert!(answer.main().contains("value=\"#FFD400\""), "{}", answer.main());
    let answer = desk.post(&path, &[("seen", "0"), ("accent", "#7A1FA2")]).await;
    assert_eq!(answer.location(), format!("{MESSAGING}?done=look"));
    assert!(desk.get(MESSAGING).await.main().contains("value=\"#7a1fa2\""));
    let logo = format!("{MESSAGING}/logo");
    let answer = upload(&desk, &logo, b"<svg/>").await;
    assert!(answer.main().contains("This is neither a PNG nor a JPEG file."), "{}", answer.main());
    let photograph = include_bytes!("../../../app/testdata/logo/photograph.jpg");
    let answer = upload(&desk, &logo, photograph).await;
    assert_eq!(answer.location(), format!("{MESSAGING}?done=look"), "{}", answer.main());
    assert!(desk.get(MESSAGING).await.main().contains("src=\"/enroll/asset/logo/"));
}
