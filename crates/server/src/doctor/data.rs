//! Are the data folder and the sealing key there, and closed to others?

use super::Check;
use crate::config::Config;
use crate::keys;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;

pub(super) fn examine(config: &Config) -> [Check; 2] {
    [folder(config), key(config)]
}

fn folder(config: &Config) -> Check {
    const NAME: &str = "data folder";
    let path = config.data.folder.display();
    let metadata = match fs::metadata(&config.data.folder) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Check::ok(NAME, format!("{path} does not exist yet; the first start creates it"));
        }
        Err(error) => {
            let mend = "see that the user running vestibule may enter it";
            return Check::fail(NAME, format!("{path}: {error}"), mend);
        }
    };
    let mode = metadata.permissions().mode() & 0o777;
    if !metadata.is_dir() {
        Check::fail(NAME, format!("{path} is no folder"), "set data.folder to a folder")
    } else if mode & 0o077 != 0 {
        Check::warn(NAME, format!("{path} is open to others (mode {mode:04o})"), format!("chmod 700 {path}"))
    } else {
        Check::ok(NAME, format!("{path}, mode {mode:04o}"))
    }
}

fn key(config: &Config) -> Check {
    const NAME: &str = "secret key";
    let path = config.data.secret_key_path();
    match keys::read(&path) {
        Ok(_) => Check::ok(NAME, format!("{}, closed to others", path.display())),
        Err(error) if error.is_missing() && !config.data.folder.exists() => {
            Check::ok(NAME, format!("{} does not exist yet; the first start creates it", path.display()))
        }
        Err(error) if error.is_missing() => Check::warn(NAME, error.to_string(), error.mend()),
        Err(error) => Check::fail(NAME, error.to_string(), error.mend()),
    }
}
