//! What the enrollment portal says to somebody, by their languages: own texts before those that come with the server.
//!
//! Every page asks, so each node keeps what it has read last. One read by primary key tells whether it still counts: the
//! mark that every change of a text leaves (`setting.rs`).

use std::sync::{Arc, Mutex, PoisonError};

use domain::portal_text::{LanguageTexts, OwnTexts, Texts};
use domain::secret::Secret;
use domain::session::{Purpose, Session};
use domain::setting::{Section, SettingVersion};

use crate::setting::read;
use crate::token::hash;
use crate::{App, Error};

/// What stands before a language's code in the name of its section.
pub(crate) const PREFIX: &str = "text/";

/// The texts that this node has read last, and the mark they stood under.
#[derive(Default)]
pub(crate) struct KeptTexts(Mutex<(u64, Arc<OwnTexts>)>);

impl KeptTexts {
    fn now(&self) -> (u64, Arc<OwnTexts>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, mark: u64, texts: Arc<OwnTexts>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 < mark {
            *kept = (mark, texts);
        }
    }
}

impl App {
    /// Returns the texts of the portal for somebody who prefers these languages, the first most.
    pub async fn texts(&self, preferred: &[String]) -> Result<Texts, Error> {
        Ok(Texts::choose(&self.own_texts().await?, preferred))
    }

    /// Returns the texts as this node has read them last, for a page that must not fail.
    pub fn texts_at_hand(&self, preferred: &[String]) -> Texts {
        Texts::choose(&self.0.kept_texts.now().1, preferred)
    }

    /// Notes the language of somebody on the way, for what they are told later.
    pub async fn note_language(&self, session: &Secret, language: &str) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        let session = tx.find_session(hash(session.expose())).await?;
        let session = session.filter(|session| self.is_live(session));
        if let Some(Session { purpose: Purpose::Portal(id), .. }) = session {
            tx.save_enrollment_language(id, language).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Returns what administrators have decided, by language.
    pub(crate) async fn own_texts(&self) -> Result<Arc<OwnTexts>, Error> {
        let (kept_mark, kept) = self.0.kept_texts.now();
        let mut tx = self.0.store.read().await?;
        let mark = tx.find_setting(LanguageTexts::NAME).await?.map_or(0, |mark| mark.version);
        if mark == kept_mark {
            return Ok(kept);
        }
        let texts = tx.list_settings(PREFIX).await?.iter().map(named).collect::<Result<OwnTexts, _>>()?;
        let texts = Arc::new(texts.into_iter().filter(|(_, texts)| !texts.is_removed).collect::<OwnTexts>());
        self.0.kept_texts.keep(mark, texts.clone());
        Ok(texts)
    }
}

fn named(version: &SettingVersion) -> Result<(String, Arc<LanguageTexts>), Error> {
    let code = version.name.strip_prefix(PREFIX).unwrap_or(&version.name);
    Ok((code.to_owned(), Arc::new(read::<LanguageTexts>(version)?)))
}
