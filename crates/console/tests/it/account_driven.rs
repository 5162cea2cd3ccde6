//! The page Account-driven enrollment, and the list of admitted serial numbers.

use http::StatusCode;

use crate::desk::Desk;

const PATH: &str = "/console/settings/user-initiated-enrollment/account-driven";
const SERIAL_NUMBERS: &str = "/console/settings/user-initiated-enrollment/serial-numbers";

fn discovery(base_url: &str) -> Vec<u8> {
    format!(r#"{{"Servers":[{{"Version":"mdm-byod","BaseURL":"{base_url}"}}]}}"#).into_bytes()
}

#[tokio::test]
async fn domains_are_saved_and_what_to_put_on_their_hosts_is_shown() {
    let desk = Desk::of("root").await;
    let page = desk.get(PATH).await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in ["mdm-byod", "mdm-adde", "https://mdm.example.org/enroll/account/user", "$request_uri"] {
        assert!(page.body.contains(shown), "{shown}");
    }
    let saved = desk.post(PATH, &[("domains", "@Example.org school.example"), ("seen", "0")]).await;
    assert_eq!(saved.location(), format!("{PATH}?done=saved"));
    assert!(desk.get(PATH).await.main().contains("example.org\nschool.example"));
    let faulty = desk.post(PATH, &[("domains", "localhost"), ("seen", "1")]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.main().contains("is no domain"));
    let late = desk.post(PATH, &[("domains", "other.example"), ("seen", "0")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "somebody else was quicker");
    assert!(late.main().contains("Somebody else changed these settings meanwhile"), "{}", late.main());
    assert!(late.main().contains("other.example"), "what was typed is still there: {}", late.main());
    let history = desk.get(&format!("{PATH}/history")).await;
    assert!(history.main().contains("school.example"), "{}", history.main());
}

#[tokio::test]
async fn t65_a_check_asks_the_domains_of_the_settings_and_nobody_else() {
    let desk = Desk::of("root").await;
    let check = async |domain: &str| desk.post(&format!("{PATH}/check"), &[("domain", domain)]).await;
    assert_eq!(check("example.org").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    desk.post(PATH, &[("domains", "example.org"), ("seen", "0")]).await;
    assert_eq!(check("169.254.169.254").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let url = "https://example.org/.well-known/com.apple.remotemanagement";
    let says = async |words: &str| {
        let page = check("example.org").await;
        assert!(page.main().contains(words), "{words}: {}", page.main());
    };
    says("nobody is there").await;
    const JSON: &str = "application/json";
    let right = discovery("https://mdm.example.org/enroll/account/user");
    for (status, kind, body, words) in [
        (404, JSON, b"".to_vec(), "status 404"),
        (200, JSON, b"<html>".to_vec(), "not JSON"),
        (200, JSON, discovery("https://other.example/"), "names another server"),
        (200, JSON, right.clone(), "for User Enrollment"),
        (200, "text/plain", right, "not as application/json"),
    ] {
        desk.test.put_web_page(url, status, None, kind, &body);
        says(words).await;
    }
    let here = "https://mdm.example.org/.well-known/com.apple.remotemanagement";
    let query = "?user-identifier=discovery-check%40example.org&model-family=iPhone";
    for (to, words) in [
        (here.to_owned(), "drops what the device asked"),
        (format!("{here}{query}"), "keeps what the device asks"),
        ("https://mdm.example.org/enroll".to_owned(), "It has to be"),
        ("https://intranet.example.net/".to_owned(), "was not asked"),
        ("http://example.org/".to_owned(), "no https address"),
        ("//example.net/x".to_owned(), "no https address"),
        (format!("{url}?again"), "too often"),
    ] {
        desk.test.put_web_page(url, 302, Some(&to), "text/html", b"");
        says(words).await;
    }
}

#[tokio::test]
async fn serial_numbers_are_admitted_found_and_removed() {
    let desk = Desk::of("root").await;
    assert!(desk.get(SERIAL_NUMBERS).await.main().contains("are not asked for"));
    let list = b"Serial number;Note\nF2LX00000001;box 1\nshort;\nF2LX00000002;\n";
    let done = desk.upload(SERIAL_NUMBERS, &[("file", Some("list.csv"), list)]).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(done.main().contains("2 serial numbers added"), "{}", done.main());
    assert!(done.main().contains("8 to 20 letters"), "the fault is told: {}", done.main());
    let found = desk.get(&format!("{SERIAL_NUMBERS}?q=f2lx00000002")).await;
    assert!(found.main().contains("F2LX00000002") && !found.main().contains("F2LX00000001"));
    let removed = desk.post(&format!("{SERIAL_NUMBERS}/remove"), &[("serial_number", "F2LX00000001")]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert!(!desk.get(SERIAL_NUMBERS).await.main().contains("F2LX00000001"));
    desk.post(&format!("{SERIAL_NUMBERS}/remove"), &[("all", "yes")]).await;
    assert!(desk.get(SERIAL_NUMBERS).await.main().contains("None yet"));
    let empty = desk.upload(SERIAL_NUMBERS, &[("file", Some("list.csv"), b"")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
}
