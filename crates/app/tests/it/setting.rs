//! Settings of user-initiated enrollment: changed, looked back at, restored, and never written over each other.

use app::{Caller, Error, Refusal};
use domain::setting::{Devices, General, Section};
use testkit::TestApp;

#[tokio::test]
async fn a_change_counts_at_once_and_its_history_leads_back() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let first = test.app.show_setting::<General>(&admin).await.expect("a look");
        assert_eq!((first.version, first.value.clone()), (0, General::default()));

        let changed = General { restrict_reenrollment: true, ..first.value };
        let second = test.app.change_setting(&admin, changed.clone(), 0).await.expect("changed");
        assert_eq!((second.version, &second.value), (1, &changed));
        let trail = test.database.trail().await.remove(0);
        assert!(
            trail.contains("\"event\":\"setting-changed\"") && trail.contains("restrict reenrollment"),
            "{trail}"
        );
        let lines = test.database.trail().await.len();
        let same = test.app.change_setting(&admin, changed, 1).await.expect("nothing to change");
        assert_eq!((same.version, test.database.trail().await.len()), (1, lines));

        let third = General { skip_certificate_installation: false, ..second.value.clone() };
        test.app.change_setting(&admin, third, 1).await.expect("changed");
        let history = test.app.list_setting_versions(&admin, General::NAME).await.expect("a list");
        let told: Vec<_> =
            history.iter().map(|change| (change.version.version, change.changes.len())).collect();
        assert_eq!(told, [(2, 1), (1, 3)]);
        let restored = test.app.restore_setting::<General>(&admin, 1, 2).await.expect("restored");
        assert_eq!((restored.version, restored.value), (3, second.value));
        let lines = test.database.trail().await.len();
        let same = test.app.restore_setting::<General>(&admin, 1, 3).await.expect("it is in force");
        assert_eq!((same.version, test.database.trail().await.len()), (3, lines), "nothing to restore");
        let missing = test.app.restore_setting::<General>(&admin, 9, 3).await;
        assert!(matches!(missing, Err(Error::NotFound)), "{missing:?}");
    }
}

#[tokio::test]
async fn a_former_version_that_makes_no_sense_any_more_is_not_restored() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        for version in ["16", "17"] {
            let devices = Devices { minimum_os: Some(version.into()), ..Devices::default() };
            test.settle(devices).await;
        }
        let nonsense =
            "update setting set content = '{\"minimum_os\":\"new\"}' where name = 'devices' and version = 1";
        assert_eq!(test.database.tamper(nonsense).await, 1);
        let restored = test.app.restore_setting::<Devices>(&admin, 1, 2).await;
        assert!(matches!(restored, Err(Error::Invalid(faults)) if faults[0].field == "minimum_os"));
        let counts = test.app.setting::<Devices>().await.expect("a look");
        assert_eq!((counts.version, counts.value.minimum_os.as_deref()), (2, Some("17")));
    }
}

#[tokio::test]
async fn whoever_comes_second_is_told_and_nothing_is_lost() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let devices = |version: &str| Devices { minimum_os: Some(version.into()), ..Devices::default() };
        test.app.change_setting(&admin, devices("16"), 0).await.expect("changed");
        let second = test.app.change_setting(&admin, devices("17"), 0).await;
        assert!(matches!(second, Err(Error::Refused(Refusal::SettingChanged))), "{second:?}");
        let counts = test.app.setting::<Devices>().await.expect("a look").value;
        assert_eq!(counts.minimum_os.as_deref(), Some("16"));
        let faulty = test.app.change_setting(&admin, devices("new"), 1).await;
        assert!(matches!(faulty, Err(Error::Invalid(faults)) if faults[0].field == "minimum_os"));
    }
}
