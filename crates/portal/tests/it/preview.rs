//! Pages that are only looked at, and the organization's own look.

use app::Caller;
use domain::portal_text::{LanguageTexts, SAMPLES};
use domain::setting::Appearance;
use domain::time::HOUR;
use http::StatusCode;

use crate::visitor::Visitor;

#[tokio::test]
async fn every_sample_is_drawn_and_can_do_nothing() {
    let mut somebody = Visitor::come().await;
    let token = somebody.test.app.preview_saved_texts(&Caller::operator(), "en").expect("a word");
    for sample in SAMPLES {
        let page = somebody.get(&format!("/enroll/preview/{token}/{}", sample.name)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", sample.name);
        assert!(page.main().contains("<h1>"), "{}: {}", sample.name, page.body);
        let policy = page.headers["content-security-policy"].to_str().expect("ASCII");
        for rule in ["sandbox allow-same-origin", "form-action 'none'", "frame-ancestors 'self'"] {
            assert!(policy.contains(rule), "{}: {policy}", sample.name);
        }
        assert!(!policy.contains("allow-scripts") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(page.headers["x-frame-options"], "SAMEORIGIN");
    }
    assert_eq!(somebody.enrollments().await, 0);
}

#[tokio::test]
async fn t28_a_preview_shows_what_is_not_saved_to_whoever_has_the_word_for_a_while() {
    let mut somebody = Visitor::come().await;
    let root = somebody.test.administrator().await;
    let texts = [("login-button".to_owned(), "<b>Kirjaudu</b>".to_owned())].into();
    let texts = LanguageTexts { texts, ..LanguageTexts::default() };
    let app = somebody.test.app.clone();
    let token = app.preview_texts(&root, "fi", &texts).await.expect("a word");
    let page = somebody.get(&format!("/enroll/preview/{token}/login")).await;
    assert!(page.body.contains("&#60;b&#62;Kirjaudu&#60;/b&#62;</button>"), "{}", page.body);
    assert!(page.body.contains("<html lang=\"fi\""), "{}", page.body);
    somebody.extra = vec![("accept-language", "fi")];
    assert!(!somebody.get("/enroll").await.body.contains("Kirjaudu"));

    for wrong in [format!("{token}A"), token.replace(&token[10..14], "AAAA"), "x".repeat(600), "en".into()] {
        let page = somebody.get(&format!("/enroll/preview/{wrong}/login")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    assert_eq!(
        somebody.get(&format!("/enroll/preview/{token}/nonsense")).await.status,
        StatusCode::NOT_FOUND
    );
    somebody.test.clock.advance(HOUR);
    let page = somebody.get(&format!("/enroll/preview/{token}/login")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_organizations_colours_come_as_a_style_sheet_of_their_own() {
    let mut ann = Visitor::come().await;
    let app = ann.test.app.clone();
    assert!(!ann.get("/enroll").await.body.contains("/enroll/asset/accent/"));
    let purple = Appearance { accent: Some("#7a1fa2".into()), ..Appearance::default() };
    app.change_setting(&Caller::operator(), purple, 0).await.expect("a look");
    let page = ann.get("/enroll").await.body;
    let path = page.split_once("href=\"/enroll/asset/accent/").expect("a style sheet").1;
    let path = format!("/enroll/asset/accent/{}", path.split('"').next().expect("its end"));
    let sheet = ann.get(&path).await;
    assert_eq!(sheet.content_type(), "text/css; charset=utf-8");
    assert_eq!(sheet.headers["cache-control"], "public, max-age=31536000, immutable");
    assert!(sheet.body.starts_with(":root{--accent:#7a1fa2;--on-accent:#ffffff;"), "{}", sheet.body);
    for wrong in ["ffd400-ffd400.css", "7a1fa2-}body{.css", "7a1fa2.css", "7A1FA2-c890de.css", "x"] {
        let answer = ann.get(&format!("/enroll/asset/accent/{}", wrong.replace('}', "%7D"))).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn the_organizations_logo_stands_in_the_head() {
    let mut ann = Visitor::come().await;
    let root = ann.test.administrator().await;
    let picture = include_bytes!("../../../web/assets/touch-icon.png").to_vec();
    ann.test.app.change_logo(&root, picture, 0).await.expect("a logo");
    let page = ann.get("/enroll").await.body;
    let path = page.split_once("class=\"own-logo\" src=\"").expect("a logo").1;
    let logo = ann.get(path.split('"').next().expect("its end")).await;
    assert_eq!(logo.content_type(), "image/png");
    assert!(logo.length < 40_000, "{}", logo.length);
    for wrong in ["0000.png", "../../x.png", &format!("{}.png", "0".repeat(32))] {
        assert_eq!(ann.get(&format!("/enroll/asset/logo/{wrong}")).await.status, StatusCode::NOT_FOUND);
    }
}
