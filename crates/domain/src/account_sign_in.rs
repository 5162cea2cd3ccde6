//! Signing in to an account in Settings, which is how an account-driven enrollment begins: what the device asked with,
//! the account that was typed, and the enrollment that the sign-in opened.

use serde::{Deserialize, Serialize};

use crate::admission::{Admission, DeviceKind};
use crate::device::is_told;
use crate::enrollment::{Ownership, StopReason, Way};
use crate::id::{AccountSignInId, EnrollmentId};
use crate::person::Person;
use crate::setting::{AccountDriven, Devices};
use crate::time::{HOUR, MINUTE, Timestamp};

/// How long a person has from Settings to the end of the web page.
pub const SIGN_IN_AGE_MAX: i64 = HOUR;
/// How long a challenge lives after the profile is handed out: the device first asks for the Managed Apple Account's
/// password and makes room for its data, which may take a while.
pub const CHALLENGE_AGE_MAX: i64 = 90 * MINUTE;
/// The most sign-ins that wait without anybody having logged in; whoever comes then takes the place of the oldest.
pub const SIGN_INS_MAX: u64 = 20_000;
/// The most characters of an account that count.
const IDENTIFIER_CHARACTERS_MAX: usize = 254;

/// A sign-in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountSignIn {
    /// Its id.
    pub id: AccountSignInId,
    /// Which of the two kinds of enrollment it leads to: decided when the device asked, never by the browser.
    pub way: Way,
    /// What the device said of itself.
    pub machine: Machine,
    /// The account that was typed in Settings, once the web page has opened.
    pub user_identifier: Option<String>,
    /// The enrollment that it opened.
    pub enrollment_id: Option<EnrollmentId>,
    /// When the device first asked.
    pub created_at: Timestamp,
    /// Until when the web page opens and the profile is handed out.
    pub expires_at: Timestamp,
    /// When the settings want the person to sign in again. It ends nothing by itself.
    pub session_expires_at: Option<Timestamp>,
}

/// What a device said of itself before it enrolled.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Machine {
    /// The model for machines, such as `iPhone17,2`.
    pub product: String,
    /// The system's build.
    pub build_version: String,
    /// The system's version, where the device tells it.
    pub os_version: Option<String>,
    /// The language of the device.
    pub language: Option<String>,
    /// The UDID; never of a personal device.
    pub udid: Option<String>,
    /// The serial number; never of a personal device.
    pub serial_number: Option<String>,
    /// Whether Apple's device authority vouches for it.
    pub is_verified: bool,
}

/// Why somebody cannot enroll by an account. The texts are for people, and are shown in Settings or on the web page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum AccountRefusal {
    /// The account is not written as one.
    #[error("Write your account as name@domain, as your organization gave it to you.")]
    NotAnAccount,
    /// No account of this domain is served here.
    #[error("Accounts of {0} are not managed here. Check the spelling, or ask your administrator.")]
    OtherDomain(String),
    /// The device is neither an iPhone nor an iPad, or the settings leave its kind out.
    #[error("Devices of this kind are not managed here. Ask your administrator.")]
    Model,
    /// The system is older than the settings admit, or than the way needs.
    #[error(
        "This device needs a newer version of its system. Update it in Settings, General, Software Update."
    )]
    OsTooOld,
    /// Neither way is switched on, or nobody may take it.
    #[error("Signing in to an account in Settings is not offered here. Ask your administrator.")]
    NotOffered,
    /// What the device says of itself is not signed as a device signs.
    #[error("This device could not prove that it is one. Restart it and try again.")]
    NotVerified,
    /// The sign-in is not waiting any more, or was never there.
    #[error("This sign-in took too long, or was finished before. Begin again in Settings.")]
    Over,
    /// Another device than the one that asked.
    #[error("This sign-in was begun on another device. Begin again in Settings.")]
    OtherDevice,
    /// Whoever logged in has another Managed Apple Account.
    #[error("You typed {typed} in Settings, but your account is {own}. Begin again in Settings with {own}.")]
    OtherAccount {
        /// What was typed.
        typed: String,
        /// What is theirs.
        own: String,
    },
    /// Whoever logged in is somebody else than the account that was typed.
    #[error(
        "You typed {0} in Settings, but logged in as somebody else. Begin again in Settings with your own account."
    )]
    OtherPerson(String),
}

impl AccountRefusal {
    /// Returns what administrators read of it, in the middle of a sentence.
    pub fn in_short(&self) -> String {
        match self {
            Self::NotAnAccount => "that is no account".into(),
            Self::OtherDomain(domain) => format!("accounts of {domain} are not managed here"),
            Self::Model => "such a device is not admitted".into(),
            Self::OsTooOld => "the system of the device is too old".into(),
            Self::NotOffered => "this way to enroll is switched off".into(),
            Self::NotVerified => "the device could not prove that it is one".into(),
            Self::Over => "the sign-in was over".into(),
            Self::OtherDevice => "another device had begun".into(),
            Self::OtherAccount { own, .. } => format!("their account is {own}"),
            Self::OtherPerson(_) => "it is not theirs".into(),
        }
    }
}

impl AccountSignIn {
    /// Says whether the web page still opens and the profile is still handed out.
    pub fn check(&self, now: Timestamp) -> Result<(), AccountRefusal> {
        if now < self.expires_at { Ok(()) } else { Err(AccountRefusal::Over) }
    }

    /// Says whether the device that comes back is the one that asked. A personal device tells nothing that would tell it
    /// from another of its model.
    pub fn check_machine(&self, machine: &Machine) -> Result<(), AccountRefusal> {
        let (asked, back) = (&self.machine, machine);
        let is_same = (&asked.udid, &asked.serial_number, &asked.product)
            == (&back.udid, &back.serial_number, &back.product);
        if is_same { Ok(()) } else { Err(AccountRefusal::OtherDevice) }
    }
}

impl Machine {
    /// Says whether a device that checks in is this one, by what it told. A personal device told nothing.
    pub fn may_check_in_as(&self, udid: Option<&str>, serial_number: Option<&str>) -> bool {
        self.udid.as_deref().is_none_or(|expected| is_told(expected, udid))
            && self.serial_number.as_deref().is_none_or(|expected| is_told(expected, serial_number))
    }
}

impl Way {
    /// Returns who owns a device that enrolls like this by an account.
    pub fn ownership(self) -> Ownership {
        if self == Self::AccountDrivenUser { Ownership::Personal } else { Ownership::Institutional }
    }

    /// Finds an account-driven way by its name in the database.
    pub fn parse_account_driven(name: &str) -> Option<Self> {
        [Self::AccountDrivenUser, Self::AccountDrivenDevice]
            .into_iter()
            .find(|way| way.account_driven_name() == name)
    }

    /// Returns the name in the database.
    pub fn account_driven_name(self) -> &'static str {
        if self == Self::AccountDrivenUser { "account-driven-user" } else { "account-driven-device" }
    }
}

/// Splits an account into name and domain, the domain in small letters.
pub fn split_account(account: &str) -> Option<(&str, String)> {
    let account = account.trim();
    let (name, domain) = account.rsplit_once('@')?;
    let is_sane = !name.is_empty()
        && account.chars().count() <= IDENTIFIER_CHARACTERS_MAX
        && !account.chars().any(|c| c.is_control() || c.is_whitespace());
    let domain = domain.to_ascii_lowercase();
    (is_sane && is_domain(&domain)).then_some((name, domain))
}

/// Says whether a text is the name of a domain with at least two labels, in small letters.
pub fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit() || octet == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last_is_name =
        text.rsplit('.').next().is_some_and(|last| !last.bytes().all(|octet| octet.is_ascii_digit()));
    text.len() <= 253 && text.contains('.') && last_is_name && text.split('.').all(is_label)
}

/// Returns the ways that the settings offer a device which asks for an account.
pub fn ways_offered(
    devices: &Devices,
    account_driven: &AccountDriven,
    account: &str,
    model_family: &str,
) -> Result<Vec<Way>, AccountRefusal> {
    let (_, domain) = split_account(account).ok_or(AccountRefusal::NotAnAccount)?;
    if !account_driven.domains.contains(&domain) {
        return Err(AccountRefusal::OtherDomain(domain));
    }
    let is_admitted = match model_family {
        "iPhone" => devices.models.iphone,
        "iPad" => devices.models.ipad,
        _ => false,
    };
    if !is_admitted {
        return Err(AccountRefusal::Model);
    }
    let ways = switched_on(devices);
    if ways.is_empty() { Err(AccountRefusal::NotOffered) } else { Ok(ways) }
}

fn switched_on(devices: &Devices) -> Vec<Way> {
    let user = devices.personal_account_driven.then_some(Way::AccountDrivenUser);
    let device = devices.device_account_driven.then_some(Way::AccountDrivenDevice);
    user.into_iter().chain(device).collect()
}

/// Says whether a device that asks may take a way now.
pub fn check_way(devices: &Devices, way: Way, machine: &Machine) -> Result<(), AccountRefusal> {
    if !switched_on(devices).contains(&way) {
        return Err(AccountRefusal::NotOffered);
    }
    if DeviceKind::of(&machine.product).is_none() {
        return Err(AccountRefusal::Model);
    }
    match Admission::from(devices).known_refusal(Some(&machine.product), machine.os_version.as_deref()) {
        None => Ok(()),
        Some(StopReason::OsTooOld) => Err(AccountRefusal::OsTooOld),
        Some(_) => Err(AccountRefusal::Model),
    }
}

/// Returns the Managed Apple Account that an enrollment is for: that of the person's directory, else the one that was
/// typed, where it is theirs by their e-mail address or username. What was typed must be it in either case.
pub fn managed_apple_account(
    person: &Person,
    typed: &str,
    account_driven: &AccountDriven,
) -> Result<String, AccountRefusal> {
    let typed = typed.trim();
    let (name, domain) = split_account(typed).ok_or(AccountRefusal::NotAnAccount)?;
    let is_typed = |own: &str| own.trim().eq_ignore_ascii_case(typed);
    if let Some(own) = person.managed_apple_account.as_deref().filter(|own| !own.trim().is_empty()) {
        let own = own.trim().to_owned();
        return if is_typed(&own) {
            Ok(own)
        } else {
            Err(AccountRefusal::OtherAccount { typed: typed.to_owned(), own })
        };
    }
    if !account_driven.domains.contains(&domain) {
        return Err(AccountRefusal::OtherDomain(domain));
    }
    let is_theirs = person.email.as_deref().is_some_and(is_typed)
        || is_typed(&person.username)
        || person.username.eq_ignore_ascii_case(name);
    if is_theirs { Ok(typed.to_owned()) } else { Err(AccountRefusal::OtherPerson(typed.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::Models;

    fn domains() -> AccountDriven {
        AccountDriven { domains: vec!["example.org".into()] }
    }

    #[test]
    fn an_account_is_split_at_its_last_at_sign() {
        let check = |account: &str, split: Option<(&str, &str)>| {
            let split = split.map(|(name, domain)| (name, domain.to_owned()));
            assert_eq!(split_account(account), split, "{account}");
        };
        check("ann@Example.org", Some(("ann", "example.org")));
        check("ann@home@example.org", Some(("ann@home", "example.org")));
        for broken in
            ["ann", "@example.org", "ann@", "ann@localhost", "ann@10.0.0.1", "a b@example.org", "ann@-a.org"]
        {
            check(broken, None);
        }
        check(&format!("{}@example.org", "x".repeat(300)), None);
    }

    #[test]
    fn what_is_offered_follows_the_settings() {
        let both =
            Devices { personal_account_driven: true, device_account_driven: true, ..Devices::default() };
        let ask = |devices: &Devices, account: &str, family: &str| {
            ways_offered(devices, &domains(), account, family)
        };
        assert_eq!(
            ask(&both, "ann@example.org", "iPhone"),
            Ok(vec![Way::AccountDrivenUser, Way::AccountDrivenDevice])
        );
        assert_eq!(ask(&Devices::default(), "ann@example.org", "iPhone"), Err(AccountRefusal::NotOffered));
        assert_eq!(
            ask(&both, "ann@example.com", "iPhone"),
            Err(AccountRefusal::OtherDomain("example.com".into()))
        );
        assert_eq!(ask(&both, "ann", "iPhone"), Err(AccountRefusal::NotAnAccount));
        for family in ["Mac", "Watch", "RealityDevice", "AppleTV", ""] {
            assert_eq!(ask(&both, "ann@example.org", family), Err(AccountRefusal::Model), "{family}");
        }
        let no_pads = Devices { models: Models { iphone: true, ipad: false }, ..both };
        assert_eq!(ask(&no_pads, "ann@example.org", "iPad"), Err(AccountRefusal::Model));
    }

    #[test]
    fn a_way_is_checked_again_when_the_device_asks() {
        let devices = Devices {
            personal_account_driven: true,
            minimum_os: Some("17".into()),
            models: Models { iphone: true, ipad: false },
            ..Devices::default()
        };
        let machine = |product: &str, os: Option<&str>| Machine {
            product: product.into(),
            os_version: os.map(str::to_owned),
            ..Machine::default()
        };
        let user = Way::AccountDrivenUser;
        assert_eq!(check_way(&devices, user, &machine("iPhone17,2", Some("18.1"))), Ok(()));
        assert_eq!(check_way(&devices, user, &machine("iPhone17,2", None)), Ok(()));
        assert_eq!(
            check_way(&devices, user, &machine("iPhone9,3", Some("15.8"))),
            Err(AccountRefusal::OsTooOld)
        );
        assert_eq!(check_way(&devices, user, &machine("iPad16,3", Some("18.1"))), Err(AccountRefusal::Model));
        assert_eq!(check_way(&devices, user, &machine("Mac15,1", Some("18.1"))), Err(AccountRefusal::Model));
        let device = Way::AccountDrivenDevice;
        assert_eq!(
            check_way(&devices, device, &machine("iPhone17,2", None)),
            Err(AccountRefusal::NotOffered)
        );
        assert_eq!(
            check_way(&devices, Way::ByUrl, &machine("iPhone17,2", None)),
            Err(AccountRefusal::NotOffered)
        );
    }

    #[test]
    fn t57_a_device_checks_in_as_what_it_told() {
        let own = Machine::default();
        assert!(own.may_check_in_as(None, None));
        let named = |udid: Option<&str>, serial_number: Option<&str>| Machine {
            udid: udid.map(str::to_owned),
            serial_number: serial_number.map(str::to_owned),
            ..Machine::default()
        };
        let both = named(Some("00008140-1A"), Some("F2LX00000001"));
        for (machine, udid, serial_number, is_same) in [
            (&both, Some("00008140-1A"), Some("F2LX00000001"), true),
            (&both, Some("00008140-1a"), Some("f2lx00000001"), true),
            (&both, Some("00008140-2"), Some("F2LX00000001"), false),
            (&both, Some("00008140-1A"), Some("F2LX00000002"), false),
            (&both, Some("00008140-1A"), None, false),
            (&both, None, None, false),
            (&named(Some("00008140-1A"), None), Some("00008140-1A"), Some("F2LX00000002"), true),
            (&named(None, Some("F2LX00000001")), Some("00008140-2"), Some("F2LX00000001"), true),
            (&named(None, Some("F2LX00000001")), Some("00008140-2"), Some("F2LX00000002"), false),
        ] {
            let found = machine.may_check_in_as(udid, serial_number);
            assert_eq!(found, is_same, "{machine:?} as {udid:?} {serial_number:?}");
        }
    }

    #[test]
    fn t21_the_account_is_the_persons_own_or_none() {
        let person = |mapped: Option<&str>| Person {
            username: "ann".into(),
            email: Some("ann.berg@example.org".into()),
            managed_apple_account: mapped.map(str::to_owned),
            ..Person::default()
        };
        let find = |mapped, typed: &str| managed_apple_account(&person(mapped), typed, &domains());
        assert_eq!(
            find(Some("ann@appleid.example.org"), " Ann@AppleID.example.org "),
            Ok("ann@appleid.example.org".into())
        );
        assert_eq!(
            find(Some("ann@appleid.example.org"), "ann.berg@example.org"),
            Err(AccountRefusal::OtherAccount {
                typed: "ann.berg@example.org".into(),
                own: "ann@appleid.example.org".into()
            })
        );
        assert_eq!(find(None, "Ann.Berg@example.org"), Ok("Ann.Berg@example.org".into()));
        assert_eq!(find(None, "ann@example.org"), Ok("ann@example.org".into()));
        assert_eq!(find(None, "bob@example.org"), Err(AccountRefusal::OtherPerson("bob@example.org".into())));
        assert_eq!(find(None, "ann@other.org"), Err(AccountRefusal::OtherDomain("other.org".into())));
    }

    #[test]
    fn only_the_device_that_asked_comes_back() {
        let machine = Machine { product: "iPhone17,2".into(), udid: Some("a".into()), ..Machine::default() };
        let sign_in = AccountSignIn {
            id: AccountSignInId(uuid::Uuid::nil()),
            way: Way::AccountDrivenDevice,
            machine: machine.clone(),
            user_identifier: None,
            enrollment_id: None,
            created_at: Timestamp(0),
            expires_at: Timestamp(10),
            session_expires_at: None,
        };
        assert_eq!(sign_in.check_machine(&machine), Ok(()));
        let other = Machine { udid: Some("b".into()), ..machine };
        assert_eq!(sign_in.check_machine(&other), Err(AccountRefusal::OtherDevice));
        assert_eq!(
            (sign_in.check(Timestamp(9)), sign_in.check(Timestamp(10))),
            (Ok(()), Err(AccountRefusal::Over))
        );
        assert_eq!(Way::AccountDrivenUser.ownership(), Ownership::Personal);
        assert_eq!(Way::AccountDrivenDevice.ownership(), Ownership::Institutional);
    }
}
