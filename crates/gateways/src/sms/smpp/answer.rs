//! What an SMS centre's answers and receipts mean.

use domain::message::{Answer, Fate, Receipt, ReceiptSubject, cut_words};
use rusmpp::CommandStatus;
use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::TlvValue;
use rusmppc::error::Error;

/// Reads the answer to the last part of a message.
pub(super) fn accepted(id: &str) -> Answer {
    let key = provider_key(id);
    Answer::Accepted { words: format!("taken as {key}"), provider_key: (!key.is_empty()).then_some(key) }
}

/// Says what a request means that was not answered well.
pub(super) fn of_error(error: &Error) -> Answer {
    match error {
        Error::UnexpectedResponse { response } => of_status(response.status()),
        Error::ResponseTimeout { timeout, .. } => {
            Answer::Later { words: format!("The SMS centre did not answer within {} s.", timeout.as_secs()) }
        }
        Error::Encode(_) => Answer::Unusable { words: "The message does not fit into SMPP.".to_owned() },
        Error::Decode(_) => Answer::Unusable {
            words: "What answers at this port does not speak SMPP; perhaps it wants TLS.".to_owned(),
        },
        _ => Answer::Later { words: "The connection to the SMS centre broke off.".to_owned() },
    }
}

fn of_status(status: CommandStatus) -> Answer {
    let code = u32::from(status);
    let told = |what: &str| format!("{what} (command_status 0x{code:08x})");
    match code {
        0x0b => Answer::Refused { words: told("The SMS centre does not take this number") },
        0x50 | 0x51 => Answer::Refused { words: told("The SMS centre does not take this type of number") },
        0x0a => Answer::Unusable { words: told("The SMS centre does not take this sender") },
        0x48 | 0x49 => {
            Answer::Unusable { words: told("The SMS centre does not take the sender’s TON or NPI") }
        }
        0x0d..=0x0f | 0x53 => {
            Answer::Unusable { words: told("The SMS centre did not take the account or its password") }
        }
        0x05 => Answer::Later { words: told("The SMS centre says that this account is connected already") },
        0x14 => Answer::Later { words: told("The SMS centre’s queue is full") },
        0x58 => Answer::Later { words: told("The SMS centre is sent too much at once") },
        0x04 | 0x08 | 0x45 | 0x64 => Answer::Later { words: told("The SMS centre is in trouble") },
        _ => Answer::Refused { words: told("The SMS centre refused the message") },
    }
}

/// Reads a receipt; `None` for a message from a phone. What is asked for here comes as text in the form of SMPP 3.4,
/// appendix B (`id:… stat:DELIVRD err:000 …`), mostly with the id and the state as parameters, too.
pub(super) fn receipt(deliver: &DeliverSm) -> Option<Receipt> {
    if u8::from(deliver.esm_class) & 0x3c != 0x04 {
        return None;
    }
    let text = String::from_utf8_lossy(deliver.short_message().as_ref()).into_owned();
    let of_tlv = deliver.tlvs().iter().find_map(|tlv| match tlv.value() {
        Some(TlvValue::ReceiptedMessageId(id)) => Some(id.as_str().to_owned()),
        _ => None,
    });
    let state = field(&text, "stat:").unwrap_or_default();
    let fate = match state.to_ascii_uppercase().as_str() {
        "DELIVRD" => Fate::Delivered,
        "EXPIRED" | "DELETED" | "UNDELIV" | "REJECTD" | "UNKNOWN" => Fate::Bounced,
        _ => Fate::Underway,
    };
    let key = provider_key(&of_tlv.or_else(|| field(&text, "id:").map(str::to_owned))?);
    let error = field(&text, "err:").filter(|error| error.bytes().any(|c| c != b'0'));
    let words = match error {
        Some(error) => format!("{state}, error {error}"),
        None => state.to_owned(),
    };
    Some(Receipt { about: ReceiptSubject::ProviderKey(key), fate, words: cut_words(&words) })
}

/// Finds the value after a label: up to the next blank.
fn field<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let starts = text.starts_with(label).then_some(0);
    let at = starts.or_else(|| text.find(&format!(" {label}")).map(|at| at + 1))?;
    let value = text[at + label.len()..].split_whitespace().next()?;
    (!value.is_empty() && text[at + label.len()..].starts_with(value)).then_some(value)
}

/// Returns the form in which a centre's ids are compared: some pad them in receipts, or write other letters.
fn provider_key(id: &str) -> String {
    let id = id.trim().to_ascii_lowercase();
    let short = id.trim_start_matches('0');
    if short.is_empty() { id } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusmpp::types::{COctetString, OctetString};
    use rusmpp::values::EsmClass;
    use std::str::FromStr;

    fn deliver(esm_class: u8, text: &str) -> DeliverSm {
        DeliverSm::builder()
            .esm_class(EsmClass::from(esm_class))
            .short_message(OctetString::from_str(text).expect("a text"))
            .build()
    }

    #[test]
    fn receipts_are_told_from_messages_and_read() {
        let text = "id:00004F2a sub:001 dlvrd:001 submit date:2601011200 done date:2601011201 stat:DELIVRD err:000 text:id:9";
        let read = receipt(&deliver(0x04, text)).expect("a receipt");
        assert_eq!(read.about, ReceiptSubject::ProviderKey("4f2a".into()));
        assert_eq!((read.fate, read.words.as_str()), (Fate::Delivered, "DELIVRD"));
        let read = receipt(&deliver(0x04, "id:7 stat:UNDELIV err:011 text:")).expect("a receipt");
        assert_eq!((read.fate, read.words.as_str()), (Fate::Bounced, "UNDELIV, error 011"));
        let read = receipt(&deliver(0x04, "id:7 stat:ENROUTE err:000")).expect("a receipt");
        assert_eq!(read.fate, Fate::Underway);
        assert_eq!(receipt(&deliver(0x00, text)), None, "a phone can write this, too");
        assert_eq!(receipt(&deliver(0x04, "nothing of use")), None);
        assert_eq!(receipt(&deliver(0x04, "id: stat:")), None);
    }

    #[test]
    fn an_id_as_a_parameter_counts_first() {
        let mut receipt_of = deliver(0x04, "id:1 stat:DELIVRD");
        receipt_of.set_tlvs(vec![rusmpp::tlvs::MessageDeliveryRequestTlvValue::ReceiptedMessageId(
            COctetString::from_str("ABC").expect("an id"),
        )]);
        let read = receipt(&receipt_of).expect("a receipt");
        assert_eq!(read.about, ReceiptSubject::ProviderKey("abc".into()));
    }

    #[test]
    fn a_number_is_refused_for_good_and_a_full_queue_is_not() {
        assert!(matches!(of_status(CommandStatus::EsmeRinvdstadr), Answer::Refused { .. }));
        assert!(matches!(of_status(CommandStatus::EsmeRmsgqful), Answer::Later { .. }));
        assert!(matches!(of_status(CommandStatus::EsmeRthrottled), Answer::Later { .. }));
        assert!(matches!(of_status(CommandStatus::EsmeRinvpaswd), Answer::Unusable { .. }));
        assert_eq!(
            accepted("0007"),
            Answer::Accepted { words: "taken as 7".into(), provider_key: Some("7".into()) }
        );
    }
}
