//! Who may enroll what, the agreement, and the answers of an enrollment.

use domain::directory::{DirectoryGroupRef, DirectoryKey, DirectoryUserRef};
use domain::enrollment::{EulaAccepted, Ownership};
use domain::enrollment_access::{EnrollmentAccess, EnrollmentSettings, Subject};
use domain::id::{DirectoryId, EnrollmentAccessId, SiteId};
use domain::person::Person;
use domain::question::{EulaQuestion, Questions, SiteQuestion, UserQuestion};
use domain::site::Site;

use crate::fixture::{NOW, enrollment, id, stores, token};

#[tokio::test]
async fn rows_read_back_with_the_one_for_everybody_first() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let site = Site { id: SiteId(id(1)), name: "North".into(), created_at: NOW };
        tx.insert_site(&site).await.expect("a new site");
        let all = EnrollmentAccess::for_all(EnrollmentAccessId(id(1)), NOW);
        let group = |n: u128, name: &str| EnrollmentAccess {
            id: EnrollmentAccessId(id(n)),
            subject: Subject::Group {
                group: DirectoryGroupRef {
                    directory_id: DirectoryId(id(9)),
                    key: DirectoryKey(name.to_lowercase()),
                },
                name: name.into(),
            },
            may_institutional: false,
            may_personal: true,
            site_id: Some(site.id),
            ..all.clone()
        };
        let [beta, alpha] = [group(2, "Beta"), group(3, "alpha")];
        for row in [&beta, &all, &alpha] {
            tx.save_enrollment_access(row).await.expect("a new row");
        }
        assert_eq!(
            tx.list_enrollment_access().await.expect("rows"),
            [all.clone(), alpha.clone(), beta.clone()]
        );
        let changed = EnrollmentAccess { may_institutional: true, site_id: None, ..alpha };
        tx.save_enrollment_access(&changed).await.expect("changed");
        assert_eq!(tx.find_enrollment_access(changed.id).await.expect("a look"), Some(changed));
        tx.delete_enrollment_access(beta.id).await.expect("deleted");
        assert_eq!(tx.find_enrollment_access(beta.id).await.expect("a look"), None);
        tx.commit().await.expect("a commit");

        let mut tx = opened.begin().await;
        let twin = group(4, "Alpha");
        assert!(tx.save_enrollment_access(&twin).await.expect_err("one row a group").is_duplicate());
    }
}

#[tokio::test]
async fn whether_a_user_may_be_left_blank_reads_back() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert!(tx.find_enrollment_settings().await.expect("settings").may_leave_user_blank);
        for may_leave_user_blank in [false, true] {
            let settings = EnrollmentSettings { may_leave_user_blank };
            tx.save_enrollment_settings(settings).await.expect("saved");
            assert_eq!(tx.find_enrollment_settings().await.expect("settings"), settings);
        }
    }
}

#[tokio::test]
async fn questions_and_answers_of_an_enrollment_read_back() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let site = Site { id: SiteId(id(1)), name: "North".into(), created_at: NOW };
        tx.insert_site(&site).await.expect("a new site");
        let mut asked = enrollment(1);
        asked.questions = Questions {
            user: Some(UserQuestion { may_be_blank: true, is_answered: false }),
            site: Some(SiteQuestion { choices: vec![None, Some(site.id)], is_answered: false }),
            eula: Some(EulaQuestion { ownership: Ownership::Institutional, version: 7, is_answered: false }),
            ..Questions::default()
        };
        tx.insert_enrollment(&asked, token(1)).await.expect("a new enrollment");
        let found = tx.find_enrollment(asked.id).await.expect("a look").expect("it");
        assert_eq!((&found.questions, found.eula), (&asked.questions, None));

        let user = DirectoryUserRef { directory_id: DirectoryId(id(9)), key: DirectoryKey("k".into()) };
        let person = Person { username: "bob".into(), ..Person::default() };
        asked.answer_user(Some((user.clone(), person)), NOW).expect("offered");
        asked.answer_site(Some(site.id), NOW).expect("offered");
        asked.accept_eula(7, "de", NOW).expect("offered");
        tx.save_enrollment_answers(&asked).await.expect("saved");
        let found = tx.find_enrollment(asked.id).await.expect("a look").expect("it");
        assert_eq!(found.questions.next(), None);
        assert_eq!(found.eula, Some(EulaAccepted { version: 7, language: Some("de".into()), at: NOW }));
        assert_eq!((found.site_id, found.directory_user), (Some(site.id), Some(user)));
        assert_eq!(found.person.username, "bob");
    }
}
