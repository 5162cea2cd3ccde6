//! What a try at reaching a server has to say, whatever the server is for.

/// What went wrong at a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProbeFailure {
    /// What happened.
    pub reason: String,
    /// What to do about it.
    pub advice: String,
}

/// A certificate that a server showed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProbeCertificate {
    /// Whose it is.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// The names and addresses it is good for.
    pub names: Vec<String>,
    /// From when, in milliseconds since 1970.
    pub not_before_ms: i64,
    /// Until when, in milliseconds since 1970.
    pub not_after_ms: i64,
    /// SHA-256 over it, in hex with colons.
    pub fingerprint: String,
    /// The last certificate of the chain shown, as DER: what an administrator may choose to trust after comparing it.
    pub root: Vec<u8>,
}
