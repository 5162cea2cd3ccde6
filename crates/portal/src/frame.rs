//! What stands around every page: the organization, the line of steps, help, the stylesheet and the script.

use app::{App, InvitationView};
use askama::Template;
use domain::enrollment::Enrollment;
use http::Extensions;
use web::asset::Asset;
use web::error::ErrorView;
use web::logo;

use crate::session::Place;

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

/// The frame around a page.
pub(crate) struct Frame<'a> {
    /// The organization's name.
    pub(crate) organization: &'a str,
    /// Whom to ask; empty when nobody said.
    pub(crate) help: &'a str,
    /// Which step the page is, from 1; none on pages beside the way.
    pub(crate) step: Option<usize>,
    /// How many steps the way has.
    pub(crate) steps: usize,
}

impl<'a> Frame<'a> {
    /// Returns the frame of the login.
    pub(crate) fn first(app: &'a App) -> Self {
        Self { step: Some(1), ..Self::beside(app) }
    }

    /// Returns the frame of a page for somebody who is invited, as far as the way is known before it begins.
    pub(crate) fn invited(app: &'a App, view: &InvitationView, step: Option<usize>) -> Self {
        let asked = usize::from(view.code_goes_to.is_some()) + usize::from(view.needs_approval);
        Self { step, steps: STEPS + asked, ..Self::beside(app) }
    }

    /// Returns the frame of a page on the way; what this enrollment asks makes the way longer.
    pub(crate) fn on(app: &'a App, enrollment: &Enrollment, place: Place) -> Self {
        let asked = enrollment.questions.asked().count();
        let trust_steps = enrollment.trust_steps();
        let step = match place {
            Place::Question(question) => {
                2 + enrollment.questions.asked().filter(|asked| *asked < question).count()
            }
            Place::Welcome => asked + 2,
            Place::Certificate => asked + 3,
            Place::Trust => asked + 4,
            Place::Install => asked + trust_steps + 3,
            Place::Done => asked + trust_steps + 4,
        };
        Self { step: Some(step), steps: STEPS + asked + trust_steps, ..Self::beside(app) }
    }

    /// Returns the frame of a page beside the way.
    pub(crate) fn beside(app: &'a App) -> Self {
        let organization = &app.settings().organization;
        Self { organization: &organization.name, help: &organization.help, step: None, steps: STEPS }
    }

    /// Returns for each step of the way whether it is reached.
    pub(crate) fn bar(&self) -> Vec<bool> {
        (1..=self.steps).map(|step| self.step.is_some_and(|reached| step <= reached)).collect()
    }

    pub(crate) fn logo(&self) -> &'static str {
        logo::SVG
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

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    frame: Frame<'a>,
    view: &'a ErrorView,
}

/// Draws an error page. Should even that fail, its bare words remain.
pub(crate) fn draw_error(app: &App, view: &ErrorView, _: &Extensions) -> String {
    ErrorPage { frame: Frame::beside(app), view }.render().unwrap_or_else(|_| view.title.clone())
}
