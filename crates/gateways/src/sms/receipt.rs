//! Receipts that providers post to this server: who signed them, and what they say.
//!
//! The form of Twilio is signed with HMAC-SHA1 over the URL and the sorted fields. That of any other interface is our own:
//! HMAC-SHA256 over the time and the body, good for five minutes. Replays are told by [`VerifiedReceipt::digest`].
//!
//! Source: [Webhooks security](https://www.twilio.com/docs/usage/webhooks/webhooks-security).

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::MessageId;
use domain::message::{Fate, Receipt, ReceiptSubject};
use domain::sms_provider::{SmsBackend, SmsProvider};
use domain::time::{MINUTE, Timestamp};
use serde::Deserialize;

use super::SmsSecrets;

/// How old a receipt of our own form may be, and how far ahead its clock.
const AGE_MAX: i64 = 5 * MINUTE;
/// The most fields of a form.
const FIELDS_MAX: usize = 100;

/// A receipt as it was posted.
#[derive(Clone, Debug, Default)]
pub struct PostedReceipt {
    /// The message that the path names.
    pub message_id: Option<MessageId>,
    /// The header `X-Twilio-Signature`.
    pub twilio_signature: Option<String>,
    /// The header `X-Vestibule-Signature`.
    pub signature: Option<String>,
    /// The header `X-Vestibule-Timestamp`.
    pub timestamp: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// A receipt that the provider has signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifiedReceipt {
    /// What it says.
    pub receipt: Receipt,
    /// What a replay has in common with it.
    pub digest: [u8; 32],
}

/// Why a receipt is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReceiptRefusal {
    /// This provider posts none, or has no key to sign them with.
    #[error("the SMS provider posts no receipts")]
    NotExpected,
    /// No signature.
    #[error("it is not signed")]
    Unsigned,
    /// A signature that is not the provider's, or over something else.
    #[error("its signature is wrong")]
    Forged,
    /// Signed too long ago, or in the future.
    #[error("it is too old, or a clock is wrong")]
    Stale,
    /// Signed and without sense.
    #[error("it does not say which message it is about, or what became of it")]
    Nonsense,
}

/// Checks who signed a receipt, and reads it. `url` is the address it was posted to, as this server gives it out.
pub fn verify_receipt(
    provider: &SmsProvider,
    secrets: &SmsSecrets,
    url: &str,
    posted: &PostedReceipt,
    now: Timestamp,
) -> Result<VerifiedReceipt, ReceiptRefusal> {
    match &provider.backend {
        SmsBackend::Rest(_) => verify_form(secrets, url, posted),
        SmsBackend::Http(_) => verify_own(secrets, posted, now),
        SmsBackend::Smpp(_) | SmsBackend::Email(_) => Err(ReceiptRefusal::NotExpected),
    }
}

fn verify_form(
    secrets: &SmsSecrets,
    url: &str,
    posted: &PostedReceipt,
) -> Result<VerifiedReceipt, ReceiptRefusal> {
    let token = secrets.secret.as_ref().ok_or(ReceiptRefusal::NotExpected)?;
    let signature = posted.twilio_signature.as_ref().ok_or(ReceiptRefusal::Unsigned)?;
    let mac = STANDARD.decode(signature).map_err(|_| ReceiptRefusal::Forged)?;
    let mut fields: Vec<_> = form_urlencoded::parse(&posted.body).take(FIELDS_MAX).collect();
    fields.sort();
    let signed = fields.iter().fold(url.to_owned(), |signed, (name, value)| signed + name + value);
    let key = hmac::Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, token.expose().as_bytes());
    hmac::verify(&key, signed.as_bytes(), &mac).map_err(|_| ReceiptRefusal::Forged)?;

    let field = |wanted: &str| {
        fields
            .iter()
            .find(|(name, value)| name == wanted && !value.is_empty())
            .map(|(_, value)| value.as_ref())
    };
    let status = field("MessageStatus").or_else(|| field("SmsStatus")).ok_or(ReceiptRefusal::Nonsense)?;
    let about = match (posted.message_id, field("MessageSid").or_else(|| field("SmsSid"))) {
        (Some(id), _) => ReceiptSubject::Message(id),
        (None, Some(sid)) => ReceiptSubject::ProviderKey(sid.to_owned()),
        (None, None) => return Err(ReceiptRefusal::Nonsense),
    };
    let mut words = status.to_owned();
    for (name, label) in [("ErrorMessage", ""), ("ErrorCode", "code ")] {
        if let Some(value) = field(name) {
            words = format!("{words}, {label}{value}");
        }
    }
    let receipt = Receipt { about, fate: form_fate(status).ok_or(ReceiptRefusal::Nonsense)?, words };
    Ok(VerifiedReceipt { receipt, digest: fingerprint(&mac) })
}

fn form_fate(status: &str) -> Option<Fate> {
    match status {
        "delivered" | "read" => Some(Fate::Delivered),
        "undelivered" | "failed" | "canceled" => Some(Fate::Bounced),
        "accepted" | "scheduled" | "queued" | "sending" | "sent" => Some(Fate::Underway),
        _ => None,
    }
}

/// The body of a receipt of our own form.
#[derive(Deserialize)]
struct Body {
    id: Option<MessageId>,
    provider_id: Option<String>,
    status: String,
    #[serde(default)]
    detail: String,
}

fn verify_own(
    secrets: &SmsSecrets,
    posted: &PostedReceipt,
    now: Timestamp,
) -> Result<VerifiedReceipt, ReceiptRefusal> {
    let key = secrets.receipt_key.as_ref().ok_or(ReceiptRefusal::NotExpected)?;
    let (Some(signature), Some(timestamp)) = (&posted.signature, &posted.timestamp) else {
        return Err(ReceiptRefusal::Unsigned);
    };
    let mac = from_hex(signature).ok_or(ReceiptRefusal::Forged)?;
    let signed = [timestamp.as_bytes(), b".", &posted.body].concat();
    let key = hmac::Key::new(HMAC_SHA256, key.expose().as_bytes());
    hmac::verify(&key, &signed, &mac).map_err(|_| ReceiptRefusal::Forged)?;
    let seconds: i64 = timestamp.parse().map_err(|_| ReceiptRefusal::Stale)?;
    // Far-off times must not overflow the difference.
    if (now.seconds().saturating_sub(seconds)).saturating_abs() > AGE_MAX / 1_000 {
        return Err(ReceiptRefusal::Stale);
    }

    let body: Body = serde_json::from_slice(&posted.body).map_err(|_| ReceiptRefusal::Nonsense)?;
    let about = match (body.id, body.provider_id) {
        (Some(id), _) => ReceiptSubject::Message(id),
        (None, Some(key)) => ReceiptSubject::ProviderKey(key),
        (None, None) => return Err(ReceiptRefusal::Nonsense),
    };
    let fate = match body.status.as_str() {
        "delivered" => Fate::Delivered,
        "failed" => Fate::Bounced,
        "underway" => Fate::Underway,
        _ => return Err(ReceiptRefusal::Nonsense),
    };
    let words = if body.detail.is_empty() { body.status } else { body.detail };
    Ok(VerifiedReceipt { receipt: Receipt { about, fate, words }, digest: fingerprint(&mac) })
}

/// Returns what a replay has in common with a receipt: its code, however it is written.
fn fingerprint(mac: &[u8]) -> [u8; 32] {
    let mut octets = [0; 32];
    octets.copy_from_slice(digest(&SHA256, mac).as_ref());
    octets
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) || text.len() > 128 {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::secret::Secret;
    use domain::sms_provider::{HttpBody, HttpMethod, HttpSettings, REST_BASE_URL, RestSettings};

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn provider(backend: SmsBackend) -> SmsProvider {
        SmsProvider {
            backend,
            prefixes: vec!["+46".into()],
            default_country: "SE".into(),
            messages_per_minute: 60,
            sender: String::new(),
            roots: Vec::new(),
        }
    }

    fn rest() -> SmsProvider {
        provider(SmsBackend::Rest(RestSettings {
            base_url: REST_BASE_URL.into(),
            account_sid: "AC1".into(),
            messaging_service_sid: None,
        }))
    }

    fn http() -> SmsProvider {
        provider(SmsBackend::Http(HttpSettings {
            method: HttpMethod::Post,
            url: "https://sms.example.org/{to}".into(),
            headers: Vec::new(),
            body_kind: HttpBody::Text,
            body: "{text}".into(),
            status_min: 200,
            status_max: 299,
            contains: String::new(),
            id_pointer: String::new(),
        }))
    }

    fn secrets() -> SmsSecrets {
        SmsSecrets {
            secret: Some(Secret::new("12345")),
            receipt_key: Some(Secret::new("a key of sixteen and more")),
        }
    }

    #[test]
    fn the_example_of_the_form_that_twilio_publishes_is_verified() {
        // From the page named above: the URL, the fields and the token 12345 give this signature.
        let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        let body = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
        let mut posted = PostedReceipt {
            twilio_signature: Some("RSOYDt4T1cUTdK1PDd93/VVr8B8=".into()),
            body: body.into(),
            ..PostedReceipt::default()
        };
        // Verified, and then without sense for a message.
        assert_eq!(verify_receipt(&rest(), &secrets(), url, &posted, NOW), Err(ReceiptRefusal::Nonsense));
        posted.body.push(b'5');
        assert_eq!(verify_receipt(&rest(), &secrets(), url, &posted, NOW), Err(ReceiptRefusal::Forged));
    }

    fn own(body: &str, at: Timestamp) -> PostedReceipt {
        let timestamp = at.seconds().to_string();
        let key = hmac::Key::new(HMAC_SHA256, b"a key of sixteen and more");
        let mac = hmac::sign(&key, format!("{timestamp}.{body}").as_bytes());
        let hex: String = mac.as_ref().iter().map(|octet| format!("{octet:02x}")).collect();
        PostedReceipt {
            signature: Some(hex),
            timestamp: Some(timestamp),
            body: body.into(),
            ..PostedReceipt::default()
        }
    }

    #[test]
    fn t32_unsigned_altered_and_stale_receipts_are_refused() {
        let verify = |posted: &PostedReceipt| verify_receipt(&http(), &secrets(), "", posted, NOW);
        let good = own(r#"{"provider_id":"4711","status":"failed","detail":"no such number"}"#, NOW);
        let verified = verify(&good).expect("a good receipt");
        assert_eq!(verified.receipt.about, ReceiptSubject::ProviderKey("4711".into()));
        assert_eq!(
            (verified.receipt.fate, verified.receipt.words.as_str()),
            (Fate::Bounced, "no such number")
        );
        let shouted = PostedReceipt {
            signature: good.signature.as_ref().map(|hex| hex.to_uppercase()),
            ..good.clone()
        };
        assert_eq!(verify(&shouted).expect("the same").digest, verified.digest, "a replay in other letters");

        let unsigned = PostedReceipt { signature: None, ..good.clone() };
        assert_eq!(verify(&unsigned), Err(ReceiptRefusal::Unsigned));
        let altered = PostedReceipt { body: good.body.to_ascii_uppercase(), ..good.clone() };
        assert_eq!(verify(&altered), Err(ReceiptRefusal::Forged));
        let postponed = PostedReceipt { timestamp: Some((NOW.seconds() + 1).to_string()), ..good.clone() };
        assert_eq!(verify(&postponed), Err(ReceiptRefusal::Forged));
        for odd in ["", "zz", "é", "abc"] {
            let odd = PostedReceipt { signature: Some(odd.into()), ..good.clone() };
            assert_eq!(verify(&odd), Err(ReceiptRefusal::Forged));
        }
        let body = r#"{"provider_id":"4711","status":"delivered"}"#;
        assert_eq!(verify(&own(body, NOW.plus(-AGE_MAX - 1_000))), Err(ReceiptRefusal::Stale));
        assert_eq!(verify(&own(body, NOW.plus(AGE_MAX + 1_000))), Err(ReceiptRefusal::Stale));
        assert_eq!(verify(&own(r#"{"status":"delivered"}"#, NOW)), Err(ReceiptRefusal::Nonsense));
        assert_eq!(verify(&own("[]", NOW)), Err(ReceiptRefusal::Nonsense));
        let keyless = SmsSecrets { receipt_key: None, ..secrets() };
        assert_eq!(verify_receipt(&http(), &keyless, "", &good, NOW), Err(ReceiptRefusal::NotExpected));
        // The one form is not taken for the other.
        assert_eq!(verify_receipt(&rest(), &secrets(), "", &good, NOW), Err(ReceiptRefusal::Unsigned));
    }
}
