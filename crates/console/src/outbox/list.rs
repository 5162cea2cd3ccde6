//! The list of messages, newest first.

use app::App;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::message::{Channel, Message, MessageState};
use domain::page::Cursor;
use domain::time::Timestamp;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;
use web::time::Moment;

use super::{Idle, PATH};
use crate::admin::Admin;
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::{Paging, ROWS};

#[derive(Template)]
#[template(path = "outbox/list.html")]
struct Page {
    frame: Frame,
    state: Option<MessageState>,
    rows: Vec<Row>,
    is_first: bool,
    paging: Paging,
    idle: Option<Idle>,
}

/// One message.
struct Row {
    path: String,
    address: String,
    icon: Icon,
    channel: &'static str,
    kind: &'static str,
    state: Badge,
    words: String,
    reference: String,
    at: Moment,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    state: String,
    after: String,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let state = MessageState::parse(&address.state);
    let after = Cursor::decode(&address.after);
    let is_first = after.is_none();
    let page = app.list_outbox(&caller, state, after, ROWS).await?;
    let pairs = [("state", state.map_or("", MessageState::name))];
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Outbox),
        paging: Paging::new(PATH, &pairs, is_first, page.next.as_ref()),
        rows: page.rows.into_iter().map(|message| Row::new(message, app.now())).collect(),
        idle: super::idle(&app).await?,
        state,
        is_first,
    })
}

impl Row {
    fn new(message: Message, now: Timestamp) -> Self {
        Self {
            path: super::path(message.id),
            icon: match message.channel {
                Channel::Email => Icon::Mail,
                Channel::Sms => Icon::Message,
            },
            channel: message.channel.title(),
            kind: message.kind.title(),
            state: message.state.into(),
            reference: message.reference.map(|reference| reference.to_string()).unwrap_or_default(),
            at: Moment { at: message.created_at, now },
            words: message.words,
            address: message.address,
        }
    }
}
