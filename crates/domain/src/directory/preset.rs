//! Presets: the mappings that fit a make of directory, to begin with and to edit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    GroupMapping, LdapHost, LdapSettings, MemberValue, Membership, Nesting, ObjectClasses, SearchScope,
    Security, UserMapping,
};

/// A make of directory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// Microsoft Active Directory.
    ActiveDirectory,
    /// OpenLDAP with `inetOrgPerson` and `groupOfNames`.
    OpenLdap,
    /// Apple Open Directory.
    OpenDirectory,
    /// NetIQ eDirectory.
    EDirectory,
    /// Google Secure LDAP.
    GoogleSecureLdap,
    /// FreeIPA and 389 Directory Server.
    FreeIpa,
    /// lldap.
    Lldap,
}

impl Preset {
    /// Every preset, in the order people choose from.
    pub const ALL: [Self; 7] = [
        Self::ActiveDirectory,
        Self::OpenLdap,
        Self::FreeIpa,
        Self::GoogleSecureLdap,
        Self::OpenDirectory,
        Self::EDirectory,
        Self::Lldap,
    ];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::ActiveDirectory => "active-directory",
            Self::OpenLdap => "open-ldap",
            Self::OpenDirectory => "open-directory",
            Self::EDirectory => "e-directory",
            Self::GoogleSecureLdap => "google-secure-ldap",
            Self::FreeIpa => "free-ipa",
            Self::Lldap => "lldap",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::ActiveDirectory => "Microsoft Active Directory",
            Self::OpenLdap => "OpenLDAP",
            Self::OpenDirectory => "Apple Open Directory",
            Self::EDirectory => "NetIQ eDirectory",
            Self::GoogleSecureLdap => "Google Secure LDAP",
            Self::FreeIpa => "FreeIPA or 389 Directory Server",
            Self::Lldap => "lldap",
        }
    }

    /// Finds a preset by [`Preset::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// Returns settings for a directory of this make whose tree begins at `base`, such as `dc=example,dc=org`.
    pub fn settings(self, hosts: Vec<LdapHost>, base: &str) -> LdapSettings {
        let below = |branch: &str| match (branch, base) {
            ("", base) => base.to_owned(),
            (branch, "") => branch.to_owned(),
            (branch, base) => format!("{branch},{base}"),
        };
        let known = self.known();
        let attribute = |name: &str| name.to_owned();
        let [username, full_name, email, phone, position, department, building, room] =
            known.person.map(str::to_owned);
        LdapSettings {
            preset: self,
            hosts,
            security: Security::Ldaps,
            roots: Vec::new(),
            bind_name: None,
            connect_timeout_s: 5,
            search_timeout_s: 10,
            page_entries: 500,
            failures_max: 4,
            failure_window_minutes: 30,
            users: UserMapping {
                object_classes: classes(known.user_classes, self == Self::ActiveDirectory),
                base: below(known.user_branch),
                scope: SearchScope::AllSubtrees,
                id: attribute(known.id),
                username,
                full_name,
                email,
                email_suffix: String::new(),
                phone,
                position,
                department,
                building,
                room,
                managed_apple_account: String::new(),
                extra: BTreeMap::new(),
            },
            groups: GroupMapping {
                object_classes: classes(known.group_classes, false),
                base: below(known.group_branch),
                scope: SearchScope::AllSubtrees,
                id: attribute(known.id),
                name: attribute(known.group_name),
            },
            membership: known.membership,
        }
    }

    fn known(self) -> Known {
        let member_of = |nesting| Membership::UserObject { attribute: "memberOf".into(), nesting };
        let open = [
            "uid",
            "cn",
            "mail",
            "telephoneNumber",
            "title",
            "departmentNumber",
            "physicalDeliveryOfficeName",
            "roomNumber",
        ];
        match self {
            Self::ActiveDirectory => Known {
                user_classes: &["person", "user"],
                group_classes: &["group"],
                user_branch: "",
                group_branch: "",
                id: "objectGUID",
                person: [
                    "sAMAccountName",
                    "displayName",
                    "mail",
                    "telephoneNumber",
                    "title",
                    "department",
                    "physicalDeliveryOfficeName",
                    "roomNumber",
                ],
                group_name: "cn",
                membership: member_of(Nesting::MatchingRule),
            },
            Self::OpenLdap => Known {
                user_classes: &["inetOrgPerson"],
                group_classes: &["groupOfNames", "groupOfUniqueNames"],
                user_branch: "",
                group_branch: "",
                id: "entryUUID",
                person: open,
                group_name: "cn",
                membership: Membership::GroupObject {
                    attribute: "member".into(),
                    value: MemberValue::DistinguishedName,
                    nesting: Nesting::Walk,
                },
            },
            Self::FreeIpa => Known {
                user_classes: &["inetOrgPerson"],
                group_classes: &["groupOfNames", "ipausergroup"],
                user_branch: "cn=users,cn=accounts",
                group_branch: "cn=groups,cn=accounts",
                id: "ipaUniqueID",
                person: open,
                group_name: "cn",
                membership: member_of(Nesting::None), // FreeIPA writes indirect groups there too
            },
            Self::GoogleSecureLdap => Known {
                user_classes: &["inetOrgPerson"],
                group_classes: &["groupOfNames"],
                user_branch: "ou=Users",
                group_branch: "ou=Groups",
                id: "entryUUID",
                person: [
                    "uid",
                    "displayName",
                    "mail",
                    "telephoneNumber",
                    "title",
                    "departmentNumber",
                    "physicalDeliveryOfficeName",
                    "roomNumber",
                ],
                group_name: "cn",
                membership: member_of(Nesting::Walk),
            },
            Self::OpenDirectory => Known {
                user_classes: &["apple-user"],
                group_classes: &["apple-group"],
                user_branch: "cn=users",
                group_branch: "cn=groups",
                id: "apple-generateduid",
                person: open,
                group_name: "cn",
                membership: Membership::GroupObject {
                    attribute: "memberUid".into(),
                    value: MemberValue::Username,
                    nesting: Nesting::None,
                },
            },
            Self::EDirectory => Known {
                user_classes: &["inetOrgPerson"],
                group_classes: &["groupOfNames"],
                user_branch: "",
                group_branch: "",
                id: "GUID",
                person: [
                    "cn",
                    "fullName",
                    "mail",
                    "telephoneNumber",
                    "title",
                    "ou",
                    "physicalDeliveryOfficeName",
                    "roomNumber",
                ],
                group_name: "cn",
                membership: Membership::UserObject {
                    attribute: "groupMembership".into(),
                    nesting: Nesting::Walk,
                },
            },
            Self::Lldap => Known {
                user_classes: &["person"],
                group_classes: &["groupOfUniqueNames"],
                user_branch: "ou=people",
                group_branch: "ou=groups",
                id: "entryuuid",
                person: ["uid", "cn", "mail", "", "", "", "", ""],
                group_name: "cn",
                membership: member_of(Nesting::None),
            },
        }
    }
}

/// What is known of a make.
struct Known {
    user_classes: &'static [&'static str],
    group_classes: &'static [&'static str],
    user_branch: &'static str,
    group_branch: &'static str,
    id: &'static str,
    /// Username, full name, e-mail, phone, position, department, building, room.
    person: [&'static str; 8],
    group_name: &'static str,
    membership: Membership,
}

fn classes(names: &[&str], need_all: bool) -> ObjectClasses {
    ObjectClasses { names: names.iter().map(|name| (*name).to_owned()).collect(), need_all }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::DirectoryFault;

    #[test]
    fn every_preset_passes_its_own_rules() {
        for preset in Preset::ALL {
            let hosts = vec![LdapHost { name: "ldap.example.org".into(), port: 636 }];
            let settings = preset.settings(hosts, "dc=example,dc=org");
            assert_eq!(settings.faults(), Vec::<(&str, DirectoryFault)>::new(), "{}", preset.title());
            assert_eq!(Preset::parse(preset.name()), Some(preset));
            let json = serde_json::to_string(&settings).expect("settings have a JSON form");
            assert_eq!(serde_json::from_str::<LdapSettings>(&json).expect("its own text"), settings);
        }
    }
}
