//! Which iOS a person looks at: guessed from what the browser says of itself, or chosen by the person.

use http::header::USER_AGENT;
use http::{HeaderMap, Uri};

/// What follows the `?` of a page whose drawings a person has chosen, before the generation's name.
const CHOICE: &str = "ios";
/// The versions of Safari that no longer tell the system's version: it stays at 18 for good.
const FROZEN_FROM: u32 = 26;

/// A generation of iOS, by its look and by where things are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Generation {
    /// Up to 12.1: Settings opens by itself.
    Ios10,
    /// 12.2 to 14: lists from edge to edge.
    Ios12,
    /// 15 to 17: lists as cards.
    Ios15,
    /// 18.
    Ios18,
    /// 26 and later: round buttons that float.
    Ios26,
    /// iPad, whose Settings have two columns.
    Ipad,
}

impl Generation {
    /// Every generation, the newest first.
    pub(crate) const ALL: [Self; 6] =
        [Self::Ios26, Self::Ios18, Self::Ios15, Self::Ios12, Self::Ios10, Self::Ipad];

    /// Returns the name in addresses.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ios10 => "10",
            Self::Ios12 => "12",
            Self::Ios15 => "15",
            Self::Ios18 => "18",
            Self::Ios26 => "26",
            Self::Ipad => "ipad",
        }
    }

    /// Returns the key of its words for people.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Ios10 => "ios-generation-10",
            Self::Ios12 => "ios-generation-12",
            Self::Ios15 => "ios-generation-15",
            Self::Ios18 => "ios-generation-18",
            Self::Ios26 => "ios-generation-26",
            Self::Ipad => "ios-generation-ipad",
        }
    }

    /// Returns the one that a person has chosen, else the one that their browser is likely to run on.
    pub(crate) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        Self::chosen(uri).unwrap_or_else(|| {
            let user_agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
            Self::recognise(user_agent.unwrap_or_default())
        })
    }

    /// Returns the one that a person has chosen.
    pub(crate) fn chosen(uri: &Uri) -> Option<Self> {
        let mut pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == CHOICE)?;
        Self::ALL.into_iter().find(|generation| generation.name() == value)
    }

    /// Reads a `User-Agent`. A Macintosh that has come as far as a drawing is an iPad, which says it is one.
    pub(crate) fn recognise(user_agent: &str) -> Self {
        if user_agent.contains("iPad") || user_agent.contains("Macintosh") {
            return Self::Ipad;
        }
        if number_after(user_agent, "Version/").is_some_and(|(version, _)| version >= FROZEN_FROM) {
            return Self::Ios26;
        }
        match number_after(user_agent, "iPhone OS ") {
            Some((0..=11, _) | (12, 0 | 1)) => Self::Ios10,
            Some((12..=14, _)) => Self::Ios12,
            Some((15..=17, _)) => Self::Ios15,
            Some((18..FROZEN_FROM, _)) => Self::Ios18,
            _ => Self::Ios26,
        }
    }

    /// Says whether Settings opens by itself after the download.
    pub(crate) fn opens_settings(self) -> bool {
        self == Self::Ios10
    }
}

/// Reads the first two numbers after a mark, parted by a dot or an underscore.
fn number_after(text: &str, mark: &str) -> Option<(u32, u32)> {
    let (_, rest) = text.split_once(mark)?;
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).map(|digits| digits.parse().ok());
    Some((numbers.next()??, numbers.next().flatten().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generation_is_read_from_the_system_or_from_safari_once_that_alone_tells() {
        let iphone = |system: &str, version: &str| {
            format!(
                "Mozilla/5.0 (iPhone; CPU iPhone OS {system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) {version}Mobile/15E148 Safari/604.1"
            )
        };
        for (agent, expected) in [
            (iphone("10_3_3", "Version/10.0 "), Generation::Ios10),
            (iphone("11_4_1", "Version/11.0 "), Generation::Ios10),
            (iphone("12_1_4", "Version/12.0 "), Generation::Ios10),
            (iphone("12_2", "Version/12.1 "), Generation::Ios12),
            (iphone("14_8_1", "Version/14.1.2 "), Generation::Ios12),
            (iphone("15_8", "Version/15.6 "), Generation::Ios15),
            (iphone("17_7", "Version/17.7 "), Generation::Ios15),
            (iphone("18_2_1", "Version/18.2 "), Generation::Ios18),
            (iphone("18_6", "Version/26.0 "), Generation::Ios26),
            (iphone("18_7", "Version/27.1 "), Generation::Ios26),
            (iphone("18_2", "CriOS/131.0 "), Generation::Ios18),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.2 Safari/605.1.15".into(),
                Generation::Ipad,
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) Version/12.1.2 Safari/604.1".into(),
                Generation::Ipad,
            ),
            (String::new(), Generation::Ios26),
            ("iPhone OS garbage".into(), Generation::Ios26),
            ("iPhone OS 99999999999999999999_1".into(), Generation::Ios26),
        ] {
            assert_eq!(Generation::recognise(&agent), expected, "{agent}");
        }
    }

    #[test]
    fn what_a_person_has_chosen_counts() {
        let of = |uri: &'static str| Generation::of(&Uri::from_static(uri), &HeaderMap::new());
        assert_eq!(of("/enroll/install?ios=12"), Generation::Ios12);
        assert_eq!(of("/enroll/install?a=b&ios=ipad"), Generation::Ipad);
        assert_eq!(of("/enroll/install?ios=%3Cscript%3E"), Generation::Ios26);
        assert_eq!(Generation::chosen(&Uri::from_static("/enroll/install")), None);
    }
}
