//! Pages of a list, walked by key, and the small art of writing a query.

use domain::page::Cursor;

/// How many rows a page of a list shows.
pub(crate) const ROWS: u32 = 50;

/// The links below a list.
pub(crate) struct Paging {
    /// Back to the beginning, when this is not the beginning.
    pub(crate) first: Option<String>,
    /// On to the following page, when there is one.
    pub(crate) next: Option<String>,
}

impl Paging {
    /// Makes the links of a list at `path` with the query `pairs`.
    pub(crate) fn new(path: &str, pairs: &[(&str, &str)], is_first: bool, next: Option<&Cursor>) -> Self {
        Self {
            first: (!is_first).then(|| link(path, pairs)),
            next: next.map(|cursor| {
                let after = cursor.encode();
                let pairs: Vec<_> = pairs.iter().copied().chain([("after", after.as_str())]).collect();
                link(path, &pairs)
            }),
        }
    }
}

/// Writes a path with a query; pairs with an empty value are left out.
pub(crate) fn link(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut link = path.to_owned();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        link.push(if link.len() == path.len() { '?' } else { '&' });
        link.push_str(name);
        link.push('=');
        for octet in value.bytes() {
            match octet {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    link.push(char::from(octet));
                }
                _ => link.push_str(&format!("%{octet:02X}")),
            }
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_written_so_that_it_reads_back() {
        assert_eq!(link("/console/devices", &[("q", ""), ("sort", "")]), "/console/devices");
        assert_eq!(
            link("/console/devices", &[("q", "Åsa & <b>"), ("os", "26")]),
            "/console/devices?q=%C3%85sa%20%26%20%3Cb%3E&os=26"
        );
    }
}
