//! What somebody may do and how far: the part of a form that accounts and groups of accounts share, and its words.

use std::collections::BTreeMap;

use app::{App, Caller, Error, Fault};
use domain::account::{Access, AccountGroup};
use domain::id::{AccountGroupId, DirectoryId, SiteId};
use domain::privilege::{Grant, Privilege, PrivilegeSet, Privileges, Reach};
use domain::site::Site;
use web::form::Fields;

use crate::site::Choice;

/// What was chosen, as it came.
#[derive(Clone, Debug)]
pub(crate) struct TypedGrant {
    access: String,
    site: String,
    set: String,
    privileges: Vec<String>,
}

/// Reads everything and changes nothing, until somebody chooses more.
impl Default for TypedGrant {
    fn default() -> Self {
        Self::of(Access::Full, PrivilegeSet::Auditor)
    }
}

impl TypedGrant {
    /// Takes what a form brought.
    pub(crate) fn read(fields: &Fields) -> Self {
        Self {
            access: fields.one("access").to_owned(),
            site: fields.one("site").to_owned(),
            set: fields.one("privilege_set").to_owned(),
            privileges: fields.all("privilege").map(str::to_owned).collect(),
        }
    }

    /// Takes what an account has now.
    pub(crate) fn of(access: Access, set: PrivilegeSet) -> Self {
        let custom = match set {
            PrivilegeSet::Custom(privileges) => privileges,
            _ => Privileges::default(),
        };
        Self {
            access: access.name().to_owned(),
            site: match access {
                Access::Site(id) => id.to_string(),
                Access::Full | Access::Groups => String::new(),
            },
            set: set.name().to_owned(),
            privileges: custom.list().map(|privilege| privilege.name().to_owned()).collect(),
        }
    }

    /// Takes what a group has now.
    pub(crate) fn of_group(group: &AccountGroup) -> Self {
        let access = match group.reach {
            Reach::Full => Access::Full,
            Reach::Site(id) => Access::Site(id),
        };
        Self::of(access, group.privilege_set)
    }

    /// Reads the access of an account.
    pub(crate) fn access(&self) -> Result<Access, Error> {
        let site_id = self.site.parse().ok();
        Access::parse(&self.access, site_id).ok_or_else(|| match self.access.as_str() {
            "site" => fault("site", "Choose a site that exists."),
            _ => fault("access", "Choose how far the access reaches."),
        })
    }

    /// Reads the reach of a group.
    pub(crate) fn reach(&self) -> Result<Reach, Error> {
        match self.access()? {
            Access::Full => Ok(Reach::Full),
            Access::Site(id) => Ok(Reach::Site(id)),
            Access::Groups => Err(fault("access", "Choose how far the access reaches.")),
        }
    }

    /// Reads the privilege set.
    pub(crate) fn set(&self) -> Result<PrivilegeSet, Error> {
        if self.access == Access::Groups.name() && self.set.is_empty() {
            return Ok(PrivilegeSet::EnrollmentOnly); // it counts for nothing
        }
        PrivilegeSet::parse(&self.set, &self.privileges.join(" ")).ok_or_else(|| match self.set.as_str() {
            "custom" => fault("privileges", "Choose privileges from the list."),
            _ => fault("privilege_set", "Choose what the account may do."),
        })
    }
}

fn fault(field: &'static str, words: &str) -> Error {
    Error::Invalid(vec![Fault::new(field, words)])
}

/// The part of the form.
pub(crate) struct GrantForm {
    pub(crate) levels: Vec<Radio>,
    pub(crate) sites: Vec<Choice>,
    pub(crate) groups: Vec<GroupBox>,
    /// The names of groups that follow a directory: they are not chosen here.
    pub(crate) followed: String,
    pub(crate) sets: Vec<Radio>,
    pub(crate) tables: [Table; 2],
}

/// One of several choices.
pub(crate) struct Radio {
    pub(crate) value: &'static str,
    pub(crate) title: &'static str,
    pub(crate) help: &'static str,
    pub(crate) is_chosen: bool,
    /// Whether it is more than the caller has to give.
    pub(crate) is_beyond: bool,
}

/// A group to tick.
pub(crate) struct GroupBox {
    pub(crate) id: AccountGroupId,
    pub(crate) name: String,
    pub(crate) words: String,
    pub(crate) is_ticked: bool,
    pub(crate) is_beyond: bool,
}

/// Privileges of one kind.
pub(crate) struct Table {
    pub(crate) title: &'static str,
    pub(crate) rows: Vec<PrivilegeBox>,
}

/// A privilege to tick.
pub(crate) struct PrivilegeBox {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) is_sited: bool,
    pub(crate) is_ticked: bool,
    pub(crate) is_beyond: bool,
}

impl GrantForm {
    /// Draws the form of an account, with the groups that could be chosen and those that are.
    pub(crate) fn of_account(
        typed: &TypedGrant,
        caller: &Caller,
        names: &Names,
        groups: &[AccountGroup],
        ticked: &[String],
        followed: &[AccountGroup],
    ) -> Self {
        let chosen_here = groups.iter().filter(|group| group.directory_group.is_none());
        let groups: Vec<_> = chosen_here
            .map(|group| GroupBox {
                id: group.id,
                name: group.name.clone(),
                words: names.of_group(group),
                is_ticked: ticked.contains(&group.id.to_string()),
                is_beyond: !caller.holds_grant(Grant::new(group.reach, group.privilege_set)),
            })
            .collect();
        let followed: Vec<_> = followed.iter().map(|group| group.name.clone()).collect();
        let mut form = Self::new(typed, caller, names);
        let has_groups = !groups.is_empty() || !followed.is_empty() || typed.access == Access::Groups.name();
        if has_groups {
            form.levels.push(Radio {
                value: Access::Groups.name(),
                title: Access::Groups.title(),
                help: "What the groups of the account may do, each as far as it reaches.",
                is_chosen: typed.access == Access::Groups.name(),
                is_beyond: false,
            });
        }
        Self { groups, followed: crate::count::listed(&followed), ..form }
    }

    /// Draws the form of a group.
    pub(crate) fn new(typed: &TypedGrant, caller: &Caller, names: &Names) -> Self {
        let level = |value, title, help| Radio {
            value,
            title,
            help,
            is_chosen: typed.access == value,
            is_beyond: false,
        };
        let full =
            level("full", Access::Full.title(), "All sites, what is in none, and the server’s settings.");
        let site = level("site", "Site Access", "The devices and enrollments of one site, and nothing else.");
        Self {
            levels: if names.sites.is_empty() { vec![full] } else { vec![full, site] },
            sites: names.sites.iter().map(|site| Choice::new(Some(site), &typed.site)).collect(),
            groups: Vec::new(),
            followed: String::new(),
            sets: sets(typed, caller, names),
            tables: tables(typed, caller),
        }
    }
}

fn sets(typed: &TypedGrant, caller: &Caller, names: &Names) -> Vec<Radio> {
    let reaches: Vec<_> =
        [Reach::Full].into_iter().chain(names.sites.iter().map(|site| Reach::Site(site.id))).collect();
    let set = |set: PrivilegeSet, help| Radio {
        value: set.name(),
        title: set.title(),
        help,
        is_chosen: typed.set == set.name(),
        is_beyond: !reaches.iter().any(|reach| caller.holds_grant(Grant::new(*reach, set))),
    };
    vec![
        set(PrivilegeSet::Administrator, "Does everything."),
        set(PrivilegeSet::Auditor, "Reads everything and changes nothing."),
        set(PrivilegeSet::EnrollmentOnly, "Enrolls devices at the portal; has no way into the console."),
        set(PrivilegeSet::Custom(Privileges::default()), "Only the privileges chosen below."),
    ]
}

fn tables(typed: &TypedGrant, caller: &Caller) -> [Table; 2] {
    let row = |privilege: Privilege| PrivilegeBox {
        name: privilege.name(),
        title: privilege.title(),
        is_sited: privilege.is_sited(),
        is_ticked: typed.privileges.iter().any(|name| name == privilege.name()),
        is_beyond: !caller.holds(privilege),
    };
    let all = || Privilege::ALL.iter().copied();
    [
        Table { title: "Reading", rows: all().filter(|one| one.is_reading()).map(row).collect() },
        Table { title: "Changing", rows: all().filter(|one| !one.is_reading()).map(row).collect() },
    ]
}

/// The names that the words for access need.
pub(crate) struct Names {
    pub(crate) sites: Vec<Site>,
    directories: BTreeMap<DirectoryId, String>,
}

impl Names {
    /// Reads them; those of directories only for whoever may read directories.
    pub(crate) async fn read(app: &App, caller: &Caller) -> Result<Self, Error> {
        let directories = if caller.holds(Privilege::ReadDirectories) {
            app.list_directories(caller).await?
        } else {
            Vec::new()
        };
        let name = |detail: app::DirectoryDetail| (detail.directory.id, detail.directory.name);
        let providers = if caller.holds(Privilege::ReadSingleSignOn) {
            app.list_identity_providers(caller).await?
        } else {
            Vec::new()
        };
        let provider =
            |detail: app::IdentityProviderDetail| (detail.provider.source(), detail.provider.settings.name);
        Ok(Self {
            sites: app.list_sites_of_accounts(caller).await?,
            directories: directories
                .into_iter()
                .map(name)
                .chain(providers.into_iter().map(provider))
                .collect(),
        })
    }

    /// Returns the words for a directory.
    pub(crate) fn of_directory(&self, id: DirectoryId) -> String {
        self.directories
            .get(&id)
            .map_or_else(|| "a directory".to_owned(), |name| format!("the directory {name}"))
    }

    /// Returns the words for how far a grant reaches.
    pub(crate) fn of_reach(&self, reach: Reach) -> String {
        match reach {
            Reach::Full => Access::Full.title().to_owned(),
            Reach::Site(id) => format!("Site Access: {}", self.of_site(id)),
        }
    }

    /// Returns the words for an account's access, given the names of its groups.
    pub(crate) fn of_access(&self, access: Access, groups: &[String]) -> String {
        match access {
            Access::Full => self.of_reach(Reach::Full),
            Access::Site(id) => self.of_reach(Reach::Site(id)),
            Access::Groups if groups.is_empty() => "Group Access, in no group".to_owned(),
            Access::Groups => format!("Groups: {}", groups.join(", ")),
        }
    }

    /// Returns the words for what a group gives.
    pub(crate) fn of_group(&self, group: &AccountGroup) -> String {
        format!("{} · {}", group.privilege_set.title(), self.of_reach(group.reach))
    }

    fn of_site(&self, id: SiteId) -> &str {
        self.sites.iter().find(|site| site.id == id).map_or("a deleted site", |site| &site.name)
    }
}
