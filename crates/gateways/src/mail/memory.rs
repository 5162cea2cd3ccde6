//! A mail server in memory, for tests: it keeps what it was sent and answers as it is told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::mail_server::MailServer;
use domain::message::{Answer, Receipt};

use super::{Mail, MailProbe, MailProbeKind, MailProbeStep};
use crate::probe::ProbeFailure;

/// A mail server in memory; clones share it.
#[derive(Clone, Debug, Default)]
pub struct MemoryMail(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    sent: Vec<Mail>,
    answers: HashMap<String, Answer>,
    receipts: Vec<Receipt>,
}

impl MemoryMail {
    /// Returns the mails that were taken, oldest first.
    pub fn sent(&self) -> Vec<Mail> {
        self.kept().sent.clone()
    }

    /// Answers so to mails to an address from now on; without orders they are taken.
    pub fn answer(&self, address: &str, answer: Answer) {
        self.kept().answers.insert(address.to_owned(), answer);
    }

    /// Puts a report into the mailbox.
    pub fn report(&self, receipt: Receipt) {
        self.kept().receipts.push(receipt);
    }

    pub(super) fn send(&self, mail: &Mail) -> Answer {
        let mut kept = self.kept();
        let usual = Answer::Accepted { words: "250 kept in memory".to_owned(), provider_key: None };
        let answer = kept.answers.get(&mail.to.address).cloned().unwrap_or(usual);
        if matches!(answer, Answer::Accepted { .. }) {
            kept.sent.push(mail.clone());
        }
        answer
    }

    pub(super) fn probe(&self, server: &MailServer, mail: Option<&Mail>) -> MailProbe {
        let step = |kind, outcome| MailProbeStep { kind, outcome, dialogue: Vec::new() };
        let mut steps = vec![step(MailProbeKind::Dns, Ok(format!("{} is kept in memory.", server.host)))];
        if let Some(mail) = mail {
            let outcome = match self.send(mail) {
                Answer::Accepted { words, .. } => Ok(words),
                Answer::Later { words } | Answer::Refused { words } | Answer::Unusable { words } => {
                    Err(ProbeFailure { reason: words, advice: "Try another address.".to_owned() })
                }
            };
            steps.push(step(MailProbeKind::Message, outcome));
        }
        MailProbe { steps, certificate: None }
    }

    pub(super) fn take_receipts(&self) -> Vec<Receipt> {
        std::mem::take(&mut self.kept().receipts)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
