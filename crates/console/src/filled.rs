//! What somebody has filled in of a form with settings: texts by field, secrets, files.
//!
//! A secret goes in and never comes out again: it is kept apart from the texts that a page shows (T31).

use std::collections::BTreeMap;

use app::SecretInput;
use axum::Form;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use domain::secret::Secret;
use http::{StatusCode, header};
use web::error::PageError;

/// What was filled in.
#[derive(Default)]
pub(crate) struct Filled {
    texts: BTreeMap<String, String>,
    secrets: BTreeMap<&'static str, Secret>,
    files: BTreeMap<&'static str, Vec<u8>>,
}

/// Which fields of a form are no texts.
pub(crate) struct Shape {
    /// Those that are written and never shown.
    pub(crate) secrets: &'static [&'static str],
    /// Those that are files.
    pub(crate) files: &'static [&'static str],
}

impl Filled {
    /// Reads a form, with files or without.
    pub(crate) async fn read(request: Request, shape: &Shape) -> Result<Self, PageError> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let has_files = content_type.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        let mut filled = Self::default();
        if !has_files {
            let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, &())
                .await
                .map_err(|error| unreadable(error.status(), &error.body_text()))?;
            for (name, value) in pairs {
                filled.put(shape, &name, value);
            }
            return Ok(filled);
        }
        let mut form = Multipart::from_request(request, &())
            .await
            .map_err(|error| unreadable(error.status(), &error.body_text()))?;
        let torn = |error: MultipartError| unreadable(error.status(), &error.body_text());
        while let Some(field) = form.next_field().await.map_err(torn)? {
            let name = field.name().unwrap_or_default().to_owned();
            match shape.files.iter().find(|file| **file == name) {
                Some(file) => {
                    filled.files.insert(file, field.bytes().await.map_err(torn)?.to_vec());
                }
                None => filled.put(shape, &name, field.text().await.map_err(torn)?),
            }
        }
        Ok(filled)
    }

    /// Puts texts as a form shows them.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let mut filled = Self::default();
        filled.extend(texts);
        filled
    }

    /// Puts more texts, in the place of those of the same fields.
    pub(crate) fn extend<'a>(&mut self, texts: impl IntoIterator<Item = (&'a str, String)>) {
        self.texts.extend(texts.into_iter().map(|(field, value)| (field.to_owned(), value)));
    }

    /// Returns these texts over others: where this form has a field, its text counts. Secrets and files do not go along.
    pub(crate) fn over(&self, mut below: Self) -> Self {
        below.texts.extend(self.texts.clone());
        below
    }

    /// Takes a field out.
    pub(crate) fn remove(&mut self, field: &str) {
        self.texts.remove(field);
    }

    /// Returns a field's text, if the form has the field.
    pub(crate) fn get(&self, field: &str) -> Option<&str> {
        self.texts.get(field).map(String::as_str)
    }

    /// Returns a field's text; empty where the form has none.
    pub(crate) fn value(&self, field: &str) -> &str {
        self.get(field).unwrap_or_default()
    }

    /// Returns a field's text without blanks around it.
    pub(crate) fn text(&self, field: &str) -> String {
        self.value(field).trim().to_owned()
    }

    /// Reads a number; what is none becomes one that the rules refuse beside its field.
    pub(crate) fn number<T: std::str::FromStr + Default>(&self, field: &str) -> T {
        self.value(field).trim().parse().unwrap_or_default()
    }

    /// Returns a secret as it was entered; an empty field keeps the stored one.
    pub(crate) fn secret(&self, field: &str) -> SecretInput<Secret> {
        self.secrets.get(field).cloned().map_or(SecretInput::Keep, SecretInput::Set)
    }

    /// Returns a file; empty where none was chosen.
    pub(crate) fn file(&self, field: &str) -> &[u8] {
        self.files.get(field).map(Vec::as_slice).unwrap_or_default()
    }

    fn put(&mut self, shape: &Shape, name: &str, value: String) {
        match shape.secrets.iter().find(|secret| **secret == name) {
            Some(_) if value.is_empty() => {}
            Some(secret) => {
                self.secrets.insert(secret, Secret::new(value));
            }
            // Browsers end lines of a text field with both characters.
            None => drop(self.texts.insert(name.to_owned(), value.replace("\r\n", "\n"))),
        }
    }
}

fn unreadable(status: StatusCode, detail: &str) -> PageError {
    let (title, words) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => (
            "That file is too large",
            "A certificate takes a few kilobytes. Go back and choose another file.",
        ),
        _ => ("That could not be read", "Go back, fill the form in again and send it once more."),
    };
    PageError::new(status, title, words).with_detail(format!("reading a form with settings: {detail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t31_what_a_form_shows_again_has_no_secret() {
        let shape = Shape { secrets: &["password", "token"], files: &[] };
        let mut filled = Filled::default();
        for secret in shape.secrets {
            filled.put(&shape, secret, "hidden".to_owned());
        }
        filled.put(&shape, "host", "a\r\nb".to_owned());
        assert!(filled.texts.values().all(|value| value != "hidden"));
        assert!(matches!(filled.secret("token"), SecretInput::Set(_)));
        let shown = filled.over(Filled::default());
        assert_eq!(shown.value("host"), "a\nb");
        assert!(matches!(shown.secret("password"), SecretInput::Keep));
    }

    #[test]
    fn an_empty_secret_keeps_the_stored_one() {
        let shape = Shape { secrets: &["password"], files: &[] };
        let mut filled = Filled::default();
        filled.put(&shape, "password", String::new());
        assert!(matches!(filled.secret("password"), SecretInput::Keep));
    }
}
