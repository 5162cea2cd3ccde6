//! Writes dictionaries as XML property lists: Apple's document type, UTF-8, nothing that XML 1.0 forbids.

use plist::{Dictionary, Value};

/// Returns the XML property list of `dictionary`. Characters XML cannot carry are left out.
pub(crate) fn to_xml(dictionary: Dictionary) -> Vec<u8> {
    let mut octets = Vec::new();
    cleaned(Value::Dictionary(dictionary)).to_writer_xml(&mut octets).expect("a vector takes every octet");
    octets.push(b'\n');
    octets
}

fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(without_forbidden(text)),
        Value::Array(items) => Value::Array(items.into_iter().map(cleaned).collect()),
        Value::Dictionary(entries) => Value::Dictionary(
            entries.into_iter().map(|(key, value)| (without_forbidden(key), cleaned(value))).collect(),
        ),
        other => other,
    }
}

fn without_forbidden(mut text: String) -> String {
    text.retain(is_xml_character);
    text
}

/// Says whether XML 1.0 §2.2 allows the character.
fn is_xml_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Fills a dictionary; keys whose value is absent are left out.
#[derive(Debug, Default)]
pub(crate) struct Entries(Dictionary);

impl Entries {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    pub(crate) fn put_some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    pub(crate) fn put_data(self, key: &str, octets: &[u8]) -> Self {
        self.put(key, Value::Data(octets.to_vec()))
    }

    pub(crate) fn into_dictionary(self) -> Dictionary {
        self.0
    }

    pub(crate) fn into_value(self) -> Value {
        Value::Dictionary(self.0)
    }
}

/// Returns an array of strings.
pub(crate) fn strings(texts: &[String]) -> Value {
    Value::Array(texts.iter().cloned().map(Value::String).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_xml_forbids_are_left_out_of_texts_and_keys() {
        let dictionary =
            Entries::new().put("k\u{1}ey", "a\u{0}b\u{8}c\u{FFFF}\t<&>\u{1F4F1}").into_dictionary();
        let xml = String::from_utf8(to_xml(dictionary)).expect("UTF-8");
        assert!(xml.contains("<key>key</key>"), "{xml}");
        assert!(xml.contains("<string>abc\t&lt;&amp;&gt;\u{1F4F1}</string>"), "{xml}");
    }
}
