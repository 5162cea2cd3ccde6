//! Logins by identity providers: somebody is sent off, comes back with a code, and goes on to what they came for.
//!
//! What they came for lies in the database under the hash of a state that only their browser carries, and is good once
//! (T11, T25). The browser's cookie has to be the one that was there when they were sent off, so that nobody can finish
//! their own login in somebody else's browser.

use std::fmt;
use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::audit::{Actor, Event};
use domain::directory::DirectoryGroup;
use domain::door::Door;
use domain::id::{IdentityProviderId, ProviderLoginId};
use domain::identity_provider::{Claims, IdentityProvider, ProviderRefusal};
use domain::person::Person;
use domain::privilege::Privilege;
use domain::provider_login::{
    Errand, PROVIDER_LOGIN_AGE_MAX, PROVIDER_LOGINS_MAX, PROVIDER_LOGINS_OF_SOURCE_MAX, ProviderLogin,
};
use domain::secret::Secret;
use gateways::identity_provider::{ProviderError, Returned, Wanted};
use serde::{Deserialize, Serialize};
use store::{StoredIdentityProvider, StoredProviderLogin, Tx};

use crate::login::{Identity, source_counter};
use crate::token::{hash, new_token, sha256};
use crate::{App, Begun, Caller, Error, LinkKey, SignIn};

/// Where somebody is sent to.
pub struct SentOff {
    /// The address at the provider.
    pub url: String,
    /// The provider's name.
    pub provider: String,
    /// What tells their browser from others, for a cookie: the one it had, or a new one.
    pub browser: Secret,
}

impl SentOff {
    /// How long the cookie is of use.
    pub const BROWSER_AGE_S: u32 = 10 * 60;
}

impl fmt::Debug for SentOff {
    /// Leaves the address out: state and nonce stand in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentOff").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// What somebody comes back with: the query of the address. What is not there is empty.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProviderAnswer {
    /// The state.
    pub state: String,
    /// The code.
    pub code: String,
    /// Why there is no code.
    pub error: String,
    /// The same in the provider's words.
    pub error_description: String,
    /// Who says that they sent it.
    #[serde(rename = "iss")]
    pub issuer: Option<String>,
}

impl fmt::Debug for ProviderAnswer {
    /// Leaves out what opens something.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderAnswer")
            .field("error", &self.error)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// What became of somebody who came back to the portal.
#[derive(Debug)]
pub struct PortalReturn {
    /// What they had come with before; by it they go on, whatever their browser holds meanwhile.
    pub came_with: CameWith,
    /// Their enrollment, or why there is none.
    pub begun: Result<Begun, Error>,
}

/// What became of somebody who came back to the console.
#[derive(Debug)]
pub enum ConsoleReturn {
    /// They are signed in, or nearly.
    SignedIn {
        /// How far.
        sign_in: SignIn,
        /// The page they wanted to see.
        to: Option<String>,
    },
    /// They have tried a provider.
    Tested {
        /// Which.
        id: IdentityProviderId,
        /// What it said, or why that proves nothing.
        outcome: Result<Box<ProviderTest>, String>,
    },
}

/// What a provider said of an administrator who tried it.
#[derive(Clone, Debug)]
pub struct ProviderTest {
    /// Every claim.
    pub claims: Claims,
    /// What a device record would get; nothing without a username.
    pub person: Option<Person>,
    /// The groups that count.
    pub groups: Vec<DirectoryGroup>,
}

/// What somebody has come to the portal with, who is to have the same when they come back.
#[derive(Clone, Debug, Default)]
pub enum CameWith {
    /// Nothing.
    #[default]
    Nothing,
    /// The link of an invitation.
    Link(LinkKey),
    /// The page to which an account in Settings has led.
    AccountSignIn(Secret),
}

/// What is sealed with a login under way.
#[derive(Serialize, Deserialize)]
struct Kept {
    nonce: String,
    verifier: String,
    /// The key of the link that somebody came with.
    link: Option<String>,
    /// The token of the page that somebody has come to from Settings.
    account: Option<String>,
}

impl Kept {
    /// Returns what somebody came with; nothing for what does not read as it was written.
    fn came_with(&self) -> CameWith {
        match (&self.link, &self.account) {
            (_, Some(token)) => CameWith::AccountSignIn(Secret::new(token.as_str())),
            (Some(link), None) => LinkKey::parse(link).map_or(CameWith::Nothing, CameWith::Link),
            (None, None) => CameWith::Nothing,
        }
    }
}

const PURPOSE: &str = "provider-login";
/// The path by which people come back to the portal.
const PORTAL_CALLBACK: &str = "/enroll/login/callback";
/// The path by which they come back to the console.
const CONSOLE_CALLBACK: &str = "/console/login/callback";
/// The most octets of a code or state that is worth a look.
const ANSWER_BYTES_MAX: usize = 4_096;
/// The least characters of what tells a browser: what is shorter was not made here.
const BROWSER_CHARACTERS_MIN: usize = 43;

impl App {
    /// Sends somebody off who wants to enroll, by whichever way they have come.
    pub async fn send_off_to_enroll(
        &self,
        id: IdentityProviderId,
        came_with: CameWith,
        browser: Option<Secret>,
        source: IpAddr,
    ) -> Result<SentOff, Error> {
        let source = self.check_waiting(source).await?;
        self.send_off(id, Errand::Enroll, came_with, browser, Some(source)).await
    }

    /// Sends somebody off who wants to sign in to the console, and to a page of it.
    pub async fn send_off_to_sign_in(
        &self,
        id: IdentityProviderId,
        to: Option<String>,
        browser: Option<Secret>,
        source: IpAddr,
    ) -> Result<SentOff, Error> {
        let source = self.check_waiting(source).await?;
        self.send_off(id, Errand::SignIn { to }, CameWith::Nothing, browser, Some(source)).await
    }

    /// Sends an administrator off who wants to see what a provider says of them. It need not be in use yet, and however many
    /// others wait does not matter.
    pub async fn send_off_to_test(
        &self,
        caller: &Caller,
        id: IdentityProviderId,
        browser: Option<Secret>,
    ) -> Result<SentOff, Error> {
        caller.may(Privilege::ManageSingleSignOn)?;
        let account_id = caller.account_id().ok_or(Error::Forbidden)?;
        self.send_off(id, Errand::Test { account_id }, CameWith::Nothing, browser, None).await
    }

    /// Finishes the login of somebody who has come back to the portal, and begins their enrollment: by the invitation with
    /// which they were sent off, under the terms that hold now (T11).
    pub async fn return_to_enroll(
        &self,
        answer: &ProviderAnswer,
        browser: Option<&Secret>,
        source: IpAddr,
    ) -> Result<PortalReturn, Error> {
        let (stored, login, kept) = self.take_login(answer, browser, Door::Portal).await?;
        let came_with = kept.came_with();
        if login.errand != Errand::Enroll {
            return Err(ProviderRefusal::Over.into());
        }
        let begun = match self.identify(&stored, answer, &kept, Door::Portal, source).await {
            Ok(identity) => self.begin_identified(&identity, &came_with, source).await,
            Err(error) => Err(error),
        };
        Ok(PortalReturn { came_with, begun })
    }

    /// Finishes the login of somebody who has come back to the console. `caller` is whoever is signed in there already.
    pub async fn return_to_console(
        &self,
        answer: &ProviderAnswer,
        browser: Option<&Secret>,
        caller: Option<&Caller>,
        source: IpAddr,
        user_agent: &str,
    ) -> Result<ConsoleReturn, Error> {
        let (stored, login, kept) = self.take_login(answer, browser, Door::Console).await?;
        match login.errand {
            Errand::Test { account_id } => {
                let caller = caller.filter(|caller| caller.account_id() == Some(account_id));
                let caller = caller.ok_or(Error::Unauthenticated)?;
                caller.may(Privilege::ManageSingleSignOn)?;
                self.test(caller, &stored, answer, &kept).await
            }
            Errand::SignIn { to } => {
                let identity = self.identify(&stored, answer, &kept, Door::Console, source).await?;
                let Identity::Account(known) = identity else { return Err(Error::Unauthenticated) };
                let sign_in = self.sign_in_known(known, source, user_agent).await?;
                Ok(ConsoleReturn::SignedIn { sign_in, to })
            }
            Errand::Enroll => Err(ProviderRefusal::Over.into()),
        }
    }

    /// Returns the address by which people come back to a door.
    pub(crate) fn callback(&self, door: Door) -> String {
        let path = match door {
            Door::Portal => PORTAL_CALLBACK,
            Door::Console => CONSOLE_CALLBACK,
        };
        format!("{}{path}", self.0.settings.base_url)
    }

    /// Refuses a source from which too many logins wait already, so that nobody takes the room of all others (T22); returns
    /// the name under which they are counted.
    async fn check_waiting(&self, source: IpAddr) -> Result<String, Error> {
        let (source, now) = (source_counter(source), self.now());
        let mut tx = self.0.store.read().await?;
        if tx.count_provider_logins_of(&source, now).await? >= PROVIDER_LOGINS_OF_SOURCE_MAX
            || tx.count_provider_logins(now).await? >= PROVIDER_LOGINS_MAX
        {
            return Err(Error::Busy);
        }
        Ok(source)
    }

    async fn send_off(
        &self,
        id: IdentityProviderId,
        errand: Errand,
        came_with: CameWith,
        browser: Option<Secret>,
        source: Option<String>,
    ) -> Result<SentOff, Error> {
        let stored = self.0.store.read().await?.find_identity_provider(id).await?;
        let stored = stored.ok_or(ProviderRefusal::NotServed)?;
        let door = errand.door();
        let is_test = matches!(errand, Errand::Test { .. });
        if !is_test && !stored.provider.serves(door) {
            return Err(ProviderRefusal::NotServed.into());
        }
        let ids = &self.0.ids;
        let (state, nonce, verifier) = (new_token(ids, ""), new_token(ids, ""), new_token(ids, ""));
        let challenge = URL_SAFE_NO_PAD.encode(sha256(verifier.expose().as_bytes()));
        let wanted = Wanted {
            redirect_uri: &self.callback(door),
            state: state.expose(),
            nonce: nonce.expose(),
            challenge: &challenge,
        };
        let connection = self.provider_connection(&stored)?;
        let url = self.0.identity_provider.authorization_url(&connection, &wanted).await;
        let url = url.map_err(|error| unreachable(&stored.provider, &error))?;

        let browser = browser.filter(|browser| browser.expose().len() >= BROWSER_CHARACTERS_MIN);
        let browser = browser.unwrap_or_else(|| new_token(ids, ""));
        let (login_id, now) = (ProviderLoginId(self.new_id()), self.now());
        let (link, account) = match &came_with {
            CameWith::Nothing => (None, None),
            CameWith::Link(link) => (Some(link.secret()), None),
            CameWith::AccountSignIn(token) => (None, Some(token)),
        };
        let text = |secret: &Secret| secret.expose().to_owned();
        let kept = Kept {
            nonce: text(&nonce),
            verifier: text(&verifier),
            link: link.map(text),
            account: account.map(text),
        };
        let kept = serde_json::to_vec(&kept)
            .map_err(|error| Error::Internal(format!("writing a login under way: {error}")))?;
        let login = StoredProviderLogin {
            login: ProviderLogin {
                id: login_id,
                provider_id: id,
                errand,
                created_at: now,
                expires_at: now.plus(PROVIDER_LOGIN_AGE_MAX),
            },
            browser: hash(browser.expose()),
            source,
            sealed: self.seal(PURPOSE, &login_id.to_string(), &kept),
        };
        let mut tx = self.0.store.begin().await?;
        tx.insert_provider_login(&login, hash(state.expose())).await?;
        tx.commit().await?;
        Ok(SentOff { url, provider: stored.provider.settings.name, browser })
    }

    /// Takes the login out that waits for an answer: it is good once, in the browser that began it, within its time.
    async fn take_login(
        &self,
        answer: &ProviderAnswer,
        browser: Option<&Secret>,
        door: Door,
    ) -> Result<(StoredIdentityProvider, ProviderLogin, Kept), Error> {
        let over = || Error::from(ProviderRefusal::Over);
        if answer.state.is_empty() || answer.state.len() > ANSWER_BYTES_MAX {
            return Err(over());
        }
        let found = self.0.store.read().await?.find_provider_login(hash(&answer.state)).await?;
        let browser = browser.map(|browser| hash(browser.expose()));
        let found = found.filter(|found| {
            Some(found.browser) == browser
                && found.login.is_live(self.now())
                && found.login.errand.door() == door
        });
        let StoredProviderLogin { login, sealed, .. } = found.ok_or_else(over)?;
        let mut tx = self.0.store.begin().await?;
        let is_first = tx.delete_provider_login(login.id).await?;
        let stored = tx.find_identity_provider(login.provider_id).await?;
        tx.commit().await?;
        if !is_first {
            return Err(over());
        }
        let is_test = matches!(login.errand, Errand::Test { .. });
        let stored = stored.filter(|stored| is_test || stored.provider.serves(door));
        let stored = stored.ok_or(ProviderRefusal::NotServed)?;
        let opened = self.open(PURPOSE, &login.id.to_string(), &sealed)?;
        let kept = serde_json::from_slice(&opened)
            .map_err(|error| Error::Internal(format!("reading a login under way: {error}")))?;
        Ok((stored, login, kept))
    }

    /// Finds out who somebody is, and writes down that they came or why they did not.
    async fn identify(
        &self,
        stored: &StoredIdentityProvider,
        answer: &ProviderAnswer,
        kept: &Kept,
        door: Door,
        source: IpAddr,
    ) -> Result<Identity, Error> {
        let provider = &stored.provider;
        let identified = match self.redeem(stored, answer, kept, door).await {
            Ok(claims) => self.identify_by_provider(provider, door, &claims).await,
            Err(error) => Err(error),
        };
        let name = provider.settings.name.clone();
        let (actor, event) = match &identified {
            Ok(identity) => {
                let username = identity.terms().person.username;
                let event =
                    Event::ProviderLoggedIn { provider: name, username, door: door.name().to_owned() };
                (identity.actor(), event)
            }
            Err(error) => {
                let reason = match error {
                    Error::Refused(crate::Refusal::Provider(refusal)) => refusal.detail(),
                    Error::Unavailable(words) => words.clone(),
                    _ => return identified,
                };
                let door = door.name().to_owned();
                (Actor::Anonymous, Event::ProviderLoginRefused { provider: name, door, reason })
            }
        };
        let mut tx = self.0.store.begin().await?;
        tx.insert_audit(&self.audit(&actor, Some(source), event)).await?;
        tx.commit().await?;
        identified
    }

    /// Asks the provider who has come back.
    async fn redeem(
        &self,
        stored: &StoredIdentityProvider,
        answer: &ProviderAnswer,
        kept: &Kept,
        door: Door,
    ) -> Result<Claims, Error> {
        let provider = &stored.provider;
        let name = &provider.settings.name;
        if !answer.error.is_empty() || answer.code.is_empty() || answer.code.len() > ANSWER_BYTES_MAX {
            let words = declined(&answer.error, &answer.error_description);
            return Err(ProviderRefusal::Declined { provider: name.clone(), words }.into());
        }
        let connection = self.provider_connection(stored)?;
        let returned = Returned {
            code: &answer.code,
            issuer: answer.issuer.as_deref(),
            verifier: &kept.verifier,
            nonce: &kept.nonce,
            redirect_uri: &self.callback(door),
            mapping: &provider.settings.claims,
            now: self.now(),
        };
        match self.0.identity_provider.redeem(&connection, &returned).await {
            Ok(claims) => Ok(claims),
            Err(ProviderError::Unverified(detail)) => {
                Err(ProviderRefusal::Unverified { provider: name.clone(), detail }.into())
            }
            Err(error @ ProviderError::Unreachable(_)) => Err(unreachable(provider, &error)),
        }
    }

    async fn test(
        &self,
        caller: &Caller,
        stored: &StoredIdentityProvider,
        answer: &ProviderAnswer,
        kept: &Kept,
    ) -> Result<ConsoleReturn, Error> {
        let provider = &stored.provider;
        let outcome = match self.redeem(stored, answer, kept, Door::Console).await {
            Ok(claims) => {
                let mapping = &provider.settings.claims;
                let groups = mapping.groups(&claims).into_iter().map(|group| provider.group(group));
                Ok(Box::new(ProviderTest {
                    person: mapping.person(&claims),
                    groups: groups.collect(),
                    claims,
                }))
            }
            Err(Error::Refused(crate::Refusal::Provider(refusal))) => Err(refusal.detail()),
            Err(Error::Unavailable(words)) => Err(words),
            Err(error) => return Err(error),
        };
        let event = Event::IdentityProviderTested {
            name: provider.settings.name.clone(),
            is_good: outcome.as_ref().is_ok_and(|test| test.person.is_some()),
        };
        let mut tx = self.0.store.begin().await?;
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(ConsoleReturn::Tested { id: provider.id, outcome })
    }
}

/// Refuses a login for which a provider vouches that was disabled, or taken from the door, while somebody was on their way.
/// It holds still until the transaction ends.
pub(crate) async fn still_serves(
    tx: &mut Tx,
    vouched_by: Option<IdentityProviderId>,
    door: Door,
) -> Result<(), Error> {
    let Some(id) = vouched_by else { return Ok(()) };
    let stored = tx.share_identity_provider(id).await?;
    let serves = stored.is_some_and(|stored| stored.provider.serves(door));
    serves.then_some(()).ok_or(ProviderRefusal::NotServed.into())
}

/// Says to people that a provider does not answer, and to the log why.
fn unreachable(provider: &IdentityProvider, error: &ProviderError) -> Error {
    tracing::warn!(identity_provider.id = %provider.id, "an identity provider cannot be asked: {error}");
    let name = &provider.settings.name;
    Error::Unavailable(format!("{name} does not answer right now. Try again in a few minutes."))
}

/// Makes words of what a provider says instead of a code.
fn declined(error: &str, description: &str) -> String {
    let tidy = |text: &str, most: usize| {
        let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
        line.take(most).collect::<String>().trim().trim_end_matches('.').to_owned()
    };
    match (error, tidy(description, 200)) {
        ("access_denied", description) if description.is_empty() => {
            "the login was cancelled or refused".to_owned()
        }
        ("", _) => "it sent no code".to_owned(),
        (error, description) if description.is_empty() => tidy(error, 60),
        (error, description) => format!("{description} ({})", tidy(error, 60)),
    }
}

impl From<ProviderRefusal> for Error {
    fn from(refusal: ProviderRefusal) -> Self {
        Self::Refused(crate::Refusal::Provider(refusal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_opens_a_login_shows_itself() {
        let answer =
            ProviderAnswer { state: "st-1".into(), code: "co-1".into(), ..ProviderAnswer::default() };
        let url = "https://login.example.org/?state=st-1&nonce=no-1".into();
        let sent = SentOff { url, provider: "School".into(), browser: Secret::new("br-1") };
        let shown = format!("{answer:?} {sent:?}");
        assert!(["st-1", "co-1", "no-1", "br-1"].iter().all(|text| !shown.contains(text)), "{shown}");
    }

    #[test]
    fn a_cookie_lives_as_long_as_its_login() {
        assert_eq!(i64::from(SentOff::BROWSER_AGE_S) * domain::time::SECOND, PROVIDER_LOGIN_AGE_MAX);
    }

    #[test]
    fn what_a_provider_says_becomes_one_short_line() {
        assert_eq!(declined("access_denied", ""), "the login was cancelled or refused");
        assert_eq!(declined("login_required", "Log in.\nfirst."), "Log in. first (login_required)");
        assert_eq!(declined("", ""), "it sent no code");
        assert!(declined("server_error", &"x".repeat(5_000)).len() < 300);
    }
}
