//! Texts of messages that administrators have changed.

use domain::message::MessageKind;
use domain::message_template::{MessageTemplate, TemplateText};
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::engine::run;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct MessageTemplateRow {
    kind: String,
    language: String,
    subject: String,
    body: String,
    sms: String,
    changed_at: i64,
}

impl TryFrom<MessageTemplateRow> for MessageTemplate {
    type Error = StoreError;

    fn try_from(row: MessageTemplateRow) -> Result<Self, StoreError> {
        let kind = MessageKind::parse(&row.kind)
            .ok_or_else(|| StoreError::nonsense("message_template", format!("no such kind: {}", row.kind)))?;
        Ok(Self {
            kind,
            language: row.language,
            text: TemplateText { subject: row.subject, body: row.body, sms: row.sms },
            changed_at: Timestamp(row.changed_at),
        })
    }
}

impl Tx {
    /// Writes a text, in place of the former one of its kind and language.
    pub async fn save_message_template(&mut self, template: &MessageTemplate) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into message_template (kind, language, subject, body, sms, changed_at) \
             values ($1, $2, $3, $4, $5, $6) \
             on conflict (kind, language) do update set subject = excluded.subject, body = excluded.body, \
             sms = excluded.sms, changed_at = excluded.changed_at",
            template.kind.name(),
            &template.language,
            &template.text.subject,
            &template.text.body,
            &template.text.sms,
            template.changed_at.0,
        )?;
        Ok(())
    }

    /// Finds a text.
    pub async fn find_message_template(
        &mut self,
        kind: MessageKind,
        language: &str,
    ) -> Result<Option<MessageTemplate>, StoreError> {
        let row = run!(
            optional MessageTemplateRow,
            self,
            "select * from message_template where kind = $1 and language = $2",
            kind.name(),
            language,
        )?;
        row.map(MessageTemplate::try_from).transpose()
    }

    /// Lists all texts, by kind and language.
    pub async fn list_message_templates(&mut self) -> Result<Vec<MessageTemplate>, StoreError> {
        let rows = run!(
            all MessageTemplateRow,
            self,
            "select * from message_template order by kind, language",
        )?;
        rows.into_iter().map(MessageTemplate::try_from).collect()
    }

    /// Deletes a text.
    pub async fn delete_message_template(
        &mut self,
        kind: MessageKind,
        language: &str,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "delete from message_template where kind = $1 and language = $2",
            kind.name(),
            language,
        )?;
        Ok(())
    }
}
