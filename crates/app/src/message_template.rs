//! What messages say: the texts that come with the server, those an administrator has put in their place, and how either
//! looks.

use domain::audit::{Audit, Event};
use domain::language::{ENGLISH, base, language_code};
use domain::message::MessageKind;
use domain::message_template::{EDITABLE_KINDS, MessageTemplate, TemplateText, built_in_text, english_text};
use domain::privilege::Privilege;
use domain::time::{DAY, Timestamp};
use store::Tx;

use crate::message::render::{Rendered, Values, render};
use crate::{App, Caller, Error, Fault};

/// The text of a message in a language, as administrators see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageTemplateDetail {
    /// Which message.
    pub kind: MessageKind,
    /// The language's code.
    pub language: String,
    /// What it says now.
    pub text: TemplateText,
    /// What comes with the server for this language, if anything does.
    pub built_in: Option<TemplateText>,
    /// When an administrator last changed it; `None` while it is the one that comes with the server.
    pub changed_at: Option<Timestamp>,
}

/// The most languages that texts of one kind may be in.
const LANGUAGES_MAX: usize = 60;

impl App {
    /// Lists all texts there are, built-in and own: by kind, English first, then by language.
    pub async fn list_message_templates(&self, caller: &Caller) -> Result<Vec<MessageTemplateDetail>, Error> {
        may_read(caller)?;
        let own = self.0.store.read().await?.list_message_templates().await?;
        let mut details = Vec::new();
        for kind in EDITABLE_KINDS {
            let mut languages: Vec<_> = domain::language::LANGUAGES
                .into_iter()
                .map(|language| language.code)
                .filter(|code| built_in_text(kind, code).is_some())
                .collect();
            let others = own.iter().filter(|own| own.kind == kind).map(|own| own.language.as_str());
            let others: Vec<_> = others.filter(|code| !languages.contains(code)).collect();
            languages.extend(others);
            for language in languages {
                let own = own.iter().find(|own| own.kind == kind && own.language == language);
                details.extend(detail(kind, language, own.cloned()));
            }
        }
        Ok(details)
    }

    /// Shows the text of a message in a language. For a language without one it is what somebody who speaks it gets.
    pub async fn show_message_template(
        &self,
        caller: &Caller,
        kind: MessageKind,
        language: &str,
    ) -> Result<MessageTemplateDetail, Error> {
        may_read(caller)?;
        let language = language_code(language).ok_or(Error::NotFound)?;
        let mut tx = self.0.store.read().await?;
        let own = tx.find_message_template(kind, &language).await?;
        if let Some(detail) = detail(kind, &language, own) {
            return Ok(detail);
        }
        let (text, _) = self.message_template(&mut tx, kind, &language).await?;
        Ok(MessageTemplateDetail { kind, language, text, built_in: None, changed_at: None })
    }

    /// Puts a text in place of the one that comes with the server, or adds a language.
    pub async fn save_message_template(
        &self,
        caller: &Caller,
        kind: MessageKind,
        language: &str,
        text: &TemplateText,
    ) -> Result<MessageTemplateDetail, Error> {
        caller.may(Privilege::ManageDelivery)?;
        if !EDITABLE_KINDS.contains(&kind) {
            return Err(Error::NotFound);
        }
        let language = language_code(language).ok_or_else(|| {
            Error::Invalid(vec![Fault::new("language", "Write a language’s code, such as fi or pt-BR.")])
        })?;
        let text = text.tidied();
        let faults = template_faults(kind, &text);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let mut tx = self.0.store.begin().await?;
        let own = tx.list_message_templates().await?.into_iter().filter(|own| own.kind == kind);
        let own: Vec<_> = own.collect();
        let former = own.iter().find(|own| own.language == language).map(|own| own.text.clone());
        if former.is_none() && own.len() >= LANGUAGES_MAX {
            let words = format!("There are texts in {LANGUAGES_MAX} languages already. Delete one first.");
            return Err(Error::Invalid(vec![Fault::new("language", words)]));
        }
        let template = MessageTemplate { kind, language, text, changed_at: self.now() };
        let former = former.or_else(|| exact_built_in(kind, &template.language)).unwrap_or_default();
        let changes = former.changes_to(&template.text);
        if !changes.is_empty() {
            tx.save_message_template(&template).await?;
            let event = Event::MessageTemplateChanged {
                message: kind.title().into(),
                language: template.language.clone(),
            };
            let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        self.show_message_template(caller, kind, &template.language).await
    }

    /// Goes back to the text that comes with the server; a language without one is given up.
    pub async fn reset_message_template(
        &self,
        caller: &Caller,
        kind: MessageKind,
        language: &str,
    ) -> Result<(), Error> {
        caller.may(Privilege::ManageDelivery)?;
        let language = language_code(language).ok_or(Error::NotFound)?;
        let mut tx = self.0.store.begin().await?;
        let own = tx.find_message_template(kind, &language).await?.ok_or(Error::NotFound)?;
        tx.delete_message_template(kind, &language).await?;
        let changes = own.text.changes_to(&exact_built_in(kind, &language).unwrap_or_default());
        let event = Event::MessageTemplateReset { message: kind.title().into(), language };
        let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Shows how a text would look as mail and SMS, with values of somebody made up. Nothing is saved or sent.
    pub fn preview_message(
        &self,
        caller: &Caller,
        kind: MessageKind,
        language: &str,
        text: &TemplateText,
    ) -> Result<Rendered, Error> {
        may_write(caller)?;
        let text = text.tidied();
        let faults = template_faults(kind, &text);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let settings = &self.0.settings;
        let link = format!("{}/i/{SAMPLE_TOKEN}", settings.base_url);
        let values = Values {
            recipient: Some(SAMPLE_NAME),
            link: &link,
            code: if kind == MessageKind::Code { "482 913" } else { SAMPLE_CODE },
            expires_at: Some(self.now().plus(7 * DAY)),
            zone: "UTC",
            organization: &settings.organization.name,
            inviter: caller.full_name(),
            help: &settings.organization.help,
        };
        Ok(render(kind, &text, language, &values))
    }

    /// Returns what a message says to somebody of this language, and the language it says it in: an own text, else the
    /// one that comes with the server, for `de-AT` also those for `de`; else both in English.
    pub(crate) async fn message_template(
        &self,
        tx: &mut Tx,
        kind: MessageKind,
        language: &str,
    ) -> Result<(TemplateText, String), Error> {
        let code = language_code(language).unwrap_or_else(|| ENGLISH.to_owned());
        let general = base(&code).to_owned();
        for language in [&code, &general] {
            if let Some(own) = tx.find_message_template(kind, language).await? {
                return Ok((own.text, own.language));
            }
        }
        if let Some(text) = built_in_text(kind, &general) {
            return Ok((text, code));
        }
        let own = tx.find_message_template(kind, ENGLISH).await?;
        let text = own.map_or_else(|| english_text(kind), |own| own.text);
        Ok((text, ENGLISH.to_owned()))
    }
}

/// What a link looks like in a preview: as long as a real one.
const SAMPLE_TOKEN: &str = "EXAMPLEEXAMPLEEXAMPLEEXAMPL";
const SAMPLE_CODE: &str = "EXAM-PLE2";
const SAMPLE_NAME: &str = "Anna Berg";

/// Refuses whoever neither looks after delivery nor invites anybody: those who invite begin with these texts.
fn may_read(caller: &Caller) -> Result<(), Error> {
    if caller.holds(Privilege::ManageInvitations) {
        return Ok(());
    }
    caller.may(Privilege::ReadDelivery)
}

fn may_write(caller: &Caller) -> Result<(), Error> {
    if caller.holds(Privilege::ManageInvitations) {
        return Ok(());
    }
    caller.may(Privilege::ManageDelivery)
}

/// Lists what is wrong with a text, by the field's name.
pub(crate) fn template_faults(kind: MessageKind, text: &TemplateText) -> Vec<Fault> {
    let faults = text.faults(kind).into_iter();
    faults.map(|(field, fault)| Fault::new(field, fault.to_string())).collect()
}

/// Returns the text of exactly this language: none for `de-AT`, whose speakers get that for `de`.
fn exact_built_in(kind: MessageKind, language: &str) -> Option<TemplateText> {
    if base(language) == language { built_in_text(kind, language) } else { None }
}

fn detail(kind: MessageKind, language: &str, own: Option<MessageTemplate>) -> Option<MessageTemplateDetail> {
    let built_in = exact_built_in(kind, language);
    let changed_at = own.as_ref().map(|own| own.changed_at);
    let text = own.map(|own| own.text).or_else(|| built_in.clone())?;
    Some(MessageTemplateDetail { kind, language: language.to_owned(), text, built_in, changed_at })
}
