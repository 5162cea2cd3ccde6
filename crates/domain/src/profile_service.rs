//! The over-the-air profile service: the device says who it is before it gets its profile.
//!
//! One challenge holds the phases of one enrollment together. The device that comes with it first is the only one that
//! may go on with that enrollment.

use crate::device::is_told;
use crate::enrollment::StopReason;
use crate::id::EnrollmentId;
use crate::time::Timestamp;

/// What one hand-out of the first phase has led to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProfileServiceChallenge {
    /// The enrollment that it is for.
    pub enrollment_id: EnrollmentId,
    /// When it was handed out.
    pub created_at: Timestamp,
    /// Until when it counts.
    pub expires_at: Timestamp,
    /// The UDID of the device that came with it.
    pub udid: Option<String>,
    /// The serial number of the device that came with it.
    pub serial_number: Option<String>,
}

impl ProfileServiceChallenge {
    /// Says whether a device may go on with the enrollment. `admitted` is the device that the enrollment is for already,
    /// by whichever challenge it came.
    pub fn check(&self, udid: &str, admitted: Option<&Self>, now: Timestamp) -> Result<(), StopReason> {
        if now >= self.expires_at {
            return Err(StopReason::ChallengeExpired);
        }
        let is_other = |of: &Self| of.udid.as_deref().is_some_and(|known| known != udid);
        if is_other(self) || admitted.is_some_and(is_other) {
            return Err(StopReason::OtherDevice);
        }
        Ok(())
    }

    /// Says whether a device that checks in is the one that came with the challenge.
    pub fn may_check_in_as(&self, udid: Option<&str>, serial_number: Option<&str>) -> bool {
        self.udid.as_deref().is_some_and(|expected| is_told(expected, udid))
            && self.serial_number.as_deref().is_some_and(|expected| is_told(expected, serial_number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_for_the_first_device_that_comes_with_it() {
        let fresh = ProfileServiceChallenge {
            enrollment_id: EnrollmentId(uuid::Uuid::nil()),
            created_at: Timestamp(0),
            expires_at: Timestamp(10),
            udid: None,
            serial_number: None,
        };
        let taken = ProfileServiceChallenge { udid: Some("a".into()), ..fresh.clone() };
        let now = Timestamp(9);
        assert_eq!(fresh.check("a", None, now), Ok(()));
        assert_eq!(taken.check("a", Some(&taken), now), Ok(()));
        assert_eq!(taken.check("b", None, now), Err(StopReason::OtherDevice));
        assert_eq!(fresh.check("b", Some(&taken), now), Err(StopReason::OtherDevice));
        assert_eq!(fresh.check("a", None, Timestamp(10)), Err(StopReason::ChallengeExpired));
    }

    #[test]
    fn t57_only_the_admitted_device_checks_in() {
        let admitted = ProfileServiceChallenge {
            enrollment_id: EnrollmentId(uuid::Uuid::nil()),
            created_at: Timestamp(0),
            expires_at: Timestamp(10),
            udid: Some("a".into()),
            serial_number: Some("F2LX00000001".into()),
        };
        for (udid, serial_number, is_same) in [
            (Some("a"), Some("F2LX00000001"), true),
            (Some("A"), Some("f2lx00000001"), true),
            (Some("a"), Some("f2lx00000001"), true),
            (Some("a"), Some("F2LX00000002"), false),
            (Some("a"), None, false),
            (Some("b"), Some("F2LX00000001"), false),
            (None, Some("F2LX00000001"), false),
        ] {
            let found = admitted.may_check_in_as(udid, serial_number);
            assert_eq!(found, is_same, "{udid:?} {serial_number:?}");
        }
        let fresh = ProfileServiceChallenge { udid: None, serial_number: None, ..admitted };
        assert!(!fresh.may_check_in_as(None, None));
    }
}
