//! Many devices at once.

use crate::installation::{Installation, PASSWORD, PERSON, add_account, enrollments, keys};
use domain::privilege::PrivilegeSet;
use sim::fleet::{self, FleetOptions};

const DEVICES: u32 = 200;

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_devices_enroll_at_once_without_an_error() {
    for installation in Installation::on_each_engine().await {
        let mut usernames = vec![PERSON.to_owned()];
        for number in 0..19 {
            let username = format!("person{number}");
            add_account(installation.app(), &username, PrivilegeSet::EnrollmentOnly).await;
            usernames.push(username);
        }
        let options = FleetOptions {
            enroll_url: installation.enroll_url(),
            links: Vec::new(),
            account: None,
            built_in: None,
            codes: None,
            usernames,
            password: PASSWORD.into(),
            ca_pem: Some(installation.app().ca_pem().into_bytes()),
            devices: DEVICES,
            polls: 2,
            concurrency: DEVICES as usize,
            seed: 11,
            keys: keys(),
        };
        let report = fleet::run(options, None).await.unwrap();
        assert!(report.is_clean(), "{}", report.to_text());
        let enrolled = enrollments(installation.app()).await;
        assert_eq!(enrolled.iter().filter(|enrollment| enrollment.enrolled_at.is_some()).count(), 200);
        installation.serving.stop().await.unwrap();
    }
}
