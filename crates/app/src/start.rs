//! The app itself: its parts, and what happens once at start.

use std::sync::Arc;

use ca::authority::Authority;
use ca::sealing::SealingKeys;
use domain::time::Timestamp;
use gateways::push::PushGateway;
use store::Store;
use uuid::Uuid;

use crate::{Clock, Ids, Settings};

/// The running product without its doors. Cheap to clone; every clone is the same app.
#[derive(Clone)]
pub struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) store: Store,
}

/// What an app is made of.
pub struct Parts {
    /// The opened and migrated store.
    pub store: Store,
    /// The keys that seal secrets at rest.
    pub sealing: SealingKeys,
    /// The operator's settings.
    pub settings: Settings,
    /// The way to Apple's push service.
    pub push: PushGateway,
    /// The clock.
    pub clock: Clock,
    /// The source of ids and randomness.
    pub ids: Ids,
}

/// Why an app does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database does not answer or holds nonsense.
    #[error("opening the database: {0}")]
    Store(#[from] store::StoreError),
    /// A stored key cannot be opened with the sealing key given.
    #[error("the stored {0} cannot be opened with this server's sealing key; give the key that the data was made with")]
    Sealed(&'static str),
    /// A stored or new certificate is unusable.
    #[error("the certificate authority: {0}")]
    Authority(String),
}

impl App {
    /// Starts an app: loads its certificate authority, or makes one on the very first start.
    pub async fn start(parts: Parts) -> Result<Self, StartError> {
        todo!()
    }

    /// Returns the settings.
    pub fn settings(&self) -> &Settings {
        todo!()
    }

    /// Returns the time.
    pub fn now(&self) -> Timestamp {
        todo!()
    }

    /// Returns the roots (DER) that a device must trust to reach this server; empty when they are public.
    pub fn trust_roots(&self) -> Vec<Vec<u8>> {
        todo!()
    }

    /// Returns the PEM text of `/ca.pem`: the root of the server's own TLS certificate where it made one,
    /// then the device authority.
    pub fn ca_pem(&self) -> String {
        todo!()
    }

    /// Issues a TLS certificate for this server from its own root: chain (PEM) and PKCS#8 key (PEM).
    pub async fn issue_server_certificate(&self, names: &[String]) -> Result<(String, String), crate::Error> {
        todo!()
    }

    /// Says whether the database answers.
    pub async fn check_health(&self) -> Result<(), crate::Error> {
        todo!()
    }

    /// Returns a new reference code, for an error that is about to be shown.
    pub fn new_reference(&self) -> domain::reference::Reference {
        todo!()
    }
}
