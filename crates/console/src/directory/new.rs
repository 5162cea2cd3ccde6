//! The assistant that sets a directory up: the connection, tried step by step; people and groups, looked up; the name.
//!
//! What is filled in is kept between the pages as a draft on the server, so that no page carries the password.

use app::{App, Caller, DraftedDirectory, Error};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use domain::directory::{LdapSettings, Preset};
use domain::id::UploadId;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};

use super::field::{Drawing, Part};
use super::look::{Found, NAMES};
use super::probe::Tried;
use super::typed::Typed;
use crate::admin::{Admin, demand_privilege};
use crate::field::{Choice, Field, Kind};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

/// Where the assistant begins.
pub(crate) const PATH: &str = "/console/settings/directories/new";

#[derive(Template)]
#[template(path = "directory/connection.html")]
struct ConnectionPage {
    frame: Frame,
    action: String,
    /// Where the next step is, once there is a draft.
    next: Option<String>,
    presets: Vec<Choice>,
    securities: Vec<Choice>,
    hosts: Field,
    bind_name: Field,
    base: Field,
    secrets: Secrets,
    tried: Option<Tried>,
    faults: Faults,
}

/// What is known of the secrets and certificates of a connection: never what they are.
pub(super) struct Secrets {
    pub(super) has_bind_password: bool,
    pub(super) has_client_identity: bool,
    pub(super) roots: usize,
}

#[derive(Template)]
#[template(path = "directory/look.html")]
struct LookPage {
    frame: Frame,
    action: String,
    back: String,
    next: String,
    names: Names,
    parts: Vec<Part>,
    found: Option<Found>,
    /// Why nothing could be looked up.
    failure: Option<String>,
    faults: Faults,
}

/// The names that are looked up.
struct Names {
    people: Vec<String>,
    groups: Vec<String>,
}

#[derive(Template)]
#[template(path = "directory/review.html")]
struct ReviewPage {
    frame: Frame,
    action: String,
    back: String,
    name: Field,
    told: Vec<(&'static str, String)>,
    is_plain: bool,
    faults: Faults,
}

/// Shows the first step, empty.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let mut typed = Typed::of("", "", &Preset::OpenLdap.settings(Vec::new(), ""));
    typed.choose_no_preset();
    html(&connection_page(&app, &caller, None, &typed, None, Faults::default()))
}

/// Keeps the first step in a new draft, and tries the connection.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    // Before anything is read: nobody else sends files here.
    demand_privilege(&caller, Privilege::ManageDirectories)?;
    let typed = Typed::read(request).await?;
    try_connection(&app, &caller, None, typed).await
}

/// Shows the first step of a draft.
pub(crate) async fn get_connection(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let draft = draft(&app, &caller, &id).await?;
    let typed = Typed::of(&draft.name, &draft.base, &draft.settings);
    html(&connection_page(&app, &caller, Some(&draft), &typed, None, Faults::default()))
}

/// Keeps the first step of a draft, and tries the connection.
pub(crate) async fn post_connection(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    let draft = draft(&app, &caller, &id).await?;
    let typed = Typed::read(request).await?;
    try_connection(&app, &caller, Some(draft), typed).await
}

async fn try_connection(
    app: &App,
    caller: &Caller,
    former: Option<DraftedDirectory>,
    typed: Typed,
) -> Result<Response, PageError> {
    let id = former.as_ref().map(|former| former.id);
    let kept = match typed.draft(app, usual_settings(&typed, former.as_ref())) {
        Ok(draft) => app.keep_directory_draft(caller, id, typed.value("base"), draft).await,
        Err(error) => Err(error),
    };
    let tried = match kept {
        Ok(id) => match app.try_directory_draft(caller, id).await {
            Ok(probe) => Ok((id, probe)),
            Err(error) => Err((Some(id), error)),
        },
        Err(error) => Err((id, error)),
    };
    let (id, tried, faults) = match tried {
        Ok((id, probe)) => (Some(id), Some(Tried::from(probe)), Vec::new()),
        Err((id, error)) => (id, None, super::faults(error)?),
    };
    let draft = match id {
        Some(id) => Some(app.show_directory_draft(caller, id).await?),
        None => None,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = match &draft {
        // What was tried is what is kept, such as a base that the directory itself has told.
        Some(draft) if faults.is_empty() => Typed::of(&draft.name, &draft.base, &draft.settings),
        Some(draft) => typed.over(Typed::of(&draft.name, &draft.base, &draft.settings)),
        None => typed,
    };
    let page = connection_page(app, caller, draft.as_ref(), &shown, tried, Faults::new(faults));
    html_with(status, &page)
}

/// Returns the settings that a form is laid over: those of the draft, as long as the make and the base stay; else those
/// that are usual for the make.
fn usual_settings(typed: &Typed, former: Option<&DraftedDirectory>) -> LdapSettings {
    let preset = typed.preset().unwrap_or(Preset::OpenLdap);
    let base = typed.value("base").trim();
    match former {
        Some(former) if former.settings.preset == preset && former.base == base => former.settings.clone(),
        Some(former) => {
            let usual = preset.settings(Vec::new(), base);
            LdapSettings { roots: former.settings.roots.clone(), ..usual }
        }
        None => preset.settings(Vec::new(), base),
    }
}

fn connection_page(
    app: &App,
    caller: &Caller,
    draft: Option<&DraftedDirectory>,
    typed: &Typed,
    tried: Option<Tried>,
    faults: Faults,
) -> ConnectionPage {
    let drawing = Drawing { typed, faults: &faults };
    ConnectionPage {
        frame: Frame::new(app, caller, Section::Directories),
        action: draft.map_or_else(|| PATH.to_owned(), |draft| path(draft.id, "")),
        next: draft.map(|draft| path(draft.id, "/look")),
        presets: drawing.presets(),
        securities: drawing.securities(),
        hosts: drawing.hosts(),
        bind_name: drawing.bind_name(),
        base: drawing.base(),
        secrets: Secrets {
            has_bind_password: draft.is_some_and(|draft| draft.has_bind_password),
            has_client_identity: draft.is_some_and(|draft| draft.has_client_identity),
            roots: draft.map_or(0, |draft| draft.settings.roots.len()),
        },
        tried,
        faults,
    }
}

/// Shows the second step.
pub(crate) async fn get_look(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let draft = draft(&app, &caller, &id).await?;
    let typed = Typed::of(&draft.name, &draft.base, &draft.settings);
    html(&look_page(&app, &caller, &draft, &typed, Faults::default()))
}

/// Keeps the mappings, and looks people and groups up with them.
pub(crate) async fn post_look(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    let former = draft(&app, &caller, &id).await?;
    let typed = Typed::read(request).await?;
    let names = Names::of(&typed);
    let changed = typed.draft(&app, former.settings.clone())?;
    let changed = app::DirectoryDraft { name: former.name.clone(), ..changed };
    let kept = app.keep_directory_draft(&caller, Some(former.id), &former.base, changed).await;
    let looked = match kept {
        Ok(id) => app.preview_directory_draft(&caller, id, &names.people, &names.groups).await,
        Err(error) => Err(error),
    };
    let draft = app.show_directory_draft(&caller, former.id).await?;
    let shown = typed.over(Typed::of(&draft.name, &draft.base, &draft.settings));
    match looked {
        Ok(preview) => {
            let found = (!names.are_none()).then(|| Found::new(preview, &draft.settings));
            html(&LookPage { found, ..look_page(&app, &caller, &draft, &shown, Faults::default()) })
        }
        Err(Error::Invalid(faults)) => {
            let page = look_page(&app, &caller, &draft, &shown, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => {
            let failure = Some(super::unavailable(error)?);
            html(&LookPage { failure, ..look_page(&app, &caller, &draft, &shown, Faults::default()) })
        }
    }
}

fn look_page(
    app: &App,
    caller: &Caller,
    draft: &DraftedDirectory,
    typed: &Typed,
    faults: Faults,
) -> LookPage {
    LookPage {
        frame: Frame::new(app, caller, Section::Directories),
        action: path(draft.id, "/look"),
        back: path(draft.id, ""),
        next: path(draft.id, "/review"),
        names: Names::of(typed),
        parts: Drawing { typed, faults: &faults }.parts(),
        found: None,
        failure: None,
        faults,
    }
}

impl Names {
    fn of(typed: &Typed) -> Self {
        let of =
            |kind| (1..=NAMES).map(move |place| typed.value(&format!("{kind}{place}")).trim().to_owned());
        Self { people: of("person").collect(), groups: of("group").collect() }
    }

    fn are_none(&self) -> bool {
        self.people.iter().chain(&self.groups).all(String::is_empty)
    }
}

/// Shows the last step.
pub(crate) async fn get_review(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let draft = draft(&app, &caller, &id).await?;
    let typed = Typed::of(&draft.name, &draft.base, &draft.settings);
    html(&review_page(&app, &caller, &draft, &typed, Faults::default()))
}

/// Sets the directory up.
pub(crate) async fn post_review(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    let draft = draft(&app, &caller, &id).await?;
    let typed = Typed::read(request).await?;
    match app.save_directory_draft(&caller, draft.id, typed.value("name")).await {
        Ok(directory) => Ok(see_made(&link(&super::path(directory.id), &[("done", "created")]))),
        Err(error) => {
            let faults = Faults::new(super::faults(error)?);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &review_page(&app, &caller, &draft, &typed, faults))
        }
    }
}

fn review_page(
    app: &App,
    caller: &Caller,
    draft: &DraftedDirectory,
    typed: &Typed,
    faults: Faults,
) -> ReviewPage {
    let secrets = Secrets {
        has_bind_password: draft.has_bind_password,
        has_client_identity: draft.has_client_identity,
        roots: draft.settings.roots.len(),
    };
    ReviewPage {
        frame: Frame::new(app, caller, Section::Directories),
        action: path(draft.id, "/review"),
        back: path(draft.id, "/look"),
        name: Drawing { typed, faults: &faults }.name(),
        is_plain: draft.settings.security == domain::directory::Security::Plain,
        told: told(&draft.settings, &secrets),
        faults,
    }
}

/// Tells settings in short, their secrets only as set or not.
pub(super) fn told(settings: &LdapSettings, secrets: &Secrets) -> Vec<(&'static str, String)> {
    let hosts = settings.hosts.iter().map(|host| format!("{}:{}", host.name, host.port));
    let set = |is_set: bool| if is_set { "Set" } else { "None" }.to_owned();
    let trust = match secrets.roots {
        0 => "The system’s certificates".to_owned(),
        1 => "The system’s certificates and one more".to_owned(),
        more => format!("The system’s certificates and {more} more"),
    };
    vec![
        ("Make", settings.preset.title().to_owned()),
        ("Hosts", hosts.collect::<Vec<_>>().join(", ")),
        ("Encryption", settings.security.title().to_owned()),
        ("Trusted", trust),
        ("Account that asks", settings.bind_name.clone().unwrap_or_else(|| "None: anonymous".to_owned())),
        ("Its password", set(secrets.has_bind_password)),
        ("Client certificate", set(secrets.has_client_identity)),
        ("People below", settings.users.base.clone()),
        ("Groups below", settings.groups.base.clone()),
        (
            "Wrong passwords passed on",
            format!("{}, then {} minutes of rest", settings.failures_max, settings.failure_window_minutes),
        ),
    ]
}

async fn draft(app: &App, caller: &Caller, id: &str) -> Result<DraftedDirectory, PageError> {
    demand_privilege(caller, Privilege::ManageDirectories)?;
    let id: UploadId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(app.show_directory_draft(caller, id).await?)
}

fn path(id: UploadId, step: &str) -> String {
    format!("{PATH}/{id}{step}")
}
