//! The audit log, verified: every chain walked from its first line to its head.

use domain::audit::Event;
use domain::id::AuditId;
use domain::privilege::Privilege;
use domain::time::Timestamp;
use store::{AuditHead, ChainedLine};

use super::chain::{BEGINNING, LANES};
use crate::token::hex;
use crate::{App, Caller, Error};

/// How many lines are read at once: a verification holds up nobody and needs little memory.
const BATCH_ROWS: u32 = 1_000;

/// What a verification found.
#[derive(Clone, Debug)]
pub struct Verification {
    /// How many lines prove themselves.
    pub lines: u64,
    /// How many lines are older than the chains, and prove nothing.
    pub lines_before: u64,
    /// Since when lines are chained.
    pub chained_at: Option<Timestamp>,
    /// What is wrong, at most one fault a chain; empty when nothing is.
    pub faults: Vec<AuditFault>,
    /// The ends of the chains now. Kept outside the database it lets the next verification prove that nothing was taken
    /// back since.
    pub checkpoint: AuditCheckpoint,
}

/// Something wrong with the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditFault {
    /// What it is.
    pub kind: AuditFaultKind,
    /// In which chain.
    pub lane: Option<u8>,
    /// At which place there, from 1.
    pub number: Option<i64>,
    /// At which line, when there is one.
    pub line: Option<AuditId>,
    /// When that line says that it was written.
    pub at: Option<Timestamp>,
}

/// What can be wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuditFaultKind {
    /// A line does not prove itself: it, or the one before it, is not the one that was written.
    Altered,
    /// A line is not there.
    Missing,
    /// The last lines are not there.
    CutOff,
    /// A line follows that the server did not write.
    Added,
    /// A chain has lost its head.
    HeadMissing,
    /// The head of a chain is not the one that was written.
    HeadAltered,
    /// There are more or fewer lines from before the chains than there were when those began.
    OlderChanged,
    /// Nothing says when the chains began.
    NoBeginning,
    /// The chain does not hold what the checkpoint says.
    TakenBack,
}

impl AuditFaultKind {
    /// Returns the name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Missing => "missing",
            Self::CutOff => "cut-off",
            Self::Added => "added",
            Self::HeadMissing => "head-missing",
            Self::HeadAltered => "head-altered",
            Self::OlderChanged => "older-changed",
            Self::NoBeginning => "no-beginning",
            Self::TakenBack => "taken-back",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Altered => "a line was altered or exchanged",
            Self::Missing => "a line was deleted",
            Self::CutOff => "the last lines were deleted",
            Self::Added => "a line was added that the server did not write",
            Self::HeadMissing => "the end of a chain was deleted",
            Self::HeadAltered => "the end of a chain was altered",
            Self::OlderChanged => "lines from before the chains were added or deleted",
            Self::NoBeginning => "the line that says when the chains began is gone",
            Self::TakenBack => "the log was put back to an earlier state than the checkpoint's",
        }
    }
}

/// The ends of all chains at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditCheckpoint {
    /// Of each chain in order: the place of its last line and the code of that line in hex.
    pub heads: Vec<(i64, String)>,
}

/// The first line of a checkpoint's text.
const CHECKPOINT: &str = "vestibule-audit-checkpoint-v1";

impl AuditCheckpoint {
    /// Writes the checkpoint as text, a line for each chain.
    pub fn to_text(&self) -> String {
        let lines = self.heads.iter().map(|(number, mac)| format!("{number} {mac}\n"));
        format!("{CHECKPOINT}\n{}", lines.collect::<String>())
    }

    /// Reads the text of [`AuditCheckpoint::to_text`].
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|line| *line == CHECKPOINT)?;
        let heads = lines.map(|line| {
            let (number, mac) = line.split_once(' ')?;
            let is_mac = mac.len() == 64 && mac.bytes().all(|octet| octet.is_ascii_hexdigit());
            is_mac.then_some((number.parse().ok()?, mac.to_owned()))
        });
        let heads = heads.collect::<Option<Vec<_>>>()?;
        (heads.len() == usize::from(LANES)).then_some(Self { heads })
    }
}

/// What is gathered on the way through the chains.
#[derive(Default)]
struct Walk {
    lines: u64,
    begun: Option<(Timestamp, u64)>,
}

impl App {
    /// Verifies the whole log, and that it holds what a checkpoint from before says. What is written meanwhile is not
    /// looked at. One verification at a time.
    pub async fn verify_audit(
        &self,
        caller: &Caller,
        checkpoint: Option<&AuditCheckpoint>,
    ) -> Result<Verification, Error> {
        caller.may(Privilege::ReadAudit)?;
        let _turn = self.0.audit_work.try_acquire().map_err(|_| Error::Busy)?;
        let (mut walk, mut faults, mut heads) = (Walk::default(), Vec::new(), Vec::new());
        for lane in 0..LANES {
            let (head, last) = self.0.store.read().await?.find_audit_head(lane).await?;
            let known = checkpoint.and_then(|checkpoint| checkpoint.heads.get(usize::from(lane)));
            faults.extend(self.verify_lane(lane, head.as_ref(), last, known, &mut walk).await?);
            heads.push(head.map_or((0, hex(&BEGINNING)), |head| (head.number, hex(&head.mac))));
        }
        let mut tx = self.0.store.read().await?;
        if tx.has_stray_audit(LANES).await? {
            faults.push(fault(AuditFaultKind::Added));
        }
        let lines_before = tx.count_unchained_audit().await?;
        match walk.begun {
            None => faults.push(fault(AuditFaultKind::NoBeginning)),
            Some((_, count)) if count != lines_before => faults.push(fault(AuditFaultKind::OlderChanged)),
            Some(_) => {}
        }
        for fault in &faults {
            let number = fault.number.unwrap_or_default();
            tracing::error!(kind = fault.kind.name(), lane = ?fault.lane, number, "the audit log is not whole");
        }
        Ok(Verification {
            lines: walk.lines,
            lines_before,
            chained_at: walk.begun.map(|(at, _)| at),
            faults,
            checkpoint: AuditCheckpoint { heads },
        })
    }

    /// Walks one chain and returns the first thing that is wrong with it.
    async fn verify_lane(
        &self,
        lane: u8,
        head: Option<&AuditHead>,
        last: i64,
        known: Option<&(i64, String)>,
        walk: &mut Walk,
    ) -> Result<Option<AuditFault>, Error> {
        let of_lane = |kind| AuditFault { lane: Some(lane), ..fault(kind) };
        let keys = self.0.store.keys();
        let (mut number, mut mac) = (0, BEGINNING.to_vec());
        let mut is_known = known.is_none_or(|known| *known == (0, hex(&BEGINNING)));
        let end = head.map_or(last, |head| head.number.min(last));
        while number < end {
            let mut tx = self.0.store.read().await?;
            let batch = tx.list_audit_chain(lane, number, BATCH_ROWS).await?;
            drop(tx);
            if batch.is_empty() {
                return Ok(Some(AuditFault { number: Some(number + 1), ..of_lane(AuditFaultKind::Missing) }));
            }
            for chained in batch.into_iter().take_while(|chained| chained.number <= end) {
                number += 1;
                let at_line = |kind, line: &ChainedLine| AuditFault {
                    number: Some(number),
                    line: Some(AuditId(line.line.id)),
                    at: Some(Timestamp(line.line.at)),
                    ..of_lane(kind)
                };
                if chained.number != number {
                    return Ok(Some(AuditFault { number: Some(number), ..of_lane(AuditFaultKind::Missing) }));
                }
                let code = chained.mac.as_deref().unwrap_or_default();
                if !keys.proves_line(code, &mac, lane, number, &chained.line) {
                    return Ok(Some(at_line(AuditFaultKind::Altered, &chained)));
                }
                mac = code.to_vec();
                is_known |= known.is_some_and(|known| *known == (number, hex(&mac)));
                walk.see(&chained);
            }
        }
        let Some(head) = head else { return Ok(Some(of_lane(AuditFaultKind::HeadMissing))) };
        let after = |kind| AuditFault { number: Some(number + 1), ..of_lane(kind) };
        Ok(if !keys.proves_head(head) {
            Some(of_lane(AuditFaultKind::HeadAltered))
        } else if head.number > last {
            Some(after(AuditFaultKind::CutOff))
        } else if last > head.number {
            Some(after(AuditFaultKind::Added))
        } else if head.mac != mac {
            Some(of_lane(AuditFaultKind::HeadAltered))
        } else if !is_known {
            Some(of_lane(AuditFaultKind::TakenBack))
        } else {
            None
        })
    }
}

impl Walk {
    /// Counts a line that has proved itself, and reads the one that says when the chains began.
    fn see(&mut self, chained: &ChainedLine) {
        self.lines += 1;
        if chained.line.kind.as_deref() == Some("audit-chained")
            && let Ok(Event::AuditChained { lines_before }) = serde_json::from_str(&chained.line.event)
        {
            // A second one is no fault of the log's; the first is what counts.
            self.begun.get_or_insert((Timestamp(chained.line.at), lines_before));
        }
    }
}

fn fault(kind: AuditFaultKind) -> AuditFault {
    AuditFault { kind, lane: None, number: None, line: None, at: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_reads_back_and_nothing_else_does() {
        let checkpoint = AuditCheckpoint { heads: (0..16).map(|n| (n, hex(&[7; 32]))).collect() };
        let text = checkpoint.to_text();
        assert_eq!(AuditCheckpoint::parse(&text), Some(checkpoint));
        let (cut, _) = text.trim_end().rsplit_once('\n').expect("lines");
        for other in ["", "vestibule", cut, &text.replace("07", "x7"), &format!("{text}1 2\n")] {
            assert_eq!(AuditCheckpoint::parse(other), None, "{other}");
        }
    }
}
