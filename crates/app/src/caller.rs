//! Whoever calls a verb: who they are, what they may do, where they call from.

use std::net::IpAddr;

use domain::account::{Account, Privilege, PrivilegeSet};
use domain::api_token::{ApiToken, Scope};
use domain::audit::Actor;
use domain::id::AccountId;

use crate::Error;

/// A caller, made by the verbs that authenticate: nothing else can make one with privileges.
#[derive(Clone, Debug)]
pub struct Caller {
    actor: Actor,
    account: Option<Account>,
    scopes: Option<Vec<Scope>>,
    source: Option<IpAddr>,
    operator: bool,
}

impl Caller {
    /// The operator at the command line, who owns the data folder and so may do everything.
    pub fn operator() -> Self {
        Self { actor: Actor::Operator, account: None, scopes: None, source: None, operator: true }
    }

    /// An account signed in at the console.
    pub(crate) fn account(account: Account, source: IpAddr) -> Self {
        let actor = Actor::Account { id: account.id, username: account.username.clone() };
        Self { actor, account: Some(account), scopes: None, source: Some(source), operator: false }
    }

    /// A program with a token: it can do what its maker can, within the token's scopes.
    pub(crate) fn api_token(token: &ApiToken, maker: Account, source: IpAddr) -> Self {
        let actor = Actor::ApiToken { id: token.id, name: token.name.clone() };
        Self {
            actor,
            account: Some(maker),
            scopes: Some(token.scopes.clone()),
            source: Some(source),
            operator: false,
        }
    }

    /// Says whether the caller holds a privilege.
    pub fn holds(&self, privilege: Privilege) -> bool {
        let in_scope = match (&self.scopes, privilege) {
            (None, _) => true,
            (Some(scopes), Privilege::ReadDevices) => scopes.contains(&Scope::Read),
            (Some(scopes), Privilege::Enroll) => scopes.contains(&Scope::Enroll),
            (Some(_), _) => false,
        };
        self.operator || (in_scope && self.account.as_ref().is_some_and(|account| account.may(privilege)))
    }

    /// Refuses a caller without the privilege.
    pub(crate) fn may(&self, privilege: Privilege) -> Result<(), Error> {
        if self.holds(privilege) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Returns who acts, for the audit trail.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Returns the caller's account: their own, or that of the token's maker.
    pub fn account_id(&self) -> Option<AccountId> {
        self.account.as_ref().map(|account| account.id)
    }

    /// Returns the name to greet the caller with.
    pub fn full_name(&self) -> &str {
        self.account.as_ref().map_or("Operator", |account| &account.full_name)
    }

    /// Returns the caller's username, empty for the operator.
    pub fn username(&self) -> &str {
        self.account.as_ref().map_or("", |account| &account.username)
    }

    /// Returns the caller's privilege set.
    pub fn privilege_set(&self) -> PrivilegeSet {
        self.account.as_ref().map_or(PrivilegeSet::Administrator, |account| account.privilege_set)
    }

    /// Returns where the caller calls from.
    pub fn source(&self) -> Option<IpAddr> {
        self.source
    }
}
