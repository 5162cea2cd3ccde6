//! The answer to `SecurityInfo` (`mdm/commands/information.security.yaml`, iPhone and iPad).

use crate::record::record;

record! {
    /// How a device is protected. Grace period and lock time are in seconds.
    pub struct SecurityInfo {
        hardware_encryption_caps: i64 = "HardwareEncryptionCaps",
        passcode_present: bool = "PasscodePresent",
        passcode_compliant: bool = "PasscodeCompliant",
        passcode_compliant_with_profiles: bool = "PasscodeCompliantWithProfiles",
        passcode_lock_grace_period: i64 = "PasscodeLockGracePeriod",
        passcode_lock_grace_period_enforced: i64 = "PasscodeLockGracePeriodEnforced",
        auto_lock_time: i64 = "AutoLockTime",
        management_status: ManagementStatus = "ManagementStatus",
    }
}

record! {
    /// How a device is managed.
    pub struct ManagementStatus {
        is_user_enrollment: bool = "IsUserEnrollment",
    }
}
