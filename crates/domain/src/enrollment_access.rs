//! Enrollment access: who of a directory may enroll what, and into which site.
//!
//! There is one row for all directory users and one for each group that has a rule of its own. Rows add up: somebody
//! may do what any row that holds for them allows. No row takes away what another one gives.

use serde::{Deserialize, Serialize};

use crate::audit::FieldChange;
use crate::directory::DirectoryGroupRef;
use crate::id::{EnrollmentAccessId, SiteId};
use crate::time::Timestamp;

/// A row: what somebody may enroll.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnrollmentAccess {
    /// The row's id.
    pub id: EnrollmentAccessId,
    /// For whom it holds.
    pub subject: Subject,
    /// Whether they may enroll institutionally owned devices.
    #[serde(default)]
    pub may_institutional: bool,
    /// Whether they may enroll personally owned devices.
    #[serde(default)]
    pub may_personal: bool,
    /// Whether they may enroll by signing in to an account in Settings.
    #[serde(default)]
    pub may_account_driven: bool,
    /// Whether they have to accept the agreement first.
    #[serde(default)]
    pub must_accept_eula: bool,
    /// The site offered; `None` says nothing about sites.
    #[serde(default)]
    pub site_id: Option<SiteId>,
    /// When the row was changed last; kept states do not say it.
    #[serde(skip)]
    pub changed_at: Timestamp,
}

/// For whom a row holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Everybody whom a directory knows. This row always exists.
    AllDirectoryUsers,
    /// The members of a directory group.
    Group {
        /// Which.
        group: DirectoryGroupRef,
        /// Its name as last read.
        name: String,
    },
}

impl Subject {
    /// Returns the words for people.
    pub fn title(&self) -> &str {
        match self {
            Self::AllDirectoryUsers => "All directory users",
            Self::Group { name, .. } => name,
        }
    }
}

impl EnrollmentAccess {
    /// Returns the row for all directory users as it is before anybody changes it: they may enroll institutionally owned
    /// devices, after accepting the agreement where there is one.
    pub fn for_all(id: EnrollmentAccessId, now: Timestamp) -> Self {
        Self {
            id,
            subject: Subject::AllDirectoryUsers,
            may_institutional: true,
            may_personal: false,
            may_account_driven: false,
            must_accept_eula: true,
            site_id: None,
            changed_at: now,
        }
    }

    /// Lists what differs from another state of the row, with words for people, but for the site.
    pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
        FieldChange::between(&self.fields(), &other.fields())
    }

    fn fields(&self) -> Vec<(String, String)> {
        let fields = [
            ("may enroll institutional devices", self.may_institutional),
            ("may enroll personal devices", self.may_personal),
            ("may enroll by account", self.may_account_driven),
            ("must accept the agreement", self.must_accept_eula),
        ];
        fields.map(|(field, yes)| (field.to_owned(), yes_no(yes).to_owned())).into()
    }

    fn fields_with_site(&self, site_name: &impl Fn(SiteId) -> String) -> Vec<(String, String)> {
        let site = self.site_id.map(|id| ("site".to_owned(), site_name(id)));
        self.fields().into_iter().chain(site).collect()
    }

    /// Says whether the row holds for a member of these groups.
    pub fn holds_for(&self, groups: &[DirectoryGroupRef]) -> bool {
        match &self.subject {
            Subject::AllDirectoryUsers => true,
            Subject::Group { group, .. } => groups.contains(group),
        }
    }
}

/// What somebody is offered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Offer {
    /// Whether they may enroll institutionally owned devices.
    pub institutional: bool,
    /// Whether they may enroll personally owned devices.
    pub personal: bool,
    /// Whether they may enroll by signing in to an account in Settings.
    pub account_driven: bool,
    /// Whether they have to accept the agreement before an institutionally owned device.
    pub must_accept_eula: bool,
    /// Whether they have to accept the agreement before a personally owned device.
    pub must_accept_personal_eula: bool,
    /// The sites for an institutionally owned device: none, the one, or those to choose from.
    pub sites: Vec<SiteId>,
}

impl Offer {
    /// Says whether they may enroll a personally owned device: by an account in Settings, there is no other way.
    pub fn personal_by_account(&self) -> bool {
        self.personal && self.account_driven
    }
}

/// Adds up the rows that hold for a member of these groups.
///
/// The sites are those of the groups' rows; the site of the row for everybody counts only when no group says one, so
/// that a general site does not turn every group's into a question.
pub fn offer(rows: &[EnrollmentAccess], groups: &[DirectoryGroupRef]) -> Offer {
    let holding: Vec<_> = rows.iter().filter(|row| row.holds_for(groups)).collect();
    let institutional: Vec<_> = holding.iter().filter(|row| row.may_institutional).collect();
    let personal: Vec<_> = holding.iter().filter(|row| row.may_personal).collect();
    let mut sites: Vec<_> = institutional
        .iter()
        .filter(|row| row.subject != Subject::AllDirectoryUsers)
        .filter_map(|row| row.site_id)
        .collect();
    if sites.is_empty() {
        sites = institutional.iter().filter_map(|row| row.site_id).collect();
    }
    sites.sort_unstable();
    sites.dedup();
    Offer {
        institutional: !institutional.is_empty(),
        personal: !personal.is_empty(),
        account_driven: holding.iter().any(|row| row.may_account_driven),
        must_accept_eula: institutional.iter().any(|row| row.must_accept_eula),
        must_accept_personal_eula: personal.iter().any(|row| row.must_accept_eula),
        sites,
    }
}

/// All of enrollment access at one time, as its history keeps it. States that an older version kept are read with defaults
/// for what they do not name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AccessState {
    /// The rows: that for all directory users first, then groups by name; without when each was changed.
    pub rows: Vec<EnrollmentAccess>,
    /// The settings.
    #[serde(default)]
    pub settings: EnrollmentSettings,
}

impl AccessState {
    /// The name of its history.
    pub const NAME: &'static str = "access";
    /// The name for people.
    pub const TITLE: &'static str = "Access";

    /// Puts together what is kept.
    pub fn new(rows: Vec<EnrollmentAccess>, settings: EnrollmentSettings) -> Self {
        let timeless = |row| EnrollmentAccess { changed_at: Timestamp::default(), ..row };
        Self { rows: rows.into_iter().map(timeless).collect(), settings }
    }

    /// Lists what is other in a later state, row by row, each field with the name of its row before it.
    pub fn changes_to(&self, later: &Self, site_name: impl Fn(SiteId) -> String) -> Vec<FieldChange> {
        let added = later.rows.iter().filter(|row| self.row(row.id).is_none());
        let mut changes: Vec<_> =
            self.rows
                .iter()
                .chain(added)
                .flat_map(|row| {
                    let told = |row: Option<&EnrollmentAccess>| {
                        row.map_or_else(Vec::new, |row| row.fields_with_site(&site_name))
                    };
                    let title = row.subject.title();
                    let changes = FieldChange::between(&told(self.row(row.id)), &told(later.row(row.id)));
                    changes.into_iter().map(move |change| FieldChange {
                        field: format!("{title} › {}", change.field),
                        ..change
                    })
                })
                .collect();
        changes.extend(self.settings.change_to(later.settings));
        changes
    }

    fn row(&self, id: EnrollmentAccessId) -> Option<&EnrollmentAccess> {
        self.rows.iter().find(|row| row.id == id)
    }
}

/// Settings of user-initiated enrollment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct EnrollmentSettings {
    /// Whether somebody who may assign a user may also leave the device without one.
    pub may_leave_user_blank: bool,
}

impl EnrollmentSettings {
    /// Says what is other in later settings.
    pub fn change_to(self, later: Self) -> Option<FieldChange> {
        let told = |settings: Self| yes_no(settings.may_leave_user_blank);
        FieldChange::of("user may be left blank", told(self), told(later))
    }
}

impl Default for EnrollmentSettings {
    fn default() -> Self {
        Self { may_leave_user_blank: true }
    }
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::directory::DirectoryKey;
    use crate::id::DirectoryId;

    fn group(name: &str) -> DirectoryGroupRef {
        DirectoryGroupRef { directory_id: DirectoryId(Uuid::nil()), key: DirectoryKey(name.into()) }
    }

    fn site(n: u128) -> SiteId {
        SiteId(Uuid::from_u128(n))
    }

    fn all() -> EnrollmentAccess {
        EnrollmentAccess::for_all(EnrollmentAccessId(Uuid::nil()), Timestamp(0))
    }

    fn row(name: &str, site_id: Option<SiteId>) -> EnrollmentAccess {
        let subject = Subject::Group { group: group(name), name: name.into() };
        EnrollmentAccess { subject, site_id, must_accept_eula: false, ..all() }
    }

    #[test]
    fn what_one_row_gives_no_other_takes_away() {
        let refusing = EnrollmentAccess { may_institutional: false, must_accept_eula: false, ..all() };
        let teachers = row("teachers", None);
        let guests = EnrollmentAccess { may_institutional: false, may_personal: true, ..row("guests", None) };
        let rows = [refusing, teachers, guests];
        assert_eq!(offer(&rows, &[]), Offer::default());
        let teacher = offer(&rows, &[group("teachers")]);
        assert!(teacher.institutional && !teacher.personal && !teacher.must_accept_eula);
        let both = offer(&rows, &[group("guests"), group("teachers")]);
        assert!(both.institutional && both.personal);
        assert_eq!(offer(&rows, &[group("others")]), Offer::default());
    }

    #[test]
    fn the_general_site_counts_only_where_no_group_says_one() {
        let general = EnrollmentAccess { site_id: Some(site(9)), ..all() };
        let rows = [general, row("north", Some(site(1))), row("south", Some(site(2))), row("none", None)];
        assert_eq!(offer(&rows, &[]).sites, [site(9)]);
        assert_eq!(offer(&rows, &[group("none")]).sites, [site(9)]);
        assert_eq!(offer(&rows, &[group("north"), group("none")]).sites, [site(1)]);
        assert_eq!(offer(&rows, &[group("south"), group("north")]).sites, [site(1), site(2)]);
    }

    #[test]
    fn the_agreement_is_asked_for_by_any_row_that_lets_in() {
        let lenient = EnrollmentAccess { must_accept_eula: false, ..all() };
        let strict = EnrollmentAccess { must_accept_eula: true, ..row("strict", None) };
        let elsewhere =
            EnrollmentAccess { must_accept_eula: true, may_institutional: false, ..row("else", None) };
        let rows = [lenient, strict, elsewhere];
        assert!(!offer(&rows, &[]).must_accept_eula);
        assert!(offer(&rows, &[group("strict")]).must_accept_eula);
        assert!(!offer(&rows, &[group("else")]).must_accept_eula);
        let owners = EnrollmentAccess { may_personal: true, ..row("owners", None) };
        let rows = [EnrollmentAccess { may_institutional: false, ..all() }, owners];
        assert!(!offer(&rows, &[group("owners")]).must_accept_personal_eula);
        let rows = [EnrollmentAccess { may_personal: true, must_accept_eula: true, ..all() }];
        assert!(offer(&rows, &[]).must_accept_personal_eula);
    }

    #[test]
    fn the_history_tells_rows_that_came_changed_and_went() {
        let other = EnrollmentAccess { id: EnrollmentAccessId(Uuid::max()), ..row("north", Some(site(1))) };
        let before = AccessState { rows: vec![all(), other], settings: EnrollmentSettings::default() };
        let changed = EnrollmentAccess { may_personal: true, ..all() };
        let after =
            AccessState { rows: vec![changed], settings: EnrollmentSettings { may_leave_user_blank: false } };
        let told = |before: &AccessState, after| {
            let changes = before.changes_to(after, |_| "North".into());
            let told = changes
                .into_iter()
                .map(|change| format!("{}: {}|{}", change.field, change.before, change.after));
            told.collect::<Vec<_>>()
        };
        let all_at_once = told(&before, &after);
        assert_eq!(all_at_once[0], "All directory users › may enroll personal devices: no|yes");
        assert!(all_at_once.contains(&"north › site: North|".to_owned()), "{all_at_once:?}");
        assert_eq!(all_at_once.last().expect("some"), "user may be left blank: yes|no");
        assert_eq!(told(&after, &after), Vec::<String>::new());
        assert!(told(&after, &before).contains(&"north › site: |North".to_owned()));
    }

    #[test]
    fn a_group_of_another_directory_with_the_same_key_is_another_group() {
        let foreign = DirectoryGroupRef { directory_id: DirectoryId(Uuid::max()), ..group("north") };
        let rows = [EnrollmentAccess { may_institutional: false, ..all() }, row("north", None)];
        assert!(!offer(&rows, &[foreign]).institutional);
    }
}
