//! The recipients of invitations, the uses of their links, and how far each has come.

use std::collections::HashSet;

use domain::enrollment::{Enrollment, StopReason};
use domain::id::{EnrollmentId, InvitationId, MessageId, RecipientId};
use domain::message::{Channel, MessageState};
use domain::page::{Cursor, Page};
use domain::recipient::{Reached, Recipient, RecipientStatus, Sending, Stage};
use domain::reference::Reference;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::{run, write_rows};
use crate::invitation::pattern;
use crate::row::{directory_user, instant, millis, named, read_json, write_json};
use crate::{StoreError, Tx};

/// Which recipients of an invitation a list holds.
#[derive(Clone, Debug, Default)]
pub struct RecipientList {
    /// Only those who stand so, the invitation and its time left aside.
    pub status: Option<RecipientStatus>,
    /// Only those whose name or address contains this, in any case.
    pub search: String,
}

/// In which order recipients are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RecipientOrder {
    /// As they were added.
    #[default]
    Added,
    /// By address.
    Address,
    /// Those who have come furthest first, of equals those who were added last.
    Stage,
}

#[derive(FromRow)]
struct RecipientRow {
    id: Uuid,
    invitation_id: Uuid,
    channel: Option<String>,
    address: String,
    other_address: Option<String>,
    name: String,
    language: String,
    zone: String,
    directory_id: Option<Uuid>,
    directory_key: Option<String>,
    person: Option<String>,
    uses_reserved: i64,
    uses_counted: i64,
    created_at: i64,
    message_id: Option<Uuid>,
    message_state: Option<String>,
    words: String,
    reference: Option<String>,
    accepted_at: Option<i64>,
    delivered_at: Option<i64>,
    opened_at: Option<i64>,
    enrollment_id: Option<Uuid>,
    logged_in_at: Option<i64>,
    profile_fetched_at: Option<i64>,
    certificate_issued_at: Option<i64>,
    enrolled_at: Option<i64>,
    stopped_at: Option<i64>,
    stop_reason: Option<String>,
    new_link_wanted_at: Option<i64>,
    reminded_at: Option<i64>,
    revoked_at: Option<i64>,
}

#[derive(FromRow)]
struct KeyRow {
    address_key: Vec<u8>,
}

const TABLE: &str = "invitation_recipient";

impl TryFrom<RecipientRow> for Recipient {
    type Error = StoreError;

    fn try_from(row: RecipientRow) -> Result<Self, StoreError> {
        let uses = |count: i64| u32::try_from(count).unwrap_or_default();
        let stop = match (row.stopped_at, row.stop_reason) {
            (Some(at), Some(reason)) => Some((Timestamp(at), named(TABLE, &reason, StopReason::parse)?)),
            _ => None,
        };
        Ok(Self {
            id: RecipientId(row.id),
            invitation_id: InvitationId(row.invitation_id),
            channel: row.channel.map(|name| named(TABLE, &name, Channel::parse)).transpose()?,
            address: row.address,
            other_address: row.other_address,
            name: row.name,
            language: row.language,
            zone: row.zone,
            directory_user: directory_user(row.directory_id, row.directory_key),
            person: row.person.map(|text| read_json(TABLE, &text)).transpose()?,
            uses_reserved: uses(row.uses_reserved),
            uses_counted: uses(row.uses_counted),
            created_at: Timestamp(row.created_at),
            sending: Sending {
                message_id: row.message_id.map(MessageId),
                state: row.message_state.map(|name| named(TABLE, &name, MessageState::parse)).transpose()?,
                words: row.words,
                accepted_at: instant(row.accepted_at),
                delivered_at: instant(row.delivered_at),
            },
            opened_at: instant(row.opened_at),
            enrollment_id: row.enrollment_id.map(EnrollmentId),
            reached: Reached {
                logged_in_at: instant(row.logged_in_at),
                profile_fetched_at: instant(row.profile_fetched_at),
                certificate_issued_at: instant(row.certificate_issued_at),
                enrolled_at: instant(row.enrolled_at),
            },
            stop,
            new_link_wanted_at: instant(row.new_link_wanted_at),
            reminded_at: instant(row.reminded_at),
            revoked_at: instant(row.revoked_at),
            reference: row.reference.map(|text| named(TABLE, &text, Reference::parse)).transpose()?,
        })
    }
}

impl Tx {
    /// Writes new recipients. One whose address is on the invitation already is left out; returns how many are new.
    pub async fn insert_recipients(&mut self, recipients: &[Recipient]) -> Result<u64, StoreError> {
        let mut rows = Vec::with_capacity(recipients.len());
        for recipient in recipients {
            let person = recipient.person.as_ref().map(|person| write_json(TABLE, person)).transpose()?;
            rows.push((recipient, person));
        }
        let changed = write_rows!(
            self,
            "invitation_recipient (id, invitation_id, channel, address, address_key, other_address, name, language, zone,
                 directory_id, directory_key, person, created_at, message_id, message_state)",
            "on conflict (invitation_id, address_key) do nothing",
            rows,
            |row| row.0.id.0,
            row.0.invitation_id.0,
            row.0.channel.map(Channel::name),
            &row.0.address,
            address_key(row.0),
            &row.0.other_address,
            &row.0.name,
            &row.0.language,
            &row.0.zone,
            row.0.directory_user.as_ref().map(|user| user.directory_id.0),
            row.0.directory_user.as_ref().map(|user| user.key.0.clone()),
            &row.1,
            row.0.created_at.0,
            row.0.sending.message_id.map(|id| id.0),
            row.0.sending.state.map(MessageState::name),
        );
        Ok(changed)
    }

    /// Finds a recipient.
    pub async fn find_recipient(&mut self, id: RecipientId) -> Result<Option<Recipient>, StoreError> {
        let row =
            run!(optional RecipientRow, self, "select * from invitation_recipient where id = $1", id.0)?;
        row.map(Recipient::try_from).transpose()
    }

    /// Finds a recipient for change.
    pub async fn lock_recipient(&mut self, id: RecipientId) -> Result<Option<Recipient>, StoreError> {
        let row = run!(lock RecipientRow, self, "select * from invitation_recipient where id = $1", id.0)?;
        row.map(Recipient::try_from).transpose()
    }

    /// Writes what may change of a recipient, the uses of the link apart: those change by statements of their own.
    pub async fn save_recipient(&mut self, recipient: &Recipient) -> Result<(), StoreError> {
        let Recipient { sending, reached, .. } = recipient;
        run!(
            execute self,
            "update invitation_recipient set name = $2, language = $3, zone = $4, message_id = $5, message_state = $6,
                 words = $7, reference = $8, accepted_at = $9, delivered_at = $10, opened_at = $11, enrollment_id = $12,
                 logged_in_at = $13, profile_fetched_at = $14, certificate_issued_at = $15, enrolled_at = $16,
                 stopped_at = $17, stop_reason = $18, new_link_wanted_at = $19, reminded_at = $20, revoked_at = $21,
                 stage = $22, status = $23
             where id = $1",
            recipient.id.0,
            &recipient.name,
            &recipient.language,
            &recipient.zone,
            sending.message_id.map(|id| id.0),
            sending.state.map(MessageState::name),
            &sending.words,
            recipient.reference.as_ref().map(Reference::as_str),
            millis(sending.accepted_at),
            millis(sending.delivered_at),
            millis(recipient.opened_at),
            recipient.enrollment_id.map(|id| id.0),
            millis(reached.logged_in_at),
            millis(reached.profile_fetched_at),
            millis(reached.certificate_issued_at),
            millis(reached.enrolled_at),
            recipient.stop.map(|(at, _)| at.0),
            recipient.stop.map(|(_, reason)| reason.name()),
            millis(recipient.new_link_wanted_at),
            millis(recipient.reminded_at),
            millis(recipient.revoked_at),
            i64::from(recipient.stage().place()),
            recipient.own_status().name(),
        )?;
        Ok(())
    }

    /// Takes over how far an enrollment by an invitation has come, if it is one.
    pub(crate) async fn follow_enrollment(
        &mut self,
        enrollment: &Enrollment,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(invited) = enrollment.invitation else { return Ok(()) };
        if let Some(mut recipient) = self.lock_recipient(invited.recipient_id).await? {
            recipient.follow_enrollment(enrollment, now);
            self.save_recipient(&recipient).await?;
        }
        Ok(())
    }

    /// Holds one use of a recipient's link, if the invitation serves and one is left: one statement, whoever else comes at
    /// the same moment (T01). The invitation must be held by [`Tx::share_invitation`].
    pub async fn reserve_use(
        &mut self,
        id: RecipientId,
        uses_max: Option<u32>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "update invitation_recipient set uses_reserved = uses_reserved + 1
             where id = $1 and revoked_at is null and ($2 is null or uses_reserved + uses_counted < $2)
                 and exists (select 1 from invitation
                     where invitation.id = invitation_recipient.invitation_id and invitation.revoked_at is null
                         and invitation.paused_at is null
                         and (invitation.expires_at is null or invitation.expires_at > $3))",
            id.0,
            uses_max.map(i64::from),
            now.0,
        )?;
        Ok(changed == 1)
    }

    /// Gives a held use back.
    pub async fn return_use(&mut self, id: RecipientId) -> Result<(), StoreError> {
        run!(
            execute self,
            "update invitation_recipient set uses_reserved = uses_reserved - 1 where id = $1 and uses_reserved > 0",
            id.0,
        )?;
        Ok(())
    }

    /// Counts a use that was held.
    pub async fn count_held_use(&mut self, id: RecipientId) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "update invitation_recipient set uses_reserved = uses_reserved - 1, uses_counted = uses_counted + 1
             where id = $1 and uses_reserved > 0",
            id.0,
        )?;
        Ok(changed == 1)
    }

    /// Lists recipients of an invitation.
    pub async fn list_recipients(
        &mut self,
        id: InvitationId,
        list: &RecipientList,
        order: RecipientOrder,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Recipient>, StoreError> {
        let status = list.status.map(RecipientStatus::name);
        let search = (!list.search.trim().is_empty()).then(|| pattern(&list.search));
        let rows_max = i64::from(limit) + 1;
        let last = after.map_or(Uuid::nil(), |cursor| cursor.id);
        macro_rules! listing {
            ($where:literal, $walk:literal, $status:expr, $key:expr) => {
                run!(
                    all RecipientRow, self,
                    concat!(
                        "select * from invitation_recipient where invitation_id = $1 and ", $where,
                        " and ($5 is null or lower(name) like $5 escape '\\' or lower(address) like $5 escape '\\') and ",
                        $walk, " limit $6"
                    ),
                    id.0,
                    $status,
                    $key,
                    last,
                    &search,
                    rows_max,
                )?
            };
        }
        let rows = match (order, status) {
            (RecipientOrder::Added, Some(status)) => {
                listing!(
                    "status = $2",
                    "($3 is null or $3 is not null) and id > $4 order by id",
                    status,
                    None::<i64>
                )
            }
            (RecipientOrder::Added, None) => {
                listing!(
                    "($2 is null or $2 is not null)",
                    "($3 is null or $3 is not null) and id > $4 order by id",
                    None::<&str>,
                    None::<i64>
                )
            }
            (RecipientOrder::Address, status) => {
                let key = after.map(|cursor| cursor.value.clone().into_bytes()).unwrap_or_default();
                listing!(
                    "($2 is null or status = $2)",
                    "(address_key, id) > ($3, $4) order by address_key, id",
                    status,
                    key
                )
            }
            (RecipientOrder::Stage, status) => {
                let stage = after.and_then(|cursor| cursor.value.parse().ok()).unwrap_or(i64::MAX);
                listing!(
                    "($2 is null or status = $2)",
                    "(stage, id) < ($3, $4) order by stage desc, id desc",
                    status,
                    stage
                )
            }
        };
        let recipients = rows.into_iter().map(Recipient::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(recipients, limit, |recipient| Cursor {
            value: match order {
                RecipientOrder::Added => String::new(),
                RecipientOrder::Address => String::from_utf8(address_key(recipient)).unwrap_or_default(),
                RecipientOrder::Stage => recipient.stage().place().to_string(),
            },
            id: recipient.id.0,
        }))
    }

    /// Returns every address on an invitation, as addresses are compared.
    pub async fn list_recipient_addresses(
        &mut self,
        id: InvitationId,
    ) -> Result<HashSet<String>, StoreError> {
        let rows = run!(
            all KeyRow, self,
            "select address_key from invitation_recipient where invitation_id = $1",
            id.0,
        )?;
        Ok(rows.into_iter().filter_map(|row| String::from_utf8(row.address_key).ok()).collect())
    }

    /// Counts the recipients of an invitation by how far they have come and how they stand.
    pub async fn count_recipients(
        &mut self,
        id: InvitationId,
    ) -> Result<Vec<(Stage, RecipientStatus, u64)>, StoreError> {
        let rows = run!(
            all(i64, String, i64),
            self,
            "select stage, status, count(*) from invitation_recipient where invitation_id = $1 group by stage, status",
            id.0,
        )?;
        rows.into_iter()
            .map(|(stage, status, count)| {
                let stage = Stage::at(stage)
                    .ok_or_else(|| StoreError::nonsense(TABLE, format!("unknown stage {stage}")))?;
                Ok((
                    stage,
                    named(TABLE, &status, RecipientStatus::parse)?,
                    u64::try_from(count).unwrap_or_default(),
                ))
            })
            .collect()
    }

    /// Counts the uses of an invitation's links: held, and counted.
    pub async fn count_uses(&mut self, id: InvitationId) -> Result<(u64, u64), StoreError> {
        let (held, counted) = run!(
            one(i64, i64),
            self,
            "select cast(coalesce(sum(uses_reserved), 0) as bigint), cast(coalesce(sum(uses_counted), 0) as bigint)
             from invitation_recipient where invitation_id = $1",
            id.0,
        )?;
        Ok((u64::try_from(held).unwrap_or_default(), u64::try_from(counted).unwrap_or_default()))
    }

    /// Lists recipients who have not enrolled, were not taken off and were not reminded, in the order of their ids.
    pub async fn list_unreminded(
        &mut self,
        id: InvitationId,
        after: RecipientId,
        limit: u32,
    ) -> Result<Vec<Recipient>, StoreError> {
        let rows = run!(
            all RecipientRow, self,
            "select * from invitation_recipient
             where invitation_id = $1 and id > $2 and enrolled_at is null and revoked_at is null and reminded_at is null
             order by id limit $3",
            id.0,
            after.0,
            i64::from(limit),
        )?;
        rows.into_iter().map(Recipient::try_from).collect()
    }

    /// Shows recipients as being sent to whose messages have just been claimed.
    pub async fn save_recipients_sending(&mut self, lease_until: Timestamp) -> Result<(), StoreError> {
        run!(
            execute self,
            "update invitation_recipient
             set message_state = 'sending', stage = case when stage = 0 then 1 else stage end,
                 status = case when status = 'queued' then 'sending' else status end
             where id in (select recipient_id from message
                 where channel in ('email', 'sms') and state in ('queued', 'sending') and state = 'sending' and due_at = $1)",
            lease_until.0,
        )?;
        Ok(())
    }
}

/// Returns how an address is compared. The one link of an invitation that is not sent has its id for an address, so that there
/// may be several.
fn address_key(recipient: &Recipient) -> Vec<u8> {
    match recipient.channel {
        Some(_) => recipient.address.to_lowercase().into_bytes(),
        None => recipient.id.0.as_bytes().to_vec(),
    }
}
