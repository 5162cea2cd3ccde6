//! Devices, networks and thieves in any order: random sequences of everything that can happen to an enrollment, each
//! step compared with a small model that says what must be accepted, and what must hold afterwards (T58, T47, T52, T56).

mod delivery;
mod events;
mod model;
mod rows;

use std::collections::{BTreeMap, HashMap};

use apple_mdm::command::Command;
use domain::id::EnrollmentId;
use domain::privilege::PrivilegeSet;
use domain::time::Timestamp;
use testkit::{Phone, TestApp};

/// How many events a sequence has.
const EVENTS: usize = 90;
/// How far the clock goes in one sequence: not past the authority's own life.
const DAYS_MAX: i64 = 3_000;
const PEOPLE: [&str; 2] = ["ann", "bob"];

#[tokio::test]
async fn t58_any_order_of_events_keeps_renewal_and_enrollment_apart() {
    let mut told = BTreeMap::new();
    for seed in 1..=8 {
        for test in TestApp::on_each_engine().await {
            let mut world = World::new(test, seed).await;
            for _ in 0..EVENTS {
                world.happen().await;
                world.check().await;
            }
            for (outcome, count) in world.told {
                *told.entry(outcome).or_insert(0) += count;
            }
        }
    }
    // The sequences must go everywhere: each kind of message accepted at times, and refused at times.
    for kind in ["profile", "certificate", "authenticate", "token-update", "check-out", "report", "renewal"] {
        for is_accepted in [true, false] {
            assert!(told.get(&(kind, is_accepted)).is_some_and(|count| *count > 2), "{kind}: {told:?}");
        }
    }
}

/// An enrollment as the model sees it.
struct Life {
    id: EnrollmentId,
    device: usize,
    person: &'static str,
    url: String,
    phone: Phone,
    expires_at: Timestamp,
    challenges: Vec<Token>,
    issued_at: Vec<Timestamp>,
    magics: Vec<String>,
    is_authenticated: bool,
    is_enrolled: bool,
    is_ended: bool,
}

/// A challenge.
struct Token {
    text: String,
    expires_at: Timestamp,
    is_gone: bool,
    /// The message that consumed it and the identity it bought.
    bought: Option<(Vec<u8>, usize)>,
}

/// A certificate with its key, in the hands of a device or of whoever copied it.
struct Identity {
    phone: Phone,
    life: usize,
    not_after: Timestamp,
    is_revoked: bool,
    waiting: Option<(String, Command)>,
}

/// A message on the wire, kept to be sent again.
#[derive(Clone)]
enum Sent {
    CheckIn { identity: usize, body: Vec<u8>, signature: String },
    Report { identity: usize, body: Vec<u8>, signature: String },
    Request { life: usize, challenge: usize, message: Vec<u8> },
    Renewal { identity: usize, key: usize, message: Vec<u8> },
}

struct World {
    test: TestApp,
    random: u64,
    lives: Vec<Life>,
    identities: Vec<Identity>,
    sent: Vec<Sent>,
    /// To whom each device is assigned.
    persons: [Option<&'static str>; 2],
    /// To whose life a command was first delivered.
    owners: HashMap<String, usize>,
    told: BTreeMap<(&'static str, bool), u32>,
    story: Vec<String>,
}

impl World {
    async fn new(test: TestApp, seed: u64) -> Self {
        for person in PEOPLE {
            test.account(person, PrivilegeSet::EnrollmentOnly).await;
        }
        let story = vec![format!("seed {seed}")];
        Self {
            test,
            random: seed,
            lives: Vec::new(),
            identities: Vec::new(),
            sent: Vec::new(),
            persons: [None; 2],
            owners: HashMap::new(),
            told: BTreeMap::new(),
            story,
        }
    }

    /// Draws a number below a limit, the same for the same seed.
    fn below(&mut self, limit: usize) -> usize {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("below a usize")
    }

    /// Draws one of so many, mostly one of the newest.
    fn newest(&mut self, count: usize) -> Option<usize> {
        if count == 0 {
            return None;
        }
        let back = if self.below(3) == 0 { self.below(count) } else { self.below(count.min(2)) };
        Some(count - 1 - back)
    }

    fn note(&mut self, kind: &'static str, is_accepted: bool, what: &str) {
        *self.told.entry((kind, is_accepted)).or_insert(0) += 1;
        self.story.push(format!("{kind} {what}: {is_accepted}"));
    }
}
