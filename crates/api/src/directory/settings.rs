//! How a directory is reached and read, on the wire.

use std::collections::BTreeMap;

use app::{App, DirectoryDraft, SecretInput};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::directory::{
    GroupMapping, LdapHost, LdapSettings, MemberValue, Membership, Nesting, ObjectClasses, Preset,
    SearchScope, Security, UserMapping,
};
use domain::secret::Secret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::problem::Problem;
use crate::request::Checks;

/// How a directory is reached and read. What a request leaves out is as usual for the make.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DirectorySettings {
    /// The make, which says what is usual.
    #[schema(schema_with = presets)]
    preset: String,
    /// Hosts that hold the same directory, in the order in which they are tried.
    #[schema(min_items = 1, max_items = 8)]
    hosts: Vec<Host>,
    /// How the connection is protected; `ldaps` when not said.
    #[serde(default)]
    #[schema(schema_with = securities)]
    security: Option<String>,
    /// Certificates to trust besides the system’s, as PEM.
    #[serde(default)]
    roots: String,
    /// The account that asks; `null` asks anonymously.
    #[serde(default)]
    #[schema(example = "cn=reader,dc=example,dc=org")]
    bind_name: Option<String>,
    /// How long connecting may take, TLS included.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 60)]
    connect_timeout_s: Option<u32>,
    /// How long one answer may take.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 60)]
    search_timeout_s: Option<u32>,
    /// How many entries are asked for at once.
    #[serde(default)]
    #[schema(minimum = 50, maximum = 1000)]
    page_entries: Option<u32>,
    /// How many wrong passwords in a row are passed on: fewer than the directory’s own lock-out.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 50)]
    failures_max: Option<u32>,
    /// How long the rest after them is.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 1440)]
    failure_window_minutes: Option<u32>,
    /// How people are found and read.
    #[serde(default)]
    users: Option<UserAttributes>,
    /// How groups are found and read.
    #[serde(default)]
    groups: Option<GroupAttributes>,
    /// Who belongs to which group.
    #[serde(default)]
    membership: Option<MembershipAttributes>,
}

/// A host of a directory.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Host {
    /// Its name or address; the name is what its certificate is checked against.
    #[schema(example = "ldap.example.org")]
    name: String,
    /// Its port; the usual one when not said.
    #[serde(default)]
    port: Option<u16>,
}

/// How people are found, and which attribute becomes which field. An attribute left empty leaves its field empty.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserAttributes {
    /// Which entries are people, by object class; none lets every entry count.
    object_classes: Vec<String>,
    /// Whether an entry needs all of them, not just one.
    needs_all_classes: bool,
    /// Below which entry they stand.
    base: String,
    /// How deep below it.
    #[schema(schema_with = scopes)]
    scope: String,
    /// The attribute that names a person for ever.
    id: String,
    /// The attribute with the name they log in with.
    username: String,
    /// The attribute with their whole name.
    full_name: String,
    /// The attribute with their e-mail address.
    email: String,
    /// Put after the address where it has no `@`.
    email_suffix: String,
    /// The attribute with their telephone number.
    phone: String,
    /// The attribute with their position.
    position: String,
    /// The attribute with their department.
    department: String,
    /// The attribute with their building.
    building: String,
    /// The attribute with their room.
    room: String,
    /// The attribute with their Managed Apple Account.
    #[serde(default)]
    managed_apple_account: String,
    /// Further attributes: what the device record calls each, and the attribute.
    extra: BTreeMap<String, String>,
}

/// How groups are found.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupAttributes {
    /// Which entries are groups, by object class.
    object_classes: Vec<String>,
    /// Whether an entry needs all of them, not just one.
    needs_all_classes: bool,
    /// Below which entry they stand.
    base: String,
    /// How deep below it.
    #[schema(schema_with = scopes)]
    scope: String,
    /// The attribute that names a group for ever.
    id: String,
    /// The attribute with its name.
    name: String,
}

/// Where a directory writes down who belongs to which group.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MembershipAttributes {
    /// Whether it is written on the person or on the group.
    #[schema(schema_with = places)]
    stored_in: String,
    /// The attribute.
    attribute: String,
    /// How a group names a member; counts where it is written on the group.
    #[serde(default)]
    #[schema(schema_with = values)]
    value: Option<String>,
    /// What becomes of groups inside groups.
    #[schema(schema_with = nestings)]
    nesting: String,
}

/// A directory to be set up, changed or tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DirectoryFields {
    /// What administrators call it; unique. May be left out when it is only tried.
    #[serde(default)]
    name: String,
    /// Where its tree begins: what is usual for the make is put below it. Counts where `users` or `groups` are left out.
    #[serde(default)]
    #[schema(example = "dc=example,dc=org")]
    base: String,
    /// How it is reached and read.
    settings: DirectorySettings,
    /// The password of the account that asks. Left out, the one that is set stays; a change of host, protection, account
    /// or trust needs it again.
    #[serde(default)]
    #[schema(write_only)]
    bind_password: Option<String>,
    /// A client certificate with its key, as PEM. Left out, the one that is set stays; empty removes it.
    #[serde(default)]
    #[schema(write_only)]
    client_certificate: Option<String>,
}

const ON_USER: &str = "user";
const ON_GROUP: &str = "group";

fn presets() -> Object {
    one_of(Preset::ALL.map(Preset::name), "The make of the directory.")
}

fn securities() -> Object {
    one_of(Security::ALL.map(Security::name), "How the connection is protected.")
}

fn scopes() -> Object {
    one_of(SearchScope::ALL.map(SearchScope::name), "How deep a search goes.")
}

fn places() -> Object {
    one_of([ON_USER, ON_GROUP], "Where membership is written.")
}

fn values() -> Object {
    one_of(MemberValue::ALL.map(MemberValue::name), "How a group names a member.")
}

fn nestings() -> Object {
    one_of(Nesting::ALL.map(Nesting::name), "What becomes of groups inside groups.")
}

impl DirectoryFields {
    /// Reads the directory for the verbs.
    pub(crate) fn draft(self, app: &App) -> Result<DirectoryDraft, Problem> {
        Ok(DirectoryDraft {
            settings: self.settings.read(app, self.base.trim())?,
            name: self.name,
            bind_password: match self.bind_password {
                None => SecretInput::Keep,
                Some(password) => SecretInput::Set(Secret::new(password)),
            },
            client_identity: match self.client_certificate {
                None => SecretInput::Keep,
                Some(file) if file.is_empty() => SecretInput::Clear,
                Some(file) => SecretInput::Set(file.into_bytes()),
            },
        })
    }
}

impl DirectorySettings {
    fn read(self, app: &App, base: &str) -> Result<LdapSettings, Problem> {
        let mut checks = Checks::default();
        let preset =
            checks.read("preset", Some(&self.preset), &names(Preset::ALL.map(Preset::name)), Preset::parse);
        let mut settings = preset.unwrap_or(Preset::OpenLdap).settings(Vec::new(), base);
        let security = self.security.as_deref();
        let kinds = names(Security::ALL.map(Security::name));
        settings.security =
            checks.read("security", security, &kinds, Security::parse).unwrap_or(Security::Ldaps);
        let usual = settings.security.default_port();
        let host = |host: Host| LdapHost { name: host.name, port: host.port.unwrap_or(usual) };
        settings.hosts = self.hosts.into_iter().map(host).collect();
        settings.bind_name = self.bind_name.filter(|name| !name.is_empty());
        for (place, value) in [
            (&mut settings.connect_timeout_s, self.connect_timeout_s),
            (&mut settings.search_timeout_s, self.search_timeout_s),
            (&mut settings.page_entries, self.page_entries),
            (&mut settings.failures_max, self.failures_max),
            (&mut settings.failure_window_minutes, self.failure_window_minutes),
        ] {
            *place = value.unwrap_or(*place);
        }
        if let Some(users) = self.users {
            settings.users = users.read(&mut checks);
        }
        if let Some(groups) = self.groups {
            settings.groups = groups.read(&mut checks);
        }
        if let Some(membership) = self.membership {
            settings.membership = membership.read(&mut checks).unwrap_or(settings.membership);
        }
        checks.finish()?;
        if !self.roots.trim().is_empty() {
            let read = app.read_directory_roots(self.roots.as_bytes());
            settings.roots = read.map_err(|error| Problem::from_app(error, app.now()))?;
        }
        Ok(settings)
    }
}

impl UserAttributes {
    fn read(self, checks: &mut Checks) -> UserMapping {
        UserMapping {
            object_classes: ObjectClasses { names: self.object_classes, need_all: self.needs_all_classes },
            base: self.base,
            scope: scope(checks, "user_scope", &self.scope),
            id: self.id,
            username: self.username,
            full_name: self.full_name,
            email: self.email,
            email_suffix: self.email_suffix,
            phone: self.phone,
            position: self.position,
            department: self.department,
            building: self.building,
            room: self.room,
            managed_apple_account: self.managed_apple_account,
            extra: self.extra,
        }
    }
}

impl GroupAttributes {
    fn read(self, checks: &mut Checks) -> GroupMapping {
        GroupMapping {
            object_classes: ObjectClasses { names: self.object_classes, need_all: self.needs_all_classes },
            base: self.base,
            scope: scope(checks, "group_scope", &self.scope),
            id: self.id,
            name: self.name,
        }
    }
}

impl MembershipAttributes {
    fn read(self, checks: &mut Checks) -> Option<Membership> {
        let nestings = names(Nesting::ALL.map(Nesting::name));
        let nesting = checks.read("membership_nesting", Some(&self.nesting), &nestings, Nesting::parse)?;
        let values = names(MemberValue::ALL.map(MemberValue::name));
        let value = checks.read("membership_value", self.value.as_deref(), &values, MemberValue::parse);
        let value = value.unwrap_or(MemberValue::DistinguishedName);
        let attribute = self.attribute;
        let places = names([ON_USER, ON_GROUP]);
        checks.read("membership_stored_in", Some(&self.stored_in), &places, |place| match place {
            ON_USER => Some(Membership::UserObject { attribute, nesting }),
            ON_GROUP => Some(Membership::GroupObject { attribute, value, nesting }),
            _ => None,
        })
    }
}

fn scope(checks: &mut Checks, field: &'static str, text: &str) -> SearchScope {
    let scopes = names(SearchScope::ALL.map(SearchScope::name));
    checks.read(field, Some(text), &scopes, SearchScope::parse).unwrap_or_default()
}

fn names<const N: usize>(names: [&str; N]) -> String {
    format!("one of {}", names.join(", "))
}

impl From<LdapSettings> for DirectorySettings {
    fn from(settings: LdapSettings) -> Self {
        let host = |host: LdapHost| Host { name: host.name, port: Some(host.port) };
        let nesting = settings.membership.nesting().name().to_owned();
        let attribute = settings.membership.attribute().to_owned();
        let (stored_in, value) = match settings.membership {
            Membership::UserObject { .. } => (ON_USER, None),
            Membership::GroupObject { value, .. } => (ON_GROUP, Some(value.name().to_owned())),
        };
        Self {
            preset: settings.preset.name().to_owned(),
            hosts: settings.hosts.into_iter().map(host).collect(),
            security: Some(settings.security.name().to_owned()),
            roots: settings.roots.iter().map(|root| pem(root)).collect(),
            bind_name: settings.bind_name,
            connect_timeout_s: Some(settings.connect_timeout_s),
            search_timeout_s: Some(settings.search_timeout_s),
            page_entries: Some(settings.page_entries),
            failures_max: Some(settings.failures_max),
            failure_window_minutes: Some(settings.failure_window_minutes),
            users: Some(settings.users.into()),
            groups: Some(settings.groups.into()),
            membership: Some(MembershipAttributes {
                stored_in: stored_in.to_owned(),
                attribute,
                value,
                nesting,
            }),
        }
    }
}

impl From<UserMapping> for UserAttributes {
    fn from(users: UserMapping) -> Self {
        Self {
            object_classes: users.object_classes.names,
            needs_all_classes: users.object_classes.need_all,
            base: users.base,
            scope: users.scope.name().to_owned(),
            id: users.id,
            username: users.username,
            full_name: users.full_name,
            email: users.email,
            email_suffix: users.email_suffix,
            phone: users.phone,
            position: users.position,
            department: users.department,
            building: users.building,
            room: users.room,
            managed_apple_account: users.managed_apple_account,
            extra: users.extra,
        }
    }
}

impl From<GroupMapping> for GroupAttributes {
    fn from(groups: GroupMapping) -> Self {
        Self {
            object_classes: groups.object_classes.names,
            needs_all_classes: groups.object_classes.need_all,
            base: groups.base,
            scope: groups.scope.name().to_owned(),
            id: groups.id,
            name: groups.name,
        }
    }
}

/// Writes a certificate as PEM (RFC 7468).
pub(crate) fn pem(der: &[u8]) -> String {
    const LINE_CHARACTERS: usize = 64;
    let text = STANDARD.encode(der);
    let lines: Vec<_> = text
        .as_bytes()
        .chunks(LINE_CHARACTERS)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}
