//! Writes DER, and on request BER the way Apple's encoders do: indefinite lengths and octet strings in pieces.

use crate::tlv::tag;
use der::asn1::ObjectIdentifier;

/// How the outer layers of a message are encoded; servers always write [`Encoding::Der`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Definite lengths, primitive strings.
    Der,
    /// Indefinite lengths and constructed octet strings, as devices send them.
    Ber,
}

impl Encoding {
    const PIECE_BYTES: usize = 1024;

    /// Writes a constructed element of these parts.
    pub(crate) fn constructed(self, tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Der => tlv(tag, parts),
            Self::Ber => [&[tag, 0x80], parts.concat().as_slice(), &[0, 0]].concat(),
        }
    }

    /// Writes a string of octets under a tag given in its primitive form.
    pub(crate) fn octets(self, tag: u8, content: &[u8]) -> Vec<u8> {
        match self {
            Self::Der => tlv(tag, &[content]),
            Self::Ber => {
                let pieces: Vec<_> =
                    content.chunks(Self::PIECE_BYTES).map(|piece| tlv(tag::OCTET_STRING, &[piece])).collect();
                let pieces: Vec<_> = pieces.iter().map(Vec::as_slice).collect();
                self.constructed(tag | tag::CONSTRUCTED, &pieces)
            }
        }
    }
}

/// Writes one element whose content is the parts in a row.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content_bytes = parts.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(content_bytes + 6);
    write_header(&mut out, tag, content_bytes);
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

/// Appends the identifier and the shortest length octets.
pub(crate) fn write_header(out: &mut Vec<u8>, tag: u8, content_bytes: usize) {
    out.push(tag);
    match u8::try_from(content_bytes) {
        Ok(short @ 0..0x80) => out.push(short),
        _ => {
            let octets = content_bytes.to_be_bytes();
            let octets = &octets[content_bytes.leading_zeros() as usize / 8..];
            out.push(0x80 | u8::try_from(octets.len()).expect("a length has at most eight octets"));
            out.extend_from_slice(octets);
        }
    }
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(tag::SEQUENCE, parts)
}

/// Writes a SET OF in DER's order; the tag is given because implicit tagging is common here.
pub(crate) fn set_of(tag: u8, mut elements: Vec<Vec<u8>>) -> Vec<u8> {
    elements.sort_unstable();
    let elements: Vec<_> = elements.iter().map(Vec::as_slice).collect();
    tlv(tag, &elements)
}

pub(crate) fn oid(oid: ObjectIdentifier) -> Vec<u8> {
    tlv(tag::OID, &[oid.as_bytes()])
}

/// Writes an AlgorithmIdentifier with NULL parameters, as RSA and digests have them.
pub(crate) fn algorithm(algorithm: ObjectIdentifier) -> Vec<u8> {
    sequence(&[&oid(algorithm), &[tag::NULL, 0]])
}

/// Writes a small INTEGER, such as a version.
pub(crate) fn integer(value: u8) -> Vec<u8> {
    debug_assert!(value < 0x80, "would be read as negative");
    vec![tag::INTEGER, 1, value]
}

pub(crate) fn octet_string(content: &[u8]) -> Vec<u8> {
    tlv(tag::OCTET_STRING, &[content])
}

pub(crate) fn printable(text: &str) -> Vec<u8> {
    tlv(tag::PRINTABLE_STRING, &[text.as_bytes()])
}

/// Writes a BIT STRING of whole octets.
pub(crate) fn bit_string(content: &[u8]) -> Vec<u8> {
    tlv(tag::BIT_STRING, &[&[0], content])
}
