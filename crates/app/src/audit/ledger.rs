//! The store as the verbs use it: what a transaction has noted in the audit trail is chained when it commits, so that no
//! verb can forget it.
//!
//! All lines of a transaction go into one chain, whose head is locked as the very last thing before the commit. Whoever
//! holds a head waits for nothing else, so no two transactions wait for each other in a circle.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use ca::sealing::SealingKeys;
use domain::audit::Audit;
use store::{AuditHead, AuditLine, Store, StoreError, Tx};

use super::chain::{BEGINNING, ChainKeys, LANES, lane_of};
use crate::webhook::Teller;

/// The store, with the keys of the chain and whoever tells webhooks. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Ledger {
    store: Store,
    keys: Arc<ChainKeys>,
    teller: Arc<Teller>,
}

/// A transaction that may write.
pub(crate) struct Change {
    tx: Tx,
    keys: Arc<ChainKeys>,
    teller: Arc<Teller>,
}

impl Deref for Ledger {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Deref for Change {
    type Target = Tx;

    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}

impl Ledger {
    /// Puts a store and the keys of its chain together.
    pub(crate) fn new(store: Store, sealing: &SealingKeys, teller: Teller) -> Self {
        Self { store, keys: Arc::new(ChainKeys::new(sealing)), teller: Arc::new(teller) }
    }

    /// Returns the keys of the chain.
    pub(crate) fn keys(&self) -> &ChainKeys {
        &self.keys
    }

    /// Forgets which webhooks there are: somebody has changed that.
    pub(crate) fn forget_webhooks(&self) {
        self.teller.forget();
    }

    /// Begins a transaction that may write.
    pub(crate) async fn begin(&self) -> Result<Change, StoreError> {
        let tx = self.store.begin().await?;
        Ok(Change { tx, keys: self.keys.clone(), teller: self.teller.clone() })
    }

    /// Begins the chains, on the first start after they came to be; `line` says how many lines are older than they.
    ///
    /// Where lines stand in chains whose heads are all gone, nothing begins: that is for `verify` to show.
    pub(crate) async fn begin_chains(&self, line: impl FnOnce(u64) -> Audit) -> Result<(), StoreError> {
        if !self.read().await?.list_audit_heads().await?.is_empty() {
            return Ok(());
        }
        let mut change = self.begin().await?;
        for lane in 0..LANES {
            if change.find_audit_head(lane).await?.1 > 0 {
                tracing::error!(lane, "the audit log has lost the heads of its chains");
                return Ok(());
            }
        }
        let lines_before = change.count_unchained_audit().await?;
        let mut is_first = true;
        for lane in 0..LANES {
            is_first &= change.insert_audit_head(&self.keys.head(lane, 0, &BEGINNING)).await?;
        }
        // Otherwise another node has begun them a moment ago.
        if is_first {
            change.insert_audit(&line(lines_before)).await?;
        }
        change.commit().await
    }
}

impl Change {
    /// Writes down what webhooks are to be told, chains the lines that were noted, and makes everything since `begin` durable.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        let lines = self.tx.take_audit();
        self.teller.tell(&mut self.tx, &lines).await?;
        if let Some(first) = lines.first() {
            self.chain(lane_of(first.id), &lines).await?;
        }
        self.tx.commit().await
    }

    async fn chain(&mut self, lane: u8, lines: &[AuditLine]) -> Result<(), StoreError> {
        let AuditHead { mut number, mut mac, .. } = self.lock_head(lane).await?;
        for line in lines {
            number += 1;
            mac = self.keys.line(&mac, lane, number, line);
            self.tx.insert_audit_line(line, lane, number, &mac).await?;
        }
        self.tx.save_audit_head(&self.keys.head(lane, number, &mac)).await
    }

    /// Returns the end of a chain to go on from. One that was altered must not be sealed anew as if it were right: the
    /// chain goes on, but visibly broken.
    async fn lock_head(&mut self, lane: u8) -> Result<AuditHead, StoreError> {
        let found = self.tx.lock_audit_head(lane).await?;
        if let Some(head) = &found
            && self.keys.proves_head(head)
        {
            return Ok(head.clone());
        }
        tracing::error!(
            lane,
            "the head of a chain of the audit log was altered; `vestibule audit verify` says more"
        );
        if found.is_none() {
            let empty = AuditHead { lane: lane.into(), number: 0, mac: Vec::new(), seal: Vec::new() };
            self.tx.insert_audit_head(&empty).await?;
        }
        let head =
            self.tx.lock_audit_head(lane).await?.unwrap_or_else(|| self.keys.head(lane, 0, &BEGINNING));
        if self.keys.proves_head(&head) {
            return Ok(head); // another transaction has mended it meanwhile
        }
        let last = self.tx.find_audit_head(lane).await?.1;
        Ok(AuditHead { number: head.number.max(last), mac: self.keys.broken(&head.mac), ..head })
    }
}
