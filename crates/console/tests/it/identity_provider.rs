//! Single Sign-On: providers set up, checked, tried, changed and deleted; and sign-in by them.

use app::{Caller, NewAccount, NewAccountGroup};
use axum::body::Body;
use domain::account::Access;
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::identity_provider::{Claims, ProviderSettings, ProviderUse};
use domain::privilege::{PrivilegeSet, Reach};
use domain::secret::Secret;
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderValue, StatusCode};
use testkit::{Oidc, TestApp, identity_provider_draft};

use crate::desk::{Answer, Desk};

const PATH: &str = "/console/settings/identity-providers";
const NEW: &str = "/console/settings/identity-providers/new";
const SECRET: &str = "Sso & <secret>";

const FORM: [(&str, &str); 8] = [
    ("name", "School <account>"),
    ("issuer", "https://login.example.org"),
    ("client_id", "vestibule"),
    ("client_secret", SECRET),
    ("scopes", "profile email"),
    ("portal", "beside"),
    ("console", "beside"),
    ("claim_username", "preferred_username"),
];

fn claims(username: &str, groups: &[&str]) -> Claims {
    let mut claims = Claims { subject: format!("subject-{username}"), ..Claims::default() };
    claims.values.insert("preferred_username".into(), vec![username.into()]);
    claims.values.insert("groups".into(), groups.iter().map(|group| (*group).to_owned()).collect());
    claims
}

/// Somebody who is off to a provider.
struct Off {
    /// The address there.
    url: String,
    /// The cookie that their browser was given.
    cookie: HeaderValue,
}

impl Off {
    fn of(answer: &Answer) -> Self {
        let (_, rest) = answer.body.split_once("content=\"0; url=").expect("the page leads on");
        let url = rest.split('"').next().expect("an end").replace("&#38;", "&");
        let mut cookies = answer.headers.get_all(SET_COOKIE).iter();
        let cookie = cookies.find(|one| one.as_bytes().starts_with(b"__Host-at-provider="));
        let cookie = cookie.expect("a cookie").to_str().expect("ASCII");
        let cookie = cookie.split(';').next().expect("a pair").parse().expect("a value");
        Self { url, cookie }
    }

    fn state(&self) -> &str {
        self.url.split_once("state=").expect("a state").1.split('&').next().expect("an end")
    }
}

/// Comes back to the console with the browser's cookies.
async fn come_back(desk: &Desk, off: &Off, path: &str) -> Answer {
    let mut request = desk.request("GET", path, Body::empty());
    request.headers_mut().append(COOKIE, off.cookie.clone());
    desk.send(request).await
}

/// Sets a provider up beside the page and returns its id.
async fn provider(desk: &Desk, change: impl FnOnce(&mut ProviderSettings)) -> domain::id::IdentityProviderId {
    let mut draft = identity_provider_draft("School account");
    change(&mut draft.settings);
    let made = desk.test.app.create_identity_provider(&Caller::operator(), draft).await;
    made.expect("a provider").provider.id
}

impl Desk {
    /// Makes an account that may sign in because of the group it is in.
    async fn account_in_group(&self, username: &str) {
        let (app, operator) = (&self.test.app, Caller::operator());
        let group = NewAccountGroup {
            name: "Helpers".to_owned(),
            directory_group: None,
            reach: Reach::Full,
            privilege_set: PrivilegeSet::Administrator,
        };
        let group = app.create_account_group(&operator, group).await.expect("a group");
        let new = NewAccount {
            username: username.to_owned(),
            full_name: format!("{username} Example"),
            email: None,
            password: Secret::new(testkit::PASSWORD),
            access: Access::Groups,
            groups: vec![group.id],
            privilege_set: PrivilegeSet::Auditor,
        };
        app.create_account(&operator, new).await.expect("an account");
    }
}

/// Lets a group of the provider in.
async fn let_in(desk: &Desk, id: domain::id::IdentityProviderId, group: &str) {
    let group = DirectoryGroupRef {
        directory_id: domain::identity_provider::source_of(id),
        key: DirectoryKey(group.to_owned()),
    };
    let new = NewAccountGroup {
        name: "Help desk".to_owned(),
        directory_group: Some(group),
        reach: Reach::Full,
        privilege_set: PrivilegeSet::Auditor,
    };
    desk.test.app.create_account_group(&Caller::operator(), new).await.expect("a group");
}

#[tokio::test]
async fn a_provider_is_set_up_checked_changed_and_deleted() {
    let desk = Desk::of("root").await;
    assert!(desk.get(PATH).await.main().contains("No identity provider yet"));
    assert!(desk.get(NEW).await.main().contains("https://mdm.example.org/console/login/callback"));
    let answer = desk.post(NEW, &FORM).await;
    assert!(answer.location().ends_with("?done=created"), "{}", answer.body);
    let path = answer.location().strip_suffix("?done=created").expect("a page").to_owned();
    let page = desk.get(&path).await;
    assert!(page.main().contains("School &#60;account&#62;") && page.main().contains("Set"), "{}", page.body);
    assert!(!page.body.contains("Sso &#38;") && !page.body.contains(SECRET), "T31");
    assert!(desk.get(PATH).await.main().contains("Beside passwords"));

    let checked = desk.post(&format!("{path}/check"), &[]).await;
    assert!(checked.main().contains("The check passed"), "{}", checked.body);
    let edit = format!("{path}/edit");
    let form = desk.get(&edit).await;
    assert!(
        !form.main().contains("name=\"issuer\"") && !form.body.contains("Sso &#38;"),
        "T31: {}",
        form.body
    );
    let changed: Vec<_> =
        FORM.iter().copied().filter(|(name, _)| !name.starts_with("client_secret")).collect();
    let answer = desk.post(&edit, &changed).await;
    assert!(answer.location().ends_with("?done=saved"), "the secret stays: {}", answer.body);
    assert!(desk.post(&format!("{path}/disable"), &[]).await.location().ends_with("?done=disabled"));
    assert!(desk.get(&path).await.main().contains("Disabled"));
    assert!(desk.post(&format!("{path}/enable"), &[]).await.location().ends_with("?done=enabled"));

    let delete = format!("{path}/delete");
    assert_eq!(desk.post(&delete, &[("name", "else")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = desk.post(&delete, &[("name", "School <account>")]).await;
    assert_eq!(answer.location(), "/console/settings/identity-providers?done=deleted");
    assert_eq!(desk.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field() {
    let desk = Desk::of("root").await;
    for (field, value) in [
        ("name", ""),
        ("issuer", "http://login.example.org"),
        ("issuer", "https://10.0.0.1"),
        ("client_id", ""),
        ("client_secret", " blank"),
        ("claim_username", ""),
    ] {
        let form: Vec<_> =
            FORM.iter().map(|(name, usual)| (*name, if *name == field { value } else { *usual })).collect();
        let answer = desk.post(NEW, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.main().contains(&format!("id=\"{field}-fault\"")), "{field}: {}", answer.body);
        assert!(!answer.body.contains("Sso &#38;"), "T31");
    }
}

#[tokio::test]
async fn an_auditor_looks_and_changes_nothing() {
    let desk = Desk::of("audrey").await;
    let id = provider(&desk, |_| {}).await;
    let page = desk.get(&format!("{PATH}/{id}")).await;
    assert!(page.main().contains("https://login.example.org") && !page.main().contains("Test login"));
    assert_eq!(desk.get(NEW).await.status, StatusCode::FORBIDDEN);
    for act in ["check", "login", "disable", "delete", "edit"] {
        assert_eq!(
            desk.post(&format!("{PATH}/{id}/{act}"), &FORM).await.status,
            StatusCode::FORBIDDEN,
            "{act}"
        );
    }
}

#[tokio::test]
async fn somebody_signs_in_by_a_provider_and_comes_to_the_page_they_wanted() {
    let desk = Desk::open().await;
    let id = provider(&desk, |_| {}).await;
    let_in(&desk, id, "help").await;
    let page = desk.get("/console/sign-in?to=%2Fconsole%2Fdevices").await;
    assert!(page.body.contains("Sign in with School account"), "{}", page.body);
    let form = [("provider", id.to_string()), ("to", "/console/devices".to_owned())];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let off = Off::of(&desk.post("/console/login/provider", &form).await);
    desk.test.know_code("code-1", claims("ann", &["help"]));
    let path = format!("/console/login/callback?code=code-1&state={}", off.state());
    let answer = come_back(&desk, &off, &path).await;
    assert_eq!(answer.location(), "/console/devices", "{}", answer.body);
    assert!(answer.session().is_some());
    // The same answer once more, from the history of the browser.
    let again = come_back(&desk, &off, &path).await;
    assert_eq!((again.status, again.session()), (StatusCode::GONE, None));
    assert!(again.body.contains("was used already"), "{}", again.body);
}

#[tokio::test]
async fn t66_a_provider_leads_back_only_to_pages_of_the_console() {
    let desk = Desk::open().await;
    let id = provider(&desk, |_| {}).await;
    let_in(&desk, id, "help").await;
    for (n, to) in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/console/devices",
        "/console/devices/../../evil",
        "/%2fevil.example",
        "/console/%2e%2e/%2e%2e/evil",
        "javascript:alert(1)",
        "/console/devices?to=//evil.example",
        "/console/devices#@evil.example",
        "\t//evil.example",
    ]
    .into_iter()
    .enumerate()
    {
        let id = id.to_string();
        let off = Off::of(&desk.post("/console/login/provider", &[("provider", &id), ("to", to)]).await);
        let code = format!("code-{n}");
        desk.test.know_code(&code, claims("ann", &["help"]));
        // What stands in the address on the way back leads nowhere, either.
        let more = "&to=//evil.example&return=//evil.example&redirect_uri=https://evil.example";
        let path = format!("/console/login/callback?code={code}&state={}{more}", off.state());
        assert_eq!(come_back(&desk, &off, &path).await.location(), "/console", "{to}");
    }
}

#[tokio::test]
async fn whoever_is_refused_reads_why_with_a_reference() {
    let desk = Desk::open().await;
    let id = provider(&desk, |_| {}).await;
    for (query, outcome, words, status) in [
        ("code=a", Ok(claims("ann", &[])), "ann may not sign in here", StatusCode::FORBIDDEN),
        (
            "code=a",
            Err("the signature <of the token> is not right"),
            "could not be verified",
            StatusCode::FORBIDDEN,
        ),
        (
            "error=access_denied&error_description=%3Cb%3ENo%3C/b%3E",
            Ok(Claims::default()),
            "&#60;b&#62;No&#60;/b&#62; (access_denied)",
            StatusCode::FORBIDDEN,
        ),
    ] {
        let off = Off::of(&desk.post("/console/login/provider", &[("provider", &id.to_string())]).await);
        match outcome {
            Ok(claims) => desk.test.know_code("a", claims),
            Err(reason) => desk.test.refuse_code("a", reason),
        }
        let path = format!("/console/login/callback?{query}&state={}", off.state());
        let answer = come_back(&desk, &off, &path).await;
        assert_eq!((answer.status, answer.session()), (status, None), "{query}");
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
        assert!(answer.body.contains("reference") || answer.body.contains("Reference"), "{}", answer.body);
        assert!(!answer.body.contains("signature"), "the detail is for the log: {}", answer.body);
    }
}

#[tokio::test]
async fn where_passwords_do_not_serve_a_local_account_still_breaks_the_glass() {
    let desk = Desk::open().await;
    desk.account_in_group("nora").await;
    let root = [("username", "root"), ("password", testkit::PASSWORD)];
    let nora = [("username", "nora"), ("password", testkit::PASSWORD)];
    let beside = provider(&desk, |settings| settings.console = ProviderUse::Beside).await;
    assert_eq!(desk.post("/console/sign-in", &nora).await.location(), "/console");
    desk.test.app.disable_identity_provider(&Caller::operator(), beside).await.expect("disabled");
    provider(&desk, |settings| {
        settings.name = "In their place".to_owned();
        settings.console = ProviderUse::Alone;
    })
    .await;
    let page = desk.get("/console/sign-in").await;
    assert!(page.body.contains("Sign in with a local account"), "{}", page.body);
    assert_eq!(desk.post("/console/sign-in", &root).await.location(), "/console");
    let answer = desk.post("/console/sign-in", &nora).await;
    assert_eq!((answer.status, answer.session()), (StatusCode::FORBIDDEN, None));
    assert!(answer.body.contains("Passwords do not serve here"), "{}", answer.body);
}

#[tokio::test]
async fn an_account_is_linked_and_unlinked_on_its_page() {
    let desk = Desk::of("root").await;
    let id = provider(&desk, |_| {}).await.to_string();
    let account = desk.test.account_id("audrey").await;
    let path = format!("/console/settings/accounts/{account}");
    assert!(desk.get(&path).await.main().contains("Single sign-on"));
    let answer = desk.post(&format!("{path}/identity-link"), &[("provider", &id)]).await;
    assert!(answer.location().ends_with("?done=linked"), "{}", answer.body);
    assert!(desk.get(&path).await.main().contains(&format!("value=\"{id}\" selected")));
    let answer = desk.post(&format!("{path}/identity-link"), &[("provider", "")]).await;
    assert!(answer.location().ends_with("?done=unlinked"), "{}", answer.body);
    let answer = desk.post(&format!("{path}/identity-link"), &[("provider", "nonsense")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_group_of_a_provider_is_found_by_what_was_typed() {
    let desk = Desk::of("root").await;
    provider(&desk, |_| {}).await;
    let found = desk.get("/console/settings/enrollment-access/new?q=staff").await;
    assert!(found.main().contains("School account, by its groups claim"), "{}", found.body);
    let found = desk.get("/console/settings/account-groups/new?kind=directory&q=staff").await;
    assert!(found.main().contains("School account, by its groups claim"), "{}", found.body);
}

#[tokio::test]
async fn a_real_provider_is_checked_tried_and_signed_in_by() {
    let callback = "https://mdm.example.org/console/login/callback";
    let Some(oidc) = Oidc::start(&[callback]) else { return };
    let test = TestApp::builder().with_real_providers().build().await;
    test.account("root", PrivilegeSet::Administrator).await;
    let mut desk = Desk::before(test);
    let id = provider(&desk, |settings| {
        settings.issuer = oidc.issuer.clone();
        settings.scopes = ["profile", "email", "groups"].map(str::to_owned).into();
        (settings.roots, settings.is_internal) = (vec![oidc.root.clone()], true);
        settings.client_id = Oidc::CLIENT_ID.to_owned();
    })
    .await;
    let draft = app::IdentityProviderDraft {
        settings: desk
            .test
            .app
            .show_identity_provider(&Caller::operator(), id)
            .await
            .expect("shown")
            .provider
            .settings,
        client_secret: app::SecretInput::Set(domain::secret::Secret::new(Oidc::CLIENT_SECRET)),
    };
    desk.test.app.update_identity_provider(&Caller::operator(), id, draft).await.expect("changed");
    desk.sit_down("root").await;
    let checked = desk.post(&format!("{PATH}/{id}/check"), &[]).await;
    assert!(checked.main().contains("The check passed") && checked.main().contains("1 key that signs"));

    let off = Off::of(&desk.post(&format!("{PATH}/{id}/login"), &[]).await);
    let back = oidc.log_in(&off.url, "ann").await;
    let tested = come_back(&desk, &off, &back).await;
    assert!(tested.main().contains("ann@provider.example.org"), "{}", tested.body);
    assert!(tested.main().contains("staff, physics"), "{}", tested.body);

    desk.session = None;
    let_in(&desk, id, "physics").await;
    let form = [("provider", id.to_string())];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let off = Off::of(&desk.post("/console/login/provider", &form).await);
    let answer = come_back(&desk, &off, &oidc.log_in(&off.url, "ann").await).await;
    assert_eq!(answer.location(), "/console", "{}", answer.body);
    let off = Off::of(&desk.post("/console/login/provider", &form).await);
    let answer = come_back(&desk, &off, &oidc.log_in(&off.url, "bob").await).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
}
