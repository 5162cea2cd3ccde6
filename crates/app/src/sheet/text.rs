//! From octets to text: which encoding a spreadsheet program has chosen.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::SheetFault;

/// How workbooks begin: ZIP (Excel, LibreOffice, Numbers) and the compound files of old Excel.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// Returns a file's text and the name of its encoding. A byte order mark decides; without one it is UTF-8 if it can be,
/// else Windows-1252, which Excel still writes in the west and in which every octet is a letter.
pub(super) fn decode(content: &[u8]) -> Result<(Cow<'_, str>, &'static str), SheetFault> {
    if WORKBOOKS.iter().any(|start| content.starts_with(start)) {
        return Err(SheetFault::Workbook);
    }
    let (text, name) = match Encoding::for_bom(content) {
        Some((encoding, mark_bytes)) => {
            let name = if encoding == UTF_8 { "UTF-8" } else { "UTF-16" };
            let (text, is_malformed) = encoding.decode_without_bom_handling(&content[mark_bytes..]);
            if is_malformed {
                return Err(SheetFault::Encoding(name));
            }
            (text, name)
        }
        None => match std::str::from_utf8(content) {
            Ok(text) => (Cow::Borrowed(text), "UTF-8"),
            Err(_) => (WINDOWS_1252.decode_without_bom_handling(content).0, "Windows-1252"),
        },
    };
    if text.contains('\0') { Err(SheetFault::Nul) } else { Ok((text, name)) }
}
