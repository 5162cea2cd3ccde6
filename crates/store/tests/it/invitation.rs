//! Invitations: kept, numbered, found, listed and deleted for good.

use std::collections::BTreeMap;

use domain::enrollment::Invited;
use domain::id::{InvitationId, SiteId};
use domain::invitation::{Delivery, Hours, Invitation, InvitationStatus, InvitationTerms, LoginMatch};
use domain::message_template::TemplateText;
use domain::page::Cursor;
use domain::site::{Site, SiteScope};
use domain::time::{DAY, HOUR};
use store::{InvitationList, InvitationOrder, Tx};

use crate::fixture::{NOW, account, enrollment, id, number, stores, token};
use crate::message::message;
use crate::recipient::recipient;

/// Returns an invitation with a number of its own and the usual terms.
pub(crate) fn invitation(n: u128, name: &str) -> Invitation {
    Invitation {
        id: InvitationId(id(n)),
        number: u64::try_from(n).expect("a small number"),
        delivery: Delivery::Email,
        terms: InvitationTerms::new(name, NOW),
        account_id: None,
        inviter: "Ada".into(),
        created_at: NOW,
        changed_at: NOW,
        paused_at: None,
        revoked_at: None,
        archived_at: None,
    }
}

async fn site(tx: &mut Tx, n: u128, name: &str) -> SiteId {
    let site = Site { id: SiteId(id(n)), name: name.into(), created_at: NOW };
    tx.insert_site(&site).await.expect("a new site");
    site.id
}

/// Returns the numbers of a whole list, read by pages of two.
async fn listed(tx: &mut Tx, scope: SiteScope, list: &InvitationList, order: InvitationOrder) -> Vec<u128> {
    let (mut numbers, mut after) = (Vec::new(), None::<Cursor>);
    loop {
        let page = tx.list_invitations(scope, list, order, NOW, after.as_ref(), 2).await.expect("a page");
        numbers.extend(page.rows.iter().map(|invitation| number(invitation.id.0)));
        after = page.next;
        if after.is_none() {
            return numbers;
        }
    }
}

#[tokio::test]
async fn an_invitation_reads_back_with_every_term_and_keeps_what_is_changed() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let ann = account(1, "ann");
        tx.insert_account(&ann, "").await.expect("a new account");
        let north = site(&mut tx, 1, "North").await;
        let mut invitation = Invitation { account_id: Some(ann.id), ..invitation(7, "Physics") };
        tx.insert_invitation(&invitation).await.expect("a new invitation");
        assert_eq!(tx.find_invitation(invitation.id).await.expect("a look"), Some(invitation.clone()));

        invitation.terms = InvitationTerms {
            name: "Ärzte 100 %".into(),
            note: "two\nlines".into(),
            expires_at: None,
            requires_login: false,
            uses_max: None,
            site_id: Some(north),
            keeps_existing_site: true,
            login_match: LoginMatch::Record,
            asks_code: true,
            needs_approval: true,
            serial_numbers: vec!["C02ABC123456".into()],
            hours: Some(Hours {
                days: [true, false, true, false, true, false, true],
                from_minute: 60,
                to_minute: 120,
                zone: "Europe/Stockholm".into(),
            }),
            reminder_days: Some(2),
            language: "sv".into(),
            zone: "Europe/Stockholm".into(),
        };
        invitation.changed_at = NOW.plus(1);
        invitation.paused_at = Some(NOW.plus(2));
        invitation.revoked_at = Some(NOW.plus(3));
        invitation.archived_at = Some(NOW.plus(4));
        tx.save_invitation(&invitation).await.expect("saved");
        assert_eq!(tx.lock_invitation(invitation.id).await.expect("a look"), Some(invitation.clone()));
        assert_eq!(tx.share_invitation(invitation.id).await.expect("a look"), Some(invitation.clone()));
        assert_eq!(tx.find_invitation_by_number(7).await.expect("a look"), Some(invitation));
        assert_eq!(tx.find_invitation_by_number(8).await.expect("a look"), None);
        assert_eq!(tx.find_invitation_by_number(u64::MAX).await.expect("a look"), None);
        assert_eq!(tx.find_invitation(InvitationId(id(8))).await.expect("a look"), None);
    }
}

#[tokio::test]
async fn numbers_are_given_out_once() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let first = tx.next_invitation_number().await.expect("a number");
        let second = tx.next_invitation_number().await.expect("a number");
        assert_eq!((first, second), (1, 2));
        let mut twin = invitation(2, "A");
        tx.insert_invitation(&invitation(1, "A")).await.expect("a new invitation");
        twin.number = 1;
        assert!(tx.insert_invitation(&twin).await.expect_err("taken").is_duplicate());
    }
}

#[tokio::test]
async fn texts_of_its_own_are_kept_beside_it() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let invitation = invitation(1, "A");
        tx.insert_invitation(&invitation).await.expect("a new invitation");
        assert_eq!(tx.find_invitation_texts(invitation.id).await.expect("a look"), BTreeMap::new());
        let text =
            TemplateText { subject: "Grüße".into(), body: "{{link}}".into(), sms: "{{link}}".into() };
        let texts = BTreeMap::from([("de".to_owned(), text)]);
        tx.save_invitation_texts(invitation.id, &texts).await.expect("saved");
        assert_eq!(tx.find_invitation_texts(invitation.id).await.expect("a look"), texts);
        assert_eq!(tx.find_invitation_texts(InvitationId(id(2))).await.expect("a look"), BTreeMap::new());
    }
}

#[tokio::test]
async fn lists_are_cut_by_site_status_way_and_name() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let north = site(&mut tx, 1, "North").await;
        let with = |n: u128, name: &str, change: &dyn Fn(&mut Invitation)| {
            let mut made = invitation(n, name);
            change(&mut made);
            made
        };
        for made in [
            with(1, "zeta", &|_| {}),
            with(2, "Ärzte 100%", &|made| made.terms.site_id = Some(north)),
            with(3, "alpha", &|made| made.paused_at = Some(NOW)),
            with(4, "Alpha", &|made| made.terms.expires_at = Some(NOW)),
            with(5, "beta_x", &|made| made.revoked_at = Some(NOW)),
            with(6, "betaYx", &|made| made.terms.expires_at = None),
            with(7, "old", &|made| made.archived_at = Some(NOW)),
            with(8, "by SMS", &|made| made.delivery = Delivery::Sms),
        ] {
            tx.insert_invitation(&made).await.expect("a new invitation");
            tx.save_invitation(&made).await.expect("saved");
        }
        let all = InvitationList::default();
        let newest = InvitationOrder::Newest;
        assert_eq!(listed(&mut tx, SiteScope::All, &all, newest).await, [8, 6, 5, 4, 3, 2, 1]);
        let by_name = listed(&mut tx, SiteScope::All, &all, InvitationOrder::Name).await;
        assert_eq!(by_name, [3, 4, 5, 6, 8, 1, 2], "beta_x comes before betayx; ä after z");
        for order in [newest, InvitationOrder::Name] {
            assert_eq!(listed(&mut tx, SiteScope::Only(north), &all, order).await, [2]);
        }
        let archive = InvitationList { is_archived: true, ..InvitationList::default() };
        assert_eq!(listed(&mut tx, SiteScope::All, &archive, newest).await, [7]);
        for (status, expected) in [
            (InvitationStatus::Active, [8, 6, 2, 1].as_slice()),
            (InvitationStatus::Paused, &[3]),
            (InvitationStatus::Expired, &[4]),
            (InvitationStatus::Revoked, &[5]),
        ] {
            let list = InvitationList { status: Some(status), ..InvitationList::default() };
            let found = listed(&mut tx, SiteScope::All, &list, newest).await;
            assert_eq!(found, expected, "{status:?}");
            for n in found {
                let one = tx.find_invitation(InvitationId(id(n))).await.expect("a look").expect("there");
                assert_eq!(one.status(NOW), status, "the list says what the rule says");
            }
        }
        let sms = InvitationList { delivery: Some(Delivery::Sms), ..InvitationList::default() };
        assert_eq!(listed(&mut tx, SiteScope::All, &sms, newest).await, [8]);
        for (search, expected) in [
            ("ALPHA", [4, 3].as_slice()),
            ("100%", &[2]),
            ("a_x", &[5]),
            ("\\", &[]),
            ("  ", &[8, 6, 5, 4, 3, 2, 1]),
        ] {
            let list = InvitationList { search: search.into(), ..InvitationList::default() };
            assert_eq!(listed(&mut tx, SiteScope::All, &list, newest).await, expected, "{search:?}");
        }
    }
}

#[tokio::test]
async fn those_that_end_soon_are_found_to_remind() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for (n, expires_at) in [(1, Some(NOW)), (2, Some(NOW.plus(1))), (3, Some(NOW.plus(DAY))), (4, None)] {
            let mut made = invitation(n, "A");
            made.terms.expires_at = expires_at;
            tx.insert_invitation(&made).await.expect("a new invitation");
        }
        let ended = |n: u128| {
            let mut made = invitation(n, "A");
            made.terms.expires_at = Some(NOW.plus(HOUR));
            made
        };
        let paused = Invitation { paused_at: Some(NOW), ..ended(5) };
        let revoked = Invitation { revoked_at: Some(NOW), ..ended(6) };
        for made in [paused, revoked] {
            tx.insert_invitation(&made).await.expect("a new invitation");
            tx.save_invitation(&made).await.expect("saved");
        }
        let ending = tx.list_invitations_ending(NOW, NOW.plus(DAY)).await.expect("a list");
        let ending: Vec<_> = ending.iter().map(|invitation| number(invitation.id.0)).collect();
        assert_eq!(ending, [2, 3]);
    }
}

#[tokio::test]
async fn a_deleted_invitation_takes_all_along_but_the_enrollments() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (gone, kept) = (invitation(1, "gone"), invitation(2, "kept"));
        for (n, invitation) in [(1, &gone), (2, &kept)] {
            tx.insert_invitation(invitation).await.expect("a new invitation");
            let recipient = recipient(n, invitation.id);
            tx.insert_recipients(std::slice::from_ref(&recipient)).await.expect("a recipient");
            let n = u64::try_from(n).expect("small");
            tx.insert_links(&[(token(n), token(n + 100), recipient.id)], NOW).await.expect("a link");
            let mut to_them = message(u128::from(n));
            (to_them.invitation_id, to_them.recipient_id) = (Some(invitation.id), Some(recipient.id));
            let mut code = message(u128::from(n) + 10);
            code.invitation_id = Some(invitation.id);
            tx.insert_messages(&[(to_them, "{}".into()), (code, "{}".into())]).await.expect("messages");
            let mut enrollment = enrollment(u128::from(n));
            enrollment.invitation = Some(Invited::new(invitation.id, recipient.id));
            tx.insert_enrollment(&enrollment, token(n)).await.expect("a new enrollment");
        }
        tx.delete_invitation(gone.id).await.expect("deleted");
        assert_eq!(tx.find_invitation(gone.id).await.expect("a look"), None);
        assert_eq!(tx.find_link(token(1)).await.expect("a look"), None);
        assert_eq!(tx.find_recipient(recipient(1, gone.id).id).await.expect("a look"), None);
        assert_eq!(tx.find_message(message(1).id).await.expect("a look"), None);
        let code = tx.find_message(message(11).id).await.expect("a look").expect("a code");
        assert_eq!(code.message.invitation_id, None);
        let begun = tx.find_enrollment(enrollment(1).id).await.expect("a look").expect("an enrollment");
        assert_eq!(begun.invitation, None);
        let other = tx.find_enrollment(enrollment(2).id).await.expect("a look").expect("an enrollment");
        assert!(other.invitation.is_some());
        assert!(tx.find_link(token(2)).await.expect("a look").is_some());
        assert!(tx.find_message(message(2).id).await.expect("a look").is_some());
        tx.commit().await.expect("a commit");
    }
}
