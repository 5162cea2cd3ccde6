//! The page of the mail server: how it is set up, a test, and removing it.

use app::{App, Caller, Error, MailServerDetail};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::mail_server::Encryption;
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};

use super::probe::Tried;
use super::{EDIT_PATH, PATH, REMOVE_PATH, TEST_PATH, told};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

#[derive(Template)]
#[template(path = "mail-server/show.html")]
struct Page {
    frame: Frame,
    present: Option<Present>,
    may_manage: bool,
    tried: Option<Tried>,
    /// Whom the test mail goes to.
    to: String,
    faults: Faults,
    done: Option<&'static str>,
}

/// The mail server there is.
struct Present {
    told: Vec<(&'static str, String)>,
    is_plain: bool,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// What the form of the test says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Trial {
    to: String,
}

/// Shows the mail server.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let mut page = page(&app, &caller).await?;
    page.done = match address.done.as_str() {
        "saved" if page.present.is_some() => {
            Some("Saved. Mail goes out by these settings from now on. Try them below.")
        }
        "removed" if page.present.is_none() => Some("Removed. Messages stay in the outbox from now on."),
        _ => None,
    };
    html(&page)
}

/// Tries the mail server, and shows the dialogue.
pub(crate) async fn post_test(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(trial): Form<Trial>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    let tried = app.test_mail_server(&caller, None, Some(&trial.to)).await;
    let mut page = Page { to: trial.to, ..page(&app, &caller).await? };
    match tried {
        Ok(probe) => {
            page.tried = Some(probe.into());
            html(&page)
        }
        Err(Error::Invalid(faults)) => {
            page.faults = Faults::new(faults);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes the mail server.
pub(crate) async fn post_remove(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    app.remove_mail_server(&caller).await?;
    Ok(see_made(&link(PATH, &[("done", "removed")])))
}

async fn page(app: &App, caller: &Caller) -> Result<Page, Error> {
    let present = app.show_mail_server(caller).await?;
    let present = present.map(|detail: MailServerDetail| Present {
        told: told(&detail),
        is_plain: detail.server.encryption == Encryption::None,
    });
    Ok(Page {
        frame: Frame::new(app, caller, Section::MailServer),
        present,
        may_manage: caller.holds(Privilege::ManageDelivery),
        tried: None,
        to: String::new(),
        faults: Faults::default(),
        done: None,
    })
}
