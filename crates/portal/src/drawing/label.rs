//! The words that stand in the drawings: the real names of buttons and rows in iOS, in the person's language.

use crate::words::Words;

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

impl Labels {
    /// Takes the labels from the words of a page.
    pub(crate) fn of(words: &Words) -> Self {
        Self {
            settings: words.plain("ios-settings"),
            profile_downloaded: words.plain("ios-profile-downloaded"),
            install_profile: words.plain("ios-install-profile"),
            install: words.plain("ios-install"),
            cancel: words.plain("ios-cancel"),
            ignore: words.plain("ios-ignore"),
            allow: words.plain("ios-allow"),
            enter_passcode: words.plain("ios-enter-passcode"),
            warning: words.plain("ios-warning"),
            remote_management: words.plain("ios-remote-management"),
            trust: words.plain("ios-trust"),
            general: words.plain("ios-general"),
            about: words.plain("ios-about"),
            certificate_trust_settings: words.plain("ios-certificate-trust-settings"),
            vpn_and_device_management: words.plain("ios-vpn-and-device-management"),
            profiles_and_device_management: words.plain("ios-profiles-and-device-management"),
            sign_in: words.plain("ios-sign-in"),
        }
    }
}
