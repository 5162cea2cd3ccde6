//! The picture of the last 14 days: bars whose places are per cents, so that they fill any width, and whose heights are
//! pixels, so that their words keep their size.

use app::DayCount;
use web::time::day;

/// The height of the tallest bar.
const HEIGHT: u64 = 96;
/// Where the bars stand, from the top.
const GROUND: u64 = 120;

/// One day, with everything the drawing needs.
pub(crate) struct Bar {
    /// The day for the table.
    pub(crate) day: String,
    /// The day below the bar, without its year.
    pub(crate) label: String,
    pub(crate) count: u64,
    /// Per cent of the width: the bar's left edge, its width, and its middle.
    pub(crate) x: String,
    pub(crate) width: String,
    pub(crate) middle: String,
    /// Pixels from the top.
    pub(crate) y: u64,
    pub(crate) height: u64,
    pub(crate) is_today: bool,
    /// Where there is little room, only every third label stays.
    pub(crate) is_spare: bool,
}

/// Lays out the bars, oldest first.
pub(crate) fn bars(days: &[DayCount]) -> Vec<Bar> {
    let most = days.iter().map(|day| day.count).max().unwrap_or(0).max(1);
    let columns = u32::try_from(days.len()).unwrap_or(u32::MAX).max(1);
    let step = 100.0 / f64::from(columns);
    (0_u32..)
        .zip(days)
        .map(|(place, one)| {
            let height = if one.count == 0 { 2 } else { (one.count * HEIGHT / most).max(4) };
            let written = day(one.day);
            Bar {
                label: written.rsplit_once(' ').map_or(written.as_str(), |(short, _)| short).to_owned(),
                day: written,
                count: one.count,
                x: format!("{:.2}%", (f64::from(place) + 0.22) * step),
                width: format!("{:.2}%", 0.56 * step),
                middle: format!("{:.2}%", (f64::from(place) + 0.5) * step),
                y: GROUND - height,
                height,
                is_today: place + 1 == columns,
                is_spare: !(columns - place - 1).is_multiple_of(3),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::time::{DAY, Timestamp};

    use super::*;

    #[test]
    fn the_tallest_bar_fills_the_height_and_an_empty_day_is_a_tick() {
        let day = |n: i64, count| DayCount { day: Timestamp(n * DAY), count };
        let bars = bars(&[day(0, 0), day(1, 1), day(2, 400)]);
        assert_eq!(bars.iter().map(|bar| bar.height).collect::<Vec<_>>(), [2, 4, HEIGHT]);
        assert!(bars.iter().all(|bar| bar.y + bar.height == GROUND));
        assert_eq!((bars[0].label.as_str(), bars[2].is_today), ("1 Jan", true));
    }
}
