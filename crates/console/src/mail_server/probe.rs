//! A try at the mail server as its page shows it: the steps with tick or cross, what was said, and the certificate.

use app::{MailProbe, MailProbeStep};
use domain::time::Timestamp;
use web::time::Exact;

use crate::icon::Icon;

/// A try, drawn.
pub(super) struct Tried {
    pub(super) is_good: bool,
    pub(super) steps: Vec<Step>,
    pub(super) certificate: Option<Certificate>,
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
    /// What was said, line by line, an arrow before each.
    pub(super) dialogue: String,
}

/// The certificate that the mail server showed.
pub(super) struct Certificate {
    pub(super) subject: String,
    pub(super) issuer: String,
    pub(super) names: String,
    pub(super) from: Exact,
    pub(super) until: Exact,
    pub(super) fingerprint: String,
}

impl From<MailProbe> for Tried {
    fn from(probe: MailProbe) -> Self {
        Self {
            is_good: probe.is_good(),
            steps: probe.steps.into_iter().map(Step::from).collect(),
            certificate: probe.certificate.map(|one| Certificate {
                subject: one.subject,
                issuer: one.issuer,
                names: one.names.join(", "),
                from: Exact(Timestamp(one.not_before_ms)),
                until: Exact(Timestamp(one.not_after_ms)),
                fingerprint: one.fingerprint,
            }),
        }
    }
}

impl From<MailProbeStep> for Step {
    fn from(step: MailProbeStep) -> Self {
        let line =
            |line: &app::DialogueLine| format!("{} {}", if line.is_ours { "→" } else { "←" }, line.text);
        let dialogue = step.dialogue.iter().map(line).collect::<Vec<_>>().join("\n");
        let title = step.kind.title();
        match step.outcome {
            Ok(words) => Self {
                class: "good",
                icon: Icon::CircleCheck,
                title,
                state: "done",
                words,
                advice: String::new(),
                dialogue,
            },
            Err(failure) => Self {
                class: "bad",
                icon: Icon::CircleX,
                title,
                state: "failed",
                words: failure.reason,
                advice: failure.advice,
                dialogue,
            },
        }
    }
}
