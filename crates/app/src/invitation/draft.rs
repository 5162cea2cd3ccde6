//! An invitation on its way through the assistant: kept between its pages in the database, so that any node can serve the
//! next one, and bound to whoever makes it. What is filled in is kept as it was typed, also what is still wrong.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use domain::directory::{DirectoryGroupRef, DirectoryUserRef};
use domain::id::{InvitationId, UploadId};
use domain::invitation::{Delivery, InvitationTerms};
use domain::message_template::TemplateText;
use domain::privilege::Privilege;
use domain::upload::{UPLOAD_AGE_MAX, UploadKind, UploadState};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{App, Caller, Error, Fault, Refusal};

/// An invitation that is being made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvitationDraft {
    /// How its links are to reach people.
    pub delivery: Delivery,
    /// The invitation whose recipients these are to be, where it exists already.
    pub adds_to: Option<InvitationId>,
    /// Recipients as they were typed or pasted.
    pub typed: String,
    /// A list that was brought.
    pub file: Option<DraftedFile>,
    /// People chosen in directories, with their names.
    pub people: Vec<(DirectoryUserRef, String)>,
    /// Groups chosen in directories, with their names.
    pub groups: Vec<(DirectoryGroupRef, String)>,
    /// Whether everybody who has not enrolled is meant too.
    pub everyone_not_enrolled: bool,
    /// Whether entries that cannot be used are left out.
    pub leaves_out_faulty: bool,
    /// The form of the terms, once it was filled in.
    pub terms: Option<Vec<(String, String)>>,
    /// Texts of its own by language.
    pub texts: BTreeMap<String, TemplateText>,
}

/// A list of recipients that was brought.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DraftedFile {
    /// What its file is called.
    pub name: String,
    /// Its content as it came.
    #[serde(serialize_with = "write_octets", deserialize_with = "read_octets")]
    pub content: Vec<u8>,
}

/// The most octets of a draft: a list of the most recipients with all their columns, and as much typed.
const DRAFT_BYTES_MAX: usize = 8 * 1024 * 1024;

impl InvitationDraft {
    /// Begins a draft.
    pub fn new(delivery: Delivery) -> Self {
        Self {
            delivery,
            adds_to: None,
            typed: String::new(),
            file: None,
            people: Vec::new(),
            groups: Vec::new(),
            everyone_not_enrolled: false,
            leaves_out_faulty: false,
            terms: None,
            texts: BTreeMap::new(),
        }
    }
}

impl App {
    /// Keeps what somebody has filled in so far. Nothing is checked yet: that is for the step that asks, and for the verb at
    /// the end.
    pub async fn keep_invitation_draft(
        &self,
        caller: &Caller,
        id: Option<UploadId>,
        draft: &InvitationDraft,
    ) -> Result<UploadId, Error> {
        caller.may_somewhere(Privilege::ManageInvitations)?;
        let content = serde_json::to_vec(draft)
            .map_err(|error| Error::Internal(format!("writing the draft of an invitation: {error}")))?;
        if content.len() > DRAFT_BYTES_MAX {
            let words = "This is more than one invitation can hold. Divide the list of recipients.";
            return Err(Error::Invalid(vec![Fault::new("recipients", words)]));
        }
        let Some(id) = id else { return self.keep_upload(caller, UploadKind::Invitation, &content).await };
        let mut tx = self.0.store.begin().await?;
        let mut upload =
            self.lock_own_upload(&mut tx, caller, UploadKind::Invitation, id).await.map_err(gone)?;
        if upload.state != UploadState::Pending {
            return Err(Refusal::InvitationDraftGone.into());
        }
        upload.expires_at = self.now().plus(UPLOAD_AGE_MAX);
        tx.save_upload(&upload).await?;
        tx.save_upload_content(id, &content).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Shows a draft of the caller's own.
    pub async fn show_invitation_draft(
        &self,
        caller: &Caller,
        id: UploadId,
    ) -> Result<InvitationDraft, Error> {
        caller.may_somewhere(Privilege::ManageInvitations)?;
        let content = self.read_pending_upload(caller, UploadKind::Invitation, id).await.map_err(gone)?;
        read(&content)
    }

    /// Finds what is wrong with terms before an invitation is made of them.
    pub fn check_invitation_terms(
        &self,
        caller: &Caller,
        delivery: Delivery,
        terms: &InvitationTerms,
    ) -> Vec<Fault> {
        let mut faults = self.terms_faults(terms, None);
        faults.extend(super::create::code_fault(delivery, terms));
        if !caller.holds_at(Privilege::ManageInvitations, terms.site_id) {
            faults.push(Fault::new("site", "Choose a site for whose devices you may invite."));
        }
        faults
    }

    /// Takes a draft of the caller's own away, to make an invitation of it. Of two who press the button at once only one gets
    /// it, so that nothing is sent twice.
    pub async fn take_invitation_draft(
        &self,
        caller: &Caller,
        id: UploadId,
    ) -> Result<InvitationDraft, Error> {
        caller.may_somewhere(Privilege::ManageInvitations)?;
        let mut tx = self.0.store.begin().await?;
        self.lock_own_upload(&mut tx, caller, UploadKind::Invitation, id).await.map_err(gone)?;
        let content = tx.find_upload_content(id).await?.ok_or(Refusal::InvitationDraftGone)?;
        tx.delete_upload(id).await?;
        tx.commit().await?;
        read(&content)
    }
}

fn read(content: &[u8]) -> Result<InvitationDraft, Error> {
    serde_json::from_slice(content)
        .map_err(|error| Error::Internal(format!("reading the draft of an invitation: {error}")))
}

fn gone(error: Error) -> Error {
    match error {
        Error::Refused(Refusal::UploadGone) => Refusal::InvitationDraftGone.into(),
        error => error,
    }
}

fn write_octets<S: Serializer>(octets: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64_STANDARD.encode(octets))
}

fn read_octets<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    BASE64_STANDARD.decode(text).map_err(serde::de::Error::custom)
}
