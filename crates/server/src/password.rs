//! Where a password comes from: a file, standard input, or a person at the terminal. Never from the command line, which
//! every user of the machine can read.

use crate::commands::Failure;
use domain::secret::Secret;
use std::io::{IsTerminal, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// The largest password file.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// Reads a password from the file (`-` for standard input), without the line break at its end.
pub fn from_file(path: &Path) -> Result<Secret, Failure> {
    let refusal = |error: std::io::Error| format!("cannot read the password in {}: {error}", path.display());
    let mut text = Zeroizing::new(String::new());
    if path == Path::new("-") {
        std::io::stdin().lock().take(FILE_BYTES_MAX).read_to_string(&mut text).map_err(refusal)?;
    } else {
        let file = std::fs::File::open(path).map_err(refusal)?;
        file.take(FILE_BYTES_MAX).read_to_string(&mut text).map_err(refusal)?;
    }
    let password = text.strip_suffix('\n').unwrap_or(&text);
    Ok(Secret::new(password.strip_suffix('\r').unwrap_or(password)))
}

/// Reads a new password from the file, if one is named, or asks for it twice.
pub fn new(file: Option<&Path>) -> Result<Secret, Failure> {
    if let Some(file) = file {
        return from_file(file);
    }
    if !std::io::stdin().is_terminal() {
        return Err("there is no terminal to ask on; name a file with --password-file, or `-`".into());
    }
    let first = Zeroizing::new(rpassword::prompt_password("New password: ")?);
    let second = Zeroizing::new(rpassword::prompt_password("Once more: ")?);
    if first == second { Ok(Secret::new(first.as_str())) } else { Err("the two passwords differ".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_file_may_end_with_a_line_break() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        for (text, expected) in [("open sesame\n", "open sesame"), ("a b \r\n", "a b "), ("x\n\n", "x\n")] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(from_file(&path).unwrap().expose(), expected);
        }
        assert!(from_file(&folder.path().join("none")).is_err());
    }
}
