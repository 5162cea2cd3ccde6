//! A try at sending an SMS, step by step, with words for what fails.

use domain::message::Answer;
use domain::sms_provider::{SmsBackend, SmsProvider};

use super::{LiveSms, Sms, SmsSecrets, reach, rest};
use crate::probe::ProbeFailure;

/// What a try has shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SmsProbe {
    /// The steps in order, up to the first that failed.
    pub steps: Vec<SmsProbeStep>,
}

/// One step of a try.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SmsProbeStep {
    /// Which.
    pub kind: SmsProbeKind,
    /// What was learned, in words; or what went wrong and what to do about it.
    pub outcome: Result<String, ProbeFailure>,
}

/// The steps of a try; not every provider has all of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SmsProbeKind {
    /// The settings are whole and the number is allowed.
    Settings,
    /// The host's name becomes addresses.
    Dns,
    /// Something listens at the port.
    Tcp,
    /// The connection is protected, and the certificate is the host's.
    Tls,
    /// The account is taken.
    SignIn,
    /// A message is taken.
    Send,
}

impl SmsProbeKind {
    /// Every step in order.
    pub const ALL: [Self; 6] = [Self::Settings, Self::Dns, Self::Tcp, Self::Tls, Self::SignIn, Self::Send];

    /// Returns the name used in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::SignIn => "sign-in",
            Self::Send => "send",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Settings => "Look at the settings",
            Self::Dns => "Find the host",
            Self::Tcp => "Reach the port",
            Self::Tls => "Protect the connection",
            Self::SignIn => "Sign in to the provider",
            Self::Send => "Send a message",
        }
    }
}

impl SmsProbe {
    /// Says whether every step was done.
    pub fn is_good(&self) -> bool {
        !self.steps.is_empty() && self.steps.iter().all(|step| step.outcome.is_ok())
    }

    /// Adds a step that was done.
    pub fn pass(&mut self, kind: SmsProbeKind, words: impl Into<String>) {
        self.steps.push(SmsProbeStep { kind, outcome: Ok(words.into()) });
    }

    /// Adds a step that failed.
    pub fn fail(&mut self, kind: SmsProbeKind, reason: impl Into<String>, advice: impl Into<String>) {
        let failure = ProbeFailure { reason: reason.into(), advice: advice.into() };
        self.steps.push(SmsProbeStep { kind, outcome: Err(failure) });
    }

    fn ended(&mut self, kind: SmsProbeKind, reason: &str, advice: &str) -> Ended {
        self.fail(kind, sentence(reason), advice);
        Ended
    }
}

/// The end of a try: a step that failed.
struct Ended;

/// Tries each step in order, up to the first that fails.
pub(super) async fn probe(
    live: &LiveSms,
    provider: &SmsProvider,
    secrets: &SmsSecrets,
    sms: &Sms,
) -> SmsProbe {
    let mut probe = SmsProbe { steps: Vec::new() };
    let _ = run(&mut probe, live, provider, secrets, sms).await; // where it ended is in the steps
    probe
}

/// Makes the try of a gateway that has nothing but an answer.
pub(super) fn of_answer(answer: &Answer) -> SmsProbe {
    let mut probe = SmsProbe { steps: Vec::new() };
    tell(&mut probe, answer);
    probe
}

/// Says where messages go that leave by mail; nothing is sent, because that way is tried with the SMTP server.
pub(super) fn by_email(provider: &SmsProvider, number: &str) -> SmsProbe {
    let mut probe = SmsProbe { steps: Vec::new() };
    if !provider.allows(number) {
        let advice = "Add the beginning of this number to the allowed ones, or try another number.";
        let _ = probe.ended(SmsProbeKind::Settings, "numbers of this country are not allowed", advice);
        return probe;
    }
    let address = provider.email_address(number).unwrap_or_default();
    let words = format!("Messages to {number} go to {address}, by e-mail. Test the SMTP server, too.");
    probe.pass(SmsProbeKind::Settings, words);
    probe
}

async fn run(
    probe: &mut SmsProbe,
    live: &LiveSms,
    provider: &SmsProvider,
    secrets: &SmsSecrets,
    sms: &Sms,
) -> Result<(), Ended> {
    if let Some((field, fault)) = provider.faults().first() {
        let reason = format!("the settings are wrong ({field}): {fault}");
        return Err(probe.ended(SmsProbeKind::Settings, &reason, "Correct the settings first."));
    }
    if !provider.allows(&sms.to) {
        let advice = "Add the beginning of this number to the allowed ones, or try another number.";
        return Err(probe.ended(SmsProbeKind::Settings, "numbers of this country are not allowed", advice));
    }
    probe.pass(SmsProbeKind::Settings, "The settings are whole, and the number is allowed.");
    if let Some((host, port, is_tls)) = target(provider) {
        reached(probe, live, provider, &host, port, is_tls).await?;
    }
    sign_in(probe, live, provider, secrets).await?;
    tell(probe, &live.send(provider, secrets, sms).await);
    Ok(())
}

/// Returns where a provider is, and whether the connection is to be protected.
fn target(provider: &SmsProvider) -> Option<(String, u16, bool)> {
    let url = match &provider.backend {
        SmsBackend::Rest(settings) => &settings.base_url,
        SmsBackend::Http(settings) => &settings.url,
        SmsBackend::Smpp(settings) => return Some((settings.host.clone(), settings.port, settings.tls)),
        SmsBackend::Email(_) => return None,
    };
    // Braces of a template are no part of a URL; the host has none.
    let url = reqwest::Url::parse(&url.replace(['{', '}'], "")).ok()?;
    Some((url.host_str()?.to_owned(), url.port_or_known_default()?, url.scheme() == "https"))
}

async fn reached(
    probe: &mut SmsProbe,
    live: &LiveSms,
    provider: &SmsProvider,
    host: &str,
    port: u16,
    is_tls: bool,
) -> Result<(), Ended> {
    let addresses = match reach::addresses(host, port).await {
        Ok(addresses) => addresses,
        Err(reason) => {
            let advice = "Check the spelling of the host’s name, and that this server’s DNS knows it.";
            return Err(probe.ended(SmsProbeKind::Dns, &reason, advice));
        }
    };
    let each: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
    probe.pass(SmsProbeKind::Dns, format!("{host} is {}.", each.join(", ")));
    let tcp = match reach::tcp(&addresses).await {
        Ok(tcp) => tcp,
        Err(reason) => {
            let advice = "Check the port, that the provider’s system runs, and that firewalls let this server through.";
            return Err(probe.ended(SmsProbeKind::Tcp, &reason, advice));
        }
    };
    probe.pass(SmsProbeKind::Tcp, format!("Port {port} answers."));
    if !is_tls {
        let words = "Not protected, as the settings say: texts and the secret cross the network in clear.";
        probe.pass(SmsProbeKind::Tls, words);
        return Ok(());
    }
    let handshake = match reach::config(live.system(), &provider.roots) {
        Ok(config) => reach::tls(tcp, host, config).await.map(drop),
        Err(reason) => Err(reason),
    };
    match handshake {
        Ok(()) => {
            probe.pass(SmsProbeKind::Tls, "The certificate is the host’s, and trusted.");
            Ok(())
        }
        Err(reason) => {
            let advice = "Use the name that the certificate carries. For a gateway of your own, add its root certificate to the settings.";
            Err(probe.ended(SmsProbeKind::Tls, &reason, advice))
        }
    }
}

async fn sign_in(
    probe: &mut SmsProbe,
    live: &LiveSms,
    provider: &SmsProvider,
    secrets: &SmsSecrets,
) -> Result<(), Ended> {
    match &provider.backend {
        SmsBackend::Rest(settings) => match rest::sign_in(live, provider, settings, secrets).await {
            Ok(words) => probe.pass(SmsProbeKind::SignIn, words),
            Err(reason) => {
                let advice =
                    "Check the account SID and the auth token; both stand in the provider’s console.";
                return Err(probe.ended(SmsProbeKind::SignIn, &reason, advice));
            }
        },
        SmsBackend::Smpp(settings) => {
            match live.smpp().session(live.system(), provider, settings, secrets).await {
                Ok(_) => {
                    probe.pass(SmsProbeKind::SignIn, format!("Signed in as {}.", settings.system_id));
                }
                Err(answer) => {
                    let advice = "Check the system id, the password and the system type, and that the account may connect as a transceiver.";
                    return Err(probe.ended(SmsProbeKind::SignIn, words(&answer), advice));
                }
            }
        }
        SmsBackend::Http(_) | SmsBackend::Email(_) => {} // nothing to sign in to before a message
    }
    Ok(())
}

fn tell(probe: &mut SmsProbe, answer: &Answer) {
    let advice = match answer {
        Answer::Accepted { words, .. } => {
            return probe.pass(SmsProbeKind::Send, format!("The message was taken: {words}"));
        }
        Answer::Later { .. } => "Try again later; messages of invitations are tried again by themselves.",
        Answer::Refused { .. } => {
            "Look at the number and the provider’s words; perhaps its account is limited."
        }
        Answer::Unusable { .. } => "Correct the settings.",
    };
    probe.fail(SmsProbeKind::Send, sentence(words(answer)), advice);
}

fn words(answer: &Answer) -> &str {
    match answer {
        Answer::Accepted { words, .. }
        | Answer::Later { words }
        | Answer::Refused { words }
        | Answer::Unusable { words } => words,
    }
}

/// Makes a sentence of a reason.
fn sentence(reason: &str) -> String {
    let mut characters = reason.chars();
    match characters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), characters.as_str().trim_end_matches('.')),
        None => String::new(),
    }
}
