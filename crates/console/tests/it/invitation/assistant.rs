//! The assistant: from the delivery to the invitation that is sent.

use domain::invitation::Delivery;
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use http::StatusCode;

use super::{INVITATIONS, invite, path};
use crate::desk::{Answer, Desk};
use crate::page::check;

const NEW: &str = "/console/invitations/new";
const TERMS: [(&str, &str); 6] = [
    ("name", "Physics"),
    ("expires", "7"),
    ("zone", "UTC"),
    ("requires_login", "yes"),
    ("login_match", "must"),
    ("uses", "one"),
];

/// Sends the step of the recipients.
async fn people(desk: &Desk, step: &str, fields: &[(&str, &str)]) -> Answer {
    let parts: Vec<_> = fields.iter().map(|(name, value)| (*name, None, value.as_bytes())).collect();
    desk.upload(step, &parts).await
}

/// Goes up to the review of an invitation by e-mail.
async fn up_to_review(desk: &Desk, recipients: &str) -> String {
    let step = desk.post(NEW, &[("delivery", "email")]).await.location().to_owned();
    let step = people(desk, &step, &[("recipients", recipients), ("do", "next")]).await;
    assert!(step.location().ends_with("/terms"), "{} {}", step.status, step.body);
    let step = desk.post(step.location(), &TERMS).await;
    assert!(step.location().ends_with("/message"), "{} {}", step.status, step.body);
    let step = desk.post(step.location(), &[("do", "usual")]).await;
    let message = step.location().split('?').next().expect("a path").to_owned();
    message.replace("/message", "/review")
}

#[tokio::test]
async fn the_whole_way_sends_at_once_and_leads_to_the_invitation() {
    let desk = Desk::of("root").await;
    check("invitation-new", desk.get(NEW).await.main());
    let unsaid = desk.post(NEW, &[]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.main().contains("Choose how the links reach people."));

    let step = desk.post(NEW, &[("delivery", "email")]).await.location().to_owned();
    assert!(step.ends_with("/recipients"));
    check("invitation-new-recipients", desk.get(&step).await.main());
    let typed = "Ann Berg <ann@example.org>; bob@example.org,\nANN@example.org\nnonsense\nx@y@z";
    let faulty = people(&desk, &step, &[("recipients", typed), ("do", "next")]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    check("invitation-new-recipients-faulty", faulty.main());
    assert!(faulty.main().contains("ANN@example.org\nnonsense"), "what was typed is kept");
    let left_out = [("recipients", typed), ("leave_out", "yes"), ("do", "next")];
    let step = people(&desk, &step, &left_out).await.location().to_owned();
    assert!(step.ends_with("/terms"));

    check("invitation-new-terms", desk.get(&step).await.main());
    let answer =
        desk.post(&step, &[("name", ""), ("expires", "7"), ("zone", "Mars/Base"), ("note", "kept")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["Give it a name", "Choose a time zone by its name", "kept</textarea>", "value=\"Mars/Base\""]
    {
        assert!(answer.main().contains(words), "{words}");
    }
    let step = desk.post(&step, &TERMS).await.location().to_owned();
    assert!(step.ends_with("/message"));
    check("invitation-new-message", desk.get(&step).await.main());
    let own = [
        ("message_language", "en"),
        ("subject", "Your iPhone"),
        ("body", "Hello {{recipient}}, [begin]({{link}})"),
        ("sms", "{{link}}"),
    ];
    let without_link = [own[0], own[1], ("body", "Hello"), own[3], ("do", "next")];
    let answer = desk.post(&step, &without_link).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("id=\"body-fault\""));
    let elsewhere = desk.post(&step, &[&own[..], &[("do", "language:de")]].concat()).await;
    assert!(elsewhere.location().ends_with("?language=de"), "{}", elsewhere.body);
    let german = desk.get(elsewhere.location()).await;
    assert!(german.main().contains("name=\"message_language\" value=\"de\""));
    assert!(german.main().contains("English <svg"), "English has a text of its own now");
    let review = desk.post(&step, &[&own[..], &[("do", "next")]].concat()).await.location().to_owned();

    let page = desk.get(&review).await;
    check("invitation-new-review", page.main());
    assert!(page.main().contains("Send 2 invitations") && page.main().contains("1 duplicate was merged."));
    // Going back shows what was filled in.
    assert!(desk.get(&review.replace("/review", "/terms")).await.main().contains("value=\"Physics\""));
    let sent = desk.post(&review, &[]).await;
    assert!(sent.location().ends_with("?done=sent&count=2"), "{} {}", sent.status, sent.body);
    let page = desk.get(sent.location()).await;
    assert!(page.main().contains("2 invitations are put into the outbox."));
    assert!(page.main().contains("Nothing leaves this server."));

    // Pressed twice, it is sent once.
    let again = desk.post(&review, &[]).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.main().contains("it was sent"));
    desk.test.run_due().await;
    let outbox = desk.get("/console/outbox").await;
    assert_eq!(outbox.main().matches("class=\"row\"").count(), 2);
}

#[tokio::test]
async fn above_a_number_it_has_to_be_typed() {
    let desk = Desk::of("root").await;
    let many: Vec<_> = (0..51).map(|number| format!("person{number}@example.org")).collect();
    let review = up_to_review(&desk, &many.join("\n")).await;
    let page = desk.get(&review).await;
    assert!(
        page.main().contains("Type <strong>51</strong> to confirm")
            && page.main().contains("Send 51 invitations")
    );
    for number in ["", "50"] {
        let answer = desk.post(&review, &[("number", number)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.main().contains("Type 51 to confirm."));
    }
    assert!(desk.get(INVITATIONS).await.main().contains("Invite the first people"), "nothing was sent");
    assert!(desk.post(&review, &[("number", "51")]).await.location().ends_with("count=51"));
}

#[tokio::test]
async fn too_many_recipients_are_refused_as_a_whole_and_kept() {
    let desk = Desk::of("root").await;
    let step = desk.post(NEW, &[("delivery", "email")]).await.location().to_owned();
    let many: Vec<_> = (0..10_001).map(|number| format!("person{number}@example.org")).collect();
    let answer = people(&desk, &step, &[("recipients", &many.join("\n")), ("do", "next")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.main().contains("10001 recipients are more than the 10000"),
        "{}",
        &answer.main()[..3_000]
    );
    assert!(desk.get(&step).await.main().contains("person10000@example.org"));
    let nobody = people(&desk, &step, &[("recipients", " \n"), ("do", "next")]).await;
    assert!(nobody.main().contains("Say whom it goes to."));
}

#[tokio::test]
async fn a_list_is_brought_and_people_and_groups_are_chosen() {
    let desk = Desk::of("root").await;
    desk.test.ldap("School", "dc=example").await;
    desk.test.person("tina", &["Teachers"]);
    let step = desk.post(NEW, &[("delivery", "email")]).await.location().to_owned();
    let list = b"E-mail,Name,Language\nann@example.org,Ann <b>,sv\nnonsense,Bob,\n";
    let answer = desk.upload(&step, &[("do", None, b"next"), ("file", Some("people.csv"), list)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("nonsense") && answer.main().contains("people.csv"), "{}", answer.main());

    let found = people(&desk, &step, &[("q", "tina"), ("do", "search")]).await;
    check("invitation-new-people", found.main());
    let (_, value) = found.main().split_once("name=\"person\" value=\"").expect("tina");
    let value = value.split('"').next().expect("her key").replace("&#10;", "\n");
    let chosen = people(&desk, &step, &[("person", &value), ("leave_out", "yes"), ("do", "next")]).await;
    assert!(chosen.location().ends_with("/terms"), "{} {}", chosen.status, chosen.body);
    let page = desk.get(&step).await;
    assert!(page.main().contains("tina Directory"), "{}", page.main());
    let (_, drop) = page.main().split_once("name=\"drop\" value=\"").expect("she can be taken out");
    let drop = drop.split('"').next().expect("her key").to_owned();
    let without = people(&desk, &step, &[("drop", &drop), ("drop_file", "yes"), ("do", "keep")]).await;
    assert!(!without.main().contains("tina Directory") && !without.main().contains("people.csv"));
}

#[tokio::test]
async fn a_link_only_is_shown_once_and_asks_for_no_recipients() {
    let desk = Desk::of("root").await;
    let step = desk.post(NEW, &[("delivery", "link")]).await.location().to_owned();
    assert!(step.ends_with("/terms"));
    let review = desk.post(&step, &TERMS).await.location().to_owned();
    assert!(review.ends_with("/review"));
    assert!(desk.get(&review).await.main().contains("Make the link"));
    let made = desk.post(&review, &[]).await;
    assert_eq!((made.status, made.location()), (StatusCode::OK, ""));
    assert!(
        made.main().contains("https://mdm.example.org/i/") && made.main().contains("This is shown only now.")
    );
}

#[tokio::test]
async fn one_like_another_begins_with_its_terms_and_more_recipients_join() {
    let desk = Desk::of("root").await;
    let created = invite(&desk, "Physics", Delivery::Email, &["ann@example.org"], |terms| {
        terms.note = "The same again".into();
        terms.uses_max = Some(4);
    })
    .await;
    let step = desk.post(&format!("{}/duplicate", path(&created)), &[]).await.location().to_owned();
    assert!(step.ends_with("/recipients"));
    let terms = desk.get(&step.replace("/recipients", "/terms")).await;
    assert!(terms.main().contains("The same again") && terms.main().contains("value=\"4\""));

    let step = desk.post(&format!("{}/recipients/add", path(&created)), &[]).await.location().to_owned();
    assert!(desk.get(&step).await.main().contains("<h1>Add recipients</h1>"));
    let form = [("recipients", "ann@example.org bob@example.org"), ("do", "next")];
    let review = people(&desk, &step, &form).await.location().to_owned();
    assert!(review.ends_with("/review"), "{review}");
    let added = desk.post(&review, &[]).await;
    assert!(
        added.location().ends_with("?done=added&count=1"),
        "ann is on it: {} {}",
        added.location(),
        added.body
    );
    assert!(desk.get(added.location()).await.main().contains("bob@example.org"));
}

#[tokio::test]
async fn a_draft_is_its_makers_alone() {
    let mut desk = Desk::of("root").await;
    let step = desk.post(NEW, &[("delivery", "email")]).await.location().to_owned();
    let may = Privileges::of([
        Privilege::SignInToConsole,
        Privilege::ReadInvitations,
        Privilege::ManageInvitations,
    ]);
    desk.account("ines", domain::account::Access::Full, PrivilegeSet::Custom(may)).await;
    desk.sit_down("ines").await;
    assert_eq!(desk.get(&step).await.status, StatusCode::GONE);
    let own = desk.post(NEW, &[("delivery", "sms")]).await.location().to_owned();
    assert!(desk.get(&own).await.main().contains("Phone numbers"));
    assert!(!desk.get(&own).await.main().contains("Search people and groups"), "she may not read people");
}
