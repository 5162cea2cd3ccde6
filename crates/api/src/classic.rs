//! The shape in which older scripts know invitations: `/JSSResource/mobiledeviceinvitations…`, in XML and JSON.
//!
//! What scripts send and expect is written down in `docs/decisions/classic-invitations.md`. Every request needs a bearer
//! token, or the name and password of a local account; nothing here is public.

mod credentials;
mod document;
mod fields;
mod invitation;
mod xml;

use app::App;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};

use crate::problem::{self, Problem};

/// The routes of this part with their methods, for tests that walk them.
pub(crate) const ROUTES: [(&str, &[&str]); 5] = [
    ("/JSSResource/mobiledeviceinvitations", &["GET", "POST", "PUT"]),
    ("/JSSResource/mobiledeviceinvitations.json", &["GET"]),
    ("/JSSResource/mobiledeviceinvitations/id/{id}", &["GET", "POST", "PUT", "DELETE"]),
    ("/JSSResource/mobiledeviceinvitations/invitation/{code}", &["GET", "POST", "PUT", "DELETE"]),
    ("/JSSResource/{*rest}", &["GET"]),
];

/// Returns the routes.
pub(crate) fn router(app: App) -> Router {
    let unknown = || any(async || Problem::not_found());
    let [all, all_as_json, by_id, by_code, rest] = ROUTES.map(|(path, _)| path);
    Router::new()
        .route(all, get(invitation::list).post(invitation::create).put(invitation::put))
        .route(all_as_json, get(invitation::list))
        .route(
            by_id,
            get(invitation::show_by_id)
                .post(invitation::create)
                .put(invitation::put)
                .delete(invitation::delete_by_id),
        )
        .route(
            by_code,
            get(invitation::show_by_code)
                .post(invitation::create)
                .put(invitation::put)
                .delete(invitation::delete_by_code),
        )
        .route("/JSSResource", unknown())
        .route("/JSSResource/", unknown())
        .route(rest, unknown())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .route_layer(from_fn_with_state(app.clone(), credentials::require))
        .route_layer(from_fn_with_state(app.clone(), problem::finish))
        .with_state(app)
}
