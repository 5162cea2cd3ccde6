//! The verbs: everything the product does, now or as a job.
//!
//! A door calls one verb per request. A verb checks permission, loads, applies the rule of `domain`, saves, enqueues,
//! audits and commits, in one transaction. Status codes, pages and property lists are the doors' business.

mod account;
mod account_group;
mod account_sign_in;
mod admitted_serial_number;
mod agreement;
mod api_token;
mod appearance;
mod assignment;
mod audit;
mod basic;
mod built_in_person;
mod caller;
mod certificate;
mod checkin;
mod clock;
mod command;
mod dashboard;
mod device;
mod directory;
mod enrollment;
mod enrollment_access;
mod error;
mod gather;
mod handover;
mod idempotency;
mod identity_link;
mod identity_provider;
mod inventory;
mod invitation;
mod job;
mod known_device;
mod last_seen;
mod login;
mod machine_info;
mod mail_server;
mod message;
mod message_template;
mod passkey;
mod password;
mod pending_login;
mod portal_text;
mod profile_service;
mod proof;
mod provider_login;
mod push_certificate;
mod question;
mod readiness;
mod reenrollment;
mod scep;
mod second_factor;
mod self_test;
mod session;
mod setting;
mod settings;
mod setup;
mod sheet;
mod signing_certificate;
mod site;
mod sms_provider;
mod start;
mod token;
mod totp;
mod trust;
mod upload;
mod webhook;

pub use account::{AccountDetail, NewAccount, UpdatedAccount};
pub use account_group::{AccountGroupDetail, NewAccountGroup};
pub use account_sign_in::DiscoveryCheck;
pub use admitted_serial_number::{AdmittedSerialNumberPage, AdmittedSerialNumbers};
pub use api_token::{MadeApiToken, NewApiToken};
pub use appearance::LOGO_FILE_BYTES_MAX;
pub use assignment::{
    AssignmentFault, AssignmentOutcome, AssignmentPreview, AssignmentRow, AssignmentUpload, LINES_AT_ONCE,
};
pub use audit::{
    AuditCheckpoint, AuditExport, AuditFault, AuditFaultKind, AuditFormat, AuditQuery, TimelineOf,
    Verification,
};
pub use built_in_person::{
    BuiltInPersonDetail, ImportChoice, ImportPreview, PeopleQuery, PeopleUpload, PersonChange,
};
pub use caller::Caller;
pub use checkin::CheckinReply;
pub use clock::{Clock, Ids};
pub use dashboard::{ChecklistItem, Dashboard, DayCount, Unfinished};
pub use device::{DeviceDetail, DeviceQuery, Places};
pub use directory::{
    DirectoryDetail, DirectoryDraft, DirectoryStatus, DraftedDirectory, FoundGroup, FoundGroups, FoundPeople,
    FoundPerson, GroupFound, Leftovers, Looked, PersonFound, Preview, Refreshed, SecretInput,
};
pub use enrollment::{Begun, EnrollmentDetail, EnrollmentQuery, EnrollmentState, HandedOutProfile};
pub use enrollment_access::{
    AccountOffer, EnrollmentTerms, ExplainedOffer, NewEnrollmentAccess, PersonAnswer, PersonOffer, PortalDoor,
};
pub use error::{Error, Fault, Instead, Refusal};
pub use gather::{Gathered, RecipientFault, RecipientSource};
pub use handover::{HandoverOrigin, HandoverState, HandoverView, OfferedHandover, TakenHandover};
pub use idempotency::IdempotencyKey;
pub use identity_provider::{IdentityProviderDetail, IdentityProviderDraft};
pub use invitation::{
    CreatedInvitation, DraftedFile, Funnel, GivenFault, GivenRecipient, InvitationDetail, InvitationDraft,
    InvitationQuery, InvitationView, LinkKey, ListedInvitation, MadeLink, NewInvitation, NewRecipient,
    RecipientDetail, RecipientQuery, Resend, TimelineEntry,
};
pub use job::Runner;
pub use known_device::{Future, KnownDevice};
pub use login::Login;
pub use machine_info::MACHINE_INFO_BYTES_MAX;
pub use mail_server::{MailServerDetail, MailServerDraft};
pub use message::render::{QR_CONTENT_ID, Rendered};
pub use message::{HeldText, OutboxView};
pub use message_template::MessageTemplateDetail;
pub use passkey::{AskedPasskey, PasskeyAnswer};
pub use pending_login::{SecondFactorNeeded, SignIn};
pub use portal_text::{PortalLanguage, untranslated};
pub use proof::{DeviceProof, ProofRefusal, Signed, Signer};
pub use provider_login::{CameWith, ConsoleReturn, PortalReturn, ProviderAnswer, ProviderTest, SentOff};
pub use push_certificate::PushCertificateUpload;
pub use question::{AskedAgreement, PORTAL_SEARCH_CHARACTERS_MIN};
pub use readiness::Readiness;
pub use scep::ScepRefusal;
pub use second_factor::SecondFactorProof;
pub use session::{AccountSessions, SignedIn};
pub use setting::SettingChange;
pub use settings::{Console, InvitationLimits, Organization, Settings, Trust};
pub use sheet::{LineFault, LineFaults, SHEET_LINES_MAX, SheetReading};
pub use signing_certificate::{SigningCertificateDetail, SigningCertificateUpload};
pub use site::{DeviceMove, MOVED_DEVICES_MAX, SiteDetail};
pub use sms_provider::{SmsProviderDetail, SmsProviderDraft};
pub use start::{App, Parts, StartError};
pub use store::{InvitationList, InvitationOrder, RecipientList, RecipientOrder};
pub use totp::TotpSetup;
pub use trust::TrustProof;
pub use webhook::{MadeWebhook, REPLAYED_MAX, WebhookDetail};
// What a try at a directory has shown is told by the doors as the gateway says it.
pub use gateways::directory::{Probe, ProbeKind, ProbeStep};
pub use gateways::identity_provider::{ProviderProbe, ProviderProbeKind, ProviderProbeStep};
pub use gateways::mail::{DialogueLine, MailProbe, MailProbeKind, MailProbeStep};
pub use gateways::probe::{ProbeCertificate, ProbeFailure};
pub use gateways::sms::{PostedReceipt, SmsProbe, SmsProbeKind, SmsProbeStep};
