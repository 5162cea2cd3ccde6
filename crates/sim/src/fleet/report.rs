//! What a fleet's run amounts to: counts, failures with their reasons, rates, and latencies per step.

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use hdrhistogram::Histogram;
use serde::Serialize;

use super::Journey;
use crate::Step;

/// The outcome of a run.
#[derive(Debug, Clone)]
pub struct FleetReport {
    /// Devices that were sent.
    pub devices: u32,
    /// Devices that are enrolled, even if a later poll failed.
    pub enrolled: u32,
    /// Devices that failed at some step.
    pub failed: u32,
    /// From the first device's beginning to the last one's end.
    pub elapsed: Duration,
    /// What happened at each step, in the order of steps.
    pub steps: BTreeMap<Step, StepReport>,
    /// Devices lost to a defect of the simulator, by reason.
    pub lost: BTreeMap<String, u64>,
}

/// The outcome of one step over all devices.
#[derive(Debug, Clone)]
pub struct StepReport {
    /// Latencies of what succeeded, in microseconds.
    pub latencies_us: Histogram<u64>,
    /// Failures by reason.
    pub errors: BTreeMap<String, u64>,
}

/// The numbers of a step, for people and programs.
#[derive(Serialize)]
struct Figures<'a> {
    count: u64,
    per_second: f64,
    p50_ms: f64,
    p90_ms: f64,
    p99_ms: f64,
    max_ms: f64,
    errors: &'a BTreeMap<String, u64>,
}

impl FleetReport {
    pub(super) fn new(devices: u32) -> Self {
        Self {
            devices,
            enrolled: 0,
            failed: 0,
            elapsed: Duration::ZERO,
            steps: BTreeMap::new(),
            lost: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, journey: &Journey) {
        self.enrolled += u32::from(journey.is_enrolled);
        for timing in &journey.timings {
            let took_us = u64::try_from(timing.took.as_micros()).unwrap_or(u64::MAX);
            self.steps.entry(timing.step).or_default().latencies_us.saturating_record(took_us);
        }
        if let Some(error) = &journey.error {
            self.failed += 1;
            *self.steps.entry(error.step).or_default().errors.entry(error.reason.to_string()).or_default() +=
                1;
        }
    }

    pub(super) fn add_lost(&mut self, reason: &str) {
        self.failed += 1;
        *self.lost.entry(reason.to_owned()).or_default() += 1;
    }

    /// Says whether every device is enrolled and no step failed.
    pub fn is_clean(&self) -> bool {
        self.enrolled == self.devices && self.failed == 0
    }

    /// Returns a table for people.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{} devices in {:.1} s: {} enrolled ({:.1} a second), {} failed\n",
            self.devices,
            self.elapsed.as_secs_f64(),
            self.enrolled,
            self.per_second(f64::from(self.enrolled)),
            self.failed,
        );
        write_line(
            &mut text,
            format_args!(
                "{:<20}{:>8}{:>10}{:>10}{:>10}{:>10}{:>10}",
                "step", "count", "per s", "p50 ms", "p90 ms", "p99 ms", "max ms"
            ),
        );
        for (step, report) in &self.steps {
            let Figures { count, per_second, p50_ms, p90_ms, p99_ms, max_ms, .. } = self.figures(report);
            write_line(
                &mut text,
                format_args!(
                    "{:<20}{count:>8}{per_second:>10.1}{p50_ms:>10.1}{p90_ms:>10.1}{p99_ms:>10.1}{max_ms:>10.1}",
                    step.name()
                ),
            );
        }
        let reasons = self
            .steps
            .iter()
            .flat_map(|(step, report)| report.errors.iter().map(|error| (step.name(), error)));
        for (step, (reason, count)) in reasons.chain(self.lost.iter().map(|error| ("lost", error))) {
            write_line(&mut text, format_args!("{count} × {step}: {reason}"));
        }
        text
    }

    /// Returns the same as an object for programs.
    pub fn to_json(&self) -> serde_json::Value {
        let steps: serde_json::Map<_, _> = self
            .steps
            .iter()
            .map(|(step, report)| (step.name().to_owned(), serde_json::json!(self.figures(report))))
            .collect();
        serde_json::json!({
            "devices": self.devices,
            "enrolled": self.enrolled,
            "failed": self.failed,
            "elapsed_ms": u64::try_from(self.elapsed.as_millis()).unwrap_or(u64::MAX),
            "enrolled_per_second": self.per_second(f64::from(self.enrolled)),
            "steps": steps,
            "lost": self.lost,
        })
    }

    fn figures<'a>(&self, report: &'a StepReport) -> Figures<'a> {
        let latencies = &report.latencies_us;
        let ms = |us: u64| Duration::from_micros(us).as_secs_f64() * 1_000.0;
        let count = latencies.len();
        Figures {
            count,
            per_second: self.per_second(f64::from(u32::try_from(count).unwrap_or(u32::MAX))),
            p50_ms: ms(latencies.value_at_quantile(0.5)),
            p90_ms: ms(latencies.value_at_quantile(0.9)),
            p99_ms: ms(latencies.value_at_quantile(0.99)),
            max_ms: ms(latencies.max()),
            errors: &report.errors,
        }
    }

    fn per_second(&self, count: f64) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 { count / seconds } else { 0.0 }
    }
}

impl Default for StepReport {
    fn default() -> Self {
        const HOUR_US: u64 = 3_600_000_000;
        let latencies_us = Histogram::new_with_bounds(1, HOUR_US, 3).expect("the bounds are in order");
        Self { latencies_us, errors: BTreeMap::new() }
    }
}

fn write_line(text: &mut String, line: std::fmt::Arguments<'_>) {
    text.write_fmt(line).expect("a string takes every text");
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reason, StepError, Timing};

    #[test]
    fn a_report_counts_steps_reasons_and_rates() {
        let mut report = FleetReport::new(3);
        let timing = |ms| Timing { step: Step::Login, took: Duration::from_millis(ms) };
        report.add(&Journey { is_enrolled: true, timings: vec![timing(10)], error: None });
        report.add(&Journey { is_enrolled: true, timings: vec![timing(30)], error: None });
        let refused = StepError { step: Step::Login, reason: Reason::Login("Wrong password".to_owned()) };
        report.add(&Journey { is_enrolled: false, timings: Vec::new(), error: Some(refused) });
        report.elapsed = Duration::from_secs(2);

        assert!(!report.is_clean());
        let json = report.to_json();
        assert_eq!((&json["enrolled"], &json["failed"]), (&2.into(), &1.into()));
        let login = &json["steps"]["login"];
        assert_eq!((&login["count"], &login["per_second"]), (&2.into(), &1.0.into()));
        assert!((9.9..10.1).contains(&login["p50_ms"].as_f64().unwrap()), "{login}");
        assert!((29.9..30.1).contains(&login["max_ms"].as_f64().unwrap()), "{login}");
        assert_eq!(login["errors"]["the login was refused: Wrong password"], 1);
        let text = report.to_text();
        assert!(text.starts_with("3 devices in 2.0 s: 2 enrolled (1.0 a second), 1 failed\n"), "{text}");
        assert!(text.ends_with("1 × login: the login was refused: Wrong password\n"), "{text}");
    }
}
