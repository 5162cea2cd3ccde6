//! Texts of messages that administrators have changed.

use domain::message::MessageKind;
use domain::message_template::{MessageTemplate, TemplateText};

use crate::fixture::{NOW, stores};

fn template(kind: MessageKind, language: &str, subject: &str) -> MessageTemplate {
    let text =
        TemplateText { subject: subject.into(), body: "Grüße\n\n{{link}}".into(), sms: "{{link}}".into() };
    MessageTemplate { kind, language: language.into(), text, changed_at: NOW }
}

#[tokio::test]
async fn a_text_is_kept_by_kind_and_language_and_replaced() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let first = template(MessageKind::Invitation, "de-AT", "eins");
        tx.save_message_template(&first).await.expect("saved");
        tx.save_message_template(&template(MessageKind::Reminder, "de-AT", "zwei")).await.expect("saved");
        tx.save_message_template(&template(MessageKind::Invitation, "de", "drei")).await.expect("saved");
        let found = tx.find_message_template(MessageKind::Invitation, "de-AT").await.expect("a look");
        assert_eq!(found, Some(first));
        assert_eq!(tx.find_message_template(MessageKind::Code, "de").await.expect("a look"), None);

        let second = template(MessageKind::Invitation, "de-AT", "vier");
        tx.save_message_template(&second).await.expect("saved");
        let found = tx.find_message_template(MessageKind::Invitation, "de-AT").await.expect("a look");
        assert_eq!(found, Some(second));
        let all = tx.list_message_templates().await.expect("a list");
        let subjects: Vec<_> = all.iter().map(|template| template.text.subject.as_str()).collect();
        assert_eq!(subjects, ["drei", "vier", "zwei"]);

        tx.delete_message_template(MessageKind::Invitation, "de-AT").await.expect("deleted");
        assert_eq!(tx.list_message_templates().await.expect("a list").len(), 2);
    }
}
