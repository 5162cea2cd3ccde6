//! The first step of an import: a file is chosen and sent.

use app::{App, Caller, Error, SHEET_LINES_MAX};
use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::built_in_person::PersonField;
use domain::privilege::Privilege;
use domain::upload::UPLOAD_BYTES_MAX;
use http::StatusCode;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};

use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::upload::read_file;

/// Where an import begins.
pub(crate) const PATH: &str = "/console/people/import";

#[derive(Template)]
#[template(path = "built-in-person/import.html")]
struct Page {
    frame: Frame,
    heads: Vec<&'static str>,
    faults: Faults,
}

/// Shows the form.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManagePeople)?;
    html(&page(&app, &caller, Faults::default()))
}

/// Keeps the file and shows its preview.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    // Before anything is read: nobody else sends sixteen megabytes here.
    demand_privilege(&caller, Privilege::ManagePeople)?;
    let uploaded = match read_file(request).await? {
        Ok(content) => app.upload_people(&caller, content).await,
        Err(fault) => Err(Error::Invalid(vec![fault])),
    };
    match uploaded {
        Ok(id) => Ok(see_made(&format!("{PATH}/{id}"))),
        Err(Error::Invalid(faults)) => {
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &caller, Faults::new(faults)))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(app: &App, caller: &Caller, faults: Faults) -> Page {
    const { assert!(SHEET_LINES_MAX == 100_000 && UPLOAD_BYTES_MAX == 16 * 1024 * 1024) }; // as the page says
    Page {
        frame: Frame::new(app, caller, Section::People),
        heads: PersonField::ALL.map(PersonField::title).to_vec(),
        faults,
    }
}
