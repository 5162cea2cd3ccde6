//! The switch in the head: which part of the devices a session looks at.

use app::{App, Error};
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::error::PageError;
use web::page::see_made;

use crate::admin::{Admin, Return};

/// What was chosen, and the page on which.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    /// A site's id; empty for all.
    site: String,
    to: String,
}

/// Looks at another site from now on. The page afterwards is one of the known ones, without its filters: what they found
/// may not be in the other site.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let site_id = match typed.site.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    app.look_at_site(&caller, site_id).await?;
    Ok(see_made(Return::parse(&typed.to).as_ref().map_or("/console", Return::path)))
}
