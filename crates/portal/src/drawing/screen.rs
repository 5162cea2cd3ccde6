//! The screens that a person passes on the way, each with what to tap.

use super::canvas::{Anchor, Canvas, HEIGHT, Pen, Rect};
use super::generation::Generation;
use super::label::Labels;
use super::sketch::{Beginning, Ending, Icon, Sketch, WIDE_SIDEBAR_END};

/// A screen of iOS on the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Screen {
    /// Safari asks whether it may download the profile.
    Allow,
    /// The row in Settings that leads to the profile downloaded.
    ProfileDownloaded,
    /// The profile, and the button that installs it.
    Install,
    /// The passcode.
    Passcode,
    /// What installing it means, and the button once more.
    Warning,
    /// Whether to trust who sends the profile.
    Trust,
    /// General in Settings, and the row About in it.
    General,
    /// About, and the row at its end.
    About,
    /// The switch for the root certificate.
    TrustSwitch,
    /// General in Settings, and the row with the profiles in it.
    DeviceManagement,
    /// The profiles, and the row for accounts of work or school.
    SignIn,
}

impl Screen {
    /// Every screen.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 11] = [
        Self::Allow,
        Self::ProfileDownloaded,
        Self::Install,
        Self::Passcode,
        Self::Warning,
        Self::Trust,
        Self::General,
        Self::About,
        Self::TrustSwitch,
        Self::DeviceManagement,
        Self::SignIn,
    ];

    /// Returns the key of what is read aloud instead.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Allow => "drawing-allow",
            Self::ProfileDownloaded => "drawing-profile-downloaded",
            Self::Install => "drawing-install",
            Self::Passcode => "drawing-passcode",
            Self::Warning => "drawing-warning",
            Self::Trust => "drawing-trust",
            Self::General => "drawing-general",
            Self::About => "drawing-about",
            Self::TrustSwitch => "drawing-trust-switch",
            Self::DeviceManagement => "drawing-device-management",
            Self::SignIn => "drawing-sign-in",
        }
    }

    /// Draws the screen.
    pub(super) fn draw(
        self,
        generation: Generation,
        labels: &Labels,
        description: &str,
        is_mirrored: bool,
    ) -> String {
        let mut sketch = Sketch::new(Canvas::new(description, is_mirrored), generation, labels);
        match self {
            Self::Allow => allow(&mut sketch),
            Self::ProfileDownloaded => profile_downloaded(&mut sketch),
            Self::Install => install(&mut sketch),
            Self::Passcode => passcode(&mut sketch),
            Self::Warning => warning(&mut sketch),
            Self::Trust => trust(&mut sketch),
            Self::General => general(&mut sketch),
            Self::About => about(&mut sketch),
            Self::TrustSwitch => trust_switch(&mut sketch),
            Self::DeviceManagement => device_management(&mut sketch),
            Self::SignIn => sign_in(&mut sketch),
        }
        sketch.canvas.finish()
    }
}

fn allow(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    let (left, top, width) = (sketch.area.left, sketch.area.top, sketch.area.width());
    // The address stands above the page, on newer iPhones below it.
    if matches!(sketch.generation, Generation::Ios10 | Generation::Ios12 | Generation::Ipad) {
        sketch.canvas.rect("d-soft", Rect::new(left + width / 6, top, width * 2 / 3, 22), 9);
    }
    sketch.canvas.rect("d-card", Rect::new(left, top + 30, width, HEIGHT), 0);
    sketch.canvas.rect("d-dark", Rect::new(left + 20, top + 46, 120, 14), 7);
    for line in 0..5 {
        sketch.canvas.bar(left + 20, top + 74 + 18 * line, width - 40 - 22 * (line % 3));
    }
    sketch.question(None, 3, &labels.ignore, &labels.allow);
}

fn profile_downloaded(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    if sketch.is_ipad() {
        sketch.sidebar(Some(&labels.profile_downloaded));
        sketch.area.left = WIDE_SIDEBAR_END;
        let card = sketch.card(60, 3);
        for (row, width) in [46, 56, 38].into_iter().enumerate() {
            sketch.row(card, i32::try_from(row).unwrap_or_default(), None, Err(width));
        }
        return;
    }
    sketch.large_title(&labels.settings);
    let row = sketch.area.row;
    sketch.area.row = row + 8;
    let card = sketch.card(sketch.area.top, 1);
    sketch.account(card);
    sketch.area.row = row;
    let y = card.y + card.height + 11;
    let card = sketch.card(y, 1);
    sketch.row(card, 0, Some(Icon::Profile), Ok(&labels.profile_downloaded));
    sketch.hit_card(card);
    let card = sketch.card(y + row + 11, 2);
    sketch.row(card, 0, Some(Icon::Plane), Err(96));
    sketch.row(card, 1, Some(Icon::Waves), Err(60));
}

/// Draws the profile as it stands on the sheet.
fn profile(sketch: &mut Sketch<'_>) {
    let (row, top) = (sketch.area.row, sketch.area.top);
    let card = sketch.card(top, 4);
    let side = row + 2;
    let place = Rect::new(card.x + 14, card.y + 9, side, side);
    sketch.canvas.rect("d-gear", place, side / 4);
    sketch.canvas.glyph("d-mark", place.middle(), place.y + side / 2, "m0-9v13m-6-6l6 6l6-6m-14 10h16");
    let start = place.end() + 12;
    sketch.canvas.rect("d-dark", Rect::new(start, place.y + 6, 120, 10), 5);
    sketch.canvas.bar(start, place.y + side - 14, 80);
    let line = place.y + side + 10;
    sketch.canvas.line(card.x + 14, line, card.end(), line);
    for (index, width) in [104, 140].into_iter().enumerate() {
        let y = line + 14 + 22 * i32::try_from(index).unwrap_or_default();
        sketch.canvas.bar(card.x + 14, y, 56);
        sketch.canvas.bar(card.x + 92, y, width.min(card.width - 104));
    }
}

fn install(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    sketch.sheet();
    sketch.bar(&labels.install_profile, Beginning::Cancel, Ending::Hit(&labels.install));
    profile(sketch);
}

fn passcode(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    sketch.sheet();
    sketch.bar(&labels.enter_passcode, Beginning::Nothing, Ending::Button(&labels.cancel));
    let (middle, top) = (sketch.area.middle(), sketch.area.top);
    sketch.canvas.bar(middle - 60, top + 2, 120);
    for dot in 0..6 {
        let class = if dot < 3 { "d-ink" } else { "d-outline" };
        sketch.canvas.circle(class, middle - 60 + 24 * dot, top + 34, 6);
    }
    sketch.hit(Rect::new(middle - 84, top + 19, 168, 30), 15);
    let (left, width) = (sketch.area.left, sketch.area.width());
    let y = top + 62;
    sketch.canvas.rect("d-keys", Rect::new(left, y, width, HEIGHT - y), 0);
    let key = (width - 24) / 3;
    for index in 0..6 {
        let place = Rect::new(left + 6 + (key + 6) * (index % 3), y + 6 + 36 * (index / 3), key, 30);
        sketch.canvas.rect("d-key", place, 6);
        let pen = Pen { class: "d-ink", size: 17, anchor: Anchor::Middle, width_max: 40 };
        // A telephone's keys stand in the same order in every language.
        let number = if sketch.canvas.is_mirrored() { [3, 2, 1, 6, 5, 4] } else { [1, 2, 3, 4, 5, 6] };
        let number = number[usize::try_from(index).unwrap_or_default()].to_string();
        sketch.canvas.label(pen, &number, place.middle(), place.y + 21);
    }
}

fn warning(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    sketch.sheet();
    sketch.bar(&labels.warning, Beginning::Cancel, Ending::Hit(&labels.install));
    let row = sketch.area.row;
    for lines in [3, 2] {
        let y = sketch.area.top;
        sketch.canvas.bar(sketch.area.left + 30, y, 90);
        sketch.area.row = 14 + 14 * lines;
        let card = sketch.card(y + 13, 1);
        sketch.canvas.glyph("d-fair", card.x + 26, card.y + 8, "l13 23h-26zm-1 8h2v7h-2zm0 9h2v2h-2z");
        for line in 0..lines {
            let width = card.width - 74 - 30 * (line % 2);
            sketch.canvas.bar(card.x + 54, card.y + 11 + 14 * line, width);
        }
        sketch.area.top = card.y + card.height + 12;
    }
    sketch.area.row = row;
}

fn trust(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    sketch.sheet();
    sketch.bar(&labels.warning, Beginning::Cancel, Ending::Button(&labels.install));
    profile(sketch);
    sketch.question(Some(&labels.remote_management), 3, &labels.cancel, &labels.trust);
}

fn general(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    sketch.settings_page();
    sketch.bar(&labels.general, Beginning::Back, Ending::Nothing);
    let card = sketch.card(sketch.area.top, 2);
    sketch.row(card, 0, None, Ok(&labels.about));
    sketch.row(card, 1, None, Err(110));
    let row = sketch.row_of(card, 0);
    sketch.hit_card(row);
    let card = sketch.card(card.y + card.height + 12, 3);
    for (row, width) in [(0, 70), (1, 120), (2, 90)] {
        sketch.row(card, row, None, Err(width));
    }
}

fn about(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    sketch.settings_page();
    sketch.bar(&labels.about, Beginning::Back, Ending::Nothing);
    let row = sketch.area.row;
    sketch.area.row = 24;
    let card = sketch.card(sketch.area.top, 3);
    for (index, (name, value)) in [(70, 60), (90, 44), (56, 80)].into_iter().enumerate() {
        let place = sketch.row_of(card, i32::try_from(index).unwrap_or_default());
        if index > 0 {
            sketch.canvas.line(place.x + 14, place.y, place.end(), place.y);
        }
        sketch.canvas.rect("d-dark", Rect::new(place.x + 14, place.y + 8, name, 8), 4);
        sketch.canvas.bar(place.end() - 14 - value.min(60), place.y + 8, value.min(60));
    }
    sketch.area.row = row;
    let card = sketch.card(card.y + card.height + 12, 1);
    sketch.row(card, 0, None, Ok(&labels.certificate_trust_settings));
    sketch.hit_card(card);
}

fn trust_switch(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    sketch.settings_page();
    sketch.bar(&labels.certificate_trust_settings, Beginning::Back, Ending::Nothing);
    let y = sketch.area.top;
    sketch.canvas.bar(sketch.area.left + 30, y, 120);
    let card = sketch.card(y + 14, 1);
    let middle = card.y + card.height / 2;
    sketch.canvas.rect("d-dark", Rect::new(card.x + 14, middle - 4, card.width / 2 - 10, 8), 4);
    let switch = Rect::new(card.end() - 58, middle - 13, 46, 26);
    sketch.canvas.rect("d-good", switch, 13);
    sketch.canvas.circle("d-knob", switch.end() - 13, middle, 11);
    sketch.hit(switch.inside(-4), 17);
    let y = card.y + card.height + 12;
    sketch.canvas.bar(card.x + 14, y, card.width - 50);
    sketch.canvas.bar(card.x + 14, y + 14, card.width - 110);
}

fn device_management(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    let label = match sketch.generation {
        Generation::Ios10 | Generation::Ios12 => &labels.profiles_and_device_management,
        _ => &labels.vpn_and_device_management,
    };
    sketch.settings_page();
    sketch.bar(&labels.general, Beginning::Back, Ending::Nothing);
    let card = sketch.card(sketch.area.top, 2);
    sketch.row(card, 0, None, Err(90));
    sketch.row(card, 1, None, Err(120));
    let card = sketch.card(card.y + card.height + 12, 1);
    sketch.row(card, 0, None, Ok(label));
    sketch.hit_card(card);
    let card = sketch.card(card.y + card.height + 12, 1);
    sketch.row(card, 0, None, Err(100));
}

fn sign_in(sketch: &mut Sketch<'_>) {
    let labels = sketch.labels;
    sketch.settings_page();
    sketch.bar(&labels.vpn_and_device_management, Beginning::Back, Ending::Nothing);
    let card = sketch.card(sketch.area.top, 1);
    sketch.row(card, 0, Some(Icon::Waves), Err(60));
    let card = sketch.card(card.y + card.height + 12, 1);
    let size = sketch.area.size;
    let pen = Pen { class: "d-tint", size, anchor: Anchor::Start, width_max: card.width - 28 };
    sketch.canvas.label(pen, &labels.sign_in, card.x + 14, card.y + card.height / 2 + size / 3);
    sketch.hit_card(card);
    let y = card.y + card.height + 14;
    sketch.canvas.bar(card.x + 14, y, card.width - 60);
    sketch.canvas.bar(card.x + 14, y + 14, card.width - 120);
}
