//! The terms and texts of an invitation are changed after it was sent. Its links stay as they are.

use std::collections::BTreeMap;

use domain::audit::{Audit, Event, FieldChange};
use domain::id::InvitationId;
use domain::invitation::{Invitation, InvitationTerms};
use domain::message_template::TemplateText;
use domain::privilege::{Privilege, Reach};

use super::create::{code_fault, texts_faults, tidied};
use crate::{App, Caller, Error};

impl App {
    /// Changes the terms of an invitation, and its texts where they are given. What is under way by it goes on under the terms
    /// with which it began, except that none goes on past an earlier end.
    pub async fn change_invitation(
        &self,
        caller: &Caller,
        id: InvitationId,
        terms: InvitationTerms,
        texts: Option<BTreeMap<String, TemplateText>>,
    ) -> Result<Invitation, Error> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let mut invitation = self.lock_invitation_for(&mut tx, caller, id).await?;
        let mut faults = self.terms_faults(&terms, Some(&invitation.terms));
        faults.extend(texts.iter().flat_map(texts_faults));
        faults.extend(code_fault(invitation.delivery, &terms));
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let terms = tidied(terms);
        let former = std::mem::replace(&mut invitation.terms, terms);
        if former.site_id != invitation.terms.site_id {
            caller.may_at(Privilege::ManageInvitations, invitation.terms.site_id)?;
            if let Some(site_id) = invitation.terms.site_id {
                self.check_reach(&mut tx, Reach::Site(site_id)).await?;
            }
        }
        let mut changes = former.changes_to(&invitation.terms);
        changes.extend(self.site_change(&mut tx, former.site_id, invitation.terms.site_id).await?);
        if let Some(texts) = &texts {
            let before = tx.find_invitation_texts(id).await?;
            let languages = before.keys().chain(texts.keys());
            for language in languages.collect::<std::collections::BTreeSet<_>>() {
                let told = |texts: &BTreeMap<String, TemplateText>| {
                    texts.get(language).map(|text| format!("{} / {} / {}", text.subject, text.body, text.sms))
                };
                changes.extend(FieldChange::of(
                    &format!("text, {language}"),
                    &told(&before).unwrap_or_default(),
                    &told(texts).unwrap_or_default(),
                ));
            }
            tx.save_invitation_texts(id, texts).await?;
        }
        if changes.is_empty() {
            return Ok(invitation);
        }
        invitation.changed_at = now;
        tx.save_invitation(&invitation).await?;
        if let Some(expires_at) = invitation.terms.expires_at {
            tx.save_enrollments_end(id, expires_at).await?;
        }
        let event = Event::InvitationChanged { name: invitation.terms.name.clone() };
        let line = self.audit(caller.actor(), caller.source(), event);
        tx.insert_audit(&Audit { invitation_id: Some(id), changes, ..line }).await?;
        tx.commit().await?;
        Ok(invitation)
    }
}
