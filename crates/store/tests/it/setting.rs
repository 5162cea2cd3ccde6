//! Settings, version by version.

use domain::setting::SettingVersion;

use crate::fixture::{NOW, stores};

fn setting(name: &str, version: u64, content: &str) -> SettingVersion {
    SettingVersion {
        name: name.into(),
        version,
        content: content.into(),
        changed_at: NOW,
        changed_by: "root".into(),
    }
}

#[tokio::test]
async fn the_last_version_counts_and_nobody_writes_over_another() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert_eq!(tx.find_setting("general").await.expect("a look"), None);
        for version in 1..=3 {
            let next = setting("general", version, &format!("{{\"n\":{version}}}"));
            assert!(tx.insert_setting(&next).await.expect("written"));
        }
        assert!(
            !tx.insert_setting(&setting("general", 3, "{}")).await.expect("a try"),
            "somebody was faster"
        );
        let found = tx.find_setting("general").await.expect("a look").expect("there");
        assert_eq!((found.version, found.content.as_str()), (3, "{\"n\":3}"));
        let second = tx.find_setting_version("general", 2).await.expect("a look").expect("there");
        assert_eq!(second.content, "{\"n\":2}");

        tx.delete_setting_versions("general", 1).await.expect("deleted");
        let kept: Vec<_> = tx.list_setting_versions("general").await.expect("a list");
        assert_eq!(kept.iter().map(|kept| kept.version).collect::<Vec<_>>(), [3, 2]);
    }
}

#[tokio::test]
async fn sections_of_one_kind_are_listed_by_their_beginning() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for (name, version) in
            [("text/de", 1), ("text/de", 2), ("text/ar", 1), ("texture", 1), ("general", 1)]
        {
            tx.insert_setting(&setting(name, version, "{}")).await.expect("written");
        }
        let listed = tx.list_settings("text/").await.expect("a list");
        let listed: Vec<_> = listed.iter().map(|found| (found.name.as_str(), found.version)).collect();
        assert_eq!(listed, [("text/ar", 1), ("text/de", 2)]);
    }
}
