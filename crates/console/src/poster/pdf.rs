//! The poster as PDF: one sheet of A4.

use std::collections::HashMap;

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Paint, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::{
    Alignment, AlignmentOptions, FontContext, FontWeight, Layout, LayoutContext, LineHeight,
    PositionedLayoutItem, StyleProperty,
};

use super::Poster;
use super::letters::{families, fonts};

/// A sheet of A4, in points.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 56.0;
const CODE_SIDE: f32 = 236.0;

const INK: Color = Color(22, 24, 26);
const QUIET: Color = Color(91, 94, 101);
const ACCENT: Color = Color(11, 107, 93);
const WHITE: Color = Color(255, 255, 255);

/// Red, green and blue.
#[derive(Clone, Copy)]
struct Color(u8, u8, u8);

impl From<Color> for Paint {
    fn from(Color(red, green, blue): Color) -> Self {
        rgb::Color::new(red, green, blue).into()
    }
}

/// There are letters on the poster that the PDF cannot write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct NoLetters(pub(crate) String);

/// Writes the poster, or says which letters it cannot write.
pub(crate) fn write(poster: &Poster) -> Result<Vec<u8>, NoLetters> {
    let mut document = Document::new();
    let direction =
        if poster.is_right_to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
    document.set_metadata(
        Metadata::new()
            .title(format!("{} – {}", poster.title, poster.organization))
            .language(poster.language.clone())
            .text_direction(direction)
            .creator("Vestibule".to_owned()),
    );
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).expect("the size of A4 is a size");
    let mut page = document.start_page_with(settings);
    let missing = Sheet::draw(page.surface(), poster);
    page.finish();
    if !missing.is_empty() {
        return Err(NoLetters(missing));
    }
    Ok(document.finish().expect("a page of paths and known fonts can be written"))
}

/// The sheet while it is drawn.
struct Sheet<'a> {
    surface: Surface<'a>,
    fonts: FontContext,
    layouts: LayoutContext<()>,
    /// Fonts by the id of their file.
    known: HashMap<u64, Font>,
    /// Letters without a drawing.
    missing: String,
    is_mirrored: bool,
}

/// How a text is written.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    is_bold: bool,
    color: Color,
    alignment: Alignment,
}

impl Style {
    const fn plain(size: f32, color: Color) -> Self {
        Self { size, is_bold: false, color, alignment: Alignment::Start }
    }

    const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    const fn centered(self) -> Self {
        Self { alignment: Alignment::Center, ..self }
    }
}

impl<'a> Sheet<'a> {
    /// Draws the poster and returns the letters that could not be.
    fn draw(surface: Surface<'a>, poster: &Poster) -> String {
        let mut sheet = Self {
            surface,
            fonts: fonts(),
            layouts: LayoutContext::new(),
            known: HashMap::new(),
            missing: String::new(),
            is_mirrored: poster.is_right_to_left,
        };
        sheet.fill(poster);
        sheet.surface.finish();
        sheet.missing
    }

    fn fill(&mut self, poster: &Poster) {
        let width = WIDTH - 2.0 * MARGIN;
        self.doorway(MARGIN, 52.0, 26.0);
        self.text(&poster.organization, MARGIN + 36.0, 53.0, width - 36.0, Style::plain(17.0, INK).bold());

        let mut y = 108.0;
        y += self.text(&poster.title, MARGIN, y, width, Style::plain(34.0, INK).bold()) + 8.0;
        y += self.text(&poster.lead, MARGIN, y, width, Style::plain(16.0, QUIET)) + 22.0;

        self.code(&poster.url, (WIDTH - CODE_SIDE) / 2.0, y);
        y += CODE_SIDE + 16.0;
        y += self.text(&poster.or_type, MARGIN, y, width, Style::plain(13.0, QUIET).centered()) + 3.0;
        y += self.text(&poster.url, MARGIN, y, width, Style::plain(19.0, ACCENT).bold().centered()) + 26.0;

        for (place, step) in poster.steps.iter().enumerate() {
            self.disc(MARGIN + 12.0, y + 12.0, 12.0);
            let number = Style { color: WHITE, ..Style::plain(13.0, WHITE).bold().centered() };
            self.text(&(place + 1).to_string(), MARGIN, y + 2.5, 24.0, number);
            let written = self.text(step, MARGIN + 38.0, y + 1.0, width - 38.0, Style::plain(15.0, INK));
            y += written.max(24.0) + 9.0;
        }
        if !poster.help.is_empty() {
            self.text(&poster.help, MARGIN, HEIGHT - 74.0, width, Style::plain(13.0, QUIET));
        }
    }

    /// Writes a text into a column and returns how high it is. `x` is the side where lines begin.
    fn text(&mut self, text: &str, x: f32, y: f32, width: f32, style: Style) -> f32 {
        let layout = self.lay_out(text, width, style);
        let left = self.left(x, width);
        self.surface.set_fill(Some(fill(style.color)));
        for line in layout.lines() {
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else { continue };
                let (start, baseline) = (run.offset(), run.baseline());
                self.run(text, run.run(), Point::from_xy(left + start, y + baseline));
            }
        }
        layout.height()
    }

    fn lay_out(&mut self, text: &str, width: f32, style: Style) -> Layout<()> {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(families()));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.32)));
        if style.is_bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(width));
        // A text of the other direction, such as a name in Latin letters, still begins where this sheet's lines do.
        let alignment = match style.alignment {
            Alignment::Start if self.is_mirrored => Alignment::Right,
            Alignment::Start => Alignment::Left,
            other => other,
        };
        layout.align(alignment, AlignmentOptions::default());
        layout
    }

    fn run(&mut self, text: &str, run: &parley::Run<'_, ()>, at: Point) {
        let data = run.font().clone();
        let (file, id) = data.data.into_raw_parts();
        let font = self.known.entry(id).or_insert_with(|| {
            Font::new(file.into(), data.index).expect("the fonts that come along can be read")
        });
        let font = font.clone();
        let size = run.font_size();
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        for cluster in run.visual_clusters() {
            if cluster.is_ligature_continuation() {
                if let Some(glyph) = glyphs.last_mut() {
                    glyph.text_range.end = cluster.text_range().end;
                }
                continue;
            }
            for glyph in cluster.glyphs() {
                if glyph.id == 0 {
                    self.missing.push_str(&text[cluster.text_range()]);
                }
                glyphs.push(KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance / size,
                    glyph.x / size,
                    glyph.y / size,
                    0.0,
                    cluster.text_range(),
                    None,
                ));
            }
        }
        self.surface.draw_glyphs(at, &glyphs, font, text, size, false);
    }

    /// Returns the left side of something that begins `x` from the side where lines begin.
    fn left(&self, x: f32, width: f32) -> f32 {
        if self.is_mirrored { WIDTH - x - width } else { x }
    }

    fn code(&mut self, url: &str, x: f32, y: f32) {
        let Some((side, modules)) = web::qr::modules(url) else { return };
        // Whole numbers of modules are drawn as one path, so that no seams show.
        let module = CODE_SIDE / side as f32;
        let mut path = PathBuilder::new();
        for (place, _) in modules.iter().enumerate().filter(|(_, is_dark)| **is_dark) {
            let (row, column) = ((place / side) as f32, (place % side) as f32);
            if let Some(square) = Rect::from_xywh(x + column * module, y + row * module, module, module) {
                path.push_rect(square);
            }
        }
        self.fill_path(path, INK);
    }

    fn disc(&mut self, x: f32, y: f32, radius: f32) {
        let x = if self.is_mirrored { WIDTH - x } else { x };
        let mut path = PathBuilder::new();
        // Four curves are a circle to within a thousandth of its radius.
        let (r, k) = (radius, radius * 0.552_285);
        path.move_to(x + r, y);
        path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
        path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
        path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
        path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
        path.close();
        self.fill_path(path, ACCENT);
    }

    /// The logo: an arch with one open half.
    fn doorway(&mut self, x: f32, y: f32, side: f32) {
        let x = self.left(x, side);
        let (left, right, top, bottom) = (x + side * 0.18, x + side * 0.82, y + side * 0.06, y + side * 0.94);
        let middle = f32::midpoint(left, right);
        let bend = y + side * 0.38;
        let mut arch = PathBuilder::new();
        arch.move_to(left, bottom);
        arch.line_to(left, bend);
        arch.cubic_to(left, top, right, top, right, bend);
        arch.line_to(right, bottom);
        if let Some(path) = arch.finish() {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(Stroke {
                paint: Paint::from(ACCENT),
                width: side * 0.09,
                ..Stroke::default()
            }));
            self.surface.draw_path(&path);
            self.surface.set_stroke(None);
        }
        let mut half = PathBuilder::new();
        half.move_to(middle, y + side * 0.2);
        half.cubic_to(right, y + side * 0.2, right, bend, right, bend);
        half.line_to(right, bottom);
        half.line_to(middle, bottom);
        half.close();
        self.fill_path(half, ACCENT);
    }

    fn fill_path(&mut self, path: PathBuilder, color: Color) {
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(fill(color)));
            self.surface.draw_path(&path);
        }
    }
}

fn fill(color: Color) -> Fill {
    Fill { paint: Paint::from(color), opacity: NormalizedF32::ONE, rule: Default::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poster(language: &str, is_right_to_left: bool, title: &str) -> Poster {
        Poster {
            language: language.into(),
            is_right_to_left,
            organization: "Northwind Schools".into(),
            title: title.into(),
            lead: title.into(),
            or_type: title.into(),
            url: "https://mdm.example.org/enroll".into(),
            steps: vec![title.into(), title.into()],
            help: title.into(),
        }
    }

    #[test]
    fn every_built_in_script_is_written_and_a_strange_one_is_named() {
        for (language, is_right_to_left, title) in [
            ("en", false, "Set up your iPhone or iPad"),
            ("pl", false, "Zażółć gęślą jaźń"),
            ("ar", true, "إعداد جهاز iPhone أو iPad"),
            ("ja", false, "iPhoneまたはiPadを設定する"),
            ("he", true, "הגדרת ה-iPhone או ה-iPad"),
        ] {
            let written = write(&poster(language, is_right_to_left, title)).expect("written");
            assert!(written.starts_with(b"%PDF-"), "{language}");
            if let Ok(folder) = std::env::var("POSTERS") {
                std::fs::write(format!("{folder}/{language}.pdf"), &written).expect("a file");
            }
        }
        let refused = write(&poster("th", false, "ตั้งค่า")).expect_err("no such letters");
        assert!(refused.0.contains('ต'), "{refused:?}");
    }
}
