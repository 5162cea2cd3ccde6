//! The audit trail: everything that changed or was refused, who did it, and to what. The timeline of a device is read from it.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::command::CommandState;
use crate::directory::DirectoryUserRef;
use crate::enrollment::{End, StopReason};
use crate::id::{AccountId, ApiTokenId, AuditId, DeviceId, EnrollmentId, InvitationId};
use crate::reference::Reference;
use crate::time::Timestamp;

/// One line of the trail.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The line's id; ids rise with time.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// From where, when it came over the network.
    pub source: Option<IpAddr>,
    /// What.
    pub event: Event,
    /// Which enrollment it concerns.
    pub enrollment_id: Option<EnrollmentId>,
    /// Which device it concerns.
    pub device_id: Option<DeviceId>,
    /// Which invitation it concerns.
    pub invitation_id: Option<InvitationId>,
    /// The reference code given to a person for it.
    pub reference: Option<Reference>,
    /// What the change touched, field by field.
    pub changes: Vec<FieldChange>,
    /// Why, in the words of whoever did it.
    pub reason: Option<String>,
}

/// The most characters kept of a reason.
pub const REASON_CHARACTERS_MAX: usize = 500;

/// Cuts a reason as typed to what a line keeps: one line, `None` when nothing is said.
pub fn reason(typed: &str) -> Option<String> {
    let said = cut(typed.trim(), REASON_CHARACTERS_MAX);
    (!said.is_empty()).then_some(said)
}

/// One field of an object that a change has touched. Secrets are named without their values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field, in words for people.
    pub field: String,
    /// What it was, empty when there was nothing.
    pub before: String,
    /// What it is now, empty when there is nothing.
    pub after: String,
}

impl FieldChange {
    /// Compares two lists of the same fields, each with its words for people, and names those that differ.
    pub fn between(before: &[(String, String)], after: &[(String, String)]) -> Vec<Self> {
        let value = |fields: &[(String, String)], name: &str| {
            fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let added = after.iter().filter(|(name, _)| !before.iter().any(|(former, _)| former == name));
        let names = before.iter().chain(added).map(|(name, _)| name);
        let changes = names.filter_map(|name| Self::of(name, &value(before, name), &value(after, name)));
        changes.take(CHANGES_MAX).collect()
    }

    /// Compares one field; `None` when it is the same on both sides. Of a missing value, give the empty text.
    pub fn of(field: &str, before: &str, after: &str) -> Option<Self> {
        let kept = |value: &str| cut(value, VALUE_CHARACTERS_MAX);
        let changed = || Self { field: field.to_owned(), before: kept(before), after: kept(after) };
        (before != after).then(changed)
    }

    /// Names a secret that was set anew or taken away, without its values.
    pub fn secret(field: &str) -> Self {
        Self { field: field.to_owned(), before: "not shown".into(), after: "not shown".into() }
    }
}

/// The most characters kept of a value before or after a change.
pub const VALUE_CHARACTERS_MAX: usize = 500;
/// The most fields that one line names; no form here has as many.
pub const CHANGES_MAX: usize = 100;

/// Cuts a text to its first characters and makes it one line.
fn cut(text: &str, characters_max: usize) -> String {
    let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    line.take(characters_max).collect()
}

/// Which lines a list of the audit log shows. What is `None` narrows nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AuditFilter {
    /// Not before this instant.
    pub since: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// By whom: a username, a token's name, or what [`Actor::name`] calls somebody without a name. Case does not matter.
    pub actor: Option<String>,
    /// What, by the fixed name of the event, such as `account-created`.
    pub event: Option<String>,
    /// What it concerns: a device's or an enrollment's id.
    pub object: Option<AuditObject>,
    /// From which address.
    pub source: Option<IpAddr>,
    /// Lines that contain this text.
    pub search: Option<String>,
}

/// What a line concerns and can be looked for by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuditObject {
    /// A device, over all its enrollments.
    Device(DeviceId),
    /// One enrollment.
    Enrollment(EnrollmentId),
    /// One invitation.
    Invitation(InvitationId),
}

/// The most characters of a text to search for, and of an actor's name.
pub const AUDIT_SEARCH_CHARACTERS_MAX: usize = 128;
/// The most characters of an event's fixed name.
const EVENT_NAME_CHARACTERS_MAX: usize = 64;

/// Says whether a text can be the fixed name of an event.
pub fn is_event_name(text: &str) -> bool {
    (1..=EVENT_NAME_CHARACTERS_MAX).contains(&text.len())
        && text.bytes().all(|octet| octet.is_ascii_lowercase() || octet == b'-')
}

/// Whoever acts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Actor {
    /// A local account, signed in.
    Account {
        /// Its id.
        id: AccountId,
        /// Its username then.
        username: String,
    },
    /// A program with a token.
    ApiToken {
        /// The token's id.
        id: ApiTokenId,
        /// The token's name then.
        name: String,
    },
    /// Somebody whom a directory knows, logged in at the portal.
    DirectoryUser {
        /// Who.
        user: DirectoryUserRef,
        /// Their username then.
        username: String,
    },
    /// A device with its certificate.
    Device,
    /// Somebody not known: a failed login, a request with nothing to show.
    Anonymous,
    /// The operator at the command line.
    Operator,
    /// The server itself.
    Server,
}

impl Actor {
    /// Returns the name to look for whoever acted: the username, the token's name, or one word for those without a name.
    pub fn name(&self) -> &str {
        match self {
            Self::Account { username, .. } => username,
            Self::ApiToken { name, .. } => name,
            Self::DirectoryUser { username, .. } => username,
            Self::Device => "device",
            Self::Anonymous => "anonymous",
            Self::Operator => "operator",
            Self::Server => "server",
        }
    }

    /// Returns who it is, in words for people.
    pub fn title(&self) -> String {
        match self {
            Self::Account { username, .. } => username.clone(),
            Self::ApiToken { name, .. } => format!("API token {name}"),
            Self::DirectoryUser { username, .. } => username.clone(),
            Self::Device => "The device".into(),
            Self::Anonymous => "Not signed in".into(),
            Self::Operator => "Operator".into(),
            Self::Server => "This server".into(),
        }
    }
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// An account was made.
    AccountCreated {
        /// Its username.
        username: String,
    },
    /// An account was disabled.
    AccountDisabled {
        /// Its username.
        username: String,
    },
    /// A disabled account was enabled again.
    AccountEnabled {
        /// Its username.
        username: String,
    },
    /// An account got a new password.
    PasswordReset {
        /// Its username.
        username: String,
    },
    /// An account's names, access or privileges were changed.
    AccountChanged {
        /// Its username.
        username: String,
    },
    /// A group of accounts was made.
    AccountGroupCreated {
        /// Its name.
        name: String,
    },
    /// A group of accounts was changed.
    AccountGroupChanged {
        /// Its name.
        name: String,
    },
    /// A group of accounts was deleted.
    AccountGroupDeleted {
        /// Its name.
        name: String,
    },
    /// A site was made.
    SiteCreated {
        /// Its name.
        name: String,
    },
    /// A site got another name.
    SiteRenamed {
        /// The name it had.
        former: String,
        /// The name it has.
        name: String,
    },
    /// A site was deleted.
    SiteDeleted {
        /// Its name.
        name: String,
        /// The site that took over what was in it.
        heir: Option<String>,
    },
    /// A device was moved to another site.
    DeviceMoved {
        /// The site's name; `None` when it belongs to no site now.
        site: Option<String>,
    },
    /// Who may enroll what was changed for a group, or for all directory users.
    EnrollmentAccessChanged {
        /// The group's name.
        group: String,
    },
    /// A group has no rule of its own any more about what it may enroll.
    EnrollmentAccessDeleted {
        /// The group's name.
        group: String,
    },
    /// A setting of user-initiated enrollment was changed.
    EnrollmentSettingsChanged,
    /// Somebody changed their own password.
    PasswordChanged,
    /// A second factor was refused.
    SecondFactorRefused {
        /// Whose.
        username: String,
        /// Which kind.
        method: String,
    },
    /// A second factor was added.
    SecondFactorAdded {
        /// Which kind, and its name.
        method: String,
    },
    /// A second factor was renamed.
    SecondFactorRenamed {
        /// Its old name.
        before: String,
        /// Its new name.
        after: String,
    },
    /// A second factor was removed by its owner.
    SecondFactorRemoved {
        /// Which kind, and its name.
        method: String,
    },
    /// All second factors of an account were taken away by somebody else.
    SecondFactorReset {
        /// Whose.
        username: String,
    },
    /// New recovery codes were made; older ones ended.
    RecoveryCodesMade,
    /// A recovery code was used up.
    RecoveryCodeUsed {
        /// Whose.
        username: String,
        /// How many are left.
        left: u32,
    },
    /// A session was ended before its time.
    SessionEnded {
        /// Whose.
        username: String,
    },
    /// Sessions were ended before their time.
    SessionsEnded {
        /// Whose.
        username: String,
        /// How many.
        count: u64,
    },
    /// Somebody signed in to the console.
    SignedIn,
    /// Somebody signed out of the console.
    SignedOut,
    /// A login failed.
    LoginRefused {
        /// The username tried, cut to a decent length.
        username: String,
        /// At which door.
        door: String,
    },
    /// A login was refused because a directory has two entries with that name.
    LoginAmbiguous {
        /// The username tried, cut to a decent length.
        username: String,
        /// The directory's name.
        directory: String,
        /// At which door.
        door: String,
    },
    /// A login was refused because a directory, which may know the person, did not answer.
    LoginUnanswered {
        /// The directory's name.
        directory: String,
        /// At which door.
        door: String,
    },
    /// A directory was set up.
    DirectoryCreated {
        /// Its name.
        name: String,
    },
    /// A directory's settings or its place in the order were changed.
    DirectoryChanged {
        /// Its name now.
        name: String,
    },
    /// People may log in by a directory again.
    DirectoryEnabled {
        /// Its name.
        name: String,
    },
    /// Nobody may log in by a directory any more.
    DirectoryDisabled {
        /// Its name.
        name: String,
    },
    /// A directory was removed.
    DirectoryDeleted {
        /// Its name.
        name: String,
    },
    /// How mail goes out was set up or changed.
    MailServerChanged {
        /// The mail server's host now.
        host: String,
    },
    /// The mail server was removed: nothing leaves this server by mail any more.
    MailServerRemoved {
        /// Its host.
        host: String,
    },
    /// A test mail was sent.
    MailServerTested {
        /// By which host.
        host: String,
        /// To whom.
        to: String,
    },
    /// A sign-in by directory has put an account into other groups.
    AccountGroupsChanged {
        /// The account's username.
        username: String,
        /// The names of its groups now, separated by commas.
        groups: String,
    },
    /// A person was put into the built-in list.
    BuiltInPersonCreated {
        /// Their username.
        username: String,
    },
    /// A person of the built-in list was changed.
    BuiltInPersonChanged {
        /// Their username now.
        username: String,
    },
    /// A person was deleted from the built-in list.
    BuiltInPersonDeleted {
        /// Their username.
        username: String,
    },
    /// An invitation was made, and its messages put into the outbox.
    InvitationCreated {
        /// Its name.
        name: String,
        /// How many recipients it has.
        recipients: u64,
    },
    /// The terms or the texts of an invitation were changed.
    InvitationChanged {
        /// Its name now.
        name: String,
    },
    /// More recipients were added to an invitation.
    RecipientsAdded {
        /// The invitation's name.
        name: String,
        /// How many.
        recipients: u64,
    },
    /// A recipient was taken off an invitation.
    RecipientRevoked {
        /// The invitation's name.
        name: String,
        /// Their address.
        address: String,
    },
    /// An invitation rests.
    InvitationPaused {
        /// Its name.
        name: String,
    },
    /// An invitation goes on after its rest.
    InvitationResumed {
        /// Its name.
        name: String,
    },
    /// An invitation was ended for good.
    InvitationRevoked {
        /// Its name.
        name: String,
    },
    /// An invitation was put out of sight.
    InvitationArchived {
        /// Its name.
        name: String,
    },
    /// An invitation was brought back into sight.
    InvitationUnarchived {
        /// Its name.
        name: String,
    },
    /// An invitation was deleted for good, with its recipients and messages.
    InvitationPurged {
        /// Its name.
        name: String,
        /// How many recipients it had.
        recipients: u64,
    },
    /// Messages of an invitation were put into the outbox once more.
    InvitationResent {
        /// Its name.
        name: String,
        /// How many.
        messages: u64,
    },
    /// A new link was made for a recipient, to be given out by hand.
    LinkMade {
        /// The invitation's name.
        name: String,
    },
    /// Somebody has opened an invitation.
    InvitationOpened {
        /// Its name.
        name: String,
    },
    /// An invitation was refused to somebody with a link of it.
    InvitationRefused {
        /// Its name.
        name: String,
        /// Why: the fixed name of the refusal.
        reason: String,
    },
    /// Somebody else than the recipient has logged in with an invitation.
    InvitationOtherPerson {
        /// The recipient's address.
        recipient: String,
        /// The username that logged in.
        username: String,
    },
    /// Somebody asks for a new link.
    NewLinkWanted {
        /// The invitation's name.
        name: String,
    },
    /// A one-time code was refused.
    CodeRefused,
    /// A one-time code was right.
    CodeAccepted,
    /// An enrollment was approved.
    EnrollmentApproved,
    /// A list of people was imported into the built-in list.
    PeopleImported {
        /// How many are new.
        created: u64,
        /// How many have changed.
        changed: u64,
        /// How many were not in the list and were deleted.
        deleted: u64,
        /// How many lines were faulty and left out.
        left_out: u64,
    },
    /// The assignment of devices by a list has begun.
    AssignmentsBegun {
        /// How many lines the list has.
        lines: u64,
        /// How many were faulty and left out from the beginning.
        left_out: u64,
    },
    /// The assignment of devices by a list was stopped before its end.
    AssignmentsStopped {
        /// How many lines were done.
        done: u64,
        /// How many lines the list has.
        lines: u64,
    },
    /// An API token was made.
    ApiTokenCreated {
        /// Its name.
        name: String,
    },
    /// An API token was revoked.
    ApiTokenRevoked {
        /// Its name.
        name: String,
    },
    /// The text of a message was changed.
    MessageTemplateChanged {
        /// Which message, in words.
        message: String,
        /// The language's code.
        language: String,
    },
    /// The text of a message is the one again that comes with the server.
    MessageTemplateReset {
        /// Which message, in words.
        message: String,
        /// The language's code.
        language: String,
    },
    /// The SMS provider was set up or changed.
    SmsProviderChanged {
        /// Its kind, in words.
        kind: String,
    },
    /// The SMS provider was removed: no SMS leaves the server any more.
    SmsProviderRemoved,
    /// The SMS provider was tried with a message.
    SmsProviderTested {
        /// To which number.
        number: String,
        /// Whether it was taken.
        is_good: bool,
    },
    /// Somebody posted a receipt of an SMS that the provider has not signed, or not now.
    SmsReceiptRefused {
        /// What was wrong with it.
        reason: String,
    },
    /// A webhook was set up.
    WebhookCreated {
        /// Its name.
        name: String,
    },
    /// A webhook's settings were changed.
    WebhookChanged {
        /// Its name now.
        name: String,
    },
    /// A webhook is told again.
    WebhookEnabled {
        /// Its name.
        name: String,
    },
    /// A webhook is told nothing any more.
    WebhookDisabled {
        /// Its name.
        name: String,
    },
    /// The server has stopped telling a webhook that failed for too long or said that it is gone.
    WebhookPaused {
        /// Its name.
        name: String,
        /// Its last failure.
        failure: String,
    },
    /// A webhook was removed.
    WebhookDeleted {
        /// Its name.
        name: String,
    },
    /// A webhook got a new secret.
    WebhookSecretMade {
        /// Its name.
        name: String,
    },
    /// A webhook was tried.
    WebhookTested {
        /// Its name.
        name: String,
        /// Whether the test has arrived.
        is_delivered: bool,
    },
    /// A webhook is told anew what it was told before.
    WebhookReplayed {
        /// Its name.
        name: String,
        /// Of how many events.
        deliveries: u64,
    },
    /// A push certificate was installed.
    PushCertificateInstalled {
        /// Its topic.
        topic: String,
    },
    /// An enrollment began.
    EnrollmentBegun {
        /// Who logged in.
        username: String,
    },
    /// Somebody logged in at the portal and may enroll nothing there.
    NothingOffered {
        /// Who.
        username: String,
    },
    /// A site was chosen at the portal.
    SiteChosen {
        /// Its name; `None` for no site.
        site: Option<String>,
    },
    /// The agreement was accepted at the portal.
    EulaAccepted {
        /// Its version.
        version: u32,
    },
    /// The profile was fetched.
    ProfileFetched,
    /// An identity certificate was issued.
    CertificateIssued {
        /// Its serial number in hex.
        serial: String,
    },
    /// An identity certificate was renewed.
    CertificateRenewed {
        /// The new serial number in hex.
        serial: String,
    },
    /// A device said `Authenticate`.
    Authenticated,
    /// A device said its first `TokenUpdate`.
    Enrolled,
    /// A device enrolled anew by somebody else while it was still managed: it stays assigned to whom it was.
    PersonKept {
        /// The username it stays assigned to.
        kept: String,
        /// The username that logged in.
        logged_in: String,
    },
    /// A device was assigned to a person.
    PersonAssigned {
        /// Their username; empty for nobody.
        username: String,
        /// The username of whom it was assigned to before; empty for nobody.
        #[serde(default)]
        before: String,
    },
    /// A directory told other data of a device's person than before.
    PersonRefreshed {
        /// Their username now.
        username: String,
    },
    /// Somebody wanted directories to be asked about everybody anew.
    PeopleRefreshStarted,
    /// A directory does not know a device's person any more.
    PersonLeft {
        /// Their username then.
        username: String,
    },
    /// A directory knows a device's person again.
    PersonReturned {
        /// Their username.
        username: String,
    },
    /// A device renewed its push token.
    TokenUpdated,
    /// An old `TokenUpdate` came again and was left aside.
    TokenUpdateReplayed,
    /// Something on the way of an enrollment was refused.
    EnrollmentStopped {
        /// Why.
        reason: StopReason,
    },
    /// An enrollment ended.
    EnrollmentEnded {
        /// Why.
        end: End,
    },
    /// A command was queued.
    CommandQueued {
        /// Its type.
        request_type: String,
    },
    /// A device answered a command for good, or postponed it.
    CommandAnswered {
        /// Its type.
        request_type: String,
        /// How it stands now.
        state: CommandState,
        /// The device's words when it failed.
        error: Option<String>,
    },
    /// Apple's push service would not take a push.
    PushRefused {
        /// Its reason.
        reason: String,
    },
    /// Somebody signed in tried what they have no privilege for. Noted at most once a minute for each of their routes.
    Refused {
        /// The request's method.
        method: String,
        /// The route's pattern, never the path as it came: that may hold a secret.
        route: String,
    },
    /// The audit log was exported.
    AuditExported {
        /// In which format.
        format: String,
    },
    /// The lines of the audit log are chained from here on.
    AuditChained {
        /// How many lines are older and stand outside the chain.
        lines_before: u64,
    },
}

impl Event {
    /// Returns the event in words for people.
    pub fn title(&self) -> String {
        match self {
            Self::AccountCreated { username } => format!("Account {username} created"),
            Self::AccountDisabled { username } => format!("Account {username} disabled"),
            Self::AccountEnabled { username } => format!("Account {username} enabled"),
            Self::PasswordReset { username } => format!("Password of {username} reset"),
            Self::AccountChanged { username } => format!("Account {username} changed"),
            Self::AccountGroupCreated { name } => format!("Group of accounts {name} created"),
            Self::AccountGroupChanged { name } => format!("Group of accounts {name} changed"),
            Self::AccountGroupDeleted { name } => format!("Group of accounts {name} deleted"),
            Self::SiteCreated { name } => format!("Site {name} created"),
            Self::SiteRenamed { former, name } => format!("Site {former} renamed to {name}"),
            Self::SiteDeleted { name, heir: Some(heir) } => {
                format!("Site {name} deleted, all in it moved to {heir}")
            }
            Self::SiteDeleted { name, heir: None } => {
                format!("Site {name} deleted, all in it now in no site")
            }
            Self::DeviceMoved { site: Some(site) } => format!("Moved to site {site}"),
            Self::DeviceMoved { site: None } => "Moved out of its site".into(),
            Self::EnrollmentAccessChanged { group } => format!("Enrollment access of {group} changed"),
            Self::EnrollmentAccessDeleted { group } => format!("Enrollment access of {group} deleted"),
            Self::EnrollmentSettingsChanged => "Settings of user-initiated enrollment changed".into(),
            Self::PasswordChanged => "Own password changed".into(),
            Self::SecondFactorRefused { username, method } => {
                format!("Second factor of {username} refused: {method}")
            }
            Self::SecondFactorAdded { method } => format!("Second factor added: {method}"),
            Self::SecondFactorRenamed { before, after } => format!("Passkey {before} renamed to {after}"),
            Self::SecondFactorRemoved { method } => format!("Second factor removed: {method}"),
            Self::SecondFactorReset { username } => format!("Second factor of {username} reset"),
            Self::RecoveryCodesMade => "New recovery codes made".into(),
            Self::RecoveryCodeUsed { username, left } => {
                format!("{username} used a recovery code; {left} left")
            }
            Self::SessionEnded { username } => format!("A session of {username} ended"),
            Self::SessionsEnded { username, count } => format!("{count} sessions of {username} ended"),
            Self::SignedIn => "Signed in".into(),
            Self::SignedOut => "Signed out".into(),
            Self::LoginRefused { username, door } => format!("Login as {username} refused at the {door}"),
            Self::LoginAmbiguous { username, directory, door } => {
                format!(
                    "Login as {username} refused at the {door}: the directory {directory} has two of that name"
                )
            }
            Self::LoginUnanswered { directory, door } => {
                format!(
                    "A login at the {door} could not be checked: the directory {directory} did not answer"
                )
            }
            Self::DirectoryCreated { name } => format!("Directory {name} set up"),
            Self::DirectoryChanged { name } => format!("Directory {name} changed"),
            Self::DirectoryEnabled { name } => format!("Directory {name} enabled"),
            Self::DirectoryDisabled { name } => format!("Directory {name} disabled"),
            Self::DirectoryDeleted { name } => format!("Directory {name} deleted"),
            Self::MailServerChanged { host } => format!("SMTP server set to {host}"),
            Self::MailServerRemoved { host } => format!("SMTP server {host} removed"),
            Self::MailServerTested { host, to } => format!("Test mail sent to {to} through {host}"),
            Self::AccountGroupsChanged { username, groups } if groups.is_empty() => {
                format!("Account {username} is in no group any more")
            }
            Self::AccountGroupsChanged { username, groups } => {
                format!("Account {username} is now in {groups}")
            }
            Self::BuiltInPersonCreated { username } => format!("Person {username} created"),
            Self::BuiltInPersonChanged { username } => format!("Person {username} changed"),
            Self::BuiltInPersonDeleted { username } => format!("Person {username} deleted"),
            Self::InvitationCreated { name, recipients } => {
                format!("Invitation {name} made for {recipients} recipients")
            }
            Self::InvitationChanged { name } => format!("Invitation {name} changed"),
            Self::RecipientsAdded { name, recipients } => {
                format!("{recipients} recipients added to invitation {name}")
            }
            Self::RecipientRevoked { name, address } => format!("{address} taken off invitation {name}"),
            Self::InvitationPaused { name } => format!("Invitation {name} paused"),
            Self::InvitationResumed { name } => format!("Invitation {name} resumed"),
            Self::InvitationRevoked { name } => format!("Invitation {name} revoked"),
            Self::InvitationArchived { name } => format!("Invitation {name} archived"),
            Self::InvitationUnarchived { name } => format!("Invitation {name} brought back from the archive"),
            Self::InvitationPurged { name, recipients } => {
                format!("Invitation {name} deleted with its {recipients} recipients")
            }
            Self::InvitationResent { name, messages } => {
                format!("{messages} messages of invitation {name} sent again")
            }
            Self::LinkMade { name } => format!("A new link made for invitation {name}"),
            Self::InvitationOpened { name } => format!("Invitation {name} opened"),
            Self::InvitationRefused { name, reason } => {
                format!("Invitation {name} refused: {}", reason.replace('-', " "))
            }
            Self::InvitationOtherPerson { recipient, username } => {
                format!("{username} logged in with the invitation for {recipient}")
            }
            Self::NewLinkWanted { name } => format!("A new link of invitation {name} asked for"),
            Self::CodeRefused => "A one-time code was refused".into(),
            Self::CodeAccepted => "The one-time code was right".into(),
            Self::EnrollmentApproved => "Enrollment approved".into(),
            Self::PeopleImported { created, changed, deleted, left_out } => format!(
                "List of people imported: {created} created, {changed} changed, {deleted} deleted, {left_out} lines left out"
            ),
            Self::AssignmentsBegun { lines, left_out } => {
                format!("Assignment by a list of {lines} lines begun, {left_out} left out")
            }
            Self::AssignmentsStopped { done, lines } => {
                format!("Assignment by a list stopped after {done} of {lines} lines")
            }
            Self::ApiTokenCreated { name } => format!("API token {name} created"),
            Self::ApiTokenRevoked { name } => format!("API token {name} revoked"),
            Self::MessageTemplateChanged { message, language } => {
                format!("Text of the message “{message}” changed ({language})")
            }
            Self::MessageTemplateReset { message, language } => {
                format!("Own text of the message “{message}” deleted ({language})")
            }
            Self::SmsProviderChanged { kind } => format!("SMS provider set up: {kind}"),
            Self::SmsProviderRemoved => "SMS provider removed".into(),
            Self::SmsProviderTested { number, is_good: true } => format!("SMS provider tried with {number}"),
            Self::SmsProviderTested { number, is_good: false } => {
                format!("SMS provider tried with {number}, without success")
            }
            Self::SmsReceiptRefused { reason } => format!("Receipt of an SMS refused: {reason}"),
            Self::WebhookCreated { name } => format!("Webhook {name} set up"),
            Self::WebhookChanged { name } => format!("Webhook {name} changed"),
            Self::WebhookEnabled { name } => format!("Webhook {name} enabled"),
            Self::WebhookDisabled { name } => format!("Webhook {name} disabled"),
            Self::WebhookPaused { name, failure } => format!("Webhook {name} paused: {failure}"),
            Self::WebhookDeleted { name } => format!("Webhook {name} deleted"),
            Self::WebhookSecretMade { name } => format!("New secret made for webhook {name}"),
            Self::WebhookTested { name, is_delivered: true } => format!("Webhook {name} tested"),
            Self::WebhookTested { name, is_delivered: false } => {
                format!("Webhook {name} tested without success")
            }
            Self::WebhookReplayed { name, deliveries } => {
                format!("{deliveries} deliveries to webhook {name} replayed")
            }
            Self::PushCertificateInstalled { topic } => format!("Push certificate installed for {topic}"),
            Self::EnrollmentBegun { username } if username.is_empty() => "Enrollment begun".into(),
            Self::EnrollmentBegun { username } => format!("{username} logged in to enroll"),
            Self::NothingOffered { username } => format!("{username} logged in and may enroll nothing"),
            Self::SiteChosen { site: Some(site) } => format!("Site {site} chosen"),
            Self::SiteChosen { site: None } => "No site chosen".into(),
            Self::EulaAccepted { version } => format!("Agreement accepted, version {version}"),
            Self::ProfileFetched => "Enrollment profile fetched".into(),
            Self::CertificateIssued { serial } => format!("Identity certificate {serial} issued"),
            Self::CertificateRenewed { serial } => format!("Identity certificate renewed as {serial}"),
            Self::Authenticated => "Device checked in".into(),
            Self::Enrolled => "Enrolled".into(),
            Self::PersonKept { kept, logged_in } => {
                format!("Enrolled anew by {logged_in} while managed; still assigned to {kept}")
            }
            Self::PersonAssigned { username, before } => {
                let name = |name: &str| if name.is_empty() { "nobody".to_owned() } else { name.to_owned() };
                match (username.as_str(), before.as_str()) {
                    (username, "") => format!("Assigned to {}", name(username)),
                    (username, before) => format!("Assigned to {}, before to {before}", name(username)),
                }
            }
            Self::PersonRefreshed { username } => {
                format!("Data of {username} refreshed from the directory")
            }
            Self::PeopleRefreshStarted => "Refresh of all people from the directories started".into(),
            Self::PersonLeft { username } => format!("The directory does not know {username} any more"),
            Self::PersonReturned { username } => format!("The directory knows {username} again"),
            Self::TokenUpdated => "Push token renewed".into(),
            Self::TokenUpdateReplayed => "An old push token came again and was ignored".into(),
            Self::EnrollmentStopped { reason } => reason.title().into(),
            Self::EnrollmentEnded { end } => end.title().into(),
            Self::CommandQueued { request_type } => format!("{request_type} queued"),
            Self::CommandAnswered { request_type, state, error: None } => {
                format!("{request_type}: {}", state.title())
            }
            Self::CommandAnswered { request_type, state, error: Some(error) } => {
                format!("{request_type}: {} ({error})", state.title())
            }
            Self::PushRefused { reason } => format!("Push refused: {reason}"),
            Self::Refused { method, route } => format!("Refused for want of a privilege: {method} {route}"),
            Self::AuditExported { format } => format!("Audit log exported as {format}"),
            Self::AuditChained { lines_before: 0 } => "Audit log begun".into(),
            Self::AuditChained { lines_before } => {
                format!("Audit log chained after {lines_before} older lines")
            }
        }
    }
}

/// Returns an event's fixed name in words: `api-token-created` is `API token created`.
pub fn event_words(name: &str) -> String {
    let words = name.replace('-', " ");
    let words = words.strip_prefix("api ").map_or(words.clone(), |rest| format!("API {rest}"));
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_kept() {
        let fields = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let before = fields(&[("name", "Ann"), ("room", "12"), ("badge", "7")]);
        let after = fields(&[("name", "Anna"), ("room", "12"), ("phone", "1")]);
        let changes = FieldChange::between(&before, &after);
        let told: Vec<_> = changes
            .iter()
            .map(|change| (change.field.as_str(), change.before.as_str(), change.after.as_str()))
            .collect();
        assert_eq!(told, [("name", "Ann", "Anna"), ("badge", "7", ""), ("phone", "", "1")]);
    }

    #[test]
    fn long_values_are_cut_after_they_are_compared() {
        let long = "x".repeat(VALUE_CHARACTERS_MAX);
        let change =
            FieldChange::of("text", &format!("{long}a"), &format!("{long}\nb")).expect("they differ");
        assert_eq!(change.before.chars().count(), VALUE_CHARACTERS_MAX);
        assert_eq!(change.before, change.after, "both are cut to the same");
        let many: Vec<_> = (0..CHANGES_MAX + 5).map(|n| (n.to_string(), "new".to_owned())).collect();
        assert_eq!(FieldChange::between(&[], &many).len(), CHANGES_MAX);
    }

    #[test]
    fn a_reason_is_one_line_or_none() {
        assert_eq!(reason("  \n "), None);
        assert_eq!(reason(" lost\nphone "), Some("lost phone".into()));
    }

    #[test]
    fn an_events_name_is_told_from_other_texts() {
        for name in ["account-created", "refused"] {
            assert!(is_event_name(name));
        }
        for other in ["", "Account", "a b", "event'--", &"a".repeat(65)] {
            assert!(!is_event_name(other), "{other}");
        }
        assert_eq!(event_words("api-token-created"), "API token created");
        assert_eq!(event_words("login-refused"), "Login refused");
        assert_eq!(event_words(""), "");
    }

    #[test]
    fn lines_stored_before_are_read() {
        let event: Event = serde_json::from_str(r#"{"event":"signed-in"}"#).expect("an old event");
        assert_eq!(event, Event::SignedIn);
        let refused = Event::Refused { method: "POST".into(), route: "/console/devices/{id}/assign".into() };
        let text = serde_json::to_string(&refused).expect("texts");
        assert!(text.starts_with(r#"{"event":"refused","#), "{text}");
        assert_eq!(serde_json::from_str::<Event>(&text).expect("its own text"), refused);
    }
}
