//! `vestibule account`: the local accounts, managed on the machine itself.

use clap::{Subcommand, ValueHint};
use std::path::PathBuf;

/// The arguments of `account`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do with the accounts.
    #[command(subcommand)]
    pub action: Action,
}

/// What can be done with local accounts.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Create an account; its password comes from a file or is asked for, never from the command line
    Create {
        /// The name to log in with
        username: String,
        /// The name shown to others
        #[arg(long, value_name = "NAME")]
        full_name: Option<String>,
        /// Let the account into the console
        #[arg(long)]
        administrator: bool,
        /// The file with the password; `-` for standard input
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        password_file: Option<PathBuf>,
    },
    /// List the accounts
    List {
        /// Print JSON, one object per account
        #[arg(long)]
        json: bool,
    },
    /// Close an account and end its sessions; its devices stay enrolled
    Disable {
        /// The account's name
        username: String,
    },
    /// Give an account a new password, end its sessions and lift its lock-out
    ResetPassword {
        /// The account's name
        username: String,
        /// The file with the password; `-` for standard input
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        password_file: Option<PathBuf>,
    },
}
