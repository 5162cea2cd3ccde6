//! The octets of bodies that are held at once, all requests together: what a crowd can make this server remember.
//!
//! They are counted as they arrive. To announce a body reserves nothing, so nobody can take the room from others
//! without filling it.

use std::sync::Arc;

use axum::body::Body;
use http::{HeaderMap, header};
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::refusal::Refusal;

/// The room for the bodies of some routes.
#[derive(Clone, Debug)]
pub(crate) struct Octets(Arc<Semaphore>);

/// A body with its place in the room, which it has until the place is dropped.
pub(crate) struct Held {
    pub(crate) body: Vec<u8>,
    pub(crate) place: Place,
}

/// The room one body takes; kept by whoever keeps what was made of the body.
pub(crate) struct Place {
    /// Read by nobody: it gives the room back when it goes.
    _permit: OwnedSemaphorePermit,
}

impl Octets {
    /// Makes room for so many octets.
    pub(crate) fn new(octets_max: usize) -> Self {
        Self(Arc::new(Semaphore::new(octets_max)))
    }

    /// Reads a body of at most `bytes_max` octets; one that announces more is not read at all, and one for which
    /// there is no room is asked to come back.
    pub(crate) async fn read(
        &self,
        headers: &HeaderMap,
        mut from: Body,
        bytes_max: usize,
    ) -> Result<Held, Refusal> {
        let announced =
            headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if announced.is_some_and(|bytes| bytes > bytes_max as u64) {
            return Err(too_long(bytes_max));
        }
        let (mut body, mut permit) = (Vec::new(), self.take(0)?);
        while let Some(frame) = from.frame().await {
            let frame = frame.map_err(|error| Refusal::bad_request(format!("reading the body: {error}")))?;
            let Ok(piece) = frame.into_data() else { continue };
            if piece.len() > bytes_max - body.len() {
                return Err(too_long(bytes_max));
            }
            permit.merge(self.take(piece.len())?);
            body.extend_from_slice(&piece);
        }
        Ok(Held { body, place: Place { _permit: permit } })
    }

    fn take(&self, octets: usize) -> Result<OwnedSemaphorePermit, Refusal> {
        let octets = u32::try_from(octets).map_err(|_| Refusal::too_busy())?;
        self.0.clone().try_acquire_many_owned(octets).map_err(|_| Refusal::too_busy())
    }
}

fn too_long(bytes_max: usize) -> Refusal {
    Refusal::bad_request(format!("the body has more than {bytes_max} octets"))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(octets: &Octets, bytes: usize) -> Result<Held, Refusal> {
        octets.read(&HeaderMap::new(), Body::from(vec![0; bytes]), 10).await
    }

    #[tokio::test]
    async fn t54_a_body_past_its_limit_is_refused_announced_or_not() {
        let check = async |announced: Option<&str>, bytes: usize, accepted: bool| {
            let mut headers = HeaderMap::new();
            if let Some(announced) = announced {
                headers.insert(header::CONTENT_LENGTH, announced.parse().expect("a value"));
            }
            let read = Octets::new(100).read(&headers, Body::from(vec![0; bytes]), 10).await;
            assert_eq!(read.is_ok(), accepted, "{announced:?} {bytes}");
        };
        check(None, 10, true).await;
        check(Some("10"), 10, true).await;
        check(None, 11, false).await;
        check(Some("11"), 0, false).await;
        check(Some("3"), 11, false).await;
    }

    #[tokio::test]
    async fn t72_a_body_without_room_is_asked_to_come_back_and_a_place_given_back_is_free() {
        let octets = Octets::new(15);
        let first = read(&octets, 10).await.expect("room");
        let refusal = read(&octets, 6).await.err().expect("no room");
        assert!(refusal.is_busy(), "{refusal:?}");
        let _second = read(&octets, 5).await.expect("what the refused one took is free again");
        let Held { body, place } = first;
        drop(body);
        assert!(read(&octets, 6).await.is_err(), "the place outlives the body");
        drop(place);
        assert!(read(&octets, 10).await.is_ok());
    }
}
