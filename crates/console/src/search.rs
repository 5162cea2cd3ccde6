//! The search box: a reference code leads to what it stands for, any other text to the invitations that
//! are called so, or to the devices that match it.

use app::{App, Caller, DeviceQuery};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::audit::Audit;
use domain::device::DeviceFilter;
use domain::reference::Reference;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see_made};

use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::timeline::Entry;
use crate::{device, enrollment, invitation, paging};

#[derive(Template)]
#[template(path = "reference.html")]
struct Page {
    frame: Frame,
    reference: Reference,
    entry: Entry,
}

/// What was typed.
#[derive(Deserialize, Default)]
pub(crate) struct Typed {
    #[serde(default)]
    q: String,
}

/// Returns where a text leads that is no reference code: to an invitation or their list if any is called so and no device
/// is, else to the devices, whose list names the invitations too.
async fn elsewhere(app: &App, caller: &Caller, text: &str) -> Result<String, PageError> {
    let devices = paging::link("/console/devices", &[("q", text)]);
    if text.is_empty() {
        return Ok(devices);
    }
    let called = invitation::called_so(app, caller, text).await?;
    let Some(first) = called.first() else { return Ok(devices) };
    let filter = DeviceFilter { search: Some(text.to_owned()), ..DeviceFilter::default() };
    let query = DeviceQuery { filter, limit: 1, ..DeviceQuery::default() };
    if !app.list_devices(caller, query).await?.rows.is_empty() {
        return Ok(devices);
    }
    Ok(match called.len() {
        1 => invitation::path(*first),
        _ => paging::link(invitation::PATH, &[("q", text)]),
    })
}

/// Leads on.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(typed): Query<Typed>,
) -> Result<Response, PageError> {
    let found = match Reference::parse(&typed.q) {
        Some(reference) => app.find_by_reference(&caller, &reference).await?.map(|audit| (reference, audit)),
        None => None,
    };
    match found {
        Some((_, Audit { enrollment_id: Some(id), .. })) => Ok(see_made(&enrollment::path(id))),
        Some((_, Audit { device_id: Some(id), .. })) => Ok(see_made(&device::path(id))),
        Some((reference, audit)) => {
            let mut frame = Frame::new(&app, &caller, Section::Elsewhere);
            frame.searched = reference.to_string();
            html(&Page { frame, reference, entry: Entry::new(audit, app.now()) })
        }
        None => Ok(see_made(&elsewhere(&app, &caller, typed.q.trim()).await?)),
    }
}
