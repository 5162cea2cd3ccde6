//! Whether a device suits what the organization admits, as far as its browser tells: a word in good time, never a decision.
//! What counts is what the device itself says when it enrolls.

use domain::admission::{Admission, DeviceKind};
use http::HeaderMap;
use http::header::USER_AGENT;

/// Since this version browsers go on naming it for the system's, whatever that is.
const FROZEN: [u16; 3] = [18, 6, 0];

/// Why a device seems not to be admitted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Unsuited {
    /// Its system is older than admitted: what it has, and what is asked for.
    Old {
        /// The version it seems to have.
        version: String,
        /// The version asked for.
        minimum: String,
    },
    /// Devices of its kind are not admitted.
    Kind(DeviceKind),
}

impl Unsuited {
    /// Looks at who asks.
    pub(crate) fn find(admission: &Admission, headers: &HeaderMap) -> Option<Self> {
        let user_agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        Self::of(admission, user_agent.unwrap_or_default())
    }

    /// Looks at a `User-Agent`. An iPad may say that it is a Mac; then nothing is known.
    fn of(admission: &Admission, user_agent: &str) -> Option<Self> {
        let kind = [("iPad", DeviceKind::Pad), ("iPhone", DeviceKind::Phone), ("iPod", DeviceKind::Phone)]
            .into_iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map(|(_, kind)| kind)?;
        if !admission.admits_kind(kind) {
            return Some(Self::Kind(kind));
        }
        let version = system_version(user_agent)?;
        admission.refuses_os(version).then(|| Self::Old {
            version: format!("{}.{}", version[0], version[1]),
            minimum: admission.minimum_os.clone().unwrap_or_default(),
        })
    }

    /// Returns the key of the words for it.
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::Old { .. } => "unsuited-old-text",
            Self::Kind(_) => "unsuited-kind-text",
        }
    }

    /// Returns the values of the words for it.
    pub(crate) fn values(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Old { version, minimum } => vec![("version", version), ("minimum", minimum)],
            Self::Kind(kind) => vec![("kind", kind.title())],
        }
    }
}

/// Reads the version of the system: that of Safari where the other one says nothing any more.
fn system_version(user_agent: &str) -> Option<[u16; 3]> {
    let system = numbers(user_agent.split_once(" OS ")?.1, '_')?;
    let safari = user_agent.split_once("Version/").and_then(|(_, rest)| numbers(rest, '.'));
    match safari {
        Some(safari) if system >= FROZEN || safari > system => Some(safari.max(system)),
        None if system >= FROZEN => None,
        _ => Some(system),
    }
}

/// Reads up to three numbers at the beginning of a text.
fn numbers(text: &str, separator: char) -> Option<[u16; 3]> {
    let mut version = [0; 3];
    let end = text.find(|c: char| !c.is_ascii_digit() && c != separator).unwrap_or(text.len());
    let mut parts = text[..end].split(separator);
    for place in &mut version {
        match parts.next() {
            Some(part) => *place = part.parse().ok()?,
            None => break,
        }
    }
    (version[0] > 0).then_some(version)
}

#[cfg(test)]
mod tests {
    use domain::setting::Models;

    use super::*;

    fn agent(device: &str, system: &str, safari: &str) -> String {
        format!(
            "Mozilla/5.0 ({device}; CPU {device} OS {system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) {safari} Mobile/15E148 Safari/604.1"
        )
    }

    #[test]
    fn only_what_the_browser_truly_tells_is_too_old() {
        let minimum = |version: &str| Admission { minimum_os: Some(version.into()), ..Admission::default() };
        for (minimum, agent, is_old) in [
            (minimum("17.4"), agent("iPhone", "17_3_1", "Version/17.3.1"), true),
            (minimum("17.4"), agent("iPhone", "17_4", "Version/17.4"), false),
            (minimum("17.4"), agent("iPad", "9_3_5", "Version/9.0"), true),
            // Since iOS 26 the system's version stands still, and only Safari's goes on.
            (minimum("26"), agent("iPhone", "18_6", "Version/26.0"), false),
            (minimum("26.1"), agent("iPhone", "18_6", "Version/26.0"), true),
            (minimum("26"), agent("iPhone", "18_6", "CriOS/140.0.7339.39"), false),
            (minimum("26"), agent("iPhone", "18_5", "CriOS/140.0.7339.39"), true),
            (minimum("26"), agent("iPhone", "x_y", "Version/26.0"), false),
            (
                minimum("26"),
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.2 Safari/605.1.15".into(),
                false,
            ),
            (minimum("26"), String::new(), false),
            (Admission::default(), agent("iPhone", "9_3_5", "Version/9.0"), false),
        ] {
            let found = Unsuited::of(&minimum, &agent);
            assert_eq!(found.is_some(), is_old, "{agent}: {found:?}");
        }
    }

    #[test]
    fn a_kind_that_is_not_admitted_is_told() {
        let admission =
            Admission { models: Models { iphone: false, ipad: true }, minimum_os: Some("26".into()) };
        let phone = Unsuited::of(&admission, &agent("iPhone", "17_3", "Version/17.3"));
        assert_eq!(phone, Some(Unsuited::Kind(DeviceKind::Phone)));
        let pad = Unsuited::of(&admission, &agent("iPad", "17_3", "Version/17.3")).expect("too old");
        assert_eq!((pad.key(), pad.values().len()), ("unsuited-old-text", 2));
    }
}
