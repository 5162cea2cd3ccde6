//! Everything of the SMS provider, to set up or to change. The kind is chosen first.

use app::{App, Caller, Error, SmsProviderDetail};
use askama::Template;
use axum::extract::{Query, Request, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::sms_provider::{HTTP_PLACEHOLDERS, SmsKind};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see, see_made};

use super::field::Drawing;
use super::show::{KindChoice, kinds};
use super::typed::Typed;
use crate::admin::{Admin, demand_privilege};
use crate::field::{Field, Kind};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

#[derive(Template)]
#[template(path = "sms_provider/edit.html")]
struct Page {
    frame: Frame,
    kind: SmsKind,
    kinds: Vec<KindChoice>,
    reaching: Vec<Field>,
    sending: Vec<Field>,
    allowed: Vec<Field>,
    secret_title: Option<&'static str>,
    has_secret: bool,
    has_receipt_key: bool,
    roots: usize,
    faults: Faults,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    kind: String,
}

/// Shows the form of the kind that the address names, or of the provider that is set up.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    let present = app.show_sms_provider(&caller).await?;
    let former = present.as_ref().map(|detail| &detail.provider);
    let kind = SmsKind::parse(&address.kind).or(former.map(|former| former.backend.kind()));
    let Some(kind) = kind else { return Ok(see(super::PATH)) };
    let typed = match former {
        Some(former) if former.backend.kind() == kind => Typed::of(former),
        Some(former) => {
            let mut typed = Typed::blank(kind);
            typed.put_common(former);
            typed
        }
        None => Typed::blank(kind),
    };
    html(&page(&app, &caller, present.as_ref(), &typed, Faults::default()))
}

/// Sets the provider up, or changes it.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    let present = app.show_sms_provider(&caller).await?;
    let typed = Typed::read(request).await?;
    let saved = match typed.draft(&app, present.as_ref().map(|detail| &detail.provider)) {
        Ok(draft) => app.save_sms_provider(&caller, draft).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(see_made(&link(super::PATH, &[("done", "saved")]))),
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
    present: Option<&SmsProviderDetail>,
    typed: &Typed,
    faults: Faults,
) -> Page {
    let drawing = Drawing { typed, faults: &faults };
    let same = present.filter(|detail| detail.provider.backend.kind() == typed.kind);
    Page {
        frame: Frame::new(app, caller, Section::SmsProvider),
        kind: typed.kind,
        kinds: kinds(Some(typed.kind)),
        reaching: drawing.reaching(),
        sending: drawing.sending(),
        allowed: drawing.allowed(),
        secret_title: drawing.secret_title(),
        has_secret: same.is_some_and(|detail| detail.has_secret),
        has_receipt_key: same.is_some_and(|detail| detail.has_receipt_key),
        roots: present.map_or(0, |detail| detail.provider.roots.len()),
        faults,
    }
}
