//! The picture of how far recipients have come: a bar for each stage, and a small one for lists. Widths are per cents, so
//! that the drawing fills any width, and heights are pixels, so that its words keep their size.

use app::Funnel;
use domain::invitation::Delivery;
use domain::recipient::Stage;

use crate::count::{counted, grouped};

/// The height of one stage.
const STEP: usize = 42;

/// The whole picture.
pub(crate) struct Picture {
    pub(crate) bars: Vec<Bar>,
    pub(crate) height: usize,
    /// What the picture says, in one sentence.
    pub(crate) words: String,
}

/// One stage with everything the drawing needs.
pub(crate) struct Bar {
    pub(crate) title: &'static str,
    pub(crate) count: String,
    /// Of all recipients, in words.
    pub(crate) share: String,
    pub(crate) label_y: usize,
    pub(crate) bar_y: usize,
    /// How many of the stage before did not come so far.
    pub(crate) before: String,
    pub(crate) width: String,
    pub(crate) is_last: bool,
}

/// The stages that people look at: what is sent passes the first ones too quickly to be worth a bar.
const SENT: [Stage; 7] = [
    Stage::Accepted,
    Stage::Delivered,
    Stage::Opened,
    Stage::LoggedIn,
    Stage::ProfileFetched,
    Stage::CertificateIssued,
    Stage::Enrolled,
];

/// Lays the picture out.
pub(crate) fn picture(funnel: &Funnel, delivery: Delivery) -> Picture {
    let all = funnel.recipients;
    let stages = match delivery {
        Delivery::Email | Delivery::Sms => &SENT[..],
        Delivery::Link => &SENT[2..],
    };
    let mut before = all;
    let mut bars = Vec::with_capacity(stages.len());
    for (place, stage) in stages.iter().enumerate() {
        let count = funnel.reached(*stage);
        bars.push(Bar {
            title: stage.title(),
            count: grouped(count),
            share: share(count, all),
            label_y: place * STEP + 14,
            bar_y: place * STEP + 22,
            before: percent(before, all),
            width: percent(count, all),
            is_last: place + 1 == stages.len(),
        });
        before = count;
    }
    let told = stages.iter().map(|stage| (grouped(funnel.reached(*stage)), stage.title().to_lowercase()));
    let told: Vec<_> = told.map(|(count, title)| format!("{title} {count}")).collect();
    Picture {
        height: bars.len() * STEP,
        words: format!("Of {}: {}.", counted(all, "recipient", "recipients"), told.join(", ")),
        bars,
    }
}

/// The bar of a list's row: parts of one line, from the left.
pub(crate) struct Strip {
    pub(crate) parts: Vec<Part>,
    pub(crate) words: String,
}

/// One part of a bar.
pub(crate) struct Part {
    pub(crate) class: &'static str,
    pub(crate) x: String,
    pub(crate) width: String,
}

/// Lays the bar of a list's row out: enrolled, on the way, reached by the message, in trouble; the rest is blank.
pub(crate) fn strip(funnel: &Funnel) -> Strip {
    let all = funnel.recipients;
    let enrolled = funnel.reached(Stage::Enrolled);
    let opened = funnel.reached(Stage::Opened).saturating_sub(enrolled);
    let troubled = funnel.troubled();
    let sent = funnel.reached(Stage::Accepted).saturating_sub(enrolled + opened);
    let sent = sent.min(all.saturating_sub(enrolled + opened + troubled));
    let (mut x, mut parts) = (0, Vec::new());
    for (class, count) in [("enrolled", enrolled), ("opened", opened), ("sent", sent), ("trouble", troubled)]
    {
        let count = count.min(all.saturating_sub(x));
        if count > 0 {
            parts.push(Part { class, x: percent(x, all), width: percent(count, all) });
        }
        x += count;
    }
    let trouble = match troubled {
        0 => String::new(),
        count => format!(", {} in trouble", grouped(count)),
    };
    Strip {
        parts,
        words: format!(
            "{} of {} enrolled, {} opened{trouble}",
            grouped(enrolled),
            grouped(all),
            grouped(funnel.reached(Stage::Opened))
        ),
    }
}

/// Returns a part of all as a width.
fn percent(count: u64, all: u64) -> String {
    let thousandths = (count * 10_000).checked_div(all).unwrap_or(0);
    format!("{}.{:02}%", thousandths / 100, thousandths % 100)
}

/// Returns a part of all in words.
fn share(count: u64, all: u64) -> String {
    (count * 100).checked_div(all).map(|share| format!("{share} %")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn funnel(recipients: u64, reached: [u64; 9]) -> Funnel {
        Funnel { recipients, reached, ..Funnel::default() }
    }

    #[test]
    fn each_stage_has_its_part_of_the_width() {
        let picture =
            picture(&funnel(1_200, [1_200, 1_200, 1_200, 900, 600, 300, 200, 100, 0]), Delivery::Email);
        let widths: Vec<_> = picture.bars.iter().map(|bar| bar.width.as_str()).collect();
        assert_eq!(widths, ["100.00%", "75.00%", "50.00%", "25.00%", "16.66%", "8.33%", "0.00%"]);
        assert_eq!(picture.bars[1].before, "100.00%");
        assert!(picture.words.starts_with("Of 1,200 recipients: sent 1,200, delivered 900,"));
    }

    #[test]
    fn nobody_at_all_is_no_division_by_zero_and_a_link_is_not_sent() {
        let picture = picture(&funnel(0, [0; 9]), Delivery::Link);
        assert_eq!((picture.bars.len(), picture.bars[0].width.as_str()), (5, "0.00%"));
        assert!(strip(&funnel(0, [0; 9])).parts.is_empty());
    }

    #[test]
    fn a_strip_never_reaches_over_its_end() {
        let strip = strip(&funnel(4, [4, 4, 4, 2, 2, 1, 1, 1, 1]));
        let classes: Vec<_> = strip.parts.iter().map(|part| part.class).collect();
        assert_eq!(classes, ["enrolled", "opened", "sent"]);
        assert_eq!(strip.parts[2].x, "50.00%");
        assert_eq!(strip.words, "1 of 4 enrolled, 2 opened");
    }
}
