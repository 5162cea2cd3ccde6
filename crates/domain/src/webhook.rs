//! Webhooks: programs elsewhere that are told what happens, and each telling.
//!
//! A telling may come twice and out of order; its event's id says which it is. What a program is told holds ids, names of
//! reasons and usernames, never a token, a link or a secret.

mod address;
mod event;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{WebhookDeliveryId, WebhookId};
use crate::time::{DAY, HOUR, MINUTE, SECOND, Timestamp};

pub use address::{AddressClass, WebhookAddress};
pub use event::{Occurrence, OccurrenceDetail, WebhookEvent};

/// The most webhooks there may be: each is told of everything that it wants in the transaction of the change.
pub const WEBHOOKS_MAX: usize = 16;
/// The most characters of a webhook's name.
pub const NAME_CHARACTERS_MAX: usize = 100;
/// The most characters kept of what a program answered.
pub const WORDS_CHARACTERS_MAX: usize = 300;
/// A webhook that has failed for so long is paused.
pub const PAUSED_AFTER: i64 = 3 * DAY;
/// Deliveries are kept this long, to be looked at and replayed.
pub const DELIVERIES_KEPT: i64 = 30 * DAY;
/// A secret that was replaced signs this long beside the new one.
pub const FORMER_SECRET_KEPT: i64 = DAY;
/// The waits between the tries of a delivery: most of a day, then it is given up.
pub const RETRIES: [i64; 8] =
    [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 8 * HOUR, 8 * HOUR];

/// What somebody decides about a webhook. Its secret is kept apart, sealed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WebhookSettings {
    /// What people call it.
    pub name: String,
    /// Where the program listens.
    pub url: String,
    /// What it is told of.
    pub events: BTreeSet<WebhookEvent>,
    /// Whether the program is in the organization's own network: only then are private addresses and `http` admitted.
    pub is_internal: bool,
}

impl WebhookSettings {
    /// Says what is wrong, field by field.
    pub fn faults(&self) -> Vec<(&'static str, WebhookFault)> {
        let mut faults = Vec::new();
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARACTERS_MAX || name.chars().any(char::is_control)
        {
            faults.push(("name", WebhookFault::Name));
        }
        match WebhookAddress::parse(&self.url) {
            Err(fault) => faults.push(("url", fault)),
            Ok(address) if address.is_never_reached() => faults.push(("url", WebhookFault::Never)),
            Ok(address) if !address.is_tls && !self.may_stay_inside(&address) => {
                faults.push(("url", WebhookFault::Clear));
            }
            Ok(_) => {}
        }
        if self.events.is_empty() {
            faults.push(("events", WebhookFault::NoEvent));
        }
        faults
    }

    /// Says whether private and loopback addresses are admitted for an address: because somebody has said that the
    /// program is inside, or because the address names such a host itself.
    pub fn may_stay_inside(&self, address: &WebhookAddress) -> bool {
        self.is_internal || address.names_inside()
    }

    /// Says whether what is told crosses a network in clear.
    pub fn is_plain(&self) -> bool {
        WebhookAddress::parse(&self.url).is_ok_and(|address| !address.is_tls)
    }
}

/// What is wrong with a webhook as somebody filled it in. The texts are for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WebhookFault {
    /// No usable name.
    #[error("Give the webhook a name of at most 100 characters.")]
    Name,
    /// No address.
    #[error(
        "Write a whole address such as https://example.org/hooks, without a username, a fragment or blanks."
    )]
    Address,
    /// An address in clear outside the own network.
    #[error(
        "Use https. Only a program in your own network may be told by http: tick the box for that if it is one."
    )]
    Clear,
    /// An address that is never asked.
    #[error(
        "This address is never reached from here: link-local addresses and those of cloud metadata are refused."
    )]
    Never,
    /// Nothing to tell.
    #[error("Choose at least one event.")]
    NoEvent,
    /// There are as many as there may be.
    #[error("There are 16 webhooks already. Delete one first.")]
    Full,
}

/// A webhook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// What somebody decided about it.
    pub settings: WebhookSettings,
    /// Whether it is told anything; somebody decides that.
    pub is_enabled: bool,
    /// Since when the server has stopped telling it, because it failed for too long or said that it is gone.
    pub paused_at: Option<Timestamp>,
    /// Since when no delivery has arrived; `None` while they do.
    pub failing_since: Option<Timestamp>,
    /// The last failure in words for administrators; empty while deliveries arrive.
    pub failure: String,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Webhook {
    /// Makes a webhook that has been told nothing yet.
    pub fn new(id: WebhookId, settings: WebhookSettings, created_at: Timestamp) -> Self {
        Self {
            id,
            settings,
            is_enabled: true,
            paused_at: None,
            failing_since: None,
            failure: String::new(),
            created_at,
        }
    }

    /// Says how it stands.
    pub fn state(&self) -> WebhookState {
        match (self.is_enabled, self.paused_at, self.failing_since) {
            (false, ..) => WebhookState::Disabled,
            (true, Some(_), _) => WebhookState::Paused,
            (true, None, Some(_)) => WebhookState::Failing,
            (true, None, None) => WebhookState::Working,
        }
    }

    /// Says whether it is told anything now.
    pub fn is_told(&self) -> bool {
        self.is_enabled && self.paused_at.is_none()
    }

    /// Lets it be told again, whoever or whatever had stopped it.
    pub fn enable(&mut self) {
        self.is_enabled = true;
        self.paused_at = None;
        self.note_answer();
    }

    /// Notes that a delivery has arrived.
    pub fn note_answer(&mut self) {
        self.failing_since = None;
        self.failure.clear();
    }

    /// Notes that a delivery has failed; `true` when the webhook is paused by that.
    pub fn note_failure(&mut self, now: Timestamp, failure: &str) -> bool {
        let since = *self.failing_since.get_or_insert(now);
        self.failure = words(failure);
        if self.is_told() && now.since(since) >= PAUSED_AFTER {
            self.paused_at = Some(now);
            return true;
        }
        false
    }

    /// Notes that the program wants to be told nothing any more; `true` when the webhook is paused by that.
    pub fn note_gone(&mut self, now: Timestamp, failure: &str) -> bool {
        let is_paused = self.note_failure(now, failure);
        let is_news = self.is_told();
        if is_news {
            self.paused_at = Some(now);
        }
        is_paused || is_news
    }
}

/// How a webhook stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WebhookState {
    /// What it is told arrives, as far as anything was told.
    Working,
    /// The last delivery did not arrive.
    Failing,
    /// The server has stopped telling it.
    Paused,
    /// Somebody has stopped telling it.
    Disabled,
}

impl WebhookState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Working, Self::Failing, Self::Paused, Self::Disabled];

    /// Returns the name used in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Failing => "failing",
            Self::Paused => "paused",
            Self::Disabled => "disabled",
        }
    }

    /// Returns the word for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Working => "Working",
            Self::Failing => "Failing",
            Self::Paused => "Paused",
            Self::Disabled => "Disabled",
        }
    }
}

/// One event on its way to one webhook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WebhookDelivery {
    /// The delivery's id.
    pub id: WebhookDeliveryId,
    /// Which webhook.
    pub webhook_id: WebhookId,
    /// The event's id: the same for every webhook, every try and every replay.
    pub occurrence_id: Uuid,
    /// What happened.
    pub event: WebhookEvent,
    /// The body, as it is signed and sent.
    pub payload: String,
    /// How far it is.
    pub state: WebhookDeliveryState,
    /// How often it was tried.
    pub attempt: u32,
    /// When the next try is due; of a finished one, when it was due last.
    pub due_at: Timestamp,
    /// When the last try ended.
    pub tried_at: Option<Timestamp>,
    /// The status of the last answer, where there was one.
    pub status: Option<u16>,
    /// The last words of the program, or why there were none.
    pub words: String,
    /// When the event happened.
    pub created_at: Timestamp,
}

impl WebhookDelivery {
    /// Makes a delivery that is due at once.
    pub fn new(
        id: WebhookDeliveryId,
        webhook_id: WebhookId,
        occurrence: &Occurrence,
        payload: String,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            webhook_id,
            occurrence_id: occurrence.id,
            event: occurrence.event,
            payload,
            state: WebhookDeliveryState::Ready,
            attempt: 0,
            due_at: now,
            tried_at: None,
            status: None,
            words: String::new(),
            created_at: now,
        }
    }

    /// Notes that it has arrived.
    pub fn note_answer(&mut self, status: u16, now: Timestamp) {
        self.note_try(Some(status), "", now);
        self.state = WebhookDeliveryState::Delivered;
    }

    /// Notes that a try has failed, and when the next one is due: after the usual wait, or later where the program asks
    /// for it. After the last try it is given up.
    pub fn note_failure(&mut self, status: Option<u16>, said: &str, wanted_ms: Option<i64>, now: Timestamp) {
        self.note_try(status, said, now);
        let usual = usize::try_from(self.attempt).ok().and_then(|tried| RETRIES.get(tried.saturating_sub(1)));
        match usual {
            Some(wait) => self.due_at = now.plus((*wait).max(wanted_ms.unwrap_or(0).min(DAY))),
            None => self.state = WebhookDeliveryState::Dead,
        }
    }

    /// Gives it up.
    pub fn give_up(&mut self, why: &str) {
        self.state = WebhookDeliveryState::Dead;
        self.words = words(why);
    }

    /// Makes it due again from the beginning, with the same event and body.
    pub fn replay(&mut self, now: Timestamp) {
        (self.state, self.attempt, self.due_at) = (WebhookDeliveryState::Ready, 0, now);
    }

    fn note_try(&mut self, status: Option<u16>, said: &str, now: Timestamp) {
        self.attempt = self.attempt.saturating_add(1);
        self.tried_at = Some(now);
        self.status = status;
        self.words = words(said);
    }
}

/// How far a delivery is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WebhookDeliveryState {
    /// It is tried when it is due.
    Ready,
    /// The program has said that it has it.
    Delivered,
    /// It was given up.
    Dead,
}

impl WebhookDeliveryState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Ready, Self::Delivered, Self::Dead];

    /// Returns the name used in the database and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
        }
    }

    /// Finds a state by [`WebhookDeliveryState::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// Cuts what a program said to one line that is kept.
fn words(said: &str) -> String {
    let line = said.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    line.take(WORDS_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> WebhookSettings {
        WebhookSettings {
            name: "Tickets".into(),
            url: url.into(),
            events: BTreeSet::from([WebhookEvent::EnrollmentEnrolled]),
            is_internal: false,
        }
    }

    fn webhook() -> Webhook {
        let id = WebhookId(Uuid::from_u128(1));
        Webhook::new(id, settings("https://example.org/hooks"), Timestamp(0))
    }

    fn delivery() -> WebhookDelivery {
        let occurrence = Occurrence::ping(Uuid::from_u128(2), Timestamp(0));
        let id = WebhookDeliveryId(Uuid::from_u128(3));
        WebhookDelivery::new(id, WebhookId(Uuid::from_u128(1)), &occurrence, "{}".into(), Timestamp(0))
    }

    #[test]
    fn http_is_for_the_own_network_only() {
        let check = |url: &str, is_internal: bool, expected: &[WebhookFault]| {
            let faults = WebhookSettings { is_internal, ..settings(url) }.faults();
            let faults: Vec<_> = faults.into_iter().map(|(_, fault)| fault).collect();
            assert_eq!(faults, expected, "{url}");
        };
        check("https://example.org/hooks", false, &[]);
        check("http://example.org/hooks", false, &[WebhookFault::Clear]);
        check("http://example.org/hooks", true, &[]);
        check("http://localhost:8080/", false, &[]);
        check("http://10.1.2.3/", false, &[]);
        check("http://169.254.169.254/latest/meta-data", true, &[WebhookFault::Never]);
        check("nonsense", false, &[WebhookFault::Address]);
        let empty = WebhookSettings { name: " ".into(), events: BTreeSet::new(), ..settings("") };
        let fields: Vec<_> = empty.faults().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "url", "events"]);
    }

    #[test]
    fn a_webhook_that_fails_for_three_days_is_paused_once() {
        let mut webhook = webhook();
        assert!(!webhook.note_failure(Timestamp(5), "no answer\nat all"));
        assert_eq!((webhook.state(), webhook.failure.as_str()), (WebhookState::Failing, "no answer at all"));
        assert!(!webhook.note_failure(Timestamp(4).plus(PAUSED_AFTER), "still none"));
        assert!(webhook.note_failure(Timestamp(5).plus(PAUSED_AFTER), "still none"));
        assert!(!webhook.note_failure(Timestamp(6).plus(PAUSED_AFTER), "still none"), "it is paused already");
        assert_eq!((webhook.state(), webhook.is_told()), (WebhookState::Paused, false));
        webhook.enable();
        assert_eq!((webhook.state(), webhook.failing_since), (WebhookState::Working, None));
    }

    #[test]
    fn an_answer_between_failures_counts_anew() {
        let mut webhook = webhook();
        webhook.note_failure(Timestamp(0), "x");
        webhook.note_answer();
        assert!(!webhook.note_failure(Timestamp(0).plus(PAUSED_AFTER), "x"));
        assert!(webhook.note_gone(Timestamp(1).plus(PAUSED_AFTER), "gone"));
        assert_eq!(webhook.state(), WebhookState::Paused);
        assert!(!webhook.note_gone(Timestamp(2).plus(PAUSED_AFTER), "gone"));
    }

    #[test]
    fn a_delivery_is_tried_for_most_of_a_day_and_then_given_up() {
        let mut delivery = delivery();
        let mut now = Timestamp(0);
        while delivery.state == WebhookDeliveryState::Ready {
            now = delivery.due_at;
            delivery.note_failure(Some(500), "no", None, now);
        }
        assert_eq!(delivery.attempt, 9);
        assert!((23 * HOUR..DAY).contains(&now.0), "{}", now.0);
        delivery.replay(now);
        assert_eq!((delivery.state, delivery.attempt), (WebhookDeliveryState::Ready, 0));
        delivery.note_answer(204, now);
        assert_eq!((delivery.status, delivery.words.as_str()), (Some(204), ""));
    }

    #[test]
    fn a_program_may_ask_for_a_longer_wait_but_not_for_ever() {
        let due = |wanted: i64| {
            let mut delivery = delivery();
            delivery.note_failure(Some(429), "", Some(wanted), Timestamp(0));
            delivery.due_at.0
        };
        assert_eq!(due(1), 5 * SECOND);
        assert_eq!(due(HOUR), HOUR);
        assert_eq!(due(i64::MAX), DAY);
    }
}
