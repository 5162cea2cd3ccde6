//! Webhooks: made, tried, replayed, paused; and the secret that is seen once.

use domain::time::DAY;
use http::StatusCode;

use crate::desk::{Desk, hrefs};
use crate::page::check;

const PATH: &str = "/console/settings/webhooks";

const FORM: [(&str, &str); 4] = [
    ("name", "Tickets"),
    ("url", "https://example.org/hooks"),
    ("event", "enrollment.begun"),
    ("event", "enrollment.enrolled"),
];

/// Returns the secret that a page shows.
fn secret(body: &str) -> String {
    let (_, rest) = body.split_once("<output id=\"secret\">").expect("the secret");
    rest.split('<').next().expect("its text").to_owned()
}

/// Makes a webhook: the path of its page, and its secret.
async fn make(desk: &Desk) -> (String, String) {
    let made = desk.post(&format!("{PATH}/new"), &FORM).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let list = desk.get(PATH).await;
    let path = hrefs(list.main(), &format!("{PATH}/")).into_iter().find(|href| !href.ends_with("new"));
    (path.expect("it is listed"), secret(&made.body))
}

async fn happen(desk: &Desk) {
    desk.test.app.begin_enrollment(desk.test.login("emil")).await.expect("a login");
    desk.test.run_due().await;
}

#[tokio::test]
async fn pages_of_webhooks_are_as_reviewed() {
    let desk = Desk::of("root").await;
    check("webhooks-empty", desk.get(PATH).await.main());
    check("webhook-new", desk.get(&format!("{PATH}/new")).await.main());
    let faulty = [("name", ""), ("url", "http://example.org/"), ("event", "message.bounced")];
    check("webhook-faulty", desk.post(&format!("{PATH}/new"), &faulty).await.main());
    let (path, _) = make(&desk).await;
    happen(&desk).await;
    desk.test.refuse_tellings(Some("<b>no</b>"));
    happen(&desk).await;
    check("webhook", desk.get(&path).await.main());
    check("webhooks", desk.get(PATH).await.main());
    check("webhook-edit", desk.get(&format!("{path}/edit")).await.main());
}

#[tokio::test]
async fn a_webhook_is_made_tried_changed_and_deleted() {
    let desk = Desk::of("root").await;
    let (path, first) = make(&desk).await;
    assert!(first.starts_with("whsec_"));
    let tested = desk.post(&format!("{path}/test"), &[]).await;
    assert!(tested.main().contains("The test has arrived.") && tested.main().contains("answered 200"));
    desk.test.refuse_tellings(Some("who are you?"));
    let tested = desk.post(&format!("{path}/test"), &[]).await;
    assert!(
        tested.main().contains("The test has not arrived.") && tested.main().contains("500: who are you?")
    );

    let form =
        [("name", "Chat <b>"), ("url", "http://10.0.0.9/x"), ("internal", "on"), ("event", "message.failed")];
    let saved = desk.post(&format!("{path}/edit"), &form).await;
    assert_eq!(saved.location(), format!("{path}?done=saved"));
    let shown = desk.get(&format!("{path}?done=saved")).await;
    assert!(shown.main().contains("Chat &#60;b&#62;") && shown.main().contains("told without encryption"));
    assert!(shown.main().contains("What waits goes to the new address"));
    let renewed = desk.post(&format!("{path}/secret"), &[]).await;
    let second = secret(&renewed.body);
    assert_ne!(first, second);
    let disabled = desk.post(&format!("{path}/disable"), &[]).await;
    assert_eq!(disabled.location(), format!("{path}?done=disabled"));
    let enabled = desk.post(&format!("{path}/enable"), &[]).await;
    assert_eq!(enabled.location(), format!("{path}?done=enabled"));
    assert_eq!(desk.post(&format!("{path}/delete"), &[]).await.location(), format!("{PATH}?done=deleted"));
    assert_eq!(desk.get(&path).await.status, StatusCode::NOT_FOUND);
    assert!(desk.get(&format!("{PATH}?done=deleted")).await.main().contains("No webhook yet"));
}

#[tokio::test]
async fn what_was_told_is_replayed_one_by_one_and_since_a_day() {
    let desk = Desk::of("root").await;
    let (path, _) = make(&desk).await;
    for _ in 0..2 {
        happen(&desk).await;
    }
    assert_eq!(desk.test.webhooks.take_sent().len(), 2);
    let page = desk.get(&path).await;
    let (_, rest) =
        page.main().split_once("action=\"/console/settings/webhook-deliveries/").expect("a button");
    let replay = format!("/console/settings/webhook-deliveries/{}", rest.split('"').next().expect("a path"));
    let answer = desk.post(&replay, &[]).await;
    assert_eq!(answer.location(), format!("{path}?done=replayed&count=1"));
    assert!(desk.get(answer.location()).await.main().contains("1 event is told again now."));
    desk.test.run_due().await;
    assert_eq!(desk.test.webhooks.take_sent().len(), 1);
    let answer = desk.post(&format!("{path}/replay"), &[("since", "2026-11-22")]).await;
    assert_eq!(answer.location(), format!("{path}?done=replayed&count=2"));
    let wrong = desk.post(&format!("{path}/replay"), &[("since", "soon")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.main().contains("Choose the day"));
    desk.post(&format!("{path}/disable"), &[]).await;
    let refused = desk.post(&format!("{path}/replay"), &[("since", "2026-11-22")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.main().contains("Enable it first"));
}

#[tokio::test]
async fn a_paused_webhook_says_so_wherever_one_looks() {
    let mut desk = Desk::of("root").await;
    let (path, _) = make(&desk).await;
    desk.test.refuse_tellings(Some("out of order"));
    for _ in 0..7 {
        happen(&desk).await;
        desk.test.advance(DAY / 2);
    }
    desk.sit_down("root").await;
    let shown = desk.get(&path).await;
    assert!(shown.main().contains("It is paused") && shown.main().contains("out of order"));
    assert!(desk.get(PATH).await.main().contains("Paused"));
    let words = "The webhook Tickets is paused";
    assert!(desk.get("/console").await.main().contains(words));
    desk.sit_down("audrey").await;
    assert!(!desk.get("/console").await.main().contains(words), "not everybody's business");
}

#[tokio::test]
async fn t31_the_secret_of_a_webhook_is_on_one_page_only() {
    let desk = Desk::of("root").await;
    let (path, first) = make(&desk).await;
    let second = secret(&desk.post(&format!("{path}/secret"), &[]).await.body);
    desk.post(&format!("{path}/test"), &[]).await;
    happen(&desk).await;
    for page in [PATH, &path, &format!("{path}/edit"), "/console", "/console/settings/audit"] {
        let body = desk.get(page).await.body;
        assert!(!body.contains(&first) && !body.contains(&second) && !body.contains("whsec_"), "{page}");
    }
}

#[tokio::test]
async fn t29_t36_foreign_words_are_escaped_and_others_see_nothing() {
    let mut desk = Desk::of("root").await;
    let (path, _) = make(&desk).await;
    desk.test.refuse_tellings(Some("<script>alert(1)</script>"));
    desk.post(&format!("{path}/test"), &[]).await;
    let shown = desk.get(&path).await;
    assert!(!shown.body.contains("<script>alert") && shown.body.contains("&#60;script&#62;alert"));
    desk.sit_down("audrey").await;
    for page in [PATH, &path, &format!("{PATH}/new"), &format!("{path}/edit")] {
        assert_eq!(desk.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    assert!(!desk.get("/console").await.body.contains(PATH), "nor is it in the menu");
}
