//! Keys and certificates of the server itself.

use domain::time::Timestamp;

use crate::engine::run;
use crate::{StoreError, Tx};

/// A certificate with its sealed key.
#[derive(Clone, Debug)]
pub struct StoredAuthority {
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// The key, sealed.
    pub sealed_key: Vec<u8>,
}

impl Tx {
    /// Finds an authority by name.
    pub async fn find_authority(&mut self, name: &str) -> Result<Option<StoredAuthority>, StoreError> {
        let row = run!(
            optional(Vec<u8>, Vec<u8>),
            self,
            "select certificate, sealed_key from authority where name = $1",
            name,
        )?;
        Ok(row.map(|(certificate, sealed_key)| StoredAuthority { certificate, sealed_key }))
    }

    /// Writes an authority unless one of its name exists: when several nodes start at once, the first one wins.
    pub async fn insert_authority(
        &mut self,
        name: &str,
        authority: &StoredAuthority,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into authority (name, certificate, sealed_key, created_at) values ($1, $2, $3, $4)
             on conflict (name) do nothing",
            name,
            &authority.certificate,
            &authority.sealed_key,
            now.0,
        )?;
        Ok(())
    }

    /// Writes a newer certificate for the key of an authority.
    pub async fn save_authority_certificate(
        &mut self,
        name: &str,
        certificate: &[u8],
    ) -> Result<(), StoreError> {
        run!(execute self, "update authority set certificate = $2 where name = $1", name, certificate)?;
        Ok(())
    }
}
