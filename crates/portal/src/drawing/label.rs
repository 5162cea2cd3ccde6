//! The words that stand in the drawings: the real names of buttons and rows in iOS, in the person's language.

/// The labels of the drawings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Labels {
    pub(crate) settings: String,
    pub(crate) profile_downloaded: String,
    pub(crate) install_profile: String,
    pub(crate) install: String,
    pub(crate) cancel: String,
    pub(crate) ignore: String,
    pub(crate) allow: String,
    pub(crate) enter_passcode: String,
    pub(crate) warning: String,
    pub(crate) remote_management: String,
    pub(crate) trust: String,
    pub(crate) general: String,
    pub(crate) about: String,
    pub(crate) certificate_trust_settings: String,
    /// From 15 on.
    pub(crate) vpn_and_device_management: String,
    /// Before 15.
    pub(crate) profiles_and_device_management: String,
    pub(crate) sign_in: String,
}
