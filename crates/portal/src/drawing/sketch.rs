//! The shapes of iOS that screens are put together from, each in the look of its generation: the device itself, the bar with
//! the title, lists and their rows, the question that stands in the way.

use super::canvas::{Anchor, Canvas, HEIGHT, Pen, Rect, guessed_width};
use super::generation::Generation;
use super::label::Labels;

/// Where the list of all settings ends on an iPad.
const SIDEBAR_END: i32 = 122;
/// Where it ends when it is what the drawing is about.
pub(super) const WIDE_SIDEBAR_END: i32 = 206;

/// A screen on its way.
pub(super) struct Sketch<'a> {
    pub(super) canvas: Canvas,
    pub(super) generation: Generation,
    pub(super) labels: &'a Labels,
    /// Where on the screen the drawing goes on.
    pub(super) area: Area,
}

/// A part of the screen with its measures.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) top: i32,
    /// The size of letters.
    pub(super) size: i32,
    /// The height of a row.
    pub(super) row: i32,
}

impl Area {
    pub(super) fn width(self) -> i32 {
        self.right - self.left
    }

    pub(super) fn middle(self) -> i32 {
        self.left + self.width() / 2
    }
}

/// What stands at the beginning of a bar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    Nothing,
    Back,
    Cancel,
}

/// What a bar ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending<'a> {
    Nothing,
    /// A button.
    Button(&'a str),
    /// The button to tap.
    Hit(&'a str),
}

/// The small pictures before rows.
#[derive(Clone, Copy)]
pub(super) enum Icon {
    Profile,
    Plane,
    Waves,
    Gear,
}

impl<'a> Sketch<'a> {
    /// Begins with the device and its empty screen.
    pub(super) fn new(canvas: Canvas, generation: Generation, labels: &'a Labels) -> Self {
        let (left, right, top) = match generation {
            Generation::Ios10 => (28, 312, 56),
            Generation::Ipad => (18, 322, 40),
            _ => (26, 314, 54),
        };
        let area = match generation {
            Generation::Ipad => Area { left, right, top, size: 13, row: 32 },
            Generation::Ios10 => Area { left, right, top, size: 15, row: 35 },
            _ => Area { left, right, top, size: 15, row: 38 },
        };
        let mut sketch = Self { canvas, generation, labels, area };
        sketch.device();
        sketch
    }

    pub(super) fn is_ipad(&self) -> bool {
        self.generation == Generation::Ipad
    }

    /// Says whether lists go from edge to edge.
    fn is_flat(&self) -> bool {
        matches!(self.generation, Generation::Ios10 | Generation::Ios12)
    }

    fn is_glass(&self) -> bool {
        self.generation == Generation::Ios26
    }

    /// Returns the screen, which goes on below the drawing.
    fn screen(&self) -> Rect {
        match self.generation {
            Generation::Ios10 => Rect::new(28, 38, 284, HEIGHT),
            Generation::Ipad => Rect::new(18, 20, 304, HEIGHT),
            _ => Rect::new(26, 18, 288, HEIGHT),
        }
    }

    fn screen_radius(&self) -> i32 {
        match self.generation {
            Generation::Ios10 => 2,
            Generation::Ipad => 12,
            _ => 38,
        }
    }

    fn device(&mut self) {
        let (body, radius) = match self.generation {
            Generation::Ios10 => (Rect::new(16, 8, 308, HEIGHT + 60), 42),
            Generation::Ipad => (Rect::new(6, 8, 328, HEIGHT + 60), 24),
            _ => (Rect::new(18, 10, 304, HEIGHT + 60), 46),
        };
        let (screen, screen_radius) = (self.screen(), self.screen_radius());
        self.canvas.rect("d-body", body, radius);
        self.canvas.rect("d-page", screen, screen_radius);
        let small = Pen { class: "d-ink strong", size: 12, anchor: Anchor::Middle, width_max: 60 };
        match self.generation {
            Generation::Ios10 => {
                self.canvas.rect("d-slot", Rect::new(147, 20, 46, 6), 3);
                self.canvas.label(Pen { size: 10, ..small }, "9:41", 170, 50);
            }
            Generation::Ios12 | Generation::Ios15 => {
                self.canvas.rect("d-body", Rect::new(108, 10, 124, 30), 14);
                self.canvas.label(small, "9:41", 66, 41);
            }
            Generation::Ios18 | Generation::Ios26 => {
                self.canvas.rect("d-body", Rect::new(130, 25, 80, 22), 11);
                self.canvas.label(small, "9:41", 70, 41);
            }
            Generation::Ipad => self.canvas.label(Pen { size: 9, ..small }, "9:41", 36, 33),
        }
        let battery = match self.generation {
            Generation::Ios10 => Rect::new(288, 42, 18, 9),
            Generation::Ipad => Rect::new(296, 25, 18, 9),
            _ => Rect::new(264, 32, 21, 10),
        };
        self.canvas.rect("d-outline", battery, 3);
        self.canvas.rect("d-ink", Rect { width: battery.width - 8, ..battery.inside(2) }, 1);
    }

    /// Shows a page of Settings; on an iPad, beside the list of all.
    pub(super) fn settings_page(&mut self) {
        if !self.is_ipad() {
            return;
        }
        self.sidebar(None);
        self.area.left = SIDEBAR_END;
    }

    /// Draws the list of all settings on an iPad; with a label, the row to tap.
    pub(super) fn sidebar(&mut self, hit: Option<&str>) {
        let whole = self.area;
        let right = if hit.is_some() { WIDE_SIDEBAR_END } else { SIDEBAR_END };
        self.area = Area { right, row: 28, ..whole };
        let card = self.card(44, 1);
        self.account(card);
        let mut y = card.y + card.height + 9;
        if let Some(label) = hit {
            self.area.row = 34;
            let card = self.card(y, 1);
            self.row(card, 0, Some(Icon::Profile), Ok(label));
            self.hit_card(card);
            y += card.height + 9;
            self.area.row = 28;
        }
        let card = self.card(y, 4);
        self.row(card, 0, Some(Icon::Plane), Err(36));
        self.row(card, 1, Some(Icon::Waves), Err(26));
        if hit.is_none() {
            self.canvas.rect("d-chosen", self.row_of(card, 2), 0);
        }
        self.row(card, 2, Some(Icon::Gear), Err(40));
        self.row(card, 3, Some(Icon::Profile), Err(30));
        self.canvas.line(right, 20, right, HEIGHT);
        self.area = whole;
    }

    /// Draws the picture and name of the person in a row.
    pub(super) fn account(&mut self, row: Rect) {
        let radius = row.height / 2 - 5;
        let x = row.x + 12 + radius;
        self.canvas.circle("d-soft", x, row.y + row.height / 2, radius);
        let start = x + radius + 10;
        let room = row.end() - start;
        self.canvas.rect("d-dark", Rect::new(start, row.y + row.height / 2 - 9, room * 4 / 10, 8), 4);
        self.canvas.rect("d-soft", Rect::new(start, row.y + row.height / 2 + 3, room * 6 / 10, 6), 3);
        self.canvas.chevron(row.end() - 18, row.y + row.height / 2);
    }

    /// Draws a large title and goes on below it.
    pub(super) fn large_title(&mut self, title: &str) {
        if self.generation == Generation::Ios10 {
            return self.bar(title, Beginning::Nothing, Ending::Nothing);
        }
        let Area { left, top, .. } = self.area;
        let width_max = self.area.width() - 40;
        let pen = Pen { class: "d-ink heavy", size: 25, anchor: Anchor::Start, width_max };
        self.canvas.label(pen, title, left + 18, top + 24);
        self.area.top = top + 36;
    }

    /// Draws the bar with the title of a page and goes on below it.
    pub(super) fn bar(&mut self, title: &str, beginning: Beginning, ending: Ending<'_>) {
        let Area { left, right, top, .. } = self.area;
        let height = if self.is_ipad() { 32 } else { 38 };
        let middle = top + height / 2;
        let from = left + self.begin_bar(beginning, middle);
        let to = right - self.end_bar(ending, middle) - 4;
        self.bar_title(title, from, to, middle);
        if self.is_flat() {
            self.canvas.line(left, top + height, right, top + height);
        }
        self.area.top = top + height + if self.is_flat() { 10 } else { 8 };
    }

    /// Draws what a bar begins with and says how much room it takes.
    fn begin_bar(&mut self, beginning: Beginning, middle: i32) -> i32 {
        let Area { left, size, .. } = self.area;
        match (beginning, self.is_glass()) {
            (Beginning::Nothing, _) => 12,
            (Beginning::Back, false) => {
                self.canvas.back("d-tint-line", left + 20, middle);
                30
            }
            (Beginning::Back, true) => {
                self.canvas.circle("d-glass", left + 32, middle, 16);
                self.canvas.back("d-ink-line", left + 35, middle);
                52
            }
            (Beginning::Cancel, true) => {
                self.canvas.circle("d-glass", left + 32, middle, 16);
                self.canvas.glyph("d-ink-line", left + 32, middle, "m-5-5l10 10m0-10l-10 10");
                52
            }
            (Beginning::Cancel, false) => {
                let labels = self.labels;
                let width_max = self.area.width() / 3;
                let pen = Pen { class: "d-tint", size, anchor: Anchor::Start, width_max };
                self.canvas.label(pen, &labels.cancel, left + 16, middle + size / 3);
                22 + guessed_width(&labels.cancel, size).min(width_max)
            }
        }
    }

    /// Draws what a bar ends with and says how much room it takes.
    fn end_bar(&mut self, ending: Ending<'_>, middle: i32) -> i32 {
        let Area { right, size, .. } = self.area;
        let (label, is_hit) = match ending {
            Ending::Nothing => return 12,
            Ending::Button(label) => (label, false),
            Ending::Hit(label) => (label, true),
        };
        let width = (guessed_width(label, size) + 22).clamp(62, self.area.width() * 2 / 5);
        let place = Rect::new(right - 8 - width, middle - size, width, 2 * size);
        let class = match (self.is_glass(), is_hit) {
            (true, true) => "d-on-tint strong",
            (true, false) => "d-ink",
            (false, _) => "d-tint strong",
        };
        if self.is_glass() {
            self.canvas.rect(if is_hit { "d-tint" } else { "d-glass" }, place, size);
        }
        let pen = Pen { class, size, anchor: Anchor::Middle, width_max: width - 14 };
        self.canvas.label(pen, label, place.middle(), middle + size / 3);
        if is_hit {
            self.hit(place.inside(-2), size + 2);
        }
        width + 16
    }

    /// Writes the title into the middle, or moved aside as far as it must be; where it has no room, a bar stands for it.
    fn bar_title(&mut self, title: &str, from: i32, to: i32, middle: i32) {
        let (size, room) = (self.area.size, to - from);
        let width = guessed_width(title, size);
        if width * 8 > room * 10 {
            let shown = Rect::new(from + 8, middle - 4, room - 16, 8);
            return self.canvas.rect("d-dark", shown, 4);
        }
        let half = width.min(room) / 2;
        let x = self.area.middle().clamp(from + half, (to - half).max(from + half));
        let pen = Pen { class: "d-ink strong", size, anchor: Anchor::Middle, width_max: room };
        self.canvas.label(pen, title, x, middle + size / 3);
    }

    /// Lays a sheet over the screen, in which the drawing goes on.
    pub(super) fn sheet(&mut self) {
        if self.generation == Generation::Ios10 {
            return;
        }
        let (screen, radius) = (self.screen(), self.screen_radius());
        self.canvas.rect("d-dim", screen, radius);
        let (sheet, radius) = match self.generation {
            Generation::Ipad => (Rect::new(46, 44, 248, HEIGHT), 12),
            Generation::Ios26 => (Rect::new(26, 54, 288, HEIGHT), 30),
            _ => (Rect::new(26, 54, 288, HEIGHT), 12),
        };
        self.canvas.rect("d-sheet", sheet, radius);
        let top = sheet.y + 4;
        self.area = Area { left: sheet.x, right: sheet.end(), top, ..self.area };
    }

    /// Draws a list's card with so many rows.
    pub(super) fn card(&mut self, y: i32, rows: i32) -> Rect {
        let (inset, radius) = match self.generation {
            Generation::Ios10 | Generation::Ios12 => (0, 0),
            Generation::Ios26 => (16, 19),
            Generation::Ipad => (10, 8),
            _ => (16, 10),
        };
        let card = Rect::new(self.area.left + inset, y, self.area.width() - 2 * inset, rows * self.area.row);
        self.canvas.rect("d-card", card, radius);
        if self.is_flat() {
            self.canvas.line(card.x, y, card.end(), y);
            self.canvas.line(card.x, y + card.height, card.end(), y + card.height);
        }
        card
    }

    /// Returns a row of a card.
    pub(super) fn row_of(&self, card: Rect, index: i32) -> Rect {
        Rect { y: card.y + index * self.area.row, height: self.area.row, ..card }
    }

    /// Draws a row: a picture, a label or a bar of some width for one that does not matter, and the sign that it leads on.
    pub(super) fn row(&mut self, card: Rect, index: i32, icon: Option<Icon>, words: Result<&str, i32>) {
        let row = self.row_of(card, index);
        let (middle, size) = (row.y + row.height / 2, self.area.size);
        let mut start = row.x + 14;
        if let Some(icon) = icon {
            let side = row.height * 6 / 10;
            self.icon(icon, Rect::new(row.x + 10, middle - side / 2, side, side));
            start = row.x + 10 + side + 9;
        }
        if index > 0 {
            self.canvas.line(start, row.y, row.end(), row.y);
        }
        match words {
            Ok(label) => {
                let width_max = row.end() - 22 - start;
                let pen = Pen { class: "d-ink", size, anchor: Anchor::Start, width_max };
                self.canvas.label(pen, label, start, middle + size / 3);
            }
            Err(width) => self.canvas.bar(start, middle - 4, width),
        }
        self.canvas.chevron(row.end() - 14, middle);
    }

    fn icon(&mut self, icon: Icon, place: Rect) {
        let (x, y) = (place.middle(), place.y + place.height / 2);
        let radius = if self.is_glass() { place.height * 4 / 10 } else { place.height / 4 };
        let class = match icon {
            Icon::Profile | Icon::Gear => "d-gear",
            Icon::Plane => "d-plane",
            Icon::Waves => "d-waves",
        };
        self.canvas.rect(class, place, radius);
        match icon {
            Icon::Profile => self.canvas.glyph("d-mark", x, y, "m0-5v8m-4-4l4 4l4-4m-9 6h10"),
            Icon::Gear => self.canvas.circle("d-mark", x, y, place.height / 4),
            Icon::Plane => self.canvas.glyph("d-mark", x, y, "m-5 0h10m-4-5l4 5l-4 5"),
            Icon::Waves => self.canvas.glyph("d-mark", x, y, "m-5-1q5-5 10 0m-7 3q2-2 4 0"),
        }
    }

    /// Shows what to tap, and the tap itself.
    pub(super) fn hit(&mut self, rect: Rect, radius: i32) {
        self.canvas.hit(rect, radius);
    }

    /// Shows that a card of one row is to be tapped.
    pub(super) fn hit_card(&mut self, card: Rect) {
        let (radius, card) = match self.generation {
            Generation::Ios10 | Generation::Ios12 => {
                (6, Rect { x: card.x + 2, width: card.width - 4, ..card })
            }
            Generation::Ios26 => (card.height / 2, card),
            Generation::Ipad => (8, card),
            _ => (10, card),
        };
        self.hit(card, radius);
    }

    /// Asks something in front of all else: a title, some lines, and two answers, of which the second is to be tapped.
    pub(super) fn question(&mut self, title: Option<&str>, lines: i32, no: &str, yes: &str) {
        let (screen, radius) = (self.screen(), self.screen_radius());
        self.canvas.rect("d-dim", screen, radius);
        let height = 16 + if title.is_some() { 22 } else { 0 } + lines * 14 + 48;
        let width = 232;
        let y = 54 + (HEIGHT - 66 - height) / 2;
        let question = Rect::new(170 - width / 2, y, width, height);
        let radius = if self.is_glass() { 30 } else { 14 };
        self.canvas.rect("d-alert", question, radius);
        let start = question.x + 22;
        let mut line_y = y + 18;
        if let Some(title) = title {
            let pen = Pen { class: "d-ink strong", size: 15, anchor: Anchor::Middle, width_max: width - 32 };
            if self.is_glass() {
                self.canvas.label(Pen { anchor: Anchor::Start, ..pen }, title, start, y + 28);
            } else {
                self.canvas.label(pen, title, question.middle(), y + 26);
            }
            line_y += 22;
        }
        for line in 0..lines {
            let bar = if line == lines - 1 { 110 } else { 186 - 14 * (line % 2) };
            let x = if self.is_glass() { start } else { question.middle() - bar / 2 };
            self.canvas.bar(x, line_y + 14 * line, bar);
        }
        let half = width / 2;
        let bottom = question.y + height;
        let pen = Pen { class: "d-tint", size: 16, anchor: Anchor::Middle, width_max: half - 26 };
        if self.is_glass() {
            let no_place = Rect::new(question.x + 12, bottom - 46, half - 16, 34);
            let yes_place = Rect::new(question.x + half + 4, bottom - 46, half - 16, 34);
            self.canvas.rect("d-soft", no_place, 17);
            self.canvas.rect("d-tint", yes_place, 17);
            self.canvas.label(Pen { class: "d-ink", ..pen }, no, no_place.middle(), bottom - 23);
            self.canvas.label(Pen { class: "d-on-tint strong", ..pen }, yes, yes_place.middle(), bottom - 23);
            self.hit(yes_place.inside(-3), 20);
        } else {
            self.canvas.line(question.x, bottom - 40, question.end(), bottom - 40);
            self.canvas.line(question.middle(), bottom - 40, question.middle(), bottom);
            self.canvas.label(pen, no, question.x + half / 2, bottom - 14);
            let yes_place = Rect::new(question.middle() + 5, bottom - 36, half - 10, 32);
            self.canvas.label(Pen { class: "d-tint strong", ..pen }, yes, yes_place.middle(), bottom - 14);
            self.hit(yes_place, 12);
        }
    }
}
