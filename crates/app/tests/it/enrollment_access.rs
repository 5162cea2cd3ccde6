//! The history of enrollment access: kept after each change, told in words, and gone back to.

use app::{App, Caller, Error, Leftovers, NewEnrollmentAccess, Refusal};
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::enrollment_access::{EnrollmentAccess, EnrollmentSettings};
use domain::id::{EnrollmentAccessId, SiteId};
use testkit::TestApp;

const BASE: &str = "dc=history,dc=example,dc=org";
const FOR_ALL: EnrollmentAccessId = EnrollmentAccessId(uuid::Uuid::from_u128(1));

fn institutional(site_id: Option<SiteId>) -> NewEnrollmentAccess {
    NewEnrollmentAccess {
        may_institutional: true,
        may_personal: false,
        may_account_driven: false,
        must_accept_eula: false,
        site_id,
    }
}

/// What counts, without when it was changed.
async fn rows(app: &App) -> Vec<EnrollmentAccess> {
    let rows = app.list_enrollment_access(&Caller::operator()).await.expect("rows");
    let timeless =
        rows.into_iter().map(|row| EnrollmentAccess { changed_at: domain::time::Timestamp(0), ..row });
    timeless.collect()
}

/// The history as told: version, author, changes.
async fn history(app: &App) -> Vec<(u64, String, Vec<String>)> {
    let versions = app.list_access_versions(&Caller::operator()).await.expect("a history");
    let told = versions.into_iter().map(|one| {
        let changes =
            one.changes.iter().map(|change| format!("{}: {}|{}", change.field, change.before, change.after));
        (one.version.version, one.version.changed_by, changes.collect())
    });
    told.collect()
}

#[tokio::test]
async fn what_counted_before_any_change_is_gone_back_to() {
    for test in TestApp::on_each_engine().await {
        let operator = Caller::operator();
        let app = &test.app;
        assert_eq!(history(app).await, [], "nothing changed yet");
        let as_it_came = rows(app).await;
        let site = app.create_site(&operator, "North").await.expect("a site");
        let directory = test.ldap("Staff", BASE).await;
        let group =
            |key: &str| DirectoryGroupRef { directory_id: directory.id, key: DirectoryKey(key.into()) };

        let closed = NewEnrollmentAccess { may_institutional: false, ..institutional(None) };
        app.update_enrollment_access(&operator, FOR_ALL, closed).await.expect("changed");
        let teachers = "Teachers".to_owned();
        let teachers = app
            .create_enrollment_access(&operator, group("teachers"), teachers, institutional(Some(site.id)))
            .await
            .expect("a row");
        let with_teachers = rows(app).await;
        app.delete_enrollment_access(&operator, teachers.id).await.expect("deleted");
        // The same group comes back under another id: going back must not stumble over it.
        let again = "Teachers anew".to_owned();
        app.create_enrollment_access(&operator, group("teachers"), again, institutional(None))
            .await
            .expect("a row");
        app.save_enrollment_settings(&operator, EnrollmentSettings { may_leave_user_blank: false })
            .await
            .expect("saved");

        let told = history(app).await;
        let numbers: Vec<_> = told.iter().map(|(version, ..)| *version).collect();
        assert_eq!(numbers, [6, 5, 4, 3, 2, 1]);
        assert_eq!(told[0].2, ["user may be left blank: yes|no"]);
        assert!(told[3].2.contains(&"Teachers › site: |North".to_owned()), "{told:?}");
        assert!(
            told[4].2.contains(&"All directory users › may enroll institutional devices: yes|no".to_owned())
        );
        assert_eq!((told[5].1.as_str(), told[5].2.len()), ("not recorded", 0));

        app.restore_access(&operator, 3, 6).await.expect("restored");
        assert_eq!(rows(app).await, with_teachers);
        let terms = app.show_enrollment_terms(&operator).await.expect("terms");
        assert!(terms.settings.may_leave_user_blank);
        let trail = test.database.trail().await.remove(0);
        assert!(trail.contains("\"event\":\"setting-restored\"") && trail.contains("left blank"), "{trail}");
        assert!(app.restore_access(&operator, 1, 7).await.expect("restored"));
        assert_eq!(rows(app).await, as_it_came);
    }
}

#[tokio::test]
async fn what_counts_already_is_not_written_again() {
    for test in TestApp::on_each_engine().await {
        let operator = Caller::operator();
        let app = &test.app;
        let as_it_comes = NewEnrollmentAccess { must_accept_eula: true, ..institutional(None) };
        app.update_enrollment_access(&operator, FOR_ALL, as_it_comes).await.expect("nothing to change");
        assert_eq!(history(app).await, []);
        app.update_enrollment_access(&operator, FOR_ALL, institutional(None)).await.expect("changed");
        let lines = test.database.trail().await.len();
        let stored = app.show_enrollment_access(&operator, FOR_ALL).await.expect("a row");
        test.clock.advance(domain::time::HOUR);
        let same = app.update_enrollment_access(&operator, FOR_ALL, institutional(None)).await;
        assert_eq!(same.expect("nothing to change"), stored);
        assert!(!app.restore_access(&operator, 2, 2).await.expect("nothing to change"));
        assert_eq!((history(app).await.len(), test.database.trail().await.len()), (2, lines));
    }
}

#[tokio::test]
async fn nothing_is_written_over_a_change_that_came_meanwhile() {
    for test in TestApp::on_each_engine().await {
        let operator = Caller::operator();
        let app = &test.app;
        let missing = app.restore_access(&operator, 1, 0).await;
        assert!(matches!(missing, Err(Error::NotFound)), "{missing:?}");
        app.update_enrollment_access(&operator, FOR_ALL, institutional(None)).await.expect("changed");
        let before = rows(app).await;
        let late = app.restore_access(&operator, 1, 1).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::SettingChanged))), "{late:?}");
        let missing = app.restore_access(&operator, 9, 2).await;
        assert!(matches!(missing, Err(Error::NotFound)), "{missing:?}");
        assert_eq!(rows(app).await, before);
    }
}

#[tokio::test]
async fn groups_of_an_identity_provider_come_back_until_it_is_gone() {
    for test in TestApp::on_each_engine().await {
        let operator = Caller::operator();
        let app = &test.app;
        let provider =
            app.create_identity_provider(&operator, testkit::identity_provider_draft("School")).await;
        let provider = provider.expect("a provider").provider;
        let group =
            DirectoryGroupRef { directory_id: provider.source(), key: DirectoryKey("teachers".into()) };
        let row =
            app.create_enrollment_access(&operator, group, "Teachers".into(), institutional(None)).await;
        app.delete_enrollment_access(&operator, row.expect("a row").id).await.expect("deleted");
        assert!(app.restore_access(&operator, 2, 3).await.expect("restored"));
        assert_eq!(rows(app).await.len(), 2);

        app.delete_identity_provider(&operator, provider.id, Leftovers::CutLoose).await.expect("deleted");
        let told = history(app).await;
        assert_eq!((told.len(), told[0].0), (5, 5), "its end is a version: {told:?}");
        assert!(
            told[0].2.contains(&"Teachers › may enroll institutional devices: yes|".to_owned()),
            "{told:?}"
        );
        assert!(!app.restore_access(&operator, 4, 5).await.expect("a look"));
    }
}

#[tokio::test]
async fn sites_and_directories_that_are_gone_do_not_come_back() {
    for test in TestApp::on_each_engine().await {
        let operator = Caller::operator();
        let app = &test.app;
        let site = app.create_site(&operator, "North").await.expect("a site");
        app.update_enrollment_access(&operator, FOR_ALL, institutional(Some(site.id)))
            .await
            .expect("changed");
        let gone = DirectoryGroupRef {
            directory_id: domain::id::DirectoryId(uuid::Uuid::from_u128(7)),
            key: DirectoryKey("teachers".into()),
        };
        let row = app.create_enrollment_access(&operator, gone, "Teachers".into(), institutional(None)).await;
        app.delete_site(&operator, site.id, None).await.expect("deleted");
        app.delete_enrollment_access(&operator, row.expect("a row").id).await.expect("deleted");

        let told = history(app).await;
        let numbers: Vec<_> = told.iter().map(|(version, ..)| *version).collect();
        assert_eq!(numbers, [5, 4, 3, 2, 1], "the end of the site is a version, too");
        assert_eq!(told[1].2, ["All directory users › site: a site that is gone|"]);
        assert!(
            !app.restore_access(&operator, 3, 5).await.expect("a look"),
            "all that is left of it counts already"
        );
        let closed = NewEnrollmentAccess { may_institutional: false, ..institutional(None) };
        app.update_enrollment_access(&operator, FOR_ALL, closed).await.expect("changed");
        assert!(app.restore_access(&operator, 3, 6).await.expect("restored"));
        let rows = rows(app).await;
        assert_eq!((rows.len(), rows[0].site_id, rows[0].may_institutional), (1, None, true));
    }
}
