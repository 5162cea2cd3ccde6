//! The webhooks.

use app::App;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::webhook::{Webhook, WebhookAddress, WebhookEvent};
use serde::Deserialize;
use web::error::PageError;
use web::page::html;

use super::Trouble;
use crate::admin::Admin;
use crate::badge::Badge;
use crate::count::counted;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "webhook/list.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    done: Option<&'static str>,
}

/// One webhook.
struct Row {
    path: String,
    name: String,
    origin: String,
    events: String,
    state: Badge,
    is_plain: bool,
    trouble: Option<Trouble>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let all = app.list_webhooks(&caller).await?;
    let row = |webhook: Webhook| Row {
        path: super::path(webhook.id),
        origin: WebhookAddress::parse(&webhook.settings.url).map(|url| url.origin()).unwrap_or_default(),
        events: match webhook.settings.events.len() {
            all if all == WebhookEvent::ALL.len() => "All events".to_owned(),
            some => counted(some as u64, "event", "events"),
        },
        state: webhook.state().into(),
        is_plain: webhook.settings.is_plain(),
        trouble: Trouble::of(&webhook, app.now()),
        name: webhook.settings.name,
    };
    html(&Page {
        frame: Frame::new(&app, &caller, Section::Webhooks),
        rows: all.into_iter().map(row).collect(),
        done: (address.done == "deleted").then_some("The webhook is deleted, with all that it was told."),
    })
}
