//! Secrets at rest.

use domain::privilege::PrivilegeSet;
use testkit::{PASSWORD, Phone, TestApp};

#[tokio::test]
async fn t06_the_database_holds_no_secret_in_clear() {
    let test = TestApp::new().await;
    let (session, caller) = test.sign_in("admin", PrivilegeSet::Administrator).await;
    let token = test.api_token(&caller, &[domain::api_token::Scope::Read]).await;
    test.app
        .install_push_certificate(&caller, super::enrollment::upload(testkit::TOPIC))
        .await
        .expect("a certificate");
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
    let mut phone = Phone::new(1);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    let challenge = phone.challenge();
    phone.request_certificate(&test.app).await.expect("a certificate");
    phone.authenticate(&test.app).await.expect("Authenticate");
    phone.update_token(&test.app).await.expect("TokenUpdate");
    phone.answer_all(&test.app).await.expect("answers");
    let link =
        begun.profile_url.rsplit('/').next().expect("a file").trim_end_matches(".mobileconfig").to_owned();
    test.app.close().await.expect("closed");

    let file = test.database.file().expect("SQLite");
    let mut stored = std::fs::read(&file).expect("the database");
    if let Ok(log) = std::fs::read(file.with_extension("db-wal")) {
        stored.extend(log);
    }
    let holds = |secret: &[u8]| stored.windows(secret.len()).any(|window| window == secret);
    assert!(holds(b"ann@example.org"), "the search itself works");
    for (name, secret) in [
        ("password", PASSWORD.as_bytes()),
        ("console session", session.expose().as_bytes()),
        ("API token", token.expose().as_bytes()),
        ("portal session", begun.session.expose().as_bytes()),
        ("profile link", link.as_bytes()),
        ("challenge", challenge.as_bytes()),
        ("push token", &phone.push_token),
        ("PushMagic", phone.push_magic.as_bytes()),
        ("unlock token", &phone.unlock_token),
    ] {
        assert!(!holds(secret), "the {name} stands in the database in clear");
    }
}

#[test]
fn t05_tokens_carry_256_bits_of_the_systems_randomness() {
    let ids = app::Ids::random();
    let mut seen = std::collections::HashSet::new();
    for _ in 0..1_000 {
        assert!(seen.insert(ids.octets::<32>()));
    }
    let ones: u32 = seen.iter().flatten().map(|octet| octet.count_ones()).sum();
    assert!((120_000..136_000).contains(&ones), "{ones} of 256,000 bits are set");
}
