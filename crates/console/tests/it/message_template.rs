//! Texts of messages: their list, their page, and how they look.

use domain::account::Access;
use domain::id::SiteId;
use domain::privilege::PrivilegeSet;
use http::StatusCode;
use http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};

use crate::desk::Desk;
use crate::page::check;

const TEMPLATES: &str = "/console/settings/message-templates";
const GERMAN: &str = "/console/settings/message-templates/invitation/de";

#[tokio::test]
async fn a_text_is_written_and_given_back() {
    let desk = Desk::of("root").await;
    check("message-templates", desk.get(TEMPLATES).await.main());
    check("message-template", desk.get(GERMAN).await.main());

    let text = [("subject", "Servus {{recipient}}"), ("body", "Komm <b>\n\n{{link}}"), ("sms", "{{link}}")];
    let saved = desk.post(GERMAN, &text).await;
    assert_eq!(saved.location(), format!("{GERMAN}?done=saved"));
    let page = desk.get(saved.location()).await;
    assert!(page.main().contains("Komm &#60;b&#62;") && page.main().contains("Use the built-in text"));
    assert!(desk.get(TEMPLATES).await.main().contains(">Changed</a>"));
    let reset = desk.post(&format!("{GERMAN}/reset"), &[]).await;
    assert_eq!(reset.location(), format!("{TEMPLATES}?done=reset"));
    assert!(desk.get(GERMAN).await.main().contains("Guten Tag"));
}

#[tokio::test]
async fn what_is_wrong_with_a_text_stands_beside_its_field() {
    let desk = Desk::of("root").await;
    let text = [("subject", "Servus"), ("body", "Komm {{lnik}}"), ("sms", "no way")];
    let answer = desk.post(GERMAN, &text).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("Did you mean {{link}}?") && answer.main().contains("Komm {{lnik}}"));
    assert!(answer.main().contains("Put {{link}} into this text") && answer.main().contains("no way"));
    let answer = desk.post(TEMPLATES, &[("code", "klingon!")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("klingon!"));
    let answer = desk.post(TEMPLATES, &[("code", "FI")]).await;
    assert_eq!(answer.location(), format!("{TEMPLATES}/invitation/fi"));
    let page = desk.get(answer.location()).await;
    assert!(page.main().contains("There is no text in this language yet") && page.main().contains("Hello"));
    for nowhere in ["nonsense/de", "invitation/klingon"] {
        assert_eq!(desk.get(&format!("{TEMPLATES}/{nowhere}")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn t36_a_preview_can_do_nothing_and_shows_markup_as_text() {
    let desk = Desk::of("root").await;
    let text = [
        ("message_kind", "invitation"),
        ("message_language", "en"),
        ("subject", "Hi <script>alert(1)</script>"),
        ("body", "<script>alert(1)</script>\n\n{{link}}"),
        ("sms", "{{link}} ç {{organization}} and so on and so on and so on"),
    ];
    let look = desk.post(&format!("{TEMPLATES}/preview"), &text).await;
    assert_eq!(look.status, StatusCode::OK, "{}", look.body);
    assert!(!look.body.contains("<script"), "{}", look.body);
    assert!(look.body.contains("data:image/png;base64,") && look.body.contains("Fewer would do without ç"));
    let policy = look.headers[CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
    for rule in ["default-src 'none'", "frame-ancestors 'self'", "form-action 'none'", "sandbox"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("script") && !policy.contains("allow-"), "{policy}");
    assert_eq!(look.headers[X_FRAME_OPTIONS], "SAMEORIGIN");
    let page = desk.get(GERMAN).await;
    assert_eq!(page.headers[X_FRAME_OPTIONS], "DENY", "only what stands in a frame may");
    let kept = desk.get(&format!("{GERMAN}/preview")).await;
    assert!(kept.body.contains("Richten Sie Ihr iPhone oder iPad"));

    let wrong = desk.post(&format!("{TEMPLATES}/preview"), &[("body", "{{oops}}")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("There is no variable {{oops}}"));
}

#[tokio::test]
async fn t27_texts_are_changed_by_those_who_look_after_delivery() {
    let mut desk = Desk::of("root").await;
    let north: SiteId = desk.site("North").await;
    desk.account("nora", Access::Site(north), PrivilegeSet::Administrator).await;
    let text = [("subject", "a"), ("body", "{{link}}"), ("sms", "{{link}}")];
    desk.sit_down("audrey").await;
    let page = desk.get(GERMAN).await;
    assert!(page.main().contains("readonly") && !page.main().contains("Save text"));
    assert_eq!(desk.post(GERMAN, &text).await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.post(&format!("{TEMPLATES}/preview"), &text).await.status, StatusCode::FORBIDDEN);
    // Who invites people of a site writes messages, too, but not for everybody.
    desk.sit_down("nora").await;
    assert_eq!(desk.get(TEMPLATES).await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.post(GERMAN, &text).await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.post(&format!("{TEMPLATES}/preview"), &text).await.status, StatusCode::OK);
}
