//! `vestibule push-certificate`: the certificate that lets the server wake devices.

use super::{Context, Failure, words};
use crate::{password, wiring};
use app::{Caller, PushCertificateUpload};
use clap::{Subcommand, ValueHint};
use domain::push_certificate::PushCertificate;
use domain::secret::Secret;
use domain::time::Timestamp;
use serde_json::json;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The largest file that is looked at as a certificate or key.
const FILE_BYTES_MAX: u64 = 256 * 1024;

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

/// Runs `push-certificate`; `show` fails when there is none.
pub async fn run(context: &Context, args: Args, out: &mut (impl Write + Send)) -> Result<ExitCode, Failure> {
    let app = wiring::start_for_operator(&context.load()?.config).await?;
    let operator = Caller::operator();
    let shown = match args.action {
        Action::Install { file, key_file, password_file } => {
            let upload = PushCertificateUpload {
                file: read(&file)?,
                key_file: key_file.as_deref().map(read).transpose()?,
                password: match password_file {
                    Some(path) => password::from_file(&path)?,
                    None => Secret::new(""),
                },
            };
            to_text(&app.install_push_certificate(&operator, upload).await.map_err(words)?)
        }
        Action::Show { json } => {
            let found = app.find_push_certificate(&operator).await.map_err(words)?;
            let found = found.ok_or(
                "there is no push certificate; `vestibule push-certificate install` puts one in use",
            )?;
            if json { to_json(&found) } else { to_text(&found) }
        }
    };
    writeln!(out, "{shown}")?;
    app.close().await.map_err(words)?;
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let refusal = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
    let mut octets = Vec::new();
    let file = std::fs::File::open(path).map_err(refusal)?;
    file.take(FILE_BYTES_MAX).read_to_end(&mut octets).map_err(refusal)?;
    Ok(octets)
}

fn to_text(certificate: &PushCertificate) -> String {
    format!(
        "topic   {}\nvalid   {} to {}",
        certificate.topic,
        date(certificate.not_before),
        date(certificate.not_after)
    )
}

fn to_json(certificate: &PushCertificate) -> String {
    json!({
        "topic": certificate.topic,
        "subject": certificate.subject,
        "not_before": date(certificate.not_before),
        "not_after": date(certificate.not_after),
    })
    .to_string()
}

fn date(at: Timestamp) -> String {
    let instant = jiff::Timestamp::from_second(at.seconds());
    instant.map_or_else(|_| "an unreadable date".into(), |instant| instant.strftime("%Y-%m-%d").to_string())
}
