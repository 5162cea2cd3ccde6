//! Sites: their pages, the switch in the head, and devices that move from one to another.

use domain::account::Access;
use domain::id::SiteId;
use domain::privilege::PrivilegeSet;
use http::StatusCode;

use crate::desk::{Desk, hrefs};

const SITES: &str = "/console/settings/sites";

/// Returns the id at the end of a device's path.
fn id_of(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

/// A desk with the sites North and South, a device in each, one in none, and `nora`, who has access to North.
async fn two_sites() -> (Desk, [SiteId; 2], [String; 3]) {
    let desk = Desk::of("root").await;
    let mut devices = Vec::new();
    for (index, username) in ["ann", "bob", "cid"].into_iter().enumerate() {
        devices.push(desk.enroll(username, index + 1, &format!("{username}'s iPhone")).await);
    }
    let (north, south) = (desk.site("North").await, desk.site("South").await);
    for (device, site) in [(&devices[0], north), (&devices[1], south)] {
        let answer = desk.post(&format!("{device}/move"), &[("to", &site.to_string())]).await;
        assert_eq!(answer.location(), format!("{device}?done=moved"));
    }
    desk.account("nora", Access::Site(north), PrivilegeSet::Administrator).await;
    (desk, [north, south], devices.try_into().expect("three"))
}

#[tokio::test]
async fn a_site_is_made_renamed_and_deleted() {
    let desk = Desk::of("root").await;
    let empty = desk.get(SITES).await;
    assert!(empty.main().contains("You need sites only when"));
    assert!(!empty.body.contains("action=\"/console/site\""), "nothing to switch between");

    let form = desk.get(&format!("{SITES}/new")).await;
    assert!(form.main().contains("<label for=\"name\">"));
    for (name, words) in [("", "Give the site a name"), (&*"x".repeat(101), "at most 100 characters")] {
        let answer = desk.post(&format!("{SITES}/new"), &[("name", name)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.main().contains(words) && answer.main().contains("aria-invalid"), "{name}");
    }
    let answer = desk.post(&format!("{SITES}/new"), &[("name", "North <b>")]).await;
    assert_eq!(answer.location(), "/console/settings/sites?done=made");
    assert!(desk.get(answer.location()).await.main().contains("North &#60;b&#62;"));
    let taken = desk.post(&format!("{SITES}/new"), &[("name", "NORTH <B>")]).await;
    assert!(
        taken.main().contains("Another site has this name") && taken.main().contains("NORTH &#60;B&#62;")
    );

    let links = hrefs(&desk.get(SITES).await.body, &format!("{SITES}/"));
    let rename = links.iter().find(|link| link.ends_with("/rename")).expect("a link");
    assert!(desk.get(rename).await.main().contains("value=\"North &#60;b&#62;\""));
    assert_eq!(
        desk.post(rename, &[("name", "North")]).await.location(),
        "/console/settings/sites?done=renamed"
    );

    let delete = links.iter().find(|link| link.ends_with("/delete")).expect("a link");
    assert!(desk.get(delete).await.main().contains("Nothing is in this site."));
    let unsure = desk.post(delete, &[("name", "Nort")]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.main().contains("Type the site’s name, North, to confirm."));
    assert_eq!(
        desk.post(delete, &[("name", "north")]).await.location(),
        "/console/settings/sites?done=deleted"
    );
    assert_eq!(desk.get(delete).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_in_a_deleted_site_goes_where_one_says() {
    let (desk, [north, south], [device, ..]) = two_sites().await;
    let delete = format!("{SITES}/{north}/delete");
    let page = desk.get(&delete).await;
    assert!(page.main().contains("In this site: 1 device and 1 account."), "{}", page.main());
    assert!(!page.main().contains("No site"), "nora would reach everywhere");

    for heir in ["", "none", "nonsense"] {
        let answer = desk.post(&delete, &[("heir", heir), ("name", "North")]).await;
        let refused = [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::CONFLICT].contains(&answer.status);
        assert!(refused && answer.main().contains("Nothing was changed."), "{heir}: {}", answer.status);
    }
    let heir = south.to_string();
    let answer = desk.post(&delete, &[("heir", &heir), ("name", "North")]).await;
    assert_eq!(answer.location(), "/console/settings/sites?done=deleted");
    assert!(desk.get(&device).await.main().contains("South"));
}

#[tokio::test]
async fn the_switch_is_seen_everywhere_and_rules_every_list() {
    let (desk, [north, _], [first, second, third]) = two_sites().await;
    let form = [("site", &*north.to_string()), ("to", "/console/devices")];
    let answer = desk.post("/console/site", &form).await;
    assert_eq!(answer.location(), "/console/devices");
    for page in
        ["/console", "/console/enrollments", SITES, "/console/settings/api-tokens", "/console/nowhere"]
    {
        let page = desk.get(page).await.body;
        assert!(page.contains(&format!("<option value=\"{north}\" selected>North</option>")), "{page}");
        assert!(page.contains("<option value=\"\">All sites</option>"));
    }
    let list = desk.get("/console/devices").await;
    assert!(list.main().contains(&first) && !list.main().contains(&second) && !list.main().contains(&third));
    assert!(!list.main().contains(">Site<"), "one site needs no column");
    assert_eq!(desk.get("/console/devices.csv").await.body.lines().count(), 2);
    assert!(!desk.get("/console/enrollments").await.main().contains("bob Example"));

    desk.post("/console/site", &[("site", "")]).await;
    let list = desk.get("/console/devices").await;
    assert!(list.main().contains(">Site</th>") && list.main().contains(&second));
    let csv = desk.get("/console/devices.csv?sort=username").await.body;
    assert!(csv.contains(",institutional,North,ann,") && csv.contains(",institutional,,cid,"), "{csv}");
}

#[tokio::test]
async fn t66_switching_leads_to_pages_of_the_console_only() {
    let (desk, [north, _], _) = two_sites().await;
    let north = north.to_string();
    for to in ["//evil.example", "https://evil.example", "/enroll", "/console/devices?x=//evil", ""] {
        let answer = desk.post("/console/site", &[("site", &north), ("to", to)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/console"), "{to}");
    }
    // Each section leads back to itself.
    let home = desk.get("/console").await.body;
    let (_, sections) = home.split_once("<nav class=\"side\"").expect("the sections");
    let sections = hrefs(sections.split("</nav>").next().expect("their end"), "/console/");
    assert!(sections.len() > 5, "{sections:?}");
    for page in sections {
        let body = desk.get(&page).await.body;
        assert!(body.contains(&format!("name=\"to\" value=\"{page}\"")), "{page}");
        assert_eq!(desk.post("/console/site", &[("site", &north), ("to", &page)]).await.location(), page);
    }
}

#[tokio::test]
async fn t29_a_site_administrator_stays_in_their_site() {
    let (mut desk, [north, south], [own, other, none]) = two_sites().await;
    desk.sit_down("nora").await;
    let page = desk.get("/console/devices").await;
    assert!(page.body.contains("<span>North</span>") && !page.body.contains("South"));
    assert!(!page.body.contains("action=\"/console/site\""), "there is nothing to choose");
    assert!(!page.main().contains("name=\"device\""), "there is nowhere to move to");
    assert!(!desk.get(SITES).await.body.contains("South"));
    assert!(!desk.get(&own).await.main().contains("/move\""));

    let (north, south) = (north.to_string(), south.to_string());
    let unknown = "0190a5c8-0000-7000-8000-000000000001";
    for site in [south.as_str(), unknown, "nonsense"] {
        let answer = desk.post("/console/site", &[("site", site)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{site}");
    }
    // To look at all is to look at what she reaches.
    desk.post("/console/site", &[("site", "")]).await;
    assert!(!desk.get("/console/devices").await.body.contains(&other));

    let refused = |answer: &crate::desk::Answer| {
        [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&answer.status)
    };
    for (device, to) in [
        (&own, &*south),
        (&own, "none"),
        (&own, unknown),
        (&other, &*north),
        (&none, &*north),
        (&other, &*south),
    ] {
        for sure in ["", "yes"] {
            let form = [("device", id_of(device)), ("to", to), ("sure", sure)];
            let answer = desk.post("/console/devices/move", &form).await;
            assert!(refused(&answer), "{device} to {to}: {}", answer.status);
            assert!(!answer.body.contains("South"));
        }
        assert!(refused(&desk.post(&format!("{device}/move"), &[("to", to)]).await), "{device} to {to}");
    }
    let mixed = [("device", id_of(&own)), ("device", id_of(&other)), ("to", &*north), ("sure", "yes")];
    assert!(refused(&desk.post("/console/devices/move", &mixed).await), "one foreign device refuses all");
    for foreign in [format!("{SITES}/{south}/rename"), format!("{SITES}/{south}/delete")] {
        assert_eq!(desk.get(&foreign).await.status, StatusCode::FORBIDDEN, "{foreign}");
    }

    desk.sit_down("root").await;
    for (device, site) in [(&own, "North"), (&other, "South"), (&none, "No site")] {
        let page = desk.get(device).await;
        assert!(page.main().contains(&format!("<dt>Site</dt><dd>{site}</dd>")), "{device}");
    }
}

#[tokio::test]
async fn somebody_of_two_sites_switches_between_the_two() {
    let (mut desk, [north, south], [first, second, third]) = two_sites().await;
    desk.site("West").await;
    desk.account("gus", Access::Groups, PrivilegeSet::EnrollmentOnly).await;
    let mut groups = Vec::new();
    for (name, site_id) in [("North desk", north), ("South desk", south)] {
        let new = app::NewAccountGroup {
            name: name.into(),
            directory_group: None,
            reach: domain::privilege::Reach::Site(site_id),
            privilege_set: PrivilegeSet::Administrator,
        };
        groups.push(
            desk.test.app.create_account_group(&app::Caller::operator(), new).await.expect("a group").id,
        );
    }
    let update = app::UpdatedAccount {
        full_name: "Gus".into(),
        email: None,
        access: Access::Groups,
        privilege_set: PrivilegeSet::EnrollmentOnly,
        groups,
    };
    let id = desk.test.account_id("gus").await;
    desk.test.app.update_account(&app::Caller::operator(), id, update).await.expect("in both groups");
    desk.sit_down("gus").await;

    let page = desk.get("/console/devices").await;
    assert!(page.main().contains(&first) && !page.main().contains(&second), "the first until he chooses");
    assert!(page.body.contains("selected>North</option>") && page.body.contains(">South</option>"));
    assert!(!page.body.contains("All sites") && !page.body.contains("West"));
    desk.post("/console/site", &[("site", &south.to_string())]).await;
    let page = desk.get("/console/devices").await;
    assert!(page.main().contains(&second) && !page.main().contains(&first));

    // He may move between his two sites, and neither into a third nor out of all.
    let form = [("device", id_of(&second)), ("to", &*north.to_string()), ("sure", "yes")];
    assert_eq!(desk.post("/console/devices/move", &form).await.status, StatusCode::SEE_OTHER);
    let form = [("device", id_of(&third)), ("to", &*north.to_string()), ("sure", "yes")];
    assert_eq!(desk.post("/console/devices/move", &form).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_session_whose_site_is_gone_looks_at_all_again() {
    let (desk, [north, south], [_, second, _]) = two_sites().await;
    desk.post("/console/site", &[("site", &north.to_string())]).await;
    assert!(!desk.get("/console/devices").await.main().contains(&second));
    let heir = Some(south);
    desk.test.app.delete_site(&app::Caller::operator(), north, heir).await.expect("deleted");
    let page = desk.get("/console/devices").await;
    assert!(page.main().contains(&second) && page.body.contains("selected>All sites</option>"));
}

#[tokio::test]
async fn selected_devices_move_after_a_look() {
    let (desk, [north, _], [first, second, third]) = two_sites().await;
    let list = desk.get("/console/devices?managed=yes").await;
    assert_eq!(list.main().matches("name=\"device\"").count(), 3);
    assert!(list.main().contains("<input type=\"hidden\" name=\"managed\" value=\"yes\">"));

    let to = north.to_string();
    let mut form = vec![
        ("managed", "yes"),
        ("to", to.as_str()),
        ("device", id_of(&first)),
        ("device", id_of(&second)),
        ("device", id_of(&third)),
    ];
    let page = desk.post("/console/devices/move", &form).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.main();
    assert!(text.contains("<h1>Move 2 devices to North</h1>"), "{text}");
    assert!(text.contains("<th scope=\"row\">South</th><td>North</td><td class=\"number\">1 device</td>"));
    assert!(text.contains("<th scope=\"row\">No site</th><td>North</td><td class=\"number\">1 device</td>"));
    assert!(text.contains("1 device in North already."));
    assert!(text.contains("name=\"sure\" value=\"yes\"") && text.contains(id_of(&third)));
    assert!(desk.get(&second).await.main().contains("<dt>Site</dt><dd>South</dd>"), "nothing has moved yet");

    form.push(("sure", "yes"));
    let answer = desk.post("/console/devices/move", &form).await;
    assert_eq!(answer.location(), "/console/devices?managed=yes&moved=2");
    assert!(desk.get(answer.location()).await.main().contains("2 devices moved."));
    for device in [first, second, third] {
        let page = desk.get(&format!("{device}?section=history")).await;
        assert!(desk.get(&device).await.main().contains("<dt>Site</dt><dd>North</dd>"));
        assert!(page.main().contains("North"), "its history says so: {}", page.main());
    }
}

#[tokio::test]
async fn a_move_with_faults_moves_nothing() {
    let (desk, [north, _], [first, ..]) = two_sites().await;
    let (to, unknown) = (north.to_string(), "0190a5c8-0000-7000-8000-00000000dead");
    for (form, status) in [
        (vec![("to", &*to)], StatusCode::UNPROCESSABLE_ENTITY),
        (vec![("device", id_of(&first))], StatusCode::UNPROCESSABLE_ENTITY),
        (vec![("device", id_of(&first)), ("to", "")], StatusCode::UNPROCESSABLE_ENTITY),
        (vec![("device", id_of(&first)), ("to", unknown)], StatusCode::NOT_FOUND),
        (vec![("device", unknown), ("to", &to)], StatusCode::NOT_FOUND),
        (vec![("device", "x' or 1=1"), ("to", &to)], StatusCode::NOT_FOUND),
        (vec![("device", id_of(&first)); 501], StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        for sure in ["no", "yes"] {
            let form = [form.as_slice(), &[("sure", sure)]].concat();
            assert_eq!(desk.post("/console/devices/move", &form).await.status, status, "{:?}", form.first());
        }
    }
    assert!(desk.get("/console/devices?moved=501").await.main().matches("moved.").count() == 0);
}
