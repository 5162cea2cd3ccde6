//! Everything of the mail server, to set up and to change.

use app::{App, Caller, Error, MailServerDetail};
use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::mail_server::MailServer;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};

use super::field::{Drawing, Form};
use super::typed::Typed;
use super::{EDIT_PATH, PATH};
use crate::admin::{Admin, demand_privilege};
use crate::field::Kind;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

#[derive(Template)]
#[template(path = "mail-server/edit.html")]
struct Page {
    frame: Frame,
    form: Form,
    secrets: Secrets,
    is_new: bool,
    faults: Faults,
}

/// Which secrets are set.
#[derive(Default)]
struct Secrets {
    password: bool,
    client_secret: bool,
    refresh_token: bool,
    mailbox_password: bool,
    roots: usize,
}

/// Shows the form.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    let present = app.show_mail_server(&caller).await?;
    let typed = Typed::of(&settings(present.as_ref()), present.is_some());
    html(&page(&app, &caller, present.as_ref(), &typed, Faults::default()))
}

/// Sets the mail server up, or changes it.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    let present = app.show_mail_server(&caller).await?;
    let settings = settings(present.as_ref());
    let typed = Typed::read(request).await?;
    let saved = match typed.draft(&app, settings) {
        Ok(draft) => app.save_mail_server(&caller, draft).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(see_made(&link(PATH, &[("done", "saved")]))),
        Err(Error::Invalid(faults)) => {
            let page = page(&app, &caller, present.as_ref(), &typed, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    app: &App,
    caller: &Caller,
    present: Option<&MailServerDetail>,
    typed: &Typed,
    faults: Faults,
) -> Page {
    let secrets = present.map(|detail| Secrets {
        password: detail.has_password,
        client_secret: detail.has_client_secret,
        refresh_token: detail.has_refresh_token,
        mailbox_password: detail.has_mailbox_password,
        roots: detail.server.roots.len(),
    });
    Page {
        frame: Frame::new(app, caller, Section::MailServer),
        form: Drawing { typed, faults: &faults }.form(),
        secrets: secrets.unwrap_or_default(),
        is_new: present.is_none(),
        faults,
    }
}

fn settings(present: Option<&MailServerDetail>) -> MailServer {
    present.map_or_else(MailServer::usual, |detail| detail.server.clone())
}
