//! `vestibule push-certificate`: the certificate that lets the server wake devices.

use clap::{Subcommand, ValueHint};
use std::path::PathBuf;

/// The arguments of `push-certificate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do with the push certificate.
    #[command(subcommand)]
    pub action: Action,
}

/// What can be done with the push certificate.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Check a push certificate and put it in use
    Install {
        /// The certificate: PKCS#12 (.p12), or PEM with its key in the same file or in --key-file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// The private key as PEM, if it is not in the same file
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        key_file: Option<PathBuf>,
        /// The file with the password of the PKCS#12 file or of the key
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        password_file: Option<PathBuf>,
    },
    /// Show the topic and the dates of the certificate in use
    Show {
        /// Print one line of JSON
        #[arg(long)]
        json: bool,
    },
}
