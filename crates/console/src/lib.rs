//! The door for administrators: what devices there are, how enrollments go, and the few settings.
//!
//! One file per page: form in, one verb, view out. All pages stand in `frame::Frame`; `admin` lets nobody in who has
//! not signed in, save to the few routes that the list below names public.

mod account;
mod account_group;
mod account_session;
mod admin;
mod agreement;
mod api_token;
mod assignment;
mod audit;
mod badge;
mod built_in_person;
mod count;
mod csv;
mod dashboard;
mod device;
mod directory;
mod enrollment;
mod enrollment_access;
mod enrollment_url;
mod error;
mod fact;
mod field;
mod filled;
mod frame;
mod grant;
mod icon;
mod identity_provider;
mod invitation;
mod mail_server;
mod message_template;
mod my_account;
mod outbox;
mod paging;
mod portal_text;
mod poster;
mod provider_login;
mod push_certificate;
mod search;
mod second_step;
mod session_row;
mod setting;
mod setup;
mod sign_in;
mod site;
mod sms_provider;
mod timeline;
mod upload;
mod webhook;

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
        Route::post(provider_login::PATH, Public, provider_login::post),
        Route::get_and_head(
            provider_login::CALLBACK_PATH,
            Public,
            provider_login::callback,
            provider_login::head,
        ),
        Route::get(second_step::PATH, Public, second_step::get),
        Route::post(second_step::PATH, Public, second_step::post),
        Route::post("/console/sign-in/second-step/passkey", Public, second_step::passkey),
        Route::post("/console/sign-in/second-step/passkey/ask", Public, second_step::ask_passkey),
        Route::get(setup::PATH, Public, setup::get),
        Route::post(setup::PATH, Public, setup::post),
        Route::post("/console/sign-out", SignedIn, sign_in::sign_out),
        Route::get("/console", SignedIn, dashboard::get),
        Route::post("/console/site", SignedIn, site::switch::post),
        Route::get("/console/search", SignedIn, search::get),
        Route::get("/console/devices", SignedIn, device::list::get),
        Route::get("/console/devices.csv", SignedIn, device::csv::get),
        Route::get(assignment::PATH, SignedIn, assignment::new::get),
        Route::post(assignment::PATH, SignedIn, assignment::new::post).with_body_max(upload::BODY_BYTES_MAX),
        Route::get("/console/assignments/template.csv", SignedIn, assignment::new::template),
        Route::get("/console/assignments/{id}", SignedIn, assignment::show::get),
        Route::post("/console/assignments/{id}", SignedIn, assignment::show::post),
        Route::post("/console/assignments/{id}/stop", SignedIn, assignment::show::stop),
        Route::get("/console/devices/{id}", SignedIn, device::show::get),
        Route::post(device::move_to::PATH, SignedIn, device::move_to::post),
        Route::post("/console/devices/{id}/move", SignedIn, device::move_to::post_one),
        Route::get("/console/devices/{id}/assign", SignedIn, device::assign::get),
        Route::post("/console/devices/{id}/assign", SignedIn, device::assign::post),
        Route::post("/console/devices/{id}/refresh-user", SignedIn, device::assign::refresh),
        Route::post("/console/devices/{id}/update-inventory", SignedIn, device::show::update_inventory),
        Route::get(built_in_person::PATH, SignedIn, built_in_person::list::get),
        Route::get("/console/people.csv", SignedIn, built_in_person::csv::get),
        Route::get("/console/people/new", SignedIn, built_in_person::form::get_new),
        Route::post("/console/people/new", SignedIn, built_in_person::form::post_new),
        Route::get(built_in_person::import::PATH, SignedIn, built_in_person::import::get),
        Route::post(built_in_person::import::PATH, SignedIn, built_in_person::import::post)
            .with_body_max(upload::BODY_BYTES_MAX),
        Route::get("/console/people/import/template.csv", SignedIn, built_in_person::csv::template),
        Route::get("/console/people/import/{id}", SignedIn, built_in_person::preview::get),
        Route::post("/console/people/import/{id}", SignedIn, built_in_person::preview::post),
        Route::post("/console/people/import/{id}/discard", SignedIn, built_in_person::preview::discard),
        Route::get("/console/people/{id}", SignedIn, built_in_person::show::get),
        Route::get("/console/people/{id}/edit", SignedIn, built_in_person::form::get_edit),
        Route::post("/console/people/{id}/edit", SignedIn, built_in_person::form::post_edit),
        Route::post("/console/people/{id}/delete", SignedIn, built_in_person::show::delete),
        Route::get("/console/enrollments", SignedIn, enrollment::list::get),
        Route::get("/console/enrollments/{id}", SignedIn, enrollment::show::get),
        Route::get(invitation::PATH, SignedIn, invitation::list::get),
        Route::get("/console/invitations.csv", SignedIn, invitation::csv::get),
        Route::post(invitation::bulk::PATH, SignedIn, invitation::bulk::post),
        Route::get(invitation::new::PATH, SignedIn, invitation::new::delivery::get),
        Route::post(invitation::new::PATH, SignedIn, invitation::new::delivery::post),
        Route::get("/console/invitations/new/{id}", SignedIn, invitation::new::delivery::get_draft),
        Route::post("/console/invitations/new/{id}", SignedIn, invitation::new::delivery::post_draft),
        Route::get("/console/invitations/new/{id}/recipients", SignedIn, invitation::new::people::get),
        Route::post("/console/invitations/new/{id}/recipients", SignedIn, invitation::new::people::post)
            .with_body_max(invitation::new::people::BODY_BYTES_MAX),
        Route::get("/console/invitations/new/{id}/terms", SignedIn, invitation::new::terms::get),
        Route::post("/console/invitations/new/{id}/terms", SignedIn, invitation::new::terms::post)
            .with_body_max(invitation::new::terms::BODY_BYTES_MAX),
        Route::get("/console/invitations/new/{id}/message", SignedIn, invitation::new::message::get),
        Route::post("/console/invitations/new/{id}/message", SignedIn, invitation::new::message::post)
            .with_body_max(message_template::form::BODY_BYTES_MAX),
        Route::get("/console/invitations/new/{id}/review", SignedIn, invitation::new::review::get),
        Route::post("/console/invitations/new/{id}/review", SignedIn, invitation::new::review::post),
        Route::get("/console/invitations/{id}", SignedIn, invitation::show::get),
        Route::get("/console/invitations/{id}/live", SignedIn, invitation::live::get),
        Route::post("/console/invitations/{id}/act", SignedIn, invitation::act::post),
        Route::get("/console/invitations/{id}/devices", SignedIn, invitation::device::get),
        Route::get("/console/invitations/{id}/edit", SignedIn, invitation::edit::get),
        Route::post("/console/invitations/{id}/edit", SignedIn, invitation::edit::post)
            .with_body_max(invitation::new::terms::BODY_BYTES_MAX),
        Route::get("/console/invitations/{id}/texts/{language}", SignedIn, invitation::text::get),
        Route::post("/console/invitations/{id}/texts/{language}", SignedIn, invitation::text::post)
            .with_body_max(message_template::form::BODY_BYTES_MAX),
        Route::post("/console/invitations/{id}/duplicate", SignedIn, invitation::new::duplicate),
        Route::post("/console/invitations/{id}/recipients/add", SignedIn, invitation::new::add),
        Route::get("/console/invitations/{id}/recipients.csv", SignedIn, invitation::recipient_csv::get),
        Route::post("/console/invitations/{id}/recipients", SignedIn, invitation::act::post_recipients),
        Route::post(
            "/console/invitations/{id}/approvals/{enrollment}",
            SignedIn,
            invitation::act::post_approval,
        ),
        Route::get("/console/invitations/{id}/recipients/{recipient}", SignedIn, invitation::recipient::get),
        Route::post(
            "/console/invitations/{id}/recipients/{recipient}",
            SignedIn,
            invitation::recipient::post,
        ),
        Route::post(
            "/console/invitations/{id}/recipients/{recipient}/link",
            SignedIn,
            invitation::link::post,
        ),
        Route::get(outbox::PATH, SignedIn, outbox::list::get),
        Route::get("/console/outbox/{id}", SignedIn, outbox::show::get),
        Route::get("/console/outbox/{id}/mail", SignedIn, outbox::show::mail),
        Route::get(enrollment_url::PATH, SignedIn, enrollment_url::show::get),
        Route::get(enrollment_url::poster::PATH, SignedIn, enrollment_url::poster::get),
        Route::get(enrollment_url::poster::PDF_PATH, SignedIn, enrollment_url::poster::get_pdf),
        Route::post(enrollment_url::self_test::PATH, SignedIn, enrollment_url::self_test::post),
        Route::get(push_certificate::PATH, SignedIn, push_certificate::get),
        Route::post(push_certificate::PATH, SignedIn, push_certificate::post),
        Route::get(api_token::PATH, SignedIn, api_token::get),
        Route::post(api_token::PATH, SignedIn, api_token::post),
        Route::post("/console/settings/api-tokens/{id}/revoke", SignedIn, api_token::revoke),
        Route::get(account::PATH, SignedIn, account::list::get),
        Route::get(account::new::PATH, SignedIn, account::new::get),
        Route::post(account::new::PATH, SignedIn, account::new::post),
        Route::get("/console/settings/accounts/{id}", SignedIn, account::show::get),
        Route::post("/console/settings/accounts/{id}", SignedIn, account::show::post),
        Route::post("/console/settings/accounts/{id}/disable", SignedIn, account::show::disable),
        Route::post("/console/settings/accounts/{id}/enable", SignedIn, account::show::enable),
        Route::post("/console/settings/accounts/{id}/password", SignedIn, account::show::reset_password),
        Route::post("/console/settings/accounts/{id}/identity-link", SignedIn, account::link::post),
        Route::get(account_group::PATH, SignedIn, account_group::list::get),
        Route::get(account_group::new::PATH, SignedIn, account_group::new::get),
        Route::post(account_group::new::PATH, SignedIn, account_group::new::post),
        Route::get("/console/settings/account-groups/{id}", SignedIn, account_group::show::get),
        Route::post("/console/settings/account-groups/{id}", SignedIn, account_group::show::post),
        Route::post("/console/settings/account-groups/{id}/delete", SignedIn, account_group::show::delete),
        Route::get(directory::PATH, SignedIn, directory::list::get),
        Route::post("/console/settings/directories/refresh", SignedIn, directory::list::post_refresh),
        Route::get(directory::new::PATH, SignedIn, directory::new::get),
        Route::post(directory::new::PATH, SignedIn, directory::new::post)
            .with_body_max(directory::BODY_BYTES_MAX),
        Route::get("/console/settings/directories/new/{id}", SignedIn, directory::new::get_connection),
        Route::post("/console/settings/directories/new/{id}", SignedIn, directory::new::post_connection)
            .with_body_max(directory::BODY_BYTES_MAX),
        Route::get("/console/settings/directories/new/{id}/look", SignedIn, directory::new::get_look),
        Route::post("/console/settings/directories/new/{id}/look", SignedIn, directory::new::post_look),
        Route::get("/console/settings/directories/new/{id}/review", SignedIn, directory::new::get_review),
        Route::post("/console/settings/directories/new/{id}/review", SignedIn, directory::new::post_review),
        Route::get("/console/settings/directories/{id}", SignedIn, directory::show::get),
        Route::get("/console/settings/directories/{id}/edit", SignedIn, directory::edit::get),
        Route::post("/console/settings/directories/{id}/edit", SignedIn, directory::edit::post)
            .with_body_max(directory::BODY_BYTES_MAX),
        Route::post("/console/settings/directories/{id}/move", SignedIn, directory::list::post_move),
        Route::post("/console/settings/directories/{id}/test", SignedIn, directory::show::post_test),
        Route::post("/console/settings/directories/{id}/disable", SignedIn, directory::show::post_disable),
        Route::post("/console/settings/directories/{id}/enable", SignedIn, directory::show::post_enable),
        Route::get("/console/settings/directories/{id}/delete", SignedIn, directory::delete::get),
        Route::post("/console/settings/directories/{id}/delete", SignedIn, directory::delete::post),
        Route::get(identity_provider::PATH, SignedIn, identity_provider::list::get),
        Route::get(identity_provider::new::PATH, SignedIn, identity_provider::new::get),
        Route::post(identity_provider::new::PATH, SignedIn, identity_provider::new::post)
            .with_body_max(identity_provider::BODY_BYTES_MAX),
        Route::get("/console/settings/identity-providers/{id}", SignedIn, identity_provider::show::get),
        Route::get("/console/settings/identity-providers/{id}/edit", SignedIn, identity_provider::edit::get),
        Route::post(
            "/console/settings/identity-providers/{id}/edit",
            SignedIn,
            identity_provider::edit::post,
        )
        .with_body_max(identity_provider::BODY_BYTES_MAX),
        Route::post(
            "/console/settings/identity-providers/{id}/check",
            SignedIn,
            identity_provider::show::post_check,
        ),
        Route::post(
            "/console/settings/identity-providers/{id}/login",
            SignedIn,
            identity_provider::show::post_login,
        ),
        Route::post(
            "/console/settings/identity-providers/{id}/disable",
            SignedIn,
            identity_provider::show::post_disable,
        ),
        Route::post(
            "/console/settings/identity-providers/{id}/enable",
            SignedIn,
            identity_provider::show::post_enable,
        ),
        Route::get(
            "/console/settings/identity-providers/{id}/delete",
            SignedIn,
            identity_provider::delete::get,
        ),
        Route::post(
            "/console/settings/identity-providers/{id}/delete",
            SignedIn,
            identity_provider::delete::post,
        ),
        Route::get(mail_server::PATH, SignedIn, mail_server::show::get),
        Route::get(mail_server::EDIT_PATH, SignedIn, mail_server::edit::get),
        Route::post(mail_server::EDIT_PATH, SignedIn, mail_server::edit::post)
            .with_body_max(mail_server::BODY_BYTES_MAX),
        Route::post(mail_server::TEST_PATH, SignedIn, mail_server::show::post_test),
        Route::post(mail_server::REMOVE_PATH, SignedIn, mail_server::show::post_remove),
        Route::get(sms_provider::PATH, SignedIn, sms_provider::show::get),
        Route::get(sms_provider::EDIT_PATH, SignedIn, sms_provider::edit::get),
        Route::post(sms_provider::EDIT_PATH, SignedIn, sms_provider::edit::post)
            .with_body_max(sms_provider::BODY_BYTES_MAX),
        Route::post("/console/settings/sms-provider/test", SignedIn, sms_provider::show::post_test),
        Route::post("/console/settings/sms-provider/remove", SignedIn, sms_provider::show::post_remove),
        Route::get(site::PATH, SignedIn, site::list::get),
        Route::get("/console/settings/sites/new", SignedIn, site::name::get_new),
        Route::post("/console/settings/sites/new", SignedIn, site::name::post_new),
        Route::get("/console/settings/sites/{id}/rename", SignedIn, site::name::get),
        Route::post("/console/settings/sites/{id}/rename", SignedIn, site::name::post),
        Route::get("/console/settings/sites/{id}/delete", SignedIn, site::delete::get),
        Route::post("/console/settings/sites/{id}/delete", SignedIn, site::delete::post),
        Route::get(setting::general::PATH, SignedIn, setting::general::get),
        Route::post(setting::general::PATH, SignedIn, setting::general::post),
        Route::post(setting::signing_certificate::PATH, SignedIn, setting::signing_certificate::post),
        Route::post(
            setting::signing_certificate::REMOVE_PATH,
            SignedIn,
            setting::signing_certificate::remove,
        ),
        Route::get(setting::devices::PATH, SignedIn, setting::devices::get),
        Route::post(setting::devices::PATH, SignedIn, setting::devices::post),
        Route::get(setting::reenrollment::PATH, SignedIn, setting::reenrollment::get),
        Route::post(setting::reenrollment::PATH, SignedIn, setting::reenrollment::post),
        Route::get(
            "/console/settings/user-initiated-enrollment/{section}/history",
            SignedIn,
            setting::history::get,
        ),
        Route::post(
            "/console/settings/user-initiated-enrollment/{section}/history",
            SignedIn,
            setting::history::post,
        ),
        Route::get(setting::account_driven::PATH, SignedIn, setting::account_driven::get),
        Route::post(setting::account_driven::PATH, SignedIn, setting::account_driven::post),
        Route::post(setting::account_driven::CHECK_PATH, SignedIn, setting::account_driven::check),
        Route::get(setting::serial_number::PATH, SignedIn, setting::serial_number::get),
        Route::post(setting::serial_number::PATH, SignedIn, setting::serial_number::post)
            .with_body_max(upload::BODY_BYTES_MAX),
        Route::post(setting::serial_number::REMOVE_PATH, SignedIn, setting::serial_number::remove),
        Route::get(enrollment_access::PATH, SignedIn, enrollment_access::list::get),
        Route::get(agreement::PATH, SignedIn, agreement::show::get),
        Route::post(agreement::PATH, SignedIn, agreement::show::post),
        Route::get(
            "/console/settings/enrollment-agreement/{ownership}/text/{language}",
            SignedIn,
            agreement::edit::get,
        ),
        Route::post(
            "/console/settings/enrollment-agreement/{ownership}/text/{language}",
            SignedIn,
            agreement::edit::post,
        )
        .with_body_max(agreement::edit::BODY_BYTES_MAX),
        Route::get(
            "/console/settings/enrollment-agreement/{ownership}/history",
            SignedIn,
            agreement::history::get,
        ),
        Route::post(
            "/console/settings/enrollment-agreement/{ownership}/history",
            SignedIn,
            agreement::history::post,
        ),
        Route::get(
            "/console/settings/enrollment-agreement/{ownership}/versions/{version}",
            SignedIn,
            agreement::history::get_version,
        ),
        Route::get(enrollment_access::explain::PATH, SignedIn, enrollment_access::explain::get),
        Route::get(enrollment_access::history::PATH, SignedIn, enrollment_access::history::get),
        Route::post(enrollment_access::history::PATH, SignedIn, enrollment_access::history::post),
        Route::get(enrollment_access::new::PATH, SignedIn, enrollment_access::new::get),
        Route::post(enrollment_access::new::PATH, SignedIn, enrollment_access::new::post),
        Route::get("/console/settings/enrollment-access/{id}", SignedIn, enrollment_access::edit::get),
        Route::post("/console/settings/enrollment-access/{id}", SignedIn, enrollment_access::edit::post),
        Route::post(
            "/console/settings/enrollment-access/{id}/delete",
            SignedIn,
            enrollment_access::edit::delete,
        ),
        Route::get(portal_text::PATH, SignedIn, portal_text::list::get),
        Route::post(portal_text::PATH, SignedIn, portal_text::list::post),
        Route::post(portal_text::appearance::PATH, SignedIn, portal_text::appearance::post),
        Route::post(portal_text::appearance::LOGO_PATH, SignedIn, portal_text::appearance::post_logo)
            .with_body_max(upload::BODY_BYTES_MAX),
        Route::post(portal_text::file::PATH, SignedIn, portal_text::file::post)
            .with_body_max(upload::BODY_BYTES_MAX),
        Route::get(
            "/console/settings/user-initiated-enrollment/messaging/{language}",
            SignedIn,
            portal_text::list::first,
        ),
        Route::post(
            "/console/settings/user-initiated-enrollment/messaging/{language}/offer",
            SignedIn,
            portal_text::list::offer,
        ),
        Route::post(
            "/console/settings/user-initiated-enrollment/messaging/{language}/remove",
            SignedIn,
            portal_text::list::remove,
        ),
        Route::get(
            "/console/settings/user-initiated-enrollment/messaging/{language}/export",
            SignedIn,
            portal_text::file::get,
        ),
        Route::get(
            "/console/settings/user-initiated-enrollment/messaging/{language}/history",
            SignedIn,
            portal_text::history::get,
        ),
        Route::post(
            "/console/settings/user-initiated-enrollment/messaging/{language}/history",
            SignedIn,
            portal_text::history::post,
        ),
        Route::get(
            "/console/settings/user-initiated-enrollment/messaging/{language}/{screen}",
            SignedIn,
            portal_text::edit::get,
        ),
        Route::post(
            "/console/settings/user-initiated-enrollment/messaging/{language}/{screen}",
            SignedIn,
            portal_text::edit::post,
        )
        .with_body_max(portal_text::edit::BODY_BYTES_MAX),
        Route::post(
            "/console/settings/user-initiated-enrollment/messaging/{language}/{screen}/preview",
            SignedIn,
            portal_text::preview::post,
        )
        .with_body_max(portal_text::edit::BODY_BYTES_MAX),
        Route::get(message_template::PATH, SignedIn, message_template::list::get),
        Route::post(message_template::PATH, SignedIn, message_template::list::post),
        Route::post(message_template::preview::PATH, SignedIn, message_template::preview::post)
            .with_body_max(message_template::form::BODY_BYTES_MAX),
        Route::get(
            "/console/settings/message-templates/{kind}/{language}",
            SignedIn,
            message_template::edit::get,
        ),
        Route::post(
            "/console/settings/message-templates/{kind}/{language}",
            SignedIn,
            message_template::edit::post,
        )
        .with_body_max(message_template::form::BODY_BYTES_MAX),
        Route::get(
            "/console/settings/message-templates/{kind}/{language}/preview",
            SignedIn,
            message_template::preview::get,
        ),
        Route::post(
            "/console/settings/message-templates/{kind}/{language}/reset",
            SignedIn,
            message_template::edit::reset,
        ),
        Route::get(webhook::PATH, SignedIn, webhook::list::get),
        Route::get(webhook::new::PATH, SignedIn, webhook::new::get),
        Route::post(webhook::new::PATH, SignedIn, webhook::new::post),
        Route::get("/console/settings/webhooks/{id}", SignedIn, webhook::show::get),
        Route::get("/console/settings/webhooks/{id}/edit", SignedIn, webhook::edit::get),
        Route::post("/console/settings/webhooks/{id}/edit", SignedIn, webhook::edit::post),
        Route::post("/console/settings/webhooks/{id}/enable", SignedIn, webhook::show::post_enable),
        Route::post("/console/settings/webhooks/{id}/disable", SignedIn, webhook::show::post_disable),
        Route::post("/console/settings/webhooks/{id}/secret", SignedIn, webhook::show::post_secret),
        Route::post("/console/settings/webhooks/{id}/test", SignedIn, webhook::show::post_test),
        Route::post("/console/settings/webhooks/{id}/replay", SignedIn, webhook::show::post_replay),
        Route::post("/console/settings/webhooks/{id}/delete", SignedIn, webhook::show::post_delete),
        Route::post(
            "/console/settings/webhook-deliveries/{id}/replay",
            SignedIn,
            webhook::show::post_replay_one,
        ),
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
        Route::get(audit::list::PATH, SignedIn, audit::list::get),
        Route::post(audit::list::VERIFY_PATH, SignedIn, audit::list::verify),
        Route::get(audit::export::CSV_PATH, SignedIn, audit::export::csv),
        Route::get(audit::export::JSON_PATH, SignedIn, audit::export::json_lines),
        Route::get("/console/{*rest}", SignedIn, error::nothing_here),
    ]
}

/// Builds the door.
pub fn router(app: App) -> Router {
    let pages = admin::demand(app.clone(), web::route::build(app.clone(), routes()));
    web::security::layer(
        pages.merge(web::asset::router(&[&STYLE, &SCRIPT, &PASSKEY_SCRIPT, &enrollment_url::poster::STYLE])),
        app,
        error::draw,
    )
}
