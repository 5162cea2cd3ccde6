//! The codes that chain the lines of the audit log: each is computed over the one before it and over its own line, with a
//! key that lies outside the database. Whoever can only write the database cannot make one.

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use ca::sealing::SealingKeys;
use store::{AuditHead, AuditLine};
use uuid::Uuid;

/// How many chains there are. Commits of one chain take turns, so there are several; more would make cutting one off
/// harder to notice and nothing faster. Changing the number breaks what is stored.
pub(crate) const LANES: u8 = 16;
/// What stands in the place of the code before the first line of a chain.
pub(crate) const BEGINNING: [u8; 32] = [0; 32];

const PURPOSE: &str = "audit-chain";
const LINE: &[u8] = b"vestibule-audit-line-v1";
const HEAD: &[u8] = b"vestibule-audit-head-v1";
const BREAK: &[u8] = b"vestibule-audit-break-v1";

/// The keys of the chain, made from those of the key file: the first makes codes, all prove them.
pub(crate) struct ChainKeys(Vec<hmac::Key>);

impl ChainKeys {
    /// Derives the keys.
    pub(crate) fn new(sealing: &SealingKeys) -> Self {
        let keys = sealing.derive(PURPOSE);
        Self(keys.iter().map(|key| hmac::Key::new(HMAC_SHA256, key.as_slice())).collect())
    }

    /// Returns the code of a line at its place.
    pub(crate) fn line(&self, previous: &[u8], lane: u8, number: i64, line: &AuditLine) -> Vec<u8> {
        self.sign(&octets(previous, lane, number, line, line.device_id))
    }

    /// Says whether a code is that of a line at its place.
    ///
    /// The device of a line about an enrollment may have been filled in later: such a line was signed without one.
    pub(crate) fn proves_line(
        &self,
        mac: &[u8],
        previous: &[u8],
        lane: u8,
        number: i64,
        line: &AuditLine,
    ) -> bool {
        self.proves(mac, &octets(previous, lane, number, line, line.device_id))
            || (line.device_id.is_some()
                && line.enrollment_id.is_some()
                && self.proves(mac, &octets(previous, lane, number, line, None)))
    }

    /// Returns the head of a chain that ends with a line.
    pub(crate) fn head(&self, lane: u8, number: i64, mac: &[u8]) -> AuditHead {
        let seal = self.sign(&head_octets(lane.into(), number, mac));
        AuditHead { lane: lane.into(), number, mac: mac.to_vec(), seal }
    }

    /// Says whether a head is one that was written here.
    pub(crate) fn proves_head(&self, head: &AuditHead) -> bool {
        self.proves(&head.seal, &head_octets(head.lane, head.number, &head.mac))
    }

    /// Returns what stands in the place of the code before the next line once a head was found altered: no line proves
    /// itself after it, so the break shows for ever.
    pub(crate) fn broken(&self, mac: &[u8]) -> Vec<u8> {
        self.sign(&[BREAK, mac].concat())
    }

    fn sign(&self, octets: &[u8]) -> Vec<u8> {
        let key = self.0.first().expect("a key file holds a key");
        hmac::sign(key, octets).as_ref().to_vec()
    }

    fn proves(&self, mac: &[u8], octets: &[u8]) -> bool {
        self.0.iter().any(|key| hmac::verify(key, octets, mac).is_ok())
    }
}

/// Says in which chain a transaction writes whose first line has this id. Ids end in chance, so the chains fill evenly.
pub(crate) fn lane_of(id: Uuid) -> u8 {
    id.as_bytes()[15] % LANES
}

/// Writes a line and its place so that no two lines have the same octets: every part behind its length.
fn octets(previous: &[u8], lane: u8, number: i64, line: &AuditLine, device_id: Option<Uuid>) -> Vec<u8> {
    let mut octets = Vec::with_capacity(512);
    octets.extend_from_slice(LINE);
    let mut write = |part: Option<&[u8]>| {
        // A missing part is told from an empty one by a length that none has.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        octets.extend_from_slice(&length.to_be_bytes());
        octets.extend_from_slice(part.unwrap_or_default());
    };
    write(Some(previous));
    write(Some(&[lane]));
    write(Some(&number.to_be_bytes()));
    write(Some(line.id.as_bytes()));
    write(Some(&line.at.to_be_bytes()));
    for id in [&line.enrollment_id, &device_id] {
        write(id.as_ref().map(|id| id.as_bytes().as_slice()));
    }
    write(Some(line.actor.as_bytes()));
    write(Some(line.event.as_bytes()));
    for text in
        [&line.source, &line.reference, &line.changes, &line.reason, &line.kind, &line.actor_key, &line.words]
    {
        write(text.as_ref().map(String::as_bytes));
    }
    // Came later: a line that names no invitation reads as all lines did before.
    if let Some(id) = &line.invitation_id {
        write(Some(id.as_bytes()));
    }
    octets
}

fn head_octets(lane: i64, number: i64, mac: &[u8]) -> Vec<u8> {
    [HEAD, &lane.to_be_bytes(), &number.to_be_bytes(), mac].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> AuditLine {
        AuditLine {
            id: Uuid::from_u128(7),
            at: 1,
            actor: "a".into(),
            source: Some("b".into()),
            event: "c".into(),
            enrollment_id: Some(Uuid::from_u128(8)),
            invitation_id: Some(Uuid::from_u128(10)),
            device_id: None,
            reference: Some("d".into()),
            changes: Some("e".into()),
            reason: Some("f".into()),
            kind: Some("g".into()),
            actor_key: Some("h".into()),
            words: Some("i".into()),
        }
    }

    fn keys() -> ChainKeys {
        ChainKeys::new(&SealingKeys::from_octets([7; 32]))
    }

    #[test]
    fn t34_every_column_counts() {
        let (keys, line) = (keys(), line());
        let mac = keys.line(&BEGINNING, 3, 1, &line);
        let proves = |line: &AuditLine| keys.proves_line(&mac, &BEGINNING, 3, 1, line);
        assert!(proves(&line));
        let altered: [fn(&mut AuditLine); 16] = [
            |line| line.id = Uuid::from_u128(9),
            |line| line.at = 2,
            |line| line.actor = "x".into(),
            |line| line.source = None,
            |line| line.source = Some("x".into()),
            |line| line.event = "x".into(),
            |line| line.enrollment_id = None,
            |line| line.invitation_id = None,
            |line| line.reference = None,
            |line| line.changes = Some(String::new()),
            |line| line.reason = None,
            |line| line.kind = None,
            |line| line.actor_key = Some("x".into()),
            |line| line.words = Some("ii".into()),
            |line| (line.actor, line.event) = ("ac".into(), String::new()),
            |line| (line.reference, line.changes) = (None, Some("de".into())),
        ];
        for (number, alter) in altered.into_iter().enumerate() {
            let mut line = line.clone();
            alter(&mut line);
            assert!(!proves(&line), "alteration {number}");
        }
    }

    #[test]
    fn t34_place_and_predecessor_count() {
        let (keys, line) = (keys(), line());
        let mac = keys.line(&BEGINNING, 3, 1, &line);
        assert!(!keys.proves_line(&mac, &[1; 32], 3, 1, &line));
        assert!(!keys.proves_line(&mac, &BEGINNING, 4, 1, &line));
        assert!(!keys.proves_line(&mac, &BEGINNING, 3, 2, &line));
        let head = keys.head(3, 1, &mac);
        assert!(keys.proves_head(&head));
        for other in [
            AuditHead { number: 0, ..head.clone() },
            AuditHead { lane: 4, ..head.clone() },
            AuditHead { mac: BEGINNING.to_vec(), ..head.clone() },
            AuditHead { seal: mac, ..head.clone() },
            AuditHead { seal: Vec::new(), ..head },
        ] {
            assert!(!keys.proves_head(&other), "{other:?}");
        }
    }

    #[test]
    fn t34_a_device_may_come_later_to_a_line_of_an_enrollment_and_never_change() {
        let keys = keys();
        let (first, second) = (Some(Uuid::from_u128(1)), Some(Uuid::from_u128(2)));
        let proves = |mac: &[u8], line: &AuditLine| keys.proves_line(mac, &BEGINNING, 3, 1, line);
        let without = keys.line(&BEGINNING, 3, 1, &line());
        assert!(proves(&without, &AuditLine { device_id: first, ..line() }));
        let with = keys.line(&BEGINNING, 3, 1, &AuditLine { device_id: first, ..line() });
        assert!(!proves(&with, &AuditLine { device_id: second, ..line() }));
        assert!(!proves(&with, &line()));
        let nobody = AuditLine { enrollment_id: None, ..line() };
        let mac = keys.line(&BEGINNING, 3, 1, &nobody);
        assert!(!proves(&mac, &AuditLine { device_id: first, ..nobody }));
    }

    #[test]
    fn t34_the_key_is_needed_and_outlives_a_rotation() {
        let sealing = SealingKeys::from_octets([7; 32]);
        let (old, line) = (ChainKeys::new(&sealing), line());
        let mac = old.line(&BEGINNING, 3, 1, &line);
        let stranger = ChainKeys::new(&SealingKeys::from_octets([8; 32]));
        assert!(!stranger.proves_line(&mac, &BEGINNING, 3, 1, &line));
        let new = ChainKeys::new(&sealing.rotated());
        assert!(new.proves_line(&mac, &BEGINNING, 3, 1, &line));
        assert_ne!(new.line(&BEGINNING, 3, 1, &line), mac);
    }
}
