//! Answers that doors give all the time: a drawn page, a redirect after a form.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use http::header::LOCATION;

use crate::error::PageError;

/// Draws a page.
pub fn html(page: &impl Template) -> Result<Response, PageError> {
    html_with(StatusCode::OK, page)
}

/// Draws a page under another status: a form to correct, a link past its time.
pub fn html_with(status: StatusCode, page: &impl Template) -> Result<Response, PageError> {
    Ok((status, Html(page.render()?)).into_response())
}

/// Sends the browser to a fixed path of this server by `GET`. Paths made of request data have no way in: T66.
pub fn see(path: &'static str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response()
}

/// Sends the browser to a path that the server has made, such as the page of a new thing.
///
/// Anything but an absolute path on this host becomes `/`.
pub fn see_made(path: &str) -> Response {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    (StatusCode::SEE_OTHER, [(LOCATION, if own { path } else { "/" })]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t66_a_redirect_stays_on_this_host() {
        for (path, sent_to) in [
            ("/console/devices/1", "/console/devices/1"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
        ] {
            assert_eq!(see_made(path).headers()[LOCATION], sent_to, "{path}");
        }
    }
}
