//! Log lines on standard error: text for people, JSON for programs.

use crate::config::{Log, LogFormat};
use crate::terminal::Paint;
use tracing_subscriber::util::TryInitError;
use tracing_subscriber::{Registry, layer::Layer, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts logging for the rest of the process; fails if it was started before.
pub fn start(log: &Log) -> Result<(), TryInitError> {
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match log.format {
        LogFormat::Text => {
            let colour = Paint::for_stream(&std::io::stderr()).is_on();
            lines.with_ansi(colour).with_target(false).boxed()
        }
        LogFormat::Json => lines.json().flatten_event(true).with_ansi(false).boxed(),
    };
    Registry::default().with(lines.with_filter(log.filter.to_env_filter())).try_init()
}
