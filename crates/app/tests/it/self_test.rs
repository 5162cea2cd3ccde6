//! The self-test: what is told of it, and that nothing of it stays. The whole way over the network is `server`'s to test.

use app::{Caller, Error};
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use domain::self_test::SelfTestPart;
use testkit::TestApp;

#[tokio::test]
async fn a_self_test_tells_each_part_and_leaves_a_line_in_the_trail() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let steps = test.app.run_self_test(&admin).await.expect("it ran");
        assert_eq!(steps.len(), SelfTestPart::ALL.len());
        assert!(test.database.trail().await.remove(0).contains("\"event\":\"self-tested\",\"fault\":null"));

        test.simulator.fail(Some((SelfTestPart::CheckIn, "the server answered 404")));
        let steps = test.app.run_self_test(&admin).await.expect("it ran");
        let last = steps.last().expect("a part");
        assert_eq!(
            (last.part, last.fault.as_deref()),
            (SelfTestPart::CheckIn, Some("the server answered 404"))
        );
        assert!(test.database.trail().await.remove(0).contains("\"fault\":\"Check in\""));
        let left = test.app.list_enrollments(&admin, Default::default()).await.expect("a list");
        assert!(left.rows.is_empty(), "nothing of it stays");
        test.run_due().await;
    }
}

#[tokio::test]
async fn who_may_not_change_settings_sends_no_simulated_device() {
    let test = TestApp::new().await;
    let reading = Privileges::of([Privilege::SignInToConsole, Privilege::ReadEnrollmentAccess]);
    let (_, caller) = test.sign_in("rita", PrivilegeSet::Custom(reading)).await;
    assert!(matches!(test.app.run_self_test(&caller).await, Err(Error::Forbidden)));
}
