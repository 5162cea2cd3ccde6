//! Reads tag-length-value elements as slices of their input. Strict about bounds, lenient about the minimal form of
//! lengths: signatures of others are over the octets as they wrote them, so nothing may be decoded and written anew.

/// The input is not the structure it should be; carries which part was wrong, for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("malformed {0}")]
pub struct Malformed(pub &'static str);

/// The tags (identifier octets) that occur in CMS and X.509.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const UTF8_STRING: u8 = 0x0c;
    pub(crate) const PRINTABLE_STRING: u8 = 0x13;
    pub(crate) const TELETEX_STRING: u8 = 0x14;
    pub(crate) const IA5_STRING: u8 = 0x16;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const BMP_STRING: u8 = 0x1e;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;
    /// The bit that says the content is a row of elements.
    pub(crate) const CONSTRUCTED: u8 = 0x20;
    /// `[n]` holding one primitive value.
    pub(crate) const fn context(number: u8) -> u8 {
        0x80 | number
    }
    /// `[n]` holding elements.
    pub(crate) const fn context_constructed(number: u8) -> u8 {
        0xa0 | number
    }
}

/// The identifier and length octets in front of a value.
pub(crate) struct Header {
    pub(crate) tag: u8,
    /// `None` is BER's indefinite length.
    pub(crate) content_bytes: Option<usize>,
    pub(crate) header_bytes: usize,
}

/// Reads the header at the start of `bytes` and checks that a definite content lies within them.
pub(crate) fn header(bytes: &[u8]) -> Result<Header, Malformed> {
    const CUT: Malformed = Malformed("element: cut off");
    let (&tag, rest) = bytes.split_first().ok_or(CUT)?;
    if tag & 0x1f == 0x1f {
        return Err(Malformed("element: tag numbers above 30 do not occur here"));
    }
    let (&first, rest) = rest.split_first().ok_or(CUT)?;
    let (content_bytes, header_bytes) = match first {
        0..0x80 => (usize::from(first), 2),
        0x80 => return Ok(Header { tag, content_bytes: None, header_bytes: 2 }),
        _ => {
            let size = usize::from(first & 0x7f);
            if size > 4 {
                return Err(Malformed("element: length of more than four octets"));
            }
            let octets = rest.get(..size).ok_or(CUT)?;
            (octets.iter().fold(0, |length, &octet| (length << 8) | usize::from(octet)), 2 + size)
        }
    };
    if content_bytes > bytes.len() - header_bytes {
        return Err(CUT);
    }
    Ok(Header { tag, content_bytes: Some(content_bytes), header_bytes })
}

/// One element: its tag, its content, and all of it as received.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    pub(crate) raw: &'a [u8],
    pub(crate) content: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// Returns a reader over the elements inside.
    pub(crate) fn reader(&self) -> Reader<'a> {
        Reader::new(self.content)
    }
}

/// Walks the elements of a constructed value from left to right.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Takes the next element, whatever it is.
    pub(crate) fn any(&mut self) -> Result<Tlv<'a>, Malformed> {
        let Header { tag, content_bytes, header_bytes } = header(self.rest)?;
        let content_bytes = content_bytes.ok_or(Malformed("element: indefinite length"))?;
        let (raw, rest) = self.rest.split_at(header_bytes + content_bytes);
        self.rest = rest;
        Ok(Tlv { tag, raw, content: &raw[header_bytes..] })
    }

    /// Takes the next element, which must have this tag; `what` names it in the error.
    pub(crate) fn take(&mut self, tag: u8, what: &'static str) -> Result<Tlv<'a>, Malformed> {
        match self.optional(tag)? {
            Some(element) => Ok(element),
            None => Err(Malformed(what)),
        }
    }

    /// Takes the next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Tlv<'a>>, Malformed> {
        if self.rest.first() == Some(&tag) { self.any().map(Some) } else { Ok(None) }
    }

    /// Checks that nothing is left over.
    pub(crate) fn finish(self, what: &'static str) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed(what)) }
    }
}

/// Reads `bytes` as exactly one element with this tag.
pub(crate) fn only<'a>(bytes: &'a [u8], tag: u8, what: &'static str) -> Result<Tlv<'a>, Malformed> {
    let mut reader = Reader::new(bytes);
    let element = reader.take(tag, what)?;
    reader.finish(what)?;
    Ok(element)
}

/// Returns the octets of an AlgorithmIdentifier's identifier, and its parameters if there are any.
pub(crate) fn algorithm<'a>(element: Tlv<'a>) -> Result<(&'a [u8], Option<Tlv<'a>>), Malformed> {
    let mut reader = element.reader();
    let oid = reader.take(tag::OID, "algorithm identifier")?.content;
    let parameters = if reader.is_empty() { None } else { Some(reader.any()?) };
    Ok((oid, parameters))
}
