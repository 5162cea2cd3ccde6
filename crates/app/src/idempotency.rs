//! Requests that a program may send twice and mean once: under a key of its choice, the first answer is kept for a day.
//!
//! The answer is kept in the transaction of what it tells of. So nothing is done without its answer being known, also
//! when the server dies in between; and of many who come at once, all but one find that their work is done.

use domain::audit::Actor;
use domain::time::{DAY, Timestamp};
use store::{StoredAnswer, Tx};
use zeroize::Zeroizing;

use crate::token::{hex, sha256};
use crate::{App, Caller, Error, Fault};

/// How long an answer is kept.
const ANSWERS_KEPT: i64 = DAY;
/// The most characters of a key.
const KEY_CHARACTERS_MAX: usize = 255;
/// What answers are sealed for.
const ANSWER: &str = "idempotency-answer";

/// The key under which a program sends a request, and which request that is.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    key: String,
    request_hash: [u8; 32],
}

impl IdempotencyKey {
    /// The header that carries the key.
    pub const HEADER: &str = "Idempotency-Key";

    /// Takes a key as it came, with the request as it came.
    pub fn new(key: &[u8], request: &[u8]) -> Result<Self, Error> {
        let is_key = (1..=KEY_CHARACTERS_MAX).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
        if !is_key {
            let words = "A key has 1 to 255 letters, digits and signs of ASCII, and no blanks.";
            return Err(Error::Invalid(vec![Fault::new(Self::HEADER, words)]));
        }
        let key = String::from_utf8_lossy(key).into_owned();
        Ok(Self { key, request_hash: sha256(request) })
    }

    /// Returns under what its answer is kept: a key means nothing to another program, nor for another purpose.
    fn hash(&self, caller: &Caller, purpose: &str) -> [u8; 32] {
        let who = match caller.actor() {
            Actor::ApiToken { id, .. } => id.0,
            Actor::Account { id, .. } => id.0,
            _ => uuid::Uuid::nil(),
        };
        let mut octets = who.as_bytes().to_vec();
        for text in [purpose, &self.key] {
            octets.extend(sha256(text.as_bytes()));
        }
        sha256(&octets)
    }
}

impl App {
    /// Finds the answer to a request that has come before; refuses another request under the same key.
    pub(crate) async fn recall(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        purpose: &str,
        key: &IdempotencyKey,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let key_hash = key.hash(caller, purpose);
        let Some(stored) = tx.find_answer(&key_hash, self.dead_answers_at()).await? else { return Ok(None) };
        if stored.request_hash != key.request_hash {
            let words = "This key was used for another request. Choose a new key for each request, and the same one only to send the same again.";
            return Err(Error::Invalid(vec![Fault::new(IdempotencyKey::HEADER, words)]));
        }
        self.open(ANSWER, &hex(&key_hash), &stored.sealed_answer).map(Some)
    }

    /// Keeps the answer to a request; `false` when another one has been faster, whose answer counts.
    pub(crate) async fn keep_answer(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        purpose: &str,
        key: &IdempotencyKey,
        answer: &[u8],
    ) -> Result<bool, Error> {
        let key_hash = key.hash(caller, purpose);
        let stored = StoredAnswer {
            request_hash: key.request_hash.to_vec(),
            sealed_answer: self.seal(ANSWER, &hex(&key_hash), answer),
        };
        Ok(tx.insert_answer(&key_hash, &stored, self.now(), self.dead_answers_at()).await?)
    }

    /// Returns the instant up to which answers count no more.
    pub(crate) fn dead_answers_at(&self) -> Timestamp {
        self.now().plus(-ANSWERS_KEPT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_word_of_bounded_length() {
        let is_key = |key: &[u8]| IdempotencyKey::new(key, b"{}").is_ok();
        assert!(
            is_key(b"8e03978e-40d5-43dd-bc93-6894a57f9324") && is_key(b"\"quoted\"") && is_key(&[b'a'; 255])
        );
        for wrong in [&b""[..], b"two words", b"caf\xC3\xA9", b"a\x00", &[b'a'; 256]] {
            assert!(!is_key(wrong), "{wrong:?}");
        }
    }
}
