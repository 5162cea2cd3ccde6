//! What the operator decides, already checked: the part of the configuration that the verbs need.

use ::scep::Algorithms;
use domain::enrollment::Way;
use domain::time::{HOUR, MINUTE};

/// Settings of a running app.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The server's address as devices and people see it: `https://host[:port]`, without a slash at the end.
    /// Every absolute URL is made from it and from nothing else.
    pub base_url: String,
    /// The organization.
    pub organization: Organization,
    /// The top `PayloadIdentifier` of the enrollment profile; constant for the life of the server.
    pub profile_identifier: String,
    /// How devices come to trust the server's TLS certificate.
    pub trust: Trust,
    /// The origin of the host that answers the probe for trust, `https://host[:port]`; nothing where there is none.
    pub trust_probe_origin: Option<String>,
    /// How long a person has from login to enrolled, in minutes.
    pub session_minutes: u32,
    /// How long an identity certificate lives, in days.
    pub certificate_days: u32,
    /// How long before its end an identity certificate may be renewed, in days.
    pub renewal_days: u32,
    /// Which algorithms SCEP admits.
    pub scep_algorithms: Algorithms,
    /// Which algorithms `Mdm-Signature` admits.
    pub mdm_algorithms: Algorithms,
    /// How administrators are signed in.
    pub console: Console,
    /// How many invitations and messages there may be.
    pub invitations: InvitationLimits,
    /// The key of another authority than Apple's that devices are known by (SubjectPublicKeyInfo). Simulated devices need
    /// one; with `None` only what Apple has built counts.
    pub device_authority: Option<Vec<u8>>,
    /// A topic to use while there is no push certificate. Only the demo and tests set one: devices enrolled with it
    /// can never be woken.
    pub placeholder_topic: Option<String>,
}

/// How many recipients and messages there may be, so that nobody makes the server send spam or dear SMS (T14).
#[derive(Clone, Debug)]
pub struct InvitationLimits {
    /// How many recipients one invitation may be made for.
    pub recipients_max: usize,
    /// How many messages one account may have sent in an hour.
    pub messages_per_hour_per_account: u64,
    /// How many messages the server sends in an hour.
    pub messages_per_hour: u64,
    /// How many messages go to one address in a day.
    pub messages_per_day_per_recipient: u64,
    /// From how many messages on the console asks for their number to be typed.
    pub confirm_above: u64,
}

impl Default for InvitationLimits {
    fn default() -> Self {
        Self {
            recipients_max: 10_000,
            messages_per_hour_per_account: 20_000,
            messages_per_hour: 50_000,
            messages_per_day_per_recipient: 5,
            confirm_above: 50,
        }
    }
}

/// How administrators are signed in to the console.
#[derive(Clone, Debug)]
pub struct Console {
    /// How long a session lasts without a request, in minutes.
    pub session_idle_minutes: u32,
    /// How long a session lasts in any case, in hours.
    pub session_hours: u32,
    /// Whether somebody without a second factor can do nothing but set one up.
    pub require_second_factor: bool,
}

impl Console {
    /// Returns how long a session lasts without a request.
    pub fn idle_max(&self) -> i64 {
        i64::from(self.session_idle_minutes) * MINUTE
    }

    /// Returns how long a session lasts in any case.
    pub fn age_max(&self) -> i64 {
        i64::from(self.session_hours) * HOUR
    }
}

impl Default for Console {
    fn default() -> Self {
        Self { session_idle_minutes: 15, session_hours: 12, require_second_factor: false }
    }
}

/// The organization, in words that people read.
#[derive(Clone, Debug)]
pub struct Organization {
    /// Its name.
    pub name: String,
    /// Whether the operator chose the name; otherwise it is a stand-in, and the set-up checklist says so.
    pub is_named: bool,
    /// Whom to ask for help, in one sentence; empty when not set.
    pub help: String,
}

/// How devices come to trust the server's TLS certificate.
#[derive(Clone, Debug)]
pub enum Trust {
    /// It chains to a root that devices know: nothing to do.
    Public,
    /// These roots (DER) go into the enrollment profile; devices trust them from its installation on.
    PrivateEmbedded(Vec<Vec<u8>>),
    /// As above, with the root that this server made for itself.
    OwnRoot,
}

impl Trust {
    /// Says whether devices do not know the root.
    pub fn is_private(&self) -> bool {
        !matches!(self, Self::Public)
    }
}

impl Settings {
    /// Returns the enrollment URL.
    pub fn enroll_url(&self) -> String {
        format!("{}/enroll", self.base_url)
    }

    /// Says whether SCEP admits algorithms that nobody should use any more, which the console shows while it is so.
    pub fn admits_legacy_scep(&self) -> bool {
        self.scep_algorithms == Algorithms::Legacy
    }

    /// Returns the URL of the SCEP endpoint.
    pub fn scep_url(&self) -> String {
        format!("{}/scep", self.base_url)
    }

    /// Returns where a device asks for its profile that came by an account.
    pub fn account_url(&self, way: Way) -> String {
        let kind = if way == Way::AccountDrivenUser { "user" } else { "device" };
        format!("{}/enroll/account/{kind}", self.base_url)
    }

    /// Returns where a device tells the profile service what it is.
    pub fn profile_service_url(&self) -> String {
        format!("{}/enroll/service", self.base_url)
    }

    /// Returns the `CheckInURL`.
    pub fn checkin_url(&self) -> String {
        format!("{}/mdm/checkin", self.base_url)
    }

    /// Returns the `ServerURL`.
    pub fn connect_url(&self) -> String {
        format!("{}/mdm/connect", self.base_url)
    }

    /// Returns the host of the base URL, without port.
    pub fn host(&self) -> &str {
        let authority = self.base_url.split_once("://").map_or(self.base_url.as_str(), |(_, rest)| rest);
        if let Some(bracketed) = authority.strip_prefix('[') {
            return bracketed.split(']').next().unwrap_or(bracketed);
        }
        authority.split([':', '/']).next().unwrap_or(authority)
    }
}
