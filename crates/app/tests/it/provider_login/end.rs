//! What ends: logins under way, visits, and the room for more of them.

use app::{Caller, CameWith, Error, NewAccountGroup, Refusal, SignIn};
use domain::identity_provider::{ProviderRefusal, ProviderUse};
use domain::privilege::{PrivilegeSet, Reach};
use domain::provider_login::{PROVIDER_LOGIN_AGE_MAX, PROVIDER_LOGINS_OF_SOURCE_MAX};
use domain::secret::Secret;
use testkit::{BROWSER, SOURCE};

use super::person::said;
use super::{Both, ann, refusal, returned};
use crate::second_factor::{is_live, with_totp};

/// Lets a group of the provider in to the console.
async fn let_in(both: &Both, group: &str) {
    let group = NewAccountGroup {
        name: "Help desk".to_owned(),
        directory_group: Some(both.group(group)),
        reach: Reach::Full,
        privilege_set: PrivilegeSet::Auditor,
    };
    both.test.app.create_account_group(&Caller::operator(), group).await.expect("a group");
}

async fn session(both: &Both, username: &str) -> Secret {
    match both.arrive(said(username, &["help"])).await.expect("a sign-in") {
        SignIn::SignedIn(signed_in) => signed_in.session,
        SignIn::SecondFactorNeeded(_) => panic!("{username} has no second factor"),
    }
}

#[tokio::test]
async fn t24_a_link_that_changes_ends_what_was_begun_by_it() {
    for is_removed in [true, false] {
        let both = Both::start().await;
        let (app, operator, id) = (&both.test.app, Caller::operator(), both.detail.provider.id);
        let root = with_totp(&both.test, "root").await;
        let account_id = both.test.account_id("root").await;
        app.set_identity_link(&operator, account_id, id).await.expect("a link");
        assert!(is_live(&both.test, &root.session).await, "there was none before");
        let ticket = match both.arrive(said("root", &[])).await.expect("half a sign-in") {
            SignIn::SecondFactorNeeded(needed) => needed.ticket,
            SignIn::SignedIn(_) => panic!("the provider alone was enough"),
        };
        if is_removed {
            app.remove_identity_link(&operator, account_id).await.expect("removed");
        } else {
            app.set_identity_link(&operator, account_id, id).await.expect("another link");
        }
        assert!(!is_live(&both.test, &root.session).await);
        let outcome = app.finish_sign_in(&ticket, &root.code(&both.test), SOURCE, BROWSER).await;
        assert!(matches!(outcome, Err(Error::Refused(Refusal::SignInOver))), "{outcome:?}");
    }
}

#[tokio::test]
async fn t24_a_provider_that_leaves_the_console_ends_what_its_people_have_open_there() {
    let both = Both::start().await;
    let_in(&both, "help").await;
    let session = session(&both, "ann").await;
    both.change(|settings| settings.portal = ProviderUse::Off).await;
    assert!(is_live(&both.test, &session).await, "the other door");
    both.change(|settings| settings.console = ProviderUse::Off).await;
    assert!(!is_live(&both.test, &session).await);
}

#[tokio::test]
async fn t24_a_provider_that_is_disabled_between_code_and_token_lets_nobody_in() {
    let both = Both::start().await;
    let (app, operator, id) = (&both.test.app, Caller::operator(), both.detail.provider.id);
    let_in(&both, "help").await;
    both.test.account("root", PrivilegeSet::Administrator).await;
    app.set_identity_link(&operator, both.test.account_id("root").await, id).await.expect("a link");
    let disabled_meanwhile = async || {
        let (is_asked, go_on) = both.provider.hold("/token");
        is_asked.await.expect("a request");
        app.disable_identity_provider(&operator, id).await.expect("disabled");
        go_on.send(()).expect("somebody waits");
    };
    for username in ["ann", "root"] {
        let (outcome, ()) = tokio::join!(both.arrive(said(username, &["help"])), disabled_meanwhile());
        assert_eq!(refusal(outcome), ProviderRefusal::NotServed, "{username}");
        app.enable_identity_provider(&operator, id).await.expect("enabled");
        let (outcome, ()) = tokio::join!(both.log_in(said(username, &[])), disabled_meanwhile());
        assert_eq!(refusal(outcome), ProviderRefusal::NotServed, "{username}");
        app.enable_identity_provider(&operator, id).await.expect("enabled");
    }
    session(&both, "ann").await;
    both.log_in(said("root", &[])).await.expect("an enrollment");
}

#[tokio::test]
async fn t24_a_link_that_changes_while_its_person_comes_in_lets_nobody_in() {
    let both = Both::start().await;
    let (app, operator, id) = (&both.test.app, Caller::operator(), both.detail.provider.id);
    both.test.account("root", PrivilegeSet::Administrator).await;
    let account_id = both.test.account_id("root").await;
    // The trail is written between the look for the link and what opens.
    for meanwhile in ["delete from identity_link", "update identity_link set subject = null"] {
        app.set_identity_link(&operator, account_id, id).await.expect("a link");
        let changed = format!("create trigger meanwhile after insert on audit begin {meanwhile}; end");
        both.test.database.tamper(&changed).await;
        let refused = ProviderRefusal::NotAdmitted { username: "root".to_owned() };
        assert_eq!(refusal(both.arrive(said("root", &[])).await), refused, "{meanwhile}");
        both.test.database.tamper("drop trigger meanwhile").await;
        app.set_identity_link(&operator, account_id, id).await.expect("a link");
        both.test.database.tamper(&changed).await;
        assert_eq!(refusal(both.log_in(said("root", &[])).await), refused, "{meanwhile}");
        both.test.database.tamper("drop trigger meanwhile").await;
    }
    app.set_identity_link(&operator, account_id, id).await.expect("a link");
    both.arrive(said("root", &[])).await.expect("a sign-in");
}

#[tokio::test]
async fn t22_a_source_that_leaves_too_many_logins_waiting_keeps_nobody_else_out() {
    let both = Both::start().await;
    let (app, id) = (&both.test.app, both.detail.provider.id);
    let admin = both.test.administrator().await;
    let from = async |source| app.send_off_to_enroll(id, CameWith::Nothing, None, source).await;
    let sent = from(SOURCE).await.expect("sent off");
    let many = format!(
        "insert into provider_login
             (id, state_hash, browser_hash, provider_id, errand, source, sealed, created_at, expires_at)
         with recursive n (i) as (select 2 union all select i + 1 from n where i < {PROVIDER_LOGINS_OF_SOURCE_MAX})
         select randomblob(16), randomblob(32), browser_hash, provider_id, errand, source, sealed, created_at, expires_at
         from provider_login, n"
    );
    assert_eq!(both.test.database.tamper(&many).await, PROVIDER_LOGINS_OF_SOURCE_MAX - 1);
    assert!(matches!(from(SOURCE).await, Err(Error::Busy)));
    let sign_in = app.send_off_to_sign_in(id, None, None, SOURCE).await;
    assert!(matches!(sign_in, Err(Error::Busy)), "{sign_in:?}");
    from("203.0.113.9".parse().expect("an address")).await.expect("somebody else");
    app.send_off_to_test(&admin, id, None).await.expect("an administrator who tries");
    // Whoever is back already makes room.
    returned(app, &both.answer(&sent, ann()), &sent).await.expect("a return").begun.expect("an enrollment");
    from(SOURCE).await.expect("sent off");
    assert!(matches!(from(SOURCE).await, Err(Error::Busy)));
    both.test.advance(PROVIDER_LOGIN_AGE_MAX);
    from(SOURCE).await.expect("the others are over");
}
