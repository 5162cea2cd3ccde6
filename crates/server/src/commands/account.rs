//! `vestibule account`: the local accounts, managed on the machine itself.

use super::{Context, Failure, words};
use crate::{password, wiring};
use app::{App, Caller, NewAccount};
use clap::{Subcommand, ValueHint};
use domain::account::{Access, Account, username_key};
use domain::id::AccountId;
use domain::privilege::PrivilegeSet;
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

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
        /// The name shown to others [default: the username]
        #[arg(long, value_name = "NAME")]
        full_name: Option<String>,
        /// The e-mail address
        #[arg(long, value_name = "ADDRESS")]
        email: Option<String>,
        /// Let the account do everything; without this it may only enroll devices
        #[arg(long)]
        administrator: bool,
        /// Let the account read everything in the console and change nothing
        #[arg(long, conflicts_with = "administrator")]
        auditor: bool,
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
    /// Close an account and end its sessions and API tokens; its devices stay enrolled
    Disable {
        /// The account's name
        username: String,
    },
    /// Open a disabled account again, with the password it had
    Enable {
        /// The account's name
        username: String,
    },
    /// Give an account a new password and end its sessions and API tokens
    ResetPassword {
        /// The account's name
        username: String,
        /// The file with the password; `-` for standard input
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        password_file: Option<PathBuf>,
    },
    /// Take an account's second factor away, for somebody who has lost it, and end its sessions and API tokens
    ResetSecondFactor {
        /// The account's name
        username: String,
    },
}

/// Runs `account`.
pub async fn run(context: &Context, args: Args, out: &mut (impl Write + Send)) -> Result<ExitCode, Failure> {
    let app = wiring::start_for_operator(&context.load()?.config).await?;
    let operator = Caller::operator();
    match args.action {
        Action::Create { username, full_name, email, administrator, auditor, password_file } => {
            let privilege_set = match (administrator, auditor) {
                (true, _) => PrivilegeSet::Administrator,
                (_, true) => PrivilegeSet::Auditor,
                _ => PrivilegeSet::EnrollmentOnly,
            };
            let full_name = full_name.unwrap_or_else(|| username.clone());
            let password = password::new(password_file.as_deref())?;
            let new = NewAccount {
                username,
                full_name,
                email,
                password,
                access: Access::Full,
                groups: Vec::new(),
                privilege_set,
            };
            let made = app.create_account(&operator, new).await.map_err(words)?;
            writeln!(out, "created {} ({})", made.username, made.privilege_set.title())?;
        }
        Action::List { json } => list(&app, json, out).await?,
        Action::Disable { username } => {
            let id = app.find_account(&operator, &username).await.map_err(words)?.id;
            app.disable_account(&operator, id).await.map_err(words)?;
            writeln!(out, "{username} is disabled; its sessions and API tokens are over")?;
        }
        Action::Enable { username } => {
            let id = app.find_account(&operator, &username).await.map_err(words)?.id;
            app.enable_account(&operator, id).await.map_err(words)?;
            writeln!(out, "{username} is enabled")?;
        }
        Action::ResetPassword { username, password_file } => {
            let password = password::new(password_file.as_deref())?;
            let id = app.find_account(&operator, &username).await.map_err(words)?.id;
            app.reset_password(&operator, id, password).await.map_err(words)?;
            writeln!(out, "{username} has a new password; its sessions and API tokens are over")?;
            if is_disabled(&app, &username).await? {
                writeln!(out, "it is still disabled; `vestibule account enable {username}` opens it again")?;
            }
        }
        Action::ResetSecondFactor { username } => {
            let id = find(&app, &username).await?;
            app.reset_second_factor(&operator, id).await.map_err(words)?;
            writeln!(out, "{username} has no second factor; its sessions and API tokens are over")?;
        }
    }
    app.close().await.map_err(words)?;
    Ok(ExitCode::SUCCESS)
}

/// Finds the one account of a name; a local account and a directory user may share one.
async fn find(app: &App, username: &str) -> Result<AccountId, Failure> {
    let accounts = app.list_accounts(&Caller::operator()).await.map_err(words)?;
    let key = username_key(username);
    let mut named = accounts.iter().filter(|account| username_key(&account.username) == key);
    match (named.next(), named.next()) {
        (Some(account), None) => Ok(account.id),
        (None, _) => Err(format!("there is no account {username}").into()),
        (Some(_), Some(_)) => Err(format!(
            "several accounts are called {username}; an administrator can reset the right one in the console"
        )
        .into()),
    }
}

async fn is_disabled(app: &App, username: &str) -> Result<bool, Failure> {
    let accounts = app.list_accounts(&Caller::operator()).await.map_err(words)?;
    let key = username_key(username);
    let account = accounts.iter().find(|account| username_key(&account.username) == key);
    Ok(account.is_some_and(|account| account.disabled_at.is_some()))
}

async fn list(app: &App, json: bool, out: &mut impl Write) -> Result<(), Failure> {
    let accounts = app.list_accounts(&Caller::operator()).await.map_err(words)?;
    if accounts.is_empty() && !json {
        writeln!(out, "no accounts yet; make one with `vestibule account create`")?;
    }
    for account in accounts {
        if json {
            writeln!(out, "{}", to_json(&account))?;
        } else {
            let state = if account.disabled_at.is_some() { ", disabled" } else { "" };
            let privileges = account.privilege_set.title();
            writeln!(out, "{}  {}  ({privileges}{state})", account.username, account.full_name)?;
        }
    }
    Ok(())
}

fn to_json(account: &Account) -> serde_json::Value {
    json!({
        "id": account.id.to_string(),
        "username": account.username,
        "full_name": account.full_name,
        "email": account.email,
        "privilege_set": account.privilege_set.name(),
        "is_disabled": account.disabled_at.is_some(),
    })
}
