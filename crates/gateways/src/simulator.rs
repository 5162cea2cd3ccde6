//! A simulated device that comes from outside, as a phone does: by the server's public address, over TLS.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::self_test::{SelfTestPart, SelfTestStep};
use sim::{Device, Network, StepError};

/// How long one request of the device may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A way to send a simulated device.
#[derive(Clone, Debug)]
pub enum SimulatorGateway {
    /// Over the network.
    Live,
    /// Nothing leaves the process: every way goes as it was told to.
    Memory(MemorySimulator),
}

/// Where the device goes.
#[derive(Clone, Debug)]
pub struct Tour {
    /// The enrollment URL.
    pub enroll_url: String,
    /// The profile's link.
    pub profile_url: String,
    /// The roots (DER) that it trusts beside the system's: the server's own, and that of whoever signs profiles.
    pub roots: Vec<Vec<u8>>,
    /// What the device is made from.
    pub seed: u64,
}

impl SimulatorGateway {
    /// Sends a device and returns how each part of the way went, up to the first that failed.
    pub async fn walk(&self, tour: &Tour) -> Vec<SelfTestStep> {
        match self {
            Self::Live => walk(tour).await,
            Self::Memory(memory) => memory.walk(),
        }
    }
}

/// A simulator that goes nowhere.
#[derive(Clone, Debug, Default)]
pub struct MemorySimulator(Arc<Mutex<Option<(SelfTestPart, String)>>>);

impl MemorySimulator {
    /// Lets every way end at a part from now on, with these words; `None` lets all go well again.
    pub fn fail(&self, fault: Option<(SelfTestPart, &str)>) {
        let fault = fault.map(|(part, words)| (part, words.to_owned()));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    fn walk(&self) -> Vec<SelfTestStep> {
        let fails = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut steps = Vec::new();
        for part in SelfTestPart::ALL {
            let fault = fails.clone().filter(|(failing, _)| *failing == part).map(|(_, words)| words);
            let is_end = fault.is_some();
            steps.push(SelfTestStep { part, took_ms: 1, fault });
            if is_end {
                break;
            }
        }
        steps
    }
}

async fn walk(tour: &Tour) -> Vec<SelfTestStep> {
    let mut steps = Vec::new();
    let mut started = Instant::now();
    let mut device = match switch_on(tour) {
        Ok(device) => device,
        Err(fault) => {
            steps.push(SelfTestStep { part: SelfTestPart::Portal, took_ms: 0, fault: Some(fault) });
            return steps;
        }
    };
    for part in SelfTestPart::ALL {
        let result = go(&mut device, part, tour).await;
        let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        started = Instant::now();
        let fault = result.err().map(|error| error.reason.to_string());
        let is_end = fault.is_some();
        steps.push(SelfTestStep { part, took_ms, fault });
        if is_end {
            break;
        }
    }
    steps
}

fn switch_on(tour: &Tour) -> Result<Device, String> {
    // A machine without roots of its own still reaches a server whose root it is given.
    let network = Network::new(None).or_else(|_| Network::new(Some(pem(&tour.roots).as_bytes())));
    let network = network.map_err(|error| error.to_string())?.trusting(tour.roots.iter().cloned());
    Device::new(tour.seed, 0, &network.with_timeout(TIMEOUT)).map_err(|error| error.to_string())
}

async fn go(device: &mut Device, part: SelfTestPart, tour: &Tour) -> Result<(), StepError> {
    match part {
        SelfTestPart::Portal => device.look_at_portal(&tour.enroll_url).await.map(drop),
        SelfTestPart::Profile => {
            device.fetch_profile_from(&tour.profile_url).await?;
            device.verify_profile()
        }
        SelfTestPart::Certificate => device.obtain_identity().await,
        SelfTestPart::CheckIn => {
            device.authenticate().await?;
            device.token_update().await
        }
        SelfTestPart::Commands => device.poll().await.map(drop),
        SelfTestPart::CheckOut => device.check_out().await,
    }
}

fn pem(roots: &[Vec<u8>]) -> String {
    let mut pem = String::new();
    for root in roots {
        pem.push_str("-----BEGIN CERTIFICATE-----\n");
        for line in STANDARD.encode(root).as_bytes().chunks(64) {
            pem.push_str(&String::from_utf8_lossy(line));
            pem.push('\n');
        }
        pem.push_str("-----END CERTIFICATE-----\n");
    }
    pem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_server_that_is_not_there_is_told_at_the_first_part() {
        let tour = Tour {
            enroll_url: "https://127.0.0.1:9/enroll".into(),
            profile_url: "https://127.0.0.1:9/enroll/profile/x.mobileconfig".into(),
            roots: Vec::new(),
            seed: 1,
        };
        let steps = SimulatorGateway::Live.walk(&tour).await;
        assert_eq!((steps.len(), steps[0].part), (1, SelfTestPart::Portal));
        assert!(steps[0].fault.is_some());
    }
}
