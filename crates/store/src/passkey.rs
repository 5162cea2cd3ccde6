//! Passkeys, and what they were asked.

use domain::id::{AccountId, PasskeyCeremonyId, PasskeyId, PendingLoginId, SessionId};
use domain::second_factor::{Passkey, PasskeyCeremony, PasskeyPurpose};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis};
use crate::{StoreError, Tx};

/// A passkey with what its answers are checked with.
#[derive(Clone, Debug)]
pub struct StoredPasskey {
    /// The passkey.
    pub passkey: Passkey,
    /// The authenticator's own name of the key.
    pub credential_id: Vec<u8>,
    /// The public key with its counter, as JSON.
    pub credential: String,
}

#[derive(FromRow)]
struct PasskeyRow {
    id: Uuid,
    account_id: Uuid,
    credential_id: Vec<u8>,
    credential: String,
    name: String,
    created_at: i64,
    last_used_at: Option<i64>,
}

impl From<PasskeyRow> for StoredPasskey {
    fn from(row: PasskeyRow) -> Self {
        Self {
            passkey: Passkey {
                id: PasskeyId(row.id),
                account_id: AccountId(row.account_id),
                name: row.name,
                created_at: Timestamp(row.created_at),
                last_used_at: instant(row.last_used_at),
            },
            credential_id: row.credential_id,
            credential: row.credential,
        }
    }
}

#[derive(FromRow)]
struct CeremonyRow {
    id: Uuid,
    account_id: Uuid,
    purpose: String,
    bound_to: Uuid,
    state: Vec<u8>,
    expires_at: i64,
}

impl Tx {
    /// Writes a new passkey. Fails with a duplicate when any account has its key already.
    pub async fn insert_passkey(&mut self, stored: &StoredPasskey) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into passkey (id, account_id, credential_id, credential, name, created_at, last_used_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            stored.passkey.id.0,
            stored.passkey.account_id.0,
            &stored.credential_id[..],
            &stored.credential,
            &stored.passkey.name,
            stored.passkey.created_at.0,
            millis(stored.passkey.last_used_at),
        )?;
        Ok(())
    }

    /// Lists the passkeys of an account, oldest first.
    pub async fn list_passkeys(&mut self, id: AccountId) -> Result<Vec<StoredPasskey>, StoreError> {
        let rows =
            run!(all PasskeyRow, self, "select * from passkey where account_id = $1 order by id", id.0)?;
        Ok(rows.into_iter().map(StoredPasskey::from).collect())
    }

    /// Finds a passkey of an account for change.
    pub async fn lock_passkey(
        &mut self,
        account_id: AccountId,
        id: PasskeyId,
    ) -> Result<Option<StoredPasskey>, StoreError> {
        let row = run!(
            lock PasskeyRow,
            self,
            "select * from passkey where id = $1 and account_id = $2",
            id.0,
            account_id.0,
        )?;
        Ok(row.map(StoredPasskey::from))
    }

    /// Says whether any account has a key.
    pub async fn has_credential(&mut self, credential_id: &[u8]) -> Result<bool, StoreError> {
        let row =
            run!(optional(Uuid,), self, "select id from passkey where credential_id = $1", credential_id)?;
        Ok(row.is_some())
    }

    /// Writes what may change of a passkey: its name, its counter and when it was used.
    pub async fn save_passkey(&mut self, stored: &StoredPasskey) -> Result<(), StoreError> {
        run!(
            execute self,
            "update passkey set name = $2, credential = $3, last_used_at = $4 where id = $1",
            stored.passkey.id.0,
            &stored.passkey.name,
            &stored.credential,
            millis(stored.passkey.last_used_at),
        )?;
        Ok(())
    }

    /// Forgets a passkey.
    pub async fn delete_passkey(&mut self, id: PasskeyId) -> Result<(), StoreError> {
        run!(execute self, "delete from passkey where id = $1", id.0)?;
        Ok(())
    }

    /// Writes what a passkey is asked, with the sealed state that its answer is checked with. An older asking for the same
    /// purpose ends.
    pub async fn insert_passkey_ceremony(
        &mut self,
        ceremony: &PasskeyCeremony,
        sealed_state: &[u8],
    ) -> Result<(), StoreError> {
        let (purpose, bound_to) = purpose_columns(ceremony.purpose);
        run!(
            execute self,
            "delete from passkey_ceremony where account_id = $1 and purpose = $2 and bound_to = $3",
            ceremony.account_id.0,
            purpose,
            bound_to,
        )?;
        run!(
            execute self,
            "insert into passkey_ceremony (id, account_id, purpose, bound_to, state, expires_at)
             values ($1, $2, $3, $4, $5, $6)",
            ceremony.id.0,
            ceremony.account_id.0,
            purpose,
            bound_to,
            sealed_state,
            ceremony.expires_at.0,
        )?;
        Ok(())
    }

    /// Takes what a passkey was asked out of the database, whatever becomes of the answer: it is good once.
    pub async fn take_passkey_ceremony(
        &mut self,
        id: PasskeyCeremonyId,
    ) -> Result<Option<(PasskeyCeremony, Vec<u8>)>, StoreError> {
        let row = run!(
            optional CeremonyRow,
            self,
            "delete from passkey_ceremony where id = $1 returning *",
            id.0,
        )?;
        row.map(ceremony).transpose()
    }

    /// Forgets what passkeys of an account were asked.
    pub async fn delete_passkey_ceremonies(&mut self, id: AccountId) -> Result<(), StoreError> {
        run!(execute self, "delete from passkey_ceremony where account_id = $1", id.0)?;
        Ok(())
    }

    /// Forgets what passkeys were asked and did not answer in time.
    pub async fn delete_dead_passkey_ceremonies(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from passkey_ceremony where expires_at <= $1", now.0)?)
    }
}

fn purpose_columns(purpose: PasskeyPurpose) -> (&'static str, Uuid) {
    match purpose {
        PasskeyPurpose::Add(id) => ("add", id.0),
        PasskeyPurpose::Prove(id) => ("prove", id.0),
        PasskeyPurpose::SignIn(id) => ("sign-in", id.0),
    }
}

fn ceremony(row: CeremonyRow) -> Result<(PasskeyCeremony, Vec<u8>), StoreError> {
    let purpose = match row.purpose.as_str() {
        "add" => PasskeyPurpose::Add(SessionId(row.bound_to)),
        "prove" => PasskeyPurpose::Prove(SessionId(row.bound_to)),
        "sign-in" => PasskeyPurpose::SignIn(PendingLoginId(row.bound_to)),
        unknown => {
            return Err(StoreError::nonsense("passkey_ceremony", format!("unknown purpose {unknown:?}")));
        }
    };
    let ceremony = PasskeyCeremony {
        id: PasskeyCeremonyId(row.id),
        account_id: AccountId(row.account_id),
        purpose,
        expires_at: Timestamp(row.expires_at),
    };
    Ok((ceremony, row.state))
}
