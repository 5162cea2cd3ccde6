//! Configuration in, running app and its doors out.

use crate::commands::Failure;
use crate::config::{self, Config};
use crate::keys;
use app::{App, Clock, Ids, Organization, Parts, Settings, StartError, Trust};
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use ca::sealing::SealingKeys;
use gateways::directory::{DirectoryGateway, Ldap};
use gateways::identity_provider::{IdentityProviderGateway, LiveProviders};
use gateways::mail::{MailGateway, Smtp};
use gateways::push::{Apns, ApnsSettings, PushGateway};
use gateways::simulator::SimulatorGateway;
use gateways::sms::{LiveSms, SmsGateway};
use gateways::webhook::{LiveWebhooks, WebhookGateway};
use http::StatusCode;
use rustls::pki_types::pem::PemObject;
use scep::Algorithms;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use store::{Store, StoreSettings};

/// What the organization is called until it has a name.
const STAND_IN_NAME: &str = "Your organization";

/// Returns the settings of the app. `trust` says how devices come to trust the TLS certificate, and matters only where
/// profiles are handed out.
pub fn settings(config: &Config, trust: Trust) -> Result<Settings, Failure> {
    let (Some(base_url), Some(profile_identifier)) = (&config.server.base_url, config.profile_identifier())
    else {
        return Err("server.base_url is missing; `vestibule config check` says more".into());
    };
    let name = config.organization.name.clone();
    let probe_host = config.enrollment.trust_probe_host.as_ref().filter(|_| trust.is_private());
    let algorithms = |legacy| if legacy { Algorithms::Legacy } else { Algorithms::Modern };
    Ok(Settings {
        base_url: base_url.to_string(),
        organization: Organization {
            is_named: name.is_some(),
            name: name.unwrap_or_else(|| STAND_IN_NAME.into()),
            help: config.organization.help.clone().unwrap_or_default(),
        },
        profile_identifier: profile_identifier.to_string(),
        trust_probe_origin: probe_host.map(|host| format!("https://{}", base_url.authority_of(host))),
        trust,
        session_minutes: config.enrollment.session_minutes,
        certificate_days: config.enrollment.certificate_days,
        renewal_days: config.scep.renewal_days,
        scep_algorithms: algorithms(config.scep.legacy_algorithms),
        mdm_algorithms: algorithms(config.mdm.legacy_signatures),
        console: app::Console {
            session_idle_minutes: config.console.session_idle_minutes,
            session_hours: config.console.session_hours,
            require_second_factor: config.console.require_second_factor,
        },
        invitations: app::InvitationLimits {
            recipients_max: config.invitations.recipients_max as usize,
            messages_per_hour_per_account: config.invitations.messages_per_hour_per_account.into(),
            messages_per_hour: config.invitations.messages_per_hour.into(),
            messages_per_day_per_recipient: config.invitations.messages_per_day_per_recipient.into(),
            confirm_above: config.invitations.confirm_above.into(),
        },
        device_authority: device_authority(config)?,
        placeholder_topic: None,
    })
}

/// Reads the key of another device authority than Apple's, for simulated devices.
fn device_authority(config: &Config) -> Result<Option<Vec<u8>>, Failure> {
    let Some(path) = &config.enrollment.device_authority_file else { return Ok(None) };
    let at = |error: String| format!("enrollment.device_authority_file: {}: {error}", path.display());
    let pem = std::fs::read(path).map_err(|error| at(error.to_string()))?;
    let certificate = rustls::pki_types::CertificateDer::from_pem_slice(&pem)
        .map_err(|error| at(format!("there is no certificate in it: {error}")))?;
    let view = scep::CertificateView::read(&certificate).map_err(|error| at(error.to_string()))?;
    tracing::warn!("devices are known by another authority than Apple's; that is for simulated devices only");
    Ok(Some(view.spki.to_vec()))
}

/// Opens the data folder, the database and the sealing key, each made on the first start, and starts the app on them.
pub async fn start(config: &Config, settings: Settings) -> Result<App, Failure> {
    keys::create_data_folder(&config.data.folder)?;
    let push = PushGateway::Apns(apns(&config.push)?);
    let store = open_store(config).await?;
    let sealing = sealing_keys(config, &store).await?;
    let directory = DirectoryGateway::Ldap(Ldap::new());
    let identity_provider = IdentityProviderGateway::Live(LiveProviders::new());
    let mail = MailGateway::Smtp(Smtp::new());
    let sms = SmsGateway::Live(LiveSms::new());
    let webhook = WebhookGateway::Live(LiveWebhooks::new(None)?);
    let simulator = SimulatorGateway::Live;
    let (clock, ids) = (Clock::System, Ids::random());
    let parts = Parts {
        store,
        sealing,
        settings,
        push,
        directory,
        identity_provider,
        mail,
        sms,
        webhook,
        simulator,
        clock,
        ids,
    };
    App::start(parts).await.map_err(|error| match error {
        StartError::Sealed { reason, .. } => format!(
            "the key file {} does not fit the database: {reason}; put back the key file that belongs to it",
            config.data.secret_key_path().display()
        )
        .into(),
        error => Failure::from(error),
    })
}

/// Starts the app for a command on this machine, which hands out no profile.
pub async fn start_for_operator(config: &Config) -> Result<App, Failure> {
    start(config, settings(config, Trust::OwnRoot)?).await
}

/// Opens the database. A new SQLite file is closed to others whatever the umask is, and so are the files that SQLite
/// puts beside it, as they take its mode.
pub async fn open_store(config: &Config) -> Result<Store, Failure> {
    if let Some(path) = sqlite_file(config) {
        create_closed(&path).map_err(|error| format!("creating {}: {error}", path.display()))?;
    }
    let settings =
        StoreSettings { url: config.database_url(), connections_max: config.database.max_connections };
    Store::open(&settings).await.map_err(|error| format!("opening the database: {error}").into())
}

/// Returns the file of an SQLite database; nothing for PostgreSQL, and for URLs whose options or escapes are SQLite's to
/// understand.
pub(crate) fn sqlite_file(config: &Config) -> Option<PathBuf> {
    let url = config.database_url();
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    (!path.is_empty() && path != ":memory:" && !path.contains(['?', '%'])).then(|| path.into())
}

fn create_closed(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Reads the sealing key. It is made only for a database that holds nothing sealed yet: a new key for an old database
/// would hide that the old one is lost.
async fn sealing_keys(config: &Config, store: &Store) -> Result<SealingKeys, Failure> {
    let path = config.data.secret_key_path();
    let missing = match keys::read(&path) {
        Ok(keys) => return Ok(keys),
        Err(error) if error.is_missing() => error,
        Err(error) => return Err(format!("{error}; {}", error.mend()).into()),
    };
    let is_new = store.read().await?.find_authority("device-ca").await?.is_none();
    if is_new {
        return Ok(keys::create(&path)?);
    }
    Err(format!("{missing}, but the database is sealed with it; {}", missing.mend()).into())
}

fn apns(push: &config::Push) -> Result<Apns, Failure> {
    let roots = match &push.roots_file {
        Some(path) => Some(
            std::fs::read_to_string(path)
                .map_err(|error| format!("push.roots_file: cannot read {}: {error}", path.display()))?,
        ),
        None => None,
    };
    Ok(Apns::new(ApnsSettings { host: push.host.to_string(), port: push.port, roots })?)
}

/// Returns all doors as one router.
pub fn doors(app: &App) -> Router {
    Router::new()
        .route("/", get(async || Redirect::to("/enroll")))
        .merge(portal::router(app.clone()))
        .merge(console::router(app.clone()))
        .merge(api::router(app.clone()))
        .merge(mdm::router(app.clone()))
        .fallback(async || (StatusCode::NOT_FOUND, "There is nothing at this address.\n"))
}
