//! Signing in to an account in Settings: where the device finds its server, how the server asks it to sign in, and where
//! the web page leads when that is done (Apple's "simple authentication account-driven enrollment flow").

use serde_json::{Value, json};

use crate::EnrollmentMode;

/// The path that a device asks at the domain of the account typed, with `user-identifier` and `model-family`.
pub const WELL_KNOWN_PATH: &str = "/.well-known/com.apple.remotemanagement";
/// Where the web page leads when it is done; the device takes the token from there.
const RESULT_URL: &str = "apple-remotemanagement-user-login://authentication-results";
/// The most octets of a discovery answer that are read.
pub const DISCOVERY_BYTES_MAX: usize = 64 * 1024;

/// The answer of service discovery: one server, as a device takes the first and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// `Version`: the kind of enrollment.
    pub mode: EnrollmentMode,
    /// `BaseURL`, https: where the device asks for its profile.
    pub base_url: String,
}

/// Why a discovery answer leads nowhere; a device shows a text of its own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiscoveryError {
    /// Not JSON, or longer than a device reads.
    #[error("the answer is not JSON")]
    NotJson,
    /// No `Servers`, or none in it.
    #[error("the answer names no server in \"Servers\"")]
    NoServer,
    /// The first server is of a kind that iPhones and iPads do not know.
    #[error("the first server has the unknown version {0:?}")]
    Version(String),
    /// The first server's `BaseURL` is missing or not https.
    #[error("the first server's \"BaseURL\" is not an https address")]
    BaseUrl,
}

impl Discovery {
    /// Returns the JSON document.
    pub fn to_json(&self) -> Vec<u8> {
        let server = json!({ "Version": self.mode.version(), "BaseURL": self.base_url });
        json!({ "Servers": [server] }).to_string().into_bytes()
    }

    /// Reads an answer as a device does: the first server counts.
    pub fn parse(octets: &[u8]) -> Result<Self, DiscoveryError> {
        if octets.len() > DISCOVERY_BYTES_MAX {
            return Err(DiscoveryError::NotJson);
        }
        let document: Value = serde_json::from_slice(octets).map_err(|_| DiscoveryError::NotJson)?;
        let server = document["Servers"].get(0).ok_or(DiscoveryError::NoServer)?;
        let version = server["Version"].as_str().unwrap_or_default();
        let mode = EnrollmentMode::of_version(version)
            .ok_or_else(|| DiscoveryError::Version(version.chars().take(64).collect()))?;
        let base_url = server["BaseURL"].as_str().filter(|url| url.starts_with("https://"));
        Ok(Self { mode, base_url: base_url.ok_or(DiscoveryError::BaseUrl)?.to_owned() })
    }
}

/// Returns the body of a refused discovery, status 403, JSON. A device from iOS 17.5 on shows the message.
pub fn discovery_refused(message: &str) -> Vec<u8> {
    json!({
        "code": "com.apple.well-known.failed",
        "description": message,
        "message": message,
    })
    .to_string()
    .into_bytes()
}

/// Returns the value of `WWW-Authenticate` that sends the device to a web page. Fails for an address that the header
/// cannot carry.
pub fn challenge(url: &str) -> Option<String> {
    let fits =
        url.starts_with("https://") && url.bytes().all(|octet| octet.is_ascii_graphic() && octet != b'"');
    fits.then(|| format!("Bearer method=\"apple-as-web\", url=\"{url}\""))
}

/// Reads the address from a challenge as a device does; `None` where the device would give up.
pub fn read_challenge(value: &str) -> Option<String> {
    let parameters = value.trim().strip_prefix("Bearer ")?;
    if parameter(parameters, "method")? != "apple-as-web" {
        return None;
    }
    Some(parameter(parameters, "url")?.to_owned())
}

/// Finds a quoted parameter; commas and blanks between parameters are alike.
fn parameter<'a>(parameters: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = parameters;
    loop {
        rest = rest.trim_start_matches([' ', ',']);
        let (found, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        if found == name {
            return Some(value);
        }
        rest = after;
    }
}

/// Returns where the web page leads to when somebody has signed in: out of the browser, back to Settings.
pub fn result_url(access_token: &str) -> String {
    format!("{RESULT_URL}?access-token={access_token}")
}

/// Reads the token from where the web page leads.
pub fn read_result_url(url: &str) -> Option<&str> {
    let query = url.strip_prefix(RESULT_URL)?.strip_prefix('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix("access-token=")).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_reads_the_one_server_of_an_answer() {
        for mode in EnrollmentMode::ALL {
            let discovery =
                Discovery { mode, base_url: "https://mdm.example.org/enroll/account/user".into() };
            assert_eq!(Discovery::parse(&discovery.to_json()), Ok(discovery));
        }
        let check = |json: &str, error| assert_eq!(Discovery::parse(json.as_bytes()), Err(error), "{json}");
        check("<html>", DiscoveryError::NotJson);
        check("{}", DiscoveryError::NoServer);
        check(r#"{"Servers":[]}"#, DiscoveryError::NoServer);
        check(
            r#"{"Servers":[{"Version":"mdm-2","BaseURL":"https://a"}]}"#,
            DiscoveryError::Version("mdm-2".into()),
        );
        check(r#"{"Servers":[{"Version":"mdm-byod","BaseURL":"http://a"}]}"#, DiscoveryError::BaseUrl);
        check(r#"{"Servers":[{"Version":"mdm-byod"}]}"#, DiscoveryError::BaseUrl);
    }

    #[test]
    fn a_challenge_is_read_with_comma_or_blank() {
        let url = "https://mdm.example.org/enroll/account?s=abc";
        let written = challenge(url).expect("an address");
        assert_eq!(written, format!("Bearer method=\"apple-as-web\", url=\"{url}\""));
        assert_eq!(read_challenge(&written).as_deref(), Some(url));
        assert_eq!(read_challenge(&written.replace(", ", " ")).as_deref(), Some(url));
        for broken in [
            "",
            "Bearer",
            "Basic realm=\"a\"",
            "Bearer method=\"apple-as-web\"",
            "Bearer method=\"x\", url=\"y\"",
        ] {
            assert_eq!(read_challenge(broken), None, "{broken}");
        }
        for unfit in ["http://a", "https://a/\"b", "https://a/ b", "https://a/\r\nSet-Cookie: b"] {
            assert_eq!(challenge(unfit), None, "{unfit}");
        }
    }

    #[test]
    fn the_token_comes_back_by_the_result_address_and_by_no_other() {
        assert_eq!(read_result_url(&result_url("abc-_9")), Some("abc-_9"));
        for other in [
            "https://mdm.example.org/?access-token=a",
            "apple-remotemanagement-user-login://other?access-token=a",
            "apple-remotemanagement-user-login://authentication-results?access-token=",
            "apple-remotemanagement-user-login://authentication-results",
        ] {
            assert_eq!(read_result_url(other), None, "{other}");
        }
    }
}
