//! Does the database answer, does the sealing key fit it, and is what it holds enough to serve?
//!
//! A SQLite file that does not exist yet is left alone; an existing database is brought up to date, as any command does.

use super::{Check, day};
use crate::config::Config;
use crate::{keys, wiring};
use ca::sealing::Context;
use domain::setting::{General, Section};
use domain::signing_certificate::ExpiryStage;
use domain::time::Timestamp;
use store::{Engine, Store, StoreError, Tx};
use x509_parser::prelude::{FromDer, X509Certificate};

const DATABASE: &str = "database";
const CLOCK: &str = "clock";
const PUSH: &str = "push certificate";
const SIGNING: &str = "signing certificate";
const ADMINISTRATOR: &str = "administrator";

/// No copy of this program is older, so no right clock says less: 2026-01-01.
const EARLIEST: i64 = 1_767_225_600;
/// From when on the end of an authority is worth planning for, in days: devices have to be enrolled anew.
const AUTHORITY_DAYS: i64 = 365;
/// From when on the push certificate should be renewed, in days.
const PUSH_DAYS: i64 = 30;

/// What the other checks need of the database.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The tab General of User-Initiated Enrollment.
    pub(super) general: General,
    /// The root of the built-in TLS certificate, DER; nothing before the first start.
    pub(super) tls_root: Option<Vec<u8>>,
}

pub(super) async fn examine(config: &Config, now: i64) -> (Vec<Check>, Seen) {
    let mut seen = Seen::default();
    let checks = examine_into(config, now, &mut seen).await;
    (checks, seen)
}

async fn examine_into(config: &Config, now: i64, seen: &mut Seen) -> Vec<Check> {
    if let Some(path) = wiring::sqlite_file(config)
        && !path.exists()
    {
        let detail = format!("{} does not exist yet; the first start creates it", path.display());
        let mut checks = vec![Check::ok(DATABASE, detail), clock(now, None)];
        checks.extend(what_comes_next());
        return checks;
    }
    let store = match wiring::open_store(config).await {
        Ok(store) => store,
        Err(error) => {
            let mend = "see that database.url is right, and that the database runs and may be written";
            return vec![Check::fail(DATABASE, error.to_string(), mend), clock(now, None)];
        }
    };
    let checks = look(config, &store, now, seen).await.unwrap_or_else(|error| {
        vec![Check::fail(DATABASE, error.to_string(), "restore the database from its backup")]
    });
    store.close().await;
    checks
}

async fn look(config: &Config, store: &Store, now: i64, seen: &mut Seen) -> Result<Vec<Check>, StoreError> {
    let engine = match store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let mut tx = store.read().await?;
    let mut checks = vec![Check::ok(DATABASE, format!("{engine}, answers"))];
    let Some(authority) = tx.find_authority("device-ca").await? else {
        checks.push(Check::ok("certificate authority", "not made yet; the first start makes it"));
        checks.push(clock(now, None));
        checks.extend(what_comes_next());
        return Ok(checks);
    };
    checks.push(key_fits(config, &authority.sealed_key));
    let dates = dates(&authority.certificate);
    checks.push(clock(now, dates.map(|(not_before, _)| not_before)));
    checks.push(authority_dates(dates, now));
    checks.push(push_certificate(&mut tx, now).await?);
    seen.tls_root = tx.find_authority("tls-root").await?.map(|root| root.certificate);
    seen.general = general(&mut tx).await?;
    checks.extend(signing_certificate(&mut tx, &seen.general, now).await?);
    checks.push(administrator(&mut tx).await?);
    Ok(checks)
}

fn key_fits(config: &Config, sealed: &[u8]) -> Check {
    const NAME: &str = "secret key fits";
    let context = Context { purpose: "authority-key", id: "device-ca" };
    let opened = match keys::read(&config.data.secret_key_path()) {
        Ok(keys) => keys.open(context, sealed).map(|_| ()).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match opened {
        Ok(()) => Check::ok(NAME, "it opens what the database has sealed"),
        Err(error) => Check::fail(NAME, error, "put back the key file that belongs to this database"),
    }
}

/// Compares the clock with what this program and this database have seen.
fn clock(now: i64, authority_made_at: Option<i64>) -> Check {
    let mend = "set the clock, best by NTP: certificates and sessions depend on it";
    if now < EARLIEST {
        Check::fail(CLOCK, format!("it says {}, which cannot be", day(now)), mend)
    } else if authority_made_at.is_some_and(|made_at| now < made_at) {
        Check::fail(CLOCK, format!("it says {}, before this server's authority was made", day(now)), mend)
    } else {
        Check::ok(CLOCK, day(now))
    }
}

fn authority_dates(dates: Option<(i64, i64)>, now: i64) -> Check {
    const NAME: &str = "certificate authority";
    let Some((_, ends)) = dates else {
        return Check::fail(NAME, "its certificate cannot be read", "restore the database from its backup");
    };
    let days = (ends - now) / 86_400;
    if days < AUTHORITY_DAYS {
        let mend = "plan a new installation: devices enroll anew under a new authority";
        Check::warn(NAME, format!("ends on {}, in {days} days", day(ends)), mend)
    } else {
        Check::ok(NAME, format!("valid until {}", day(ends)))
    }
}

async fn push_certificate(tx: &mut Tx, now: i64) -> Result<Check, StoreError> {
    let Some((certificate, _)) = tx.find_push_certificate().await? else {
        return Ok(no_push_certificate());
    };
    let ends = certificate.not_after.seconds();
    let days = (ends - now) / 86_400;
    let mend = "renew it at identity.apple.com with the account that made it, and keep its topic";
    Ok(if now > ends {
        Check::fail(PUSH, format!("expired on {}", day(ends)), mend)
    } else if days < PUSH_DAYS {
        Check::warn(PUSH, format!("ends on {}, in {days} days", day(ends)), mend)
    } else {
        Check::ok(PUSH, format!("{}, valid until {}", certificate.topic, day(ends)))
    })
}

/// Reads the settings; what cannot be read counts as not decided, as the app itself reports it.
async fn general(tx: &mut Tx) -> Result<General, StoreError> {
    let found = tx.find_setting(General::NAME).await?;
    Ok(found.and_then(|found| serde_json::from_str(&found.content).ok()).unwrap_or_default())
}

/// Looks at the third-party signing certificate, where there is one or should be.
async fn signing_certificate(tx: &mut Tx, general: &General, now: i64) -> Result<Option<Check>, StoreError> {
    let mend = "upload its successor in the console under User-Initiated Enrollment › General";
    let is_wanted = general.use_signing_certificate;
    let Some(stored) = tx.find_signing_certificate().await? else {
        let detail = "profiles are to be signed with an uploaded certificate, and there is none";
        return Ok(is_wanted.then(|| Check::warn(SIGNING, detail, mend)));
    };
    let certificate = stored.certificate;
    let subject = &certificate.facts.subject;
    let ends = certificate.ends_at().seconds();
    let days = (ends - now) / 86_400;
    Ok(Some(match certificate.stage(Timestamp::from_seconds(now)) {
        Some(ExpiryStage::Expired) => {
            let detail = format!(
                "{subject} expired on {}: profiles are signed by the built-in authority and shown as not verified",
                day(ends)
            );
            Check::warn(SIGNING, detail, mend)
        }
        Some(_) => Check::warn(SIGNING, format!("{subject} ends on {}, in {days} days", day(ends)), mend),
        None if !is_wanted => Check::ok(SIGNING, format!("{subject} is kept, and not used")),
        None => Check::ok(SIGNING, format!("{subject}, valid until {}", day(ends))),
    }))
}

async fn administrator(tx: &mut Tx) -> Result<Check, StoreError> {
    Ok(if tx.has_administrator().await? {
        Check::ok(ADMINISTRATOR, "there is one")
    } else {
        no_administrator()
    })
}

/// Says what the first start leaves to do.
fn what_comes_next() -> [Check; 2] {
    [no_push_certificate(), no_administrator()]
}

fn no_push_certificate() -> Check {
    let mend = "install one in the console or with `vestibule push-certificate install`";
    let detail =
        "there is none yet: nobody can enroll, and devices are reached only when they connect by themselves";
    Check::warn(PUSH, detail, mend)
}

fn no_administrator() -> Check {
    let mend = "`vestibule account create NAME --administrator`, or the set-up code that `serve` prints";
    Check::warn(ADMINISTRATOR, "there is none yet", mend)
}

fn dates(certificate: &[u8]) -> Option<(i64, i64)> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    Some((parsed.validity().not_before.timestamp(), parsed.validity().not_after.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Outcome;

    /// Noon of 2 June 2026.
    const NOW: i64 = 1_780_401_600;

    #[test]
    fn a_clock_that_stands_in_the_past_is_a_failure() {
        assert_eq!(clock(NOW, Some(NOW - 1)).outcome, Outcome::Ok);
        assert_eq!(clock(NOW, Some(NOW + 1)).outcome, Outcome::Fail);
        assert_eq!(clock(0, None).outcome, Outcome::Fail);
    }

    #[test]
    fn an_authority_near_its_end_is_warned_about() {
        assert_eq!(authority_dates(Some((0, NOW + 3650 * 86_400)), NOW).outcome, Outcome::Ok);
        assert_eq!(authority_dates(Some((0, NOW + 100 * 86_400)), NOW).outcome, Outcome::Warn);
        assert_eq!(authority_dates(None, NOW).outcome, Outcome::Fail);
    }

    #[tokio::test]
    async fn a_database_that_is_not_there_yet_is_not_made_and_what_comes_next_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.data.folder = folder.path().join("data");
        let url = format!("sqlite://{}", folder.path().join("elsewhere.db").display());
        for url in [None, Some(crate::config::Secret::new(url))] {
            config.database.url = url;
            let (checks, _) = examine(&config, NOW).await;
            assert_eq!(warned(&checks), ["push certificate", "administrator"], "{checks:?}");
            assert!(checks.iter().all(|check| check.outcome != Outcome::Fail), "{checks:?}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    fn warned(checks: &[Check]) -> Vec<&str> {
        checks.iter().filter(|check| check.outcome == Outcome::Warn).map(|check| check.name).collect()
    }

    #[tokio::test]
    async fn a_new_installation_lacks_an_administrator_and_a_push_certificate() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.data.folder = folder.path().join("data");
        config.server.base_url = "https://mdm.example.org".parse().ok();
        wiring::start_for_operator(&config).await.unwrap().close().await.unwrap();
        let now = i64::try_from(rustls::pki_types::UnixTime::now().as_secs()).unwrap();
        let (checks, _) = examine(&config, now).await;
        assert_eq!(warned(&checks), ["push certificate", "administrator"], "{checks:?}");
        assert!(checks.iter().all(|check| check.outcome != Outcome::Fail), "{checks:?}");

        std::fs::remove_file(config.data.secret_key_path()).unwrap();
        keys::create(&config.data.secret_key_path()).unwrap();
        let (checks, _) = examine(&config, now).await;
        let failed: Vec<&Check> = checks.iter().filter(|check| check.outcome == Outcome::Fail).collect();
        assert!(matches!(failed[..], [check] if check.name == "secret key fits"), "{checks:?}");
    }
}
