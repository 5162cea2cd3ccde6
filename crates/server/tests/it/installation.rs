//! A whole installation that serves in this process, on loopback, with TLS.

use app::{App, Caller, NewAccount};
use domain::account::Access;
use domain::enrollment::Enrollment;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use server::config::{self, Config};
use server::listen;
use server::serving::{Serving, Sockets};
use server::tls;
use sim::{Device, DeviceAuthority, KeySource, Network};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The password of every account.
pub(crate) const PASSWORD: &str = "correct horse battery";
/// The person who enrolls.
pub(crate) const PERSON: &str = "ann";
/// The push topic.
pub(crate) const TOPIC: &str = "com.apple.mgmt.External.4a1f3c52-0000-4000-8000-000000000000";

/// An installation in a folder of its own.
pub(crate) struct Installation {
    pub(crate) serving: Serving,
    _folder: TempDir,
}

impl Installation {
    /// Starts one on SQLite, with [`PERSON`]'s account.
    pub(crate) async fn new() -> Self {
        Self::start(None, |_| ()).await
    }

    /// Starts one on each engine there is.
    pub(crate) async fn on_each_engine() -> Vec<Self> {
        let mut installations = Vec::new();
        for url in databases().await {
            installations.push(Self::start(url, |_| ()).await);
        }
        installations
    }

    /// Starts one on each engine there is that knows devices by [`authority`] in place of Apple's.
    pub(crate) async fn knowing_devices() -> Vec<Self> {
        let mut installations = Vec::new();
        for url in databases().await {
            let change = |config: &mut Config| {
                let path = config.data.folder.with_file_name("authority.pem");
                std::fs::write(&path, authority().to_pem()).unwrap();
                config.enrollment.device_authority_file = Some(path);
            };
            installations.push(Self::start(url, change).await);
        }
        installations
    }

    /// Starts one on a database, or on SQLite, after a change of the configuration.
    pub(crate) async fn start(database: Option<String>, change: impl FnOnce(&mut Config)) -> Self {
        tls::install_provider();
        let folder = tempfile::tempdir().unwrap();
        let socket = any_port().await;
        let mut config = configuration(&folder, socket.local_addr().unwrap());
        config.database.url = database.map(config::Secret::new);
        change(&mut config);
        let sockets =
            Sockets { tls: socket, plain: Some(any_port().await), monitoring: Some(any_port().await) };
        let serving = Serving::start(&config, sockets, Some(TOPIC.to_owned())).await.unwrap();
        add_account(&serving.app, PERSON, PrivilegeSet::EnrollmentOnly).await;
        Self { serving, _folder: folder }
    }

    pub(crate) fn app(&self) -> &App {
        &self.serving.app
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.app().settings().base_url)
    }

    pub(crate) fn enroll_url(&self) -> String {
        self.app().settings().enroll_url()
    }

    /// Returns a device that shares a few keys with the others of this test run.
    pub(crate) fn device(&self, index: u32) -> Device {
        let network = Network::new(Some(self.app().ca_pem().as_bytes())).unwrap();
        Device::new(7, index, &network).unwrap().with_keys(keys())
    }

    /// Returns a device that has enrolled and answered its first commands.
    pub(crate) async fn enrolled(&self, index: u32) -> Device {
        let mut device = self.device(index);
        device.enroll(&self.enroll_url(), PERSON, PASSWORD).await.unwrap();
        device.poll().await.unwrap();
        device
    }

    /// Returns a browser that trusts the installation's root and goes where it is sent only by hand.
    pub(crate) fn browser(&self) -> reqwest::Client {
        let roots = reqwest::Certificate::from_pem_bundle(self.app().ca_pem().as_bytes()).unwrap();
        reqwest::Client::builder()
            .tls_certs_only(roots)
            .redirect(reqwest::redirect::Policy::none())
            .cookie_store(true)
            .build()
            .unwrap()
    }
}

/// Returns the authority that certifies devices in tests when they are built.
pub(crate) fn authority() -> DeviceAuthority {
    DeviceAuthority::with_key(testkit::key(testkit::DEVICE_AUTHORITY_KEY))
}

/// Returns the keys that devices share in tests that are not about keys.
pub(crate) fn keys() -> KeySource {
    static KEYS: OnceLock<KeySource> = OnceLock::new();
    KEYS.get_or_init(|| KeySource::sharing(4)).clone()
}

/// Returns a configuration whose data lies in the folder.
pub(crate) fn configuration(folder: &TempDir, address: SocketAddr) -> Config {
    let mut config = Config::default();
    config.server.listen = address;
    config.server.base_url = Some(format!("https://{address}").parse().unwrap());
    config.data.folder = folder.path().join("data");
    config
}

/// Returns a fresh database on each engine there is; nothing stands for SQLite in the data folder.
pub(crate) async fn databases() -> Vec<Option<String>> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Ok(administrative) = std::env::var("VESTIBULE_TEST_POSTGRES") else {
        say("SKIPPED on PostgreSQL: VESTIBULE_TEST_POSTGRES is not set");
        return vec![None];
    };
    let name = format!("server_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(&administrative).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let server = administrative.rsplit_once('/').unwrap().0;
    vec![None, Some(format!("{server}/{name}"))]
}

/// Says that something was passed over, loudly.
#[expect(clippy::print_stderr, reason = "a test passed over should be heard of")]
pub(crate) fn say(words: &str) {
    eprintln!("{words}");
}

pub(crate) async fn any_port() -> TcpListener {
    listen::bind("127.0.0.1:0".parse().unwrap()).await.unwrap()
}

pub(crate) async fn add_account(app: &App, username: &str, privilege_set: PrivilegeSet) {
    let new = NewAccount {
        access: Access::Full,
        groups: Vec::new(),
        username: username.to_owned(),
        full_name: username.to_owned(),
        email: None,
        password: Secret::new(PASSWORD),
        privilege_set,
    };
    app.create_account(&Caller::operator(), new).await.unwrap();
}

/// Returns every enrollment.
pub(crate) async fn enrollments(app: &App) -> Vec<Enrollment> {
    let mut rows = Vec::new();
    let mut query = app::EnrollmentQuery { limit: 100, ..app::EnrollmentQuery::default() };
    loop {
        let page = app.list_enrollments(&Caller::operator(), query.clone()).await.unwrap();
        rows.extend(page.rows);
        match page.next {
            Some(next) => query.after = Some(next),
            None => return rows,
        }
    }
}
