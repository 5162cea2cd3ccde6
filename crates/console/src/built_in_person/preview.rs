//! The second step of an import: what a list would do, the yes, and what it did.

use app::{App, Caller, Error, ImportChoice, ImportPreview, LineFaults, PeopleUpload, SheetReading};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::UploadId;
use domain::upload::PeopleImported;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see, see_made};

use super::import::PATH;
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::upload::counted;

#[derive(Template)]
#[template(path = "built-in-person/preview.html")]
struct Page {
    frame: Frame,
    path: String,
    preview: ImportPreview,
    reading: SheetReading,
    line_faults: LineFaults,
    more_faults: Option<String>,
    typed: Typed,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "built-in-person/imported.html")]
struct Done {
    frame: Frame,
    imported: PeopleImported,
}

/// What was chosen.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    leave_out: Option<String>,
    delete_missing: Option<String>,
    missing: String,
}

impl Typed {
    fn choice(&self) -> ImportChoice {
        // What is no number is nobody's number: the verb refuses it with the right one.
        let number = || self.missing.replace([',', ' ', '.'], "").parse().unwrap_or(u64::MAX);
        ImportChoice {
            leave_out_faulty: self.leave_out.is_some(),
            delete_missing: self.delete_missing.is_some().then(number),
        }
    }
}

impl Page {
    /// Says whether there is anything to import.
    fn is_idle(&self) -> bool {
        self.preview.created + self.preview.changed + self.preview.missing == 0
    }

    fn button(&self) -> String {
        match self.preview.created + self.preview.changed {
            0 => "Apply".to_owned(),
            people => format!("Import {}", counted(people, "person", "people")),
        }
    }
}

/// Shows what the list would do, or what it did.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = parse(&id)?;
    match app.show_people_upload(&caller, id).await? {
        PeopleUpload::Pending(preview) => {
            html(&page(&app, &caller, id, preview, Typed::default(), Faults::default()))
        }
        PeopleUpload::Imported(imported) => {
            html(&Done { frame: Frame::new(&app, &caller, Section::People), imported })
        }
    }
}

/// Takes the list over.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let id = parse(&id)?;
    let faults = match app.import_people(&caller, id, typed.choice()).await {
        Ok(_) => return Ok(see_made(&format!("{PATH}/{id}"))),
        Err(Error::Invalid(faults)) => faults,
        Err(Error::Refused(refusal @ app::Refusal::FaultyLines { .. })) => {
            vec![app::Fault::new("leave_out", refusal.to_string())]
        }
        Err(error) => return Err(error.into()),
    };
    match app.show_people_upload(&caller, id).await? {
        PeopleUpload::Pending(preview) => {
            let page = page(&app, &caller, id, preview, typed, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        PeopleUpload::Imported(_) => Ok(see_made(&format!("{PATH}/{id}"))),
    }
}

/// Forgets the list.
pub(crate) async fn discard(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    app.discard_people_upload(&caller, parse(&id)?).await?;
    Ok(see("/console/people"))
}

fn parse(id: &str) -> Result<UploadId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

fn page(
    app: &App,
    caller: &Caller,
    id: UploadId,
    mut preview: ImportPreview,
    typed: Typed,
    faults: Faults,
) -> Page {
    let line_faults = std::mem::take(&mut preview.faults);
    let shown = u64::try_from(line_faults.first.len()).unwrap_or(u64::MAX);
    let more = line_faults.faults.saturating_sub(shown);
    Page {
        frame: Frame::new(app, caller, Section::People),
        path: format!("{PATH}/{id}"),
        reading: preview.reading.clone(),
        more_faults: (more > 0).then(|| counted(more, "more fault", "more faults")),
        preview,
        line_faults,
        typed,
        faults,
    }
}
