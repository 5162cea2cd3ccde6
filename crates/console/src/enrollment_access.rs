//! User-Initiated Enrollment: who may enroll what, the agreement they accept, and what somebody would be offered.

pub(crate) mod edit;
pub(crate) mod explain;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod new;

use app::Caller;
use domain::enrollment_access::EnrollmentAccess;
use domain::id::EnrollmentAccessId;

use crate::icon::Icon;

/// Where the rows are.
pub(crate) const PATH: &str = "/console/settings/enrollment-access";

/// Returns the path of a row's page.
fn path(id: EnrollmentAccessId) -> String {
    format!("{PATH}/{id}")
}

/// Yes or no in a table: a tick or a dash, with the word for those who do not see it.
struct Tick(bool);

impl std::fmt::Display for Tick {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            true => write!(f, r#"<span class="tick yes">{}<span class="sr">Yes</span></span>"#, Icon::Check),
            false => f.write_str(
                r#"<span class="tick"><span aria-hidden="true">–</span><span class="sr">No</span></span>"#,
            ),
        }
    }
}

// All parts are our own texts.
impl askama::filters::HtmlSafe for Tick {}

/// A row as tables show it.
struct Row {
    path: String,
    title: String,
    /// The name of its directory, where there are several.
    directory: String,
    institutional: Tick,
    personal: Tick,
    account_driven: Tick,
    eula: Tick,
    site: String,
}

impl Row {
    fn new(row: &EnrollmentAccess, caller: &Caller) -> Self {
        Self {
            path: path(row.id),
            title: row.subject.title().to_owned(),
            directory: String::new(),
            institutional: Tick(row.may_institutional),
            personal: Tick(row.may_personal),
            account_driven: Tick(row.may_account_driven),
            eula: Tick(row.must_accept_eula),
            site: row.site_id.and_then(|id| caller.site_name(id)).unwrap_or_default().to_owned(),
        }
    }
}
