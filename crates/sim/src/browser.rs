//! Safari on the device, as far as a portal needs it: a page at a time, cookies, forms, links, and the headers by which
//! servers tell a form of their own from a stranger's. Profiles are downloaded without cookies, as iOS does it in
//! every browser but one.

use std::fmt;

use reqwest::{
    Client, RequestBuilder, Response, Url,
    header::{
        ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap, LOCATION, ORIGIN, REFERRER_POLICY, USER_AGENT,
    },
    redirect::Policy,
};

use crate::{
    Model, Network, NetworkError, Reason,
    failure::first_words,
    html::{Document, Form, Link},
};

/// Pages that are gone through before the journey counts as leading nowhere.
const PAGES_MAX: usize = 8;
const PROFILE_TYPE: &str = "application/x-apple-aspen-config";

/// A page as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its address, after redirects.
    pub url: String,
    /// The HTTP status.
    pub status: u16,
    /// What is on it.
    pub document: Document,
    /// Where it leads out of the browser, if it does.
    pub leaves_for: Option<String>,
    /// Whether it forbids saying where a request comes from, which also hides the origin of its forms.
    hides_origin: bool,
}

/// A downloaded profile, not yet looked at.
#[derive(Clone, PartialEq, Eq)]
pub struct FetchedProfile {
    /// Where it came from; good for downloading it again.
    pub url: String,
    /// The file.
    pub octets: Vec<u8>,
    /// The headers it came with.
    pub headers: HeaderMap,
}

impl FetchedProfile {
    /// Reads an answer that should be a profile: it must come as what makes iOS install it.
    pub(crate) async fn of(url: &str, response: Response) -> Result<Self, Reason> {
        let (status, headers) = (response.status(), response.headers().clone());
        let octets = response.bytes().await?.to_vec();
        if !status.is_success() {
            return Err(Reason::of_answer(status.as_u16(), &octets));
        }
        let content_type =
            headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if content_type != PROFILE_TYPE {
            return Err(Reason::Page(format!(
                "the profile comes as {content_type:?}, so nothing installs it"
            )));
        }
        Ok(Self { url: url.to_owned(), octets, headers })
    }
}

impl fmt::Debug for FetchedProfile {
    /// Leaves out the file, as it holds the challenge, and the address, as it holds a token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FetchedProfile").field("octets", &self.octets.len()).finish_non_exhaustive()
    }
}

/// A browser with one tab.
#[derive(Debug)]
pub(crate) struct Browser {
    model: &'static Model,
    with_cookies: Client,
    without_cookies: Client,
    page: Option<Page>,
}

impl Browser {
    pub(crate) fn new(model: &'static Model, network: &Network) -> Result<Self, NetworkError> {
        let mut headers = HeaderMap::new();
        let user_agent = model.user_agent().parse().expect("it is ASCII");
        headers.insert(USER_AGENT, user_agent);
        headers.insert(ACCEPT_LANGUAGE, "en-GB,en;q=0.9".parse().expect("it is ASCII"));
        let accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        headers.insert(ACCEPT, accept.parse().expect("it is ASCII"));
        let client = || Ok::<_, NetworkError>(network.client()?.default_headers(headers.clone()));
        Ok(Self {
            model,
            with_cookies: client()?.cookie_store(true).redirect(within_the_web()).build()?,
            without_cookies: client()?.build()?,
            page: None,
        })
    }

    pub(crate) fn page(&self) -> Result<&Page, Reason> {
        self.page.as_ref().ok_or(Reason::OutOfOrder("the portal was not opened"))
    }

    /// Goes to an address, wherever that leads. A page that turns people away (403) is a page, too.
    pub(crate) async fn look_at(&mut self, url: &str) -> Result<&Page, Reason> {
        let page = self.show_any(self.visit(self.with_cookies.get(url), "none")).await?;
        if page.status == 403 { Ok(page) } else { page.succeeded() }
    }

    /// Goes to an address, and from there on to the form for logging in.
    pub(crate) async fn open(&mut self, url: &str) -> Result<&Page, Reason> {
        self.show(self.visit(self.with_cookies.get(url), "none")).await?;
        self.go_on_until(|page| page.document.login().is_some(), "asks for a password").await
    }

    /// Goes to the link of an invitation, and from there on to whatever has to be known: a login, a code; or to the profile.
    pub(crate) async fn open_link(&mut self, link: &str) -> Result<&Page, Reason> {
        self.show(self.visit(self.with_cookies.get(link), "none")).await?;
        let asks = |page: &Page| {
            let document = &page.document;
            document.login().is_some() || document.code().is_some() || document.profile().is_some()
        };
        self.go_on_until(asks, "asks for a login or a code, or offers a profile").await
    }

    /// Types a one-time code and sends it.
    pub(crate) async fn enter_code(&mut self, code: &str) -> Result<&Page, Reason> {
        let page = self.page()?;
        let form = page.document.code().ok_or(Reason::OutOfOrder("no page with a one-time code is open"))?;
        let request = self.submit(page, form, &form.with_code(code))?;
        let page = self.show_any(request).await?;
        if page.document.code().is_some() {
            return Err(Reason::Code(first_words(&page.document.text)));
        }
        page.succeeded()
    }

    /// Fills in the form for logging in and sends it.
    pub(crate) async fn log_in(&mut self, username: &str, password: &str) -> Result<&Page, Reason> {
        let page = self.page()?;
        let form = page.document.login().ok_or(Reason::OutOfOrder("no page with a login is open"))?;
        let request = self.submit(page, form, &form.filled_in(username, password))?;
        let page = self.show_any(request).await?;
        if page.document.login().is_some() {
            let said =
                if page.document.alert.is_empty() { &page.document.text } else { &page.document.alert };
            return Err(Reason::Login(first_words(said)));
        }
        page.succeeded()
    }

    /// Logs in and goes on until a page leads out of the browser; returns where to.
    pub(crate) async fn sign_in(&mut self, username: &str, password: &str) -> Result<String, Reason> {
        self.log_in(username, password).await?;
        let page = self.go_on_until(|page| page.leaves_for.is_some(), "leads back to Settings").await?;
        page.leaves_for.clone().ok_or(Reason::OutOfOrder("the page does not lead out of the browser"))
    }

    /// Goes on to the link of the profile and downloads it.
    pub(crate) async fn fetch_profile(&mut self) -> Result<FetchedProfile, Reason> {
        let page = self.go_on_until(|page| page.document.profile().is_some(), "offers a profile").await?;
        let link = page.document.profile().map(|link| link.href.clone()).unwrap_or_default();
        let url = page.resolve(&link)?;
        self.download(url).await
    }

    /// Downloads a profile without cookies; it must come as what makes iOS install it.
    pub(crate) async fn download(&self, url: Url) -> Result<FetchedProfile, Reason> {
        let request = self.visit(self.without_cookies.get(url.clone()), "same-origin");
        FetchedProfile::of(url.as_str(), request.send().await?).await
    }

    /// Loads the page again.
    pub(crate) async fn reload(&mut self) -> Result<&Page, Reason> {
        let url = self.page()?.url.clone();
        self.show(self.visit(self.with_cookies.get(url), "same-origin")).await
    }

    /// Follows what leads on from the page, once.
    pub(crate) async fn go_on(&mut self) -> Result<(), Reason> {
        let request =
            self.way_on()?.ok_or_else(|| Reason::Page("nothing on the page leads on".to_owned()))?;
        self.show(request).await.map(drop)
    }

    /// Returns the request for what leads on from the page, if anything does.
    fn way_on(&self) -> Result<Option<RequestBuilder>, Reason> {
        let page = self.page()?;
        Ok(match page.way_on(self.model) {
            Some(Way::Link(link)) => {
                Some(self.visit(self.with_cookies.get(page.resolve(&link.href)?), "same-origin"))
            }
            Some(Way::Form(form)) => Some(self.submit(page, form, &form.agreed())?),
            None => None,
        })
    }

    /// Follows what leads on, page after page, until one `has` what is looked for.
    async fn go_on_until(&mut self, has: impl Fn(&Page) -> bool, sought: &str) -> Result<&Page, Reason> {
        for _ in 0..PAGES_MAX {
            if has(self.page()?) {
                return self.page();
            }
            let Some(request) = self.way_on()? else { break };
            self.show(request).await?;
        }
        let page = self.page()?;
        let words = first_words(&page.document.text);
        Err(Reason::Page(format!(
            "no page {sought}; the last one, {:?}, says: {words}",
            page.document.title.trim()
        )))
    }

    fn submit(
        &self,
        page: &Page,
        form: &Form,
        values: &[(String, String)],
    ) -> Result<RequestBuilder, Reason> {
        let url = page.resolve(&form.action)?;
        if !form.is_post {
            return Ok(self.visit(self.with_cookies.get(url).query(values), "same-origin"));
        }
        let origin = match Url::parse(&page.url) {
            Ok(url) if !page.hides_origin => url.origin().ascii_serialization(),
            _ => "null".to_owned(),
        };
        let request = self.with_cookies.post(url).form(values).header(ORIGIN, origin);
        Ok(self.visit(request, "same-origin"))
    }

    /// Adds what newer Safari says about a request.
    fn visit(&self, request: RequestBuilder, site: &str) -> RequestBuilder {
        if !self.model.sends_fetch_metadata() {
            return request;
        }
        request
            .header("sec-fetch-site", site)
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document")
    }

    async fn show(&mut self, request: RequestBuilder) -> Result<&Page, Reason> {
        self.show_any(request).await?.succeeded()
    }

    async fn show_any(&mut self, request: RequestBuilder) -> Result<&Page, Reason> {
        let page = Page::read(request.send().await?).await?;
        Ok(self.page.insert(page))
    }
}

/// Follows redirects as far as they stay in the web; one that leaves it is where the page ends.
fn within_the_web() -> Policy {
    const REDIRECTS_MAX: usize = 10;
    Policy::custom(|attempt| match attempt.url().scheme() {
        "http" | "https" if attempt.previous().len() > REDIRECTS_MAX => attempt.error("too many redirects"),
        "http" | "https" => attempt.follow(),
        _ => attempt.stop(),
    })
}

/// What leads on from a page.
enum Way<'a> {
    Link(&'a Link),
    Form(&'a Form),
}

impl Page {
    async fn read(response: Response) -> Result<Self, Reason> {
        let (url, status) = (response.url().to_string(), response.status().as_u16());
        let hides_origin =
            response.headers().get(REFERRER_POLICY).is_some_and(|policy| policy == "no-referrer");
        let leaves_for =
            response.headers().get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let document = Document::read(&response.text().await?);
        Ok(Self { url, status, document, leaves_for, hides_origin })
    }

    fn succeeded(&self) -> Result<&Self, Reason> {
        if self.status < 400 {
            return Ok(self);
        }
        Err(Reason::Status { status: self.status, words: first_words(&self.document.text) })
    }

    fn resolve(&self, reference: &str) -> Result<Url, Reason> {
        let url = Url::parse(&self.url).and_then(|base| base.join(reference));
        url.map_err(|error| Reason::Page(format!("a link leads nowhere: {error}")))
    }

    /// Returns what a person who wants to go on touches: never what leads back. On an iPad that calls itself a
    /// Macintosh this is also the link that a script follows there by itself.
    fn way_on(&self, model: &Model) -> Option<Way<'_>> {
        const ON: [&str; 6] = ["continue", "next", "log in", "sign in", "start", "agree"];
        let says = |text: &str, words: &[&str]| words.iter().any(|word| text.to_lowercase().contains(word));
        let leads_back = |address: &str, text: &str| {
            says(address, &["logout", "signout"])
                || says(text, &["log out", "sign out", "not you", "begin again", "back"])
        };
        let leads_on = |link: &&Link| !link.is_profile() && !leads_back(&link.href, &link.text);
        let links = || self.document.links.iter().filter(leads_on);
        let forms = || self.document.forms.iter().filter(|form| !leads_back(&form.action, &form.button));
        let link =
            links().find(|link| link.is_prominent).or_else(|| links().find(|link| says(&link.text, &ON)));
        let tablet = || links().find(|link| model.is_ipad() && says(&link.text, &["ipad"]));
        let form = || forms().find(|form| !form.button.trim().is_empty());
        link.map(Way::Link).or_else(|| form().map(Way::Form)).or_else(|| tablet().map(Way::Link))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Page {
        let url = "https://mdm.example.org/enroll".to_owned();
        Page { url, status: 200, document: Document::read(html), leaves_for: None, hides_origin: false }
    }

    fn way(html: &str, model: &'static Model) -> Option<String> {
        match page(html).way_on(model)? {
            Way::Link(link) => Some(link.href.clone()),
            Way::Form(form) => Some(form.action.clone()),
        }
    }

    fn tablet() -> &'static Model {
        Model::all().iter().find(|model| model.is_ipad()).unwrap()
    }

    #[test]
    fn the_way_on_is_never_the_way_back() {
        let welcome = r#"<form method="post" action="/enroll/logout"><button>Not you?</button></form>
            <div class="thumb"><a class="button" href="/enroll/install">Continue</a></div>"#;
        assert_eq!(way(welcome, Model::of(0)).as_deref(), Some("/enroll/install"));
        let ended = r#"<form method="post" action="/enroll/logout"><button>Begin again</button></form>"#;
        assert_eq!(way(ended, Model::of(0)), None);
        let terms = r#"<form method="post" action="/terms"><input type="checkbox" name="agree" required>
            <button>Agree</button></form>"#;
        assert_eq!(way(terms, Model::of(0)).as_deref(), Some("/terms"));
    }

    #[test]
    fn only_an_ipad_follows_the_link_for_ipads() {
        let desktop =
            r#"<p><a href="/enroll?browser=any" id="ipad">This is the iPad I want to set up</a></p>"#;
        assert_eq!(way(desktop, Model::of(0)), None);
        assert_eq!(way(desktop, tablet()).as_deref(), Some("/enroll?browser=any"));
    }

    #[test]
    fn links_are_relative_to_their_page() {
        let url = page("").resolve("enroll/profile/t.mobileconfig").unwrap();
        assert_eq!(url.as_str(), "https://mdm.example.org/enroll/profile/t.mobileconfig");
        assert_eq!(page("").resolve("").unwrap().as_str(), "https://mdm.example.org/enroll");
    }

    #[test]
    fn forms_say_where_they_come_from_as_each_safari_does() {
        const FORM: &str = r#"<form method="post" action="/login"><input type="password" name="p"></form>"#;
        let network = Network::new(Some(crate::installation::tests::ROOT.pem.as_bytes())).unwrap();
        let sent = |model, hides_origin| {
            let page = Page { hides_origin, ..page(FORM) };
            let browser = Browser::new(model, &network).unwrap();
            let request = browser.submit(&page, &page.document.forms[0], &[]).unwrap().build().unwrap();
            let header = |name| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
            (header("origin"), header("sec-fetch-site"))
        };
        let some = |text: &str| Some(text.to_owned());
        let old = Model::all().iter().find(|model| !model.sends_fetch_metadata()).unwrap();
        assert_eq!(sent(Model::of(0), false), (some("https://mdm.example.org"), some("same-origin")));
        assert_eq!(sent(Model::of(0), true), (some("null"), some("same-origin")));
        assert_eq!(sent(old, true), (some("null"), None));
    }
}
