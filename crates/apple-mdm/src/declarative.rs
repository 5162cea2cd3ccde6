//! Declarative management, the polite minimum: a device that asks learns that nothing is declared.
//!
//! The set of declarations is empty and never changes, so its token and its time are constants and a device
//! asks no further. See Apple's schema, `declarative/protocol`.

use serde_json::json;

/// What to answer to one `Endpoint` of [`crate::checkin::DeclarativeManagement`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// `200` with `application/json`.
    Json(Vec<u8>),
    /// `200` without a body.
    Empty,
    /// `404`: there is no such declaration or endpoint.
    NotFound,
}

/// Names the empty set of declarations; a device that knows it asks for nothing more.
const DECLARATIONS_TOKEN: &str = "none-1";
/// When the set last changed.
const CHANGED_AT: &str = "2026-01-01T00:00:00Z";

/// Returns the answer for a device without declarations.
pub fn answer(endpoint: &str) -> Answer {
    match endpoint {
        "tokens" => json(&json!({
            "SyncTokens": { "Timestamp": CHANGED_AT, "DeclarationsToken": DECLARATIONS_TOKEN },
        })),
        "declaration-items" => json(&json!({
            "Declarations": { "Activations": [], "Assets": [], "Configurations": [], "Management": [] },
            "DeclarationsToken": DECLARATIONS_TOKEN,
        })),
        "status" => Answer::Empty,
        _ => Answer::NotFound,
    }
}

fn json(value: &serde_json::Value) -> Answer {
    Answer::Json(value.to_string().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_set_has_one_token_and_all_four_arrays() {
        let read = |endpoint| match answer(endpoint) {
            Answer::Json(octets) => serde_json::from_slice::<serde_json::Value>(&octets).expect("JSON"),
            other => panic!("{other:?}"),
        };
        let tokens = read("tokens");
        let items = read("declaration-items");
        assert_eq!(tokens["SyncTokens"]["DeclarationsToken"], items["DeclarationsToken"]);
        for kind in ["Activations", "Assets", "Configurations", "Management"] {
            assert_eq!(items["Declarations"][kind], json!([]), "{kind}");
        }
    }

    #[test]
    fn status_is_taken_and_anything_else_is_not_found() {
        assert_eq!(answer("status"), Answer::Empty);
        for unknown in ["", "declaration/asset/a", "../tokens", "Tokens"] {
            assert_eq!(answer(unknown), Answer::NotFound, "{unknown}");
        }
    }
}
