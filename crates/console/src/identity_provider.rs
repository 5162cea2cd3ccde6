//! Single Sign-On: the identity providers, the form of each, a check that needs no login, and a login that shows the claims.

pub(crate) mod delete;
pub(crate) mod edit;
mod field;
pub(crate) mod list;
pub(crate) mod new;
mod probe;
pub(crate) mod show;
mod typed;

use app::{Caller, Error, IdentityProviderDetail};
use domain::id::IdentityProviderId;
use domain::identity_provider::IdentityProvider;

use crate::badge::Badge;

/// Where the providers are.
pub(crate) const PATH: &str = "/console/settings/identity-providers";
/// The largest form: certificates take most of it.
pub(crate) const BODY_BYTES_MAX: usize = 512 * 1024;

/// Returns the path of a provider's page.
pub(crate) fn path(id: IdentityProviderId) -> String {
    format!("{PATH}/{id}")
}

/// Reads the id in a path.
fn read(id: &str) -> Result<IdentityProviderId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

fn badge(provider: &IdentityProvider) -> Badge {
    match provider.disabled_at {
        Some(_) => Badge::calm("Disabled"),
        None => Badge::good("In use"),
    }
}

/// Tells settings in short, the secret only as set or not.
fn told(detail: &IdentityProviderDetail, caller: &Caller) -> Vec<(&'static str, String)> {
    let settings = &detail.provider.settings;
    let roots = match settings.roots.len() {
        0 => "The system’s certificates".to_owned(),
        1 => "The system’s certificates and one more".to_owned(),
        more => format!("The system’s certificates and {more} more"),
    };
    let site = settings.site_id.map(|id| caller.site_name(id).unwrap_or("A deleted site").to_owned());
    let mut told = vec![
        ("Issuer", settings.issuer.clone()),
        ("Client ID", settings.client_id.clone()),
        ("Client secret", if detail.has_client_secret { "Set" } else { "None: a public client" }.to_owned()),
        ("Scopes", settings.all_scopes().join(" ")),
        ("At the enrollment portal", settings.portal.title().to_owned()),
        ("At the console", settings.console.title().to_owned()),
        ("Site", site.unwrap_or_else(|| "As enrollment access says".to_owned())),
        ("Trusted", roots),
        ("In our own network", if settings.is_internal { "Yes" } else { "No" }.to_owned()),
    ];
    let claims = settings.claims.fields().into_iter().filter(|(_, _, claim)| !claim.is_empty());
    told.extend(claims.map(|(_, title, claim)| (title, format!("Claim {claim}"))));
    told
}
