//! What moves on an invitation's page: its picture and its counts, drawn into the page and, for an open page that follows,
//! alone. One look is a handful of counts; it is taken every two seconds while messages go out, every ten while the
//! invitation serves, and no more when nothing can change.

use app::{App, InvitationDetail};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::invitation::{Delivery, InvitationStatus};
use domain::recipient::{RecipientStatus, Stage};
use web::error::PageError;
use web::page::html;

use super::funnel::{Picture, picture};
use crate::admin::Admin;
use crate::badge::Badge;
use crate::count::{counted, grouped};
use crate::icon::Icon;
use crate::paging::link;

/// The part of a page that moves.
#[derive(Template)]
#[template(path = "invitation/live.html")]
pub(crate) struct Live {
    /// Where to look again.
    path: String,
    /// After how many seconds; `None` when nothing can change.
    again_after: Option<u32>,
    enrolled: String,
    all: String,
    opened: String,
    troubled: u64,
    devices: String,
    /// How many messages are still to go out, in words.
    open_messages: Option<String>,
    /// Of all that were put into the outbox, how many have left it.
    sent_percent: u64,
    picture: Picture,
    standing: Vec<Standing>,
    delivery: Delivery,
}

// Drawn by its own template, which escapes.
impl askama::filters::HtmlSafe for Live {}

/// How many stand so.
struct Standing {
    state: Badge,
    count: String,
    href: String,
}

/// Draws the part alone.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let detail = app.show_invitation(&caller, super::parse(&id)?).await?;
    html(&Live::new(&detail))
}

impl Live {
    /// Draws how an invitation stands.
    pub(crate) fn new(detail: &InvitationDetail) -> Self {
        let InvitationDetail { invitation, funnel, .. } = detail;
        let path = super::path(invitation.id);
        let enrolled = funnel.reached(Stage::Enrolled);
        let all = funnel.recipients;
        let is_settled = enrolled == all && invitation.terms.uses_max == Some(1);
        let again_after = match (detail.open_messages, detail.status) {
            (1.., _) => Some(2),
            (0, InvitationStatus::Active) if !is_settled => Some(10),
            _ => None,
        };
        let standing = |status: &RecipientStatus| {
            let count = funnel.standing.get(status).copied().filter(|count| *count > 0)?;
            Some(Standing {
                state: (*status).into(),
                count: grouped(count),
                href: link(&path, &[("status", status.name())]),
            })
        };
        let gone = all.saturating_sub(detail.open_messages);
        Self {
            again_after,
            enrolled: grouped(enrolled),
            all: grouped(all),
            opened: grouped(funnel.reached(Stage::Opened)),
            troubled: funnel.troubled(),
            devices: grouped(detail.uses_counted),
            open_messages: (detail.open_messages > 0)
                .then(|| counted(detail.open_messages, "message waits", "messages wait")),
            sent_percent: (gone * 100).checked_div(all).unwrap_or(100),
            picture: picture(funnel, invitation.delivery),
            standing: RecipientStatus::ALL.iter().filter_map(standing).collect(),
            delivery: invitation.delivery,
            path: format!("{path}/live"),
        }
    }
}
