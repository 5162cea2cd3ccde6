//! Each part of what a provider says has to be right (T25).

use app::{CameWith, ProviderAnswer};
use domain::identity_provider::ProviderRefusal;
use domain::provider_login::PROVIDER_LOGIN_AGE_MAX;
use domain::secret::Secret;
use serde_json::{Map, Value, json};
use testkit::{Lie, NOON, SOURCE, ScriptedKey, Signing};

use super::{Both, ann, refusal, returned};

fn claims(name: &str, value: Value) -> Lie {
    Lie { claims: Map::from_iter([(name.to_owned(), value)]), ..Lie::default() }
}

fn signing(signing: Signing) -> Lie {
    Lie { signing, ..Lie::default() }
}

#[tokio::test]
async fn somebody_for_whom_a_provider_vouches_begins_an_enrollment() {
    let both = Both::start().await;
    let begun = both.log_in(ann()).await.expect("an enrollment");
    assert_eq!(begun.enrollment.person.full_name, "Ann Example");
    let user = begun.enrollment.directory_user.expect("a person of the provider");
    assert_eq!((user.directory_id, user.key.0.as_str()), (both.detail.provider.source(), "subject-ann"));
    let trail = both.test.database.trail().await;
    assert!(trail.iter().any(|line| line.contains("\"event\":\"provider-logged-in\"")), "{trail:?}");
}

#[tokio::test]
async fn t25_a_token_that_nobody_has_signed_is_refused() {
    let both = Both::start().await;
    assert!(both.refused(signing(Signing::Tampered)).await.contains("signature"));
    assert!(both.refused(signing(Signing::Forged)).await.contains("signature"));
    assert!(both.refused(signing(Signing::None)).await.contains("algorithm"));
    assert!(both.refused(signing(Signing::PublicKeyAsSecret)).await.contains("shared secret"));
    assert!(both.refused(signing(Signing::ClientSecret)).await.contains("shared secret"));
    for (name, value) in [
        ("alg", json!("none")),
        ("alg", json!("NONE")),
        ("alg", json!("RS256")),
        ("alg", json!("ES384")),
        ("kid", json!("foreign")),
        ("kid", json!("../first")),
        ("crit", json!(["exp"])),
    ] {
        let header = Map::from_iter([(name.to_owned(), value)]);
        both.refused(Lie { header, ..Lie::default() }).await;
    }
    both.log_in(ann()).await.expect("the truth");
}

#[tokio::test]
async fn t25_a_token_of_an_rsa_key_is_held_to_that_key() {
    let both = Both::start().await;
    both.provider.change_keys("rsa", ScriptedKey::rsa(), true);
    both.log_in(ann()).await.expect("a new key");
    for lie in [Signing::Tampered, Signing::Forged, Signing::None, Signing::PublicKeyAsSecret] {
        both.refused(signing(lie)).await;
    }
    for algorithm in ["PS256", "RS512", "ES256", "HS256"] {
        let header = Map::from_iter([("alg".to_owned(), json!(algorithm))]);
        both.refused(Lie { header, ..Lie::default() }).await;
    }
}

#[tokio::test]
async fn t25_a_token_for_somebody_else_or_another_time_is_refused() {
    let both = Both::start().await;
    let now = NOON.seconds();
    for (name, value, word) in [
        ("iss", json!("https://evil.example.org"), "issuer"),
        ("aud", json!("them"), "client"),
        ("aud", json!(["us", "them"]), "several"),
        ("azp", json!("them"), "another client"),
        ("exp", json!(now - 600), "expired"),
        ("iat", json!(now + 600), "not valid yet"),
        ("nbf", json!(now + 600), "not valid yet"),
        ("iat", json!(now - 86_400), "too long ago"),
        ("nonce", json!("another"), "nonce"),
        ("nonce", Value::Null, "nonce"),
        ("sub", Value::Null, "whom"),
    ] {
        let detail = both.refused(claims(name, value.clone())).await;
        assert!(detail.contains(word), "{name} {value}: {detail}");
    }
    let trail = both.test.database.trail().await;
    let refused = trail.iter().filter(|line| line.contains("\"event\":\"provider-login-refused\""));
    assert_eq!(refused.count(), 11);
    assert!(!trail.iter().any(|line| line.contains("\"event\":\"enrollment-begun\"")));
}

#[tokio::test]
async fn t25_a_code_and_a_state_are_good_once() {
    let both = Both::start().await;
    let sent = both.send_off().await;
    let answer = both.answer(&sent, ann());
    returned(&both.test.app, &answer, &sent).await.expect("a return").begun.expect("an enrollment");
    assert_eq!(refusal(returned(&both.test.app, &answer, &sent).await), ProviderRefusal::Over);
    // The code once more under a state of its own: PKCE and the provider refuse it.
    let next = both.send_off().await;
    let state = both.answer(&next, ann()).state;
    let stolen = ProviderAnswer { state, ..answer };
    let outcome = returned(&both.test.app, &stolen, &next).await.expect("a return").begun;
    assert!(matches!(refusal(outcome), ProviderRefusal::Unverified { .. }));
}

#[tokio::test]
async fn t25_a_code_of_somebody_elses_login_is_refused() {
    let both = Both::start().await;
    let (mine, theirs) = (both.send_off().await, both.send_off().await);
    let (mut answer, other) = (both.answer(&mine, ann()), both.answer(&theirs, json!({ "sub": "eve" })));
    answer.code = other.code;
    let outcome = returned(&both.test.app, &answer, &mine).await.expect("a return").begun;
    let ProviderRefusal::Unverified { detail, .. } = refusal(outcome) else { panic!("another refusal") };
    assert!(detail.contains("invalid_grant"), "{detail}");
}

#[tokio::test]
async fn t25_an_answer_belongs_to_the_browser_and_the_time_of_its_login() {
    let both = Both::start().await;
    let app = &both.test.app;
    let sent = both.send_off().await;
    let answer = both.answer(&sent, ann());
    let other = Secret::new("x".repeat(43));
    assert_eq!(refusal(app.return_to_enroll(&answer, None, SOURCE).await), ProviderRefusal::Over);
    assert_eq!(refusal(app.return_to_enroll(&answer, Some(&other), SOURCE).await), ProviderRefusal::Over);
    let console = app.return_to_console(&answer, Some(&sent.browser), None, SOURCE, "").await;
    assert_eq!(refusal(console), ProviderRefusal::Over, "it was begun at the other door");
    let unknown = ProviderAnswer { state: "y".repeat(43), ..answer.clone() };
    assert_eq!(refusal(returned(app, &unknown, &sent).await), ProviderRefusal::Over);
    both.test.advance(PROVIDER_LOGIN_AGE_MAX);
    assert_eq!(refusal(returned(app, &answer, &sent).await), ProviderRefusal::Over);
}

#[tokio::test]
async fn t25_two_tabs_log_in_beside_each_other() {
    let both = Both::start().await;
    let app = &both.test.app;
    let first = both.send_off().await;
    let second = app.send_off_to_enroll(
        both.detail.provider.id,
        CameWith::Nothing,
        Some(first.browser.clone()),
        SOURCE,
    );
    let second = second.await.expect("sent off");
    assert_eq!(first.browser, second.browser);
    for sent in [&second, &first] {
        let answer = both.answer(sent, ann());
        returned(app, &answer, sent).await.expect("a return").begun.expect("an enrollment");
    }
}

#[tokio::test]
async fn t25_another_issuer_cannot_answer_for_the_provider() {
    let both = Both::start().await;
    let sent = both.send_off().await;
    let answer =
        ProviderAnswer { issuer: Some("https://evil.example.org".to_owned()), ..both.answer(&sent, ann()) };
    let outcome = returned(&both.test.app, &answer, &sent).await.expect("a return").begun;
    assert!(matches!(refusal(outcome), ProviderRefusal::Unverified { .. }));
    assert_eq!(both.provider.asked("/token"), 0, "the code is not even sent");
    let sent = both.send_off().await;
    let issuer = Some(both.provider.issuer().to_owned());
    let answer = ProviderAnswer { issuer, ..both.answer(&sent, ann()) };
    returned(&both.test.app, &answer, &sent).await.expect("a return").begun.expect("an enrollment");
}

#[tokio::test]
async fn new_keys_count_at_once_and_old_ones_no_more() {
    let both = Both::start().await;
    both.log_in(ann()).await.expect("the first key");
    assert_eq!(both.provider.asked("/jwks"), 1);
    both.provider.change_keys("second", ScriptedKey::ec(), false);
    both.log_in(ann()).await.expect("the second key");
    assert_eq!(both.provider.asked("/jwks"), 2);
    // The former key is published no more: t25.
    let detail = both.refused(signing(Signing::Unpublished("first".to_owned()))).await;
    assert!(detail.contains("no key of the provider fits"), "{detail}");
    // Nobody makes this server ask for keys without end.
    for _ in 0..5 {
        both.refused(Lie {
            header: Map::from_iter([("kid".to_owned(), json!("made up"))]),
            ..Lie::default()
        })
        .await;
    }
    assert_eq!(both.provider.asked("/jwks"), 2);
}

#[tokio::test]
async fn t25_claims_that_stand_elsewhere_are_about_the_same_person() {
    let both = Both::start().await;
    let userinfo = json!({ "sub": "subject-ann", "preferred_username": "ann", "email": "ann@example.org" });
    both.provider.lie(Lie { userinfo: Some(userinfo.clone()), ..Lie::default() });
    let begun = both.log_in(json!({ "sub": "subject-ann" })).await.expect("an enrollment");
    assert_eq!(begun.enrollment.person.email.as_deref(), Some("ann@example.org"));
    let both = Both::start().await;
    let detail = {
        both.provider.lie(Lie { userinfo: Some(userinfo), ..Lie::default() });
        match refusal(both.log_in(json!({ "sub": "eve" })).await) {
            ProviderRefusal::Unverified { detail, .. } => detail,
            other => panic!("{other:?}"),
        }
    };
    assert!(detail.contains("somebody else"), "{detail}");
}

#[tokio::test]
async fn t65_nothing_that_a_provider_names_leads_astray() {
    for (name, value) in [
        ("issuer", json!("https://evil.example.org")),
        ("token_endpoint", json!("http://localhost/token")),
        ("jwks_uri", json!("file:///etc/passwd")),
        ("token_endpoint", json!("")),
    ] {
        let both = Both::start().await;
        let discovery = Map::from_iter([(name.to_owned(), value.clone())]);
        both.provider.lie(Lie { discovery, ..Lie::default() });
        let app = &both.test.app;
        let sent = app.send_off_to_enroll(both.detail.provider.id, CameWith::Nothing, None, SOURCE).await;
        assert!(matches!(sent, Err(app::Error::Unavailable(_))), "{name} {value}: {sent:?}");
    }
    let both = Both::start().await;
    let sent = both.send_off().await;
    let answer = both.answer(&sent, ann());
    let elsewhere = format!("{}/elsewhere", both.provider.issuer());
    both.provider.lie(Lie { redirect: Some(elsewhere), ..Lie::default() });
    let outcome = returned(&both.test.app, &answer, &sent).await.expect("a return").begun;
    assert!(matches!(outcome, Err(app::Error::Unavailable(_))), "{outcome:?}");
    assert_eq!(both.provider.asked("/elsewhere"), 0, "T65: a redirect is not followed");
}

#[tokio::test]
async fn a_provider_that_says_no_is_told_in_words() {
    let both = Both::start().await;
    let sent = both.send_off().await;
    let state = both.answer(&sent, ann()).state;
    let answer = ProviderAnswer { state, error: "access_denied".to_owned(), ..ProviderAnswer::default() };
    let outcome = returned(&both.test.app, &answer, &sent).await.expect("a return").begun;
    assert_eq!(
        refusal(outcome).to_string(),
        "School account did not let you in: the login was cancelled or refused. Begin again, or ask your help desk."
    );
}
