//! A try at a directory as pages show it: the steps with tick or cross, and the certificate that was shown.

use app::{Probe, ProbeKind};
use domain::time::Timestamp;
use web::time::Exact;

use super::typed::write_hex;
use crate::icon::Icon;

/// A try, drawn.
pub(super) struct Tried {
    pub(super) is_good: bool,
    pub(super) steps: Vec<Step>,
    pub(super) certificate: Option<Certificate>,
    /// Where the directory's trees begin, as it says itself.
    pub(super) bases: Vec<String>,
}

/// One step.
pub(super) struct Step {
    pub(super) class: &'static str,
    pub(super) icon: Icon,
    pub(super) title: &'static str,
    /// For those who do not see the icon.
    pub(super) state: &'static str,
    pub(super) words: String,
    pub(super) advice: String,
}

/// The certificate that the directory showed.
pub(super) struct Certificate {
    pub(super) subject: String,
    pub(super) issuer: String,
    pub(super) names: String,
    pub(super) from: Exact,
    pub(super) until: Exact,
    pub(super) fingerprint: String,
    /// The root to trust, where it is the trust that fails.
    pub(super) root: Option<String>,
}

impl From<Probe> for Tried {
    fn from(probe: Probe) -> Self {
        let is_good = probe.is_good();
        let is_refused =
            probe.steps.last().is_some_and(|step| step.kind == ProbeKind::Tls && step.outcome.is_err());
        let steps = ProbeKind::ALL.map(|kind| {
            let outcome = probe.steps.iter().find(|step| step.kind == kind).map(|step| &step.outcome);
            let title = kind.title();
            match outcome {
                Some(Ok(words)) => Step {
                    class: "good",
                    icon: Icon::CircleCheck,
                    title,
                    state: "done",
                    words: words.clone(),
                    advice: String::new(),
                },
                Some(Err(failure)) => Step {
                    class: "bad",
                    icon: Icon::CircleX,
                    title,
                    state: "failed",
                    words: failure.reason.clone(),
                    advice: failure.advice.clone(),
                },
                None => Step {
                    class: "calm",
                    icon: Icon::CircleDashed,
                    title,
                    state: "not reached",
                    words: String::new(),
                    advice: String::new(),
                },
            }
        });
        let certificate = probe.certificate.map(|one| Certificate {
            subject: one.subject,
            issuer: one.issuer,
            names: one.names.join(", "),
            from: Exact(Timestamp(one.not_before_ms)),
            until: Exact(Timestamp(one.not_after_ms)),
            fingerprint: one.fingerprint,
            root: (is_refused && !one.root.is_empty()).then(|| write_hex(&one.root)),
        });
        let bases = probe.naming_contexts.into_iter().filter(|base| !base.is_empty()).collect();
        Self { is_good, steps: steps.into(), certificate, bases }
    }
}
