//! The organization's own look: a style sheet with its colours, and its logo. Both lie under addresses that name their
//! content, so that browsers keep them for ever. The colours stand in the address itself, for no page may carry styles.

use app::{App, Error};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::colour::Colour;
use domain::setting::Accents;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use web::error::PageError;

const ACCENTS: &str = "/enroll/asset/accent";
const LOGOS: &str = "/enroll/asset/logo";
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// How much darker or lighter a button is while it is pressed, in hundredths.
const PRESSED: u16 = 20;

/// Returns where the style sheet of two colours is.
pub(crate) fn accents_path(accents: Accents) -> String {
    format!("{ACCENTS}/{}-{}.css", hex(accents.light), hex(accents.dark))
}

/// Returns where a logo is.
pub(crate) fn logo_path(hash: &str) -> String {
    format!("{LOGOS}/{hash}.png")
}

fn hex(colour: Colour) -> String {
    colour.to_string().trim_start_matches('#').to_owned()
}

/// Gives the style sheet of two colours that can be read.
pub(crate) async fn accents(Path(file): Path<String>) -> Result<Response, PageError> {
    let colours = file.strip_suffix(".css").and_then(|colours| colours.split_once('-'));
    let colours = colours.and_then(|(light, dark)| {
        Accents::of(Colour::parse(light).filter(|one| hex(*one) == light)?, Colour::parse(dark)?)
    });
    let Some(Accents { light, dark }) = colours else { return Err(Error::NotFound.into()) };
    let sheet = format!(
        ":root{{{}}}\n@media (prefers-color-scheme: dark){{:root{{{}}}}}\n",
        properties(light, Colour::INK),
        properties(dark, Colour::WHITE)
    );
    Ok(([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, FOR_EVER)], sheet).into_response())
}

fn properties(accent: Colour, pressed: Colour) -> String {
    let (on, pressed) = (accent.text(), accent.towards(pressed, PRESSED));
    format!("--accent:{accent};--on-accent:{on};--pressed:{pressed}")
}

/// Gives a logo.
pub(crate) async fn logo(State(app): State<App>, Path(file): Path<String>) -> Result<Response, PageError> {
    let hash = file.strip_suffix(".png").ok_or(Error::NotFound)?;
    let picture = app.find_logo(hash).await?;
    Ok(([(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, FOR_EVER)], picture).into_response())
}
