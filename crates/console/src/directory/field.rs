//! The fields of a directory's settings as forms draw them, in the parts that belong together.

use domain::directory::{Nesting, Preset, SearchScope, Security};
use web::form::Faults;

use super::typed::{ON_GROUP, ON_USER, Typed};
use crate::field::{Choice, Draw, Field};
use crate::filled::Filled;

/// Some fields under one heading.
pub(super) struct Part {
    pub(super) title: &'static str,
    pub(super) fields: Vec<Field>,
}

/// Draws fields from what was typed and what is wrong with it.
pub(super) struct Drawing<'a> {
    pub(super) typed: &'a Typed,
    pub(super) faults: &'a Faults,
}

impl Drawing<'_> {
    /// Returns the makes of directory to choose from.
    pub(super) fn presets(&self) -> Vec<Choice> {
        let help = |preset| match preset {
            Preset::ActiveDirectory => "Also Samba and Entra Domain Services",
            Preset::OpenLdap => "And others with inetOrgPerson",
            Preset::FreeIpa => "Also Red Hat Identity Management",
            Preset::GoogleSecureLdap => "With the client certificate of the Admin console",
            Preset::OpenDirectory => "macOS Server",
            Preset::EDirectory => "Novell and OpenText",
            Preset::Lldap => "The light one",
        };
        let chosen = self.typed.preset();
        let choice = |preset: Preset| Choice {
            value: preset.name(),
            title: preset.title(),
            help: help(preset),
            is_chosen: chosen == Some(preset),
        };
        Preset::ALL.into_iter().map(choice).collect()
    }

    /// Returns the ways to protect the connection.
    pub(super) fn securities(&self) -> Vec<Choice> {
        let help = |security| match security {
            Security::Ldaps => "TLS from the start, usually on port 636.",
            Security::StartTls => "TLS after a first word in clear, usually on port 389.",
            Security::Plain => "Passwords cross the network in clear, and anybody on it can read them.",
        };
        let choice = |security: Security| Choice {
            value: security.name(),
            title: security.title(),
            help: help(security),
            is_chosen: security.name() == self.typed.value("security"),
        };
        Security::ALL.into_iter().map(choice).collect()
    }

    /// Returns the host, the account that asks, and where the tree begins.
    pub(super) fn hosts(&self) -> Field {
        self.lines("hosts", "Host", "Such as ldap.example.org, or ldap.example.org:636. Several that hold the same directory, one a line: the next is asked when one does not answer.")
    }

    /// Returns the account that asks.
    pub(super) fn bind_name(&self) -> Field {
        self.line("bind_name", "Account that asks", "An account that may read people and groups, nothing more: cn=reader,dc=example,dc=org, or reader@example.org in Active Directory. Empty asks anonymously.")
    }

    /// Returns where the tree begins.
    pub(super) fn base(&self) -> Field {
        self.line("base", "Search base", "Where the tree begins, such as dc=example,dc=org. Leave it empty to take what the directory itself says.")
    }

    /// Returns the name of the directory.
    pub(super) fn name(&self) -> Field {
        self.line("name", "Name", "As administrators know it, such as “Example School”.")
    }

    /// Returns all that says how people, groups and membership are read, and the limits.
    pub(super) fn parts(&self) -> Vec<Part> {
        vec![self.people(), self.groups(), self.membership(), self.limits()]
    }

    fn people(&self) -> Part {
        let fields = vec![
            self.line("user_classes", "Object classes", "Separated by commas; empty lets every entry count."),
            self.need("user_classes_need", "A person has"),
            self.line("user_base", "Search base", ""),
            self.scope("user_scope"),
            self.line("user_id", "ID", "What names a person for ever, whatever they are called meanwhile."),
            self.line("user_username", "Username", "What people log in with."),
            self.line("user_full_name", "Full name", ""),
            self.line("user_email", "E-mail", ""),
            self.line("user_email_suffix", "E-mail suffix", "Put after the value where it has no @, such as @example.org."),
            self.line("user_phone", "Phone", ""),
            self.line("user_position", "Position", ""),
            self.line("user_department", "Department", ""),
            self.line("user_building", "Building", ""),
            self.line("user_room", "Room", ""),
            self.line("user_managed_apple_account", "Managed Apple Account", "For account-driven enrollment, where it is not the e-mail address."),
            self.lines("extra", "Further attributes", "One a line: what the device record calls it, an equals sign, the attribute. Such as Cost centre = costCenter."),
        ];
        Part { title: "People", fields }
    }

    fn groups(&self) -> Part {
        let fields = vec![
            self.line("group_classes", "Object classes", "Separated by commas."),
            self.need("group_classes_need", "A group has"),
            self.line("group_base", "Search base", ""),
            self.scope("group_scope"),
            self.line("group_id", "ID", "What names a group for ever."),
            self.line("group_name", "Name", ""),
        ];
        Part { title: "Groups", fields }
    }

    fn membership(&self) -> Part {
        let stored_in =
            [(ON_USER, "On the person, such as memberOf"), (ON_GROUP, "On the group, such as member")];
        let value = [
            ("distinguished-name", "By distinguished name"),
            ("username", "By username, such as in memberUid"),
        ];
        let nesting = Nesting::ALL.map(|nesting| (nesting.name(), nesting.title()));
        let fields = vec![
            self.menu("membership_stored_in", "Membership is written", "", &stored_in),
            self.line("membership_attribute", "Attribute", ""),
            self.menu(
                "membership_value",
                "A group names its members",
                "Counts where membership is written on the group.",
                &value,
            ),
            self.menu("membership_nesting", "Groups inside groups", "", &nesting),
        ];
        Part { title: "Membership", fields }
    }

    fn limits(&self) -> Part {
        let fields = vec![
            self.number("failures_max", "Wrong passwords passed on", "After so many in a row, logins of that person are refused here without asking the directory. Keep it below the directory’s own lock-out, so that nobody can lock others out through the enrollment page."),
            self.number("failure_window_minutes", "Minutes of rest after that", "At least as long as the directory counts."),
            self.number("connect_timeout_s", "Seconds to connect", ""),
            self.number("search_timeout_s", "Seconds for an answer", ""),
            self.number("page_entries", "Entries asked for at once", ""),
        ];
        Part { title: "Limits", fields }
    }

    fn need(&self, name: &'static str, title: &'static str) -> Field {
        self.menu(name, title, "", &[("any", "One of these classes"), ("all", "All of these classes")])
    }

    fn scope(&self, name: &'static str) -> Field {
        self.menu(name, "Scope", "", &SearchScope::ALL.map(|scope| (scope.name(), scope.title())))
    }
}

impl Draw for Drawing<'_> {
    fn filled(&self) -> &Filled {
        &self.typed.0
    }

    fn faults(&self) -> &Faults {
        self.faults
    }
}
