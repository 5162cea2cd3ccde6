//! Where a request comes from. Never read from a header here: the server decides which forwarding headers count.

use std::net::{IpAddr, SocketAddr};

use app::Error;
use axum::extract::{ConnectInfo, FromRequestParts};
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
