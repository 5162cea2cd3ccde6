//! Which browser asks. It decides only which page comes first, never what anybody may do.

use http::HeaderMap;
use http::header::USER_AGENT;

use crate::words::Words;

/// The browsers that matter to an enrollment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Browser {
    /// Safari on an iPhone, or on an iPad that says so.
    Safari,
    /// Another browser or an app's own web view on iOS.
    OtherOnIos(BrowserName),
    /// A computer, or an iPad, which says it is one.
    Desktop,
}

/// What people call a browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BrowserName {
    /// By its own name.
    Own(&'static str),
    /// The app that it is built into.
    BuiltInto(&'static str),
    /// The app of a search engine.
    GoogleApp,
    /// Built into an app that does not say its name.
    BuiltIntoSome,
}

impl BrowserName {
    /// Returns the name in the words of a page.
    pub(crate) fn words(self, words: &Words) -> String {
        match self {
            Self::Own(name) => name.to_owned(),
            Self::BuiltInto(app) => words.plain_with("browser-of-app", &[("app", app)]),
            Self::GoogleApp => words.plain("browser-google-app"),
            Self::BuiltIntoSome => words.plain("browser-of-some-app"),
        }
    }
}

/// Marks of browsers on iOS that are not Safari, and what people call them.
const OTHERS: [(&str, BrowserName); 13] = [
    ("CriOS/", BrowserName::Own("Chrome")),
    ("FxiOS/", BrowserName::Own("Firefox")),
    ("EdgiOS/", BrowserName::Own("Edge")),
    ("OPT/", BrowserName::Own("Opera")),
    ("OPiOS/", BrowserName::Own("Opera")),
    ("DuckDuckGo/", BrowserName::Own("DuckDuckGo")),
    ("Ddg/", BrowserName::Own("DuckDuckGo")),
    ("GSA/", BrowserName::GoogleApp),
    ("FBAN", BrowserName::BuiltInto("Facebook")),
    ("FBAV", BrowserName::BuiltInto("Facebook")),
    ("Instagram", BrowserName::BuiltInto("Instagram")),
    ("Line/", BrowserName::BuiltInto("LINE")),
    ("MicroMessenger", BrowserName::BuiltInto("WeChat")),
];

impl Browser {
    /// Recognises the browser that sends a request.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let user_agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        Self::recognise(user_agent.unwrap_or_default())
    }

    /// Reads a `User-Agent`. The system's version in it says nothing since iOS 26 and is not looked at.
    pub fn recognise(user_agent: &str) -> Self {
        let on_ios = ["iPhone", "iPad", "iPod"].iter().any(|device| user_agent.contains(device));
        if !on_ios {
            return Self::Desktop;
        }
        if let Some((_, name)) = OTHERS.iter().find(|(mark, _)| user_agent.contains(mark)) {
            return Self::OtherOnIos(*name);
        }
        if user_agent.contains("Safari/") {
            Self::Safari
        } else {
            Self::OtherOnIos(BrowserName::BuiltIntoSome)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Browser::{Desktop, OtherOnIos, Safari};
    use super::*;

    fn ios(rest: &str) -> String {
        format!(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) {rest}"
        )
    }

    #[test]
    fn each_browser_is_known_by_its_mark() {
        for (agent, expected) in [
            (ios("Version/18.2 Mobile/15E148 Safari/604.1"), Safari),
            (ios("Version/26.1 Mobile/15E148 Safari/604.1"), Safari),
            (ios("CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1"), OtherOnIos(BrowserName::Own("Chrome"))),
            (ios("FxiOS/133.0 Mobile/15E148 Safari/605.1.15"), OtherOnIos(BrowserName::Own("Firefox"))),
            (
                ios("Version/18.0 EdgiOS/131.0 Mobile/15E148 Safari/604.1"),
                OtherOnIos(BrowserName::Own("Edge")),
            ),
            (ios("Version/18.2 Mobile/15E148 Safari/604.1 OPT/5.2.0"), OtherOnIos(BrowserName::Own("Opera"))),
            (
                ios("Version/18.2 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15"),
                OtherOnIos(BrowserName::Own("DuckDuckGo")),
            ),
            (ios("GSA/345.0 Mobile/15E148 Safari/604.1"), OtherOnIos(BrowserName::GoogleApp)),
            (ios("Mobile/15E148"), OtherOnIos(BrowserName::BuiltIntoSome)),
            (ios("Mobile/15E148 [FBAN/FBIOS;FBAV/490.0]"), OtherOnIos(BrowserName::BuiltInto("Facebook"))),
            (ios("Mobile/15E148 Instagram 361.0"), OtherOnIos(BrowserName::BuiltInto("Instagram"))),
            (ios("Safari/604.1 Line/14.19.1"), OtherOnIos(BrowserName::BuiltInto("LINE"))),
            (ios("Mobile/15E148 MicroMessenger/8.0.54"), OtherOnIos(BrowserName::BuiltInto("WeChat"))),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.2 Safari/605.1.15".into(), Desktop),
            ("Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36".into(), Desktop),
            (String::new(), Desktop),
        ] {
            assert_eq!(Browser::recognise(&agent), expected, "{agent}");
        }
    }
}
