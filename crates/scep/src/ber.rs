//! Turns BER as Apple's encoders write it into definite lengths and primitive strings, in one linear pass over the
//! structure and one over the output. What was definite all the way down is copied untouched, even where its lengths
//! are not minimal, and sets keep their order, because signatures are over those octets.

use crate::tlv::{Header, Malformed, header, tag};
use crate::write::write_header;
use std::borrow::Cow;

/// The deepest nesting that is read; real messages stay below 20.
pub const DEPTH_MAX: usize = 32;

/// The largest input that is read, in octets.
pub const INPUT_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Returns the one element in `bytes` with definite lengths only and with constructed strings joined, borrowed if
/// nothing had to change. Fails on nesting beyond [`DEPTH_MAX`], size beyond [`INPUT_BYTES_MAX`] and trailing octets.
pub fn normalize(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Malformed> {
    if bytes.len() > INPUT_BYTES_MAX {
        return Err(Malformed("element: too large"));
    }
    let mut plan = Vec::new();
    let measured = measure(bytes, 0, &mut plan)?;
    if measured.input_bytes != bytes.len() {
        return Err(Malformed("element: trailing octets"));
    }
    if !measured.is_changed {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut out = Vec::with_capacity(measured.output_bytes);
    emit(bytes, &mut plan.iter(), &mut out);
    Ok(Cow::Owned(out))
}

/// What the first pass decided about one constructed element; noted in the order in which elements begin.
enum Step {
    /// Definite all the way down: copy, do not descend.
    Copy { input_bytes: usize },
    /// Write a new header for a content of this size, then descend.
    Rewrite { content_bytes: usize },
    /// Write a primitive string of this content size, then its pieces.
    Join { content_bytes: usize },
}

struct Measured {
    input_bytes: usize,
    output_bytes: usize,
    is_changed: bool,
}

fn measure(bytes: &[u8], depth: usize, plan: &mut Vec<Step>) -> Result<Measured, Malformed> {
    let Header { tag, content_bytes, header_bytes } = header(bytes)?;
    if tag & tag::CONSTRUCTED == 0 {
        let content_bytes = content_bytes.ok_or(Malformed("element: primitive of indefinite length"))?;
        if tag == 0 {
            return Err(Malformed("element: end-of-contents out of place"));
        }
        let size = header_bytes + content_bytes;
        return Ok(Measured { input_bytes: size, output_bytes: size, is_changed: false });
    }
    if depth >= DEPTH_MAX {
        return Err(Malformed("element: nested too deeply"));
    }
    if is_string(tag) {
        return measure_string(bytes, depth, plan);
    }

    let at = plan.len();
    plan.push(Step::Copy { input_bytes: 0 });
    let mut is_changed = content_bytes.is_none();
    let mut inside = 0;
    let input_bytes = children(bytes, |child| {
        let measured = measure(child, depth + 1, plan)?;
        is_changed |= measured.is_changed;
        inside += measured.output_bytes;
        Ok(measured.input_bytes)
    })?;
    if is_changed {
        plan[at] = Step::Rewrite { content_bytes: inside };
        Ok(Measured { input_bytes, output_bytes: written_bytes(inside), is_changed })
    } else {
        // The children are copied with their parent, so the plan need not mention them.
        plan.truncate(at);
        plan.push(Step::Copy { input_bytes });
        Ok(Measured { input_bytes, output_bytes: input_bytes, is_changed })
    }
}

fn measure_string(bytes: &[u8], depth: usize, plan: &mut Vec<Step>) -> Result<Measured, Malformed> {
    let is_bits = bytes[0] & !tag::CONSTRUCTED == tag::BIT_STRING;
    let mut pieces = Pieces::default();
    let input_bytes = walk_pieces(bytes, depth, &mut |piece| pieces.add(piece, is_bits))?;
    let content_bytes = pieces.content_bytes + usize::from(is_bits);
    plan.push(Step::Join { content_bytes });
    Ok(Measured { input_bytes, output_bytes: written_bytes(content_bytes), is_changed: true })
}

#[derive(Default)]
struct Pieces {
    content_bytes: usize,
    unused_bits: u8,
}

impl Pieces {
    /// Counts a piece; of bit strings only the last may have unused bits, said by its first octet.
    fn add(&mut self, piece: &[u8], is_bits: bool) -> Result<(), Malformed> {
        if !is_bits {
            self.content_bytes += piece.len();
            return Ok(());
        }
        let (&unused_bits, bits) = piece.split_first().ok_or(Malformed("bit string: empty piece"))?;
        if self.unused_bits != 0 {
            return Err(Malformed("bit string: unused bits in the middle"));
        }
        self.unused_bits = unused_bits;
        self.content_bytes += bits.len();
        Ok(())
    }
}

/// Calls `piece` with the content of each primitive piece of a constructed string; returns the size of the whole.
fn walk_pieces<'a>(
    bytes: &'a [u8],
    depth: usize,
    piece: &mut impl FnMut(&'a [u8]) -> Result<(), Malformed>,
) -> Result<usize, Malformed> {
    if depth >= DEPTH_MAX {
        return Err(Malformed("element: nested too deeply"));
    }
    let own = bytes[0] & !tag::CONSTRUCTED;
    children(bytes, |child| {
        let Header { tag, content_bytes, header_bytes } = header(child)?;
        let primitive = tag & !tag::CONSTRUCTED;
        // X.690 8.23 builds other strings of octet strings; encoders also repeat the string's own tag.
        if primitive != own && (primitive != tag::OCTET_STRING || own == tag::BIT_STRING) {
            return Err(Malformed("string: piece of another type"));
        }
        if tag != primitive {
            return walk_pieces(child, depth + 1, piece);
        }
        let content_bytes = content_bytes.ok_or(Malformed("string: piece of indefinite length"))?;
        piece(&child[header_bytes..header_bytes + content_bytes])?;
        Ok(header_bytes + content_bytes)
    })
}

/// Calls `each` with everything from each child on, which answers the child's size; returns the element's own size.
fn children<'a>(
    bytes: &'a [u8],
    mut each: impl FnMut(&'a [u8]) -> Result<usize, Malformed>,
) -> Result<usize, Malformed> {
    let Header { content_bytes, header_bytes, .. } = header(bytes)?;
    let mut at = header_bytes;
    if let Some(content_bytes) = content_bytes {
        let end = header_bytes + content_bytes;
        while at < end {
            at += each(&bytes[at..end])?;
        }
        return Ok(end);
    }
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(&[0, 0]) {
            return Ok(at + 2);
        }
        at += each(rest)?;
    }
}

/// Writes one element by the plan and returns its size in the input. The first pass has seen every octet of it.
fn emit(bytes: &[u8], plan: &mut std::slice::Iter<'_, Step>, out: &mut Vec<u8>) -> usize {
    const SEEN: &str = "the first pass read this";
    let Header { tag, content_bytes, header_bytes } = header(bytes).expect(SEEN);
    if tag & tag::CONSTRUCTED == 0 {
        let size = header_bytes + content_bytes.expect(SEEN);
        out.extend_from_slice(&bytes[..size]);
        return size;
    }
    match *plan.next().expect(SEEN) {
        Step::Copy { input_bytes } => {
            out.extend_from_slice(&bytes[..input_bytes]);
            input_bytes
        }
        Step::Rewrite { content_bytes } => {
            write_header(out, tag, content_bytes);
            children(bytes, |child| Ok(emit(child, plan, out))).expect(SEEN)
        }
        Step::Join { content_bytes } => join(bytes, content_bytes, out),
    }
}

fn join(bytes: &[u8], content_bytes: usize, out: &mut Vec<u8>) -> usize {
    let primitive = bytes[0] & !tag::CONSTRUCTED;
    write_header(out, primitive, content_bytes);
    let is_bits = primitive == tag::BIT_STRING;
    let unused_bits_at = out.len();
    if is_bits {
        out.push(0);
    }
    walk_pieces(bytes, 0, &mut |piece| {
        match piece.split_first() {
            Some((&unused_bits, bits)) if is_bits => {
                out[unused_bits_at] = unused_bits;
                out.extend_from_slice(bits);
            }
            _ => out.extend_from_slice(piece),
        }
        Ok(())
    })
    .expect("the first pass read this")
}

/// Tells OCTET, BIT, UTF8, Printable, IA5 and BMP strings in their constructed form.
fn is_string(tag: u8) -> bool {
    matches!(tag, 0x24 | 0x23 | 0x2c | 0x33 | 0x36 | 0x3e)
}

fn written_bytes(content_bytes: usize) -> usize {
    let mut header = Vec::with_capacity(10);
    write_header(&mut header, 0, content_bytes);
    header.len() + content_bytes
}
