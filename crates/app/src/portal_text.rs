//! What the enrollment portal says to somebody, by their languages: own texts before those that come with the server.
//!
//! Every page asks, so each node keeps what it has read last. One read by primary key tells whether it still counts: the
//! mark that every change of a text leaves (`setting.rs`).

mod file;
mod preview;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::language::{ENGLISH, LANGUAGES, language_code, language_title};
use domain::portal_text::{
    Field, LanguageTexts, OwnTexts, Texts, built_in_text, fields, is_built_in, language_name,
};
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::session::{Purpose, Session};
use domain::setting::{Section, SettingVersion, Versioned};
use domain::time::Timestamp;

use crate::setting::{SettingChange, read};
use crate::token::hash;
use crate::{App, Caller, Error, Fault};

/// What stands before a language's code in the name of its section.
pub(crate) const PREFIX: &str = "text/";
/// The most languages that administrators decide about.
const LANGUAGES_MAX: usize = 60;

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

    /// Lists the languages of the portal: those that come with the server, English first, and those added.
    pub async fn list_portal_languages(&self, caller: &Caller) -> Result<Vec<PortalLanguage>, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let mut tx = self.0.store.read().await?;
        let settings = tx.list_settings(PREFIX).await?;
        let mut own = BTreeMap::new();
        for setting in &settings {
            let code = code_of(&setting.name).to_owned();
            own.insert(code, versioned(setting)?);
        }
        let built_in = LANGUAGES.iter().map(|language| language.code).filter(|code| is_built_in(code));
        let added = own.iter().filter(|(code, own)| !is_built_in(code) && !own.value.is_removed);
        let codes: Vec<_> = built_in.chain(added.map(|(code, _)| code.as_str())).collect();
        Ok(codes.into_iter().map(|code| PortalLanguage::of(code, own.get(code).cloned())).collect())
    }

    /// Shows what administrators have decided about a language that is there.
    pub async fn show_language_texts(
        &self,
        caller: &Caller,
        code: &str,
    ) -> Result<Versioned<LanguageTexts>, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let code = language_code(code).ok_or(Error::NotFound)?;
        let found: Versioned<LanguageTexts> = self.setting_named(&section(&code)).await?;
        let is_there = is_built_in(&code) || (found.version > 0 && !found.value.is_removed);
        if is_there { Ok(found) } else { Err(Error::NotFound) }
    }

    /// Puts texts in place of the built-in ones, or adds a language. What says the same as the built-in text is not kept.
    /// `seen_version` is the one that the change was made from; 0 for a language that is not there yet.
    pub async fn save_language_texts(
        &self,
        caller: &Caller,
        code: &str,
        texts: LanguageTexts,
        seen_version: u64,
    ) -> Result<Versioned<LanguageTexts>, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let code = language_code(code).ok_or_else(|| {
            Error::Invalid(vec![Fault::new("language", "Write a language’s code, such as fi or pt-BR.")])
        })?;
        let found: Versioned<LanguageTexts> = self.setting_named(&section(&code)).await?;
        let is_new = !is_built_in(&code) && (found.version == 0 || found.value.is_removed);
        if is_new && self.own_texts().await?.len() >= LANGUAGES_MAX {
            let words = format!("There are {LANGUAGES_MAX} languages already. Remove one first.");
            return Err(Error::Invalid(vec![Fault::new("language", words)]));
        }
        // Whoever adds a language that was taken away begins anew, but not over what others decide at the same moment.
        let seen_version = if is_new && seen_version == 0 { found.version } else { seen_version };
        let texts =
            LanguageTexts { is_offered: texts.is_offered || code == ENGLISH, is_removed: false, ..texts };
        let tidied = texts.tidied(|key| built_in_text(&code, key).map(str::to_owned));
        self.change_setting_named(caller, &section(&code), &title(&code), tidied, seen_version).await
    }

    /// Takes a language away that was added; of one that comes with the server, goes back to its texts.
    pub async fn remove_language_texts(
        &self,
        caller: &Caller,
        code: &str,
        seen_version: u64,
    ) -> Result<(), Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        self.show_language_texts(caller, code).await?;
        let code = language_code(code).ok_or(Error::NotFound)?;
        let gone = LanguageTexts { is_removed: !is_built_in(&code), ..LanguageTexts::default() };
        self.change_setting_named(caller, &section(&code), &title(&code), gone, seen_version).await?;
        Ok(())
    }

    /// Goes back to what a language said in a former version.
    pub async fn restore_language_texts(
        &self,
        caller: &Caller,
        code: &str,
        version: u64,
        seen_version: u64,
    ) -> Result<Versioned<LanguageTexts>, Error> {
        let code = language_code(code).ok_or(Error::NotFound)?;
        self.restore_setting_named(caller, &section(&code), &title(&code), version, seen_version).await
    }

    /// Lists the versions kept of a language's texts, newest first.
    pub async fn list_language_versions(
        &self,
        caller: &Caller,
        code: &str,
    ) -> Result<Vec<SettingChange>, Error> {
        let code = language_code(code).ok_or(Error::NotFound)?;
        self.list_setting_versions(caller, &section(&code)).await
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

/// A language of the portal, as administrators see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PortalLanguage {
    /// Its code.
    pub code: String,
    /// What it calls itself, as far as anybody has said.
    pub name: String,
    /// What English calls it.
    pub english_name: String,
    /// Whether texts in it come with the server.
    pub is_built_in: bool,
    /// Whether people may have it.
    pub is_offered: bool,
    /// How many texts are an administrator's own.
    pub own: usize,
    /// How many texts stand there in English for want of their own.
    pub untranslated: usize,
    /// Its version; 0 while nobody has decided anything.
    pub version: u64,
    /// When it was decided, and by whom.
    pub changed: Option<(Timestamp, String)>,
}

impl PortalLanguage {
    fn of(code: &str, own: Option<Versioned<LanguageTexts>>) -> Self {
        let (own, version, changed) = match own {
            Some(own) => (own.value, own.version, own.changed),
            None => (LanguageTexts::default(), 0, None),
        };
        Self {
            code: code.to_owned(),
            name: language_name(code, Some(&own)),
            english_name: language_title(code),
            is_built_in: is_built_in(code),
            is_offered: own.is_offered,
            own: own.texts.len(),
            untranslated: untranslated(code, &own).count(),
            version,
            changed,
        }
    }
}

/// Lists the texts that stand there in English for want of their own.
pub fn untranslated<'a>(code: &'a str, own: &'a LanguageTexts) -> impl Iterator<Item = &'static Field> + 'a {
    let is_missing = |field: &&'static Field| {
        !own.texts.contains_key(field.key) && built_in_text(code, field.key).is_none()
    };
    fields().iter().filter(is_missing)
}

fn section(code: &str) -> String {
    format!("{PREFIX}{code}")
}

fn title(code: &str) -> String {
    format!("{}, {}", LanguageTexts::TITLE, language_title(code))
}

fn versioned(found: &SettingVersion) -> Result<Versioned<LanguageTexts>, Error> {
    let changed = Some((found.changed_at, found.changed_by.clone()));
    Ok(Versioned { value: read(found)?, version: found.version, changed })
}

/// Returns the language that a section is about.
fn code_of(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

fn named(version: &SettingVersion) -> Result<(String, Arc<LanguageTexts>), Error> {
    let code = code_of(&version.name);
    Ok((code.to_owned(), Arc::new(read::<LanguageTexts>(version)?)))
}
