//! Assigning devices by a list.

use domain::person::Person;
use http::StatusCode;

use crate::desk::Desk;

async fn upload(desk: &Desk, content: &str) -> String {
    let parts: [(&str, Option<&str>, &[u8]); 1] = [("file", Some("list.csv"), content.as_bytes())];
    let answer = desk.upload("/console/assignments", &parts).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

async fn person(desk: &Desk, username: &str, full_name: &str) {
    let root = desk.test.sign_in_with("root", testkit::PASSWORD).await.expect("a sign-in").caller;
    let person = Person { username: username.into(), full_name: full_name.into(), ..Person::default() };
    desk.test.app.create_built_in_person(&root, person).await.expect("made");
}

#[tokio::test]
async fn a_list_is_shown_line_by_line_and_then_done() {
    let desk = Desk::of("root").await;
    let device = desk.enroll("ann", 1, "Phone <b>1</b>").await;
    person(&desk, "zoe", "Zoë <i>Young</i>").await;
    let path = upload(&desk, "Serial number,User\nF2LTEST00001,ZOE\nNOSUCH,zoe\nF2LTEST00002,nobody\n").await;
    let page = desk.get(&path).await;
    let main = page.main();
    for words in [
        "Phone &#60;b&#62;1&#60;/b&#62;",
        "ann Example (ann)",
        "Zoë &#60;i&#62;Young&#60;/i&#62; (zoe)",
        "<small>Built-in people</small>",
        "<strong>2 lines name a device or person that is not there.</strong>",
        "There is no device with this serial number.",
        "Assign 1 device<",
    ] {
        assert!(main.contains(words), "{words}: {main}");
    }
    let refused = desk.post(&path, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("2 lines cannot be used."), "{}", refused.main());
    assert!(
        desk.get(&format!("{device}?section=user-and-location")).await.main().contains("ann@example.org")
    );

    assert_eq!(desk.post(&path, &[("leave_out", "on")]).await.location(), path);
    let done = desk.get(&path).await;
    assert!(
        done.main().contains("All 3 lines are done.") && !done.main().contains("data-poll"),
        "{}",
        done.main()
    );
    assert!(done.main().contains("NOSUCH"));
    let page = desk.get(&format!("{device}?section=user-and-location")).await;
    assert!(
        page.main().contains("Zoë") && page.main().contains("Assigned to zoe, before to ann"),
        "{}",
        page.main()
    );
    assert_eq!(desk.post(&path, &[("leave_out", "on")]).await.status, StatusCode::GONE);

    let again = upload(&desk, "Serial number,User\nF2LTEST00001,zoe\n").await;
    assert!(desk.get(&again).await.main().contains("No device would change hands."));
}

#[tokio::test]
async fn a_long_list_tells_how_far_it_is_and_can_be_stopped() {
    let desk = Desk::of("root").await;
    desk.enroll("ann", 1, "Phone").await;
    desk.test.run_due().await;
    person(&desk, "zoe", "Zoë").await;
    let lines: String = (0..600).map(|n| format!("F2LTEST{n:05},zoe\n")).collect();
    let list = format!("Serial number,User\n{lines}");
    let path = upload(&desk, &list).await;
    let page = desk.get(&path).await;
    assert!(page.main().contains("The first 500 of 600") && page.main().contains("Assign by 600 lines"));
    desk.post(&path, &[]).await;
    let page = desk.get(&path).await;
    assert!(
        page.main().contains("data-poll") && page.main().contains("0 of 600 lines are done"),
        "{}",
        page.main()
    );
    desk.test.run_due().await;
    let page = desk.get(&path).await;
    assert!(
        page.main().contains("All 600 lines are done.") && page.main().contains("And 399 more lines."),
        "{}",
        page.main()
    );

    let path = upload(&desk, &list).await;
    desk.post(&path, &[]).await;
    assert_eq!(desk.post(&format!("{path}/stop"), &[]).await.location(), path);
    assert!(desk.get(&path).await.main().contains("Stopped after 0 of 600 lines"));
    let path = upload(&desk, &list).await;
    assert_eq!(desk.post(&format!("{path}/stop"), &[]).await.location(), "/console/assignments");
    assert_eq!(desk.get(&path).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn an_auditor_is_not_offered_assignments() {
    let mut desk = Desk::of("root").await;
    let path = upload(&desk, "Serial number,User\nX,ann\n").await;
    assert!(desk.get("/console").await.body.contains("href=\"/console/assignments\""));
    desk.sit_down("audrey").await;
    assert!(!desk.get("/console").await.body.contains("href=\"/console/assignments\""));
    for path in ["/console/assignments", "/console/assignments/template.csv", &path] {
        assert_eq!(desk.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
