//! The audit log's page: its filters, its export, its verification, and what it notes itself.

use axum::body::Body;
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use testkit::TestApp;
use web::route::Access;

use crate::desk::{Answer, Desk, hrefs};

const PATH: &str = "/console/settings/audit";

/// The titles of the lines on a page.
fn titles(page: &Answer) -> Vec<String> {
    let rows = page.main().split("<span class=\"mark").skip(1);
    rows.filter_map(|row| row.split_once('>')?.1.split('<').next().map(str::to_owned)).collect()
}

#[tokio::test]
async fn the_log_is_filtered_by_its_address_and_chips_remove_themselves() {
    let desk = Desk::of("root").await;
    desk.test
        .app
        .sign_in(desk.test.login_with("audrey", "wrong"), testkit::BROWSER)
        .await
        .expect_err("wrong");
    desk.enroll("ann", 1, "Ann's iPhone").await;
    let shown = async |query: &str| {
        let page = desk.get(&format!("{PATH}{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        titles(&page)
    };
    assert_eq!(shown("?event=login-refused").await, ["Login as audrey refused at the console"]);
    assert_eq!(shown("?actor=ROOT").await, ["Signed in"]);
    assert_eq!(shown("?q=audrey+REFUSED&event=login-refused").await.len(), 1);
    assert_eq!(shown("?q=account+audrey").await, ["Account audrey created"]);
    assert_eq!(shown("?from=2026-11-22&to=2026-11-22&event=signed-in").await, ["Signed in"]);
    assert!(shown("?to=2026-11-21").await.is_empty());
    assert!(shown("?source=192.0.2.99").await.is_empty());
    assert_eq!(shown("?source=192.0.2.7&event=signed-in").await, ["Signed in"]);
    let device = hrefs(&desk.get(PATH).await.body, "/console/devices/").remove(0);
    let of_device = shown(&format!("?device={}", device.rsplit('/').next().expect("an id"))).await;
    assert_eq!(of_device.last().map(String::as_str), Some("ann logged in to enroll"));

    let page = desk.get(&format!("{PATH}?event=signed-in&actor=nobody")).await;
    assert!(page.main().contains("No line matches"));
    let links = hrefs(&page.body, &format!("{PATH}?"));
    assert!(
        links.contains(&format!("{PATH}?event=signed-in")) && links.contains(&format!("{PATH}?actor=nobody"))
    );
    assert!(page.body.contains("<option value=\"signed-in\" selected>Signed in</option>"));
}

#[tokio::test]
async fn the_log_is_walked_by_key() {
    let desk = Desk::of("root").await;
    for n in 0..120 {
        desk.test.app.note_refused(&app::Caller::operator(), "GET", &format!("/{n}")).await;
    }
    let (mut seen, mut next) = (Vec::new(), Some(format!("{PATH}?event=refused")));
    while let Some(path) = next {
        let page = desk.get(&path).await;
        seen.extend(titles(&page));
        let pages = hrefs(&page.body, &format!("{PATH}?event=refused"));
        next = pages.into_iter().find(|href| href.contains("&after="));
    }
    assert_eq!(seen.len(), 120);
    assert!(seen[0].ends_with(" /119") && seen[119].ends_with(" /0"));
}

#[tokio::test]
async fn t34_the_chain_is_verified_at_a_button_and_says_when_it_is_broken() {
    let desk = Desk::of("audrey").await;
    let whole = desk.post(&format!("{PATH}/verify"), &[]).await;
    assert_eq!(whole.status, StatusCode::OK);
    assert!(whole.main().contains("<strong>Chain verified.</strong> 5 lines"), "{}", whole.main());
    desk.test.database.tamper("delete from audit where kind = 'signed-in'").await;
    let broken = desk.post(&format!("{PATH}/verify"), &[]).await;
    assert!(broken.main().contains("The audit log is not whole."));
    assert!(
        broken.main().contains("were deleted") || broken.main().contains("was deleted"),
        "{}",
        broken.main()
    );
}

#[tokio::test]
async fn t34_a_refused_attempt_is_noted_with_its_route_and_never_its_path() {
    let mut desk = Desk::of("audrey").await;
    let id = "0190a5c8-0000-7000-8000-000000000001";
    for _ in 0..3 {
        desk.post(&format!("/console/settings/api-tokens/{id}/revoke?secret=swordfish"), &[]).await;
    }
    desk.sit_down("root").await;
    let page = desk.get(&format!("{PATH}?event=refused")).await;
    assert_eq!(
        titles(&page),
        ["Refused for want of a privilege: POST /console/settings/api-tokens/{id}/revoke"],
        "one a minute"
    );
    assert!(!page.main().contains("swordfish") && !page.main().contains(id));
    assert!(page.main().contains(">audrey</a>") && page.main().contains("192.0.2.7"));
}

#[tokio::test]
async fn t34_every_route_that_refuses_an_auditor_notes_it() {
    let desk = Desk::of("audrey").await;
    let mut refused = 0;
    for route in console::routes().iter().filter(|route| route.access == Access::SignedIn) {
        if route.path == "/console/sign-out" {
            continue;
        }
        let path = route.path.replace("{id}", "0190a5c8-0000-7000-8000-000000000001").replace("{*rest}", "x");
        let answer = desk.send(desk.request(route.method.as_str(), &path, Body::empty())).await;
        refused += usize::from(answer.status == StatusCode::FORBIDDEN);
    }
    assert!(refused > 2, "{refused}");
    let (mut noted, mut next) = (0, Some(format!("{PATH}?event=refused")));
    while let Some(path) = next {
        let page = desk.get(&path).await;
        noted += titles(&page).len();
        next = hrefs(page.main(), &format!("{PATH}?")).into_iter().find(|href| href.contains("after="));
    }
    assert_eq!(noted, refused);
}

#[tokio::test]
async fn without_the_privilege_the_log_is_hidden_and_forbidden() {
    let mut desk = Desk::open().await;
    let some =
        domain::privilege::PrivilegeSet::parse("custom", "sign-in-to-console read-devices").expect("a set");
    desk.test.account("otto", some).await;
    desk.sit_down("otto").await;
    assert!(!desk.get("/console").await.body.contains(PATH));
    for path in [PATH.to_owned(), format!("{PATH}.csv"), format!("{PATH}.jsonl")] {
        assert_eq!(desk.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(desk.post(&format!("{PATH}/verify"), &[]).await.status, StatusCode::FORBIDDEN);
    desk.sit_down("audrey").await;
    assert!(desk.get("/console").await.body.contains(PATH));
}

#[tokio::test]
async fn t36_the_log_and_its_export_hold_no_script_and_no_formula() {
    let desk = Desk::of("root").await;
    let form = [("name", "=cmd|' /C calc'!<script>alert(1)</script>"), ("scope_read", "on"), ("days", "9")];
    assert_eq!(desk.post("/console/settings/api-tokens", &form).await.status, StatusCode::CREATED);
    let page = desk.get(&format!("{PATH}?q=%3Cscript%3Ealert(1)%3C/script%3E&actor=%3Cb%3E")).await;
    assert!(!page.body.contains("<script>") && !page.body.contains("<b>"));
    let page = desk.get(PATH).await;
    assert!(page.body.contains("&#60;script&#62;") && !page.body.contains("<script>"));
    assert!(!page.body.contains(" style=\"") && !page.body.contains(" onclick"));

    let answer = desk.get(&format!("{PATH}.csv?event=api-token-created")).await;
    assert_eq!(answer.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(answer.headers[CONTENT_DISPOSITION], "attachment; filename=\"audit-log.csv\"");
    assert_eq!(answer.body.lines().count(), 2, "{}", answer.body);
    assert!(!answer.body.contains(",=") && !answer.body.contains(",\"="));
    let answer = desk.get(&format!("{PATH}.jsonl?event=api-token-created")).await;
    assert_eq!(answer.headers[CONTENT_TYPE], "application/jsonl; charset=utf-8");
    assert_eq!(answer.body.lines().count(), 1);
    assert_eq!(titles(&desk.get(&format!("{PATH}?event=audit-exported")).await).len(), 2);
}

#[tokio::test]
async fn t30_nothing_but_the_listed_filters_narrows_or_sorts() {
    let mut desk = Desk::before(TestApp::new().await);
    desk.test.account("root", domain::privilege::PrivilegeSet::Administrator).await;
    desk.sit_down("root").await;
    let usual = desk.get(PATH).await.body;
    for query in
        ["sort=mac", "order=words", "mac=00", "lane=1", "event=MAC", "source=mac", "from=mac", "after=mac"]
    {
        assert_eq!(desk.get(&format!("{PATH}?{query}")).await.body, usual, "{query}");
    }
}

#[tokio::test]
async fn t34_reaching_into_another_site_is_noted_though_it_looks_like_nothing_there() {
    let mut desk = Desk::of("root").await;
    let device = desk.enroll("ann", 1, "Ann's iPhone").await;
    let operator = app::Caller::operator();
    let north = desk.test.app.create_site(&operator, "North").await.expect("a site").id;
    let nora = app::NewAccount {
        username: "nora".into(),
        full_name: "Nora".into(),
        email: None,
        password: domain::secret::Secret::new(testkit::PASSWORD),
        access: domain::account::Access::Site(north),
        privilege_set: domain::privilege::PrivilegeSet::Administrator,
        groups: Vec::new(),
    };
    desk.test.app.create_account(&operator, nora).await.expect("an account");
    desk.sit_down("nora").await;
    assert_eq!(desk.get(&device).await.status, StatusCode::NOT_FOUND);
    desk.sit_down("root").await;
    let page = desk.get(&format!("{PATH}?event=refused&actor=nora")).await;
    assert_eq!(titles(&page), ["Refused for want of a privilege: GET /console/devices/{id}"]);
}
