//! Every section and every key, with its default and its description.
//!
//! This file is the reference: `docs/reference/configuration.md` is generated from it.

use super::section::{config, section};
use super::{
    BaseUrl, HostName, LogFilter, LogFormat, Loopback, Network, ProfileIdentifier, Secret, TrustMode,
};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

config! {
    /// The whole configuration, one struct per section of the file.
    pub struct Config {
        server: Server,
        tls: Tls,
        data: Data,
        database: Database,
        organization: Organization,
        enrollment: Enrollment,
        console: Console,
        invitations: Invitations,
        scep: Scep,
        mdm: Mdm,
        push: Push,
        monitoring: Monitoring,
        log: Log,
    }
}

section! {
    /// Where the server is found and where it listens.
    pub struct Server = "server" {
        /// The address by which people and devices reach the server.
        /// Every absolute URL (links, profiles, redirects) is made from it and from nothing else, and requests for another host are answered with 421.
        /// Devices keep it for as long as they are enrolled: choose a name that lasts.
        pub base_url: Option<BaseUrl> = None => "required by `serve`";
        /// The address and port of the TLS listener; `[::]:8443` listens on IPv6 and, on Linux, IPv4.
        pub listen: SocketAddr = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 8443));
        /// A second listener without TLS, for a TLS proxy on the same machine.
        /// Name the proxy in `trusted_proxies`, or every visitor will seem to come from it.
        pub plain_listen: Option<Loopback> = None => "no plain listener";
        /// The proxies whose `X-Forwarded-For` is believed.
        /// From anyone else the header is ignored and removed.
        pub trusted_proxies: Vec<Network> = Vec::new();
        /// The most connections open at one time; further ones wait to be accepted.
        pub max_connections: u32 = 8192;
        /// The most connections open at one time from one address (an IPv6 /64 counts as one); further ones are closed at once.
        /// A school or office behind one address needs room; trusted proxies are not counted.
        pub max_connections_per_source: u32 = 1024;
    }
}

section! {
    /// The certificate of the TLS listener.
    pub struct Tls = "tls" {
        /// The certificate chain as PEM, the server's own certificate first.
        /// Changed files are noticed within a minute, or at once on SIGHUP; open connections keep the old certificate.
        pub certificate_file: Option<PathBuf> = None => "a certificate from the built-in authority, renewed by itself";
        /// The private key of the certificate as unencrypted PEM.
        pub key_file: Option<PathBuf> = None => "the key of the built-in certificate";
    }
}

section! {
    /// Where the server keeps what is not in the database.
    pub struct Data = "data" {
        /// The data folder, created with mode 0700.
        /// Relative paths, here and in every other key, start at the working directory.
        pub folder: PathBuf = PathBuf::from("data");
        /// The key that seals secrets inside the database, created at first start with mode 0600.
        /// Keep a copy apart from the database's backup: neither is of use without the other.
        pub secret_key_file: Option<PathBuf> = None => "`secret.key` in the data folder";
    }
}

section! {
    /// The database: SQLite, or PostgreSQL by its URL.
    pub struct Database = "database" {
        /// The database as `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`.
        pub url: Option<Secret> = None => "SQLite, `vestibule.db` in the data folder";
        /// The most connections in the pool.
        pub max_connections: u32 = 10;
    }
}

section! {
    /// Who runs the server, as people see it.
    pub struct Organization = "organization" {
        /// The organization's name, on the portal and in the enrollment profile.
        pub name: Option<String> = None => "\"Your organization\", with a reminder in the set-up checklist";
        /// The `PayloadIdentifier` of every enrollment profile.
        /// A device replaces a profile only by one with the same identifier: set it before the first device enrolls and never change it.
        pub profile_identifier: Option<ProfileIdentifier> = None => "the host of `server.base_url` reversed, then `.vestibule.enroll`";
        /// Whom to ask for help, as one line of text on the portal and on its error pages.
        pub help: Option<String> = None => "no such line";
    }
}

section! {
    /// How people and devices enroll.
    pub struct Enrollment = "enrollment" {
        /// How devices come to trust this server's TLS certificate.
        /// `public`: by the roots they ship with; `private-embedded`: by the built-in root inside the enrollment profile; `auto`: whichever the certificate in use needs.
        pub trust_mode: TrustMode = TrustMode::Auto;
        /// A second name of this server, by which the portal notices that a device trusts a private root.
        /// It must lead to the same listener or proxy and port as `server.base_url`, under a certificate of the same root; the built-in certificate names it by itself.
        /// It is asked only where people install and trust the root before the enrollment profile (User-Initiated Enrollment › General).
        pub trust_probe_host: Option<HostName> = None => "people say themselves that they have trusted the root";
        /// How long a person has between login and the end of the enrollment, in minutes (5 to 1440).
        pub session_minutes: u32 = 60;
        /// The certificate of another device authority than Apple's, as PEM: by it devices are known before they enroll.
        /// For simulated devices only; real ones are refused then.
        pub device_authority_file: Option<PathBuf> = None => "Apple's device authority";
        /// The life of a device's identity certificate, in days (7 to 3650).
        pub certificate_days: u32 = 365;
    }
}

section! {
    /// How administrators are signed in to the console.
    pub struct Console = "console" {
        /// How long a session lasts without a request, in minutes (1 to 480).
        pub session_idle_minutes: u32 = 15;
        /// How long a session lasts in any case, in hours (1 to 24).
        pub session_hours: u32 = 12;
        /// Lets nobody do anything in the console who has no second factor: they are led to set one up.
        /// API tokens are not asked for one.
        pub require_second_factor: bool = false;
    }
}

section! {
    /// How many enrollment invitations and messages there may be, so that nobody makes the server send spam or dear SMS.
    pub struct Invitations = "invitations" {
        /// How many recipients one invitation may be made for (1 to 100000).
        pub recipients_max: u32 = 10_000;
        /// How many messages one account may have sent in an hour.
        pub messages_per_hour_per_account: u32 = 20_000;
        /// How many messages the server takes on in an hour.
        pub messages_per_hour: u32 = 50_000;
        /// How many messages may go to one address in a day.
        pub messages_per_day_per_recipient: u32 = 5;
        /// From how many messages on the console asks for their number to be typed before they go out.
        pub confirm_above: u32 = 50;
    }
}

section! {
    /// The certificate enrollment of devices.
    pub struct Scep = "scep" {
        /// Also accepts requests made with SHA-1 or triple DES.
        /// No Apple device needs them; old test clients do.
        pub legacy_algorithms: bool = false;
        /// How long before its end a device's identity certificate may be renewed, in days (1 to 3650).
        /// With the life of a certificate or more, a device that holds its present key may renew at any time; less narrows the window.
        pub renewal_days: u32 = 365;
    }
}

section! {
    /// The check-in and command endpoints.
    pub struct Mdm = "mdm" {
        /// Also accepts an `Mdm-Signature` made with SHA-1.
        /// Apple's own clients sign with SHA-1, so refusing it would refuse real devices.
        /// The signature protects a body on its way inside TLS and names the device by its certificate; two bodies with one digest, which is what SHA-1 is weak against, could only be made by whoever signs.
        pub legacy_signatures: bool = true;
    }
}

section! {
    /// The push service that wakes devices.
    pub struct Push = "push" {
        /// The host of the push service.
        pub host: HostName = HostName::apple_push();
        /// The port of the push service; Apple also answers on 2197, for networks that close 443.
        pub port: u16 = 443;
        /// The roots the push service is checked against, as PEM.
        pub roots_file: Option<PathBuf> = None => "the roots of the operating system";
    }
}

section! {
    /// The listener for `/health`, which answers 200 while the database does.
    pub struct Monitoring = "monitoring" {
        /// Its address and port, without TLS: keep it on loopback or on a network of its own.
        pub listen: Option<SocketAddr> = None => "no such listener";
    }
}

section! {
    /// What the server writes to standard error.
    pub struct Log = "log" {
        /// `text` for people, `json` for programs.
        pub format: LogFormat = LogFormat::Text;
        /// What is logged, as a level or a list of `target=level`.
        pub filter: LogFilter = LogFilter::default();
    }
}

impl Data {
    /// Returns where the sealing key is kept.
    pub fn secret_key_path(&self) -> PathBuf {
        self.secret_key_file.clone().unwrap_or_else(|| self.folder.join("secret.key"))
    }
}

impl Config {
    /// Returns the URL of the database: the configured one, or that of the file in the data folder.
    ///
    /// It may hold a password and must not be logged.
    pub fn database_url(&self) -> String {
        match &self.database.url {
            Some(url) => url.expose().to_owned(),
            None => format!("sqlite:{}", self.data.folder.join("vestibule.db").display()),
        }
    }

    /// Returns the identifier of enrollment profiles: the configured one, or the one the base URL implies.
    pub fn profile_identifier(&self) -> Option<ProfileIdentifier> {
        self.organization
            .profile_identifier
            .clone()
            .or_else(|| self.server.base_url.as_ref().map(BaseUrl::profile_identifier))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sealing_key_and_the_database_follow_the_data_folder() {
        let mut config = Config::default();
        config.data.folder = "/srv/vestibule".into();
        assert_eq!(config.data.secret_key_path(), PathBuf::from("/srv/vestibule/secret.key"));
        assert_eq!(config.database_url(), "sqlite:/srv/vestibule/vestibule.db");
    }

    #[test]
    fn a_configured_profile_identifier_outlives_a_new_base_url() {
        let mut config = Config::default();
        config.server.base_url = "https://new.example.org".parse().ok();
        config.organization.profile_identifier = "org.example.enroll".parse().ok();
        assert_eq!(config.profile_identifier().unwrap().as_str(), "org.example.enroll");
    }
}
