//! The only way in for foreign property lists.
//!
//! The plist parser recurses without a bound, shares children of binary lists and drops what it does not know.
//! One pass over the XML therefore comes first and refuses documents that are too deep, too large, ambiguous or
//! not plain XML; only then is a value built.

use std::{collections::HashSet, io::Cursor};

use plist::{Dictionary, Value};
use quick_xml::{
    Reader,
    escape::resolve_xml_entity,
    events::{BytesDecl, BytesRef, Event},
};

/// Bounds of one document; what exceeds them is refused before a value is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Length of the whole document in octets.
    pub octets_max: usize,
    /// Open elements at one time, the `plist` element included.
    pub depth_max: usize,
    /// Elements, comments and processing instructions altogether.
    pub nodes_max: usize,
    /// Length of one text or one base64 block in octets, as written.
    pub text_octets_max: usize,
}

impl Limits {
    /// A check-in message: at most 1 MiB, mostly one token or one status report.
    pub const CHECK_IN: Self =
        Self { octets_max: 1 << 20, depth_max: 32, nodes_max: 4_096, text_octets_max: 1 << 20 };

    /// What a device tells of itself before it enrolls: a dozen short texts.
    pub const MACHINE_INFO: Self =
        Self { octets_max: 64 << 10, depth_max: 8, nodes_max: 256, text_octets_max: 8 << 10 };

    /// A result on the command channel: at most 16 MiB, because lists of applications grow long.
    pub const CONNECT: Self =
        Self { octets_max: 16 << 20, depth_max: 32, nodes_max: 500_000, text_octets_max: 4 << 20 };
}

/// Why a document is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlistError {
    /// More octets than allowed.
    #[error("property list is longer than {0} octets")]
    TooLarge(usize),
    /// More open elements than allowed.
    #[error("property list is nested deeper than {0}")]
    TooDeep(usize),
    /// More nodes than allowed.
    #[error("property list has more than {0} nodes")]
    TooManyNodes(usize),
    /// One text is longer than allowed.
    #[error("property list holds a text longer than {0} octets")]
    TextTooLong(usize),
    /// A binary property list; devices send XML.
    #[error("property list is binary")]
    Binary,
    /// Not UTF-8, declared as another encoding, or holding NUL.
    #[error("property list is not UTF-8 text")]
    Encoding,
    /// The document type has an internal subset, or stands at a wrong place.
    #[error("property list brings its own document type")]
    DocumentType,
    /// An entity that is neither one of the five of XML nor a character.
    #[error("property list uses an unknown entity")]
    Entity,
    /// A CDATA section, which the plist parser would silently read as empty.
    #[error("property list holds a CDATA section")]
    CData,
    /// A dictionary names a key twice, so two readers could see different values.
    #[error("property list names a key twice")]
    DuplicateKey,
    /// Not well-formed, or not a property list.
    #[error("property list is malformed")]
    Malformed,
    /// A property list whose root is no dictionary.
    #[error("property list is not a dictionary")]
    NotADictionary,
}

/// Reads an XML property list whose root is a dictionary, within `limits`.
pub fn read_dictionary(octets: &[u8], limits: Limits) -> Result<Dictionary, PlistError> {
    if octets.len() > limits.octets_max {
        return Err(PlistError::TooLarge(limits.octets_max));
    }
    if octets.starts_with(b"bplist") {
        return Err(PlistError::Binary);
    }
    let octets = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
    let text = std::str::from_utf8(octets).map_err(|_| PlistError::Encoding)?;
    if text.contains('\0') {
        return Err(PlistError::Encoding); // UTF-16, and what no database stores
    }
    Guard::new(limits).inspect(text)?;
    Value::from_reader_xml(Cursor::new(text))
        .map_err(|_| PlistError::Malformed)?
        .into_dictionary()
        .ok_or(PlistError::NotADictionary)
}

/// The state of the single pass.
struct Guard {
    limits: Limits,
    nodes: usize,
    text_octets: usize,
    open: Vec<Element>,
    /// The key being read.
    key: Option<String>,
    document_type_seen: bool,
    root_seen: bool,
}

/// An open element. The plist parser takes a `string` for a `key` and looks through a nested `plist`, which would
/// hide duplicate keys, so the grammar is held to here.
enum Element {
    Root { is_filled: bool },
    Dictionary { keys: HashSet<String>, wants_key: bool },
    Array,
    Leaf,
}

impl Guard {
    fn new(limits: Limits) -> Self {
        Self {
            limits,
            nodes: 0,
            text_octets: 0,
            open: Vec::new(),
            key: None,
            document_type_seen: false,
            root_seen: false,
        }
    }

    fn inspect(mut self, text: &str) -> Result<(), PlistError> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event().map_err(|_| PlistError::Malformed)? {
                Event::Start(element) => self.open(element.local_name().as_ref())?,
                Event::End(_) => self.close()?,
                Event::Text(text) => self.text(&text)?,
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::CData(_) => return Err(PlistError::CData),
                Event::DocType(document_type) => self.document_type(&document_type)?,
                Event::Decl(declaration) => check_encoding(&declaration)?,
                Event::Comment(_) | Event::PI(_) | Event::Empty(_) => self.count()?,
                Event::Eof if self.open.is_empty() && self.root_seen => return Ok(()),
                Event::Eof => return Err(PlistError::Malformed),
            }
        }
    }

    fn count(&mut self) -> Result<(), PlistError> {
        self.nodes += 1;
        if self.nodes > self.limits.nodes_max {
            return Err(PlistError::TooManyNodes(self.limits.nodes_max));
        }
        Ok(())
    }

    fn open(&mut self, name: &str) -> Result<(), PlistError> {
        self.count()?;
        if self.open.len() >= self.limits.depth_max {
            return Err(PlistError::TooDeep(self.limits.depth_max));
        }
        if !self.has_place_for(name) {
            return Err(PlistError::Malformed);
        }
        self.open.push(match name {
            "plist" => Element::Root { is_filled: false },
            "dict" => Element::Dictionary { keys: HashSet::new(), wants_key: true },
            "array" => Element::Array,
            _ => Element::Leaf,
        });
        self.text_octets = 0;
        self.key = (name == "key").then(String::new);
        Ok(())
    }

    /// Says whether an element may stand here, and notes that it does.
    fn has_place_for(&mut self, name: &str) -> bool {
        match self.open.last_mut() {
            None => !std::mem::replace(&mut self.root_seen, true),
            Some(_) if name == "plist" => false,
            Some(Element::Root { is_filled }) => !std::mem::replace(is_filled, true),
            Some(Element::Dictionary { wants_key, .. }) => {
                let fits = *wants_key == (name == "key");
                *wants_key = !*wants_key;
                fits
            }
            Some(Element::Array) => name != "key",
            Some(Element::Leaf) => false,
        }
    }

    fn close(&mut self) -> Result<(), PlistError> {
        self.open.pop();
        self.text_octets = 0;
        let is_new = match (self.key.take(), self.open.last_mut()) {
            (Some(key), Some(Element::Dictionary { keys, .. })) => keys.insert(key),
            _ => true,
        };
        is_new.then_some(()).ok_or(PlistError::DuplicateKey)
    }

    fn text(&mut self, text: &str) -> Result<(), PlistError> {
        self.text_octets = self.text_octets.saturating_add(text.len());
        if self.text_octets > self.limits.text_octets_max {
            return Err(PlistError::TextTooLong(self.limits.text_octets_max));
        }
        if let Some(key) = &mut self.key {
            key.push_str(text);
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), PlistError> {
        let character = reference.resolve_char_ref().map_err(|_| PlistError::Entity)?;
        match character {
            Some('\0') => Err(PlistError::Encoding),
            Some(character) => self.text(character.encode_utf8(&mut [0; 4])),
            None => self.text(resolve_xml_entity(reference).ok_or(PlistError::Entity)?),
        }
    }

    fn document_type(&mut self, content: &str) -> Result<(), PlistError> {
        let misplaced = self.document_type_seen || !self.open.is_empty();
        if misplaced || content.contains('[') {
            return Err(PlistError::DocumentType);
        }
        self.document_type_seen = true;
        self.count()
    }
}

fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), PlistError> {
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(Ok(name)) if name.eq_ignore_ascii_case("us-ascii") => Ok(()),
        Some(_) => Err(PlistError::Encoding),
    }
}
