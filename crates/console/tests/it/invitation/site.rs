//! Invitations of a site: whoever administers one sees and makes only what is of it (T29).

use domain::account::Access;
use domain::invitation::Delivery;
use domain::privilege::PrivilegeSet;
use http::StatusCode;

use super::{INVITATIONS, invite, path, recipients};
use crate::desk::Desk;

#[tokio::test]
async fn t29_a_site_administrator_sees_and_makes_only_their_own() {
    let mut desk = Desk::of("root").await;
    let (north, south) = (desk.site("North").await, desk.site("South").await);
    desk.account("nora", Access::Site(north), PrivilegeSet::Administrator).await;
    let own = invite(&desk, "Northern", Delivery::Email, &["ann@example.org"], |terms| {
        terms.site_id = Some(north);
    })
    .await;
    let other = invite(&desk, "Southern", Delivery::Email, &["bob@example.org"], |terms| {
        terms.site_id = Some(south);
    })
    .await;
    let none = invite(&desk, "Nowhere", Delivery::Email, &["cid@example.org"], |_| ()).await;
    let foreign = recipients(&desk, &path(&other)).await.remove(0);
    assert!(desk.get(INVITATIONS).await.main().contains(">Site</th>"));

    desk.sit_down("nora").await;
    let list = desk.get(INVITATIONS).await;
    assert!(list.main().contains("Northern") && !list.main().contains("Southern"));
    assert!(!list.main().contains("Nowhere"));
    assert!(!desk.get("/console/invitations.csv").await.body.contains("Southern"));
    assert!(!desk.get("/console").await.body.contains("Southern"));
    assert!(!desk.get("/console/search?q=southern").await.location().contains("invitations"));
    assert_eq!(desk.get(&path(&own)).await.status, StatusCode::OK);
    for page in [
        path(&other),
        path(&none),
        format!("{}/live", path(&other)),
        format!("{}/devices", path(&other)),
        format!("{}/recipients.csv", path(&other)),
        format!("{}/edit", path(&other)),
        format!("{}/texts/en", path(&other)),
        foreign.clone(),
    ] {
        let answer = desk.get(&page).await;
        assert!(answer.status.is_client_error() && !answer.body.contains("Southern"), "{page}");
    }
    let id = other.invitation.id.to_string();
    let mine = own.invitation.id.to_string();
    for (action, form) in [
        (format!("{}/act", path(&other)), vec![("do", "revoke"), ("sure", "yes")]),
        (format!("{}/edit", path(&other)), vec![("name", "x"), ("expires", "never"), ("zone", "UTC")]),
        (format!("{}/duplicate", path(&other)), vec![]),
        (format!("{}/recipients/add", path(&other)), vec![]),
        (foreign.clone(), vec![("do", "take-off")]),
        (format!("{foreign}/link"), vec![]),
        (
            format!("{INVITATIONS}/selected"),
            vec![("do", "revoke"), ("sure", "yes"), ("invitation", &mine), ("invitation", &id)],
        ),
    ] {
        assert!(desk.post(&action, &form).await.status.is_client_error(), "{action}");
    }
    assert!(desk.get(&path(&own)).await.main().contains("Active"), "one foreign invitation refuses all");

    // The terms offer her site alone, and take no other.
    let begun = desk.post(&format!("{INVITATIONS}/new"), &[("delivery", "link")]).await;
    let terms = begun.location().to_owned();
    let page = desk.get(&terms).await;
    assert!(page.main().contains(">North<") && !page.main().contains(">South<"), "{}", page.main());
    assert!(!page.main().contains("value=\"none\""));
    let south = south.to_string();
    for site in [south.as_str(), "none", ""] {
        let form = [("name", "Mine"), ("expires", "7"), ("zone", "UTC"), ("site", site)];
        let answer = desk.post(&terms, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{site}");
        assert!(answer.main().contains("Choose a site for whose devices you may invite."), "{site}");
    }
    // Nor is hers moved to another.
    let edit = format!("{}/edit", path(&own));
    let form = [("name", "Northern"), ("expires", "never"), ("zone", "UTC"), ("site", south.as_str())];
    assert!(desk.post(&edit, &form).await.status.is_client_error());
}
