//! Looking at texts before they are saved: the console keeps what is typed for a while, and the portal draws it for
//! whoever brings the sealed word for it.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::id::UploadId;
use domain::language::language_code;
use domain::portal_text::{LanguageTexts, OwnTexts, Texts};
use domain::privilege::Privilege;
use domain::time::{HOUR, Timestamp};
use domain::upload::{UploadKind, UploadState};
use serde::{Deserialize, Serialize};

use crate::{App, Caller, Error, Fault};

const PURPOSE: &str = "portal-preview";
/// What previews are sealed to; there is no row of their own.
const ROW: &str = "address";
/// How long a preview can be looked at.
const AGE_MAX: i64 = HOUR;
/// The longest word for a preview, in octets.
const TOKEN_BYTES_MAX: usize = 512;
/// The most octets of a draft.
const DRAFT_BYTES_MAX: usize = 2 * 1024 * 1024;

/// What the word for a preview says.
#[derive(Serialize, Deserialize)]
struct Promise {
    code: String,
    until: Timestamp,
    draft: Option<UploadId>,
}

impl App {
    /// Returns the word by which the portal draws its pages in a language as it is saved.
    pub fn preview_saved_texts(&self, caller: &Caller, code: &str) -> Result<String, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let code = language_code(code).ok_or(Error::NotFound)?;
        self.promise(code, None)
    }

    /// Keeps what somebody has typed and returns the word by which the portal draws it. Nothing is saved.
    pub async fn preview_texts(
        &self,
        caller: &Caller,
        code: &str,
        texts: &LanguageTexts,
    ) -> Result<String, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let code = language_code(code).ok_or(Error::NotFound)?;
        let faults = texts.faults();
        if !faults.is_empty() {
            let words = faults.into_iter().map(|(_, fault)| Fault::new("texts", fault.to_string()));
            return Err(Error::Invalid(words.collect()));
        }
        let content = serde_json::to_vec(texts)
            .map_err(|error| Error::Internal(format!("writing a preview: {error}")))?;
        if content.len() > DRAFT_BYTES_MAX {
            return Err(Error::Invalid(vec![Fault::new("texts", "This is more than a preview takes.")]));
        }
        let draft = self.keep_upload(caller, UploadKind::PortalTexts, &content).await?;
        self.promise(code, Some(draft))
    }

    /// Returns the texts that a word for a preview stands for; not found when its time is over.
    pub async fn previewed_texts(&self, token: &str) -> Result<Texts, Error> {
        let promise = self.read_promise(token).ok_or(Error::NotFound)?;
        let own = self.own_texts().await?;
        // A language that is not offered yet is looked at as if it were.
        let mut own: OwnTexts = own.as_ref().clone();
        let saved = own.get(&promise.code).map(|texts| texts.as_ref().clone()).unwrap_or_default();
        let shown = match promise.draft {
            Some(id) => self.read_draft(id).await?,
            None => saved,
        };
        own.insert(promise.code.clone(), Arc::new(LanguageTexts { is_offered: true, ..shown }));
        Ok(Texts::choose(&Arc::new(own), &[promise.code]))
    }

    async fn read_draft(&self, id: UploadId) -> Result<LanguageTexts, Error> {
        let mut tx = self.0.store.read().await?;
        let upload = tx.find_upload(id).await?.ok_or(Error::NotFound)?;
        let is_ours = upload.kind == UploadKind::PortalTexts && upload.state == UploadState::Pending;
        if !is_ours || upload.expires_at <= self.now() {
            return Err(Error::NotFound);
        }
        let content = tx.find_upload_content(id).await?.ok_or(Error::NotFound)?;
        serde_json::from_slice(&content)
            .map_err(|error| Error::Internal(format!("the preview {id}: {error}")))
    }

    fn promise(&self, code: String, draft: Option<UploadId>) -> Result<String, Error> {
        let promise = Promise { code, until: self.now().plus(AGE_MAX), draft };
        let written = serde_json::to_vec(&promise)
            .map_err(|error| Error::Internal(format!("writing a preview: {error}")))?;
        Ok(BASE64_URL_SAFE_NO_PAD.encode(self.seal(PURPOSE, ROW, &written)))
    }

    fn read_promise(&self, token: &str) -> Option<Promise> {
        let sealed =
            BASE64_URL_SAFE_NO_PAD.decode(Some(token).filter(|t| t.len() <= TOKEN_BYTES_MAX)?).ok()?;
        let written = self.open(PURPOSE, ROW, &sealed).ok()?;
        serde_json::from_slice::<Promise>(&written).ok().filter(|promise| promise.until > self.now())
    }
}
