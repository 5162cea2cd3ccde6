//! Account-driven enrollment: whose accounts are served.

use serde::{Deserialize, Serialize};

use super::Section;
use crate::account_sign_in::is_domain;

/// The most domains.
const DOMAINS_MAX: usize = 50;

/// The page Account-driven enrollment of User-Initiated Enrollment.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountDriven {
    /// The domains of Managed Apple Accounts, in small letters: what stands after the `@`. None serves nobody.
    pub domains: Vec<String>,
}

impl AccountDriven {
    /// Reads domains as somebody types them: apart by blanks, commas or lines, with or without `@`.
    pub fn typed(text: &str) -> Self {
        let mut domains = Vec::new();
        for word in text.split([' ', ',', ';', '\n', '\r', '\t']) {
            let domain = word.trim().trim_start_matches('@').to_lowercase();
            if !domain.is_empty() && !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        Self { domains }
    }
}

impl Section for AccountDriven {
    const NAME: &'static str = "account-driven";
    const TITLE: &'static str = "Account-driven enrollment";

    fn check(&self) -> Vec<(&'static str, String)> {
        if self.domains.len() > DOMAINS_MAX {
            return vec![("domains", format!("Write at most {DOMAINS_MAX} domains."))];
        }
        let faulty = self.domains.iter().find(|domain| !is_domain(domain));
        let words = |domain: &String| {
            let shown: String = domain.chars().take(64).collect();
            format!("“{shown}” is no domain. Write domains such as example.org, each on a line.")
        };
        faulty.map(|domain| ("domains", words(domain))).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_read_as_people_type_them() {
        let typed = AccountDriven::typed(" @Example.org, appleid.example.org\nexample.org ");
        assert_eq!(typed.domains, ["example.org", "appleid.example.org"]);
        assert!(typed.check().is_empty());
        for faulty in ["example", "https://example.org", "10.0.0.1", "exa_mple.org"] {
            assert_eq!(AccountDriven::typed(faulty).check()[0].0, "domains", "{faulty}");
        }
    }
}
