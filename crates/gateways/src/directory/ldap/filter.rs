//! Filters (RFC 4515). Every value is escaped here, and only here; names of attributes and classes are checked when
//! settings are accepted (T19).

use domain::directory::ObjectClasses;
use ldap3::ldap_escape;

/// Active Directory's rule that follows a chain of links to its end.
const IN_CHAIN: &str = "1.2.840.113556.1.4.1941";

/// Matches entries of the classes; every entry when there are none.
pub(super) fn of_classes(classes: &ObjectClasses) -> String {
    let each: Vec<String> = classes.names.iter().map(|name| equals("objectClass", name)).collect();
    match (each.as_slice(), classes.need_all) {
        ([], _) => present("objectClass"),
        ([one], _) => one.clone(),
        (_, true) => all(&each),
        (_, false) => any(&each),
    }
}

/// Matches what all of these match.
pub(super) fn all(filters: &[String]) -> String {
    format!("(&{})", filters.concat())
}

/// Matches what one of these matches.
pub(super) fn any(filters: &[String]) -> String {
    format!("(|{})", filters.concat())
}

/// Matches entries with this value.
pub(super) fn equals(attribute: &str, value: &str) -> String {
    format!("({attribute}={})", ldap_escape(value))
}

/// Matches entries with a value that begins so; any value begins with the empty text.
pub(super) fn begins(attribute: &str, value: &str) -> String {
    format!("({attribute}={}*)", ldap_escape(value))
}

/// Matches entries with the attribute, whatever its value.
pub(super) fn present(attribute: &str) -> String {
    format!("({attribute}=*)")
}

/// Matches entries with this value, every octet escaped.
pub(super) fn equals_octets(attribute: &str, octets: &[u8]) -> String {
    let escaped: String = octets.iter().map(|octet| format!("\\{octet:02x}")).collect();
    format!("({attribute}={escaped})")
}

/// Matches entries that lead to an entry over any number of links.
pub(super) fn leads_to(attribute: &str, distinguished_name: &str) -> String {
    format!("({attribute}:{IN_CHAIN}:={})", ldap_escape(distinguished_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t19_no_value_leaves_its_place() {
        for (value, filter) in [
            ("ann", "(uid=ann)"),
            ("*", "(uid=\\2a)"),
            ("a)(uid=*", "(uid=a\\29\\28uid=\\2a)"),
            ("\\2a", "(uid=\\5c2a)"),
            ("a\0b", "(uid=a\\00b)"),
            ("åsa", "(uid=åsa)"),
        ] {
            assert_eq!(equals("uid", value), filter);
            assert!(ldap3::parse_filter(equals("uid", value)).is_ok(), "{value:?}");
            assert!(ldap3::parse_filter(begins("uid", value)).is_ok(), "{value:?}");
        }
        assert_eq!(equals_octets("objectGUID", &[0, 0x2a, 0xff]), "(objectGUID=\\00\\2a\\ff)");
        assert!(ldap3::parse_filter(leads_to("member", "cn=a (b),dc=x")).is_ok());
    }

    #[test]
    fn classes_are_joined_as_the_settings_say() {
        let classes = |names: &[&str], need_all| ObjectClasses {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            need_all,
        };
        assert_eq!(of_classes(&classes(&[], true)), "(objectClass=*)");
        assert_eq!(of_classes(&classes(&["user"], false)), "(objectClass=user)");
        assert_eq!(of_classes(&classes(&["a", "b"], false)), "(|(objectClass=a)(objectClass=b))");
        assert_eq!(of_classes(&classes(&["a", "b"], true)), "(&(objectClass=a)(objectClass=b))");
    }
}
