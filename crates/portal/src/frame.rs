//! What stands around every page: the organization, the line of steps, help, the stylesheet and the script.

use app::{App, InvitationView};
use domain::enrollment::Enrollment;
use domain::harmless::escape;
use domain::time::Timestamp;
use web::asset::Asset;
use web::logo;

use crate::session::Place;
use crate::words::Words;

/// Where the portal's files lie.
const FOLDER: &str = "/enroll/asset";
/// The stylesheet.
pub(crate) static STYLE: Asset =
    Asset::new(FOLDER, "portal.css", "text/css; charset=utf-8", include_bytes!("../assets/portal.css"));
/// The script.
pub(crate) static SCRIPT: Asset =
    Asset::new(FOLDER, "portal.js", "text/javascript; charset=utf-8", include_bytes!("../assets/portal.js"));

/// How many steps the way has when nothing is asked: log in, what will happen, install, done.
const STEPS: usize = 4;
/// Holds the place of an element in a text until the text is HTML.
const ADDRESS: &str = "\u{fffc}";

/// The frame around a page.
pub(crate) struct Frame<'a> {
    /// The organization's name.
    pub(crate) organization: &'a str,
    /// Whom to ask; empty when nobody said.
    pub(crate) help: &'a str,
    /// The words of the page.
    pub(crate) words: Words,
    /// Which step the page is, from 1; none on pages beside the way.
    pub(crate) step: Option<usize>,
    /// How many steps the way has.
    pub(crate) steps: usize,
    /// Whether somebody may see this page first: it offers the choice of a language plainly.
    pub(crate) is_first: bool,
}

impl<'a> Frame<'a> {
    /// Returns the frame of the login.
    pub(crate) fn first(app: &'a App, words: &Words) -> Self {
        Self { step: Some(1), ..Self::arrival(app, words) }
    }

    /// Returns the frame of a page beside the way on which people arrive.
    pub(crate) fn arrival(app: &'a App, words: &Words) -> Self {
        Self { is_first: true, ..Self::beside(app, words) }
    }

    /// Returns the frame of a page for somebody who is invited, as far as the way is known before it begins.
    pub(crate) fn invited(app: &'a App, words: &Words, view: &InvitationView, step: Option<usize>) -> Self {
        let asked = usize::from(view.code_goes_to.is_some()) + usize::from(view.needs_approval);
        Self { step, steps: STEPS + asked, ..Self::arrival(app, words) }
    }

    /// Returns the frame of a page on the way; what this enrollment asks makes the way longer.
    pub(crate) fn on(app: &'a App, words: &Words, enrollment: &Enrollment, place: Place) -> Self {
        let asked = enrollment.questions.asked().count();
        let trust_steps = enrollment.trust_steps();
        let step = match place {
            Place::Question(question) => {
                2 + enrollment.questions.asked().filter(|asked| *asked < question).count()
            }
            Place::Welcome | Place::Account | Place::Personal => asked + 2,
            Place::Certificate => asked + 3,
            Place::Trust => asked + 4,
            Place::Install => asked + trust_steps + 3,
            Place::Done => asked + trust_steps + 4,
        };
        Self { step: Some(step), steps: STEPS + asked + trust_steps, ..Self::beside(app, words) }
    }

    /// Returns the frame of a page beside the way.
    pub(crate) fn beside(app: &'a App, words: &Words) -> Self {
        let organization = &app.settings().organization;
        Self {
            organization: &organization.name,
            help: &organization.help,
            words: words.clone(),
            step: None,
            steps: STEPS,
            is_first: false,
        }
    }

    /// Returns the frame of a page for a test.
    #[cfg(test)]
    pub(crate) fn of_test(organization: &'a str, help: &'a str, step: usize) -> Self {
        let words = Words::english(organization);
        Self { organization, help, words, step: Some(step), steps: STEPS, is_first: false }
    }

    /// Returns for each step of the way whether it is reached.
    pub(crate) fn bar(&self) -> Vec<bool> {
        (1..=self.steps).map(|step| self.step.is_some_and(|reached| step <= reached)).collect()
    }

    /// Says in words which step this is.
    pub(crate) fn step_words(&self) -> Option<String> {
        let (step, steps) = (self.step?.to_string(), self.steps.to_string());
        Some(self.plain_with("page-step", &[("step", &step), ("steps", &steps)]))
    }

    /// Says whether the choice of a language stands at the top.
    pub(crate) fn is_first(&self) -> bool {
        self.is_first
    }

    /// Returns what the page's language calls itself, for the link to the others; `None` where there are none.
    pub(crate) fn language_link(&self) -> Option<String> {
        (self.words.offered().len() > 1).then(|| self.words.language_name())
    }

    /// Returns the page's language.
    pub(crate) fn language(&self) -> &str {
        self.words.language()
    }

    /// Returns the direction it is written in.
    pub(crate) fn direction(&self) -> &'static str {
        if self.words.is_right_to_left() { "rtl" } else { "ltr" }
    }

    /// Returns a text as plain text: for titles, buttons, names and attributes.
    pub(crate) fn plain(&self, key: &str) -> String {
        self.words.plain(key)
    }

    /// Returns a text with values as plain text.
    pub(crate) fn plain_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.plain_with(key, values)
    }

    /// Returns a text about a number of things as plain text.
    pub(crate) fn counted(&self, key: &str, count: usize) -> String {
        self.words.counted(key, count)
    }

    /// Returns a text as a line of HTML, which may have emphasis and links.
    pub(crate) fn line(&self, key: &str) -> String {
        self.words.line_with(key, &[])
    }

    /// Returns a text with values as a line of HTML.
    pub(crate) fn line_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.line_with(key, values)
    }

    /// Returns a text with an address that somebody is to type, as a line of HTML.
    pub(crate) fn address_line(&self, key: &str, address: &str) -> String {
        let shown = format!("<strong class=\"address mono\" dir=\"ltr\">{}</strong>", escape(address));
        let line = self.words.line_with(key, &[("address", ADDRESS)]);
        line.replace(&format!("<bdi>{ADDRESS}</bdi>"), ADDRESS).replacen(ADDRESS, &shown, 1)
    }

    /// Returns a text as paragraphs of HTML.
    pub(crate) fn text(&self, key: &str) -> String {
        self.words.text_with(key, &[])
    }

    /// Returns a text with values as paragraphs of HTML.
    pub(crate) fn text_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.text_with(key, values)
    }

    /// Writes an instant as a day and a time of it.
    pub(crate) fn exact(&self, at: &Timestamp) -> String {
        self.words.exact(*at)
    }

    /// Writes an instant as a time of its day.
    pub(crate) fn time_of_day(&self, at: &Timestamp) -> String {
        self.words.time_of_day(*at)
    }

    /// Says until when to install, for a page that cannot count down.
    pub(crate) fn install_before(&self, until: &Timestamp) -> String {
        self.until("install-before", until)
    }

    /// Returns a text with an instant as a line of HTML.
    pub(crate) fn until(&self, key: &str, until: &Timestamp) -> String {
        let line = self.words.line_with(key, &[("time", ADDRESS)]);
        line.replace(&format!("<bdi>{ADDRESS}</bdi>"), ADDRESS).replacen(ADDRESS, &self.exact(until), 1)
    }

    pub(crate) fn logo(&self) -> &'static str {
        logo::SVG
    }

    /// Returns where the organization's own logo is.
    pub(crate) fn own_logo(&self) -> Option<&str> {
        self.words.look().logo.as_deref()
    }

    /// Returns where the style sheet with the organization's colours is.
    pub(crate) fn accents(&self) -> Option<&str> {
        self.words.look().accents.as_deref()
    }

    pub(crate) fn icon(&self) -> &'static str {
        logo::ICON_PATH
    }

    pub(crate) fn touch_icon(&self) -> &'static str {
        logo::TOUCH_ICON_PATH
    }

    pub(crate) fn style(&self) -> String {
        STYLE.url()
    }

    pub(crate) fn script(&self) -> String {
        SCRIPT.url()
    }
}
