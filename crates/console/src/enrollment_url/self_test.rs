//! The self-test: a simulated device goes the whole way, and the page shows how far it came.

use app::App;
use axum::extract::State;
use axum::response::Response;
use domain::privilege::Privilege;
use domain::self_test::{SelfTestPart, SelfTestStep};
use web::error::PageError;
use web::page::html;

use super::show::page;
use crate::admin::{Admin, demand_privilege};

/// Where the self-test is run.
pub(crate) const PATH: &str = "/console/enrollment-url/self-test";

/// How a self-test went.
pub(super) struct Shown {
    pub(super) rows: Vec<Row>,
    pub(super) is_open: bool,
    /// How long it took, in words.
    pub(super) took: String,
}

/// One part of the way.
pub(super) struct Row {
    pub(super) title: &'static str,
    pub(super) outcome: Outcome,
}

/// What became of a part.
pub(super) enum Outcome {
    Done(String),
    Failed { fault: String, advice: &'static str },
    NotTried,
}

/// Runs the test. The answer is no redirect: the result stands nowhere else.
pub(crate) async fn post(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let steps = app.run_self_test(&caller).await?;
    html(&page(&app, &caller, Some(steps)).await?)
}

impl Shown {
    pub(super) fn new(steps: Vec<SelfTestStep>) -> Self {
        let took: u64 = steps.iter().map(|step| step.took_ms).sum();
        let is_open = steps.len() == SelfTestPart::ALL.len() && steps.iter().all(|step| step.fault.is_none());
        let mut steps = steps.into_iter();
        let row = |part: SelfTestPart| Row {
            title: part.title(),
            outcome: match steps.next() {
                Some(SelfTestStep { fault: Some(fault), .. }) => {
                    Outcome::Failed { fault, advice: part.advice() }
                }
                Some(SelfTestStep { took_ms, .. }) => Outcome::Done(format!("{took_ms} ms")),
                None => Outcome::NotTried,
            },
        };
        let rows = SelfTestPart::ALL.into_iter().map(row).collect();
        let tenths = took.div_ceil(100);
        Self { rows, is_open, took: format!("{}.{} seconds", tenths / 10, tenths % 10) }
    }
}
