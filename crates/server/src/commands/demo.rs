//! `vestibule demo`: a throw-away installation whose administrator invites people, with a simulated iPhone that opens its
//! link and enrolls, to see the whole journey and to look around in.
//!
//! Everything is real but three things: the iPhone, the push topic, as a push certificate can only come from Apple, and that
//! no mail leaves the server: it lies in the outbox.

mod installation;
mod invitations;
mod story;

use super::Failure;
use crate::config::{Log, LogFilter};
use crate::{logging, shutdown};
use installation::{Demo, Login};
use invitations::Links;
use serde_json::json;
use sim::KeySource;
use sim::fleet::{self, FleetOptions};
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use story::Story;

/// The arguments of `demo`.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Args {
    /// Stop when the simulated devices are enrolled; the last line is then `enrolled: 1`
    #[arg(long, conflicts_with = "json")]
    pub once: bool,

    /// Print, when the devices are enrolled, one line of JSON with URLs and logins; the story goes to standard error
    #[arg(long)]
    pub json: bool,

    /// How many simulated devices enroll
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub devices: u32,

    /// The port to listen on [default: a free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    pub port: u16,

    /// Also accept requests made with SHA-1 and single DES, for old SCEP clients
    #[arg(long)]
    pub legacy: bool,
}

/// Runs `demo`.
pub async fn run(args: &Args) -> Result<ExitCode, Failure> {
    let filter: LogFilter = "warn".parse()?;
    logging::start(&Log { filter, ..Log::default() })?;
    let mut signalled = tokio::spawn(shutdown::signalled());
    let story = Arc::new(if args.json { Story::on_stderr() } else { Story::on_stdout() });
    let demo = Demo::start(args.port, args.legacy).await?;
    story.opened(&demo.base_url());
    let (enrolled, links) = tokio::select! {
        enrolled = enroll(&demo, args, &story) => enrolled?,
        _ = &mut signalled => {
            demo.stop().await?;
            return Err("stopped before the device was enrolled".into());
        }
    };
    if args.once {
        demo.stop().await?;
        writeln!(std::io::stdout(), "enrolled: {enrolled}")?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.json {
        writeln!(std::io::stdout(), "{}", to_json(&demo, &links))?;
    }
    story.invitation(&demo);
    signalled.await??;
    demo.stop().await?;
    Ok(ExitCode::SUCCESS)
}

/// Lets the administrator invite people, and the devices enroll by a link and answer their first commands; returns how many
/// did, and the links that are left.
async fn enroll(demo: &Demo, args: &Args, story: &Arc<Story>) -> Result<(u32, Links), Failure> {
    let links = invitations::send(demo, args.devices).await?;
    story.invited();
    let person = &demo.people[0];
    let options = FleetOptions {
        enroll_url: demo.enroll_url(),
        links: vec![links.device.clone()],
        account: None,
        built_in: None,
        codes: None,
        usernames: vec![person.username.to_owned()],
        password: person.password.clone(),
        ca_pem: Some(demo.serving.app.ca_pem().into_bytes()),
        devices: args.devices,
        polls: 0,
        concurrency: 20,
        seed: demo.seed,
        keys: KeySource::own(),
    };
    let report = fleet::run(options, Some(story.observer(person.username))).await?;
    if report.is_clean() { Ok((report.enrolled, links)) } else { Err(report.to_text().into()) }
}

fn to_json(demo: &Demo, links: &Links) -> serde_json::Value {
    let login = |login: &Login| json!({ "username": login.username, "password": login.password });
    json!({
        "enroll_url": demo.enroll_url(),
        "console_url": demo.console_url(),
        "api_url": format!("{}/api/v1", demo.base_url()),
        "scep_url": demo.serving.app.settings().scep_url(),
        "scep_plain_url": demo.scep_plain_url(),
        "ca_pem": demo.ca_pem,
        "admin": login(&demo.admin),
        "links": {
            "invited": links.invited,
            "code": links.code,
            "approval": links.approval,
            "withdrawn": links.withdrawn,
        },
        "people": demo.people.iter().map(login).collect::<Vec<_>>(),
    })
}
