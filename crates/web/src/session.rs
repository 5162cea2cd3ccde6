//! The doors' session cookies. They carry nothing but a random token; what it stands for is the app's business. Beside them
//! stand two that carry the code of a language.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::secret::Secret;
use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue};

/// The longest cookie value that is worth a look in the database, in octets.
const TOKEN_BYTES_MAX: usize = 128;

/// A door's session cookie. The `__Host-` prefix makes browsers refuse it without `Secure`, from a sub-domain, or
/// for a part of the site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SessionCookie {
    /// An administrator's.
    Console,
    /// An administrator's between password and second factor.
    SecondStep,
    /// That of a person enrolling a device.
    Portal,
    /// What a browser knows the device by that it has enrolled.
    Device,
    /// What somebody has come with who was invited: the key of their link, until their enrollment has begun.
    Invitation,
    /// What tells a browser that is at an identity provider from all others, until it comes back.
    AtProvider,
    /// The page that somebody has been sent to from Settings, until their enrollment has begun.
    AccountSignIn,
    /// What somebody has come with who goes on in this browser: the key of the link that takes over.
    Handover,
    /// That a new beginning at the portal has replaced an earlier one, until a page has said so.
    Replaced,
    /// The language that somebody has chosen at the portal.
    Language,
    /// The language that whoever invites somebody has noted for them.
    LanguageHint,
}

impl SessionCookie {
    /// Returns the cookie's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Console => "__Host-console",
            Self::SecondStep => "__Host-console-step",
            Self::Portal => "__Host-portal",
            Self::Device => "__Host-device",
            Self::Invitation => "__Host-invitation",
            Self::AtProvider => "__Host-at-provider",
            Self::AccountSignIn => "__Host-account",
            Self::Handover => "__Host-handover",
            Self::Replaced => "__Host-replaced",
            Self::Language => "__Host-language",
            Self::LanguageHint => "__Host-language-hint",
        }
    }

    /// Reads the session token of a request, if it carries one.
    pub fn read(self, headers: &HeaderMap) -> Option<Secret> {
        let jar = CookieJar::from_headers(headers);
        let token = jar.get(self.name())?.value();
        (!token.is_empty() && token.len() <= TOKEN_BYTES_MAX).then(|| Secret::new(token))
    }

    /// Returns the header that gives the browser a token: for `max_age_s` seconds, or until it is closed.
    pub fn set(self, token: &Secret, max_age_s: Option<u32>) -> (HeaderName, HeaderValue) {
        self.header(token.expose(), max_age_s)
    }

    /// Returns the header that takes the token away.
    pub fn clear(self) -> (HeaderName, HeaderValue) {
        self.header("", Some(0))
    }

    fn header(self, value: &str, max_age_s: Option<u32>) -> (HeaderName, HeaderValue) {
        let cookie = Cookie::build((self.name(), value))
            .path("/")
            .secure(true)
            .http_only(true)
            .same_site(SameSite::Lax)
            .build()
            .to_string();
        let text = match max_age_s {
            Some(seconds) => format!("{cookie}; Max-Age={seconds}"),
            None => cookie,
        };
        (SET_COOKIE, HeaderValue::from_str(&text).expect("tokens are letters and digits of ASCII"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t24_a_session_cookie_is_host_only_secure_and_out_of_reach_of_scripts() {
        let (_, header) = SessionCookie::Portal.set(&Secret::new("abc"), Some(60));
        assert_eq!(
            header.to_str().unwrap(),
            "__Host-portal=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60"
        );
    }

    #[test]
    fn a_token_reads_back_and_each_door_sees_only_its_own() {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", HeaderValue::from_static("a=b; __Host-portal=xyz; __Host-console="));
        assert_eq!(SessionCookie::Portal.read(&headers), Some(Secret::new("xyz")));
        assert_eq!(SessionCookie::Console.read(&headers), None);
    }
}
