//! The list of enrollments and what a reference code leads to.

use domain::time::HOUR;

use crate::desk::Desk;

#[tokio::test]
async fn the_list_is_filtered_by_state() {
    let mut desk = Desk::of("root").await;
    desk.enroll("ann", 1, "Ann's iPhone").await;
    desk.test.app.begin_enrollment(desk.test.login("emil")).await.expect("a login");
    let shown = async |desk: &Desk, state: &str| {
        let page = desk.get(&format!("/console/enrollments?state={state}")).await;
        (page.main().contains("ann Example"), page.main().contains("emil Example"))
    };
    assert_eq!(shown(&desk, "").await, (true, true));
    assert_eq!(shown(&desk, "unfinished").await, (false, true));
    assert_eq!(shown(&desk, "enrolled").await, (true, false));
    assert_eq!(shown(&desk, "ended").await, (false, false));
    assert_eq!(shown(&desk, "password_hash").await, (true, true), "t30: an unknown state counts as none");

    // Not finished in time.
    desk.test.advance(2 * HOUR);
    desk.sit_down("root").await;
    let page = desk.get("/console/enrollments").await;
    assert!(page.main().contains("Not finished in time"));
}
