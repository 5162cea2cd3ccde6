//! What stands in the database, and what must hold there at every moment.

use scep::certificate::sha256;

use super::World;

impl World {
    pub(super) async fn channel_of(&self, life: usize) -> Option<[u8; 32]> {
        let mut tx = self.test.store.read().await.expect("a read");
        let channel = tx.find_channel(self.lives[life].id).await.expect("a look");
        channel.map(|channel| channel.token_digest)
    }

    /// Writes down every row that an enrollment has, but for the note of a refusal.
    pub(super) async fn rows(&self) -> String {
        let mut tx = self.test.store.read().await.expect("a read");
        let mut rows = String::new();
        for life in &self.lives {
            let mut enrollment = tx.find_enrollment(life.id).await.expect("a look").expect("a row");
            enrollment.stop = None;
            let channel = tx.find_channel(life.id).await.expect("a look");
            let commands = tx.list_commands(life.id, 1_000).await.expect("a look");
            let device = match enrollment.device_id {
                Some(id) => tx.find_device(id).await.expect("a look"),
                None => None,
            };
            rows += &format!("{enrollment:?} {channel:?} {commands:?} {device:?}\n");
        }
        for identity in &self.identities {
            let fingerprint = sha256(&identity.phone.certificate);
            rows +=
                &format!("{:?}\n", tx.find_certificate_by_fingerprint(&fingerprint).await.expect("a look"));
        }
        rows
    }

    /// What holds at every moment.
    pub(super) async fn check(&self) {
        let mut tx = self.test.store.read().await.expect("a read");
        let story = &self.story;
        for (index, life) in self.lives.iter().enumerate() {
            let row = tx.find_enrollment(life.id).await.expect("a look").expect("a row");
            let facts = (row.authenticated_at.is_some(), row.enrolled_at.is_some(), row.ended_at.is_some());
            let model = (life.is_authenticated, life.is_enrolled, life.is_ended);
            assert_eq!(facts, model, "life {index} {story:#?}");
            let channel = tx.find_channel(life.id).await.expect("a look");
            assert_eq!(
                channel.is_some(),
                life.is_managing(),
                "life {index}: enrolled means reachable {story:#?}"
            );
            let open = tx.list_open_commands(life.id).await.expect("a look");
            assert!(open.is_empty() || life.is_managing(), "life {index} has work left {story:#?}");
            let Some(device) = row.device_id else { continue };
            let device = tx.find_device(device).await.expect("a look").expect("a row");
            let present = self.lives.iter().filter(|other| other.device == life.device && other.is_bound());
            let present: Vec<_> = present.collect();
            assert!(present.len() <= 1, "two enrollments manage device {} {story:#?}", life.device);
            let is_managed = present.iter().any(|life| life.is_managing());
            assert_eq!(device.is_managed(), is_managed, "device {} {story:#?}", life.device);
            assert_eq!(device.enrollment_id, present.first().map(|life| life.id), "{story:#?}");
            assert_eq!(Some(device.person.username.as_str()), self.persons[life.device], "{story:#?}");
        }
        for (index, identity) in self.identities.iter().enumerate() {
            let fingerprint = sha256(&identity.phone.certificate);
            let row = tx.find_certificate_by_fingerprint(&fingerprint).await.expect("a look").expect("a row");
            assert_eq!(row.revoked_at.is_some(), identity.is_revoked, "identity {index} {story:#?}");
            assert_eq!(row.enrollment_id, self.lives[identity.life].id, "identity {index} {story:#?}");
        }
    }
}
