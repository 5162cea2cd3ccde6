//! The door for devices: SCEP, check-in and the command channel.
//!
//! It reads the request as far as needed to call one verb, and writes what the verb returns in the device's words.
//! Devices learn nothing from a refusal: an empty 400, a line in the log, and never a 401, which would make them
//! delete their profile and everything it manages. What devices ask before they enroll has addresses and rules apart.

mod account;
mod admission;
mod checkin;
mod connect;
mod message;
mod octets;
mod profile_service;
mod query;
mod refusal;
mod scep;
mod source;

use app::App;
use apple_mdm::account_sign_in::WELL_KNOWN_PATH;
use axum::Router;
use axum::routing::{MethodRouter, get, post};

/// One way into this door. All of them are public: devices prove themselves inside the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Route {
    /// The path as routed.
    pub path: &'static str,
    /// The methods served.
    pub methods: &'static [&'static str],
}

/// Every route, the whole list.
pub const ROUTES: [Route; 7] = [
    Route { path: "/scep", methods: &["GET", "POST"] },
    Route { path: "/mdm/checkin", methods: &["PUT", "POST"] },
    Route { path: "/mdm/connect", methods: &["PUT", "POST"] },
    Route { path: WELL_KNOWN_PATH, methods: &["GET"] },
    Route { path: account::USER_PATH, methods: &["POST"] },
    Route { path: account::DEVICE_PATH, methods: &["POST"] },
    Route { path: profile_service::PATH, methods: &["POST"] },
];

/// Returns the door's routes.
///
/// SCEP is admitted apart from the device channel: issuing certificates is the dearest thing this server does, and
/// a crowd that enrolls must not keep enrolled devices from checking in.
pub fn router(app: App) -> Router {
    let [scep, checkin, connect, discovery, user, device_, service] = ROUTES;
    let issuance = admission::limit(Router::new().route(scep.path, scep::methods()), scep::LIMITS);
    let channel =
        Router::new().route(checkin.path, device(checkin::take)).route(connect.path, device(connect::take));
    // What devices ask before they enroll is admitted like issuance: anybody may send it.
    let arrivals = Router::new()
        .route(discovery.path, get(account::discover))
        .route(user.path, post(account::user))
        .route(device_.path, post(account::device))
        .route(service.path, post(profile_service::take));
    issuance
        .merge(admission::limit(arrivals, scep::LIMITS))
        .merge(admission::limit(channel, message::LIMITS))
        .with_state(app)
}

/// Devices send `PUT`, several other clients `POST`.
fn device<H, T>(handler: H) -> MethodRouter<App>
where
    H: axum::handler::Handler<T, App>,
    T: 'static,
{
    axum::routing::put(handler.clone()).post(handler)
}
