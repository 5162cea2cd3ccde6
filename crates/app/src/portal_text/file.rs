//! Texts as files: out to translators, and in from them.

use domain::portal_text::{FileOf, LanguageTexts, TextFile};
use domain::setting::Versioned;

use crate::{App, Caller, Error, Fault};

/// The most octets of a file.
const FILE_BYTES_MAX: usize = 2 * 1024 * 1024;

impl App {
    /// Writes the texts of a language down.
    pub async fn export_language_texts(
        &self,
        caller: &Caller,
        code: &str,
        which: FileOf,
    ) -> Result<TextFile, Error> {
        let own = self.show_language_texts(caller, code).await?;
        let code = domain::language::language_code(code).ok_or(Error::NotFound)?;
        Ok(TextFile::of(&code, &own.value, which))
    }

    /// Reads a file into the language that it names, over what is there; a language that is not there yet is added.
    pub async fn import_language_texts(
        &self,
        caller: &Caller,
        content: &[u8],
    ) -> Result<Versioned<LanguageTexts>, Error> {
        let unreadable = |words: String| Error::Invalid(vec![Fault::new("file", words)]);
        if content.len() > FILE_BYTES_MAX {
            return Err(unreadable("This file is too large: at most 2 MiB.".into()));
        }
        let file: TextFile = serde_json::from_slice(content).map_err(|error| {
            unreadable(format!("This is no file of texts: {error}. Export one to see how it looks."))
        })?;
        let code = file.code.clone();
        let found = match self.show_language_texts(caller, &code).await {
            Err(Error::NotFound) => Versioned { value: LanguageTexts::default(), version: 0, changed: None },
            found => found?,
        };
        let texts = file.over(&found.value);
        self.save_language_texts(caller, &code, texts, found.version).await
    }
}
