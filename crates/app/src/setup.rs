//! The first administrator: by a one-time code that only the operator sees at start.

use std::net::IpAddr;

use domain::account::Access;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::time::DAY;

use crate::login::Known;
use crate::token::hash;
use crate::{App, Error, NewAccount, Refusal, SignedIn};

/// Letters and digits of a set-up code, which somebody copies by eye.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

impl App {
    /// Says whether no administrator exists yet.
    pub async fn needs_setup(&self) -> Result<bool, Error> {
        Ok(!self.0.store.read().await?.has_administrator().await?)
    }

    /// Makes a set-up code, valid for a day, when no administrator exists; an older code ends.
    pub async fn new_setup_code(&self) -> Result<Option<Secret>, Error> {
        let mut tx = self.0.store.begin().await?;
        if tx.has_administrator().await? {
            return Ok(None);
        }
        // 16 characters of 32 are 80 bits: enough for a day behind a throttle.
        let octets: [u8; 16] = self.0.ids.octets();
        let code: String = octets.iter().map(|octet| char::from(ALPHABET[usize::from(octet % 32)])).collect();
        tx.replace_setup_code(hash(&code), self.now().plus(DAY)).await?;
        tx.commit().await?;
        let groups: Vec<&str> = (0..4).map(|group| &code[group * 4..group * 4 + 4]).collect();
        Ok(Some(Secret::new(groups.join("-"))))
    }

    /// Makes the first administrator with the code and signs them in.
    pub async fn set_up(
        &self,
        code: &str,
        account: NewAccount,
        source: IpAddr,
        browser: &str,
    ) -> Result<SignedIn, Error> {
        self.check_throttles(None, source).await?;
        let code: String =
            code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        self.check_setup_code(&code, source).await?;
        let account =
            NewAccount { access: Access::Full, privilege_set: PrivilegeSet::Administrator, ..account };
        account.check()?;
        let password_hash = self.hash_password(&account.password).await?;

        let mut tx = self.0.store.begin().await?;
        if tx.has_administrator().await? {
            return Err(Refusal::SetupDone.into());
        }
        if !tx.consume_setup_code(hash(&code), self.now()).await? {
            return Err(Refusal::SetupCode.into());
        }
        let actor = domain::audit::Actor::Anonymous;
        let account = self.insert_account(&mut tx, &actor, Some(source), account, &password_hash).await?;
        let grants = account.grants(&[]);
        let visit = self.visit(source, browser);
        let signed_in = self
            .open_session(&mut tx, Known { account, grants, vouched_by: None, linked_as: None }, visit)
            .await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Refuses whoever lacks the code before anything costly is done for them.
    async fn check_setup_code(&self, code: &str, source: IpAddr) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        if tx.has_administrator().await? {
            return Err(Refusal::SetupDone.into());
        }
        if tx.has_setup_code(hash(code), self.now()).await? {
            return Ok(());
        }
        drop(tx);
        let mut tx = self.0.store.begin().await?;
        self.count_failure(&mut tx, None, source).await?;
        tx.commit().await?;
        Err(Refusal::SetupCode.into())
    }
}
