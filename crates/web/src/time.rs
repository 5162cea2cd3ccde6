//! Instants for people: relative in the text, exact for machines and in the tooltip.

use std::fmt;

use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use jiff::tz::TimeZone;

/// An instant as seen now, drawn as `<time datetime="…" title="…">5 minutes ago</time>`.
/// A page's script may rewrite title and text in the viewer's zone; without it they are in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// The time of looking.
    pub now: Timestamp,
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (machine, exact, relative) = (rfc3339(self.at), exact(self.at), relative(self.at, self.now));
        write!(f, r#"<time datetime="{machine}" title="{exact}">{relative}</time>"#)
    }
}

impl askama::filters::HtmlSafe for Moment {}

/// An instant in full, drawn as `<time datetime="…">22 Nov 2026, 12:41 UTC</time>`.
#[derive(Clone, Copy, Debug)]
pub struct Exact(pub Timestamp);

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<time datetime="{}">{}</time>"#, rfc3339(self.0), exact(self.0))
    }
}

impl askama::filters::HtmlSafe for Exact {}

/// An instant's time of day, drawn as `<time datetime="…">12:41 UTC</time>`.
#[derive(Clone, Copy, Debug)]
pub struct TimeOfDay(pub Timestamp);

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<time datetime="{}">{}</time>"#, rfc3339(self.0), written(self.0, "%H:%M UTC"))
    }
}

impl askama::filters::HtmlSafe for TimeOfDay {}

/// An instant's day and time of the day in UTC, for a door that has its own words for them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calendar {
    /// The year.
    pub year: String,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month.
    pub day: String,
    /// Hours and minutes: `12:41`.
    pub time: String,
}

impl Calendar {
    /// Reads an instant.
    pub fn of(at: Timestamp) -> Self {
        Self {
            year: written(at, "%Y"),
            month: written(at, "%-m").parse().unwrap_or(1),
            day: written(at, "%-d"),
            time: written(at, "%H:%M"),
        }
    }
}

/// Returns an instant as RFC 3339 in UTC, to the second.
pub fn rfc3339(at: Timestamp) -> String {
    written(at, "%Y-%m-%dT%H:%M:%SZ")
}

/// Returns an instant in words and digits in UTC: `22 Nov 2026, 12:41 UTC`.
pub fn exact(at: Timestamp) -> String {
    written(at, "%-d %b %Y, %H:%M UTC")
}

/// Returns the day of an instant in UTC: `22 Nov 2026`.
pub fn day(at: Timestamp) -> String {
    written(at, "%-d %b %Y")
}

/// Returns the day of an instant in UTC as forms write it: `2026-11-22`.
pub fn iso_day(at: Timestamp) -> String {
    written(at, "%Y-%m-%d")
}

/// Returns the beginning of a day in UTC, from the form in which [`iso_day`] writes it.
pub fn day_start(text: &str) -> Option<Timestamp> {
    let start = text.parse::<jiff::civil::Date>().ok()?.to_zoned(TimeZone::UTC).ok()?;
    (text.len() == 10).then(|| Timestamp(start.timestamp().as_millisecond()))
}

/// Returns an instant as forms write it, in a time zone: `2026-11-22T13:41`; of an unknown zone, in UTC.
pub fn local_minute(at: Timestamp, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    jiff::Timestamp::from_millisecond(at.0)
        .map(|instant| instant.to_zoned(zone).strftime("%Y-%m-%dT%H:%M").to_string())
        .unwrap_or_default()
}

/// Returns the instant of a minute in a time zone, as [`local_minute`] writes it; `None` for what is none, or in no zone. Of
/// a minute that comes twice when the clocks go back it is the first, and of one that is left out, as much later.
pub fn minute_at(text: &str, zone: &str) -> Option<Timestamp> {
    let minute = text.parse::<jiff::civil::DateTime>().ok()?;
    let instant = minute.to_zoned(TimeZone::get(zone).ok()?).ok()?;
    Some(Timestamp(instant.timestamp().as_millisecond()))
}

/// Lists the names of time zones.
pub fn zones() -> Vec<String> {
    let names = jiff::tz::db().available().map(|name| name.to_string());
    names.filter(|name| name.contains('/') || name == "UTC").collect()
}

fn written(at: Timestamp, format: &str) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map(|instant| instant.to_zoned(TimeZone::UTC).strftime(format).to_string())
        .unwrap_or_else(|_| at.0.to_string())
}

/// Returns how long ago or how far ahead an instant lies: `just now`, `5 minutes ago`, `in 3 days`; beyond a month
/// its day.
pub fn relative(at: Timestamp, now: Timestamp) -> String {
    let away = now.since(at);
    let (count, unit) = match away.abs() {
        near if near < MINUTE => return "just now".to_owned(),
        near if near < HOUR => (near / MINUTE, "minute"),
        near if near < DAY => (near / HOUR, "hour"),
        near if near < 31 * DAY => (near / DAY, "day"),
        _ => return day(at),
    };
    let plural = if count == 1 { "" } else { "s" };
    if away > 0 { format!("{count} {unit}{plural} ago") } else { format!("in {count} {unit}{plural}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_said_in_the_largest_fitting_unit() {
        let now = Timestamp::from_seconds(1_795_351_260);
        let said = |milliseconds| relative(now.plus(milliseconds), now);
        assert_eq!(said(-59_999), "just now");
        assert_eq!(said(-MINUTE), "1 minute ago");
        assert_eq!(said(-3 * HOUR - 1), "3 hours ago");
        assert_eq!(said(2 * DAY), "in 2 days");
        assert_eq!(said(-400 * DAY), "18 Oct 2025");
    }

    #[test]
    fn a_day_of_a_form_reads_back() {
        let start = day_start("2026-11-22").expect("a day");
        assert_eq!((iso_day(start), exact(start)), ("2026-11-22".into(), "22 Nov 2026, 00:00 UTC".into()));
        assert_eq!(iso_day(start.plus(DAY - 1)), "2026-11-22");
        for other in ["", "2026-02-30", "22.11.2026", "2026-11-22T00:00", "20261122", "999999-01-01"] {
            assert_eq!(day_start(other), None, "{other}");
        }
    }

    #[test]
    fn a_minute_of_a_zone_reads_back() {
        let at = minute_at("2026-11-22T13:41", "Europe/Stockholm").expect("a minute");
        assert_eq!(exact(at), "22 Nov 2026, 12:41 UTC");
        assert_eq!(local_minute(at, "Europe/Stockholm"), "2026-11-22T13:41");
        assert_eq!(local_minute(at, "Nowhere/Land"), "2026-11-22T12:41");
        // The clocks leap from 02:00 to 03:00.
        let left_out = minute_at("2026-03-29T02:30", "Europe/Stockholm").expect("an instant");
        assert_eq!(local_minute(left_out, "Europe/Stockholm"), "2026-03-29T03:30");
        for text in ["", "tomorrow", "2026-11-31T10:00", "2026-11-22T25:00"] {
            assert_eq!(minute_at(text, "UTC"), None, "{text}");
        }
        assert_eq!(minute_at("2026-11-22T13:41", "Nowhere/Land"), None);
        assert!(zones().iter().any(|zone| zone == "Europe/Stockholm"));
    }

    #[test]
    fn a_moment_is_exact_for_machines() {
        let at = Timestamp::from_seconds(1_795_351_260);
        assert_eq!(
            Moment { at, now: at }.to_string(),
            r#"<time datetime="2026-11-22T12:41:00Z" title="22 Nov 2026, 12:41 UTC">just now</time>"#
        );
    }
}
