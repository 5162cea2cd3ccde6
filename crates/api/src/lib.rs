//! The door for programs: devices, enrollments, accounts and sites as JSON, under `/api/v1`.
//!
//! Every request needs a bearer token, asked for in one layer around all routes, unknown ones included; what needs
//! none stands in [`PUBLIC`]. Beside it lies the door for receipts of SMS, which the provider signs. Cookies mean nothing here, so no page of another site can act through a browser.
//! Every refusal is a problem document (RFC 9457).

mod account;
mod account_group;
mod admitted_serial_number;
mod assignment;
mod audit;
mod bearer;
mod built_in_person;
mod classic;
mod command;
mod device;
mod directory;
mod document;
mod enrollment;
mod enrollment_access;
mod enrollment_language;
mod enrollment_setting;
mod identity_provider;
mod inventory;
mod invitation;
mod mail_server;
mod message;
mod message_template;
mod outbox;
mod page;
mod person;
mod problem;
mod request;
mod right;
mod signing_certificate;
mod site;
mod sms_provider;
mod time;
mod timeline;
mod webhook;

use app::App;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::any;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The paths that need no token, compared with the path as it came.
pub const PUBLIC: [&str; 1] = ["/api/v1/openapi.json"];

/// One way into this door.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Route {
    /// The path as routed, parameters in braces.
    pub path: String,
    /// The method in capitals.
    pub method: &'static str,
    /// Whether it is served without a token.
    pub is_public: bool,
}

/// Returns the door's routes.
pub fn router(app: App) -> Router {
    let (router, _) = documented().split_for_parts();
    let unknown = || any(async || problem::Problem::not_found());
    router
        .route("/api/v1", unknown())
        .route("/api/v1/", unknown())
        .route("/api/v1/{*rest}", unknown())
        .method_not_allowed_fallback(async || problem::Problem::method_not_allowed())
        .route_layer(from_fn_with_state(app.clone(), bearer::require))
        .route_layer(from_fn_with_state(app.clone(), problem::finish))
        .with_state(app.clone())
        .merge(sms_provider::receipt::router(app.clone()))
        .merge(classic::router(app))
}

/// Lists the routes of the shape that older scripts know, which the document leaves out.
pub fn classic_routes() -> impl Iterator<Item = (&'static str, &'static str)> {
    classic::ROUTES.into_iter().flat_map(|(path, methods)| methods.iter().map(move |method| (path, *method)))
}

/// Returns the OpenAPI document, made from the same handlers as the router.
pub fn openapi() -> OpenApi {
    document::complete(documented().into_openapi())
}

/// Lists every documented route, read from the document and so from the router.
pub fn routes() -> Vec<Route> {
    let described = openapi();
    let mut routes: Vec<Route> = described
        .paths
        .paths
        .iter()
        .flat_map(|(path, item)| document::operations(item).map(move |(method, _)| (path, method)))
        .map(|(path, method)| Route {
            path: path.clone(),
            method,
            is_public: PUBLIC.contains(&path.as_str()),
        })
        .collect();
    routes.sort();
    routes
}

/// The handlers with what they say about themselves.
fn documented() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(document::frame())
        .routes(routes!(device::list::get))
        .routes(routes!(device::show::get))
        .routes(routes!(device::timeline::get))
        .routes(routes!(device::site::put))
        .routes(routes!(device::user::put))
        .routes(routes!(device::user::refresh))
        .routes(routes!(directory::list::get, directory::list::post))
        .routes(routes!(directory::look::post))
        .routes(routes!(directory::one::get, directory::one::put, directory::one::delete))
        .routes(routes!(directory::one::disable))
        .routes(routes!(directory::one::enable))
        .routes(routes!(directory::test::post))
        .routes(routes!(directory::people::get))
        .routes(routes!(identity_provider::list::get, identity_provider::list::post))
        .routes(routes!(
            identity_provider::one::get,
            identity_provider::one::put,
            identity_provider::one::delete
        ))
        .routes(routes!(identity_provider::one::enable))
        .routes(routes!(identity_provider::one::disable))
        .routes(routes!(identity_provider::check::post))
        .routes(routes!(mail_server::one::get, mail_server::one::put, mail_server::one::delete))
        .routes(routes!(mail_server::test::post))
        .routes(routes!(enrollment_access::list::get, enrollment_access::list::post))
        .routes(routes!(
            enrollment_access::one::get,
            enrollment_access::one::put,
            enrollment_access::one::delete
        ))
        .routes(routes!(enrollment_access::terms::get, enrollment_access::terms::put))
        .routes(routes!(admitted_serial_number::get, admitted_serial_number::post))
        .routes(routes!(admitted_serial_number::delete))
        .routes(routes!(signing_certificate::get, signing_certificate::put, signing_certificate::delete))
        .routes(routes!(enrollment_language::list))
        .routes(routes!(enrollment_language::get, enrollment_language::put, enrollment_language::delete))
        .routes(routes!(enrollment_setting::general::get, enrollment_setting::general::put))
        .routes(routes!(enrollment_setting::devices::get, enrollment_setting::devices::put))
        .routes(routes!(enrollment_setting::reenrollment::get, enrollment_setting::reenrollment::put))
        .routes(routes!(enrollment_setting::account_driven::get, enrollment_setting::account_driven::put))
        .routes(routes!(enrollment_setting::history::get))
        .routes(routes!(assignment::list::post))
        .routes(routes!(assignment::one::get, assignment::one::delete))
        .routes(routes!(built_in_person::list::get, built_in_person::list::post))
        .routes(routes!(built_in_person::import::post))
        .routes(routes!(built_in_person::one::get, built_in_person::one::put, built_in_person::one::delete))
        .routes(routes!(enrollment::list::get, enrollment::begin::post))
        .routes(routes!(enrollment::show::get))
        .routes(routes!(enrollment::profile::get))
        .routes(routes!(invitation::approval::approve))
        .routes(routes!(invitation::approval::decline))
        .routes(routes!(invitation::list::get, invitation::create::post))
        .routes(routes!(invitation::one::get, invitation::one::put, invitation::one::delete))
        .routes(routes!(invitation::act::pause))
        .routes(routes!(invitation::act::resume))
        .routes(routes!(invitation::act::revoke))
        .routes(routes!(invitation::act::archive))
        .routes(routes!(invitation::act::unarchive))
        .routes(routes!(invitation::act::resend))
        .routes(routes!(invitation::recipient_list::get, invitation::recipient_list::post))
        .routes(routes!(invitation::recipient_list::devices))
        .routes(routes!(invitation::recipient_one::get))
        .routes(routes!(invitation::recipient_one::resend))
        .routes(routes!(invitation::recipient_one::revoke))
        .routes(routes!(invitation::recipient_one::link))
        .routes(routes!(invitation::approval::get))
        .routes(routes!(outbox::get))
        .routes(routes!(audit::get))
        .routes(routes!(account::list::get, account::create::post))
        .routes(routes!(account::show::get, account::replace::put))
        .routes(routes!(account::disable::post))
        .routes(routes!(account::enable::post))
        .routes(routes!(account::reset_password::post))
        .routes(routes!(account_group::list::get, account_group::create::post))
        .routes(routes!(account_group::show::get, account_group::replace::put, account_group::delete::delete))
        .routes(routes!(site::list::get, site::create::post))
        .routes(routes!(site::show::get, site::rename::put, site::delete::delete))
        .routes(routes!(sms_provider::one::get, sms_provider::one::put, sms_provider::one::delete))
        .routes(routes!(sms_provider::test::post))
        .routes(routes!(message_template::list::get))
        .routes(routes!(
            message_template::one::get,
            message_template::one::put,
            message_template::one::delete
        ))
        .routes(routes!(webhook::list::get, webhook::list::post))
        .routes(routes!(webhook::one::get, webhook::one::put, webhook::one::delete))
        .routes(routes!(webhook::one::enable))
        .routes(routes!(webhook::one::disable))
        .routes(routes!(webhook::one::secret))
        .routes(routes!(webhook::one::test))
        .routes(routes!(webhook::delivery::get))
        .routes(routes!(webhook::delivery::replay_since))
        .routes(routes!(webhook::delivery::replay))
        .routes(routes!(document::get))
}
