//! Identifiers as newtypes, so that a device's can never stand where an enrollment's belongs.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// An account.
    AccountId;
    /// A group of accounts.
    AccountGroupId;
    /// A sign-in to an account in Settings, which begins an account-driven enrollment.
    AccountSignInId;
    /// A bearer token of the JSON API.
    ApiTokenId;
    /// One line of the audit trail.
    AuditId;
    /// A person of the built-in list.
    BuiltInPersonId;
    /// A certificate that the built-in authority issued.
    CertificateId;
    /// One SCEP challenge, made for one hand-out of an enrollment profile.
    ChallengeId;
    /// An MDM command; on the wire it is the `CommandUUID` in upper case.
    CommandId;
    /// A device, kept over all its enrollments.
    DeviceId;
    /// A directory: an LDAP server or the built-in list of people.
    DirectoryId;
    /// One row of who may enroll what.
    EnrollmentAccessId;
    /// One enrollment: from the login at the portal to the end of the management relation.
    EnrollmentId;
    /// An identity provider, by which people log in with what they use elsewhere.
    IdentityProviderId;
    /// The taking of something begun in one browser to another.
    HandoverId;
    /// An enrollment invitation.
    InvitationId;
    /// A job of the runner.
    JobId;
    /// A message to somebody, by e-mail or SMS.
    MessageId;
    /// A passkey of an account.
    PasskeyId;
    /// One asking of a passkey: its challenge and what the answer is for.
    PasskeyCeremonyId;
    /// A sign-in whose password was right and whose second factor is awaited.
    PendingLoginId;
    /// A login that is under way at an identity provider.
    ProviderLoginId;
    /// Somebody to whom an invitation goes, or the one link of an invitation that is not sent.
    RecipientId;
    /// A session of a browser, at the portal or the console.
    SessionId;
    /// A third-party certificate that signs enrollment profiles.
    SigningCertificateId;
    /// A site: a part of the organization that manages its own devices.
    SiteId;
    /// A list of lines that was uploaded.
    UploadId;
    /// A webhook: an address that is told what happens.
    WebhookId;
    /// One telling of one event to one webhook.
    WebhookDeliveryId;
}

impl CommandId {
    /// Returns the form used on the wire: upper case with dashes.
    pub fn wire(&self) -> String {
        self.0.hyphenated().encode_upper(&mut Uuid::encode_buffer()).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_uuid_is_upper_case_and_reads_back() {
        let id = CommandId(Uuid::from_u128(0xabcdef));
        assert_eq!(id.wire(), "00000000-0000-0000-0000-000000ABCDEF");
        assert_eq!(id.wire().parse::<CommandId>().expect("its own text"), id);
    }
}
