//! Where a request comes from. The address is never read from a header here: the server decides which forwarding headers
//! count.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use app::Error;
use axum::extract::{ConnectInfo, FromRequestParts};
use http::header::USER_AGENT;
use http::request::Parts;

use crate::error::PageError;

/// The client's address: a request extension that the server sets from the connection or from trusted proxies.
/// Without it, the connection's own address counts; without either, the request is refused, because throttles
/// that see one address for everybody would lock everybody out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClientAddress(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        if let Some(address) = parts.extensions.get::<Self>() {
            return Ok(*address);
        }
        parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(address)| Self(address.ip()))
            .ok_or_else(|| Error::Internal("the request carries no client address".into()).into())
    }
}

/// What the browser calls itself: a hint for people, which proves nothing. Empty when it does not say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Browser(pub String);

impl<S: Sync> FromRequestParts<S> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let name = parts.headers.get(USER_AGENT).and_then(|name| name.to_str().ok());
        Ok(Self(name.unwrap_or_default().to_owned()))
    }
}
