//! What the lines of the trail say, in words for people.

use super::Event;

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
            Self::SerialNumbersAdmitted { added, known } => {
                format!("Serial numbers admitted: {added} new, {known} known before")
            }
            Self::SerialNumberRemoved { serial_number } => {
                format!("Serial number {serial_number} admitted no more")
            }
            Self::SerialNumbersRemoved { removed } => {
                format!("All {removed} admitted serial numbers removed")
            }
            Self::AgreementChanged { ownership, version } => {
                format!(
                    "Agreement for {} devices, version {version} written",
                    ownership.title().to_lowercase()
                )
            }
            Self::SettingChanged { section } => format!("User-Initiated Enrollment, {section}: changed"),
            Self::SettingRestored { section, version } => {
                format!("User-Initiated Enrollment, {section}: version {version} restored")
            }
            Self::SelfTested { fault: None } => "Self-test: the whole way is open".into(),
            Self::SelfTested { fault: Some(part) } => format!("Self-test failed at: {part}"),
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
            Self::HandoverMade => "A code made to go on in another browser".into(),
            Self::HandoverTaken => "Went on in another browser".into(),
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
            Self::IdentityProviderCreated { name } => format!("Identity provider {name} set up"),
            Self::IdentityProviderChanged { name } => format!("Identity provider {name} changed"),
            Self::IdentityProviderEnabled { name } => format!("Identity provider {name} enabled"),
            Self::IdentityProviderDisabled { name } => format!("Identity provider {name} disabled"),
            Self::IdentityProviderDeleted { name } => format!("Identity provider {name} deleted"),
            Self::IdentityProviderTested { name, is_good: true } => {
                format!("Identity provider {name} tested")
            }
            Self::IdentityProviderTested { name, is_good: false } => {
                format!("Identity provider {name} tested without success")
            }
            Self::IdentityLinkSet { username, provider } => {
                format!("Account {username} is signed in to by {provider}")
            }
            Self::IdentityLinkRemoved { username } => {
                format!("Account {username} is signed in to by no identity provider any more")
            }
            Self::ProviderLoggedIn { provider, username, door } => {
                format!("{username} came in at the {door} by {provider}")
            }
            Self::ProviderLoginRefused { provider, door, reason } => {
                format!("Login at the {door} by {provider} refused: {reason}")
            }
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
            Self::SigningCertificateInstalled { subject, serial } => {
                format!("Signing certificate {subject}, serial number {serial}, uploaded")
            }
            Self::SigningCertificateRemoved { subject, serial } => {
                format!("Signing certificate {subject}, serial number {serial}, removed")
            }
            Self::SigningCertificateExpiring { subject, days: 1 } => {
                format!("Signing certificate {subject} expires in 1 day")
            }
            Self::SigningCertificateExpiring { subject, days } => {
                format!("Signing certificate {subject} expires in {days} days")
            }
            Self::SigningCertificateExpired { subject } => {
                format!("Signing certificate {subject} has expired: the built-in authority signs profiles")
            }
            Self::EnrollmentBegun { username } if username.is_empty() => "Enrollment begun".into(),
            Self::EnrollmentBegun { username } => format!("{username} logged in to enroll"),
            Self::NothingOffered { username } if username.is_empty() => {
                "Somebody came by an invitation and may enroll nothing".into()
            }
            Self::NothingOffered { username } => format!("{username} logged in and may enroll nothing"),
            Self::SiteChosen { site: Some(site) } => format!("Site {site} chosen"),
            Self::SiteChosen { site: None } => "No site chosen".into(),
            Self::AccountSignedIn { account, is_verified: true } => format!("Signed in as {account}"),
            Self::AccountSignedIn { account, is_verified: false } => {
                format!("Signed in as {account}, on a device that Apple's authority does not vouch for")
            }
            Self::AccountRefused { username, account, refusal } => {
                format!("{username} logged in for {account} and was refused: {}", refusal.in_short())
            }
            Self::DeviceAdmitted { serial_number } => format!("Device {serial_number} admitted"),
            Self::OwnershipChosen { ownership } => format!("Chosen: {}", ownership.title().to_lowercase()),
            Self::EulaAccepted { version, language } if language.is_empty() => {
                format!("Agreement accepted, version {version}")
            }
            Self::EulaAccepted { version, language } => {
                format!("Agreement accepted, version {version} ({language})")
            }
            Self::DeviceConfirmed => "Confirmed that the device is enrolled again".into(),
            Self::DeviceMistaken => "Said that it is another device than the portal took it for".into(),
            Self::ProfileFetched => "Enrollment profile fetched".into(),
            Self::CaProfileFetched => "Profile with the root certificate fetched".into(),
            Self::RootTrusted { is_probed: true } => "Root certificate trusted, as the browser shows".into(),
            Self::RootTrusted { is_probed: false } => "Root certificate trusted, by the person's word".into(),
            Self::CertificateIssued { serial } => format!("Identity certificate {serial} issued"),
            Self::CertificateRenewed { serial } => format!("Identity certificate renewed as {serial}"),
            Self::Authenticated => "Device checked in".into(),
            Self::Enrolled => "Enrolled".into(),
            Self::PersonKept { kept, logged_in } => {
                let by = named(logged_in, "somebody else");
                format!("Enrolled anew by {by} while managed; still assigned to {kept}")
            }
            Self::PersonReplaced { former, logged_in } => {
                let (by, former) = (named(logged_in, "somebody else"), named(former, "its former user"));
                format!("Enrolled anew by {by} while managed; no longer assigned to {former}")
            }
            Self::RecordCleared { parts } => format!("Cleared at the re-enrollment: {parts}"),
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

/// Returns a name, or what stands for it where there is none.
fn named<'a>(name: &'a str, nobody: &'a str) -> &'a str {
    if name.is_empty() { nobody } else { name }
}

/// Returns an event's fixed name in words: `api-token-created` is `API token created`.
pub fn event_words(name: &str) -> String {
    let words = name.replace('-', " ");
    let words = words.strip_prefix("api ").map_or(words.clone(), |rest| format!("API {rest}"));
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
