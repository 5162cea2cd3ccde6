//! The list: what it shows, its filters, what is done to selected ones, and its spreadsheet.

use domain::invitation::Delivery;
use http::StatusCode;

use super::{INVITATIONS, invite, path};
use crate::desk::Desk;
use crate::page::check;

#[tokio::test]
async fn without_any_the_page_teaches_and_afterwards_it_lists() {
    let desk = Desk::of("root").await;
    check("invitations-empty", desk.get(INVITATIONS).await.main());
    invite(&desk, "Physics", Delivery::Email, &["ann@example.org", "bob@example.org"], |_| ()).await;
    invite(&desk, "Anyone", Delivery::Link, &[], |terms| terms.expires_at = None).await;
    desk.test.run_due().await;
    let page = desk.get(INVITATIONS).await;
    check("invitations", page.main());
    assert!(page.body.contains("aria-current=\"page\"") && page.body.contains(">Enrollment Invitations</a>"));
    // The dashboard and the enrollment URL lead here.
    assert!(desk.get("/console").await.main().contains(">Physics</a>"));
    assert!(desk.get("/console/enrollment-url").await.main().contains("/console/invitations/new"));
}

#[tokio::test]
async fn filters_live_in_the_address_and_can_be_taken_away() {
    let desk = Desk::of("root").await;
    let physics = invite(&desk, "Physics", Delivery::Email, &["ann@example.org"], |_| ()).await;
    let chemistry = invite(&desk, "Chemistry", Delivery::Link, &[], |_| ()).await;
    desk.test.app.pause_invitation(&app::Caller::operator(), chemistry.invitation.id).await.expect("paused");
    let has = |page: &str| (page.contains(&path(&physics)), page.contains(&path(&chemistry)));
    for (query, expected) in [
        ("", (true, true)),
        ("?status=active", (true, false)),
        ("?status=paused", (false, true)),
        ("?delivery=email", (true, false)),
        ("?q=chem", (false, true)),
        ("?archived=yes", (false, false)),
        ("?status=nonsense&delivery=pigeon&sort=token", (true, true)),
    ] {
        let page = desk.get(&format!("{INVITATIONS}{query}")).await;
        assert_eq!(has(page.main()), expected, "{query}");
    }
    let page = desk.get(&format!("{INVITATIONS}?status=revoked&q=x")).await;
    assert!(page.main().contains("No invitation matches"));
    assert!(page.main().contains("href=\"/console/invitations?q=x\""), "the status can be taken away");
    let by_name = desk.get(&format!("{INVITATIONS}?sort=name")).await;
    let place = |id: &str| by_name.main().find(id).expect("listed");
    assert!(place(&path(&chemistry)) < place(&path(&physics)));
}

#[tokio::test]
async fn many_invitations_are_walked_page_by_page() {
    let desk = Desk::of("root").await;
    for number in 0..55 {
        invite(&desk, &format!("Class {number:02}"), Delivery::Link, &[], |_| ()).await;
    }
    for sort in ["", "?sort=name"] {
        let first = desk.get(&format!("{INVITATIONS}{sort}")).await;
        assert_eq!(first.main().matches("class=\"row\"").count(), 50, "{sort}");
        let (_, next) =
            first.main().split_once("class=\"button\" href=\"/console/invitations?").expect("more");
        let next = next.split('"').next().expect("an address").replace("&#38;", "&").replace("&amp;", "&");
        let second = desk.get(&format!("{INVITATIONS}?{next}")).await;
        assert_eq!(second.main().matches("class=\"row\"").count(), 5, "{sort}");
    }
}

#[tokio::test]
async fn selected_ones_are_revoked_archived_and_deleted_after_a_look() {
    let desk = Desk::of("root").await;
    let first = invite(&desk, "Physics", Delivery::Email, &["ann@example.org"], |_| ()).await;
    let second = invite(&desk, "Chemistry", Delivery::Link, &[], |_| ()).await;
    let ids = [first.invitation.id.to_string(), second.invitation.id.to_string()];
    let selected = format!("{INVITATIONS}/selected");
    let form = |what: &'static str, more: &[(&'static str, &'static str)]| {
        let chosen = ids.iter().map(|id| ("invitation", id.as_str()));
        let form: Vec<_> = [("do", what)].into_iter().chain(chosen).chain(more.iter().copied()).collect();
        form.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    let post = async |form: Vec<(String, String)>| {
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        desk.post(&selected, &form).await
    };
    let page = post(form("revoke", &[])).await;
    check("invitations-selected", page.main());
    assert!(desk.get(&path(&first)).await.main().contains("Active"), "nothing is done yet");
    // What serves is not deleted.
    let refused = post(form("delete", &[("sure", "yes"), ("number", "2")])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("still serves. Revoke it first."));

    let done = post(form("revoke", &[("sure", "yes")])).await;
    assert_eq!(done.location(), "/console/invitations?done=revoked&count=2");
    assert!(desk.get(done.location()).await.main().contains("2 invitations revoked."));
    let done = post(form("archive", &[("sure", "yes")])).await;
    assert_eq!(done.location(), "/console/invitations?done=archived&count=2");
    assert!(!desk.get(INVITATIONS).await.main().contains(&path(&first)));
    let archive = desk.get(&format!("{INVITATIONS}?archived=yes")).await;
    assert!(archive.main().contains(&path(&first)) && archive.main().contains("value=\"unarchive\""));

    let unsure = post(form("delete", &[("sure", "yes"), ("number", "1")])).await;
    assert!(unsure.main().contains("Type 2 to confirm."));
    let done = post(form("delete", &[("sure", "yes"), ("number", "2")])).await;
    assert_eq!(done.location(), "/console/invitations?done=deleted&count=2");
    assert_eq!(desk.get(&path(&first)).await.status, StatusCode::NOT_FOUND);
    for form in [vec![], vec![("do".to_owned(), "explode".to_owned())]] {
        assert_eq!(post(form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn t36_names_are_text_in_pages_and_spreadsheets() {
    let desk = Desk::of("root").await;
    let hostile = "=HYPERLINK(\"//evil\")<script>alert(1)</script>";
    let created = invite(&desk, hostile, Delivery::Email, &["+ann@example.org"], |terms| {
        terms.note = "</p><img src=x onerror=alert(1)>".into();
    })
    .await;
    for page in [
        INVITATIONS.to_owned(),
        path(&created),
        format!("{}/devices", path(&created)),
        format!("{}/edit", path(&created)),
        format!("{}/live", path(&created)),
        "/console".to_owned(),
        "/console/devices?q=hyperlink".to_owned(),
    ] {
        let body = desk.get(&page).await.body;
        assert!(!body.contains("<script>alert") && !body.contains("<img src=x"), "{page}");
    }
    let csv = desk.get("/console/invitations.csv").await.body;
    assert!(csv.contains("\"'=HYPERLINK(") && !csv.contains("\"=HYPERLINK"), "{csv}");
    let csv = desk.get(&format!("{}/recipients.csv", path(&created))).await.body;
    assert!(csv.contains("'+ann") && !csv.contains(",+ann"), "{csv}");
}

#[tokio::test]
async fn the_search_box_finds_invitations_by_name() {
    let desk = Desk::of("root").await;
    let physics = invite(&desk, "Physics lab", Delivery::Link, &[], |_| ()).await;
    assert_eq!(desk.get("/console/search?q=physics").await.location(), path(&physics));
    invite(&desk, "Physics hall", Delivery::Link, &[], |_| ()).await;
    assert_eq!(desk.get("/console/search?q=physics").await.location(), "/console/invitations?q=physics");
    desk.enroll("ann", 1, "Physics phone").await;
    let devices = desk.get("/console/search?q=physics").await;
    assert_eq!(devices.location(), "/console/devices?q=physics");
    let page = desk.get(devices.location()).await;
    assert!(page.main().contains("2 enrollment invitations are called that too."));
    assert_eq!(desk.get("/console/search?q=iPhone").await.location(), "/console/devices?q=iPhone");
}
