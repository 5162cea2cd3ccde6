//! Sheets: tables that people save from a spreadsheet, read line by line with generous eyes and a fault for each line
//! that cannot be used.
//!
//! What programs write under the name of CSV differs in encoding, separator and the words of the head; all of that is
//! found out here. What the cells mean is the caller's business. Quotation marks are read here and not by a library,
//! because one that is not closed has to be a fault of its own line, not of the whole rest.

mod cells;
mod text;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use domain::upload::{LINES_TOLD_MAX, UPLOAD_BYTES_MAX};

use crate::Fault;
use cells::{CELLS_MAX, Delimiter, Records, split};

/// The most lines below the head.
pub const SHEET_LINES_MAX: usize = 100_000;
/// The most octets of the line that names the columns.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// The most characters of a foreign column's name that are repeated to people.
const NAME_CHARACTERS_SHOWN: usize = 60;
/// The most foreign columns that are repeated to people.
const NAMES_SHOWN: usize = 30;

/// A column that a sheet may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// What people call it.
    pub(crate) title: &'static str,
    /// Whether nothing can be done without it.
    pub(crate) is_needed: bool,
    /// The heads it is known by, in lower case without blanks and punctuation, best first.
    pub(crate) names: &'static [&'static str],
}

/// Why a file is no sheet. The words are for whoever uploaded it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum SheetFault {
    #[error("Choose a file. This one is empty.")]
    Empty,
    #[error("The file is larger than {} MiB. Split it into several.", UPLOAD_BYTES_MAX / 1024 / 1024)]
    Large,
    #[error(
        "This is a workbook, not a table of text. Open it in your spreadsheet program and save it as CSV (“CSV UTF-8” where there is a choice)."
    )]
    Workbook,
    #[error("The file holds characters that are not text (NUL). Save it as CSV UTF-8 and try again.")]
    Nul,
    #[error(
        "The file begins as {0} and is not written in it throughout. Save it as CSV UTF-8 and try again."
    )]
    Encoding(&'static str),
    #[error("The first line is too long or names more than {max} columns. Is the right separator used?", max = CELLS_MAX)]
    Head,
    #[error(
        "There is no column {title}. The first line has to name the columns, separated by commas, semicolons or tabs; found: {found}."
    )]
    Missing { title: &'static str, found: String },
    #[error("Two columns are called “{0}”. Rename or remove one of them.")]
    Twice(String),
    #[error("There is no line below the names of the columns.")]
    HeadOnly,
    #[error("The file has more than {max} lines. Split it into several.", max = "100,000")]
    Lines,
}

/// How a file was read, so that people see when it was misread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetReading {
    /// The encoding found.
    pub encoding: &'static str,
    /// What separates the cells, in words.
    pub delimiter: &'static str,
    /// The columns taken: ours and the head that it was recognised by.
    pub columns: Vec<(&'static str, String)>,
    /// The heads that mean nothing here.
    pub ignored: Vec<String>,
}

/// A line that cannot be used, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineFault {
    /// The line's number in the file, from 1.
    pub line: u64,
    /// The column's title; empty when the line as a whole is meant.
    pub field: &'static str,
    /// What is wrong, in words for people.
    pub message: String,
}

/// The lines that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LineFaults {
    /// The first faults, in the order of the lines, at most [`LINES_TOLD_MAX`].
    pub first: Vec<LineFault>,
    /// How many faults there are in all.
    pub faults: u64,
    /// How many lines have one.
    pub lines: u64,
}

impl LineFaults {
    /// Returns the faults as those of the file that holds the lines, and how many more there are.
    pub(crate) fn told(&self) -> Vec<Fault> {
        let told = self.first.iter().map(|fault| Fault::new("file", fault.to_string()));
        let more = self.faults.saturating_sub(u64::try_from(self.first.len()).unwrap_or(u64::MAX));
        let more = (more > 0).then(|| Fault::new("file", format!("And {more} more.")));
        told.chain(more).collect()
    }
}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            "" => write!(f, "Line {}: {}", self.line, self.message),
            field => write!(f, "Line {}, {field}: {}", self.line, self.message),
        }
    }
}

/// An opened sheet: its head is understood, its lines are not read yet.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) reading: SheetReading,
    text: Cow<'a, str>,
    delimiter: Delimiter,
    /// Where the lines begin, in octets, and the number of the first.
    start: (usize, u64),
    /// How many cells a line has.
    width: usize,
    /// For each of our columns, which cell it is.
    places: Vec<Option<usize>>,
    columns: &'static [Column],
}

/// A line of a sheet.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    cells: &'a [Cow<'a, str>],
    places: &'a [Option<usize>],
}

/// What was read of a sheet: the usable lines with their numbers, and the others.
#[derive(Debug)]
pub(crate) struct SheetContent<T> {
    pub(crate) entries: Vec<(u64, T)>,
    pub(crate) faults: LineFaults,
}

impl<'a> Sheet<'a> {
    /// Opens a file: finds out its encoding and separator, and which of the columns it has.
    pub(crate) fn open(content: &'a [u8], columns: &'static [Column]) -> Result<Self, SheetFault> {
        if content.len() > UPLOAD_BYTES_MAX {
            return Err(SheetFault::Large);
        }
        let (text, encoding) = text::decode(content)?;
        let (given, start) = cells::given_delimiter(&text);
        let (head, start) = cells::first_line(&text, start).ok_or(SheetFault::Empty)?;
        if head.len() > HEAD_BYTES_MAX {
            return Err(SheetFault::Head);
        }
        let heads = |delimiter| split(head, delimiter);
        let known = |heads: &[String]| columns.iter().filter(|column| place(column, heads).is_some()).count();
        let delimiter = given.unwrap_or_else(|| {
            // The later of equals wins in `max_by_key`; the usual separators come last.
            let candidates = Delimiter::ALL.into_iter();
            let score = |delimiter: &Delimiter| (known(&heads(*delimiter)), heads(*delimiter).len());
            candidates.max_by_key(score).unwrap_or(Delimiter::COMMA)
        });
        let heads = heads(delimiter);
        if heads.len() > CELLS_MAX {
            return Err(SheetFault::Head);
        }
        let places: Vec<_> = columns.iter().map(|column| place(column, &heads)).collect();
        for (column, place) in columns.iter().zip(&places) {
            match place {
                None if column.is_needed => {
                    return Err(SheetFault::Missing { title: column.title, found: shown(&heads) });
                }
                Some(place)
                    if heads.iter().filter(|head| normal(head) == normal(&heads[*place])).count() > 1 =>
                {
                    return Err(SheetFault::Twice(short(&heads[*place])));
                }
                _ => {}
            }
        }
        let taken = columns.iter().zip(&places);
        let reading = SheetReading {
            encoding,
            delimiter: delimiter.title(),
            columns: taken
                .filter_map(|(column, place)| Some((column.title, short(&heads[(*place)?]))))
                .collect(),
            ignored: ignored(&heads, &places),
        };
        Ok(Self { reading, delimiter, start, width: heads.len(), places, columns, text })
    }

    /// Says whether the file has a column.
    pub(crate) fn has(&self, column: usize) -> bool {
        self.places[column].is_some()
    }

    /// Reads all lines. `take` makes a value of a line, or says what is wrong with which column.
    pub(crate) fn read<T>(
        &self,
        mut take: impl FnMut(&Line<'_>) -> Result<T, Vec<(usize, String)>>,
    ) -> Result<Collected<T>, SheetFault> {
        let mut collected = Collected { entries: Vec::new(), faults: Vec::new() };
        let mut lines = 0;
        let mut records = Records::new(&self.text, self.start, self.delimiter);
        while let Some((number, record)) = records.next_record() {
            let cells = match record {
                Ok(cells) if cells.iter().all(|cell| cell.is_empty()) => continue,
                Ok(cells) => cells,
                Err(message) => {
                    lines = counted(lines)?;
                    collected.fault(number, "", message.to_owned());
                    continue;
                }
            };
            lines = counted(lines)?;
            if cells.len() != self.width {
                collected.fault(number, "", self.wrong_width(cells.len()));
                continue;
            }
            let cells: Vec<_> = cells.into_iter().map(without_apostrophe).collect();
            let places = self.places.iter().zip(self.columns);
            let formula =
                places.filter_map(|(place, column)| Some((cells[(*place)?].formula()?, column))).next();
            if let Some((cell, column)) = formula {
                let message = format!(
                    "“{}” is a formula. Write the text itself; where it really begins so, put an apostrophe before it.",
                    short(cell)
                );
                collected.fault(number, column.title, message);
                continue;
            }
            let cells: Vec<_> = cells.into_iter().map(|cell| cell.text).collect();
            match take(&Line { cells: &cells, places: &self.places }) {
                Ok(entry) => collected.entries.push((number, entry)),
                Err(faults) => {
                    for (column, message) in faults {
                        collected.fault(number, self.columns[column].title, message);
                    }
                }
            }
        }
        if lines == 0 { Err(SheetFault::HeadOnly) } else { Ok(collected) }
    }

    fn wrong_width(&self, cells: usize) -> String {
        let advice = if cells > self.width {
            format!("Is a cell with a {} in it not within quotation marks?", self.delimiter.title())
        } else {
            "Is a separator missing?".to_owned()
        };
        format!("This line has {cells} cells and the first line {}. {advice}", self.width)
    }
}

/// Returns the text of a file that may be no table at all.
pub(crate) fn plain_text(content: &[u8]) -> Result<Cow<'_, str>, SheetFault> {
    if content.len() > UPLOAD_BYTES_MAX {
        return Err(SheetFault::Large);
    }
    Ok(text::decode(content)?.0)
}

/// Counts one more line, if there may be one.
fn counted(lines: usize) -> Result<usize, SheetFault> {
    if lines < SHEET_LINES_MAX { Ok(lines + 1) } else { Err(SheetFault::Lines) }
}

impl Line<'_> {
    /// Returns the text of a column's cell without the blanks around it; `None` when the file has no such column.
    pub(crate) fn cell(&self, column: usize) -> Option<&str> {
        self.places[column].map(|place| self.cells[place].as_ref())
    }
}

/// What was read so far.
#[derive(Debug)]
pub(crate) struct Collected<T> {
    pub(crate) entries: Vec<(u64, T)>,
    faults: Vec<LineFault>,
}

impl<T> Collected<T> {
    /// Ends the reading with every fault, sorted or not.
    pub(crate) fn into_parts(self) -> (Vec<(u64, T)>, Vec<LineFault>) {
        (self.entries, self.faults)
    }

    fn fault(&mut self, line: u64, field: &'static str, message: String) {
        self.faults.push(LineFault { line, field, message });
    }

    /// Takes out all lines that say the same as another: nobody can know which of them is meant.
    pub(crate) fn refuse_duplicates(&mut self, field: &'static str, what: &str, key: impl Fn(&T) -> String) {
        // For each key its first line, and a second one when there is one.
        let mut seen: HashMap<String, (u64, Option<u64>)> = HashMap::with_capacity(self.entries.len());
        for (line, entry) in &self.entries {
            seen.entry(key(entry))
                .and_modify(|seen| seen.1 = seen.1.or(Some(*line)))
                .or_insert((*line, None));
        }
        let mut faults = Vec::new();
        self.entries.retain(|(line, entry)| {
            let Some((first, Some(second))) = seen.get(&key(entry)) else { return true };
            let other = if line == first { second } else { first };
            let message = format!("Line {other} has the same {what}. Keep one of the two.");
            faults.push(LineFault { line: *line, field, message });
            false
        });
        self.faults.extend(faults);
    }

    /// Ends the reading: sorts the faults by line, keeps the first and counts the others.
    pub(crate) fn finish(mut self) -> SheetContent<T> {
        self.faults.sort_by_key(|fault| fault.line);
        let count = |some: usize| u64::try_from(some).unwrap_or(u64::MAX);
        let faults = count(self.faults.len());
        let lines = count(self.faults.chunk_by(|one, next| one.line == next.line).count());
        self.faults.truncate(LINES_TOLD_MAX);
        SheetContent { entries: self.entries, faults: LineFaults { first: self.faults, faults, lines } }
    }
}

/// A cell's text, and whether an apostrophe before it says that it is text whatever it looks like.
struct Cell<'a> {
    text: Cow<'a, str>,
    is_marked: bool,
}

impl Cell<'_> {
    /// Returns the text when a spreadsheet would compute it. Telephone numbers such as +49 30 1 are none.
    fn formula(&self) -> Option<&str> {
        let mut chars = self.text.chars();
        let is_formula = match chars.next()? {
            '=' | '＝' => true,
            '+' | '-' | '@' | '＋' | '－' | '＠' => {
                chars.as_str().trim_start().starts_with(|c: char| c.is_alphabetic() || c == '(')
            }
            _ => false,
        };
        (is_formula && !self.is_marked).then_some(self.text.as_ref())
    }
}

/// Takes off the apostrophe by which spreadsheets, and our own exports, mark as text what looks like a formula.
fn without_apostrophe(cell: Cow<'_, str>) -> Cell<'_> {
    let marks = |text: &str| {
        text.strip_prefix('\'')
            .is_some_and(|rest| rest.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
    };
    if !marks(&cell) {
        return Cell { text: cell, is_marked: false };
    }
    let text = match cell {
        Cow::Borrowed(text) => Cow::Borrowed(text[1..].trim()),
        Cow::Owned(text) => Cow::Owned(text[1..].trim().to_owned()),
    };
    Cell { text, is_marked: true }
}

/// Returns the cell of the head that a column is known by: of several the one with the best name.
fn place(column: &Column, heads: &[String]) -> Option<usize> {
    column.names.iter().find_map(|name| heads.iter().position(|head| normal(head) == *name))
}

/// Returns a head as it is compared: letters and digits in lower case.
fn normal(head: &str) -> String {
    head.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn ignored(heads: &[String], places: &[Option<usize>]) -> Vec<String> {
    let foreign = heads.iter().enumerate().filter(|(place, _)| !places.contains(&Some(*place)));
    let named = foreign.map(|(_, head)| short(head)).filter(|head| !head.is_empty());
    named.take(NAMES_SHOWN).collect()
}

fn shown(heads: &[String]) -> String {
    let named: Vec<_> = heads.iter().take(NAMES_SHOWN).map(|head| format!("“{}”", short(head))).collect();
    named.join(", ")
}

fn short(text: &str) -> String {
    let text = text.trim();
    let mut shown: String = text.chars().filter(|c| !c.is_control()).take(NAME_CHARACTERS_SHOWN).collect();
    if text.chars().count() > NAME_CHARACTERS_SHOWN {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests;
