//! Readiness: what people need to enroll by the enrollment URL, and which of it is there.

use domain::door::Door;
use domain::privilege::Privilege;
use domain::push_certificate::PushHealth;
use domain::setting::{Devices, General, Section};
use domain::trust::TrustMode;

use crate::setting::setting;
use crate::{App, Caller, Error};

/// What stands between people and their enrollment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Readiness {
    /// How the push certificate is; `None` when there is none.
    pub push: Option<PushHealth>,
    /// Whether a stand-in topic serves while there is no push certificate.
    pub has_stand_in_topic: bool,
    /// Whether devices may enroll by the URL at all.
    pub is_by_url: bool,
    /// Whether people can log in with an account of a directory or an identity provider.
    pub has_accounts: bool,
    /// How devices come to trust this server.
    pub trust: TrustMode,
    /// Whether the organization has the name that the operator chose.
    pub is_named: bool,
    /// Whether people are told whom to ask.
    pub has_help: bool,
}

impl App {
    /// Says what is there and what is missing before people can enroll well.
    pub async fn show_readiness(&self, caller: &Caller) -> Result<Readiness, Error> {
        caller.may_somewhere(Privilege::ReadDevices)?;
        let mut tx = self.0.store.read().await?;
        let push = tx.find_push_certificate().await?.map(|(certificate, _)| certificate.health(self.now()));
        let devices = setting::<Devices>(&mut tx, Devices::NAME).await?.value;
        let general = setting::<General>(&mut tx, General::NAME).await?.value;
        let directories = tx.list_directories().await?;
        let providers = tx.list_identity_providers().await?;
        let has_accounts = directories.iter().any(|stored| stored.directory.disabled_at.is_none())
            || providers.iter().any(|stored| stored.provider.serves(Door::Portal));
        let settings = &self.0.settings;
        Ok(Readiness {
            push,
            has_stand_in_topic: settings.placeholder_topic.is_some(),
            is_by_url: devices.institutional_by_url,
            has_accounts,
            trust: self.trust_mode(&general),
            is_named: settings.organization.is_named,
            has_help: !settings.organization.help.is_empty(),
        })
    }
}
