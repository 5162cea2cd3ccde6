//! The page of one device.

use app::{App, Error, TimelineOf};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::built_in_person::BUILT_IN_DIRECTORY_ID;
use domain::device::Device;
use domain::enrollment::Enrollment;
use domain::id::DeviceId;
use domain::inventory::InstalledProfile;
use domain::page::Cursor;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see_made};
use web::time::Moment;

use crate::admin::Admin;
use crate::badge::Badge;
use crate::device::section::{
    AppRow, CertificateRow, CommandRow, Section, Told, general, os, security, user_and_location,
};
use crate::device::{assign, list};
use crate::enrollment;
use crate::fact::Fact;
use crate::frame::{self, Frame};
use crate::icon::Icon;
use crate::invitation;
use crate::paging::{Paging, ROWS, link};
use crate::site::{Choice, NO_SITE};
use crate::timeline::Entry;

/// How much of the history stands beside the other sections.
const GLIMPSE: u32 = 12;

#[derive(Template)]
#[template(path = "device/show.html")]
struct Page {
    frame: Frame,
    path: String,
    title: String,
    subtitle: Vec<String>,
    state: Badge,
    last_seen: Option<Moment>,
    person: String,
    enrollment: Option<String>,
    may_update: bool,
    is_update_queued: bool,
    has_moved: bool,
    /// The device's site, where there are sites.
    site: Option<String>,
    /// Where it may be moved.
    targets: Vec<Choice>,
    other_person: Option<OtherPerson>,
    /// Since when the person's directory does not know them any more.
    left: Option<Moment>,
    may_assign: bool,
    /// Whether there is a directory to ask.
    may_refresh: bool,
    done: Option<&'static str>,
    section: Section,
    tabs: Vec<Tab>,
    facts: Vec<Fact>,
    reported: Option<Moment>,
    certificates: Vec<CertificateRow>,
    profiles: Vec<InstalledProfile>,
    apps: Vec<AppRow>,
    apps_in_all: usize,
    searched: String,
    commands: Vec<CommandRow>,
    entries: Vec<Entry>,
    paging: Paging,
}

/// Somebody who enrolled the device while it was managed for another person.
struct OtherPerson {
    name: String,
    may_assign: bool,
}

/// A tab: a link, so that it works without script.
struct Tab {
    title: &'static str,
    href: String,
    count: Option<usize>,
    is_current: bool,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    section: String,
    q: String,
    after: String,
    done: String,
}

/// Shows the device.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let id: DeviceId = id.parse().map_err(|_| Error::NotFound)?;
    let mut detail = app.show_device(&caller, id).await?;
    let now = app.now();
    let section = Section::parse(&address.section).unwrap_or_default();
    let (after, rows) = match section {
        Section::History => (Cursor::decode(&address.after), ROWS),
        _ => (None, GLIMPSE),
    };
    let is_first = after.is_none();
    let timeline = app.list_timeline(&caller, TimelineOf::Device(id), after, rows).await?;
    let path = super::path(id);
    let paging =
        Paging::new(&path, &[("section", Section::History.name())], is_first, timeline.next.as_ref());
    let site_id = detail.device.site_id;
    let site = (!caller.sites().is_empty())
        .then(|| site_id.map_or(NO_SITE, |id| caller.site_name(id).unwrap_or_default()).to_owned());
    let directory = assign::directory_of(&app, &caller, &detail.device).await?;
    let mut told = Told::from(std::mem::take(&mut detail.inventory));
    let facts = match section {
        Section::General => {
            let invited = detail.enrollment.as_ref().and_then(|enrollment| enrollment.invitation);
            let through = invitation::through(&app, &caller, invited).await?;
            general(&detail, &told, site.as_deref(), now).with("Invitation", through)
        }
        Section::UserAndLocation => user_and_location(&detail.device, directory.as_deref(), now),
        Section::Security => security(&told),
        _ => Default::default(),
    };
    let tabs = tabs(&path, section, &told, detail.commands.len());
    let reported_at = match section {
        Section::General => told.information.as_ref().map(|(at, _)| *at),
        Section::Security => told.security.as_ref().map(|(at, _)| *at),
        Section::Certificates => told.certificates.as_ref().map(|(at, _)| *at),
        Section::Profiles => told.profiles.as_ref().map(|(at, _)| *at),
        Section::Apps => told.apps.as_ref().map(|(at, _)| *at),
        Section::UserAndLocation | Section::Commands | Section::History => None,
    };
    let searched = address.q.trim().to_owned();
    let mut apps: Vec<_> =
        told.apps.take().map(|(_, apps)| apps).unwrap_or_default().into_iter().map(AppRow::new).collect();
    let apps_in_all = apps.len();
    apps.retain(|app| app.matches(&searched.to_lowercase()));
    apps.sort_by_key(|app| app.name.to_lowercase());
    let device = detail.device;
    let may_assign = caller.holds_at(Privilege::AssignUsers, site_id);
    let enrolled = detail.enrollment.as_ref().filter(|enrollment| is_for_another(enrollment, &device));
    let other_person =
        enrolled.map(|enrollment| OtherPerson { name: enrollment.person.full_name.clone(), may_assign });
    let left = device.person_left_at.map(|at| Moment { at, now });
    html(&Page {
        other_person,
        left,
        may_assign,
        may_refresh: may_assign && is_of_ldap(&device),
        done: match address.done.as_str() {
            "assigned" => Some("Assigned. The device record says so from now on."),
            "refreshed" => Some("The directory was asked. What it says stands below."),
            "left" => Some("The directory was asked, and does not know this person any more."),
            _ => None,
        },
        frame: Frame::new(&app, &caller, frame::Section::SearchInventory),
        title: device.title(),
        last_seen: super::last_seen(&device).map(|at| Moment { at, now }),
        subtitle: [device.model_name.clone(), os(&device), device.serial_number.clone()]
            .into_iter()
            .flatten()
            .collect(),
        state: Badge::managed(device.is_managed()),
        may_update: device.is_managed() && caller.holds(Privilege::SendCommands),
        person: match device.person.full_name.is_empty() {
            true => device.person.username,
            false => device.person.full_name,
        },
        enrollment: detail.enrollment.map(|enrollment| enrollment::path(enrollment.id)),
        is_update_queued: address.done == "update",
        has_moved: address.done == "moved",
        targets: match section {
            Section::General if caller.holds_at(Privilege::UpdateDevices, site_id) => {
                list::targets(&caller, &Choice::value_of(site_id))
            }
            _ => Vec::new(),
        },
        site,
        facts: facts.0,
        reported: reported_at.map(|at| Moment { at, now }),
        certificates: told
            .certificates
            .take()
            .map(|(_, all)| all)
            .unwrap_or_default()
            .into_iter()
            .map(|one| CertificateRow::new(one, now))
            .collect(),
        profiles: told.profiles.take().map(|(_, all)| all).unwrap_or_default(),
        commands: detail.commands.into_iter().map(|command| CommandRow::new(command, now)).collect(),
        entries: timeline.rows.into_iter().map(|audit| Entry::new(audit, now)).collect(),
        path,
        section,
        tabs,
        apps,
        apps_in_all,
        searched,
        paging,
    })
}

/// Says whether an enrollment was for somebody else than the device is assigned to: told by who they are, not by what is
/// known of them, which their directory may have changed since.
fn is_for_another(enrollment: &Enrollment, device: &Device) -> bool {
    match (&enrollment.directory_user, &device.directory_user) {
        (None, None) => enrollment.person.username != device.person.username,
        (enrolled, assigned) => enrolled != assigned,
    }
}

/// Says whether the device's person is known to a directory that can be asked.
fn is_of_ldap(device: &Device) -> bool {
    device.directory_user.as_ref().is_some_and(|user| user.directory_id != BUILT_IN_DIRECTORY_ID)
}

fn tabs(path: &str, current: Section, told: &Told, commands: usize) -> Vec<Tab> {
    let count = |section| match section {
        Section::Certificates => told.certificates.as_ref().map(|(_, all)| all.len()),
        Section::Profiles => told.profiles.as_ref().map(|(_, all)| all.len()),
        Section::Apps => told.apps.as_ref().map(|(_, all)| all.len()),
        Section::Commands => Some(commands),
        _ => None,
    };
    let tab = |section: Section| Tab {
        title: section.title(),
        href: link(path, &[("section", if section == Section::General { "" } else { section.name() })]),
        count: count(section).filter(|count| *count > 0),
        is_current: section == current,
    };
    Section::ALL.into_iter().map(tab).collect()
}

/// Asks the device for its inventory anew.
pub(crate) async fn update_inventory(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DeviceId = id.parse().map_err(|_| Error::NotFound)?;
    app.refresh_inventory(&caller, id).await?;
    Ok(see_made(&link(&super::path(id), &[("done", "update")])))
}
