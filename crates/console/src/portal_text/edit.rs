//! The texts of one screen in one language: each beside what it is in place of, and the screen as a phone shows it.

use app::{App, Caller, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::language::{ENGLISH, is_right_to_left, language_title};
use domain::portal_text::{
    Field, LINE_CHARACTERS_MAX, LanguageTexts, SAMPLES, Sample, Screen, TEXT_CHARACTERS_MAX, built_in_text,
    fields, is_built_in, language_name,
};
use domain::privilege::Privilege;
use domain::setting::Versioned;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::preview::sample_path;
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// The largest form: a screen has few texts with paragraphs, and they are short.
pub(crate) const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;
/// What stands before the key of a text in the name of the box that leaves it out.
const LEFT_OUT: &str = "left-out:";

#[derive(Template)]
#[template(path = "portal_text/edit.html")]
struct Page {
    frame: Frame,
    code: String,
    title: String,
    name: String,
    has_built_in: bool,
    direction: &'static str,
    action: String,
    screen: Screen,
    screens: Vec<Tab>,
    fields: Vec<Shown>,
    seen: u64,
    samples: Vec<&'static Sample>,
    /// What the frame shows before anything is typed.
    source: String,
    may_manage: bool,
    is_saved_now: bool,
    has_faults: bool,
}

/// A screen to go to.
struct Tab {
    path: String,
    title: &'static str,
    is_current: bool,
    untranslated: usize,
}

/// One text.
struct Shown {
    field: &'static Field,
    /// What English people read, where that is not the language itself.
    english: Option<&'static str>,
    /// What comes with the server in this language.
    built_in: Option<&'static str>,
    typed: String,
    is_left_out: bool,
    fault: Option<String>,
}

impl Shown {
    fn new(field: &'static Field, code: &str, own: &LanguageTexts, faults: &Faults) -> Self {
        let typed = own.texts.get(field.key);
        Self {
            english: built_in_text(ENGLISH, field.key).filter(|_| code != ENGLISH),
            built_in: built_in_text(code, field.key),
            is_left_out: field.is_text() && typed.is_some_and(String::is_empty),
            typed: typed.cloned().unwrap_or_default(),
            fault: faults.of(field.key).map(str::to_owned),
            field,
        }
    }

    /// Says that people read this in English.
    fn is_untranslated(&self) -> bool {
        self.built_in.is_none() && self.typed.is_empty() && !self.is_left_out
    }

    fn characters_max(&self) -> usize {
        if self.field.is_text() { TEXT_CHARACTERS_MAX } else { LINE_CHARACTERS_MAX }
    }

    fn rows(&self) -> usize {
        let longest = [self.english, self.built_in, Some(&self.typed)].into_iter().flatten().map(str::len);
        (longest.max().unwrap_or_default() / 48 + 2).min(16)
    }

    fn variables(&self) -> Vec<String> {
        self.field.variables.iter().map(|name| format!("{{{{{name}}}}}")).collect()
    }
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Finds a screen that has texts.
pub(super) fn screen_of(name: &str) -> Result<Screen, Error> {
    let screen = Screen::parse(name).ok_or(Error::NotFound)?;
    fields().iter().any(|field| field.screen == screen).then_some(screen).ok_or(Error::NotFound)
}

/// Puts what was typed for a screen over what is saved.
pub(super) fn typed_over(saved: &LanguageTexts, screen: Screen, typed: &Fields) -> LanguageTexts {
    let mut texts = saved.clone();
    for field in fields().iter().filter(|field| field.screen == screen) {
        let text = typed.one(field.key);
        let is_left_out = field.is_text() && !typed.one(&format!("{LEFT_OUT}{}", field.key)).is_empty();
        match (is_left_out, text.trim().is_empty()) {
            (true, _) => texts.texts.insert(field.key.to_owned(), String::new()),
            (false, true) => texts.texts.remove(field.key),
            (false, false) => texts.texts.insert(field.key.to_owned(), text.to_owned()),
        };
    }
    texts
}

/// Shows the texts.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((code, screen)): Path<(String, String)>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let screen = screen_of(&screen)?;
    let found = app.show_language_texts(&caller, &code).await?;
    let page = page(&app, &caller, &code, screen, found, &Faults::default())?;
    html(&Page { is_saved_now: address.done == "saved", ..page })
}

/// Saves the texts.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((code, screen)): Path<(String, String)>,
    Form(typed): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let screen = screen_of(&screen)?;
    let found = app.show_language_texts(&caller, &code).await?;
    let texts = typed_over(&found.value, screen, &typed);
    let seen = typed.one("seen").parse().unwrap_or_default();
    match app.save_language_texts(&caller, &code, texts.clone(), seen).await {
        Ok(_) => Ok(see_made(&format!("{}?done=saved", super::screen_path(&code, screen)))),
        Err(Error::Invalid(faults)) => {
            let typed = Versioned { value: texts, ..found };
            let page = page(&app, &caller, &code, screen, typed, &Faults::new(faults))?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &Page { has_faults: true, ..page })
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    app: &App,
    caller: &Caller,
    code: &str,
    screen: Screen,
    found: Versioned<LanguageTexts>,
    faults: &Faults,
) -> Result<Page, PageError> {
    let code = domain::language::language_code(code).ok_or(Error::NotFound)?;
    let own = found.value;
    let untranslated =
        |screen: Screen| app::untranslated(&code, &own).filter(|field| field.screen == screen).count();
    let tab = |one: Screen| Tab {
        path: super::screen_path(&code, one),
        title: one.title(),
        is_current: one == screen,
        untranslated: untranslated(one),
    };
    let shown = |one: &Screen| fields().iter().any(|field| field.screen == *one);
    let of_screen: Vec<_> = SAMPLES.iter().filter(|sample| sample.screen == screen).collect();
    // Where a screen is no page, the login shows what it is part of.
    let samples = if of_screen.is_empty() { SAMPLES.iter().collect() } else { of_screen };
    let token = app.preview_saved_texts(caller, &code)?;
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        title: language_title(&code),
        name: language_name(&code, Some(&own)),
        direction: if is_right_to_left(&code) { "rtl" } else { "ltr" },
        action: super::screen_path(&code, screen),
        has_built_in: is_built_in(&code),
        screens: Screen::ALL.into_iter().filter(shown).map(tab).collect(),
        fields: fields()
            .iter()
            .filter(|field| field.screen == screen)
            .map(|field| Shown::new(field, &code, &own, faults))
            .collect(),
        seen: found.version,
        source: samples.first().map(|sample| sample_path(&token, sample)).unwrap_or_default(),
        samples,
        screen,
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        is_saved_now: false,
        has_faults: false,
        code,
    })
}
