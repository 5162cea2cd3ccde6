//! Second factors of an account: passkeys, one-time codes of an authenticator app, and recovery codes for when both are
//! out of reach. They come after the password, never in its place.

use crate::id::{AccountId, PasskeyCeremonyId, PasskeyId, PendingLoginId, SessionId};
use crate::time::{MINUTE, SECOND, Timestamp};

/// How long somebody whose password was right has for the second factor.
pub const PENDING_LOGIN_AGE_MAX: i64 = 5 * MINUTE;
/// How long a passkey has for its answer.
pub const PASSKEY_CEREMONY_AGE_MAX: i64 = 5 * MINUTE;
/// How long a new authenticator app has for its first code.
pub const TOTP_SETUP_AGE_MAX: i64 = 15 * MINUTE;
/// How long one code of an authenticator app stands (RFC 6238 §5.2).
pub const TOTP_STEP: i64 = 30 * SECOND;
/// How many steps a phone's clock may be off, each way.
pub const TOTP_SKEW_STEPS: u16 = 1;
/// How many digits a code of an authenticator app has.
pub const TOTP_DIGITS: usize = 6;
/// The most passkeys of one account.
pub const PASSKEYS_MAX: usize = 10;
/// The most characters of a passkey's name.
pub const PASSKEY_NAME_CHARACTERS_MAX: usize = 60;
/// How many recovery codes are made at a time.
pub const RECOVERY_CODES: usize = 10;
/// How many characters of 32 a recovery code has: 100 bits, which nobody guesses, not even over the stored hashes.
const RECOVERY_CODE_CHARACTERS: usize = 20;
/// How many of them stand together.
const RECOVERY_CODE_GROUP: usize = 5;
/// Letters and digits that nobody takes for one another.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A passkey. What its answers are checked with stays in the store and the verbs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passkey {
    /// The passkey's id.
    pub id: PasskeyId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}

/// An authenticator app. Its secret stays sealed in the store.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Totp {
    /// Whose it is.
    pub account_id: AccountId,
    /// When its secret was made.
    pub created_at: Timestamp,
    /// Since when it counts: when its first code came.
    pub confirmed_at: Option<Timestamp>,
    /// The step of the last code that was accepted.
    pub last_used_step: Option<u64>,
}

impl Totp {
    /// Says whether a code of a step may be accepted: each step is good once, and none before it any more, so that a code
    /// seen over a shoulder is worth nothing.
    pub fn admits(&self, step: u64) -> bool {
        self.last_used_step.is_none_or(|last| step > last)
    }

    /// Says whether a first code may still confirm it.
    pub fn may_be_confirmed(&self, now: Timestamp) -> bool {
        self.confirmed_at.is_none() && now.since(self.created_at) < TOTP_SETUP_AGE_MAX
    }
}

/// What an account has besides its password.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SecondFactors {
    /// Since when an authenticator app counts.
    pub totp_since: Option<Timestamp>,
    /// Its passkeys, oldest first.
    pub passkeys: Vec<Passkey>,
    /// How many recovery codes are left.
    pub recovery_codes_left: u32,
}

impl SecondFactors {
    /// Says whether a second factor is asked for. Recovery codes alone are none: they only stand in for one.
    pub fn is_asked_for(&self) -> bool {
        self.totp_since.is_some() || !self.passkeys.is_empty()
    }

    /// Returns what somebody can sign in with.
    pub fn methods(&self) -> Methods {
        Methods {
            totp: self.totp_since.is_some(),
            passkey: !self.passkeys.is_empty(),
            recovery_code: self.is_asked_for() && self.recovery_codes_left > 0,
        }
    }
}

/// The kinds of second factor that serve for an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Methods {
    /// A code of an authenticator app.
    pub totp: bool,
    /// A passkey.
    pub passkey: bool,
    /// A recovery code.
    pub recovery_code: bool,
}

/// A sign-in whose password was right and whose second factor is awaited. The browser holds a random ticket; the server
/// keeps its hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PendingLogin {
    /// The sign-in's id.
    pub id: PendingLoginId,
    /// Whose password it was.
    pub account_id: AccountId,
    /// When it was given.
    pub created_at: Timestamp,
    /// When the ticket ends.
    pub expires_at: Timestamp,
}

impl PendingLogin {
    /// Says whether the ticket still serves.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}

/// One asking of a passkey: its answer is taken once, in time, for the purpose and from the place it was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PasskeyCeremony {
    /// The ceremony's id.
    pub id: PasskeyCeremonyId,
    /// Whose passkey is asked.
    pub account_id: AccountId,
    /// What the answer is for.
    pub purpose: PasskeyPurpose,
    /// When it is too late for an answer.
    pub expires_at: Timestamp,
}

impl PasskeyCeremony {
    /// Says whether an answer for a purpose is in time and in place.
    pub fn admits(&self, account_id: AccountId, purpose: PasskeyPurpose, now: Timestamp) -> bool {
        self.account_id == account_id && self.purpose == purpose && now < self.expires_at
    }
}

/// What a passkey's answer is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PasskeyPurpose {
    /// To add a passkey, within a session.
    Add(SessionId),
    /// To prove who sits before a session.
    Prove(SessionId),
    /// To finish a sign-in.
    SignIn(PendingLoginId),
}

/// What is wrong with a passkey's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Give the passkey a name of at most 60 characters, such as “Work laptop”.")]
pub struct PasskeyNameFault;

/// Reads a passkey's name.
pub fn passkey_name(typed: &str) -> Result<String, PasskeyNameFault> {
    let name = typed.trim();
    let fits = (1..=PASSKEY_NAME_CHARACTERS_MAX).contains(&name.chars().count())
        && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(PasskeyNameFault) }
}

/// Reads a code as it was typed from an authenticator app, blanks and all; `None` when it cannot be one.
pub fn totp_code(typed: &str) -> Option<String> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).take(TOTP_DIGITS + 1).collect();
    (code.len() == TOTP_DIGITS && code.bytes().all(|octet| octet.is_ascii_digit())).then_some(code)
}

/// Makes a recovery code out of random octets: `7KQ2M-…`, four groups of five.
pub fn new_recovery_code(random: [u8; RECOVERY_CODE_CHARACTERS]) -> String {
    let mut code = String::new();
    for (at, octet) in random.into_iter().enumerate() {
        if at > 0 && at % RECOVERY_CODE_GROUP == 0 {
            code.push('-');
        }
        code.push(char::from(ALPHABET[usize::from(octet % 32)]));
    }
    code
}

/// Reads a recovery code however it was typed, into the form that is hashed; `None` when it cannot be one.
pub fn recovery_code(typed: &str) -> Option<String> {
    let mut code = String::new();
    for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let c = c.to_ascii_uppercase();
        if code.len() == RECOVERY_CODE_CHARACTERS || !u8::try_from(c).is_ok_and(|c| ALPHABET.contains(&c)) {
            return None;
        }
        code.push(c);
    }
    (code.len() == RECOVERY_CODE_CHARACTERS).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_step_is_good_once_and_none_before_it() {
        let mut totp = Totp {
            account_id: AccountId(Uuid::nil()),
            created_at: Timestamp(0),
            confirmed_at: None,
            last_used_step: None,
        };
        assert!(totp.admits(0));
        totp.last_used_step = Some(7);
        assert!(!totp.admits(6) && !totp.admits(7) && totp.admits(8));
        assert!(totp.may_be_confirmed(Timestamp(TOTP_SETUP_AGE_MAX - 1)));
        assert!(!totp.may_be_confirmed(Timestamp(TOTP_SETUP_AGE_MAX)));
        totp.confirmed_at = Some(Timestamp(1));
        assert!(!totp.may_be_confirmed(Timestamp(2)));
    }

    #[test]
    fn a_code_is_six_digits_however_they_are_spaced() {
        for typed in ["123456", " 123 456 ", "1 2 3 4 5 6"] {
            assert_eq!(totp_code(typed).as_deref(), Some("123456"), "{typed:?}");
        }
        for typed in ["", "12345", "1234567", "12345a", "１２３４５６", "+12345", &"1".repeat(9_000)] {
            assert_eq!(totp_code(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a_recovery_code_reads_back_however_it_is_typed() {
        let mut random = [0; 20];
        for (at, octet) in random.iter_mut().enumerate() {
            *octet = u8::try_from(at * 13).expect("small");
        }
        let code = new_recovery_code(random);
        assert_eq!(code.len(), 23);
        assert!(!code.contains(['0', '1', 'I', 'O']), "{code}");
        let read = recovery_code(&code).expect("its own form");
        assert_eq!(read, code.replace('-', ""));
        assert_eq!(recovery_code(&code.to_lowercase().replace('-', " ")), Some(read));
        for typed in [
            "",
            "22222-22222-22222-2222",
            "22222-22222-22222-222222",
            "22222-22222-22222-2222O",
            "ſ2222-22222-22222-22222",
        ] {
            assert_eq!(recovery_code(typed), None, "{typed}");
        }
    }

    #[test]
    fn recovery_codes_alone_are_no_second_factor() {
        let mut factors = SecondFactors { recovery_codes_left: 3, ..SecondFactors::default() };
        assert_eq!(factors.methods(), Methods::default());
        factors.totp_since = Some(Timestamp(0));
        assert_eq!(factors.methods(), Methods { totp: true, passkey: false, recovery_code: true });
    }

    #[test]
    fn a_passkeys_answer_serves_only_what_it_was_asked_for() {
        let [account_id, other] = [1, 2].map(|n| AccountId(Uuid::from_u128(n)));
        let session = SessionId(Uuid::from_u128(3));
        let ceremony = PasskeyCeremony {
            id: PasskeyCeremonyId(Uuid::nil()),
            account_id,
            purpose: PasskeyPurpose::Prove(session),
            expires_at: Timestamp(10),
        };
        assert!(ceremony.admits(account_id, PasskeyPurpose::Prove(session), Timestamp(9)));
        assert!(!ceremony.admits(account_id, PasskeyPurpose::Prove(session), Timestamp(10)));
        assert!(!ceremony.admits(other, PasskeyPurpose::Prove(session), Timestamp(9)));
        assert!(!ceremony.admits(account_id, PasskeyPurpose::Add(session), Timestamp(9)));
        let elsewhere = PasskeyPurpose::Prove(SessionId(Uuid::from_u128(4)));
        assert!(!ceremony.admits(account_id, elsewhere, Timestamp(9)));
    }

    #[test]
    fn passkeys_have_names() {
        assert_eq!(passkey_name(" Work laptop ").as_deref(), Ok("Work laptop"));
        for bad in ["", "  ", "a\nb", &"x".repeat(61)] {
            assert!(passkey_name(bad).is_err(), "{bad:?}");
        }
    }
}
