//! One line of a list of assignments: a device by its serial number, a person by username, and where there are several
//! directories, which.

use domain::account::username_key;
use domain::built_in_person::{PersonField, check_field};

use crate::sheet::{Collected, Column, Line, Sheet, SheetFault, SheetReading};

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
            "numerodeserie",
            "númerodeserie",
            "numerodiserie",
            "serienummer",
            "device",
        ],
    },
    Column {
        title: "Username",
        is_needed: true,
        names: &[
            "username",
            "samaccountname",
            "uid",
            "login",
            "loginname",
            "accountname",
            "benutzername",
            "anmeldename",
            "nomdutilisateur",
            "nombredeusuario",
            "nomeutente",
            "gebruikersnaam",
            "assignto",
            "assignedto",
            "user",
            "person",
        ],
    },
    Column {
        title: "Directory",
        is_needed: false,
        names: &["directory", "directoryname", "verzeichnis", "annuaire", "directorio", "source"],
    },
];
const SERIAL_NUMBER: usize = 0;
const USERNAME: usize = 1;
const DIRECTORY: usize = 2;

/// The most characters of a serial number; Apple's have at most fourteen.
const SERIAL_CHARACTERS_MAX: usize = 64;
/// The most characters of a directory's name.
const DIRECTORY_CHARACTERS_MAX: usize = 100;

/// What a line says.
#[derive(Debug)]
pub(super) struct AssignmentLine {
    pub(super) serial_number: String,
    /// Empty for nobody.
    pub(super) username: String,
    /// `None` looks in all of them.
    pub(super) directory: Option<String>,
}

impl AssignmentLine {
    /// Returns whom the line means, the same for each spelling: where to look, and for which name.
    pub(super) fn person(&self) -> (Option<String>, String) {
        (self.directory.clone(), username_key(&self.username))
    }
}

/// Reads a list of assignments, lines with the same serial number refused.
pub(super) fn read(content: &[u8]) -> Result<(SheetReading, Collected<AssignmentLine>), SheetFault> {
    let sheet = Sheet::open(content, COLUMNS)?;
    let mut collected = sheet.read(take)?;
    collected.refuse_duplicates(COLUMNS[SERIAL_NUMBER].title, "serial number", |line| {
        line.serial_number.to_uppercase()
    });
    Ok((sheet.reading, collected))
}

fn take(line: &Line<'_>) -> Result<AssignmentLine, Vec<(usize, String)>> {
    let mut faults = Vec::new();
    let cell = |column| line.cell(column).unwrap_or_default();
    let serial_number = cell(SERIAL_NUMBER);
    if serial_number.is_empty() {
        faults.push((SERIAL_NUMBER, "Enter the device’s serial number.".to_owned()));
    } else if !is_text(serial_number, SERIAL_CHARACTERS_MAX) {
        faults.push((
            SERIAL_NUMBER,
            "This is no serial number: it is too long or has line breaks in it.".to_owned(),
        ));
    }
    let username = cell(USERNAME);
    if !username.is_empty()
        && let Err(fault) = check_field(PersonField::Username, username)
    {
        faults.push((USERNAME, fault.to_string()));
    }
    let directory = cell(DIRECTORY);
    if !is_text(directory, DIRECTORY_CHARACTERS_MAX) {
        faults.push((
            DIRECTORY,
            "Write the name of a directory as it stands under Directory Services.".to_owned(),
        ));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(AssignmentLine {
        serial_number: serial_number.to_owned(),
        username: username.to_owned(),
        directory: (!directory.is_empty()).then(|| directory.to_owned()),
    })
}

fn is_text(text: &str, characters_max: usize) -> bool {
    text.chars().count() <= characters_max && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_a_device_and_a_person_or_nobody() {
        let content = "Seriennummer;Benutzername;Verzeichnis\nF2LA;ann;School\nF2LB;;\n";
        let (_, collected) = read(content.as_bytes()).expect("a sheet");
        let told: Vec<_> = collected
            .entries
            .iter()
            .map(|(line, one)| {
                (*line, one.serial_number.as_str(), one.username.as_str(), one.directory.as_deref())
            })
            .collect();
        assert_eq!(told, [(2, "F2LA", "ann", Some("School")), (3, "F2LB", "", None)]);
    }

    #[test]
    fn what_names_no_device_or_two_lines_for_one_are_faults() {
        let content =
            "Serial number,Username\n,ann\nF2LA,ann\nf2la,bob\nF2LB,a\u{200b}nn\nF2LC,=ann\nF2LD,ann";
        let (_, collected) = read(content.as_bytes()).expect("a sheet");
        let content = collected.finish();
        let told: Vec<_> = content.faults.first.iter().map(|fault| (fault.line, fault.field)).collect();
        assert_eq!(
            told,
            [
                (2, "Serial number"),
                (3, "Serial number"),
                (4, "Serial number"),
                (5, "Username"),
                (6, "Username"),
            ]
        );
        assert_eq!(content.entries.len(), 1);
    }
}
