//! Markdown as HTML for mail programs, of which many know no style sheet: every element carries its look, and a class by
//! which the dark scheme changes it where that is understood.

use domain::harmless::escape;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::{Button, Step};
use crate::message::render::fill::{Filling, append_html, destination};

/// A body as HTML.
pub(in crate::message::render) struct Body {
    /// The HTML.
    pub(in crate::message::render) html: String,
    /// Whether the button stands in it.
    pub(in crate::message::render) has_button: bool,
}

const PARAGRAPH: &str = "margin:0 0 16px";
const LINK: &str = "color:#0b5b52";

pub(super) fn write(steps: &[Step<'_>], filling: &Filling, button: &Button<'_>) -> Body {
    let mut writer =
        Writer { html: String::new(), filling, links: Vec::new(), pictures: 0, items: Vec::new() };
    let mut has_button = false;
    for step in steps {
        match step {
            Step::Alone("link") if !has_button && !button.link.is_empty() => {
                has_button = true;
                writer.html.push_str(&button.html());
            }
            Step::Alone("code") => writer.code(),
            Step::Alone(_) => {
                writer.html.push_str(&format!("<p style=\"{PARAGRAPH}\">"));
                append_html(&mut writer.html, "{{link}}", filling, true);
                writer.html.push_str("</p>\n");
            }
            Step::Markdown(event) => writer.event(event),
        }
    }
    Body { html: writer.html, has_button }
}

impl Button<'_> {
    /// Draws the button: a table, because that is what all mail programs colour.
    pub(in crate::message::render) fn html(&self) -> String {
        let (link, label) = (escape(self.link), escape(self.label));
        format!(
            "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 16px\"><tr><td class=\"button\" bgcolor=\"#0b5b52\" style=\"border-radius:10px;background:#0b5b52\"><a href=\"{link}\" class=\"button-text\" style=\"display:inline-block;padding:14px 24px;font-size:17px;line-height:1.3;font-weight:600;color:#ffffff;text-decoration:none\">{label}</a></td></tr></table>\n"
        )
    }
}

struct Writer<'a> {
    html: String,
    filling: &'a Filling,
    /// For each link that is open, whether it became one.
    links: Vec<bool>,
    /// How many pictures are open; of each only the description is shown.
    pictures: usize,
    /// For each list that is open, whether it is numbered.
    items: Vec<bool>,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(text),
            Event::Code(text) => {
                self.html.push_str("<code style=\"font-family:ui-monospace,Menlo,Consolas,monospace\">");
                self.text(text);
                self.html.push_str("</code>");
            }
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => {
                let hairline = "border:0;border-top:1px solid #e4e1d7;margin:24px 0";
                self.html.push_str(&format!("<hr class=\"hair\" style=\"{hairline}\">\n"));
            }
            // None of these is switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        let may_link = !self.links.contains(&true);
        append_html(&mut self.html, text, self.filling, may_link);
    }

    fn code(&mut self) {
        let code = escape(&self.filling.code);
        self.html.push_str(&format!(
            "<p dir=\"ltr\" class=\"code\" style=\"margin:0 0 16px;padding:16px;border-radius:10px;background:#f1efe8;text-align:center;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:28px;letter-spacing:4px;font-weight:600\">{code}</p>\n"
        ));
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.open("p", PARAGRAPH),
            Tag::Heading { level, .. } => {
                let size = if *level == HeadingLevel::H1 { "22px" } else { "18px" };
                self.open(heading(*level), &format!("margin:24px 0 8px;font-size:{size};line-height:1.3"));
            }
            Tag::BlockQuote(_) => {
                self.open(
                    "blockquote",
                    "margin:0 0 16px;padding:0 16px;border-inline-start:3px solid #e4e1d7",
                );
            }
            Tag::CodeBlock(_) => {
                let font = "font-family:ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap";
                self.open("pre", &format!("{PARAGRAPH};{font}"));
            }
            Tag::List(first) => {
                self.items.push(first.is_some());
                let start = first.filter(|first| *first != 1).map(|first| format!(" start=\"{first}\""));
                let name = if first.is_some() { "ol" } else { "ul" };
                let start = start.unwrap_or_default();
                self.html.push_str(&format!(
                    "<{name}{start} style=\"margin:0 0 16px;padding-inline-start:24px\">\n"
                ));
            }
            Tag::Item => self.open("li", "margin:0 0 8px"),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Link { dest_url, .. } => {
                let address =
                    if self.links.contains(&true) { None } else { destination(dest_url, self.filling) };
                if let Some(address) = &address {
                    let address = escape(address);
                    self.html.push_str(&format!("<a href=\"{address}\" class=\"link\" style=\"{LINK}\">"));
                }
                self.links.push(address.is_some());
            }
            Tag::Image { .. } => self.pictures += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.html.push_str("</p>\n"),
            TagEnd::Heading(level) => self.html.push_str(&format!("</{}>\n", heading(level))),
            TagEnd::BlockQuote(_) => self.html.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.html.push_str("</pre>\n"),
            TagEnd::List(_) => {
                let name = if self.items.pop() == Some(true) { "ol" } else { "ul" };
                self.html.push_str(&format!("</{name}>\n"));
            }
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Link => {
                let is_link = self.links.pop() == Some(true);
                self.html.push_str(if is_link { "</a>" } else { "" });
            }
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            _ => {}
        }
    }

    fn open(&mut self, name: &str, style: &str) {
        self.html.push_str(&format!("<{name} style=\"{style}\">"));
    }
}

/// The subject is the document's first heading, so that a body's begin one below.
fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "h2",
        HeadingLevel::H2 => "h3",
        _ => "h4",
    }
}
