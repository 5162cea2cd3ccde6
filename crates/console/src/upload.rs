//! Forms with a list in them: one file, larger than what other forms may hold.

use app::Fault;
use axum::extract::{FromRequest, Multipart, Request};
use domain::upload::UPLOAD_BYTES_MAX;
use http::StatusCode;
use web::error::PageError;

/// The largest form with a list: what is around the file counts too.
pub(crate) const BODY_BYTES_MAX: usize = UPLOAD_BYTES_MAX + 64 * 1024;

/// Reads the field `file` of a form; one that is too large is a fault beside its field.
pub(crate) async fn read_file(request: Request) -> Result<Result<Vec<u8>, Fault>, PageError> {
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|error| unreadable(error.status(), &error.body_text()))?;
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(Ok(Vec::new())),
            Err(error) => return refusal(error.status(), &error.body_text()),
        };
        if field.name() == Some("file") {
            return match field.bytes().await {
                Ok(content) => Ok(Ok(content.to_vec())),
                Err(error) => refusal(error.status(), &error.body_text()),
            };
        }
    }
}

fn refusal(status: StatusCode, detail: &str) -> Result<Result<Vec<u8>, Fault>, PageError> {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let words =
            format!("The file is larger than {} MiB. Split it into several.", UPLOAD_BYTES_MAX / 1024 / 1024);
        return Ok(Err(Fault::new("file", words)));
    }
    Err(unreadable(status, detail))
}

fn unreadable(status: StatusCode, detail: &str) -> PageError {
    PageError::new(status, "That could not be read", "Choose the file again and send it once more.")
        .with_detail(format!("reading an upload: {detail}"))
}

/// Writes a number with a comma between thousands.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Writes a number with its word: `1 line`, `2,000 lines`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        for (number, words) in [(0, "0 lines"), (1, "1 line"), (999, "999 lines"), (100_000, "100,000 lines")]
        {
            assert_eq!(counted(number, "line", "lines"), words);
        }
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
