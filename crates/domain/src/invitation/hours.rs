//! The hours of the week at which an invitation may be begun.

use serde::{Deserialize, Serialize};

/// Hours of some days of the week, in a time zone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hours {
    /// The days, Monday first.
    pub days: [bool; 7],
    /// From this minute of the day.
    pub from_minute: u16,
    /// To before this minute of the day; smaller than the first when they reach over midnight.
    pub to_minute: u16,
    /// The IANA name of the time zone.
    pub zone: String,
}

/// A moment of the week in some time zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LocalTime {
    /// The day of the week, from 0 for Monday.
    pub day: u8,
    /// The minute of the day.
    pub minute: u16,
}

/// The minutes of a day.
pub(super) const DAY_MINUTES: u16 = 24 * 60;

impl Hours {
    /// Says whether a moment is among them. Hours that reach over midnight belong to the day on which they begin.
    pub fn contain(&self, local: LocalTime) -> bool {
        let day = usize::from(local.day % 7);
        let before = (day + 6) % 7;
        if self.from_minute < self.to_minute {
            self.days[day] && (self.from_minute..self.to_minute).contains(&local.minute)
        } else {
            (self.days[day] && local.minute >= self.from_minute)
                || (self.days[before] && local.minute < self.to_minute)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_over_midnight_belong_to_the_day_they_begin_on() {
        let mut days = [false; 7];
        days[4] = true; // Friday
        let night = Hours { days, from_minute: 22 * 60, to_minute: 2 * 60, zone: "UTC".into() };
        let at = |day, hour: u16| LocalTime { day, minute: hour * 60 };
        assert!(night.contain(at(4, 22)) && night.contain(at(5, 1)));
        assert!(!night.contain(at(5, 2)) && !night.contain(at(4, 1)) && !night.contain(at(5, 22)));
        let office = Hours { days, from_minute: 8 * 60, to_minute: 16 * 60, zone: "UTC".into() };
        assert!(office.contain(at(4, 8)) && !office.contain(at(4, 16)) && !office.contain(at(3, 9)));
    }
}
