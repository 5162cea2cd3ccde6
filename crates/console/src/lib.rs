//! The door for administrators: what devices there are, how enrollments go, and the few settings.
//!
//! One file per page: form in, one verb, view out. All pages stand in `frame::Frame`; `admin` lets nobody in who has
//! not signed in, save to the few routes that the list below names public.

mod account_session;
mod admin;
mod api_token;
mod badge;
mod dashboard;
mod device;
mod enrollment;
mod enrollment_url;
mod error;
mod fact;
mod frame;
mod icon;
mod my_account;
mod paging;
mod push_certificate;
mod search;
mod second_step;
mod session_row;
mod setup;
mod sign_in;
mod timeline;

use app::App;
use axum::Router;
use web::asset::Asset;
use web::route::Access::{Public, SignedIn};
use web::route::Route;

/// The style sheet of all pages.
pub(crate) static STYLE: Asset = Asset::new(
    "/console/asset",
    "console.css",
    "text/css; charset=utf-8",
    include_bytes!("../assets/console.css"),
);
/// The script of all pages: comforts that no page depends on.
pub(crate) static SCRIPT: Asset = Asset::new(
    "/console/asset",
    "console.js",
    "text/javascript; charset=utf-8",
    include_bytes!("../assets/console.js"),
);

/// The script of pages that ask a passkey; without it, codes serve.
pub(crate) static PASSKEY_SCRIPT: Asset = Asset::new(
    "/console/asset",
    "passkey.js",
    "text/javascript; charset=utf-8",
    include_bytes!("../assets/passkey.js"),
);

/// Lists every route of this door. Public are sign-in, set-up and, beside this list, the assets; nothing else.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(sign_in::PATH, Public, sign_in::get),
        Route::post(sign_in::PATH, Public, sign_in::post),
        Route::get(second_step::PATH, Public, second_step::get),
        Route::post(second_step::PATH, Public, second_step::post),
        Route::post("/console/sign-in/second-step/passkey", Public, second_step::passkey),
        Route::post("/console/sign-in/second-step/passkey/ask", Public, second_step::ask_passkey),
        Route::get(setup::PATH, Public, setup::get),
        Route::post(setup::PATH, Public, setup::post),
        Route::post("/console/sign-out", SignedIn, sign_in::sign_out),
        Route::get("/console", SignedIn, dashboard::get),
        Route::get("/console/search", SignedIn, search::get),
        Route::get("/console/devices", SignedIn, device::list::get),
        Route::get("/console/devices.csv", SignedIn, device::csv::get),
        Route::get("/console/devices/{id}", SignedIn, device::show::get),
        Route::post("/console/devices/{id}/assign", SignedIn, device::assign::post),
        Route::post("/console/devices/{id}/update-inventory", SignedIn, device::show::update_inventory),
        Route::get("/console/enrollments", SignedIn, enrollment::list::get),
        Route::get("/console/enrollments/{id}", SignedIn, enrollment::show::get),
        Route::get("/console/enrollment-url", SignedIn, enrollment_url::get),
        Route::get(push_certificate::PATH, SignedIn, push_certificate::get),
        Route::post(push_certificate::PATH, SignedIn, push_certificate::post),
        Route::get(api_token::PATH, SignedIn, api_token::get),
        Route::post(api_token::PATH, SignedIn, api_token::post),
        Route::post("/console/settings/api-tokens/{id}/revoke", SignedIn, api_token::revoke),
        Route::get(my_account::PATH, SignedIn, my_account::show::get),
        Route::post("/console/account/password", SignedIn, my_account::password::post),
        Route::get(my_account::proof::PATH, SignedIn, my_account::proof::get),
        Route::post(my_account::proof::PATH, SignedIn, my_account::proof::post),
        Route::post("/console/account/confirm/passkey", SignedIn, my_account::proof::passkey),
        Route::post("/console/account/confirm/passkey/ask", SignedIn, my_account::proof::ask_passkey),
        Route::get(my_account::totp::PATH, SignedIn, my_account::totp::get),
        Route::post(my_account::totp::PATH, SignedIn, my_account::totp::begin),
        Route::post("/console/account/totp/confirm", SignedIn, my_account::totp::confirm),
        Route::post("/console/account/totp/remove", SignedIn, my_account::totp::remove),
        Route::post("/console/account/passkeys", SignedIn, my_account::passkey::add),
        Route::post("/console/account/passkeys/ask", SignedIn, my_account::passkey::ask),
        Route::post("/console/account/passkeys/{id}/rename", SignedIn, my_account::passkey::rename),
        Route::post("/console/account/passkeys/{id}/remove", SignedIn, my_account::passkey::remove),
        Route::post("/console/account/recovery-codes", SignedIn, my_account::recovery_code::post),
        Route::post("/console/account/sessions/end-others", SignedIn, my_account::session::end_others),
        Route::post("/console/account/sessions/{id}/end", SignedIn, my_account::session::end),
        Route::get("/console/settings/accounts/{id}/sessions", SignedIn, account_session::get),
        Route::post("/console/settings/accounts/{id}/sessions/end", SignedIn, account_session::end_all),
        Route::post("/console/settings/accounts/{id}/second-factor/reset", SignedIn, account_session::reset),
        Route::post("/console/settings/sessions/{id}/end", SignedIn, account_session::end),
        Route::get("/console/{*rest}", SignedIn, error::nothing_here),
    ]
}

/// Builds the door.
pub fn router(app: App) -> Router {
    let pages = admin::demand(app.clone(), web::route::build(app.clone(), routes()));
    web::security::layer(
        pages.merge(web::asset::router(&[&STYLE, &SCRIPT, &PASSKEY_SCRIPT])),
        app,
        error::draw,
    )
}
