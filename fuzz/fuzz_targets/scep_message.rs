//! A PKIOperation: as it comes, with anything inside its envelope, and with an envelope damaged here and there.
#![no_main]

use std::sync::LazyLock;

use fuzz::{AUTHORITY, DEVICE, NOW, request};
use libfuzzer_sys::fuzz_target;
use scep::client::Reply;
use scep::cms::enveloped;
use scep::{Algorithms, CertificateView, ContentCipher, Csr, Encoding, FailInfo, PkiMessage, reply};

static ENVELOPE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let authority = CertificateView::read(AUTHORITY.certificate()).expect("our own certificate can be read");
    enveloped::seal(b"content", &authority, ContentCipher::Aes128, Encoding::Der).expect("RSA 2048 receives")
});

fuzz_target!(|input: &[u8]| {
    match input.split_first() {
        Some((b'm', message)) => as_it_comes(message),
        Some((b'c', content)) => inside(content),
        Some((b'd', edits)) => damaged(edits),
        _ => {}
    }
});

fn as_it_comes(message: &[u8]) {
    for algorithms in [Algorithms::Modern, Algorithms::Legacy] {
        let Ok(message) = PkiMessage::parse(message, algorithms) else { continue };
        let _ = message.open(&AUTHORITY.identity());
        let _ = message.uses_legacy_algorithms();
        // Whoever gets this far gets an answer.
        let _ = reply::failure(&message, FailInfo::BadRequest, &AUTHORITY.identity(), NOW, [0; 16]);
        let _ = reply::success(&message, AUTHORITY.certificate(), &AUTHORITY.identity(), NOW, [0; 16]);
    }
}

fn inside(content: &[u8]) {
    for encoding in [Encoding::Der, Encoding::Ber] {
        let request = request(content, ContentCipher::Aes256, encoding);
        let message = request.write().expect("any content can be sealed");
        let message = PkiMessage::parse(&message, Algorithms::Modern).expect("our own message can be read");
        let opened = message.open(&AUTHORITY.identity());
        assert_eq!(opened.ok(), Csr::read(content, Algorithms::Modern).ok(), "an envelope changes nothing");
        let answer = reply::failure(&message, FailInfo::BadRequest, &AUTHORITY.identity(), NOW, [0; 16]);
        assert_eq!(request.open(&answer), Ok(Reply::Failed(FailInfo::BadRequest)));
    }
}

/// Takes the input as pairs of a place and the octet to put there.
fn damaged(edits: &[u8]) {
    let mut envelope = ENVELOPE.clone();
    for edit in edits.chunks_exact(3) {
        let place = usize::from(u16::from_be_bytes([edit[0], edit[1]])) % envelope.len();
        envelope[place] = edit[2];
    }
    let _ = enveloped::open(&envelope, &AUTHORITY.identity(), Algorithms::Legacy);
    // A recipient that the envelope does not name gets nothing.
    assert!(enveloped::open(&envelope, &DEVICE.identity(), Algorithms::Legacy).is_err());
}
