//! Certification requests, certificates, and the re-encoding that comes before both.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scep::{Algorithms, CertificateView, Csr, ber};

fuzz_target!(|input: &[u8]| {
    let modern = Csr::read(input, Algorithms::Modern);
    let legacy = Csr::read(input, Algorithms::Legacy);
    if let Ok(csr) = &modern {
        assert_eq!(csr.der, input, "nothing is left over");
        assert!(legacy.is_ok(), "the legacy switch only adds");
    }
    if let Ok(certificate) = CertificateView::read(input) {
        let _ = (certificate.key(), certificate.common_name(), certificate.subject_key_identifier());
        let _ = certificate.is_signed_by(&certificate, Algorithms::Legacy);
    }
    if let Ok(once) = ber::normalize(input) {
        let twice = ber::normalize(&once).expect("what was normalised is well-formed");
        assert_eq!(once, twice, "normalising twice is normalising once");
    }
});
