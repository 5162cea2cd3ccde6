//! A try at reaching a directory, step by step, with words for what fails.
//!
//! The certificate is looked at on a connection that is used for nothing else. It is shown also when it is refused, but
//! refused it stays: nothing is ever said on a connection that did not pass.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::directory::{LdapHost, LdapSettings, Security};
use ldap3::{Ldap as Handle, Scope};
use rustls::RootCertStore;
use rustls::pki_types::ServerName;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::connect::{self, Way};
use super::search::{Query, search};
use super::{filter, reach, scope, start_tls, words};
use crate::directory::{DirectoryConnection, DirectoryError, Probe, ProbeKind, ProbeStep};
use crate::probe::ProbeFailure;
use crate::tls::{self, Shown, Trust};

/// How many people and groups are counted before "more than" is said.
const COUNTED_MAX: u32 = 1_000;

/// What the steps so far have brought.
struct Course<'a> {
    connection: &'a DirectoryConnection,
    roots: &'a RootCertStore,
    probe: Probe,
    /// The hosts that passed every step so far; one suffices.
    hosts: Vec<LdapHost>,
}

/// Tries each step in order, up to the first that fails.
pub(super) async fn probe(connection: &DirectoryConnection, roots: &RootCertStore) -> Probe {
    let probe = Probe { steps: Vec::new(), certificate: None, naming_contexts: Vec::new() };
    let mut course = Course { connection, roots, probe, hosts: connection.settings.hosts.clone() };
    let _ = course.run().await; // where it ended is in the steps
    course.probe
}

/// The end of a course: a step that failed.
struct Ended;

impl Course<'_> {
    async fn run(&mut self) -> Result<(), Ended> {
        let found = self.dns().await?;
        let reached = self.tcp(found).await?;
        self.tls(reached).await?;
        let mut handle = self.bind().await?;
        self.base(&mut handle).await
    }

    async fn dns(&mut self) -> Result<Vec<(LdapHost, Vec<SocketAddr>)>, Ended> {
        if let Some((field, fault)) = self.connection.settings.faults().first() {
            let advice = "Correct the settings first.".to_owned();
            return Err(self.fail(
                ProbeKind::Dns,
                format!("The settings are wrong ({field}): {fault}"),
                advice,
            ));
        }
        let mut tries = Vec::new();
        for host in &self.hosts {
            let looked_up =
                timeout(self.connect_timeout(), lookup_host((host.name.as_str(), host.port))).await;
            let addresses: Vec<SocketAddr> = match looked_up {
                Ok(Ok(addresses)) => addresses.collect(),
                Ok(Err(_)) | Err(_) => Vec::new(),
            };
            let each: Vec<String> = addresses.iter().map(|address| address.ip().to_string()).collect();
            tries.push(match addresses.as_slice() {
                [] => Err(format!("No address is known for {}.", host.name)),
                _ => Ok((format!("{} is {}.", host.name, each.join(", ")), (host.clone(), addresses))),
            });
        }
        let advice = "Check the spelling of the host’s name, and that this server’s DNS knows it. \
                      In Active Directory the domain’s own name works, too.";
        self.some_pass(ProbeKind::Dns, tries, advice)
    }

    async fn tcp(
        &mut self,
        found: Vec<(LdapHost, Vec<SocketAddr>)>,
    ) -> Result<Vec<(LdapHost, TcpStream)>, Ended> {
        let mut tries = Vec::new();
        for (host, addresses) in found {
            let name = words::host(&host);
            tries.push(
                match timeout(self.connect_timeout(), TcpStream::connect(addresses.as_slice())).await {
                    Ok(Ok(tcp)) => Ok((format!("{name} answers."), (host, tcp))),
                    Ok(Err(error)) => Err(format!("{name}: {}.", tls::words::tcp(&error))),
                    Err(_) => {
                        Err(format!("{name}: no answer within {} s.", self.connect_timeout().as_secs()))
                    }
                },
            );
        }
        let port = self.settings().security.default_port();
        let advice = format!(
            "Check the port (the usual one here is {port}), that the directory runs, and that firewalls let this server \
             through."
        );
        self.some_pass(ProbeKind::Tcp, tries, &advice)
    }

    async fn tls(&mut self, reached: Vec<(LdapHost, TcpStream)>) -> Result<(), Ended> {
        if self.settings().security == Security::Plain {
            self.hosts = reached.into_iter().map(|(host, _)| host).collect();
            self.pass(
                ProbeKind::Tls,
                "Not protected, as the settings say: passwords cross the network in clear.",
            );
            return Ok(());
        }
        let mut tries = Vec::new();
        for (host, tcp) in reached {
            let name = words::host(&host);
            tries.push(match self.handshake(&host, tcp).await {
                Ok(()) => Ok((format!("{name}: the certificate is the host’s, and trusted."), host)),
                Err(error) => Err(format!("{name}: {}.", reason(&error))),
            });
        }
        let advice = self.tls_advice(&tries);
        self.hosts = self.some_pass(ProbeKind::Tls, tries, advice)?;
        Ok(())
    }

    /// Shakes hands and hangs up.
    async fn handshake(&mut self, host: &LdapHost, mut tcp: TcpStream) -> Result<(), DirectoryError> {
        let settings = &self.connection.settings;
        let identity = self.connection.client_identity.as_ref();
        let trust = Trust { system: self.roots, own: &settings.roots, identity };
        let shown = Shown::default();
        let connector = TlsConnector::from(Arc::new(trust.showing_config(&host.name, &shown)?));
        let name = ServerName::try_from(host.name.clone()).map_err(|_| {
            DirectoryError::Insecure("no certificate can be checked against this name".to_owned())
        })?;
        let attempt = async {
            if settings.security == Security::StartTls {
                start_tls::start(&mut tcp).await?;
            }
            connector
                .connect(name, tcp)
                .await
                .map_err(|error| DirectoryError::Insecure(words::handshake(&error)))
        };
        let outcome = timeout(self.connect_timeout(), attempt).await;
        if self.probe.certificate.is_none() {
            self.probe.certificate = tls::describe(&shown.chain());
        }
        match outcome {
            Ok(done) => done.map(drop),
            Err(_) => {
                Err(DirectoryError::Insecure(format!("no TLS within {} s", self.connect_timeout().as_secs())))
            }
        }
    }

    fn tls_advice(&self, tries: &[Result<(String, LdapHost), String>]) -> &'static str {
        let says =
            |word: &str| tries.iter().any(|one| one.as_ref().is_err_and(|reason| reason.contains(word)));
        if says("another host") || says("names no host") {
            "Enter the host by a name that its certificate carries; they are shown below."
        } else if says("not trusted") {
            "Compare the fingerprint below with the directory’s own, then add its root certificate to the settings."
        } else if says("expired") || says("not valid yet") {
            "Renew the directory’s certificate, or correct the clocks."
        } else if says("refuses StartTLS") {
            "Switch StartTLS on in the directory, or choose LDAPS."
        } else if says("client certificate") {
            "Choose the client certificate that this directory gave out for this server."
        } else if self.settings().security == Security::StartTls {
            "StartTLS is usually on port 389. For port 636 choose LDAPS."
        } else {
            "LDAPS is usually on port 636. For port 389 choose StartTLS."
        }
    }

    async fn bind(&mut self) -> Result<Handle, Ended> {
        let within = self.search_timeout();
        let signed_in = async {
            let mut handle = self.way()?.open(self.connect_timeout()).await?;
            connect::introduce(&mut handle, self.connection, within).await?;
            Ok(handle)
        };
        match signed_in.await {
            Ok(handle) => {
                let name = self.settings().bind_name.clone().filter(|name| !name.is_empty());
                let asked_as = match name {
                    Some(name) => format!("Signed in as {name}."),
                    None => "No account is set: the directory is asked anonymously.".to_owned(),
                };
                self.pass(ProbeKind::Bind, &asked_as);
                Ok(handle)
            }
            Err(error) => {
                let advice = match &error {
                    DirectoryError::BindRefused(_) => {
                        "Check the account’s name and password. The name is a distinguished name such as \
                         cn=reader,dc=example,dc=org; Active Directory also takes reader@example.org."
                    }
                    DirectoryError::Insecure(_) => "Choose LDAPS or StartTLS.",
                    _ => "Try again; look into the directory’s log if it stays so.",
                };
                Err(self.fail(ProbeKind::Bind, sentence(reason(&error)), advice.to_owned()))
            }
        }
    }

    /// Makes the way to the first host that passed.
    fn way(&self) -> Result<Way, DirectoryError> {
        let mut connection = self.connection.clone();
        connection.settings.hosts.clone_from(&self.hosts);
        let ways = reach::ways(&connection, self.roots)?;
        ways.into_iter().next().ok_or_else(|| DirectoryError::Unreachable("no host is left".to_owned()))
    }

    async fn base(&mut self, handle: &mut Handle) -> Result<(), Ended> {
        self.probe.naming_contexts = self.naming_contexts(handle).await;
        let settings = self.settings().clone();
        let people = match count(handle, &people_query(&settings), self.search_timeout()).await {
            Ok(people) => people,
            Err(error) => {
                let advice = base_advice(&error, &self.probe.naming_contexts);
                return Err(self.fail(ProbeKind::Base, sentence(reason(&error)), advice));
            }
        };
        if let Some((reason, advice)) = people.complaint(&settings) {
            return Err(self.fail(ProbeKind::Base, reason, advice.to_owned()));
        }
        let groups = match count(handle, &groups_query(&settings), self.search_timeout()).await {
            Ok(groups) if groups.whole == 0 => " No groups below their base.".to_owned(),
            Ok(groups) => format!(" {} below theirs.", groups.words("group", "groups")),
            Err(error) => format!(" Groups cannot be read: {}.", reason(&error)),
        };
        self.pass(ProbeKind::Base, &format!("{}{groups}", people.found(&settings)));
        Ok(())
    }

    /// Asks the server which trees it holds (RFC 4512 §5.1).
    async fn naming_contexts(&self, handle: &mut Handle) -> Vec<String> {
        let query = Query {
            base: String::new(),
            scope: Scope::Base,
            filter: filter::present("objectClass"),
            attributes: vec!["defaultNamingContext".to_owned(), "namingContexts".to_owned()],
            entries_max: 1,
            page_entries: None,
            may_lack_base: true,
        };
        let Ok(found) = search(handle, &query, self.search_timeout()).await else { return Vec::new() };
        let Some(root) = found.entries.first() else { return Vec::new() };
        let mut contexts = root.names("defaultNamingContext");
        contexts.extend(root.names("namingContexts"));
        let mut seen = Vec::new();
        contexts.retain(|context| {
            let is_new = !context.is_empty() && !seen.contains(&context.to_lowercase());
            seen.push(context.to_lowercase());
            is_new
        });
        contexts
    }

    /// Ends a step: passed when one host passed, and those that did not are named either way.
    fn some_pass<T>(
        &mut self,
        kind: ProbeKind,
        tries: Vec<Result<(String, T), String>>,
        advice: &str,
    ) -> Result<Vec<T>, Ended> {
        let (mut passed, mut said) = (Vec::new(), Vec::new());
        for one in tries {
            match one {
                Ok((words, thing)) => {
                    said.push(words);
                    passed.push(thing);
                }
                Err(words) => said.push(words),
            }
        }
        let said = said.join(" ");
        if passed.is_empty() {
            return Err(self.fail(kind, said, advice.to_owned()));
        }
        self.pass(kind, &said);
        Ok(passed)
    }

    fn pass(&mut self, kind: ProbeKind, words: &str) {
        self.probe.steps.push(ProbeStep { kind, outcome: Ok(words.to_owned()) });
    }

    fn fail(&mut self, kind: ProbeKind, reason: String, advice: String) -> Ended {
        self.probe.steps.push(ProbeStep { kind, outcome: Err(ProbeFailure { reason, advice }) });
        Ended
    }

    fn settings(&self) -> &LdapSettings {
        &self.connection.settings
    }

    fn connect_timeout(&self) -> Duration {
        Duration::from_secs(self.settings().connect_timeout_s.into())
    }

    fn search_timeout(&self) -> Duration {
        Duration::from_secs(self.settings().search_timeout_s.into())
    }
}

/// How many entries there are, and how many of them can be told apart.
struct Count {
    whole: usize,
    with_key: usize,
    with_name: usize,
    is_cut: bool,
}

impl Count {
    fn words(&self, one: &str, many: &str) -> String {
        match (self.whole, self.is_cut) {
            (1, false) => format!("1 {one}"),
            (whole, false) => format!("{whole} {many}"),
            (whole, true) => format!("More than {whole} {many}"),
        }
    }

    fn found(&self, settings: &LdapSettings) -> String {
        let lacking = self.whole - self.with_key.min(self.with_name);
        let found = format!("{} below the search base.", self.words("person", "people"));
        if lacking == 0 {
            return found;
        }
        let users = &settings.users;
        format!("{found} {lacking} of them lack {} or {} and are left out.", users.id, users.username)
    }

    /// Says what makes all these people useless.
    fn complaint(&self, settings: &LdapSettings) -> Option<(String, &'static str)> {
        let users = &settings.users;
        if self.whole == 0 {
            return Some((
                "There is nobody below the search base, or the account may not see them.".to_owned(),
                "Check the base, the depth and the object classes of people, and what the account may read.",
            ));
        }
        let nobody_has =
            |attribute: &str| format!("There are people, but none has the attribute {attribute}.");
        let advice = "Name an attribute that every person has, and that the account may read.";
        match (self.with_key, self.with_name) {
            (0, _) => Some((nobody_has(&users.id), advice)),
            (_, 0) => Some((nobody_has(&users.username), advice)),
            _ => None,
        }
    }
}

struct Counted<'a> {
    query: Query,
    key: &'a str,
    name: &'a str,
}

fn people_query(settings: &LdapSettings) -> Counted<'_> {
    let users = &settings.users;
    counted(
        settings,
        &users.base,
        scope(users.scope),
        filter::of_classes(&users.object_classes),
        [&users.id, &users.username],
    )
}

fn groups_query(settings: &LdapSettings) -> Counted<'_> {
    let groups = &settings.groups;
    counted(
        settings,
        &groups.base,
        scope(groups.scope),
        filter::of_classes(&groups.object_classes),
        [&groups.id, &groups.name],
    )
}

fn counted<'a>(
    settings: &LdapSettings,
    base: &str,
    scope: Scope,
    filter: String,
    [key, name]: [&'a String; 2],
) -> Counted<'a> {
    let query = Query {
        base: base.to_owned(),
        scope,
        filter,
        attributes: vec![key.clone(), name.clone()],
        entries_max: COUNTED_MAX,
        page_entries: Some(settings.page_entries),
        may_lack_base: false,
    };
    Counted { query, key, name }
}

async fn count(
    handle: &mut Handle,
    counted: &Counted<'_>,
    within: Duration,
) -> Result<Count, DirectoryError> {
    let found = search(handle, &counted.query, within).await?;
    Ok(Count {
        whole: found.entries.len(),
        with_key: found.entries.iter().filter(|entry| entry.key(counted.key).is_some()).count(),
        with_name: found.entries.iter().filter(|entry| entry.text(counted.name).is_some()).count(),
        is_cut: found.is_cut,
    })
}

fn base_advice(error: &DirectoryError, contexts: &[String]) -> String {
    match (error, contexts) {
        (DirectoryError::BindRefused(_), _) => "Let the account read below the search base.".to_owned(),
        (DirectoryError::Nonsense(_), [_, ..]) => {
            format!("Check the search base. The directory holds {}.", contexts.join(" and "))
        }
        (DirectoryError::Nonsense(_), []) => "Check the search base.".to_owned(),
        _ => "Try again; look into the directory’s log if it stays so.".to_owned(),
    }
}

/// Returns what an error says, without the words around it that name its kind.
fn reason(error: &DirectoryError) -> String {
    match error {
        DirectoryError::Unreachable(reason)
        | DirectoryError::Insecure(reason)
        | DirectoryError::BindRefused(reason)
        | DirectoryError::Nonsense(reason) => reason.clone(),
        DirectoryError::Ambiguous => error.to_string(),
    }
}

/// Makes a sentence of a reason.
fn sentence(reason: String) -> String {
    let mut characters = reason.chars();
    match characters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), characters.as_str().trim_end_matches('.')),
        None => reason,
    }
}
