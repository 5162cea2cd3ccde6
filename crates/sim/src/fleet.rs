//! Many devices at a time, each on its whole way, and what it took.

mod report;

use std::sync::Arc;

use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    BuiltIn, CodeSource, Device, Event, KeySource, Network, NetworkError, Observer, StepError, Timing,
};

pub use report::{FleetReport, StepReport};

/// What a fleet is to do.
#[derive(Clone)]
pub struct FleetOptions {
    /// The address a person would type.
    pub enroll_url: String,
    /// Links of invitations by which devices begin instead, in turn.
    pub links: Vec<String>,
    /// The account that is typed in Settings, where devices enroll by one; the address is then that of its domain.
    pub account: Option<String>,
    /// What devices were built with, for servers that want to know before they enroll.
    pub built_in: Option<BuiltIn>,
    /// Where one-time codes come from, if invitations ask for them.
    pub codes: Option<CodeSource>,
    /// Who logs in; devices take them in turn. Without links at least one.
    pub usernames: Vec<String>,
    /// The password of all of them.
    pub password: String,
    /// PEM roots to trust instead of the system's.
    pub ca_pem: Option<Vec<u8>>,
    /// How many devices.
    pub devices: u32,
    /// How often each asks for commands once it is enrolled and has answered the first ones.
    pub polls: u32,
    /// How many devices go their way at a time; at least one.
    pub concurrency: usize,
    /// What the devices follow from; the same seed gives the same devices.
    pub seed: u64,
    /// Where keys come from; see [`KeySource::sharing`] for load that is not about keys.
    pub keys: KeySource,
}

/// Sends the devices on their way and waits for all of them. A device that fails goes no further; the others do.
///
/// Fails only if there is no way to any server. Dropping the future stops every device.
pub async fn run(options: FleetOptions, observer: Option<Observer>) -> Result<FleetReport, NetworkError> {
    let started = std::time::Instant::now();
    let network = Network::new(options.ca_pem.as_deref())?;
    let at_a_time = Arc::new(Semaphore::new(options.concurrency.max(1)));
    let (devices, options) = (options.devices, Arc::new(options));
    let mut journeys = JoinSet::new();
    for index in 0..devices {
        let (options, network, observer) = (Arc::clone(&options), network.clone(), observer.clone());
        let at_a_time = Arc::clone(&at_a_time);
        journeys.spawn(async move {
            let _permit = at_a_time.acquire_owned().await.expect("the semaphore is never closed");
            journey(index, &options, &network, observer).await
        });
    }
    let mut report = FleetReport::new(devices);
    while let Some(journey) = journeys.join_next().await {
        match journey {
            Ok(journey) => report.add(&journey?),
            Err(error) => report.add_lost(&error.to_string()),
        }
    }
    report.elapsed = started.elapsed();
    Ok(report)
}

/// How far one device came.
pub(crate) struct Journey {
    pub(crate) is_enrolled: bool,
    pub(crate) timings: Vec<Timing>,
    pub(crate) error: Option<StepError>,
}

async fn journey(
    index: u32,
    options: &FleetOptions,
    network: &Network,
    observer: Option<Observer>,
) -> Result<Journey, NetworkError> {
    let mut device = Device::new(options.seed, index, network)?.with_keys(options.keys.clone());
    if let Some(observer) = observer {
        device = device.watched_by(observer);
    }
    if let Some(built_in) = &options.built_in {
        device = device.with_built_in(built_in.clone());
    }
    let username = in_turn(&options.usernames, index).unwrap_or_default();
    let enrolled = match in_turn(&options.links, index) {
        Some(link) => {
            let login = Some((username, options.password.as_str()));
            device.enroll_by_link(link, login, options.codes.as_ref()).await
        }
        None => match &options.account {
            Some(account) => {
                let domain_url = options.enroll_url.trim_end_matches("/enroll");
                device.enroll_by_account(domain_url, account, username, &options.password).await
            }
            None => device.enroll(&options.enroll_url, username, &options.password).await,
        },
    };
    let is_enrolled = enrolled.is_ok();
    let error = match enrolled {
        Ok(()) => work(&mut device, options.polls).await.err(),
        Err(error) => Some(error),
    };
    Ok(Journey { is_enrolled, timings: device.timings, error })
}

/// Returns what falls to a device when all take their turn; `None` when there is nothing to take.
fn in_turn(all: &[String], index: u32) -> Option<&str> {
    all.get(index as usize % all.len().max(1)).map(String::as_str)
}

/// Answers the first commands, then asks again as often as wanted.
async fn work(device: &mut Device, polls: u32) -> Result<(), StepError> {
    device.poll().await?;
    device.idle_polls(polls).await?;
    Ok(())
}

/// Says in a line what an event tells; `None` for single steps that went well.
pub fn line(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Enrolled { device, took } => {
            Some(format!("device {device}: enrolled in {} ms", took.as_millis()))
        }
        Event::Failed { device, error } => Some(format!("device {device}: {error}")),
        Event::Began { .. } | Event::Finished { .. } | Event::Answered { .. } => None,
    }
}
