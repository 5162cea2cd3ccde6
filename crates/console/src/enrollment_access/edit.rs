//! One row: what its people may enroll, and into which site.

use app::{App, Caller, Error, NewEnrollmentAccess};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::enrollment_access::{EnrollmentAccess, Subject};
use domain::id::{EnrollmentAccessId, SiteId};
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};

use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::site::Choice;

#[derive(Template)]
#[template(path = "enrollment_access/edit.html")]
struct Page {
    frame: Frame,
    title: String,
    action: String,
    is_for_all: bool,
    may_manage: bool,
    has_eula: bool,
    typed: Typed,
    sites: Vec<Choice>,
    faults: Faults,
}

/// What was ticked and chosen.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    pub(super) institutional: Option<String>,
    pub(super) personal: Option<String>,
    pub(super) account_driven: Option<String>,
    pub(super) eula: Option<String>,
    pub(super) site: String,
}

impl Typed {
    /// Reads the form for the verb. Where no sites were offered, the former one stays.
    pub(super) fn read(&self, former: Option<SiteId>) -> Result<NewEnrollmentAccess, Error> {
        Ok(NewEnrollmentAccess {
            may_institutional: self.institutional.is_some(),
            may_personal: self.personal.is_some(),
            may_account_driven: self.account_driven.is_some(),
            must_accept_eula: self.eula.is_some(),
            site_id: match self.site.is_empty() {
                true => former,
                false => Choice::read(&self.site).ok_or(Error::NotFound)?,
            },
        })
    }

    /// Lists the sites to offer; nothing where there are none.
    pub(super) fn sites(&self, caller: &Caller) -> Vec<Choice> {
        let sites: Vec<_> = caller.sites().iter().map(|site| Choice::new(Some(site), &self.site)).collect();
        if sites.is_empty() {
            sites
        } else {
            [Choice::new(None, &self.site)].into_iter().chain(sites).collect()
        }
    }
}

impl From<&EnrollmentAccess> for Typed {
    fn from(row: &EnrollmentAccess) -> Self {
        let tick = |yes: bool| yes.then(|| "on".to_owned());
        Self {
            institutional: tick(row.may_institutional),
            personal: tick(row.may_personal),
            account_driven: tick(row.may_account_driven),
            eula: tick(row.must_accept_eula),
            site: Choice::value_of(row.site_id),
        }
    }
}

/// Shows the row.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: EnrollmentAccessId = id.parse().map_err(|_| Error::NotFound)?;
    html(&page(&app, &caller, id, None).await?)
}

/// Changes the row.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let id: EnrollmentAccessId = id.parse().map_err(|_| Error::NotFound)?;
    let former = app.show_enrollment_access(&caller, id).await?.site_id;
    match app.update_enrollment_access(&caller, id, typed.read(former)?).await {
        Ok(_) => Ok(see("/console/settings/enrollment-access?done=changed")),
        Err(Error::Invalid(faults)) => {
            let page = Page { faults: Faults::new(faults), ..page(&app, &caller, id, Some(typed)).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Deletes the row of a group.
pub(crate) async fn delete(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let id: EnrollmentAccessId = id.parse().map_err(|_| Error::NotFound)?;
    app.delete_enrollment_access(&caller, id).await?;
    Ok(see("/console/settings/enrollment-access?done=deleted"))
}

async fn page(
    app: &App,
    caller: &Caller,
    id: EnrollmentAccessId,
    typed: Option<Typed>,
) -> Result<Page, PageError> {
    let row = app.show_enrollment_access(caller, id).await?;
    let typed = typed.unwrap_or_else(|| Typed::from(&row));
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        title: row.subject.title().to_owned(),
        action: super::path(id),
        is_for_all: row.subject == Subject::AllDirectoryUsers,
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        has_eula: app.show_enrollment_terms(caller).await?.asks(),
        sites: typed.sites(caller),
        typed,
        faults: Faults::default(),
    })
}
