//! Enrollments.

use domain::enrollment::{End, Enrollment, EulaAccepted, Invited, Ownership, Stop, StopReason};
use domain::id::{AccountId, DeviceId, EnrollmentId, InvitationId, RecipientId, SiteId};
use domain::page::{Cursor, Page};
use domain::person::Person;
use domain::reference::Reference;
use domain::secret::TokenHash;
use domain::site::SiteScope;
use domain::time::{DAY, Timestamp};
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{directory_user, instant, millis, named, read_json, write_json};
use crate::{StoreError, Tx};

/// Which enrollments a list holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnrollmentList {
    /// All.
    Any,
    /// Neither finished nor ended.
    Unfinished,
    /// Enrolled and not ended.
    Enrolled,
    /// Ended.
    Ended,
}

#[derive(FromRow)]
pub(crate) struct EnrollmentRow {
    id: Uuid,
    account_id: Option<Uuid>,
    person: String,
    directory_id: Option<Uuid>,
    directory_key: Option<String>,
    ownership: String,
    site_id: Option<Uuid>,
    device_id: Option<Uuid>,
    begun_at: i64,
    expires_at: i64,
    profile_fetched_at: Option<i64>,
    certificate_issued_at: Option<i64>,
    authenticated_at: Option<i64>,
    enrolled_at: Option<i64>,
    ended_at: Option<i64>,
    end_reason: Option<String>,
    stopped_at: Option<i64>,
    stop_reason: Option<String>,
    stop_reference: Option<String>,
    questions: String,
    eula_version: Option<i64>,
    eula_accepted_at: Option<i64>,
    eula_language: Option<String>,
    invitation_id: Option<Uuid>,
    recipient_id: Option<Uuid>,
    use_reserved_until: Option<i64>,
    use_counted_at: Option<i64>,
    course: String,
    language: Option<String>,
    ca_fetched_at: Option<i64>,
    trusted_at: Option<i64>,
}

impl TryFrom<EnrollmentRow> for Enrollment {
    type Error = StoreError;

    fn try_from(row: EnrollmentRow) -> Result<Self, StoreError> {
        let stop = match (row.stopped_at, row.stop_reason, row.stop_reference) {
            (Some(at), Some(reason), Some(reference)) => Some(Stop {
                at: Timestamp(at),
                reason: named("enrollment", &reason, StopReason::parse)?,
                reference: named("enrollment", &reference, Reference::parse)?,
            }),
            _ => None,
        };
        Ok(Self {
            id: EnrollmentId(row.id),
            account_id: row.account_id.map(AccountId),
            person: read_json("enrollment", &row.person)?,
            directory_user: directory_user(row.directory_id, row.directory_key),
            ownership: named("enrollment", &row.ownership, Ownership::parse)?,
            site_id: row.site_id.map(SiteId),
            invitation: row.invitation_id.zip(row.recipient_id).map(|(invitation, recipient)| Invited {
                invitation_id: InvitationId(invitation),
                recipient_id: RecipientId(recipient),
                use_reserved_until: instant(row.use_reserved_until),
                use_counted_at: instant(row.use_counted_at),
            }),
            questions: read_json("enrollment", &row.questions)?,
            course: read_json("enrollment", &row.course)?,
            language: row.language,
            eula: row.eula_version.zip(row.eula_accepted_at).map(|(version, at)| EulaAccepted {
                version: u32::try_from(version).unwrap_or(0),
                language: row.eula_language,
                at: Timestamp(at),
            }),
            device_id: row.device_id.map(DeviceId),
            begun_at: Timestamp(row.begun_at),
            expires_at: Timestamp(row.expires_at),
            ca_fetched_at: instant(row.ca_fetched_at),
            trusted_at: instant(row.trusted_at),
            profile_fetched_at: instant(row.profile_fetched_at),
            certificate_issued_at: instant(row.certificate_issued_at),
            authenticated_at: instant(row.authenticated_at),
            enrolled_at: instant(row.enrolled_at),
            ended_at: instant(row.ended_at),
            end: row.end_reason.map(|name| named("enrollment", &name, End::parse)).transpose()?,
            stop,
        })
    }
}

impl Tx {
    /// Writes a new enrollment under the hash of its profile link's token.
    pub async fn insert_enrollment(
        &mut self,
        enrollment: &Enrollment,
        link: TokenHash,
    ) -> Result<(), StoreError> {
        let user = enrollment.directory_user.as_ref();
        run!(
            execute self,
            "insert into enrollment (id, account_id, person, ownership, site_id, profile_token_hash, begun_at, expires_at,
                 directory_id, directory_key, questions, invitation_id, recipient_id, course, language)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            enrollment.id.0,
            enrollment.account_id.map(|id| id.0),
            write_json("enrollment", &enrollment.person)?,
            enrollment.ownership.name(),
            enrollment.site_id.map(|id| id.0),
            &link.0[..],
            enrollment.begun_at.0,
            enrollment.expires_at.0,
            user.map(|user| user.directory_id.0),
            user.map(|user| user.key.0.clone()),
            write_json("enrollment", &enrollment.questions)?,
            enrollment.invitation.map(|invited| invited.invitation_id.0),
            enrollment.invitation.map(|invited| invited.recipient_id.0),
            write_json("enrollment", &enrollment.course)?,
            enrollment.language.clone(),
        )?;
        self.follow_enrollment(enrollment, enrollment.begun_at).await
    }

    /// Finds an enrollment.
    pub async fn find_enrollment(&mut self, id: EnrollmentId) -> Result<Option<Enrollment>, StoreError> {
        let row = run!(optional EnrollmentRow, self, "select * from enrollment where id = $1", id.0)?;
        row.map(Enrollment::try_from).transpose()
    }

    /// Writes the language of the person.
    pub async fn save_enrollment_language(
        &mut self,
        id: EnrollmentId,
        language: &str,
    ) -> Result<(), StoreError> {
        run!(execute self, "update enrollment set language = $2 where id = $1", id.0, language)?;
        Ok(())
    }

    /// Finds an enrollment for change.
    pub async fn lock_enrollment(&mut self, id: EnrollmentId) -> Result<Option<Enrollment>, StoreError> {
        let row = run!(lock EnrollmentRow, self, "select * from enrollment where id = $1", id.0)?;
        row.map(Enrollment::try_from).transpose()
    }

    /// Finds the enrollment of a profile link.
    pub async fn find_enrollment_by_link(
        &mut self,
        link: TokenHash,
    ) -> Result<Option<Enrollment>, StoreError> {
        let row = run!(optional EnrollmentRow, self, "select * from enrollment where profile_token_hash = $1", &link.0[..])?;
        row.map(Enrollment::try_from).transpose()
    }

    /// Puts the profile of an enrollment under another link; the one before leads nowhere.
    pub async fn save_enrollment_link(
        &mut self,
        id: EnrollmentId,
        link: TokenHash,
    ) -> Result<(), StoreError> {
        run!(execute self, "update enrollment set profile_token_hash = $2 where id = $1", id.0, &link.0[..])?;
        Ok(())
    }

    /// Finds the latest enrollment of a device.
    pub async fn find_latest_enrollment(&mut self, id: DeviceId) -> Result<Option<Enrollment>, StoreError> {
        let row = run!(
            optional EnrollmentRow, self,
            "select * from enrollment where device_id = $1 order by id desc limit 1",
            id.0,
        )?;
        row.map(Enrollment::try_from).transpose()
    }

    /// Writes what may change of an enrollment: its facts, never its terms.
    pub async fn save_enrollment(&mut self, enrollment: &Enrollment) -> Result<(), StoreError> {
        let stop = enrollment.stop.as_ref();
        run!(
            execute self,
            "update enrollment set device_id = $2, profile_fetched_at = $3, certificate_issued_at = $4,
                 authenticated_at = $5, enrolled_at = $6, ended_at = $7, end_reason = $8,
                 stopped_at = $9, stop_reason = $10, stop_reference = $11, use_reserved_until = $12, use_counted_at = $13,
                 ca_fetched_at = $14, trusted_at = $15
             where id = $1",
            enrollment.id.0,
            enrollment.device_id.map(|id| id.0),
            millis(enrollment.profile_fetched_at),
            millis(enrollment.certificate_issued_at),
            millis(enrollment.authenticated_at),
            millis(enrollment.enrolled_at),
            millis(enrollment.ended_at),
            enrollment.end.map(End::name),
            stop.map(|stop| stop.at.0),
            stop.map(|stop| stop.reason.name()),
            stop.map(|stop| stop.reference.as_str()),
            enrollment.invitation.and_then(|invited| millis(invited.use_reserved_until)),
            enrollment.invitation.and_then(|invited| millis(invited.use_counted_at)),
            millis(enrollment.ca_fetched_at),
            millis(enrollment.trusted_at),
        )?;
        let at = stop.map_or(enrollment.step_at(), |stop| stop.at.max(enrollment.step_at()));
        self.follow_enrollment(enrollment, at).await
    }

    /// Writes what answers at the portal change: who owns the device, the person, the site, the agreement accepted, the
    /// questions themselves.
    pub async fn save_enrollment_answers(&mut self, enrollment: &Enrollment) -> Result<(), StoreError> {
        let user = enrollment.directory_user.as_ref();
        let eula = enrollment.eula.as_ref();
        run!(
            execute self,
            "update enrollment set person = $2, directory_id = $3, directory_key = $4, site_id = $5, questions = $6,
                 eula_version = $7, eula_accepted_at = $8, eula_language = $9, ownership = $10
             where id = $1",
            enrollment.id.0,
            write_json("enrollment", &enrollment.person)?,
            user.map(|user| user.directory_id.0),
            user.map(|user| user.key.0.clone()),
            enrollment.site_id.map(|id| id.0),
            write_json("enrollment", &enrollment.questions)?,
            eula.map(|eula| i64::from(eula.version)),
            eula.map(|eula| eula.at.0),
            eula.and_then(|eula| eula.language.clone()),
            enrollment.ownership.name(),
        )?;
        Ok(())
    }

    /// Lists the enrollments by an invitation that are neither finished nor ended.
    pub async fn list_unfinished_by_invitation(
        &mut self,
        id: InvitationId,
        limit: u32,
    ) -> Result<Vec<Enrollment>, StoreError> {
        let rows = run!(
            all EnrollmentRow, self,
            "select * from enrollment where invitation_id = $1 and enrolled_at is null and ended_at is null
             order by id limit $2",
            id.0,
            i64::from(limit),
        )?;
        rows.into_iter().map(Enrollment::try_from).collect()
    }

    /// Lists the enrollments by an invitation that came as far as a device, newest first: the devices enrolled through it.
    pub async fn list_enrolled_by_invitation(
        &mut self,
        id: InvitationId,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Enrollment>, StoreError> {
        let rows = run!(
            all EnrollmentRow, self,
            "select * from enrollment where invitation_id = $1 and device_id is not null and id < $2
             order by id desc limit $3",
            id.0,
            after.map_or(Uuid::max(), |cursor| cursor.id),
            i64::from(limit) + 1,
        )?;
        let enrollments = rows.into_iter().map(Enrollment::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(enrollments, limit, |enrollment| Cursor { value: String::new(), id: enrollment.id.0 }))
    }

    /// Lists the enrollments of a recipient, newest first.
    pub async fn list_enrollments_of_recipient(
        &mut self,
        id: RecipientId,
        limit: u32,
    ) -> Result<Vec<Enrollment>, StoreError> {
        let rows = run!(
            all EnrollmentRow, self,
            "select * from enrollment where recipient_id = $1 order by id desc limit $2",
            id.0,
            i64::from(limit),
        )?;
        rows.into_iter().map(Enrollment::try_from).collect()
    }

    /// Lists enrollments whose hold on a use of their invitation has lapsed.
    pub async fn list_lapsed_uses(
        &mut self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<EnrollmentId>, StoreError> {
        let rows = run!(
            all(Uuid,),
            self,
            "select id from enrollment where use_reserved_until <= $1 and use_counted_at is null
             order by use_reserved_until limit $2",
            now.0,
            i64::from(limit),
        )?;
        Ok(rows.into_iter().map(|(id,)| EnrollmentId(id)).collect())
    }

    /// Shortens the time of unfinished enrollments by an invitation to an instant.
    pub async fn save_enrollments_end(
        &mut self,
        id: InvitationId,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update enrollment set expires_at = $2
             where invitation_id = $1 and expires_at > $2 and enrolled_at is null and ended_at is null",
            id.0,
            expires_at.0,
        )?;
        Ok(())
    }

    /// Takes the people out of the ended enrollments of a device: the history of who had it.
    pub async fn clear_former_persons(&mut self, device_id: DeviceId) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "update enrollment set person = $2, directory_id = null, directory_key = null
             where device_id = $1 and ended_at is not null",
            device_id.0,
            write_json("enrollment", &Person::default())?,
        )?)
    }

    /// Moves an enrollment to the site of its device.
    pub async fn save_enrollment_site(
        &mut self,
        id: EnrollmentId,
        site_id: Option<SiteId>,
    ) -> Result<(), StoreError> {
        run!(execute self, "update enrollment set site_id = $2 where id = $1", id.0, site_id.map(|id| id.0))?;
        Ok(())
    }

    /// Lists enrollments of a site, or of all, newest first.
    pub async fn list_enrollments(
        &mut self,
        scope: SiteScope,
        list: EnrollmentList,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Enrollment>, StoreError> {
        let before = after.map_or(Uuid::max(), |cursor| cursor.id);
        let rows_max = i64::from(limit) + 1;
        // Two statements for each list, so that each walks its own index.
        macro_rules! listing {
            ($which:literal) => {
                match scope {
                    SiteScope::All => run!(
                        all EnrollmentRow, self,
                        concat!("select * from enrollment where ", $which, " and id < $1 order by id desc limit $2"),
                        before, rows_max,
                    )?,
                    SiteScope::Only(site_id) => run!(
                        all EnrollmentRow, self,
                        concat!(
                            "select * from enrollment where site_id = $3 and ", $which,
                            " and id < $1 order by id desc limit $2"
                        ),
                        before, rows_max, site_id.0,
                    )?,
                }
            };
        }
        let rows = match list {
            EnrollmentList::Any => listing!("1 = 1"),
            EnrollmentList::Unfinished => listing!("enrolled_at is null and ended_at is null"),
            EnrollmentList::Enrolled => listing!("enrolled_at is not null and ended_at is null"),
            EnrollmentList::Ended => listing!("ended_at is not null"),
        };
        let enrollments = rows.into_iter().map(Enrollment::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(enrollments, limit, |enrollment| Cursor { value: String::new(), id: enrollment.id.0 }))
    }

    /// Lists enrollments that did not finish: neither enrolled nor checked out, begun since an instant, newest first.
    /// Those that ran out of time are among them; those that were replaced are not.
    pub async fn list_unfinished(
        &mut self,
        scope: SiteScope,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<Enrollment>, StoreError> {
        let rows = run!(
            all EnrollmentRow, self,
            "select * from enrollment
             where enrolled_at is null and begun_at >= $1 and (ended_at is null or end_reason = $2) and id >= $4
                 and ($5 is null or site_id = $5)
             order by id desc limit $3",
            since.0,
            End::Expired.name(),
            i64::from(limit),
            first_id(since),
            site(scope),
        )?;
        rows.into_iter().map(Enrollment::try_from).collect()
    }

    /// Lists enrollments that ran out of time and are not ended yet: those without a device past `expires_at`,
    /// those whose device said `Authenticate` and nothing more a day past it.
    pub async fn list_overdue_enrollments(
        &mut self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<Enrollment>, StoreError> {
        let rows = run!(
            all EnrollmentRow, self,
            "select * from enrollment
             where enrolled_at is null and ended_at is null and expires_at <= $1
                 and (authenticated_at is null or expires_at <= $2)
             order by expires_at limit $3",
            now.0,
            now.plus(-DAY).0,
            i64::from(limit),
        )?;
        rows.into_iter().map(Enrollment::try_from).collect()
    }

    /// Lists the unfinished enrollments of an account.
    pub async fn list_unfinished_of(&mut self, id: AccountId) -> Result<Vec<Enrollment>, StoreError> {
        let rows = run!(
            all EnrollmentRow, self,
            "select * from enrollment where account_id = $1 and enrolled_at is null and ended_at is null order by id",
            id.0,
        )?;
        rows.into_iter().map(Enrollment::try_from).collect()
    }

    /// Counts enrollments finished since an instant.
    pub async fn count_enrolled_since(
        &mut self,
        scope: SiteScope,
        since: Timestamp,
    ) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from enrollment where enrolled_at >= $1 and ($2 is null or site_id = $2)",
            since.0,
            site(scope),
        )?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Counts enrollments finished since an instant by day (UTC): the day's number since 1970 and the count.
    pub async fn count_enrolled_by_day(
        &mut self,
        scope: SiteScope,
        since: Timestamp,
    ) -> Result<Vec<(i64, u64)>, StoreError> {
        let rows = run!(
            all(i64, i64),
            self,
            "select enrolled_at / 86400000 as day, count(*) from enrollment
             where enrolled_at >= $1 and ($2 is null or site_id = $2)
             group by enrolled_at / 86400000 order by day",
            since.0,
            site(scope),
        )?;
        Ok(rows.into_iter().map(|(day, count)| (day, u64::try_from(count).unwrap_or(0))).collect())
    }

    /// Says whether any device ever enrolled.
    pub async fn has_enrolled(&mut self) -> Result<bool, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select id from enrollment where enrolled_at >= $1 limit 1",
            i64::MIN
        )?;
        Ok(row.is_some())
    }
}

fn site(scope: SiteScope) -> Option<Uuid> {
    scope.site_id().map(|id| id.0)
}

/// Returns the smallest id that a row made at an instant can have: ids begin with the milliseconds of their making.
fn first_id(at: Timestamp) -> Uuid {
    Uuid::from_u128(u128::try_from(at.0).unwrap_or(0) << 80)
}
