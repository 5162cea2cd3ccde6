//! Identity providers: who vouches for people by OpenID Connect.

pub(crate) mod check;
pub(crate) mod list;
pub(crate) mod one;

use app::{App, IdentityProviderDetail, IdentityProviderDraft, SecretInput};
use domain::identity_provider::{ClaimMapping, ProviderSettings, ProviderUse};
use domain::secret::Secret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::directory::settings::pem;
use crate::document::one_of;
use crate::problem::Problem;
use crate::request::Checks;
use crate::time::{Instant, some};

/// An identity provider.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdentityProvider {
    /// The provider's id. Enrollment access and groups of accounts name groups of the provider by it, as the directory's id,
    /// and the value in the groups claim, as the key.
    id: String,
    /// How it is reached, read and used.
    settings: IdentityProviderSettings,
    /// Whether the client has a secret; the secret itself is never shown.
    has_client_secret: bool,
    /// Where people come back to at the enrollment portal: to be registered at the provider.
    portal_callback: String,
    /// Where they come back to at the console.
    console_callback: String,
    /// Since when nobody may log in by it.
    disabled_at: Option<Instant>,
    /// When it was set up.
    created_at: Instant,
}

impl From<IdentityProviderDetail> for IdentityProvider {
    fn from(detail: IdentityProviderDetail) -> Self {
        Self {
            id: detail.provider.id.to_string(),
            disabled_at: some(detail.provider.disabled_at),
            created_at: Instant(detail.provider.created_at),
            settings: detail.provider.settings.into(),
            has_client_secret: detail.has_client_secret,
            portal_callback: detail.portal_callback,
            console_callback: detail.console_callback,
        }
    }
}

/// How a provider is reached, read and used. What a request leaves out is as usual.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IdentityProviderSettings {
    /// What people call it; stands on the button.
    #[schema(min_length = 1, max_length = 60, example = "School account")]
    name: String,
    /// Who vouches, as the provider states it. It cannot be changed.
    #[schema(example = "https://login.example.org/realms/school")]
    issuer: String,
    /// Under which this server is registered there.
    client_id: String,
    /// What is asked for besides `openid`.
    #[serde(default)]
    scopes: Option<Vec<String>>,
    /// Which claim means what.
    #[serde(default)]
    claims: IdentityProviderClaims,
    /// Whether people enroll by it.
    #[serde(default)]
    #[schema(schema_with = uses)]
    portal: Option<String>,
    /// Whether administrators sign in by it. In the place of passwords, those of local accounts with full access still open.
    #[serde(default)]
    #[schema(schema_with = uses)]
    console: Option<String>,
    /// The site of its people's devices where no row of enrollment access says one.
    #[serde(default)]
    site_id: Option<String>,
    /// Certificates to trust besides the system’s, as PEM.
    #[serde(default)]
    roots: String,
    /// Whether its servers may have addresses in the organization's own network.
    #[serde(default)]
    is_internal: bool,
}

/// Which claim means what; an empty name reads nothing.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct IdentityProviderClaims {
    /// The name they sign in with.
    username: String,
    /// Their name.
    full_name: String,
    /// Their e-mail address.
    email: String,
    /// Their telephone number.
    phone: String,
    /// Their position.
    position: String,
    /// Their department.
    department: String,
    /// Their building.
    building: String,
    /// Their room.
    room: String,
    /// The groups they are in.
    groups: String,
    /// Their Managed Apple Account.
    managed_apple_account: String,
}

impl Default for IdentityProviderClaims {
    fn default() -> Self {
        ClaimMapping::usual().into()
    }
}

impl From<ClaimMapping> for IdentityProviderClaims {
    fn from(mapping: ClaimMapping) -> Self {
        Self {
            username: mapping.username,
            full_name: mapping.full_name,
            email: mapping.email,
            phone: mapping.phone,
            position: mapping.position,
            department: mapping.department,
            building: mapping.building,
            room: mapping.room,
            groups: mapping.groups,
            managed_apple_account: mapping.managed_apple_account,
        }
    }
}

impl From<IdentityProviderClaims> for ClaimMapping {
    fn from(claims: IdentityProviderClaims) -> Self {
        Self {
            username: claims.username,
            full_name: claims.full_name,
            email: claims.email,
            phone: claims.phone,
            position: claims.position,
            department: claims.department,
            building: claims.building,
            room: claims.room,
            groups: claims.groups,
            managed_apple_account: claims.managed_apple_account,
        }
    }
}

impl From<ProviderSettings> for IdentityProviderSettings {
    fn from(settings: ProviderSettings) -> Self {
        Self {
            name: settings.name,
            issuer: settings.issuer,
            client_id: settings.client_id,
            scopes: Some(settings.scopes),
            claims: settings.claims.into(),
            portal: Some(settings.portal.name().to_owned()),
            console: Some(settings.console.name().to_owned()),
            site_id: settings.site_id.map(|id| id.to_string()),
            roots: settings.roots.iter().map(|root| pem(root)).collect(),
            is_internal: settings.is_internal,
        }
    }
}

/// A provider as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IdentityProviderFields {
    /// How it is reached, read and used.
    settings: IdentityProviderSettings,
    /// The secret of the client. Left out, the stored one stays; empty, there is none.
    #[serde(default)]
    #[schema(write_only)]
    client_secret: Option<String>,
}

impl IdentityProviderFields {
    fn draft(self, app: &App) -> Result<IdentityProviderDraft, Problem> {
        let client_secret = match self.client_secret {
            None => SecretInput::Keep,
            Some(text) if text.is_empty() => SecretInput::Clear,
            Some(text) => SecretInput::Set(Secret::new(text)),
        };
        Ok(IdentityProviderDraft { settings: self.settings.read(app)?, client_secret })
    }
}

impl IdentityProviderSettings {
    fn read(self, app: &App) -> Result<ProviderSettings, Problem> {
        let usual = ProviderSettings::usual();
        let names = ProviderUse::ALL.map(ProviderUse::name);
        let mut checks = Checks::default();
        let mut used = |field, name: &Option<String>, usual| match name {
            Some(name) => checks.named(field, name, &names, ProviderUse::parse).unwrap_or(usual),
            None => usual,
        };
        let portal = used("portal", &self.portal, usual.portal);
        let console = used("console", &self.console, usual.console);
        let site_id = checks.id("site_id", self.site_id.as_deref());
        checks.finish()?;
        let roots = match self.roots.trim() {
            "" => Vec::new(),
            text => app
                .read_identity_provider_roots(text.as_bytes())
                .map_err(|error| Problem::from_app(error, app.now()))?,
        };
        Ok(ProviderSettings {
            name: self.name,
            issuer: self.issuer,
            client_id: self.client_id,
            scopes: self.scopes.unwrap_or(usual.scopes),
            claims: self.claims.into(),
            portal,
            console,
            site_id,
            roots,
            is_internal: self.is_internal,
        })
    }
}

fn uses() -> Object {
    one_of(ProviderUse::ALL.map(ProviderUse::name), "How a provider is used at a door.")
}
