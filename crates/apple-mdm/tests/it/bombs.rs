//! Property lists made to hurt the reader. Random input does not find these, so each has its name here.

use apple_mdm::{
    ParseError,
    checkin::Message,
    connect::Report,
    plist_guard::{Limits, PlistError, read_dictionary},
};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">"#;

/// Returns a `CheckOut` with `extra` among its entries.
fn check_out(extra: &str) -> String {
    format!(
        "{HEAD}<plist version=\"1.0\"><dict><key>MessageType</key><string>CheckOut</string>\
         <key>Topic</key><string>com.apple.mgmt.x</string><key>UDID</key><string>A1</string>{extra}</dict></plist>"
    )
}

fn check(document: impl AsRef<[u8]>, wanted: PlistError) {
    let document = document.as_ref();
    assert_eq!(Message::parse(document), Err(ParseError::Plist(wanted.clone())));
    assert_eq!(Report::parse(document), Err(ParseError::Plist(wanted)));
}

#[test]
fn t54_the_harmless_document_is_read() {
    let document = check_out("<key>Other</key><string>&lt;&#x1F4F1;</string>");
    assert!(Message::parse(document.as_bytes()).is_ok());
    let with_mark = format!("\u{FEFF}{document}");
    assert!(Message::parse(with_mark.as_bytes()).is_ok());
}

#[test]
fn t54_ten_thousand_nested_arrays_are_refused() {
    let (open, close) = ("<array>".repeat(10_000), "</array>".repeat(10_000));
    check(format!("{HEAD}<plist>{open}{close}</plist>"), PlistError::TooDeep(32));
    check(format!("<plist>{open}"), PlistError::TooDeep(32));
}

#[test]
fn t54_ten_thousand_nested_arrays_in_an_ignored_field_are_refused() {
    let (open, close) = ("<array>".repeat(10_000), "</array>".repeat(10_000));
    check(check_out(&format!("<key>Ignored</key>{open}{close}")), PlistError::TooDeep(32));
}

#[test]
fn t54_nesting_up_to_the_limit_is_read() {
    let nested = |depth: usize| {
        check_out(&format!("<key>K</key>{}{}", "<array>".repeat(depth), "</array>".repeat(depth)))
    };
    assert!(Message::parse(nested(30).as_bytes()).is_ok()); // plist and dict are two more
    check(nested(31), PlistError::TooDeep(32));
}

/// Thirty arrays, each holding the next one twice: 2^30 values in some 200 octets.
#[test]
fn t54_a_binary_list_of_shared_children_is_refused() {
    let mut list = b"bplist00".to_vec();
    let mut offsets = Vec::new();
    for child in 1..=30_u8 {
        offsets.push(u8::try_from(list.len()).expect("short"));
        list.extend([0xA2, child, child]);
    }
    offsets.push(u8::try_from(list.len()).expect("short"));
    list.push(0x09);
    let table = list.len() as u64;
    list.extend(&offsets);
    list.extend([0, 0, 0, 0, 0, 0, 1, 1]);
    for number in [offsets.len() as u64, 0, table] {
        list.extend(number.to_be_bytes());
    }
    check(&list, PlistError::Binary);
}

#[test]
fn t54_entities_of_an_internal_subset_are_refused() {
    let laughs = r#"<!DOCTYPE plist [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><plist><dict><key>k</key><string>&b;</string></dict></plist>"#;
    check(laughs, PlistError::DocumentType);
    let external = r#"<!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/passwd">]><plist><dict><key>k</key><string>&x;</string></dict></plist>"#;
    check(external, PlistError::DocumentType);
}

#[test]
fn t54_unknown_entities_are_refused() {
    check(check_out("<key>k</key><string>&nbsp;</string>"), PlistError::Entity);
    check(check_out("<key>k</key><string>&#xD800;</string>"), PlistError::Entity);
    check(check_out("<key>k</key><string>&#x110000;</string>"), PlistError::Entity);
}

#[test]
fn t54_a_second_document_type_is_refused() {
    let document = check_out("").replace("<plist", "<!DOCTYPE plist><plist");
    check(document, PlistError::DocumentType);
}

#[test]
fn t54_cdata_is_refused() {
    check(check_out("<key>k</key><string><![CDATA[x]]></string>"), PlistError::CData);
}

#[test]
fn t54_duplicate_keys_are_refused_however_they_are_spelt() {
    let duplicate = PlistError::DuplicateKey;
    check(check_out("<key>UDID</key><string>B2</string>"), duplicate.clone());
    check(check_out("<key>U&#68;ID</key><string>B2</string>"), duplicate.clone());
    check(check_out("<key>U<!-- -->DID</key><string>B2</string>"), duplicate.clone());
    check(check_out("<key>d</key><dict><key/><true/><key></key><true/></dict>"), duplicate);
    check(check_out("<string>UDID</string><string>B2</string>"), PlistError::Malformed);
    let through_plist = "<key>k</key><plist><true/><key>UDID</key><string>B2</string></plist>";
    check(check_out(through_plist), PlistError::Malformed);
}

#[test]
fn equal_keys_of_different_dictionaries_are_read() {
    let two =
        "<key>l</key><array><dict><key>UDID</key><true/></dict><dict><key>UDID</key><true/></dict></array>";
    assert!(Message::parse(check_out(two).as_bytes()).is_ok());
}

#[test]
fn t54_other_encodings_are_refused() {
    let utf16: Vec<u8> = check_out("").encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&utf16, PlistError::Encoding);
    check([&[0xFF, 0xFE], &utf16[..]].concat(), PlistError::Encoding);
    check(check_out("").replace("UTF-8", "ISO-8859-1"), PlistError::Encoding);
    check([check_out("").as_bytes(), &[0xE4]].concat(), PlistError::Encoding);
    check(check_out("<key>k</key><string>a\0b</string>"), PlistError::Encoding);
    let zero = check_out("<key>k</key><string>&#0;</string>");
    assert!(matches!(Message::parse(zero.as_bytes()), Err(ParseError::Plist(_))));
}

#[test]
fn t54_documents_with_more_than_one_root_are_refused() {
    check(format!("{}<plist/>", check_out("")), PlistError::Malformed);
    check("<plist><dict/><dict/></plist>", PlistError::Malformed);
    check("<plist><string>text</string></plist>", PlistError::NotADictionary);
    check("<plist></plist>", PlistError::Malformed);
    check("", PlistError::Malformed);
}

#[test]
fn t54_size_nodes_and_texts_have_limits() {
    let limits = Limits { octets_max: 1_000, depth_max: 32, nodes_max: 8, text_octets_max: 16 };
    let read = |document: &str| read_dictionary(document.as_bytes(), limits).map(|_| ());
    assert_eq!(read(&" ".repeat(1_001)), Err(PlistError::TooLarge(1_000)));
    let flags = |count: usize| {
        format!("<plist><dict><key>k</key><array>{}</array></dict></plist>", "<true/>".repeat(count))
    };
    assert_eq!(read(&flags(4)), Ok(()));
    assert_eq!(read(&flags(5)), Err(PlistError::TooManyNodes(8)));
    let text = |count: usize| format!("<dict><key>k</key><string>{}</string></dict>", "&amp;".repeat(count));
    assert_eq!(read(&text(16)), Ok(()));
    assert_eq!(read(&text(17)), Err(PlistError::TextTooLong(16)));
}

#[test]
fn t54_messages_are_limited_to_one_mebibyte_and_reports_to_sixteen() {
    let document = vec![b' '; (1 << 20) + 1];
    let refused = Message::parse(&document);
    assert_eq!(refused, Err(ParseError::Plist(PlistError::TooLarge(1 << 20))));
    let document = vec![b' '; (16 << 20) + 1];
    let refused = Report::parse(&document);
    assert_eq!(refused, Err(ParseError::Plist(PlistError::TooLarge(16 << 20))));
}
