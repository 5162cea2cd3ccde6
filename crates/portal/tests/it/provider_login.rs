//! The login by an identity provider: what somebody came for survives the way there and back.

use app::Caller;
use domain::enrollment::Ownership;
use domain::identity_provider::{Claims, ProviderSettings, ProviderUse};
use domain::invitation::LoginMatch;
use domain::secret::Secret;
use http::{Method, StatusCode};
use testkit::{Oidc, TestApp, identity_provider_draft};

use crate::guest::Guest;
use crate::visitor::{PASSWORD, Visitor};

fn claims(username: &str) -> Claims {
    let mut claims = Claims { subject: format!("subject-{username}"), ..Claims::default() };
    claims.values.insert("preferred_username".into(), vec![username.into()]);
    claims.values.insert("email".into(), vec![format!("{username}@example.org")]);
    claims
}

pub(crate) async fn provider(visitor: &Visitor, change: impl FnOnce(&mut ProviderSettings)) -> String {
    let mut draft = identity_provider_draft("School <account>");
    change(&mut draft.settings);
    let made = visitor.test.app.create_identity_provider(&Caller::operator(), draft).await;
    made.expect("a provider").provider.id.to_string()
}

impl Visitor {
    /// Presses the provider's button, and returns the address there.
    async fn go_off(&mut self, provider: &str) -> String {
        self.press(&format!("provider={provider}")).await
    }

    /// Presses a button that sends this, and returns the address to which that leads.
    pub(crate) async fn press(&mut self, form: &str) -> String {
        let page = self.post("/enroll/login/provider", form).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let (_, rest) = page.body.split_once("content=\"0; url=").expect("the page leads on");
        rest.split('"').next().expect("an end").replace("&#38;", "&")
    }

    /// Comes back as somebody, and returns where that leads.
    pub(crate) async fn come_back(
        &mut self,
        url: &str,
        username: &str,
        more: &str,
    ) -> crate::visitor::Answer {
        self.test.know_code("code", claims(username));
        self.get(&format!("/enroll/login/callback?code=code&state={}{more}", state(url))).await
    }
}

fn state(url: &str) -> &str {
    url.split_once("state=").expect("a state").1.split('&').next().expect("an end")
}

#[tokio::test]
async fn somebody_logs_in_by_a_provider_beside_passwords() {
    let mut ann = Visitor::come().await;
    let id = provider(&ann, |_| {}).await;
    let page = ann.get("/enroll").await;
    assert!(page.body.contains("Log in with School &#60;account&#62;"), "{}", page.body);
    assert!(page.body.contains("name=\"password\""), "{}", page.body);
    let url = ann.go_off(&id).await;
    let answer = ann.come_back(&url, "ann", "").await;
    assert_eq!(answer.location(), "/enroll/welcome", "{}", answer.body);
    let enrollment = ann.enrollment().await;
    assert_eq!(
        (enrollment.person.username.as_str(), enrollment.ownership),
        ("ann", Ownership::Institutional)
    );
    assert_eq!(enrollment.account_id, None, "T21: not the local account of that name");
}

#[tokio::test]
async fn a_provider_in_the_place_of_passwords_leaves_no_form() {
    let mut ann = Visitor::come().await;
    provider(&ann, |settings| settings.portal = ProviderUse::Alone).await;
    let page = ann.get("/enroll").await;
    assert!(!page.body.contains("name=\"password\""), "{}", page.body);
    let page = ann.log_in("ann", PASSWORD).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("Passwords do not serve here"), "{}", page.body);
}

#[tokio::test]
async fn t11_an_invitation_survives_the_way_whatever_another_tab_does_meanwhile() {
    let mut guest = Guest::invited(|terms| terms.login_match = LoginMatch::Must).await;
    let id = provider(&guest.visitor, |_| {}).await;
    assert_eq!(guest.go_on().await.location(), "/enroll/login");
    let page = guest.visitor.get("/enroll/login").await;
    assert!(page.body.contains("Log in with School"), "{}", page.body);
    let url = guest.visitor.go_off(&id).await;
    // In another tab the invitation is put aside, and the address on the way back is tampered with.
    guest.visitor.post("/enroll/invitation/leave", "").await;
    let more = "&invitation=other&site=other&ownership=personal&to=//evil.example";
    let answer = guest.visitor.come_back(&url, "berit", more).await;
    assert_eq!(answer.location(), "/enroll/welcome", "{}", answer.body);
    let enrollment = guest.visitor.enrollment().await;
    let invited = enrollment.invitation.expect("by the invitation");
    assert_eq!(invited.invitation_id, guest.invitation.id);
    assert_eq!(enrollment.ownership, Ownership::Institutional);
}

#[tokio::test]
async fn t11_without_an_invitation_none_comes_in_on_the_way_back() {
    let mut guest = Guest::invited(|_| {}).await;
    let id = provider(&guest.visitor, |_| {}).await;
    let url = guest.visitor.go_off(&id).await;
    // In another tab somebody's invitation is opened.
    guest.open().await;
    let answer = guest.visitor.come_back(&url, "ann", "").await;
    assert_eq!(answer.location(), "/enroll/welcome", "{}", answer.body);
    assert_eq!(guest.visitor.enrollment().await.invitation, None);
}

#[tokio::test]
async fn t11_an_invitation_that_was_withdrawn_meanwhile_begins_nothing() {
    let mut guest = Guest::invited(|_| {}).await;
    let id = provider(&guest.visitor, |_| {}).await;
    guest.go_on().await;
    let url = guest.visitor.go_off(&id).await;
    guest.revoke().await;
    let answer = guest.visitor.come_back(&url, "berit", "").await;
    assert_eq!(answer.status, StatusCode::GONE, "{}", answer.body);
    assert_eq!(guest.visitor.enrollments().await, 0);
}

#[tokio::test]
async fn t11_an_invitation_for_somebody_else_refuses_whoever_the_provider_names() {
    let mut guest = Guest::invited(|terms| terms.login_match = LoginMatch::Must).await;
    let id = provider(&guest.visitor, |_| {}).await;
    guest.go_on().await;
    let url = guest.visitor.go_off(&id).await;
    let answer = guest.visitor.come_back(&url, "eve", "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
    assert_eq!(guest.visitor.enrollments().await, 0);
}

#[tokio::test]
async fn t25_an_answer_is_good_once_and_in_one_browser() {
    let mut ann = Visitor::come().await;
    let id = provider(&ann, |_| {}).await;
    let url = ann.go_off(&id).await;
    let own = ann.at_provider.take();
    let answer = ann.come_back(&url, "eve", "").await;
    assert_eq!(answer.status, StatusCode::GONE, "without the cookie");
    ann.at_provider = Some(format!("__Host-at-provider={}", "x".repeat(43)));
    assert_eq!(ann.come_back(&url, "eve", "").await.status, StatusCode::GONE, "with another one's");
    ann.at_provider = own;
    let head =
        ann.send(Method::HEAD, &format!("/enroll/login/callback?code=code&state={}", state(&url)), "").await;
    assert_eq!(head.status, StatusCode::NOT_FOUND, "looking spends nothing");
    assert_eq!(ann.come_back(&url, "ann", "").await.location(), "/enroll/welcome");
    let again = ann.come_back(&url, "ann", "").await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.body.contains("was used already"), "{}", again.body);
    assert_eq!(ann.enrollments().await, 1);
}

#[tokio::test]
async fn whoever_cancels_or_is_not_believed_reads_so_with_a_reference() {
    let mut ann = Visitor::come().await;
    let id = provider(&ann, |_| {}).await;
    let url = ann.go_off(&id).await;
    let path = format!("/enroll/login/callback?error=access_denied&state={}", state(&url));
    let page = ann.get(&path).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("cancelled or refused") && page.body.contains("Reference"), "{}", page.body);
    let url = ann.go_off(&id).await;
    ann.test.refuse_code("code", "the signature is not right");
    let page = ann.get(&format!("/enroll/login/callback?code=code&state={}", state(&url))).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("could not be verified") && !page.body.contains("signature"), "{}", page.body);
    assert_eq!(ann.enrollments().await, 0);
    for path in
        ["/enroll/login/callback", "/enroll/login/callback?state=&code=x", "/enroll/login/callback?state=%00"]
    {
        assert_eq!(ann.get(path).await.status, StatusCode::GONE, "{path}");
    }
    assert_eq!(ann.post("/enroll/login/provider", "provider=nonsense").await.status, StatusCode::CONFLICT);
}

/// Visits a portal beside a real provider.
async fn beside(oidc: &Oidc, client_id: &str, client_secret: Option<&str>) -> (Visitor, String) {
    let visitor = Visitor::before(TestApp::builder().with_real_providers().build().await).await;
    let mut draft = identity_provider_draft("School account");
    draft.settings.issuer.clone_from(&oidc.issuer);
    draft.settings.scopes = ["profile", "email", "groups"].map(str::to_owned).into();
    (draft.settings.roots, draft.settings.is_internal) = (vec![oidc.root.clone()], true);
    client_id.clone_into(&mut draft.settings.client_id);
    draft.client_secret = match client_secret {
        Some(secret) => app::SecretInput::Set(Secret::new(secret)),
        None => app::SecretInput::Keep,
    };
    let made = visitor.test.app.create_identity_provider(&Caller::operator(), draft).await;
    let id = made.expect("a provider").provider.id.to_string();
    (visitor, id)
}

#[tokio::test]
async fn a_real_provider_lets_people_in_through_its_login_and_consent() {
    let callback = "https://mdm.example.org/enroll/login/callback";
    let Some(mut oidc) = Oidc::start(&[callback]) else { return };
    for (client_id, secret) in [(Oidc::CLIENT_ID, Some(Oidc::CLIENT_SECRET)), (Oidc::PUBLIC_CLIENT_ID, None)]
    {
        let (mut ann, id) = beside(&oidc, client_id, secret).await;
        let url = ann.go_off(&id).await;
        let back = oidc.log_in(&url, "ann").await;
        let answer = ann.get(&back).await;
        assert_eq!(answer.location(), "/enroll/welcome", "{client_id}: {}", answer.body);
        let person = ann.enrollment().await.person;
        assert_eq!((person.username.as_str(), person.full_name.as_str()), ("ann", "ann Provider"));
        assert_eq!(person.email.as_deref(), Some("ann@provider.example.org"));
        assert_eq!(ann.get(&back).await.status, StatusCode::GONE, "T25: once");

        // New keys count with the next login.
        oidc.rotate_keys();
        let url = ann.go_off(&id).await;
        let answer = ann.get(&oidc.log_in(&url, "bob").await).await;
        assert_eq!(answer.location(), "/enroll/welcome", "{client_id}: {}", answer.body);

        let url = ann.go_off(&id).await;
        let page = ann.get(&oidc.cancel(&url).await).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.body.contains("cancelled or refused"), "{}", page.body);
    }
    // A secret that is not the client's.
    let (mut ann, id) = beside(&oidc, Oidc::CLIENT_ID, Some("another")).await;
    let url = ann.go_off(&id).await;
    let page = ann.get(&oidc.log_in(&url, "ann").await).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("could not be verified"), "{}", page.body);
}
