//! The verbs: everything the product does, now or as a job.
//!
//! A door calls one verb per request. A verb checks permission, loads, applies the rule of `domain`, saves, enqueues,
//! audits and commits, in one transaction. Status codes, pages and property lists are the doors' business.

mod account;
mod account_group;
mod api_token;
mod audit;
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
mod inventory;
mod job;
mod last_seen;
mod login;
mod proof;
mod push_certificate;
mod question;
mod scep;
mod session;
mod settings;
mod setup;
mod site;
mod start;
mod token;

pub use account::{AccountDetail, NewAccount, UpdatedAccount};
pub use account_group::{AccountGroupDetail, NewAccountGroup};
pub use api_token::{MadeApiToken, NewApiToken};
pub use audit::TimelineOf;
pub use caller::Caller;
pub use checkin::CheckinReply;
pub use clock::{Clock, Ids};
pub use dashboard::{ChecklistItem, Dashboard, DayCount, Unfinished};
pub use device::{DeviceDetail, DeviceQuery};
pub use directory::{
    DirectoryDetail, DirectoryDraft, DirectoryStatus, FoundGroup, FoundGroups, FoundPeople, FoundPerson,
    GroupFound, Leftovers, Looked, PersonFound, Preview, Refreshed, SecretInput,
};
pub use enrollment::{Begun, EnrollmentDetail, EnrollmentQuery, EnrollmentState, HandedOutProfile};
pub use enrollment_access::{AccountOffer, EnrollmentTerms, ExplainedOffer, NewEnrollmentAccess};
pub use error::{Error, Fault, Refusal};
pub use job::Runner;
pub use login::Login;
pub use proof::{DeviceProof, ProofRefusal, Signed, Signer};
pub use push_certificate::PushCertificateUpload;
pub use question::PORTAL_SEARCH_CHARACTERS_MIN;
pub use scep::ScepRefusal;
pub use session::SignedIn;
pub use settings::{Organization, Settings, Trust};
pub use site::{DeviceMove, MOVED_DEVICES_MAX, SiteDetail};
pub use start::{App, Parts, StartError};
