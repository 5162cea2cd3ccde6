//! Agreements by ownership, version and language.

use std::collections::BTreeMap;

use domain::agreement::{Agreement, AgreementVersion};
use domain::enrollment::Ownership;
use domain::time::Timestamp;

use crate::engine::migrated_to;
use crate::fixture::{NOW, open, stores};

fn agreement(ownership: Ownership, version: u32, texts: &[(&str, &str)]) -> Agreement {
    Agreement {
        ownership,
        version,
        texts: texts.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect(),
        changed_at: NOW,
        changed_by: "ann".into(),
    }
}

#[tokio::test]
async fn the_last_version_of_each_agreement_counts_and_earlier_ones_stay_readable() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let [institutional, personal] = [Ownership::Institutional, Ownership::Personal];
        assert_eq!(tx.find_agreement(personal).await.expect("a look"), None);
        let first = agreement(institutional, 1, &[("en", "Be kind.")]);
        let second = agreement(institutional, 2, &[("de", "Seid nett."), ("en", "Be kind.\n\nReally.")]);
        let other = agreement(personal, 1, &[]);
        for version in [&first, &second, &other] {
            tx.insert_agreement(version).await.expect("a version");
        }
        assert_eq!(tx.find_agreement(institutional).await.expect("a look"), Some(second.clone()));
        assert_eq!(tx.find_agreement_version(institutional, 1).await.expect("a look"), Some(first));
        assert_eq!(tx.find_agreement_version(personal, 2).await.expect("a look"), None);
        let found = tx.find_agreement(personal).await.expect("a look").expect("it");
        assert_eq!((found.texts, found.version), (BTreeMap::new(), 1));

        let listed = tx.list_agreement_versions(institutional, 10).await.expect("a list");
        let row = |version, languages: &[&str]| AgreementVersion {
            version,
            languages: languages.iter().map(|code| (*code).to_owned()).collect(),
            changed_at: NOW,
            changed_by: "ann".into(),
        };
        assert_eq!(listed, [row(2, &["de", "en"]), row(1, &["en"])]);
        assert_eq!(tx.list_agreement_versions(institutional, 1).await.expect("a list"), listed[..1]);
        assert!(tx.insert_agreement(&second).await.expect_err("it is there").is_duplicate());
    }
}

/// The agreement that there was before agreements had ownerships and languages is taken over, version by version.
#[tokio::test]
async fn agreements_from_before_there_were_several_are_taken_over() {
    for database in testkit::databases().await {
        let url = migrated_to(
            &database,
            21,
            &[
                "insert into eula (version, text, changed_at) values (1, 'Be kind.', 1000)",
                "insert into eula (version, text, changed_at) values (2, 'Be very kind.', 2000)",
            ],
        )
        .await;
        let store = open(&url).await;
        let mut tx = store.read().await.expect("a read");
        let version = |version, text: &str, at| Agreement {
            changed_at: Timestamp(at),
            changed_by: String::new(),
            ..agreement(Ownership::Institutional, version, &[("en", text)])
        };
        let counts = tx.find_agreement(Ownership::Institutional).await.expect("a look");
        assert_eq!(counts, Some(version(2, "Be very kind.", 2000)));
        let first = tx.find_agreement_version(Ownership::Institutional, 1).await.expect("a look");
        assert_eq!(first, Some(version(1, "Be kind.", 1000)));
        assert_eq!(tx.find_agreement(Ownership::Personal).await.expect("a look"), None);
    }
}

/// One that was switched off asks nobody, as before.
#[tokio::test]
async fn an_agreement_that_was_empty_stays_empty() {
    for database in testkit::databases().await {
        let url = migrated_to(
            &database,
            21,
            &[
                "insert into eula (version, text, changed_at) values (1, 'Be kind.', 1000)",
                "insert into eula (version, text, changed_at) values (2, '', 2000)",
            ],
        )
        .await;
        let store = open(&url).await;
        let mut tx = store.read().await.expect("a read");
        let counts = tx.find_agreement(Ownership::Institutional).await.expect("a look").expect("a version");
        assert_eq!((counts.version, counts.texts), (2, BTreeMap::new()));
    }
}
