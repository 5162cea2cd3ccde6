//! Log lines on standard error: text for people, JSON for programs.

use crate::config::{Log, LogFormat};
use crate::terminal::Paint;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use tracing_subscriber::{Registry, fmt};

/// Starts logging for the rest of the process; fails if it was started before.
pub fn start(log: &Log) -> Result<(), TryInitError> {
    let paint = Paint::for_stream(&std::io::stderr());
    Registry::default().with(lines(log, paint, std::io::stderr)).try_init()
}

/// Returns the layer that writes lines as configured.
pub fn lines<W>(log: &Log, paint: Paint, writer: W) -> impl Layer<Registry> + use<W>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = fmt::layer().with_writer(writer).with_ansi(paint.is_on()).with_target(false);
    let lines = match log.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    lines.with_filter(log.filter.to_env_filter())
}
