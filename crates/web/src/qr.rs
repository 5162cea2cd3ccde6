//! QR codes as SVG, drawn into the page.

use qrcode::{Color, EcLevel, QrCode};

/// The light frame that scanners need, in modules.
const QUIET: usize = 4;

/// Draws a text as an SVG element, dark on light in any colour scheme, to stand in HTML as it is.
///
/// The element has the role of an image and is named by `label`. Returns an empty string for a text too long
/// for a code (over 2,900 octets).
pub fn svg(text: &str, label: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return String::new() };
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = modules[column..].iter().take_while(|module| **module == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET));
            }
            column += run.max(1);
        }
    }
    let side = width + 2 * QUIET;
    let label = askama::filters::escape(label, askama::filters::Html)
        .map(|label| label.to_string())
        .unwrap_or_default();
    format!(
        r##"<svg class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{label}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>"##
    )
}

/// Returns the side of a text's code in modules, and for each module, row by row, whether it is dark; `None` for a text too
/// long for a code.
pub fn modules(text: &str) -> Option<(usize, Vec<bool>)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let modules = code.to_colors().into_iter().map(|color| color == Color::Dark);
    Some((code.width(), modules.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_with_its_name_escaped() {
        let drawing = svg("https://mdm.example.org/enroll", "Scan \"me\"");
        assert!(drawing.starts_with("<svg") && drawing.ends_with("</svg>"));
        assert!(drawing.contains("Scan &#34;me&#34;"), "{drawing}");
        assert!(drawing.contains("viewBox=\"0 0 37 37\""), "{drawing}");
    }
}
