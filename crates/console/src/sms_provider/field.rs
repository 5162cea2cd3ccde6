//! The fields of the SMS provider as its form draws them, for each kind its own.

use domain::sms_provider::{HttpBody, HttpMethod, SmsKind};
use web::form::Faults;

use super::typed::Typed;
use crate::field::{Draw, Field};
use crate::filled::Filled;

/// Draws fields from what was typed and what is wrong with it.
pub(super) struct Drawing<'a> {
    pub(super) typed: &'a Typed,
    pub(super) faults: &'a Faults,
}

/// The types of number (SMPP 3.4 §5.2.5).
const TYPES_OF_NUMBER: [(&str, &str); 7] = [
    ("1", "1 · International"),
    ("5", "5 · Alphanumeric"),
    ("3", "3 · Network specific (short code)"),
    ("0", "0 · Unknown"),
    ("2", "2 · National"),
    ("4", "4 · Subscriber number"),
    ("6", "6 · Abbreviated"),
];
/// The numbering plans that occur (SMPP 3.4 §5.2.6).
const NUMBERING_PLANS: [(&str, &str); 5] = [
    ("1", "1 · E.164"),
    ("0", "0 · Unknown"),
    ("8", "8 · National"),
    ("9", "9 · Private"),
    ("3", "3 · Data (X.121)"),
];

impl Drawing<'_> {
    /// Returns what reaching the provider takes, up to its secret.
    pub(super) fn reaching(&self) -> Vec<Field> {
        match self.typed.kind {
            SmsKind::Rest => vec![
                self.line("base_url", "Base URL", "Of Twilio, or of a service with the same interface."),
                self.line("account_sid", "Account SID", "From the provider’s console."),
            ],
            SmsKind::Http => vec![
                self.menu("method", "Method", "", &HttpMethod::ALL.map(|method| (method.name(), method.name()))),
                self.line("url", "URL", "Values are escaped where they stand, such as https://sms.example.org/send?to={to}."),
                self.lines("headers", "Headers", "One a line. Write {secret} where the secret belongs."),
                self.menu("body_kind", "Kind of body", "", &HttpBody::ALL.map(|body| (body.name(), body.title()))),
                self.lines("body", "Body", "In JSON, put placeholders between quotation marks; form fields are written to={to}&text={text}."),
            ],
            SmsKind::Smpp => vec![
                self.line("host", "SMS centre", "Its name or address."),
                self.number("port", "Port", "Often 3550 with TLS and 2775 without."),
                self.menu("tls", "Encryption", "", &[("yes", "TLS"), ("no", "None: texts and the password cross the network in clear")]),
                self.line("system_id", "System id", "The account."),
            ],
            SmsKind::Email => vec![
                self.line("address", "Address", "With {number} for the recipient’s number without its +, such as {number}@sms.example.org. Messages go out by the SMTP server."),
            ],
        }
    }

    /// Returns what follows after the secret.
    pub(super) fn sending(&self) -> Vec<Field> {
        let sender = |help| self.line("sender", "Sender", help);
        match self.typed.kind {
            SmsKind::Rest => vec![
                sender("A number or name that the provider has given you, such as +46700000000."),
                self.line("messaging_service_sid", "Messaging service SID", "Instead of the sender, where a messaging service chooses it."),
            ],
            SmsKind::Http => vec![
                sender("What stands for {from}; may be empty."),
                self.number("status_min", "Lowest status of success", ""),
                Field { fault: self.faults.of("statuses").map(str::to_owned), ..self.number("status_max", "Highest status of success", "") },
                self.line("contains", "Text of success", "What the answer contains when a message was taken; empty where the status says it all."),
                self.line("id_pointer", "Id in the answer", "Where a JSON answer holds the provider’s own id, such as /messages/0/id; receipts can name it."),
            ],
            SmsKind::Smpp => vec![
                sender("A number, a short code or a name; empty where the SMS centre decides."),
                self.menu("source_ton", "Type of the sender’s number (TON)", "", &TYPES_OF_NUMBER),
                self.menu("source_npi", "Its numbering plan (NPI)", "", &NUMBERING_PLANS),
                self.line("system_type", "System type", "Mostly empty."),
            ],
            SmsKind::Email => Vec::new(),
        }
    }

    /// Returns what is allowed.
    pub(super) fn allowed(&self) -> Vec<Field> {
        vec![
            self.lines("prefixes", "Allowed numbers", "How international numbers begin that messages may go to, one a line, such as +46. All others are refused: nobody can run up a bill abroad."),
            self.line("default_country", "Default country", "For numbers written without one: two letters, such as SE."),
            self.number("messages_per_minute", "Messages a minute", "At the most; the rest waits."),
        ]
    }

    /// Returns what the secret is called.
    pub(super) fn secret_title(&self) -> Option<&'static str> {
        match self.typed.kind {
            SmsKind::Rest => Some("Auth token"),
            SmsKind::Http => Some("Secret"),
            SmsKind::Smpp => Some("Password"),
            SmsKind::Email => None,
        }
    }
}

impl Draw for Drawing<'_> {
    fn filled(&self) -> &Filled {
        &self.typed.filled
    }

    fn faults(&self) -> &Faults {
        self.faults
    }
}
