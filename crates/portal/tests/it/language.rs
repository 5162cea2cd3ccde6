//! Pages in somebody's language, and the choice of one.

use app::Caller;
use domain::portal_text::LanguageTexts;
use http::StatusCode;

use crate::guest::Guest;
use crate::visitor::Visitor;

/// Puts a few texts in Finnish, which the server has none in.
async fn teach_finnish(visitor: &Visitor, texts: &[(&str, &str)]) {
    let texts = texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    let finnish = LanguageTexts { name: Some("Suomi".into()), texts, ..LanguageTexts::default() };
    let app = &visitor.test.app;
    let seen = app.show_language_texts(&Caller::operator(), "fi").await.map_or(0, |found| found.version);
    app.save_language_texts(&Caller::operator(), "fi", finnish, seen).await.expect("saved");
}

#[tokio::test]
async fn a_text_counts_on_the_next_page_and_what_is_missing_stays_english() {
    let mut ann = Visitor::come().await;
    ann.extra = vec![("accept-language", "xx, fi-FI;q=0.9, en;q=0.5")];
    let page = ann.get("/enroll").await;
    assert!(page.body.contains("<html lang=\"en\" dir=\"ltr\">"), "{}", page.body);
    teach_finnish(
        &ann,
        &[("login-button", "Kirjaudu"), ("login-text", "**{{organization}}**!\n\n- <b>a</b>")],
    )
    .await;
    let page = ann.get("/enroll").await;
    assert!(page.body.contains("<html lang=\"fi-FI\" dir=\"ltr\">"), "{}", page.body);
    assert!(page.body.contains(">Kirjaudu</button>") && page.body.contains(">Username</label>"));
    assert!(page.body.contains("<strong>Example School</strong>!") && page.body.contains("&lt;b&gt;a&lt;"));
    teach_finnish(&ann, &[("login-button", "Sisään"), ("login-text", "")]).await;
    let page = ann.get("/enroll").await;
    assert!(page.body.contains(">Sisään</button>"), "{}", page.body);
    assert!(page.body.contains("<div class=\"lead\"></div>"), "a blank text is left out: {}", page.body);
}

#[tokio::test]
async fn a_language_is_chosen_without_script_and_kept_with_the_enrollment() {
    let mut ann = Visitor::come().await;
    teach_finnish(&ann, &[("welcome-title", "Mitä tapahtuu"), ("problem-nothing-title", "Ei mitään")]).await;
    let page = ann.get("/enroll").await;
    assert!(page.body.contains("href=\"/enroll/language\""), "{}", page.body);
    let page = ann.get("/enroll/language").await;
    assert!(page.body.contains("lang=\"fi\" dir=\"ltr\"><span>Suomi</span>"), "{}", page.body);
    assert_eq!(ann.post("/enroll/language", "language=tlh").await.location(), "/enroll/language");
    assert_eq!(ann.post("/enroll/language", "").await.location(), "/enroll/language");
    assert_eq!(ann.language, None);
    assert_eq!(ann.post("/enroll/language", "language=fi").await.location(), "/enroll");
    assert_eq!(ann.language.as_deref(), Some("__Host-language=fi"));

    ann.log_in("ann", crate::visitor::PASSWORD).await;
    assert!(ann.get("/enroll/welcome").await.body.contains("<h1>Mitä tapahtuu</h1>"));
    assert_eq!(ann.enrollment().await.language.as_deref(), Some("fi"));
    ann.post("/enroll/language", "language=en").await;
    assert_eq!(ann.enrollment().await.language.as_deref(), Some("en"));
    assert!(ann.get("/enroll/welcome").await.body.contains("<h1>What will happen</h1>"));
}

#[tokio::test]
async fn an_error_page_speaks_the_language_too_even_where_no_page_was_reached() {
    let mut ann = Visitor::come().await;
    let texts = [
        ("problem-nothing-title", "Ei mitään"),
        ("problem-foreign-title", "Ei täältä"),
        ("problem-button", "Alkuun"),
    ];
    teach_finnish(&ann, &texts).await;
    ann.extra = vec![("accept-language", "fi")];
    let page = ann.get("/enroll/no/such/page").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("<h1>Ei mitään</h1>") && page.body.contains(">Alkuun<"), "{}", page.body);
    ann.extra = vec![("accept-language", "fi"), ("origin", "https://evil.example")];
    let page = ann.post("/enroll/login", "username=a&password=b").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("<h1>Ei täältä</h1>"), "{}", page.body);
}

#[tokio::test]
async fn whoever_is_invited_reads_the_language_noted_for_them_until_they_choose() {
    let mut guest = Guest::invited_in("fi", |_| {}).await;
    teach_finnish(&guest.visitor, &[("invitation-title", "Kutsu")]).await;
    guest.visitor.extra = vec![("accept-language", "en")];
    assert!(guest.open().await.body.contains("<h1>Kutsu</h1>"));
    guest.visitor.post("/enroll/language", "language=en").await;
    assert!(guest.open().await.body.contains("<h1>You’re invited</h1>"));
}

#[tokio::test]
async fn every_text_is_used_and_every_text_used_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = read_all(vec![root.join("src"), root.join("templates"), root.join("../app/src")]);
    let sources = pages.clone() + &read_all(vec![root.join("../console/src/enrollment_url")]);
    // Where only the beginning of a key stands in the source, its ends are these.
    let is_used = |key: &str| {
        let beginning = ["-title", "-text"].iter().find_map(|end| key.strip_suffix(end));
        let quoted = |key: &str| sources.contains(&format!("\"{key}\""));
        quoted(key) || beginning.is_some_and(quoted) || key.starts_with("time-month-")
    };
    let unused: Vec<_> =
        domain::portal_text::fields().iter().map(|field| field.key).filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "texts that no page shows: {unused:?}");

    let calls = ["plain", "plain_with", "counted", "line", "line_with", "text", "text_with", "address_line"];
    for call in calls {
        for rest in pages.split(&format!(".{call}(\"")).skip(1) {
            let key = rest.split('"').next().expect("its end");
            assert!(domain::portal_text::find_field(key).is_some(), "no text has the key {key}");
        }
    }
}

/// Reads every file in some folders.
fn read_all(mut folders: Vec<std::path::PathBuf>) -> String {
    let mut sources = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                sources.push_str(&String::from_utf8_lossy(&std::fs::read(path).expect("a file")));
            }
        }
    }
    sources
}
