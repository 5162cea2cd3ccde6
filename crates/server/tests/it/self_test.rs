//! The self-test over the network: it goes the whole way and leaves nothing, and a way that is shut is told where.

use crate::installation::{Installation, PASSWORD, PERSON};
use app::{Caller, DeviceQuery, EnrollmentQuery};

#[tokio::test(flavor = "multi_thread")]
async fn a_simulated_device_goes_the_whole_way_and_is_forgotten() {
    for installation in Installation::on_each_engine().await {
        let (app, admin) = (installation.app(), Caller::operator());
        let mut phone = installation.device(0);
        phone.enroll(&installation.enroll_url(), PERSON, PASSWORD).await.unwrap();

        let steps = app.run_self_test(&admin).await.unwrap();
        let faults: Vec<_> = steps.iter().filter_map(|step| step.fault.clone()).collect();
        assert_eq!((steps.len(), faults), (6, Vec::new()));
        let all =
            app.list_enrollments(&admin, EnrollmentQuery { limit: 50, ..Default::default() }).await.unwrap();
        assert_eq!(all.rows.len(), 1, "the phone's own is there and no other");
        let devices =
            app.list_devices(&admin, DeviceQuery { limit: 50, ..Default::default() }).await.unwrap();
        assert_eq!(devices.rows.len(), 1, "the phone is there and no other");
        phone.poll().await.unwrap();
        installation.serving.stop().await.unwrap();
    }
}
