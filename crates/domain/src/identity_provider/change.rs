//! What differs between two settings of a provider, in words for the trail, and what a change means for its secret.

use super::ProviderSettings;
use crate::audit::FieldChange;

impl ProviderSettings {
    /// Lists what differs from other settings, but for the site, whose name is known elsewhere.
    pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
        FieldChange::between(&self.fields(), &other.fields())
    }

    /// Says whether a secret kept for these settings could, with others, reach somebody it was not entered for: it goes to
    /// an address that the provider itself names, so whoever may speak for the provider decides.
    pub fn exposes_secret(&self, other: &Self) -> bool {
        self.issuer != other.issuer
            || self.client_id != other.client_id
            || other.roots.iter().any(|root| !self.roots.contains(root))
            || (other.is_internal && !self.is_internal)
    }

    fn fields(&self) -> Vec<(String, String)> {
        let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let mut fields = vec![
            ("name".to_owned(), self.name.clone()),
            ("issuer".to_owned(), self.issuer.clone()),
            ("client ID".to_owned(), self.client_id.clone()),
            ("scopes".to_owned(), self.scopes.join(" ")),
            ("portal".to_owned(), self.portal.title().to_owned()),
            ("console".to_owned(), self.console.title().to_owned()),
            ("trusted certificates".to_owned(), self.roots.len().to_string()),
            ("in the own network".to_owned(), yes_no(self.is_internal)),
        ];
        let claims = self.claims.fields().into_iter();
        fields.extend(claims.map(|(_, title, claim)| (format!("claim for {title}"), claim.clone())));
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t31_a_kept_secret_goes_nowhere_else() {
        let kept = ProviderSettings { client_id: "a".into(), ..ProviderSettings::usual() };
        assert!(!kept.exposes_secret(&ProviderSettings { name: "Other".into(), ..kept.clone() }));
        assert!(kept.exposes_secret(&ProviderSettings { client_id: "b".into(), ..kept.clone() }));
        assert!(kept.exposes_secret(&ProviderSettings { roots: vec![vec![1]], ..kept.clone() }));
        assert!(kept.exposes_secret(&ProviderSettings { is_internal: true, ..kept.clone() }));
    }
}
