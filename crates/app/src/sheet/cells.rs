//! From text to cells (RFC 4180, with any of four separators).

use std::borrow::Cow;

/// The most octets of a cell; a longer one is a fault of its line.
const CELL_BYTES_MAX: usize = 4_096;

/// The most cells of a line, those of ignored columns included.
pub(super) const CELLS_MAX: usize = 200;

/// What separates cells: one ASCII character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Delimiter(u8);

impl Delimiter {
    pub(super) const COMMA: Self = Self(b',');
    /// Every one, the most usual last.
    pub(super) const ALL: [Self; 4] = [Self(b'|'), Self(b'\t'), Self(b';'), Self::COMMA];

    /// Returns the words for people.
    pub(super) fn title(self) -> &'static str {
        match self.0 {
            b';' => "semicolon",
            b'\t' => "tab",
            b'|' => "vertical bar",
            _ => "comma",
        }
    }
}

/// Reads the line `sep=;` that some spreadsheets put before the head: the separator, and where the rest begins.
pub(super) fn given_delimiter(text: &str) -> (Option<Delimiter>, (usize, u64)) {
    let line = text.lines().next().unwrap_or_default();
    let given = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP=")).map(str::as_bytes);
    let delimiter = match given {
        Some([one]) => Delimiter::ALL.into_iter().find(|delimiter| delimiter.0 == *one),
        _ => None,
    };
    match delimiter {
        Some(_) => (delimiter, (end_of_line(text, 0), 2)),
        None => (None, (0, 1)),
    }
}

/// Returns the first line that is not blank, from a place on, and where the lines after it begin.
pub(super) fn first_line(text: &str, (mut at, mut number): (usize, u64)) -> Option<(&str, (usize, u64))> {
    while at < text.len() {
        let end = end_of_line(text, at);
        let line = text[at..end].trim_end_matches(['\r', '\n']);
        (at, number) = (end, number + 1);
        if !line.trim().is_empty() {
            return Some((line, (at, number)));
        }
    }
    None
}

/// Splits one line into its cells; where its quotation marks make no sense, as if there were none.
pub(super) fn split(line: &str, delimiter: Delimiter) -> Vec<String> {
    match Records::new(line, (0, 1), delimiter).next_record() {
        Some((_, Ok(cells))) => cells.into_iter().map(Cow::into_owned).collect(),
        _ => line
            .split(char::from(delimiter.0))
            .take(CELLS_MAX + 1)
            .map(|cell| cell.trim().to_owned())
            .collect(),
    }
}

/// Walks through the records of a text.
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    number: u64,
    delimiter: u8,
}

/// One record: its cells without the blanks around them, or what is wrong with it.
type Record<'a> = Result<Vec<Cow<'a, str>>, &'static str>;

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, (at, number): (usize, u64), delimiter: Delimiter) -> Self {
        Self { text, at, number, delimiter: delimiter.0 }
    }

    /// Returns the next record with the number of the line on which it begins. After one that is wrong, reading goes on
    /// with the line after that.
    pub(super) fn next_record(&mut self) -> Option<(u64, Record<'a>)> {
        if self.at >= self.text.len() {
            return None;
        }
        let (start, number) = (self.at, self.number);
        let record = self.record();
        if record.is_err() {
            self.at = end_of_line(self.text, start);
            self.number = number + 1;
        }
        Some((number, record))
    }

    fn record(&mut self) -> Record<'a> {
        let mut cells = Vec::new();
        loop {
            self.skip_blanks();
            cells.push(if self.peek() == Some(b'"') { self.quoted()? } else { self.bare()? });
            match self.peek() {
                Some(octet) if octet == self.delimiter && cells.len() >= CELLS_MAX => return Err(MANY),
                Some(octet) if octet == self.delimiter => self.at += 1,
                _ => break,
            }
        }
        self.at = end_of_line(self.text, self.at);
        self.number += 1;
        Ok(cells)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn bare(&mut self) -> Result<Cow<'a, str>, &'static str> {
        let rest = &self.text.as_bytes()[self.at..];
        let is_end = |octet: &u8| *octet == self.delimiter || matches!(octet, b'\n' | b'\r');
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        let cell = self.text[self.at..self.at + length].trim();
        self.at += length;
        if cell.len() > CELL_BYTES_MAX { Err(LONG) } else { Ok(Cow::Borrowed(cell)) }
    }

    fn quoted(&mut self) -> Result<Cow<'a, str>, &'static str> {
        self.at += 1;
        let start = self.at;
        let mut has_doubled = false;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let length = rest.iter().take(CELL_BYTES_MAX).position(|octet| *octet == b'"');
            let Some(length) = length else {
                return Err(if rest.len() > CELL_BYTES_MAX { LONG_OR_NOT_CLOSED } else { NOT_CLOSED });
            };
            self.at += length + 1;
            if self.peek() != Some(b'"') {
                break;
            }
            has_doubled = true;
            self.at += 1;
        }
        let raw = &self.text[start..self.at - 1];
        self.number += u64::try_from(line_ends(raw)).unwrap_or(0);
        if raw.len() > CELL_BYTES_MAX {
            return Err(LONG);
        }
        self.skip_blanks();
        match self.peek() {
            None | Some(b'\n' | b'\r') => {}
            Some(octet) if octet == self.delimiter => {}
            Some(_) => return Err(AFTER_CLOSED),
        }
        let cell = raw.trim();
        Ok(if has_doubled { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) })
    }
}

const MANY: &str = "This line has more than 200 cells.";
const LONG: &str = "A cell of this line has more than 4,096 octets.";
const NOT_CLOSED: &str = "A quotation mark is opened in this line and not closed.";
const LONG_OR_NOT_CLOSED: &str =
    "A quotation mark is opened in this line and not closed, or the cell has more than 4,096 octets.";
const AFTER_CLOSED: &str =
    "There is text after a closing quotation mark. Within quotation marks, write a quotation mark twice.";

/// Returns where the line after the one at a place begins. Lines end with LF, CR LF or, from old Macs, CR.
fn end_of_line(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    match rest.iter().position(|octet| matches!(octet, b'\n' | b'\r')) {
        Some(end) if rest[end] == b'\r' && rest.get(end + 1) == Some(&b'\n') => at + end + 2,
        Some(end) => at + end + 1,
        None => text.len(),
    }
}

fn line_ends(text: &str) -> usize {
    let octets = text.as_bytes();
    let ends = |(at, octet): (usize, &u8)| {
        *octet == b'\n' || (*octet == b'\r' && octets.get(at + 1) != Some(&b'\n'))
    };
    octets.iter().enumerate().filter(|one| ends(*one)).count()
}
