//! The serial numbers that the profile service admits: uploaded as a list, listed, removed.

use domain::admitted_serial_number::{
    AdmittedSerialNumber, NOTE_CHARACTERS_MAX, SERIAL_NUMBERS_MAX, serial_number,
};
use domain::audit::Event;
use domain::page::PAGE_ROWS_MAX;
use domain::privilege::Privilege;

use crate::sheet::{Collected, Column, Line, Sheet, SheetFault};
use crate::{App, Caller, Error, Fault, LineFaults, SheetReading};

const COLUMNS: &[Column] = &[
    Column {
        title: "Serial number",
        is_needed: true,
        names: &[
            "serialnumber",
            "serial",
            "serialno",
            "seriennummer",
            "seriennr",
            "sn",
            "numérodesérie",
            "númerodeserie",
        ],
    },
    Column {
        title: "Note",
        is_needed: false,
        names: &["note", "notes", "comment", "name", "bemerkung", "assettag"],
    },
];
const SERIAL_NUMBER: usize = 0;
const NOTE: usize = 1;

/// What an uploaded list did.
#[derive(Clone, Debug)]
pub struct AdmittedSerialNumbers {
    /// How the file was read.
    pub reading: SheetReading,
    /// How many serial numbers are new.
    pub added: u64,
    /// How many were admitted before.
    pub known: u64,
    /// The lines that could not be used.
    pub faults: LineFaults,
}

/// A part of the list.
#[derive(Clone, Debug)]
pub struct AdmittedSerialNumberPage {
    /// The serial numbers, in their order.
    pub rows: Vec<AdmittedSerialNumber>,
    /// Where the next part begins.
    pub next: Option<String>,
    /// How many there are altogether.
    pub count: u64,
}

#[derive(Debug)]
struct SerialLine {
    serial_number: String,
    note: String,
}

impl App {
    /// Admits the serial numbers of a list. Good lines are taken, faulty ones told.
    pub async fn admit_serial_numbers(
        &self,
        caller: &Caller,
        content: Vec<u8>,
    ) -> Result<AdmittedSerialNumbers, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let _turn = self.0.sheet_work.acquire().await.map_err(|_| Error::Busy)?;
        let read = tokio::task::spawn_blocking(move || read(&content)).await;
        let read = read.map_err(|error| Error::Internal(format!("reading serial numbers: {error}")))?;
        let (reading, collected) =
            read.map_err(|fault| Error::Invalid(vec![Fault::new("file", fault.to_string())]))?;
        let now = self.now();
        let by = caller.actor().name().to_owned();
        let content = collected.finish();
        let lines = content.entries.into_iter().map(|(_, line)| line);
        let rows: Vec<_> = lines
            .map(|line| AdmittedSerialNumber {
                serial_number: line.serial_number,
                note: line.note,
                added_at: now,
                added_by: by.clone(),
            })
            .collect();
        self.check_room(&rows).await?;
        let mut tx = self.0.store.begin().await?;
        let before = tx.count_admitted_serial_numbers().await?;
        tx.save_admitted_serial_numbers(&rows).await?;
        let after = tx.count_admitted_serial_numbers().await?;
        check_count(after)?;
        let added = after.saturating_sub(before);
        let known = u64::try_from(rows.len()).unwrap_or(u64::MAX).saturating_sub(added);
        let event = Event::SerialNumbersAdmitted { added, known };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(AdmittedSerialNumbers { reading, added, known, faults: content.faults })
    }

    /// Refuses a list that does not fit, so that nobody holds the one writer for it.
    async fn check_room(&self, rows: &[AdmittedSerialNumber]) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        let mut count = tx.count_admitted_serial_numbers().await?;
        if count.saturating_add(u64::try_from(rows.len()).unwrap_or(u64::MAX)) <= SERIAL_NUMBERS_MAX {
            return Ok(());
        }
        for row in rows {
            if !tx.has_admitted_serial_number(&row.serial_number).await? {
                count += 1;
                check_count(count)?;
            }
        }
        Ok(())
    }

    /// Lists serial numbers that are admitted, from behind one on; with a search, those that begin with it.
    pub async fn list_admitted_serial_numbers(
        &self,
        caller: &Caller,
        search: &str,
        after: &str,
        limit: u32,
    ) -> Result<AdmittedSerialNumberPage, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let limit = limit.clamp(1, PAGE_ROWS_MAX);
        let prefix: String = search.trim().to_ascii_uppercase().chars().take(20).collect();
        let mut tx = self.0.store.read().await?;
        let mut rows = tx.list_admitted_serial_numbers(&prefix, after, limit + 1).await?;
        let is_more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| is_more).map(|last| last.serial_number.clone());
        Ok(AdmittedSerialNumberPage { rows, next, count: tx.count_admitted_serial_numbers().await? })
    }

    /// Removes a serial number. A device that has enrolled stays enrolled.
    pub async fn remove_admitted_serial_number(&self, caller: &Caller, text: &str) -> Result<(), Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let serial_number = serial_number(text).ok_or(Error::NotFound)?;
        let mut tx = self.0.store.begin().await?;
        if !tx.delete_admitted_serial_number(&serial_number).await? {
            return Err(Error::NotFound);
        }
        let event = Event::SerialNumberRemoved { serial_number };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes every serial number.
    pub async fn remove_admitted_serial_numbers(&self, caller: &Caller) -> Result<u64, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let mut tx = self.0.store.begin().await?;
        let removed = tx.delete_admitted_serial_numbers().await?;
        let event = Event::SerialNumbersRemoved { removed };
        let line = self.audit(caller.actor(), caller.source(), event);
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        Ok(removed)
    }
}

fn check_count(count: u64) -> Result<(), Error> {
    if count <= SERIAL_NUMBERS_MAX {
        return Ok(());
    }
    let words = "There would be more than a million serial numbers. Remove some first.";
    Err(Error::Invalid(vec![Fault::new("file", words)]))
}

fn read(content: &[u8]) -> Result<(SheetReading, Collected<SerialLine>), SheetFault> {
    let sheet = Sheet::open(content, COLUMNS)?;
    let mut collected = sheet.read(take)?;
    collected
        .refuse_duplicates(COLUMNS[SERIAL_NUMBER].title, "serial number", |line| line.serial_number.clone());
    Ok((sheet.reading, collected))
}

fn take(line: &Line<'_>) -> Result<SerialLine, Vec<(usize, String)>> {
    let written = line.cell(SERIAL_NUMBER).unwrap_or_default();
    let Some(serial_number) = serial_number(written) else {
        let words = "This is no serial number: those have 8 to 20 letters and digits.";
        return Err(vec![(SERIAL_NUMBER, words.to_owned())]);
    };
    let note: String = line.cell(NOTE).unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
    if note.chars().count() > NOTE_CHARACTERS_MAX {
        return Err(vec![(NOTE, format!("Write at most {NOTE_CHARACTERS_MAX} characters."))]);
    }
    Ok(SerialLine { serial_number, note })
}
