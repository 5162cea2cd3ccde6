//! Account-driven enrollment: a person signs in to an account in Settings, the device finds this server, asks for its
//! profile, is sent to the portal to log in, and comes back with a token.
//!
//! Which of the two kinds of enrollment it is, is settled when the device asks, and kept here; the browser carries
//! nothing but the token of its page (T11).

mod begin;
mod check;
mod discover;

use std::net::IpAddr;

use apple_mdm::checkin::Authenticate;
use domain::account_sign_in::{
    AccountRefusal, AccountSignIn, Machine, SIGN_IN_AGE_MAX, SIGN_INS_MAX, check_way,
};
use domain::enrollment::{Enrollment, StopReason, Way};
use domain::id::AccountSignInId;
use domain::secret::{Secret, TokenHash};
use domain::setting::{Devices, Section};
use store::Tx;

pub use self::check::DiscoveryCheck;
pub(crate) use self::discover::{DISCOVERIES_AT_ONCE, mode};
use crate::setting::setting;
use crate::token::{derive, hash, new_token};
use crate::{App, Error, HandedOutProfile, Refusal};

/// How many sign-ins that wait one more takes the place of at most: those of a burst are worked off by the next ones, and
/// nobody throws out many by asking for one.
const FORGOTTEN_MAX: u64 = 4;
/// Where a person signs in who comes from Settings; the token of the sign-in follows.
const SIGN_IN_PATH: &str = "/enroll/account?s=";
/// What the token of an access is derived for.
const ACCESS_TOKEN: &str = "access-token";

impl App {
    /// Takes in a device that asks for a profile by an account, and returns the address of the web page where its person
    /// logs in.
    pub async fn ask_account_sign_in(&self, way: Way, message: Vec<u8>) -> Result<String, Error> {
        let devices = self.setting::<Devices>().await?.value;
        let machine = self.read_machine_info(message, devices.verify_machine_info).await?;
        check_way(&devices, way, &machine)?;
        check_kind(way, &machine)?;
        let now = self.now();
        let token = new_token(&self.0.ids, "");
        let sign_in = AccountSignIn {
            id: AccountSignInId(self.new_id()),
            way,
            machine,
            user_identifier: None,
            enrollment_id: None,
            created_at: now,
            expires_at: now.plus(SIGN_IN_AGE_MAX),
            session_expires_at: None,
        };
        // Counted by a reader: the one writer is not for strangers to hold. So there may be a few more at once, until the
        // next one comes.
        let open = self.0.store.read().await?.count_open_account_sign_ins(now).await?;
        let excess = (open + 1).saturating_sub(SIGN_INS_MAX).min(FORGOTTEN_MAX);
        let mut tx = self.0.store.begin().await?;
        if excess > 0 {
            tx.delete_oldest_account_sign_ins(excess, now).await?;
        }
        tx.insert_account_sign_in(&sign_in, hash(token.expose())).await?;
        tx.commit().await?;
        Ok(format!("{}{SIGN_IN_PATH}{}", self.0.settings.base_url, token.expose()))
    }

    /// Opens the web page of a sign-in with the account that was typed in Settings, which is kept.
    pub async fn open_account_sign_in(
        &self,
        token: &Secret,
        user_identifier: Option<&str>,
    ) -> Result<AccountSignIn, Error> {
        let mut sign_in = self.find_account_sign_in(token).await?;
        if let Some(typed) = user_identifier
            && sign_in.user_identifier.as_deref() != Some(typed)
        {
            domain::account_sign_in::split_account(typed).ok_or(AccountRefusal::NotAnAccount)?;
            let mut tx = self.0.store.begin().await?;
            tx.save_user_identifier(sign_in.id, typed).await?;
            tx.commit().await?;
            sign_in.user_identifier = Some(typed.to_owned());
        }
        Ok(sign_in)
    }

    /// Finds the sign-in whose web page a browser has opened, while it waits.
    pub async fn find_account_sign_in(&self, token: &Secret) -> Result<AccountSignIn, Error> {
        let found = self.0.store.read().await?.find_account_sign_in(hash(token.expose())).await?;
        let sign_in = found.ok_or(AccountRefusal::Over)?;
        sign_in.check(self.now())?;
        Ok(sign_in)
    }

    /// Returns where a portal session leads that was begun by an account and has nothing more to be asked: out of the
    /// browser, with the token that the device brings back. The same each time.
    pub async fn account_result(&self, session: &Secret) -> Result<String, Error> {
        let mut tx = self.0.store.read().await?;
        let enrollment = self.portal_enrollment(&mut tx, session).await?;
        if !enrollment.course.way.is_account_driven() {
            return Err(Error::NotFound);
        }
        enrollment.check_profile(self.now())?;
        Ok(apple_mdm::account_sign_in::result_url(derive(session, ACCESS_TOKEN).expose()))
    }

    /// Hands the enrollment profile out to a device that comes back with the token of its sign-in. Each time with a new
    /// challenge, like any other; the token counts until the device has checked in.
    pub async fn hand_out_account_profile(
        &self,
        way: Way,
        message: Vec<u8>,
        access_token: &str,
        source: IpAddr,
    ) -> Result<HandedOutProfile, Error> {
        let devices = self.setting::<Devices>().await?.value;
        let machine = self.read_machine_info(message, devices.verify_machine_info).await?;
        let mut tx = self.0.store.read().await?;
        let found = tx.find_account_sign_in_by_access_token(hash(access_token)).await?;
        drop(tx);
        let sign_in = found.filter(|sign_in| sign_in.way == way).ok_or(AccountRefusal::Over)?;
        sign_in.check(self.now())?;
        sign_in.check_machine(&machine)?;
        let id = sign_in.enrollment_id.ok_or(AccountRefusal::Over)?;
        self.hand_out_to_device(id, source).await
    }

    /// Says what is wrong with a device that says `Authenticate` without the token of its sign-in, which account-driven
    /// enrollments need beside the certificate, or with that of another device (T57). Later messages are not asked: the
    /// certificate proves who speaks, and a token that is stale by then must not end anything.
    pub(crate) async fn find_not_signed_in(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        message: &Authenticate,
        access_token: Option<TokenHash>,
    ) -> Result<Option<StopReason>, Error> {
        if !enrollment.course.way.is_account_driven() {
            return Ok(None);
        }
        let Some(access_token) = access_token else { return Ok(Some(StopReason::NotSignedIn)) };
        let found = tx.find_account_sign_in_by_access_token(access_token).await?;
        let Some(sign_in) = found.filter(|sign_in| sign_in.enrollment_id == Some(enrollment.id)) else {
            return Ok(Some(StopReason::NotSignedIn));
        };
        let (udid, serial_number) = (message.id.udid(), message.serial_number.as_deref());
        let is_same = sign_in.machine.may_check_in_as(udid, serial_number);
        Ok((!is_same).then_some(StopReason::OtherDevice))
    }
}

/// A personal device names nothing of itself, one of the organization everything: the two kinds of enrollment cannot be
/// taken for each other.
fn check_kind(way: Way, machine: &Machine) -> Result<(), AccountRefusal> {
    let names_device = machine.udid.is_some() || machine.serial_number.is_some();
    if names_device == (way == Way::AccountDrivenDevice) { Ok(()) } else { Err(AccountRefusal::NotVerified) }
}

impl From<AccountRefusal> for Error {
    fn from(refusal: AccountRefusal) -> Self {
        Self::Refused(Refusal::Account(refusal))
    }
}

/// Reads the settings that say which devices enroll.
pub(crate) async fn devices(tx: &mut Tx) -> Result<Devices, Error> {
    Ok(setting::<Devices>(tx, Devices::NAME).await?.value)
}
