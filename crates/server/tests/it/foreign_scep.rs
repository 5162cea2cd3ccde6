//! SCEP clients that others wrote, against the plain listener. A client that is not installed is passed over, loudly.

use crate::installation::{Installation, PERSON, say};
use app::Caller;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A folder in which a foreign client works.
struct Client {
    folder: TempDir,
}

impl Client {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a program; returns whether it succeeded and what it said, or nothing if it is not there.
    fn run(&self, program: &str, arguments: &[&str]) -> Option<(bool, Vec<u8>, String)> {
        let Ok(output) = Command::new(program).args(arguments).current_dir(self.folder.path()).output()
        else {
            say(&format!("PASSED OVER: no `{program}` on this machine"));
            return None;
        };
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Some((output.status.success(), output.stdout, said))
    }

    fn make_key(&self, name: &str) {
        let key = scep::RsaKey::generate(scep::RsaBits::Rsa2048);
        std::fs::write(self.path(name), key.pkcs8()).unwrap();
    }
}

/// Returns the challenge of a new enrollment, and what the certificate will be named.
async fn challenge(installation: &Installation) -> (String, String) {
    let operator = Caller::operator();
    let begun = installation.app().begin_enrollment_for(&operator, PERSON, None).await.unwrap();
    let profile = installation.app().hand_out_unsigned_profile(&operator, begun.enrollment.id).await.unwrap();
    let text = String::from_utf8(profile.body).unwrap();
    let after = text.split_once("<key>Challenge</key>").unwrap().1;
    let challenge = after.split_once("<string>").unwrap().1.split_once("</string>").unwrap().0;
    (challenge.to_owned(), begun.enrollment.id.to_string())
}

fn plain_url(installation: &Installation) -> String {
    format!("http://{}/scep", installation.serving.plain.unwrap())
}

fn is_missing_its_fetcher(said: &str) -> bool {
    let missing = said.contains("no capable fetcher") || said.contains("unable to fetch");
    if missing {
        say("PASSED OVER: `pki` came without its plugin for HTTP (libstrongswan-extra-plugins)");
    }
    missing
}

#[tokio::test(flavor = "multi_thread")]
async fn strongswan_enrolls_once_and_renews_with_its_old_key() {
    let installation = Installation::new().await;
    let (url, client) = (plain_url(&installation), Client::new());
    let Some((is_done, _, said)) = client.run("pki", &["--scepca", "--url", &url, "--caout", "ca.der"])
    else {
        return;
    };
    if is_missing_its_fetcher(&said) {
        return;
    }
    assert!(is_done && client.path("ca.der").exists(), "{said}");

    let (challenge, name) = challenge(&installation).await;
    client.make_key("one.der");
    client.make_key("two.der");
    let dn = format!("CN={name}");
    let common = [
        "--scep",
        "--url",
        &url,
        "--dn",
        &dn,
        "--cacert-enc",
        "ca.der",
        "--cacert-sig",
        "ca.der",
        "--cipher",
        "aes",
        "--digest",
        "sha256",
    ];
    let with = |more: &[&'static str]| [&common[..], more].concat();

    let first = [&with(&["--in", "one.der", "--password"])[..], &[challenge.as_str()]].concat();
    let (is_done, certificate, said) = client.run("pki", &first).unwrap();
    assert!(is_done && !certificate.is_empty(), "{said}");
    std::fs::write(client.path("one.crt"), &certificate).unwrap();
    check_issued(&certificate, &name);

    let second = [&with(&["--in", "two.der", "--password"])[..], &[challenge.as_str()]].concat();
    let (is_done, certificate, said) = client.run("pki", &second).unwrap();
    assert!(!is_done && certificate.is_empty(), "a challenge serves once: {said}");

    let renewal = with(&["--in", "two.der", "--cert", "one.crt", "--key", "one.der"]);
    let (is_done, certificate, said) = client.run("pki", &renewal).unwrap();
    assert!(is_done && !certificate.is_empty(), "{said}");
    check_issued(&certificate, &name);

    let stranger = with(&["--in", "two.der", "--password", "not-the-challenge"]);
    let (is_done, certificate, _) = client.run("pki", &stranger).unwrap();
    assert!(!is_done && certificate.is_empty());
}

fn check_issued(certificate: &[u8], name: &str) {
    let view = scep::CertificateView::read(certificate).unwrap();
    assert_eq!(view.common_name().as_deref(), Some(name));
}

#[tokio::test(flavor = "multi_thread")]
async fn t42_the_go_client_enrolls_where_old_algorithms_are_admitted_and_nowhere_else() {
    for legacy in [true, false] {
        let installation = Installation::start(None, |config| config.scep.legacy_algorithms = legacy).await;
        let (url, client) = (plain_url(&installation), Client::new());
        let (challenge, name) = challenge(&installation).await;
        let arguments = |key: &'static str, certificate: &'static str| {
            [
                "-server-url",
                &url,
                "-challenge",
                &challenge,
                "-cn",
                &name,
                "-private-key",
                key,
                "-certificate",
                certificate,
            ]
            .map(str::to_owned)
        };
        let first = arguments("one.key", "one.pem");
        let Some((is_done, _, said)) = client.run("scepclient", &first.each_ref().map(String::as_str)) else {
            return;
        };
        assert_eq!(is_done, legacy, "{said}");
        assert_eq!(is_certificate(&client.path("one.pem")), legacy, "{said}");

        let second = arguments("two.key", "two.pem");
        client.run("scepclient", &second.each_ref().map(String::as_str)).unwrap();
        assert!(!is_certificate(&client.path("two.pem")), "a challenge serves once");
    }
}

fn is_certificate(path: &Path) -> bool {
    std::fs::read_to_string(path).is_ok_and(|pem| pem.contains("BEGIN CERTIFICATE"))
}
