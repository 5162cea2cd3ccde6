//! Ends that the server must be mended before: of certificates that devices or profiles depend on.

use crate::signing_certificate::SigningCertificate;
use crate::time::{DAY, Timestamp};

/// A certificate that ends soon, or has ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expiry {
    /// What ends.
    pub what: Expiring,
    /// Its subject, in words.
    pub subject: String,
    /// When.
    pub at: Timestamp,
}

/// What can end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expiring {
    /// A root inside the enrollment profile. Devices that hold no other are lost with it.
    ProfileRoot,
    /// The certificate of the TLS listener, or one of its chain.
    TlsCertificate,
    /// The third-party certificate that signs profiles.
    SigningCertificate,
}

impl Expiring {
    /// Returns how long before its end people are told.
    pub fn told_before(self) -> i64 {
        match self {
            // Every device needs a new profile before, and not all of them are switched on every week.
            Self::ProfileRoot => 180 * DAY,
            Self::TlsCertificate => 14 * DAY,
            Self::SigningCertificate => 30 * DAY,
        }
    }

    /// Returns what it is, in words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::ProfileRoot => "The root certificate inside the enrollment profile",
            Self::TlsCertificate => "The server's TLS certificate",
            Self::SigningCertificate => "The third-party signing certificate",
        }
    }

    /// Returns what its end means and what to do, in words for people.
    pub fn advice(self) -> &'static str {
        match self {
            Self::ProfileRoot => {
                "Devices that trust no other root will not reach this server afterwards. Put a new root in use and enroll them anew before."
            }
            Self::TlsCertificate => "No device reaches this server with it afterwards. Renew it.",
            Self::SigningCertificate => {
                "Profiles are then signed by the built-in authority and shown as not verified. Upload its successor."
            }
        }
    }
}

impl Expiry {
    /// Returns the end of a signing certificate.
    pub fn of_signing_certificate(certificate: &SigningCertificate) -> Self {
        Self {
            what: Expiring::SigningCertificate,
            subject: certificate.facts.subject.clone(),
            at: certificate.ends_at(),
        }
    }

    /// Says whether people are to be told.
    pub fn is_near(&self, now: Timestamp) -> bool {
        self.at.since(now) <= self.what.told_before()
    }

    /// Says whether it has come.
    pub fn has_come(&self, now: Timestamp) -> bool {
        self.at <= now
    }

    /// Returns how many whole days are left.
    pub fn days_left(&self, now: Timestamp) -> i64 {
        (self.at.since(now) / DAY).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_long_to_mend_is_told_of_early() {
        let check = |what: Expiring, days: i64, is_near: bool| {
            let expiry = Expiry { what, subject: String::new(), at: Timestamp(days * DAY) };
            assert_eq!(expiry.is_near(Timestamp(0)), is_near, "{what:?} {days}");
        };
        check(Expiring::ProfileRoot, 181, false);
        check(Expiring::ProfileRoot, 180, true);
        check(Expiring::TlsCertificate, 15, false);
        check(Expiring::TlsCertificate, -1, true);
        check(Expiring::SigningCertificate, 30, true);
    }
}
