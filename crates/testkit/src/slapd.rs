//! A real directory for tests: OpenLDAP's `slapd` on free ports of loopback, from a temporary folder.
//!
//! Its tree is `dc=example,dc=test`. Everyone's password is their first name, `-Pw-1`, so Ann's is `Ann-Pw-1`:
//!
//! | username | name | groups | what they are for |
//! |---|---|---|---|
//! | `ann` | Ann Berg | teachers, and by it staff | every field filled; an `objectGUID` of letters |
//! | `ben` | Ben Holm | staff | an `objectGUID` that is no text; two telephone numbers |
//! | `carl` | Carl Ek | pupils | no mail, no title |
//! | `dora` | Dora Ring | ring-a, and by it ring-b, and by it ring-a | groups that hold each other |
//! | `eva`, `eve` | Eva Mail, Eve Mail | none | two entries with one mail address |
//! | `bob*` | `Bob * Star, Jr (x)` | `odd, (group)*` | names that mean something in a filter |
//! | `åsa` | Åsa Öberg | pupils | names that are not ASCII |
//! | `twin` | Twin Day, Twin Evening | none | one username under two branches |
//! | `p00000` … | Person 00000 … | none | as many as the builder is told; password `Crowd-Pw-1` |
//!
//! People stand below `ou=people`, groups with `member` below `ou=groups`, and one with `memberUid` (printers: ann, ben)
//! below `ou=posix`. The account that asks is `cn=reader,dc=example,dc=test`.

mod tree;

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use domain::directory::{LdapHost, Preset, Security};
use domain::id::DirectoryId;
use gateways::directory::{ClientIdentity, DirectoryConnection};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::authority::{Authority, PeerCertificate};

/// The root of the tree.
pub const BASE: &str = "dc=example,dc=test";
/// The name of the account that asks.
pub const READER: &str = "cn=reader,dc=example,dc=test";
/// Its password.
pub const READER_PASSWORD: &str = "Reader-Pw-1";

const ADMINISTRATOR: &str = "cn=admin,dc=example,dc=test";
const ADMINISTRATOR_PASSWORD: &str = "Administrator-Pw-1";
const PROGRAM: &str = "/usr/sbin/slapd";
const READY_TIMEOUT: Duration = Duration::from_secs(20);
/// Another process may take a free port before slapd does.
const PORT_TRIES: u32 = 5;
/// The ids of `nobody` and `nogroup` on Debian: slapd does not run as root.
const NOBODY: u32 = 65_534;
/// Runs a program until it ends, or until whoever started it has gone, however that came: then the read ends.
pub(crate) const WATCH: &str =
    r#""$@" </dev/null & child=$!; echo "$child" >process; read -r _; kill -9 "$child" 2>/dev/null; wait"#;

/// A running directory; gone when dropped, or when the test's process ends.
pub struct Slapd {
    options: SlapdBuilder,
    authority: Authority,
    folder: TempDir,
    ports: Ports,
    watcher: Child,
}

/// The ports of a peer: one for plain connections, one for TLS.
#[derive(Clone, Copy)]
pub(crate) struct Ports {
    pub(crate) plain: u16,
    pub(crate) tls: u16,
}

/// How much protection a directory demands or has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SlapdSecurity {
    /// LDAPS and StartTLS are there, and plain connections are taken, too.
    #[default]
    Offered,
    /// A bind on an unprotected connection is refused.
    Demanded,
    /// There is no TLS at all: StartTLS is refused and nothing listens for LDAPS.
    None,
}

/// How a directory is to be, to change before it starts.
#[derive(Clone, Debug)]
pub struct SlapdBuilder {
    /// How many people there are besides the usual ones.
    pub people: u32,
    /// Its certificate.
    pub certificate: PeerCertificate,
    /// Its protection.
    pub security: SlapdSecurity,
    /// Whether it takes a name without a password for an anonymous bind and says yes, as many products do.
    pub unauthenticated_bind: bool,
    /// Whether it demands a client certificate; [`Slapd::connection`] has one.
    pub client_certificate: bool,
    /// Whether it gives results in pages; without them, 50 entries are the most that it gives.
    pub pages: bool,
}

impl Default for SlapdBuilder {
    fn default() -> Self {
        Self {
            people: 0,
            certificate: PeerCertificate::default(),
            security: SlapdSecurity::default(),
            unauthenticated_bind: false,
            client_certificate: false,
            pages: true,
        }
    }
}

/// What a directory has done since it started, the test's own look-ups left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SlapdCount {
    /// Binds.
    pub binds: u64,
    /// Searches.
    pub searches: u64,
}

impl Slapd {
    /// Starts a directory with the usual people; `None`, and said loudly, where slapd is not installed.
    pub async fn start() -> Option<Self> {
        SlapdBuilder::default().start().await
    }

    /// Returns the usual settings, to change.
    pub fn builder() -> SlapdBuilder {
        SlapdBuilder::default()
    }

    /// Returns how to reach it: LDAPS, its authority as the root, the account that asks, and OpenLDAP's mappings.
    pub fn connection(&self, directory_id: DirectoryId) -> DirectoryConnection {
        let mut settings = Preset::OpenLdap.settings(vec![self.host()], BASE);
        settings.users.base = format!("ou=people,{BASE}");
        settings.groups.base = format!("ou=groups,{BASE}");
        settings.roots = vec![self.authority.root()];
        settings.bind_name = Some(READER.to_owned());
        let client_identity = self.options.client_certificate.then(|| {
            let (certificate_chain, key) = self.authority.client();
            ClientIdentity { certificate_chain, key_pkcs8: Zeroizing::new(key) }
        });
        DirectoryConnection {
            directory_id,
            settings,
            bind_password: Some(Zeroizing::new(READER_PASSWORD.to_owned())),
            client_identity,
        }
    }

    /// Returns how to reach it by another protection than LDAPS.
    pub fn connection_by(&self, directory_id: DirectoryId, security: Security) -> DirectoryConnection {
        let mut connection = self.connection(directory_id);
        connection.settings.security = security;
        if security != Security::Ldaps {
            connection.settings.hosts = vec![self.plain_host()];
        }
        connection
    }

    /// Returns where it listens for LDAPS.
    pub fn host(&self) -> LdapHost {
        LdapHost { name: "localhost".to_owned(), port: self.ports.tls }
    }

    /// Returns where it listens for plain connections and StartTLS.
    pub fn plain_host(&self) -> LdapHost {
        LdapHost { name: "localhost".to_owned(), port: self.ports.plain }
    }

    /// Returns the root of its certificate, as PEM.
    pub fn root_pem(&self) -> String {
        self.authority.root_pem()
    }

    /// Stops it in its tracks: connections stay open and nothing answers.
    pub fn stop(&self) {
        self.signal("-STOP");
    }

    /// Lets it go on after [`Slapd::stop`].
    pub fn resume(&self) {
        self.signal("-CONT");
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        self.signal("-KILL");
        // The watcher waits for its child, so when it has gone, so has slapd.
        drop(self.watcher.stdin.take());
        self.watcher.wait().expect("the watcher ends");
    }

    /// Starts it again after [`Slapd::kill`], with the same people, ports and certificate.
    pub async fn restart(&mut self) {
        self.watcher = watch(self.folder.path(), &self.options, self.ports);
        assert!(self.is_ready().await, "slapd does not come back:\n{}", self.log());
    }

    /// Returns a connection of its administrator, to change what is in it.
    pub async fn administrator(&self) -> ldap3::Ldap {
        administrator(self.folder.path()).await.expect("slapd takes its administrator")
    }

    /// Returns a connection of nobody in particular, unprotected.
    pub async fn anonymous(&self) -> ldap3::Ldap {
        let url = format!("ldap://127.0.0.1:{}", self.ports.plain);
        let (connection, handle) = ldap3::LdapConnAsync::new(&url).await.expect("slapd answers");
        ldap3::drive!(connection);
        handle
    }

    /// Renames an entry, such as `uid=ann` to `uid=anna`.
    pub async fn rename(&self, name: &str, to: &str) {
        let renamed = self.administrator().await.modifydn(name, to, true, None).await;
        renamed.and_then(ldap3::LdapResult::success).expect("renaming an entry");
    }

    /// Replaces an attribute of an entry.
    pub async fn replace(&self, name: &str, attribute: &str, value: &str) {
        let change = ldap3::Mod::Replace(attribute, std::iter::once(value).collect());
        let changed = self.administrator().await.modify(name, vec![change]).await;
        changed.and_then(ldap3::LdapResult::success).expect("changing an entry");
    }

    /// Adds values to an attribute of an entry.
    pub async fn add_to(&self, name: &str, attribute: &str, values: &[String]) {
        let values = values.iter().map(String::as_str).collect();
        let changed = self.administrator().await.modify(name, vec![ldap3::Mod::Add(attribute, values)]).await;
        changed.and_then(ldap3::LdapResult::success).expect("changing an entry");
    }

    /// Removes an entry.
    pub async fn remove(&self, name: &str) {
        let removed = self.administrator().await.delete(name).await;
        removed.and_then(ldap3::LdapResult::success).expect("removing an entry");
    }

    /// Counts what it has been asked, as it counts itself; [`SlapdCount::since`] compares two counts.
    pub async fn count(&self) -> SlapdCount {
        let mut administrator = self.administrator().await;
        let operations = "cn=Operations,cn=Monitor";
        let (entries, _) = administrator
            .search(operations, ldap3::Scope::OneLevel, "(objectClass=*)", vec!["cn", "monitorOpCompleted"])
            .await
            .and_then(ldap3::SearchResult::success)
            .expect("slapd counts");
        let of = |wanted: &str| {
            let entries = entries.iter().cloned().map(ldap3::SearchEntry::construct);
            let entry = entries.into_iter().find(|entry| entry.attrs["cn"][0] == wanted).expect("a counter");
            entry.attrs["monitorOpCompleted"][0].parse().expect("a number")
        };
        SlapdCount { binds: of("Bind"), searches: of("Search") }
    }

    /// Returns the last lines of its log.
    pub fn log(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }

    fn signal(&self, signal: &str) {
        if let Some(process) = process(self.folder.path()) {
            let _ = Command::new("kill").args([signal, &process]).stderr(Stdio::null()).status();
        }
    }

    async fn is_ready(&self) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < READY_TIMEOUT {
            if administrator(self.folder.path()).await.is_some() {
                return true;
            }
            if has_ended(self.folder.path()) {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    }
}

impl SlapdCount {
    /// Returns what was done between an earlier count and this one.
    pub fn since(self, earlier: Self) -> Self {
        // Each count binds once, and searches once without having finished when it is taken.
        Self { binds: self.binds - earlier.binds - 1, searches: self.searches - earlier.searches - 1 }
    }
}

impl SlapdBuilder {
    /// Starts it; `None`, and said loudly, where slapd is not installed.
    pub async fn start(self) -> Option<Slapd> {
        if !Path::new(PROGRAM).exists() {
            eprintln!("SKIPPED without a directory: {PROGRAM} is not there (Debian's package slapd)");
            return None;
        }
        let folder = TempDir::new().expect("a temporary folder");
        let authority = Authority::new(self.certificate);
        self.write(folder.path(), &authority);
        let ports = Ports::free();
        let watcher = watch(folder.path(), &self, ports);
        let mut slapd = Slapd { options: self, authority, folder, ports, watcher };
        let mut tries = 1;
        while !slapd.is_ready().await {
            assert!(tries < PORT_TRIES, "slapd does not start:\n{}", slapd.log());
            tries += 1;
            slapd.kill();
            slapd.ports = Ports::free();
            slapd.watcher = watch(slapd.folder.path(), &slapd.options, slapd.ports);
        }
        tree::add_groups(&mut slapd.administrator().await).await;
        Some(slapd)
    }

    fn write(&self, folder: &Path, authority: &Authority) {
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).expect("writing a file for slapd");
            give_away(&path);
        };
        give_away(folder);
        let database = folder.join("db");
        fs::create_dir(&database).expect("a folder for slapd's database");
        give_away(&database);
        write("ad.schema", tree::AD_SCHEMA);
        write("ca.pem", &authority.client_root_pem());
        let (chain, key) = authority.server();
        write("server.pem", &chain);
        write("server.key", &key);
        write("slapd.conf", &self.configuration(folder));
        write("people.ldif", &tree::people(self.people));
        write("log", "");
        let output = as_nobody("/usr/sbin/slapadd", folder)
            .args(["-q", "-f", "slapd.conf", "-l", "people.ldif"])
            .output()
            .expect("slapadd runs");
        assert!(output.status.success(), "slapadd: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn configuration(&self, folder: &Path) -> String {
        let folder = folder.display();
        let modules = modules();
        let mut lines = vec![
            "include /etc/ldap/schema/core.schema".to_owned(),
            "include /etc/ldap/schema/cosine.schema".to_owned(),
            "include /etc/ldap/schema/nis.schema".to_owned(),
            "include /etc/ldap/schema/inetorgperson.schema".to_owned(),
            format!("include {folder}/ad.schema"),
            format!("modulepath {}", modules.display()),
            "moduleload back_mdb".to_owned(),
            "moduleload memberof".to_owned(),
            "moduleload refint".to_owned(),
            if self.pages {
                "sizelimit size.soft=50 size.hard=unlimited size.prtotal=unlimited".to_owned()
            } else {
                "sizelimit size.soft=50 size.hard=50 size.prtotal=disabled".to_owned()
            },
            "threads 4".to_owned(),
            "localSSF 256".to_owned(), // the administrator comes through a socket in the folder
        ];
        if self.security == SlapdSecurity::Demanded {
            lines.push("security simple_bind=128".to_owned());
        }
        if self.security != SlapdSecurity::None {
            lines.push(format!("TLSCACertificateFile {folder}/ca.pem"));
            lines.push(format!("TLSCertificateFile {folder}/server.pem"));
            lines.push(format!("TLSCertificateKeyFile {folder}/server.key"));
        }
        if self.client_certificate {
            lines.push("TLSVerifyClient demand".to_owned());
        }
        if self.unauthenticated_bind {
            lines.push("allow bind_anon_cred bind_anon_dn".to_owned());
        }
        lines.push("database monitor".to_owned());
        lines.push(format!("access to * by dn.exact=\"{ADMINISTRATOR}\" read by * none"));
        lines.push("database mdb".to_owned());
        lines.extend([
            format!("suffix \"{BASE}\""),
            format!("rootdn \"{ADMINISTRATOR}\""),
            format!("rootpw {ADMINISTRATOR_PASSWORD}"),
            format!("directory {folder}/db"),
            "dbnosync".to_owned(),
            "maxsize 1073741824".to_owned(),
            "index objectClass,member,memberUid,memberOf,entryUUID,objectGUID eq".to_owned(),
            "index uid,cn,mail,sAMAccountName eq,sub".to_owned(),
            "overlay memberof".to_owned(),
            "memberof-group-oc groupOfNames".to_owned(),
            "overlay refint".to_owned(),
            "refint_attributes member".to_owned(),
            "access to attrs=userPassword by anonymous auth by * none".to_owned(),
            "access to * by users read by * none".to_owned(),
        ]);
        lines.join("\n") + "\n"
    }
}

impl Ports {
    /// Asks the kernel for free ones.
    pub(crate) fn free() -> Self {
        let [plain, tls] = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("a free port"));
        let port = |listener: &TcpListener| listener.local_addr().expect("its address").port();
        Self { plain: port(&plain), tls: port(&tls) }
    }
}

impl Drop for Slapd {
    fn drop(&mut self) {
        self.signal("-KILL");
        drop(self.watcher.stdin.take());
        let _ = self.watcher.wait();
    }
}

fn watch(folder: &Path, options: &SlapdBuilder, ports: Ports) -> Child {
    let mut urls = format!("{} ldap://127.0.0.1:{}/", socket_url(folder), ports.plain);
    if options.security != SlapdSecurity::None {
        urls += &format!(" ldaps://127.0.0.1:{}/", ports.tls);
    }
    let _ = fs::remove_file(folder.join("process"));
    let _ = fs::remove_file(folder.join("socket"));
    let log = || fs::OpenOptions::new().append(true).open(folder.join("log")).expect("slapd's log");
    let program = as_nobody(PROGRAM, folder);
    Command::new("sh")
        .args(["-c", WATCH, "sh"])
        .arg(program.get_program())
        .args(program.get_args())
        .args(["-d", "0", "-f", "slapd.conf", "-h", &urls])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(log())
        .stderr(log())
        .spawn()
        .expect("a shell runs")
}

/// Returns the id of the running process.
fn process(folder: &Path) -> Option<String> {
    let id = fs::read_to_string(folder.join("process")).ok()?;
    id.ends_with('\n').then(|| id.trim().to_owned())
}

/// Says whether the process has ended; its parent, the shell, has not noticed yet.
fn has_ended(folder: &Path) -> bool {
    let Some(process) = process(folder) else { return false };
    let status = fs::read_to_string(Path::new("/proc").join(process).join("status"));
    status.map_or(true, |status| status.contains("State:\tZ"))
}

/// Connects as the administrator, through a socket that only this directory has; `None` while nobody answers.
async fn administrator(folder: &Path) -> Option<ldap3::Ldap> {
    let (connection, mut handle) = ldap3::LdapConnAsync::new(&socket_url(folder)).await.ok()?;
    ldap3::drive!(connection);
    let bound = handle.simple_bind(ADMINISTRATOR, ADMINISTRATOR_PASSWORD).await.ok()?;
    (bound.rc == 0).then_some(handle)
}

fn socket_url(folder: &Path) -> String {
    format!("ldapi://{}", folder.join("socket").display().to_string().replace('/', "%2F"))
}

/// Returns a call that runs as an ordinary user where we are root.
fn as_nobody(program: &str, folder: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups", program]);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder);
    command
}

pub(crate) fn give_away(path: &Path) {
    if is_root() {
        chown(path, Some(NOBODY), Some(NOBODY)).expect("giving a file to slapd's user");
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").expect("/proc").uid() == 0
}

/// Returns the folder with slapd's modules, which differs between distributions.
fn modules() -> PathBuf {
    let known = ["/usr/lib/ldap", "/usr/lib/openldap", "/usr/lib64/openldap"].map(PathBuf::from);
    known.into_iter().find(|folder| folder.join("back_mdb.la").exists()).expect("slapd's modules")
}
