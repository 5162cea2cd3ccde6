//! People and groups looked up with a directory's settings: exactly what a device record would get.

use app::{GroupFound, Looked, PersonFound, Preview};
use domain::built_in_person::PersonField;
use domain::directory::LdapSettings;

/// How many people, and how many groups, the forms ask for.
pub(super) const NAMES: usize = 2;

/// What was found.
pub(super) struct Found {
    pub(super) people: Vec<Person>,
    pub(super) groups: Vec<Group>,
}

/// A person looked up.
pub(super) struct Person {
    pub(super) asked: String,
    /// Why there is no record; empty where there is one.
    pub(super) refusal: &'static str,
    pub(super) facts: Vec<Attribute>,
    pub(super) groups: Vec<String>,
}

/// One field of a device record, and where it comes from.
pub(super) struct Attribute {
    pub(super) title: String,
    pub(super) value: String,
    pub(super) attribute: String,
}

/// A group looked up.
pub(super) struct Group {
    pub(super) asked: String,
    pub(super) refusal: &'static str,
    pub(super) facts: Vec<Attribute>,
    pub(super) members: String,
}

impl Found {
    pub(super) fn new(preview: Preview, settings: &LdapSettings) -> Self {
        let person = |(asked, looked)| Person::new(asked, looked, settings);
        let group = |(asked, looked)| Group::new(asked, looked, settings);
        Self {
            people: preview.people.into_iter().map(person).collect(),
            groups: preview.groups.into_iter().map(group).collect(),
        }
    }
}

impl Person {
    fn new(asked: String, looked: Looked<PersonFound>, settings: &LdapSettings) -> Self {
        let none = |asked, refusal| Self { asked, refusal, facts: Vec::new(), groups: Vec::new() };
        match looked {
            Looked::Missing => {
                none(asked, "Nobody below the search base has this username. They could not log in.")
            }
            Looked::Ambiguous => {
                none(asked, "More than one entry has this username. None of them could log in.")
            }
            Looked::Found(found) => Self {
                asked,
                refusal: "",
                facts: record(&found, settings),
                groups: found.groups.into_iter().map(|group| group.name).collect(),
            },
        }
    }
}

impl Group {
    fn new(asked: String, looked: Looked<GroupFound>, settings: &LdapSettings) -> Self {
        let none = |asked, refusal| Self { asked, refusal, facts: Vec::new(), members: String::new() };
        let fact = |title: &str, value: String, attribute: &str| Attribute {
            title: title.to_owned(),
            value,
            attribute: attribute.to_owned(),
        };
        match looked {
            Looked::Missing => none(asked, "No group below the search base has this name."),
            Looked::Ambiguous => none(asked, "More than one group has this name."),
            Looked::Found(found) => Self {
                asked,
                refusal: "",
                facts: vec![
                    fact("Name", found.group.name, &settings.groups.name),
                    fact("ID", found.group.group.key.0, &settings.groups.id),
                    fact("Entry", found.group.distinguished_name.unwrap_or_default(), ""),
                ],
                members: found.members.join(", "),
            },
        }
    }
}

/// Lists every field of the record, the empty ones too, each with the attribute it is read from.
fn record(found: &PersonFound, settings: &LdapSettings) -> Vec<Attribute> {
    let users = &settings.users;
    let from = |field| match field {
        PersonField::Username => &users.username,
        PersonField::FullName => &users.full_name,
        PersonField::Email => &users.email,
        PersonField::Phone => &users.phone,
        PersonField::Position => &users.position,
        PersonField::Department => &users.department,
        PersonField::Building => &users.building,
        PersonField::Room => &users.room,
    };
    let fields = PersonField::ALL.map(|field| Attribute {
        title: field.title().to_owned(),
        value: field.of(&found.user.person).to_owned(),
        attribute: from(field).clone(),
    });
    let extra = users.extra.iter().map(|(label, attribute)| Attribute {
        title: label.clone(),
        value: found.user.person.extra.get(label).cloned().unwrap_or_default(),
        attribute: attribute.clone(),
    });
    let id = Attribute {
        title: "ID".to_owned(),
        value: found.user.user.key.0.clone(),
        attribute: users.id.clone(),
    };
    fields.into_iter().chain(extra).chain([id]).collect()
}
