//! Writes down the statements that the store really runs, as the driver logs them, so that tests can ask the engines
//! how they would run them.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{LazyLock, Mutex, PoisonError};

use store::Store;
use tracing::field::{Field, Visit};
use tracing::{Event, Instrument, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::fixture::open;

/// The statements seen, by the span in which they ran.
static SEEN: LazyLock<Mutex<HashMap<u64, Vec<String>>>> = LazyLock::new(Mutex::default);
static LISTENING: LazyLock<()> = LazyLock::new(|| tracing_subscriber::registry().with(Listener).init());

/// Returns the statements that `work` runs on a database.
pub(crate) async fn statements_of(url: &str, work: impl AsyncFnOnce(&Store)) -> Vec<String> {
    LazyLock::force(&LISTENING);
    let span = tracing::info_span!("recorded");
    let id = span.id().expect("somebody listens").into_u64();
    async {
        let store = open(url).await;
        forget(id);
        work(&store).await;
        // The driver logs a statement when it is through with it; closing waits for that.
        store.close().await;
    }
    .instrument(span)
    .await;
    forget(id)
}

fn forget(id: u64) -> Vec<String> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&id).unwrap_or_default()
}

struct Listener;

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() != "sqlx::query" {
            return;
        }
        let Some(span) = context.event_scope(event).and_then(|scope| scope.from_root().next()) else {
            return;
        };
        let mut words = Words::default();
        event.record(&mut words);
        let text = if words.statement.trim().is_empty() { words.summary } else { words.statement };
        let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entry(span.id().into_u64()).or_default().push(text.trim().to_owned());
    }
}

/// A statement as it is logged: short ones whole as the summary, longer ones beside it.
#[derive(Default)]
struct Words {
    summary: String,
    statement: String,
}

impl Visit for Words {
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.statement),
            _ => {}
        }
    }
}
