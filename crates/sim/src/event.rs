//! What can be watched while devices go their way.

use std::{sync::Arc, time::Duration};

use apple_mdm::connect::Status;

use crate::{Model, Step, StepError};

/// Something that happened to a device, which is told by its index.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are explained by their names")]
pub enum Event<'a> {
    /// It was switched on.
    Began { device: u32, model: &'static Model },
    /// It finished a step.
    Finished { device: u32, step: Step, took: Duration },
    /// It reported the result of a command.
    Answered { device: u32, request_type: &'a str, status: Status },
    /// It is enrolled; the time is from switching it on.
    Enrolled { device: u32, took: Duration },
    /// A step failed. Unless it was part of a command, which is then answered with an error, the device stops here.
    Failed { device: u32, error: &'a StepError },
}

/// Who watches. It is called in the middle of the work, so it must return soon.
pub type Observer = Arc<dyn Fn(&Event<'_>) + Send + Sync>;
