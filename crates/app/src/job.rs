//! The job runner: claims jobs and calls verbs, repairs what time has outdated, and writes coalesced facts.

use tokio::sync::watch;

use crate::App;

/// The background work of one node.
pub struct Runner {
    app: App,
}

impl App {
    /// Returns the runner of this app.
    pub fn runner(&self) -> Runner {
        Runner { app: self.clone() }
    }
}

impl Runner {
    /// Runs until `stop` turns true; finishes the job at hand and writes what is buffered first.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        todo!()
    }

    /// Runs every job that is due now and returns how many: what tests call instead of waiting.
    pub async fn run_due(&self) -> Result<u32, crate::Error> {
        todo!()
    }
}
