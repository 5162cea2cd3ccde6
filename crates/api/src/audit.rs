//! `GET /api/v1/audit`.

use app::{App, AuditQuery, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::audit::{AUDIT_SEARCH_CHARACTERS_MAX, AuditFilter, AuditObject, is_event_name};
use domain::time::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::page::AuditPage;
use crate::problem::Problem;
use crate::request::{Checks, Parameters};
use crate::timeline::Entry;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditParameters {
    /// Only lines from this instant on (RFC 3339).
    #[param(format = DateTime, example = "2026-03-01T00:00:00Z")]
    since: Option<String>,
    /// Only lines before this instant (RFC 3339).
    #[param(format = DateTime, example = "2026-04-01T00:00:00Z")]
    until: Option<String>,
    /// Only lines of this actor: a whole username or name of an API token, or one of `device`, `anonymous`, `operator`,
    /// `server`. Case does not matter.
    #[param(max_length = 128)]
    actor: Option<String>,
    /// Only this event, by its fixed name.
    #[param(max_length = 64, example = "account-created")]
    event: Option<String>,
    /// Only lines about this device. Not together with `enrollment_id`.
    device_id: Option<String>,
    /// Only lines about this enrollment.
    enrollment_id: Option<String>,
    /// Only lines from this address.
    #[param(example = "192.0.2.7")]
    source: Option<String>,
    /// Only lines in which actor, title, source, reference, reason or a changed field contains this text. A page looks
    /// at 20,000 lines, so it may be short or empty and yet have a `next`.
    #[param(max_length = 128)]
    search: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

impl AuditParameters {
    fn parse(&self) -> Result<AuditQuery, Problem> {
        const INSTANT: &str = "an instant such as 2026-03-01T08:30:00Z";
        let mut checks = Checks::default();
        let since = checks.read("since", self.since.as_deref(), INSTANT, instant);
        let until = checks.read("until", self.until.as_deref(), INSTANT, instant);
        let device = checks
            .read("device_id", self.device_id.as_deref(), "a device's id", |text| text.parse().ok())
            .map(AuditObject::Device);
        let expected = "an enrollment's id, and no device_id beside it";
        let enrollment = checks
            .read("enrollment_id", self.enrollment_id.as_deref(), expected, |text| {
                text.parse().ok().filter(|_| self.device_id.is_none())
            })
            .map(AuditObject::Enrollment);
        let query = AuditQuery {
            filter: AuditFilter {
                since,
                until,
                actor: checks.text("actor", self.actor.as_deref(), AUDIT_SEARCH_CHARACTERS_MAX),
                event: checks.read("event", self.event.as_deref(), "the fixed name of an event", |text| {
                    is_event_name(text).then(|| text.to_owned())
                }),
                object: device.or(enrollment),
                source: checks
                    .read("source", self.source.as_deref(), "an IP address", |text| text.parse().ok()),
                search: checks.text("search", self.search.as_deref(), AUDIT_SEARCH_CHARACTERS_MAX),
            },
            after: checks.after(self.after.as_deref()),
            limit: checks.limit(self.limit.as_deref()),
        };
        checks.finish().map(|()| query)
    }
}

fn instant(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>().ok().map(|instant| Timestamp(instant.as_millisecond()))
}

/// Lists the audit log
///
/// Everything that changed and every attempt that was refused, newest first. Scope `read`; the token's maker needs the
/// privilege to read the audit log.
#[utoipa::path(
    get,
    path = "/api/v1/audit",
    operation_id = "listAudit",
    tag = "audit",
    params(AuditParameters),
    responses((status = 200, description = "A page of the audit log", body = AuditPage))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<AuditParameters>,
) -> Result<Json<AuditPage>, Problem> {
    let query = parameters.parse()?;
    let page = app.list_audit(&caller, query).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(AuditPage::of(page, Entry::from)))
}
