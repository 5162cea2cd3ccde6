//! What opens an invitation: the token of its link, and the short code that can be typed.
//!
//! Both are written in digits and letters without I, L, O and U, so that nobody mistakes one for another; what is typed all
//! the same is read as what it looks like. Both carry check bits: a slip of the finger is told from a wrong link without
//! asking the database, and by the same words.

use crate::secret::Secret;

/// Digits and letters that nobody mistakes for each other: five bits each.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// The characters of a token: 128 random bits and 7 that check them.
pub const TOKEN_LENGTH: usize = 27;
/// The characters of a code without its dash: 45 random bits and 5 that check them.
pub const CODE_LENGTH: usize = 10;
/// The bits that check a token, and a modulus for them: the largest prime that fits.
const TOKEN_CHECK: (u32, u128) = (7, 127);
/// The bits that check a code, and a modulus for them.
const CODE_CHECK: (u32, u128) = (5, 31);
/// The random bits of a code.
const CODE_BITS: u32 = 45;

/// The token of a link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkToken(Secret);

/// The short code of a link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkCode(Secret);

impl LinkToken {
    /// Makes a token of 128 random bits.
    pub fn from_random(octets: [u8; 16]) -> Self {
        let number = u128::from_be_bytes(octets);
        let (bits, modulus) = TOKEN_CHECK;
        let check = number % modulus;
        // 135 bits do not fit into the number: the last seven are written after it.
        let mut text = String::with_capacity(TOKEN_LENGTH);
        let last = ((number & 0x7) << bits) | check; // the last three bits of the number, then the check: two characters
        write(&mut text, number >> 3, TOKEN_LENGTH - 2);
        write(&mut text, last, 2);
        Self(Secret::new(text))
    }

    /// Reads a token as it stands in a link, or its number in decimal digits as older scripts write it; `None` for anything
    /// that cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() == TOKEN_LENGTH {
            let (front, last) = (read(text.get(..TOKEN_LENGTH - 2)?)?, read(text.get(TOKEN_LENGTH - 2..)?)?);
            let (bits, modulus) = TOKEN_CHECK;
            let number = (front << 3) | (last >> bits);
            let is_right = front >> 125 == 0 && last & ((1 << bits) - 1) == number % modulus;
            return is_right.then(|| Self::from_random(number.to_be_bytes()));
        }
        let is_decimal = (30..=39).contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_digit());
        let number: u128 = is_decimal.then(|| text.parse().ok()).flatten()?;
        Some(Self::from_random(number.to_be_bytes()))
    }

    /// Returns the token as it stands in a link.
    pub fn secret(&self) -> &Secret {
        &self.0
    }

    /// Returns the token's number in decimal digits, as older scripts know invitations: up to 39 digits.
    pub fn decimal(&self) -> Secret {
        let text = self.0.expose();
        let front = read(&text[..TOKEN_LENGTH - 2]).unwrap_or_default();
        let last = read(&text[TOKEN_LENGTH - 2..]).unwrap_or_default();
        Secret::new(((front << 3) | (last >> TOKEN_CHECK.0)).to_string())
    }
}

impl LinkCode {
    /// Makes a code of 45 random bits.
    pub fn from_random(octets: [u8; 8]) -> Self {
        let number = u128::from(u64::from_be_bytes(octets)) & ((1 << CODE_BITS) - 1);
        let (bits, modulus) = CODE_CHECK;
        let mut text = String::with_capacity(CODE_LENGTH);
        write(&mut text, (number << bits) | (number % modulus), CODE_LENGTH);
        Self(Secret::new(text.to_ascii_uppercase()))
    }

    /// Reads a code as people type it: any case, with or without dashes and blanks.
    pub fn parse(text: &str) -> Option<Self> {
        let typed: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–')).collect();
        if typed.len() != CODE_LENGTH {
            return None;
        }
        let number = read(&typed)?;
        let (bits, modulus) = CODE_CHECK;
        let random = number >> bits;
        let is_right = number & ((1 << bits) - 1) == random % modulus;
        is_right.then(|| Self::from_random(u64::try_from(random).unwrap_or_default().to_be_bytes()))
    }

    /// Returns the code in the one form in which it is hashed.
    pub fn secret(&self) -> &Secret {
        &self.0
    }

    /// Returns the code as people read it: two groups of five.
    pub fn shown(&self) -> String {
        let text = self.0.expose();
        format!("{}-{}", &text[..CODE_LENGTH / 2], &text[CODE_LENGTH / 2..])
    }
}

/// Writes the low bits of a number, five for each character.
fn write(text: &mut String, number: u128, characters: usize) {
    for place in (0..characters).rev() {
        let digit = usize::try_from((number >> (5 * place)) & 0x1f).expect("five bits");
        text.push(char::from(ALPHABET[digit]));
    }
}

/// Reads characters, five bits each, letting pass what looks like another.
fn read(text: &str) -> Option<u128> {
    text.bytes().try_fold(0u128, |number, octet| {
        let octet = match octet.to_ascii_lowercase() {
            b'o' => b'0',
            b'i' | b'l' => b'1',
            octet => octet,
        };
        let digit = ALPHABET.iter().position(|known| *known == octet)?;
        Some((number << 5) | digit as u128)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t05_a_token_has_128_bits_and_reads_back_in_each_of_its_forms() {
        let mut seen = std::collections::HashSet::new();
        for seed in 0..2_000u128 {
            let number = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).rotate_left(17) ^ seed;
            let token = LinkToken::from_random(number.to_be_bytes());
            let text = token.secret().expose().to_owned();
            assert_eq!(text.len(), TOKEN_LENGTH);
            assert!(text.bytes().all(|octet| ALPHABET.contains(&octet)));
            assert_eq!(token.decimal().expose(), number.to_string());
            assert_eq!(LinkToken::parse(&text), Some(token.clone()));
            assert_eq!(LinkToken::parse(&text.to_ascii_uppercase()), Some(token.clone()));
            if number.to_string().len() >= 30 {
                assert_eq!(LinkToken::parse(&number.to_string()), Some(token));
            }
            assert!(seen.insert(text));
        }
        // Every bit counts.
        for bit in 0..128 {
            let text = LinkToken::from_random((1u128 << bit).to_be_bytes()).secret().expose().to_owned();
            assert!(seen.insert(text), "bit {bit}");
        }
    }

    #[test]
    fn a_slip_in_a_token_or_a_code_is_seen() {
        let token = LinkToken::from_random([7, 1, 9, 200, 13, 77, 0, 255, 3, 4, 5, 6, 7, 8, 9, 10]);
        let code = LinkCode::from_random([7, 1, 9, 200, 13, 77, 0, 255]);
        let other = |octet: u8| if octet == b'7' { '8' } else { '7' };
        for place in 0..TOKEN_LENGTH {
            let mut text = token.secret().expose().to_owned();
            let wrong = other(text.as_bytes()[place]).to_string();
            text.replace_range(place..=place, &wrong);
            assert_eq!(LinkToken::parse(&text), None, "place {place}");
        }
        for place in 0..CODE_LENGTH {
            let mut text = code.secret().expose().to_owned();
            let wrong = other(text.as_bytes()[place]).to_string();
            text.replace_range(place..=place, &wrong);
            assert_eq!(LinkCode::parse(&text), None, "place {place}");
        }
    }

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = LinkCode::from_random([0xff; 8]);
        let shown = code.shown();
        assert_eq!(shown.len(), CODE_LENGTH + 1);
        for typed in [shown.clone(), shown.to_lowercase(), format!("  {} ", shown.replace('-', " "))] {
            assert_eq!(LinkCode::parse(&typed), Some(code.clone()), "{typed}");
        }
        let zero = LinkCode::from_random([0; 8]);
        assert_eq!(zero.secret().expose(), "0000000000");
        assert_eq!(LinkCode::parse("OOOOO-OOOOO"), Some(zero));
        for other in ["", "0000", "0000000001", "🚪🚪🚪", "uuuuu-uuuuu"] {
            assert_eq!(LinkCode::parse(other), None, "{other}");
        }
    }
}
