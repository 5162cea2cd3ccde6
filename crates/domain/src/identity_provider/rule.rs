//! What must hold of the settings of a provider.

use std::collections::BTreeSet;

use super::ProviderSettings;
use crate::webhook::WebhookAddress;

/// The longest name.
const NAME_CHARACTERS_MAX: usize = 60;
/// The longest issuer.
const ISSUER_BYTES_MAX: usize = 500;
/// The longest client id.
const CLIENT_ID_BYTES_MAX: usize = 500;
/// The most scopes.
const SCOPES_MAX: usize = 20;
/// The longest name of a scope or claim.
const WORD_CHARACTERS_MAX: usize = 200;

/// What is wrong with a field of a provider's settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProviderFault {
    /// No name, or one that fits no button.
    #[error("Enter a name of at most 60 characters, such as “School account”.")]
    Name,
    /// Another provider has the name.
    #[error("Another identity provider has this name.")]
    NameTaken,
    /// No address of an issuer.
    #[error(
        "Enter the issuer as the provider states it: an https address without username, query or fragment."
    )]
    Issuer,
    /// The issuer was changed.
    #[error(
        "The issuer cannot be changed: people are known by what it says about them. Set up another provider instead."
    )]
    IssuerFixed,
    /// An address in the own network, and nobody said so.
    #[error("This address is in the own network. Say so below, if the provider is meant to be there.")]
    IssuerInside,
    /// No client id.
    #[error("Enter the client ID under which this server is registered at the provider.")]
    ClientId,
    /// A secret that cannot be one.
    #[error("Enter the client secret without blanks around it, at most 1,000 characters.")]
    ClientSecret,
    /// The secret would go to another client.
    #[error(
        "Enter the client secret again: a stored one is never sent for another client or to other roots."
    )]
    ClientSecretAgain,
    /// A scope that is none.
    #[error("Name at most 20 scopes, separated by blanks, without quotation marks.")]
    Scopes,
    /// A claim's name that is none.
    #[error("Name one claim, at most 200 characters, without blanks around it.")]
    Claim,
    /// No claim for the username.
    #[error("Name the claim that holds the username: nobody is known without one.")]
    UsernameClaim,
    /// No certificate.
    #[error("Choose a file with certificates, PEM or DER.")]
    Roots,
    /// A site that does not exist.
    #[error("Choose a site that exists.")]
    Site,
    /// There are as many as there may be.
    #[error("There are 16 identity providers already. Delete one first.")]
    Full,
}

impl ProviderSettings {
    /// Lists what is wrong, by field.
    pub fn faults(&self) -> Vec<(&'static str, ProviderFault)> {
        let mut faults = Vec::new();
        let mut check = |field, holds: bool, fault| {
            if !holds {
                faults.push((field, fault));
            }
        };
        let name = self.name.trim();
        let is_name = !name.is_empty()
            && name.chars().count() <= NAME_CHARACTERS_MAX
            && !name.chars().any(char::is_control);
        check("name", is_name, ProviderFault::Name);
        let address = issuer_address(&self.issuer);
        check("issuer", address.is_some(), ProviderFault::Issuer);
        let is_outside = address.is_none_or(|address| {
            !address.is_never_reached() && (self.is_internal || !address.names_inside())
        });
        check("issuer", is_outside, ProviderFault::IssuerInside);
        let is_client_id = (1..=CLIENT_ID_BYTES_MAX).contains(&self.client_id.len())
            && self.client_id.trim() == self.client_id
            && !self.client_id.chars().any(char::is_control);
        check("client_id", is_client_id, ProviderFault::ClientId);
        let is_scopes = self.scopes.len() <= SCOPES_MAX && self.scopes.iter().all(|scope| is_scope(scope));
        check("scopes", is_scopes, ProviderFault::Scopes);
        for (field, _, claim) in self.claims.fields() {
            check(field, claim.is_empty() || is_claim(claim), ProviderFault::Claim);
        }
        check("claim_username", !self.claims.username.is_empty(), ProviderFault::UsernameClaim);
        faults
    }

    /// Returns all scopes that are asked for, `openid` first, each once.
    pub fn all_scopes(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let scopes = std::iter::once("openid").chain(self.scopes.iter().map(String::as_str));
        scopes.filter(|scope| seen.insert(*scope)).collect()
    }
}

/// Takes an issuer apart; nothing where it is none (OpenID Connect Discovery 1.0, section 2).
fn issuer_address(issuer: &str) -> Option<WebhookAddress> {
    let address = WebhookAddress::parse(issuer).ok()?;
    let is_plain = address.is_tls
        && issuer.trim() == issuer
        && issuer.starts_with("https://")
        && issuer.len() <= ISSUER_BYTES_MAX
        && !issuer.contains('?');
    is_plain.then_some(address)
}

fn is_scope(scope: &str) -> bool {
    (1..=WORD_CHARACTERS_MAX).contains(&scope.len())
        && scope.bytes().all(|octet| octet.is_ascii_graphic() && octet != b'"' && octet != b'\\')
}

fn is_claim(claim: &str) -> bool {
    claim.trim() == claim
        && claim.chars().count() <= WORD_CHARACTERS_MAX
        && !claim.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> ProviderSettings {
        ProviderSettings {
            name: "School account".into(),
            issuer: "https://login.example.org/realms/school".into(),
            client_id: "vestibule".into(),
            ..ProviderSettings::usual()
        }
    }

    fn check(field: &str, fault: ProviderFault, change: impl FnOnce(&mut ProviderSettings)) {
        let mut wrong = settings();
        change(&mut wrong);
        assert_eq!(wrong.faults(), [(field, fault)], "{wrong:?}");
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        assert_eq!(settings().faults(), []);
        check("name", ProviderFault::Name, |one| one.name = " ".into());
        check("name", ProviderFault::Name, |one| one.name = "x".repeat(61));
        check("client_id", ProviderFault::ClientId, |one| one.client_id = " a".into());
        check("scopes", ProviderFault::Scopes, |one| one.scopes = vec!["a\"b".into()]);
        check("claim_groups", ProviderFault::Claim, |one| one.claims.groups = "a\nb".into());
        check("claim_username", ProviderFault::UsernameClaim, |one| one.claims.username = String::new());
    }

    #[test]
    fn t65_an_issuer_is_an_https_address_outside_unless_somebody_says_otherwise() {
        for wrong in [
            "http://login.example.org",
            "https://a:b@login.example.org",
            "https://login.example.org?x=1",
            "https://login.example.org#x",
            "login.example.org",
            " https://login.example.org",
            "HTTPS://login.example.org",
            "",
        ] {
            check("issuer", ProviderFault::Issuer, |one| one.issuer = wrong.into());
        }
        for inside in ["https://localhost:8443", "https://10.0.0.1/oidc", "https://[::1]"] {
            check("issuer", ProviderFault::IssuerInside, |one| one.issuer = inside.into());
            let admitted = ProviderSettings { issuer: inside.into(), is_internal: true, ..settings() };
            assert_eq!(admitted.faults(), []);
        }
        let never =
            ProviderSettings { issuer: "https://169.254.169.254".into(), is_internal: true, ..settings() };
        assert_eq!(never.faults(), [("issuer", ProviderFault::IssuerInside)]);
    }

    #[test]
    fn openid_is_always_asked_for_and_nothing_twice() {
        let doubled =
            ProviderSettings { scopes: vec!["openid".into(), "email".into(), "email".into()], ..settings() };
        assert_eq!(doubled.all_scopes(), ["openid", "email"]);
    }
}
