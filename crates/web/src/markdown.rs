//! Texts with values, drawn for a page: as plain text, as a line with emphasis, or as paragraphs of Markdown.
//!
//! Raw HTML is text here, pictures are their descriptions, and links lead to web and mail addresses only. Values are put in
//! after the Markdown has been read, so that nothing in them is Markdown or HTML (T13, T28).

use domain::harmless::{escape, has_right_to_left, is_address, one_line, percent_encode};
use domain::message_template::{Piece, pieces};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Where the marks begin by which values keep their place while Markdown is read: characters of the private range, which
/// are letters to Markdown, so that `**{{name}}**` is bold in every script.
const MARK: u32 = 0xe000;
/// The most values of one text.
const VALUES_MAX: u32 = 64;
/// Stands before a line, so that nothing in it begins a block.
const LINE_START: char = '\u{e0ff}';

/// What takes the place of a text's variables.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// Each name with its value.
    pub values: &'a [(&'a str, &'a str)],
    /// Whether the text around them is written from right to left.
    pub is_right_to_left: bool,
}

impl Values<'_> {
    fn find(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// Says whether a value has to be kept from reordering the words around it.
    fn is_isolated(&self, value: &str) -> bool {
        self.is_right_to_left || has_right_to_left(value)
    }

    fn html(&self, name: &str) -> String {
        let Some(value) = self.find(name) else { return escape(name) };
        let value = one_line(value);
        if self.is_isolated(&value) { format!("<bdi>{}</bdi>", escape(&value)) } else { escape(&value) }
    }
}

/// Writes a text as plain text.
pub fn plain(template: &str, values: Values<'_>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    for piece in taken_apart(template) {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Name(name) => match values.find(name).map(one_line) {
                Some(value) if values.is_isolated(&value) => {
                    text.push('\u{2068}');
                    text.push_str(&value);
                    text.push('\u{2069}');
                }
                Some(value) => text.push_str(&value),
                None => text.push_str(name),
            },
        }
    }
    text
}

/// Writes a text as one line of HTML: emphasis and links count, paragraphs and lists do not.
pub fn line(template: &str, values: Values<'_>) -> String {
    if !template.contains(['*', '_', '[', ']', '<', '`', '\\', '&', '!']) {
        return unmarked(template, values);
    }
    let marked = Marked::of(template.trim(), true);
    let mut writer = Writer::new(&marked, values);
    for event in Parser::new_ext(&marked.text, Options::empty()) {
        match event {
            Event::Start(tag @ (Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })) => {
                writer.start(&tag);
            }
            Event::End(tag @ (TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)) => {
                writer.end(tag);
            }
            Event::Start(_) | Event::End(_) => {}
            other => writer.event(&other),
        }
    }
    writer.html
}

/// Writes a text as HTML with paragraphs.
pub fn paragraphs(template: &str, values: Values<'_>) -> String {
    let marked = Marked::of(template, false);
    let mut writer = Writer::new(&marked, values);
    for event in Parser::new_ext(&marked.text, Options::empty()) {
        writer.event(&event);
    }
    writer.html.truncate(writer.html.trim_end().len());
    writer.html
}

/// Writes a line in which nothing is Markdown.
fn unmarked(template: &str, values: Values<'_>) -> String {
    let mut html = String::with_capacity(template.len() + 32);
    for piece in taken_apart(template) {
        match piece {
            Piece::Text(words) => html.push_str(&escape(words)),
            Piece::Name(name) => html.push_str(&values.html(name)),
        }
    }
    html
}

/// Takes a template apart; one that does not follow the rules is text as a whole.
fn taken_apart(template: &str) -> Vec<Piece<'_>> {
    pieces(template).unwrap_or_else(|_| vec![Piece::Text(template)])
}

/// A template with a mark in place of each name.
struct Marked<'a> {
    text: String,
    names: Vec<&'a str>,
}

impl<'a> Marked<'a> {
    fn of(template: &'a str, is_line: bool) -> Self {
        let mut text = String::with_capacity(template.len() + 8);
        let mut names: Vec<&str> = Vec::new();
        if is_line {
            text.push(LINE_START);
        }
        for piece in taken_apart(template) {
            match piece {
                Piece::Text(words) => text.extend(words.chars().filter(|c| !is_private(*c))),
                Piece::Name(name) => {
                    let place = u32::try_from(names.len()).unwrap_or(VALUES_MAX);
                    match char::from_u32(MARK + place).filter(|_| place < VALUES_MAX) {
                        Some(mark) => {
                            text.push(mark);
                            names.push(name);
                        }
                        None => text.push_str(name),
                    }
                }
            }
        }
        Self { text, names }
    }

    /// Returns the name that a character stands for.
    fn name(&self, character: char) -> Option<&'a str> {
        let place = u32::from(character).checked_sub(MARK)?;
        self.names.get(usize::try_from(place).ok()?).copied()
    }
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}')
}

struct Writer<'a> {
    html: String,
    marked: &'a Marked<'a>,
    values: Values<'a>,
    /// For each link that is open, whether it became one.
    links: Vec<bool>,
    /// For each list that is open, whether it is numbered.
    lists: Vec<bool>,
}

impl<'a> Writer<'a> {
    fn new(marked: &'a Marked<'a>, values: Values<'a>) -> Self {
        Self {
            html: String::with_capacity(marked.text.len() + 64),
            marked,
            values,
            links: vec![],
            lists: vec![],
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(text),
            Event::Code(text) => {
                self.html.push_str("<code>");
                self.text(text);
                self.html.push_str("</code>");
            }
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            // None of these is switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(is_private) {
            let (before, after) = rest.split_at(at);
            self.html.push_str(&escape(before));
            let mut characters = after.chars();
            if let Some(name) = characters.next().and_then(|mark| self.marked.name(mark)) {
                self.html.push_str(&self.values.html(name));
            }
            rest = characters.as_str();
        }
        self.html.push_str(&escape(rest));
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.html.push_str("<p>"),
            // The page has its heading; those of a text begin one below.
            Tag::Heading { .. } => self.html.push_str("<h2>"),
            Tag::BlockQuote(_) => self.html.push_str("<blockquote>"),
            Tag::CodeBlock(_) => self.html.push_str("<pre>"),
            Tag::List(first) => {
                self.lists.push(first.is_some());
                self.html.push_str(if first.is_some() { "<ol>\n" } else { "<ul>\n" });
            }
            Tag::Item => self.html.push_str("<li>"),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Link { dest_url, .. } => {
                let address = if self.links.contains(&true) { None } else { self.destination(dest_url) };
                if let Some(address) = &address {
                    self.html.push_str(&format!("<a href=\"{}\">", escape(address)));
                }
                self.links.push(address.is_some());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.html.push_str("</p>\n"),
            TagEnd::Heading(_) => self.html.push_str("</h2>\n"),
            TagEnd::BlockQuote(_) => self.html.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.html.push_str("</pre>\n"),
            TagEnd::List(_) => {
                let is_numbered = self.lists.pop() == Some(true);
                self.html.push_str(if is_numbered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Link if self.links.pop() == Some(true) => self.html.push_str("</a>"),
            _ => {}
        }
    }

    /// Fills the address of a link; `None` for what is neither a web nor a mail address.
    fn destination(&self, address: &str) -> Option<String> {
        let mut filled = String::new();
        for character in address.chars() {
            match self.marked.name(character) {
                Some(name) => percent_encode(self.values.find(name).unwrap_or_default(), &mut filled),
                None => filled.push(character),
            }
        }
        is_address(&filled).then_some(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values<'a>(values: &'a [(&'a str, &'a str)]) -> Values<'a> {
        Values { values, is_right_to_left: false }
    }

    #[test]
    fn t13_t28_a_value_is_neither_markdown_nor_html_nor_a_variable() {
        let evil = "**x** <script>{{b}}</script> [y](https://evil.example)\nz";
        let given = [("a", evil), ("b", "secret")];
        let shown = "**x** &lt;script&gt;{{b}}&lt;/script&gt; [y](https://evil.example) z";
        assert_eq!(line("{{a}}!", values(&given)), format!("{shown}!"));
        assert_eq!(line("*{{ a }}*", values(&given)), format!("<em>{shown}</em>"));
        assert_eq!(paragraphs("{{a}}", values(&given)), format!("<p>{shown}</p>"));
        assert_eq!(plain("{{a}}", values(&given)), evil.replace('\n', " "));
    }

    #[test]
    fn t13_what_an_administrator_writes_is_markdown_and_never_html() {
        let drawn = |text| paragraphs(text, values(&[]));
        assert_eq!(
            drawn("# A\n\n<b>x</b> <script>y</script>"),
            "<h2>A</h2>\n<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt;</p>"
        );
        assert_eq!(drawn("- a\n- b"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>");
        assert_eq!(drawn("[x](javascript:alert(1)) ![p](https://a.example/t.png)"), "<p>x p</p>");
        assert_eq!(
            drawn("[x](https://example.org/?a=1&b)"),
            "<p><a href=\"https://example.org/?a=1&amp;b\">x</a></p>"
        );
        let given = [("name", "a/../b")];
        assert_eq!(
            paragraphs("[x](https://example.org/{{name}})", values(&given)),
            "<p><a href=\"https://example.org/a%2F..%2Fb\">x</a></p>"
        );
        assert_eq!(drawn("a\u{e000}b"), "<p>ab</p>");
    }

    #[test]
    fn a_line_has_emphasis_and_no_blocks() {
        let given = [("name", "Ann"), ("app", "LINE")];
        assert_eq!(line("1. **{{name}}** invites", values(&given)), "1. <strong>Ann</strong> invites");
        assert_eq!(line("# a *b*", values(&given)), "# a <em>b</em>");
        assert_eq!(line("General › VPN & Device", values(&given)), "General › VPN &amp; Device");
        // Letters stand directly behind the mark in some scripts.
        assert_eq!(line("**{{app}}**をタップ", values(&given)), "<strong>LINE</strong>をタップ");
    }

    #[test]
    fn a_value_of_another_direction_is_isolated() {
        let given = [("name", "عمر")];
        assert_eq!(line("Hello {{name}}", values(&given)), "Hello <bdi>عمر</bdi>");
        assert_eq!(plain("Hello {{name}}", values(&given)), "Hello \u{2068}عمر\u{2069}");
        let arabic = Values { values: &[("name", "Ann")], is_right_to_left: true };
        assert_eq!(line("مرحبا {{name}}", arabic), "مرحبا <bdi>Ann</bdi>");
    }
}
