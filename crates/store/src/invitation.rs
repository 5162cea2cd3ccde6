//! Enrollment invitations.

use std::collections::BTreeMap;

use domain::id::{AccountId, InvitationId, SiteId};
use domain::invitation::{Delivery, Invitation, InvitationStatus, InvitationTerms};
use domain::message_template::TemplateText;
use domain::page::{Cursor, Page};
use domain::site::SiteScope;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis, named, read_json, write_json};
use crate::{StoreError, Tx};

/// Which invitations a list holds.
#[derive(Clone, Debug, Default)]
pub struct InvitationList {
    /// Those in the archive instead of those in sight.
    pub is_archived: bool,
    /// Only those that stand so.
    pub status: Option<InvitationStatus>,
    /// Only those that go this way.
    pub delivery: Option<Delivery>,
    /// Only those whose name contains this, in any case.
    pub search: String,
}

/// In which order invitations are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum InvitationOrder {
    /// The newest first.
    #[default]
    Newest,
    /// By name.
    Name,
}

#[derive(FromRow)]
struct InvitationRow {
    id: Uuid,
    number: i64,
    delivery: String,
    terms: String,
    site_id: Option<Uuid>,
    expires_at: Option<i64>,
    account_id: Option<Uuid>,
    inviter: String,
    created_at: i64,
    changed_at: i64,
    paused_at: Option<i64>,
    revoked_at: Option<i64>,
    archived_at: Option<i64>,
}

impl TryFrom<InvitationRow> for Invitation {
    type Error = StoreError;

    fn try_from(row: InvitationRow) -> Result<Self, StoreError> {
        let terms: InvitationTerms = read_json("invitation", &row.terms)?;
        Ok(Self {
            id: InvitationId(row.id),
            number: u64::try_from(row.number).unwrap_or_default(),
            delivery: named("invitation", &row.delivery, Delivery::parse)?,
            terms: InvitationTerms {
                expires_at: instant(row.expires_at),
                site_id: row.site_id.map(SiteId),
                ..terms
            },
            account_id: row.account_id.map(AccountId),
            inviter: row.inviter,
            created_at: Timestamp(row.created_at),
            changed_at: Timestamp(row.changed_at),
            paused_at: instant(row.paused_at),
            revoked_at: instant(row.revoked_at),
            archived_at: instant(row.archived_at),
        })
    }
}

impl Tx {
    /// Takes the next number of an invitation.
    pub async fn next_invitation_number(&mut self) -> Result<u64, StoreError> {
        let (number,) = run!(
            one(i64,),
            self,
            "update invitation_number set number = number + 1 where id = 1 returning number"
        )?;
        Ok(u64::try_from(number).unwrap_or_default())
    }

    /// Writes a new invitation.
    pub async fn insert_invitation(&mut self, invitation: &Invitation) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into invitation (id, number, name, name_key, delivery, terms, site_id, expires_at, account_id, inviter,
                 created_at, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            invitation.id.0,
            i64::try_from(invitation.number).unwrap_or(i64::MAX),
            &invitation.terms.name,
            name_key(&invitation.terms.name),
            invitation.delivery.name(),
            write_json("invitation", &invitation.terms)?,
            invitation.terms.site_id.map(|id| id.0),
            millis(invitation.terms.expires_at),
            invitation.account_id.map(|id| id.0),
            &invitation.inviter,
            invitation.created_at.0,
            invitation.changed_at.0,
        )?;
        Ok(())
    }

    /// Finds an invitation.
    pub async fn find_invitation(&mut self, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
        let row = run!(optional InvitationRow, self, "select * from invitation where id = $1", id.0)?;
        row.map(Invitation::try_from).transpose()
    }

    /// Finds an invitation by its number.
    pub async fn find_invitation_by_number(&mut self, number: u64) -> Result<Option<Invitation>, StoreError> {
        let Ok(number) = i64::try_from(number) else { return Ok(None) };
        let row = run!(optional InvitationRow, self, "select * from invitation where number = $1", number)?;
        row.map(Invitation::try_from).transpose()
    }

    /// Finds an invitation for change.
    pub async fn lock_invitation(&mut self, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
        let row = run!(lock InvitationRow, self, "select * from invitation where id = $1", id.0)?;
        row.map(Invitation::try_from).transpose()
    }

    /// Finds an invitation that nobody changes until the transaction ends.
    pub async fn share_invitation(&mut self, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
        let row = run!(share InvitationRow, self, "select * from invitation where id = $1", id.0)?;
        row.map(Invitation::try_from).transpose()
    }

    /// Writes what may change of an invitation.
    pub async fn save_invitation(&mut self, invitation: &Invitation) -> Result<(), StoreError> {
        run!(
            execute self,
            "update invitation set name = $2, name_key = $3, terms = $4, site_id = $5, expires_at = $6, changed_at = $7,
                 paused_at = $8, revoked_at = $9, archived_at = $10
             where id = $1",
            invitation.id.0,
            &invitation.terms.name,
            name_key(&invitation.terms.name),
            write_json("invitation", &invitation.terms)?,
            invitation.terms.site_id.map(|id| id.0),
            millis(invitation.terms.expires_at),
            invitation.changed_at.0,
            millis(invitation.paused_at),
            millis(invitation.revoked_at),
            millis(invitation.archived_at),
        )?;
        Ok(())
    }

    /// Lists invitations of a site, or of all.
    pub async fn list_invitations(
        &mut self,
        scope: SiteScope,
        list: &InvitationList,
        order: InvitationOrder,
        now: Timestamp,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Invitation>, StoreError> {
        let site_id = scope.site_id().map(|id| id.0);
        let status = list.status.map(InvitationStatus::name);
        let delivery = list.delivery.map(Delivery::name);
        let search = (!list.search.trim().is_empty()).then(|| pattern(&list.search));
        macro_rules! listing {
            ($walk:literal, $key:expr, $id:expr) => {
                run!(
                    all InvitationRow, self,
                    concat!(
                        "select * from invitation
                         where ($1 is null or site_id = $1)
                             and (($2 and archived_at is not null) or (not $2 and archived_at is null))
                             and ($3 is null
                                 or ($3 = 'revoked' and revoked_at is not null)
                                 or ($3 = 'expired' and revoked_at is null and expires_at <= $4)
                                 or ($3 = 'paused' and revoked_at is null and paused_at is not null
                                     and (expires_at is null or expires_at > $4))
                                 or ($3 = 'active' and revoked_at is null and paused_at is null
                                     and (expires_at is null or expires_at > $4)))
                             and ($5 is null or delivery = $5)
                             and ($6 is null or lower(name) like $6 escape '\\')
                             and ", $walk, " limit $9"
                    ),
                    site_id,
                    list.is_archived,
                    status,
                    now.0,
                    delivery,
                    &search,
                    $key,
                    $id,
                    i64::from(limit) + 1,
                )?
            };
        }
        let rows = match order {
            InvitationOrder::Newest => {
                let before = after.map_or(Uuid::max(), |cursor| cursor.id);
                listing!("($7 is null or $7 is not null) and id < $8 order by id desc", None::<i64>, before)
            }
            InvitationOrder::Name => {
                let key = after.map(|cursor| cursor.value.clone().into_bytes()).unwrap_or_default();
                let id = after.map_or(Uuid::nil(), |cursor| cursor.id);
                listing!("(name_key, id) > ($7, $8) order by name_key, id", key, id)
            }
        };
        let invitations = rows.into_iter().map(Invitation::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(invitations, limit, |invitation| Cursor {
            value: match order {
                InvitationOrder::Newest => String::new(),
                InvitationOrder::Name => {
                    String::from_utf8(name_key(&invitation.terms.name)).unwrap_or_default()
                }
            },
            id: invitation.id.0,
        }))
    }

    /// Lists invitations that serve now and whose recipients are due to be reminded, with a reminder set.
    pub async fn list_invitations_ending(
        &mut self,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Invitation>, StoreError> {
        let rows = run!(
            all InvitationRow, self,
            "select * from invitation
             where archived_at is null and revoked_at is null and paused_at is null and expires_at > $1 and expires_at <= $2
             order by id limit 500",
            from.0,
            to.0,
        )?;
        rows.into_iter().map(Invitation::try_from).collect()
    }

    /// Finds the texts of an invitation's own, by language.
    pub async fn find_invitation_texts(
        &mut self,
        id: InvitationId,
    ) -> Result<BTreeMap<String, TemplateText>, StoreError> {
        let row = run!(optional(String,), self, "select texts from invitation where id = $1", id.0)?;
        row.map(|(texts,)| read_json("invitation", &texts)).transpose().map(Option::unwrap_or_default)
    }

    /// Writes the texts of an invitation's own.
    pub async fn save_invitation_texts(
        &mut self,
        id: InvitationId,
        texts: &BTreeMap<String, TemplateText>,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update invitation set texts = $2 where id = $1",
            id.0,
            write_json("invitation", texts)?,
        )?;
        Ok(())
    }

    /// Deletes an invitation with its recipients, links and messages. Enrollments by it stay and forget it.
    pub async fn delete_invitation(&mut self, id: InvitationId) -> Result<(), StoreError> {
        run!(
            execute self,
            "update enrollment set invitation_id = null, recipient_id = null where invitation_id = $1",
            id.0,
        )?;
        run!(
            execute self,
            "delete from message where recipient_id in (select id from invitation_recipient where invitation_id = $1)",
            id.0,
        )?;
        run!(
            execute self,
            "delete from invitation_link where recipient_id in
                 (select id from invitation_recipient where invitation_id = $1)",
            id.0,
        )?;
        run!(execute self, "delete from invitation_recipient where invitation_id = $1", id.0)?;
        run!(execute self, "update message set invitation_id = null where invitation_id = $1", id.0)?;
        run!(execute self, "delete from invitation where id = $1", id.0)?;
        Ok(())
    }
}

/// Returns the form in which names are sorted: at most what a cursor can hold.
fn name_key(name: &str) -> Vec<u8> {
    name.to_lowercase().chars().take(100).collect::<String>().into_bytes()
}

/// Returns a pattern that finds a text anywhere, whatever stands in it.
pub(crate) fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.trim().to_lowercase().chars().take(100) {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
