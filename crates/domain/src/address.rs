//! Addresses of people: e-mail addresses and phone numbers, as they are typed, pasted or read from a list, with a reason
//! in words for each that cannot be written to.
//!
//! What comes out is safe to put into a header or a protocol: it holds no control character and no invisible one (T13).

use std::str::FromStr;

use email_address::{EmailAddress, Error as Grammar, Options};
use phonenumber::{Type, country, metadata::DATABASE};

/// The most octets of an e-mail address that a server takes (RFC 5321 §4.5.3.1.3, less the brackets).
pub const EMAIL_BYTES_MAX: usize = 254;
/// The most characters of the name beside an address.
pub const NAME_CHARACTERS_MAX: usize = 100;
/// The most characters of a phone number as typed.
const PHONE_CHARACTERS_MAX: usize = 40;

/// Why nobody can be written to at what stands there.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AddressFault {
    /// Nothing.
    #[error("There is no address.")]
    Empty,
    /// A line break, a zero or another character that is not written with a key.
    #[error("It contains a line break or an invisible character. Type it again.")]
    Control,
    /// A name beside the address that is too long.
    #[error("The name is longer than {NAME_CHARACTERS_MAX} characters.")]
    NameTooLong,
    /// An opening bracket or a quotation mark without its end.
    #[error("Write the name first and the address in angle brackets, such as Anna Berg <anna@example.org>.")]
    Brackets,
    /// No `@`.
    #[error("An e-mail address needs an @ sign, such as anna@example.org.")]
    AtMissing,
    /// Nothing before the `@`.
    #[error("Nothing stands before the @ sign.")]
    LocalPartMissing,
    /// Nothing after the `@`.
    #[error("The part after the @ sign is missing.")]
    DomainMissing,
    /// A domain of one word.
    #[error("“{0}” is not a full domain: it has no dot, as example.org has.")]
    DomainWithoutDot(String),
    /// A domain that cannot be one.
    #[error("“{0}” cannot be a domain.")]
    Domain(String),
    /// An address of a host.
    #[error("Write the name of the domain instead of a host’s number.")]
    DomainLiteral,
    /// Something longer than any server takes.
    #[error("The address is longer than e-mail addresses can be.")]
    EmailTooLong,
    /// A character that may not stand there.
    #[error("The part before the @ sign has a character that an e-mail address cannot have.")]
    LocalPart,
    /// No number at all.
    #[error("This is not a phone number.")]
    NotANumber,
    /// A national number and nothing that says of which country.
    #[error("Write the number with + and the country code, such as +46 70 123 45 67.")]
    CountryMissing,
    /// A country code that no country has.
    #[error("No country has this country code.")]
    CountryUnknown,
    /// An extension.
    #[error("An SMS cannot go to an extension.")]
    Extension,
    /// A number that its country does not give out.
    #[error("{number} is not a valid number in its country ({country}).")]
    NotInCountry {
        /// The number as it was understood.
        number: String,
        /// The country by its letters, or its code.
        country: String,
    },
    /// A country that messages do not go to.
    #[error("Messages to {country} ({number}) are not allowed by this server’s SMS settings.")]
    CountryNotAllowed {
        /// The number as it was understood.
        number: String,
        /// The country by its letters, or its code.
        country: String,
    },
    /// A number in a wall.
    #[error("{0} is a landline, which cannot receive an SMS.")]
    Landline(String),
    /// A number that is no person's: a hotline, a premium service.
    #[error("{0} is a service number, which cannot receive an SMS.")]
    ServiceNumber(String),
}

/// Reads an e-mail address as people write it, alone or as `Anna Berg <anna@example.org>`; returns it, its domain in the
/// form of the DNS, and the name beside it.
pub fn parse_email(text: &str) -> Result<(String, Option<String>), AddressFault> {
    let (name, address) = split_name(text)?;
    let address = address.strip_prefix("mailto:").unwrap_or(address);
    if address.len() > EMAIL_BYTES_MAX {
        return Err(AddressFault::EmailTooLong);
    }
    let (local_part, domain) = address.rsplit_once('@').ok_or(AddressFault::AtMissing)?;
    if domain.is_empty() {
        return Err(AddressFault::DomainMissing);
    }
    let ascii = if domain.starts_with('[') { domain.to_owned() } else { ascii_domain(domain)? };
    let address = format!("{local_part}@{ascii}");
    let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
    match EmailAddress::parse_with_options(&address, options) {
        Ok(_) if address.len() > EMAIL_BYTES_MAX => Err(AddressFault::EmailTooLong),
        Ok(_) => Ok((address, name)),
        Err(grammar) => Err(email_fault(&grammar, domain)),
    }
}

fn ascii_domain(domain: &str) -> Result<String, AddressFault> {
    let ascii = idna::domain_to_ascii_strict(domain);
    let is_numeric = |name: &str| {
        name.rsplit('.').next().is_some_and(|top| top.bytes().all(|octet| octet.is_ascii_digit()))
    };
    match ascii {
        Ok(name) if is_numeric(&name) => Err(AddressFault::Domain(shown(domain))),
        Ok(name) => Ok(name),
        Err(_) => Err(AddressFault::Domain(shown(domain))),
    }
}

fn email_fault(grammar: &Grammar, domain: &str) -> AddressFault {
    match grammar {
        Grammar::LocalPartEmpty => AddressFault::LocalPartMissing,
        Grammar::LocalPartTooLong | Grammar::DomainTooLong | Grammar::SubDomainTooLong => {
            AddressFault::EmailTooLong
        }
        Grammar::DomainEmpty => AddressFault::DomainMissing,
        Grammar::DomainTooFew => AddressFault::DomainWithoutDot(shown(domain)),
        Grammar::SubDomainEmpty => AddressFault::Domain(shown(domain)),
        Grammar::UnsupportedDomainLiteral => AddressFault::DomainLiteral,
        Grammar::MissingSeparator => AddressFault::AtMissing,
        Grammar::MissingEndBracket => AddressFault::Brackets,
        _ => AddressFault::LocalPart,
    }
}

/// Cuts what somebody typed to what a reason may repeat.
fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Reads a phone number as people write it and returns it in its international form (`+46701234567`).
///
/// A number without `+` is taken for one of `default_country` (two letters, such as `SE`). `allowed_prefixes` are
/// beginnings of the international form, such as `+46`; none allows every country.
pub fn parse_phone(
    text: &str,
    default_country: Option<&str>,
    allowed_prefixes: &[String],
) -> Result<String, AddressFault> {
    let (_, typed) = split_name(text)?;
    let typed = digits(typed.strip_prefix("tel:").or_else(|| typed.strip_prefix("sms:")).unwrap_or(typed))?;
    let country =
        default_country.and_then(|letters| country::Id::from_str(&letters.to_ascii_uppercase()).ok());
    let dialled_abroad = if country == Some(country::Id::AU) { "0011" } else { "00" };
    let typed = match typed.strip_prefix(dialled_abroad) {
        Some(international) => format!("+{international}"),
        None => typed,
    };
    // Given a country, the library takes that country's leading zero also off foreign numbers, to which it belongs.
    let country =
        if typed.starts_with('+') { None } else { Some(country.ok_or(AddressFault::CountryMissing)?) };
    let number = phonenumber::parse(country, &typed).map_err(|error| match error {
        phonenumber::ParseError::InvalidCountryCode => AddressFault::CountryUnknown,
        _ => AddressFault::NotANumber,
    })?;
    if number.extension().is_some() {
        return Err(AddressFault::Extension);
    }
    let written = number.format().mode(phonenumber::Mode::E164).to_string();
    let country = match number.country().id() {
        Some(id) => id.as_ref().to_owned(),
        None => format!("+{}", number.country().code()),
    };
    if !number.is_valid() {
        return Err(AddressFault::NotInCountry { number: written, country });
    }
    if !is_allowed(&written, allowed_prefixes) {
        return Err(AddressFault::CountryNotAllowed { number: written, country });
    }
    match kind(&number, &written) {
        Type::FixedLine => Err(AddressFault::Landline(written)),
        Type::TollFree
        | Type::PremiumRate
        | Type::SharedCost
        | Type::Uan
        | Type::Voicemail
        | Type::Emergency
        | Type::ShortCode => Err(AddressFault::ServiceNumber(written)),
        _ => Ok(written),
    }
}

/// Says what kind of line a valid number is. The library forgets a zero that belongs to the number: Italy's landlines
/// begin with one, and so do mobile numbers elsewhere, which it then calls unknown.
fn kind(number: &phonenumber::PhoneNumber, written: &str) -> Type {
    if written.starts_with("+390") { Type::FixedLine } else { number.number_type(&DATABASE) }
}

fn is_allowed(written: &str, prefixes: &[String]) -> bool {
    let mut wanted =
        prefixes.iter().map(|prefix| prefix.trim()).filter(|prefix| !prefix.is_empty()).peekable();
    wanted.peek().is_none()
        || wanted.any(|prefix| {
            let digits = prefix.trim_start_matches('+');
            written.strip_prefix('+').is_some_and(|number| number.starts_with(digits))
        })
}

/// Says whether a text is a beginning of international numbers, such as `+46` or `+4670`.
pub fn is_phone_prefix(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (1..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|octet| octet.is_ascii_digit())
    })
}

/// Returns the digits of a number as typed, whichever script they are in, with a leading `+`.
fn digits(typed: &str) -> Result<String, AddressFault> {
    if typed.chars().count() > PHONE_CHARACTERS_MAX {
        return Err(AddressFault::NotANumber);
    }
    let mut written = String::new();
    for (place, character) in typed.chars().enumerate() {
        match character {
            '+' | '＋' if place == 0 => written.push('+'),
            '0'..='9' => written.push(character),
            '٠'..='٩' => written.push(ascii_digit(character, '٠')),
            '۰'..='۹' => written.push(ascii_digit(character, '۰')),
            '０'..='９' => written.push(ascii_digit(character, '０')),
            '(' | ')' | '-' | '.' | '/' | '‐' | '‑' | '–' => {}
            _ if character.is_whitespace() => {}
            'x' | 'X' | '#' if !written.is_empty() => return Err(AddressFault::Extension),
            _ => return Err(AddressFault::NotANumber),
        }
    }
    // The zero in "+46 (0)70" is dialled at home only.
    let typed_with_zero = typed.starts_with(['+', '＋']) && typed.contains("(0)");
    if typed_with_zero && let Some(before) = typed.split("(0)").next() {
        let kept = before.chars().filter(char::is_ascii_digit).count() + 1;
        if written.as_bytes().get(kept) == Some(&b'0') {
            written.remove(kept);
        }
    }
    if written.trim_start_matches('+').is_empty() { Err(AddressFault::NotANumber) } else { Ok(written) }
}

fn ascii_digit(digit: char, zero: char) -> char {
    let value = u32::from(digit) - u32::from(zero);
    char::from_digit(value, 10).unwrap_or('0')
}

/// Splits `Anna Berg <anna@example.org>` into the name, if there is one, and the address, e-mail or phone. Nothing says
/// yet that the address is one.
pub fn split_name(text: &str) -> Result<(Option<String>, &str), AddressFault> {
    let text = trim(text);
    if text.is_empty() {
        return Err(AddressFault::Empty);
    }
    if text.chars().any(is_unseen) {
        return Err(AddressFault::Control);
    }
    let Some(open) = bracket(text) else {
        let is_whole = !text.ends_with('>') && !text.starts_with('"') || text.contains("\"@");
        return if is_whole { Ok((None, text)) } else { Err(AddressFault::Brackets) };
    };
    let address = text[open + 1..].strip_suffix('>').ok_or(AddressFault::Brackets)?;
    if address.contains(['<', '>']) && !address.starts_with('"') {
        return Err(AddressFault::Brackets);
    }
    let address = trim(address);
    if address.is_empty() {
        return Err(AddressFault::Empty);
    }
    Ok((plain_name(&text[..open])?, address))
}

/// Reads a name that stands by itself, such as in a column of names; empty for none.
pub fn parse_name(text: &str) -> Result<String, AddressFault> {
    let text = trim(text);
    if text.chars().any(is_unseen) {
        return Err(AddressFault::Control);
    }
    if text.chars().count() > NAME_CHARACTERS_MAX {
        return Err(AddressFault::NameTooLong);
    }
    Ok(text.to_owned())
}

/// Makes a name of what a directory says: one line, nothing invisible, no longer than a name may be.
pub fn tidied_name(text: &str) -> String {
    let seen = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_unseen(*c));
    let cut: String = trim(&seen.collect::<String>()).chars().take(NAME_CHARACTERS_MAX).collect();
    trim(&cut).to_owned()
}

/// Returns the place of the bracket that opens the address, outside quotation marks.
fn bracket(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (place, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '<' if !quoted => return Some(place),
            _ => {}
        }
    }
    None
}

/// Returns a name without its quotation marks.
fn plain_name(written: &str) -> Result<Option<String>, AddressFault> {
    let written = trim(written);
    let name = match written.strip_prefix('"') {
        Some(rest) => unquoted(rest.strip_suffix('"').ok_or(AddressFault::Brackets)?),
        None => trim(written.trim_matches('\'')).to_owned(),
    };
    if name.chars().count() > NAME_CHARACTERS_MAX {
        return Err(AddressFault::NameTooLong);
    }
    let name = trim(&name);
    Ok((!name.is_empty()).then(|| name.to_owned()))
}

fn unquoted(quoted: &str) -> String {
    let mut name = String::with_capacity(quoted.len());
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => name.extend(characters.next()),
            other => name.push(other),
        }
    }
    name
}

/// Takes off white space, and the invisible marks that address books put around what is copied from them.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_mark(c))
}

/// Says whether a character shows nothing and has no place in a name or an address.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}')
        || is_mark(character) && !is_joiner(character)
}

/// The two that some scripts need within a word.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// Splits a typed or pasted list into its entries, whatever separates them: commas, semicolons, lines, tabulators, or
/// spaces between whole addresses. A name beside its address stays with it, also as `Berg, Anna <anna@example.org>`.
pub fn split_list(text: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    for part in split_at_separators(text) {
        split_at_spaces(part, &mut entries);
    }
    entries
}

fn split_at_separators(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let (mut quoted, mut bracketed) = (false, false);
    for (place, character) in text.char_indices() {
        match character {
            // What is opened and not closed ends with its line.
            '\n' | '\r' => (quoted, bracketed) = (false, false),
            '"' if !bracketed => quoted = !quoted && is_closed(&text[place + 1..]),
            '<' if !quoted => bracketed = true,
            '>' if !quoted => bracketed = false,
            _ => {}
        }
        let separates = match character {
            '\n' | '\r' => true,
            ',' if !quoted && !bracketed => !is_within_name(&text[start..place], &text[place + 1..]),
            ';' | '\t' | '，' | '、' | '；' | '،' | '؛' => !quoted && !bracketed,
            _ => false,
        };
        if separates {
            parts.push(&text[start..place]);
            start = place + character.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Says whether a quotation mark that was just opened is closed on its line. Looks no further than that, so that a list of
/// quotation marks costs no more than any other.
fn is_closed(rest: &str) -> bool {
    rest.find(['"', '\n', '\r']).is_some_and(|place| rest[place..].starts_with('"'))
}

/// Says whether a comma stands within a name: only a word or two before it, and after it more of the name and its address.
fn is_within_name(before: &str, after: &str) -> bool {
    let next = after.split([',', ';', '\n', '\r', '\t']).next().unwrap_or_default();
    let is_words = |text: &str| text.chars().any(char::is_alphabetic) && !text.contains(['@', '<', '>', '"']);
    let rest_of_name = next.split_once('<').map(|(name, _)| name);
    is_words(before) && !before.chars().any(|c| c.is_ascii_digit()) && rest_of_name.is_some_and(is_words)
}

fn split_at_spaces<'a>(part: &'a str, entries: &mut Vec<&'a str>) {
    let mut part = trim(part);
    while let Some(open) = bracket(part) {
        match part[open..].find('>') {
            Some(close) if open + close + 1 < part.len() => {
                let (first, rest) = part.split_at(open + close + 1);
                entries.push(first);
                part = trim(rest);
            }
            _ => {
                entries.push(part);
                return;
            }
        }
    }
    if part.is_empty() {
        return;
    }
    let words = || part.split_whitespace();
    if words().count() > 1 && words().all(|word| word.contains('@')) && !part.starts_with('"') {
        entries.extend(words());
    } else if part.starts_with('+') && part[1..].contains(" +") {
        let mut rest = part;
        while let Some(next) = rest[1..].find(" +") {
            let (first, after) = rest.split_at(next + 1);
            entries.push(trim(first));
            rest = trim(after);
        }
        entries.push(rest);
    } else {
        entries.push(part);
    }
}

/// Returns what two ways of writing the same address have in common; by it duplicates are merged. Takes what
/// [`parse_email`] or [`parse_phone`] returned.
pub fn address_key(address: &str) -> String {
    address.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> (String, Option<String>) {
        parse_email(text).unwrap_or_else(|fault| panic!("{text:?}: {fault}"))
    }

    fn email_fault(text: &str) -> AddressFault {
        parse_email(text).expect_err(text)
    }

    #[test]
    fn an_address_is_read_as_people_write_it() {
        let anna = |name: &str| ("anna@example.org".to_owned(), Some(name.to_owned()));
        assert_eq!(email("anna@example.org"), ("anna@example.org".into(), None));
        assert_eq!(email("  <anna@example.org> "), ("anna@example.org".into(), None));
        assert_eq!(email("mailto:anna@example.org").0, "anna@example.org");
        assert_eq!(email("Anna Berg <anna@example.org>"), anna("Anna Berg"));
        assert_eq!(email("Anna Berg<anna@EXAMPLE.org>"), anna("Anna Berg"));
        assert_eq!(email("Berg, Anna <anna@example.org>"), anna("Berg, Anna"));
        assert_eq!(email(r#""Berg, \"Anna\" <A>" <anna@example.org>"#), anna("Berg, \"Anna\" <A>"));
        assert_eq!(email("'Anna Berg' <anna@example.org>"), anna("Anna Berg"));
        assert_eq!(email("\u{202a}anna@example.org\u{202c}").0, "anna@example.org");
        assert_eq!(email("o'neill+ipad@mail.example.org").0, "o'neill+ipad@mail.example.org");
        assert_eq!(email("anna@räksmörgås.example").0, "anna@xn--rksmrgs-5wao1o.example");
        assert_eq!(email("山田 太郎 <yamada@example.jp>").1.as_deref(), Some("山田 太郎"));
        assert_eq!(email(r#""anna berg"@example.org"#).0, r#""anna berg"@example.org"#);
    }

    #[test]
    fn each_fault_of_an_address_has_its_reason() {
        use AddressFault as Fault;
        for (text, fault) in [
            ("", Fault::Empty),
            ("Anna <>", Fault::Empty),
            ("anna", Fault::AtMissing),
            ("@example.org", Fault::LocalPartMissing),
            ("anna@", Fault::DomainMissing),
            ("anna@localhost", Fault::DomainWithoutDot("localhost".into())),
            ("anna@example..org", Fault::Domain("example..org".into())),
            ("anna@-x.org", Fault::Domain("-x.org".into())),
            ("anna@exa mple.org", Fault::Domain("exa mple.org".into())),
            ("anna@192.0.2.1", Fault::Domain("192.0.2.1".into())),
            ("anna@[192.0.2.1]", Fault::DomainLiteral),
            ("an na@example.org", Fault::LocalPart),
            ("anna@berg@example.org", Fault::LocalPart),
            ("anna..berg@example.org", Fault::LocalPart),
            ("Anna <anna@example.org", Fault::Brackets),
            ("anna@example.org>", Fault::Brackets),
            ("\"Anna <anna@example.org>", Fault::Brackets),
        ] {
            assert_eq!(email_fault(text), fault, "{text:?}");
        }
        assert_eq!(email_fault(&format!("{}@example.org", "a".repeat(65))), Fault::EmailTooLong);
        assert_eq!(email_fault(&format!("a@{}.org", "a.".repeat(200))), Fault::EmailTooLong);
        assert_eq!(email_fault(&format!("{} <a@example.org>", "ü".repeat(101))), Fault::NameTooLong);
    }

    #[test]
    fn t13_no_control_character_gets_through() {
        for text in [
            "anna@example.org\r\nBcc: all@example.org",
            "Anna\r\nBcc: x <anna@example.org>",
            "Anna\0 <anna@example.org>",
            "\"An\nna\" <anna@example.org>",
            "an\u{202e}na@example.org",
            "anna@exam\u{200b}ple.org",
            "Anna\u{2028}Berg <anna@example.org>",
        ] {
            assert_eq!(email_fault(text), AddressFault::Control, "{text:?}");
        }
        assert_eq!(parse_phone("+4670\r\n1234567", None, &[]), Err(AddressFault::Control));
    }

    fn phone(text: &str) -> Result<String, AddressFault> {
        parse_phone(text, Some("SE"), &[])
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for text in [
            "+46701234567",
            "+46 70-123 45 67",
            "+46 (0)70 123 45 67",
            "0046 70 123 45 67",
            "070-123 45 67",
            "tel:+46701234567",
            "Anna Berg <070-123 45 67>",
            "\u{202a}+46 70 123 45 67\u{202c}",
            "+46\u{a0}70\u{a0}123\u{a0}45\u{a0}67",
            "٠٧٠١٢٣٤٥٦٧",
            "＋46701234567",
        ] {
            assert_eq!(phone(text).as_deref(), Ok("+46701234567"), "{text:?}");
        }
        assert_eq!(parse_phone("0046 70 123 45 67", None, &[]).as_deref(), Ok("+46701234567"));
        assert_eq!(phone("+1 520-878-2491").as_deref(), Ok("+15208782491"));
        assert_eq!(phone("+49 (0) 151 23456789").as_deref(), Ok("+4915123456789"));
        assert_eq!(phone("+225 07 07 12 34 56").as_deref(), Ok("+2250707123456"));
        assert_eq!(phone("+39 347 123 4567").as_deref(), Ok("+393471234567"));
    }

    #[test]
    fn each_fault_of_a_number_has_its_reason() {
        use AddressFault as Fault;
        let fault = |text: &str| phone(text).expect_err(text);
        for text in ["anna", "+", "+46 70 abc", "1", "+46+701234567", &"1".repeat(41), "=cmd|1"] {
            assert_eq!(fault(text), Fault::NotANumber, "{text:?}");
        }
        assert_eq!(parse_phone("070-123 45 67", None, &[]), Err(Fault::CountryMissing));
        assert_eq!(parse_phone("070-123 45 67", Some("XX"), &[]), Err(Fault::CountryMissing));
        assert_eq!(fault("+999 123 456 789"), Fault::CountryUnknown);
        assert_eq!(fault("070-123 45 67 x12"), Fault::Extension);
        assert!(matches!(fault("+46 70 123"), Fault::NotInCountry { .. }), "{:?}", fault("+46 70 123"));
        assert_eq!(fault("+46 8 123 456 78"), Fault::Landline("+46812345678".into()));
        assert_eq!(fault("+39 06 1234 5678"), Fault::Landline("+390612345678".into()));
        assert_eq!(fault("+1 800 723 3456"), Fault::ServiceNumber("+18007233456".into()));
    }

    #[test]
    fn t14_only_numbers_of_allowed_countries_pass() {
        let allowed = ["+46".to_owned(), " ".into(), "47".into()];
        assert!(parse_phone("+46 70 123 45 67", None, &allowed).is_ok());
        assert!(parse_phone("+47 406 12 345", None, &allowed).is_ok());
        assert_eq!(
            parse_phone("+1 520-878-2491", None, &allowed),
            Err(AddressFault::CountryNotAllowed { number: "+15208782491".into(), country: "US".into() })
        );
        for (prefix, is_one) in [("+46", true), ("+4670", true), ("46", false), ("+", false), ("+0", false)] {
            assert_eq!(is_phone_prefix(prefix), is_one, "{prefix}");
        }
    }

    #[test]
    fn a_list_falls_into_its_entries_whatever_separates_them() {
        let both = ["a@x.org", "b@y.org"];
        for text in [
            "a@x.org,b@y.org",
            "a@x.org; b@y.org;",
            "a@x.org\r\nb@y.org\n\n",
            "a@x.org\tb@y.org",
            " a@x.org   b@y.org ",
            "a@x.org ،b@y.org",
            "a@x.org,,;\n b@y.org",
        ] {
            assert_eq!(split_list(text), both, "{text:?}");
        }
        assert_eq!(split_list(""), [""; 0]);
        assert_eq!(split_list(" ,;\n"), [""; 0]);
        assert_eq!(
            split_list("Anna Berg <a@x.org>, \"Berg, Bo\" <b@y.org>; Cent, Carl <c@z.org>\nd@x.org"),
            ["Anna Berg <a@x.org>", "\"Berg, Bo\" <b@y.org>", "Cent, Carl <c@z.org>", "d@x.org"]
        );
        assert_eq!(split_list("Anna <a@x.org> Bo <b@y.org>"), ["Anna <a@x.org>", "Bo <b@y.org>"]);
        assert_eq!(split_list("070-123 45 67, +46 70 765 43 21"), ["070-123 45 67", "+46 70 765 43 21"]);
        assert_eq!(split_list("+46 70 1 +46 70 2 +46 70 3"), ["+46 70 1", "+46 70 2", "+46 70 3"]);
        assert_eq!(split_list("Anna Berg a@x.org"), ["Anna Berg a@x.org"]);
        assert_eq!(split_list("\"open\na@x.org, b@y.org"), ["\"open", "a@x.org", "b@y.org"]);
        assert_eq!(split_list("Anna <a@x.org\nb@y.org"), ["Anna <a@x.org", "b@y.org"]);
        assert_eq!(split_list("a@x.org, Anna <b@y.org>"), ["a@x.org", "Anna <b@y.org>"]);
    }

    #[test]
    fn a_long_list_on_one_line_falls_apart_without_end() {
        let many = "Anna <a@x.org> ".repeat(20_000);
        assert_eq!(split_list(&many).len(), 20_000);
        assert!(!split_list(&"\"".repeat(300_001)).is_empty());
    }

    #[test]
    fn t13_a_name_by_itself_is_one_line_too() {
        assert_eq!(parse_name(" Åsa Öberg\u{200b}").as_deref(), Ok("Åsa Öberg"));
        assert_eq!(parse_name("Anna\r\nBcc: x"), Err(AddressFault::Control));
        assert_eq!(parse_name(&"ü".repeat(101)), Err(AddressFault::NameTooLong));
        assert_eq!(tidied_name("Anna\r\nBcc:\u{202e} x"), "Anna  Bcc: x");
        assert_eq!(tidied_name(&"ü".repeat(300)).chars().count(), NAME_CHARACTERS_MAX);
    }

    #[test]
    fn the_same_address_has_the_same_key() {
        assert_eq!(address_key(&email("Anna@Example.ORG").0), address_key("anna@example.org"));
    }
}
