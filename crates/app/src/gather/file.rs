//! A file of recipients: a table with the columns that spreadsheets and other systems give them, or just addresses.

use std::collections::HashMap;

use domain::address::parse_name;
use domain::language::{LANGUAGES, language_code};
use domain::message::Channel;

use super::{AddressRules, Gathering, RecipientFault, shown, typed};
use crate::NewRecipient;
use crate::sheet::{Column, Line, Sheet, SheetFault, SheetReading, plain_text};

const ADDRESS: usize = 0;
const EMAIL: usize = 1;
const PHONE: usize = 2;
const NAME: usize = 3;
const FIRST_NAME: usize = 4;
const LAST_NAME: usize = 5;
const LANGUAGE: usize = 6;
const ZONE: usize = 7;
const OTHER: usize = 8;
const USERNAME: usize = 9;

/// What a line of a file is called where it is at fault.
const PLACE: &str = "File, line";
/// The most characters of a username.
const USERNAME_CHARACTERS_MAX: usize = 128;

const fn column(title: &'static str, names: &'static [&'static str]) -> Column {
    Column { title, is_needed: false, names }
}

/// The columns, in the places named above.
const COLUMNS: &[Column] = &[
    column(
        "Address",
        &[
            "address",
            "recipient",
            "to",
            "contact",
            "empfänger",
            "empfanger",
            "empfaenger",
            "adresse",
            "destinataire",
            "destinatario",
            "indirizzo",
            "dirección",
            "direccion",
            "ontvanger",
            "adres",
            "modtager",
            "mottagare",
            "adress",
            "destinatário",
            "endereço",
            "endereco",
            "odbiorca",
            "宛先",
            "المستلم",
            "العنوان",
        ],
    ),
    column(
        "E-mail",
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
            "correoelectrónico",
            "correoelectronico",
            "correo",
            "indirizzoemail",
            "emailadres",
            "epost",
            "epostadress",
            "epostadresse",
            "mejl",
            "mejladress",
            "emailadress",
            "endereçodeemail",
            "enderecodeemail",
            "adresemail",
            "pocztaelektroniczna",
            "メール",
            "メールアドレス",
            "البريدالإلكتروني",
            "البريدالالكتروني",
            "primaryemail",
            "workemail",
        ],
    ),
    column(
        "Phone",
        &[
            "mobile",
            "mobilephone",
            "mobilenumber",
            "cellphone",
            "cell",
            "sms",
            "handy",
            "handynummer",
            "mobil",
            "mobilnummer",
            "mobiltelefon",
            "mobiltelefonnummer",
            "mobilfunk",
            "portable",
            "téléphoneportable",
            "telephoneportable",
            "móvil",
            "movil",
            "celular",
            "cellulare",
            "telemóvel",
            "telemovel",
            "gsm",
            "komórka",
            "komorka",
            "携帯",
            "携帯電話",
            "携帯番号",
            "الجوال",
            "phone",
            "phonenumber",
            "telephone",
            "telephonenumber",
            "tel",
            "telefon",
            "telefonnummer",
            "téléphone",
            "teléfono",
            "telefono",
            "telefoon",
            "telefoonnummer",
            "telefone",
            "numertelefonu",
            "電話",
            "電話番号",
            "الهاتف",
            "رقمالهاتف",
        ],
    ),
    column(
        "Name",
        &[
            "fullname",
            "displayname",
            "recipientname",
            "realname",
            "name",
            "cn",
            "vollständigername",
            "vollstandigername",
            "anzeigename",
            "nomcomplet",
            "nombrecompleto",
            "nomecompleto",
            "volledigenaam",
            "naam",
            "namn",
            "navn",
            "imięinazwisko",
            "imieinazwisko",
            "氏名",
            "名前",
            "الاسم",
            "الاسمالكامل",
        ],
    ),
    column(
        "First name",
        &[
            "firstname",
            "givenname",
            "forename",
            "vorname",
            "prénom",
            "prenom",
            "nombre",
            "nome",
            "voornaam",
            "förnamn",
            "fornamn",
            "fornavn",
            "imię",
            "imie",
            "名",
        ],
    ),
    column(
        "Last name",
        &[
            "lastname",
            "surname",
            "familyname",
            "sn",
            "nachname",
            "familienname",
            "nom",
            "apellidos",
            "apellido",
            "cognome",
            "achternaam",
            "efternamn",
            "efternavn",
            "nazwisko",
            "apelido",
            "sobrenome",
            "姓",
        ],
    ),
    column(
        "Language",
        &[
            "language",
            "preferredlanguage",
            "lang",
            "locale",
            "sprache",
            "langue",
            "idioma",
            "lingua",
            "taal",
            "språk",
            "sprak",
            "sprog",
            "język",
            "jezyk",
            "言語",
            "اللغة",
        ],
    ),
    column(
        "Time zone",
        &[
            "timezone",
            "zone",
            "tz",
            "zeitzone",
            "fuseauhoraire",
            "zonahoraria",
            "fusoorario",
            "fusohorário",
            "fusohorario",
            "tijdzone",
            "tidszon",
            "tidszone",
            "strefaczasowa",
            "タイムゾーン",
            "المنطقةالزمنية",
        ],
    ),
    column(
        "Other address",
        &[
            "otheraddress",
            "codeaddress",
            "codeto",
            "secondaddress",
            "alternateaddress",
            "andereadresse",
            "zweiteadresse",
            "autreadresse",
            "otradirección",
            "otradireccion",
            "altroindirizzo",
            "anderadres",
            "andenadresse",
            "annanadress",
            "outroendereço",
            "outroendereco",
            "innyadres",
            "別の宛先",
        ],
    ),
    column(
        "Username",
        &[
            "username",
            "samaccountname",
            "uid",
            "login",
            "loginname",
            "logonname",
            "accountname",
            "account",
            "benutzername",
            "anmeldename",
            "benutzerkennung",
            "nomdutilisateur",
            "identifiant",
            "nombredeusuario",
            "usuario",
            "nomeutente",
            "gebruikersnaam",
            "användarnamn",
            "anvandarnamn",
            "brugernavn",
            "nazwaużytkownika",
            "nomedeusuário",
            "ユーザー名",
            "userprincipalname",
            "upn",
            "user",
            "userid",
            "اسمالمستخدم",
        ],
    ),
];

/// A line that can be used.
struct Row {
    recipient: NewRecipient,
    username: String,
}

/// A cell that cannot be used: its column, what stands in it, and why not.
type CellFault = (usize, String, String);

/// Takes in every line of a file.
pub(super) fn read(gathering: &mut Gathering, content: &[u8]) -> Result<(), SheetFault> {
    let (own, own_title) = match gathering.rules.channel {
        Channel::Email => (EMAIL, "E-mail"),
        Channel::Sms => (PHONE, "Phone"),
    };
    let opened = Sheet::open(content, COLUMNS);
    let is_table = opened.as_ref().is_ok_and(|sheet| sheet.has(own) || sheet.has(ADDRESS));
    if !is_table
        && let Ok(text) = plain_text(content)
        && begins_with_address(&gathering.rules, &text)
    {
        typed::read(gathering, &text, PLACE);
        return Ok(());
    }
    let sheet = opened?;
    if !is_table {
        return Err(SheetFault::Missing { title: own_title, found: found(&sheet.reading) });
    }
    let mut zones = Zones::default();
    let own = if sheet.has(own) { own } else { ADDRESS };
    let collected = sheet.read(|line| Ok(row(&gathering.rules, &mut zones, &sheet, own, line)))?;
    let (rows, broken) = collected.into_parts();
    let mut faults: Vec<_> = broken
        .into_iter()
        .map(|fault| (fault.line, fault_at(fault.line, fault.field, "", &fault.message)))
        .collect();
    for (line, row) in rows {
        match row {
            Ok(Row { recipient, username }) => {
                let (place, _) = gathering.take(recipient);
                if !username.is_empty() {
                    gathering.usernames.push((place, username));
                }
            }
            Err(wrong) => {
                faults.extend(wrong.into_iter().map(|(column, given, words)| {
                    (line, fault_at(line, COLUMNS[column].title, &given, &words))
                }))
            }
        }
    }
    faults.sort_by_key(|(line, _)| *line);
    for (_, RecipientFault { place, given, words }) in faults {
        gathering.fault(place, &given, words);
    }
    gathering.gathered.reading = Some(sheet.reading);
    Ok(())
}

fn fault_at(line: u64, column: &str, given: &str, words: &str) -> RecipientFault {
    let place = match column {
        "" => format!("{PLACE} {line}"),
        column => format!("{PLACE} {line}, {column}"),
    };
    RecipientFault { place, given: shown(given), words: words.to_owned() }
}

/// Says whether a file without the names of columns begins with an address.
fn begins_with_address(rules: &AddressRules, text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut entries = first.split([',', ';', '\t']).map(str::trim);
    entries.any(|entry| rules.looks_like_one(entry) && rules.address(entry).is_ok())
}

fn found(reading: &SheetReading) -> String {
    let named = reading.columns.iter().map(|(_, head)| head).chain(&reading.ignored);
    named.map(|head| format!("“{head}”")).collect::<Vec<_>>().join(", ")
}

fn row(
    rules: &AddressRules,
    zones: &mut Zones,
    sheet: &Sheet<'_>,
    own: usize,
    line: &Line<'_>,
) -> Result<Row, Vec<CellFault>> {
    let mut faults = Vec::new();
    let cell = |column| line.cell(column).unwrap_or_default();
    let mut fault = |column, words: String| faults.push((column, cell(column).to_owned(), words));

    let mut recipient = NewRecipient::default();
    match rules.address(cell(own)) {
        Ok((address, name)) => (recipient.address, recipient.name) = (address, name.unwrap_or_default()),
        Err(wrong) => fault(own, wrong.to_string()),
    }
    let is_in_parts = cell(NAME).is_empty() && (sheet.has(FIRST_NAME) || sheet.has(LAST_NAME));
    let (column, name) = if is_in_parts {
        (LAST_NAME, format!("{} {}", cell(FIRST_NAME), cell(LAST_NAME)))
    } else {
        (NAME, cell(NAME).to_owned())
    };
    match parse_name(&name) {
        Ok(name) if name.is_empty() => {}
        Ok(name) => recipient.name = name,
        Err(wrong) => fault(column, wrong.to_string()),
    }
    match language(cell(LANGUAGE)) {
        Some(code) => recipient.language = code,
        None => fault(LANGUAGE, "Write the language by its letters, such as en or de.".to_owned()),
    }
    match zones.find(cell(ZONE)) {
        Some(zone) => recipient.zone = zone,
        None => fault(ZONE, "Write the time zone by its name, such as Europe/Stockholm.".to_owned()),
    }
    if !cell(OTHER).is_empty() {
        match rules.other_address(cell(OTHER)) {
            Ok(address) => recipient.other_address = Some(address),
            Err(wrong) => fault(OTHER, wrong.to_string()),
        }
    } else {
        // Nobody has said that a code shall go there: a landline is no fault.
        let other = if own == EMAIL || rules.channel == Channel::Email { PHONE } else { EMAIL };
        recipient.other_address = rules.other_address(cell(other)).ok();
    }
    let username = cell(USERNAME);
    if username.chars().count() > USERNAME_CHARACTERS_MAX || username.contains(char::is_control) {
        fault(USERNAME, "Write the username on one line, with at most 128 characters.".to_owned());
    }
    if faults.is_empty() { Ok(Row { recipient, username: username.to_owned() }) } else { Err(faults) }
}

/// Reads a language: by its code, or by what it is called in English or by itself.
fn language(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    let wanted = text.to_lowercase();
    let named = LANGUAGES.iter().find(|language| {
        language.name.to_lowercase() == wanted || language.english_name.to_lowercase() == wanted
    });
    named.map(|language| language.code.to_owned()).or_else(|| language_code(text))
}

/// The time zones looked up so far: most lines name the same.
#[derive(Default)]
struct Zones(HashMap<String, Option<String>>);

impl Zones {
    fn find(&mut self, text: &str) -> Option<String> {
        if text.is_empty() {
            return Some(String::new());
        }
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let zone = jiff::tz::TimeZone::get(text).ok();
        let name = zone.and_then(|zone| zone.iana_name().map(str::to_owned));
        self.0.insert(text.to_owned(), name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::Gathered;
    use super::super::tests::gathering;
    use super::*;

    fn read_by(channel: Channel, content: &[u8]) -> Gathered {
        let mut gathering = gathering(channel);
        read(&mut gathering, content).expect("a file");
        gathering.gathered
    }

    fn refused(channel: Channel, content: &str) -> String {
        read(&mut gathering(channel), content.as_bytes()).expect_err("no list").to_string()
    }

    fn told(gathered: &Gathered) -> Vec<(&str, &str)> {
        gathered.faults.iter().map(|fault| (fault.place.as_str(), fault.given.as_str())).collect()
    }

    #[test]
    fn columns_stand_in_their_places_and_share_no_name() {
        for (place, title) in [
            (ADDRESS, "Address"),
            (EMAIL, "E-mail"),
            (PHONE, "Phone"),
            (NAME, "Name"),
            (FIRST_NAME, "First name"),
            (LAST_NAME, "Last name"),
            (LANGUAGE, "Language"),
            (ZONE, "Time zone"),
            (OTHER, "Other address"),
            (USERNAME, "Username"),
        ] {
            assert_eq!(COLUMNS[place].title, title);
        }
        let mut seen = HashSet::new();
        for name in COLUMNS.iter().flat_map(|column| column.names) {
            assert!(name.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase()), "{name}");
            assert!(seen.insert(name), "{name}");
        }
    }

    #[test]
    fn heads_are_recognised_in_several_languages() {
        for (content, name) in [
            ("E-Mail-Adresse;Vorname;Nachname;Sprache\na@x.org;Åsa;Öberg;de", "Åsa Öberg"),
            ("Courriel,Nom complet,Langue\na@x.org,Åsa Öberg,Français", "Åsa Öberg"),
            ("Correo electrónico\tNombre\tApellidos\na@x.org\tÅsa\tÖberg", "Åsa Öberg"),
            ("メールアドレス,氏名,言語\na@x.org,Åsa Öberg,ja", "Åsa Öberg"),
            ("E-postadress;Namn;Språk\na@x.org;Åsa Öberg;Svenska", "Åsa Öberg"),
            ("Address,Name\na@x.org,Åsa Öberg", "Åsa Öberg"),
            ("Recipient\nÅsa Öberg <a@x.org>", "Åsa Öberg"),
        ] {
            let gathered = read_by(Channel::Email, content.as_bytes());
            assert_eq!(told(&gathered), [], "{content}");
            assert_eq!(gathered.recipients[0].address, "a@x.org", "{content}");
            assert_eq!(gathered.recipients[0].name, name, "{content}");
        }
    }

    #[test]
    fn a_line_says_all_there_is_to_a_recipient() {
        let content = "email,phone,name,language,time zone,username\n\
            a@x.org,070-123 45 67,Anna,DE_at,europe/stockholm,anna\nb@x.org,,,,,";
        let gathered = read_by(Channel::Email, content.as_bytes());
        let anna = NewRecipient {
            address: "a@x.org".into(),
            name: "Anna".into(),
            language: "de-AT".into(),
            zone: "Europe/Stockholm".into(),
            other_address: Some("+46701234567".into()),
            ..NewRecipient::default()
        };
        let bo = NewRecipient { address: "b@x.org".into(), ..NewRecipient::default() };
        assert_eq!(gathered.recipients, [anna, bo]);
        let by_phone = read_by(Channel::Sms, b"email,phone,name\na@x.org,0701234567,Anna");
        assert_eq!(by_phone.recipients[0].address, "+46701234567");
        assert_eq!(by_phone.recipients[0].other_address.as_deref(), Some("a@x.org"));
    }

    #[test]
    fn each_cell_that_cannot_be_used_is_told_with_its_line() {
        let content = "email,phone,language,time zone,other address\n\
            anna,,,,\n\
            b@x.org,08-123 456 78,,,\n\
            c@x.org,,klingon,Mars/Base,08-123 456 78\n\
            d@x.org\n\
            e@x.org,,,,+1 520-878-2491\n";
        let gathered = read_by(Channel::Email, content.as_bytes());
        let expected = [
            ("File, line 2, E-mail", "anna"),
            ("File, line 4, Language", "klingon"),
            ("File, line 4, Time zone", "Mars/Base"),
            ("File, line 4, Other address", "08-123 456 78"),
            ("File, line 5", ""),
            ("File, line 6, Other address", "+1 520-878-2491"),
        ];
        assert_eq!(told(&gathered), expected);
        assert_eq!(gathered.recipients.len(), 1, "a landline beside an address is no fault");
        assert_eq!(gathered.recipients[0].other_address, None);
    }

    #[test]
    fn t13_a_name_of_two_lines_is_a_fault() {
        let content = "email,name\na@x.org,\"Anna\r\nBcc: all@x.org\"\nb@x.org,=cmd|calc";
        let gathered = read_by(Channel::Email, content.as_bytes());
        assert_eq!(gathered.recipients, []);
        assert_eq!(
            told(&gathered),
            [("File, line 2, Name", "Anna  Bcc: all@x.org"), ("File, line 4, Name", "")]
        );
    }

    #[test]
    fn a_file_of_addresses_alone_needs_no_head() {
        let gathered =
            read_by(Channel::Email, b"\xef\xbb\xbfa@x.org\r\nAnna <b@x.org>; c@x.org\r\nnobody\r\n");
        assert_eq!(gathered.recipients.len(), 3);
        assert_eq!(told(&gathered), [("File, line 3", "nobody")]);
        assert_eq!(read_by(Channel::Sms, b"070-123 45 67\n+46701234568").recipients.len(), 2);
    }

    #[test]
    fn a_file_that_is_no_list_of_recipients_says_what_is_missing() {
        let words = refused(Channel::Email, "Serial number,Phone\nF2L,0701234567");
        assert!(words.contains("no column E-mail") && words.contains("“Serial number”"), "{words}");
        assert!(refused(Channel::Sms, "E-mail,Name\na@x.org,Anna").contains("no column Phone"));
        assert!(refused(Channel::Email, "PK\u{3}\u{4}").contains("workbook"));
        assert!(refused(Channel::Email, "").contains("empty"));
    }
}
