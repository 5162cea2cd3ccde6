//! `/mdm/connect`: a device reports and gets its next command.

use app::App;
use apple_mdm::connect::Report;
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};

use crate::octets::Octets;
use crate::refusal::Refusal;
use crate::{checkin, message, source};

/// The largest report: lists of applications with everything about them.
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// How the content type of a check-in message begins; a report's is shorter.
const CHECKIN_TYPE: &str = "application/x-apple-aspen-mdm-checkin";

/// Takes one report, or a check-in message of a client that uses one URL for both.
pub(crate) async fn take(
    State(app): State<App>,
    Extension(octets): Extension<Octets>,
    request: Request,
) -> Response {
    let answer = if is_checkin(request.headers()) {
        checkin::answer(&app, &octets, request).await
    } else {
        answer(&app, &octets, request).await
    };
    answer.unwrap_or_else(|refusal| refusal.answer(&app, "/mdm/connect"))
}

async fn answer(app: &App, octets: &Octets, request: Request) -> Result<Response, Refusal> {
    let source = source::of(request.extensions());
    let sent = message::read(app, octets, request, BODY_BYTES_MAX, Report::parse).await?;
    Ok(match app.poll(&sent.proof, sent.message, source).await? {
        Some(command) => {
            ([(header::CONTENT_TYPE, "application/xml; charset=UTF-8")], command).into_response()
        }
        None => checkin::empty(),
    })
}

fn is_checkin(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type
        .and_then(|value| value.get(..CHECKIN_TYPE.len()))
        .is_some_and(|start| start.eq_ignore_ascii_case(CHECKIN_TYPE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_type_tells_a_check_in_from_a_report() {
        let check = |content_type: &str, expected: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, content_type.parse().expect("a value"));
            assert_eq!(is_checkin(&headers), expected, "{content_type}");
        };
        check("application/x-apple-aspen-mdm-checkin", true);
        check("Application/X-Apple-Aspen-MDM-Checkin; charset=UTF-8", true);
        check("application/x-apple-aspen-mdm", false);
        check("application/x-apple-aspen-mdm; charset=UTF-8", false);
        check("text/plain", false);
        assert!(!is_checkin(&HeaderMap::new()));
    }
}
