//! Rows to write, each whole and sane, for tests to change what they are about.

use domain::account::Account;
use domain::audit::Audit;
use domain::certificate::{Certificate, Challenge};
use domain::command::{Command, CommandState};
use domain::device::{Device, DeviceIdentifier};
use domain::enrollment::{Enrollment, Ownership, Terms};
use domain::id::{AccountId, CertificateId, ChallengeId, CommandId, DeviceId, EnrollmentId};
use domain::person::Person;
use domain::privilege::PrivilegeSet;
use domain::secret::TokenHash;
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use store::{Store, StoreSettings, Tx};
use testkit::Database;
use uuid::Uuid;

/// The instant at which tests write.
pub(crate) const NOW: Timestamp = Timestamp(1_795_348_800_000);

/// A store with the database that it lies in.
pub(crate) struct Opened {
    pub(crate) store: Store,
    pub(crate) database: Database,
}

/// Opens a fresh database on each engine there is.
pub(crate) async fn stores() -> Vec<Opened> {
    let mut stores = Vec::new();
    for database in testkit::databases().await {
        stores.push(Opened { store: open(&database.url).await, database });
    }
    stores
}

pub(crate) async fn open(url: &str) -> Store {
    Store::open(&StoreSettings { url: url.to_owned(), connections_max: 4 }).await.expect("the database opens")
}

impl Opened {
    pub(crate) async fn begin(&self) -> Tx {
        self.store.begin().await.expect("a transaction")
    }

    pub(crate) async fn read(&self) -> Tx {
        self.store.read().await.expect("a transaction that reads")
    }
}

/// Returns the `n`-th id made at [`NOW`]: ids begin with the milliseconds of their making.
pub(crate) fn id(n: u128) -> Uuid {
    Uuid::from_u128((NOW.0.unsigned_abs() as u128) << 80 | n)
}

/// Returns the number of such an id.
pub(crate) fn number(id: Uuid) -> u128 {
    id.as_u128() & u128::from(u64::MAX)
}

/// Returns 32 octets that differ from those of other numbers.
pub(crate) fn octets(n: u64) -> [u8; 32] {
    let mut octets = [0; 32];
    octets[..8].copy_from_slice(&n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
    octets[24..].copy_from_slice(&n.to_be_bytes());
    octets
}

pub(crate) fn token(n: u64) -> TokenHash {
    TokenHash(octets(n))
}

pub(crate) fn account(n: u128, username: &str) -> Account {
    Account {
        id: AccountId(id(n)),
        username: username.to_owned(),
        full_name: format!("{username} Example"),
        email: None,
        origin: domain::account::Origin::Local,
        access: domain::account::Access::Full,
        privilege_set: PrivilegeSet::EnrollmentOnly,
        created_at: NOW,
        disabled_at: None,
    }
}

pub(crate) fn enrollment(n: u128) -> Enrollment {
    let person = Person {
        username: "ann".into(),
        full_name: "Ann O’Hara".into(),
        email: Some("ann@example.org".into()),
        room: Some("12".into()),
        ..Person::default()
    };
    let terms = Terms {
        account_id: None,
        person,
        directory_user: None,
        ownership: Ownership::Institutional,
        site_id: None,
        invitation: None,
        questions: Default::default(),
        course: Default::default(),
    };
    Enrollment::begin(EnrollmentId(id(n)), terms, NOW, NOW.plus(HOUR))
}

/// Writes an enrollment under the link of its own number.
pub(crate) async fn insert_enrollment(tx: &mut Tx, n: u64) -> Enrollment {
    let enrollment = enrollment(u128::from(n));
    tx.insert_enrollment(&enrollment, token(n)).await.expect("a new enrollment");
    enrollment
}

pub(crate) fn device(n: u128) -> Device {
    Device {
        id: DeviceId(id(n)),
        identifier: DeviceIdentifier::Udid(format!("00008110-{n:016X}")),
        serial_number: Some(format!("F2L{n:07}")),
        name: Some(format!("Phone {n}")),
        model_name: Some("iPhone 16".into()),
        product_name: Some("iPhone17,3".into()),
        os_version: Some("18.2".into()),
        build_version: Some("22C152".into()),
        imei: None,
        is_supervised: Some(false),
        ownership: Ownership::Institutional,
        site_id: None,
        person: Person { username: format!("user{n}"), ..Person::default() },
        directory_user: None,
        person_checked_at: None,
        person_left_at: None,
        enrollment_id: None,
        created_at: NOW,
        enrolled_at: None,
        last_seen_at: None,
    }
}

pub(crate) fn certificate(n: u64, enrollment: EnrollmentId) -> Certificate {
    Certificate {
        id: CertificateId(id(u128::from(n))),
        enrollment_id: enrollment,
        fingerprint: octets(n),
        key_hash: octets(n + 1),
        serial: n.to_be_bytes().to_vec(),
        der: vec![0x30, 0x00],
        not_before: NOW,
        not_after: NOW.plus(365 * DAY),
        issued_at: NOW,
        revoked_at: None,
    }
}

pub(crate) fn challenge(n: u128, enrollment: EnrollmentId) -> Challenge {
    Challenge {
        id: ChallengeId(id(n)),
        enrollment_id: enrollment,
        created_at: NOW,
        expires_at: NOW.plus(20 * MINUTE),
        consumed_at: None,
        certificate_id: None,
        message_hash: None,
    }
}

pub(crate) fn command(n: u128, enrollment: EnrollmentId, state: CommandState) -> Command {
    Command {
        id: CommandId(id(n)),
        enrollment_id: enrollment,
        request_type: "SecurityInfo".into(),
        payload: format!("command {n}").into_bytes(),
        state,
        queued_at: NOW,
        sent_at: None,
        answered_at: None,
        not_now_count: 0,
        error: None,
    }
}

/// Writes a line of the audit trail, at the place that its id has among the test's.
pub(crate) async fn write_line(tx: &mut Tx, audit: &Audit) {
    tx.insert_audit(audit).await.expect("noted");
    write_noted(tx).await;
}

/// Writes the lines noted so far. The codes of the chain are made elsewhere, so any will do here.
pub(crate) async fn write_noted(tx: &mut Tx) {
    for line in tx.take_audit() {
        let place = i64::try_from(number(line.id)).expect("a small number");
        tx.insert_audit_line(&line, 0, place, &[7; 32]).await.expect("a line");
    }
}
