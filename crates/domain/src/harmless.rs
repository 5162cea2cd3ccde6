//! Values from outside, made fit to stand in texts: in a line, in HTML, in an address. What comes out is only ever shown,
//! never read again (T13, T28).

/// Makes a value one line without control characters and without marks that would reorder what stands around it.
pub fn one_line(value: &str) -> String {
    let kept = value.chars().filter(|c| !is_direction(*c));
    let line: String = kept.map(|c| if c.is_control() || ends_line(c) { ' ' } else { c }).collect();
    line.trim().to_owned()
}

/// Embeddings, overrides and isolates; the plain marks of direction stay.
fn is_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Says whether a character ends a line.
pub fn ends_line(character: char) -> bool {
    matches!(character, '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Says whether a text has characters that are written from right to left.
pub fn has_right_to_left(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'))
}

/// Escapes a text for HTML, inside and outside attributes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Says whether a text is a web or a mail address, the only ones that links lead to.
pub fn is_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
        && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// Writes a value so that within an address it can become neither a scheme nor a path.
pub fn percent_encode(value: &str, into: &mut String) {
    for octet in value.bytes() {
        match octet {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                into.push(char::from(octet));
            }
            _ => into.push_str(&format!("%{octet:02X}")),
        }
    }
}
