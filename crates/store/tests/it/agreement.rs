//! Agreements by ownership, version and language.

use std::collections::BTreeMap;

use domain::agreement::{Agreement, AgreementVersion};
use domain::enrollment::Ownership;

use crate::fixture::{NOW, stores};

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
