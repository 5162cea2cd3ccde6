//! The push certificate: installing it with its checks, and showing it.

use ca::import;
use domain::audit::Event;
use domain::privilege::Privilege;
use domain::push_certificate::PushCertificate;
use domain::secret::Secret;
use domain::time::Timestamp;
use gateways::push::PushIdentity;
use store::Tx;

use crate::{App, Caller, Error, Refusal};

/// An uploaded push certificate.
#[derive(Debug)]
pub struct PushCertificateUpload {
    /// A `.pem` with certificate and key (or the certificate alone), or a `.p12`.
    pub file: Vec<u8>,
    /// A `.pem` with the key, when it lies in a file of its own.
    pub key_file: Option<Vec<u8>>,
    /// The password of the `.p12`; empty when it has none.
    pub password: Secret,
}

const PURPOSE: &str = "push-certificate-key";

impl App {
    /// Returns the push certificate in use.
    pub async fn find_push_certificate(&self, caller: &Caller) -> Result<Option<PushCertificate>, Error> {
        caller.may_somewhere(Privilege::ReadDevices)?;
        let found = self.0.store.read().await?.find_push_certificate().await?;
        Ok(found.map(|(certificate, _)| certificate))
    }

    /// Installs a push certificate, after checking key, dates and topic. It serves from the next push and profile on.
    pub async fn install_push_certificate(
        &self,
        caller: &Caller,
        upload: PushCertificateUpload,
    ) -> Result<PushCertificate, Error> {
        caller.may(Privilege::ManagePushCertificate)?;
        let now = self.now();
        // A PKCS#12 file chooses how much work it is to open.
        let checked = tokio::task::spawn_blocking(move || {
            let password = Some(upload.password.expose());
            let imported = import::read(&upload.file, upload.key_file.as_deref(), password)
                .map_err(|error| Refusal::PushCertificate(sentence(&error.to_string())))?;
            ca::push_certificate::PushCertificate::check(imported, now.seconds())
                .map_err(|error| Refusal::PushCertificate(sentence(&error.to_string())))
        })
        .await
        .map_err(|error| Error::Internal(format!("reading a push certificate: {error}")))??;

        let certificate = PushCertificate {
            topic: checked.topic,
            subject: checked.subject,
            chain: checked.chain,
            not_before: Timestamp::from_seconds(checked.not_before),
            not_after: Timestamp::from_seconds(checked.not_after),
            installed_at: now,
        };
        let mut tx = self.0.store.begin().await?;
        // No push ever reached a device with the demo's stand-in: with the first certificate there is nothing to lose.
        let stand_in = match tx.find_push_certificate().await? {
            Some(_) => "",
            None => self.0.settings.placeholder_topic.as_deref().unwrap_or_default(),
        };
        let devices = tx.count_channels_of_other_topics(&certificate.topic, stand_in).await?;
        if devices > 0 {
            let present = self.topic(&mut tx).await?.unwrap_or_default();
            return Err(Refusal::PushTopic { present, given: certificate.topic, devices }.into());
        }
        let sealed_key = self.seal(PURPOSE, &certificate.topic, &checked.key_pkcs8);
        tx.save_push_certificate(&certificate, &sealed_key).await?;
        let event = Event::PushCertificateInstalled { topic: certificate.topic.clone() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(certificate)
    }

    /// Returns the topic for profiles and check-ins: the push certificate's, else the demo's stand-in.
    pub(crate) async fn topic(&self, tx: &mut Tx) -> Result<Option<String>, Error> {
        let found = tx.find_push_certificate().await?;
        Ok(found
            .map(|(certificate, _)| certificate.topic)
            .or_else(|| self.0.settings.placeholder_topic.clone()))
    }

    /// Returns the push certificate with its key, for the gateway.
    pub(crate) async fn push_identity(&self, tx: &mut Tx) -> Result<Option<PushIdentity>, Error> {
        let Some((certificate, sealed_key)) = tx.find_push_certificate().await? else { return Ok(None) };
        let key_pkcs8 = self.open(PURPOSE, &certificate.topic, &sealed_key)?;
        Ok(Some(PushIdentity { certificate_chain: certificate.chain, key_pkcs8, topic: certificate.topic }))
    }
}

/// Turns a log-style message into a sentence for a person.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
