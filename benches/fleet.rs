//! What the measurements have in common: an app on an engine, and phones at some step of their enrollment.

use std::sync::atomic::{AtomicUsize, Ordering};

use app::{Caller, Clock, Ids, InvitationLimits};
use domain::privilege::PrivilegeSet;
use testkit::{Phone, TestApp};

/// An app on one engine, with the real clock and real ids.
pub(crate) struct Engine {
    /// The engine's name, for the names of the measurements.
    pub(crate) name: &'static str,
    /// The app.
    pub(crate) test: TestApp,
    /// Who begins enrollments without a password, so that setting up costs no hashing.
    caller: Caller,
}

static PHONES: AtomicUsize = AtomicUsize::new(0);

/// Returns an app on each engine there is.
pub(crate) async fn engines() -> Vec<Engine> {
    let mut engines = Vec::new();
    for database in testkit::databases().await {
        let name = if database.file().is_some() { "sqlite" } else { "postgresql" };
        let mut builder = TestApp::builder();
        (builder.clock, builder.ids) = (Clock::System, Ids::random());
        builder.settings.invitations = InvitationLimits {
            recipients_max: usize::MAX,
            messages_per_hour: u64::MAX,
            ..InvitationLimits::default()
        };
        let test = builder.build_on(database).await;
        let caller = test.administrator().await;
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        engines.push(Engine { name, test, caller });
    }
    engines
}

impl Engine {
    /// Names a measurement on this engine.
    pub(crate) fn title(&self, what: &str) -> String {
        format!("{what}/{}", self.name)
    }

    /// Begins an enrollment and returns the link to its profile.
    pub(crate) async fn begin(&self) -> String {
        let begun = self.test.app.begin_enrollment_for(&self.caller, "ann", None).await;
        begun.expect("an enrollment").profile_url
    }

    /// Returns a phone that has its profile.
    pub(crate) async fn phone_with_profile(&self) -> Phone {
        let mut phone = Phone::new(PHONES.fetch_add(1, Ordering::Relaxed));
        let url = self.begin().await;
        phone.fetch_profile(&self.test.app, &url).await.expect("a profile");
        phone
    }

    /// Returns a phone that has its certificate.
    pub(crate) async fn phone_with_certificate(&self) -> Phone {
        let mut phone = self.phone_with_profile().await;
        phone.request_certificate(&self.test.app).await.expect("a certificate");
        phone
    }
}
