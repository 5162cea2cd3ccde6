//! Distinguished names: the few attributes that every SCEP client knows, written, and the common name, read.

use crate::oid;
use crate::tlv::{Malformed, Tlv, tag};
use crate::write::{oid, sequence, tlv as element};
use der::asn1::ObjectIdentifier;

/// Writes a Name of one attribute per relative name, in the order given. Attributes are `C`, `L`, `ST`, `O`, `OU`,
/// `CN` or a dotted object identifier, as in Apple's SCEP payload; fails on any other word.
pub fn name(attributes: &[(&str, &str)]) -> Result<Vec<u8>, Malformed> {
    let mut relative_names = Vec::new();
    for (attribute, value) in attributes {
        let attribute = attribute_oid(attribute)?;
        // RFC 5280: a country is a PrintableString, everything else may be UTF-8.
        let string = if attribute == oid::COUNTRY { tag::PRINTABLE_STRING } else { tag::UTF8_STRING };
        let pair = sequence(&[&oid(attribute), &element(string, &[value.as_bytes()])]);
        relative_names.extend(element(tag::SET, &[&pair]));
    }
    Ok(sequence(&[&relative_names]))
}

fn attribute_oid(attribute: &str) -> Result<ObjectIdentifier, Malformed> {
    Ok(match attribute {
        "C" => oid::COUNTRY,
        "L" => oid::LOCALITY,
        "ST" => oid::STATE,
        "O" => oid::ORGANIZATION,
        "OU" => oid::ORGANIZATIONAL_UNIT,
        "CN" => oid::COMMON_NAME,
        dotted => dotted.parse().map_err(|_| Malformed("name attribute"))?,
    })
}

/// Returns the first common name in a Name, or `None` if there is none or it is in no known alphabet.
pub(crate) fn common_name(name: Tlv<'_>) -> Result<Option<String>, Malformed> {
    const WHAT: &str = "name";
    let mut relative_names = name.reader();
    while !relative_names.is_empty() {
        let mut pairs = relative_names.take(tag::SET, WHAT)?.reader();
        while !pairs.is_empty() {
            let mut pair = pairs.take(tag::SEQUENCE, WHAT)?.reader();
            if pair.take(tag::OID, WHAT)?.content == oid::COMMON_NAME.as_bytes() {
                return Ok(text(pair.any()?));
            }
        }
    }
    Ok(None)
}

/// Returns the text of any of the string types in use.
pub(crate) fn text(element: Tlv<'_>) -> Option<String> {
    match element.tag {
        tag::UTF8_STRING | tag::PRINTABLE_STRING | tag::IA5_STRING => {
            String::from_utf8(element.content.to_vec()).ok()
        }
        tag::TELETEX_STRING => Some(element.content.iter().map(|&octet| char::from(octet)).collect()),
        tag::BMP_STRING => {
            let (units, []) = element.content.as_chunks::<2>() else { return None };
            String::from_utf16(&units.iter().map(|unit| u16::from_be_bytes(*unit)).collect::<Vec<_>>()).ok()
        }
        _ => None,
    }
}
