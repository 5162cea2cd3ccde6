//! Recipients who are people of the built-in list: told by the username beside them or by their address.
//!
//! Directories are not asked about typed addresses: ten thousand of them would be ten thousand questions.

use std::collections::HashMap;

use domain::account::username_key;
use domain::address::{address_key, parse_email};
use domain::built_in_person::BuiltInPerson;
use domain::message::Channel;
use domain::person::Person;
use store::Tx;

use super::Gathering;
use crate::{App, Error, NewRecipient};

impl App {
    /// Says of the recipients whom they are, as far as the built-in list knows.
    pub(crate) async fn match_people(&self, gathering: &mut Gathering) -> Result<(), Error> {
        if gathering.gathered.recipients.len() > self.0.settings.invitations.recipients_max {
            return Ok(()); // they will be refused as a whole
        }
        let mut tx = self.0.store.read().await?;
        let has_people = tx.has_built_in_people().await?;
        match_usernames(&mut tx, gathering, has_people).await?;
        if has_people {
            match_addresses(&mut tx, gathering).await?;
        }
        Ok(())
    }
}

async fn match_usernames(tx: &mut Tx, gathering: &mut Gathering, has_people: bool) -> Result<(), Error> {
    let usernames = std::mem::take(&mut gathering.usernames);
    let mut known = HashMap::new();
    if has_people && !usernames.is_empty() {
        let names: Vec<_> = usernames.iter().map(|(_, name)| name.clone()).collect();
        for person in tx.find_built_in_people_by_username(&names).await? {
            known.insert(username_key(&person.person.username), person);
        }
    }
    for (place, username) in usernames {
        let recipient = &mut gathering.gathered.recipients[place];
        if recipient.user.is_some() {
            continue;
        }
        match known.get(&username_key(&username)) {
            Some(person) => attach(recipient, person),
            None if recipient.person.is_none() => {
                recipient.person = Some(unknown(gathering.rules.channel, recipient, username));
            }
            None => {}
        }
    }
    Ok(())
}

/// Returns what a device record gets of somebody who is only known by a file.
fn unknown(channel: Channel, recipient: &NewRecipient, username: String) -> Person {
    let (own, other) = (Some(recipient.address.clone()), recipient.other_address.clone());
    let (email, phone) = match channel {
        Channel::Email => (own, other),
        Channel::Sms => (other, own),
    };
    Person { username, full_name: recipient.name.clone(), email, phone, ..Person::default() }.tidied()
}

async fn match_addresses(tx: &mut Tx, gathering: &mut Gathering) -> Result<(), Error> {
    let channel = gathering.rules.channel;
    let email = |recipient: &NewRecipient| match channel {
        Channel::Email => Some(recipient.address.clone()),
        Channel::Sms => recipient.other_address.clone(),
    };
    let is_open = |recipient: &NewRecipient| recipient.user.is_none() && recipient.person.is_none();
    let open = gathering.gathered.recipients.iter().filter(|recipient| is_open(recipient));
    let addresses: Vec<_> = open.filter_map(email).collect();
    if addresses.is_empty() {
        return Ok(());
    }
    // Where several people share an address, nobody can say whose it is.
    let mut known: HashMap<String, Option<BuiltInPerson>> = HashMap::new();
    for person in tx.find_built_in_people_by_email(&addresses).await? {
        let Some(Ok((address, _))) = person.person.email.as_deref().map(parse_email) else { continue };
        let id = person.id;
        known
            .entry(address_key(&address))
            .and_modify(|one| *one = one.take().filter(|one| one.id == id))
            .or_insert(Some(person));
    }
    for recipient in gathering.gathered.recipients.iter_mut().filter(|recipient| is_open(recipient)) {
        let key = email(recipient).map(|address| address_key(&address));
        if let Some(Some(person)) = key.and_then(|key| known.get(&key)) {
            attach(recipient, person);
        }
    }
    Ok(())
}

fn attach(recipient: &mut NewRecipient, person: &BuiltInPerson) {
    recipient.user = Some(person.id.directory_user());
    recipient.person = Some(person.person.clone());
    if recipient.name.is_empty() {
        recipient.name = domain::address::tidied_name(&person.person.full_name);
    }
}
