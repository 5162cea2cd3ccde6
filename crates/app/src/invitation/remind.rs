//! Those who have not enrolled are reminded some days before their invitation ends.

use domain::audit::{Actor, Audit, Event};
use domain::id::RecipientId;
use domain::message::MessageKind;
use domain::recipient::Recipient;
use domain::time::DAY;
use uuid::Uuid;

use crate::{App, Caller, Error};

/// How many days before its end an invitation can be due for reminders at most.
const DAYS_MAX: i64 = 90;
/// How many recipients one transaction reminds.
const REMINDED_AT_ONCE: u32 = 200;

impl App {
    /// Reminds those whose turn has come. Looks at the state and needs no input, so it may run anywhere and at any time.
    pub(crate) async fn remind_recipients(&self) -> Result<(), Error> {
        let now = self.now();
        let ending =
            self.0.store.read().await?.list_invitations_ending(now, now.plus(DAYS_MAX * DAY)).await?;
        for invitation in ending {
            let (Some(days), Some(end)) = (invitation.terms.reminder_days, invitation.terms.expires_at)
            else {
                continue;
            };
            let due_at = end.plus(-i64::from(days) * DAY);
            // One that was made after its day of reminders has come reminds nobody: its message has just gone out.
            if invitation.delivery.channel().is_none() || now < due_at || invitation.created_at >= due_at {
                continue;
            }
            let mut after = RecipientId(Uuid::nil());
            loop {
                let mut tx = self.0.store.begin().await?;
                let held = tx.share_invitation(invitation.id).await?;
                if held.is_none_or(|held| held.check(now).is_err()) {
                    break;
                }
                let recipients = tx.list_unreminded(invitation.id, after, REMINDED_AT_ONCE).await?;
                let Some(last) = recipients.last() else { break };
                after = last.id;
                let fresh = |one: &Recipient| one.created_at < due_at;
                let recipients = recipients.into_iter().filter(fresh).collect();
                let server = Caller::operator();
                let (messages, _) =
                    self.write_again(&mut tx, &server, MessageKind::Reminder, recipients).await?;
                if messages > 0 {
                    let event = Event::InvitationResent { name: invitation.terms.name.clone(), messages };
                    let line = self.audit(&Actor::Server, None, event);
                    tx.insert_audit(&Audit { invitation_id: Some(invitation.id), ..line }).await?;
                }
                tx.commit().await?;
                self.wake_runner();
            }
        }
        Ok(())
    }
}
