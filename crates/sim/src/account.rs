//! Signing in to an account in Settings: the device finds the server of the account, asks it for a profile, opens the web
//! page it is sent to, and comes back with what the page gave it.

use std::time::Instant;

use apple_mdm::EnrollmentMode;
use apple_mdm::account_sign_in::{Discovery, WELL_KNOWN_PATH, read_challenge, read_result_url};
use apple_mdm::machine_info::MachineInfo;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT, WWW_AUTHENTICATE};
use scep::Encoding;
use scep::client::{SignatureForm, device_signed};

use crate::{Device, FetchedProfile, Reason, Step, StepError, ambient};

const CLIENT: &str = "DeviceManagementClient/1.0";
const SIGNED_TYPE: &str = "application/pkcs7-signature";

impl Device {
    /// Goes the whole way by an account: `domain_url` is what serves the domain of the account, `account` what is typed in
    /// Settings, the login what is typed on the web page.
    pub async fn enroll_by_account(
        &mut self,
        domain_url: &str,
        account: &str,
        username: &str,
        password: &str,
    ) -> Result<(), StepError> {
        self.begin_journey();
        let discovery = self.discover(domain_url, account).await?;
        let page = self.ask_account(&discovery).await?;
        self.sign_in(&page, account, username, password).await?;
        self.fetch_account_profile(&discovery).await?;
        self.install_profile().await?;
        self.authenticate().await?;
        self.token_update().await?;
        self.end_journey();
        Ok(())
    }

    /// Asks the domain of an account where its server is.
    pub async fn discover(&mut self, domain_url: &str, account: &str) -> Result<Discovery, StepError> {
        let started = Instant::now();
        let result = self.ask_well_known(domain_url, account).await;
        self.finish(Step::Discover, started, result)
    }

    /// Asks the server for a profile, and returns the address of the web page that it wants opened first.
    pub async fn ask_account(&mut self, discovery: &Discovery) -> Result<String, StepError> {
        let started = Instant::now();
        let result = self.ask_without_token(discovery).await;
        self.finish(Step::AskAccount, started, result)
    }

    /// Opens the web page and logs in; the token that it ends with is kept for all that comes.
    pub async fn sign_in(
        &mut self,
        page: &str,
        account: &str,
        username: &str,
        password: &str,
    ) -> Result<(), StepError> {
        let started = Instant::now();
        let result = self.sign_in_on_page(page, account, username, password).await;
        let token = self.finish(Step::SignIn, started, result)?;
        self.access_token = Some(token);
        Ok(())
    }

    /// Asks the server for the profile once more, with the token; it must be for the kind of enrollment that was found.
    pub async fn fetch_account_profile(
        &mut self,
        discovery: &Discovery,
    ) -> Result<FetchedProfile, StepError> {
        let started = Instant::now();
        let result = self.ask_with_token(discovery).await;
        if let Ok(fetched) = &result {
            self.take_fetched(fetched.clone(), Some(discovery.mode));
        }
        self.finish(Step::FetchProfile, started, result)
    }

    async fn ask_well_known(&self, domain_url: &str, account: &str) -> Result<Discovery, Reason> {
        let url = format!("{}{WELL_KNOWN_PATH}", domain_url.trim_end_matches('/'));
        let family = if self.model.is_ipad() { "iPad" } else { "iPhone" };
        let query = [("user-identifier", account), ("model-family", family)];
        let request = self.network.client().and_then(|client| Ok(client.build()?));
        let request = request.map_err(|error| Reason::Connection(error.to_string()))?.get(url).query(&query);
        let answer = request.header(USER_AGENT, CLIENT).send().await?;
        let status = answer.status();
        let body = answer.bytes().await?;
        if !status.is_success() {
            return Err(Reason::of_answer(status.as_u16(), &body));
        }
        Discovery::parse(&body).map_err(|error| Reason::Page(error.to_string()))
    }

    async fn ask_without_token(&self, discovery: &Discovery) -> Result<String, Reason> {
        let answer = self.post_machine_info(discovery, None).await?;
        let status = answer.status().as_u16();
        let challenge = answer.headers().get(WWW_AUTHENTICATE).and_then(|value| value.to_str().ok());
        let page = challenge.and_then(read_challenge);
        let body = answer.bytes().await?;
        match (status, page) {
            (401, Some(page)) if body.is_empty() => Ok(page),
            (401, _) => Err(Reason::Page("the server asks for a login and does not say where".to_owned())),
            _ => Err(Reason::of_answer(status, &body)),
        }
    }

    async fn ask_with_token(&self, discovery: &Discovery) -> Result<FetchedProfile, Reason> {
        let token = self.bearer().ok_or(Reason::OutOfOrder("nobody has signed in"))?;
        let answer = self.post_machine_info(discovery, Some(&token)).await?;
        FetchedProfile::of(&discovery.base_url, answer).await
    }

    async fn post_machine_info(
        &self,
        discovery: &Discovery,
        token: Option<&str>,
    ) -> Result<reqwest::Response, Reason> {
        let body = self.signed_as_built(&self.machine_info(discovery.mode).to_plist())?;
        let client = self.network.client().and_then(|client| Ok(client.build()?));
        let client = client.map_err(|error| Reason::Connection(error.to_string()))?;
        let request =
            client.post(&discovery.base_url).header(USER_AGENT, CLIENT).header(CONTENT_TYPE, SIGNED_TYPE);
        let request = match token {
            Some(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        };
        Ok(request.body(body).send().await?)
    }

    async fn sign_in_on_page(
        &mut self,
        page: &str,
        account: &str,
        username: &str,
        password: &str,
    ) -> Result<String, Reason> {
        let mut url: reqwest::Url =
            page.parse().map_err(|error| Reason::Page(format!("{page:?} is no address: {error}")))?;
        url.query_pairs_mut().append_pair("user-identifier", account);
        self.browser.open(url.as_str()).await?;
        let result = self.browser.sign_in(username, password).await?;
        let token = read_result_url(&result).map(str::to_owned);
        token.ok_or_else(|| Reason::Page("the page leads out of the browser without a token".to_owned()))
    }

    /// Returns what the device tells of itself before it enrolls; a personal one nothing that would tell it from others.
    fn machine_info(&self, mode: EnrollmentMode) -> MachineInfo {
        let is_own = mode == EnrollmentMode::Byod && !self.misbehavior.names_itself;
        let own = |text: &str| (!is_own).then(|| text.to_owned());
        let modem = self.hardware.modem.as_ref();
        MachineInfo {
            udid: own(self.misbehavior.udid.as_deref().unwrap_or(&self.hardware.udid)),
            serial_number: own(&self.hardware.serial_number),
            product: self.model.product_name.to_owned(),
            build_version: self.model.build_version.to_owned(),
            os_version: (self.model.os() >= (17, 0)).then(|| self.model.os_version.to_owned()),
            imei: modem.and_then(|modem| own(&modem.imei)),
            meid: modem.and_then(|modem| own(&modem.meid)),
            language: Some("en".to_owned()),
            can_request_software_update: (self.model.os() >= (17, 0)).then_some(false),
            ..MachineInfo::default()
        }
    }

    /// Signs with what the device was built with.
    pub(crate) fn signed_as_built(&self, content: &[u8]) -> Result<Vec<u8>, Reason> {
        let built_in =
            self.built_in.as_ref().ok_or(Reason::OutOfOrder("the device was built without an identity"))?;
        let form = SignatureForm::WithAttributes { now: ambient::now() };
        let mut message =
            device_signed(content, &built_in.identity.signer(), &[&built_in.authority], form, Encoding::Ber);
        if self.misbehavior.alters_machine_info {
            alter(&mut message, self.model.build_version)?;
        }
        Ok(message)
    }
}

/// Changes a letter of a value inside a signed message, which stays as readable as it was.
fn alter(message: &mut [u8], value: &str) -> Result<(), Reason> {
    let at = message.windows(value.len()).position(|window| window == value.as_bytes());
    message[at.ok_or(Reason::OutOfOrder("the message does not hold the value to be altered"))?] ^= 1;
    Ok(())
}
