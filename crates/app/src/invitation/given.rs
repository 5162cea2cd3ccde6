//! Recipients as a program gives them, one by one: each address is read, or the fault told beside its place.

use domain::address::NAME_CHARACTERS_MAX;
use domain::id::{InvitationId, RecipientId};
use domain::invitation::Delivery;
use domain::language::language_code;
use domain::privilege::Privilege;
use domain::recipient::Recipient;

use super::NewRecipient;
use crate::gather::{AddressRules, Gathering};
use crate::{App, Caller, Error, Refusal};

/// A recipient as somebody gives them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GivenRecipient {
    /// The address, with a name beside it or without.
    pub address: String,
    /// Their name; of a name beside the address, this one counts.
    pub name: Option<String>,
    /// The language of their messages.
    pub language: Option<String>,
    /// The IANA name of their time zone.
    pub zone: Option<String>,
    /// Where a one-time code goes: by the other way.
    pub other_address: Option<String>,
}

/// What is wrong with one of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GivenFault {
    /// Which one, from 0.
    pub place: usize,
    /// What of them.
    pub field: &'static str,
    /// What to do about it.
    pub message: String,
}

/// How many faults are told at once.
const FAULTS_TOLD: usize = 200;

impl App {
    /// Reads recipients for a way of delivery, merging those of the same address: who comes first keeps
    /// their name, and takes over from the later ones what they lack. With one fault
    /// or more, none is returned: nothing should be sent to half of a list by mistake.
    pub async fn read_recipients(
        &self,
        caller: &Caller,
        delivery: Delivery,
        given: &[GivenRecipient],
    ) -> Result<Result<Vec<NewRecipient>, Vec<GivenFault>>, Error> {
        caller.may_somewhere(Privilege::ManageInvitations)?;
        let Some(channel) = delivery.channel() else {
            // A fault of the invitation, told when it is made.
            return Ok(Ok(given.iter().map(|_| NewRecipient::default()).collect()));
        };
        let rules = self.address_rules(channel).await?;
        let (mut gathering, mut faults) = (Gathering::new(rules.clone()), Vec::new());
        for (place, one) in given.iter().enumerate() {
            match read(&rules, one) {
                Ok(recipient) => {
                    gathering.take(recipient);
                }
                Err(found) => {
                    let found = found.into_iter();
                    faults.extend(found.map(|(field, message)| GivenFault { place, field, message }));
                }
            }
            if faults.len() >= FAULTS_TOLD {
                break;
            }
        }
        if !faults.is_empty() {
            return Ok(Err(faults));
        }
        if caller.holds(Privilege::ReadPeople) {
            self.match_people(&mut gathering).await?;
        }
        Ok(Ok(gathering.gathered.recipients))
    }

    /// Finds a recipient of an invitation, for somebody who may do something with them.
    pub async fn find_recipient_of(
        &self,
        caller: &Caller,
        id: InvitationId,
        recipient_id: RecipientId,
    ) -> Result<Recipient, Error> {
        let mut tx = self.0.store.read().await?;
        self.invitation_for(&mut tx, caller, Privilege::ManageInvitations, id).await?;
        let recipient = tx.find_recipient(recipient_id).await?;
        recipient.filter(|recipient| recipient.invitation_id == id).ok_or(Error::NotFound)
    }

    /// Returns the way by which an invitation reaches people, for somebody who may add some.
    pub async fn delivery_of(&self, caller: &Caller, id: InvitationId) -> Result<Delivery, Error> {
        let mut tx = self.0.store.read().await?;
        let invitation = self.invitation_for(&mut tx, caller, Privilege::ManageInvitations, id).await?;
        if invitation.delivery.channel().is_none() {
            return Err(Refusal::NothingIsSent.into());
        }
        Ok(invitation.delivery)
    }
}

fn read(rules: &AddressRules, given: &GivenRecipient) -> Result<NewRecipient, Vec<(&'static str, String)>> {
    let mut faults = Vec::new();
    let (address, beside) = rules.address(&given.address).unwrap_or_else(|fault| {
        faults.push(("address", fault.to_string()));
        Default::default()
    });
    let other_address = given.other_address.as_deref().filter(|text| !text.trim().is_empty());
    let other_address = other_address.and_then(|text| match rules.other_address(text) {
        Ok(address) => Some(address),
        Err(fault) => {
            faults.push(("other_address", fault.to_string()));
            None
        }
    });
    let name = given.name.clone().or(beside).unwrap_or_default();
    if name.chars().count() > NAME_CHARACTERS_MAX || name.contains(char::is_control) {
        faults.push(("name", format!("Write at most {NAME_CHARACTERS_MAX} characters, on one line.")));
    }
    let language = given.language.as_deref().unwrap_or_default();
    let code = language_code(language).unwrap_or_default();
    if code.is_empty() != language.is_empty() {
        faults.push(("language", "Write the code of a language, such as de or pt-BR.".to_owned()));
    }
    let zone = given.zone.clone().unwrap_or_default();
    if !zone.is_empty() && jiff::tz::TimeZone::get(&zone).is_err() {
        faults.push(("zone", "Choose a time zone by its name, such as Europe/Stockholm.".to_owned()));
    }
    if faults.is_empty() {
        Ok(NewRecipient { address, name, language: code, zone, other_address, user: None, person: None })
    } else {
        Err(faults)
    }
}
