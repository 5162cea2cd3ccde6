//! A door's route list: the router is built from it, so a test that walks the list walks the whole door.

use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{MethodRouter, get, post};
use http::Method;

/// Who may call a route.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Anybody.
    Public,
    /// A caller whom the door's outermost layer has recognised.
    SignedIn,
}

/// One method of one path.
pub struct Route {
    /// The method; `GET` answers `HEAD` too.
    pub method: Method,
    /// The whole path from the root, with `{names}` for its variable parts.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    serve: MethodRouter<App>,
}

impl Route {
    /// Names a page to read.
    pub fn get<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self { method: Method::GET, path, access, serve: get(handler) }
    }

    /// Names a form's target.
    pub fn post<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self { method: Method::POST, path, access, serve: post(handler) }
    }

    /// Lets a form be larger than [`crate::security::BODY_BYTES_MAX`]: one with a file in it.
    #[must_use]
    pub fn with_body_max(self, body_bytes_max: usize) -> Self {
        Self { serve: self.serve.layer(DefaultBodyLimit::max(body_bytes_max)), ..self }
    }

    /// Names a page whose `HEAD` is answered by a handler of its own, because its `GET` changes something.
    pub fn get_and_head<G, T, H, U>(
        path: &'static str,
        access: Access,
        get_handler: G,
        head_handler: H,
    ) -> Self
    where
        G: Handler<T, App>,
        T: 'static,
        H: Handler<U, App>,
        U: 'static,
    {
        Self { method: Method::GET, path, access, serve: get(get_handler).head(head_handler) }
    }
}

/// Builds a router out of a route list.
pub fn build(app: App, routes: Vec<Route>) -> Router {
    routes
        .into_iter()
        .fold(Router::new(), |router, route| router.route(route.path, route.serve))
        .with_state(app)
}
