//! `vestibule serve`: the server itself.

use super::{Context, Failure};
use crate::config::Config;
use crate::serving::{Serving, Sockets};
use crate::terminal::Paint;
use crate::{logging, shutdown};
use app::{App, Caller};
use std::io::Write;
use std::process::ExitCode;

/// The arguments of `serve`.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Args {}

/// Serves until SIGINT or SIGTERM.
pub async fn run(context: &Context) -> Result<ExitCode, Failure> {
    let loaded = context.load()?;
    loaded.check_serving()?;
    logging::start(&loaded.config.log)?;
    for warning in loaded.warnings() {
        tracing::warn!("{warning}");
    }
    // Asked for before anything is started, so that a signal in the middle of it is not lost.
    let signalled = tokio::spawn(shutdown::signalled());
    let sockets = Sockets::bind(&loaded.config).await?;
    let serving = Serving::start(&loaded.config, sockets, None).await?;
    let lines = start_lines(&loaded.config, &serving.app).await?;
    std::io::stdout().write_all(lines.as_bytes())?;
    let signal = signalled.await??;
    tracing::info!(signal, "stopping");
    serving.stop().await?;
    Ok(ExitCode::SUCCESS)
}

/// Says what a person at the terminal wants to know, one line for each thing that is missing. They go to standard
/// output and not to the log: one of them may hold the set-up code.
async fn start_lines(config: &Config, app: &App) -> Result<String, Failure> {
    let paint = Paint::for_stream(&std::io::stdout());
    let base_url = &app.settings().base_url;
    let database = match &config.database.url {
        Some(url) if !url.expose().starts_with("sqlite:") => "PostgreSQL".into(),
        _ => config.database_url(),
    };
    let mut lines = vec![
        ("vestibule", env!("CARGO_PKG_VERSION").to_owned()),
        ("serving", format!("{base_url}/enroll for people, {base_url}/console for administrators")),
        ("data", format!("{database}, sealed with {}", config.data.secret_key_path().display())),
    ];
    let sound = lines.len();
    if let Some(code) = app.new_setup_code().await? {
        let code = paint.bold(code.expose());
        lines.push(("missing", format!("an administrator: open {base_url}/console/setup and enter {code}")));
    }
    if app.find_push_certificate(&Caller::operator()).await?.is_none() {
        let hint = "install one in the console or with `vestibule push-certificate install`";
        lines.push(("missing", format!("a push certificate, without which nobody can enroll: {hint}")));
    }
    if lines.len() == sound {
        lines.push(("missing", "nothing".into()));
    }
    lines.push(("stop", "Ctrl-C or SIGTERM".into()));
    Ok(lines.iter().map(|(name, value)| format!("{} {value}\n", paint.dim(&format!("{name:<9}")))).collect())
}
