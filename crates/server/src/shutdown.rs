//! One wish to stop, heard by every listener and job.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Makes the two ends of a wish to stop.
pub fn channel() -> (Trigger, Shutdown) {
    let (sender, receiver) = watch::channel(false);
    (Trigger(sender), Shutdown(receiver))
}

/// The end that wishes; dropped, it wishes too.
#[derive(Debug)]
pub struct Trigger(watch::Sender<bool>);

impl Trigger {
    /// Asks everyone to stop. Asking twice changes nothing.
    pub fn fire(&self) {
        self.0.send_replace(true);
    }
}

impl Drop for Trigger {
    fn drop(&mut self) {
        self.fire();
    }
}

/// The end that hears; clone it for each task.
#[derive(Debug, Clone)]
pub struct Shutdown(watch::Receiver<bool>);

impl Shutdown {
    /// Waits until a stop is wished for.
    pub async fn requested(&mut self) {
        // An error means that the trigger is gone, and with it the program that held it.
        _ = self.0.wait_for(|requested| *requested).await;
    }

    /// Returns the wish as a value that turns true.
    pub fn into_watch(self) -> watch::Receiver<bool> {
        self.0
    }
}

/// Waits for SIGINT or SIGTERM and returns its name.
pub async fn signalled() -> std::io::Result<&'static str> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(tokio::select! {
        _ = interrupt.recv() => "SIGINT",
        _ = terminate.recv() => "SIGTERM",
    })
}
