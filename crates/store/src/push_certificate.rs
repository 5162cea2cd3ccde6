//! The push certificate in use.

use domain::push_certificate::PushCertificate;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::engine::run;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct PushCertificateRow {
    topic: String,
    subject: String,
    chain: Vec<u8>,
    sealed_key: Vec<u8>,
    not_before: i64,
    not_after: i64,
    installed_at: i64,
}

impl Tx {
    /// Finds the push certificate with its sealed key.
    pub async fn find_push_certificate(&mut self) -> Result<Option<(PushCertificate, Vec<u8>)>, StoreError> {
        let row = run!(optional PushCertificateRow, self, "select * from push_certificate where id = 1")?;
        row.map(|row| {
            let certificate = PushCertificate {
                topic: row.topic,
                subject: row.subject,
                chain: split_chain("push_certificate", &row.chain)?,
                not_before: Timestamp(row.not_before),
                not_after: Timestamp(row.not_after),
                installed_at: Timestamp(row.installed_at),
            };
            Ok((certificate, row.sealed_key))
        })
        .transpose()
    }

    /// Puts a push certificate in the place of any other.
    pub async fn save_push_certificate(
        &mut self,
        certificate: &PushCertificate,
        sealed_key: &[u8],
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into push_certificate (id, topic, subject, chain, sealed_key, not_before, not_after, installed_at)
             values (1, $1, $2, $3, $4, $5, $6, $7)
             on conflict (id) do update set topic = excluded.topic, subject = excluded.subject, chain = excluded.chain,
                 sealed_key = excluded.sealed_key, not_before = excluded.not_before, not_after = excluded.not_after,
                 installed_at = excluded.installed_at",
            &certificate.topic,
            &certificate.subject,
            join_chain(&certificate.chain),
            sealed_key,
            certificate.not_before.0,
            certificate.not_after.0,
            certificate.installed_at.0,
        )?;
        Ok(())
    }
}

/// Joins certificates, each behind its length in four octets.
pub(crate) fn join_chain(chain: &[Vec<u8>]) -> Vec<u8> {
    let mut joined = Vec::new();
    for certificate in chain {
        let length = u32::try_from(certificate.len()).expect("an upload is capped far below 4 GiB");
        joined.extend_from_slice(&length.to_be_bytes());
        joined.extend_from_slice(certificate);
    }
    joined
}

/// Takes such certificates apart, out of a table.
pub(crate) fn split_chain(table: &'static str, mut joined: &[u8]) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut chain = Vec::new();
    while let Some((length, rest)) = joined.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let (certificate, rest) = rest
            .split_at_checked(length)
            .ok_or_else(|| StoreError::nonsense(table, "the chain is cut short"))?;
        chain.push(certificate.to_vec());
        joined = rest;
    }
    Ok(chain)
}
