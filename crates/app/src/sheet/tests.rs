use super::*;

const COLUMNS: &[Column] = &[
    Column { title: "Username", is_needed: true, names: &["username", "benutzername", "user"] },
    Column { title: "Full name", is_needed: false, names: &["fullname", "name"] },
    Column { title: "Phone", is_needed: false, names: &["phone"] },
];

/// What a sheet holds: usernames with names, and the faults as line, field, message.
type Told = (Vec<(u64, String)>, Vec<(u64, &'static str, String)>);

fn read(content: &[u8]) -> Result<Told, SheetFault> {
    let sheet = Sheet::open(content, COLUMNS)?;
    let mut collected = sheet.read(|line| {
        let username = line.cell(0).unwrap_or_default();
        if username.is_empty() {
            return Err(vec![(0, "Enter a username.".to_owned())]);
        }
        Ok(format!("{username}/{}/{}", line.cell(1).unwrap_or("-"), line.cell(2).unwrap_or("-")))
    })?;
    collected.refuse_duplicates("Username", "username", |entry| {
        entry.split('/').next().unwrap_or_default().to_lowercase()
    });
    let content = collected.finish();
    let faults = content.faults.first.into_iter().map(|fault| (fault.line, fault.field, fault.message));
    Ok((content.entries, faults.collect()))
}

/// Asserts that a sheet is read whole.
fn check(content: &[u8], expected: &[(u64, &str)]) {
    let (entries, faults) = read(content).expect("a sheet");
    assert_eq!(faults, []);
    let entries: Vec<_> = entries.iter().map(|(line, entry)| (*line, entry.as_str())).collect();
    assert_eq!(entries, expected, "{}", String::from_utf8_lossy(content));
}

/// Asserts that one line is refused with words that hold a text, and that all others are read.
fn check_fault(content: &str, line: u64, field: &str, words: &str, others: usize) {
    let (entries, faults) = read(content.as_bytes()).expect("a sheet");
    let [(at, of, message)] = &faults[..] else { panic!("{content:?}: {faults:?}") };
    assert_eq!((*at, *of), (line, field), "{message}");
    assert!(message.contains(words), "{message}");
    assert_eq!(entries.len(), others, "{entries:?}");
}

fn utf16(text: &str, mark: [u8; 2], octets: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter().chain(text.encode_utf16().flat_map(octets)).collect()
}

#[test]
fn every_encoding_that_a_spreadsheet_writes_is_read() {
    let text = "Username;Name\r\nänne;Änne O’Hara\r\n";
    let expected = [(2, "änne/Änne O’Hara/-")];
    check(text.as_bytes(), &expected);
    check(format!("\u{feff}{text}").as_bytes(), &expected);
    check(&utf16(text, [0xff, 0xfe], u16::to_le_bytes), &expected);
    check(&utf16(text, [0xfe, 0xff], u16::to_be_bytes), &expected);
    check(b"Username;Name\r\n\xe4nne;\xc4nne O\x92Hara\r\n", &expected);
    let reading = |content: &[u8]| Sheet::open(content, COLUMNS).expect("a sheet").reading.encoding;
    assert_eq!(reading(text.as_bytes()), "UTF-8");
    assert_eq!(reading(b"Username\n\xe4"), "Windows-1252");
    assert_eq!(reading(&utf16(text, [0xff, 0xfe], u16::to_le_bytes)), "UTF-16");
}

#[test]
fn the_separator_is_found_out() {
    for (separator, title) in [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "vertical bar")] {
        let text = "Username,Phone,Full name\nann,1,Ann".replace(',', separator);
        check(text.as_bytes(), &[(2, "ann/Ann/1")]);
        assert_eq!(Sheet::open(text.as_bytes(), COLUMNS).expect("a sheet").reading.delimiter, title);
    }
    check(b"sep=;\r\nUsername;Name, and more\r\nann;Ann, really", &[(3, "ann/-/-")]);
    check(b"Username\nann\nbob", &[(2, "ann/-/-"), (3, "bob/-/-")]);
    check(b"\"User name\",\"Name\"\n\"ann\",\"O'Hara, Ann\"", &[(2, "ann/O'Hara, Ann/-")]);
    check(b"Name,and,commas;Username;Name\nx,y;ann;Ann", &[(2, "ann/Ann/-")]);
}

#[test]
fn heads_are_known_by_many_names_and_foreign_ones_are_ignored_by_name() {
    for head in ["Username", "USER NAME", "user_name", "Benutzername", " User ", "user-name"] {
        check(format!("{head},Shoe size,\nann,39,").as_bytes(), &[(2, "ann/-/-")]);
    }
    let content = b"User,Shoe size,Benutzername,,Name\nx,39,ann,,Ann";
    let sheet = Sheet::open(content, COLUMNS).expect("a sheet");
    assert_eq!(
        sheet.reading.columns,
        [("Username", "Benutzername".to_owned()), ("Full name", "Name".to_owned())]
    );
    assert_eq!(sheet.reading.ignored, ["User", "Shoe size"]);
    assert!(sheet.has(0) && !sheet.has(2));
}

#[test]
fn quotation_marks_lines_and_blanks_are_read_as_meant() {
    check(b"Username,Name\nann,\"Ann \"\"the\"\" O'Hara\"", &[(2, "ann/Ann \"the\" O'Hara/-")]);
    check(b"Username,Name\n \"ann\" , \"Ann\" \n  bob ,  ", &[(2, "ann/Ann/-"), (3, "bob//-")]);
    check(
        b"\n\r\n Username,Name\r\n\r\nann,Ann\r\n,\r\n  \r\nbob,Bob\r\n\r\n",
        &[(5, "ann/Ann/-"), (8, "bob/Bob/-")],
    );
    check(b"Username,Name\rann,Ann\rbob,Bob", &[(2, "ann/Ann/-"), (3, "bob/Bob/-")]);
    check(b"Username,Name\nann,\"two\r\nlines\"\nbob,Bob", &[(2, "ann/two\r\nlines/-"), (4, "bob/Bob/-")]);
    check(b"Username,Name\nann,Ann \"the\" O'Hara", &[(2, "ann/Ann \"the\" O'Hara/-")]);
}

#[test]
fn a_line_that_makes_no_sense_costs_no_other_line() {
    let not_closed = "Username,Name\nann,Ann\nbob,\"Bob\neve,Eve\n";
    check_fault(not_closed, 3, "", "opened in this line and not closed", 2);
    check_fault("Username,Name\nann,\"Ann\neve,\"Eve\"\n", 2, "", "after a closing quotation mark", 1);
    check_fault("Username,Name\nann,Ann,39\nbob,Bob", 2, "", "3 cells and the first line 2", 1);
    check_fault("Username;Name\nann,Ann\nbob;Bob", 2, "", "1 cells and the first line 2", 1);
    check_fault("Username,Name\n,Ann\nbob,Bob", 2, "Username", "Enter a username", 1);
    check_fault(&format!("Username,Name\nann,{}\nbob,Bob", ",".repeat(1_000_000)), 2, "", "200 cells", 1);
    let long = "x".repeat(10_000);
    check_fault(&format!("Username,Name\nann,{long}\nbob,Bob"), 2, "", "4,096 octets", 1);
    check_fault(&format!("Username,Name\nann,\"{long}\"\nbob,Bob"), 2, "", "4,096 octets", 1);
}

#[test]
fn t36_a_formula_is_refused_and_a_telephone_number_is_none() {
    for formula in [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+A1",
        "-SUM(1)",
        "@SUM(1)",
        "+(1)",
        "＝1",
        "\"=HYPERLINK(\"\"x\"\")\"",
    ] {
        check_fault(&format!("Username,Name\nann,{formula}\nbob,Bob"), 2, "Full name", "is a formula", 1);
    }
    check(
        b"Username,Phone\nann,+49 30 1234\nbob,-\neve,@",
        &[(2, "ann/-/+49 30 1234"), (3, "bob/-/-"), (4, "eve/-/@")],
    );
    // As our own export writes it, and as people mark text in a spreadsheet.
    check(b"Username,Name,Phone\nann,'=1,'+49 30", &[(2, "ann/=1/+49 30")]);
    check(b"Username,Name\nann,'t Hooft", &[(2, "ann/'t Hooft/-")]);
    check(b"Username,Shoe size\nann,=39", &[(2, "ann/-/-")]);
}

#[test]
fn duplicates_name_each_others_line() {
    let (entries, faults) = read(b"Username\nann\nbob\nANN\nann\n").expect("a sheet");
    assert_eq!(entries, [(3, "bob/-/-".to_owned())]);
    let told: Vec<_> =
        faults.iter().map(|(line, field, message)| (*line, *field, message.as_str())).collect();
    let of = |line, other| (line, "Username", other);
    assert_eq!(
        told,
        [
            of(2, "Line 4 has the same username. Keep one of the two."),
            of(4, "Line 2 has the same username. Keep one of the two."),
            of(5, "Line 2 has the same username. Keep one of the two."),
        ]
    );
}

#[test]
fn what_is_no_sheet_is_refused_with_what_to_do() {
    let check = |content: &[u8], words: &str| {
        let error = read(content).expect_err("no sheet").to_string();
        assert!(error.contains(words), "{error}");
    };
    check(b"", "empty");
    check(b"\n \r\n", "empty");
    check(b"\xef\xbb\xbf", "empty");
    check(b"PK\x03\x04 and so on", "workbook");
    check(b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook");
    check(b"Username\nan\0n", "NUL");
    check(b"U\0s\0e\0r\0", "NUL");
    check(b"\xef\xbb\xbfUsername\n\xe4nne", "begins as UTF-8");
    check(b"\xff\xfeU\x00\x00\xd8s\x00", "begins as UTF-16");
    check(b"Username", "no line below");
    check(b"Username\n\n , \n", "no line below");
    check(b"Name:Username\nann", "There is no column Username");
    check(b"Name:Username\nann", "found: \u{201c}Name:Username\u{201d}");
    check(b"ann,Ann\nbob,Bob", "found: \u{201c}ann\u{201d}, \u{201c}Ann\u{201d}");
    check(b"Username,User name\nann,bob", "Two columns are called \u{201c}Username\u{201d}");
    check("a,".repeat(150).replace(',', ",b,").as_bytes(), "Is the right separator used?");
    check(&vec![b','; 1_000_000], "Is the right separator used?");
    check(&vec![b'x'; 1_000_000], "Is the right separator used?");
    check(&vec![b'x'; UPLOAD_BYTES_MAX + 1], "16 MiB");
    check(
        "Username\n".bytes().chain("a\n".repeat(SHEET_LINES_MAX + 1).bytes()).collect::<Vec<_>>().as_slice(),
        "100,000 lines",
    );
}

#[test]
fn only_so_many_faults_are_told_but_all_are_counted() {
    let content = format!("Username,Name\n{}ann,Ann", ",Nobody\n".repeat(5_000));
    let sheet = Sheet::open(content.as_bytes(), COLUMNS).expect("a sheet");
    let collected = sheet.read(|line| match line.cell(0) {
        Some("") => Err(vec![(0, "Enter a username.".to_owned()), (1, "Nobody knows them.".to_owned())]),
        _ => Ok(()),
    });
    let content = collected.expect("lines").finish();
    assert_eq!((content.entries.len(), content.faults.first.len()), (1, LINES_TOLD_MAX));
    assert_eq!((content.faults.lines, content.faults.faults), (5_000, 10_000));
}

#[test]
fn a_hundred_thousand_lines_are_read_in_one_go() {
    let lines: String =
        (0..SHEET_LINES_MAX).map(|n| format!("user{n},\"Name, {n}\",+49 30 {n}\r\n")).collect();
    let (entries, faults) = read(format!("Username,Name,Phone\r\n{lines}").as_bytes()).expect("a sheet");
    assert_eq!((entries.len(), faults.len()), (SHEET_LINES_MAX, 0));
    assert_eq!(entries[99_999], (100_001, "user99999/Name, 99999/+49 30 99999".to_owned()));
}
