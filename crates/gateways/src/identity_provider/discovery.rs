//! The discovery document (OpenID Connect Discovery 1.0).

use http::StatusCode;
use rustls::RootCertStore;
use serde::Deserialize;

use super::http::{Ask, ask, said, unreachable};
use super::{ProviderConnection, ProviderError, Wanted};
use domain::webhook::WebhookAddress;

/// Below an issuer.
const PATH: &str = "/.well-known/openid-configuration";

/// What a provider says of itself, as far as it matters here.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub(super) struct Metadata {
    pub(super) issuer: String,
    #[serde(default)]
    pub(super) authorization_endpoint: String,
    #[serde(default)]
    pub(super) token_endpoint: String,
    #[serde(default)]
    pub(super) jwks_uri: String,
    #[serde(default)]
    pub(super) userinfo_endpoint: Option<String>,
    #[serde(default)]
    pub(super) response_types_supported: Option<Vec<String>>,
    #[serde(default)]
    pub(super) code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    pub(super) id_token_signing_alg_values_supported: Option<Vec<String>>,
    #[serde(default)]
    pub(super) token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    pub(super) scopes_supported: Option<Vec<String>>,
    #[serde(default)]
    pub(super) claims_supported: Option<Vec<String>>,
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

/// Returns the address of an issuer's discovery document.
pub(super) fn address(issuer: &str) -> String {
    format!("{}{PATH}", issuer.strip_suffix('/').unwrap_or(issuer))
}

/// Reads the document.
pub(super) async fn fetch(
    system: &RootCertStore,
    connection: &ProviderConnection,
) -> Result<Metadata, ProviderError> {
    let url = address(&connection.issuer);
    let answer = ask(system, connection, Ask { url: &url, authorization: None, form: None }).await?;
    if answer.status != StatusCode::OK {
        return Err(unreachable(format!("{url} answered {}", answer.status)));
    }
    serde_json::from_slice(&answer.body)
        .map_err(|error| unreachable(format!("{url} is no discovery document: {}", said(&error.to_string()))))
}

impl Metadata {
    /// Returns what is missing, or wrong, for a login: the document has to be the issuer's own, and every address that is
    /// used `https`.
    pub(super) fn fault(&self, issuer: &str) -> Option<String> {
        if self.issuer != issuer {
            return Some(format!(
                "the document is that of {}, not of {issuer}: enter the issuer exactly as it stands there",
                said(&self.issuer)
            ));
        }
        let is_https = |url: &str| WebhookAddress::parse(url).is_ok_and(|address| address.is_tls);
        let endpoints = [
            ("authorization_endpoint", Some(&self.authorization_endpoint)),
            ("token_endpoint", Some(&self.token_endpoint)),
            ("jwks_uri", Some(&self.jwks_uri)),
            ("userinfo_endpoint", self.userinfo_endpoint.as_ref()),
        ];
        let named = endpoints.into_iter().filter_map(|(name, url)| url.map(|url| (name, url)));
        for (name, url) in named {
            if url.is_empty() {
                return Some(format!("the document names no {name}"));
            }
            if !is_https(url) {
                return Some(format!("{name} is no https address: {}", said(url)));
            }
        }
        let types = self.response_types_supported.as_ref();
        if types.is_some_and(|types| !types.iter().any(|one| one == "code")) {
            return Some("it does not do the authorization code flow".to_owned());
        }
        None
    }

    /// Lists what works, and may surprise.
    pub(super) fn notes(&self, connection: &ProviderConnection) -> Vec<String> {
        let mut notes = Vec::new();
        let lacks = |all: &Option<Vec<String>>, one: &str| {
            all.as_ref().is_some_and(|all| !all.iter().any(|other| other == one))
        };
        if lacks(&self.code_challenge_methods_supported, "S256") {
            notes.push("It does not say that it checks PKCE with S256. It is sent all the same.".to_owned());
        }
        for scope in &connection.scopes {
            if lacks(&self.scopes_supported, scope) {
                notes.push(format!("It does not list the scope {scope}."));
            }
        }
        if self.userinfo_endpoint.is_none() {
            notes.push("It has no userinfo endpoint: every claim has to stand in the ID token.".to_owned());
        }
        notes
    }

    /// Returns the address at which somebody logs in.
    pub(super) fn authorization_url(&self, connection: &ProviderConnection, wanted: &Wanted<'_>) -> String {
        let endpoint = &self.authorization_endpoint;
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &connection.client_id)
            .append_pair("scope", &connection.scopes.join(" "))
            .append_pair("redirect_uri", wanted.redirect_uri)
            .append_pair("state", wanted.state)
            .append_pair("nonce", wanted.nonce)
            .append_pair("code_challenge", wanted.challenge)
            .append_pair("code_challenge_method", "S256");
        let join = if endpoint.contains('?') { '&' } else { '?' };
        format!("{endpoint}{join}{}", query.finish())
    }

    /// Says whether the secret goes into the header; else it goes into the form.
    pub(super) fn takes_basic(&self) -> bool {
        // Where nothing is said, the header is what the standard has.
        let methods = self.token_endpoint_auth_methods_supported.as_ref();
        methods.is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata() -> Metadata {
        serde_json::from_value(serde_json::json!({
            "issuer": "https://idp.example.org",
            "authorization_endpoint": "https://idp.example.org/auth?tenant=1",
            "token_endpoint": "https://idp.example.org/token",
            "jwks_uri": "https://idp.example.org/jwks",
        }))
        .expect("a document")
    }

    #[test]
    fn a_document_has_to_be_the_issuers_own_and_whole() {
        let issuer = "https://idp.example.org";
        assert_eq!(metadata().fault(issuer), None);
        assert!(metadata().fault("https://other.example.org").is_some());
        assert!(metadata().fault("https://idp.example.org/").is_some());
        let check = |change: fn(&mut Metadata)| {
            let mut wrong = metadata();
            change(&mut wrong);
            assert!(wrong.fault(issuer).is_some(), "{wrong:?}");
        };
        check(|one| one.token_endpoint = String::new());
        check(|one| one.jwks_uri = "http://idp.example.org/jwks".into());
        check(|one| one.authorization_endpoint = "javascript:alert(1)".into());
        check(|one| one.userinfo_endpoint = Some("ftp://idp.example.org".into()));
        check(|one| one.response_types_supported = Some(vec!["id_token".into()]));
    }

    #[test]
    fn the_way_there_carries_what_comes_back() {
        let connection = ProviderConnection {
            issuer: "https://idp.example.org".into(),
            client_id: "a b".into(),
            client_secret: None,
            scopes: vec!["openid".into(), "email".into()],
            roots: Vec::new(),
            is_internal: false,
        };
        let wanted = Wanted {
            redirect_uri: "https://mdm.example.org/enroll/login/callback",
            state: "s",
            nonce: "n",
            challenge: "c",
        };
        assert_eq!(
            metadata().authorization_url(&connection, &wanted),
            "https://idp.example.org/auth?tenant=1&response_type=code&client_id=a+b&scope=openid+email\
             &redirect_uri=https%3A%2F%2Fmdm.example.org%2Fenroll%2Flogin%2Fcallback&state=s&nonce=n\
             &code_challenge=c&code_challenge_method=S256"
        );
        assert_eq!(
            address("https://a.example.org/"),
            "https://a.example.org/.well-known/openid-configuration"
        );
    }
}
