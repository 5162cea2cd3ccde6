//! `vestibule simulate`: simulated devices enroll at a server, through its real portal.

use clap::ValueHint;
use std::path::PathBuf;

/// The arguments of `simulate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The server's base URL, such as `https://mdm.example.org`
    #[arg(long)]
    pub url: String,

    /// The person who enrolls the devices
    #[arg(long)]
    pub username: String,

    /// The file with that person's password
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub password_file: PathBuf,

    /// The root to trust beside those of the system, as PEM
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub ca_file: Option<PathBuf>,

    /// How many devices enroll at the same time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub devices: u32,

    /// How often each device asks for commands once it is enrolled
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub polls: u32,

    /// Print one line of JSON with rates and latencies instead of a table
    #[arg(long)]
    pub json: bool,
}
