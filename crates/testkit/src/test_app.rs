//! The app of a test.

use std::net::{IpAddr, Ipv4Addr};

use app::{
    App, Caller, Clock, DirectoryDraft, Error, IdentityProviderDraft, Ids, Login, MailServerDraft,
    NewAccount, Organization, Parts, SecretInput, Settings, SignIn, SignedIn, Trust,
};
use ca::sealing::SealingKeys;
use domain::account::Access;
use domain::directory::{Directory, LdapHost, Preset};
use domain::id::AccountId;
use domain::identity_provider::{Claims, ProviderSettings, ProviderUse};
use domain::mail_server::{Authentication, MailServer};
use domain::person::Person;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::setting::Section;
use domain::time::Timestamp;
use gateways::directory::{DirectoryError, DirectoryGateway, MemoryDirectory, MemoryPerson};
use gateways::identity_provider::{IdentityProviderGateway, LiveProviders, MemoryProviders, ProviderError};
use gateways::mail::{MailGateway, MemoryMail};
use gateways::push::{MemoryPush, PushGateway};
use gateways::simulator::{MemorySimulator, SimulatorGateway};
use gateways::sms::{MemorySms, SmsGateway};
use gateways::webhook::{FetchedPage, MemoryWebhooks, WebhookGateway, WebhookOutcome};
use scep::Algorithms;
use store::{Store, StoreSettings};

use crate::{Database, Phone};

/// The instant at which every test begins: 2026-11-22T12:00:00Z.
pub const NOON: Timestamp = Timestamp(1_795_348_800_000);
/// The password of every account in tests.
pub const PASSWORD: &str = "correct horse battery";
/// Where requests in tests come from.
pub const SOURCE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));
/// What the browser of tests calls itself.
pub const BROWSER: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15";
/// The push topic of tests.
pub const TOPIC: &str = "com.apple.mgmt.External.00000000-0000-4000-8000-000000000000";

/// Which key of [`crate::key()`] is the authority's that certifies devices when they are built.
pub const DEVICE_AUTHORITY_KEY: usize = 4;

/// The password of every directory user in tests.
pub const DIRECTORY_PASSWORD: &str = "a password of the directory";

/// Returns what somebody fills in for an LDAP directory whose people stand below a base.
pub fn ldap_draft(name: &str, base: &str) -> DirectoryDraft {
    let hosts = vec![LdapHost { name: "ldap.example.org".to_owned(), port: 636 }];
    let mut settings = Preset::OpenLdap.settings(hosts, base);
    settings.bind_name = Some(format!("cn=vestibule,{base}"));
    DirectoryDraft {
        name: name.to_owned(),
        settings,
        bind_password: SecretInput::Set(Secret::new("the password of the account that asks")),
        client_identity: SecretInput::Keep,
    }
}

/// Returns what somebody fills in for the mail server.
pub fn mail_server_draft() -> MailServerDraft {
    MailServerDraft {
        server: MailServer {
            host: "smtp.example.org".to_owned(),
            authentication: Authentication::Password { username: "devices@example.org".to_owned() },
            sender: "devices@example.org".to_owned(),
            sender_name: "Example School".to_owned(),
            ..MailServer::usual()
        },
        password: SecretInput::Set(Secret::new("the password of the mail server")),
        client_secret: SecretInput::Keep,
        refresh_token: SecretInput::Keep,
        mailbox_password: SecretInput::Keep,
    }
}

/// Returns what somebody fills in for an identity provider.
pub fn identity_provider_draft(name: &str) -> IdentityProviderDraft {
    IdentityProviderDraft {
        settings: ProviderSettings {
            name: name.to_owned(),
            issuer: "https://login.example.org".to_owned(),
            client_id: "vestibule".to_owned(),
            console: ProviderUse::Beside,
            ..ProviderSettings::usual()
        },
        client_secret: SecretInput::Set(Secret::new("the secret of the client")),
    }
}

/// An app with everything a test wants to look into or move.
pub struct TestApp {
    /// The app.
    pub app: App,
    /// Its clock, standing at [`NOON`] until moved.
    pub clock: Clock,
    /// What it pushed.
    pub push: MemoryPush,
    /// What it told webhooks, unless it tells them over the network.
    pub webhooks: MemoryWebhooks,
    /// How its self-tests go.
    pub simulator: MemorySimulator,
    /// The people whom its directories know, unless they are asked over the network.
    pub directory: MemoryDirectory,
    /// Whom its identity providers know by which code, unless they are asked over the network.
    pub providers: MemoryProviders,
    /// The mails that it sent, unless they go over the network.
    pub mail: MemoryMail,
    /// What it sent by SMS, unless providers are asked over the network.
    pub sms: MemorySms,
    /// Its database.
    pub database: Database,
    /// The same database, opened beside the app, to look into.
    pub store: Store,
}

/// Settings of a test's app, to change before it is built.
pub struct TestAppBuilder {
    /// The settings.
    pub settings: Settings,
    /// The ids; seeded unless set to [`Ids::random`].
    pub ids: Ids,
    /// The clock.
    pub clock: Clock,
    /// The way to directories; a memory unless set.
    pub gateway: Option<DirectoryGateway>,
    /// The way to identity providers; a memory unless set.
    pub identity_provider: Option<IdentityProviderGateway>,
    /// The way to the mail server; a memory unless set.
    pub mail: Option<MailGateway>,
    /// The way to SMS providers; a memory unless set.
    pub sms: Option<SmsGateway>,
    /// The way to webhooks; a memory unless set.
    pub webhook: Option<WebhookGateway>,
}

impl TestApp {
    /// Returns an app on SQLite with the usual settings.
    pub async fn new() -> Self {
        Self::builder().build().await
    }

    /// Returns the usual settings, to change.
    pub fn builder() -> TestAppBuilder {
        TestAppBuilder {
            settings: settings(),
            ids: Ids::seeded(1_000),
            clock: Clock::fixed(NOON),
            gateway: None,
            identity_provider: None,
            mail: None,
            sms: None,
            webhook: None,
        }
    }

    /// Returns an app on each engine there is.
    pub async fn on_each_engine() -> Vec<Self> {
        let mut apps = Vec::new();
        for database in crate::databases().await {
            apps.push(Self::builder().build_on(database).await);
        }
        apps
    }

    /// Decides a section of the settings, whatever it was before.
    pub async fn settle<S: Section>(&self, value: S) {
        let operator = Caller::operator();
        let seen = self.app.show_setting::<S>(&operator).await.expect("a section").version;
        self.app.change_setting(&operator, value, seen).await.expect("a change");
    }

    /// Moves the clock on.
    pub fn advance(&self, milliseconds: i64) {
        self.clock.advance(milliseconds);
    }

    /// Makes an account with [`PASSWORD`].
    pub async fn account(&self, username: &str, privilege_set: PrivilegeSet) {
        let new = NewAccount {
            username: username.to_owned(),
            full_name: format!("{username} Example"),
            email: Some(format!("{username}@example.org")),
            password: Secret::new(PASSWORD),
            access: Access::Full,
            groups: Vec::new(),
            privilege_set,
        };
        self.app.create_account(&Caller::operator(), new).await.expect("a new account");
    }

    /// Returns the id of a local account.
    pub async fn account_id(&self, username: &str) -> AccountId {
        self.app.find_account(&Caller::operator(), username).await.expect("an account").id
    }

    /// Sets an LDAP directory up, the last in the order; its people are those in the memory with its base, or none.
    pub async fn ldap(&self, name: &str, base: &str) -> Directory {
        self.app.create_directory(&Caller::operator(), ldap_draft(name, base)).await.expect("a new directory")
    }

    /// Puts a person with [`DIRECTORY_PASSWORD`] into every directory; their key is `key-` and their username.
    pub fn person(&self, username: &str, groups: &[&str]) -> MemoryPerson {
        let person = MemoryPerson {
            key: format!("key-{username}"),
            base: String::new(),
            person: Person {
                username: username.to_owned(),
                full_name: format!("{username} Directory"),
                email: Some(format!("{username}@directory.example.org")),
                department: Some("Physics".to_owned()),
                ..Person::default()
            },
            password: DIRECTORY_PASSWORD.to_owned(),
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        };
        self.directory.put(person.clone());
        person
    }

    /// Lets the directory with a base not answer from now on.
    pub fn silence_directory(&self, base: &str) {
        self.directory.fail(base, Some(DirectoryError::Unreachable("nobody is there".to_owned())));
    }

    /// Lets a code of any identity provider stand for somebody, once.
    pub fn know_code(&self, code: &str, claims: Claims) {
        self.providers.put(code, Ok(claims));
    }

    /// Lets what any identity provider says for a code prove nothing, once, for this reason.
    pub fn refuse_code(&self, code: &str, reason: &str) {
        self.providers.put(code, Err(ProviderError::Unverified(reason.to_owned())));
    }

    /// Lets every webhook refuse what it is told from now on, with these words; `None` lets it take everything again.
    pub fn refuse_tellings(&self, words: Option<&str>) {
        let refused = |words: &str| WebhookOutcome::Failed {
            status: Some(500),
            words: words.to_owned(),
            retry_after: None,
        };
        self.webhooks.answer_always(words.map(refused));
    }

    /// Puts a page of the web at an address, for whatever the app looks at there; `location` makes it a redirect.
    pub fn put_web_page(&self, url: &str, status: u16, location: Option<&str>, kind: &str, body: &[u8]) {
        let page = FetchedPage {
            status,
            location: location.map(str::to_owned),
            content_type: Some(kind.to_owned()),
            body: body.to_vec(),
        };
        self.webhooks.put_page(url, page);
    }

    /// Makes an account and signs it in to the console: the session's token and the caller.
    pub async fn sign_in(&self, username: &str, privilege_set: PrivilegeSet) -> (Secret, Caller) {
        self.account(username, privilege_set).await;
        let signed_in = self.sign_in_again(username).await;
        (signed_in.session, signed_in.caller)
    }

    /// Signs an account in to the console that exists and has no second factor.
    pub async fn sign_in_again(&self, username: &str) -> SignedIn {
        self.sign_in_with(username, PASSWORD).await.expect("a sign-in")
    }

    /// As [`TestApp::sign_in_again`], with any password.
    pub async fn sign_in_with(&self, username: &str, password: &str) -> Result<SignedIn, Error> {
        match self.app.sign_in(self.login_with(username, password), BROWSER).await? {
            SignIn::SignedIn(signed_in) => Ok(signed_in),
            SignIn::SecondFactorNeeded(needed) => panic!("{username} has a second factor: {needed:?}"),
        }
    }

    /// Returns a caller with all privileges, made as account `admin`.
    pub async fn administrator(&self) -> Caller {
        self.sign_in("admin", PrivilegeSet::Administrator).await.1
    }

    /// Makes a bearer token of account `admin`, which must exist.
    pub async fn api_token(&self, caller: &Caller, scopes: &[domain::api_token::Scope]) -> Secret {
        let new = app::NewApiToken { name: "test".to_owned(), scopes: scopes.to_vec(), days: 30 };
        self.app.create_api_token(caller, new).await.expect("a token").secret
    }

    /// Returns the login of an account with the right password.
    pub fn login(&self, username: &str) -> Login {
        self.login_with(username, PASSWORD)
    }

    /// Returns a login with any password.
    pub fn login_with(&self, username: &str, password: &str) -> Login {
        Login { username: username.to_owned(), password: Secret::new(password), source: SOURCE }
    }

    /// Enrolls a device for a person, whose account is made, up to `TokenUpdate`; its first commands wait.
    pub async fn enroll(&self, username: &str, index: usize) -> Phone {
        self.account(username, PrivilegeSet::EnrollmentOnly).await;
        self.enroll_again(username, index).await
    }

    /// As [`TestApp::enroll`], for an account that exists.
    pub async fn enroll_again(&self, username: &str, index: usize) -> Phone {
        let begun = self.app.begin_enrollment(self.login(username)).await.expect("a login");
        let mut phone = Phone::new(index);
        phone.fetch_profile(&self.app, &begun.profile_url).await.expect("a profile");
        phone.request_certificate(&self.app).await.expect("a certificate");
        phone.authenticate(&self.app).await.expect("Authenticate");
        phone.update_token(&self.app).await.expect("TokenUpdate");
        phone
    }

    /// Enrolls a device and lets it answer all its first commands.
    pub async fn enroll_with_inventory(&self, username: &str, index: usize) -> Phone {
        let mut phone = self.enroll(username, index).await;
        phone.answer_all(&self.app).await.expect("answers");
        phone
    }

    /// Runs what is due and says how many jobs ran.
    pub async fn run_due(&self) -> u32 {
        self.app.runner().run_due().await.expect("jobs run")
    }

    /// Asserts that no job was forgotten; to be called at the end of a test that enqueues.
    pub async fn assert_no_open_jobs(&self) {
        let open = self.store.read().await.expect("a read").count_open_jobs().await.expect("a count");
        assert_eq!(open, 0, "jobs are still open");
    }
}

impl TestAppBuilder {
    /// Lets the app ask identity providers over the network, by the clock of the machine.
    #[must_use]
    pub fn with_real_providers(self) -> Self {
        let identity_provider = Some(IdentityProviderGateway::Live(LiveProviders::new()));
        Self { identity_provider, clock: Clock::System, ..self }
    }

    /// Builds the app on a fresh SQLite database.
    pub async fn build(self) -> TestApp {
        self.build_on(Database::sqlite().await).await
    }

    /// Builds the app on a database.
    pub async fn build_on(self, database: Database) -> TestApp {
        let (push, directory) = (MemoryPush::default(), MemoryDirectory::default());
        let (mail, sms) = (MemoryMail::default(), MemorySms::default());
        let (webhooks, simulator) = (MemoryWebhooks::default(), MemorySimulator::default());
        let providers = MemoryProviders::default();
        let store = open(&database.url).await;
        let app = App::start(Parts {
            store: open(&database.url).await,
            sealing: sealing(),
            settings: self.settings,
            push: PushGateway::Memory(push.clone()),
            directory: self.gateway.unwrap_or_else(|| DirectoryGateway::Memory(directory.clone())),
            identity_provider: self
                .identity_provider
                .unwrap_or_else(|| IdentityProviderGateway::Memory(providers.clone())),
            mail: self.mail.unwrap_or_else(|| MailGateway::Memory(mail.clone())),
            sms: self.sms.unwrap_or_else(|| SmsGateway::Memory(sms.clone())),
            webhook: self.webhook.unwrap_or_else(|| WebhookGateway::Memory(webhooks.clone())),
            simulator: SimulatorGateway::Memory(simulator.clone()),
            clock: self.clock.clone(),
            ids: self.ids,
        })
        .await
        .expect("the app starts");
        TestApp {
            app,
            clock: self.clock,
            push,
            webhooks,
            simulator,
            directory,
            providers,
            mail,
            sms,
            database,
            store,
        }
    }
}

/// Migrates a database and lets an app store its authority in it, so that tests need not make keys.
pub(crate) async fn prepare(url: &str) {
    let store = open(url).await;
    let app = App::start(Parts {
        store,
        sealing: sealing(),
        settings: settings(),
        push: PushGateway::Memory(MemoryPush::default()),
        directory: DirectoryGateway::Memory(MemoryDirectory::default()),
        identity_provider: IdentityProviderGateway::Memory(MemoryProviders::default()),
        mail: MailGateway::Memory(MemoryMail::default()),
        sms: SmsGateway::Memory(MemorySms::default()),
        webhook: WebhookGateway::Memory(MemoryWebhooks::default()),
        simulator: SimulatorGateway::Memory(MemorySimulator::default()),
        clock: Clock::fixed(NOON),
        ids: Ids::seeded(1),
    })
    .await
    .expect("the template starts");
    app.close().await.expect("the template closes");
}

async fn open(url: &str) -> Store {
    Store::open(&StoreSettings { url: url.to_owned(), connections_max: 4 })
        .await
        .expect("the test database opens")
}

fn sealing() -> SealingKeys {
    SealingKeys::from_octets([7; 32])
}

fn settings() -> Settings {
    Settings {
        base_url: "https://mdm.example.org".to_owned(),
        organization: Organization {
            name: "Example School".to_owned(),
            is_named: true,
            help: "Ask the help desk, room 12.".to_owned(),
        },
        profile_identifier: "org.example.mdm.enroll".to_owned(),
        trust: Trust::OwnRoot,
        trust_probe_origin: Some("https://trust.example.org".to_owned()),
        session_minutes: 60,
        certificate_days: 365,
        renewal_days: 90,
        scep_algorithms: Algorithms::Modern,
        mdm_algorithms: Algorithms::Modern,
        console: app::Console::default(),
        invitations: app::InvitationLimits::default(),
        device_authority: Some(crate::key(DEVICE_AUTHORITY_KEY).spki().to_vec()),
        placeholder_topic: Some(TOPIC.to_owned()),
    }
}
