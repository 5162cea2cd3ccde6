//! The `Mdm-Signature` header: a detached signature over the request's body.
#![no_main]

use fuzz::SIGNED_BODY;
use libfuzzer_sys::fuzz_target;
use scep::cms::{certificates, signed};
use scep::{Algorithms, CertificateView};

fuzz_target!(|input: &[u8]| {
    for algorithms in [Algorithms::Modern, Algorithms::Legacy] {
        if let Ok(signed) = signed::verify_detached(input, SIGNED_BODY, algorithms) {
            assert_eq!(signed.content, SIGNED_BODY);
            CertificateView::read(&signed.signer)
                .expect("a signer was read before its signature was verified");
            assert!(signed::verify_detached(input, b"another body", algorithms).is_err());
        }
        let _ = signed::verify(input, algorithms);
    }
    let _ = certificates::read(input);
});
