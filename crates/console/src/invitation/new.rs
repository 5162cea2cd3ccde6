//! The assistant that makes an invitation: delivery, recipients, terms, message, review. What is filled in is kept between
//! the pages as a draft on the server, as it was typed.

pub(crate) mod delivery;
pub(crate) mod message;
pub(crate) mod people;
pub(crate) mod review;
pub(crate) mod terms;

use app::{App, Caller, Error, InvitationDraft, RecipientSource};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::UploadId;
use domain::invitation::Delivery;
use domain::privilege::Privilege;
use web::error::PageError;
use web::page::see_made;

use super::terms::fields_of;
use crate::admin::{Admin, demand_privilege};

/// Where the assistant begins.
pub(crate) const PATH: &str = "/console/invitations/new";

/// The steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Delivery,
    People,
    Terms,
    Message,
    Review,
}

/// A step as the head of a page shows it.
pub(super) struct Drawn {
    pub(super) title: &'static str,
    /// `done`, `next` or `ahead`, as the steps of an enrollment.
    pub(super) state: &'static str,
    pub(super) number: usize,
    pub(super) href: Option<String>,
}

impl Step {
    fn title(self) -> &'static str {
        match self {
            Self::Delivery => "Delivery",
            Self::People => "Recipients",
            Self::Terms => "Terms",
            Self::Message => "Message",
            Self::Review => "Review",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Delivery => "",
            Self::People => "/recipients",
            Self::Terms => "/terms",
            Self::Message => "/message",
            Self::Review => "/review",
        }
    }

    /// Returns the steps of a draft: nothing is sent where the link is given out by hand, and an invitation that is made has
    /// its terms.
    fn of(draft: &InvitationDraft) -> Vec<Self> {
        match (draft.adds_to, draft.delivery) {
            (Some(_), _) => vec![Self::People, Self::Review],
            (None, Delivery::Link) => vec![Self::Delivery, Self::Terms, Self::Review],
            (None, Delivery::Email | Delivery::Sms) => {
                vec![Self::Delivery, Self::People, Self::Terms, Self::Message, Self::Review]
            }
        }
    }

    /// Returns where the step is.
    pub(super) fn path(self, id: UploadId) -> String {
        format!("{PATH}/{id}{}", self.folder())
    }

    /// Returns where the step before is.
    pub(super) fn back(self, id: UploadId, draft: &InvitationDraft) -> String {
        let steps = Self::of(draft);
        let place = steps.iter().position(|step| *step == self).unwrap_or_default();
        match (place.checked_sub(1), draft.adds_to) {
            (Some(before), _) => steps[before].path(id),
            (None, Some(invitation)) => super::path(invitation),
            (None, None) => super::PATH.to_owned(),
        }
    }

    /// Returns where the step after is.
    pub(super) fn next(self, id: UploadId, draft: &InvitationDraft) -> String {
        let steps = Self::of(draft);
        let after = steps.iter().skip_while(|step| **step != self).nth(1);
        after.unwrap_or(&Self::Review).path(id)
    }
}

/// Draws the way through the assistant.
pub(super) fn way(id: Option<UploadId>, draft: Option<&InvitationDraft>, here: Step) -> Vec<Drawn> {
    let steps = match draft {
        Some(draft) => Step::of(draft),
        None => Step::of(&InvitationDraft::new(Delivery::Email)),
    };
    let place = steps.iter().position(|step| *step == here).unwrap_or_default();
    let draw = |(at, step): (usize, &Step)| Drawn {
        title: step.title(),
        state: match at.cmp(&place) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "next",
            std::cmp::Ordering::Greater => "ahead",
        },
        number: at + 1,
        href: id.filter(|_| at < place).map(|id| step.path(id)),
    };
    steps.iter().enumerate().map(draw).collect()
}

/// Finds a draft of the caller's own.
pub(super) async fn find(
    app: &App,
    caller: &Caller,
    id: &str,
) -> Result<(UploadId, InvitationDraft), PageError> {
    demand_privilege(caller, Privilege::ManageInvitations)?;
    let id: UploadId = id.parse().map_err(|_| Error::NotFound)?;
    Ok((id, app.show_invitation_draft(caller, id).await?))
}

/// Returns where the recipients of a draft come from.
pub(super) fn source(draft: &InvitationDraft) -> RecipientSource {
    RecipientSource {
        typed: draft.typed.clone(),
        file: draft.file.as_ref().map(|file| file.content.clone()),
        people: draft.people.iter().map(|(user, _)| user.clone()).collect(),
        groups: draft.groups.iter().map(|(group, _)| group.clone()).collect(),
        everyone_not_enrolled: draft.everyone_not_enrolled,
    }
}

/// Begins a new invitation like one that is made.
pub(crate) async fn duplicate(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let detail = super::act::theirs(&app, &caller, &id).await?;
    let (terms, texts) = app.duplicate_terms(&caller, detail.invitation.id).await?;
    let draft = InvitationDraft {
        terms: Some(fields_of(&terms).pairs().to_vec()),
        texts,
        ..InvitationDraft::new(detail.invitation.delivery)
    };
    let id = app.keep_invitation_draft(&caller, None, &draft).await?;
    Ok(see_made(&Step::Delivery.next(id, &draft)))
}

/// Begins to add recipients to an invitation.
pub(crate) async fn add(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageInvitations)?;
    let invitation = super::act::theirs(&app, &caller, &id).await?.invitation;
    invitation.check(app.now()).map_err(Error::from)?;
    if invitation.delivery.channel().is_none() {
        return Err(Error::from(app::Refusal::NothingIsSent).into());
    }
    let draft = InvitationDraft { adds_to: Some(invitation.id), ..InvitationDraft::new(invitation.delivery) };
    let id = app.keep_invitation_draft(&caller, None, &draft).await?;
    Ok(see_made(&Step::People.path(id)))
}
