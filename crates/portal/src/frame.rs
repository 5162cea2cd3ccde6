//! What stands around every page: the organization, the line of steps, help, the stylesheet and the script.

use app::App;
use askama::Template;
use web::asset::Asset;
use web::error::ErrorView;
use web::logo;

/// Where the portal's files lie.
const FOLDER: &str = "/enroll/asset";
/// The stylesheet.
pub(crate) static STYLE: Asset =
    Asset::new(FOLDER, "portal.css", "text/css; charset=utf-8", include_bytes!("../assets/portal.css"));
/// The script.
pub(crate) static SCRIPT: Asset =
    Asset::new(FOLDER, "portal.js", "text/javascript; charset=utf-8", include_bytes!("../assets/portal.js"));

/// How many steps the way has: log in, what will happen, install, done.
const STEPS: usize = 4;

/// The frame around a page.
pub(crate) struct Frame<'a> {
    /// The organization's name.
    pub(crate) organization: &'a str,
    /// Whom to ask; empty when nobody said.
    pub(crate) help: &'a str,
    /// Which of the [`STEPS`] the page is; none on pages beside the way.
    pub(crate) step: Option<u8>,
}

impl<'a> Frame<'a> {
    /// Returns the frame of a page on the way.
    pub(crate) fn at(app: &'a App, step: u8) -> Self {
        Self { step: Some(step), ..Self::beside(app) }
    }

    /// Returns the frame of a page beside the way.
    pub(crate) fn beside(app: &'a App) -> Self {
        let organization = &app.settings().organization;
        Self { organization: &organization.name, help: &organization.help, step: None }
    }

    /// Returns for each step of the way whether it is reached.
    pub(crate) fn bar(&self) -> [bool; STEPS] {
        let reached = self.step.map_or(0, usize::from);
        std::array::from_fn(|index| index < reached)
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
pub(crate) fn draw_error(app: &App, view: &ErrorView) -> String {
    ErrorPage { frame: Frame::beside(app), view }.render().unwrap_or_else(|_| view.title.clone())
}
