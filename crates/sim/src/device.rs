//! One device and its way from the portal to being managed, a method per step. The steps are to be taken in order; a
//! step that comes too early says so. [`Device::enroll`] takes them all.

use std::{fmt, pin::Pin, sync::Arc, time::Instant};

use apple_mdm::{EnrollmentMode, profile::ReceivedScep};

use crate::{
    BuiltIn, DeviceIdentity, Event, FetchedProfile, Hardware, InstalledProfile, KeySource, Misbehavior,
    Model, Network, NetworkError, Observer, Page, Reason, Refusal, Step, StepError, Timing, ambient,
    browser::Browser,
    certificates::is_certificate_profile,
    scep_exchange::{ScepExchange, key_bits},
};

/// A simulated device.
pub struct Device {
    /// Its number, by which events tell it.
    pub index: u32,
    /// What product it is.
    pub model: &'static Model,
    /// What is particular to it.
    pub hardware: Hardware,
    /// What it does wrong on purpose.
    pub misbehavior: Misbehavior,
    /// Whether it was not unlocked since it was started; some commands then get `NotNow`.
    pub is_locked: bool,
    /// How long each step took, in order.
    pub timings: Vec<Timing>,
    pub(crate) network: Network,
    pub(crate) switched_on_roots: Vec<Vec<u8>>,
    pub(crate) managed: Option<reqwest::Client>,
    pub(crate) installed: Option<InstalledProfile>,
    pub(crate) identity: Option<DeviceIdentity>,
    pub(crate) push: Option<Push>,
    pub(crate) browser: Browser,
    pub(crate) built_in: Option<BuiltIn>,
    /// The token of its person's sign-in, by an account.
    pub(crate) access_token: Option<String>,
    /// What it is known by while it is its owner's own: new at every enrollment.
    pub(crate) enrollment_id: Option<String>,
    fetched: Option<FetchedProfile>,
    /// The kind of enrollment that the fetched profile must be for; `None` for one of no account.
    wanted: Option<EnrollmentMode>,
    keys: KeySource,
    observer: Option<Observer>,
    seed: u64,
    switched_on: Instant,
}

/// Where a device gets the one-time code from that went to its owner; it is asked with its index.
pub type CodeSource = Arc<dyn Fn(u32) -> Pin<Box<dyn Future<Output = String> + Send>> + Send + Sync>;

/// How a server reaches the device by push.
#[derive(Clone, PartialEq, Eq)]
pub struct Push {
    /// `Token`, opaque.
    pub token: Vec<u8>,
    /// `PushMagic`, an upper-case UUID.
    pub push_magic: String,
    /// `UnlockToken`, as secret as the passcode.
    pub unlock_token: Vec<u8>,
}

impl fmt::Debug for Push {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Push").finish_non_exhaustive()
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Device")
            .field("index", &self.index)
            .field("model", &self.model.name)
            .field("identity", &self.identity)
            .finish_non_exhaustive()
    }
}

impl Device {
    /// Switches on the device with this index; the index decides the model, both numbers everything else.
    pub fn new(seed: u64, index: u32, network: &Network) -> Result<Self, NetworkError> {
        Self::with_model(Model::of(index), seed, index, network)
    }

    /// Switches on a device of a certain model.
    pub fn with_model(
        model: &'static Model,
        seed: u64,
        index: u32,
        network: &Network,
    ) -> Result<Self, NetworkError> {
        Ok(Self {
            index,
            model,
            hardware: Hardware::new(seed, index, model),
            misbehavior: Misbehavior::default(),
            is_locked: false,
            timings: Vec::new(),
            network: network.clone(),
            switched_on_roots: Vec::new(),
            managed: None,
            installed: None,
            identity: None,
            push: None,
            browser: Browser::new(model, network)?,
            built_in: None,
            access_token: None,
            enrollment_id: None,
            fetched: None,
            wanted: None,
            keys: KeySource::own(),
            observer: None,
            seed,
            switched_on: Instant::now(),
        })
    }

    /// Takes keys from this source instead of making its own.
    pub fn with_keys(self, keys: KeySource) -> Self {
        Self { keys, ..self }
    }

    /// Builds the device with this identity, by which it says who it is before it enrolls.
    pub fn with_built_in(self, built_in: BuiltIn) -> Self {
        Self { built_in: Some(built_in), ..self }
    }

    /// Tells this observer what happens.
    pub fn watched_by(self, observer: Observer) -> Self {
        Self { observer: Some(observer), ..self }
    }

    /// Returns the installed profile.
    pub fn installed(&self) -> Option<&InstalledProfile> {
        self.installed.as_ref()
    }

    /// Returns the identity.
    pub fn identity(&self) -> Option<&DeviceIdentity> {
        self.identity.as_ref()
    }

    /// Returns how it is reached by push, once it has said so.
    pub fn push(&self) -> Option<&Push> {
        self.push.as_ref()
    }

    /// Goes the whole way: portal, profile, certificate, check-in.
    pub async fn enroll(
        &mut self,
        enroll_url: &str,
        username: &str,
        password: &str,
    ) -> Result<(), StepError> {
        self.switched_on = Instant::now();
        self.tell(&Event::Began { device: self.index, model: self.model });
        self.open_portal(enroll_url).await?;
        self.login(username, password).await?;
        self.enroll_from_page().await
    }

    /// Goes the whole way from the link of an invitation: logs in and types a one-time code where they are asked for.
    pub async fn enroll_by_link(
        &mut self,
        link: &str,
        login: Option<(&str, &str)>,
        codes: Option<&CodeSource>,
    ) -> Result<(), StepError> {
        self.switched_on = Instant::now();
        self.tell(&Event::Began { device: self.index, model: self.model });
        let mut page = self.open_link(link).await?;
        if page.document.login().is_some() {
            let (username, password) = login.unwrap_or_default();
            page = self.login(username, password).await?;
        }
        if page.document.code().is_some() {
            let code = match codes {
                Some(codes) => codes(self.index).await,
                None => String::new(),
            };
            self.enter_code(&code).await?;
        }
        self.enroll_from_page().await
    }

    /// Goes on from a page of the portal to the end.
    async fn enroll_from_page(&mut self) -> Result<(), StepError> {
        self.fetch_profile().await?;
        if self.is_asked_for_attributes() {
            self.go_through_profile_service().await?;
        }
        self.install_profile().await?;
        self.authenticate().await?;
        self.token_update().await?;
        self.end_journey();
        Ok(())
    }

    pub(crate) fn begin_journey(&mut self) {
        self.switched_on = Instant::now();
        self.tell(&Event::Began { device: self.index, model: self.model });
    }

    pub(crate) fn end_journey(&self) {
        self.tell(&Event::Enrolled { device: self.index, took: self.switched_on.elapsed() });
    }

    /// Returns what was fetched last.
    pub(crate) fn fetched(&self) -> Option<&FetchedProfile> {
        self.fetched.as_ref()
    }

    /// Keeps what was fetched, and for which kind of enrollment it has to be.
    pub(crate) fn take_fetched(&mut self, fetched: FetchedProfile, wanted: Option<EnrollmentMode>) {
        self.fetched = Some(fetched);
        self.wanted = wanted;
    }

    /// Returns the token that goes with every request once somebody has signed in.
    pub(crate) fn bearer(&self) -> Option<String> {
        let token = self.misbehavior.access_token.as_ref().or(self.access_token.as_ref());
        token.filter(|token| !token.is_empty()).cloned()
    }

    /// Says whether the device is enrolled as its owner's own.
    pub(crate) fn is_personal(&self) -> bool {
        let account = self.installed.as_ref().and_then(|installed| installed.profile.mdm.account.as_ref());
        account.is_some_and(|account| account.mode == EnrollmentMode::Byod)
    }

    /// Opens the link of an invitation and goes on to the page that asks for something or offers the profile.
    pub async fn open_link(&mut self, link: &str) -> Result<Page, StepError> {
        let started = Instant::now();
        let result = self.browser.open_link(link).await.cloned();
        self.finish(Step::OpenLink, started, result)
    }

    /// Types a one-time code; returns the page that comes next.
    pub async fn enter_code(&mut self, code: &str) -> Result<Page, StepError> {
        let started = Instant::now();
        let result = self.browser.enter_code(code).await.cloned();
        self.finish(Step::EnterCode, started, result)
    }

    /// Opens the portal and goes no further.
    pub async fn look_at_portal(&mut self, enroll_url: &str) -> Result<Page, StepError> {
        let started = Instant::now();
        let result = self.browser.look_at(enroll_url).await.cloned();
        self.finish(Step::OpenPortal, started, result)
    }

    /// Opens the portal and goes on to the page for logging in.
    pub async fn open_portal(&mut self, enroll_url: &str) -> Result<Page, StepError> {
        let started = Instant::now();
        let result = self.browser.open(enroll_url).await.cloned();
        self.finish(Step::OpenPortal, started, result)
    }

    /// Logs in; returns the page that comes next.
    pub async fn login(&mut self, username: &str, password: &str) -> Result<Page, StepError> {
        let started = Instant::now();
        let result = self.browser.log_in(username, password).await.cloned();
        self.finish(Step::Login, started, result)
    }

    /// Goes on to the link of the profile and downloads it, without cookies. May be repeated. Where a profile with
    /// certificates comes first, that one is installed on the way.
    pub async fn fetch_profile(&mut self) -> Result<FetchedProfile, StepError> {
        let started = Instant::now();
        let result = self.browser.fetch_profile().await;
        let mut fetched = self.finish(Step::FetchProfile, started, result)?;
        if is_certificate_profile(&fetched.octets) {
            self.install_certificates(&fetched)?;
            let started = Instant::now();
            let result = match self.browser.go_on().await {
                Ok(()) => self.browser.fetch_profile().await,
                Err(reason) => Err(reason),
            };
            fetched = self.finish(Step::FetchProfile, started, result)?;
        }
        self.fetched = Some(fetched.clone());
        Ok(fetched)
    }

    /// Goes on to the next link of a profile and downloads it, whatever it is, and does nothing with it.
    pub async fn download_next(&mut self) -> Result<FetchedProfile, StepError> {
        let started = Instant::now();
        let result = self.browser.fetch_profile().await;
        self.finish(Step::FetchProfile, started, result)
    }

    /// Downloads a profile from this address, without cookies and without the portal.
    pub async fn fetch_profile_from(&mut self, url: &str) -> Result<FetchedProfile, StepError> {
        let started = Instant::now();
        let result = match url.parse() {
            Ok(url) => self.browser.download(url).await,
            Err(error) => Err(Reason::Page(format!("{url:?} is no address: {error}"))),
        };
        if let Ok(fetched) = &result {
            self.fetched = Some(fetched.clone());
        }
        self.finish(Step::FetchProfile, started, result)
    }

    /// Returns to the portal's page, which is loaded again.
    pub async fn return_to_portal(&mut self) -> Result<Page, StepError> {
        let started = Instant::now();
        let result = self.browser.reload().await.cloned();
        self.finish(Step::OpenPortal, started, result)
    }

    /// Installs the fetched profile: verifies it, trusts its roots from now on, and gets the certificate.
    pub async fn install_profile(&mut self) -> Result<(), StepError> {
        self.verify_profile()?;
        self.obtain_identity().await
    }

    /// Verifies the fetched profile and takes over its settings and roots, without its certificate.
    pub fn verify_profile(&mut self) -> Result<(), StepError> {
        let started = Instant::now();
        let result = self.take_over_profile();
        self.finish(Step::VerifyProfile, started, result)
    }

    /// Gets a certificate for a new key, with the settings of the profile.
    pub async fn obtain_identity(&mut self) -> Result<(), StepError> {
        let settings = match self.settings() {
            Ok(installed) => installed.profile.scep.clone(),
            Err(reason) => return Err(StepError { step: Step::GenerateKey, reason }),
        };
        self.identity = Some(self.identity_of(settings).await?);
        Ok(())
    }

    /// Gets a certificate for a new key, with these settings.
    pub(crate) async fn identity_of(&mut self, settings: ReceivedScep) -> Result<DeviceIdentity, StepError> {
        let started = Instant::now();
        let result = async { Ok(self.keys.key(key_bits(&settings)?).await) }.await;
        let key = self.finish(Step::GenerateKey, started, result)?;

        let started = Instant::now();
        let http = match &self.managed {
            Some(managed) => Ok(managed.clone()),
            None => self.network.client().and_then(|client| Ok(client.build()?)),
        };
        let http = http.map_err(|error| Reason::Connection(error.to_string()));
        let http = self.finish(Step::GetCaCert, started, http)?;
        let misbehavior = self.misbehavior.clone();
        let scep = ScepExchange { http: &http, settings: &settings, misbehavior: &misbehavior };

        let started = Instant::now();
        let result = scep.ca_certificate().await;
        let ca = self.finish(Step::GetCaCert, started, result)?;

        let started = Instant::now();
        let result = scep.capabilities().await;
        let capabilities = self.finish(Step::GetCaCaps, started, result)?;

        let started = Instant::now();
        let result = scep.certificate(&key, &ca, capabilities).await;
        self.finish(Step::RequestCertificate, started, result)
    }

    /// Notes how a step ended, and tells it.
    pub(crate) fn finish<T>(
        &mut self,
        step: Step,
        started: Instant,
        result: Result<T, Reason>,
    ) -> Result<T, StepError> {
        let took = started.elapsed();
        match result {
            Ok(value) => {
                self.timings.push(Timing { step, took });
                self.tell(&Event::Finished { device: self.index, step, took });
                Ok(value)
            }
            Err(reason) => {
                let error = StepError { step, reason };
                self.tell(&Event::Failed { device: self.index, error: &error });
                Err(error)
            }
        }
    }

    pub(crate) fn tell(&self, event: &Event<'_>) {
        if let Some(observer) = &self.observer {
            observer(event);
        }
    }

    /// Returns the installed profile, or says that it is too early.
    pub(crate) fn settings(&self) -> Result<&InstalledProfile, Reason> {
        self.installed.as_ref().ok_or(Reason::OutOfOrder("no profile is installed"))
    }

    /// Makes up how the device is reached by push; the same until it enrolls anew.
    pub(crate) fn make_push(&mut self) -> Push {
        const UNLOCK_TOKEN_BYTES: usize = 1_536;
        let mut random = crate::random::Random::new(self.seed ^ u64::from(u32::MAX), self.index);
        let push = self.push.get_or_insert_with(|| Push {
            token: random.octets(32),
            push_magic: ambient::fresh().to_string().to_uppercase(),
            unlock_token: random.octets(UNLOCK_TOKEN_BYTES),
        });
        push.clone()
    }

    /// Verifies a profile file and makes it the installed one.
    pub(crate) fn install(&mut self, octets: &[u8]) -> Result<(), Reason> {
        let new = InstalledProfile::verify(octets, self.network.roots(), ambient::now())?;
        let mode = new.profile.mdm.account.as_ref().map(|account| account.mode);
        if self.identity.is_none() && mode != self.wanted {
            return Err(Refusal::OtherMode.into());
        }
        if mode == Some(EnrollmentMode::Byod) && self.enrollment_id.is_none() {
            self.enrollment_id = Some(ambient::fresh().to_string().to_uppercase());
        }
        if let Some(installed) = &self.installed
            && self.identity.is_some()
            && installed.profile.identifier == new.profile.identifier
        {
            new.check_update_of(installed)?;
        }
        let network = self.network.trusting(new.own_roots().map(<[u8]>::to_vec));
        let client = network.client().and_then(|client| Ok(client.build()?));
        self.managed = Some(client.map_err(|error| Reason::Connection(error.to_string()))?);
        self.installed = Some(new);
        Ok(())
    }

    fn take_over_profile(&mut self) -> Result<(), Reason> {
        let fetched = self.fetched.take().ok_or(Reason::OutOfOrder("no profile was fetched"))?;
        let result = self.install(&fetched.octets);
        self.fetched = Some(fetched);
        result
    }

    /// Returns the client that trusts the installed profile's roots, too.
    pub(crate) fn client(&self) -> Result<&reqwest::Client, Reason> {
        self.managed.as_ref().ok_or(Reason::OutOfOrder("no profile is installed"))
    }

    /// Forgets everything that came with the enrollment.
    pub(crate) fn unenroll(&mut self) {
        self.installed = None;
        self.identity = None;
        self.push = None;
        self.managed = None;
        self.enrollment_id = None;
        self.access_token = None;
        self.wanted = None;
    }
}
