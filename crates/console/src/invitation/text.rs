//! The text of an invitation in one language, changed after it was sent: messages that go out from then on say it.

use std::collections::BTreeSet;

use app::{App, Caller, Error, InvitationDetail};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::language::{LANGUAGES, language_code, language_title};
use domain::message::MessageKind;
use domain::message_template::TemplateText;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::act::theirs;
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::message_template;
use crate::message_template::form::MessageForm;
use crate::message_template::preview::Preview;
use crate::paging::link;

#[derive(Template)]
#[template(path = "invitation/text.html")]
struct Page {
    frame: Frame,
    path: String,
    name: String,
    action: String,
    title: String,
    is_own: bool,
    has_faults: bool,
    message_form: MessageForm,
    preview: Preview,
}

/// Lists the languages with the path of each text's page, and whether it has a text of its own.
pub(super) fn links(detail: &InvitationDetail) -> Vec<(String, String, bool)> {
    let mut codes: BTreeSet<_> = detail.texts.keys().cloned().collect();
    codes.extend(LANGUAGES.iter().map(|language| language.code.to_owned()));
    let mut links: Vec<_> = codes
        .into_iter()
        .map(|code| (language_title(&code), path(detail, &code), detail.texts.contains_key(&code)))
        .collect();
    links.sort();
    links
}

fn path(detail: &InvitationDetail, language: &str) -> String {
    format!("{}/texts/{language}", super::path(detail.invitation.id))
}

/// Shows the text.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((id, language)): Path<(String, String)>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let detail = theirs(&app, &caller, &id).await?;
    let language = language_code(&language).ok_or(Error::NotFound)?;
    let text = match detail.texts.get(&language) {
        Some(own) => own.clone(),
        None => usual(&app, &caller, &language).await?,
    };
    html(&page(&app, &caller, &detail, language, text, Faults::default()))
}

/// Saves the text, or goes back to the usual one.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((id, language)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let detail = theirs(&app, &caller, &id).await?;
    let language = language_code(&language).ok_or(Error::NotFound)?;
    let text = TemplateText {
        subject: fields.one("subject").to_owned(),
        body: fields.one("body").to_owned(),
        sms: fields.one("sms").to_owned(),
    }
    .tidied();
    let mut texts = detail.texts.clone();
    if fields.one("do") == "usual" || text == usual(&app, &caller, &language).await?.tidied() {
        texts.remove(&language);
    } else {
        texts.insert(language.clone(), text.clone());
    }
    let terms = detail.invitation.terms.clone();
    match app.change_invitation(&caller, detail.invitation.id, terms, Some(texts)).await {
        Ok(invitation) => Ok(see_made(&link(&super::path(invitation.id), &[("done", "text")]))),
        Err(Error::Invalid(faults)) => {
            let page = page(&app, &caller, &detail, language, text, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn usual(app: &App, caller: &Caller, language: &str) -> Result<TemplateText, Error> {
    Ok(app.show_message_template(caller, MessageKind::Invitation, language).await?.text)
}

fn page(
    app: &App,
    caller: &Caller,
    detail: &InvitationDetail,
    language: String,
    text: TemplateText,
    faults: Faults,
) -> Page {
    let is_own = detail.texts.contains_key(&language);
    Page {
        frame: Frame::new(app, caller, Section::Invitations),
        path: super::path(detail.invitation.id),
        name: detail.invitation.terms.name.clone(),
        action: path(detail, &language),
        title: format!("Message, {}", language_title(&language)),
        is_own,
        has_faults: !faults.is_empty(),
        preview: Preview {
            source: match is_own {
                true => String::new(),
                false => message_template::preview::source(MessageKind::Invitation, &language),
            },
        },
        message_form: MessageForm {
            kind: MessageKind::Invitation,
            language,
            typed: text.into(),
            faults,
            is_fixed: false,
        },
    }
}
