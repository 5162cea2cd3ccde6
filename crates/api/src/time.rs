//! Instants on the wire: RFC 3339 in UTC, with as many decimals of the second as there are.

use domain::time::Timestamp;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// An instant, such as `2026-03-01T08:30:00Z` (RFC 3339, always UTC).
#[derive(Clone, Copy, PartialEq, Eq, Debug, ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-03-01T08:30:00Z")]
pub(crate) struct Instant(pub(crate) Timestamp);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let edge = if self.0.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        serializer.collect_str(&jiff::Timestamp::from_millisecond(self.0.0).unwrap_or(edge))
    }
}

/// Wraps an instant that may be missing.
pub(crate) fn some(at: Option<Timestamp>) -> Option<Instant> {
    at.map(Instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_in_utc() {
        let check = |milliseconds: i64, expected: &str| {
            let json = serde_json::to_string(&Instant(Timestamp(milliseconds))).expect("a text");
            assert_eq!(json, format!("{expected:?}"));
        };
        check(0, "1970-01-01T00:00:00Z");
        check(1_772_354_400_000, "2026-03-01T08:40:00Z");
        check(1_772_354_400_250, "2026-03-01T08:40:00.25Z");
        check(i64::MAX, "9999-12-30T22:00:00.999999999Z");
    }
}
