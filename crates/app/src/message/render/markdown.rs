//! Markdown as mail: once as HTML with its look in every element, once as tidy plain text.
//!
//! Raw HTML is text here, pictures are their descriptions, and links lead to web and mail addresses only. Values are put
//! in after the Markdown has been read, so that nothing in them is Markdown.

mod html;
mod text;

use domain::message_template::{Piece, pieces};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::fill::Filling;

pub(super) use html::Body;

/// The button that a paragraph with nothing but the link becomes.
pub(super) struct Button<'a> {
    /// What stands on it.
    pub(super) label: &'static str,
    /// Where it leads.
    pub(super) link: &'a str,
}

/// Writes a body as HTML.
pub(super) fn to_html(body: &str, filling: &Filling, button: &Button<'_>) -> Body {
    html::write(&blocks(body), filling, button)
}

/// Writes a body as plain text.
pub(super) fn to_text(body: &str, filling: &Filling) -> String {
    text::write(&blocks(body), filling)
}

/// A step through a body.
enum Step<'a> {
    /// What Markdown has here.
    Markdown(Event<'a>),
    /// A paragraph that holds one variable and nothing else: the link or the code.
    Alone(&'static str),
}

fn blocks(body: &str) -> Vec<Step<'_>> {
    let events: Vec<Event<'_>> = TextMergeStream::new(Parser::new_ext(body, Options::empty())).collect();
    let mut steps = Vec::with_capacity(events.len());
    let mut rest = events.into_iter().peekable();
    while let Some(event) = rest.next() {
        if event == Event::Start(Tag::Paragraph)
            && let Some(Event::Text(text)) = rest.peek()
            && let Some(name) = alone(text)
        {
            let text = rest.next();
            if rest.next_if_eq(&Event::End(TagEnd::Paragraph)).is_some() {
                steps.push(Step::Alone(name));
                continue;
            }
            steps.push(Step::Markdown(event));
            steps.extend(text.map(Step::Markdown));
            continue;
        }
        steps.push(Step::Markdown(event));
    }
    steps
}

fn alone(text: &str) -> Option<&'static str> {
    match pieces(text.trim()).ok()?.as_slice() {
        [Piece::Name("link")] => Some("link"),
        [Piece::Name("code")] => Some("code"),
        _ => None,
    }
}
