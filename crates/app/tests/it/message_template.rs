//! Texts of messages: whose count, who may change them, and what is refused.

use app::{Caller, Error};
use domain::message::MessageKind;
use domain::message_template::{TemplateText, built_in_text};
use domain::sms_text::measure;
use testkit::TestApp;

fn text() -> TemplateText {
    TemplateText {
        subject: "Servus {{recipient}}".into(),
        body: "Komm her\r\n\r\n{{link}}\r\n".into(),
        sms: "{{link}}".into(),
    }
}

#[tokio::test]
async fn an_own_text_takes_the_place_of_the_one_that_comes_with_the_server() {
    let test = TestApp::new().await;
    let (app, root) = (&test.app, Caller::operator());
    let kind = MessageKind::Invitation;
    let shown = app.show_message_template(&root, kind, "de").await.expect("a text");
    assert_eq!((shown.changed_at, Some(&shown.text)), (None, shown.built_in.as_ref()));

    let saved = app.save_message_template(&root, kind, "de", &text()).await.expect("saved");
    assert_eq!((saved.text.body.as_str(), saved.changed_at), ("Komm her\n\n{{link}}", Some(app.now())));
    assert_eq!(saved.built_in, built_in_text(kind, "de"));
    // Somebody from Austria gets what speakers of German get.
    let austrian = app.show_message_template(&root, kind, "de-at").await.expect("a text");
    assert_eq!((austrian.text, austrian.language.as_str()), (saved.text, "de-AT"));
    // Nobody has written Finnish yet.
    let finnish = app.show_message_template(&root, kind, "fi").await.expect("a text");
    assert_eq!(Some(finnish.text), built_in_text(kind, "en"));

    app.save_message_template(&root, kind, "FI", &text()).await.expect("saved");
    let list = app.list_message_templates(&root).await.expect("a list");
    let of_kind: Vec<_> = list.iter().filter(|detail| detail.kind == kind).collect();
    assert_eq!((of_kind[0].language.as_str(), of_kind.len()), ("en", 13));
    let own: Vec<_> = of_kind.iter().filter(|detail| detail.changed_at.is_some()).collect();
    assert_eq!(own.iter().map(|detail| detail.language.as_str()).collect::<Vec<_>>(), ["de", "fi"]);

    app.reset_message_template(&root, kind, "de").await.expect("reset");
    let shown = app.show_message_template(&root, kind, "de").await.expect("a text");
    assert_eq!((shown.changed_at, Some(shown.text)), (None, shown.built_in));
    let again = app.reset_message_template(&root, kind, "de").await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    let trail = test.database.trail().await.concat();
    assert!(trail.contains("message-template-changed") && trail.contains("message-template-reset"));
}

#[tokio::test]
async fn a_text_that_breaks_the_rules_is_refused_by_field() {
    let test = TestApp::new().await;
    let root = Caller::operator();
    let wrong = TemplateText {
        subject: "a\r\nBcc: x".into(),
        body: "{{lnik}} {{link}}".into(),
        sms: "no link".into(),
    };
    let refused = test.app.save_message_template(&root, MessageKind::Invitation, "en", &wrong).await;
    let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["subject", "body", "sms"]);
    let preview = test.app.preview_message(&root, MessageKind::Invitation, "en", &wrong);
    assert!(matches!(preview, Err(Error::Invalid(_))), "{preview:?}");
    let nowhere = test.app.save_message_template(&root, MessageKind::Invitation, "klingon", &text()).await;
    assert!(matches!(nowhere, Err(Error::Invalid(_))), "{nowhere:?}");
    let fixed = test.app.save_message_template(&root, MessageKind::Test, "en", &text()).await;
    assert!(matches!(fixed, Err(Error::NotFound)), "{fixed:?}");
}

#[tokio::test]
async fn a_preview_shows_mail_and_sms() {
    let test = TestApp::new().await;
    let (app, root) = (&test.app, Caller::operator());
    let shown = app.preview_message(&root, MessageKind::Invitation, "de", &text()).expect("a preview");
    assert_eq!(shown.subject, "Servus Anna Berg");
    assert!(shown.html.contains("https://mdm.example.org/i/") && shown.text.contains("Komm her"));
    assert!(shown.qr_png.starts_with(b"\x89PNG"));
    assert_eq!(measure(&shown.sms).segments, 1);
}
