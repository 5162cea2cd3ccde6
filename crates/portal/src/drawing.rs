//! The screens of iOS, drawn: our own shapes, in the look of the person's iOS, light or dark with the page, with what to tap
//! standing out. Pages call [`Drawings`] and need not know which generation it is.

mod canvas;
mod generation;
mod label;
mod screen;
mod sketch;

pub(crate) use generation::Generation;
pub(crate) use label::Labels;
pub(crate) use screen::Screen;

/// The drawings of a page.
pub(crate) struct Drawings {
    /// Which iOS they show.
    pub(crate) generation: Generation,
    labels: Labels,
    is_mirrored: bool,
    describe: fn(Screen) -> String,
}
