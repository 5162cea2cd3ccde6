//! The first step: a file is chosen and sent.

use app::{App, Caller, Error};
use askama::Template;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};

use super::PATH;
use crate::admin::{Admin, demand_privilege};
use crate::csv::{attachment, begin};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::upload::read_file;

#[derive(Template)]
#[template(path = "assignment/new.html")]
struct Page {
    frame: Frame,
    faults: Faults,
}

/// Shows the form.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::AssignUsers)?;
    html(&page(&app, &caller, Faults::default()))
}

/// Keeps the file and shows its preview.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    // Before anything is read: nobody else sends sixteen megabytes here.
    demand_privilege(&caller, Privilege::AssignUsers)?;
    let uploaded = match read_file(request).await? {
        Ok(content) => app.upload_assignments(&caller, content).await,
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

/// Sends a list with its head alone, to fill in.
pub(crate) async fn template(Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::AssignUsers)?;
    let head = begin(["Serial number", "Username", "Directory"])?;
    Ok(attachment("assignments-template.csv", Body::from(head)))
}

fn page(app: &App, caller: &Caller, faults: Faults) -> Page {
    Page { frame: Frame::new(app, caller, Section::Assignments), faults }
}
