//! One line of a list of people: which columns there may be, and what a line says about a person.

use domain::account::username_key;
use domain::built_in_person::{PersonField, check_field};
use domain::person::Person;

use crate::sheet::{Collected, Column, Line, Sheet, SheetFault, SheetReading};

/// The columns: one for each of [`PersonField::ALL`], then the two parts of a name.
const COLUMNS: &[Column] = &[
    column(
        PersonField::Username,
        &[
            "username",
            "samaccountname",
            "uid",
            "login",
            "loginname",
            "logon",
            "logonname",
            "accountname",
            "account",
            "benutzername",
            "anmeldename",
            "benutzerkennung",
            "kennung",
            "benutzer",
            "nomdutilisateur",
            "identifiant",
            "nombredeusuario",
            "usuario",
            "nomeutente",
            "utente",
            "gebruikersnaam",
            "userprincipalname",
            "upn",
            "user",
            "userid",
        ],
    ),
    column(
        PersonField::FullName,
        &[
            "fullname",
            "displayname",
            "realname",
            "name",
            "cn",
            "vollstandigername",
            "vollständigername",
            "anzeigename",
            "nomcomplet",
            "nombrecompleto",
            "nomecompleto",
            "volledigenaam",
        ],
    ),
    column(
        PersonField::Email,
        &[
            "email",
            "emailaddress",
            "mail",
            "mailaddress",
            "emailadresse",
            "mailadresse",
            "adressemail",
            "adresseemail",
            "courriel",
            "correo",
            "correoelectronico",
            "correoelectrónico",
            "indirizzoemail",
            "emailadres",
        ],
    ),
    column(
        PersonField::Phone,
        &[
            "phone",
            "phonenumber",
            "telephone",
            "telephonenumber",
            "tel",
            "mobile",
            "telefon",
            "telefonnummer",
            "téléphone",
            "teléfono",
            "telefono",
            "telefoon",
        ],
    ),
    column(
        PersonField::Position,
        &[
            "position", "jobtitle", "title", "role", "funktion", "stelle", "poste", "fonction", "puesto",
            "ruolo", "functie",
        ],
    ),
    column(
        PersonField::Department,
        &[
            "department",
            "dept",
            "abteilung",
            "service",
            "département",
            "departement",
            "departamento",
            "reparto",
            "afdeling",
        ],
    ),
    column(
        PersonField::Building,
        &[
            "building",
            "site",
            "office",
            "location",
            "gebäude",
            "gebaude",
            "gebaeude",
            "bâtiment",
            "batiment",
            "edificio",
            "gebouw",
        ],
    ),
    column(
        PersonField::Room,
        &[
            "room",
            "roomnumber",
            "raum",
            "raumnummer",
            "zimmer",
            "salle",
            "bureau",
            "sala",
            "stanza",
            "kamer",
            "lokaal",
        ],
    ),
    Column {
        title: "First name",
        is_needed: false,
        names: &[
            "firstname",
            "givenname",
            "forename",
            "vorname",
            "prénom",
            "prenom",
            "nombre",
            "nome",
            "voornaam",
        ],
    },
    Column {
        title: "Last name",
        is_needed: false,
        names: &[
            "lastname",
            "surname",
            "familyname",
            "sn",
            "nachname",
            "familienname",
            "nom",
            "apellido",
            "apellidos",
            "cognome",
            "achternaam",
        ],
    },
];
/// Where the two parts of a name are among the columns.
const FIRST_NAME: usize = PersonField::ALL.len();
const LAST_NAME: usize = FIRST_NAME + 1;

const fn column(field: PersonField, names: &'static [&'static str]) -> Column {
    Column { title: field.title(), is_needed: matches!(field, PersonField::Username), names }
}

/// What a line says about a person: only the fields that the list has columns for.
#[derive(Debug)]
pub(super) struct PersonLine {
    /// The username as it is compared.
    pub(super) key: String,
    fields: Vec<(PersonField, String)>,
}

impl PersonLine {
    /// Puts what the line says into a person's data; what it does not speak of stays.
    pub(super) fn put(&self, person: &mut Person) {
        for (field, value) in &self.fields {
            field.put(person, value);
        }
    }
}

/// Reads a list of people, lines with the same username refused.
pub(super) fn read(content: &[u8]) -> Result<(SheetReading, Collected<PersonLine>), SheetFault> {
    let sheet = Sheet::open(content, COLUMNS)?;
    let is_name_in_parts =
        !sheet.has(position(PersonField::FullName)) && (sheet.has(FIRST_NAME) || sheet.has(LAST_NAME));
    let mut collected = sheet.read(|line| take(line, is_name_in_parts))?;
    collected.refuse_duplicates(PersonField::Username.title(), "username", |line| line.key.clone());
    Ok((sheet.reading, collected))
}

fn take(line: &Line<'_>, is_name_in_parts: bool) -> Result<PersonLine, Vec<(usize, String)>> {
    let mut fields = Vec::with_capacity(PersonField::ALL.len());
    let mut faults = Vec::new();
    for (column, field) in PersonField::ALL.into_iter().enumerate() {
        let value = match line.cell(column) {
            Some(value) => value.to_owned(),
            None if field == PersonField::FullName && is_name_in_parts => joined(line),
            None => continue,
        };
        match check_field(field, &value) {
            Ok(()) => fields.push((field, value)),
            Err(fault) => faults.push((column, fault.to_string())),
        }
    }
    let key = username_key(line.cell(position(PersonField::Username)).unwrap_or_default());
    if faults.is_empty() { Ok(PersonLine { key, fields }) } else { Err(faults) }
}

fn joined(line: &Line<'_>) -> String {
    let parts = [FIRST_NAME, LAST_NAME].map(|part| line.cell(part).unwrap_or_default());
    parts.join(" ").trim().to_owned()
}

const fn position(field: PersonField) -> usize {
    field as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_the_order_of_the_fields_and_share_no_name() {
        for (column, field) in PersonField::ALL.into_iter().enumerate() {
            assert_eq!((COLUMNS[column].title, position(field)), (field.title(), column));
        }
        let mut names: Vec<_> = COLUMNS.iter().flat_map(|column| column.names).collect();
        let count = names.len();
        for name in &names {
            assert!(name.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase()), "{name}");
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn a_name_in_two_parts_is_put_together_unless_there_is_a_whole_one() {
        let name = |content: &str| {
            let (_, collected) = read(content.as_bytes()).expect("a sheet");
            let mut person = Person { room: Some("12".into()), ..Person::default() };
            collected.entries[0].1.put(&mut person);
            assert_eq!((person.username.as_str(), person.room.as_deref()), ("ann", Some("12")));
            person.full_name
        };
        assert_eq!(name("Anmeldename;Vorname;Nachname\nann;Ann;O’Hara"), "Ann O’Hara");
        assert_eq!(name("Username,Last name\nann,O’Hara"), "O’Hara");
        assert_eq!(name("Username,First name,Name\nann,Ann,Whole Name"), "Whole Name");
        assert_eq!(name("Username\nann"), "");
    }

    #[test]
    fn all_faults_of_a_line_are_told() {
        let (_, collected) =
            read(b"Username,E-mail,Room\n,ann,a\tb\nbob,bob@example.org,1").expect("a sheet");
        let content = collected.finish();
        let told: Vec<_> = content.faults.first.iter().map(|fault| (fault.line, fault.field)).collect();
        assert_eq!(told, [(2, "Username"), (2, "E-mail"), (2, "Room")]);
        assert_eq!((content.entries.len(), content.faults.lines), (1, 1));
    }
}
