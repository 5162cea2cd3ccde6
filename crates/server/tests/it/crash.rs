//! The program is killed in the middle of a crowd; what it has said, it has kept.

use crate::installation::{PASSWORD, PERSON, databases, enrollments, keys};
use crate::program::Program;
use server::wiring;
use sim::{Device, Event, Network, Observer};
use std::collections::HashMap;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

const DEVICES: u32 = 40;
/// The program is killed when so many are enrolled.
const KILLED_AT: u32 = 12;

#[tokio::test(flavor = "multi_thread")]
async fn after_a_kill_every_device_goes_on_or_starts_again_and_none_is_half_made() {
    for database in databases().await {
        let program = Program::install(database).await;
        let first = program.serve().await;
        let (restarted, heard) = watch::channel(false);
        let (enrolled, enough) = (Arc::new(AtomicU32::new(0)), Arc::new(Notify::new()));
        let mut devices = JoinSet::new();
        for index in 0..DEVICES {
            let (count, enough) = (Arc::clone(&enrolled), Arc::clone(&enough));
            let watching = Arc::new(move |event: &Event<'_>| {
                let is_enrolled = matches!(event, Event::Enrolled { .. });
                if is_enrolled && count.fetch_add(1, Ordering::SeqCst) + 1 == KILLED_AT {
                    enough.notify_one();
                }
            });
            let phone = Phone { index, network: program.network(), enroll_url: program.enroll_url() };
            devices.spawn(phone.go_on(watching, heard.clone()));
        }
        enough.notified().await;
        first.kill();
        let second = program.serve().await;
        restarted.send_replace(true);
        let mut started_again = 0;
        while let Some(device) = devices.join_next().await {
            started_again += u32::from(device.unwrap());
        }
        assert!(started_again > 0, "the kill came too late to disturb anyone");
        drop(second);

        let app = wiring::start_for_operator(&program.config).await.unwrap();
        let mut live_of_device = HashMap::new();
        for enrollment in enrollments(&app).await {
            if enrollment.ended_at.is_some() {
                continue;
            }
            let Some(device) = enrollment.device_id else {
                // Begun at the portal and left behind: it runs out by itself.
                assert!(
                    enrollment.authenticated_at.is_none() && enrollment.enrolled_at.is_none(),
                    "{enrollment:?}"
                );
                continue;
            };
            assert!(enrollment.enrolled_at.is_some(), "half made: {enrollment:?}");
            *live_of_device.entry(device.to_string()).or_insert(0) += 1;
        }
        assert_eq!(live_of_device.len(), DEVICES as usize, "{live_of_device:?}");
        assert!(live_of_device.values().all(|live| *live == 1), "{live_of_device:?}");
        app.close().await.unwrap();
    }
}

struct Phone {
    index: u32,
    network: Network,
    enroll_url: String,
}

impl Phone {
    /// Enrolls; if that fails, starts again once the server is back. One that was enrolled goes on where it was.
    /// Returns whether it started again.
    async fn go_on(self, watching: Observer, mut restarted: watch::Receiver<bool>) -> bool {
        let mut device = self.device().watched_by(watching);
        let failed = device.enroll(&self.enroll_url, PERSON, PASSWORD).await.is_err();
        restarted.wait_for(|restarted| *restarted).await.unwrap();
        if failed {
            // The same phone with a new tab: in the old one its person would still be logged in.
            device = self.device();
            device.enroll(&self.enroll_url, PERSON, PASSWORD).await.unwrap();
        }
        device.poll().await.unwrap();
        failed
    }

    fn device(&self) -> Device {
        Device::new(23, self.index, &self.network).unwrap().with_keys(keys())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_termination_signal_ends_the_program_in_order() {
    let program = Program::install(None).await;
    let running = program.serve().await;
    let mut device = Device::new(29, 0, &program.network()).unwrap().with_keys(keys());
    device.enroll(&program.enroll_url(), PERSON, PASSWORD).await.unwrap();
    let told = Command::new("kill").args(["-TERM", &running.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert!(running.ended().await, "{}", program.log());
    assert!(!program.config.data.folder.join("vestibule.db-wal").exists(), "the database was closed");
}
