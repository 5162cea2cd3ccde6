//! No secret stays in clear: not in the database, not in the log.

use crate::installation::{PASSWORD, PERSON, TOPIC, keys};
use crate::program::Program;
use sim::{Device, FetchedProfile};
use std::fs;
use std::path::Path;

#[tokio::test(flavor = "multi_thread")]
async fn t06_no_secret_is_stored_or_logged_in_clear() {
    let program = Program::install(None).await;
    let running = program.serve().await;
    let mut device = Device::new(31, 0, &program.network()).unwrap().with_keys(keys());
    device.open_portal(&program.enroll_url()).await.unwrap();
    device.login(PERSON, PASSWORD).await.unwrap();
    let fetched = device.fetch_profile().await.unwrap();
    device.install_profile().await.unwrap();
    device.authenticate().await.unwrap();
    device.token_update().await.unwrap();
    device.poll().await.unwrap();
    let (session, console_password) = (session(&program).await, "battery staple correct");
    fs::write(program.path("password2"), console_password).unwrap();
    program.run(&["account", "create", "admin", "--administrator", "--password-file", "password2"]);
    running.kill();

    let push = device.push().unwrap();
    let secrets: Vec<(&str, Vec<u8>)> = vec![
        ("a person's password", PASSWORD.into()),
        ("an administrator's password", console_password.into()),
        ("the portal's session", session.into()),
        ("the token in the profile's link", token(&fetched).into()),
        ("the challenge", challenge(&fetched).into()),
        ("PushMagic", push.push_magic.clone().into()),
        ("the push token", push.token.clone()),
        ("the unlock token", push.unlock_token.clone()),
        ("the push certificate's key", push_key(&program)),
    ];
    let log = program.log().into_bytes();
    assert!(contains(&log, b"request answered"), "the log was captured");
    let folder = &program.config.data.folder;
    let database: Vec<u8> = ["vestibule.db", "vestibule.db-wal"]
        .iter()
        .flat_map(|name| fs::read(folder.join(name)).unwrap_or_default())
        .collect();
    assert!(contains(&database, TOPIC.as_bytes()), "the database was read");
    for (name, secret) in &secrets {
        assert!(secret.len() >= 10, "{name}: too short to be searched for");
        for (place, hay) in [("log", &log), ("database", &database)] {
            for spelling in spellings(secret) {
                assert!(!contains(hay, &spelling), "{name} stands in the {place}");
            }
        }
    }
}

/// Logs in as a browser does and returns the session's token.
async fn session(program: &Program) -> String {
    let roots = reqwest::Certificate::from_pem_bundle(program.ca_pem.as_bytes()).unwrap();
    let browser = reqwest::Client::builder()
        .tls_certs_only(roots)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let form = [("username", PERSON), ("password", PASSWORD)];
    let request = browser.post(format!("{}/login", program.enroll_url())).form(&form);
    let answer = request.header("sec-fetch-site", "same-origin").send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    let value = cookie.split(';').next().unwrap().split_once('=').unwrap().1;
    value.to_owned()
}

fn token(fetched: &FetchedProfile) -> String {
    Path::new(&fetched.url).file_stem().unwrap().to_str().unwrap().to_owned()
}

/// Reads the challenge out of the profile's text.
fn challenge(fetched: &FetchedProfile) -> String {
    let text = String::from_utf8_lossy(&fetched.octets);
    let after = text.split_once("<key>Challenge</key>").unwrap().1;
    after.split_once("<string>").unwrap().1.split_once("</string>").unwrap().0.to_owned()
}

/// Returns the middle of the push certificate's key, without what all keys have in common.
fn push_key(program: &Program) -> Vec<u8> {
    let pem = fs::read_to_string(program.path("push.pem")).unwrap();
    let body = pem.split_once("-----BEGIN PRIVATE KEY-----").unwrap().1;
    body.lines().nth(2).unwrap().as_bytes().to_vec()
}

/// Returns a secret as it is, in hexadecimal and in base64.
fn spellings(secret: &[u8]) -> Vec<Vec<u8>> {
    let hex: String = secret.iter().map(|octet| format!("{octet:02x}")).collect();
    let base64 = base64(secret);
    vec![secret.to_vec(), hex.to_uppercase().into_bytes(), hex.into_bytes(), base64.into_bytes()]
}

/// Encodes whole groups of three octets, which stand the same whatever follows.
fn base64(octets: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = octets.chunks_exact(3).map(|group| {
        let bits = u32::from(group[0]) << 16 | u32::from(group[1]) << 8 | u32::from(group[2]);
        [18, 12, 6, 0].map(|shift| char::from(ALPHABET[(bits >> shift & 63) as usize]))
    });
    groups.flatten().collect()
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}
