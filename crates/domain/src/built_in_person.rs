//! People of the built-in list: the directory of those who have no other. They have no passwords; devices are assigned
//! to them.

use uuid::Uuid;

use crate::account::{AccountFault, USERNAME_BYTES_MAX, check_email};
use crate::directory::{DirectoryKey, DirectoryUser, DirectoryUserRef};
use crate::id::{BuiltInPersonId, DirectoryId};
use crate::person::Person;
use crate::time::Timestamp;

/// The id of the built-in list as a directory. There is exactly one, on every server the same.
pub const BUILT_IN_DIRECTORY_ID: DirectoryId = DirectoryId(Uuid::from_u128(1));

/// What the built-in list is called among the directories.
pub const BUILT_IN_DIRECTORY_NAME: &str = "Built-in people";

/// A person of the built-in list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BuiltInPerson {
    /// The person's id; as a text it is their key in the directory, whatever they are called meanwhile.
    pub id: BuiltInPersonId,
    /// What a device record gets of them. The username is unique whatever the case.
    pub person: Person,
    /// When they were put in.
    pub created_at: Timestamp,
    /// When their data changed last.
    pub updated_at: Timestamp,
}

impl BuiltInPerson {
    /// Returns what to call the person in a list: the name, else the username.
    pub fn title(&self) -> &str {
        if self.person.full_name.is_empty() { &self.person.username } else { &self.person.full_name }
    }

    /// Returns the person as any directory would give them.
    pub fn directory_user(&self) -> DirectoryUser {
        DirectoryUser {
            user: self.id.directory_user(),
            distinguished_name: None,
            person: self.person.clone(),
        }
    }
}

impl BuiltInPersonId {
    /// Returns the person's name among the people of all directories.
    pub fn directory_user(self) -> DirectoryUserRef {
        DirectoryUserRef { directory_id: BUILT_IN_DIRECTORY_ID, key: DirectoryKey(self.0.to_string()) }
    }

    /// Reads the key of a person in the built-in list.
    pub fn from_key(key: &DirectoryKey) -> Option<Self> {
        key.0.parse().ok()
    }
}

/// The most characters of a name and of every other field but the username and the address.
pub const FIELD_CHARACTERS_MAX: usize = 200;

/// What is wrong with a field of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BuiltInPersonFault {
    /// No username.
    #[error("Enter a username.")]
    UsernameEmpty,
    /// A username too long, or with characters that nobody sees.
    #[error("Use at most 128 octets, no control characters and none that cannot be seen.")]
    UsernameMalformed,
    /// A username that another person has.
    #[error("Another person has this username.")]
    UsernameTaken,
    /// A mail address without the shape of one.
    #[error("{}", AccountFault::EmailMalformed)]
    EmailMalformed,
    /// A field too long.
    #[error("Use at most 200 characters.")]
    Long,
    /// A field with control characters, or with marks that turn the direction of what follows.
    #[error("Use no line breaks, control characters or marks that change the direction of writing.")]
    Malformed,
}

/// A field of a person, by the name that forms, the API and lists know it by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PersonField {
    /// The username.
    Username,
    /// The full name.
    FullName,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
    /// The position.
    Position,
    /// The department.
    Department,
    /// The building.
    Building,
    /// The room.
    Room,
}

impl PersonField {
    /// Every field, in the order of forms and lists.
    pub const ALL: [Self; 8] = [
        Self::Username,
        Self::FullName,
        Self::Email,
        Self::Phone,
        Self::Position,
        Self::Department,
        Self::Building,
        Self::Room,
    ];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::FullName => "full_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Position => "position",
            Self::Department => "department",
            Self::Building => "building",
            Self::Room => "room",
        }
    }

    /// Returns the words for people, which also stand in the heads of lists.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Username => "Username",
            Self::FullName => "Full name",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::Position => "Position",
            Self::Department => "Department",
            Self::Building => "Building",
            Self::Room => "Room",
        }
    }

    /// Returns the field's value, empty when there is none.
    pub fn of(self, person: &Person) -> &str {
        let optional = match self {
            Self::Username => return &person.username,
            Self::FullName => return &person.full_name,
            Self::Email => &person.email,
            Self::Phone => &person.phone,
            Self::Position => &person.position,
            Self::Department => &person.department,
            Self::Building => &person.building,
            Self::Room => &person.room,
        };
        optional.as_deref().unwrap_or_default()
    }

    /// Puts a value in, without the blanks around it; an empty one clears the field.
    pub fn put(self, person: &mut Person, value: &str) {
        let value = value.trim();
        let optional = match self {
            Self::Username => return value.clone_into(&mut person.username),
            Self::FullName => return value.clone_into(&mut person.full_name),
            Self::Email => &mut person.email,
            Self::Phone => &mut person.phone,
            Self::Position => &mut person.position,
            Self::Department => &mut person.department,
            Self::Building => &mut person.building,
            Self::Room => &mut person.room,
        };
        *optional = (!value.is_empty()).then(|| value.to_owned());
    }
}

/// Checks a value of a field.
pub fn check_field(field: PersonField, value: &str) -> Result<(), BuiltInPersonFault> {
    use BuiltInPersonFault as Fault;
    match field {
        PersonField::Username if value.is_empty() => Err(Fault::UsernameEmpty),
        PersonField::Username => {
            let fits = value.len() <= USERNAME_BYTES_MAX
                && value.trim() == value
                && !value.chars().any(|c| is_unseen(c) || turns_direction(c));
            if fits { Ok(()) } else { Err(Fault::UsernameMalformed) }
        }
        _ if value.chars().any(|c| c.is_control() || turns_direction(c)) => Err(Fault::Malformed),
        PersonField::Email if value.is_empty() => Ok(()),
        PersonField::Email => check_email(value).map_err(|_| Fault::EmailMalformed),
        _ if value.chars().count() > FIELD_CHARACTERS_MAX => Err(Fault::Long),
        _ => Ok(()),
    }
}

/// Lists what is wrong with a person, by field; empty when nothing is.
pub fn check_person(person: &Person) -> Vec<(PersonField, BuiltInPersonFault)> {
    let check = |field: PersonField| check_field(field, field.of(person)).err().map(|fault| (field, fault));
    PersonField::ALL.into_iter().filter_map(check).collect()
}

/// Returns the form in which people are sorted: the beginning of the name, else of the username, in lower case.
pub fn name_key(person: &Person) -> String {
    const BYTES_MAX: usize = 120;
    let name = if person.full_name.is_empty() { &person.username } else { &person.full_name };
    let mut key = name.trim().to_lowercase();
    key.truncate(key.floor_char_boundary(BYTES_MAX));
    key
}

/// Says whether a character leaves no trace on the screen: two names that differ by it alone look the same.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Says whether a character turns the direction of what follows it, so that a line reads as something else. The two
/// marks that right-to-left names need, U+200E and U+200F, do not.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(username: &str) -> Person {
        Person { username: username.to_owned(), ..Person::default() }
    }

    #[test]
    fn each_fault_names_its_field() {
        use BuiltInPersonFault as Fault;
        let bad = Person {
            username: String::new(),
            full_name: "Ann\nO’Hara".into(),
            email: Some("ann".into()),
            phone: Some("1".repeat(201)),
            position: Some("\u{202e}nimda".into()),
            department: Some("a\0b".into()),
            building: Some("x".repeat(10_000)),
            room: None,
            ..Person::default()
        };
        let expected = [
            (PersonField::Username, Fault::UsernameEmpty),
            (PersonField::FullName, Fault::Malformed),
            (PersonField::Email, Fault::EmailMalformed),
            (PersonField::Phone, Fault::Long),
            (PersonField::Position, Fault::Malformed),
            (PersonField::Department, Fault::Malformed),
            (PersonField::Building, Fault::Long),
        ];
        assert_eq!(check_person(&bad), expected);
        assert!(check_person(&person("ann")).is_empty());
    }

    #[test]
    fn a_username_can_be_seen_whole() {
        let long = "x".repeat(129);
        let longer = "x".repeat(10_000);
        let bad = [
            " ann",
            "ann ",
            "a\0b",
            "a\u{200b}nn",
            "\u{200f}ann",
            "\u{202e}ann",
            "ann\u{feff}",
            &long,
            &longer,
        ];
        for username in bad {
            let faults = check_person(&person(username));
            assert_eq!(
                faults,
                [(PersonField::Username, BuiltInPersonFault::UsernameMalformed)],
                "{username:?}"
            );
        }
        for username in ["*", "a)(uid=*", "ann@example.org", "Änne", "فاطمة", "o'hara"] {
            assert!(check_person(&person(username)).is_empty(), "{username}");
        }
    }

    #[test]
    fn a_name_may_be_written_from_right_to_left() {
        let person = Person { full_name: "\u{200f}פָטִימָה כהן".into(), ..person("fatima") };
        assert!(check_person(&person).is_empty());
    }

    #[test]
    fn fields_read_back_what_was_put_in() {
        let mut person = Person::default();
        for field in PersonField::ALL {
            field.put(&mut person, &format!(" {} ", field.name()));
            assert_eq!(field.of(&person), field.name());
        }
        PersonField::Room.put(&mut person, " ");
        assert_eq!(person.room, None);
    }

    #[test]
    fn people_are_sorted_by_name_else_by_username() {
        assert_eq!(name_key(&Person { full_name: " Änne O’Hara".into(), ..person("anne") }), "änne o’hara");
        assert_eq!(name_key(&person("Bob")), "bob");
        assert!(name_key(&Person { full_name: "ü".repeat(200), ..person("x") }).len() <= 120);
    }

    #[test]
    fn a_key_leads_back_to_its_person() {
        let id = BuiltInPersonId(Uuid::from_u128(7));
        let user = id.directory_user();
        assert_eq!(
            (user.directory_id, BuiltInPersonId::from_key(&user.key)),
            (BUILT_IN_DIRECTORY_ID, Some(id))
        );
        assert_eq!(BuiltInPersonId::from_key(&DirectoryKey("cn=ann".into())), None);
    }
}
