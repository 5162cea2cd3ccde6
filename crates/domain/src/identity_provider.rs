//! Identity providers: who vouches for people by OpenID Connect, so that they log in with what they use elsewhere.
//!
//! A provider names its people and groups as a directory does: by an id of its own and a key that stays. A person's key is
//! the subject that the provider gives them; a group's is the value in the groups claim. So whatever is granted to a group
//! of a directory can be granted to a group of a provider, by the same rows and rules.

mod change;
mod claims;
mod rule;

use serde::{Deserialize, Serialize};

use crate::directory::{DirectoryGroup, DirectoryGroupRef, DirectoryKey, DirectoryUserRef};
use crate::door::Door;
use crate::id::{AccountId, DirectoryId, IdentityProviderId, SiteId};
use crate::time::Timestamp;

pub use claims::{ClaimMapping, Claims};
pub use rule::ProviderFault;

/// The most providers there may be: each is a button on the login page.
pub const PROVIDERS_MAX: usize = 16;

/// An identity provider as it is set up. The secret of the client is kept apart from it, sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IdentityProvider {
    /// Its id.
    pub id: IdentityProviderId,
    /// How it is reached, read and used.
    pub settings: ProviderSettings,
    /// Since when nobody may log in by it.
    pub disabled_at: Option<Timestamp>,
    /// When it was set up.
    pub created_at: Timestamp,
}

impl IdentityProvider {
    /// Returns the id under which the provider's people and groups are named.
    pub fn source(&self) -> DirectoryId {
        source_of(self.id)
    }

    /// Names one of its people.
    pub fn user(&self, subject: &str) -> DirectoryUserRef {
        DirectoryUserRef { directory_id: self.source(), key: DirectoryKey(subject.to_owned()) }
    }

    /// Names one of its groups, by the value in the groups claim.
    pub fn group(&self, value: &str) -> DirectoryGroup {
        DirectoryGroup {
            group: DirectoryGroupRef { directory_id: self.source(), key: DirectoryKey(value.to_owned()) },
            name: value.to_owned(),
            distinguished_name: None,
        }
    }

    /// Says whether people may log in by it there now.
    pub fn serves(&self, door: Door) -> bool {
        self.disabled_at.is_none() && self.settings.use_at(door) != ProviderUse::Off
    }
}

/// Returns the id under which the people and groups of a provider are named where directories are named, too.
pub fn source_of(id: IdentityProviderId) -> DirectoryId {
    DirectoryId(id.0)
}

/// How a provider is reached, read and used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProviderSettings {
    /// What people call it; stands on the button.
    pub name: String,
    /// Who vouches: an `https` address, below which the discovery document stands. It never changes, because people are
    /// known by what it says about them.
    pub issuer: String,
    /// Under which this server is registered there.
    pub client_id: String,
    /// What is asked for, besides `openid`.
    pub scopes: Vec<String>,
    /// Which claim means what.
    pub claims: ClaimMapping,
    /// Whether people enroll by it.
    pub portal: ProviderUse,
    /// Whether administrators sign in by it.
    pub console: ProviderUse,
    /// The site of its people's devices where no row of enrollment access says one.
    pub site_id: Option<SiteId>,
    /// Roots (DER) that its servers' certificates may chain to besides the system's.
    pub roots: Vec<Vec<u8>>,
    /// Whether its servers may have addresses in the own network.
    pub is_internal: bool,
}

impl ProviderSettings {
    /// Returns the settings that most providers need, before anything is filled in.
    pub fn usual() -> Self {
        Self {
            name: String::new(),
            issuer: String::new(),
            client_id: String::new(),
            scopes: ["profile", "email"].map(str::to_owned).into(),
            claims: ClaimMapping::usual(),
            portal: ProviderUse::Beside,
            console: ProviderUse::Off,
            site_id: None,
            roots: Vec::new(),
            is_internal: false,
        }
    }

    /// Returns how it is used at a door.
    pub fn use_at(&self, door: Door) -> ProviderUse {
        match door {
            Door::Portal => self.portal,
            Door::Console => self.console,
        }
    }
}

/// How a provider is used at a door.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProviderUse {
    /// Nobody logs in by it.
    Off,
    /// Beside passwords.
    Beside,
    /// In the place of passwords. At the console the password of a local account with full access opens nevertheless, so
    /// that a provider that fails locks nobody out for good.
    Alone,
}

impl ProviderUse {
    /// Every use.
    pub const ALL: [Self; 3] = [Self::Off, Self::Beside, Self::Alone];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Beside => "beside",
            Self::Alone => "alone",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Off => "Not used",
            Self::Beside => "Beside passwords",
            Self::Alone => "Instead of passwords",
        }
    }

    /// Finds a use by [`ProviderUse::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// An account to which somebody of a provider signs in, because an administrator has said so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IdentityLink {
    /// The account.
    pub account_id: AccountId,
    /// The provider.
    pub provider_id: IdentityProviderId,
    /// Who: the subject that came first with the account's username; nobody else comes in by it afterwards.
    pub subject: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When somebody last signed in by it.
    pub used_at: Option<Timestamp>,
}

impl IdentityLink {
    /// Says whether somebody with a subject may come in by it.
    pub fn admits(&self, provider_id: IdentityProviderId, subject: &str) -> bool {
        self.provider_id == provider_id && self.subject.as_deref().is_none_or(|known| known == subject)
    }
}

/// A provider's button.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderButton {
    /// The provider.
    pub id: IdentityProviderId,
    /// What it says.
    pub name: String,
}

/// By which ways one may log in at a door.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaysIn {
    /// The providers, oldest first.
    pub providers: Vec<ProviderButton>,
    /// Whether passwords open, too; at the console, those of all accounts.
    pub has_passwords: bool,
}

impl WaysIn {
    /// Finds out of all providers those that serve at a door.
    pub fn at(door: Door, all: &[IdentityProvider]) -> Self {
        let serving: Vec<_> = all.iter().filter(|provider| provider.serves(door)).collect();
        let button = |provider: &&IdentityProvider| ProviderButton {
            id: provider.id,
            name: provider.settings.name.clone(),
        };
        Self {
            has_passwords: serving.iter().all(|one| one.settings.use_at(door) != ProviderUse::Alone),
            providers: serving.iter().map(button).collect(),
        }
    }
}

/// Why nobody comes in by a provider. The texts are for the person who tried; what exactly was wrong is for the log.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProviderRefusal {
    /// The provider is switched off, gone, or not for this door.
    #[error("Nobody can log in this way at the moment. Go back and choose another one.")]
    NotServed,
    /// No login is waiting for this answer: used already, too old, or begun in another browser.
    #[error(
        "This login was used already, took longer than ten minutes, or was begun in another browser. Begin again."
    )]
    Over,
    /// The person said no, or has nothing to do with this server there.
    #[error("{provider} did not let you in: {words}. Begin again, or ask your help desk.")]
    Declined {
        /// The provider's name.
        provider: String,
        /// What it said, in short.
        words: String,
    },
    /// What came from the provider does not prove who somebody is.
    #[error(
        "What {provider} sent could not be verified, so nobody was logged in. Begin again; if it stays so, tell your help desk the reference code."
    )]
    Unverified {
        /// The provider's name.
        provider: String,
        /// What exactly, for the log.
        detail: String,
    },
    /// The provider says nothing that could be a username.
    #[error(
        "{provider} did not say your username. Tell your help desk: the claim {claim} is missing or empty."
    )]
    Nameless {
        /// The provider's name.
        provider: String,
        /// The claim that should hold it.
        claim: String,
    },
    /// Neither a group nor an account lets somebody in at the console.
    #[error("{username} may not sign in here. Ask an administrator to let you in.")]
    NotAdmitted {
        /// Who.
        username: String,
    },
    /// Passwords do not open here.
    #[error("Passwords do not serve here. Log in with the button above.")]
    PasswordsOff,
}

impl ProviderRefusal {
    /// Returns the fixed name, for the trail.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotServed => "not-served",
            Self::Over => "over",
            Self::Declined { .. } => "declined",
            Self::Unverified { .. } => "unverified",
            Self::Nameless { .. } => "nameless",
            Self::NotAdmitted { .. } => "not-admitted",
            Self::PasswordsOff => "passwords-off",
        }
    }

    /// Returns what exactly was wrong, for the trail and the log.
    pub fn detail(&self) -> String {
        match self {
            Self::Unverified { detail, .. } => detail.clone(),
            Self::Declined { words, .. } => words.clone(),
            Self::Nameless { claim, .. } => format!("no claim {claim}"),
            other => other.name().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn provider(n: u128, portal: ProviderUse) -> IdentityProvider {
        IdentityProvider {
            id: IdentityProviderId(Uuid::from_u128(n)),
            settings: ProviderSettings { name: format!("P{n}"), portal, ..ProviderSettings::usual() },
            disabled_at: None,
            created_at: Timestamp(0),
        }
    }

    #[test]
    fn passwords_open_until_a_provider_stands_in_their_place() {
        let names = |ways: &WaysIn| ways.providers.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        let beside = provider(1, ProviderUse::Beside);
        let alone = provider(2, ProviderUse::Alone);
        let off = provider(3, ProviderUse::Off);
        let disabled =
            IdentityProvider { disabled_at: Some(Timestamp(1)), ..provider(4, ProviderUse::Alone) };
        let ways = WaysIn::at(Door::Portal, &[beside.clone(), off.clone(), disabled.clone()]);
        assert_eq!((names(&ways), ways.has_passwords), (vec!["P1".to_owned()], true));
        let ways = WaysIn::at(Door::Portal, &[beside, alone, off, disabled]);
        assert!(!ways.has_passwords);
        assert_eq!(names(&ways), ["P1", "P2"]);
        assert!(WaysIn::at(Door::Console, &[provider(1, ProviderUse::Alone)]).has_passwords);
    }

    #[test]
    fn t21_a_link_admits_whoever_came_first_and_nobody_else() {
        let link = IdentityLink {
            account_id: AccountId(Uuid::nil()),
            provider_id: IdentityProviderId(Uuid::from_u128(1)),
            subject: None,
            created_at: Timestamp(0),
            used_at: None,
        };
        let other = IdentityProviderId(Uuid::from_u128(2));
        assert!(link.admits(link.provider_id, "a") && !link.admits(other, "a"));
        let bound = IdentityLink { subject: Some("a".into()), ..link };
        assert!(bound.admits(bound.provider_id, "a"));
        assert!(!bound.admits(bound.provider_id, "b") && !bound.admits(other, "a"));
    }

    #[test]
    fn names_of_uses_read_back() {
        for one in ProviderUse::ALL {
            assert_eq!(ProviderUse::parse(one.name()), Some(one));
        }
        assert_eq!(ProviderUse::parse("always"), None);
    }
}
