//! SMPP 3.4: one connection is kept, messages go out over it, receipts come in over it.
//!
//! Long texts are cut here into parts with a header that joins them; the receipt asked for is that of the last part, and
//! its id stands for the message.

mod answer;

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::message::{Answer, Receipt};
use domain::secret::Secret;
use domain::sms_provider::{SmppSettings, SmsProvider};
use domain::sms_text::{self, SmsEncoding};
use futures::{Stream, StreamExt};
use rusmpp::pdus::{BindTransceiver, DeliverSmResp, SubmitSm};
use rusmpp::types::{COctetString, OctetString};
use rusmpp::values::{DataCoding, EsmClass, InterfaceVersion, Npi, RegisteredDelivery, Ton};
use rusmpp::{CommandStatus, Pdu};
use rusmppc::{Client, ConnectionBuilder, Event};
use rustls::RootCertStore;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Mutex as Turn;
use tokio::time::Instant;

use super::{Sms, SmsSecrets, reach};

/// How long one PDU is waited for.
const PDU_TIMEOUT: Duration = Duration::from_secs(15);
/// How often the centre is asked whether it is still there.
const ENQUIRE_EVERY: Duration = Duration::from_secs(30);
/// After a connection that could not be opened nobody tries again for so long.
const UNREACHABLE_PAUSE: Duration = Duration::from_secs(5);
/// The most octets of a PDU that is read.
const PDU_BYTES_MAX: usize = 8 * 1024;
/// The most receipts that wait to be taken; beyond it the centre is asked to keep them.
const RECEIPTS_MAX: usize = 10_000;

/// What can carry a session: TCP, with TLS or without.
trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

type Events = Pin<Box<dyn Stream<Item = Event> + Send>>;

/// The kept connection, and what came over it.
#[derive(Default)]
pub(super) struct Smpp {
    session: Turn<Option<Session>>,
    receipts: Arc<Mutex<VecDeque<Receipt>>>,
}

/// The last connection under some settings, or why there is none.
struct Session {
    under: (SmppSettings, Vec<Vec<u8>>, Option<Secret>),
    opened: Result<Client, (Instant, Answer)>,
}

impl Smpp {
    pub(super) async fn send(
        &self,
        system: &RootCertStore,
        provider: &SmsProvider,
        settings: &SmppSettings,
        secrets: &SmsSecrets,
        sms: &Sms,
    ) -> Answer {
        let parts = match parts(provider, settings, sms) {
            Ok(parts) => parts,
            Err(words) => return Answer::Unusable { words },
        };
        let client = match self.session(system, provider, settings, secrets).await {
            Ok(client) => client,
            Err(answer) => return answer,
        };
        let mut last = Answer::Refused { words: "The text is empty.".to_owned() };
        for part in parts {
            match client.submit_sm(part).await {
                Ok(response) => last = answer::accepted(response.message_id().as_str()),
                Err(error) => return answer::of_error(&error),
            }
        }
        last
    }

    pub(super) async fn next_receipts(
        &self,
        system: &RootCertStore,
        provider: &SmsProvider,
        settings: &SmppSettings,
        secrets: &SmsSecrets,
    ) -> Vec<Receipt> {
        if let Err(answer) = self.session(system, provider, settings, secrets).await {
            tracing::debug!(?answer, "no connection to the SMS centre for receipts");
        }
        self.take_receipts()
    }

    pub(super) fn take_receipts(&self) -> Vec<Receipt> {
        self.receipts.lock().unwrap_or_else(PoisonError::into_inner).drain(..).collect()
    }

    /// Lets go of the connection.
    pub(super) async fn rest(&self) {
        let former = self.session.lock().await.take();
        if let Some(Session { opened: Ok(client), .. }) = former {
            leave(client);
        }
    }

    /// Returns the kept connection if it lives and was opened under these settings, else a new one.
    pub(super) async fn session(
        &self,
        system: &RootCertStore,
        provider: &SmsProvider,
        settings: &SmppSettings,
        secrets: &SmsSecrets,
    ) -> Result<Client, Answer> {
        let under = (settings.clone(), provider.roots.clone(), secrets.secret.clone());
        let mut kept = self.session.lock().await;
        if let Some(session) = kept.as_ref().filter(|session| session.under == under) {
            match &session.opened {
                Ok(client) if client.is_active() => return Ok(client.clone()),
                Err((at, answer)) if at.elapsed() < UNREACHABLE_PAUSE => return Err(answer.clone()),
                _ => {}
            }
        }
        if let Some(Session { opened: Ok(client), .. }) = kept.take() {
            leave(client);
        }
        let opened = self.open(system, provider, settings, secrets).await;
        let outcome = opened.clone().map_err(|answer| (Instant::now(), answer));
        *kept = Some(Session { under, opened: outcome });
        opened
    }

    async fn open(
        &self,
        system: &RootCertStore,
        provider: &SmsProvider,
        settings: &SmppSettings,
        secrets: &SmsSecrets,
    ) -> Result<Client, Answer> {
        let later = |reason: String| Answer::Later { words: format!("The SMS centre: {reason}.") };
        let unsafe_way = |reason: String| Answer::Unusable { words: format!("The SMS centre: {reason}.") };
        let addresses = reach::addresses(&settings.host, settings.port).await.map_err(later)?;
        let tcp = reach::tcp(&addresses).await.map_err(later)?;
        let wire: Box<dyn Wire> = if settings.tls {
            let config = reach::config(system, &provider.roots).map_err(unsafe_way)?;
            Box::new(reach::tls(tcp, &settings.host, config).await.map_err(unsafe_way)?)
        } else {
            Box::new(tcp)
        };
        let (client, events) = ConnectionBuilder::new()
            .max_command_length(PDU_BYTES_MAX)
            .enquire_link_interval(ENQUIRE_EVERY)
            .enquire_link_response_timeout(PDU_TIMEOUT)
            .response_timeout(PDU_TIMEOUT)
            .disable_interface_version_check() // it knows 5.0 only, and 3.4 is what centres speak
            .connected(wire);
        tokio::spawn(listen(client.clone(), Box::pin(events), Arc::clone(&self.receipts)));
        let bind = bind(settings, secrets).map_err(|words| Answer::Unusable { words })?;
        match client.bind_transceiver(bind).await {
            Ok(_) => Ok(client),
            Err(error) => {
                leave(client);
                Err(answer::of_error(&error))
            }
        }
    }
}

/// Takes what comes over a connection, until it ends.
async fn listen(client: Client, mut events: Events, receipts: Arc<Mutex<VecDeque<Receipt>>>) {
    while let Some(event) = events.next().await {
        let Event::Incoming(command) = event else { continue };
        let sequence_number = command.sequence_number();
        match command.pdu() {
            Some(Pdu::DeliverSm(deliver)) => {
                let status = keep(&receipts, answer::receipt(deliver));
                let _ =
                    client.status(status).deliver_sm_resp(sequence_number, DeliverSmResp::default()).await;
            }
            Some(Pdu::Unbind) => {
                let _ = client.unbind_resp(sequence_number).await;
                let _ = client.close().await;
            }
            _ => {}
        }
    }
    tracing::debug!("the connection to the SMS centre ended");
}

/// Keeps a receipt; what is none, a message from a phone, is taken and forgotten.
fn keep(receipts: &Mutex<VecDeque<Receipt>>, receipt: Option<Receipt>) -> CommandStatus {
    let Some(receipt) = receipt else { return CommandStatus::EsmeRok };
    let mut receipts = receipts.lock().unwrap_or_else(PoisonError::into_inner);
    if receipts.len() >= RECEIPTS_MAX {
        return CommandStatus::EsmeRmsgqful;
    }
    receipts.push_back(receipt);
    CommandStatus::EsmeRok
}

/// Says goodbye without waiting for it.
fn leave(client: Client) {
    tokio::spawn(async move {
        let _ = client.unbind().await;
        let _ = client.close().await;
    });
}

fn bind(settings: &SmppSettings, secrets: &SmsSecrets) -> Result<BindTransceiver, String> {
    Ok(BindTransceiver::builder()
        .system_id(c_text("system id", &settings.system_id)?)
        .password(c_text("password", secrets.secret())?)
        .system_type(c_text("system type", &settings.system_type)?)
        .interface_version(InterfaceVersion::Smpp3_4)
        .build())
}

/// Makes the PDUs of a message, one for each part.
fn parts(provider: &SmsProvider, settings: &SmppSettings, sms: &Sms) -> Result<Vec<SubmitSm>, String> {
    let encoding = sms_text::encoding_of(&sms.text);
    let parts = sms_text::parts(&sms.text);
    let count = u8::try_from(parts.len()).map_err(|_| "The text has more than 255 parts.".to_owned())?;
    let reference = sms.id.as_bytes()[15];
    let sender = provider.sender.strip_prefix('+').unwrap_or(&provider.sender);
    let mut made = Vec::new();
    for (number, part) in (1..=count).zip(parts) {
        let mut octets = Vec::new();
        if count > 1 {
            octets.extend([5, 0, 3, reference, count, number]); // TS 23.040 §9.2.3.24.1
        }
        octets.extend(match encoding {
            SmsEncoding::Gsm7 => sms_text::encode_gsm(part).unwrap_or_default(),
            SmsEncoding::Ucs2 => sms_text::encode_ucs2(part),
        });
        let coding = if encoding == SmsEncoding::Gsm7 { 0 } else { 8 };
        let submit = SubmitSm::builder()
            .source_addr_ton(Ton::from(settings.source_ton))
            .source_addr_npi(Npi::from(settings.source_npi))
            .source_addr(c_text("sender", sender)?)
            .dest_addr_ton(Ton::from(1)) // international
            .dest_addr_npi(Npi::from(1)) // E.164
            .destination_addr(c_text("number", sms.to.trim_start_matches('+'))?)
            .esm_class(EsmClass::from(if count > 1 { 0x40 } else { 0 }))
            .registered_delivery(RegisteredDelivery::from(u8::from(number == count)))
            .data_coding(DataCoding::from(coding))
            .short_message(OctetString::from_vec(octets).map_err(|_| "A part is too long.".to_owned())?)
            .build();
        made.push(submit);
    }
    Ok(made)
}

fn c_text<const MAX: usize>(what: &str, text: &str) -> Result<COctetString<1, MAX>, String> {
    let unusable = || format!("The {what} does not fit SMPP: at most {} ASCII characters.", MAX - 1);
    COctetString::from_string(text.to_owned()).map_err(|_| unusable())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::sms_provider::SmsBackend;
    use uuid::Uuid;

    fn cut(text: &str) -> Vec<SubmitSm> {
        let settings = SmppSettings {
            host: "smsc.example.org".into(),
            port: 2775,
            tls: false,
            system_id: "school".into(),
            system_type: String::new(),
            source_ton: 5,
            source_npi: 0,
        };
        let provider = SmsProvider {
            backend: SmsBackend::Smpp(settings.clone()),
            prefixes: vec!["+46".into()],
            default_country: "SE".into(),
            messages_per_minute: 60,
            sender: "School".into(),
            roots: Vec::new(),
        };
        let sms = Sms {
            id: Uuid::from_u128(0xab),
            to: "+46701234567".into(),
            text: text.into(),
            receipt_url: None,
        };
        parts(&provider, &settings, &sms).expect("parts")
    }

    #[test]
    fn a_short_text_is_one_part_without_a_header() {
        let parts = cut("Hej Åsa €");
        assert_eq!(parts.len(), 1);
        assert_eq!(u8::from(parts[0].esm_class), 0);
        assert_eq!(u8::from(parts[0].registered_delivery), 1);
        assert_eq!(parts[0].short_message().as_ref(), b"Hej \x0esa \x1be");
        assert_eq!(parts[0].destination_addr.as_str(), "46701234567");
    }

    #[test]
    fn a_long_text_is_cut_and_its_parts_are_joined_by_headers() {
        let parts = cut(&"ж".repeat(100));
        assert_eq!(parts.len(), 2);
        for (number, part) in (1..).zip(&parts) {
            assert_eq!((u8::from(part.esm_class), u8::from(part.data_coding)), (0x40, 8));
            assert_eq!(part.short_message().as_ref()[..6], [5, 0, 3, 0xab, 2, number]);
            assert_eq!(u8::from(part.registered_delivery), u8::from(number == 2), "the last one tells");
        }
        assert_eq!(parts[0].short_message().len(), 6 + 134);
        let long = cut(&"a".repeat(400));
        assert_eq!(long.iter().map(|part| part.short_message().len()).collect::<Vec<_>>(), [159, 159, 100]);
    }
}
