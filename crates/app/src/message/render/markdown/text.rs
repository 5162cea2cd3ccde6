//! Markdown as plain text: paragraphs with a line between them, lists with hyphens or numbers, links with their address.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Step;
use crate::message::render::fill::{Filling, destination, plain};

pub(super) fn write(steps: &[Step<'_>], filling: &Filling) -> String {
    let mut writer = Writer { text: String::new(), filling, lists: Vec::new(), quotes: 0, links: Vec::new() };
    for step in steps {
        match step {
            Step::Alone(name) => {
                writer.begin_block();
                writer.push(&format!("{{{{{name}}}}}"));
            }
            Step::Markdown(event) => writer.event(event),
        }
    }
    writer.text
}

struct Writer<'a> {
    text: String,
    filling: &'a Filling,
    /// For each list that is open, the number of its next item.
    lists: Vec<Option<u64>>,
    /// How many quotations are open.
    quotes: usize,
    /// For each link that is open, where its words begin and where it leads.
    links: Vec<(usize, Option<String>)>,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.push(text),
            Event::SoftBreak | Event::HardBreak => self.line(),
            Event::Rule => {
                self.begin_block();
                self.text.push_str("----");
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock => self.begin_block(),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.begin_block();
                }
                self.lists.push(*first);
            }
            Tag::Item => {
                if !self.text.is_empty() && !self.text.ends_with("\n\n") {
                    self.line();
                }
                let depth = self.lists.len().saturating_sub(1);
                self.text.push_str(&"  ".repeat(depth));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.text.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => self.text.push_str("- "),
                }
            }
            Tag::Link { dest_url, .. } => {
                self.links.push((self.text.len(), destination(dest_url, self.filling)));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Link => {
                if let Some((begins, Some(address))) = self.links.pop() {
                    let words = self.text.get(begins..).unwrap_or_default();
                    let told = address.strip_prefix("mailto:").unwrap_or(&address);
                    if words != told && words != address {
                        self.text.push_str(&format!(" ({told})"));
                    }
                }
            }
            _ => {}
        }
    }

    /// Begins a paragraph, with a line between it and what came before.
    fn begin_block(&mut self) {
        if self.text.is_empty() {
            self.text.push_str(&"> ".repeat(self.quotes));
            return;
        }
        if self.text.ends_with("- ") || (self.text.ends_with(". ") && !self.lists.is_empty()) {
            return; // the first paragraph of an item stands on its line
        }
        while self.text.ends_with('\n') {
            self.text.pop();
        }
        self.text.push('\n');
        self.line();
    }

    /// Begins a line.
    fn line(&mut self) {
        self.text.push('\n');
        self.text.push_str(&"> ".repeat(self.quotes));
    }

    fn push(&mut self, template: &str) {
        let filled = plain(template, self.filling);
        // A value that is missing takes the space before it away, also when that stands in an earlier piece.
        if filled.is_empty() && self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push_str(&filled);
    }
}
