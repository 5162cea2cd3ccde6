//! What can happen that the trail holds: one closed list.

use serde::{Deserialize, Serialize};

use crate::account_sign_in::AccountRefusal;
use crate::command::CommandState;
use crate::enrollment::{End, Ownership, StopReason};

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
    /// Serial numbers were admitted to the profile service.
    SerialNumbersAdmitted {
        /// How many are new.
        added: u64,
        /// How many were admitted before.
        known: u64,
    },
    /// A serial number is admitted to the profile service no more.
    SerialNumberRemoved {
        /// Which.
        serial_number: String,
    },
    /// No serial number is admitted to the profile service any more.
    SerialNumbersRemoved {
        /// How many there were.
        removed: u64,
    },
    /// A new version of an agreement was written.
    AgreementChanged {
        /// For which devices.
        ownership: Ownership,
        /// The version.
        version: u32,
    },
    /// A section of the settings of user-initiated enrollment was changed.
    SettingChanged {
        /// Its name for people.
        section: String,
    },
    /// A section of the settings of user-initiated enrollment was set back to a former version.
    SettingRestored {
        /// Its name for people.
        section: String,
        /// Which version counts again.
        version: u64,
    },
    /// A self-test sent a simulated device the whole way, and forgot it.
    SelfTested {
        /// The part of the way where it ended; nothing when all went well.
        fault: Option<String>,
    },
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
    /// An identity provider was set up.
    IdentityProviderCreated {
        /// Its name.
        name: String,
    },
    /// An identity provider's settings were changed.
    IdentityProviderChanged {
        /// Its name now.
        name: String,
    },
    /// People may log in by an identity provider again.
    IdentityProviderEnabled {
        /// Its name.
        name: String,
    },
    /// Nobody may log in by an identity provider any more.
    IdentityProviderDisabled {
        /// Its name.
        name: String,
    },
    /// An identity provider was removed.
    IdentityProviderDeleted {
        /// Its name.
        name: String,
    },
    /// An identity provider was tried with a login.
    IdentityProviderTested {
        /// Its name.
        name: String,
        /// Whether it told who somebody is.
        is_good: bool,
    },
    /// An account is signed in to by an identity provider from now on.
    IdentityLinkSet {
        /// The account's username.
        username: String,
        /// The provider's name.
        provider: String,
    },
    /// An account is signed in to by no identity provider any more.
    IdentityLinkRemoved {
        /// The account's username.
        username: String,
    },
    /// Somebody came in by an identity provider.
    ProviderLoggedIn {
        /// The provider's name.
        provider: String,
        /// Who.
        username: String,
        /// At which door.
        door: String,
    },
    /// Somebody came back from an identity provider and was not let in.
    ProviderLoginRefused {
        /// The provider's name.
        provider: String,
        /// At which door.
        door: String,
        /// Why.
        reason: String,
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
    /// A code was made to go on in another browser.
    HandoverMade,
    /// Somebody went on in another browser.
    HandoverTaken,
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
    /// A third-party signing certificate was uploaded and is in use.
    SigningCertificateInstalled {
        /// Its subject.
        subject: String,
        /// Its serial number, in hexadecimal.
        serial: String,
    },
    /// The third-party signing certificate was removed with its key.
    SigningCertificateRemoved {
        /// Its subject.
        subject: String,
        /// Its serial number, in hexadecimal.
        serial: String,
    },
    /// The third-party signing certificate nears its end.
    SigningCertificateExpiring {
        /// Its subject.
        subject: String,
        /// How many whole days are left.
        days: i64,
    },
    /// The third-party signing certificate has expired; the built-in authority signs in its place.
    SigningCertificateExpired {
        /// Its subject.
        subject: String,
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
    /// Who owns the device was chosen at the portal.
    OwnershipChosen {
        /// Who, by the fixed name.
        ownership: Ownership,
    },
    /// The agreement was accepted at the portal.
    EulaAccepted {
        /// Its version.
        version: u32,
        /// The code of the language in which it was read; empty where only English was there.
        #[serde(default)]
        language: String,
    },
    /// Somebody signed in to an account in Settings, and an enrollment began by it.
    AccountSignedIn {
        /// The Managed Apple Account.
        account: String,
        /// Whether Apple's device authority vouches for the device.
        is_verified: bool,
    },
    /// Somebody logged in for an account typed in Settings, and was refused.
    AccountRefused {
        /// Who logged in.
        username: String,
        /// What was typed.
        account: String,
        /// Why.
        refusal: AccountRefusal,
    },
    /// The profile service admitted a device.
    DeviceAdmitted {
        /// Its serial number.
        serial_number: String,
    },
    /// Somebody confirmed at the portal that a device with a record becomes what the enrollment makes of it.
    DeviceConfirmed,
    /// Somebody said at the portal that the device is another than the one the portal took it for.
    DeviceMistaken,
    /// The profile was fetched.
    ProfileFetched,
    /// The profile with the server's own root was fetched.
    CaProfileFetched,
    /// Somebody went past the walk through a private root.
    RootTrusted {
        /// Whether their browser has proved that the root is trusted; otherwise they say so.
        is_probed: bool,
    },
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
        /// The username that logged in; empty for nobody.
        logged_in: String,
    },
    /// A device enrolled anew by somebody else while it was still managed: it is assigned to them, as the settings for
    /// re-enrollment want it.
    PersonReplaced {
        /// The username it was assigned to; empty where its history is cleared.
        former: String,
        /// The username that logged in; empty for nobody.
        logged_in: String,
    },
    /// Parts of a device's record were cleared when it enrolled again.
    RecordCleared {
        /// Which, in words.
        parts: String,
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
    /// Says whether it tells whose a device was.
    pub fn is_about_person(&self) -> bool {
        matches!(
            self,
            Self::EnrollmentBegun { .. }
                | Self::PersonKept { .. }
                | Self::PersonReplaced { .. }
                | Self::PersonAssigned { .. }
                | Self::PersonRefreshed { .. }
                | Self::PersonLeft { .. }
                | Self::PersonReturned { .. }
        )
    }
}
