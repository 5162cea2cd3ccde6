//! Moves devices to another site: those selected in the list after a look at what would happen, or one from its page.

use app::{App, Caller, DeviceMove, Error, Fault};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::{DeviceId, SiteId};
use domain::privilege::Privilege;
use domain::site::Site;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see_made};

use crate::admin::{Admin, demand_privilege};
use crate::count::counted;
use crate::device::filter::{Address, View};
use crate::device::list;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;
use crate::site::{Choice, NO_SITE};

/// Where selected devices are moved.
pub(crate) const PATH: &str = "/console/devices/move";

#[derive(Template)]
#[template(path = "device/move.html")]
struct Page {
    frame: Frame,
    title: String,
    from: Vec<(String, String)>,
    to: String,
    staying: Option<String>,
    /// What the form sends again, once it is said yes to.
    fields: Vec<(String, String)>,
    button: Option<String>,
    back: String,
}

/// Asks whether the selected devices are to move, and moves them once that has been answered.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::UpdateDevices)?;
    let ids = fields.iter().filter(|(name, _)| name == "device").map(|(_, id)| id.parse());
    let ids: Vec<DeviceId> = ids.collect::<Result<_, _>>().map_err(|_| Error::NotFound)?;
    let of = |name: &str| fields.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value.as_str());
    let to = target(of("to"))?;
    let view = View::from(Address::from_form(&fields));
    if of("sure") == "yes" {
        let moved = app.move_devices(&caller, &ids, to).await?;
        return Ok(see_made(&moved_path(&view, moved)));
    }
    let plan = app.plan_move(&caller, &ids, to).await?;
    html(&page(&app, &caller, plan, &view, fields))
}

fn page(
    app: &App,
    caller: &Caller,
    plan: DeviceMove,
    view: &View,
    mut fields: Vec<(String, String)>,
) -> Page {
    let moving = plan.moving();
    let name = |site: Option<Site>| site.map_or_else(|| NO_SITE.to_owned(), |site| site.name);
    let devices = |count| counted(count, "device", "devices");
    fields.push(("sure".to_owned(), "yes".to_owned()));
    let to = name(plan.to);
    Page {
        frame: Frame::new(app, caller, Section::SearchInventory),
        title: match moving {
            0 => "Nothing to move".to_owned(),
            count => format!("Move {} to {to}", devices(count)),
        },
        from: plan.from.into_iter().map(|(site, count)| (name(site), devices(count))).collect(),
        to,
        staying: (plan.staying > 0).then(|| devices(plan.staying)),
        fields,
        button: (moving > 0).then(|| format!("Move {}", devices(moving))),
        back: view.link(list::PATH),
    }
}

/// Returns the address of the list that says how many have moved.
fn moved_path(view: &View, moved: u64) -> String {
    let path = view.link(list::PATH);
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}moved={moved}")
}

/// What was chosen on a device's page.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    to: String,
}

/// Moves one device from its page.
pub(crate) async fn post_one(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::UpdateDevices)?;
    let id: DeviceId = id.parse().map_err(|_| Error::NotFound)?;
    app.move_devices(&caller, &[id], target(&typed.to)?).await?;
    Ok(see_made(&link(&super::path(id), &[("done", "moved")])))
}

fn target(value: &str) -> Result<Option<SiteId>, Error> {
    let unsaid = || Error::Invalid(vec![Fault::new("to", "Choose the site to move to.")]);
    Choice::read(value).ok_or_else(unsaid)
}
