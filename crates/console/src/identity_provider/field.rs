//! The fields of the form with the settings of an identity provider, as they are drawn.

use app::Caller;
use domain::identity_provider::{ClaimMapping, ProviderUse};
use web::form::Faults;

use super::typed::Typed;
use crate::field::{Draw, Field};
use crate::filled::Filled;

/// The form.
pub(super) struct Form {
    pub(super) name: Field,
    /// Not shown once the provider exists.
    pub(super) issuer: Option<Field>,
    pub(super) client_id: Field,
    pub(super) scopes: Field,
    pub(super) uses: Vec<Field>,
    pub(super) sites: Vec<SiteChoice>,
    pub(super) claims: Vec<Field>,
    pub(super) is_internal: bool,
    /// How many roots are trusted besides the system's.
    pub(super) roots: usize,
}

/// A site to choose.
pub(super) struct SiteChoice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) is_chosen: bool,
}

/// What the form is drawn from.
pub(super) struct Drawing<'a> {
    pub(super) typed: &'a Typed,
    pub(super) faults: &'a Faults,
    pub(super) caller: &'a Caller,
    pub(super) is_new: bool,
    pub(super) roots: usize,
}

impl Drawing<'_> {
    /// Draws it.
    pub(super) fn form(&self) -> Form {
        let uses = ProviderUse::ALL.map(|one| (one.name(), one.title()));
        let issuer = self.is_new.then(|| {
            self.line(
                "issuer",
                "Issuer",
                "As the provider states it, such as https://login.microsoftonline.com/TENANT/v2.0 or https://accounts.google.com. It cannot be changed later.",
            )
        });
        Form {
            name: self.line("name", "Name", "Stands on the button: “Log in with …”."),
            issuer,
            client_id: self.line("client_id", "Client ID", "Under which this server is registered at the provider."),
            scopes: self.line("scopes", "Scopes", "What is asked for besides openid, separated by blanks."),
            uses: vec![
                self.menu("portal", "At the enrollment portal", "", &uses),
                self.menu(
                    "console",
                    "At the console",
                    "Instead of passwords, the password of local accounts with Full Access still opens: for the day when the provider fails.",
                    &uses,
                ),
            ],
            sites: self.sites(),
            claims: self.claims(),
            is_internal: !self.typed.0.value("internal").is_empty(),
            roots: self.roots,
        }
    }

    fn sites(&self) -> Vec<SiteChoice> {
        let chosen = self.typed.0.value("site");
        let none = SiteChoice {
            value: String::new(),
            name: "As enrollment access says".to_owned(),
            is_chosen: chosen.is_empty(),
        };
        let sites = self.caller.sites().iter().map(|site| SiteChoice {
            is_chosen: chosen == site.id.to_string(),
            value: site.id.to_string(),
            name: site.name.clone(),
        });
        std::iter::once(none).chain(sites).collect()
    }

    fn claims(&self) -> Vec<Field> {
        let help = |field: &str| match field {
            "claim_username" => {
                "By it people are looked up in directories and linked accounts. Choose one that people cannot change themselves."
            }
            "claim_groups" => "Its values can be given enrollment access and groups of accounts.",
            "claim_managed_apple_account" => {
                "For devices of their own, where it is not the same for everybody."
            }
            _ => "",
        };
        let usual = ClaimMapping::usual();
        usual.fields().into_iter().map(|(field, title, _)| self.line(field, title, help(field))).collect()
    }
}

impl Draw for Drawing<'_> {
    fn filled(&self) -> &Filled {
        &self.typed.0
    }

    fn faults(&self) -> &Faults {
        self.faults
    }
}
