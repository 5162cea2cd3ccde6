//! An entry as it came: a name and attributes whose values are octets, whatever they look like.
//!
//! The crate's own reading is not used. It sorts values into text and octets by whether they happen to be UTF-8, which
//! an `objectGUID` of small octets is, and it panics on an answer that is no entry.

use std::fmt::Write as _;

use domain::directory::DirectoryKey;
use ldap3::ResultEntry;

/// The tag of a search result entry (RFC 4511 §4.5.2).
const ENTRY_TAG: u64 = 4;
/// The most characters of a field.
pub(super) const TEXT_CHARACTERS_MAX: usize = 255;
/// The most characters of a further attribute, all its values together.
pub(super) const EXTRA_CHARACTERS_MAX: usize = 1_000;
/// The most octets of an immutable key.
const KEY_BYTES_MAX: usize = 255;
/// Keys whose attribute is known to be octets are written in hex, always, so that one person has one key.
const BINARY_KEYS: [&str; 4] = ["objectguid", "guid", "objectsid", "ms-ds-consistencyguid"];
/// Stands before the hex of a key whose attribute is text elsewhere; a text that begins so is written in hex, too.
const HEX_MARK: &str = "hex:";

/// An entry.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Its distinguished name.
    pub(super) name: String,
    attributes: Vec<(String, Vec<Vec<u8>>)>,
}

impl Entry {
    /// Reads an entry; `None` when it is none.
    pub(super) fn read(result: ResultEntry) -> Option<Self> {
        let mut parts = result.0.match_id(ENTRY_TAG)?.expect_constructed()?.into_iter();
        let name = String::from_utf8(parts.next()?.expect_primitive()?).ok()?;
        let mut attributes = Vec::new();
        for attribute in parts.next()?.expect_constructed()? {
            let mut parts = attribute.expect_constructed()?.into_iter();
            let description = String::from_utf8(parts.next()?.expect_primitive()?).ok()?;
            let values = parts.next()?.expect_constructed()?;
            attributes.push((
                description,
                values.into_iter().filter_map(|value| value.expect_primitive()).collect(),
            ));
        }
        Some(Self { name, attributes })
    }

    /// Returns the values of an attribute. Servers spell its name as their schema does, and Active Directory gives long
    /// lists in parts and names the part; the first is what counts here.
    fn octets(&self, attribute: &str) -> &[Vec<u8>] {
        let is_it = |name: &str| name.eq_ignore_ascii_case(attribute);
        let is_part = |name: &str| {
            name.split_once(';').is_some_and(|(name, option)| is_it(name) && option.starts_with("range="))
        };
        let of = |is_wanted: &dyn Fn(&str) -> bool| {
            self.attributes.iter().find(|(name, values)| is_wanted(name) && !values.is_empty())
        };
        of(&is_it).or_else(|| of(&is_part)).map_or(&[], |(_, values)| values)
    }

    /// Returns the values of an attribute that are text, unchanged.
    pub(super) fn names(&self, attribute: &str) -> Vec<String> {
        self.octets(attribute).iter().filter_map(|value| String::from_utf8(value.clone()).ok()).collect()
    }

    /// Returns the values of an attribute that are text, and the place of the next one where the server gives a long list in
    /// parts and this is not the last.
    pub(super) fn names_in_part(&self, attribute: &str) -> (Vec<String>, Option<u32>) {
        let names = self.names(attribute);
        let next = self.attributes.iter().filter(|(_, values)| !values.is_empty()).find_map(|(name, _)| {
            let (name, part) = name.split_once(";range=")?;
            let (_, last) = part.split_once('-')?;
            last.parse::<u32>().ok()?.checked_add(1).filter(|_| name.eq_ignore_ascii_case(attribute))
        });
        (names, next)
    }

    /// Returns the first value of an attribute that is text with something in it, fit for a record.
    pub(super) fn text(&self, attribute: &str) -> Option<String> {
        let mut texts = self.names(attribute).into_iter().map(|value| clean(&value, TEXT_CHARACTERS_MAX));
        texts.find(|text| !text.is_empty())
    }

    /// Returns every value of an attribute that is text, joined by commas.
    pub(super) fn joined(&self, attribute: &str) -> Option<String> {
        let values = self.names(attribute);
        let texts: Vec<String> = values.iter().map(|value| clean(value, EXTRA_CHARACTERS_MAX)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        let joined = clean(&texts.join(", "), EXTRA_CHARACTERS_MAX);
        (!joined.is_empty()).then_some(joined)
    }

    /// Returns the immutable key that an attribute holds.
    pub(super) fn key(&self, attribute: &str) -> Option<DirectoryKey> {
        let value = self.octets(attribute).first()?;
        if value.is_empty() || value.len() > KEY_BYTES_MAX {
            return None;
        }
        if is_binary(attribute) {
            return Some(DirectoryKey(hex(value)));
        }
        let text = std::str::from_utf8(value).ok();
        let text = text.filter(|text| !text.chars().any(char::is_control) && !text.starts_with(HEX_MARK));
        Some(DirectoryKey(text.map_or_else(|| format!("{HEX_MARK}{}", hex(value)), str::to_owned)))
    }
}

/// A key as the attribute has it.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum KeyValue<'a> {
    /// As text.
    Text(&'a str),
    /// As octets.
    Octets(Vec<u8>),
}

/// Turns a key back into the attribute's value; `None` when it can be no key of this attribute.
pub(super) fn key_value<'a>(attribute: &str, key: &'a DirectoryKey) -> Option<KeyValue<'a>> {
    if is_binary(attribute) {
        return unhex(&key.0).map(KeyValue::Octets);
    }
    match key.0.strip_prefix(HEX_MARK) {
        Some(digits) => unhex(digits).map(KeyValue::Octets),
        None => Some(KeyValue::Text(&key.0)),
    }
}

fn is_binary(attribute: &str) -> bool {
    let name = attribute.split(';').next().unwrap_or_default();
    BINARY_KEYS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Makes a value fit for a record: no control characters, no blanks around it, no longer than it may be.
fn clean(value: &str, characters_max: usize) -> String {
    let text: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let cut: String = text.trim().chars().take(characters_max).collect();
    cut.trim_end().to_owned()
}

fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::with_capacity(octets.len() * 2), |mut text, octet| {
        write!(text, "{octet:02x}").expect("writing to a string cannot fail");
        text
    })
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    if digits.is_empty() || digits.len() > 2 * KEY_BYTES_MAX || !digits.len().is_multiple_of(2) {
        return None;
    }
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(attributes: &[(&str, &[&[u8]])]) -> Entry {
        let attributes = attributes
            .iter()
            .map(|(name, values)| ((*name).to_owned(), values.iter().map(|value| value.to_vec()).collect()));
        Entry { name: "cn=x".to_owned(), attributes: attributes.collect() }
    }

    #[test]
    fn a_guid_is_hex_even_when_its_octets_are_text() {
        let guid: &[u8] = b"0123456789abcdef";
        let entry = entry(&[("objectGUID", &[guid])]);
        let key = entry.key("objectguid").unwrap();
        assert_eq!(key.0, "30313233343536373839616263646566");
        assert_eq!(key_value("objectGUID", &key), Some(KeyValue::Octets(guid.to_vec())));
    }

    #[test]
    fn every_key_leads_back_to_its_value() {
        for value in [b"b3a2-11".as_slice(), b"\xff\x00\x01", b"hex:00", b"a\nb", "år".as_bytes()] {
            let key = entry(&[("id", &[value])]).key("id").unwrap();
            let back = match key_value("id", &key).unwrap() {
                KeyValue::Text(text) => text.as_bytes().to_vec(),
                KeyValue::Octets(octets) => octets,
            };
            assert_eq!(back, value, "{key:?}");
        }
        assert_eq!(key_value("objectGUID", &DirectoryKey("ann".to_owned())), None);
        assert_eq!(key_value("objectGUID", &DirectoryKey(String::new())), None);
        assert_eq!(key_value("objectGUID", &DirectoryKey("åå".to_owned())), None);
    }

    #[test]
    fn values_are_made_fit_for_a_record() {
        let long = "x".repeat(300);
        let entry = entry(&[
            ("CN", &[b"\xff\xfe", b" Ann\tBerg \0"]),
            ("title", &[long.as_bytes()]),
            ("street", &[b"", b"One", b" Two "]),
            ("memberOf;range=0-1", &[b"cn=a", b"cn=b"]),
            ("memberOf", &[]),
        ]);
        assert_eq!(entry.text("cn").as_deref(), Some("Ann Berg"));
        assert_eq!(entry.text("title").unwrap().len(), TEXT_CHARACTERS_MAX);
        assert_eq!(entry.joined("street").as_deref(), Some("One, Two"));
        assert_eq!(entry.names("memberof"), ["cn=a", "cn=b"]);
        assert_eq!(entry.names_in_part("memberOf"), (vec!["cn=a".to_owned(), "cn=b".to_owned()], Some(2)));
        assert_eq!(entry.names_in_part("CN").1, None);
        assert_eq!(entry.text("mail"), None);
        assert_eq!(entry.key("mail"), None);
    }
}
