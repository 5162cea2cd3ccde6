//! The query of a SCEP URL, read from its raw text.
//!
//! Form decoding would turn `+` into a blank, and `+` is a digit of base64 that devices send unescaped. So only
//! percent-escapes are undone here.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Reads both alphabets (after mapping one to the other), with padding or without.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Returns the value of a key that occurs exactly once, its escapes undone.
pub(crate) fn single(query: &str, key: &str) -> Option<Vec<u8>> {
    let mut values = query.split('&').filter_map(|pair| match pair.split_once('=') {
        Some((name, value)) if name == key => Some(value),
        _ => None,
    });
    let value = values.next()?;
    values.next().is_none().then(|| unescape(value))
}

/// Decodes base64 in the standard or the URL-safe alphabet; white space does not count.
pub(crate) fn decode_base64(text: &[u8]) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .iter()
        .filter(|octet| !octet.is_ascii_whitespace())
        .map(|octet| match octet {
            b'-' => b'+',
            b'_' => b'/',
            other => *other,
        })
        .collect();
    LENIENT.decode(digits).ok()
}

/// Undoes percent-escapes; a `%` that begins none stays as it is.
fn unescape(value: &str) -> Vec<u8> {
    let mut rest = value.as_bytes();
    let mut octets = Vec::with_capacity(rest.len());
    while let [first, tail @ ..] = rest {
        if let (b'%', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (hex_digit(*high), hex_digit(*low))
        {
            octets.push(high << 4 | low);
            rest = after;
        } else {
            octets.push(*first);
            rest = tail;
        }
    }
    octets
}

fn hex_digit(octet: u8) -> Option<u8> {
    match octet {
        b'0'..=b'9' => Some(octet - b'0'),
        b'a'..=b'f' => Some(octet - b'a' + 10),
        b'A'..=b'F' => Some(octet - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c9_a_message_reads_in_every_spelling_that_occurs() {
        let octets = [0xfb, 0xff, 0xfe, 0x01];
        for spelling in
            ["+//+AQ==", "+//+AQ%3D%3D", "%2B%2F%2f%2BAQ==", "-__-AQ", "-__-AQ==", "+//+%0D%0AAQ=="]
        {
            let query = format!("operation=PKIOperation&message={spelling}");
            let message = single(&query, "message").expect("a message");
            assert_eq!(decode_base64(&message).as_deref(), Some(&octets[..]), "{spelling}");
        }
    }

    #[test]
    fn what_is_not_base64_is_refused() {
        for text in ["*", "AAAAA", "A=AA", "\u{e4}"] {
            assert_eq!(decode_base64(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_key_counts_only_when_it_occurs_once() {
        let check = |query: &str, expected: Option<&str>| {
            let value = single(query, "operation");
            assert_eq!(value.as_deref(), expected.map(str::as_bytes), "{query}");
        };
        check("operation=GetCACaps", Some("GetCACaps"));
        check("message=x&operation=GetCACaps", Some("GetCACaps"));
        check("operation=Get%43ACaps", Some("GetCACaps"));
        check("operation=", Some(""));
        check("operation=100%", Some("100%"));
        check("operation", None);
        check("", None);
        check("operation=GetCACaps&operation=GetCACert", None);
    }
}
