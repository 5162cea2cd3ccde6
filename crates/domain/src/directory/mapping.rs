//! Mappings: which attributes of a directory mean what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How people are found in a directory, and which attribute becomes which field of a person.
///
/// An attribute's name left empty leaves the field empty; `id` and `username` are needed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct UserMapping {
    /// Which entries are people.
    pub object_classes: ObjectClasses,
    /// Below which entry they stand, a distinguished name.
    pub base: String,
    /// How deep below it.
    pub scope: SearchScope,
    /// The attribute that names a person for ever, such as `entryUUID` or `objectGUID`.
    pub id: String,
    /// The attribute with the name they log in with.
    pub username: String,
    /// The attribute with their whole name.
    pub full_name: String,
    /// The attribute with their e-mail address.
    pub email: String,
    /// Appended to the e-mail attribute's value where it has no `@`, such as `@example.org`.
    pub email_suffix: String,
    /// The attribute with their telephone number.
    pub phone: String,
    /// The attribute with their position.
    pub position: String,
    /// The attribute with their department.
    pub department: String,
    /// The attribute with their building.
    pub building: String,
    /// The attribute with their room.
    pub room: String,
    /// The attribute with their Managed Apple Account.
    #[serde(default)]
    pub managed_apple_account: String,
    /// Further attributes: what the device record calls each, and the attribute it is read from. Several values are
    /// joined by a comma.
    pub extra: BTreeMap<String, String>,
}

/// How groups are found in a directory.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct GroupMapping {
    /// Which entries are groups.
    pub object_classes: ObjectClasses,
    /// Below which entry they stand, a distinguished name.
    pub base: String,
    /// How deep below it.
    pub scope: SearchScope,
    /// The attribute that names a group for ever.
    pub id: String,
    /// The attribute with the name people know it by.
    pub name: String,
}

/// Which entries count, by their object classes.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ObjectClasses {
    /// The classes; none lets every entry count.
    pub names: Vec<String>,
    /// Whether an entry needs all of them, not just one.
    pub need_all: bool,
}

/// How deep a search goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SearchScope {
    /// All levels below the base.
    #[default]
    AllSubtrees,
    /// The first level below the base.
    FirstLevel,
}

impl SearchScope {
    /// Every scope.
    pub const ALL: [Self; 2] = [Self::AllSubtrees, Self::FirstLevel];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::AllSubtrees => "all-subtrees",
            Self::FirstLevel => "first-level",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::AllSubtrees => "All subtrees",
            Self::FirstLevel => "First level only",
        }
    }

    /// Finds a scope by [`SearchScope::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// Where a directory writes down who belongs to which group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "stored-in", rename_all = "kebab-case")]
pub enum Membership {
    /// On the person: an attribute with the distinguished names of their groups, such as `memberOf`.
    UserObject {
        /// The attribute.
        attribute: String,
        /// What of groups inside groups.
        nesting: Nesting,
    },
    /// On the group: an attribute with its members, such as `member` or `memberUid`.
    GroupObject {
        /// The attribute.
        attribute: String,
        /// How a member is written there.
        value: MemberValue,
        /// What of groups inside groups.
        nesting: Nesting,
    },
}

/// How a group names a member.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MemberValue {
    /// By distinguished name.
    DistinguishedName,
    /// By username.
    Username,
}

impl MemberValue {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::DistinguishedName, Self::Username];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::DistinguishedName => "distinguished-name",
            Self::Username => "username",
        }
    }

    /// Finds a way by [`MemberValue::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.name() == name)
    }
}

/// What becomes of groups that are members of groups.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nesting {
    /// Only direct membership counts.
    #[default]
    None,
    /// Each group's own groups are asked for, level by level, up to a limit.
    Walk,
    /// The server finds all levels by Active Directory's matching rule 1.2.840.113556.1.4.1941.
    MatchingRule,
}

impl Nesting {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::None, Self::Walk, Self::MatchingRule];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Walk => "walk",
            Self::MatchingRule => "matching-rule",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::None => "Direct members only",
            Self::Walk => "Follow groups level by level",
            Self::MatchingRule => "Active Directory matching rule",
        }
    }

    /// Finds a way by [`Nesting::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|nesting| nesting.name() == name)
    }
}

impl Membership {
    /// Returns the attribute that says it.
    pub fn attribute(&self) -> &str {
        match self {
            Self::UserObject { attribute, .. } | Self::GroupObject { attribute, .. } => attribute,
        }
    }

    /// Returns what becomes of groups inside groups.
    pub fn nesting(&self) -> Nesting {
        match self {
            Self::UserObject { nesting, .. } | Self::GroupObject { nesting, .. } => *nesting,
        }
    }
}
