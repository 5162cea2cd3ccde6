//! What differs between two settings of a directory, in words for the trail.

use super::{LdapSettings, MemberValue, Membership, ObjectClasses};
use crate::audit::FieldChange;

impl LdapSettings {
    /// Lists the settings that differ from others, with their words for people.
    pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
        FieldChange::between(&self.fields(), &other.fields())
    }

    /// Says whether a password kept for these settings could, with others, reach somebody it was not entered for: another
    /// host, or the same one with less proof of who it is.
    pub fn exposes_password(&self, other: &Self) -> bool {
        other.hosts.iter().any(|host| !self.hosts.contains(host))
            || other.security != self.security
            || other.roots.iter().any(|root| !self.roots.contains(root))
            || other.bind_name != self.bind_name
    }

    fn fields(&self) -> Vec<(String, String)> {
        let hosts: Vec<_> = self.hosts.iter().map(|host| format!("{}:{}", host.name, host.port)).collect();
        let (users, groups) = (&self.users, &self.groups);
        let (value, kept_on) = match &self.membership {
            Membership::UserObject { .. } => ("", "user"),
            Membership::GroupObject { value: MemberValue::DistinguishedName, .. } => ("name", "group"),
            Membership::GroupObject { value: MemberValue::Username, .. } => ("username", "group"),
        };
        let fields = [
            ("preset", self.preset.title().to_owned()),
            ("hosts", hosts.join(" ")),
            ("security", self.security.title().to_owned()),
            ("trusted certificates", digest(&self.roots)),
            ("bind name", self.bind_name.clone().unwrap_or_default()),
            ("connection time-out", self.connect_timeout_s.to_string()),
            ("search time-out", self.search_timeout_s.to_string()),
            ("page size", self.page_entries.to_string()),
            ("failed logins passed on", self.failures_max.to_string()),
            ("rest after failed logins", self.failure_window_minutes.to_string()),
            ("user classes", classes(&users.object_classes)),
            ("user base", users.base.clone()),
            ("user scope", users.scope.title().to_owned()),
            ("user ID", users.id.clone()),
            ("username", users.username.clone()),
            ("full name", users.full_name.clone()),
            ("e-mail", users.email.clone()),
            ("e-mail suffix", users.email_suffix.clone()),
            ("phone", users.phone.clone()),
            ("position", users.position.clone()),
            ("department", users.department.clone()),
            ("building", users.building.clone()),
            ("room", users.room.clone()),
            ("Managed Apple Account", users.managed_apple_account.clone()),
            ("group classes", classes(&groups.object_classes)),
            ("group base", groups.base.clone()),
            ("group scope", groups.scope.title().to_owned()),
            ("group ID", groups.id.clone()),
            ("group name", groups.name.clone()),
            ("membership stored in", kept_on.to_owned()),
            ("membership attribute", self.membership.attribute().to_owned()),
            ("membership value", value.to_owned()),
            ("nested groups", self.membership.nesting().title().to_owned()),
        ];
        let fields = fields.into_iter().map(|(field, value)| (field.to_owned(), value));
        let extra = users.extra.iter().map(|(label, name)| (format!("attribute {label}"), name.clone()));
        fields.chain(extra).collect()
    }
}

fn classes(classes: &ObjectClasses) -> String {
    classes.names.join(if classes.need_all { " and " } else { " or " })
}

/// Returns what tells certificates apart in a line for people: how many, and the last octets of each.
fn digest(roots: &[Vec<u8>]) -> String {
    let ends = roots.iter().map(|root| {
        let end = &root[root.len().saturating_sub(4)..];
        end.iter().map(|octet| format!("{octet:02x}")).collect::<String>()
    });
    ends.map(|end| format!("…{end}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::directory::{LdapHost, Preset, Security};

    #[test]
    fn t31_a_kept_password_goes_to_no_new_host() {
        let host = |name: &str| LdapHost { name: name.into(), port: 636 };
        let settings = Preset::OpenLdap.settings(vec![host("a"), host("b")], "dc=x");
        let mut other = settings.clone();
        other.hosts.pop();
        other.users.room = "roomNumber2".into();
        assert!(!settings.exposes_password(&other), "a host less, and another mapping");
        other.hosts.push(host("evil"));
        assert!(settings.exposes_password(&other));
        let plain = crate::directory::LdapSettings { security: Security::Plain, ..settings.clone() };
        assert!(settings.exposes_password(&plain));
        let trusting = crate::directory::LdapSettings { roots: vec![vec![1; 9]], ..settings.clone() };
        assert!(settings.exposes_password(&trusting));
        let fields: Vec<_> = settings.changes_to(&trusting).into_iter().map(|change| change.field).collect();
        assert_eq!(fields, ["trusted certificates"]);
    }
}
