//! The login by an identity provider: off to it, and back.
//!
//! The way there is a page of ours that leads on by itself: a form may only be answered by this server, so that a page that
//! somebody has tampered with cannot send a password elsewhere. What somebody came for stays here meanwhile.

use app::{App, Error, ProviderAnswer, Refusal};
use askama::Template;
use axum::extract::State;
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::{Extension, Form};
use domain::identity_provider::ProviderRefusal;
use domain::provider_login::PROVIDER_LOGIN_AGE_MAX;
use domain::time::SECOND;
use http::{HeaderMap, Uri};
use web::client::ClientAddress;
use web::error::PageError;
use web::form::Fields;
use web::page::html;
use web::session::SessionCookie;

use crate::frame::Frame;
use crate::invitation::{hold, refused};
use crate::session::enter;
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

#[derive(Template)]
#[template(path = "provider/leaving.html")]
struct LeavingPage<'a> {
    frame: Frame<'a>,
    provider: &'a str,
    url: &'a str,
}

/// Sends somebody off to the provider they have chosen; with whichever invitation they hold now.
pub(crate) async fn post(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let id = fields.one("provider").parse().map_err(|_| ProviderRefusal::NotServed)?;
    let held = match hold(&app, &wrong_tokens, source, &headers).await {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let frame = match &held {
        Some(held) => Frame::invited(&app, &words, &held.view, Some(1)),
        None => Frame::first(&app, &words),
    };
    if let Some(held) = &held
        && let Some(refusal) = held.view.refusal
    {
        return refused::draw(&app, &words, &held.view, refusal, None);
    }
    let browser = SessionCookie::AtProvider.read(&headers);
    let sent = app.send_off_to_enroll(id, held.as_ref().map(|held| &held.key), browser).await?;
    let age_s = u32::try_from(PROVIDER_LOGIN_AGE_MAX / SECOND).expect("some minutes");
    let cookie = SessionCookie::AtProvider.set(&sent.browser, Some(age_s));
    let page = html(&LeavingPage { frame, provider: &sent.provider, url: &sent.url })?;
    Ok((AppendHeaders([cookie]), page).into_response())
}

/// Takes somebody in who comes back. Nothing that the address says leads anywhere: where they go on is decided by what they
/// came for (T11, T66).
pub(crate) async fn callback(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let browser = SessionCookie::AtProvider.read(&headers);
    let returned = app.return_to_enroll(&read(&uri), browser.as_ref(), source).await?;
    match (returned.begun, returned.link) {
        (Ok(begun), _) => enter(&app, &words, &headers, &begun).await,
        (Err(Error::Refused(Refusal::Invitation(refusal))), Some(link)) => {
            let view = app.look_at_invitation(&link).await?;
            refused::draw(&app, &words, &view, refusal, None)
        }
        (Err(error), _) => Err(error.into()),
    }
}

/// Reads what a provider has sent along.
fn read(uri: &Uri) -> ProviderAnswer {
    let fields = axum::extract::Query::<Fields>::try_from_uri(uri).map(|query| query.0).unwrap_or_default();
    ProviderAnswer {
        state: fields.one("state").to_owned(),
        code: fields.one("code").to_owned(),
        error: fields.one("error").to_owned(),
        error_description: fields.one("error_description").to_owned(),
        issuer: fields.all("iss").next().map(str::to_owned),
    }
}
