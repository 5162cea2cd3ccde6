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
    /// A Macintosh; or an iPad, which says it is one, or an iPhone that was told to ask for desktop pages.
    Mac,
    /// Any other computer.
    Computer,
    /// A phone or tablet with Android.
    Android,
    /// A program that looks at links: the preview of a chat, the scanner of a mail server.
    Robot,
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

/// Marks of browsers on iOS that are not Safari, and what people call them. An app's name comes before that of an engine
/// that it may carry too.
const OTHERS: [(&str, BrowserName); 30] = [
    ("FBAN", BrowserName::BuiltInto("Facebook")),
    ("FBAV", BrowserName::BuiltInto("Facebook")),
    ("Instagram", BrowserName::BuiltInto("Instagram")),
    ("Line/", BrowserName::BuiltInto("LINE")),
    ("MicroMessenger", BrowserName::BuiltInto("WeChat")),
    ("LinkedInApp", BrowserName::BuiltInto("LinkedIn")),
    ("Twitter for", BrowserName::BuiltInto("X")),
    ("Pinterest/", BrowserName::BuiltInto("Pinterest")),
    ("Snapchat/", BrowserName::BuiltInto("Snapchat")),
    ("musical_ly", BrowserName::BuiltInto("TikTok")),
    ("BytedanceWebview", BrowserName::BuiltInto("TikTok")),
    ("KAKAOTALK", BrowserName::BuiltInto("KakaoTalk")),
    ("WhatsApp/", BrowserName::BuiltInto("WhatsApp")),
    ("Slack/", BrowserName::BuiltInto("Slack")),
    ("Teams/", BrowserName::BuiltInto("Teams")),
    ("Outlook-iOS", BrowserName::BuiltInto("Outlook")),
    ("GSA/", BrowserName::GoogleApp),
    ("CriOS/", BrowserName::Own("Chrome")),
    ("FxiOS/", BrowserName::Own("Firefox")),
    ("Focus/", BrowserName::Own("Firefox")),
    ("EdgiOS/", BrowserName::Own("Edge")),
    ("OPT/", BrowserName::Own("Opera")),
    ("OPiOS/", BrowserName::Own("Opera")),
    ("OPX/", BrowserName::Own("Opera")),
    ("DuckDuckGo/", BrowserName::Own("DuckDuckGo")),
    ("Ddg/", BrowserName::Own("DuckDuckGo")),
    ("YaBrowser/", BrowserName::Own("Yandex")),
    ("UCBrowser/", BrowserName::Own("UC Browser")),
    ("Brave/", BrowserName::Own("Brave")),
    ("Vivaldi/", BrowserName::Own("Vivaldi")),
];

/// Those of the marks that are on iOS also where the device says it is a Macintosh.
const ON_IOS_ONLY: [&str; 6] = ["CriOS/", "FxiOS/", "EdgiOS/", "OPiOS/", "OPT/", "GSA/"];

/// Marks of programs that look at links, in small letters.
const ROBOTS: [&str; 16] = [
    "bot/",
    "bot ",
    "crawler",
    "spider",
    "facebookexternalhit",
    "facebot",
    "preview",
    "slackbot",
    "whatsapp/2",
    "python",
    "curl/",
    "go-http-client",
    "java/",
    "barracuda",
    "mimecast",
    "proofpoint",
];

/// Since which iOS an address can ask to be opened in Safari.
const OPENS_SAFARI_SINCE: u32 = 17;

impl Browser {
    /// Recognises the browser that sends a request.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self::recognise(user_agent(headers))
    }

    /// Reads a `User-Agent`. The system's version in it says nothing since iOS 26 and is not looked at.
    pub fn recognise(user_agent: &str) -> Self {
        let has = |mark: &&str| user_agent.contains(*mark);
        let other = || OTHERS.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
        if ["iPhone", "iPad", "iPod"].iter().any(&has) {
            return match other() {
                Some(name) => Self::OtherOnIos(name),
                None if has(&"Safari/") && has(&"Version/") => Self::Safari,
                None => Self::OtherOnIos(BrowserName::BuiltIntoSome),
            };
        }
        let in_small_letters = user_agent.to_ascii_lowercase();
        if ROBOTS.iter().any(|mark| in_small_letters.contains(mark)) {
            return Self::Robot;
        }
        if ON_IOS_ONLY.iter().any(&has) {
            return Self::OtherOnIos(other().unwrap_or(BrowserName::BuiltIntoSome));
        }
        if has(&"Macintosh") {
            Self::Mac
        } else if has(&"Android") {
            Self::Android
        } else {
            Self::Computer
        }
    }

    /// Says whether it runs on an iPhone or iPad for sure.
    pub(crate) fn is_on_ios(self) -> bool {
        matches!(self, Self::Safari | Self::OtherOnIos(_))
    }
}

/// Returns the address that opens in Safari out of another browser, where iOS knows it.
pub(crate) fn safari_link(headers: &HeaderMap, url: &str) -> Option<String> {
    let Browser::OtherOnIos(_) = Browser::of(headers) else { return None };
    let (_, system) = user_agent(headers).split_once(" OS ")?;
    let version: u32 = system.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    (version >= OPENS_SAFARI_SINCE && url.starts_with("https://")).then(|| format!("x-safari-{url}"))
}

fn user_agent(headers: &HeaderMap) -> &str {
    headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::Browser::{Android, Computer, Mac, OtherOnIos, Robot, Safari};
    use super::BrowserName::{BuiltInto, BuiltIntoSome, GoogleApp, Own};
    use super::*;

    const IPHONE: &str =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ";
    const IPAD: &str =
        "Mozilla/5.0 (iPad; CPU OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ";
    const MAC: &str =
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) ";

    #[test]
    fn each_browser_is_known_by_what_it_truly_says() {
        for (device, rest, expected) in [
            (IPHONE, "Version/18.2 Mobile/15E148 Safari/604.1", Safari),
            (IPHONE, "Version/26.1 Mobile/15E148 Safari/604.1", Safari),
            (IPAD, "Version/18.2 Mobile/15E148 Safari/604.1", Safari),
            (IPHONE, "CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1", OtherOnIos(Own("Chrome"))),
            (IPAD, "CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1", OtherOnIos(Own("Chrome"))),
            (MAC, "CriOS/131 Version/13.0.3 Safari/605.1.15", OtherOnIos(Own("Chrome"))),
            (IPHONE, "FxiOS/133.0 Mobile/15E148 Safari/605.1.15", OtherOnIos(Own("Firefox"))),
            (IPAD, "FxiOS/133.0 Mobile/15E148 Safari/605.1.15", OtherOnIos(Own("Firefox"))),
            (MAC, "FxiOS/133 Safari/605.1.15", OtherOnIos(Own("Firefox"))),
            (
                IPHONE,
                "FxiOS/8.1.1b4948 Focus/8.1.1 Mobile/15E148 Safari/605.1.15",
                OtherOnIos(Own("Firefox")),
            ),
            (IPHONE, "Version/18.0 EdgiOS/131.0.2903.68 Mobile/15E148 Safari/604.1", OtherOnIos(Own("Edge"))),
            (MAC, "Version/18.0 EdgiOS/131.0.2903.68 Safari/605.1.15", OtherOnIos(Own("Edge"))),
            (IPHONE, "Version/18.2 Mobile/15E148 Safari/604.1 OPT/5.2.0", OtherOnIos(Own("Opera"))),
            (IPHONE, "OPiOS/16.0.15.124050 Mobile/15E148 Safari/9537.53", OtherOnIos(Own("Opera"))),
            (
                IPHONE,
                "Version/18.2 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15",
                OtherOnIos(Own("DuckDuckGo")),
            ),
            (IPHONE, "Version/18.2 Mobile/15E148 Safari/604.1 Ddg/18.2", OtherOnIos(Own("DuckDuckGo"))),
            (IPHONE, "GSA/345.0.700 Mobile/15E148 Safari/604.1", OtherOnIos(GoogleApp)),
            (IPHONE, "Version/18.0 YaBrowser/24.10.5 Mobile/15E148 Safari/604.1", OtherOnIos(Own("Yandex"))),
            (
                IPHONE,
                "Mobile/15E148 [FBAN/FBIOS;FBAV/490.0.0.41.102;FBBV/663455842]",
                OtherOnIos(BuiltInto("Facebook")),
            ),
            (
                IPHONE,
                "Mobile/22C161 Instagram 361.0.0.35.82 (iPhone14,5; iOS 18_2_1; de_DE)",
                OtherOnIos(BuiltInto("Instagram")),
            ),
            (IPHONE, "Mobile/15E148 Safari Line/14.19.1", OtherOnIos(BuiltInto("LINE"))),
            (
                IPHONE,
                "Mobile/15E148 MicroMessenger/8.0.54(0x1800362f) NetType/WIFI Language/zh_CN",
                OtherOnIos(BuiltInto("WeChat")),
            ),
            (IPHONE, "Mobile/15E148 [LinkedInApp]/9.30.1234", OtherOnIos(BuiltInto("LinkedIn"))),
            (IPHONE, "Mobile/15E148 Twitter for iPhone/10.70", OtherOnIos(BuiltInto("X"))),
            (
                IPHONE,
                "Mobile/15E148 musical_ly_37.2.0 JsSdk/2.0 BytedanceWebview/d8a21c6",
                OtherOnIos(BuiltInto("TikTok")),
            ),
            (IPHONE, "Mobile/15E148", OtherOnIos(BuiltIntoSome)),
            (IPHONE, "Mobile/15E148 Safari/604.1", OtherOnIos(BuiltIntoSome)),
            // What an iPad and an iPhone in desktop mode say, and what a Mac says.
            (MAC, "Version/18.2 Safari/605.1.15", Mac),
            (MAC, "Version/26.0 Safari/605.1.15", Mac),
            (MAC, "Version/18.2 Safari/605.1.15 Ddg/18.2", Mac),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) ",
                "Chrome/131.0.0.0 Safari/537.36",
                Mac,
            ),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 ", "Firefox/133.0", Mac),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ",
                "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                Computer,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ",
                "Chrome/131.0.0.0 Safari/537.36",
                Computer,
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) ",
                "Chrome/131.0.0.0 Safari/537.36",
                Computer,
            ),
            ("", "", Computer),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) ",
                "Chrome/131.0.0.0 Mobile Safari/537.36",
                Android,
            ),
            ("Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 ", "Firefox/133.0", Android),
            // Previews of chats and scanners of mail.
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) ",
                "Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
                Robot,
            ),
            ("Slackbot-LinkExpanding 1.0 ", "(+https://api.slack.com/robots)", Robot),
            ("WhatsApp/2.23.20.0 ", "A", Robot),
            ("TelegramBot (like TwitterBot)", "", Robot),
            ("Mozilla/5.0 (Windows NT 6.1; WOW64) ", "SkypeUriPreview Preview/0.5", Robot),
            ("Mozilla/5.0 (compatible; Googlebot/2.1; ", "+http://www.google.com/bot.html)", Robot),
            ("curl/8.5.0", "", Robot),
        ] {
            assert_eq!(Browser::recognise(&format!("{device}{rest}")), expected, "{device}{rest}");
        }
    }

    #[test]
    fn an_address_opens_safari_from_ios_17_on() {
        let link = |agent: &str| {
            let agent = HeaderValue::from_str(agent).unwrap();
            safari_link(&HeaderMap::from_iter([(USER_AGENT, agent)]), "https://mdm.example.org/enroll")
        };
        let opens = Some("x-safari-https://mdm.example.org/enroll".to_owned());
        assert_eq!(link(&format!("{IPHONE}CriOS/131.0 Mobile/15E148 Safari/604.1")), opens);
        assert_eq!(link(&format!("{IPAD}Mobile/15E148")), opens);
        for agent in [
            format!("{IPHONE}Mobile/15E148").replace("18_2_1", "16_7"),
            format!("{IPHONE}Version/18.2 Mobile/15E148 Safari/604.1"),
            format!("{MAC}Version/18.2 Safari/605.1.15"),
            format!("{MAC}CriOS/131 Version/13.0.3 Safari/605.1.15"),
            String::new(),
        ] {
            assert_eq!(link(&agent), None, "{agent}");
        }
    }
}
