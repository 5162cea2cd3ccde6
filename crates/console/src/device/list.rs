//! Search Inventory: the list of devices.

use app::{App, Caller, MOVED_DEVICES_MAX, Places};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::device::{Device, DeviceSort};
use domain::id::DeviceId;
use domain::privilege::Privilege;
use domain::time::Timestamp;
use web::error::PageError;
use web::page::html;
use web::time::Moment;

use crate::admin::Admin;
use crate::badge::Badge;
use crate::count::counted;
use crate::device::filter::{Address, Chip, MODELS, View};
use crate::device::move_to;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::invitation;
use crate::paging::{Paging, ROWS, link};
use crate::site::{Choice, NO_SITE};

/// Where the list is.
pub(crate) const PATH: &str = "/console/devices";

#[derive(Template)]
#[template(path = "device/list.html")]
struct Page {
    frame: Frame,
    view: View,
    places: Places,
    columns: Vec<Column>,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    paging: Paging,
    csv: String,
    empty: Empty,
    /// The parts of the address that a form carries along.
    carried: Vec<(&'static str, String)>,
    /// Where selected devices may be moved; none for somebody who may not move any.
    targets: Vec<Choice>,
    has_sites: bool,
    moved: Option<String>,
    /// Invitations that are called what is searched: how many, and where.
    invitations: Option<(String, String)>,
    enroll_url: String,
    enroll_qr: String,
}

/// Why a list shows nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Empty {
    /// It shows something.
    No,
    /// Nothing matches the filters.
    NoMatch,
    /// There is no device at all.
    NoDevice,
}

/// A column's head.
struct Column {
    title: &'static str,
    /// Narrow screens leave some columns out.
    class: &'static str,
    /// The address of this order, for columns that can be sorted by.
    sort: Option<String>,
    /// The order in force, in the words of `aria-sort`.
    order: Option<&'static str>,
}

/// One device.
struct Row {
    id: DeviceId,
    site: String,
    path: String,
    title: String,
    serial_number: String,
    model: String,
    os: String,
    full_name: String,
    username: String,
    state: Badge,
    last_seen: Option<Moment>,
    enrolled: Option<Moment>,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let moved = address.moved.parse().ok().filter(|count| *count <= MOVED_DEVICES_MAX as u64);
    let places = app.list_places(&caller).await?;
    let view = View::from(address).within(&places);
    let page = app.list_devices(&caller, view.query(ROWS)).await?;
    let chips = view.chips();
    let empty = match (page.rows.is_empty(), chips.is_empty() && view.after.is_none()) {
        (false, _) => Empty::No,
        (true, false) => Empty::NoMatch,
        (true, true) => Empty::NoDevice,
    };
    let os = view.os_major.map(|major| major.to_string()).unwrap_or_default();
    let has_sites = caller.site_id().is_none() && !caller.sites().is_empty();
    let mut frame = Frame::new(&app, &caller, Section::SearchInventory);
    frame.searched.clone_from(&view.search);
    let called = match view.search.is_empty() || view.after.is_some() {
        true => 0,
        false => invitation::called_so(&app, &caller, &view.search).await?.len(),
    };
    let enroll_url = app.settings().enroll_url();
    html(&Page {
        paging: Paging::new(PATH, &view.pairs(&os), view.after.is_none(), page.next.as_ref()),
        columns: columns(&view, has_sites),
        carried: view.pairs(&os).map(|(name, value)| (name, value.to_owned())).to_vec(),
        targets: targets(&caller, ""),
        has_sites,
        invitations: (called > 0).then(|| {
            let words = counted(called as u64, "enrollment invitation is", "enrollment invitations are");
            (words, link(invitation::PATH, &[("q", &view.search)]))
        }),
        moved: moved.map(|count| format!("{} moved.", counted(count, "device", "devices"))),
        csv: view.link("/console/devices.csv"),
        rows: page.rows.into_iter().map(|device| Row::new(device, &caller, app.now())).collect(),
        enroll_qr: web::qr::svg(&enroll_url, "QR code of the enrollment URL"),
        enroll_url,
        frame,
        view,
        places,
        chips,
        empty,
    })
}

/// Lists where somebody may move devices; nothing when there is only one place.
pub(crate) fn targets(caller: &Caller, chosen: &str) -> Vec<Choice> {
    let may = |site_id| caller.holds_at(Privilege::UpdateDevices, site_id);
    let sites = caller.sites().iter().filter(|site| may(Some(site.id)));
    let mut targets: Vec<_> = sites.map(|site| Choice::new(Some(site), chosen)).collect();
    if may(None) {
        targets.push(Choice::new(None, chosen));
    }
    if targets.len() > 1 { targets } else { Vec::new() }
}

fn columns(view: &View, has_sites: bool) -> Vec<Column> {
    let column = |title, class, sort: Option<(DeviceSort, &'static str)>| Column {
        title,
        class,
        sort: sort.map(|(sort, _)| view.sorted(sort)),
        order: sort.filter(|(sort, _)| *sort == view.sort).map(|(_, order)| order),
    };
    let mut columns = vec![
        column("Name", "", Some((DeviceSort::Name, "ascending"))),
        column("Serial number", "aside later", Some((DeviceSort::SerialNumber, "ascending"))),
        column("OS", "aside", Some((DeviceSort::OsVersion, "descending"))),
        column("Person", "aside", Some((DeviceSort::Username, "ascending"))),
        column("State", "", None),
        column("Last seen", "aside", Some((DeviceSort::LastSeen, "descending"))),
        column("Enrolled", "aside later", Some((DeviceSort::Enrolled, "descending"))),
    ];
    if has_sites {
        columns.insert(4, column("Site", "aside later", None));
    }
    columns
}

impl Row {
    fn new(device: Device, caller: &Caller, now: Timestamp) -> Self {
        let site = device.site_id.map(|id| caller.site_name(id).unwrap_or_default());
        Self {
            id: device.id,
            site: site.unwrap_or(NO_SITE).to_owned(),
            path: super::path(device.id),
            title: device.title(),
            state: Badge::managed(device.is_managed()),
            last_seen: super::last_seen(&device).map(|at| Moment { at, now }),
            serial_number: device.serial_number.unwrap_or_default(),
            model: device.model_name.or(device.product_name).unwrap_or_default(),
            os: device.os_version.unwrap_or_default(),
            full_name: device.person.full_name,
            username: device.person.username,
            enrolled: device.enrolled_at.map(|at| Moment { at, now }),
        }
    }
}
