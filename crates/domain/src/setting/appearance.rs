//! Appearance: the logo and the accent colour of the portal.

use serde::{Deserialize, Serialize};

use super::Section;
use crate::colour::Colour;

/// What the portal draws on in light colours: its page and its cards.
const LIGHT_GROUNDS: [Colour; 2] = [Colour { parts: [0xf2, 0xf2, 0xf7] }, Colour::WHITE];
/// What it draws on in dark colours.
const DARK_GROUNDS: [Colour; 2] = [Colour::INK, Colour { parts: [0x1c, 0x1c, 0x1e] }];

/// The look of the portal.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Appearance {
    /// The colour of buttons and links in light colours, as `#0b6b5d`; the portal's own where nobody has chosen.
    pub accent: Option<String>,
    /// The same in dark colours; where nobody has chosen, it is made from the light one.
    pub accent_dark: Option<String>,
    /// The hash of the logo.
    pub logo: Option<String>,
}

/// The two accent colours of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Accents {
    /// In light colours.
    pub light: Colour,
    /// In dark colours.
    pub dark: Colour,
}

impl Accents {
    /// Takes two colours, if both can be read on what the portal draws on.
    pub fn of(light: Colour, dark: Colour) -> Option<Self> {
        let is_fit = light.is_readable_on(&LIGHT_GROUNDS) && dark.is_readable_on(&DARK_GROUNDS);
        is_fit.then_some(Self { light, dark })
    }
}

impl Appearance {
    /// Returns the accent colours; `None` for the portal's own.
    pub fn accents(&self) -> Option<Accents> {
        let light = Colour::parse(self.accent.as_deref()?)?;
        let dark = match &self.accent_dark {
            Some(dark) => Colour::parse(dark)?,
            None => light.made_readable(&DARK_GROUNDS, Colour::WHITE)?,
        };
        Accents::of(light, dark)
    }
}

impl Section for Appearance {
    const NAME: &'static str = "appearance";
    const TITLE: &'static str = "Appearance";

    fn check(&self) -> Vec<(&'static str, String)> {
        let mut faults = Vec::new();
        let accent = self.accent.as_deref();
        faults.extend(fault(accent, &LIGHT_GROUNDS, Colour::INK, "light").map(|words| ("accent", words)));
        let dark = self.accent_dark.as_deref();
        let dark_fault = match (accent, dark) {
            (None, Some(_)) => Some("Choose the colour for light screens, too.".to_owned()),
            _ => fault(dark, &DARK_GROUNDS, Colour::WHITE, "dark"),
        };
        faults.extend(dark_fault.map(|words| ("accent_dark", words)));
        let is_hash = |logo: &String| logo.len() <= 64 && logo.bytes().all(|octet| octet.is_ascii_hexdigit());
        if !self.logo.as_ref().is_none_or(is_hash) {
            faults.push(("logo", "This is no logo of this server. Upload one.".to_owned()));
        }
        faults
    }
}

/// Says what is wrong with a colour, and which near one would do.
fn fault(colour: Option<&str>, grounds: &[Colour], way: Colour, screens: &str) -> Option<String> {
    let text = colour?;
    let Some(colour) = Colour::parse(text) else {
        return Some("Write a colour as # and six digits from 0 to f, such as #0b6b5d.".to_owned());
    };
    if colour.is_readable_on(grounds) {
        return None;
    }
    let least = grounds.iter().map(|ground| colour.contrast(*ground)).fold(f64::INFINITY, f64::min);
    let near = colour.made_readable(grounds, way).unwrap_or(way);
    Some(format!(
        "Text in {colour} cannot be read well on {screens} screens: its contrast is {least:.1}, and 4.5 is the least. The nearest colour that does is {near}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appearance(light: &str, dark: Option<&str>) -> Appearance {
        Appearance {
            accent: Some(light.into()),
            accent_dark: dark.map(str::to_owned),
            ..Appearance::default()
        }
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_refused_with_one_that_can() {
        let faults = appearance("#ffd400", None).check();
        assert_eq!(faults.len(), 1);
        assert!(faults[0].1.contains("its contrast is 1.3") && faults[0].1.contains("nearest"), "{faults:?}");
        let near = faults[0].1.rsplit("is ").next().expect("a colour").trim_end_matches('.').to_owned();
        assert_eq!(appearance(&near, None).check(), []);
        assert_eq!(appearance("#0b6b5d", Some("#0b6b5d")).check()[0].0, "accent_dark");
        assert_eq!(appearance("red", None).check()[0].0, "accent");
    }

    #[test]
    fn the_dark_colour_is_made_from_the_light_one() {
        let accents = appearance("#0b6b5d", None).accents().expect("colours");
        assert!(accents.dark.is_readable_on(&DARK_GROUNDS), "{accents:?}");
        assert_eq!(Appearance::default().accents(), None);
        assert_eq!(Appearance::default().check(), []);
        let alone = Appearance { accent_dark: Some("#56cfb8".into()), ..Appearance::default() };
        assert_eq!(alone.check()[0].0, "accent_dark");
    }

    #[test]
    fn a_logo_is_named_by_its_hash_only() {
        let foreign = Appearance { logo: Some("../../etc".into()), ..Appearance::default() };
        assert_eq!(foreign.check()[0].0, "logo");
    }
}
