//! Serial numbers of devices that the profile service admits.

use crate::time::Timestamp;

/// The most characters of a note that are kept.
pub const NOTE_CHARACTERS_MAX: usize = 255;
/// The most serial numbers that are kept.
pub const SERIAL_NUMBERS_MAX: u64 = 1_000_000;

/// A device that may enroll.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdmittedSerialNumber {
    /// Its serial number, by [`serial_number`].
    pub serial_number: String,
    /// What somebody wrote beside it.
    pub note: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// By whom, in words.
    pub added_by: String,
}

/// Reads a serial number as somebody writes it, in capital letters; `None` for what cannot be one. Scanners put an `S`
/// before those that they read from a box, which cannot be told from an `S` of the number, and stays.
pub fn serial_number(text: &str) -> Option<String> {
    let number = text.trim().to_ascii_uppercase();
    let fits = (8..=20).contains(&number.len()) && number.bytes().all(|octet| octet.is_ascii_alphanumeric());
    fits.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_number_is_read_whatever_its_case() {
        assert_eq!(serial_number(" f2lx0000abcd "), Some("F2LX0000ABCD".into()));
        for wrong in ["", "SHORT", "F2LX 0000 ABCD", "F2LX-0000-ABCD", "ÄÄÄÄÄÄÄÄ", "=HYPERLINK(1)"] {
            assert_eq!(serial_number(wrong), None, "{wrong}");
        }
    }
}
