//! `vestibule simulate`: simulated devices enroll at a server, through its real portal.

use super::Failure;
use crate::password;
use clap::ValueHint;
use scep::{RsaBits, RsaKey};
use sim::fleet::{self, FleetOptions};
use sim::{BuiltIn, DeviceAuthority, Event, KeySource, Observer};
use std::fs::OpenOptions;
use std::io::{ErrorKind, IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// The arguments of `simulate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The server's base URL, such as `https://mdm.example.org`
    #[arg(long, required_unless_present = "link")]
    pub url: Option<String>,

    /// The link of an invitation by which the devices enroll; may be given several times, they take them in turn
    #[arg(long, value_name = "URL", conflicts_with = "url")]
    pub link: Vec<String>,

    /// The account that is typed in Settings: the devices enroll by it instead of at the portal
    #[arg(long, value_name = "ACCOUNT", requires = "username", conflicts_with = "link")]
    pub account: Option<String>,

    /// The file with the made-up authority that certified the devices when they were built, written if it is not there;
    /// the server knows it by `enrollment.device_authority_file`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub device_authority: Option<PathBuf>,

    /// The person who enrolls the devices; by a link only where it asks for a login
    #[arg(long, required_unless_present = "link", requires = "password_file")]
    pub username: Option<String>,

    /// The file with that person's password; `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "username")]
    pub password_file: Option<PathBuf>,

    /// The roots to trust instead of those of the system, as PEM
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub ca_pem: Option<PathBuf>,

    /// How many devices enroll
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub devices: u32,

    /// How many devices are on their way at the same time
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub concurrency: u32,

    /// How often each device asks for commands once it is enrolled
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub polls: u32,

    /// Let devices share this many keys: for load that is not about making keys; 0 for a key each
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub shared_keys: usize,

    /// What the devices are made from: the same number gives the same devices [default: the time]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Print one line of JSON with rates and latencies instead of a table
    #[arg(long)]
    pub json: bool,
}

/// Runs `simulate`; fails when a device does.
pub async fn run(args: &Args) -> Result<ExitCode, Failure> {
    let ca_pem = match &args.ca_pem {
        Some(path) => {
            Some(std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?)
        }
        None => None,
    };
    let password = match &args.password_file {
        Some(path) => password::from_file(path)?.expose().to_owned(),
        None => String::new(),
    };
    let options = FleetOptions {
        enroll_url: format!("{}/enroll", args.url.as_deref().unwrap_or_default().trim_end_matches('/')),
        links: args.link.clone(),
        account: args.account.clone(),
        built_in: built_in(args)?,
        codes: Some(Arc::new(|device| Box::pin(ask_for_code(device)))),
        usernames: args.username.clone().into_iter().collect(),
        password,
        ca_pem,
        devices: args.devices,
        polls: args.polls,
        concurrency: args.concurrency as usize,
        seed: args.seed.unwrap_or_else(|| rustls::pki_types::UnixTime::now().as_secs()),
        keys: KeySource::sharing(args.shared_keys),
    };
    let report = fleet::run(options, Some(progress(args.devices))).await?;
    if std::io::stderr().is_terminal() {
        writeln!(std::io::stderr())?;
    }
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", report.to_json())?;
    } else {
        out.write_all(report.to_text().as_bytes())?;
    }
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns what the devices were built with: the same for all, as nothing depends on the difference. Devices that enroll by
/// an account have something in any case; without an authority that the server knows it shows how it refuses them.
fn built_in(args: &Args) -> Result<Option<BuiltIn>, Failure> {
    let authority = match &args.device_authority {
        Some(path) => device_authority(path)?,
        None if args.account.is_some() => DeviceAuthority::generate(),
        None => return Ok(None),
    };
    Ok(Some(authority.build(Arc::new(RsaKey::generate(RsaBits::Rsa2048)))))
}

/// Reads the authority, or makes one and writes it.
fn device_authority(path: &Path) -> Result<DeviceAuthority, Failure> {
    let at = |error: String| format!("{}: {error}", path.display());
    match std::fs::read(path) {
        Ok(pem) => Ok(DeviceAuthority::from_pem(&pem).map_err(at)?),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let made = DeviceAuthority::generate();
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)
                .map_err(|error| at(error.to_string()))?;
            file.write_all(made.to_pem().as_bytes()).map_err(|error| at(error.to_string()))?;
            Ok(made)
        }
        Err(error) => Err(at(error.to_string()).into()),
    }
}

/// Asks whoever runs the command for the one-time code that an invitation has sent to its recipient.
async fn ask_for_code(device: u32) -> String {
    let asked = tokio::task::spawn_blocking(move || {
        let mut code = String::new();
        write!(std::io::stderr(), "The one-time code for device {device}: ")?;
        std::io::stdin().read_line(&mut code)?;
        Ok::<_, std::io::Error>(code)
    });
    // Without a code the portal refuses, and says so itself.
    asked.await.ok().and_then(Result::ok).unwrap_or_default().trim().to_owned()
}

/// Rewrites one line on a terminal: how many are enrolled, at which rate, and how long it will still take.
fn progress(devices: u32) -> Observer {
    let (enrolled, failed) = (AtomicU32::new(0), AtomicU32::new(0));
    let (begun_at, on_terminal) = (Instant::now(), std::io::stderr().is_terminal());
    Arc::new(move |event: &Event<'_>| {
        match event {
            Event::Enrolled { .. } => enrolled.fetch_add(1, Ordering::Relaxed),
            Event::Failed { .. } => failed.fetch_add(1, Ordering::Relaxed),
            _ => return,
        };
        if !on_terminal {
            return;
        }
        let (enrolled, failed) = (enrolled.load(Ordering::Relaxed), failed.load(Ordering::Relaxed));
        let rate = f64::from(enrolled + failed) / begun_at.elapsed().as_secs_f64().max(0.001);
        let left_s = f64::from(devices.saturating_sub(enrolled + failed)) / rate.max(0.001);
        // A progress line that cannot be written is no reason to stop.
        _ = write!(
            std::io::stderr(),
            "\r{enrolled} of {devices} enrolled, {failed} failed, {rate:.1} a second, {left_s:.0} s left  "
        );
    })
}
