//! What a provider says about somebody, and which of it means what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::person::Person;

/// The most groups of one person that count; whoever is in more is told so in the test.
const GROUPS_MAX: usize = 1_000;
/// The longest value of a group.
const GROUP_CHARACTERS_MAX: usize = 255;

/// The label under which a person's Managed Apple Account is kept with them.
const MANAGED_APPLE_ACCOUNT: &str = "Managed Apple Account";

/// What a provider says about somebody, verified. Lists keep their order; what lies deeper is named with dots between.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Claims {
    /// Who: stays the same for ever, and is nobody else's at this provider.
    pub subject: String,
    /// The claims by their names.
    pub values: BTreeMap<String, Vec<String>>,
}

impl Claims {
    /// Returns the first value of a claim that is not empty.
    pub fn one(&self, claim: &str) -> Option<&str> {
        first(self.all(claim))
    }

    /// Returns all values of a claim.
    pub fn all(&self, claim: &str) -> &[String] {
        self.values.get(claim).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the values of a claim that say something about the person: an address that the provider itself has not
    /// verified is anybody's.
    fn vouched(&self, claim: &str) -> &[String] {
        if claim == "email" && self.one("email_verified") == Some("false") { &[] } else { self.all(claim) }
    }
}

/// Returns the first value that is not empty.
fn first(values: &[String]) -> Option<&str> {
    values.iter().map(String::as_str).find(|value| !value.trim().is_empty())
}

/// Which claim means what; an empty name reads nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClaimMapping {
    /// The name they sign in with.
    pub username: String,
    /// Their name.
    pub full_name: String,
    /// Their e-mail address.
    pub email: String,
    /// Their telephone number.
    pub phone: String,
    /// Their position.
    pub position: String,
    /// Their department.
    pub department: String,
    /// Their building.
    pub building: String,
    /// Their room.
    pub room: String,
    /// The groups they are in.
    pub groups: String,
    /// Their Managed Apple Account, for devices of their own.
    pub managed_apple_account: String,
}

impl ClaimMapping {
    /// Returns the claims that OpenID Connect names itself.
    pub fn usual() -> Self {
        Self {
            username: "preferred_username".into(),
            full_name: "name".into(),
            email: "email".into(),
            phone: "phone_number".into(),
            position: String::new(),
            department: String::new(),
            building: String::new(),
            room: String::new(),
            groups: "groups".into(),
            managed_apple_account: String::new(),
        }
    }

    /// Lists the claims with their words for people, in the order of forms.
    pub fn fields(&self) -> [(&'static str, &'static str, &String); 10] {
        [
            ("claim_username", "Username", &self.username),
            ("claim_full_name", "Full name", &self.full_name),
            ("claim_email", "E-mail address", &self.email),
            ("claim_phone", "Phone number", &self.phone),
            ("claim_position", "Position", &self.position),
            ("claim_department", "Department", &self.department),
            ("claim_building", "Building", &self.building),
            ("claim_room", "Room", &self.room),
            ("claim_groups", "Groups", &self.groups),
            ("claim_managed_apple_account", MANAGED_APPLE_ACCOUNT, &self.managed_apple_account),
        ]
    }

    /// Lists the claims as [`ClaimMapping::fields`] does, to change.
    pub fn fields_mut(&mut self) -> [(&'static str, &mut String); 10] {
        [
            ("claim_username", &mut self.username),
            ("claim_full_name", &mut self.full_name),
            ("claim_email", &mut self.email),
            ("claim_phone", &mut self.phone),
            ("claim_position", &mut self.position),
            ("claim_department", &mut self.department),
            ("claim_building", &mut self.building),
            ("claim_room", &mut self.room),
            ("claim_groups", &mut self.groups),
            ("claim_managed_apple_account", &mut self.managed_apple_account),
        ]
    }

    /// Says whether claims leave out something that is read: it may then be found at the provider's other door.
    pub fn misses(&self, claims: &Claims) -> bool {
        let mut named = self.fields().into_iter().filter(|(_, _, claim)| !claim.is_empty());
        named.any(|(_, _, claim)| claims.all(claim).is_empty())
    }

    /// Returns user and location of somebody; `None` when there is no username. An address that the provider itself has not
    /// verified is left out, whatever it is read as.
    pub fn person(&self, claims: &Claims) -> Option<Person> {
        let one = |claim: &str| first(claims.vouched(claim)).map(str::to_owned);
        let person = Person {
            username: one(&self.username)?,
            full_name: one(&self.full_name).unwrap_or_default(),
            email: one(&self.email),
            phone: one(&self.phone),
            position: one(&self.position),
            department: one(&self.department),
            building: one(&self.building),
            room: one(&self.room),
            managed_apple_account: one(&self.managed_apple_account),
            ..Person::default()
        };
        Some(person.tidied()).filter(|person| !person.username.is_empty())
    }

    /// Returns the values of the groups, each once.
    pub fn groups<'a>(&self, claims: &'a Claims) -> Vec<&'a str> {
        let mut groups: Vec<&str> = Vec::new();
        for value in claims.vouched(&self.groups).iter().map(|value| value.trim()) {
            let is_fit = !value.is_empty()
                && value.chars().count() <= GROUP_CHARACTERS_MAX
                && !value.chars().any(char::is_control);
            if is_fit && groups.len() < GROUPS_MAX && !groups.contains(&value) {
                groups.push(value);
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(pairs: &[(&str, &[&str])]) -> Claims {
        let values = pairs
            .iter()
            .map(|(name, values)| ((*name).to_owned(), values.iter().map(|one| (*one).to_owned()).collect()));
        Claims { subject: "s".into(), values: values.collect() }
    }

    #[test]
    fn claims_become_user_and_location() {
        let mapping = ClaimMapping { room: "address.locality".into(), ..ClaimMapping::usual() };
        let said = claims(&[
            ("preferred_username", &[" ann\n"]),
            ("name", &["Ann Example"]),
            ("email", &["ann@example.org"]),
            ("address.locality", &["12"]),
            ("groups", &["staff", "", "staff", "a\nb", "pupils"]),
        ]);
        let person = mapping.person(&said).expect("a username");
        assert_eq!((person.username.as_str(), person.room.as_deref()), ("ann", Some("12")));
        assert_eq!(person.email.as_deref(), Some("ann@example.org"));
        assert_eq!(mapping.groups(&said), ["staff", "pupils"]);
        assert!(mapping.misses(&said), "the phone number");
        assert_eq!(mapping.person(&claims(&[("name", &["Ann"])])), None);
        assert_eq!(mapping.person(&claims(&[("preferred_username", &["\u{0}"])])), None);
    }

    #[test]
    fn t25_an_address_that_nobody_has_verified_is_left_out() {
        let mapping = ClaimMapping::usual();
        let said = claims(&[
            ("preferred_username", &["ann"]),
            ("email", &["boss@example.org"]),
            ("email_verified", &["false"]),
        ]);
        assert_eq!(mapping.person(&said).expect("a username").email, None);
        let mut fields = ClaimMapping::usual();
        for (_, claim) in fields.fields_mut() {
            "email".clone_into(claim);
        }
        assert!(fields.groups(&said).is_empty());
        fields.username = "preferred_username".into();
        let nothing = Person { username: "ann".into(), ..Person::default() };
        assert_eq!(fields.person(&said), Some(nothing), "whatever it is read as");
        let by_address = ClaimMapping { username: "email".into(), ..ClaimMapping::usual() };
        assert_eq!(by_address.person(&said), None, "nor does it make a username");
    }
}
