//! Agreements: which one is asked for, which text is shown, and what a new version changes.

use std::collections::BTreeMap;

use app::{Caller, Error, Refusal};
use domain::enrollment::{EnrollmentRefusal, Ownership};
use domain::privilege::PrivilegeSet;
use domain::question::{EulaQuestion, Question};
use testkit::{SOURCE, TestApp};

use crate::directory::log_in;
use crate::ownership::staff;

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
}

#[tokio::test]
async fn each_ownership_has_its_versions_and_they_lead_back() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let owned = Ownership::Institutional;
        let none = test.app.show_agreement(&admin, owned).await.expect("a look");
        assert_eq!((none.version, none.asks()), (0, false));

        let lines = test.database.trail().await.len();
        let first = test.app.save_agreement_text(&admin, owned, "en", "Be kind.", 0).await.expect("written");
        let second = test.app.save_agreement_text(&admin, owned, "DE", "Seid nett.\r\n", 1).await;
        let second = second.expect("written");
        assert_eq!((first.version, second.version), (1, 2));
        assert_eq!(second.texts, texts(&[("de", "Seid nett."), ("en", "Be kind.")]));
        let same =
            test.app.save_agreement_text(&admin, owned, "de", "Seid nett.", 2).await.expect("the same");
        assert_eq!((same.version, test.database.trail().await.len()), (2, lines + 2));
        assert_eq!(test.app.show_agreement(&admin, Ownership::Personal).await.expect("a look").version, 0);

        // English stays as long as there is another language; somebody who saw an older version writes over nothing.
        let alone = test.app.save_agreement_text(&admin, owned, "en", "", 2).await;
        assert!(matches!(alone, Err(Error::Invalid(_))), "{alone:?}");
        let late = test.app.save_agreement_text(&admin, owned, "fr", "Soyez gentils.", 1).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::SettingChanged))), "{late:?}");
        let late = test.app.restore_agreement(&admin, owned, 1, 1).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::SettingChanged))), "{late:?}");
        let unknown = test.app.save_agreement_text(&admin, owned, "english!", "x", 2).await;
        assert!(matches!(unknown, Err(Error::Invalid(faults)) if faults[0].field == "language"));

        let restored = test.app.restore_agreement(&admin, owned, 1, 2).await.expect("restored");
        assert_eq!((restored.version, &restored.texts), (3, &first.texts));
        let emptied = test.app.save_agreement(&admin, owned, &texts(&[]), 3).await.expect("emptied");
        assert_eq!((emptied.version, emptied.asks()), (4, false));
        let versions = test.app.list_agreement_versions(&admin, owned).await.expect("a list");
        let told: Vec<_> = versions.iter().map(|one| (one.version, one.languages.join(" "))).collect();
        let expected = [(4, ""), (3, "en"), (2, "de en"), (1, "en")];
        assert_eq!(told, expected.map(|(version, codes)| (version, codes.to_owned())));

        let (_, auditor) = test.sign_in("auditor", PrivilegeSet::Auditor).await;
        test.app.show_agreement(&auditor, owned).await.expect("may look");
        let refused = test.app.save_agreement(&auditor, owned, &texts(&[("en", "x")]), 4).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
}

#[tokio::test]
async fn t11_the_version_of_the_login_is_the_one_to_accept_in_a_language_it_has() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let owned = Ownership::Institutional;
        let written = texts(&[("en", "Be kind."), ("de", "Seid nett.")]);
        test.app.save_agreement(&admin, owned, &written, 0).await.expect("written");
        let other = texts(&[("en", "It is yours.")]);
        test.app.save_agreement(&admin, Ownership::Personal, &other, 0).await.expect("written");
        staff(&test, true, false).await;
        let begun = log_in(&test, "ann").await.expect("a login");
        let asked = EulaQuestion { ownership: owned, version: 1, is_answered: false };
        assert_eq!(begun.enrollment.questions.eula, Some(asked));

        test.app.save_agreement(&admin, owned, &texts(&[("en", "Be kinder.")]), 1).await.expect("written");
        for (language, expected) in [("de-AT", "Seid nett."), ("de", "Seid nett."), ("fr", "Be kind.")] {
            let shown = test.app.show_asked_agreement(&begun.session, language).await.expect("a text");
            assert_eq!((shown.version, shown.text.as_str()), (1, expected));
        }
        let not_offered = Refusal::Enrollment(EnrollmentRefusal::NotOffered);
        for (version, language) in [(2, "en"), (0, "de"), (1, "fr"), (1, ""), (1, "de-AT")] {
            let refused = test.app.accept_eula(&begun.session, version, language, SOURCE).await;
            assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == not_offered), "{language}");
        }
        let accepted = test.app.accept_eula(&begun.session, 1, "de", SOURCE).await.expect("accepted");
        assert_eq!(accepted.questions.next(), None);
        let found = test.app.find_portal_enrollment(&begun.session).await.expect("a look").expect("it");
        let eula = found.eula.expect("accepted");
        assert_eq!((eula.version, eula.language.as_deref(), eula.at), (1, Some("de"), test.app.now()));

        // The next login is asked for the new one, and without a text nobody is asked.
        let next = log_in(&test, "ann").await.expect("a login").enrollment;
        assert_eq!(next.questions.eula.map(|eula| eula.version), Some(2));
        test.app.save_agreement(&admin, owned, &texts(&[]), 2).await.expect("emptied");
        let last = log_in(&test, "ann").await.expect("a login").enrollment;
        assert!(!last.questions.asks(Question::Eula));
    }
}
