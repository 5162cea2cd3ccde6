//! The first start: who may become administrator, what keys are made, and what is refused.

use crate::installation::{Installation, PASSWORD, any_port, configuration};
use server::config::Config;
use server::{keys, wiring};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const NO_ACCOUNTS: &str = "no accounts yet; make one with `vestibule account create`\n";

async fn installed() -> (TempDir, Config) {
    let folder = tempfile::tempdir().unwrap();
    let config = configuration(&folder, any_port().await.local_addr().unwrap());
    wiring::start_for_operator(&config).await.unwrap().close().await.unwrap();
    (folder, config)
}

async fn refusal(config: &Config) -> String {
    wiring::start_for_operator(config).await.err().expect("the start is refused").to_string()
}

#[tokio::test]
async fn t26_only_the_code_of_the_terminal_makes_the_first_administrator() {
    let installation = Installation::new().await;
    let code = installation.app().new_setup_code().await.unwrap().unwrap();
    let browser = installation.browser();
    let set_up = async |code: &str, username: &str| {
        let form = [
            ("code", code),
            ("full_name", "Eve"),
            ("username", username),
            ("password", PASSWORD),
            ("email", ""),
        ];
        let request = browser.post(installation.url("/console/setup")).form(&form);
        request.header("sec-fetch-site", "same-origin").send().await.unwrap()
    };
    for guess in ["", "AAAA-AAAA-AAAA-AAAA", "admin", "0000000000000000"] {
        assert_ne!(set_up(guess, "eve").await.status(), 303, "{guess:?}");
    }
    for default in [("admin", "admin"), ("admin", "password"), ("root", "vestibule")] {
        let form = [("username", default.0), ("password", default.1)];
        let request = browser.post(installation.url("/console/sign-in")).form(&form);
        let answer = request.header("sec-fetch-site", "same-origin").send().await.unwrap();
        assert_ne!(answer.status(), 303, "{default:?}");
    }
    assert!(installation.app().needs_setup().await.unwrap());
    assert_eq!(set_up(code.expose(), "ada").await.status(), 303);
    assert!(!installation.app().needs_setup().await.unwrap());
    set_up(code.expose(), "eve").await;
    let accounts = installation.app().list_accounts(&app::Caller::operator()).await.unwrap();
    assert!(accounts.iter().all(|account| account.username != "eve"), "the code works once: {accounts:?}");
    assert!(installation.app().new_setup_code().await.unwrap().is_none(), "and no other is made");
}

#[tokio::test]
async fn t45_the_database_alone_signs_nothing() {
    let (_folder, config) = installed().await;
    let key = config.data.secret_key_path();
    let kept = fs::read(&key).unwrap();

    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(refusal(&config).await.contains("can be read by others"));

    fs::remove_file(&key).unwrap();
    assert!(refusal(&config).await.contains("does not exist, but the database is sealed with it"));
    assert!(!key.exists(), "no new key hides that the old one is lost");

    keys::create(&key).unwrap();
    assert!(refusal(&config).await.contains("does not fit the database"));

    fs::write(&key, kept).unwrap();
    wiring::start_for_operator(&config).await.unwrap();
}

/// Sets a loose umask in a process of its own: it holds for a whole process.
#[test]
fn t45_the_database_is_closed_to_others_whatever_the_umask_is() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("vestibule.db");
    let program = env!("CARGO_BIN_EXE_vestibule");
    let output = Command::new("sh")
        .args(["-c", "umask 000 && exec \"$0\" account list", program])
        .current_dir(folder.path())
        .env_clear()
        .env("VESTIBULE_SERVER__BASE_URL", "https://mdm.example.org")
        .env("VESTIBULE_DATABASE__URL", format!("sqlite:{}", database.display()))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), NO_ACCOUNTS, "{output:?}");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&path), expected, "{}", path.display());
    }
    assert!(database.exists());
}

#[tokio::test]
async fn t68_two_fresh_installations_share_no_key() {
    let ((_one, first), (_other, second)) = (installed().await, installed().await);
    let key = |config: &Config| fs::read(config.data.secret_key_path()).unwrap();
    assert_ne!(key(&first), key(&second));
    let (one, other) = (
        wiring::start_for_operator(&first).await.unwrap(),
        wiring::start_for_operator(&second).await.unwrap(),
    );
    let certificates =
        |pem: &str| pem.split_inclusive("-----END CERTIFICATE-----").map(str::to_owned).collect::<Vec<_>>();
    let (of_one, of_other) = (certificates(&one.ca_pem()), certificates(&other.ca_pem()));
    assert!(of_one.len() >= 2, "the TLS root and the device authority");
    assert!(of_one.iter().filter(|pem| pem.contains("BEGIN")).all(|pem| !of_other.contains(pem)));
    let keys =
        |app: &app::App| app.issue_server_certificate(&["localhost".into()], 1).unwrap().key_pkcs8.to_vec();
    assert_ne!(keys(&one), keys(&other));
}

#[tokio::test]
async fn a_second_start_keeps_the_authority() {
    let (_folder, config) = installed().await;
    let one = wiring::start_for_operator(&config).await.unwrap();
    let pem = one.ca_pem();
    one.close().await.unwrap();
    assert_eq!(wiring::start_for_operator(&config).await.unwrap().ca_pem(), pem);
}
