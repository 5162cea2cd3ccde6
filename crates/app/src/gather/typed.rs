//! What somebody typed or pasted: addresses with whatever separates them, names beside them, also in columns as they come
//! from a spreadsheet.

use domain::address::{AddressFault, parse_name, split_list};

use super::{AddressRules, Gathering};
use crate::NewRecipient;

/// Takes in every address of a text; `place` is what a line is called where one is at fault.
pub(super) fn read(gathering: &mut Gathering, text: &str, place: &str) {
    for (number, line) in (1_u64..).zip(text.split('\n')) {
        if let Some((name, address)) = columns(&gathering.rules, line) {
            let taken = parse_name(&name).and_then(|name| Ok((gathering.rules.address(address)?.0, name)));
            take(gathering, taken, line, place, number);
            continue;
        }
        for entry in split_list(line) {
            let read = entry_of(&gathering.rules, entry);
            take(gathering, read, entry, place, number);
        }
    }
}

fn take(
    gathering: &mut Gathering,
    read: Result<(String, String), AddressFault>,
    given: &str,
    place: &str,
    number: u64,
) {
    match read {
        Ok((address, name)) => {
            gathering.take(NewRecipient { address, name, ..NewRecipient::default() });
        }
        Err(fault) => gathering.fault(format!("{place} {number}"), given, fault.to_string()),
    }
}

/// Reads one entry: its address and its name, which may be empty.
fn entry_of(rules: &AddressRules, entry: &str) -> Result<(String, String), AddressFault> {
    let fault = match rules.address(entry) {
        Ok((address, name)) => return Ok((address, name.unwrap_or_default())),
        Err(fault) => fault,
    };
    // "Anna Berg anna@example.org", without the brackets.
    match entry.trim().rsplit_once(char::is_whitespace) {
        Some((name, last)) if last.contains('@') && !name.contains(['@', '<', '"']) => {
            let (address, _) = rules.address(last).map_err(|_| fault)?;
            Ok((address, parse_name(name)?))
        }
        _ => Err(fault),
    }
}

/// Recognises a row of a spreadsheet, its cells separated by tabs: one address, and before or after it the name.
fn columns<'a>(rules: &AddressRules, line: &'a str) -> Option<(String, &'a str)> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    if !(2..=3).contains(&cells.len()) || line.contains(['<', '"']) {
        return None;
    }
    let is_name = |cell: &str| cell.chars().any(char::is_alphabetic) && !cell.contains(['@', ',', ';']);
    let (addresses, names): (Vec<&str>, Vec<&str>) =
        cells.into_iter().partition(|cell| rules.looks_like_one(cell));
    match addresses.as_slice() {
        [address] if names.iter().all(|name| is_name(name)) => Some((names.join(" "), address)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::message::Channel;

    use super::super::tests::gathering;
    use super::*;

    fn read_by(channel: Channel, text: &str) -> (Vec<(String, String)>, Vec<(String, String, String)>) {
        let mut gathering = gathering(channel);
        read(&mut gathering, text, "Line");
        let recipients = gathering.gathered.recipients.into_iter().map(|one| (one.address, one.name));
        let faults = gathering.gathered.faults.into_iter().map(|one| (one.place, one.given, one.words));
        (recipients.collect(), faults.collect())
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
    }

    #[test]
    fn addresses_are_taken_however_they_were_written() {
        let text = "Anna Berg <a@x.org>, b@y.org;c@z.org\r\nBerg, Bo <d@x.org>\n\n\
            Carl Ek e@x.org\nf@x.org\tDora Ring\nEva\tMail\tg@x.org\nh@x.org i@x.org";
        let (recipients, faults) = read_by(Channel::Email, text);
        assert_eq!(faults, []);
        let expected = pairs(&[
            ("a@x.org", "Anna Berg"),
            ("b@y.org", ""),
            ("c@z.org", ""),
            ("d@x.org", "Berg, Bo"),
            ("e@x.org", "Carl Ek"),
            ("f@x.org", "Dora Ring"),
            ("g@x.org", "Eva Mail"),
            ("h@x.org", ""),
            ("i@x.org", ""),
        ]);
        assert_eq!(recipients, expected);
    }

    #[test]
    fn numbers_are_taken_with_the_country_that_is_usual_here() {
        let text = "070-123 45 67, Anna <+46 70 765 43 21>\nBo Ek\t0046 70 123 45 68";
        let (recipients, faults) = read_by(Channel::Sms, text);
        assert_eq!(faults, []);
        let expected = [("+46701234567", ""), ("+46707654321", "Anna"), ("+46701234568", "Bo Ek")];
        assert_eq!(recipients, pairs(&expected));
    }

    #[test]
    fn t14_a_number_of_a_country_that_is_not_allowed_says_so() {
        let (recipients, faults) = read_by(Channel::Sms, "+1 520-878-2491");
        assert_eq!(recipients, []);
        assert!(faults[0].2.contains("US (+15208782491) are not allowed"), "{faults:?}");
    }

    #[test]
    fn each_fault_has_its_line_and_what_stands_there() {
        let (recipients, faults) = read_by(Channel::Email, "a@x.org\n\nanna, b@y\r\nc@z.org\nAnna Berg");
        assert_eq!(recipients.len(), 2);
        let places: Vec<_> =
            faults.iter().map(|(place, given, _)| (place.as_str(), given.as_str())).collect();
        assert_eq!(places, [("Line 3", "anna"), ("Line 3", "b@y"), ("Line 5", "Anna Berg")]);
        assert!(faults[0].2.contains("needs an @ sign"), "{faults:?}");
        assert!(faults[1].2.contains("no dot"), "{faults:?}");
    }

    #[test]
    fn t13_a_name_cannot_break_out_of_its_line() {
        let (recipients, faults) =
            read_by(Channel::Email, "Anna\r\nBcc: x <a@b.org>\nEva\u{2028}X <e@x.org>");
        assert_eq!(recipients, pairs(&[("a@b.org", "Bcc: x")]));
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(recipients.iter().all(|(_, name)| !name.contains(char::is_control)));
    }
}
