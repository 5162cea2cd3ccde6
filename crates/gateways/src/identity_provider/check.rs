//! What an ID token has to say besides being signed (OpenID Connect Core 1.0, section 3.1.3.7).

use std::collections::BTreeMap;

use domain::identity_provider::Claims;
use domain::time::{HOUR, MINUTE, Timestamp};
use serde_json::{Map, Value};

/// How far two clocks may be apart.
const SKEW: i64 = 2 * MINUTE;
/// A token is made for the one login that asks for it: one that is older is somebody else's.
const AGE_MAX: i64 = HOUR;
/// The longest subject (OpenID Connect Core 1.0, section 2).
const SUBJECT_BYTES_MAX: usize = 255;
/// The longest value of a claim that is kept.
const VALUE_CHARACTERS_MAX: usize = 4_096;
/// The most values that are kept of one token.
const VALUES_MAX: usize = 5_000;
/// How deep claims may lie.
const DEPTH_MAX: usize = 4;

/// Whom a token has to be for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Timestamp,
}

/// Checks what a verified token says; an error is in words for the log.
pub(super) fn check(token: &Map<String, Value>, expected: &Expected<'_>) -> Result<(), String> {
    let text = |name: &str| token.get(name).and_then(Value::as_str);
    if text("iss") != Some(expected.issuer) {
        return Err("the token is from another issuer".to_owned());
    }
    check_audience(token, expected.client_id)?;
    if text("nonce") != Some(expected.nonce) {
        return Err("the token is for another login: its nonce is not ours".to_owned());
    }
    check_times(token, expected.now)?;
    subject(token).map(|_| ())
}

/// Checks that a token is for us, and that nobody else was to get it.
fn check_audience(token: &Map<String, Value>, client_id: &str) -> Result<(), String> {
    let audience: Vec<&str> = match token.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !audience.contains(&client_id) {
        return Err("the token is for another client".to_owned());
    }
    match token.get("azp") {
        Some(Value::String(party)) if party == client_id => Ok(()),
        Some(_) => Err("the token was given to another client".to_owned()),
        None if audience.len() == 1 => Ok(()),
        None => Err("the token is for several clients and does not say to which it was given".to_owned()),
    }
}

fn check_times(token: &Map<String, Value>, now: Timestamp) -> Result<(), String> {
    let instant = |name: &str| match token.get(name) {
        None => Ok(None),
        Some(value) => match whole_seconds(value) {
            Some(seconds) => Ok(Some(Timestamp::from_seconds(seconds))),
            None => Err(format!("{name} of the token is no time")),
        },
    };
    let expires_at = instant("exp")?.ok_or("the token does not say when it expires")?;
    let issued_at = instant("iat")?.ok_or("the token does not say when it was made")?;
    if now.since(expires_at) >= SKEW {
        return Err("the token has expired".to_owned());
    }
    if issued_at.since(now) > SKEW || instant("nbf")?.is_some_and(|begins_at| begins_at.since(now) > SKEW) {
        return Err("the token is not valid yet; perhaps a clock is wrong".to_owned());
    }
    if now.since(issued_at) > AGE_MAX + SKEW {
        return Err("the token was made too long ago for this login".to_owned());
    }
    Ok(())
}

/// Reads a number of seconds as it may be written, within what a calendar has.
fn whole_seconds(value: &Value) -> Option<i64> {
    const LATEST: i64 = 253_402_300_799; // the year 9999
    let seconds = match value.as_i64() {
        Some(seconds) => seconds,
        None => {
            let seconds = value.as_f64().filter(|seconds| (0.0..=LATEST as f64).contains(seconds))?;
            #[expect(clippy::cast_possible_truncation, reason = "the part of a second does not matter")]
            let whole = seconds as i64;
            whole
        }
    };
    (0..=LATEST).contains(&seconds).then_some(seconds)
}

/// Returns whom a token is about.
pub(super) fn subject(token: &Map<String, Value>) -> Result<&str, String> {
    let subject = token.get("sub").and_then(Value::as_str);
    let is_subject = |subject: &&str| {
        (1..=SUBJECT_BYTES_MAX).contains(&subject.len()) && !subject.chars().any(char::is_control)
    };
    subject.filter(is_subject).ok_or_else(|| "the token does not say whom it is about".to_owned())
}

/// Makes claims of what a provider has said, the first saying of each counting.
pub(super) fn claims(subject: &str, sayings: &[&Map<String, Value>]) -> Claims {
    let mut values = BTreeMap::new();
    let mut left = VALUES_MAX;
    for saying in sayings {
        let mut said = BTreeMap::new();
        for (name, value) in *saying {
            flatten(&mut said, &mut left, name, value, DEPTH_MAX);
        }
        for (name, value) in said {
            values.entry(name).or_insert(value);
        }
    }
    Claims { subject: subject.to_owned(), values }
}

fn flatten(
    values: &mut BTreeMap<String, Vec<String>>,
    left: &mut usize,
    name: &str,
    value: &Value,
    depth: usize,
) {
    if let Value::Object(inner) = value {
        if depth > 0 {
            for (part, value) in inner {
                flatten(values, left, &format!("{name}.{part}"), value, depth - 1);
            }
        }
        return;
    }
    let all = match value {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    for one in all {
        let text = match one {
            Value::String(text) => text.chars().take(VALUE_CHARACTERS_MAX).collect(),
            Value::Number(number) => number.to_string(),
            Value::Bool(yes) => yes.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => continue,
        };
        if *left == 0 {
            return;
        }
        *left -= 1;
        values.entry(name.to_owned()).or_default().push(text);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: Timestamp = Timestamp(1_795_348_800_000);

    fn token() -> Map<String, Value> {
        let now = NOW.seconds();
        let value = json!({
            "iss": "https://idp.example.org", "sub": "ann", "aud": "us", "nonce": "n",
            "iat": now, "exp": now + 300,
        });
        value.as_object().expect("an object").clone()
    }

    fn verdict(change: &[(&str, Value)]) -> Result<(), String> {
        let mut token = token();
        for (name, value) in change {
            match value {
                Value::Null => token.remove(*name),
                value => token.insert((*name).to_owned(), value.clone()),
            };
        }
        let expected = Expected { issuer: "https://idp.example.org", client_id: "us", nonce: "n", now: NOW };
        check(&token, &expected)
    }

    #[test]
    fn t25_each_claim_of_an_id_token_counts() {
        let now = NOW.seconds();
        assert_eq!(verdict(&[]), Ok(()));
        let several = json!(["us", "them"]);
        assert_eq!(verdict(&[("aud", several.clone()), ("azp", json!("us"))]), Ok(()));
        for change in [
            vec![("iss", json!("https://idp.example.org/"))],
            vec![("iss", Value::Null)],
            vec![("aud", json!("them"))],
            vec![("aud", json!([]))],
            vec![("aud", Value::Null)],
            vec![("aud", several.clone())],
            vec![("aud", several), ("azp", json!("them"))],
            vec![("azp", json!("them"))],
            vec![("azp", json!(7))],
            vec![("nonce", json!("m"))],
            vec![("nonce", Value::Null)],
            vec![("exp", Value::Null)],
            vec![("exp", json!("never"))],
            vec![("exp", json!(1e300))],
            vec![("exp", json!(now - 120))],
            vec![("iat", Value::Null)],
            vec![("iat", json!(now + 121))],
            vec![("iat", json!(now - 3_721))],
            vec![("nbf", json!(now + 121))],
            vec![("nbf", json!("soon"))],
            vec![("sub", Value::Null)],
            vec![("sub", json!(""))],
            vec![("sub", json!("x".repeat(256)))],
            vec![("sub", json!(7))],
        ] {
            assert!(verdict(&change).is_err(), "{change:?}");
        }
        assert_eq!(verdict(&[("exp", json!(now - 119)), ("iat", json!(now - 3_600))]), Ok(()));
        assert_eq!(verdict(&[("exp", json!(1_795_348_900.5))]), Ok(()));
    }

    #[test]
    fn claims_that_lie_deeper_are_named_with_dots() {
        let (one, other) = (
            json!({"address": {"locality": "North"}, "https://a.example/groups": ["x", "y"], "n": 7, "a": null}),
            json!({"n": 8, "name": "Ann", "list": [{"deep": 1}, true]}),
        );
        let said = [one.as_object().expect("one"), other.as_object().expect("other")];
        let claims = claims("ann", &said);
        assert_eq!(claims.one("address.locality"), Some("North"));
        assert_eq!(claims.all("https://a.example/groups"), ["x", "y"]);
        assert_eq!((claims.one("n"), claims.one("name")), (Some("7"), Some("Ann")));
        assert_eq!(claims.all("list"), ["true"]);
        assert_eq!(claims.all("a"), [] as [&str; 0]);
    }
}
