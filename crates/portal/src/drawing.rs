//! The screens of iOS, drawn: our own shapes, in the look of the person's iOS, light or dark with the page, with what to tap
//! standing out. Pages call [`Drawings::show`] and need not know which generation it is.

mod canvas;
mod generation;
mod label;
mod screen;
mod sketch;

use http::{HeaderMap, Uri};

pub(crate) use generation::Generation;
pub(crate) use screen::Screen;

use crate::words::Words;
use label::Labels;

/// The drawings of a page.
pub(crate) struct Drawings {
    /// Which iOS they show.
    generation: Generation,
    labels: Labels,
    words: Words,
    /// The path of the page that shows them.
    path: String,
}

/// A generation that a person may choose.
pub(crate) struct Choice {
    /// The name in the address.
    pub(crate) name: &'static str,
    /// The words of the link.
    pub(crate) title: String,
    /// Whether the page shows it now.
    pub(crate) is_shown: bool,
}

impl Drawings {
    /// Returns the drawings for whoever asks.
    pub(crate) fn of(words: &Words, uri: &Uri, headers: &HeaderMap) -> Self {
        let drawings = Self::new(words, Generation::of(uri, headers));
        Self { path: uri.path().to_owned(), ..drawings }
    }

    /// Returns the drawings of a generation.
    pub(crate) fn new(words: &Words, generation: Generation) -> Self {
        Self { generation, labels: Labels::of(words), words: words.clone(), path: String::new() }
    }

    /// Returns the path of the page that shows them, for the links to others.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Draws a screen, as an element of HTML.
    pub(crate) fn show(&self, screen: Screen) -> String {
        let description = self.words.plain(screen.key());
        screen.draw(self.generation, &self.labels, &description, self.words.is_right_to_left())
    }

    /// Says whether Settings opens by itself after the download.
    pub(crate) fn opens_settings(&self) -> bool {
        self.generation.opens_settings()
    }

    /// Returns the key of the text beside the question for the download.
    pub(crate) fn allow_text(&self) -> &'static str {
        if self.opens_settings() { "tap-allow-opens-text" } else { "tap-allow-text" }
    }

    /// Returns the key of the text beside the list of Settings.
    pub(crate) fn settings_text(&self) -> &'static str {
        match self.generation {
            Generation::Ios10 | Generation::Ios12 => "tap-settings-before-15-text",
            Generation::Ipad => "tap-settings-ipad-text",
            Generation::Ios15 | Generation::Ios18 | Generation::Ios26 => "tap-settings-text",
        }
    }

    /// Returns what a person may choose whose device looks different.
    pub(crate) fn choices(&self) -> Vec<Choice> {
        let choice = |generation: Generation| Choice {
            name: generation.name(),
            title: self.words.plain(generation.key()),
            is_shown: generation == self.generation,
        };
        Generation::ALL.map(choice).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_drawn_in_every_generation_and_is_small() {
        let words = Words::english("Northwind");
        for generation in Generation::ALL {
            let drawings = Drawings::new(&words, generation);
            for screen in Screen::ALL {
                let svg = drawings.show(screen);
                let name = format!("{screen:?} {generation:?}");
                assert!(svg.starts_with("<svg class=\"drawing\"") && svg.ends_with("</svg>"), "{name}");
                assert!(
                    svg.contains("role=\"img\" aria-label=\"") && !svg.contains("aria-label=\"\""),
                    "{name}"
                );
                assert!(svg.contains("width=\"340\" height=\"224\""), "{name} has no size");
                assert!(!svg.contains("style=") && !svg.contains("width=\"-"), "{name}: {svg}");
                assert!(svg.contains("d-hit"), "{name} marks nothing");
                assert!(svg.len() < 3_600, "{name} has {} octets", svg.len());
            }
        }
    }
}
