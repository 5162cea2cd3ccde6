//! Pages of the portal, from the request to the last octet: texts in a language, templates, and what a page reads.

use app::{Caller, LinkKey, NewInvitation};
use axum::Router;
use axum::body::{Body, to_bytes};
use criterion::{Criterion, Throughput};
use domain::invitation::{Delivery, InvitationTerms};
use http::{Request, StatusCode};
use testkit::{SOURCE, TestApp};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::client::ClientAddress;

use crate::fleet::Engine;

/// What Safari on an iPhone calls itself.
const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
/// More octets than any page has.
const PAGE_BYTES_MAX: usize = 1 << 20;

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime, engine: &Engine) {
    let router = ::portal::router(engine.test.app.clone());
    let cookie = runtime.block_on(cookie(&engine.test));
    let mut group = criterion.benchmark_group(engine.title("portal"));
    group.throughput(Throughput::Elements(1));
    for (page, language) in
        [("/enroll", "en"), ("/enroll", "ar"), ("/enroll/install", "de"), ("/enroll/status", "de")]
    {
        let cookie = format!("{cookie}; __Host-language={language}");
        let cookie = if page == "/enroll" { format!("__Host-language={language}") } else { cookie };
        group.bench_function(format!("{} ({language})", page.trim_start_matches('/')), |bencher| {
            bencher.to_async(runtime).iter(async || get(&router, &engine.test, page, &cookie).await);
        });
    }
    group.finish();
}

/// Begins an enrollment that nobody has to log in for, and returns its cookie.
async fn cookie(test: &TestApp) -> String {
    let mut terms = InvitationTerms::new("Measured", test.app.now());
    terms.requires_login = false;
    let new =
        NewInvitation { delivery: Delivery::Link, terms, texts: Default::default(), recipients: Vec::new() };
    let made = test.app.create_invitation(&Caller::operator(), new).await.expect("an invitation");
    let url = made.link.expect("a link").url;
    let key = LinkKey::parse(url.expose().rsplit('/').next().expect("a token")).expect("a token");
    let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("begun");
    format!("__Host-portal={}", begun.session.expose())
}

async fn get(router: &Router, test: &TestApp, path: &str, cookie: &str) -> usize {
    let request = Request::get(path)
        .header("host", test.app.settings().host())
        .header("user-agent", SAFARI)
        .header("cookie", cookie)
        .extension(ClientAddress(SOURCE))
        .body(Body::empty());
    let answer = router.clone().oneshot(request.expect("a request")).await.expect("infallible");
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    to_bytes(answer.into_body(), PAGE_BYTES_MAX).await.expect("a page").len()
}
