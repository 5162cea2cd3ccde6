//! How long a link works, in words of the recipient's language and by their clock.

use domain::message_template::Words;
use domain::time::Timestamp;
use jiff::Zoned;
use jiff::tz::TimeZone;

/// Returns it in full, for a mail: "until Thursday, 17 July 2025 at 14:32 (CEST)".
pub(super) fn long(expires_at: Option<Timestamp>, zone: &str, words: &Words) -> String {
    written(expires_at, zone, words, words.until)
}

/// Returns it short, for an SMS: "until 17 Jul 2025, 14:32".
pub(super) fn short(expires_at: Option<Timestamp>, zone: &str, words: &Words) -> String {
    written(expires_at, zone, words, words.until_short)
}

fn written(expires_at: Option<Timestamp>, zone: &str, words: &Words, pattern: &str) -> String {
    let Some(expires_at) = expires_at else { return words.always.to_owned() };
    let Ok(instant) = jiff::Timestamp::from_millisecond(expires_at.0) else { return words.always.to_owned() };
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let zoned = instant.to_zoned(zone);
    let place = |number: i8| usize::try_from(number).unwrap_or(0);
    let weekday = words.weekdays[place(zoned.weekday().to_monday_zero_offset()) % 7];
    let month = words.months[place(zoned.month() - 1) % 12];
    let mut text = pattern.to_owned();
    // The words are ours, so that one may look like another's name only if we wrote it so.
    for (name, value) in [
        ("weekday", weekday.to_owned()),
        ("day", zoned.day().to_string()),
        ("day2", format!("{:02}", zoned.day())),
        ("month", month.to_owned()),
        ("month2", format!("{:02}", zoned.month())),
        ("month3", month.chars().take(3).collect()),
        ("year", zoned.year().to_string()),
        ("time", format!("{:02}:{:02}", zoned.hour(), zoned.minute())),
        ("zone", zone_name(&zoned)),
    ] {
        text = text.replace(&format!("{{{{{name}}}}}"), &value);
    }
    text
}

/// Returns a zone's abbreviation, or its offset where it has none.
fn zone_name(zoned: &Zoned) -> String {
    let name = zoned.strftime("%Z").to_string();
    if name.chars().all(|c| c.is_ascii_alphabetic()) {
        return name;
    }
    let minutes = zoned.offset().seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") }
}
