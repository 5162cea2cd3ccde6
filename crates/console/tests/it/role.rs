//! The whole route table, walked by each role and site: whatever is not theirs stays as it is.
//!
//! The routes come from the door's own list, so a new one is walked from the day it is written. What a role may not do is
//! told by the audit log: after the walk it has not one line of a change.

use app::{NewAccount, UpdatedAccount};
use domain::account::Access;
use domain::id::SiteId;
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use domain::secret::Secret;
use http::Method;
use web::route;

use crate::desk::Desk;
use crate::invitation::invite;

/// The kinds of lines that no change leaves: who came, who left, what was refused.
const HARMLESS: [&str; 4] = ["signed-in", "signed-out", "refused", "login-refused"];

/// What is one's own: how one signs in, what one looks at, leaving; and work that changes nothing.
fn is_own(path: &str) -> bool {
    path.starts_with("/console/account/")
        || ["/console/sign-out", "/console/site", "/console/settings/audit/verify"].contains(&path)
}

/// Ids of things that exist and belong to somebody else.
struct Foreign {
    device: String,
    enrollment: String,
    account: String,
    invitation: String,
    recipient: String,
    site: SiteId,
}

impl Foreign {
    /// Fills a route's path with the id of the thing that it is about.
    fn path(&self, route: &str) -> String {
        let id = match route {
            _ if route.starts_with("/console/devices/{id}") => self.device.clone(),
            _ if route.starts_with("/console/enrollments/{id}") => self.enrollment.clone(),
            _ if route.starts_with("/console/invitations/{id}") => self.invitation.clone(),
            _ if route.starts_with("/console/settings/accounts/{id}") => self.account.clone(),
            _ if route.starts_with("/console/settings/sites/{id}") => self.site.to_string(),
            _ => "0190a5c8-0000-7000-8000-000000000001".to_owned(),
        };
        let route = route.replace("{kind}", "invitation").replace("{language}", "de");
        route
            .replace("{id}", &id)
            .replace("{recipient}", &self.recipient)
            .replace("{enrollment}", &self.enrollment)
            .replace("{language}", "en")
            .replace("{section}", "general")
            .replace("{screen}", "login")
            .replace("{ownership}", "institutional")
            .replace("{version}", "1")
            .replace("{*rest}", "nowhere")
    }
}

/// A desk with a device in the site South, and somebody of each role besides the administrator.
async fn desk() -> (Desk, Foreign) {
    let desk = Desk::of("root").await;
    let device = desk.enroll("ann", 1, "Ann's iPhone").await;
    let device = device.rsplit('/').next().expect("an id").to_owned();
    let root = app::Caller::operator();
    let app = desk.test.app.clone();
    let north = app.create_site(&root, "North").await.expect("a site").id;
    let south = app.create_site(&root, "South").await.expect("a site").id;
    let id = device.parse().expect("an id");
    app.move_devices(&root, &[id], Some(south)).await.expect("moved");
    let enrollment = app.show_device(&root, id).await.expect("a device").enrollment.expect("enrolled").id;
    for (username, access, privilege_set) in [
        ("nora", Access::Site(north), PrivilegeSet::Administrator),
        ("nick", Access::Site(north), PrivilegeSet::Auditor),
        ("paul", Access::Full, PrivilegeSet::Custom(Privileges::of([Privilege::SignInToConsole]))),
    ] {
        let new = NewAccount {
            username: username.into(),
            full_name: username.into(),
            email: None,
            password: Secret::new(testkit::PASSWORD),
            access,
            privilege_set,
            groups: Vec::new(),
        };
        app.create_account(&root, new).await.expect("an account");
    }
    let account = desk.test.account_id("root").await.to_string();
    let invite = |terms: &mut domain::invitation::InvitationTerms| terms.site_id = Some(south);
    let created = invite_to(&desk, invite).await;
    let recipients = app.list_recipients(&root, created, Default::default()).await.expect("recipients");
    let foreign = Foreign {
        device,
        enrollment: enrollment.to_string(),
        account,
        invitation: created.to_string(),
        recipient: recipients.rows[0].id.to_string(),
        site: south,
    };
    (desk, foreign)
}

/// Makes an invitation for "Ann's class".
async fn invite_to(
    desk: &Desk,
    change: impl FnOnce(&mut domain::invitation::InvitationTerms),
) -> domain::id::InvitationId {
    let addresses = ["ann@example.org"];
    let delivery = domain::invitation::Delivery::Email;
    invite(desk, "Ann's class", delivery, &addresses, change).await.invitation.id
}

/// Counts lines of the audit log that tell of a change.
async fn changes(desk: &Desk) -> usize {
    let trail = desk.test.database.trail().await;
    let is_harmless =
        |line: &&String| HARMLESS.iter().any(|kind| line.contains(&format!("\"event\":\"{kind}\"")));
    trail.len() - trail.iter().filter(is_harmless).count()
}

#[tokio::test]
async fn t27_t29_no_role_changes_what_is_not_its_own() {
    let (mut desk, foreign) = desk().await;
    for username in ["audrey", "nora", "nick", "paul"] {
        desk.sit_down(username).await;
        let before = changes(&desk).await;
        for route in console::routes() {
            if route.access == route::Access::Public || is_own(route.path) || route.method != Method::POST {
                continue;
            }
            // A site administrator may change what is in their site; nothing here is.
            let form = [
                ("name", "Changed"),
                ("full_name", "Changed"),
                ("username", "changed"),
                ("devices", foreign.device.as_str()),
                ("scope_read", "on"),
                ("days", "9"),
                ("user", ""),
                ("confirm", "South"),
                ("text", "Changed"),
            ];
            let path = foreign.path(route.path);
            let answer = desk.post(&path, &form).await;
            let is_refused = answer.status.is_client_error();
            assert!(is_refused, "{username}: POST {path}: {} {}", answer.status, answer.location());
        }
        assert_eq!(changes(&desk).await, before, "{username} has changed something");
        let id = foreign.device.parse().expect("an id");
        let shown = desk.test.app.show_device(&app::Caller::operator(), id).await.expect("a device");
        assert_eq!(shown.device.site_id, Some(foreign.site), "{username}");
    }
}

#[tokio::test]
async fn t27_t29_what_lies_elsewhere_is_not_there() {
    let (mut desk, foreign) = desk().await;
    for username in ["nora", "nick", "paul"] {
        desk.sit_down(username).await;
        for route in console::routes() {
            if route.access == route::Access::Public
                || route.method != Method::GET
                || !route.path.contains("{id}")
            {
                continue;
            }
            let path = foreign.path(route.path);
            let answer = desk.get(&path).await;
            let is_hidden = answer.status.is_client_error();
            assert!(is_hidden, "{username}: GET {path}: {}", answer.status);
            assert!(!answer.body.contains("Ann's iPhone"), "{username}: GET {path}");
            assert!(!answer.body.contains("Ann&#39;s class"), "{username}: GET {path}");
        }
        for page in [
            "/console",
            "/console/devices",
            "/console/devices.csv",
            "/console/enrollments",
            "/console/invitations",
            "/console/invitations.csv",
        ] {
            let answer = desk.get(page).await;
            assert!(!answer.body.contains("Ann"), "{username}: {page}");
        }
    }
    // An account that loses a privilege loses the page with the next request.
    let id = desk.test.account_id("nick").await;
    let update = UpdatedAccount {
        full_name: "Nick".into(),
        email: None,
        access: Access::Site(foreign.site),
        privilege_set: PrivilegeSet::EnrollmentOnly,
        groups: Vec::new(),
    };
    desk.sit_down("nick").await;
    desk.test.app.update_account(&app::Caller::operator(), id, update).await.expect("changed");
    assert!(desk.get("/console/devices").await.location().starts_with("/console/sign-in"));
}
