//! Second factors: what they open, what they do not, and what changing them ends.

use app::{
    AskedPasskey, Caller, Error, NewAccount, PasskeyAnswer, Refusal, SecondFactorProof, SignIn, SignedIn,
};
use domain::account::Access;
use domain::api_token::Scope;
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use domain::second_factor::{Methods, PENDING_LOGIN_AGE_MAX, TOTP_SETUP_AGE_MAX, TOTP_STEP};
use domain::secret::Secret;
use domain::session::PROOF_AGE_MAX;
use domain::time::{HOUR, MINUTE};
use testkit::{Authenticator, BROWSER, PASSWORD, SOURCE, TestApp, totp_code};

/// Somebody with an authenticator app, signed in.
pub(crate) struct Someone {
    username: &'static str,
    caller: Caller,
    pub(crate) session: Secret,
    totp_secret: String,
    recovery_codes: Vec<Secret>,
}

/// Makes an account with an authenticator app; the clock stands one step behind the code that set it up.
pub(crate) async fn with_totp(test: &TestApp, username: &'static str) -> Someone {
    let (session, caller) = test.sign_in(username, PrivilegeSet::Administrator).await;
    test.app.begin_totp(&caller).await.expect("a secret");
    let setup = test.app.find_totp_setup(&caller).await.expect("a look").expect("a set-up");
    let totp_secret = setup.secret.expose().to_owned();
    let code = totp_code(&totp_secret, test.app.now());
    let recovery_codes = test.app.confirm_totp(&caller, &code).await.expect("confirmed").expect("the first");
    test.advance(TOTP_STEP);
    Someone { username, caller, session, totp_secret, recovery_codes }
}

impl Someone {
    pub(crate) fn code(&self, test: &TestApp) -> SecondFactorProof {
        SecondFactorProof::Totp(Secret::new(totp_code(&self.totp_secret, test.app.now())))
    }
}

async fn ticket(test: &TestApp, username: &str) -> Secret {
    match test.app.sign_in(test.login(username), BROWSER).await.expect("a right password") {
        SignIn::SecondFactorNeeded(needed) => needed.ticket,
        SignIn::SignedIn(_) => panic!("the password alone was enough"),
    }
}

async fn finish(test: &TestApp, ticket: &Secret, proof: &SecondFactorProof) -> Result<SignedIn, Error> {
    test.app.finish_sign_in(ticket, proof, SOURCE, BROWSER).await
}

async fn sign_in(test: &TestApp, someone: &Someone) -> SignedIn {
    let ticket = ticket(test, someone.username).await;
    let signed_in = finish(test, &ticket, &someone.code(test)).await.expect("a sign-in");
    test.advance(TOTP_STEP);
    signed_in
}

pub(crate) async fn is_live(test: &TestApp, session: &Secret) -> bool {
    test.app.find_caller(session, SOURCE).await.expect("a look").is_some()
}

fn is(outcome: &Result<impl Sized, Error>, refusal: &Refusal) -> bool {
    matches!(outcome, Err(Error::Refused(refused)) if refused == refusal)
}

fn answer(asked: &AskedPasskey, response: String) -> PasskeyAnswer {
    PasskeyAnswer { ceremony_id: asked.ceremony_id, response }
}

async fn add_passkey(
    test: &TestApp,
    caller: &Caller,
    key: &Authenticator,
) -> Result<Option<Vec<Secret>>, Error> {
    let asked = test.app.ask_new_passkey(caller).await.expect("asked");
    test.app.add_passkey(caller, "Laptop", &answer(&asked, key.create(&asked.options))).await
}

async fn sign_in_by_passkey(
    test: &TestApp,
    username: &str,
    key: &mut Authenticator,
) -> Result<SignedIn, Error> {
    let ticket = ticket(test, username).await;
    let asked = test.app.ask_passkey_to_sign_in(&ticket).await.expect("asked");
    let proof = SecondFactorProof::Passkey(answer(&asked, key.get(&asked.options)));
    finish(test, &ticket, &proof).await
}

fn totp(code: &str) -> SecondFactorProof {
    SecondFactorProof::Totp(Secret::new(code))
}

fn recovery(code: &Secret) -> SecondFactorProof {
    SecondFactorProof::RecoveryCode(code.clone())
}

#[tokio::test]
async fn t24_a_session_comes_after_the_second_factor_and_a_ticket_is_good_once() {
    for test in TestApp::on_each_engine().await {
        let ann = with_totp(&test, "ann").await;
        let first = ticket(&test, "ann").await;
        assert!(!is_live(&test, &first).await, "a ticket is no session");
        assert_eq!(
            test.app.find_sign_in(&first).await.expect("a look"),
            Some(Methods { totp: true, passkey: false, recovery_code: true })
        );
        let signed_in = finish(&test, &first, &ann.code(&test)).await.expect("a sign-in");
        assert!(is_live(&test, &signed_in.session).await);
        assert_ne!(signed_in.session.expose(), first.expose());
        test.advance(TOTP_STEP);
        assert!(is(&finish(&test, &first, &ann.code(&test)).await, &Refusal::SignInOver));
        assert!(test.app.find_sign_in(&first).await.expect("a look").is_none());

        let late = ticket(&test, "ann").await;
        test.advance(PENDING_LOGIN_AGE_MAX);
        assert!(is(&finish(&test, &late, &ann.code(&test)).await, &Refusal::SignInOver));
        let invented = Secret::new("invented");
        assert!(is(&finish(&test, &invented, &ann.code(&test)).await, &Refusal::SignInOver));

        // What an administrator does between the two steps counts.
        let pending = ticket(&test, "ann").await;
        let id = test.account_id("ann").await;
        let operator = Caller::operator();
        test.app.reset_password(&operator, id, Secret::new("another password")).await.expect("a reset");
        assert!(is(&finish(&test, &pending, &ann.code(&test)).await, &Refusal::SignInOver));
        assert!(test.sign_in_with("ann", PASSWORD).await.is_err(), "the old password is over");
    }
}

#[tokio::test]
async fn t22_a_thousand_wrong_codes_do_not_get_in() {
    for test in TestApp::on_each_engine().await {
        let ann = with_totp(&test, "ann").await;
        let first = ticket(&test, "ann").await;
        // Many at once are no way around the limit.
        let tries: Vec<_> = (0..40)
            .map(|n| {
                let (app, ticket) = (test.app.clone(), first.clone());
                let proof = totp(&format!("{n:06}"));
                tokio::spawn(async move { app.finish_sign_in(&ticket, &proof, SOURCE, BROWSER).await })
            })
            .collect();
        let mut looked_at = 0;
        for one in tries {
            match one.await.expect("a task") {
                Err(Error::Refused(Refusal::SecondFactor)) => looked_at += 1,
                Err(Error::Throttled(_)) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(looked_at, 5);
        for n in 40..1_000 {
            let refused = finish(&test, &first, &totp(&format!("{n:06}"))).await;
            assert!(matches!(refused, Err(Error::Throttled(_))), "{refused:?}");
        }
        // The right password forgets its own failures, not these; nor is a recovery code a way around.
        let second = ticket(&test, "ann").await;
        for proof in [ann.code(&test), recovery(&ann.recovery_codes[0])] {
            let refused = finish(&test, &second, &proof).await;
            assert!(
                matches!(refused, Err(Error::Throttled(_))),
                "even the right one has to wait: {refused:?}"
            );
        }
        let proved = test.app.prove_by_second_factor(&ann.caller, &ann.code(&test)).await;
        assert!(matches!(proved, Err(Error::Throttled(_))), "the confirm page counts with it: {proved:?}");
        test.advance(16 * MINUTE);
        sign_in(&test, &ann).await;
        for n in 0..4 {
            let third = ticket(&test, "ann").await;
            assert!(is(&finish(&test, &third, &totp(&format!("{n:06}"))).await, &Refusal::SecondFactor));
        }
        sign_in(&test, &ann).await;
    }
}

#[tokio::test]
async fn t22_t34_wrong_codes_are_counted_by_source_and_written_down() {
    let test = TestApp::new().await;
    let names = ["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "b0", "b1", "b2", "b3", "b4"];
    for name in names {
        with_totp(&test, name).await;
    }
    let mut throttled = 0;
    for name in names {
        let Ok(SignIn::SecondFactorNeeded(needed)) = test.app.sign_in(test.login(name), BROWSER).await else {
            throttled += 1; // not even a password is looked at any more
            continue;
        };
        for _ in 0..5 {
            let refused = finish(&test, &needed.ticket, &totp("000000")).await;
            throttled += u32::from(matches!(refused, Err(Error::Throttled(_))));
        }
    }
    assert!(throttled > 0, "sixty and some wrong codes from one address over many accounts");
    test.app.close().await.expect("closed");
    let file = test.database.file().expect("SQLite");
    let mut stored = std::fs::read(&file).expect("the database");
    stored.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
    let stored = String::from_utf8_lossy(&stored);
    assert!(
        stored.contains(r#""event":"second-factor-refused","username":"a0","method":"authenticator app""#)
    );
    assert!(stored.contains(r#""event":"second-factor-added""#));
    assert!(stored.contains(r#""event":"recovery-codes-made""#));
}

#[tokio::test]
async fn a_code_is_accepted_once_and_from_its_neighbouring_steps_only() {
    for test in TestApp::on_each_engine().await {
        let ann = with_totp(&test, "ann").await;
        let now = test.app.now();
        let at = |steps: i64| totp(&totp_code(&ann.totp_secret, now.plus(steps * TOTP_STEP)));
        let first = ticket(&test, "ann").await;
        for steps in [-3, -2, 2, 3] {
            assert!(
                is(&finish(&test, &first, &at(steps)).await, &Refusal::SecondFactor),
                "{steps} steps off"
            );
        }
        finish(&test, &first, &at(1)).await.expect("a phone whose clock is fast");
        let again = ticket(&test, "ann").await;
        assert!(is(&finish(&test, &again, &at(1)).await, &Refusal::SecondFactor), "the code was used");
        assert!(is(&finish(&test, &again, &at(0)).await, &Refusal::SecondFactor), "an older one too");
        test.advance(3 * TOTP_STEP);
        finish(&test, &again, &at(2)).await.expect("a phone whose clock is slow");
    }
}

#[tokio::test]
async fn the_code_that_sets_an_app_up_does_not_sign_in() {
    let test = TestApp::new().await;
    let (_, caller) = test.sign_in("ann", PrivilegeSet::Auditor).await;
    test.app.begin_totp(&caller).await.expect("a secret");
    let setup = test.app.find_totp_setup(&caller).await.expect("a look").expect("a set-up");
    assert!(
        setup.uri.expose().starts_with("otpauth://totp/Example%20School:ann?secret="),
        "{:?}",
        setup.uri.expose()
    );
    let code = totp_code(setup.secret.expose(), test.app.now());
    // Until it is confirmed, it neither counts nor lets in.
    test.sign_in_again("ann").await;
    let wrong = test.app.confirm_totp(&caller, "000000").await;
    assert!(matches!(&wrong, Err(Error::Invalid(faults)) if faults[0].field == "code"), "{wrong:?}");
    let codes = test.app.confirm_totp(&caller, &code).await.expect("confirmed").expect("the first");
    assert_eq!(codes.len(), 10);
    let ticket = ticket(&test, "ann").await;
    assert!(is(&finish(&test, &ticket, &totp(&code)).await, &Refusal::SecondFactor));
    assert!(
        test.app.find_totp_setup(&caller).await.expect("a look").is_none(),
        "the secret is shown no more"
    );
    assert!(is(&test.app.begin_totp(&caller).await, &Refusal::TotpPresent));
    assert!(is(&test.app.confirm_totp(&caller, &code).await, &Refusal::TotpSetupOver));

    let (_, late) = test.sign_in("bob", PrivilegeSet::Auditor).await;
    test.app.begin_totp(&late).await.expect("a secret");
    test.advance(TOTP_SETUP_AGE_MAX - 6 * MINUTE);
    let session = test.app.prove_by_password(&late, Secret::new(PASSWORD)).await.expect("a proof");
    assert!(is_live(&test, &session).await);
    test.advance(6 * MINUTE);
    assert!(test.app.find_totp_setup(&late).await.expect("a look").is_none());
    assert!(is(&test.app.confirm_totp(&late, "123456").await, &Refusal::TotpSetupOver));
    assert!(is_live(&test, &session).await);
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_and_ends_with_the_newer_ones() {
    for test in TestApp::on_each_engine().await {
        let ann = with_totp(&test, "ann").await;
        let bob = with_totp(&test, "bob").await;
        assert_eq!(ann.recovery_codes.len(), 10);
        let first = ticket(&test, "ann").await;
        let bobs = recovery(&bob.recovery_codes[0]);
        assert!(is(&finish(&test, &first, &bobs).await, &Refusal::SecondFactor), "another's");
        let code = &ann.recovery_codes[3];
        let typed = Secret::new(code.expose().to_lowercase().replace('-', " "));
        finish(&test, &first, &recovery(&typed)).await.expect("however it is typed");
        let second = ticket(&test, "ann").await;
        assert!(is(&finish(&test, &second, &recovery(code)).await, &Refusal::SecondFactor), "it is used up");
        assert_eq!(test.app.show_second_factors(&ann.caller).await.expect("a look").recovery_codes_left, 9);

        let newer = test.app.make_recovery_codes(&ann.caller).await.expect("new ones");
        let older = recovery(&ann.recovery_codes[4]);
        assert!(is(&finish(&test, &second, &older).await, &Refusal::SecondFactor), "older ones ended");
        finish(&test, &second, &recovery(&newer[0])).await.expect("a newer one");

        // With the last second factor its stand-ins go.
        test.app.remove_totp(&ann.caller).await.expect("removed");
        let factors = test.app.show_second_factors(&ann.caller).await.expect("a look");
        assert_eq!((factors.is_asked_for(), factors.recovery_codes_left), (false, 0));
        assert!(is(&test.app.make_recovery_codes(&ann.caller).await, &Refusal::NoSecondFactor));
        test.sign_in_again("ann").await;
    }
}

#[tokio::test]
async fn a_passkey_is_added_signs_in_and_is_removed() {
    for test in TestApp::on_each_engine().await {
        let (_, ann) = test.sign_in("ann", PrivilegeSet::Administrator).await;
        let mut key = Authenticator::new(1);
        let codes = add_passkey(&test, &ann, &key).await.expect("added");
        assert_eq!(codes.expect("the first second factor").len(), 10);
        let again = add_passkey(&test, &ann, &key).await;
        assert!(matches!(&again, Err(Error::Invalid(faults)) if faults[0].field == "passkey"), "{again:?}");
        let mut spare = Authenticator::new(2);
        assert!(
            add_passkey(&test, &ann, &spare).await.expect("added").is_none(),
            "codes come with the first only"
        );

        sign_in_by_passkey(&test, "ann", &mut key).await.expect("a sign-in");
        sign_in_by_passkey(&test, "ann", &mut key).await.expect("another");
        sign_in_by_passkey(&test, "ann", &mut spare).await.expect("a sign-in by the other");
        let passkeys = test.app.show_second_factors(&ann).await.expect("a look").passkeys;
        assert!(passkeys.iter().all(|passkey| passkey.last_used_at.is_some()));

        test.app.rename_passkey(&ann, passkeys[0].id, " Old laptop ").await.expect("renamed");
        let faulty = test.app.rename_passkey(&ann, passkeys[0].id, "").await;
        assert!(matches!(faulty, Err(Error::Invalid(_))), "{faulty:?}");
        test.app.remove_passkey(&ann, passkeys[0].id).await.expect("removed");
        let gone = test.app.rename_passkey(&ann, passkeys[0].id, "x").await;
        assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
        let refused = sign_in_by_passkey(&test, "ann", &mut key).await;
        assert!(is(&refused, &Refusal::SecondFactor), "{refused:?}");
        sign_in_by_passkey(&test, "ann", &mut spare).await.expect("the other still serves");
    }
}

#[tokio::test]
async fn t12_a_passkeys_answer_serves_only_here_only_for_its_asking_and_only_once() {
    for test in TestApp::on_each_engine().await {
        let (_, ann) = test.sign_in("ann", PrivilegeSet::Administrator).await;
        let (_, bob) = test.sign_in("bob", PrivilegeSet::Administrator).await;
        let (mut anns, mut bobs) = (Authenticator::new(1), Authenticator::new(2));

        // A forged page cannot get a passkey made for us, nor does one without finger or face count.
        for origin in
            ["https://mdm.example.org.evil.example", "http://mdm.example.org", "https://mdm.example.org:444"]
        {
            let mut key = Authenticator::new(9);
            key.origin = origin.to_owned();
            let refused = add_passkey(&test, &ann, &key).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{origin}: {refused:?}");
        }
        let mut unverified = Authenticator::new(9);
        unverified.flags = 0x01;
        assert!(add_passkey(&test, &ann, &unverified).await.is_err());
        add_passkey(&test, &ann, &anns).await.expect("added");
        add_passkey(&test, &bob, &bobs).await.expect("added");
        let stolen = add_passkey(&test, &bob, &anns).await;
        assert!(matches!(stolen, Err(Error::Invalid(_))), "one key is one account's: {stolen:?}");

        for origin in
            ["https://evil.example", "https://console.mdm.example.org", "https://mdm.example.org:8443"]
        {
            anns.origin = origin.to_owned();
            assert!(
                is(&sign_in_by_passkey(&test, "ann", &mut anns).await, &Refusal::SecondFactor),
                "{origin}"
            );
        }
        anns.origin = "https://mdm.example.org".to_owned();
        anns.challenge = Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned());
        assert!(
            is(&sign_in_by_passkey(&test, "ann", &mut anns).await, &Refusal::SecondFactor),
            "another challenge"
        );
        anns.challenge = None;
        anns.flags = 0x01;
        assert!(
            is(&sign_in_by_passkey(&test, "ann", &mut anns).await, &Refusal::SecondFactor),
            "nobody verified"
        );
        anns.flags = 0x05;

        // Another account's key, under its own name and under ann's.
        assert!(is(&sign_in_by_passkey(&test, "ann", &mut bobs).await, &Refusal::SecondFactor));
        let mut forger = Authenticator::new(3);
        forger.pretend(&anns);
        assert!(is(&sign_in_by_passkey(&test, "ann", &mut forger).await, &Refusal::SecondFactor));

        // An answer is good once, even a right one, and so is what was asked.
        let first = ticket(&test, "ann").await;
        let asked = test.app.ask_passkey_to_sign_in(&first).await.expect("asked");
        let right = SecondFactorProof::Passkey(answer(&asked, anns.get(&asked.options)));
        finish(&test, &first, &right).await.expect("a sign-in");
        let second = ticket(&test, "ann").await;
        assert!(is(&finish(&test, &second, &right).await, &Refusal::SecondFactor), "replayed");
        let asked_again = test.app.ask_passkey_to_sign_in(&second).await.expect("asked");
        let SecondFactorProof::Passkey(PasskeyAnswer { response, .. }) = &right else { unreachable!() };
        let replayed = SecondFactorProof::Passkey(answer(&asked_again, response.clone()));
        assert!(
            is(&finish(&test, &second, &replayed).await, &Refusal::SecondFactor),
            "replayed to a new asking"
        );

        // What was asked for one purpose, place or person is no answer to another.
        let to_prove = test.app.ask_passkey_to_prove(&ann).await.expect("asked");
        let proof = SecondFactorProof::Passkey(answer(&to_prove, anns.get(&to_prove.options)));
        assert!(is(&finish(&test, &second, &proof).await, &Refusal::SecondFactor));
        let third = ticket(&test, "ann").await;
        let asked = test.app.ask_passkey_to_sign_in(&third).await.expect("asked");
        let proof = SecondFactorProof::Passkey(answer(&asked, anns.get(&asked.options)));
        assert!(is(&finish(&test, &second, &proof).await, &Refusal::SecondFactor), "another sign-in's");
        let late = test.app.ask_passkey_to_sign_in(&second).await.expect("asked");
        let proof = SecondFactorProof::Passkey(answer(&late, anns.get(&late.options)));
        test.advance(PENDING_LOGIN_AGE_MAX);
        assert!(is(&finish(&test, &second, &proof).await, &Refusal::SignInOver));

        // Garbage is as wrong as anything else.
        let fourth = ticket(&test, "ann").await;
        for response in [String::new(), "{}".into(), "null".into(), "[".repeat(60_000), "x".repeat(40_000)] {
            let asked = test.app.ask_passkey_to_sign_in(&fourth).await.expect("asked");
            let proof = SecondFactorProof::Passkey(answer(&asked, response));
            assert!(is(&finish(&test, &fourth, &proof).await, &Refusal::SecondFactor));
        }
        sign_in_by_passkey(&test, "ann", &mut anns).await.expect("after all that");
    }
}

#[tokio::test]
async fn a_server_without_a_name_has_no_passkeys() {
    let mut builder = TestApp::builder();
    builder.settings.base_url = "https://192.0.2.1:8443".to_owned();
    let test = builder.build().await;
    let (_, ann) = test.sign_in("ann", PrivilegeSet::Administrator).await;
    assert!(!test.app.has_passkeys());
    assert!(is(&test.app.ask_new_passkey(&ann).await, &Refusal::NoPasskeys));
    test.app.begin_totp(&ann).await.expect("an app works all the same");
}

#[tokio::test]
async fn t24_a_new_password_ends_everything_begun_under_the_old_one() {
    for test in TestApp::on_each_engine().await {
        let ann = with_totp(&test, "ann").await;
        let elsewhere = sign_in(&test, &ann).await.session;
        let token = test.api_token(&ann.caller, &[Scope::Read]).await;
        let pending = ticket(&test, "ann").await;
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");

        let (present, new) = (Secret::new(PASSWORD), Secret::new("another password"));
        for (typed, chosen, field) in [
            ("wrong password", "another password", "present_password"),
            (PASSWORD, "short", "new_password"),
            (PASSWORD, PASSWORD, "new_password"),
        ] {
            let refused =
                test.app.change_password(&ann.caller, Secret::new(typed), Secret::new(chosen)).await;
            let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
            assert_eq!(faults[0].field, field);
        }
        assert!(is_live(&test, &elsewhere).await, "nothing was changed so far");
        let signed_in = test.app.change_password(&ann.caller, present, new.clone()).await.expect("changed");
        assert!(is_live(&test, &signed_in.session).await);
        for over in [&ann.session, &elsewhere] {
            assert!(!is_live(&test, over).await);
        }
        assert!(matches!(test.app.find_bearer(token.expose(), SOURCE).await, Err(Error::Unauthenticated)));
        assert!(is(&finish(&test, &pending, &ann.code(&test)).await, &Refusal::SignInOver));
        assert!(testkit::Phone::new(1).fetch_profile(&test.app, &begun.profile_url).await.is_err());
        assert!(is(&test.app.sign_in(test.login("ann"), BROWSER).await, &Refusal::Login));
        let again = test.app.change_password(&ann.caller, new.clone(), Secret::new("a third password")).await;
        assert!(matches!(again, Err(Error::Unauthenticated)), "the old session changes nothing: {again:?}");
        let known = test.app.sign_in(test.login_with("ann", new.expose()), BROWSER).await;
        assert!(matches!(known, Ok(SignIn::SecondFactorNeeded(_))), "the second factor stays");
    }
}

#[tokio::test]
async fn t22_guessing_ones_own_password_slows_down_too() {
    let test = TestApp::new().await;
    let (_, ann) = test.sign_in("ann", PrivilegeSet::Auditor).await;
    for n in 0..5 {
        let guess = Secret::new(format!("wrong password {n}"));
        let refused = if n % 2 == 0 {
            test.app.prove_by_password(&ann, guess).await.map(drop)
        } else {
            test.app.change_password(&ann, guess, Secret::new("another password")).await.map(drop)
        };
        assert!(matches!(refused, Err(Error::Refused(Refusal::Login) | Error::Invalid(_))), "{refused:?}");
    }
    let throttled = test.app.prove_by_password(&ann, Secret::new(PASSWORD)).await;
    assert!(matches!(throttled, Err(Error::Throttled(_))), "{throttled:?}");
}

#[tokio::test]
async fn t24_resetting_a_second_factor_ends_what_was_begun_with_it() {
    for test in TestApp::on_each_engine().await {
        let ann = with_totp(&test, "ann").await;
        let token = test.api_token(&ann.caller, &[Scope::Read]).await;
        let chief = test.administrator().await;
        let (_, auditor) = test.sign_in("audrey", PrivilegeSet::Auditor).await;
        let id = test.account_id("ann").await;
        let refused = test.app.reset_second_factor(&auditor, id).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");

        // Whoever manages accounts and no more cannot strip an administrator of what guards them.
        let set = PrivilegeSet::Custom(Privileges::of([
            Privilege::SignInToConsole,
            Privilege::ReadAccounts,
            Privilege::ManageAccounts,
        ]));
        let (_, clerk) = test.sign_in("clerk", set).await;
        let refused = test.app.reset_second_factor(&clerk, id).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        assert!(is_live(&test, &ann.session).await);

        let chiefs_id = test.account_id("admin").await;
        test.advance(PROOF_AGE_MAX);
        for id in [id, chiefs_id] {
            assert!(is(&test.app.reset_second_factor(&chief, id).await, &Refusal::ProofNeeded));
        }
        test.app.prove_by_password(&chief, Secret::new(PASSWORD)).await.expect("a proof");
        assert!(is_live(&test, &ann.session).await, "nothing was changed so far");
        let pending = ticket(&test, "ann").await;
        test.app.reset_second_factor(&chief, id).await.expect("reset");
        assert!(!is_live(&test, &ann.session).await);
        assert!(matches!(test.app.find_bearer(token.expose(), SOURCE).await, Err(Error::Unauthenticated)));
        assert!(is(&finish(&test, &pending, &ann.code(&test)).await, &Refusal::SignInOver));
        test.sign_in_again("ann").await;
    }
}

#[tokio::test]
async fn t24_a_first_second_factor_ends_sessions_without_one_and_a_removed_one_ends_others() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::Administrator).await;
        let earlier = test.sign_in_again("ann").await.session;
        let desk = test.sign_in_again("ann").await;
        add_passkey(&test, &desk.caller, &Authenticator::new(1)).await.expect("added");
        assert!(!is_live(&test, &earlier).await);
        assert!(is_live(&test, &desk.session).await);

        let mut key = Authenticator::new(2);
        add_passkey(&test, &desk.caller, &key).await.expect("added");
        let other = sign_in_by_passkey(&test, "ann", &mut key).await.expect("a sign-in").session;
        let passkeys = test.app.show_second_factors(&desk.caller).await.expect("a look").passkeys;
        test.app.remove_passkey(&desk.caller, passkeys[1].id).await.expect("removed");
        assert!(!is_live(&test, &other).await);
        assert!(is_live(&test, &desk.session).await);
    }
}

#[tokio::test]
async fn t24_changes_need_a_fresh_proof_and_a_proof_renews_the_session() {
    for test in TestApp::on_each_engine().await {
        let ann = with_totp(&test, "ann").await;
        let mut key = Authenticator::new(1);
        add_passkey(&test, &ann.caller, &key).await.expect("added");
        test.advance(PROOF_AGE_MAX);
        let app = &test.app;
        let ann_caller = &ann.caller;
        let passkey = app.show_second_factors(ann_caller).await.expect("a look").passkeys[0].id;
        assert!(is(&app.begin_totp(ann_caller).await, &Refusal::ProofNeeded));
        assert!(is(&app.find_totp_setup(ann_caller).await, &Refusal::ProofNeeded));
        assert!(is(&app.confirm_totp(ann_caller, "123456").await, &Refusal::ProofNeeded));
        assert!(is(&app.remove_totp(ann_caller).await, &Refusal::ProofNeeded));
        assert!(is(&app.ask_new_passkey(ann_caller).await, &Refusal::ProofNeeded));
        assert!(is(&app.rename_passkey(ann_caller, passkey, "x").await, &Refusal::ProofNeeded));
        assert!(is(&app.remove_passkey(ann_caller, passkey).await, &Refusal::ProofNeeded));
        assert!(is(&app.make_recovery_codes(ann_caller).await, &Refusal::ProofNeeded));

        let mut session = ann.session.clone();
        for way in 0..3 {
            let caller = app.find_caller(&session, SOURCE).await.expect("a look").expect("a session");
            let asked = app.ask_passkey_to_prove(&caller).await.expect("asked");
            let renewed = match way {
                0 => app.prove_by_password(&caller, Secret::new(PASSWORD)).await,
                1 => app.prove_by_second_factor(&caller, &ann.code(&test)).await,
                _ => {
                    let proof = SecondFactorProof::Passkey(answer(&asked, key.get(&asked.options)));
                    app.prove_by_second_factor(&caller, &proof).await
                }
            };
            let renewed = renewed.expect("a proof");
            assert!(!is_live(&test, &session).await, "the token from before the proof is dead");
            app.make_recovery_codes(&caller).await.expect("proved");
            session = renewed;
            test.advance(PROOF_AGE_MAX);
            assert!(is(&app.make_recovery_codes(&caller).await, &Refusal::ProofNeeded));
        }
    }
}

#[tokio::test]
async fn programs_and_the_operator_have_no_account_of_their_own_to_change() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let token = test.api_token(&admin, &Scope::ALL).await;
    let program = test.app.find_bearer(token.expose(), SOURCE).await.expect("a token");
    for caller in [program, Caller::operator()] {
        let is_forbidden = |outcome: Result<(), Error>| matches!(outcome, Err(Error::Forbidden));
        let app = &test.app;
        assert!(is_forbidden(app.begin_totp(&caller).await));
        assert!(is_forbidden(app.remove_totp(&caller).await));
        assert!(is_forbidden(app.ask_new_passkey(&caller).await.map(drop)));
        assert!(is_forbidden(app.make_recovery_codes(&caller).await.map(drop)));
        assert!(is_forbidden(app.list_own_sessions(&caller).await.map(drop)));
        assert!(is_forbidden(app.end_other_sessions(&caller).await.map(drop)));
        assert!(is_forbidden(app.prove_by_password(&caller, Secret::new(PASSWORD)).await.map(drop)));
        let (present, new) = (Secret::new(PASSWORD), Secret::new("another password"));
        assert!(is_forbidden(app.change_password(&caller, present, new).await.map(drop)));
    }
}

#[tokio::test]
async fn where_a_second_factor_is_required_nothing_goes_without_one() {
    let mut builder = TestApp::builder();
    builder.settings.console.require_second_factor = true;
    let test = builder.build().await;
    let (session, _) = test.sign_in("ann", PrivilegeSet::Administrator).await;
    let ann = test.app.find_caller(&session, SOURCE).await.expect("a look").expect("a session");
    assert!(ann.is_held_back());
    let new = NewAccount {
        username: "eve".to_owned(),
        full_name: "Eve".to_owned(),
        email: None,
        password: Secret::new(PASSWORD),
        access: Access::Full,
        privilege_set: PrivilegeSet::Administrator,
        groups: Vec::new(),
    };
    for refused in [
        test.app.show_dashboard(&ann).await.map(drop),
        test.app.list_accounts(&ann).await.map(drop),
        test.app.create_account(&ann, new).await.map(drop),
        test.app.list_api_tokens(&ann).await.map(drop),
    ] {
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    add_passkey(&test, &ann, &Authenticator::new(1)).await.expect("that, one may");
    let ann = test.app.find_caller(&session, SOURCE).await.expect("a look").expect("a session");
    assert!(!ann.is_held_back());
    test.app.show_dashboard(&ann).await.expect("free");
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_and_by_whoever_manages_accounts() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::Auditor).await;
        let first = test.sign_in_again("ann").await;
        test.advance(MINUTE);
        let second = test.sign_in_again("ann").await;
        let third = test.sign_in_again("ann").await;
        let listed = test.app.list_own_sessions(&first.caller).await.expect("a list");
        assert_eq!(listed.len(), 3);
        assert!(listed.iter().all(|session| session.visit.browser == BROWSER));
        assert!(listed.iter().all(|session| session.visit.source == Some(SOURCE)));
        assert_eq!(listed.last().map(|session| session.id), first.caller.session_id(), "the last used first");

        let bob = test.administrator().await;
        let third_id = third.caller.session_id().expect("a session");
        let others = test.app.end_own_session(&bob, third_id).await;
        assert!(matches!(others, Err(Error::NotFound)), "{others:?}");
        let refused = test.app.end_session(&first.caller, third_id).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        test.app.end_own_session(&first.caller, third_id).await.expect("ended");
        assert!(!is_live(&test, &third.session).await);
        assert_eq!(test.app.end_other_sessions(&first.caller).await.expect("ended"), 1);
        assert!(!is_live(&test, &second.session).await && is_live(&test, &first.session).await);

        let id = test.account_id("ann").await;
        let (_, clerk) =
            test.sign_in("clerk", PrivilegeSet::Custom(Privileges::of([Privilege::SignInToConsole]))).await;
        let refused = test.app.show_account_sessions(&clerk, id).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        let shown = test.app.show_account_sessions(&first.caller, id).await.expect("an auditor reads");
        assert_eq!(shown.sessions.len(), 1);
        let refused = test.app.end_account_sessions(&first.caller, id).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        assert_eq!(test.app.end_session(&bob, shown.sessions[0].id).await.expect("ended"), id);
        assert!(!is_live(&test, &first.session).await);
        let again = test.sign_in_again("ann").await.session;
        assert_eq!(test.app.end_account_sessions(&bob, id).await.expect("ended"), 1);
        assert!(!is_live(&test, &again).await);
    }
}

#[tokio::test]
async fn t24_the_operator_sets_how_long_sessions_last() {
    let mut builder = TestApp::builder();
    builder.settings.console.session_idle_minutes = 5;
    builder.settings.console.session_hours = 1;
    let test = builder.build().await;
    test.account("ann", PrivilegeSet::Auditor).await;
    let session = test.sign_in_again("ann").await.session;
    test.advance(5 * MINUTE - 1);
    assert!(is_live(&test, &session).await);
    test.advance(5 * MINUTE);
    assert!(!is_live(&test, &session).await);
    let session = test.sign_in_again("ann").await.session;
    for _ in 0..HOUR / (4 * MINUTE) {
        assert!(is_live(&test, &session).await);
        test.advance(4 * MINUTE);
    }
    assert!(!is_live(&test, &session).await);
}

#[tokio::test]
async fn t06_the_database_holds_no_second_factor_in_clear() {
    let test = TestApp::new().await;
    let ann = with_totp(&test, "ann").await;
    let ticket = ticket(&test, "ann").await;
    let asked = test.app.ask_new_passkey(&ann.caller).await.expect("asked");
    let (_, rest) = asked.options.split_once("\"challenge\":\"").expect("a challenge");
    let challenge = rest.split('"').next().expect("its text").to_owned();
    let renewed = test.app.prove_by_password(&ann.caller, Secret::new(PASSWORD)).await.expect("a proof");
    test.app.close().await.expect("closed");
    let file = test.database.file().expect("SQLite");
    let mut stored = std::fs::read(&file).expect("the database");
    stored.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
    let stored = String::from_utf8_lossy(&stored).into_owned();
    assert!(stored.contains("ann@example.org"), "the search itself works");
    let plain_secret = ann.totp_secret.replace(' ', "");
    let code = ann.recovery_codes[0].expose();
    for secret in [
        &ann.totp_secret,
        &plain_secret,
        ticket.expose(),
        renewed.expose(),
        &challenge,
        code,
        &code.replace('-', ""),
    ] {
        assert!(!stored.contains(secret), "{secret}");
    }
}
