//! The one place that decides who comes in: a layer around all routes, which denies unless a route is named public.

use std::sync::Arc;

use app::{App, Caller};
use axum::Router;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use domain::id::{BuiltInPersonId, DeviceId, EnrollmentId, InvitationId};
use domain::privilege::Privilege;
use http::Method;
use http::request::Parts;
use web::client::ClientAddress;
use web::error::PageError;
use web::page::{see, see_made};
use web::route::Access;
use web::session::SessionCookie;

use crate::{
    account, account_group, agreement, audit, built_in_person, device, directory, enrollment,
    enrollment_access, identity_provider, invitation, mail_server, message_template, my_account, outbox,
    routes, setting, sign_in, site, sms_provider, webhook,
};

/// The caller of a page, put there by the layer.
#[derive(Clone, Debug)]
pub(crate) struct Admin(pub(crate) Caller);

impl<S: Sync> FromRequestParts<S> for Admin {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| app::Error::Unauthenticated.into())
    }
}

/// Puts the layer around a door's router.
pub(crate) fn demand(app: App, router: Router) -> Router {
    let public =
        routes().iter().filter(|route| route.access == Access::Public).map(|route| route.path).collect();
    router.layer(from_fn_with_state((app, public), admit))
}

/// Lets a request through to a public route, or with its caller; sends everybody else to sign in.
///
/// The route is the one that the router has matched, so that no spelling of a path is one thing here and another there.
async fn admit(
    State((app, public)): State<(App, Arc<[&'static str]>)>,
    ClientAddress(source): ClientAddress,
    matched: Option<MatchedPath>,
    mut request: Request,
    next: Next,
) -> Result<Response, PageError> {
    let route = matched.as_ref().map_or("", MatchedPath::as_str);
    if public.contains(&route) {
        return Ok(next.run(request).await);
    }
    let caller = match SessionCookie::Console.read(request.headers()) {
        Some(session) => app.find_caller(&session, source).await?,
        None => None,
    };
    let may_enter = |caller: &Caller| caller.is_held_back() || caller.holds(Privilege::SignInToConsole);
    match caller.filter(may_enter) {
        Some(caller) if caller.is_held_back() && !my_account::is_own(route) => Ok(see(my_account::PATH)),
        Some(caller) => {
            request.extensions_mut().insert(Admin(caller.clone()));
            let method = request.method().clone();
            let mut response = next.run(request).await;
            if is_forbidden(&response) || caller.has_strayed() {
                let route = matched.as_ref().map_or("an unknown route", MatchedPath::as_str);
                app.note_refused(&caller, method.as_str(), route).await;
            }
            // An error is drawn further out, with the menu of whoever sees it.
            if response.status().is_client_error() || response.status().is_server_error() {
                response.extensions_mut().insert(Admin(caller));
            }
            Ok(response)
        }
        None if request.method() == Method::GET => {
            Ok(see_made(&sign_in::path(Return::parse(request.uri().path()).as_ref())))
        }
        None => Ok(see_made(sign_in::PATH)),
    }
}

/// Refuses a page that is of no use without a privilege. The verb behind it refuses for itself; this spares people a form
/// that would be filled in for nothing.
pub(crate) fn demand_privilege(caller: &Caller, privilege: Privilege) -> Result<(), PageError> {
    if caller.holds(privilege) { Ok(()) } else { Err(app::Error::Forbidden.into()) }
}

/// Says whether a page was refused for want of a privilege.
fn is_forbidden(response: &Response) -> bool {
    response.extensions().get::<PageError>().is_some_and(PageError::is_forbidden)
}

/// Where to go after sign-in: one of the console's own pages, never a path that somebody else wrote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Return(String);

/// The pages without a variable part that one may return to.
const RETURNS: [&str; 25] = [
    my_account::PATH,
    "/console/devices",
    "/console/assignments",
    "/console/people",
    "/console/people/import",
    "/console/enrollments",
    invitation::PATH,
    outbox::PATH,
    "/console/enrollment-url",
    "/console/settings/push-certificate",
    "/console/settings/api-tokens",
    account::PATH,
    account_group::PATH,
    directory::PATH,
    identity_provider::PATH,
    site::PATH,
    enrollment_access::PATH,
    agreement::PATH,
    setting::devices::PATH,
    setting::reenrollment::PATH,
    audit::list::PATH,
    webhook::PATH,
    mail_server::PATH,
    sms_provider::PATH,
    message_template::PATH,
];

impl Return {
    /// Recognises a page of the console; the path is made anew from what was recognised.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        if let Some(known) = RETURNS.into_iter().find(|known| *known == path) {
            return Some(Self(known.to_owned()));
        }
        let (folder, id) = path.strip_prefix("/console/")?.split_once('/')?;
        match folder {
            "devices" => id.parse::<DeviceId>().ok().map(|id| Self(device::path(id))),
            "people" => id.parse::<BuiltInPersonId>().ok().map(|id| Self(built_in_person::path(id))),
            "enrollments" => id.parse::<EnrollmentId>().ok().map(|id| Self(enrollment::path(id))),
            "invitations" => id.parse::<InvitationId>().ok().map(|id| Self(invitation::path(id))),
            _ => None,
        }
    }

    /// Returns the path.
    pub(crate) fn path(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t66_one_returns_only_to_pages_of_the_console() {
        let id = "0190a5c8-0000-7000-8000-000000000001";
        for own in ["/console/devices".to_owned(), format!("/console/devices/{id}")] {
            assert_eq!(Return::parse(&own).expect("own page").path(), own);
        }
        for foreign in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/console/devices",
            "/console/devices/../../evil",
            "/console/devices/%2e%2e",
            "/console/devices?to=//evil.example",
            "/console/sign-in",
            "/api/v1/devices",
            "",
        ] {
            assert_eq!(Return::parse(foreign), None, "{foreign}");
        }
    }
}
