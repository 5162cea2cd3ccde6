//! Providers that live in the process, for tests.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::identity_provider::Claims;

use super::{
    ProviderConnection, ProviderError, ProviderProbe, ProviderProbeKind, ProviderProbeStep, Returned, Wanted,
};

/// Knows people by the codes they come back with; clones share one memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryProviders {
    codes: Arc<Mutex<HashMap<String, Result<Claims, ProviderError>>>>,
}

impl MemoryProviders {
    /// Lets a code stand for somebody, or for a failure; it is good once.
    pub fn put(&self, code: &str, outcome: Result<Claims, ProviderError>) {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner).insert(code.to_owned(), outcome);
    }

    pub(super) fn authorization_url(
        &self,
        connection: &ProviderConnection,
        wanted: &Wanted<'_>,
    ) -> Result<String, ProviderError> {
        Ok(format!("{}/authorize?state={}", connection.issuer, wanted.state))
    }

    pub(super) fn redeem(&self, returned: &Returned<'_>) -> Result<Claims, ProviderError> {
        let outcome = self.codes.lock().unwrap_or_else(PoisonError::into_inner).remove(returned.code);
        outcome.unwrap_or_else(|| Err(ProviderError::Unverified("invalid_grant".to_owned())))
    }

    pub(super) fn probe(&self, connection: &ProviderConnection) -> ProviderProbe {
        let step = |kind| ProviderProbeStep { kind, outcome: Ok(connection.issuer.clone()) };
        ProviderProbe { steps: ProviderProbeKind::ALL.map(step).into(), notes: Vec::new() }
    }
}
