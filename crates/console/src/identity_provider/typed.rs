//! What somebody has filled in about an identity provider.

use app::{App, Error, Fault, IdentityProviderDraft, SecretInput};
use axum::extract::Request;
use domain::identity_provider::{ProviderFault, ProviderSettings, ProviderUse};
use web::error::PageError;

use crate::filled::{Filled, Shape};

/// The form with the settings of a provider.
pub(super) struct Typed(pub(super) Filled);

/// Which of its fields are no texts.
const SHAPE: Shape = Shape { secrets: &["client_secret"], files: &["roots"] };

impl Typed {
    /// Reads a form.
    pub(super) async fn read(request: Request) -> Result<Self, PageError> {
        Filled::read(request, &SHAPE).await.map(Self)
    }

    /// Writes settings as a form shows them.
    pub(super) fn of(settings: &ProviderSettings) -> Self {
        let mut values = vec![
            ("name", settings.name.clone()),
            ("issuer", settings.issuer.clone()),
            ("client_id", settings.client_id.clone()),
            ("scopes", settings.scopes.join(" ")),
            ("portal", settings.portal.name().to_owned()),
            ("console", settings.console.name().to_owned()),
            ("site", settings.site_id.map(|id| id.to_string()).unwrap_or_default()),
            ("internal", if settings.is_internal { "on" } else { "" }.to_owned()),
        ];
        let claims = settings.claims.fields().into_iter();
        values.extend(claims.map(|(field, _, claim)| (field, claim.clone())));
        Self(Filled::of(values))
    }

    /// Returns the draft: the settings with what this form says in their place, and the secret as it was entered.
    pub(super) fn draft(&self, app: &App, former: ProviderSettings) -> Result<IdentityProviderDraft, Error> {
        let client_secret = match self.0.value("client_secret_clear") {
            "" => self.0.secret("client_secret"),
            _ => SecretInput::Clear,
        };
        Ok(IdentityProviderDraft { settings: self.settings(app, former)?, client_secret })
    }

    fn settings(&self, app: &App, former: ProviderSettings) -> Result<ProviderSettings, Error> {
        let used = |field, former| ProviderUse::parse(self.0.value(field)).unwrap_or(former);
        let site = self.0.text("site");
        let site_id = match site.as_str() {
            "" => None,
            id => Some(
                id.parse()
                    .map_err(|_| Error::Invalid(vec![Fault::new("site", ProviderFault::Site.to_string())]))?,
            ),
        };
        let mut claims = former.claims.clone();
        for (field, claim) in claims.fields_mut() {
            *claim = self.0.text(field);
        }
        Ok(ProviderSettings {
            name: self.0.text("name"),
            // A page that changes a provider has no field for the issuer.
            issuer: self.0.get("issuer").map_or(former.issuer, |issuer| issuer.trim().to_owned()),
            client_id: self.0.text("client_id"),
            scopes: self.0.value("scopes").split_whitespace().map(str::to_owned).collect(),
            claims,
            portal: used("portal", former.portal),
            console: used("console", former.console),
            site_id,
            roots: self.roots(app, former.roots)?,
            is_internal: !self.0.value("internal").is_empty(),
        })
    }

    /// Takes certificates to trust over.
    fn roots(&self, app: &App, mut roots: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>, Error> {
        if !self.0.value("roots_clear").is_empty() {
            roots.clear();
        }
        if !self.0.file("roots").is_empty() {
            let mut more = app.read_identity_provider_roots(self.0.file("roots"))?;
            more.retain(|root| !roots.contains(root));
            roots.extend(more);
        }
        Ok(roots)
    }
}
