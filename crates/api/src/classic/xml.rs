//! The only way in for foreign XML: small, flat, without a document type and without entities of its own.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesDecl, BytesRef, Event};

/// The most elements that may be open at one time; ours need three.
const DEPTH_MAX: usize = 8;
/// The most elements, comments and the like altogether.
const NODES_MAX: usize = 256;

/// An element with what is in it. Attributes mean nothing here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Element {
    /// Its name, without a prefix.
    pub(super) name: String,
    /// Its own text, without white space around it.
    pub(super) text: String,
    /// The elements in it.
    pub(super) children: Vec<Element>,
}

/// Why a document is not read, in words for whoever sent it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Refused(pub(super) &'static str);

const MALFORMED: Refused = Refused("The body is not well-formed XML.");
const ENCODING: Refused = Refused("The body has to be XML in UTF-8.");
const TOO_MUCH: Refused = Refused("The body is nested too deep or has too many elements.");
const FOREIGN: Refused = Refused(
    "The body may have no document type, and no entities but those of XML and of characters by number.",
);

impl Element {
    /// Returns the first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// Reads a document and returns its root. The caller has bounded its length.
pub(super) fn read(octets: &[u8]) -> Result<Element, Refused> {
    let octets = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
    let text = std::str::from_utf8(octets).map_err(|_| ENCODING)?;
    if text.contains('\0') {
        return Err(ENCODING);
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut pass = Pass::default();
    loop {
        match reader.read_event().map_err(|_| MALFORMED)? {
            Event::Start(element) => pass.open(element.local_name().as_ref())?,
            Event::End(_) => pass.close()?,
            Event::Text(text) => pass.text(&text)?,
            Event::CData(text) => pass.text(&text)?,
            Event::GeneralRef(reference) => pass.reference(&reference)?,
            Event::DocType(_) => return Err(FOREIGN),
            Event::Decl(declaration) => check_encoding(&declaration)?,
            Event::Comment(_) | Event::PI(_) | Event::Empty(_) => pass.count()?,
            Event::Eof => return pass.root.filter(|_| pass.open.is_empty()).ok_or(MALFORMED),
        }
    }
}

/// The state of the single pass. Elements that are open lie on a heap, so that no depth can overflow a stack.
#[derive(Default)]
struct Pass {
    nodes: usize,
    open: Vec<Element>,
    root: Option<Element>,
}

impl Pass {
    fn count(&mut self) -> Result<(), Refused> {
        self.nodes += 1;
        if self.nodes > NODES_MAX { Err(TOO_MUCH) } else { Ok(()) }
    }

    fn open(&mut self, name: &str) -> Result<(), Refused> {
        self.count()?;
        if self.open.len() >= DEPTH_MAX {
            return Err(TOO_MUCH);
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(MALFORMED);
        }
        self.open.push(Element { name: name.to_owned(), ..Element::default() });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refused> {
        let mut closed = self.open.pop().ok_or(MALFORMED)?;
        closed.text = closed.text.trim().to_owned();
        match self.open.last_mut() {
            // Two readers could take one each.
            Some(parent) if parent.child(&closed.name).is_some() => {
                return Err(Refused("The body names a value twice."));
            }
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Refused> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(MALFORMED),
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Refused> {
        match reference.resolve_char_ref().map_err(|_| FOREIGN)? {
            Some('\0') => Err(ENCODING),
            Some(character) => self.text(character.encode_utf8(&mut [0; 4])),
            None => self.text(resolve_xml_entity(reference).ok_or(FOREIGN)?),
        }
    }
}

fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), Refused> {
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(name)) if ["utf-8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known)) => {
            Ok(())
        }
        Some(_) => Err(ENCODING),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_document_is_read() {
        let text = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a x='1'> <b>x &amp; &#233;</b><c/>\
                    <d><![CDATA[<i>]]></d><!-- no --> <e><f>1</f></e></a>\n";
        let root = read(text.as_bytes()).expect("a document");
        let text = |name: &str| root.child(name).map(|child| child.text.as_str());
        assert_eq!(
            (text("b"), text("c"), text("d"), text("g")),
            (Some("x & é"), Some(""), Some("<i>"), None)
        );
        assert_eq!(root.child("e").and_then(|e| e.child("f")).map(|f| f.text.as_str()), Some("1"));
    }

    #[test]
    fn t54_what_could_hurt_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(20_000), "</a>".repeat(20_000));
        let wide = format!("<a>{}</a>", (0..300).map(|n| format!("<b{n}/>")).collect::<String>());
        let lol = "<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;'>]><a>&m;</a>";
        let file = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
        for (text, expected) in [
            (deep.as_str(), TOO_MUCH),
            (wide.as_str(), TOO_MUCH),
            (lol, FOREIGN),
            (file, FOREIGN),
            ("<!DOCTYPE a><a/>", FOREIGN),
            ("<a>&unknown;</a>", FOREIGN),
            ("<a>&#0;</a>", FOREIGN),
            ("<a>\0</a>", ENCODING),
            ("<?xml version='1.0' encoding='UTF-16'?><a/>", ENCODING),
            ("<a><b></a></b>", MALFORMED),
            ("<a/><b/>", MALFORMED),
            ("<a/>text", MALFORMED),
            ("<a>", MALFORMED),
            ("{}", MALFORMED),
            ("", MALFORMED),
            ("<a><b>1</b><b>2</b></a>", Refused("The body names a value twice.")),
        ] {
            let refused = read(text.as_bytes()).expect_err("refused");
            let is_null = text.contains("&#0;") && refused == ENCODING;
            assert!(refused == expected || is_null, "{}: {refused:?}", &text[..text.len().min(60)]);
        }
        assert_eq!(read(b"<a>\xff</a>"), Err(ENCODING));
    }
}
