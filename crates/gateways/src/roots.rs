//! The roots of this machine; they stand in for those of Apple's devices, which are nearly the same.

/// Reads the publicly known roots, DER. It reads files, so callers do this on a blocking pool.
pub fn public_roots() -> Vec<Vec<u8>> {
    let found = rustls_native_certs::load_native_certs().certs;
    found.into_iter().map(|root| root.as_ref().to_vec()).collect()
}
