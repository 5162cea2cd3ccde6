//! Passwords where a provider stands in their place: who still comes in, and who does not.

use app::{Caller, NewAccount, NewAccountGroup};
use domain::account::Access;
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::identity_provider::{ProviderRefusal, ProviderUse};
use domain::privilege::{PrivilegeSet, Reach};
use domain::secret::Secret;
use testkit::{DIRECTORY_PASSWORD, PASSWORD};

use super::{Both, refusal};

/// Makes three who may sign in: `root` with full access, `nora` by a group of accounts, `uma` by a group of a directory.
async fn people(both: &Both) {
    let (test, operator) = (&both.test, Caller::operator());
    test.account("root", PrivilegeSet::Administrator).await;
    let directory_id = test.ldap("Staff", "dc=staff").await.id;
    test.person("uma", &["Admins"]);
    let key = DirectoryKey("admins".to_owned());
    let group = |name: &str, directory_group| NewAccountGroup {
        name: name.to_owned(),
        directory_group,
        reach: Reach::Full,
        privilege_set: PrivilegeSet::Administrator,
    };
    let directory_group = Some(DirectoryGroupRef { directory_id, key });
    test.app.create_account_group(&operator, group("Staff", directory_group)).await.expect("a group");
    let local = test.app.create_account_group(&operator, group("Help desk", None)).await.expect("a group");
    let nora = NewAccount {
        username: "nora".to_owned(),
        full_name: "Nora Example".to_owned(),
        email: None,
        password: Secret::new(PASSWORD),
        access: Access::Groups,
        groups: vec![local.id],
        privilege_set: PrivilegeSet::Auditor,
    };
    test.app.create_account(&operator, nora).await.expect("an account");
}

#[tokio::test]
async fn only_a_local_account_with_full_access_breaks_the_glass() {
    let both = Both::start().await;
    let (test, app) = (&both.test, &both.test.app);
    people(&both).await;
    let passwords = [("root", PASSWORD), ("nora", PASSWORD), ("uma", DIRECTORY_PASSWORD)];
    let mut callers = Vec::new();
    for (username, password) in passwords {
        let signed_in = test.sign_in_with(username, password).await.expect("beside the provider");
        let caller = signed_in.caller;
        app.prove_by_password(&caller, Secret::new(password)).await.expect("beside the provider");
        if username != "uma" {
            app.find_by_password(test.login(username)).await.expect("beside the provider");
        }
        callers.push(caller);
    }
    both.change(|settings| settings.console = ProviderUse::Alone).await;
    for ((username, password), caller) in passwords.into_iter().zip(callers) {
        let signed_in = test.sign_in_with(username, password).await;
        let proved = app.prove_by_password(&caller, Secret::new(password)).await;
        let called = app.find_by_password(test.login_with(username, password)).await;
        if username == "root" {
            assert!(signed_in.is_ok() && proved.is_ok() && called.is_ok());
        } else {
            assert_eq!(refusal(signed_in), ProviderRefusal::PasswordsOff, "{username}");
            assert_eq!(refusal(proved), ProviderRefusal::PasswordsOff, "{username}");
            assert_eq!(refusal(called), ProviderRefusal::PasswordsOff, "{username}");
        }
    }
}
