//! The audit trail. Rows are only ever added.
//!
//! A line is noted by [`Tx::insert_audit`] and written when its transaction ends: by then whoever commits has given it its
//! place in a chain and the code that proves it. The codes are made elsewhere; here they are octets. See
//! `docs/decisions/audit-chain.md`.

use domain::audit::{AUDIT_SEARCH_CHARACTERS_MAX, Audit, AuditFilter, AuditObject, Event};
use domain::id::{AuditId, DeviceId, EnrollmentId, InvitationId};
use domain::page::{Cursor, Page};
use domain::reference::Reference;
use domain::time::Timestamp;
use serde::Deserialize;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{named, read_json, write_json};
use crate::{StoreError, Tx};

/// A line as its columns hold it: what the chain is computed over.
#[derive(Clone, PartialEq, Eq, Debug, FromRow)]
pub struct AuditLine {
    /// The line's id.
    pub id: Uuid,
    /// When, in milliseconds.
    pub at: i64,
    /// Who, as JSON.
    pub actor: String,
    /// From where.
    pub source: Option<String>,
    /// What, as JSON.
    pub event: String,
    /// Which enrollment it concerns.
    pub enrollment_id: Option<Uuid>,
    /// Which device it concerns; filled in later when the device was not known yet.
    pub device_id: Option<Uuid>,
    /// Which invitation it concerns.
    pub invitation_id: Option<Uuid>,
    /// The reference code given out for it.
    pub reference: Option<String>,
    /// What the change touched, as JSON.
    pub changes: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The event's fixed name.
    pub kind: Option<String>,
    /// Who, as actors are looked for.
    pub actor_key: Option<String>,
    /// What a search looks through.
    pub words: Option<String>,
}

/// A line with its place in a chain.
#[derive(Clone, PartialEq, Eq, Debug, FromRow)]
pub struct ChainedLine {
    /// The line.
    #[sqlx(flatten)]
    pub line: AuditLine,
    /// Its place in its lane, from 1.
    pub number: i64,
    /// The code that proves it, and with it all before it.
    pub mac: Option<Vec<u8>>,
}

/// The end of a chain.
#[derive(Clone, PartialEq, Eq, Debug, FromRow)]
pub struct AuditHead {
    /// Which chain.
    pub lane: i64,
    /// The place of the last line; 0 when there is none.
    pub number: i64,
    /// The code of the last line.
    pub mac: Vec<u8>,
    /// The code that proves this head.
    pub seal: Vec<u8>,
}

/// The most characters of a line that a search looks through.
const WORDS_CHARACTERS_MAX: usize = 4_000;
/// The most lines that one page looks at while it searches; the next page goes on from there.
const SEARCHED_ROWS_MAX: i64 = 20_000;

impl TryFrom<&Audit> for AuditLine {
    type Error = StoreError;

    fn try_from(audit: &Audit) -> Result<Self, StoreError> {
        /// The part of an event's JSON that names it.
        #[derive(Deserialize)]
        struct Named {
            event: String,
        }
        let event = write_json("audit", &audit.event)?;
        let changes = (!audit.changes.is_empty()).then(|| write_json("audit", &audit.changes)).transpose()?;
        Ok(Self {
            id: audit.id.0,
            at: audit.at.0,
            actor: write_json("audit", &audit.actor)?,
            source: audit.source.map(|source| source.to_string()),
            kind: Some(read_json::<Named>("audit", &event)?.event),
            event,
            enrollment_id: audit.enrollment_id.map(|id| id.0),
            device_id: audit.device_id.map(|id| id.0),
            invitation_id: audit.invitation_id.map(|id| id.0),
            reference: audit.reference.as_ref().map(|reference| reference.as_str().to_owned()),
            changes,
            reason: audit.reason.as_deref().map(plain),
            actor_key: Some(key(audit.actor.name())),
            words: Some(words(audit)),
        })
    }
}

impl TryFrom<AuditLine> for Audit {
    type Error = StoreError;

    fn try_from(line: AuditLine) -> Result<Self, StoreError> {
        Ok(Self {
            id: AuditId(line.id),
            at: Timestamp(line.at),
            actor: read_json("audit", &line.actor)?,
            source: line.source.map(|text| named("audit", &text, |text| text.parse().ok())).transpose()?,
            event: read_json::<Event>("audit", &line.event)?,
            enrollment_id: line.enrollment_id.map(EnrollmentId),
            device_id: line.device_id.map(DeviceId),
            invitation_id: line.invitation_id.map(InvitationId),
            reference: line.reference.map(|text| named("audit", &text, Reference::parse)).transpose()?,
            changes: line.changes.map(|text| read_json("audit", &text)).transpose()?.unwrap_or_default(),
            reason: line.reason,
        })
    }
}

impl Tx {
    /// Notes a line. It is written when the transaction ends, in its chain.
    ///
    /// Asynchronous like every other `insert_`, though nothing is sent here.
    pub async fn insert_audit(&mut self, audit: &Audit) -> Result<(), StoreError> {
        self.lines.push(audit.try_into()?);
        Ok(())
    }

    /// Returns the lines noted so far, for whoever gives them their places. After this the transaction may end.
    pub fn take_audit(&mut self) -> Vec<AuditLine> {
        std::mem::take(&mut self.lines)
    }

    /// Finds the end of a chain, for change: until the transaction ends nobody else adds to it.
    pub async fn lock_audit_head(&mut self, lane: u8) -> Result<Option<AuditHead>, StoreError> {
        Ok(run!(lock AuditHead, self, "select * from audit_head where lane = $1", i64::from(lane))?)
    }

    /// Writes a line at its place.
    pub async fn insert_audit_line(
        &mut self,
        line: &AuditLine,
        lane: u8,
        number: i64,
        mac: &[u8],
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into audit (id, at, actor, source, event, enrollment_id, device_id, reference, changes, reason,
                 kind, actor_key, words, lane, number, mac, invitation_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            line.id,
            line.at,
            &line.actor,
            &line.source,
            &line.event,
            line.enrollment_id,
            line.device_id,
            &line.reference,
            &line.changes,
            &line.reason,
            &line.kind,
            &line.actor_key,
            &line.words,
            i64::from(lane),
            number,
            mac,
            line.invitation_id,
        )?;
        Ok(())
    }

    /// Writes the new end of a chain.
    pub async fn save_audit_head(&mut self, head: &AuditHead) -> Result<(), StoreError> {
        run!(
            execute self,
            "update audit_head set number = $2, mac = $3, seal = $4 where lane = $1",
            head.lane,
            head.number,
            &head.mac,
            &head.seal,
        )?;
        Ok(())
    }

    /// Writes the beginning of a chain; changes nothing and returns false when it has begun.
    pub async fn insert_audit_head(&mut self, head: &AuditHead) -> Result<bool, StoreError> {
        let written = run!(
            execute self,
            "insert into audit_head (lane, number, mac, seal) values ($1, $2, $3, $4) on conflict (lane) do nothing",
            head.lane,
            head.number,
            &head.mac,
            &head.seal,
        )?;
        Ok(written == 1)
    }

    /// Lists the ends of all chains.
    pub async fn list_audit_heads(&mut self) -> Result<Vec<AuditHead>, StoreError> {
        Ok(run!(all AuditHead, self, "select * from audit_head order by lane")?)
    }

    /// Finds the end of a chain together with the place of the last line that there really is.
    pub async fn find_audit_head(&mut self, lane: u8) -> Result<(Option<AuditHead>, i64), StoreError> {
        #[derive(FromRow)]
        struct Row {
            lane: Option<i64>,
            number: Option<i64>,
            mac: Option<Vec<u8>>,
            seal: Option<Vec<u8>>,
            last: i64,
        }
        // One statement, so that head and lines are seen at the same moment.
        let row = run!(
            one Row, self,
            "select head.lane, head.number, head.mac, head.seal, lines.last
             from (select coalesce(max(number), 0) as last from audit where lane = $1) lines
             left join audit_head head on head.lane = $1",
            i64::from(lane),
        )?;
        let head = match (row.lane, row.number, row.mac, row.seal) {
            (Some(lane), Some(number), Some(mac), Some(seal)) => Some(AuditHead { lane, number, mac, seal }),
            _ => None,
        };
        Ok((head, row.last))
    }

    /// Lists the lines of a chain in their order, from the one after a place on.
    pub async fn list_audit_chain(
        &mut self,
        lane: u8,
        after: i64,
        limit: u32,
    ) -> Result<Vec<ChainedLine>, StoreError> {
        Ok(run!(
            all ChainedLine, self,
            "select * from audit where lane = $1 and number > $2 order by number limit $3",
            i64::from(lane),
            after,
            i64::from(limit),
        )?)
    }

    /// Counts the lines that stand in no chain: those from before there was one.
    pub async fn count_unchained_audit(&mut self) -> Result<u64, StoreError> {
        let (count,) = run!(one(i64,), self, "select count(*) from audit where lane is null")?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Says whether a line stands in a chain that does not exist.
    pub async fn has_stray_audit(&mut self, lanes: u8) -> Result<bool, StoreError> {
        let stray = run!(
            optional(i64,),
            self,
            "select lane from audit where lane < 0 or lane >= $1 limit 1",
            i64::from(lanes),
        )?;
        Ok(stray.is_some())
    }

    /// Lists lines, newest first. A page that has to look through very many lines for its own ends early, and the next
    /// one goes on from there; so a page may be empty and yet have a next.
    pub async fn list_audit(
        &mut self,
        filter: &AuditFilter,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Audit>, StoreError> {
        // Ids begin with their instant, so a time is a range of ids.
        let start = filter.since.map_or(Uuid::nil(), first_id);
        let end = filter.until.map_or(Uuid::max(), first_id);
        let end = after.map_or(end, |cursor| cursor.id.min(end));
        let actor = filter.actor.as_deref().map(key);
        let source = filter.source.map(|source| source.to_string());
        let words = filter.search.as_deref().map(pattern);
        let (device, enrollment, invitation) = match filter.object {
            Some(AuditObject::Device(id)) => (Some(id.0), None, None),
            Some(AuditObject::Enrollment(id)) => (None, Some(id.0), None),
            Some(AuditObject::Invitation(id)) => (None, None, Some(id.0)),
            None => (None, None, None),
        };
        // Each statement walks one index, the narrowest that the filter allows, and looks at the other conditions on the
        // way, for so many lines.
        macro_rules! listing {
            ($lead:literal, $value:expr) => {{
                let rows = run!(
                    all AuditLine, self,
                    concat!(
                        "select * from (
                             select * from audit where ", $lead, " and id < $1 and id >= $2 order by id desc limit $4
                         ) part
                         where ($6 is null or kind = $6) and ($7 is null or actor_key = $7)
                           and ($8 is null or source = $8) and ($9 is null or words like $9 escape '\\')
                         order by id desc limit $5"
                    ),
                    end,
                    start,
                    $value,
                    SEARCHED_ROWS_MAX,
                    i64::from(limit) + 1,
                    &filter.event,
                    &actor,
                    &source,
                    &words,
                )?;
                let edge = if rows.len() > limit as usize {
                    None
                } else {
                    run!(
                        optional (Uuid,), self,
                        concat!(
                            "select id from audit where ", $lead, " and id < $1 and id >= $2
                             order by id desc limit 1 offset $4"
                        ),
                        end,
                        start,
                        $value,
                        SEARCHED_ROWS_MAX - 1,
                    )?
                };
                (rows, edge)
            }};
        }
        let (rows, edge) = match (device, enrollment) {
            (Some(_), _) => listing!("device_id = $3", device),
            (None, Some(_)) => listing!("enrollment_id = $3", enrollment),
            (None, None) if invitation.is_some() => listing!("invitation_id = $3", invitation),
            (None, None) if actor.is_some() => listing!("actor_key = $3", &actor),
            (None, None) if source.is_some() => listing!("source = $3", &source),
            (None, None) if filter.event.is_some() => listing!("kind = $3", &filter.event),
            (None, None) => listing!("$3 is null", None::<&str>),
        };
        let page = cut(rows, limit)?;
        let edge = edge.map(|(id,)| Cursor { value: String::new(), id });
        Ok(Page { next: page.next.or(edge), rows: page.rows })
    }

    /// Lists the fixed names of the events that there are, from A. The index is probed once for each of them.
    pub async fn list_audit_kinds(&mut self) -> Result<Vec<String>, StoreError> {
        let rows = run!(
            all(String,),
            self,
            "with recursive known (kind) as (
                 select min(kind) from audit
                 union all
                 select (select min(audit.kind) from audit where audit.kind > known.kind) from known
                 where known.kind is not null
             )
             select kind from known where kind is not null order by kind",
        )?;
        Ok(rows.into_iter().map(|(kind,)| kind).collect())
    }

    /// Lists what happened to a device, newest first.
    pub async fn list_device_audit(
        &mut self,
        id: DeviceId,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Audit>, StoreError> {
        let rows = run!(
            all AuditLine, self,
            "select * from audit where device_id = $1 and id < $2 order by id desc limit $3",
            id.0,
            after.map_or(Uuid::max(), |cursor| cursor.id),
            i64::from(limit) + 1,
        )?;
        cut(rows, limit)
    }

    /// Lists what happened to an enrollment, newest first.
    pub async fn list_enrollment_audit(
        &mut self,
        id: EnrollmentId,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Audit>, StoreError> {
        let rows = run!(
            all AuditLine, self,
            "select * from audit where enrollment_id = $1 and id < $2 order by id desc limit $3",
            id.0,
            after.map_or(Uuid::max(), |cursor| cursor.id),
            i64::from(limit) + 1,
        )?;
        cut(rows, limit)
    }

    /// Finds the latest line under a reference code.
    pub async fn find_audit_by_reference(
        &mut self,
        reference: &Reference,
    ) -> Result<Option<Audit>, StoreError> {
        let row = run!(
            optional AuditLine, self,
            "select * from audit where reference = $1 order by id desc limit 1",
            reference.as_str(),
        )?;
        row.map(Audit::try_from).transpose()
    }

    /// Binds the lines of an enrollment to its device, once that is known, so that the device's timeline begins at the
    /// login. This is the one column of a line that is ever written later, and so it stands outside the chain.
    pub async fn save_audit_device(
        &mut self,
        enrollment: EnrollmentId,
        device: DeviceId,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update audit set device_id = $2 where enrollment_id = $1 and device_id is null",
            enrollment.0,
            device.0,
        )?;
        for line in &mut self.lines {
            if line.enrollment_id == Some(enrollment.0) {
                line.device_id = line.device_id.or(Some(device.0));
            }
        }
        Ok(())
    }
}

/// Returns the form in which names of actors are compared.
fn key(name: &str) -> String {
    plain(name.trim()).to_lowercase()
}

/// Returns a text without control characters, of which PostgreSQL keeps no NUL. (JSON escapes its own.)
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Returns what a search looks through: who, what, from where, what it touched and why.
fn words(audit: &Audit) -> String {
    let mut words = vec![audit.actor.name().to_owned(), audit.event.title()];
    words.extend(audit.source.map(|source| source.to_string()));
    words.extend(audit.reference.as_ref().map(Reference::to_string));
    words.extend(audit.reason.clone());
    for change in &audit.changes {
        words.extend([change.field.clone(), change.before.clone(), change.after.clone()]);
    }
    plain(&words.join(" ")).to_lowercase().chars().take(WORDS_CHARACTERS_MAX).collect()
}

/// Returns the pattern that finds a text anywhere, taking none of its characters for more than itself.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.to_lowercase().chars().take(AUDIT_SEARCH_CHARACTERS_MAX) {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

/// Returns the least id that an instant can have.
fn first_id(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.0).unwrap_or(0).min((1 << 48) - 1);
    Uuid::from_u128(u128::from(millis) << 80)
}

fn cut(rows: Vec<AuditLine>, limit: u32) -> Result<Page<Audit>, StoreError> {
    let audits = rows.into_iter().map(Audit::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(audits, limit, |audit| Cursor { value: String::new(), id: audit.id.0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t30_a_search_takes_its_text_for_itself() {
        assert_eq!(pattern("50% Änn_\\"), "%50\\% änn\\_\\\\%");
    }

    #[test]
    fn an_instant_is_the_least_id_made_at_it() {
        let at = Timestamp(1_795_348_800_000);
        assert_eq!(first_id(at).as_u128() >> 80, 1_795_348_800_000);
        assert_eq!(first_id(Timestamp(-1)), Uuid::nil());
        assert!(first_id(Timestamp(i64::MAX)) < Uuid::max());
    }
}
