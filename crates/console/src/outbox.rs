//! The Outbox: every message to people with its state, and what those say that nothing carries away.

pub(crate) mod list;
pub(crate) mod show;

use app::App;
use domain::id::MessageId;
use domain::message::Channel;
use web::error::PageError;

/// Where the list is.
pub(crate) const PATH: &str = "/console/outbox";

/// Returns the path of a message's page.
pub(crate) fn path(id: MessageId) -> String {
    format!("{PATH}/{id}")
}

/// Says for which ways nothing leaves this server, in words; `None` when everything does.
pub(crate) async fn idle(app: &App) -> Result<Option<Idle>, PageError> {
    let channels = app.sends_nothing().await?;
    let has = |channel| channels.contains(&channel);
    Ok((!channels.is_empty()).then(|| Idle { email: has(Channel::Email), sms: has(Channel::Sms) }))
}

/// The ways that are not set up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Idle {
    pub(crate) email: bool,
    pub(crate) sms: bool,
}
