//! The login by an identity provider: what somebody came for survives the way there and back.

use app::Caller;
use domain::identity_provider::{Claims, ProviderSettings, ProviderUse};
use domain::invitation::{Delivery, InvitationTerms};
use gateways::identity_provider::{IdentityProviderGateway, LiveProviders, ProviderError};
use http::{Method, StatusCode};
use testkit::{Oidc, TestApp, identity_provider_draft};

use crate::guest::{invite, open};
use crate::visitor::Visitor;

fn claims(username: &str) -> Claims {
    let mut claims = Claims { subject: format!("subject-{username}"), ..Claims::default() };
    claims.values.insert("preferred_username".into(), vec![username.into()]);
    claims.values.insert("name".into(), vec![format!("{username} Provider")]);
    claims
}

async fn provider(visitor: &Visitor, change: impl FnOnce(&mut ProviderSettings)) -> String {
    let mut draft = identity_provider_draft("School account");
    change(&mut draft.settings);
    let made = visitor.test.app.create_identity_provider(&Caller::operator(), draft).await;
    made.expect("a provider").provider.id.to_string()
}

impl Visitor {
    /// Presses the provider's button, and returns the address there.
    async fn go_off(&mut self, provider: &str) -> String {
        let page = self.post("/enroll/login/provider", &format!("provider={provider}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let (_, rest) = page.body.split_once("content=\"0; url=").expect("the page leads on");
        rest.split('"').next().expect("an end").replace("&#38;", "&")
    }
}

fn state(url: &str) -> &str {
    url.split_once("state=").expect("a state").1.split('&').next().expect("an end")
}
