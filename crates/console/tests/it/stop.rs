//! A stopped enrollment, found by the code that its person reads out.

use testkit::Phone;

use crate::desk::Desk;

#[tokio::test]
async fn t76_the_code_that_a_person_reads_out_leads_to_the_reason() {
    let desk = Desk::of("root").await;
    let app = &desk.test.app;
    let begun = app.begin_enrollment(desk.test.login("emil")).await.expect("a login");
    let mut phone = Phone::new(1);
    phone.fetch_profile(app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(app).await.expect("a certificate");
    phone.request_certificate(app).await.expect_err("a challenge serves once");
    let found = app.find_portal_enrollment(&begun.session).await.expect("a look").expect("a session");
    let stop = found.stop.expect("a note");

    let typed = [stop.reference.to_string(), stop.reference.as_str().to_lowercase()];
    for code in typed {
        let answer = desk.get(&format!("/console/search?q=%20{code}%20")).await;
        assert_eq!(answer.location(), format!("/console/enrollments/{}", begun.enrollment.id), "{code}");
    }
    let page = desk.get(&format!("/console/enrollments/{}", begun.enrollment.id)).await;
    let text = page.main().replace("&#39;", "'");
    for part in [stop.reason.title(), stop.reference.as_str(), "emil Example"] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
    assert!(desk.get("/console").await.main().contains("emil Example"), "the dashboard says who stopped");
}
