//! Browser sessions at the two HTML doors. The browser holds a random token; the server keeps its hash.

use std::net::IpAddr;

use crate::id::{AccountId, EnrollmentId, SessionId, SiteId};
use crate::time::{HOUR, MINUTE, Timestamp};

/// A console session ends after this long without a request, unless the operator has set another limit.
pub const CONSOLE_IDLE_MAX: i64 = 15 * MINUTE;
/// A console session ends this long after its sign-in, used or not, unless the operator has set another limit.
pub const CONSOLE_AGE_MAX: i64 = 12 * HOUR;
/// What changes how somebody signs in needs a proof of who they are that is not older than this.
pub const PROOF_AGE_MAX: i64 = 10 * MINUTE;
/// The most characters that are kept of what a browser calls itself.
pub const BROWSER_CHARACTERS_MAX: usize = 300;
/// `last_seen_at` is written at most this often, so that reading pages does not write rows.
pub const LAST_SEEN_STEP: i64 = MINUTE;

/// What a session is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// An administrator at the console.
    Console(AccountId),
    /// A person enrolling a device.
    Portal(EnrollmentId),
}

/// A browser session.
#[derive(Clone, Debug)]
pub struct Session {
    /// The session's id.
    pub id: SessionId,
    /// Whose it is.
    pub purpose: Purpose,
    /// The site that a console session looks at; `None` for all that its account reaches.
    pub site_id: Option<SiteId>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to a minute.
    pub last_seen_at: Timestamp,
    /// When it ends in any case.
    pub expires_at: Timestamp,
    /// Who opened it and how they proved themselves; empty for a portal session.
    pub visit: Visit,
    /// Since when another browser goes on with what a portal session began; this one only follows.
    pub handed_over_at: Option<Timestamp>,
}

/// Where a console session was opened from, and how its account has proved itself in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Visit {
    /// The address from which it was opened.
    pub source: Option<IpAddr>,
    /// What the browser called itself, by [`cut_browser`].
    pub browser: String,
    /// When password or second factor were given last.
    pub proved_at: Option<Timestamp>,
    /// When the second factor was given last; `None` when the password alone was enough.
    pub second_factor_at: Option<Timestamp>,
}

impl Session {
    /// Says whether the session still serves, given how long a console session may be idle.
    pub fn is_live(&self, now: Timestamp, idle_max: i64) -> bool {
        let is_in_use = match self.purpose {
            Purpose::Console(_) => now.since(self.last_seen_at) < idle_max,
            Purpose::Portal(_) => true,
        };
        is_in_use && now < self.expires_at
    }

    /// Says whether its account has proved itself in it so lately that it may change how it signs in.
    pub fn is_proved(&self, now: Timestamp) -> bool {
        self.visit.proved_at.is_some_and(|at| now.since(at) < PROOF_AGE_MAX)
    }

    /// Says whether `last_seen_at` is old enough to be written again.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        now.since(self.last_seen_at) >= LAST_SEEN_STEP
    }
}

/// Cuts what a browser calls itself to what is kept of it.
pub fn cut_browser(user_agent: &str) -> String {
    user_agent.chars().filter(|c| !c.is_control()).take(BROWSER_CHARACTERS_MAX).collect()
}

/// Returns a browser in words for people, such as `Safari on iPhone`. Browsers call themselves by each other's names, so
/// the order of looking matters; whatever is not known stays unnamed rather than guessed.
pub fn browser_title(user_agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, title)| *title)
    };
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("FxiOS/", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "An unknown browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_console_session_ends_when_idle_and_when_old() {
        let start = Timestamp(0);
        let mut session = Session {
            id: SessionId(uuid::Uuid::nil()),
            purpose: Purpose::Console(AccountId(uuid::Uuid::nil())),
            site_id: None,
            created_at: start,
            last_seen_at: start,
            expires_at: start.plus(CONSOLE_AGE_MAX),
            visit: Visit::default(),
            handed_over_at: None,
        };
        assert!(session.is_live(start.plus(CONSOLE_IDLE_MAX - 1), CONSOLE_IDLE_MAX));
        assert!(!session.is_live(start.plus(CONSOLE_IDLE_MAX), CONSOLE_IDLE_MAX));
        assert!(session.is_live(start.plus(CONSOLE_IDLE_MAX), CONSOLE_IDLE_MAX + 1));
        session.last_seen_at = start.plus(CONSOLE_AGE_MAX);
        assert!(!session.is_live(start.plus(CONSOLE_AGE_MAX), CONSOLE_IDLE_MAX));

        assert!(!session.is_proved(start), "a session of unknown proof has none");
        session.visit.proved_at = Some(start);
        assert!(session.is_proved(start.plus(PROOF_AGE_MAX - 1)));
        assert!(!session.is_proved(start.plus(PROOF_AGE_MAX)));
    }

    #[test]
    fn browsers_are_named_in_plain_words() {
        let webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
        for (user_agent, title) in [
            (format!("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {webkit} Version/18.1 Mobile/15E148 Safari/604.1"), "Safari on iPhone"),
            (format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {webkit} Version/18.1 Safari/605.1.15"), "Safari on Mac"),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36".into(), "Chrome on Windows"),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0".into(), "Edge on Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0".into(), "Firefox on Linux"),
            ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36".into(), "Chrome on Android"),
            ("curl/8.5.0".into(), "curl"),
            (String::new(), "An unknown browser"),
            ("<script>alert(1)</script>".into(), "An unknown browser"),
        ] {
            assert_eq!(browser_title(&user_agent), title, "{user_agent}");
        }
        assert_eq!(cut_browser("a\u{0}b\r\nc"), "abc");
        assert_eq!(cut_browser(&"x".repeat(5_000)).len(), BROWSER_CHARACTERS_MAX);
    }
}
