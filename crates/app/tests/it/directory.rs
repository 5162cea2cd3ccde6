//! Directories: set up, logged in by, asked for people, and kept true to.

pub(crate) mod console;
mod limit;
mod login;
mod person;
mod refresh;
mod settings;
mod slapd;

use app::{Begun, Caller, DeviceQuery, DirectoryStatus, Error, Login, Refusal, TimelineOf};
use domain::audit::{Audit, Event};
use domain::device::Device;
use domain::directory::{DirectoryKey, DirectoryUserRef};
use domain::id::DirectoryId;
use domain::secret::Secret;
use gateways::directory::DirectoryError;
use testkit::{DIRECTORY_PASSWORD, Phone, SOURCE, TestApp};

/// Where the people of the first directory of a test stand.
pub(crate) const STAFF: &str = "dc=staff,dc=example,dc=org";
/// Where those of the second stand.
const PUPILS: &str = "dc=pupils,dc=example,dc=org";

/// Logs a directory user in at the portal.
pub(crate) async fn log_in(test: &TestApp, username: &str) -> Result<Begun, Error> {
    test.app.begin_enrollment(test.login_with(username, DIRECTORY_PASSWORD)).await
}

/// Enrolls a device for a directory user.
async fn enroll(test: &TestApp, username: &str, index: usize) -> Phone {
    let begun = log_in(test, username).await.expect("a login");
    let mut phone = Phone::new(index);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(&test.app).await.expect("a certificate");
    phone.authenticate(&test.app).await.expect("Authenticate");
    phone.update_token(&test.app).await.expect("TokenUpdate");
    phone.answer_all(&test.app).await.expect("answers");
    phone
}

/// Returns a device by its number.
async fn device(test: &TestApp, phone: &Phone) -> Device {
    let query = DeviceQuery { limit: 100, ..Default::default() };
    let page = test.app.list_devices(&Caller::operator(), query).await.expect("a list");
    page.rows
        .into_iter()
        .find(|device| device.identifier.udid() == Some(phone.udid.as_str()))
        .expect("a device")
}

/// Returns what has happened to a device, newest first.
async fn events(test: &TestApp, device: &Device) -> Vec<Event> {
    timeline(test, device).await.into_iter().map(|line| line.event).collect()
}

/// Returns the lines about a device, newest first.
async fn timeline(test: &TestApp, device: &Device) -> Vec<Audit> {
    let timeline =
        test.app.list_timeline(&Caller::operator(), TimelineOf::Device(device.id), None, 100).await;
    timeline.expect("a timeline").rows
}

/// Returns the newest line of the trail.
async fn last_event(test: &TestApp) -> String {
    test.database.trail().await.remove(0)
}

async fn status(test: &TestApp, id: DirectoryId) -> DirectoryStatus {
    let all = test.app.list_directory_health(&Caller::operator()).await.expect("a list");
    all.into_iter().find(|status| status.id == id).expect("the directory")
}

fn user(id: DirectoryId, key: &str) -> DirectoryUserRef {
    DirectoryUserRef { directory_id: id, key: DirectoryKey(key.to_owned()) }
}

fn is_refused<T>(outcome: &Result<T, Error>) -> bool {
    matches!(outcome, Err(Error::Refused(Refusal::Login)))
}

fn down() -> Option<DirectoryError> {
    Some(DirectoryError::Unreachable("nobody is at home".to_owned()))
}

pub(crate) fn login(username: &str, password: &str) -> Login {
    Login { username: username.to_owned(), password: Secret::new(password), source: SOURCE }
}
