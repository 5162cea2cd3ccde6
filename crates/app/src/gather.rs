//! The recipients of an invitation, gathered from what somebody has typed, from a file and from directories, with a reason
//! beside each that cannot be written to. Nothing is kept and nothing is sent.
//!
//! What comes twice is merged: who came first keeps their name, and takes over from the later ones what they lack.

mod column;
mod directory;
mod file;
mod match_person;
mod typed;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::address::{AddressFault, address_key, parse_email, parse_phone, split_name};
use domain::directory::{DirectoryGroupRef, DirectoryUserRef};
use domain::invitation::Delivery;
use domain::message::Channel;
use domain::privilege::Privilege;
use domain::upload::UPLOAD_BYTES_MAX;

use crate::{App, Caller, Error, Fault, NewRecipient, SheetReading};

/// From where recipients are gathered.
#[derive(Clone, Debug, Default)]
pub struct RecipientSource {
    /// Addresses as somebody typed or pasted them, whatever separates them.
    pub typed: String,
    /// A file: a table with a column of addresses, or just addresses.
    pub file: Option<Vec<u8>>,
    /// People of directories.
    pub people: Vec<DirectoryUserRef>,
    /// Groups of directories: all who belong to them.
    pub groups: Vec<DirectoryGroupRef>,
    /// Everybody who is known and has no device that is enrolled.
    pub everyone_not_enrolled: bool,
}

/// What was gathered.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The recipients, each address once.
    pub recipients: Vec<NewRecipient>,
    /// Those who cannot be written to, in the order in which they came: at most 500 of them.
    pub faults: Vec<RecipientFault>,
    /// How many cannot be written to in all.
    pub faults_in_all: u64,
    /// How many came once more and were merged.
    pub merged: u64,
    /// The names of directories that did not answer: people of theirs may be missing.
    pub silent: Vec<String>,
    /// What was left out besides, in words.
    pub left_out: Vec<String>,
    /// How the file was read, if it is a table.
    pub reading: Option<SheetReading>,
}

/// Somebody who cannot be written to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecipientFault {
    /// Where they stand, such as a line.
    pub place: String,
    /// What stands there, or who is meant.
    pub given: String,
    /// Why not, and what to do about it.
    pub words: String,
}

/// The most faults that are told one by one.
const FAULTS_TOLD_MAX: usize = 500;
/// The most characters that are repeated of what stands somewhere.
const GIVEN_CHARACTERS_MAX: usize = 100;
/// The most people who are chosen one by one.
const PEOPLE_MAX: usize = 1_000;
/// The most groups of one invitation.
const GROUPS_MAX: usize = 100;

impl RecipientSource {
    fn has_lists(&self) -> bool {
        !self.typed.trim().is_empty() || self.file.is_some()
    }

    fn asks_directories(&self) -> bool {
        !self.people.is_empty() || !self.groups.is_empty() || self.everyone_not_enrolled
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.typed.len() > UPLOAD_BYTES_MAX {
            faults.push(Fault::new("typed", "This is too long. Divide the list."));
        }
        if self.people.len() > PEOPLE_MAX {
            let words =
                format!("Choose at most {PEOPLE_MAX} people one by one. For more, use a group or a file.");
            faults.push(Fault::new("people", words));
        }
        if self.groups.len() > GROUPS_MAX {
            faults.push(Fault::new("groups", format!("Choose at most {GROUPS_MAX} groups.")));
        }
        faults
    }
}

impl App {
    /// Gathers the recipients of an invitation that goes a certain way.
    pub async fn gather_recipients(
        &self,
        caller: &Caller,
        delivery: Delivery,
        source: &RecipientSource,
    ) -> Result<Gathered, Error> {
        caller.may_somewhere(Privilege::ManageInvitations)?;
        if source.asks_directories() {
            caller.may_somewhere(Privilege::ReadPeople)?;
        }
        let faults = source.faults();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let Some(channel) = delivery.channel() else {
            if source.has_lists() || source.asks_directories() {
                let words = "A link that is given out by hand has no recipients. Choose e-mail or SMS.";
                return Err(Error::Invalid(vec![Fault::new("recipients", words)]));
            }
            return Ok(Gathered::default());
        };
        let mut gathering = Gathering::new(self.address_rules(channel).await?);
        if source.has_lists() {
            gathering = self.gather_lists(gathering, source).await?;
        }
        if source.asks_directories() {
            self.gather_from_directories(&mut gathering, source).await?;
        }
        // Whoever may not look people up learns nothing of them by their addresses either.
        if caller.holds(Privilege::ReadPeople) {
            self.match_people(&mut gathering).await?;
        }
        Ok(gathering.gathered)
    }

    /// Returns which addresses can be written to.
    pub(crate) async fn address_rules(&self, channel: Channel) -> Result<AddressRules, Error> {
        let stored = self.0.store.read().await?.find_sms_provider().await?;
        let (default_country, prefixes) = match stored.map(|stored| stored.provider) {
            Some(provider) => (Some(provider.default_country), provider.prefixes),
            None => (None, Vec::new()),
        };
        Ok(AddressRules { channel, default_country, prefixes })
    }

    /// Reads what was typed and the file, beside the requests.
    async fn gather_lists(
        &self,
        mut gathering: Gathering,
        source: &RecipientSource,
    ) -> Result<Gathering, Error> {
        let (typed, file) = (source.typed.clone(), source.file.clone());
        self.read_sheet(move || {
            typed::read(&mut gathering, &typed, "Line");
            if let Some(content) = file {
                file::read(&mut gathering, &content)?;
            }
            Ok(gathering)
        })
        .await
    }
}

/// Which addresses can be written to.
#[derive(Clone, Debug)]
pub(crate) struct AddressRules {
    /// The way of the invitation.
    channel: Channel,
    /// The country of phone numbers that name none.
    default_country: Option<String>,
    /// The beginnings of numbers that are sent to; none allows every one.
    prefixes: Vec<String>,
}

impl AddressRules {
    /// Reads an address of the invitation's way, and the name beside it.
    pub(crate) fn address(&self, text: &str) -> Result<(String, Option<String>), AddressFault> {
        self.read(self.channel, text)
    }

    /// Reads an address of the other way.
    pub(crate) fn other_address(&self, text: &str) -> Result<String, AddressFault> {
        let other = match self.channel {
            Channel::Email => Channel::Sms,
            Channel::Sms => Channel::Email,
        };
        self.read(other, text).map(|(address, _)| address)
    }

    fn read(&self, channel: Channel, text: &str) -> Result<(String, Option<String>), AddressFault> {
        match channel {
            Channel::Email => parse_email(text),
            Channel::Sms => {
                let (name, _) = split_name(text)?;
                Ok((parse_phone(text, self.default_country.as_deref(), &self.prefixes)?, name))
            }
        }
    }

    /// Says whether a text may be meant as an address of the invitation's way, good or not.
    fn looks_like_one(&self, text: &str) -> bool {
        match self.channel {
            Channel::Email => text.contains('@'),
            Channel::Sms => {
                let digits = text.chars().filter(|c| c.is_numeric()).count();
                digits >= 5 && !text.chars().any(char::is_alphabetic)
            }
        }
    }
}

/// What was gathered so far.
pub(crate) struct Gathering {
    rules: AddressRules,
    pub(crate) gathered: Gathered,
    /// The place of each recipient by their address.
    places: HashMap<String, usize>,
    /// The usernames that a file has beside the addresses, by the place of the recipient.
    usernames: Vec<(usize, String)>,
}

impl Gathering {
    pub(crate) fn new(rules: AddressRules) -> Self {
        Self { rules, gathered: Gathered::default(), places: HashMap::new(), usernames: Vec::new() }
    }

    /// Takes a recipient in, or merges them with whoever has the address; returns their place, and whether they are new.
    pub(crate) fn take(&mut self, new: NewRecipient) -> (usize, bool) {
        match self.places.entry(address_key(&new.address)) {
            Entry::Vacant(entry) => {
                let place = *entry.insert(self.gathered.recipients.len());
                self.gathered.recipients.push(new);
                (place, true)
            }
            Entry::Occupied(entry) => {
                let place = *entry.get();
                merge(&mut self.gathered.recipients[place], new);
                self.gathered.merged += 1;
                (place, false)
            }
        }
    }

    fn fault(&mut self, place: impl Into<String>, given: &str, words: impl Into<String>) {
        self.gathered.faults_in_all += 1;
        if self.gathered.faults.len() < FAULTS_TOLD_MAX {
            let (place, given, words) = (place.into(), shown(given), words.into());
            self.gathered.faults.push(RecipientFault { place, given, words });
        }
    }
}

/// Gives a recipient what they lack and the same address has once more.
fn merge(first: &mut NewRecipient, later: NewRecipient) {
    let fill = |text: &mut String, other: String| {
        if text.is_empty() {
            *text = other;
        }
    };
    fill(&mut first.name, later.name);
    fill(&mut first.language, later.language);
    fill(&mut first.zone, later.zone);
    first.other_address = first.other_address.take().or(later.other_address);
    if first.user.is_none() && (first.person.is_none() || later.user.is_some()) {
        (first.user, first.person) = (later.user, later.person);
    }
}

/// Cuts what somebody gave to what is repeated to them, on one line.
fn shown(text: &str) -> String {
    let mut line: String = text
        .trim()
        .chars()
        .take(GIVEN_CHARACTERS_MAX)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.trim().chars().nth(GIVEN_CHARACTERS_MAX).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use domain::directory::DirectoryKey;
    use domain::id::DirectoryId;
    use domain::person::Person;

    use super::*;

    pub(super) fn gathering(channel: Channel) -> Gathering {
        Gathering::new(AddressRules {
            channel,
            default_country: Some("SE".into()),
            prefixes: vec!["+46".into()],
        })
    }

    fn one(address: &str, name: &str) -> NewRecipient {
        NewRecipient { address: address.into(), name: name.into(), ..NewRecipient::default() }
    }

    fn with_user(address: &str, name: &str, key: &str) -> NewRecipient {
        let user =
            DirectoryUserRef { directory_id: DirectoryId(uuid::Uuid::nil()), key: DirectoryKey(key.into()) };
        let person = Person { username: key.into(), ..Person::default() };
        NewRecipient { user: Some(user), person: Some(person), ..one(address, name) }
    }

    #[test]
    fn who_comes_twice_is_merged_and_the_first_name_and_person_win() {
        let mut gathering = gathering(Channel::Email);
        assert_eq!(gathering.take(one("anna@example.org", "")), (0, true));
        assert_eq!(gathering.take(one("Anna@Example.org", "Anna")), (0, false));
        assert_eq!(gathering.take(with_user("anna@example.org", "A. Berg", "k1")), (0, false));
        assert_eq!(gathering.take(with_user("anna@example.org", "Other", "k2")), (0, false));
        let Gathered { recipients, merged, .. } = gathering.gathered;
        assert_eq!((recipients.len(), merged), (1, 3));
        assert_eq!(
            (recipients[0].address.as_str(), recipients[0].name.as_str()),
            ("anna@example.org", "Anna")
        );
        assert_eq!(recipients[0].user.as_ref().map(|user| user.key.0.as_str()), Some("k1"));
        assert_eq!(recipients[0].person.as_ref().map(|person| person.username.as_str()), Some("k1"));
    }

    #[test]
    fn faults_are_told_up_to_a_number_and_counted_beyond() {
        let mut gathering = gathering(Channel::Email);
        for line in 1..=700 {
            gathering.fault(format!("Line {line}"), "x\u{0}y", "No.");
        }
        assert_eq!(
            (gathering.gathered.faults.len(), gathering.gathered.faults_in_all),
            (FAULTS_TOLD_MAX, 700)
        );
        assert_eq!(gathering.gathered.faults[0].given, "x y");
        assert_eq!(shown(&"ü".repeat(101)).chars().count(), 101);
    }
}
