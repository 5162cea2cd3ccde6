//! Whoever calls a verb: who they are, what they may do and where, where they call from.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::account::{Access, Account, any_holds};
use domain::api_token::{ApiToken, Scope};
use domain::audit::Actor;
use domain::id::{AccountId, SessionId, SiteId};
use domain::privilege::{Grant, Privilege, PrivilegeSet, Reach};
use domain::site::{Site, SiteScope};

use crate::Error;

/// A caller, made by the verbs that authenticate: nothing else can make one with privileges.
#[derive(Clone, Debug)]
pub struct Caller {
    actor: Actor,
    account: Option<Account>,
    grants: Vec<Grant>,
    scopes: Option<Vec<Scope>>,
    source: Option<IpAddr>,
    session_id: Option<SessionId>,
    site_id: Option<SiteId>,
    sites: Arc<[Site]>,
    is_held_back: bool,
    /// Whether they reached for an object of a site that is none of theirs; shared by all clones.
    strayed: Arc<AtomicBool>,
}

impl Caller {
    /// The operator at the command line, who owns the data folder and so may do everything.
    pub fn operator() -> Self {
        let all = Grant::new(Reach::Full, PrivilegeSet::Administrator);
        Self::new(Actor::Operator, None, vec![all], None)
    }

    /// An account, signed in at the console, with what it is granted.
    pub(crate) fn account(account: Account, grants: Vec<Grant>, source: IpAddr) -> Self {
        let actor = Actor::Account { id: account.id, username: account.username.clone() };
        Self::new(actor, Some(account), grants, Some(source))
    }

    /// A program with a token: it can do what its maker can, within the token's scopes.
    pub(crate) fn api_token(token: &ApiToken, maker: Account, grants: Vec<Grant>, source: IpAddr) -> Self {
        let actor = Actor::ApiToken { id: token.id, name: token.name.clone() };
        Self { scopes: Some(token.scopes.clone()), ..Self::new(actor, Some(maker), grants, Some(source)) }
    }

    /// An account for whom a job goes on with what they, or a program of theirs, have begun.
    pub(crate) fn on_behalf(
        account: Account,
        grants: Vec<Grant>,
        actor: Actor,
        source: Option<IpAddr>,
    ) -> Self {
        Self::new(actor, Some(account), grants, source)
    }

    fn new(actor: Actor, account: Option<Account>, grants: Vec<Grant>, source: Option<IpAddr>) -> Self {
        Self {
            actor,
            account,
            grants,
            scopes: None,
            source,
            session_id: None,
            site_id: None,
            sites: Arc::default(),
            is_held_back: false,
            strayed: Arc::default(),
        }
    }

    /// Adds the session and the site that it looks at.
    pub(crate) fn in_session(self, session_id: SessionId, site_id: Option<SiteId>) -> Self {
        Self { session_id: Some(session_id), site_id, ..self }
    }

    /// Adds the server's sites: the caller keeps those they can look at, by name. A chosen site that they reach no longer
    /// counts as not chosen, and whoever reaches some sites only looks at the first of theirs until they choose.
    pub(crate) fn among(self, mut sites: Vec<Site>) -> Self {
        sites.retain(|site| self.holds_at(Privilege::ReadDevices, Some(site.id)));
        let chosen = self.site_id.filter(|id| sites.iter().any(|site| site.id == *id));
        let first = sites.first().map(|site| site.id).filter(|_| self.is_bound_to_sites());
        Self { site_id: chosen.or(first), sites: sites.into(), ..self }
    }

    /// Takes every privilege away until the account has the second factor that it must have.
    pub(crate) fn held_back(self) -> Self {
        Self { grants: Vec::new(), is_held_back: true, ..self }
    }

    /// Says whether the caller can do nothing but set up the second factor that their account must have.
    pub fn is_held_back(&self) -> bool {
        self.is_held_back
    }

    /// Returns the caller looking at one site, or at all.
    #[must_use]
    pub fn at_site(self, site_id: Option<SiteId>) -> Self {
        Self { site_id, ..self }
    }

    /// Returns the caller with all that a token's maker holds: to take something away from somebody, the scope to change
    /// things is enough, where giving it would need the scopes for each of its privileges.
    pub(crate) fn beyond_scopes(&self) -> Self {
        Self { scopes: None, ..self.clone() }
    }

    /// Says whether the caller holds a privilege, at least for one site: what a page asks to offer something.
    pub fn holds(&self, privilege: Privilege) -> bool {
        self.is_in_scope(privilege) && any_holds(&self.grants, privilege)
    }

    /// Says whether the caller holds a privilege for an object of a site, or of none.
    pub fn holds_at(&self, privilege: Privilege, site_id: Option<SiteId>) -> bool {
        self.is_in_scope(privilege) && self.grants.iter().any(|grant| grant.allows(privilege, site_id))
    }

    /// Refuses a caller who does not hold a privilege for the whole server.
    pub(crate) fn may(&self, privilege: Privilege) -> Result<(), Error> {
        let allows = |grant: &Grant| grant.reach == Reach::Full && grant.privileges.holds(privilege);
        let is_held = self.is_in_scope(privilege) && self.grants.iter().any(allows);
        if is_held { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Refuses a caller who does not hold a privilege anywhere: for what belongs to no site and harms none, such as
    /// looking a person up.
    pub(crate) fn may_somewhere(&self, privilege: Privilege) -> Result<(), Error> {
        if self.holds(privilege) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Refuses a caller who does not hold a privilege for an object: its site is the one loaded from the database, never
    /// one that a request names (T29). Whoever may not even read there learns nothing about what exists.
    pub(crate) fn may_at(&self, privilege: Privilege, site_id: Option<SiteId>) -> Result<(), Error> {
        if self.holds_at(privilege, site_id) {
            Ok(())
        } else if self.holds(privilege) && !self.holds_at(Privilege::ReadDevices, site_id) {
            self.strayed.store(true, Ordering::Relaxed);
            Err(Error::NotFound)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Returns the part of a list that the caller may see: that of the site they look at, else all; for somebody who
    /// reaches some sites only, the first of theirs.
    pub(crate) fn scope_of(&self, privilege: Privilege) -> Result<SiteScope, Error> {
        self.may_somewhere(privilege)?;
        let reaches = self.grants.iter().filter(|grant| grant.privileges.holds(privilege));
        match self.site_id {
            Some(site_id) if self.holds_at(privilege, Some(site_id)) => Ok(SiteScope::Only(site_id)),
            Some(_) => Err(Error::Forbidden),
            None if self.may(privilege).is_ok() => Ok(SiteScope::All),
            None => reaches
                .filter_map(|grant| match grant.reach {
                    Reach::Site(site_id) => Some(SiteScope::Only(site_id)),
                    Reach::Full => None,
                })
                .next()
                .ok_or(Error::Forbidden),
        }
    }

    /// Says whether the caller holds all of a grant, as far as it reaches: only then may they give it to somebody.
    pub fn holds_grant(&self, grant: Grant) -> bool {
        grant.privileges.list().all(|privilege| match grant.reach {
            Reach::Full => self.may(privilege).is_ok(),
            Reach::Site(site_id) => self.holds_at(privilege, Some(site_id)),
        })
    }

    /// Refuses a caller who would give away more than they hold themselves.
    pub(crate) fn may_grant(&self, grant: Grant) -> Result<(), Error> {
        if self.holds_grant(grant) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Says whether a verb has refused the caller an object of another site: an attempt to note, though they were told
    /// that there is no such thing.
    pub fn has_strayed(&self) -> bool {
        self.strayed.load(Ordering::Relaxed)
    }

    /// Returns what the caller is granted, scopes of a token not considered.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Says whether the caller reaches the whole server, for whatever it is they may do there.
    pub fn has_full_access(&self) -> bool {
        self.grants.iter().any(|grant| grant.reach == Reach::Full)
    }

    /// Returns the site that the caller looks at.
    pub fn site_id(&self) -> Option<SiteId> {
        self.site_id
    }

    /// Returns the sites that the caller can look at, by name; only in a console session.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// Returns the name of a site that the caller can look at.
    pub fn site_name(&self, id: SiteId) -> Option<&str> {
        self.sites.iter().find(|site| site.id == id).map(|site| site.name.as_str())
    }

    /// Returns the console session that the caller came with.
    pub fn session_id(&self) -> Option<SessionId> {
        self.session_id
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

    /// Returns the words for what the caller may do.
    pub fn role(&self) -> &'static str {
        match &self.account {
            Some(account) if account.access == Access::Groups => account.access.title(),
            Some(account) => account.privilege_set.title(),
            None => PrivilegeSet::Administrator.title(),
        }
    }

    /// Returns where the caller calls from.
    pub fn source(&self) -> Option<IpAddr> {
        self.source
    }

    /// A token reaches no further than its scopes: reading is reading of whatever its maker reads, enrolling is just that.
    fn is_in_scope(&self, privilege: Privilege) -> bool {
        match (&self.scopes, privilege) {
            (None, _) => true,
            (Some(_), Privilege::ManageApiTokens) => false, // tokens make no tokens
            (Some(scopes), Privilege::Enroll) => scopes.contains(&Scope::Enroll),
            (Some(scopes), privilege) if privilege.is_reading() => scopes.contains(&Scope::Read),
            (Some(scopes), _) => scopes.contains(&Scope::Manage),
        }
    }
}
