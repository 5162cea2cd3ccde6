//! One-time codes of enrollments by invitation.

use domain::id::EnrollmentId;
use domain::secret::TokenHash;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::engine::run;
use crate::row::octets32;
use crate::{StoreError, Tx};

/// A code as it is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct StoredCode {
    /// The keyed hash of the code that counts, and when it was made; `None` until one has gone out.
    pub made: Option<(TokenHash, Timestamp)>,
    /// How often one was asked for.
    pub sent: u32,
    /// How often a wrong one was typed.
    pub failures: u32,
}

#[derive(FromRow)]
struct CodeRow {
    code_hash: Option<Vec<u8>>,
    made_at: Option<i64>,
    sent: i64,
    failures: i64,
}

impl Tx {
    /// Finds the code of an enrollment, for change.
    pub async fn lock_enrollment_code(&mut self, id: EnrollmentId) -> Result<Option<StoredCode>, StoreError> {
        let row = run!(
            lock CodeRow, self,
            "select code_hash, made_at, sent, failures from enrollment_code where enrollment_id = $1",
            id.0,
        )?;
        row.map(|row| {
            let made = match (row.code_hash, row.made_at) {
                (Some(hash), Some(at)) => {
                    Some((TokenHash(octets32("enrollment_code", &hash)?), Timestamp(at)))
                }
                _ => None,
            };
            Ok(StoredCode {
                made,
                sent: u32::try_from(row.sent).unwrap_or(u32::MAX),
                failures: u32::try_from(row.failures).unwrap_or(u32::MAX),
            })
        })
        .transpose()
    }

    /// Writes the code of an enrollment.
    pub async fn save_enrollment_code(
        &mut self,
        id: EnrollmentId,
        code: &StoredCode,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into enrollment_code (enrollment_id, code_hash, made_at, sent, failures) values ($1, $2, $3, $4, $5)
             on conflict (enrollment_id) do update set code_hash = excluded.code_hash, made_at = excluded.made_at,
                 sent = excluded.sent, failures = excluded.failures",
            id.0,
            code.made.map(|(hash, _)| hash.0.to_vec()),
            code.made.map(|(_, at)| at.0),
            i64::from(code.sent),
            i64::from(code.failures),
        )?;
        Ok(())
    }
}
