//! What is said about a key nobody knows: the nearest one somebody does.

use super::section::Key;

/// How alike two names must be, from 0 to 1, for one to be suggested for the other.
const LIKENESS_MIN: f64 = 0.6;

/// Says whether a path sets a known key.
pub(super) fn is_known(path: &str, keys: &[Key]) -> bool {
    keys.iter().any(|key| key.paths().iter().any(|known| known == path))
}

/// Refuses an unknown key, naming the nearest known one.
pub(super) fn refusal(path: &str, keys: &[Key]) -> String {
    let name = path.rsplit_once('.').map_or(path, |(_, name)| name);
    let candidates = keys.iter().flat_map(|key| key.paths().into_iter().map(move |path| (key.section, path)));
    let nearest = candidates
        .map(|(section, candidate)| {
            // A key under the wrong section is as likely as a misspelled one.
            let whole = strsim::normalized_damerau_levenshtein(path, &candidate);
            let by_name =
                strsim::normalized_damerau_levenshtein(name, &candidate[section.len() + 1..]) * 0.95;
            (whole.max(by_name), candidate)
        })
        .reduce(nearer);
    suggest(path, nearest)
}

/// Refuses an unknown section.
pub(super) fn refusal_of_section(section: &str, keys: &[Key]) -> String {
    let nearest = keys
        .iter()
        .map(|key| {
            (strsim::normalized_damerau_levenshtein(section, key.section), format!("[{}]", key.section))
        })
        .reduce(nearer);
    suggest(&format!("[{section}]"), nearest)
}

/// Of two candidates returns the likelier; of equals the first, which stands earlier in the reference.
fn nearer(one: (f64, String), other: (f64, String)) -> (f64, String) {
    if other.0 > one.0 { other } else { one }
}

fn suggest(what: &str, nearest: Option<(f64, String)>) -> String {
    match nearest {
        Some((likeness, nearest)) if likeness >= LIKENESS_MIN => {
            format!("{what} is not a setting; did you mean {nearest}?")
        }
        _ => format!("{what} is not a setting; `vestibule config reference` lists them all"),
    }
}
