//! The QR code of a link as a small PNG, black on white also in dark mode: it has to be read by a camera.

use qrcode::{Color, EcLevel, QrCode};

/// How many pixels a module is wide; mail programs scale pictures badly, so it is not few.
const SCALE: usize = 8;
/// The light frame that scanners need, in modules.
const QUIET: usize = 4;

/// Draws a text; `None` for one too long for a code.
pub(super) fn png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let side = (width + 2 * QUIET) * SCALE;
    let modules = code.to_colors();
    let is_dark = |x: usize, y: usize| {
        let module = |pixel: usize| (pixel / SCALE).checked_sub(QUIET).filter(|module| *module < width);
        matches!((module(x), module(y)), (Some(x), Some(y)) if modules[y * width + x] == Color::Dark)
    };
    let row_octets = side.div_ceil(8);
    let mut pixels = vec![0xff_u8; row_octets * side];
    for y in 0..side {
        for x in (0..side).filter(|x| is_dark(*x, y)) {
            pixels[y * row_octets + x / 8] &= !(0x80 >> (x % 8));
        }
    }
    let side = u32::try_from(side).ok()?;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(file)
}
