//! The last step: to whom, what, under which terms and for how many messages; then it is sent at once.

use std::collections::BTreeMap;

use app::{App, Caller, Error, Fault, Gathered, InvitationDraft, NewInvitation, NewRecipient};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::UploadId;
use domain::invitation::{Delivery, InvitationTerms};
use domain::language::language_title;
use domain::message::MessageKind;
use domain::sms_text::measure;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::{Drawn, Step, find, source, way};
use crate::admin::Admin;
use crate::count::{counted, grouped, listed};
use crate::fact::Fact;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::invitation::link::{Made, show};
use crate::invitation::show::terms_told;
use crate::invitation::terms::read;
use crate::outbox::{Idle, idle};
use crate::paging::link;

/// How many recipients are shown.
const FIRST: usize = 5;

#[derive(Template)]
#[template(path = "invitation/new/review.html")]
struct Page {
    frame: Frame,
    way: Vec<Drawn>,
    action: String,
    back: String,
    title: &'static str,
    name: String,
    delivery: Delivery,
    icon: Icon,
    stays_here: bool,
    idle: Option<Idle>,
    recipients: String,
    first: Vec<NewRecipient>,
    more: Option<String>,
    merged: Option<String>,
    left_out: Option<String>,
    also_left_out: Vec<String>,
    silent: String,
    texts: Vec<Text>,
    cost: Option<String>,
    terms: Vec<Fact>,
    is_endless: bool,
    needs_no_login: bool,
    button: String,
    /// The number to type, where many get a message.
    number: Option<String>,
    may_send: bool,
    faults: Faults,
}

/// What is said in one language.
struct Text {
    language: String,
    recipients: String,
    is_own: bool,
    /// The subject of the mail, or the SMS.
    said: String,
    parts: String,
}

/// All that the page shows of a draft.
struct Reviewed {
    terms: InvitationTerms,
    name: String,
    gathered: Gathered,
    faults: Vec<Fault>,
}

/// Shows what will happen.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, draft) = find(&app, &caller, &id).await?;
    if draft.adds_to.is_none() && draft.terms.is_none() {
        return Ok(see_made(&Step::Terms.path(id)));
    }
    let reviewed = review(&app, &caller, &draft).await?;
    html(&page(&app, &caller, id, &draft, reviewed).await?)
}

/// Sends the invitation.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let (id, draft) = find(&app, &caller, &id).await?;
    if draft.adds_to.is_none() && draft.terms.is_none() {
        return Ok(see_made(&Step::Terms.path(id)));
    }
    let mut reviewed = review(&app, &caller, &draft).await?;
    let count = reviewed.gathered.recipients.len();
    if let Some(number) = number(&app, count)
        && fields.one("number").trim() != number
    {
        reviewed.faults.push(Fault::new("number", format!("Type {number} to confirm.")));
    }
    if !reviewed.faults.is_empty() {
        let page = page(&app, &caller, id, &draft, reviewed).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    // From here on nobody else has the draft; what is refused is kept anew.
    let draft = app.take_invitation_draft(&caller, id).await?;
    let made = match draft.adds_to {
        Some(invitation) => app
            .add_recipients(&caller, invitation, reviewed.gathered.recipients.clone())
            .await
            .map(|added| Sent::Added(crate::invitation::path(invitation), added)),
        None => {
            let new = NewInvitation {
                delivery: draft.delivery,
                terms: reviewed.terms.clone(),
                texts: draft.texts.clone(),
                recipients: reviewed.gathered.recipients.clone(),
            };
            app.create_invitation(&caller, new).await.map(|made| Sent::Made(Box::new(made)))
        }
    };
    match made {
        Ok(Sent::Added(path, added)) => {
            Ok(see_made(&link(&path, &[("done", "added"), ("count", &added.to_string())])))
        }
        Ok(Sent::Made(made)) => match &made.link {
            Some(by_hand) => {
                let made_for = Made { title: "The link is ready", recipient: String::new(), replaces: false };
                show(&app, &caller, &made.invitation, by_hand, made_for)
            }
            None => {
                let path = crate::invitation::path(made.invitation.id);
                Ok(see_made(&link(&path, &[("done", "sent"), ("count", &made.messages.to_string())])))
            }
        },
        Err(error) => {
            let id = app.keep_invitation_draft(&caller, None, &draft).await?;
            let words = match error {
                Error::Invalid(faults) => faults,
                Error::Refused(refusal) => vec![Fault::new("send", refusal.to_string())],
                error => return Err(error.into()),
            };
            reviewed.faults = words;
            let page = page(&app, &caller, id, &draft, reviewed).await?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// What became of the draft.
enum Sent {
    Added(String, u64),
    Made(Box<app::CreatedInvitation>),
}

/// Reads the draft anew: what it says now, not what an earlier page has shown.
async fn review(app: &App, caller: &Caller, draft: &InvitationDraft) -> Result<Reviewed, PageError> {
    let gathered = match draft.delivery.channel() {
        Some(_) => app.gather_recipients(caller, draft.delivery, &source(draft)).await?,
        None => Gathered::default(),
    };
    let (terms, mut faults, name) = match draft.adds_to {
        Some(id) => {
            let detail = app.show_invitation(caller, id).await?;
            let name = detail.invitation.terms.name.clone();
            (detail.invitation.terms, Vec::new(), name)
        }
        None => {
            let fields = Fields::new(draft.terms.clone().unwrap_or_default());
            let (terms, mut faults) = read(&fields, None, app.now());
            faults.extend(app.check_invitation_terms(caller, draft.delivery, &terms));
            let name = terms.name.trim().to_owned();
            (terms, faults, name)
        }
    };
    if draft.delivery.channel().is_some() {
        if gathered.recipients.is_empty() {
            faults.push(Fault::new("recipients", "Say whom it goes to."));
        } else if !gathered.faults.is_empty() && !draft.leaves_out_faulty {
            let words =
                "Some entries cannot be used. Go back to the recipients and correct them, or leave them out.";
            faults.push(Fault::new("recipients", words));
        }
    }
    Ok(Reviewed { terms, name, gathered, faults })
}

/// Returns the number that is to be typed.
fn number(app: &App, recipients: usize) -> Option<String> {
    let recipients = recipients as u64;
    (recipients > app.settings().invitations.confirm_above).then(|| recipients.to_string())
}

async fn page(
    app: &App,
    caller: &Caller,
    id: UploadId,
    draft: &InvitationDraft,
    reviewed: Reviewed,
) -> Result<Page, PageError> {
    let Reviewed { terms, name, gathered, faults } = reviewed;
    let count = gathered.recipients.len();
    let idle = idle(app).await?;
    let stays_here = match draft.delivery {
        Delivery::Email => idle.is_some_and(|idle| idle.email),
        Delivery::Sms => idle.is_some_and(|idle| idle.sms),
        Delivery::Link => false,
    };
    let (texts, segments) = texts(app, caller, draft, &terms, &gathered.recipients).await?;
    let more = count.saturating_sub(FIRST);
    let people = |count: usize| counted(count as u64, "recipient", "recipients");
    let (title, button) = match (draft.adds_to, draft.delivery) {
        (Some(_), _) => ("Add recipients", format!("Add {}", people(count))),
        (None, Delivery::Link) => ("Review", "Make the link".to_owned()),
        (None, _) => ("Review", format!("Send {}", counted(count as u64, "invitation", "invitations"))),
    };
    let has_blocking = faults.iter().any(|fault| fault.field == "recipients");
    Ok(Page {
        frame: Frame::new(app, caller, Section::Invitations),
        way: way(Some(id), Some(draft), Step::Review),
        action: Step::Review.path(id),
        back: Step::Review.back(id, draft),
        title,
        delivery: draft.delivery,
        icon: crate::invitation::delivery_icon(draft.delivery),
        stays_here,
        idle: idle.filter(|_| stays_here),
        recipients: people(count),
        first: gathered.recipients.into_iter().take(FIRST).collect(),
        more: (more > 0).then(|| people(more)),
        merged: (gathered.merged > 0)
            .then(|| counted(gathered.merged, "duplicate was merged", "duplicates were merged")),
        left_out: (gathered.faults_in_all > 0).then(|| {
            counted(
                gathered.faults_in_all,
                "entry that cannot be used is left out",
                "entries that cannot be used are left out",
            )
        }),
        also_left_out: gathered.left_out,
        silent: listed(&gathered.silent),
        cost: (draft.delivery == Delivery::Sms && segments > 0).then(|| {
            format!(
                "{} in {}",
                counted(segments, "SMS part", "SMS parts"),
                counted(count as u64, "message", "messages")
            )
        }),
        texts,
        terms: terms_told(&terms, draft.delivery, &draft.texts, caller, app.now()),
        is_endless: terms.expires_at.is_none(),
        needs_no_login: !terms.requires_login,
        name,
        button,
        number: number(app, count),
        may_send: !has_blocking,
        faults: Faults::new(faults),
    })
}

/// Tells what is said in each language to how many, and counts the parts of all SMS.
async fn texts(
    app: &App,
    caller: &Caller,
    draft: &InvitationDraft,
    terms: &InvitationTerms,
    recipients: &[NewRecipient],
) -> Result<(Vec<Text>, u64), PageError> {
    let mut languages: BTreeMap<&str, u64> = BTreeMap::new();
    for one in recipients {
        let language = if one.language.is_empty() { &terms.language } else { &one.language };
        *languages.entry(language).or_default() += 1;
    }
    let (mut texts, mut segments) = (Vec::new(), 0);
    for (language, count) in languages {
        let own = draft.texts.get(language);
        let text = match own {
            Some(own) => own.clone(),
            None => app.show_message_template(caller, MessageKind::Invitation, language).await?.text,
        };
        // What cannot be drawn is said at its own step.
        let Ok(shown) = app.preview_message(caller, MessageKind::Invitation, language, &text) else {
            continue;
        };
        let parts = measure(&shown.sms).segments as u64;
        segments += parts * count;
        texts.push(Text {
            language: language_title(language),
            recipients: grouped(count),
            is_own: own.is_some(),
            said: if draft.delivery == Delivery::Sms { shown.sms } else { shown.subject },
            parts: counted(parts, "part", "parts"),
        });
    }
    Ok((texts, segments))
}
