//! Which browser asks. It decides only which page comes first, never what anybody may do.

use http::HeaderMap;
use http::header::USER_AGENT;

/// The browsers that matter to an enrollment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Browser {
    /// Safari on an iPhone, or on an iPad that says so.
    Safari,
    /// Another browser or an app's own web view on iOS, with a name for the page.
    OtherOnIos(&'static str),
    /// A computer, or an iPad, which says it is one.
    Desktop,
}

/// Marks of browsers on iOS that are not Safari, and what people call them.
const OTHERS: [(&str, &str); 13] = [
    ("CriOS/", "Chrome"),
    ("FxiOS/", "Firefox"),
    ("EdgiOS/", "Edge"),
    ("OPT/", "Opera"),
    ("OPiOS/", "Opera"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Ddg/", "DuckDuckGo"),
    ("GSA/", "the Google app"),
    ("FBAN", "Facebook’s built-in browser"),
    ("FBAV", "Facebook’s built-in browser"),
    ("Instagram", "Instagram’s built-in browser"),
    ("Line/", "LINE’s built-in browser"),
    ("MicroMessenger", "WeChat’s built-in browser"),
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
            return Self::OtherOnIos(name);
        }
        if user_agent.contains("Safari/") {
            Self::Safari
        } else {
            Self::OtherOnIos("an app’s built-in browser")
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
            (ios("CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1"), OtherOnIos("Chrome")),
            (ios("FxiOS/133.0 Mobile/15E148 Safari/605.1.15"), OtherOnIos("Firefox")),
            (ios("Version/18.0 EdgiOS/131.0 Mobile/15E148 Safari/604.1"), OtherOnIos("Edge")),
            (ios("Version/18.2 Mobile/15E148 Safari/604.1 OPT/5.2.0"), OtherOnIos("Opera")),
            (ios("Version/18.2 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15"), OtherOnIos("DuckDuckGo")),
            (ios("GSA/345.0 Mobile/15E148 Safari/604.1"), OtherOnIos("the Google app")),
            (ios("Mobile/15E148"), OtherOnIos("an app’s built-in browser")),
            (ios("Mobile/15E148 [FBAN/FBIOS;FBAV/490.0]"), OtherOnIos("Facebook’s built-in browser")),
            (ios("Mobile/15E148 Instagram 361.0"), OtherOnIos("Instagram’s built-in browser")),
            (ios("Safari/604.1 Line/14.19.1"), OtherOnIos("LINE’s built-in browser")),
            (ios("Mobile/15E148 MicroMessenger/8.0.54"), OtherOnIos("WeChat’s built-in browser")),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.2 Safari/605.1.15".into(), Desktop),
            ("Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36".into(), Desktop),
            (String::new(), Desktop),
        ] {
            assert_eq!(Browser::recognise(&agent), expected, "{agent}");
        }
    }
}
