//! Webhooks: programs elsewhere that are told what happens.

pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod show;

use std::collections::BTreeSet;

use app::{App, Caller, Error};
use domain::id::WebhookId;
use domain::privilege::Privilege;
use domain::time::Timestamp;
use domain::webhook::{Webhook, WebhookEvent, WebhookSettings, WebhookState};
use web::form::Fields;
use web::time::Moment;

use crate::badge::Badge;

/// Where the webhooks are.
pub(crate) const PATH: &str = "/console/settings/webhooks";

/// Returns the path of a webhook's page.
fn path(id: WebhookId) -> String {
    format!("{PATH}/{id}")
}

fn read(id: &str) -> Result<WebhookId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

impl From<WebhookState> for Badge {
    fn from(state: WebhookState) -> Self {
        let word = state.title();
        match state {
            WebhookState::Working => Self::good(word),
            WebhookState::Failing => Self::warn(word),
            WebhookState::Paused => Self::bad(word),
            WebhookState::Disabled => Self::calm(word),
        }
    }
}

/// A webhook that wants somebody, on the dashboard.
pub(crate) struct Trouble {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) is_paused: bool,
    pub(crate) since: Moment,
    pub(crate) failure: String,
}

impl Trouble {
    /// Says what is wrong with a webhook, if anything is.
    fn of(webhook: &Webhook, now: Timestamp) -> Option<Self> {
        let is_paused = match webhook.state() {
            WebhookState::Paused => true,
            WebhookState::Failing => false,
            WebhookState::Working | WebhookState::Disabled => return None,
        };
        let since = webhook.failing_since.or(webhook.paused_at)?;
        Some(Self {
            name: webhook.settings.name.clone(),
            path: path(webhook.id),
            is_paused,
            since: Moment { at: since, now },
            failure: webhook.failure.clone(),
        })
    }
}

/// Lists the paused webhooks, for those who may know.
pub(crate) async fn paused(app: &App, caller: &Caller) -> Result<Vec<Trouble>, Error> {
    if !caller.holds(Privilege::ManageWebhooks) || !caller.has_full_access() {
        return Ok(Vec::new());
    }
    let all = app.list_webhooks(caller).await?;
    let troubles = all.iter().filter_map(|webhook| Trouble::of(webhook, app.now()));
    Ok(troubles.filter(|trouble| trouble.is_paused).collect())
}

/// What was typed and ticked.
#[derive(Clone, Default)]
struct Typed {
    name: String,
    url: String,
    events: BTreeSet<WebhookEvent>,
    is_internal: bool,
}

impl Typed {
    fn read(fields: &Fields) -> Self {
        Self {
            name: fields.one("name").to_owned(),
            url: fields.one("url").to_owned(),
            events: fields.all("event").filter_map(WebhookEvent::parse).collect(),
            is_internal: !fields.one("internal").is_empty(),
        }
    }

    fn settings(&self) -> WebhookSettings {
        WebhookSettings {
            name: self.name.clone(),
            url: self.url.clone(),
            events: self.events.clone(),
            is_internal: self.is_internal,
        }
    }

    /// Offers the events, by what they are about.
    fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for event in WebhookEvent::ALL.iter().copied() {
            let choice =
                Choice { name: event.name(), title: event.title(), is_chosen: self.events.contains(&event) };
            match groups.last_mut() {
                Some(group) if group.title == event.group() => group.choices.push(choice),
                _ => groups.push(Group { title: event.group(), choices: vec![choice] }),
            }
        }
        groups
    }
}

impl From<WebhookSettings> for Typed {
    fn from(settings: WebhookSettings) -> Self {
        let WebhookSettings { name, url, events, is_internal } = settings;
        Self { name, url, events, is_internal }
    }
}

/// Some events about one thing.
struct Group {
    title: &'static str,
    choices: Vec<Choice>,
}

/// One event to choose.
struct Choice {
    name: &'static str,
    title: &'static str,
    is_chosen: bool,
}
