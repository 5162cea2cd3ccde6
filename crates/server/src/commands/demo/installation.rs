//! The throw-away installation: its folder, its server, its accounts.

use super::Failure;
use crate::config::Config;
use crate::listen;
use crate::serving::{Serving, Sockets};
use app::{Caller, Clock, Ids, NewAccount};
use domain::account::Access;
use domain::person::Person;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use tempfile::TempDir;

/// Letters and digits of passwords, which somebody copies by eye.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A running demo; its folder goes when it is dropped.
pub(super) struct Demo {
    pub(super) serving: Serving,
    pub(super) admin: Login,
    pub(super) people: [Login; 2],
    /// The file with the roots to trust.
    pub(super) ca_pem: PathBuf,
    /// What the simulated devices are made from.
    pub(super) seed: u64,
    _folder: TempDir,
}

/// Somebody's way in.
pub(super) struct Login {
    pub(super) username: &'static str,
    pub(super) password: String,
}

impl Demo {
    /// Starts a server on loopback, with accounts.
    pub(super) async fn start(port: u16, legacy: bool) -> Result<Self, Failure> {
        let folder = tempfile::Builder::new().prefix("vestibule-demo-").tempdir()?;
        let tls = listen::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let plain = listen::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;

        let mut config = Config::default();
        config.server.listen = tls.local_addr()?;
        // Not `localhost`: browsers would remember for it that it is https only, to the regret of every other
        // program that is tried there. For addresses they remember nothing.
        config.server.base_url = Some(format!("https://{}", tls.local_addr()?).parse()?);
        // A second name of this machine, which browsers look up nowhere.
        config.enrollment.trust_probe_host = Some("trust.localhost".parse()?);
        config.data.folder = folder.path().join("data");
        config.organization.name = Some("Lakeside School".into());
        config.organization.help = Some("Ask the IT desk in room 12.".into());
        config.scep.legacy_algorithms = legacy;
        config.mdm.legacy_signatures |= legacy;

        let ids = Ids::random();
        let topic = format!("com.apple.mgmt.External.{}", ids.uuid(Clock::System.now()));
        let sockets = Sockets { tls, plain: Some(plain), monitoring: None };
        let serving = Serving::start(&config, sockets, Some(topic)).await?;
        let ca_pem = folder.path().join("ca.pem");
        std::fs::write(&ca_pem, serving.app.ca_pem())?;

        let make = async |username, full_name, privilege_set| {
            let password = new_password(&ids);
            let new = NewAccount {
                access: Access::Full,
                groups: Vec::new(),
                username: String::from(username),
                full_name: String::from(full_name),
                email: Some(format!("{username}@lakeside.example")),
                password: Secret::new(password.as_str()),
                privilege_set,
            };
            serving.app.create_account(&Caller::operator(), new).await?;
            Ok::<_, Failure>(Login { username, password })
        };
        let admin = make("admin", "Ada Admin", PrivilegeSet::Administrator).await?;
        let amara = make("amara", "Amara Okafor", PrivilegeSet::EnrollmentOnly).await?;
        let bruno = make("bruno", "Bruno Keller", PrivilegeSet::EnrollmentOnly).await?;
        for (username, full_name, position, department, room) in PUPILS {
            let person = Person {
                username: String::from(username),
                full_name: String::from(full_name),
                email: Some(format!("{username}@lakeside.example")),
                position: Some(String::from(position)),
                department: Some(String::from(department)),
                room: Some(String::from(room)),
                ..Person::default()
            };
            serving.app.create_built_in_person(&Caller::operator(), person).await?;
        }
        let seed = u64::from_be_bytes(ids.octets());
        Ok(Self { serving, admin, people: [amara, bruno], ca_pem, seed, _folder: folder })
    }

    pub(super) fn base_url(&self) -> String {
        self.serving.app.settings().base_url.clone()
    }

    pub(super) fn enroll_url(&self) -> String {
        self.serving.app.settings().enroll_url()
    }

    pub(super) fn console_url(&self) -> String {
        format!("{}/console", self.base_url())
    }

    /// The SCEP endpoint without TLS, for foreign tools that have none.
    pub(super) fn scep_plain_url(&self) -> Option<String> {
        self.serving.plain.map(|address| format!("http://{address}/scep"))
    }

    pub(super) async fn stop(self) -> Result<(), Failure> {
        self.serving.stop().await
    }
}

/// People of the built-in list, for devices to be assigned to: username, name, position, department, room.
const PUPILS: [(&str, &str, &str, &str, &str); 4] = [
    ("chloe.dubois", "Chloé Dubois", "Pupil", "Class 7b", "114"),
    ("deniz.kaya", "Deniz Kaya", "Pupil", "Class 7b", "114"),
    ("emil.novak", "Emil Novák", "Teacher", "Chemistry", "203"),
    ("zoe.young", "Zoë Young", "Teacher", "Music", "12"),
];

/// Returns a password of 80 random bits in four groups.
fn new_password(ids: &Ids) -> String {
    let octets: [u8; 16] = ids.octets();
    let letters: Vec<char> =
        octets.iter().map(|octet| char::from(ALPHABET[usize::from(octet % 32)])).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
