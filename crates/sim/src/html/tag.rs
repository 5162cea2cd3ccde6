//! Cuts HTML into tags and texts, with attributes and character references resolved.

/// Elements without an end.
pub(super) const VOID: [&str; 9] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr", "base"];

/// Elements whose content is not markup, and not text for people either.
const RAW: [&str; 2] = ["script", "style"];

/// A start tag.
pub(super) struct Tag {
    /// The name, in lower case.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Returns an attribute; empty if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(own, _)| own == name)
    }
}

/// A part of a page.
pub(super) enum Piece {
    Open(Tag),
    Close(String),
    Text(String),
}

/// The parts of a page, one after the other.
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Takes everything up to and without `end`, and passes over `end`.
    fn take_until(&mut self, end: &str) -> &'a str {
        let (taken, rest) = self.rest.split_once(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn tag(&mut self) -> Tag {
        let name_end = self.rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
        let (name, rest) = self.rest.split_at(name_end.unwrap_or(self.rest.len()));
        self.rest = rest;
        let mut tag = Tag { name: name.to_ascii_lowercase(), attributes: Vec::new() };
        while let Some(attribute) = self.attribute() {
            tag.attributes.push(attribute);
        }
        if RAW.contains(&tag.name.as_str()) {
            let end = format!("</{}", tag.name);
            let at = self.rest.to_ascii_lowercase().find(&end).unwrap_or(self.rest.len());
            self.rest = &self.rest[at..];
        }
        tag
    }

    /// Reads the next attribute; `None` at the end of the tag, which is passed over.
    fn attribute(&mut self) -> Option<(String, String)> {
        self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if self.rest.is_empty() || self.rest.starts_with('>') {
            self.rest = self.rest.get(1..).unwrap_or_default();
            return None;
        }
        let is_end = |c: char| c.is_whitespace() || matches!(c, '>' | '/' | '=');
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest[first..].find(is_end).map_or(self.rest.len(), |end| end + first);
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        let Some(value) = self.rest.strip_prefix('=') else {
            return Some((name.to_ascii_lowercase(), String::new()));
        };
        self.rest = value.trim_start();
        let value = match self.rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.rest = &self.rest[1..];
                self.take_until(if quote == '"' { "\"" } else { "'" })
            }
            _ => {
                let end = self.rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(self.rest.len());
                let (value, rest) = self.rest.split_at(end);
                self.rest = rest;
                value
            }
        };
        Some((name.to_ascii_lowercase(), resolved(value)))
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if let Some(comment) = self.rest.strip_prefix("<!--") {
                self.rest = comment;
                self.take_until("-->");
            } else if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.take_until(">");
            } else if let Some(close) = self.rest.strip_prefix("</") {
                self.rest = close;
                return Some(Piece::Close(self.take_until(">").trim().to_ascii_lowercase()));
            } else if self
                .rest
                .strip_prefix('<')
                .is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                self.rest = &self.rest[1..];
                return Some(Piece::Open(self.tag()));
            } else {
                let first = self.rest.chars().next().map_or(0, char::len_utf8);
                let end = self.rest[first..].find('<').map_or(self.rest.len(), |end| end + first);
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Piece::Text(resolved(text)));
            }
        }
    }
}

/// Resolves character references: the numeric ones, and the names that template engines write.
fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').and_then(|(name, after)| Some((character(name)?, after)));
        match reference {
            Some((character, after)) => {
                out.push(character);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
