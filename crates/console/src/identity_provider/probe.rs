//! A check of an identity provider as its page shows it: the steps with tick or cross.

use app::{ProviderProbe, ProviderProbeKind};

use crate::icon::Icon;

/// A check, drawn.
pub(super) struct Checked {
    pub(super) is_good: bool,
    pub(super) steps: Vec<Step>,
    pub(super) notes: Vec<String>,
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

impl From<ProviderProbe> for Checked {
    fn from(probe: ProviderProbe) -> Self {
        let is_good = probe.is_good();
        let steps = ProviderProbeKind::ALL.map(|kind| {
            let outcome = probe.steps.iter().find(|step| step.kind == kind).map(|step| &step.outcome);
            let (class, icon, state, words, advice) = match outcome {
                Some(Ok(words)) => ("good", Icon::CircleCheck, "done", words.clone(), String::new()),
                Some(Err(failure)) => {
                    ("bad", Icon::CircleX, "failed", failure.reason.clone(), failure.advice.clone())
                }
                None => ("calm", Icon::CircleDashed, "not reached", String::new(), String::new()),
            };
            Step { class, icon, title: kind.title(), state, words, advice }
        });
        Self { is_good, steps: steps.into(), notes: probe.notes }
    }
}
