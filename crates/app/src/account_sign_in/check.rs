//! A look at what devices would find at a domain: whether its web host answers service discovery, or sends them here with
//! all that they asked.

use apple_mdm::account_sign_in::{Discovery, WELL_KNOWN_PATH};
use domain::enrollment::Way;
use domain::privilege::Privilege;
use domain::setting::AccountDriven;
use domain::webhook::WebhookAddress;
use gateways::webhook::FetchedPage;

use crate::{App, Caller, Error, Fault};

/// How many redirects are followed; a device follows a few more.
const REDIRECTS_MAX: usize = 4;
/// What stands before the `@` in the account that is asked for.
const NAME: &str = "discovery-check";

/// What a domain says to devices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DiscoveryCheck {
    /// The address that was asked first, without its query.
    pub url: String,
    /// Whether devices find this server.
    pub is_right: bool,
    /// What was found, and what to do.
    pub words: String,
}

impl App {
    /// Returns the documents that may be put on another web host, each with the words for when.
    pub fn discovery_documents(&self) -> [(&'static str, String); 2] {
        let document = |way| String::from_utf8_lossy(&self.discovery(way).to_json()).into_owned();
        [
            ("For User Enrollment, on devices of their own", document(Way::AccountDrivenUser)),
            ("For Device Enrollment, on devices of the organization", document(Way::AccountDrivenDevice)),
        ]
    }

    /// Asks a domain as a device would. Only the domains of the settings are asked, over https, and never an address of
    /// the own network (T65).
    pub async fn check_discovery(&self, caller: &Caller, domain: &str) -> Result<DiscoveryCheck, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let domains = self.setting::<AccountDriven>().await?.value.domains;
        if !domains.iter().any(|known| known == domain) {
            return Err(Error::Invalid(vec![Fault::new("domain", "Save the domain first.")]));
        }
        let query = format!("user-identifier={NAME}%40{domain}&model-family=iPhone");
        let url = format!("https://{domain}{WELL_KNOWN_PATH}");
        let (is_right, words) = match self.follow_discovery(domain, &format!("{url}?{query}")).await {
            Ok(words) => (true, words),
            Err(words) => (false, words),
        };
        Ok(DiscoveryCheck { url, is_right, words })
    }

    async fn follow_discovery(&self, domain: &str, first: &str) -> Result<String, String> {
        let mut url = first.to_owned();
        for _ in 0..REDIRECTS_MAX {
            let address = WebhookAddress::parse(&url)
                .ok()
                .filter(|address| address.is_tls)
                .ok_or_else(|| format!("It redirects to {url}, which is no https address."))?;
            if address.origin() == self.0.settings.base_url {
                return self.check_arrival(&address);
            }
            if address.host != domain && !address.host.ends_with(&format!(".{domain}")) {
                return Err(format!(
                    "It redirects to {}, which is neither this server nor the domain, and was not asked.",
                    address.host
                ));
            }
            match self.0.webhook.fetch(&address).await? {
                FetchedPage { location: Some(location), .. } => url = absolute(&address, &location),
                page => return self.read_discovery(&page),
            }
        }
        Err("It redirects too often.".to_owned())
    }

    /// Says whether a redirect brings devices here with all that they asked: they do not add it again.
    fn check_arrival(&self, address: &WebhookAddress) -> Result<String, String> {
        let (path, query) = address.path.split_once('?').unwrap_or((&address.path, ""));
        if path != WELL_KNOWN_PATH {
            return Err(format!("It redirects to {path} of this server. It has to be {WELL_KNOWN_PATH}."));
        }
        let is_kept =
            query.contains("user-identifier=") && query.contains(NAME) && query.contains("model-family=");
        if !is_kept {
            return Err("It redirects here and drops what the device asked, which devices do not add again. Let the redirect keep the query.".to_owned());
        }
        Ok("It redirects to this server and keeps what the device asks.".to_owned())
    }

    fn read_discovery(&self, page: &FetchedPage) -> Result<String, String> {
        if page.status != 200 {
            return Err(format!("It answers with status {} where 200 is needed.", page.status));
        }
        let found = Discovery::parse(&page.body).map_err(|error| format!("It answers, but {error}."))?;
        let ways = [Way::AccountDrivenUser, Way::AccountDrivenDevice];
        let ours = ways.into_iter().find(|way| self.discovery(*way) == found);
        let Some(ours) = ours else {
            return Err(format!("It names another server: {} at {}.", found.mode.version(), found.base_url));
        };
        let is_json = page.content_type.as_deref().is_some_and(|kind| kind.starts_with("application/json"));
        if !is_json {
            return Err(
                "It answers with the right document, but not as application/json. Set the content type."
                    .to_owned(),
            );
        }
        let kind = if ours == Way::AccountDrivenUser { "User Enrollment" } else { "Device Enrollment" };
        Ok(format!("It names this server, for {kind}, to everybody who asks."))
    }
}

/// Returns where a redirect leads from an address.
fn absolute(from: &WebhookAddress, location: &str) -> String {
    if location.contains("://") {
        location.to_owned()
    } else if location.starts_with('/') && !location.starts_with("//") {
        format!("{}{location}", from.origin())
    } else {
        // Nothing else is written by web hosts; it is refused as no https address.
        location.to_owned()
    }
}
