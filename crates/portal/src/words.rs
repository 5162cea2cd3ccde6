//! The words of a page, in the language of whoever reads it: what they have chosen, else what was noted for them by
//! whoever invited them, else what their browser asks for, else English.

use std::convert::Infallible;
use std::sync::Arc;

use app::App;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::harmless::escape;
use domain::language::language_code;
use domain::portal_text::{OfferedLanguage, Texts};
use domain::setting::Appearance;
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use web::markdown::{self, Values};
use web::session::SessionCookie;
use web::time::{Calendar, rfc3339};

use crate::appearance;

/// How many languages of a browser count.
const PREFERRED_MAX: usize = 8;
/// The longest `Accept-Language` that is read, in octets.
const ACCEPTED_BYTES_MAX: usize = 512;

/// The words of a page.
#[derive(Clone)]
pub(crate) struct Words(Arc<Spoken>);

struct Spoken {
    texts: Texts,
    organization: String,
    look: Look,
}

/// How the organization wants its pages to look, beside what they say.
#[derive(Clone, Default)]
pub(crate) struct Look {
    /// Where the style sheet with its colours is.
    pub(crate) accents: Option<String>,
    /// Where its logo is.
    pub(crate) logo: Option<String>,
}

impl From<Appearance> for Look {
    fn from(appearance: Appearance) -> Self {
        Self {
            accents: appearance.accents().map(appearance::accents_path),
            logo: appearance.logo.map(|hash| appearance::logo_path(&hash)),
        }
    }
}

/// Finds the words for each request, for the page and, should it fail, for the page that says so.
pub(crate) async fn give(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let preferred = preferred(request.headers());
    // A database that does not answer is for the page to say.
    let texts = match app.texts(&preferred).await {
        Ok(texts) => texts,
        Err(_) => app.texts_at_hand(&preferred),
    };
    let look = app.setting::<Appearance>().await.map(|found| found.value).unwrap_or_default();
    let words = Words::new(&app, texts, look.into());
    request.extensions_mut().insert(words.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(words);
    response
}

impl FromRequestParts<App> for Words {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let given = parts.extensions.get::<Self>().cloned();
        Ok(given.unwrap_or_else(|| Self::at_hand(app, &parts.headers)))
    }
}

/// Lists the languages of whoever asks, the one they prefer most first.
pub(crate) fn preferred(headers: &HeaderMap) -> Vec<String> {
    let noted = [SessionCookie::Language, SessionCookie::LanguageHint].into_iter();
    let noted = noted.filter_map(|cookie| language_code(cookie.read(headers)?.expose()));
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    noted.chain(accepted_languages(accepted)).collect()
}

/// Reads an `Accept-Language` (RFC 9110 §12.5.4).
fn accepted_languages(header: &str) -> Vec<String> {
    if header.len() > ACCEPTED_BYTES_MAX {
        return Vec::new();
    }
    let mut languages: Vec<(String, u32)> = header
        .split(',')
        .filter_map(|part| {
            let (code, quality) = part.split_once(';').unwrap_or((part, ""));
            Some((language_code(code)?, thousandths(quality)))
        })
        .filter(|(_, quality)| *quality > 0)
        .take(PREFERRED_MAX)
        .collect();
    languages.sort_by_key(|(_, quality)| std::cmp::Reverse(*quality));
    languages.into_iter().map(|(code, _)| code).collect()
}

/// Reads `q=0.8` as 800; what is no quality counts as the best.
fn thousandths(quality: &str) -> u32 {
    let value = quality.trim().strip_prefix("q=").unwrap_or("1");
    match value.split_once('.').unwrap_or((value, "")) {
        ("0", digits) => format!("{digits:0<3}").get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0),
        _ => 1000,
    }
}

impl Words {
    /// Takes the texts that somebody reads.
    pub(crate) fn new(app: &App, texts: Texts, look: Look) -> Self {
        Self(Arc::new(Spoken { texts, organization: app.settings().organization.name.clone(), look }))
    }

    /// Takes other texts in the same look.
    pub(crate) fn with_texts(&self, texts: Texts) -> Self {
        let (organization, look) = (self.0.organization.clone(), self.0.look.clone());
        Self(Arc::new(Spoken { texts, organization, look }))
    }

    /// Finds the words without asking the database.
    pub(crate) fn at_hand(app: &App, headers: &HeaderMap) -> Self {
        Self::new(app, app.texts_at_hand(&preferred(headers)), Look::default())
    }

    /// Returns the English words that come with the server, for an organization.
    #[cfg(test)]
    pub(crate) fn english(organization: &str) -> Self {
        let texts = Texts::choose(&Default::default(), &[]);
        Self(Arc::new(Spoken { texts, organization: organization.to_owned(), look: Look::default() }))
    }

    pub(crate) fn look(&self) -> &Look {
        &self.0.look
    }

    pub(crate) fn language(&self) -> &str {
        self.0.texts.language()
    }

    pub(crate) fn language_name(&self) -> String {
        self.0.texts.language_name()
    }

    pub(crate) fn offered(&self) -> Vec<OfferedLanguage> {
        self.0.texts.offered()
    }

    pub(crate) fn is_right_to_left(&self) -> bool {
        self.0.texts.is_right_to_left()
    }

    /// Returns a text without values, as plain text.
    pub(crate) fn plain(&self, key: &str) -> String {
        self.plain_with(key, &[])
    }

    /// Returns a text as plain text.
    pub(crate) fn plain_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.fill(values, |values| markdown::plain(self.0.texts.template(key), values))
    }

    /// Returns a text about a number of things, as plain text.
    pub(crate) fn counted(&self, key: &str, count: usize) -> String {
        let template = self.0.texts.counted(key, u64::try_from(count).unwrap_or(u64::MAX));
        self.fill(&[("count", &count.to_string())], |values| markdown::plain(&template, values))
    }

    /// Returns a text as a line of HTML.
    pub(crate) fn line_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.fill(values, |values| markdown::line(self.0.texts.template(key), values))
    }

    /// Returns a text as paragraphs of HTML.
    pub(crate) fn text_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.fill(values, |values| markdown::paragraphs(self.0.texts.template(key), values))
    }

    fn fill(&self, values: &[(&str, &str)], draw: impl FnOnce(Values<'_>) -> String) -> String {
        let mut all = Vec::with_capacity(values.len() + 1);
        all.push(("organization", self.0.organization.as_str()));
        all.extend_from_slice(values);
        draw(Values { values: &all, is_right_to_left: self.is_right_to_left() })
    }

    /// Writes an instant as a day and a time of it, for machines, too.
    pub(crate) fn exact(&self, at: Timestamp) -> String {
        let Calendar { year, month, day, time } = Calendar::of(at);
        let month = self.plain(&format!("time-month-{month}"));
        let values = [("year", year.as_str()), ("month", &month), ("day", &day), ("time", &time)];
        self.time(at, &self.plain_with("time-exact", &values))
    }

    /// Writes an instant as a time of its day, for machines, too.
    pub(crate) fn time_of_day(&self, at: Timestamp) -> String {
        let time = Calendar::of(at).time;
        self.time(at, &self.plain_with("time-of-day", &[("time", &time)]))
    }

    fn time(&self, at: Timestamp, words: &str) -> String {
        format!("<time datetime=\"{}\">{}</time>", rfc3339(at), escape(words))
    }

    /// Says how far ahead an instant lies; `soon` is said of less than a minute.
    pub(crate) fn ahead(&self, at: Timestamp, now: Timestamp, soon: &str) -> String {
        let left = at.since(now);
        let (key, count) = match left {
            left if left < MINUTE => return self.plain(soon),
            left if left < HOUR => ("time-in-minutes", left / MINUTE),
            left if left < DAY => ("time-in-hours", left / HOUR),
            left => ("time-in-days", left / DAY),
        };
        self.counted(key, usize::try_from(count).unwrap_or(usize::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_taken_in_the_order_of_preference() {
        for (header, expected) in [
            ("de-AT,de;q=0.9,en;q=0.8", vec!["de-AT", "de", "en"]),
            ("en;q=0.5, fr , de;q=0", vec!["fr", "en"]),
            ("*, sv;q=0.3, da;q=x", vec!["da", "sv"]),
            ("", vec![]),
            ("<script>", vec![]),
        ] {
            assert_eq!(accepted_languages(header), expected, "{header}");
        }
        assert!(accepted_languages(&"de,".repeat(200)).is_empty());
        assert_eq!(accepted_languages("a1,bb,cc,dd,ee,ff,gg,hh,ii,jj").len(), PREFERRED_MAX);
    }

    #[test]
    fn what_was_chosen_comes_before_what_was_noted_and_what_the_browser_asks_for() {
        let mut headers = HeaderMap::new();
        headers.insert("accept-language", "fr".parse().unwrap());
        assert_eq!(preferred(&headers), ["fr"]);
        headers.insert("cookie", "__Host-language-hint=ar; __Host-language=de_at".parse().unwrap());
        assert_eq!(preferred(&headers), ["de-AT", "ar", "fr"]);
        headers.insert("cookie", "__Host-language=../x".parse().unwrap());
        assert_eq!(preferred(&headers), ["fr"]);
    }

    #[test]
    fn a_wait_and_a_day_are_said_in_words() {
        let words = Words::english("Northwind");
        let now = Timestamp::from_seconds(1_795_351_260);
        let said = |ahead| words.ahead(now.plus(ahead), now, "time-in-seconds");
        assert_eq!(said(5_000), "in a few seconds");
        assert_eq!(said(MINUTE), "in 1 minute");
        assert_eq!(said(3 * HOUR), "in 3 hours");
        assert_eq!(said(40 * DAY), "in 40 days");
        assert_eq!(words.exact(now), "<time datetime=\"2026-11-22T12:41:00Z\">22 Nov 2026, 12:41 UTC</time>");
    }
}
