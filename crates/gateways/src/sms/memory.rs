//! SMS in memory, for tests: what is sent is kept, answers and receipts are put in.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::message::{Answer, Receipt};

use super::Sms;

/// A way to send SMS that keeps what it is given; clones share one memory.
#[derive(Clone, Debug, Default)]
pub struct MemorySms(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    sent: Vec<Sms>,
    answers: VecDeque<Answer>,
    receipts: Vec<Receipt>,
}

impl MemorySms {
    /// Returns everything that was sent since the last call, oldest first.
    pub fn take_sent(&self) -> Vec<Sms> {
        std::mem::take(&mut self.kept().sent)
    }

    /// Makes a coming message end this way; answers are used up in the order given, then all is accepted.
    pub fn answer_next(&self, answer: Answer) {
        self.kept().answers.push_back(answer);
    }

    /// Lets a receipt come over the connection.
    pub fn put_receipt(&self, receipt: Receipt) {
        self.kept().receipts.push(receipt);
    }

    pub(super) fn send(&self, sms: &Sms) -> Answer {
        let mut kept = self.kept();
        kept.sent.push(sms.clone());
        kept.answers.pop_front().unwrap_or_else(|| Answer::Accepted {
            words: "taken by the memory".to_owned(),
            provider_key: Some(format!("memory-{}", sms.id)),
        })
    }

    pub(super) fn take_receipts(&self) -> Vec<Receipt> {
        std::mem::take(&mut self.kept().receipts)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
