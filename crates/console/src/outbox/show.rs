//! One message: its state with the words of whoever carries it, and, if nothing carried it away, what it says.

use app::{App, Error, HeldText, OutboxView};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::id::MessageId;
use domain::message::{Channel, Message};
use domain::privilege::Privilege;
use domain::sms_text::measure;
use domain::time::Timestamp;
use web::error::PageError;
use web::page::html;
use web::security::Framed;
use web::time::Moment;

use super::Idle;
use crate::admin::Admin;
use crate::badge::Badge;
use crate::count::counted;
use crate::fact::{Fact, Facts, Value};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::invitation;

#[derive(Template)]
#[template(path = "outbox/show.html")]
struct Page {
    frame: Frame,
    path: String,
    title: String,
    address: String,
    state: Badge,
    facts: Vec<Fact>,
    held: Option<Held>,
    /// Whether it lies here, though the caller may not read it.
    is_closed: bool,
    idle: Option<Idle>,
    /// The page of the recipient, for those who may see it.
    recipient: Option<String>,
}

/// What a message says that stays here.
struct Held {
    is_email: bool,
    subject: String,
    text: String,
    sms: String,
    parts: String,
}

/// Shows the message.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: MessageId = id.parse().map_err(|_| Error::NotFound)?;
    let OutboxView { message, held } = app.show_outbox_message(&caller, id).await?;
    let invited = message.invitation_id.zip(message.recipient_id);
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Outbox),
        path: super::path(id),
        title: format!("{} by {}", message.kind.title(), message.channel.title()),
        state: message.state.into(),
        facts: facts(&message, app.now()),
        is_closed: held.is_none() && message.state == domain::message::MessageState::Held,
        held: held.map(|held| Held::new(held, message.channel)),
        idle: super::idle(&app).await?,
        recipient: invited
            .filter(|_| caller.holds(Privilege::ReadInvitations))
            .map(|(invitation_id, id)| invitation::recipient_path(invitation_id, id)),
        address: message.address,
    })
}

/// Shows the mail as it would have been read, for the frame on the message's page: nothing in it runs or loads.
pub(crate) async fn mail(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: MessageId = id.parse().map_err(|_| Error::NotFound)?;
    let held = app.show_outbox_message(&caller, id).await?.held.ok_or(Error::NotFound)?;
    let mut response = Html(held.html).into_response();
    response.extensions_mut().insert(Framed);
    Ok(response)
}

fn facts(message: &Message, now: Timestamp) -> Vec<Fact> {
    let moment = |at| Value::At(Moment { at, now });
    let next = (!message.state.is_settled()).then(|| moment(message.due_at));
    Facts::default()
        .words("To", Some(message.address.clone()))
        .words("Words of its carrier", Some(message.words.clone()))
        .code("Reference code", message.reference.as_ref().map(ToString::to_string))
        .words("Tries", Some(message.attempt.to_string()))
        .with("Put into the outbox", Some(moment(message.created_at)))
        .with("Next try", next)
        .with("Accepted", message.accepted_at.map(moment))
        .with("Settled", message.settled_at.map(moment))
        .code("Provider’s name for it", message.provider_key.clone())
        .code("Message", Some(message.id.to_string()))
        .0
}

impl Held {
    fn new(held: HeldText, channel: Channel) -> Self {
        let segments = u64::try_from(measure(&held.sms).segments).unwrap_or(u64::MAX);
        Self {
            is_email: channel == Channel::Email,
            parts: counted(segments, "part", "parts"),
            subject: held.subject,
            text: held.text,
            sms: held.sms,
        }
    }
}
