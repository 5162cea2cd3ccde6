//! What went wrong on the way to a directory, in words for administrators.

use std::io;

use domain::directory::LdapHost;
use ldap3::{LdapError, LdapResult};
use rustls::Error as TlsError;

use crate::directory::DirectoryError;
use crate::tls::words::{tcp, tls};

/// The most characters of what a server says itself.
const SAID_CHARACTERS_MAX: usize = 200;

/// Names a host as people write it.
pub(super) fn host(host: &LdapHost) -> String {
    if host.name.contains(':') {
        format!("[{}]:{}", host.name, host.port)
    } else {
        format!("{}:{}", host.name, host.port)
    }
}

/// Says why a handshake failed.
pub(super) fn handshake(error: &io::Error) -> String {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>()) {
        Some(error) => tls(error),
        None if matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset) => {
            "the server closed the connection instead of answering in TLS; perhaps this port is not for LDAPS"
                .to_owned()
        }
        None => tcp(error),
    }
}

/// Says why ldap3 has no connection, once TCP stands.
pub(super) fn opening(error: &LdapError) -> DirectoryError {
    match error {
        LdapError::Io { source } => DirectoryError::Insecure(handshake(source)),
        LdapError::Rustls { source } => DirectoryError::Insecure(tls(source)),
        other => DirectoryError::Unreachable(other.to_string()),
    }
}

/// Says what a result other than success means, where no more is known about the question.
pub(super) fn result(result: &LdapResult) -> DirectoryError {
    let said = said(result);
    match result.rc {
        1 | 48 | 49 | 50 => DirectoryError::BindRefused(format!("it may not read there: {said}")),
        3 | 11 | 51 | 52 => DirectoryError::Unreachable(format!("the server gives up: {said}")),
        8 | 13 => DirectoryError::Insecure(format!("the server demands an encrypted connection: {said}")),
        10 => DirectoryError::Nonsense(format!(
            "the server points to another one, and referrals are not followed: {said}"
        )),
        32 => DirectoryError::Nonsense(format!("the search base does not exist: {said}")),
        34 => DirectoryError::Nonsense(format!("the search base is no distinguished name: {said}")),
        _ => DirectoryError::Nonsense(said),
    }
}

/// Says why the account that asks was not taken.
pub(super) fn bind(result: &LdapResult) -> DirectoryError {
    let said = said(result);
    match result.rc {
        8 | 13 => DirectoryError::Insecure(format!("the server demands an encrypted connection: {said}")),
        51 | 52 => DirectoryError::Unreachable(format!("the server gives up: {said}")),
        49 => DirectoryError::BindRefused(format!("{}: {said}", invalid_credentials(&result.text))),
        _ => DirectoryError::BindRefused(said),
    }
}

/// Active Directory hides the reason in the text of its result 49, as `data` and a code.
fn invalid_credentials(text: &str) -> &'static str {
    let code = text.split_once("data ").map(|(_, rest)| rest.split([',', ' ']).next().unwrap_or_default());
    match code {
        Some("525") => "there is no such account",
        Some("530" | "531") => "the account may not log in now or from here",
        Some("532") => "the account’s password has expired",
        Some("533") => "the account is disabled",
        Some("701") => "the account has expired",
        Some("773") => "the account’s password must be changed first",
        Some("775") => "the account is locked",
        _ => "name or password is wrong",
    }
}

fn said(result: &LdapResult) -> String {
    let text: String = result.text.chars().filter(|c| !c.is_control()).take(SAID_CHARACTERS_MAX).collect();
    match text.trim() {
        "" => format!("result {}", result.rc),
        text => format!("result {}, {text}", result.rc),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(rc: u32, text: &str) -> LdapResult {
        LdapResult { rc, matched: String::new(), text: text.to_owned(), refs: Vec::new(), ctrls: Vec::new() }
    }

    #[test]
    fn active_directorys_codes_become_words() {
        let text =
            "80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data 533, v2580\0";
        let DirectoryError::BindRefused(words) = bind(&refused(49, text)) else { panic!("another error") };
        assert!(words.starts_with("the account is disabled: result 49, 80090308"), "{words}");
        assert!(!words.contains('\0'));
    }

    #[test]
    fn results_fall_into_their_kinds() {
        assert!(matches!(result(&refused(13, "")), DirectoryError::Insecure(_)));
        assert!(matches!(result(&refused(50, "")), DirectoryError::BindRefused(_)));
        assert!(matches!(result(&refused(52, "")), DirectoryError::Unreachable(_)));
        assert!(matches!(result(&refused(10, "")), DirectoryError::Nonsense(_)));
        assert!(matches!(bind(&refused(8, "")), DirectoryError::Insecure(_)));
    }
}
