//! Static files, embedded in the binary and served by exact name, with a hash of their content in the URL.

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// An embedded file.
#[derive(Debug)]
pub struct Asset {
    folder: &'static str,
    name: &'static str,
    content_type: &'static str,
    body: &'static [u8],
    hash: u64,
}

impl Asset {
    /// Embeds a file: its URL is `FOLDER/HASH/NAME`. `folder` begins with a slash and ends without one.
    pub const fn new(
        folder: &'static str,
        name: &'static str,
        content_type: &'static str,
        body: &'static [u8],
    ) -> Self {
        Self { folder, name, content_type, body, hash: fnv1a(body) }
    }

    /// Returns the URL: it changes when the content does.
    pub fn url(&self) -> String {
        format!("{}/{:016x}/{}", self.folder, self.hash, self.name)
    }
}

/// Serves assets under their URLs, to be kept for ever, and nothing else.
pub fn router(assets: &[&'static Asset]) -> Router {
    assets.iter().fold(Router::new(), |router, asset| {
        let answer = || async {
            let headers =
                [(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, asset.body).into_response()
        };
        router.route(&asset.url(), get(answer))
    })
}

/// FNV-1a, 64 bits: tells versions of our own files apart; it guards nothing.
const fn fnv1a(octets: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut at = 0;
    while at < octets.len() {
        hash = (hash ^ octets[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_is_another_url() {
        let url = |body| Asset::new("/asset", "a.css", "text/css", body).url();
        assert_ne!(url(b"a{}"), url(b"b{}"));
        assert_eq!(url(b"a"), "/asset/af63dc4c8601ec8c/a.css");
    }
}
