//! The page of one webhook: how it fares, what it was told, and what can be done with it.

use app::{App, Caller, Error, MadeWebhook, REPLAYED_MAX, WebhookDetail};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::id::{WebhookDeliveryId, WebhookId};
use domain::page::Cursor;
use domain::time::{DAY, Timestamp};
use domain::webhook::{WebhookDelivery, WebhookDeliveryState, WebhookState};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, html_with, see, see_made};
use web::time::{Moment, day_start, iso_day};

use super::Trouble;
use crate::admin::Admin;
use crate::badge::Badge;
use crate::count::counted;
use crate::fact::{Fact, Facts};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::{Paging, ROWS, link};

#[derive(Template)]
#[template(path = "webhook/show.html")]
struct Page {
    frame: Frame,
    path: String,
    name: String,
    badge: Badge,
    is_enabled: bool,
    /// Whether it is told anything now.
    is_told: bool,
    is_plain: bool,
    trouble: Option<Trouble>,
    /// The secret, where it was made this moment.
    secret: Option<String>,
    facts: Vec<Fact>,
    rows: Vec<Row>,
    paging: Paging,
    /// The day that is offered for a replay.
    since: String,
    tested: Option<Tested>,
    done: Option<String>,
    refusal: Option<String>,
}

/// One delivery.
struct Row {
    id: WebhookDeliveryId,
    title: &'static str,
    event: &'static str,
    at: Moment,
    state: Badge,
    /// When the next try is due.
    next: Option<Moment>,
    attempts: String,
    answer: String,
    body: String,
    may_replay: bool,
}

/// What became of a test.
struct Tested {
    is_delivered: bool,
    answer: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
    count: String,
    after: String,
}

/// From which day on everything is told again.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Since {
    since: String,
}

/// Shows the webhook.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id = super::read(&id)?;
    let page = page(&app, &caller, id, Cursor::decode(&address.after)).await?;
    let done = match address.done.as_str() {
        "saved" => Some("Saved. What waits goes to the new address.".to_owned()),
        "enabled" => Some("It is told again from now on. What it missed can be replayed below.".to_owned()),
        "disabled" => Some("It is told nothing any more.".to_owned()),
        "replayed" => {
            let count = address.count.parse().ok().filter(|count| *count <= u64::from(REPLAYED_MAX));
            Some(format!("{} told again now.", counted(count.unwrap_or(0), "event is", "events are")))
        }
        _ => None,
    };
    html(&Page { done, ..page })
}

/// Shows a webhook whose secret was made this moment.
pub(super) async fn made(
    app: &App,
    caller: &Caller,
    made: MadeWebhook,
    status: StatusCode,
) -> Result<Response, PageError> {
    let page = page(app, caller, made.webhook.id, None).await?;
    html_with(status, &Page { secret: Some(made.secret.expose().to_owned()), ..page })
}

/// Makes a new secret. The answer is no redirect: the secret is seen this once and stands in no address.
pub(crate) async fn post_secret(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let renewed = app.new_webhook_secret(&caller, super::read(&id)?).await?;
    made(&app, &caller, renewed, StatusCode::OK).await
}

/// Sends a test, and shows what became of it.
pub(crate) async fn post_test(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = super::read(&id)?;
    let delivery = app.test_webhook(&caller, id).await?;
    let tested =
        Tested { is_delivered: delivery.state == WebhookDeliveryState::Delivered, answer: answer(&delivery) };
    html(&Page { tested: Some(tested), ..page(&app, &caller, id, None).await? })
}

/// Tells the webhook again.
pub(crate) async fn post_enable(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = super::read(&id)?;
    app.enable_webhook(&caller, id).await?;
    Ok(see_made(&link(&super::path(id), &[("done", "enabled")])))
}

/// Tells the webhook nothing any more.
pub(crate) async fn post_disable(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = super::read(&id)?;
    app.disable_webhook(&caller, id).await?;
    Ok(see_made(&link(&super::path(id), &[("done", "disabled")])))
}

/// Deletes the webhook.
pub(crate) async fn post_delete(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    app.delete_webhook(&caller, super::read(&id)?).await?;
    Ok(see("/console/settings/webhooks?done=deleted"))
}

/// Tells the webhook again of everything since a day.
pub(crate) async fn post_replay(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Since>,
) -> Result<Response, PageError> {
    let id = super::read(&id)?;
    let Some(since) = day_start(&typed.since) else {
        let refusal = Some("Choose the day from which on everything is told again.".to_owned());
        let page = Page { refusal, ..page(&app, &caller, id, None).await? };
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let count = match app.replay_webhook_since(&caller, id, since).await {
        Err(Error::Refused(refusal)) => {
            let page = Page { refusal: Some(refusal.to_string()), ..page(&app, &caller, id, None).await? };
            return html_with(StatusCode::CONFLICT, &page);
        }
        replayed => replayed?,
    };
    Ok(see_made(&link(&super::path(id), &[("done", "replayed"), ("count", &count.to_string())])))
}

/// Tells the webhook of one event again.
pub(crate) async fn post_replay_one(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: WebhookDeliveryId = id.parse().map_err(|_| Error::NotFound)?;
    let delivery = app.replay_webhook_delivery(&caller, id).await?;
    Ok(see_made(&link(&super::path(delivery.webhook_id), &[("done", "replayed"), ("count", "1")])))
}

async fn page(app: &App, caller: &Caller, id: WebhookId, after: Option<Cursor>) -> Result<Page, PageError> {
    let WebhookDetail { webhook, waiting } = app.show_webhook(caller, id).await?;
    let deliveries = app.list_webhook_deliveries(caller, id, after.clone(), ROWS).await?;
    let (path, now) = (super::path(id), app.now());
    let (is_told, trouble) = (webhook.is_told(), Trouble::of(&webhook, now));
    let is_plain = webhook.settings.is_plain();
    let events = webhook.settings.events.iter().map(|event| event.name()).collect::<Vec<_>>().join(", ");
    let facts = Facts::default()
        .code("Address", Some(webhook.settings.url.clone()))
        .code("Told of", Some(events))
        .yes_no("In our own network", Some(webhook.settings.is_internal))
        .words("Waiting", (waiting > 0).then(|| counted(waiting, "event", "events")));
    Ok(Page {
        frame: Frame::new(app, caller, Section::Webhooks),
        paging: Paging::new(&path, &[], after.is_none(), deliveries.next.as_ref()),
        path,
        badge: webhook.state().into(),
        is_enabled: !matches!(webhook.state(), WebhookState::Disabled | WebhookState::Paused),
        is_told,
        is_plain,
        trouble,
        secret: None,
        facts: facts.0,
        rows: deliveries.rows.into_iter().map(|one| Row::new(one, is_told, now)).collect(),
        since: iso_day(webhook.failing_since.unwrap_or_else(|| now.plus(-DAY))),
        tested: None,
        done: None,
        refusal: None,
        name: webhook.settings.name,
    })
}

impl Row {
    fn new(delivery: WebhookDelivery, is_told: bool, now: Timestamp) -> Self {
        let is_ready = delivery.state == WebhookDeliveryState::Ready;
        Self {
            id: delivery.id,
            title: delivery.event.title(),
            event: delivery.event.name(),
            at: Moment { at: delivery.created_at, now },
            state: match delivery.state {
                WebhookDeliveryState::Ready => Badge::busy("Waiting"),
                WebhookDeliveryState::Delivered => Badge::good("Delivered"),
                WebhookDeliveryState::Dead => Badge::bad("Not delivered"),
            },
            next: (is_ready && delivery.attempt > 0).then_some(Moment { at: delivery.due_at, now }),
            attempts: counted(delivery.attempt.into(), "try", "tries"),
            answer: answer(&delivery),
            may_replay: is_told && !is_ready,
            body: delivery.payload,
        }
    }
}

/// Returns the last answer in words.
fn answer(delivery: &WebhookDelivery) -> String {
    match (delivery.status, delivery.words.as_str()) {
        (Some(status), "") => status.to_string(),
        (Some(status), words) => format!("{status}: {words}"),
        (None, words) => words.to_owned(),
    }
}
