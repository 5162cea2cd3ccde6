//! Logins by identity providers, against a provider that lies to order.

mod assertion;
mod end;
mod learnt;
mod password;
mod person;

use app::{
    App, Caller, CameWith, Error, IdentityProviderDetail, IdentityProviderDraft, PortalReturn,
    ProviderAnswer, Refusal, SecretInput, SentOff,
};
use domain::identity_provider::{ProviderRefusal, ProviderSettings};
use domain::secret::Secret;
use gateways::identity_provider::{IdentityProviderGateway, LiveProviders};
use serde_json::{Value, json};
use testkit::{Lie, NOON, SOURCE, ScriptedProvider, TestApp, identity_provider_draft};

/// An app beside a provider.
pub(crate) struct Both {
    pub(crate) test: TestApp,
    pub(crate) provider: ScriptedProvider,
    pub(crate) detail: IdentityProviderDetail,
}

impl Both {
    /// Starts both, with the provider set up for portal and console.
    pub(crate) async fn start() -> Self {
        let provider = ScriptedProvider::start(NOON.seconds()).await;
        let mut builder = TestApp::builder();
        builder.identity_provider = Some(IdentityProviderGateway::Live(LiveProviders::new()));
        let test = builder.build().await;
        let draft = draft(&provider);
        let detail = test.app.create_identity_provider(&Caller::operator(), draft).await.expect("a provider");
        Self { test, provider, detail }
    }

    pub(crate) async fn send_off(&self) -> SentOff {
        self.test
            .app
            .send_off_to_enroll(self.detail.provider.id, CameWith::Nothing, None, SOURCE)
            .await
            .expect("sent off")
    }

    /// Lets somebody log in at the provider who was sent there.
    pub(crate) fn answer(&self, sent: &SentOff, claims: Value) -> ProviderAnswer {
        let (state, code) = self.provider.grant(&sent.url, claims);
        ProviderAnswer { state, code, ..ProviderAnswer::default() }
    }

    /// Logs somebody in from the beginning to the end.
    pub(crate) async fn log_in(&self, claims: Value) -> Result<app::Begun, Error> {
        let sent = self.send_off().await;
        let answer = self.answer(&sent, claims);
        returned(&self.test.app, &answer, &sent).await?.begun
    }

    /// Logs Ann in while the provider tells a lie, and returns why that was refused.
    pub(crate) async fn refused(&self, lie: Lie) -> String {
        self.provider.lie(lie.clone());
        let outcome = self.log_in(ann()).await;
        self.provider.lie(Lie::default());
        match outcome {
            Err(Error::Refused(Refusal::Provider(ProviderRefusal::Unverified { detail, .. }))) => detail,
            other => panic!("{lie:?} was not refused: {other:?}"),
        }
    }
}

pub(crate) fn draft(provider: &ScriptedProvider) -> IdentityProviderDraft {
    let draft = identity_provider_draft("School account");
    IdentityProviderDraft {
        settings: ProviderSettings {
            issuer: provider.issuer().to_owned(),
            client_id: ScriptedProvider::CLIENT_ID.to_owned(),
            roots: vec![provider.root()],
            is_internal: true,
            ..draft.settings
        },
        client_secret: SecretInput::Set(Secret::new(ScriptedProvider::CLIENT_SECRET)),
    }
}

pub(crate) fn ann() -> Value {
    json!({ "sub": "subject-ann", "preferred_username": "ann", "name": "Ann Example" })
}

pub(crate) async fn returned(
    app: &App,
    answer: &ProviderAnswer,
    sent: &SentOff,
) -> Result<PortalReturn, Error> {
    app.return_to_enroll(answer, Some(&sent.browser), SOURCE).await
}

/// Returns the refusal of a provider's login.
pub(crate) fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> ProviderRefusal {
    match outcome {
        Err(Error::Refused(Refusal::Provider(refusal))) => refusal,
        other => panic!("no refusal: {other:?}"),
    }
}
