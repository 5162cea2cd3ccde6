//! Applications people install; what comes with the system is not listed by a device.

use apple_mdm::response::InstalledApplication;

use crate::random::Random;

const APPLICATIONS: [(&str, &str, &str); 14] = [
    ("org.whispersystems.signal", "Signal", "7.32"),
    ("net.whatsapp.WhatsApp", "WhatsApp", "25.22.81"),
    ("org.videolan.vlc-ios", "VLC", "3.6.5"),
    ("org.mozilla.ios.Firefox", "Firefox", "142.1"),
    ("com.google.chrome.ios", "Chrome", "139.0.7258"),
    ("com.microsoft.Office.Outlook", "Outlook", "4.2531.0"),
    ("com.microsoft.skype.teams", "Teams", "7.13.1"),
    ("com.tinyspeck.chatlyio", "Slack", "25.08.20"),
    ("us.zoom.videomeetings", "Zoom", "6.5.10"),
    ("com.spotify.client", "Spotify", "9.0.74"),
    ("org.wikimedia.wikipedia", "Wikipedia", "7.8.1"),
    ("com.apple.Pages", "Pages", "14.4"),
    ("com.apple.Numbers", "Numbers", "14.4"),
    ("com.duolingo.DuolingoMobile", "Duolingo", "7.81.0"),
];

/// Returns a few of them, with sizes.
pub(crate) fn applications(random: &mut Random) -> Vec<InstalledApplication> {
    let mut chosen: Vec<_> = APPLICATIONS.iter().filter(|_| random.below(3) > 0).collect();
    if chosen.is_empty() {
        chosen.push(&APPLICATIONS[0]);
    }
    chosen.into_iter().map(|application| installed(*application, random)).collect()
}

fn installed(
    (identifier, name, short_version): (&str, &str, &str),
    random: &mut Random,
) -> InstalledApplication {
    let octets = |below: u64, random: &mut Random| i64::try_from(random.below(below)).ok();
    InstalledApplication {
        identifier: Some(identifier.to_owned()),
        name: Some(name.to_owned()),
        version: Some(format!("{short_version}.{}", random.below(90))),
        short_version: Some(short_version.to_owned()),
        bundle_size: octets(400_000_000, random),
        dynamic_size: octets(900_000_000, random),
        installing: Some(false),
        is_validated: Some(true),
        app_store_vendable: Some(true),
        device_based_vpp: Some(false),
        beta_app: Some(false),
        ad_hoc_code_signed: Some(false),
        has_update_available: Some(random.below(4) == 0),
        ..InstalledApplication::default()
    }
}
