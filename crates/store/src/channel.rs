//! Push channels: how to reach the device of an enrollment.

use domain::id::EnrollmentId;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, octets32};
use crate::{StoreError, Tx};

/// A push channel. The three secrets are sealed.
#[derive(Clone, Debug)]
pub struct StoredChannel {
    /// The topic the device listens to.
    pub topic: String,
    /// The push token, sealed.
    pub sealed_token: Vec<u8>,
    /// `PushMagic`, sealed.
    pub sealed_push_magic: Vec<u8>,
    /// The unlock token, sealed. `None` leaves a stored one as it is.
    pub sealed_unlock_token: Option<Vec<u8>>,
    /// SHA-256 over token and magic.
    pub token_digest: [u8; 32],
    /// When the device told it.
    pub updated_at: Timestamp,
    /// Since when Apple says that the token is dead.
    pub gone_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct ChannelRow {
    topic: String,
    sealed_token: Vec<u8>,
    sealed_push_magic: Vec<u8>,
    sealed_unlock_token: Option<Vec<u8>>,
    token_digest: Vec<u8>,
    updated_at: i64,
    gone_at: Option<i64>,
}

impl Tx {
    /// Finds the push channel of an enrollment.
    pub async fn find_channel(&mut self, id: EnrollmentId) -> Result<Option<StoredChannel>, StoreError> {
        let row = run!(optional ChannelRow, self, "select * from channel where enrollment_id = $1", id.0)?;
        row.map(|row| {
            Ok(StoredChannel {
                topic: row.topic,
                sealed_token: row.sealed_token,
                sealed_push_magic: row.sealed_push_magic,
                sealed_unlock_token: row.sealed_unlock_token,
                token_digest: octets32("channel", &row.token_digest)?,
                updated_at: Timestamp(row.updated_at),
                gone_at: instant(row.gone_at),
            })
        })
        .transpose()
    }

    /// Writes a push channel in the place of any older one; an unlock token that did not come again is kept.
    pub async fn save_channel(
        &mut self,
        id: EnrollmentId,
        channel: &StoredChannel,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into channel
                 (enrollment_id, topic, sealed_token, sealed_push_magic, sealed_unlock_token, token_digest, updated_at, gone_at)
             values ($1, $2, $3, $4, $5, $6, $7, null)
             on conflict (enrollment_id) do update set topic = excluded.topic, sealed_token = excluded.sealed_token,
                 sealed_push_magic = excluded.sealed_push_magic,
                 sealed_unlock_token = coalesce(excluded.sealed_unlock_token, channel.sealed_unlock_token),
                 token_digest = excluded.token_digest, updated_at = excluded.updated_at, gone_at = null",
            id.0,
            &channel.topic,
            &channel.sealed_token,
            &channel.sealed_push_magic,
            &channel.sealed_unlock_token,
            &channel.token_digest[..],
            channel.updated_at.0,
        )?;
        Ok(())
    }

    /// Notes that Apple called a token dead, unless the device has told a newer one meanwhile.
    pub async fn save_channel_gone(
        &mut self,
        id: EnrollmentId,
        token_digest: &[u8; 32],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update channel set gone_at = $3 where enrollment_id = $1 and token_digest = $2",
            id.0,
            &token_digest[..],
            at.0,
        )?;
        Ok(())
    }

    /// Notes that Apple took a push.
    pub async fn save_channel_pushed(&mut self, id: EnrollmentId, at: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "update channel set pushed_at = $2 where enrollment_id = $1", id.0, at.0)?;
        Ok(())
    }

    /// Lists enrollments whose device has open commands and can be reached, but was not pushed to since an instant.
    pub async fn list_unpushed(
        &mut self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<EnrollmentId>, StoreError> {
        let rows = run!(
            all (Uuid,), self,
            "select distinct channel.enrollment_id from command
             join channel on channel.enrollment_id = command.enrollment_id
             where command.is_open = true and channel.gone_at is null and coalesce(channel.pushed_at, channel.updated_at) < $1
             limit $2",
            since.0,
            i64::from(limit),
        )?;
        Ok(rows.into_iter().map(|(id,)| EnrollmentId(id)).collect())
    }

    /// Forgets how to reach a device, its unlock token and its past tokens included.
    pub async fn delete_channel(&mut self, id: EnrollmentId) -> Result<(), StoreError> {
        run!(execute self, "delete from token_update where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from channel where enrollment_id = $1", id.0)?;
        Ok(())
    }

    /// Counts devices that listen to another topic than the two given.
    pub async fn count_channels_of_other_topics(
        &mut self,
        topic: &str,
        stand_in: &str,
    ) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from channel where topic <> $1 and topic <> $2",
            topic,
            stand_in,
        )?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Remembers a token update; `false` when it was seen before.
    pub async fn insert_token_update(
        &mut self,
        id: EnrollmentId,
        digest: &[u8; 32],
    ) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "insert into token_update (enrollment_id, digest) values ($1, $2) on conflict do nothing",
            id.0,
            &digest[..],
        )?;
        Ok(changed == 1)
    }
}
