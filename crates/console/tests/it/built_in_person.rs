//! Built-in people: the list, the form, the import in two steps.

use domain::person::Person;
use domain::upload::UPLOAD_BYTES_MAX;
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::desk::{Answer, Desk, hrefs};

/// Sends a list of people and returns the path of its preview.
async fn upload(desk: &Desk, content: &str) -> String {
    let answer = send(desk, content.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

async fn send(desk: &Desk, content: &[u8]) -> Answer {
    desk.upload("/console/people/import", &[("file", Some("people.csv"), content)]).await
}

/// Makes a person by the form and returns the path of their page.
async fn make(desk: &Desk, form: &[(&str, &str)]) -> String {
    let answer = desk.post("/console/people/new", form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().split('?').next().expect("a path").to_owned()
}

fn listed(page: &Answer) -> Vec<String> {
    let rows = page.body.split("class=\"row\"").skip(1);
    rows.filter_map(|row| row.split_once('>')?.1.split('<').next().map(str::to_owned)).collect()
}

#[tokio::test]
async fn an_empty_list_teaches_and_offers_the_import() {
    let mut desk = Desk::of("root").await;
    let page = desk.get("/console/people").await;
    assert!(
        page.main().contains("Nobody is in the list yet") && page.main().contains("<svg class=\"drawing\"")
    );
    assert!(hrefs(page.main(), "/console/people/").contains(&"/console/people/import".to_owned()));
    desk.sit_down("audrey").await;
    let page = desk.get("/console/people").await;
    assert!(hrefs(page.main(), "/console/people/").is_empty(), "an auditor is offered nothing");
}

#[tokio::test]
async fn a_person_is_made_found_changed_and_deleted() {
    let desk = Desk::of("root").await;
    let ann = make(&desk, &[("username", "ann"), ("full_name", "Ann O’Hara"), ("room", "12")]).await;
    make(&desk, &[("username", "bob")]).await;
    assert!(desk.get(&format!("{ann}?done=created")).await.main().contains("in the list"));
    assert_eq!(listed(&desk.get("/console/people").await), ["Ann O’Hara", "bob"]);
    assert_eq!(listed(&desk.get("/console/people?q=hara").await), ["Ann O’Hara"]);
    assert!(desk.get("/console/people?q=nobody").await.main().contains("Nobody matches"));

    let form = desk.get(&format!("{ann}/edit")).await;
    assert!(form.main().contains("value=\"Ann O’Hara\"") && form.main().contains("value=\"12\""));
    let answer = desk.post(&format!("{ann}/edit"), &[("username", "ann"), ("full_name", "Ann Miller")]).await;
    assert_eq!(answer.location(), format!("{ann}?done=saved"));
    let page = desk.get(&ann).await;
    assert!(page.main().contains("Ann Miller") && !page.main().contains(">12<"));
    assert!(
        page.main().contains("Delete Ann Miller?") && page.main().contains("No device is assigned to them.")
    );

    assert_eq!(desk.post(&format!("{ann}/delete"), &[]).await.location(), "/console/people?done=deleted");
    assert_eq!(listed(&desk.get("/console/people").await), ["bob"]);
    assert_eq!(desk.get(&ann).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn bad_fields_are_marked_and_what_was_typed_is_kept() {
    let desk = Desk::of("root").await;
    let ann = make(&desk, &[("username", "ann")]).await;
    let long = "x".repeat(10_000);
    for (path, heading) in
        [("/console/people/new".to_owned(), "New person"), (format!("{ann}/edit"), "Change ann")]
    {
        let form = [
            ("username", "a\u{200b}nn"),
            ("full_name", "Ann <b>O’Hara</b>"),
            ("email", "nonsense"),
            ("position", long.as_str()),
            ("room", "\u{202e}12"),
        ];
        let answer = desk.post(&path, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = answer.main();
        assert!(main.contains(heading) && main.contains("Nothing was saved."), "{main}");
        assert_eq!(main.matches("aria-invalid=\"true\"").count(), 4, "{main}");
        assert!(
            main.contains("value=\"Ann &#60;b&#62;O’Hara&#60;/b&#62;\"")
                && main.contains("value=\"nonsense\"")
        );
    }
    let answer = desk.post("/console/people/new", &[("username", "ANN")]).await;
    assert!(answer.main().contains("Another person has this username."));
    let answer = desk.post("/console/people/new", &[]).await;
    assert!(answer.main().contains("Enter a username."));
}

#[tokio::test]
async fn a_list_is_shown_before_it_is_taken_over() {
    let desk = Desk::of("root").await;
    make(&desk, &[("username", "ann"), ("full_name", "Ann O’Hara")]).await;
    make(&desk, &[("username", "eve")]).await;
    let path = upload(
        &desk,
        "\u{feff}Benutzername;Name;Schuhgröße\r\nann;Ann Miller;39\r\nzoe;=Zoë;38\r\nbob;Bob;40\r\n",
    )
    .await;
    let page = desk.get(&path).await;
    let main = page.main();
    for words in [
        "Read as UTF-8, cells separated by semicolon",
        "Username (“Benutzername”)",
        "Not used: “Schuhgröße”",
        "<strong>1 line cannot be used.</strong>",
        "“=Zoë” is a formula",
        "<del>Ann O’Hara</del>",
        "<ins>Ann Miller</ins>",
        "Import 2 people",
        "1 person is in the list and not in the file",
    ] {
        assert!(main.contains(words), "{words}: {main}");
    }
    let refused = desk.post(&path, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("One line cannot be used."), "{}", refused.main());
    assert_eq!(listed(&desk.get("/console/people").await), ["Ann O’Hara", "eve"]);

    let answer = desk.post(&path, &[("leave_out", "on")]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, path.as_str()));
    let done = desk.get(&path).await;
    assert!(done.main().contains("1 person is new, 1 changed, 0 stayed"), "{}", done.main());
    assert!(done.main().contains("1 faulty line was left out"));
    assert_eq!(listed(&desk.get("/console/people").await), ["Ann Miller", "Bob", "eve"]);
    assert_eq!(desk.post(&path, &[("leave_out", "on")]).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn deleting_whoever_is_missing_asks_for_their_number() {
    let desk = Desk::of("root").await;
    for username in ["ann", "bob", "cid"] {
        make(&desk, &[("username", username)]).await;
    }
    let path = upload(&desk, "Username\nbob\n").await;
    for typed in ["", "3", "two"] {
        let refused = desk.post(&path, &[("delete_missing", "on"), ("missing", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(
            refused.main().contains("2 people are not in the file. Type this number"),
            "{}",
            refused.main()
        );
        assert!(refused.main().contains("name=\"delete_missing\" checked"), "what was chosen is kept");
    }
    // A number without the tick deletes nobody.
    let discarded = desk.post(&format!("{path}/discard"), &[]).await;
    assert_eq!(discarded.location(), "/console/people");
    assert_eq!(desk.get(&path).await.status, StatusCode::GONE);
    let path = upload(&desk, "Username\nbob\n").await;
    desk.post(&path, &[("missing", "2")]).await;
    assert_eq!(listed(&desk.get("/console/people").await).len(), 3);
    let path = upload(&desk, "Username\nbob\n").await;
    desk.post(&path, &[("delete_missing", "on"), ("missing", "2")]).await;
    assert!(desk.get(&path).await.main().contains("2 people who were not in the file are deleted"));
    assert_eq!(listed(&desk.get("/console/people").await), ["bob"]);
}

#[tokio::test]
async fn what_is_no_list_is_refused_beside_the_field() {
    let desk = Desk::of("root").await;
    let large = vec![b'x'; UPLOAD_BYTES_MAX + 1];
    let larger = vec![b'x'; UPLOAD_BYTES_MAX + 128 * 1024];
    for (content, words) in [
        (&b""[..], "This one is empty"),
        (b"PK\x03\x04xlsx", "This is a workbook"),
        (b"Name:Mail\nann:x", "There is no column Username"),
        (&large, "larger than 16 MiB"),
        (&larger, "larger than 16 MiB"),
    ] {
        for path in ["/console/people/import", "/console/assignments"] {
            let answer = desk.upload(path, &[("file", Some("x.csv"), content)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            let words = words.replace("column Username", "column");
            assert!(answer.main().contains(&words), "{words}: {}", answer.main());
            assert!(answer.main().contains("aria-invalid=\"true\""));
        }
    }
    // Larger than other forms may be, and taken.
    let list = format!(
        "Username,Full name\n{}",
        (0..20_000).map(|n| format!("user{n},Person {n}\n")).collect::<String>()
    );
    assert!(list.len() > web::security::BODY_BYTES_MAX);
    let path = upload(&desk, &list).await;
    assert!(desk.get(&path).await.main().contains("Import 20,000 people"));
}

#[tokio::test]
async fn t36_the_export_holds_everybody_no_formula_and_can_come_back() {
    let desk = Desk::of("root").await;
    let root = desk.test.sign_in_with("root", testkit::PASSWORD).await.expect("a sign-in").caller;
    for n in 0..430 {
        let person = Person {
            username: format!("user{n}"),
            full_name: if n == 7 { "=cmd|' /C calc'!A0".into() } else { format!("Name, \"{}\"", n % 7) },
            phone: Some(format!("+49 30 {n}")),
            ..Person::default()
        };
        desk.test.app.create_built_in_person(&root, person).await.expect("made");
    }
    let answer = desk.get("/console/people.csv").await;
    assert_eq!(answer.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(answer.headers[CONTENT_DISPOSITION], "attachment; filename=\"people.csv\"");
    let text = answer.body.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(text.starts_with("Username,Full name,E-mail,Phone,Position,Department,Building,Room\r\n"));
    assert_eq!(text.lines().count(), 431);
    assert!(text.contains("user7,'=cmd|' /C calc'!A0,,'+49 30 7,,,,\r\n"), "{text}");
    assert_eq!(desk.get("/console/people.csv?q=user42").await.body.lines().count(), 12);

    let path = upload(&desk, &answer.body).await;
    let main = desk.get(&path).await.main().to_owned();
    assert!(main.contains("Everybody in the file is in the list already, just so"), "{main}");
    let template = desk.get("/console/people/import/template.csv").await.body;
    assert_eq!(Some(template.trim_end()), answer.body.lines().next());
}

#[tokio::test]
async fn t36_what_a_list_says_is_text_on_every_page() {
    let desk = Desk::of("root").await;
    let evil = "<script>alert(1)</script>";
    let list =
        format!("Username,Full name,E-mail,{evil}\nann,{evil},ann@example.org,\n{evil},{evil},{evil},\n");
    let path = upload(&desk, &list).await;
    let mut pages = vec![path.clone()];
    let refused = send(&desk, format!("{evil},Name\nx,y").as_bytes()).await;
    assert!(!refused.body.contains("<script>alert"), "{}", refused.body);
    desk.post(&path, &[("leave_out", "on")]).await;
    pages.push(path);
    pages.push("/console/people".into());
    pages.extend(
        hrefs(&desk.get("/console/people").await.body, "/console/people/")
            .into_iter()
            .filter(|href| href.len() > 30),
    );
    assert!(pages.len() > 3, "{pages:?}");
    for page in pages {
        let answer = desk.get(&page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(!answer.body.contains("<script>alert"), "{page}");
    }
}

#[tokio::test]
async fn a_list_is_seen_only_by_whoever_uploaded_it() {
    let mut desk = Desk::of("root").await;
    let path = upload(&desk, "Username\nann\n").await;
    desk.test.account("other", domain::privilege::PrivilegeSet::Administrator).await;
    desk.sit_down("other").await;
    assert_eq!(desk.get(&path).await.status, StatusCode::GONE);
    assert_eq!(desk.post(&path, &[]).await.status, StatusCode::GONE);
    assert_eq!(desk.get("/console/people/import/7").await.status, StatusCode::NOT_FOUND);
    desk.sit_down("audrey").await;
    for path in [
        path.as_str(),
        "/console/people/import",
        "/console/people/new",
        "/console/people/import/template.csv",
    ] {
        assert_eq!(desk.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
