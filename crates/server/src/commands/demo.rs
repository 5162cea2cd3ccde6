//! `vestibule demo`: a throw-away installation with a simulated device, to see the whole journey.

/// The arguments of `demo`.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Args {
    /// Stop when the simulated device is enrolled; the last line is then `enrolled: 1`
    #[arg(long)]
    pub once: bool,

    /// Print, when ready, one line of JSON with the URLs and logins, instead of the story
    #[arg(long)]
    pub json: bool,
}
