//! Searches: one question on one connection, in pages where more than a page may come.
//!
//! Aliases are not followed, and references to other servers are skipped: the account's password is for this directory
//! (T20).

use std::time::Duration;

use ldap3::controls::{Control, ControlType, PagedResults};
use ldap3::{Ldap as Handle, LdapError, LdapResult, Scope, SearchOptions};
use tokio::time::timeout;

use super::entry::Entry;
use super::words;
use crate::directory::DirectoryError;

/// Result codes that are no failure of a search.
const SUCCESS: u32 = 0;
const SIZE_LIMIT_EXCEEDED: u32 = 4;
const NO_SUCH_OBJECT: u32 = 32;
const INVALID_DN: u32 = 34;
/// What a server says that does not give results in pages, instead of leaving the wish aside: adminLimitExceeded
/// (OpenLDAP), unavailableCriticalExtension, unwillingToPerform.
const NO_PAGES: [u32; 3] = [11, 12, 53];

/// A question.
#[derive(Clone, Debug)]
pub(super) struct Query {
    /// Where to look.
    pub(super) base: String,
    /// How deep.
    pub(super) scope: Scope,
    /// What for.
    pub(super) filter: String,
    /// Which attributes to return.
    pub(super) attributes: Vec<String>,
    /// How many entries at most.
    pub(super) entries_max: u32,
    /// How many of them at a time; `None` asks without pages.
    pub(super) page_entries: Option<u32>,
    /// Whether an entry that is not there is an answer, too.
    pub(super) may_lack_base: bool,
}

/// An answer.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The entries, in the server's order.
    pub(super) entries: Vec<Entry>,
    /// Whether there may be more.
    pub(super) is_cut: bool,
}

/// Why a search has no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The connection was gone: another one may do better at once.
    Broken,
    /// No answer in time.
    Silent(Duration),
    /// The server answered, but not with entries.
    Answered(DirectoryError),
}

impl From<Failure> for DirectoryError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Broken => Self::Unreachable("the server closed the connection".to_owned()),
            Failure::Silent(within) => Self::Unreachable(format!("no answer within {} s", within.as_secs())),
            Failure::Answered(error) => error,
        }
    }
}

impl From<LdapError> for Failure {
    fn from(error: LdapError) -> Self {
        match error {
            LdapError::FilterParsing => {
                Self::Answered(DirectoryError::Nonsense("the settings make no valid filter".to_owned()))
            }
            LdapError::LdapResult { result } => Self::Answered(words::result(&result)),
            _ => Self::Broken,
        }
    }
}

/// Asks within a time, all pages together.
pub(super) async fn search(handle: &mut Handle, query: &Query, within: Duration) -> Result<Found, Failure> {
    timeout(within, pages(handle, query.clone(), within)).await.unwrap_or(Err(Failure::Silent(within)))
}

async fn pages(handle: &mut Handle, mut query: Query, within: Duration) -> Result<Found, Failure> {
    let mut found = Found::default();
    let mut cookie = Vec::new();
    loop {
        let left = query.entries_max.saturating_sub(u32::try_from(found.entries.len()).unwrap_or(u32::MAX));
        let result = page(handle, &query, &cookie, left, within, &mut found).await?;
        match result.rc {
            SUCCESS => {}
            SIZE_LIMIT_EXCEEDED => found.is_cut = true,
            NO_SUCH_OBJECT | INVALID_DN if query.may_lack_base => return Ok(Found::default()),
            code if NO_PAGES.contains(&code) && query.page_entries.is_some() && cookie.is_empty() => {
                query.page_entries = None;
                continue;
            }
            _ => return Err(Failure::Answered(words::result(&result))),
        }
        cookie = next_cookie(&result);
        let is_full = found.entries.len() >= query.entries_max as usize;
        if cookie.is_empty() || is_full || found.is_cut {
            found.is_cut |= !cookie.is_empty();
            return Ok(found);
        }
    }
}

/// Asks for one page, or for all where there are none.
async fn page(
    handle: &mut Handle,
    query: &Query,
    cookie: &[u8],
    left: u32,
    within: Duration,
    found: &mut Found,
) -> Result<LdapResult, Failure> {
    let options = SearchOptions::new().timelimit(i32::try_from(within.as_secs()).unwrap_or(i32::MAX));
    match query.page_entries {
        Some(page) => {
            let size = i32::try_from(page.min(left)).unwrap_or(i32::MAX);
            handle.with_controls(vec![PagedResults { size, cookie: cookie.to_vec() }.into()]);
            handle.with_search_options(options);
        }
        None => {
            handle.with_search_options(options.sizelimit(i32::try_from(left).unwrap_or(i32::MAX)));
        }
    }
    let attributes = query.attributes.clone();
    let mut stream =
        handle.streaming_search_with(Vec::new(), &query.base, query.scope, &query.filter, attributes).await?;
    while let Some(item) = stream.next().await? {
        if item.is_ref() || item.is_intermediate() {
            continue;
        }
        if found.entries.len() == query.entries_max as usize {
            found.is_cut = true;
            continue;
        }
        let nonsense = || DirectoryError::Nonsense("an entry cannot be read".to_owned());
        found.entries.push(Entry::read(item).ok_or_else(|| Failure::Answered(nonsense()))?);
    }
    Ok(stream.finish().await)
}

fn next_cookie(result: &LdapResult) -> Vec<u8> {
    let paged = result.ctrls.iter().find_map(|Control(kind, raw)| match kind {
        Some(ControlType::PagedResults) => raw.val.is_some().then(|| raw.parse::<PagedResults>()),
        _ => None,
    });
    paged.map(|paged| paged.cookie).unwrap_or_default()
}
