//! The device list, its export, and the page of one device.

use domain::device::{Device, DeviceSort};
use domain::enrollment::Ownership;
use domain::person::Person;
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use testkit::NOON;

use crate::desk::{Desk, hrefs};

#[tokio::test]
async fn the_list_searches_filters_and_sorts_by_its_address() {
    let desk = Desk::of("root").await;
    desk.enroll("ann", 1, "Zebra").await;
    desk.enroll("bob", 2, "Antelope").await;
    let titles = async |query: &str| {
        let page = desk.get(&format!("/console/devices{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        let rows = page.body.split("class=\"row\"").skip(1);
        rows.filter_map(|row| row.split_once('>')?.1.split('<').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(titles("?sort=name").await, ["Antelope", "Zebra"]);
    assert_eq!(titles("?sort=username").await, ["Zebra", "Antelope"]);
    assert_eq!(titles("?q=zeb").await, ["Zebra"]);
    assert_eq!(titles("?managed=yes&model=iPhone&os=18").await.len(), 2);
    assert!(titles("?managed=no").await.is_empty());
    assert!(titles("?model=iPad").await.is_empty());

    let page = desk.get("/console/devices?q=nobody&managed=yes").await;
    assert!(page.body.contains("No device matches"));
    assert!(
        hrefs(&page.body, "/console/devices?").contains(&"/console/devices?managed=yes".to_owned()),
        "chips remove themselves"
    );
}

#[tokio::test]
async fn an_empty_list_teaches() {
    let desk = Desk::of("root").await;
    let page = desk.get("/console/devices").await;
    assert!(
        page.body.contains("https://mdm.example.org/enroll")
            && page.body.contains("QR code of the enrollment URL")
    );
}

#[tokio::test]
async fn t30_no_column_of_the_schema_is_an_order_but_the_listed_ones() {
    let desk = Desk::of("root").await;
    desk.enroll("ann", 1, "Zebra").await;
    desk.enroll("bob", 2, "Antelope").await;
    let migrations = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
    let mut words = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(migrations).expect("the migrations") {
        let sql = std::fs::read_to_string(file.expect("a file").path()).expect("text");
        let columns = sql.lines().filter_map(|line| line.split_whitespace().next());
        words.extend(
            columns
                .filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
                .map(str::to_owned),
        );
    }
    for secret in ["sealed_token", "sealed_unlock_token", "password_hash"] {
        assert!(
            words.iter().any(|word| word.contains(secret)),
            "{secret} is not in the schema: does this test still read it?"
        );
    }
    let usual = desk.get("/console/devices").await.body;
    for word in words.iter().filter(|word| DeviceSort::parse(word).is_none()) {
        assert_eq!(desk.get(&format!("/console/devices?sort={word}")).await.body, usual, "{word}");
    }
}

#[tokio::test]
async fn t36_what_a_device_says_is_text_on_every_page() {
    let desk = Desk::of("root").await;
    let device = desk.enroll("ann", 1, "<script>alert(1)</script>\"'&").await;
    let mut pages =
        vec!["/console".to_owned(), "/console/devices".into(), "/console/enrollments".into(), device.clone()];
    for section in
        ["user-and-location", "security", "certificates", "profiles", "apps", "commands", "history"]
    {
        pages.push(format!("{device}?section={section}"));
    }
    pages.extend(hrefs(&desk.get("/console/enrollments").await.body, "/console/enrollments/"));
    for path in pages {
        let page = desk.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("<script>") && !page.body.contains("alert(1)</"), "{path}");
        assert!(
            !page.body.contains(" style=\"") && !page.body.contains(" onclick"),
            "{path} has no inline code"
        );
    }
    assert!(
        desk.get(&device).await.body.contains("&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#38;")
    );
}

#[tokio::test]
async fn t36_the_export_holds_every_row_and_no_formula() {
    let desk = Desk::of("root").await;
    desk.enroll("ann", 1, "=cmd|' /C calc'!A0").await;
    desk.enroll("bob", 2, "Bob, \"the\" iPhone").await;
    let answer = desk.get("/console/devices.csv?sort=username").await;
    assert_eq!(answer.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(answer.headers[CONTENT_DISPOSITION], "attachment; filename=\"devices.csv\"");
    let text = answer.body.strip_prefix('\u{feff}').expect("a byte order mark");
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("Name,Serial number,UDID"));
    assert!(lines[1].starts_with("'=cmd|' /C calc'!A0,F2LTEST00001,"), "{}", lines[1]);
    assert!(lines[2].starts_with("\"Bob, \"\"the\"\" iPhone\",F2LTEST00002,"), "{}", lines[2]);
    assert_eq!(
        desk.get("/console/devices.csv?q=F2LTEST00002").await.body.lines().count(),
        2,
        "filters count"
    );
}

#[tokio::test]
async fn a_device_shows_all_its_sections_and_updates_its_inventory() {
    let desk = Desk::of("root").await;
    let device = desk.enroll("ann", 1, "Ann's iPhone").await;
    for (section, word) in [
        ("", "F2LTEST00001"),
        ("user-and-location", "ann@example.org"),
        ("security", "Passcode"),
        ("certificates", "Identity"),
        ("profiles", "Example School device management"),
        ("apps", "org.example.reader"),
        ("commands", "InstalledApplicationList"),
        ("history", "Enrolled"),
    ] {
        let page = desk.get(&format!("{device}?section={section}")).await;
        assert!(page.main().contains(word), "{section} lacks {word}");
    }
    assert!(desk.get(&format!("{device}?section=apps&q=nothing")).await.main().contains("No app matches"));

    let answer = desk.post(&format!("{device}/update-inventory"), &[]).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, format!("{device}?done=update").as_str())
    );
    assert!(desk.get(answer.location()).await.main().contains("is asked for its inventory"));
    assert!(desk.get(&format!("{device}?section=commands")).await.main().contains("Waiting"));
}

#[tokio::test]
async fn the_search_box_knows_reference_codes_and_devices() {
    let desk = Desk::of("root").await;
    desk.enroll("ann", 1, "Ann's iPhone").await;
    assert_eq!(desk.get("/console/search?q=Ann%27s").await.location(), "/console/devices?q=Ann%27s");
    assert_eq!(
        desk.get("/console/search?q=VB-22222").await.location(),
        "/console/devices?q=VB-22222",
        "an unknown code is searched for"
    );
}

/// Puts bare records into the database; nobody wants to wait for hundreds of phones.
async fn insert_devices(desk: &Desk, count: u32) {
    let mut tx = desk.test.store.begin().await.expect("a transaction");
    for n in 0..count {
        let device = Device {
            id: format!("0190a5c8-0000-7000-8000-{n:012}").parse().expect("an id"),
            identifier: domain::device::DeviceIdentifier::Udid(format!("00008140-{n:016}")),
            serial_number: Some(format!("SERIAL{n:06}")),
            // Names and times repeat, so that pages break between equals.
            name: Some(format!("Device {}", n % 7)),
            model_name: Some("iPad".into()),
            product_name: None,
            os_version: Some(format!("26.{}", n % 3)),
            build_version: None,
            imei: None,
            is_supervised: None,
            ownership: Ownership::Institutional,
            site_id: None,
            person: Person::default(),
            directory_user: None,
            person_checked_at: None,
            person_left_at: None,
            enrollment_id: None,
            created_at: NOON,
            enrolled_at: (n % 5 > 0).then(|| NOON.plus(i64::from(n % 5))),
            last_seen_at: None,
        };
        tx.insert_device(&device).await.expect("a record");
    }
    tx.commit().await.expect("a commit");
}

#[tokio::test]
async fn pages_and_export_hold_every_device_once_in_every_order() {
    let desk = Desk::of("root").await;
    insert_devices(&desk, 430).await;
    for sort in DeviceSort::ALL {
        let mut listed = Vec::new();
        let mut path = format!("/console/devices?sort={}", sort.name());
        loop {
            let page = desk.get(&path).await.body;
            listed.extend(page.split("SERIAL").skip(1).map(|rest| rest[..6].to_owned()));
            let Some((before, _)) = page.split_once("rel=\"next\"") else { break };
            path = hrefs(before, "/console/devices?").pop().expect("the link to the next page");
        }
        let mut unique = listed.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((listed.len(), unique.len()), (430, 430), "{}", sort.name());
        let csv = desk.get(&format!("/console/devices.csv?sort={}", sort.name())).await.body;
        let exported: Vec<_> = csv.split("SERIAL").skip(1).map(|rest| rest[..6].to_owned()).collect();
        assert_eq!(exported, listed, "{}", sort.name());
    }
}

#[tokio::test]
async fn t57_a_device_taken_over_by_somebody_else_waits_for_an_administrator() {
    let desk = Desk::of("root").await;
    let device = desk.enroll("ann", 1, "Ann's iPhone").await;
    assert!(!desk.get(&device).await.main().contains("Assign to"));
    desk.enroll("bob", 1, "Ann's iPhone").await;
    let page = desk.get(&device).await;
    assert!(page.main().contains("bob Example enrolled this device while it was managed for ann Example"));
    let answer = desk.post(&format!("{device}/assign"), &[("to", "enrolled")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(desk.get(answer.location()).await.main().contains("bob@example.org"));
    assert!(!desk.get(&device).await.main().contains("Assign to"));
}

/// Says where the person of a device belongs and works.
async fn place(desk: &Desk, path: &str, department: &str, building: &str) {
    let id = path.rsplit('/').next().expect("an id").parse().expect("an id");
    let mut tx = desk.test.store.begin().await.expect("a transaction");
    let mut device = tx.lock_device(id).await.expect("a look").expect("the device");
    device.person.department = Some(department.to_owned());
    device.person.building = Some(building.to_owned());
    tx.save_device(&device).await.expect("saved");
    tx.commit().await.expect("a commit");
}

#[tokio::test]
async fn departments_and_buildings_are_offered_and_filtered_by() {
    let mut desk = Desk::of("root").await;
    assert!(!desk.get("/console/devices").await.body.contains("name=\"department\""));
    let first = desk.enroll("ann", 1, "Ann's iPhone").await;
    let second = desk.enroll("bob", 2, "Bob's iPhone").await;
    place(&desk, &first, "Physics <b>", "West").await;
    place(&desk, &second, "Chemistry", "West").await;
    let list = desk.get("/console/devices?department=physics%20%3Cb%3E").await;
    assert!(list.main().contains("<option selected>Physics &#60;b&#62;</option>"));
    assert!(list.main().contains(&first) && !list.main().contains(&second));
    assert!(
        hrefs(&list.body, "/console/devices.csv?").iter().any(|link| link.contains("department=Physics"))
    );
    let both = desk.get("/console/devices?building=west").await;
    assert!(both.main().contains(&first) && both.main().contains(&second));
    let csv = desk.get("/console/devices.csv?building=West&department=Chemistry").await.body;
    assert_eq!(csv.lines().count(), 2, "{csv}");
    // What there is not counts as not said.
    let unknown = desk.get("/console/devices?department=Alchemy").await;
    assert!(unknown.main().contains(&first) && !unknown.body.contains("Alchemy"));

    // Whoever sees one site learns of no department of another.
    let north = desk.site("North").await;
    desk.post(&format!("{first}/move"), &[("to", &north.to_string())]).await;
    let access = domain::account::Access::Site(north);
    desk.account("nora", access, domain::privilege::PrivilegeSet::Administrator).await;
    desk.sit_down("nora").await;
    let list = desk.get("/console/devices").await;
    assert!(list.body.contains("Physics") && !list.body.contains("Chemistry"));
}
