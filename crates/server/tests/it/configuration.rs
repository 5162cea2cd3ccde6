//! Reading the configuration: what wins, what is refused, and in which words.

use server::config::{Loaded, Place, Problems, Sources, to_json, to_toml};
use std::path::PathBuf;
use tempfile::TempDir;

struct Given {
    folder: TempDir,
    sources: Sources,
}

fn given(file: &str, environment: &[(&str, &str)]) -> Given {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vestibule.toml");
    std::fs::write(&path, file).unwrap();
    let environment = environment.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Given { folder, sources: Sources { file: Some(path), environment } }
}

fn read(file: &str, environment: &[(&str, &str)]) -> Loaded {
    Loaded::read(given(file, environment).sources).unwrap()
}

/// Checks the problems found, without the folder of the file.
fn check_refused(file: &str, environment: &[(&str, &str)], expected: &[&str]) {
    let given = given(file, environment);
    let Problems(problems) = Loaded::read(given.sources).unwrap_err();
    let folder = format!("{}/", given.folder.path().display());
    let found: Vec<String> =
        problems.iter().map(|problem| problem.to_string().replace(&folder, "")).collect();
    assert_eq!(found, expected);
}

#[test]
fn nothing_at_all_is_a_sound_configuration_that_cannot_serve_yet() {
    let loaded = Loaded::read(Sources::default()).unwrap();
    let problems = loaded.check_serving().unwrap_err().to_string();
    assert!(problems.contains("server.base_url is missing"), "{problems}");
}

#[test]
fn the_file_overrides_defaults_and_the_environment_overrides_the_file() {
    let file = "[server]\nbase_url = \"https://mdm.example.org\"\nlisten = \"127.0.0.1:9000\"\n[push]\nport = 2197\n";
    let loaded = read(file, &[("VESTIBULE_SERVER__LISTEN", "127.0.0.1:9443"), ("PATH", "/bin")]);
    assert_eq!(loaded.config.server.listen.port(), 9443);
    assert_eq!(loaded.config.push.port, 2197);
    assert_eq!(loaded.config.server.base_url.as_ref().unwrap().host(), "mdm.example.org");
    assert_eq!(loaded.places["server.listen"], Place::Environment("VESTIBULE_SERVER__LISTEN".into()));
    assert!(matches!(loaded.places["push.port"], Place::File { line: Some(5), .. }));
    assert!(!loaded.places.contains_key("log.format"));
}

#[test]
fn environment_variables_are_read_as_their_key_wants() {
    let loaded = read(
        "",
        &[
            ("VESTIBULE_SERVER__TRUSTED_PROXIES", "10.0.0.1, 192.0.2.0/24"),
            ("VESTIBULE_SCEP__LEGACY_ALGORITHMS", "true"),
            ("VESTIBULE_ENROLLMENT__SESSION_MINUTES", "30"),
            ("VESTIBULE_ORGANIZATION__NAME", "1860"),
        ],
    );
    assert_eq!(loaded.config.server.trusted_proxies.len(), 2);
    assert!(loaded.config.scep.legacy_algorithms);
    assert_eq!(loaded.config.enrollment.session_minutes, 30);
    assert_eq!(loaded.config.organization.name.as_deref(), Some("1860"));
}

#[test]
fn unknown_keys_are_refused_with_the_nearest_known_one() {
    check_refused(
        "[server]\nbase_url = \"https://mdm.example.org\"\nlisen = \"127.0.0.1:1\"\n\n[sever]\nlisten = 1\n",
        &[],
        &[
            "vestibule.toml:3: server.lisen is not a setting; did you mean server.listen?",
            "vestibule.toml:5: [sever] is not a setting; did you mean [server]?",
        ],
    );
    check_refused(
        "listen = \"127.0.0.1:1\"\n[tls]\ntrust_mode = \"auto\"\n[log]\nxyzzy = 1\n",
        &[],
        &[
            "vestibule.toml:1: listen is not a setting; did you mean server.listen?",
            "vestibule.toml:3: tls.trust_mode is not a setting; did you mean enrollment.trust_mode?",
            "vestibule.toml:5: log.xyzzy is not a setting; `vestibule config reference` lists them all",
        ],
    );
}

#[test]
fn unknown_variables_are_refused_and_those_of_others_left_alone() {
    check_refused(
        "",
        &[("VESTIBULE_SERVER__LISTN", "x"), ("VESTIBULE_SERVER_BASE_URL", "x")],
        &[
            "VESTIBULE_SERVER__LISTN: server.listn is not a setting; did you mean server.listen?",
            "VESTIBULE_SERVER_BASE_URL: not a setting; did you mean VESTIBULE_SERVER__BASE_URL?",
        ],
    );
    let of_others = [("VESTIBULE_PORT", "tcp://10.0.0.1:443"), ("VESTIBULE_SERVICE_HOST", "10.0.0.1")];
    assert!(read("", &of_others).places.is_empty());
}

#[test]
fn a_wrong_value_is_answered_with_what_is_expected() {
    check_refused(
        "[server]\nlisten = 8443\nbase_url = \"http://mdm.example.org\"\nplain_listen = \"0.0.0.0:80\"\ntrusted_proxies = \"10.0.0.1\"\n[scep]\nlegacy_algorithms = \"yes\"\n",
        &[("VESTIBULE_PUSH__PORT", "70000")],
        &[
            "vestibule.toml:3: server.base_url: expected an https URL without a path, such as \"https://mdm.example.org\", found \"http://mdm.example.org\" (devices enroll over https only)",
            "vestibule.toml:2: server.listen: expected an address with its port, such as \"0.0.0.0:8443\" or \"[::]:8443\", found 8443",
            "vestibule.toml:4: server.plain_listen: expected a loopback address with its port, such as \"127.0.0.1:8080\", found \"0.0.0.0:80\" (without TLS the server listens on loopback only)",
            "vestibule.toml:5: server.trusted_proxies: expected an address or a network, such as \"10.0.0.7\" or \"10.0.0.0/8\", found \"10.0.0.1\" (it must stand in a list, between [ and ])",
            "vestibule.toml:7: scep.legacy_algorithms: expected true or false, found \"yes\"",
            "VESTIBULE_PUSH__PORT: push.port: expected a whole number from 0 to 65535, found 70000",
        ],
    );
}

#[test]
fn settings_that_contradict_each_other_are_refused() {
    check_refused(
        "[tls]\ncertificate_file = \"tls.pem\"\n[enrollment]\nsession_minutes = 1\n",
        &[],
        &[
            "vestibule.toml:4: enrollment.session_minutes: expected 5 to 1440, found 1",
            "vestibule.toml:2: tls.certificate_file is set without tls.key_file; set both, or neither",
        ],
    );
}

#[test]
fn the_probe_for_trust_needs_another_name_than_the_server() {
    check_refused(
        "[server]\nbase_url = \"https://mdm.example.org:8443\"\n[enrollment]\ntrust_probe_host = \"MDM.example.org\"\n",
        &[],
        &[
            "vestibule.toml:4: enrollment.trust_probe_host is the host of server.base_url; it must be another name, because a \
           person who went past the browser's warning has made an exception for that one",
        ],
    );
    let named = "[enrollment]\ntrust_mode = \"public\"\ntrust_probe_host = \"trust.example.org\"\n";
    let warnings = read(named, &[]).warnings().join(" ");
    assert!(warnings.contains("nothing is ever probed"), "{warnings}");
}

#[test]
fn a_file_that_is_no_toml_is_refused_at_its_line() {
    let given = given("[server]\nlisten = \n", &[]);
    let problems = Loaded::read(given.sources).unwrap_err().to_string();
    assert!(problems.contains("vestibule.toml:2: not TOML: "), "{problems}");
}

#[test]
fn a_named_file_that_is_missing_is_refused() {
    let sources = Sources { file: Some("/nowhere/vestibule.toml".into()), environment: Vec::new() };
    let problems = Loaded::read(sources).unwrap_err().to_string();
    assert!(problems.starts_with("/nowhere/vestibule.toml: cannot be read: "), "{problems}");
    assert_eq!(problems.matches("vestibule.toml").count(), 1, "{problems}");
}

fn secret_file(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("url");
    std::fs::write(&path, "postgres://vestibule:opensesame@db/vestibule\n").unwrap();
    path
}

#[test]
fn a_secret_is_read_from_the_file_named_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = secret_file(&folder);
    let in_file = format!("[database]\nurl_file = {:?}\n", path.display().to_string());
    let expected = "postgres://vestibule:opensesame@db/vestibule";
    assert_eq!(read(&in_file, &[]).config.database_url(), expected);
    let variable = ("VESTIBULE_DATABASE__URL_FILE", path.to_str().unwrap());
    assert_eq!(read("[database]\nurl = \"sqlite:other.db\"\n", &[variable]).config.database_url(), expected);
    let direct = ("VESTIBULE_DATABASE__URL", "sqlite:direct.db");
    assert_eq!(read(&in_file, &[direct]).config.database_url(), "sqlite:direct.db");
}

#[test]
fn a_secret_given_twice_or_from_an_empty_file_is_refused() {
    check_refused(
        "[database]\nurl = \"sqlite:a.db\"\nurl_file = \"b\"\n",
        &[],
        &["vestibule.toml:2: database.url and database.url_file are both set; keep one of them"],
    );
    check_refused(
        "[database]\nurl_file = \"/dev/null\"\n",
        &[],
        &["vestibule.toml:2: database.url_file: /dev/null is empty"],
    );
}

#[test]
fn no_secret_is_ever_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = secret_file(&folder);
    let loaded = read("", &[("VESTIBULE_DATABASE__URL_FILE", path.to_str().unwrap())]);
    let json = to_json(&loaded);
    assert_eq!(json["database"]["url"]["value"], "set");
    assert_eq!(json["database"]["url"]["source"], "VESTIBULE_DATABASE__URL_FILE");
    for shown in [to_toml(&loaded), json.to_string(), format!("{loaded:?}")] {
        assert!(!shown.contains("opensesame"), "{shown}");
    }
}

#[test]
fn a_secret_of_the_wrong_type_is_refused_without_showing_it() {
    check_refused(
        "[database]\nurl = [\"opensesame\"]\n",
        &[],
        &["vestibule.toml:2: database.url: expected text (a secret)"],
    );
}

#[test]
fn what_is_printed_reads_back_the_same() {
    let file = "[server]\nbase_url = \"https://mdm.example.org:8443\"\ntrusted_proxies = [\"10.0.0.0/8\"]\n[organization]\nname = \"Müller & \\\"Söhne\\\"\"\n[log]\nformat = \"json\"\n";
    let first = read(file, &[]);
    let second = read(&to_toml(&first), &[]);
    let values =
        |loaded: &Loaded| loaded.config.values().into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    assert_eq!(values(&first), values(&second));
}

#[test]
fn a_plain_listener_without_a_trusted_proxy_is_warned_about() {
    let plain = ("VESTIBULE_SERVER__PLAIN_LISTEN", "127.0.0.1:8080");
    assert_eq!(read("", &[plain]).warnings().len(), 1);
    assert!(read("", &[plain, ("VESTIBULE_SERVER__TRUSTED_PROXIES", "127.0.0.1")]).warnings().is_empty());
}
