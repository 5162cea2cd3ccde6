//! What is done to selected invitations: revoked, archived, brought back, deleted for good; after a look at what that means.

use app::{App, Caller, Error, Fault, InvitationDetail};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use domain::id::InvitationId;
use domain::invitation::InvitationStatus;
use domain::privilege::Privilege;
use domain::recipient::Stage;
use http::StatusCode;
use web::error::PageError;
use web::form::Fields;
use web::page::{html, html_with, see_made};

use crate::admin::{Admin, demand_privilege};
use crate::badge::Badge;
use crate::count::{counted, grouped};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

/// Where selected invitations are sent to.
pub(crate) const PATH: &str = "/console/invitations/selected";
/// How many can be chosen at once: the rows of a page.
pub(crate) const SELECTED_MAX: u32 = domain::page::PAGE_ROWS_MAX;

/// What can be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    Revoke,
    Archive,
    Unarchive,
    Delete,
}

#[derive(Template)]
#[template(path = "invitation/selected.html")]
struct Page {
    frame: Frame,
    title: String,
    lede: &'static str,
    rows: Vec<Row>,
    /// What the form sends again, once it is said yes to.
    fields: Vec<(&'static str, String)>,
    button: String,
    is_danger: bool,
    /// The number to type, where there is no way back.
    number: Option<String>,
    fault: Option<String>,
}

/// One invitation, and what it would lose.
struct Row {
    name: String,
    number: u64,
    state: Badge,
    recipients: String,
    on_the_way: String,
    enrolled: String,
}

/// Asks whether it is to be done, and does it once that has been answered.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let ids: Vec<InvitationId> =
        fields.all("invitation").map(super::parse).collect::<Result<_, _>>().map_err(PageError::from)?;
    let deed = Deed::parse(fields.one("do"));
    let (Some(deed), false, true) = (deed, ids.is_empty(), ids.len() <= SELECTED_MAX as usize) else {
        let words = "Choose some invitations, and what to do with them.";
        return Err(Error::Invalid(vec![Fault::new("invitation", words)]).into());
    };
    let mut details = Vec::with_capacity(ids.len());
    for id in &ids {
        let detail = app.show_invitation(&caller, *id).await?;
        if !super::may_manage(&caller, &detail.invitation) {
            return Err(Error::Forbidden.into());
        }
        details.push(detail);
    }
    let page = |fault| page(&app, &caller, deed, &details, fault);
    if fields.one("sure") != "yes" {
        return html(&page(None));
    }
    if deed == Deed::Delete {
        let serving = details.iter().find(|detail| is_serving(detail));
        if let Some(detail) = serving {
            let words = format!("{} still serves. Revoke it first.", detail.invitation.terms.name);
            return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page(Some(words)));
        }
        if fields.one("number").trim() != ids.len().to_string() {
            let words = format!("Type {} to confirm.", ids.len());
            return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page(Some(words)));
        }
    }
    deed.apply(&app, &caller, &ids).await?;
    let count = ids.len().to_string();
    Ok(see_made(&link(super::PATH, &[("done", deed.done()), ("count", &count)])))
}

fn is_serving(detail: &InvitationDetail) -> bool {
    detail.status == InvitationStatus::Active
}

fn page(app: &App, caller: &Caller, deed: Deed, details: &[InvitationDetail], fault: Option<String>) -> Page {
    let count = u64::try_from(details.len()).unwrap_or(u64::MAX);
    let invitations = counted(count, "invitation", "invitations");
    let verb = deed.verb();
    let ids = details.iter().map(|detail| ("invitation", detail.invitation.id.to_string()));
    Page {
        frame: Frame::new(app, caller, Section::Invitations),
        title: format!("{verb} {invitations}"),
        lede: deed.lede(),
        rows: details.iter().map(Row::new).collect(),
        fields: [("do", deed.name().to_owned()), ("sure", "yes".to_owned())].into_iter().chain(ids).collect(),
        button: format!("{verb} {invitations}"),
        is_danger: matches!(deed, Deed::Revoke | Deed::Delete),
        number: (deed == Deed::Delete).then(|| count.to_string()),
        fault,
    }
}

impl Row {
    fn new(detail: &InvitationDetail) -> Self {
        let (begun, enrolled) =
            (detail.funnel.reached(Stage::LoggedIn), detail.funnel.reached(Stage::Enrolled));
        Self {
            name: detail.invitation.terms.name.clone(),
            number: detail.invitation.number,
            state: detail.status.into(),
            recipients: grouped(detail.funnel.recipients),
            on_the_way: grouped(begun.saturating_sub(enrolled)),
            enrolled: grouped(enrolled),
        }
    }
}

impl Deed {
    const ALL: [Self; 4] = [Self::Revoke, Self::Archive, Self::Unarchive, Self::Delete];

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Revoke => "revoke",
            Self::Archive => "archive",
            Self::Unarchive => "unarchive",
            Self::Delete => "delete",
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Revoke => "Revoke",
            Self::Archive => "Archive",
            Self::Unarchive => "Bring back",
            Self::Delete => "Delete",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Revoke => "revoked",
            Self::Archive => "archived",
            Self::Unarchive => "unarchived",
            Self::Delete => "deleted",
        }
    }

    fn lede(self) -> &'static str {
        match self {
            Self::Revoke => {
                "Their links open nothing from then on, messages that wait are not sent, and whoever has begun and not reached their device is stopped. Devices that are enrolled stay enrolled. This cannot be undone."
            }
            Self::Archive => {
                "They leave the list. Those that still serve go on serving until they expire or you revoke them."
            }
            Self::Unarchive => "They stand in the list again.",
            Self::Delete => {
                "Their recipients, links and messages are deleted with them, for good. Devices that are enrolled stay enrolled; the audit log keeps what was done."
            }
        }
    }

    async fn apply(self, app: &App, caller: &Caller, ids: &[InvitationId]) -> Result<(), Error> {
        if self == Self::Delete {
            return app.purge_invitations(caller, ids).await.map(drop);
        }
        for id in ids {
            match self {
                Self::Revoke => app.revoke_invitation(caller, *id).await?,
                Self::Archive => app.archive_invitation(caller, *id).await?,
                Self::Unarchive | Self::Delete => app.unarchive_invitation(caller, *id).await?,
            };
        }
        Ok(())
    }
}
