//! What drawings are made of: rectangles, bars that stand for text, labels, lines. Colours come from the stylesheet by class,
//! so that a drawing is light or dark with its page; a mirrored one is for languages written from right to left.

use std::fmt::Write;

use domain::harmless::escape;

/// The width of every drawing, in its own units.
pub(super) const WIDTH: i32 = 340;
/// The height of every drawing.
pub(super) const HEIGHT: i32 = 224;
/// The smallest letters of a label, in tenths of a unit. What is longer still is cut.
const SIZE_MIN: i32 = 85;

/// A drawing on its way.
pub(super) struct Canvas {
    svg: String,
    is_mirrored: bool,
}

/// A rectangle.
#[derive(Clone, Copy)]
pub(super) struct Rect {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Rect {
    pub(super) fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self { x, y, width, height }
    }

    /// Returns the x of the middle.
    pub(super) fn middle(self) -> i32 {
        self.x + self.width / 2
    }

    /// Returns the x where it ends.
    pub(super) fn end(self) -> i32 {
        self.x + self.width
    }

    /// Returns the rectangle made smaller on each side.
    pub(super) fn inside(self, by: i32) -> Self {
        Self::new(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)
    }
}

/// Where a label stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
}

/// How a label is written.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    /// The classes: colour and weight.
    pub(super) class: &'static str,
    /// The size of its letters.
    pub(super) size: i32,
    /// Where it stands.
    pub(super) anchor: Anchor,
    /// How wide it may become; a longer label gets smaller letters.
    pub(super) width_max: i32,
}

impl Canvas {
    /// Begins a drawing.
    pub(super) fn new(description: &str, is_mirrored: bool) -> Self {
        let description = escape(description);
        let direction = if is_mirrored { "rtl" } else { "ltr" };
        let svg = format!(
            r#"<svg class="drawing" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{description}" direction="{direction}">"#
        );
        Self { svg, is_mirrored }
    }

    /// Says whether it begins at the right.
    pub(super) fn is_mirrored(&self) -> bool {
        self.is_mirrored
    }

    /// Ends the drawing.
    pub(super) fn finish(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }

    fn put(&mut self, part: std::fmt::Arguments<'_>) {
        self.svg.write_fmt(part).expect("a String takes everything");
    }

    fn x(&self, x: i32) -> i32 {
        if self.is_mirrored { WIDTH - x } else { x }
    }

    fn left_of(&self, rect: Rect) -> i32 {
        if self.is_mirrored { WIDTH - rect.end() } else { rect.x }
    }

    /// Draws a rectangle with round corners.
    pub(super) fn rect(&mut self, class: &str, rect: Rect, radius: i32) {
        let Rect { y, width, height, .. } = rect;
        let x = self.left_of(rect);
        let round = if radius == 0 { String::new() } else { format!(r#" rx="{radius}""#) };
        self.put(format_args!(
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"{round}/>"#
        ));
    }

    /// Draws a bar that stands for a line of text.
    pub(super) fn bar(&mut self, x: i32, y: i32, width: i32) {
        self.rect("d-soft", Rect::new(x, y, width, 8), 4);
    }

    pub(super) fn circle(&mut self, class: &str, x: i32, y: i32, radius: i32) {
        let x = self.x(x);
        self.put(format_args!(r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#));
    }

    /// Draws a line from one point to another.
    pub(super) fn line(&mut self, x: i32, y: i32, to_x: i32, to_y: i32) {
        let (x, to_x) = (self.x(x), self.x(to_x));
        self.put(format_args!(r#"<path class="d-line" d="M{x} {y}L{to_x} {to_y}"/>"#));
    }

    /// Draws a path that looks the same in both directions of writing, from a point on.
    pub(super) fn glyph(&mut self, class: &str, x: i32, y: i32, path: &str) {
        let x = self.x(x);
        self.put(format_args!(r#"<path class="{class}" d="M{x} {y}{path}"/>"#));
    }

    /// Draws the sign at the end of a row that leads on.
    pub(super) fn chevron(&mut self, x: i32, y: i32) {
        let by = if self.is_mirrored { -5 } else { 5 };
        self.glyph("d-chevron", x, y - 5, &format!("l{by} 5l{} 5", -by));
    }

    /// Draws the sign that leads back.
    pub(super) fn back(&mut self, class: &str, x: i32, y: i32) {
        let by = if self.is_mirrored { 7 } else { -7 };
        self.glyph(class, x, y - 7, &format!("l{by} 7l{} 7", -by));
    }

    /// Writes a label.
    pub(super) fn label(&mut self, pen: Pen, text: &str, x: i32, y: i32) {
        let (text, tenths) = fit(text, pen);
        let x = self.x(x);
        let anchor = match pen.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
        };
        let size = match (tenths / 10, tenths % 10) {
            (whole, 0) => whole.to_string(),
            (whole, tenth) => format!("{whole}.{tenth}"),
        };
        let (class, text) = (pen.class, escape(&text));
        self.put(format_args!(
            r#"<text class="{class}" x="{x}" y="{y}"{anchor} font-size="{size}">{text}</text>"#
        ));
    }

    /// Shows what to tap.
    pub(super) fn hit(&mut self, rect: Rect, radius: i32) {
        self.rect("d-hit", rect, radius);
    }
}

/// Returns a label as it fits, and the size of its letters in tenths. Widths are guessed by the kinds of letters: fonts differ.
fn fit(text: &str, pen: Pen) -> (String, i32) {
    let wider = if pen.class.contains("strong") { 115 } else { 100 };
    let (width, room) = (width_of(text) * wider / 100, pen.width_max * 1000);
    let size = pen.size * 10;
    if width * size / 10 <= room {
        return (text.to_owned(), size);
    }
    let fitting = room * 10 / width.max(1);
    if fitting >= SIZE_MIN {
        return (text.to_owned(), fitting);
    }
    let mut kept = String::new();
    for character in text.chars() {
        if (width_of(&kept) + width_of_one(character) + 900) * wider / 100 * SIZE_MIN / 10 > room {
            break;
        }
        kept.push(character);
    }
    (format!("{}…", kept.trim_end()), SIZE_MIN)
}

/// Guesses how wide a label becomes, in units.
pub(super) fn guessed_width(text: &str, size: i32) -> i32 {
    width_of(text) * 115 / 100 * size / 1000
}

/// Guesses how wide a text is, in thousandths of the size of its letters.
fn width_of(text: &str) -> i32 {
    text.chars().map(width_of_one).sum()
}

fn width_of_one(character: char) -> i32 {
    match character {
        ' ' | 'i' | 'l' | 'j' | 't' | 'f' | 'r' | 'I' | '.' | ',' | '’' | '‘' | '“' | '”' => 330,
        'm' | 'w' | 'M' | 'W' | '…' => 880,
        'A'..='Z' | '&' => 680,
        '\u{0590}'..='\u{08ff}' => 520,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{ff00}'..='\u{ff60}' => 1000,
        _ => 570,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEN: Pen = Pen { class: "d-ink", size: 15, anchor: Anchor::Start, width_max: 120 };

    #[test]
    fn a_long_label_gets_smaller_letters_and_is_cut_at_last() {
        assert_eq!(fit("Install", PEN), ("Install".to_owned(), 150));
        let (text, tenths) = fit("Profil geladen oder nicht", PEN);
        assert_eq!(text, "Profil geladen oder nicht");
        assert!((SIZE_MIN..150).contains(&tenths), "{tenths}");
        let (text, tenths) = fit(&"証明書信頼設定を開く".repeat(3), PEN);
        assert!(text.ends_with('…') && tenths == SIZE_MIN, "{text} {tenths}");
    }

    #[test]
    fn t13_a_label_cannot_leave_its_place() {
        let mut canvas = Canvas::new("\"><script>", false);
        canvas.label(PEN, "<b>&\"", 1, 2);
        let svg = canvas.finish();
        assert!(svg.contains("&quot;&gt;&lt;script&gt;") && svg.contains("&lt;b&gt;&amp;&quot;"), "{svg}");
    }

    #[test]
    fn a_mirrored_drawing_begins_at_the_other_side() {
        let mut canvas = Canvas::new("x", true);
        canvas.rect("d-card", Rect::new(10, 5, 100, 20), 4);
        canvas.chevron(300, 20);
        let svg = canvas.finish();
        assert!(svg.contains(r#"x="230" y="5""#) && svg.contains("M40 15l-5 5l5 5"), "{svg}");
        assert!(svg.contains(r#"direction="rtl""#), "{svg}");
    }
}
