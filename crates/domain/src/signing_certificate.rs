//! The third-party signing certificate: what the server keeps of it, without its key, and when its end is told of.

use serde::{Deserialize, Serialize};

use crate::id::SigningCertificateId;
use crate::time::{DAY, Timestamp};

/// A certificate from elsewhere that signs enrollment profiles, or did so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SigningCertificate {
    /// Its id: each upload is a new one, so the id also tells a cached signer that it is out of date.
    pub id: SigningCertificateId,
    /// What it says.
    pub facts: SigningCertificateFacts,
    /// The chain, leaf first, DER.
    pub chain: Vec<Vec<u8>>,
    /// Start of validity.
    pub not_before: Timestamp,
    /// End of validity.
    pub not_after: Timestamp,
    /// When it was uploaded.
    pub installed_at: Timestamp,
    /// By whom.
    pub installed_by: String,
    /// When it was replaced or removed; `None` for the one there is.
    pub ended_at: Option<Timestamp>,
    /// By whom.
    pub ended_by: Option<String>,
    /// Of which stage of its end webhooks have been told.
    pub told: Option<ExpiryStage>,
}

/// What a signing certificate says, in words for people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SigningCertificateFacts {
    /// The subject.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// The serial number, in hexadecimal.
    pub serial: String,
    /// The certificates above it, up to the root.
    pub issuers: Vec<ChainLink>,
    /// Whether its root is one that devices know: profiles signed with it are then shown as verified.
    pub is_public: bool,
}

/// A certificate above another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ChainLink {
    /// The subject.
    pub subject: String,
    /// End of validity.
    pub not_after: Timestamp,
}

impl SigningCertificate {
    /// Returns from when on signatures made with it lead nowhere: the first end in its chain.
    pub fn ends_at(&self) -> Timestamp {
        self.facts.issuers.iter().map(|link| link.not_after).fold(self.not_after, Timestamp::min)
    }

    /// Says whether it may sign at an instant.
    pub fn is_usable(&self, now: Timestamp) -> bool {
        self.not_before <= now && now < self.ends_at()
    }

    /// Returns the stage of its end; nothing while that is far.
    pub fn stage(&self, now: Timestamp) -> Option<ExpiryStage> {
        ExpiryStage::of(self.ends_at(), now)
    }

    /// Returns the stage to tell of, if that was not done yet.
    pub fn untold_stage(&self, now: Timestamp) -> Option<ExpiryStage> {
        self.stage(now).filter(|stage| self.told.is_none_or(|told| told < *stage))
    }
}

/// How near an end is that people are told of, ahead of it and once it has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExpiryStage {
    /// 30 days or less.
    Month,
    /// 7 days or less.
    Week,
    /// One day or less.
    Day,
    /// It has come.
    Expired,
}

impl ExpiryStage {
    /// Every stage, in order.
    pub const ALL: [Self; 4] = [Self::Month, Self::Week, Self::Day, Self::Expired];

    /// Returns the stage of an end; nothing while it is far.
    pub fn of(ends_at: Timestamp, now: Timestamp) -> Option<Self> {
        match ends_at.since(now) {
            left if left <= 0 => Some(Self::Expired),
            left if left <= DAY => Some(Self::Day),
            left if left <= 7 * DAY => Some(Self::Week),
            left if left <= 30 * DAY => Some(Self::Month),
            _ => None,
        }
    }

    /// Returns the name used in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Expired => "expired",
        }
    }

    /// Finds a stage by [`ExpiryStage::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate() -> SigningCertificate {
        SigningCertificate {
            id: SigningCertificateId(uuid::Uuid::nil()),
            facts: SigningCertificateFacts {
                subject: "CN=profiles.example.org".into(),
                issuer: "CN=Issuing CA".into(),
                serial: "01".into(),
                issuers: vec![ChainLink { subject: "CN=Issuing CA".into(), not_after: Timestamp(900 * DAY) }],
                is_public: true,
            },
            chain: vec![vec![1]],
            not_before: Timestamp(0),
            not_after: Timestamp(100 * DAY),
            installed_at: Timestamp(DAY),
            installed_by: "ann".into(),
            ended_at: None,
            ended_by: None,
            told: None,
        }
    }

    #[test]
    fn the_end_is_told_of_at_thirty_seven_and_one_days_and_once_it_has_come() {
        let mut certificate = certificate();
        let mut told = Vec::new();
        for day in 0..=101 {
            if let Some(stage) = certificate.untold_stage(Timestamp(day * DAY)) {
                told.push((day, stage));
                certificate.told = Some(stage);
            }
        }
        let expected = [(70, "month"), (93, "week"), (99, "day"), (100, "expired")];
        assert_eq!(told.iter().map(|(day, stage)| (*day, stage.name())).collect::<Vec<_>>(), expected);
        for stage in ExpiryStage::ALL {
            assert_eq!(ExpiryStage::parse(stage.name()), Some(stage));
        }
    }

    #[test]
    fn a_chain_lasts_as_long_as_the_shortest_of_it() {
        let mut certificate = certificate();
        assert!(certificate.is_usable(Timestamp(99 * DAY)) && !certificate.is_usable(Timestamp(100 * DAY)));
        assert!(!certificate.is_usable(Timestamp(-1)));
        certificate.facts.issuers[0].not_after = Timestamp(50 * DAY);
        assert!(!certificate.is_usable(Timestamp(50 * DAY)));
        assert_eq!(certificate.stage(Timestamp(49 * DAY)), Some(ExpiryStage::Day));
    }
}
