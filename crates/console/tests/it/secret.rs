//! What no page may ever say.

use testkit::{PASSWORD, TOPIC, push_certificate};

use crate::desk::{Desk, hrefs};

#[tokio::test]
async fn t31_no_page_shows_a_secret() {
    let desk = Desk::of("root").await;
    let pem = push_certificate(TOPIC);
    desk.upload("/console/settings/push-certificate", &[("file", Some("push.pem"), pem.as_bytes())]).await;
    let root = desk.test.sign_in_again("root").await.caller;
    let token = desk.test.api_token(&root, &domain::api_token::Scope::ALL).await;
    let begun = desk.test.app.begin_enrollment(desk.test.login("emil")).await.expect("a login");
    let mut phone = desk.test.enroll("ann", 1).await;
    phone.answer_all(&desk.test.app).await.expect("answers");

    let hex = |octets: &[u8]| octets.iter().map(|octet| format!("{octet:02x}")).collect::<String>();
    let secrets = [
        PASSWORD.to_owned(),
        "$argon2".into(),
        token.expose().into(),
        desk.session.as_ref().expect("signed in").expose().into(),
        begun.session.expose().into(),
        begun.profile_url.clone(),
        phone.challenge(),
        phone.push_magic.clone(),
        String::from_utf8_lossy(&phone.push_token).into_owned(),
        String::from_utf8_lossy(&phone.unlock_token).into_owned(),
        hex(&phone.push_token),
        hex(&phone.unlock_token),
        "PRIVATE KEY".into(),
    ];
    // Every page that a link leads to, from the dashboard on.
    let mut seen = std::collections::BTreeSet::new();
    let mut ahead = vec!["/console".to_owned(), "/console/devices.csv".to_owned()];
    while let Some(path) = ahead.pop() {
        if seen.len() > 150 || !seen.insert(path.clone()) {
            continue;
        }
        let page = desk.get(&path).await;
        for secret in &secrets {
            assert!(!page.body.contains(secret.as_str()), "{path} shows {secret}");
        }
        ahead.extend(hrefs(&page.body, "/console"));
    }
    assert!(seen.iter().any(|path| path.contains("section=commands")) && seen.len() > 20, "{seen:?}");
}
