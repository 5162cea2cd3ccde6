//! What a verb can answer instead of its result. No status codes here: each door turns these into its own form.

use domain::account_sign_in::AccountRefusal;
use domain::directory::DirectoryUses;
use domain::enrollment::EnrollmentRefusal;
use domain::handover::HandoverRefusal;
use domain::invitation::InvitationRefusal;
use domain::time::Timestamp;

/// Why a verb did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or the session or token is over.
    #[error("not signed in")]
    Unauthenticated,
    /// Signed in, but without the privilege.
    #[error("not permitted")]
    Forbidden,
    /// No such thing, or none that the caller may see.
    #[error("not found")]
    NotFound,
    /// Fields to correct; nothing was saved.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<Fault>),
    /// A rule of the product says no.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Too many tries; the next one is admitted at the instant given.
    #[error("throttled until {0:?}")]
    Throttled(Timestamp),
    /// Something outside that this needs does not answer. The words are for people, and say what still works.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Too much to do at once; the caller should come back in a few seconds.
    #[error("busy")]
    Busy,
    /// Something is broken here. The detail is for the log only.
    #[error("internal: {0}")]
    Internal(String),
}

/// A field and what is wrong with it, in words for the person who filled it in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The field's name as in the form or document.
    pub field: &'static str,
    /// What to do about it.
    pub message: String,
}

impl Fault {
    /// Names a field and its fault.
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

/// A rule that says no. The texts are for people.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// Username or password is wrong, or the account may not be used here. One answer for all, on purpose.
    #[error("The username or password is not right, or this account may not be used here.")]
    Login,
    /// The enrollment does not serve any more.
    #[error("{0}")]
    Enrollment(EnrollmentRefusal),
    /// An invitation does not open the portal, or not this far.
    #[error("{0}")]
    Invitation(InvitationRefusal),
    /// Signing in to an account in Settings does not lead to an enrollment.
    #[error("{0}")]
    Account(AccountRefusal),
    /// No invitation has this link or code. One answer for all that are unknown (T17).
    #[error("This link or code is not valid. Check it, or ask whoever invited you for a new one.")]
    InvitationLink,
    /// What was begun in another browser cannot be taken over.
    #[error("{0}")]
    Handover(HandoverRefusal),
    /// An invitation asks for a login, and there was none.
    #[error("This invitation asks you to log in.")]
    LoginNeeded,
    /// A one-time code that is not the one, or is too old.
    #[error("This code is not right, or it is older than ten minutes.")]
    Code,
    /// Too many wrong codes, or too many codes sent.
    #[error("There were too many codes. Begin again from your invitation.")]
    CodesUsedUp,
    /// Somebody wants to have more messages sent than they may now.
    #[error("{0}")]
    TooManyMessages(String),
    /// An invitation whose link is given out by hand has nobody to write to.
    #[error("Nothing is sent for this invitation: its link is given out by hand.")]
    NothingIsSent,
    /// An invitation that serves cannot be deleted.
    #[error("The invitation {name} still serves. Revoke it first.")]
    InvitationServes {
        /// Its name.
        name: String,
    },
    /// A password came alone, and the account has, or must have, a second factor.
    #[error(
        "A password alone does not open this account: it has a second factor, or needs one. Make an API token in the console and send it as a bearer token."
    )]
    PasswordAlone,
    /// No profile has this link.
    #[error("This profile link is not valid.")]
    ProfileLink,
    /// The set-up code is wrong or too old.
    #[error("The set-up code is not right, or it has expired. Start the server again to get a new one.")]
    SetupCode,
    /// An administrator exists already.
    #[error("This server has been set up already. Sign in instead.")]
    SetupDone,
    /// A file that is no usable push certificate, with the reason.
    #[error("{0}")]
    PushCertificate(String),
    /// A file that is no usable signing certificate, with the reason.
    #[error("{0}")]
    SigningCertificate(String),
    /// A push certificate for another topic, while devices listen to the present one.
    #[error(
        "This certificate is for the topic {given}, but {devices} enrolled devices listen to {present}. Renew the present certificate at Apple instead of making a new one: with another topic every device would have to enroll again."
    )]
    PushTopic {
        /// The topic in use.
        present: String,
        /// The topic of the file.
        given: String,
        /// How many devices listen to the present one.
        devices: u64,
    },
    /// There is no push certificate, so no device could ever be reached.
    #[error("The server has no push certificate yet. An administrator has to install one first.")]
    NoPushCertificate,
    /// Without this account nobody could administer the server.
    #[error("This is the only administrator who can sign in. Make another one first.")]
    LastAdministrator,
    /// Somebody's access ends at the site, and would end nowhere without it.
    #[error(
        "{accounts} accounts or groups have access to this site alone. Choose another site for what is in it, so that they do not reach everywhere."
    )]
    SiteHasAccess {
        /// How many accounts and groups of accounts.
        accounts: u64,
    },
    /// The account is a directory user's.
    #[error("This account's password is in the directory. Change it there.")]
    PasswordElsewhere,
    /// Nothing of this kind is offered to somebody who logged in.
    #[error("{}", nothing_offered(*instead))]
    NothingOffered {
        /// What they can do instead.
        instead: Instead,
    },
    /// The row for all directory users is part of the server.
    #[error("The row for all directory users always stays. Switch everything off in it instead.")]
    AccessForAllStays,
    /// A directory to which something refers.
    #[error("{}", in_use(.0))]
    DirectoryInUse(DirectoryUses),
    /// A directory that was being set up is not waiting any more, or is somebody else's.
    #[error(
        "This set-up does not wait any more: it has been saved, replaced by a newer one, or is older than an hour. Begin again under Directory Services."
    )]
    DirectoryDraftGone,
    /// The directory does not know the person, or is not asked any more.
    #[error("The directory does not know this person any more. Search again.")]
    PersonUnknown,
    /// The person of a device is of no directory that could be asked.
    #[error("Nobody from a directory is assigned to this device.")]
    NoDirectoryUser,
    /// An uploaded list is not waiting any more, or is somebody else's.
    #[error(
        "This list does not wait any more: it has been applied or discarded, replaced by a newer one, or is older than an hour. Upload it again."
    )]
    UploadGone,
    /// The draft of an invitation does not wait any more.
    #[error(
        "This invitation does not wait here any more: it was sent, or was left for more than an hour. Look at the list before you begin again."
    )]
    InvitationDraftGone,
    /// An uploaded list has lines that cannot be used.
    #[error(
        "{} be used. Correct the file and upload it again, or choose to leave out what is faulty.", lines_cannot(*lines)
    )]
    FaultyLines {
        /// How many.
        lines: u64,
    },
    /// Settings were changed while another change was on its way.
    #[error("Somebody else changed these settings meanwhile. Nothing was saved; look at them and try again.")]
    SettingChanged,
    /// The built-in list was changed while another change was on its way.
    #[error(
        "Somebody else changed the list of people at the same moment. Nothing was imported; look at the preview again."
    )]
    PeopleChanged,
    /// The second factor was wrong, too late or used before. One answer for all.
    #[error("That was not right, or it has been used before. Try again.")]
    SecondFactor,
    /// The time between password and second factor is over, or the sign-in is finished already.
    #[error("This sign-in took too long. Begin again with your password.")]
    SignInOver,
    /// A change to how somebody signs in needs a fresh proof of who they are.
    #[error("Confirm that it is you first.")]
    ProofNeeded,
    /// An authenticator app counts already.
    #[error("There is an authenticator app already. Remove it first.")]
    TotpPresent,
    /// No authenticator app is being set up, or its time is over.
    #[error("The set-up of the authenticator app is over. Begin again.")]
    TotpSetupOver,
    /// Recovery codes without a second factor to stand in for.
    #[error("Set up an authenticator app or a passkey first.")]
    NoSecondFactor,
    /// The server has no name that a passkey could be bound to.
    #[error("Passkeys need a server with a name; this one is reached by a bare address.")]
    NoPasskeys,
    /// An account has as many passkeys as it may.
    #[error("There are ten passkeys already. Remove one first.")]
    PasskeysFull,
    /// An identity provider has let nobody in.
    #[error("{0}")]
    Provider(domain::identity_provider::ProviderRefusal),
    /// A webhook that is told nothing.
    #[error("The webhook is disabled or paused. Enable it first.")]
    WebhookNotTold,
    /// A command that a device of its owner's own does not take.
    #[error("Devices that are their owners' own do not take {0}.")]
    NotForPersonal(&'static str),
    /// The device is not managed any more.
    #[error("This device is no longer managed.")]
    NotManaged,
}

fn lines_cannot(lines: u64) -> String {
    if lines == 1 { "One line cannot".to_owned() } else { format!("{lines} lines cannot") }
}

/// What somebody can do to whom the portal offers nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Instead {
    /// Nothing: they may enroll no device.
    Nothing,
    /// They may enroll a device of their own, but that way is not open.
    Personal,
    /// The portal does not enroll the organization's devices: these are signed in to in Settings.
    Settings,
    /// The portal does not enroll the organization's devices, and nobody else does so by themselves.
    Administrator,
}

fn nothing_offered(instead: Instead) -> &'static str {
    match instead {
        Instead::Nothing => "Your account may not set up devices. Ask your administrator to let you.",
        Instead::Personal => {
            "With your account only personally owned devices can be set up. They are added in Settings, not on this page. Ask your administrator."
        }
        Instead::Settings => {
            "The devices of your organization are not set up on this page. On the device, open Settings › General › VPN & Device Management and choose “Sign In to Work or School Account”."
        }
        Instead::Administrator => {
            "The devices of your organization are not set up on this page. Ask your administrator how it is done."
        }
    }
}

/// Says what refers to a directory, and what to do.
fn in_use(uses: &DirectoryUses) -> String {
    let DirectoryUses { devices, accounts, account_groups, access_rows } = uses;
    format!(
        "{devices} devices, {accounts} accounts, {account_groups} groups of accounts and {access_rows} rows of enrollment access refer to this directory. If you delete it all the same, devices keep the data of their people, the accounts are disabled, the groups are emptied and the rows are deleted."
    )
}

impl From<EnrollmentRefusal> for Error {
    fn from(refusal: EnrollmentRefusal) -> Self {
        Self::Refused(Refusal::Enrollment(refusal))
    }
}

impl From<HandoverRefusal> for Error {
    fn from(refusal: HandoverRefusal) -> Self {
        Self::Refused(Refusal::Handover(refusal))
    }
}

impl From<store::StoreError> for Error {
    fn from(error: store::StoreError) -> Self {
        Self::Internal(error.to_string())
    }
}
