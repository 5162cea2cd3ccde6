//! The mark: a doorway, one half open. One colour, whichever the text around it has.

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// The mark as an SVG element to stand in HTML; hidden from screen readers, because a name always stands beside it.
pub const SVG: &str = r#"<svg class="logo" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path fill="currentColor" d="M4 21V10a8 8 0 0 1 16 0v11h-2V10a6 6 0 0 0-6-6v17z"/></svg>"#;

/// Where browsers find the icon.
pub const ICON_PATH: &str = "/favicon.svg";
/// Where iOS finds the icon for the home screen.
pub const TOUCH_ICON_PATH: &str = "/apple-touch-icon.png";

const ICON: &[u8] = include_bytes!("../assets/icon.svg");
const TOUCH_ICON: &[u8] = include_bytes!("../assets/touch-icon.png");

/// Serves the icons at the well-known paths of the root. One door does it for all.
pub fn router() -> Router {
    let icon = || async { file("image/svg+xml", ICON) };
    let touch_icon = || async { file("image/png", TOUCH_ICON) };
    Router::new()
        .route(ICON_PATH, get(icon))
        .route("/favicon.ico", get(icon))
        .route(TOUCH_ICON_PATH, get(touch_icon))
        .route("/apple-touch-icon-precomposed.png", get(touch_icon))
}

fn file(content_type: &'static str, body: &'static [u8]) -> impl IntoResponse {
    ([(CONTENT_TYPE, content_type), (CACHE_CONTROL, "public, max-age=86400")], body)
}
