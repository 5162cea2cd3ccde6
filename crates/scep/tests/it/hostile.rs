//! Everything that can be read, cut off at every octet and with every octet changed: errors, never a panic, and never
//! a different meaning.

use crate::fixture::{CA, CSR, DEVICE, NOW, request};
use scep::client::{SignatureForm, mdm_signature};
use scep::cms::{certificates, enveloped, signed};
use scep::{Algorithms, CertificateView, ContentCipher, Csr, Encoding, FailInfo, PkiMessage, reply};

/// Calls `read` with each beginning of the message, none of which may be taken for the whole.
fn cut(message: &[u8], mut is_accepted: impl FnMut(&[u8]) -> bool) {
    assert!(is_accepted(message));
    for size in 0..message.len() {
        assert!(!is_accepted(&message[..size]), "cut to {size} of {} octets", message.len());
    }
}

/// Calls `read` with each octet changed in turn, in a few ways.
fn change(message: &[u8], step: usize, mut read: impl FnMut(&[u8])) {
    let mut changed = message.to_vec();
    for at in (0..message.len()).step_by(step) {
        for mask in [0x01, 0x20, 0x80, 0xff] {
            changed[at] ^= mask;
            read(&changed);
            changed[at] = message[at];
        }
    }
}

#[test]
fn t41_cut_off_messages_are_refused() {
    for encoding in [Encoding::Der, Encoding::Ber] {
        let message = request(ContentCipher::Aes128, encoding).write().unwrap();
        cut(&message, |message| PkiMessage::parse(message, Algorithms::Legacy).is_ok());
        let signature =
            mdm_signature(b"body", &DEVICE.identity(), SignatureForm::WithAttributes { now: NOW }, encoding);
        cut(&signature, |message| signed::verify_detached(message, b"body", Algorithms::Legacy).is_ok());
        let envelope =
            enveloped::seal(&CSR, CA.identity().certificate(), ContentCipher::Aes128, encoding).unwrap();
        cut(&envelope, |message| enveloped::open(message, &CA.identity(), Algorithms::Legacy).is_ok());
    }
    cut(&CSR, |message| Csr::read(message, Algorithms::Legacy).is_ok());
    cut(&DEVICE.certificate, |message| CertificateView::read(message).is_ok());
    cut(&certificates::write(&[&DEVICE.certificate]), |message| certificates::read(message).is_ok());
}

#[test]
fn t41_changed_messages_are_refused_or_mean_the_same() {
    for encoding in [Encoding::Der, Encoding::Ber] {
        let message = request(ContentCipher::Aes128, encoding).write().unwrap();
        let original = PkiMessage::parse(&message, Algorithms::Modern).unwrap();
        change(&message, 1, |changed| {
            if let Ok(parsed) = PkiMessage::parse(changed, Algorithms::Legacy) {
                assert_eq!(parsed.transaction_id, original.transaction_id);
                assert_eq!(parsed.sender_nonce, original.sender_nonce);
                // The throw-away certificate is not signed by anybody; what counts is its key, which ends it.
                assert!(parsed.signer_spki.ends_with(&original.signer_spki[24..]));
                assert_eq!(parsed.message_type, original.message_type);
            }
        });
    }
    change(&CSR, 1, |changed| {
        if let Ok(csr) = Csr::read(changed, Algorithms::Legacy) {
            assert_eq!(csr.challenge.as_deref(), Some("secret 42"));
        }
    });
    change(&DEVICE.certificate, 1, |changed| {
        if let Ok(view) = CertificateView::read(changed) {
            let _ = (view.common_name(), view.key(), view.subject_key_identifier());
        }
    });
}

#[test]
fn t41_changed_envelopes_never_open_to_something_else() {
    let envelope =
        enveloped::seal(&CSR, CA.identity().certificate(), ContentCipher::Aes128, Encoding::Ber).unwrap();
    change(&envelope, 7, |changed| {
        if let Ok(content) = enveloped::open(changed, &CA.identity(), Algorithms::Modern)
            && let Ok(csr) = Csr::read(&content, Algorithms::Modern)
        {
            assert_eq!(csr.der, *CSR);
        }
    });
}

#[test]
fn changed_answers_are_not_believed() {
    let request = request(ContentCipher::Aes128, Encoding::Der);
    let message = PkiMessage::parse(&request.write().unwrap(), Algorithms::Modern).unwrap();
    let answer = reply::failure(&message, FailInfo::BadRequest, &CA.identity(), NOW, [9; 16]);
    let original = request.open(&answer).unwrap();
    cut(&answer, |answer| request.open(answer).is_ok());
    change(&answer, 1, |changed| {
        if let Ok(reply) = request.open(changed) {
            assert_eq!(reply, original);
        }
    });
}

#[test]
fn garbage_is_refused() {
    let cases: [&[u8]; 7] =
        [b"", b"\x00", b"\x30\x80", b"GET / HTTP/1.1\r\n\r\n", &[0xff; 4096], &[0x00; 4096], &[0x30; 4096]];
    for case in cases {
        assert!(PkiMessage::parse(case, Algorithms::Legacy).is_err());
        assert!(enveloped::open(case, &CA.identity(), Algorithms::Legacy).is_err());
        assert!(certificates::read(case).is_err());
        assert!(Csr::read(case, Algorithms::Legacy).is_err());
        assert!(CertificateView::read(case).is_err());
    }
}
