//! What somebody has filled in about a directory.

use app::{App, DirectoryDraft, Error, SecretInput};
use axum::extract::Request;
use domain::directory::{
    LdapHost, LdapSettings, MemberValue, Membership, Nesting, ObjectClasses, Preset, SearchScope, Security,
};
use web::error::PageError;

use crate::filled::{Filled, Shape};

/// The form with the settings of a directory.
pub(super) struct Typed(pub(super) Filled);

/// Which of its fields are no texts.
const SHAPE: Shape = Shape { secrets: &["bind_password"], files: &["roots", "client_identity"] };

/// The value of a membership that is kept on people.
pub(super) const ON_USER: &str = "user";
/// The value of one that is kept on groups.
pub(super) const ON_GROUP: &str = "group";

impl Typed {
    /// Reads a form.
    pub(super) async fn read(request: Request) -> Result<Self, PageError> {
        Filled::read(request, &SHAPE).await.map(Self)
    }

    /// Writes settings as a form shows them.
    pub(super) fn of(name: &str, base: &str, settings: &LdapSettings) -> Self {
        let (users, groups) = (&settings.users, &settings.groups);
        let hosts: Vec<_> = settings.hosts.iter().map(|host| host.written(settings.security)).collect();
        let extra: Vec<_> =
            users.extra.iter().map(|(label, attribute)| format!("{label} = {attribute}")).collect();
        let (kept_on, value) = match &settings.membership {
            Membership::UserObject { .. } => (ON_USER, MemberValue::DistinguishedName),
            Membership::GroupObject { value, .. } => (ON_GROUP, *value),
        };
        Self(Filled::of([
            ("name", name.to_owned()),
            ("base", base.to_owned()),
            ("preset", settings.preset.name().to_owned()),
            ("hosts", hosts.join("\n")),
            ("security", settings.security.name().to_owned()),
            ("bind_name", settings.bind_name.clone().unwrap_or_default()),
            ("connect_timeout_s", settings.connect_timeout_s.to_string()),
            ("search_timeout_s", settings.search_timeout_s.to_string()),
            ("page_entries", settings.page_entries.to_string()),
            ("failures_max", settings.failures_max.to_string()),
            ("failure_window_minutes", settings.failure_window_minutes.to_string()),
            ("user_classes", users.object_classes.names.join(", ")),
            ("user_classes_need", need(&users.object_classes).to_owned()),
            ("user_base", users.base.clone()),
            ("user_scope", users.scope.name().to_owned()),
            ("user_id", users.id.clone()),
            ("user_username", users.username.clone()),
            ("user_full_name", users.full_name.clone()),
            ("user_email", users.email.clone()),
            ("user_email_suffix", users.email_suffix.clone()),
            ("user_phone", users.phone.clone()),
            ("user_position", users.position.clone()),
            ("user_department", users.department.clone()),
            ("user_building", users.building.clone()),
            ("user_room", users.room.clone()),
            ("user_managed_apple_account", users.managed_apple_account.clone()),
            ("extra", extra.join("\n")),
            ("group_classes", groups.object_classes.names.join(", ")),
            ("group_classes_need", need(&groups.object_classes).to_owned()),
            ("group_base", groups.base.clone()),
            ("group_scope", groups.scope.name().to_owned()),
            ("group_id", groups.id.clone()),
            ("group_name", groups.name.clone()),
            ("membership_stored_in", kept_on.to_owned()),
            ("membership_attribute", settings.membership.attribute().to_owned()),
            ("membership_value", value.name().to_owned()),
            ("membership_nesting", settings.membership.nesting().name().to_owned()),
        ]))
    }

    /// Returns these texts over others: where this form has a field, its text counts.
    pub(super) fn over(&self, below: Self) -> Self {
        Self(self.0.over(below.0))
    }

    /// Returns a field's text; empty where the form has none.
    pub(super) fn value(&self, field: &str) -> &str {
        self.0.value(field)
    }

    /// Leaves the make open: whoever begins has chosen none yet.
    pub(super) fn choose_no_preset(&mut self) {
        self.0.remove("preset");
    }

    /// Returns the make that was chosen.
    pub(super) fn preset(&self) -> Option<Preset> {
        Preset::parse(self.value("preset"))
    }

    /// Returns the draft: the settings with what this form says in their place, and the secrets as they were entered.
    pub(super) fn draft(&self, app: &App, settings: LdapSettings) -> Result<DirectoryDraft, Error> {
        Ok(DirectoryDraft {
            name: self.value("name").to_owned(),
            settings: self.settings(app, settings)?,
            bind_password: self.0.secret("bind_password"),
            client_identity: match (self.0.file("client_identity"), self.value("client_identity_clear")) {
                (file, _) if !file.is_empty() => SecretInput::Set(file.to_owned()),
                (_, "") => SecretInput::Keep,
                _ => SecretInput::Clear,
            },
        })
    }

    fn settings(&self, app: &App, mut settings: LdapSettings) -> Result<LdapSettings, Error> {
        if let Some(security) = Security::parse(self.value("security")) {
            settings.security = security;
        }
        self.hand("hosts", |text| {
            let lines = text.lines().flat_map(|line| line.split([' ', ','])).filter(|line| !line.is_empty());
            settings.hosts = lines.map(|line| LdapHost::read(line, settings.security)).collect();
        });
        self.hand("bind_name", |text| settings.bind_name = (!text.is_empty()).then(|| text.to_owned()));
        self.number("connect_timeout_s", &mut settings.connect_timeout_s);
        self.number("search_timeout_s", &mut settings.search_timeout_s);
        self.number("page_entries", &mut settings.page_entries);
        self.number("failures_max", &mut settings.failures_max);
        self.number("failure_window_minutes", &mut settings.failure_window_minutes);
        self.mappings(&mut settings);
        self.roots(app, &mut settings.roots)?;
        Ok(settings)
    }

    fn mappings(&self, settings: &mut LdapSettings) {
        let (users, groups) = (&mut settings.users, &mut settings.groups);
        self.classes("user_classes", "user_classes_need", &mut users.object_classes);
        self.classes("group_classes", "group_classes_need", &mut groups.object_classes);
        for (field, place) in [
            ("user_base", &mut users.base),
            ("user_id", &mut users.id),
            ("user_username", &mut users.username),
            ("user_full_name", &mut users.full_name),
            ("user_email", &mut users.email),
            ("user_email_suffix", &mut users.email_suffix),
            ("user_phone", &mut users.phone),
            ("user_position", &mut users.position),
            ("user_department", &mut users.department),
            ("user_building", &mut users.building),
            ("user_room", &mut users.room),
            ("user_managed_apple_account", &mut users.managed_apple_account),
            ("group_base", &mut groups.base),
            ("group_id", &mut groups.id),
            ("group_name", &mut groups.name),
        ] {
            self.hand(field, |text| text.clone_into(place));
        }
        for (field, scope) in [("user_scope", &mut users.scope), ("group_scope", &mut groups.scope)] {
            self.hand(field, |text| *scope = SearchScope::parse(text).unwrap_or(*scope));
        }
        self.hand("extra", |text| {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let pair = |line: &str| {
                let (label, attribute) = line.split_once('=').unwrap_or((line, ""));
                (label.trim().to_owned(), attribute.trim().to_owned())
            };
            users.extra = lines.map(pair).collect();
        });
        self.membership(&mut settings.membership);
    }

    fn membership(&self, membership: &mut Membership) {
        let attribute = match self.0.get("membership_attribute") {
            Some(text) => text.trim().to_owned(),
            None => membership.attribute().to_owned(),
        };
        let nesting = Nesting::parse(self.value("membership_nesting")).unwrap_or(membership.nesting());
        let former = match membership {
            Membership::UserObject { .. } => (ON_USER, MemberValue::DistinguishedName),
            Membership::GroupObject { value, .. } => (ON_GROUP, *value),
        };
        let value = MemberValue::parse(self.value("membership_value")).unwrap_or(former.1);
        let is_on_user = match self.value("membership_stored_in") {
            ON_USER => true,
            ON_GROUP => false,
            _ => former.0 == ON_USER,
        };
        *membership = match is_on_user {
            true => Membership::UserObject { attribute, nesting },
            false => Membership::GroupObject { attribute, value, nesting },
        };
    }

    /// Takes certificates to trust: those of a file, and the one that was shown and ticked.
    fn roots(&self, app: &App, roots: &mut Vec<Vec<u8>>) -> Result<(), Error> {
        if !self.value("roots_clear").is_empty() {
            roots.clear();
        }
        let mut more = Vec::new();
        if !self.0.file("roots").is_empty() {
            more.extend(app.read_directory_roots(self.0.file("roots"))?);
        }
        if !self.value("trust_root").is_empty() {
            let shown = read_hex(self.value("trust_root")).unwrap_or_default();
            more.extend(app.read_directory_roots(&shown)?);
        }
        more.retain(|root| !roots.contains(root));
        roots.extend(more);
        Ok(())
    }

    fn classes(&self, field: &str, need: &str, classes: &mut ObjectClasses) {
        self.hand(field, |text| {
            let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
            classes.names = names.map(str::to_owned).collect();
        });
        self.hand(need, |text| classes.need_all = text == "all");
    }

    /// Hands a field's text on, if the form has the field.
    fn hand(&self, field: &str, take: impl FnOnce(&str)) {
        if let Some(text) = self.0.get(field) {
            take(text.trim());
        }
    }

    /// Reads a number; what is none becomes one that the rules refuse beside its field.
    fn number(&self, field: &str, place: &mut u32) {
        self.hand(field, |text| *place = text.parse().unwrap_or(0));
    }
}

fn need(classes: &ObjectClasses) -> &'static str {
    if classes.need_all { "all" } else { "any" }
}

/// Writes octets so that a form can carry them.
pub(super) fn write_hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn read_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_reads_back() {
        let octets = [0, 1, 0x7f, 0xff];
        assert_eq!(read_hex(&write_hex(&octets)).as_deref(), Some(octets.as_slice()));
        for wrong in ["0g", "zz", "é"] {
            assert_eq!(read_hex(wrong), None, "{wrong}");
        }
    }
}
