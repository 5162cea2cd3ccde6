//! Random histories of an invitation: whatever people, administrators and time do in whatever order, *n* uses mean exactly
//! *n*, and what has ended stays so.

use app::{Caller, Ids};
use domain::invitation::InvitationStatus;
use domain::time::{HOUR, MINUTE};
use testkit::{Phone, SOURCE, TestApp};

use super::{create, key_of};
use domain::invitation::Delivery;

/// How many events a history has.
const EVENTS: usize = 60;

/// One phone on its way.
struct Way {
    phone: Phone,
    url: String,
    session: domain::secret::Secret,
    counted: bool,
}

#[tokio::test]
async fn n_uses_mean_exactly_n_and_terminal_states_stay_terminal() {
    let (mut counted_in_all, mut refused_in_all) = (0, 0);
    for seed in 1..=6 {
        for test in TestApp::on_each_engine().await {
            let dice = Ids::seeded(seed);
            let roll = |sides: u64| u64::from_le_bytes(dice.octets()) % sides;
            let uses_max = u32::try_from(1 + roll(3)).expect("small");
            let created = create(
                &test,
                Delivery::Link,
                |terms| {
                    terms.uses_max = Some(uses_max);
                    terms.expires_at = Some(test.clock.now().plus(12 * HOUR));
                },
                &[],
            )
            .await;
            let (id, operator) = (created.invitation.id, Caller::operator());
            let key = key_of(created.link.expect("a link").url.expose());
            let mut ways: Vec<Way> = Vec::new();
            let (mut counted, mut was_terminal) = (0u32, None);
            for n in 0..EVENTS {
                let which = usize::try_from(roll(ways.len().max(1) as u64)).expect("small");
                match roll(14) {
                    0..=2 => {
                        if let Ok(begun) = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await {
                            let phone = Phone::new(n % 12);
                            let (url, session) = (begun.profile_url, begun.session);
                            ways.push(Way { phone, url, session, counted: false });
                        } else {
                            refused_in_all += 1;
                        }
                    }
                    3..=8 => {
                        // The next step of some phone: whatever it can do.
                        let Some(way) = ways.get_mut(which) else { continue };
                        if way.phone.profile.is_none() {
                            let _ = way.phone.fetch_profile(&test.app, &way.url).await;
                        } else if way.phone.certificate.is_empty() {
                            let _ = way.phone.request_certificate(&test.app).await;
                        } else if !way.counted {
                            if way.phone.authenticate(&test.app).await.is_ok() {
                                way.counted = true;
                                counted += 1;
                            }
                        } else {
                            let _ = way.phone.update_token(&test.app).await;
                        }
                    }
                    9 => {
                        let Some(way) = ways.get(which) else { continue };
                        test.app.leave_portal(&way.session).await.expect("out");
                    }
                    10 => {
                        test.advance(i64::try_from(roll(30)).expect("small") * MINUTE);
                        test.app.sweep().await.expect("a sweep");
                    }
                    11 => drop(test.app.pause_invitation(&operator, id).await.expect("a pause")),
                    12 => drop(test.app.resume_invitation(&operator, id).await.expect("a resumption")),
                    _ if n > EVENTS / 2 && roll(4) == 0 => {
                        test.app.revoke_invitation(&operator, id).await.expect("revoked");
                    }
                    _ => {}
                }
                let detail = test.app.show_invitation(&operator, id).await.expect("shown");
                assert_eq!(detail.uses_counted, u64::from(counted), "seed {seed}, event {n}");
                assert!(
                    detail.uses_counted + detail.uses_reserved <= u64::from(uses_max),
                    "seed {seed}, event {n}: {} and {} of {uses_max}",
                    detail.uses_counted,
                    detail.uses_reserved
                );
                if let Some(terminal) = was_terminal {
                    let stays = match terminal {
                        InvitationStatus::Revoked => detail.status == InvitationStatus::Revoked,
                        // One that has expired can still be revoked.
                        _ => matches!(detail.status, InvitationStatus::Expired | InvitationStatus::Revoked),
                    };
                    assert!(stays, "seed {seed}, event {n}: {terminal:?} became {:?}", detail.status);
                }
                if matches!(detail.status, InvitationStatus::Expired | InvitationStatus::Revoked) {
                    was_terminal = Some(detail.status);
                }
            }
            counted_in_all += counted;
        }
    }
    // The histories must go everywhere.
    assert!(counted_in_all > 4 && refused_in_all > 4, "{counted_in_all} {refused_in_all}");
}
