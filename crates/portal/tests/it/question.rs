//! What is asked between login and profile, of somebody with a local account.

use app::Caller;
use domain::id::SiteId;
use http::StatusCode;

use crate::visitor::{PASSWORD, Visitor};

/// A portal with two sites, where Ann, whose account reaches everywhere, has logged in.
async fn asked() -> (Visitor, [SiteId; 2]) {
    let mut visitor = Visitor::come().await;
    let operator = Caller::operator();
    let north = visitor.test.app.create_site(&operator, "North").await.expect("a site").id;
    let south = visitor.test.app.create_site(&operator, "South & <i>co</i>").await.expect("a site").id;
    let answer = visitor.log_in("ann", PASSWORD).await;
    assert_eq!(answer.location(), "/enroll/site");
    (visitor, [north, south])
}

#[tokio::test]
async fn somebody_who_reaches_several_sites_chooses_one() {
    let (mut visitor, [north, south]) = asked().await;
    let page = visitor.get("/enroll/site").await;
    assert_eq!(page.status, StatusCode::OK);
    insta::assert_snapshot!(
        "site",
        page.main().replace(&north.to_string(), "[north]").replace(&south.to_string(), "[south]")
    );

    let answer = visitor.post("/enroll/site", &format!("site={south}")).await;
    assert_eq!(answer.location(), "/enroll/welcome");
    assert_eq!(visitor.get("/enroll/welcome").await.status, StatusCode::OK);
    assert_eq!(visitor.enrollment().await.site_id, Some(south));

    // Going back is safe, and the answer may be changed until the profile is fetched.
    let again = visitor.get("/enroll/site").await;
    assert!(again.body.contains("checked"), "{}", again.body);
    assert_eq!(visitor.post("/enroll/site", "site=none").await.location(), "/enroll/welcome");
    assert_eq!(visitor.enrollment().await.site_id, None);
    assert_eq!(visitor.get("/enroll").await.location(), "/enroll/welcome");
}

#[tokio::test]
async fn t10_no_page_and_no_profile_comes_before_the_answer() {
    let (mut visitor, [north, _]) = asked().await;
    for page in
        ["/enroll", "/enroll/welcome", "/enroll/install", "/enroll/done", "/enroll/user", "/enroll/agreement"]
    {
        assert_eq!(visitor.get(page).await.location(), "/enroll/site", "{page}");
    }
    let url = visitor.test.app.profile_url(&visitor.token());
    let link = url.strip_prefix(&visitor.test.app.settings().base_url).expect("our own link").to_owned();
    assert_eq!(visitor.get(&link).await.status, StatusCode::CONFLICT);
    visitor.post("/enroll/site", &format!("site={north}")).await;
    assert_eq!(visitor.get(&link).await.status, StatusCode::OK);
    let late = visitor.post("/enroll/site", "site=none").await;
    assert_eq!(late.location(), "/enroll/install", "the device may carry the answer already");
    assert_eq!(visitor.enrollment().await.site_id, Some(north));
}

#[tokio::test]
async fn t11_only_what_is_offered_is_an_answer() {
    let (mut visitor, _) = asked().await;
    for form in ["", "site=", "site=x", "site=0190a5c8-0000-7000-8000-000000000001", "site=%00"] {
        let answer = visitor.post("/enroll/site", form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(answer.body.contains("Choose one of these."), "{form}");
    }
    for (path, form) in [("/enroll/user", "user="), ("/enroll/agreement", "version=1")] {
        assert_eq!(visitor.post(path, form).await.location(), "/enroll/site", "{path} is not asked");
    }
    assert_eq!(visitor.enrollment().await.site_id, None);
}

#[tokio::test]
async fn an_account_of_one_site_is_asked_nothing_and_enrolls_there() {
    let mut visitor = Visitor::come().await;
    let operator = Caller::operator();
    let north = visitor.test.app.create_site(&operator, "North").await.expect("a site").id;
    visitor.test.app.create_site(&operator, "South").await.expect("a site");
    let id = visitor.test.account_id("ann").await;
    let update = app::UpdatedAccount {
        full_name: "Ann".into(),
        email: None,
        access: domain::account::Access::Site(north),
        privilege_set: domain::privilege::PrivilegeSet::EnrollmentOnly,
        groups: Vec::new(),
    };
    visitor.test.app.update_account(&operator, id, update).await.expect("moved");
    assert_eq!(visitor.log_in("ann", PASSWORD).await.location(), "/enroll/welcome");
    assert_eq!(visitor.enrollment().await.site_id, Some(north));
}
