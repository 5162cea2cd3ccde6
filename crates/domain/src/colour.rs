//! Colours, and whether a text in one can be read on another (WCAG 2, success criterion 1.4.3).

use std::fmt;

/// The least contrast between a text and what it stands on.
pub const CONTRAST_MIN: f64 = 4.5;

/// A colour of a screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Colour {
    /// Red, green and blue.
    pub parts: [u8; 3],
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self { parts: [255, 255, 255] };
    /// The black of a text.
    pub const INK: Self = Self { parts: [0, 0, 0] };

    /// Reads `#0b6b5d`, with or without the sign.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim();
        let digits = digits.strip_prefix('#').unwrap_or(digits);
        if digits.len() != 6 || !digits.bytes().all(|octet| octet.is_ascii_hexdigit()) {
            return None;
        }
        let part = |place: usize| u8::from_str_radix(&digits[place..place + 2], 16).ok();
        Some(Self { parts: [part(0)?, part(2)?, part(4)?] })
    }

    /// Returns the contrast to another colour: from 1, for the same, to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Returns white or black, whichever reads better on this colour.
    #[must_use]
    pub fn text(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::INK) { Self::WHITE } else { Self::INK }
    }

    /// Returns this colour mixed with another, of which it takes so many hundredths.
    #[must_use]
    pub fn towards(self, other: Self, hundredths: u16) -> Self {
        let mix = |one: u8, other: u8| {
            let mixed =
                (u16::from(one) * (100 - hundredths.min(100)) + u16::from(other) * hundredths.min(100) + 50)
                    / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        let [red, green, blue] = self.parts;
        let [other_red, other_green, other_blue] = other.parts;
        Self { parts: [mix(red, other_red), mix(green, other_green), mix(blue, other_blue)] }
    }

    /// Says whether a text in this colour can be read on all of these.
    pub fn is_readable_on(self, grounds: &[Self]) -> bool {
        grounds.iter().all(|ground| self.contrast(*ground) >= CONTRAST_MIN)
    }

    /// Returns the nearest colour on the way to another that can be read on all of these.
    pub fn made_readable(self, grounds: &[Self], way: Self) -> Option<Self> {
        (0..=100)
            .map(|hundredths| self.towards(way, hundredths))
            .find(|colour| colour.is_readable_on(grounds))
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.parts.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.parts;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn a_colour_reads_back() {
        assert_eq!(colour("0B6B5D").to_string(), "#0b6b5d");
        for text in ["", "#fff", "#0b6b5g", "red", "#0b6b5d00", "url(x)", "#ÄÄÄ"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((Colour::WHITE.contrast(Colour::INK) - 21.0).abs() < 0.01);
        // The two greys that the guidelines' users know by heart.
        assert!(colour("#767676").is_readable_on(&[Colour::WHITE]));
        assert!(!colour("#777777").is_readable_on(&[Colour::WHITE]));
        assert_eq!(colour("#0b6b5d").text(), Colour::WHITE);
        assert_eq!(colour("#ffd400").text(), Colour::INK);
    }

    #[test]
    fn a_colour_too_faint_is_made_readable_by_the_smallest_step() {
        let faint = colour("#ffd400");
        let readable = faint.made_readable(&[Colour::WHITE], Colour::INK).expect("a colour");
        assert!(readable.is_readable_on(&[Colour::WHITE]), "{readable}");
        assert!(readable.contrast(Colour::WHITE) < 4.8, "{readable}");
        assert_eq!(Colour::INK.made_readable(&[Colour::WHITE], Colour::INK), Some(Colour::INK));
    }
}
