//! The data folder and the sealing key: created with strict modes, refused with loose ones.

use ca::sealing::{SealingKeyTextError, SealingKeys};
use std::fs::{DirBuilder, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::{fmt, fs};
use zeroize::Zeroizing;

/// The largest file that is looked at as a key.
const FILE_BYTES_MAX: u64 = 4096;

/// Reads a key file; refuses one that group or others can read.
pub fn read(path: &Path) -> Result<SealingKeys, KeyError> {
    let at = |fault| KeyError { path: path.to_owned(), fault };
    let metadata = fs::metadata(path).map_err(|error| at(Fault::from(error)))?;
    if metadata.permissions().mode() & 0o077 != 0 {
        return Err(at(Fault::Open(metadata.permissions().mode() & 0o777)));
    }
    if metadata.len() > FILE_BYTES_MAX {
        return Err(at(Fault::Large));
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(|error| at(Fault::from(error)))?);
    SealingKeys::from_text(&text).map_err(|error| at(Fault::Damaged(error)))
}

/// Creates a key file with mode 0600 and a new random key; refuses to replace one.
///
/// The file appears whole or not at all. Call it only when no database is sealed with an older key yet.
pub fn create(path: &Path) -> Result<SealingKeys, KeyError> {
    let keys = SealingKeys::generate();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::Builder::new().permissions(Permissions::from_mode(0o600)).tempfile_in(folder);
    let written = written.and_then(|mut file| {
        file.write_all(keys.to_text().as_bytes())?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path)?;
        fs::File::open(folder)?.sync_all()
    });
    written.map(|()| keys).map_err(|error| KeyError { path: path.to_owned(), fault: Fault::from(error) })
}

/// A key file that cannot be used, with what to do about it.
#[derive(Debug)]
pub struct KeyError {
    path: PathBuf,
    fault: Fault,
}

#[derive(Debug)]
enum Fault {
    Missing,
    Open(u32),
    Large,
    Damaged(SealingKeyTextError),
    Exists,
    Io(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::AlreadyExists => Self::Exists,
            _ => Self::Io(error),
        }
    }
}

impl KeyError {
    /// Says whether there is simply no such file, as at first start.
    pub fn is_missing(&self) -> bool {
        matches!(self.fault, Fault::Missing)
    }

    /// Returns the mending step.
    pub fn mend(&self) -> String {
        let path = self.path.display();
        match self.fault {
            Fault::Missing => format!("put the copy of the key back at {path}, or set data.secret_key_file"),
            Fault::Open(_) => format!("chmod 600 {path}"),
            Fault::Damaged(_) | Fault::Large => format!("put the copy of the key back at {path}"),
            Fault::Exists => format!("keep {path}: the database may be sealed with it"),
            Fault::Io(_) => format!("see that the user running vestibule may read and write {path}"),
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.fault {
            Fault::Missing => write!(f, "the key file {path} does not exist"),
            Fault::Open(mode) => {
                write!(f, "the key file {path} can be read by others than its owner (mode {mode:04o})")
            }
            Fault::Large => write!(f, "the key file {path} is too large to be one"),
            Fault::Damaged(error) => write!(f, "the key file {path} is damaged or no key file: {error}"),
            Fault::Exists => write!(f, "the key file {path} exists already"),
            Fault::Io(error) => write!(f, "the key file {path}: {error}"),
        }
    }
}

impl std::error::Error for KeyError {}

/// Creates the data folder, and what leads to it, with mode 0700; leaves an existing one as it is.
pub fn create_data_folder(path: &Path) -> io::Result<()> {
    let created = DirBuilder::new().recursive(true).mode(0o700).create(path);
    created.map_err(|error| {
        io::Error::new(error.kind(), format!("cannot create the data folder {}: {error}", path.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let created = create(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(read(&path).unwrap().to_text(), created.to_text());
        assert!(matches!(create(&path).unwrap_err().fault, Fault::Exists));
        assert_eq!(read(&path).unwrap().to_text(), created.to_text());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left behind");
    }

    #[test]
    fn t68_two_installations_share_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let one = create(&folder.path().join("one")).unwrap();
        let other = create(&folder.path().join("other")).unwrap();
        assert_ne!(one.to_text(), other.to_text());
    }

    #[test]
    fn t45_a_key_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        create(&path).unwrap();
        for mode in [0o640, 0o604, 0o660, 0o644, 0o620] {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let refusal = read(&path).unwrap_err();
            assert!(matches!(refusal.fault, Fault::Open(found) if found == mode), "{mode:o}");
            assert!(refusal.mend().starts_with("chmod 600"));
        }
        fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
        assert!(read(&path).is_ok());
    }

    #[test]
    fn a_damaged_key_file_is_told_from_a_missing_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        assert!(read(&path).unwrap_err().is_missing());
        let header = "vestibule-sealing-key-v1\n";
        for text in ["", header, &format!("{header}AAAA\n"), "another header\nAAAA\n"] {
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
            assert!(matches!(read(&path).unwrap_err().fault, Fault::Damaged(_)), "{text:?}");
        }
    }

    #[test]
    fn a_new_data_folder_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/data");
        create_data_folder(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        create_data_folder(&path).unwrap();
    }
}
