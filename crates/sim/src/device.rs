//! One device and its way from the portal to being managed, a method per step. The steps are to be taken in order; a
//! step that comes too early says so. [`Device::enroll`] takes them all.

use std::{fmt, pin::Pin, sync::Arc, time::Instant};

use crate::{
    DeviceIdentity, Event, FetchedProfile, Hardware, InstalledProfile, KeySource, Misbehavior, Model,
    Network, NetworkError, Observer, Page, Reason, Step, StepError, Timing, ambient,
    browser::Browser,
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
    pub(crate) managed: Option<reqwest::Client>,
    pub(crate) installed: Option<InstalledProfile>,
    pub(crate) identity: Option<DeviceIdentity>,
    pub(crate) push: Option<Push>,
    browser: Browser,
    fetched: Option<FetchedProfile>,
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
            managed: None,
            installed: None,
            identity: None,
            push: None,
            browser: Browser::new(model, network)?,
            fetched: None,
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
        self.install_profile().await?;
        self.authenticate().await?;
        self.token_update().await?;
        self.tell(&Event::Enrolled { device: self.index, took: self.switched_on.elapsed() });
        Ok(())
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

    /// Goes on to the link of the profile and downloads it, without cookies. May be repeated.
    pub async fn fetch_profile(&mut self) -> Result<FetchedProfile, StepError> {
        let started = Instant::now();
        let result = self.browser.fetch_profile().await;
        if let Ok(fetched) = &result {
            self.fetched = Some(fetched.clone());
        }
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
        let started = Instant::now();
        let result = async {
            let bits = key_bits(&self.settings()?.profile.scep)?;
            Ok(self.keys.key(bits).await)
        };
        let result = result.await;
        let key = self.finish(Step::GenerateKey, started, result)?;

        let started = Instant::now();
        let result = async { self.scep()?.ca_certificate().await }.await;
        let ca = self.finish(Step::GetCaCert, started, result)?;

        let started = Instant::now();
        let result = async { self.scep()?.capabilities().await }.await;
        let capabilities = self.finish(Step::GetCaCaps, started, result)?;

        let started = Instant::now();
        let result = async { self.scep()?.certificate(&key, &ca, capabilities).await }.await;
        self.identity = Some(self.finish(Step::RequestCertificate, started, result)?);
        Ok(())
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

    fn scep(&self) -> Result<ScepExchange<'_>, Reason> {
        let settings = &self.settings()?.profile.scep;
        Ok(ScepExchange { http: self.client()?, settings, misbehavior: &self.misbehavior })
    }

    /// Forgets everything that came with the enrollment.
    pub(crate) fn unenroll(&mut self) {
        self.installed = None;
        self.identity = None;
        self.push = None;
        self.managed = None;
    }
}
