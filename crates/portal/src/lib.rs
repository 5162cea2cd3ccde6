//! The door for people who enroll a device: from the login on their phone to the page that says it is managed.
//!
//! The way is `/enroll` → login → what is asked, if anything → welcome → install → done. Who is invited comes by `/i/TOKEN`
//! and reads what it is about before the login. Who, whose and where are fixed by the server at login, or by the invitation;
//! no page reads them from a request again. Every page works without script.

mod account;
mod appearance;
mod browser;
mod certificate;
mod done;
mod drawing;
mod entry;
mod follow;
mod frame;
mod handover;
mod install;
mod invitation;
mod language;
mod login;
mod personal;
mod preview;
mod problem;
mod profile;
mod progress;
mod provider_login;
mod question;
mod root;
mod session;
mod suited;
mod trust;
mod welcome;
mod words;
mod wrong_tokens;

pub use browser::Browser;
pub use progress::{Outcome, ProgressView, StepView};

use app::App;
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use web::asset;
use web::logo;
use web::route::{Access, Route, build};
use web::security;

use crate::follow::Streams;
use crate::wrong_tokens::WrongTokens;

/// Returns every route of the portal, assets and icons apart. All are public: a page that needs a portal session
/// sends whoever has none back to `/enroll`.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/enroll", Access::Public, entry::get),
        Route::post("/enroll/login", Access::Public, login::post),
        Route::get("/enroll/login", Access::Public, login::get),
        Route::post("/enroll/login/provider", Access::Public, provider_login::post),
        Route::get_and_head(
            "/enroll/login/callback",
            Access::Public,
            provider_login::callback,
            entry::nothing_here,
        ),
        Route::get("/i/{*token}", Access::Public, invitation::link::get),
        Route::get("/enroll/invitation", Access::Public, invitation::invited::get),
        Route::post("/enroll/invitation", Access::Public, invitation::invited::post),
        Route::post("/enroll/invitation/opened", Access::Public, invitation::invited::opened),
        Route::post("/enroll/invitation/new-link", Access::Public, invitation::refused::want_new_link),
        Route::post("/enroll/invitation/leave", Access::Public, invitation::invited::leave),
        Route::get("/enroll/code-entry", Access::Public, invitation::code_entry::get),
        Route::post("/enroll/code-entry", Access::Public, invitation::code_entry::post),
        Route::get("/enroll/preview/{token}/{sample}", Access::Public, preview::get),
        Route::get("/enroll/asset/accent/{file}", Access::Public, appearance::accents),
        Route::get("/enroll/asset/logo/{file}", Access::Public, appearance::logo),
        Route::get("/enroll/language", Access::Public, language::get),
        Route::post("/enroll/language", Access::Public, language::post),
        Route::get("/h/{*token}", Access::Public, handover::take::link),
        Route::get("/enroll/handover", Access::Public, handover::offer::get),
        Route::post("/enroll/handover", Access::Public, handover::offer::post),
        Route::get("/enroll/handover/status", Access::Public, handover::offer::status),
        Route::get("/enroll/handover/take", Access::Public, handover::take::get),
        Route::post("/enroll/handover/take", Access::Public, handover::take::post),
        Route::post("/enroll/handover/leave", Access::Public, handover::take::leave),
        Route::get("/enroll/code", Access::Public, question::code::get),
        Route::post("/enroll/code", Access::Public, question::code::post),
        Route::post("/enroll/code/send", Access::Public, question::code::send),
        Route::get("/enroll/ownership", Access::Public, question::ownership::get),
        Route::post("/enroll/ownership", Access::Public, question::ownership::post),
        Route::get("/enroll/personal", Access::Public, personal::get),
        Route::get("/enroll/privacy", Access::Public, personal::privacy),
        Route::get("/enroll/user", Access::Public, question::user::get),
        Route::post("/enroll/user", Access::Public, question::user::post),
        Route::get("/enroll/site", Access::Public, question::site::get),
        Route::post("/enroll/site", Access::Public, question::site::post),
        Route::get("/enroll/agreement", Access::Public, question::eula::get),
        Route::post("/enroll/agreement", Access::Public, question::eula::post),
        Route::get("/enroll/device", Access::Public, question::device::get),
        Route::post("/enroll/device", Access::Public, question::device::post),
        Route::get("/enroll/approval", Access::Public, question::approval::get),
        Route::get("/enroll/welcome", Access::Public, welcome::get),
        Route::get("/enroll/certificate", Access::Public, certificate::get),
        Route::get_and_head(
            "/enroll/certificate/{file}",
            Access::Public,
            certificate::download,
            certificate::head,
        ),
        Route::get("/enroll/trust", Access::Public, trust::get),
        Route::post("/enroll/trust", Access::Public, trust::post),
        Route::get("/enroll/trust-probe", Access::Public, trust::probe),
        Route::get("/enroll/install", Access::Public, install::get),
        Route::get("/enroll/status", Access::Public, follow::status),
        Route::get("/enroll/events", Access::Public, follow::events),
        Route::get("/enroll/done", Access::Public, done::get),
        Route::post("/enroll/logout", Access::Public, session::logout),
        Route::get_and_head("/enroll/profile/{file}", Access::Public, profile::get, profile::head),
        Route::get("/enroll/account", Access::Public, account::get),
        Route::get("/enroll/account/login", Access::Public, account::login),
        Route::post("/enroll/account/login", Access::Public, account::post),
        Route::get("/enroll/account/finish", Access::Public, account::finish),
        Route::get("/enroll/{*rest}", Access::Public, entry::nothing_here),
        Route::get("/ca.pem", Access::Public, root::get),
    ]
}

/// Builds the portal.
pub fn router(app: App) -> Router {
    let pages = build(app.clone(), routes())
        .layer(Extension(Streams::default()))
        .layer(Extension(WrongTokens::default()))
        .layer(from_fn_with_state(app.clone(), words::give))
        .merge(asset::router(&[&frame::STYLE, &frame::SCRIPT]))
        .merge(logo::router());
    security::layer(pages, app, problem::draw)
}
