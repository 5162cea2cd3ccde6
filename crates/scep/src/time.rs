//! The two time types of X.509 and CMS, as unix seconds.

use crate::tlv::{Tlv, tag};
use crate::write::tlv;

const DAY: i64 = 86_400;

/// Reads a UTCTime or GeneralizedTime in the form that RFC 5280 demands, ending in `Z` and with seconds; `None` if it
/// is anything else.
pub(crate) fn read(element: Tlv<'_>) -> Option<i64> {
    let digits = element.content.strip_suffix(b"Z")?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let pair = |at: usize| i64::from(digits[at] - b'0') * 10 + i64::from(digits[at + 1] - b'0');
    let (year, rest) = match (element.tag, digits.len()) {
        (tag::UTC_TIME, 12) => (if pair(0) < 50 { 2000 + pair(0) } else { 1900 + pair(0) }, 2),
        (tag::GENERALIZED_TIME, 14) => (pair(0) * 100 + pair(2), 4),
        _ => return None,
    };
    let (month, day) = (pair(rest), pair(rest + 2));
    let (hour, minute, second) = (pair(rest + 4), pair(rest + 6), pair(rest + 8));
    let is_possible =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    is_possible.then(|| days(year, month, day) * DAY + hour * 3600 + minute * 60 + second)
}

/// Writes unix seconds as UTCTime up to 2049 and as GeneralizedTime after that (RFC 5280 §4.1.2.5).
pub(crate) fn write(unix_seconds: i64) -> Vec<u8> {
    let (year, month, day) = date(unix_seconds.div_euclid(DAY));
    let second = unix_seconds.rem_euclid(DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let rest = format!("{month:02}{day:02}{hour:02}{minute:02}{second:02}Z");
    if (1950..2050).contains(&year) {
        tlv(tag::UTC_TIME, &[format!("{:02}{rest}", year % 100).as_bytes()])
    } else {
        tlv(tag::GENERALIZED_TIME, &[format!("{year:04}{rest}").as_bytes()])
    }
}

/// Counts the days from 1970-01-01 to a date, in years that begin in March so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

/// The inverse of [`days`]: year, month and day.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::tlv::Reader;

    #[test]
    fn instants_survive_writing_and_reading() {
        for second in
            [0, 951_782_400, 951_868_799, 1_795_350_000, 2_524_607_999, 2_524_608_000, 4_107_542_400]
        {
            let written = write(second);
            assert_eq!(read(Reader::new(&written).any().unwrap()), Some(second));
        }
    }

    #[test]
    fn known_dates_have_their_known_spelling() {
        assert_eq!(&write(951_782_400)[2..], b"000229000000Z");
        assert_eq!(&write(2_524_608_000)[2..], b"20500101000000Z");
    }

    #[test]
    fn nonsense_is_no_time() {
        for text in ["", "Z", "991332000000Z", "9913320000Z", "99010100000é", "990101000000+0100"] {
            let written = crate::write::tlv(crate::tlv::tag::UTC_TIME, &[text.as_bytes()]);
            assert_eq!(read(Reader::new(&written).any().unwrap()), None, "{text}");
        }
    }
}
