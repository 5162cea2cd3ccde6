//! What `GetCACaps` announces.

use crate::Algorithms;

/// Returns the body of the `GetCACaps` answer, one word a line. The order is deliberate: strongSwan 5.9.8 uses AES only
/// if it has seen `SHA-384` before it.
pub fn capabilities(algorithms: Algorithms) -> &'static str {
    match algorithms {
        Algorithms::Modern => "Renewal\nSHA-256\nSHA-384\nSHA-512\nAES\nSCEPStandard\nPOSTPKIOperation\n",
        Algorithms::Legacy => {
            "Renewal\nSHA-1\nSHA-256\nSHA-384\nSHA-512\nAES\nDES3\nSCEPStandard\nPOSTPKIOperation\n"
        }
    }
}
