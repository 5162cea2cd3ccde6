//! The third-party signing certificate: uploaded with its checks, shown, removed; the signer that profiles get; and the
//! watch over its end.
//!
//! Its key goes in and never comes out (T31). Where it cannot sign, the built-in signer does: a device that shows "not
//! verified" is better than one that cannot enroll, and everybody who looks is told.

use std::sync::{Arc, PoisonError};

use ca::{Imported, ProfileSigner};
use domain::audit::{Audit, Event};
use domain::id::SigningCertificateId;
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::setting::{General, Section};
use domain::signing_certificate::{ChainLink, ExpiryStage, SigningCertificate, SigningCertificateFacts};
use domain::time::{DAY, Timestamp};
use store::{StoredSigningCertificate, Tx};

use crate::{App, Caller, Error, Refusal, setting};

/// An uploaded signing certificate.
#[derive(Debug)]
pub struct SigningCertificateUpload {
    /// A `.p12` with certificate, key and chain; a `.pem` with all of them serves, too.
    pub file: Vec<u8>,
    /// Its password; empty when it has none.
    pub password: Secret,
}

/// The signing certificate as administrators see it.
#[derive(Clone, Debug)]
pub struct SigningCertificateDetail {
    /// The one there is.
    pub current: Option<SigningCertificate>,
    /// Those before it, the newest first.
    pub former: Vec<SigningCertificate>,
    /// Whether the settings say that it signs.
    pub is_wanted: bool,
    /// Whether it signs profiles now.
    pub signs: bool,
}

/// The signer made from the certificate of this id; each upload has another.
pub(crate) type CachedSigner = Option<(SigningCertificateId, Arc<ProfileSigner>)>;

const PURPOSE: &str = "signing-certificate-key";
/// How many former certificates are shown.
const FORMER_SHOWN: u32 = 20;

impl App {
    /// Shows the signing certificate and those before it.
    pub async fn show_signing_certificate(&self, caller: &Caller) -> Result<SigningCertificateDetail, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let mut tx = self.0.store.read().await?;
        let is_wanted =
            setting::setting::<General>(&mut tx, General::NAME).await?.value.use_signing_certificate;
        let all = tx.list_signing_certificates(FORMER_SHOWN + 1).await?;
        let (current, former): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.ended_at.is_none());
        let current = current.into_iter().next();
        let signs = is_wanted && current.as_ref().is_some_and(|current| current.is_usable(self.now()));
        Ok(SigningCertificateDetail { current, former, is_wanted, signs })
    }

    /// Puts a signing certificate in use, in place of the one there was, after checking key, dates, usage and chain. From
    /// the next profile on it signs, on every node.
    pub async fn install_signing_certificate(
        &self,
        caller: &Caller,
        upload: SigningCertificateUpload,
    ) -> Result<SigningCertificate, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let now = self.now();
        // A PKCS#12 file chooses how much work it is to open.
        let checked = tokio::task::spawn_blocking(move || {
            let roots = gateways::roots::public_roots();
            ca::SigningCertificate::read(&upload.file, upload.password.expose(), &roots, now.seconds())
                .map_err(|error| Refusal::SigningCertificate(sentence(&error.to_string())))
        })
        .await
        .map_err(|error| Error::Internal(format!("reading a signing certificate: {error}")))??;

        let id = SigningCertificateId(self.new_id());
        let sealed_key = self.seal(PURPOSE, &id.to_string(), &checked.key_pkcs8);
        let link =
            |(subject, end): (String, i64)| ChainLink { subject, not_after: Timestamp::from_seconds(end) };
        let certificate = SigningCertificate {
            id,
            facts: SigningCertificateFacts {
                subject: checked.subject,
                issuer: checked.issuer,
                serial: checked.serial,
                issuers: checked.issuers.into_iter().map(link).collect(),
                is_public: checked.is_public,
            },
            chain: checked.chain,
            not_before: Timestamp::from_seconds(checked.not_before),
            not_after: Timestamp::from_seconds(checked.not_after),
            installed_at: now,
            installed_by: caller.actor().name().to_owned(),
            ended_at: None,
            ended_by: None,
            told: None,
        };
        let mut tx = self.0.store.begin().await?;
        if let Some(former) = tx.lock_signing_certificate().await? {
            tx.end_signing_certificate(former.certificate.id, now, caller.actor().name()).await?;
        }
        let stored = StoredSigningCertificate { certificate: certificate.clone(), sealed_key };
        tx.insert_signing_certificate(&stored).await.map_err(|error| match error.is_duplicate() {
            true => Refusal::SettingChanged.into(), // somebody uploaded another at the same moment
            false => Error::from(error),
        })?;
        let event = Event::SigningCertificateInstalled {
            subject: certificate.facts.subject.clone(),
            serial: certificate.facts.serial.clone(),
        };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        self.want_signing_certificate(&mut tx, caller, true).await?;
        tx.commit().await?;
        Ok(certificate)
    }

    /// Takes the signing certificate out of use and throws its key away: the built-in authority signs from the next profile
    /// on. Does nothing when there is none.
    pub async fn remove_signing_certificate(&self, caller: &Caller) -> Result<(), Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let mut tx = self.0.store.begin().await?;
        if let Some(StoredSigningCertificate { certificate, .. }) = tx.lock_signing_certificate().await? {
            tx.end_signing_certificate(certificate.id, self.now(), caller.actor().name()).await?;
            let event = Event::SigningCertificateRemoved {
                subject: certificate.facts.subject,
                serial: certificate.facts.serial,
            };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
            self.want_signing_certificate(&mut tx, caller, false).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Brings the settings in line with what was just uploaded or removed.
    async fn want_signing_certificate(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        is_wanted: bool,
    ) -> Result<(), Error> {
        let counts = setting::setting::<General>(tx, General::NAME).await?;
        let value = General { use_signing_certificate: is_wanted, ..counts.value.clone() };
        let event = Event::SettingChanged { section: General::TITLE.to_owned() };
        self.write_setting(tx, caller, General::NAME, &counts, &value, event).await
    }

    /// Returns who signs a profile now: the uploaded certificate where the settings want it and it can, else the built-in
    /// signer.
    pub(crate) async fn profile_signer(&self, tx: &mut Tx) -> Result<Arc<ProfileSigner>, Error> {
        let built_in = || Arc::clone(&self.0.profile_signer);
        let general = setting::setting::<General>(tx, General::NAME).await?.value;
        if !general.use_signing_certificate {
            return Ok(built_in());
        }
        let Some(stored) = tx.find_signing_certificate().await? else {
            tracing::error!(
                "there is no third-party signing certificate, though settings want one: profiles are signed by the built-in authority"
            );
            return Ok(built_in());
        };
        let certificate = &stored.certificate;
        if !certificate.is_usable(self.now()) {
            tracing::error!(
                certificate.subject = %certificate.facts.subject,
                certificate.ends_at = %certificate.ends_at().0,
                "the third-party signing certificate has expired: profiles are signed by the built-in authority"
            );
            return Ok(built_in());
        }
        Ok(self.cached_signer(&stored).unwrap_or_else(|error| {
            tracing::error!(
                certificate.subject = %certificate.facts.subject,
                %error,
                "the third-party signing certificate cannot sign: profiles are signed by the built-in authority"
            );
            built_in()
        }))
    }

    /// Returns the signer of a stored certificate, made once for each upload.
    fn cached_signer(&self, stored: &StoredSigningCertificate) -> Result<Arc<ProfileSigner>, Error> {
        let id = stored.certificate.id;
        let cached = || self.0.signing_certificate.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((cached_id, signer)) = &*cached()
            && *cached_id == id
        {
            return Ok(Arc::clone(signer));
        }
        let key_pkcs8 = self.open(PURPOSE, &id.to_string(), &stored.sealed_key)?;
        let imported = Imported { chain: stored.certificate.chain.clone(), key_pkcs8 };
        let signer = ProfileSigner::new(&imported)
            .map_err(|error| Error::Internal(format!("taking up the signing certificate: {error}")))?;
        let signer = Arc::new(signer);
        *cached() = Some((id, Arc::clone(&signer)));
        Ok(signer)
    }

    /// Tells of the nearing end of the signing certificate, at each stage once: in the trail, and so by webhook.
    pub(crate) async fn tell_signing_certificate_end(&self) -> Result<(), Error> {
        let now = self.now();
        let found = self.0.store.read().await?.find_signing_certificate().await?;
        if found.is_none_or(|stored| stored.certificate.untold_stage(now).is_none()) {
            return Ok(());
        }
        let mut tx = self.0.store.begin().await?;
        let Some(StoredSigningCertificate { certificate, .. }) = tx.lock_signing_certificate().await? else {
            return Ok(());
        };
        let Some(stage) = certificate.untold_stage(now) else { return Ok(()) };
        tx.save_signing_certificate_told(certificate.id, stage).await?;
        let subject = certificate.facts.subject.clone();
        let event = match stage {
            ExpiryStage::Expired => Event::SigningCertificateExpired { subject },
            ExpiryStage::Month | ExpiryStage::Week | ExpiryStage::Day => {
                Event::SigningCertificateExpiring { subject, days: certificate.ends_at().since(now) / DAY }
            }
        };
        let line: Audit = self.audit(&domain::audit::Actor::Server, None, event);
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        tracing::warn!(
            certificate.subject = %certificate.facts.subject,
            stage = stage.name(),
            "the third-party signing certificate nears its end or has expired"
        );
        self.wake_runner();
        Ok(())
    }
}

/// Turns a log-style message into a sentence for a person.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
