//! The fourth step: what the message says. Without a change it is the usual text of each language.

use app::{App, Caller, InvitationDraft};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::id::UploadId;
use domain::language::{ENGLISH, LANGUAGES, language_code, language_title};
use domain::message::MessageKind;
use domain::message_template::TemplateText;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::{Drawn, Step, find, way};
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::message_template::form::{MessageForm, Typed};
use crate::message_template::preview::{self, Preview};
use crate::paging::link;

#[derive(Template)]
#[template(path = "invitation/new/message.html")]
struct Page {
    frame: Frame,
    way: Vec<Drawn>,
    action: String,
    back: String,
    tabs: Vec<Tab>,
    language: String,
    is_own: bool,
    has_faults: bool,
    message_form: MessageForm,
    preview: Preview,
}

/// A language to write in.
struct Tab {
    title: String,
    /// What the form sends to go on in this language.
    value: String,
    is_current: bool,
    is_own: bool,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    language: String,
}

/// Shows the step in a language.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let (id, draft) = find(&app, &caller, &id).await?;
    let language = language_code(&address.language).unwrap_or_else(|| language_of(&draft));
    html(&page(&app, &caller, id, &draft, language, None).await?)
}

/// Keeps the text; goes on, back to the usual text, or to another language.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let (id, mut draft) = find(&app, &caller, &id).await?;
    let language = language_code(fields.one("message_language")).unwrap_or_else(|| language_of(&draft));
    let text = TemplateText {
        subject: fields.one("subject").to_owned(),
        body: fields.one("body").to_owned(),
        sms: fields.one("sms").to_owned(),
    }
    .tidied();
    let usual = app.show_message_template(&caller, MessageKind::Invitation, &language).await?.text.tidied();
    let wants = fields.one("do");
    if wants == "usual" || text == usual {
        draft.texts.remove(&language);
    } else {
        let faults = text.faults(MessageKind::Invitation).into_iter();
        let faults: Vec<_> = faults.map(|(field, fault)| app::Fault::new(field, fault.to_string())).collect();
        if !faults.is_empty() {
            let typed = Some((text.into(), Faults::new(faults)));
            let page = page(&app, &caller, id, &draft, language, typed).await?;
            return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        draft.texts.insert(language.clone(), text);
    }
    app.keep_invitation_draft(&caller, Some(id), &draft).await?;
    let path = Step::Message.path(id);
    Ok(match (wants, language_code(wants.trim_start_matches("language:"))) {
        ("next", _) => see_made(&Step::Message.next(id, &draft)),
        (other, Some(other_language)) if other.starts_with("language:") => {
            see_made(&link(&path, &[("language", &other_language)]))
        }
        _ => see_made(&link(&path, &[("language", &language)])),
    })
}

/// Returns the language that most recipients get.
fn language_of(draft: &InvitationDraft) -> String {
    let chosen = draft.terms.iter().flatten().find(|(name, _)| name == "language");
    chosen.and_then(|(_, code)| language_code(code)).unwrap_or_else(|| ENGLISH.to_owned())
}

async fn page(
    app: &App,
    caller: &Caller,
    id: UploadId,
    draft: &InvitationDraft,
    language: String,
    typed: Option<(Typed, Faults)>,
) -> Result<Page, PageError> {
    let own = draft.texts.get(&language);
    let (typed, faults) = match (typed, own) {
        (Some(typed), _) => typed,
        (None, Some(own)) => (own.clone().into(), Faults::default()),
        (None, None) => {
            let usual = app.show_message_template(caller, MessageKind::Invitation, &language).await?;
            (usual.text.into(), Faults::default())
        }
    };
    let mut codes: Vec<_> = LANGUAGES.iter().map(|language| language.code.to_owned()).collect();
    codes.extend(draft.texts.keys().cloned().chain([language.clone()]));
    let mut seen = std::collections::HashSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    let tab = |code: String| Tab {
        title: language_title(&code),
        is_current: code == language,
        is_own: draft.texts.contains_key(&code),
        value: format!("language:{code}"),
    };
    Ok(Page {
        frame: Frame::new(app, caller, Section::Invitations),
        way: way(Some(id), Some(draft), Step::Message),
        action: Step::Message.path(id),
        back: Step::Message.back(id, draft),
        tabs: codes.into_iter().map(tab).collect(),
        is_own: own.is_some(),
        has_faults: !faults.is_empty(),
        message_form: MessageForm {
            kind: MessageKind::Invitation,
            language: language.clone(),
            typed,
            faults,
            is_fixed: false,
        },
        preview: Preview {
            source: match own {
                Some(_) => String::new(),
                None => preview::source(MessageKind::Invitation, &language),
            },
        },
        language: language_title(&language),
    })
}
