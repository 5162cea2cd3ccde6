//! What makes settings of a directory acceptable.

use super::{HOSTS_MAX, LdapSettings};

/// The most characters of a directory's name.
const NAME_CHARACTERS_MAX: usize = 100;
/// The most octets of a distinguished name or a bind name.
const DN_BYTES_MAX: usize = 1024;
/// The most further attributes that a mapping may name.
const EXTRA_MAX: usize = 20;
/// The most object classes that a mapping may name.
const CLASSES_MAX: usize = 10;
/// The most characters of an attribute's or class's name.
const ATTRIBUTE_CHARACTERS_MAX: usize = 100;

/// What is wrong with a field of a directory's settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DirectoryFault {
    /// No name, or one too long.
    #[error("Give the directory a name of at most 100 characters.")]
    Name,
    /// A name that another directory has.
    #[error("Another directory has this name.")]
    NameTaken,
    /// No host, or too many.
    #[error("Name one to eight hosts, such as ldap.example.org or ldap.example.org:636, one a line.")]
    Hosts,
    /// Something that is no host.
    #[error(
        "This is not a host. Write a name or an address, with :port after it where it is not the usual one."
    )]
    Host,
    /// A time-out out of range.
    #[error("Choose between 1 and 60 seconds.")]
    Timeout,
    /// A page size out of range.
    #[error("Choose between 50 and 1,000 entries.")]
    Page,
    /// A limit on failures out of range.
    #[error("Choose between 1 and 50 tries, fewer than the directory's own lock-out.")]
    Failures,
    /// A rest out of range.
    #[error("Choose between 1 and 1,440 minutes.")]
    Window,
    /// Something that is no attribute's name.
    #[error("This is not an attribute’s name: use letters, digits and hyphens, such as sAMAccountName.")]
    Attribute,
    /// An attribute that is needed and missing.
    #[error("Name the attribute; without it nobody can be told apart.")]
    AttributeMissing,
    /// Too many further attributes.
    #[error("Name at most 20 further attributes.")]
    Extra,
    /// Something that is no object class.
    #[error("Name at most ten object classes, separated by commas.")]
    Classes,
    /// A distinguished name that is none.
    #[error("Write a distinguished name such as ou=people,dc=example,dc=org.")]
    DistinguishedName,
    /// A bind name too long or with control characters.
    #[error("Write the account’s distinguished name or, in Active Directory, its user principal name.")]
    BindName,
    /// A bind name without a password, which a directory takes for nobody's.
    #[error("Enter the account’s password. Without one the directory would take the server for a stranger.")]
    BindPasswordMissing,
    /// A file without a certificate.
    #[error(
        "This is not a certificate. Choose a PEM or DER file with the root of the directory’s certificate."
    )]
    Roots,
    /// A client certificate without its key, or the reverse.
    #[error("Choose a PEM file with both the client certificate and its private key.")]
    ClientIdentity,
}

/// Checks a directory's name.
pub fn check_name(name: &str) -> Result<(), DirectoryFault> {
    let fits = !name.trim().is_empty()
        && name.chars().count() <= NAME_CHARACTERS_MAX
        && !name.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(DirectoryFault::Name) }
}

/// Says whether a text can be an attribute's or class's name: a description or an OID (RFC 4512 §1.4), options
/// included. Nothing else ever becomes part of a filter unescaped (T19).
pub fn is_attribute(text: &str) -> bool {
    (1..=ATTRIBUTE_CHARACTERS_MAX).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ';' | '_'))
}

/// Says whether a text has the shape of a distinguished name; the empty one is the root.
fn is_distinguished_name(text: &str) -> bool {
    text.len() <= DN_BYTES_MAX
        && !text.chars().any(char::is_control)
        && (text.is_empty() || text.split_once('=').is_some_and(|(name, _)| is_attribute(name.trim())))
}

fn is_host(text: &str) -> bool {
    (1..=253).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '_'))
}

impl LdapSettings {
    /// Lists what is wrong, by field; empty when nothing is.
    pub fn faults(&self) -> Vec<(&'static str, DirectoryFault)> {
        use DirectoryFault as Fault;
        let mut faults = Vec::new();
        let mut check = |field, is_right: bool, fault| {
            if !is_right {
                faults.push((field, fault));
            }
        };
        check("hosts", (1..=HOSTS_MAX).contains(&self.hosts.len()), Fault::Hosts);
        check("hosts", self.hosts.iter().all(|host| is_host(&host.name) && host.port > 0), Fault::Host);
        check("connect_timeout_s", (1..=60).contains(&self.connect_timeout_s), Fault::Timeout);
        check("search_timeout_s", (1..=60).contains(&self.search_timeout_s), Fault::Timeout);
        check("page_entries", (50..=1_000).contains(&self.page_entries), Fault::Page);
        check("failures_max", (1..=50).contains(&self.failures_max), Fault::Failures);
        check("failure_window_minutes", (1..=1_440).contains(&self.failure_window_minutes), Fault::Window);
        let bind_name = self.bind_name.as_deref().unwrap_or_default();
        let is_bind_name = bind_name.len() <= DN_BYTES_MAX && !bind_name.chars().any(char::is_control);
        check("bind_name", is_bind_name, Fault::BindName);
        check("user_base", is_distinguished_name(&self.users.base), Fault::DistinguishedName);
        check("group_base", is_distinguished_name(&self.groups.base), Fault::DistinguishedName);

        let users = &self.users;
        for (field, name) in
            [("user_id", &users.id), ("user_username", &users.username), ("group_id", &self.groups.id)]
        {
            check(field, !name.is_empty(), Fault::AttributeMissing);
            check(field, name.is_empty() || is_attribute(name), Fault::Attribute);
        }
        for (field, name) in [
            ("user_full_name", users.full_name.as_str()),
            ("user_email", &users.email),
            ("user_phone", &users.phone),
            ("user_position", &users.position),
            ("user_department", &users.department),
            ("user_building", &users.building),
            ("user_room", &users.room),
            ("user_managed_apple_account", &users.managed_apple_account),
            ("group_name", &self.groups.name),
        ] {
            check(field, name.is_empty() || is_attribute(name), Fault::Attribute);
        }
        check("membership_attribute", is_attribute(self.membership.attribute()), Fault::Attribute);
        let extra = &users.extra;
        let is_label = |label: &str| !label.trim().is_empty() && label.chars().count() <= 100;
        check("extra", extra.len() <= EXTRA_MAX, Fault::Extra);
        check(
            "extra",
            extra.iter().all(|(label, name)| is_label(label) && is_attribute(name)),
            Fault::Attribute,
        );
        for (field, classes) in
            [("user_classes", &users.object_classes), ("group_classes", &self.groups.object_classes)]
        {
            let fits =
                classes.names.len() <= CLASSES_MAX && classes.names.iter().all(|name| is_attribute(name));
            check(field, fits, Fault::Classes);
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{LdapHost, Preset};

    #[test]
    fn t19_only_an_attributes_name_is_taken_for_one() {
        for good in ["uid", "sAMAccountName", "apple-generateduid", "1.3.6.1.4.1.9", "cn;lang-de"] {
            assert!(is_attribute(good), "{good}");
        }
        for bad in ["", "*", "uid)(cn", "uid=x", "a b", "ü", "-a", &"x".repeat(101)] {
            assert!(!is_attribute(bad), "{bad}");
        }
    }

    #[test]
    fn each_fault_names_its_field() {
        let hosts = vec![LdapHost { name: "ldap.example.org".into(), port: 636 }];
        let mut settings = Preset::OpenLdap.settings(hosts, "dc=example,dc=org");
        settings.hosts.clear();
        settings.users.id.clear();
        settings.users.email = "mail)(x".into();
        settings.groups.base = "nonsense".into();
        settings.search_timeout_s = 0;
        let fields: Vec<_> = settings.faults().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["hosts", "search_timeout_s", "group_base", "user_id", "user_email"]);
    }
}
