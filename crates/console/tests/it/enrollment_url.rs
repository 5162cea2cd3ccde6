//! The enrollment URL: what is missing, the poster in every language, and the self-test.

use domain::language::LANGUAGES;
use domain::self_test::SelfTestPart;
use http::StatusCode;

use crate::desk::Desk;

#[tokio::test]
async fn the_page_tells_what_people_need() {
    let desk = Desk::of("root").await;
    let page = desk.get("/console/enrollment-url").await.body;
    for words in ["Push certificate", "Enrollment by URL", "neither a directory nor", "could be better"] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn there_is_a_poster_in_each_built_in_language_to_print_and_as_pdf() {
    let desk = Desk::of("root").await;
    for language in LANGUAGES {
        let path = format!("/console/enrollment-url/poster?language={}", language.code);
        let page = desk.get(&path).await.body;
        assert!(page.contains("/enroll</p>") && page.contains("<svg class=\"qr\""), "{}", language.code);
        let is_spoken = domain::portal_text::built_in_text(language.code, "poster-title").is_some();
        let (code, language) = if is_spoken { (language.code, language) } else { ("en", LANGUAGES[0]) };
        let dir = if language.is_right_to_left { "dir=\"rtl\"" } else { "dir=\"ltr\"" };
        assert!(page.contains(&format!("lang=\"{code}\" {dir}")), "{code}");
        let path = format!("/console/enrollment-url/poster.pdf?language={}", language.code);
        let answer = desk.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", language.code);
        assert_eq!(answer.headers["content-type"], "application/pdf");
    }
}

#[tokio::test]
async fn t66_what_is_no_language_reaches_neither_the_page_nor_the_name_of_the_file() {
    let desk = Desk::of("root").await;
    for language in ["de-x%22y", "de-%0d%0aset-cookie:a", "../de", ""] {
        let answer = desk.get(&format!("/console/enrollment-url/poster.pdf?language={language}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{language}");
        assert_eq!(
            answer.headers["content-disposition"], "inline; filename=\"enrollment-en.pdf\"",
            "{language}"
        );
    }
}

#[tokio::test]
async fn a_self_test_shows_where_the_way_ends() {
    let desk = Desk::of("root").await;
    let page = desk.post("/console/enrollment-url/self-test", &[]).await.body;
    assert!(page.contains("The whole way is open"), "{page}");
    desk.test.simulator.fail(Some((SelfTestPart::Certificate, "the server answered 404: nothing here")));
    let page = desk.post("/console/enrollment-url/self-test", &[]).await.body;
    for words in ["The way is not open", "/scep have to reach", "404: nothing here", "not tried"] {
        assert!(page.contains(words), "{words}");
    }
}
