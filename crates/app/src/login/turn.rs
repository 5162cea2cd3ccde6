//! Turns: logins for one username come one after the other, those for different usernames side by side.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

/// Who waits for whom; one entry for each username with a login under way.
#[derive(Clone, Default)]
pub(crate) struct Turns(Arc<Mutex<HashMap<String, Lane>>>);

type Lane = Arc<tokio::sync::Mutex<()>>;

/// The turn of one login, until it is dropped.
pub(crate) struct Turn {
    turns: Turns,
    key: String,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Waits for the logins of the same key that came before.
    pub(crate) async fn take(&self, key: String) -> Turn {
        let lane = self.lanes().entry(key.clone()).or_default().clone();
        // Made before it waits, so that somebody who gives up waiting leaves nothing behind either.
        let mut turn = Turn { turns: self.clone(), key, guard: None };
        turn.guard = Some(lane.lock_owned().await);
        turn
    }

    fn lanes(&self) -> std::sync::MutexGuard<'_, HashMap<String, Lane>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut lanes = self.turns.lanes();
        self.guard = None;
        // Whoever waits or works holds the lane too; they are counted under the lock that hands lanes out.
        if lanes.get(&self.key).is_some_and(|lane| Arc::strong_count(lane) == 1) {
            lanes.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_waits_only_for_its_like_and_nothing_stays_behind() {
        let turns = Turns::default();
        let first = turns.take("ann".to_owned()).await;
        let _other = turns.take("bob".to_owned()).await;
        let mut second = Box::pin(turns.take("ann".to_owned()));
        let polled = tokio::select! {
            biased;
            _ = &mut second => "came through",
            () = std::future::ready(()) => "waits",
        };
        assert_eq!(polled, "waits");
        drop(first);
        drop(second.await);
        assert_eq!(turns.lanes().keys().collect::<Vec<_>>(), ["bob"]);

        let held = turns.take("ann".to_owned()).await;
        drop(Box::pin(turns.take("ann".to_owned())));
        drop(held);
        assert_eq!(turns.lanes().len(), 1, "somebody gave up waiting");
    }
}
