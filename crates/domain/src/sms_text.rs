//! What a text costs as an SMS: which alphabet it needs, and into how many parts it is cut (3GPP TS 23.038 and 23.040).

/// The alphabet that an SMS is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SmsEncoding {
    /// The default alphabet of GSM, 7 bits a character, with its extension table.
    Gsm7,
    /// UCS-2, in practice UTF-16: for everything else, at less than half the length.
    Ucs2,
}

impl SmsEncoding {
    /// Returns the name used in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gsm7 => "gsm-7",
            Self::Ucs2 => "ucs-2",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM 7-bit",
            Self::Ucs2 => "UCS-2",
        }
    }

    /// Returns how many units an SMS of one part holds.
    pub fn single_units_max(self) -> usize {
        match self {
            Self::Gsm7 => 160,
            Self::Ucs2 => 70,
        }
    }

    /// Returns how many units each part of a longer SMS holds: the header that joins them takes the rest.
    pub fn part_units_max(self) -> usize {
        match self {
            Self::Gsm7 => 153,
            Self::Ucs2 => 67,
        }
    }

    /// Returns how many units a character takes.
    fn units_of(self, c: char) -> usize {
        match self {
            Self::Gsm7 if gsm_extension(c).is_some() => 2,
            Self::Gsm7 => 1,
            Self::Ucs2 => c.len_utf16(),
        }
    }
}

/// What a text costs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SmsMeasure {
    /// The alphabet it needs.
    pub encoding: SmsEncoding,
    /// Its length in units of the alphabet: characters, of which some count double.
    pub units: usize,
    /// Into how many parts it is cut; 0 for an empty text.
    pub segments: usize,
    /// The characters that the default alphabet lacks, each once, in their order: without them the text would be shorter.
    pub forcing: Vec<char>,
}

/// Measures a text.
pub fn measure(text: &str) -> SmsMeasure {
    let encoding = encoding_of(text);
    let mut forcing = Vec::new();
    for c in text.chars().filter(|c| !is_gsm(*c)) {
        if !forcing.contains(&c) {
            forcing.push(c);
        }
    }
    SmsMeasure {
        encoding,
        units: text.chars().map(|c| encoding.units_of(c)).sum(),
        segments: parts(text).len(),
        forcing,
    }
}

/// Cuts a text into the parts in which it goes out. A character is never torn in two.
pub fn parts(text: &str) -> Vec<&str> {
    let encoding = encoding_of(text);
    let whole: usize = text.chars().map(|c| encoding.units_of(c)).sum();
    if text.is_empty() {
        return Vec::new();
    }
    if whole <= encoding.single_units_max() {
        return vec![text];
    }
    let (mut parts, mut start, mut units) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        if units + encoding.units_of(c) > encoding.part_units_max() {
            parts.push(&text[start..at]);
            (start, units) = (at, 0);
        }
        units += encoding.units_of(c);
    }
    parts.push(&text[start..]);
    parts
}

/// Returns the alphabet that a text needs.
pub fn encoding_of(text: &str) -> SmsEncoding {
    if text.chars().all(is_gsm) { SmsEncoding::Gsm7 } else { SmsEncoding::Ucs2 }
}

/// Writes a text in the default alphabet, one septet an octet, as SMS centres take it; `None` when it lacks a character.
pub fn encode_gsm(text: &str) -> Option<Vec<u8>> {
    let mut septets = Vec::with_capacity(text.len());
    for c in text.chars() {
        match (gsm_basic(c), gsm_extension(c)) {
            (Some(septet), _) => septets.push(septet),
            (None, Some(septet)) => septets.extend([ESCAPE, septet]),
            (None, None) => return None,
        }
    }
    Some(septets)
}

/// Writes a text in UCS-2, the high octet first.
pub fn encode_ucs2(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// What leads to the extension table.
const ESCAPE: u8 = 0x1b;

/// The default alphabet (TS 23.038 §6.2.1); the place of [`ESCAPE`] is held by a character that is never looked up.
const BASIC: [char; 128] = [
    '@', '£', '$', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', '\n', 'Ø', 'ø', '\r', 'Å', 'å', //
    'Δ', '_', 'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ', '\u{1b}', 'Æ', 'æ', 'ß', 'É', //
    ' ', '!', '"', '#', '¤', '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/', //
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?', //
    '¡', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', //
    'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'Ä', 'Ö', 'Ñ', 'Ü', '§', //
    '¿', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', //
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 'ä', 'ö', 'ñ', 'ü', 'à',
];

/// The extension table (TS 23.038 §6.2.1.1).
const EXTENSION: [(char, u8); 10] = [
    ('\u{c}', 0x0a),
    ('^', 0x14),
    ('{', 0x28),
    ('}', 0x29),
    ('\\', 0x2f),
    ('[', 0x3c),
    ('~', 0x3d),
    (']', 0x3e),
    ('|', 0x40),
    ('€', 0x65),
];

fn is_gsm(c: char) -> bool {
    gsm_basic(c).is_some() || gsm_extension(c).is_some()
}

fn gsm_basic(c: char) -> Option<u8> {
    let at = BASIC.iter().position(|known| *known == c)?;
    u8::try_from(at).ok().filter(|septet| *septet != ESCAPE)
}

fn gsm_extension(c: char) -> Option<u8> {
    EXTENSION.iter().find(|(known, _)| *known == c).map(|(_, septet)| *septet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, encoding: SmsEncoding, units: usize, segments: usize) {
        let measured = measure(text);
        assert_eq!(
            (measured.encoding, measured.units, measured.segments),
            (encoding, units, segments),
            "{text}"
        );
    }

    #[test]
    fn a_text_is_counted_as_networks_count_it() {
        use SmsEncoding::{Gsm7, Ucs2};
        check("", Gsm7, 0, 0);
        check(&"a".repeat(160), Gsm7, 160, 1);
        check(&"a".repeat(161), Gsm7, 161, 2);
        check(&"a".repeat(306), Gsm7, 306, 2);
        check(&"a".repeat(307), Gsm7, 307, 3);
        check(&"€".repeat(80), Gsm7, 160, 1);
        check(&"ж".repeat(70), Ucs2, 70, 1);
        check(&"ж".repeat(71), Ucs2, 71, 2);
        check(&"ж".repeat(134), Ucs2, 134, 2);
        check(&"ж".repeat(135), Ucs2, 135, 3);
        check("Grüße, Åsa: https://mdm.example.org/i/7K2M-9QPX_~", Gsm7, 50, 1);
    }

    #[test]
    fn a_character_of_two_units_is_not_torn() {
        // 152 units, then one of two: it moves whole to the second part, and one unit of the first stays empty.
        let text = format!("{}€{}", "a".repeat(152), "b".repeat(151));
        assert_eq!(measure(&text).units, 305);
        assert_eq!(parts(&text).iter().map(|part| part.chars().count()).collect::<Vec<_>>(), [152, 152]);
        let text = format!("{}😀{}", "ж".repeat(66), "ж".repeat(10));
        assert_eq!(parts(&text).iter().map(|part| part.chars().count()).collect::<Vec<_>>(), [66, 11]);
    }

    #[test]
    fn what_forces_the_wide_alphabet_is_named_once_and_in_order() {
        assert_eq!(measure("Hej ”Anna” – ç").forcing, ['”', '–', 'ç']);
        assert!(measure("Café à la carte [1]").forcing.is_empty());
        assert_eq!(measure("\u{1b}").forcing, ['\u{1b}'], "the escape itself is no character");
        assert_eq!(measure("a\tb").forcing, ['\t']);
    }

    #[test]
    fn septets_are_those_of_the_table() {
        assert_eq!(encode_gsm("@£Δ à[€"), Some(vec![0x00, 0x01, 0x10, 0x20, 0x7f, 0x1b, 0x3c, 0x1b, 0x65]));
        assert_eq!(encode_gsm("ж"), None);
        assert_eq!(encode_ucs2("aж"), [0x00, 0x61, 0x04, 0x36]);
        for letter in ('0'..='9').chain('A'..='Z').chain('a'..='z') {
            assert_eq!(
                gsm_basic(letter).map(char::from),
                Some(letter),
                "letters and digits lie where ASCII has them"
            );
        }
    }

    #[test]
    fn parts_always_join_to_the_text_and_fit() {
        // A walk over many texts: a small generator with a fixed seed picks from letters that cost one, two and four.
        let alphabet = ['a', 'é', '€', '{', ' ', 'ж', '😀', '\n'];
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for round in 0..2_000_usize {
            let kinds = if round.is_multiple_of(2) { 5 } else { alphabet.len() };
            let length = round % 480;
            let text: String = std::iter::repeat_with(|| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                alphabet[usize::try_from(state >> 33).unwrap() % kinds]
            })
            .take(length)
            .collect();
            let (cut, measured) = (parts(&text), measure(&text));
            assert_eq!(cut.concat(), text);
            assert_eq!(cut.len(), measured.segments);
            let units = |part: &&str| part.chars().map(|c| measured.encoding.units_of(c)).sum::<usize>();
            let fits = if cut.len() == 1 {
                measured.encoding.single_units_max()
            } else {
                measured.encoding.part_units_max()
            };
            assert!(cut.iter().all(|part| units(part) <= fits));
            assert_eq!(measured.encoding == SmsEncoding::Gsm7, measured.forcing.is_empty());
            assert_eq!(
                encode_gsm(&text).map(|septets| septets.len()),
                measured.forcing.is_empty().then_some(measured.units)
            );
        }
    }
}
