//! Privileges: the single things somebody may do, the named sets of them, and how far each reaches.

use serde::{Deserialize, Serialize};

use crate::id::SiteId;

macro_rules! privileges {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $title:literal, $reading:literal, $sited:literal;)*) => {
        /// One thing that somebody may do.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Privilege {
            $($(#[$doc])* $variant,)*
        }

        impl Privilege {
            /// Every privilege, in the order people choose from.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the name used in the database, forms and the API.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Returns the words for people, close to those administrators know.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)*
                }
            }

            /// Says whether it changes nothing.
            pub fn is_reading(self) -> bool {
                match self {
                    $(Self::$variant => $reading,)*
                }
            }

            /// Says whether it can be had for one site alone: it is about devices and enrollments, which belong to
            /// sites. All others concern the whole server and need full access.
            pub fn is_sited(self) -> bool {
                match self {
                    $(Self::$variant => $sited,)*
                }
            }
        }
    };
}

privileges! {
    /// Sign in to the console.
    SignInToConsole = "sign-in-to-console", "Sign in to the console", true, true;
    /// Read devices, enrollments and what happened to them.
    ReadDevices = "read-devices", "Read Mobile Devices", true, true;
    /// Change a device's record: move it to another site.
    UpdateDevices = "update-devices", "Update Mobile Devices", false, true;
    /// Queue commands for devices.
    SendCommands = "send-commands", "Send Mobile Device Commands", false, true;
    /// Assign users to devices: in the console, and at the portal after a login with a local account.
    AssignUsers = "assign-users", "Assign Users to Mobile Devices", false, true;
    /// Enroll a device at the portal, or begin an enrollment through the API.
    Enroll = "enroll", "Allow User to Enroll", false, true;
    /// Read enrollment invitations, their recipients and messages.
    ReadInvitations = "read-invitations", "Read Mobile Device Enrollment Invitations", true, true;
    /// Make, send, change and revoke enrollment invitations.
    ManageInvitations = "manage-invitations", "Create, Update and Delete Mobile Device Enrollment Invitations", false, true;
    /// Look people up, in directories and the built-in list.
    ReadPeople = "read-people", "Read Users", true, true;
    /// Make, change, import and delete people of the built-in list.
    ManagePeople = "manage-people", "Create, Update and Delete Users", false, false;
    /// Read how directories are set up and how they fare.
    ReadDirectories = "read-directories", "Read Directory Services", true, false;
    /// Set directories up, change and remove them.
    ManageDirectories = "manage-directories", "Update Directory Services", false, false;
    /// Read how people log in by identity providers.
    ReadSingleSignOn = "read-single-sign-on", "Read SSO Settings", true, false;
    /// Set identity providers up, change and remove them: whoever may, decides who is who.
    ManageSingleSignOn = "manage-single-sign-on", "Update SSO Settings", false, false;
    /// Read the list of sites.
    ReadSites = "read-sites", "Read Sites", true, true;
    /// Make, rename and delete sites.
    ManageSites = "manage-sites", "Create, Update and Delete Sites", false, false;
    /// Read who may enroll what.
    ReadEnrollmentAccess = "read-enrollment-access", "Read User-Initiated Enrollment", true, false;
    /// Decide who may enroll what.
    ManageEnrollmentAccess = "manage-enrollment-access", "Update User-Initiated Enrollment", false, false;
    /// Read accounts, their groups and their sessions.
    ReadAccounts = "read-accounts", "Read Accounts", true, false;
    /// Make, change and disable accounts and groups of accounts, reset passwords and second factors.
    ManageAccounts = "manage-accounts", "Create, Update and Delete Accounts", false, false;
    /// Read and export the audit log.
    ReadAudit = "read-audit", "Read Audit Log", true, false;
    /// Make and revoke API tokens.
    ManageApiTokens = "manage-api-tokens", "Manage API Tokens", false, false;
    /// Read how e-mail and SMS are sent, and the outbox.
    ReadDelivery = "read-delivery", "Read SMTP Server and SMS Provider", true, false;
    /// Decide how e-mail and SMS are sent, and what messages say.
    ManageDelivery = "manage-delivery", "Update SMTP Server and SMS Provider", false, false;
    /// Set up webhooks.
    ManageWebhooks = "manage-webhooks", "Create, Update and Delete Webhooks", false, false;
    /// Install the push certificate.
    ManagePushCertificate = "manage-push-certificate", "Update Push Certificates", false, false;
}

impl Privilege {
    /// Finds a privilege by [`Privilege::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|privilege| privilege.name() == name)
    }
}

/// Some privileges.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Privileges(u32);

impl Privileges {
    /// Returns those named.
    pub fn of(privileges: impl IntoIterator<Item = Privilege>) -> Self {
        Self(privileges.into_iter().fold(0, |bits, privilege| bits | 1 << privilege as u32))
    }

    /// Says whether one is among them.
    pub fn holds(self, privilege: Privilege) -> bool {
        self.0 & 1 << privilege as u32 != 0
    }

    /// Says whether all of others are among them.
    pub fn hold_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Says whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Lists them in the order of [`Privilege::ALL`].
    pub fn list(self) -> impl Iterator<Item = Privilege> {
        Privilege::ALL.iter().copied().filter(move |privilege| self.holds(*privilege))
    }

    /// Returns their names, separated by blanks: how they are stored.
    pub fn names(self) -> String {
        self.list().map(Privilege::name).collect::<Vec<_>>().join(" ")
    }

    /// Reads names separated by blanks; `None` when one is unknown.
    pub fn parse(names: &str) -> Option<Self> {
        names.split_whitespace().map(Privilege::parse).collect::<Option<Vec<_>>>().map(Self::of)
    }
}

/// A named set of privileges.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrivilegeSet {
    /// Everything.
    Administrator,
    /// Reads everything, changes nothing.
    Auditor,
    /// Enrolls devices at the portal; no console.
    EnrollmentOnly,
    /// Chosen one by one.
    Custom(Privileges),
}

impl PrivilegeSet {
    /// The sets that are fixed, in the order people choose from.
    pub const FIXED: [Self; 3] = [Self::Administrator, Self::Auditor, Self::EnrollmentOnly];

    /// Returns the name used in the database, the command line and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
            Self::EnrollmentOnly => "enrollment-only",
            Self::Custom(_) => "custom",
        }
    }

    /// Returns the name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Administrator => "Administrator",
            Self::Auditor => "Auditor",
            Self::EnrollmentOnly => "Enrollment Only",
            Self::Custom(_) => "Custom",
        }
    }

    /// Reads a set's name and, for the custom one, the names of its privileges.
    pub fn parse(name: &str, privileges: &str) -> Option<Self> {
        match name {
            "custom" => Privileges::parse(privileges).map(Self::Custom),
            _ => Self::FIXED.into_iter().find(|set| set.name() == name),
        }
    }

    /// Returns the words for the privileges of a set that was chosen one by one; of a fixed set, nothing.
    pub fn titles_if_chosen(self) -> String {
        match self {
            Self::Custom(chosen) => chosen.list().map(Privilege::title).collect::<Vec<_>>().join(", "),
            _ => String::new(),
        }
    }

    /// Returns what is in the set.
    pub fn privileges(self) -> Privileges {
        let all = Privilege::ALL.iter().copied();
        match self {
            Self::Administrator => Privileges::of(all),
            Self::Auditor => Privileges::of(all.filter(|privilege| privilege.is_reading())),
            Self::EnrollmentOnly => Privileges::of([Privilege::Enroll]),
            Self::Custom(privileges) => privileges,
        }
    }

    /// Says whether the set holds a privilege.
    pub fn holds(self, privilege: Privilege) -> bool {
        self.privileges().holds(privilege)
    }
}

/// How far somebody's privileges reach.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Everywhere: all sites, what is in none, and the server's settings.
    Full,
    /// What is in one site.
    Site(SiteId),
}

impl Reach {
    /// Returns the site, where it is one.
    pub fn site_id(self) -> Option<SiteId> {
        match self {
            Self::Site(site_id) => Some(site_id),
            Self::Full => None,
        }
    }
}

/// Privileges with their reach. Somebody may have several: one for each group of accounts they are in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    /// How far.
    pub reach: Reach,
    /// What.
    pub privileges: Privileges,
}

impl Grant {
    /// Grants a set; for a site, only what can be had for a site.
    pub fn new(reach: Reach, set: PrivilegeSet) -> Self {
        let privileges = match reach {
            Reach::Full => set.privileges(),
            Reach::Site(_) => Privileges::of(set.privileges().list().filter(|one| one.is_sited())),
        };
        Self { reach, privileges }
    }

    /// Says whether it allows something on an object of a site, or of none.
    pub fn allows(&self, privilege: Privilege, site_id: Option<SiteId>) -> bool {
        self.privileges.holds(privilege)
            && match self.reach {
                Reach::Full => true,
                Reach::Site(own) => site_id == Some(own),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_administrator_changes_things() {
        for privilege in Privilege::ALL.iter().copied() {
            assert!(PrivilegeSet::Administrator.holds(privilege));
            assert_eq!(PrivilegeSet::Auditor.holds(privilege), privilege.is_reading());
            assert_eq!(PrivilegeSet::EnrollmentOnly.holds(privilege), privilege == Privilege::Enroll);
            assert_eq!(Privilege::parse(privilege.name()), Some(privilege));
        }
    }

    #[test]
    fn names_read_back() {
        let some = Privileges::of([Privilege::AssignUsers, Privilege::ReadDevices]);
        assert_eq!(some.names(), "read-devices assign-users");
        assert_eq!(Privileges::parse(&some.names()), Some(some));
        assert_eq!(Privileges::parse("read-devices nonsense"), None);
        assert_eq!(
            PrivilegeSet::parse("custom", "enroll"),
            Some(PrivilegeSet::Custom(Privileges::of([Privilege::Enroll])))
        );
        assert_eq!(PrivilegeSet::parse("auditor", ""), Some(PrivilegeSet::Auditor));
    }

    #[test]
    fn t29_a_site_reaches_neither_other_sites_nor_the_server() {
        let [own, other] = [1, 2].map(|n| SiteId(uuid::Uuid::from_u128(n)));
        let grant = Grant::new(Reach::Site(own), PrivilegeSet::Administrator);
        assert!(grant.allows(Privilege::ReadDevices, Some(own)));
        assert!(!grant.allows(Privilege::ReadDevices, Some(other)));
        assert!(!grant.allows(Privilege::ReadDevices, None));
        for privilege in Privilege::ALL.iter().copied().filter(|privilege| !privilege.is_sited()) {
            assert!(!grant.allows(privilege, Some(own)), "{privilege:?}");
        }
        assert!(Grant::new(Reach::Full, PrivilegeSet::Auditor).allows(Privilege::ReadDevices, None));
    }
}
