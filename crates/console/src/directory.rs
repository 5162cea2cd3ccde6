//! Directory Services: the directories in their order, the assistant that sets one up, and the page of each.

pub(crate) mod delete;
pub(crate) mod edit;
mod field;
pub(crate) mod list;
mod look;
pub(crate) mod new;
mod probe;
pub(crate) mod show;
mod typed;

use app::{App, Caller, Error, Fault};
use domain::directory::DirectoryHealth;
use domain::id::DirectoryId;
use domain::privilege::Privilege;
use domain::time::Timestamp;
use web::time::Moment;

use crate::badge::Badge;

/// Where the directories are.
pub(crate) const PATH: &str = "/console/settings/directories";
/// The largest form: certificates take most of it.
pub(crate) const BODY_BYTES_MAX: usize = 512 * 1024;

/// Returns the path of a directory's page.
pub(crate) fn path(id: DirectoryId) -> String {
    format!("{PATH}/{id}")
}

/// How a directory fares, as pages show it.
pub(crate) struct Fares {
    pub(crate) badge: Badge,
    /// Since when it does not answer, and why.
    pub(crate) failing: Option<(Moment, String)>,
    /// When it last answered.
    pub(crate) answered: Option<Moment>,
}

impl Fares {
    fn new(disabled_at: Option<Timestamp>, health: DirectoryHealth, now: Timestamp) -> Self {
        let moment = |at| Moment { at, now };
        let badge = match (disabled_at, health.failing_since, health.answered_at) {
            (Some(_), ..) => Badge::calm("Disabled"),
            (None, Some(_), _) => Badge::bad("Does not answer"),
            (None, None, Some(_)) => Badge::good("Answers"),
            (None, None, None) => Badge::calm("Not asked yet"),
        };
        Self {
            badge,
            failing: health.failing_since.map(|since| (moment(since), health.failure)),
            answered: health.answered_at.map(moment),
        }
    }
}

/// One directory on the dashboard.
pub(crate) struct Standing {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) is_plain: bool,
    pub(crate) is_disabled: bool,
    pub(crate) fares: Fares,
}

/// Lists how directories fare, for those who may know.
pub(crate) async fn standings(app: &App, caller: &Caller) -> Result<Vec<Standing>, Error> {
    if !caller.holds(Privilege::ReadDirectories) {
        return Ok(Vec::new());
    }
    let all = match app.list_directory_health(caller).await {
        Ok(all) => all,
        // Whoever sees one site only sees no directory.
        Err(Error::Forbidden) => Vec::new(),
        Err(error) => return Err(error),
    };
    let standing = |status: app::DirectoryStatus| Standing {
        path: path(status.id),
        name: status.name,
        is_plain: status.is_plain,
        is_disabled: status.disabled_at.is_some(),
        fares: Fares::new(status.disabled_at, status.health, app.now()),
    };
    Ok(all.into_iter().map(standing).collect())
}

/// Returns the words of a gateway that does not answer, for the page itself; other errors get a page of their own.
fn unavailable(error: Error) -> Result<String, Error> {
    match error {
        Error::Unavailable(words) => Ok(words),
        error => Err(error),
    }
}

/// Returns the faults of a form; other errors get a page of their own.
fn faults(error: Error) -> Result<Vec<Fault>, Error> {
    match error {
        Error::Invalid(faults) => Ok(faults),
        error => Err(error),
    }
}
