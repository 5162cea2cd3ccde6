//! The arrows between the crates, and whether the manifests keep to them.
//!
//! The list below is the law; `ARCHITECTURE.md` shows the same list to people, and this chore compares the two.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::{read, root};

/// Each crate with the crates that it may use.
const ARROWS: [(&str, &[&str]); 17] = [
    ("apple-mdm", &[]),
    ("scep", &[]),
    ("domain", &[]),
    ("ca", &["scep"]),
    ("store", &["domain"]),
    ("gateways", &["domain", "sim"]),
    ("app", &["domain", "store", "ca", "gateways", "apple-mdm", "scep"]),
    ("web", &["domain", "app"]),
    ("portal", &["domain", "app", "web"]),
    ("console", &["domain", "app", "web"]),
    ("api", &["domain", "app"]),
    ("mdm", &["domain", "app", "apple-mdm"]),
    ("server", &WIRED),
    ("sim", &["apple-mdm", "scep"]),
    ("testkit", &EVERYTHING),
    ("benches", &["domain", "gateways", "app", "web", "portal", "testkit", "apple-mdm", "scep"]),
    ("xtask", &[]),
];

/// What the binary wires together.
const WIRED: [&str; 13] = [
    "apple-mdm",
    "scep",
    "domain",
    "ca",
    "store",
    "gateways",
    "app",
    "web",
    "portal",
    "console",
    "api",
    "mdm",
    "sim",
];

/// What the tests' kit may build an app from; no crate but the tests uses it in turn.
const EVERYTHING: [&str; 14] = [
    "apple-mdm",
    "scep",
    "domain",
    "ca",
    "store",
    "gateways",
    "app",
    "web",
    "portal",
    "console",
    "api",
    "mdm",
    "sim",
    "server",
];

/// What the tests of every crate may use besides: the whole house, and the means to speak as a device does.
const FREE_IN_TESTS: [&str; 4] = ["testkit", "sim", "apple-mdm", "scep"];

/// The lines of `ARCHITECTURE.md` between which the drawing's arrows stand.
const DRAWING_BEGINS: &str = "<!-- arrows: checked by `cargo xtask arrows` -->\n```text\n";
const DRAWING_ENDS: &str = "```\n<!-- /arrows -->";

/// Names every arrow that is not in the list, and every difference between the list and the drawing.
pub(crate) fn check() -> Result<(), String> {
    let mut wrong = drawing_differs(&read(&root().join("ARCHITECTURE.md"))?, &drawing());
    for (name, manifest) in manifests()? {
        wrong.extend(forbidden(&name, &manifest));
    }
    if wrong.is_empty() {
        println!("the crates use only what the drawing allows");
        return Ok(());
    }
    Err(wrong.join("\n"))
}

/// Returns the manifests of the workspace's members by crate name.
fn manifests() -> Result<BTreeMap<String, Table>, String> {
    let workspace = parse("Cargo.toml")?;
    let members = workspace["workspace"]["members"].as_array().ok_or("the workspace has no members")?;
    let mut manifests = BTreeMap::new();
    for member in members.iter().filter_map(Value::as_str) {
        let manifest = parse(&format!("{member}/Cargo.toml"))?;
        let name = manifest["package"]["name"].as_str().ok_or_else(|| format!("{member} has no name"))?;
        manifests.insert(name.to_owned(), manifest);
    }
    Ok(manifests)
}

fn parse(path: &str) -> Result<Table, String> {
    read(&root().join(path))?.parse().map_err(|error| format!("{path}: {error}"))
}

/// Returns a line for each arrow of this manifest that the list does not have.
fn forbidden(name: &str, manifest: &Table) -> Vec<String> {
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
        return vec![format!(
            "{name} has no place in the drawing: add it to xtask/src/arrows.rs and ARCHITECTURE.md"
        )];
    };
    let mut lines = Vec::new();
    for (table, used) in dependencies(manifest) {
        let in_tests = table == "dev-dependencies" && FREE_IN_TESTS.contains(&used);
        let ours = ARROWS.iter().any(|(known, _)| *known == used);
        if ours && !in_tests && used != name && !allowed.contains(&used) {
            lines.push(format!("{name} → {used} is not in the drawing ([{table}] of its Cargo.toml)"));
        }
    }
    lines
}

/// Returns every dependency of a manifest with the kind of table it stands in, tables for single targets included.
fn dependencies(manifest: &Table) -> Vec<(&'static str, &str)> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let for_targets = targets.into_iter().flat_map(|targets| targets.values()).filter_map(Value::as_table);
    let mut found = Vec::new();
    for part in std::iter::once(manifest).chain(for_targets) {
        for table in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let names = part.get(table).and_then(Value::as_table);
            for (key, value) in names.into_iter().flatten() {
                // A dependency may go by another name than its crate's.
                let name = value.get("package").and_then(Value::as_str).unwrap_or(key);
                found.push((table, name));
            }
        }
    }
    found
}

/// Writes the list as the drawing shows it.
fn drawing() -> String {
    let mut text = String::new();
    for (name, allowed) in ARROWS {
        let uses = match allowed {
            [] => "nothing".to_owned(),
            _ if allowed == WIRED => "everything below, to wire it".to_owned(),
            _ if allowed == EVERYTHING => "everything, for tests".to_owned(),
            _ => allowed.join(" "),
        };
        text.push_str(&format!("{name:<10} → {uses}\n"));
    }
    text
}

fn drawing_differs(page: &str, drawing: &str) -> Vec<String> {
    let drawn = page.split_once(DRAWING_BEGINS).and_then(|(_, rest)| rest.split_once(DRAWING_ENDS));
    match drawn {
        Some((drawn, _)) if drawn == drawing => Vec::new(),
        Some(_) => vec![format!(
            "ARCHITECTURE.md draws other arrows than xtask/src/arrows.rs has, which are:\n{drawing}"
        )],
        None => vec![format!(
            "ARCHITECTURE.md does not draw the arrows between\n{DRAWING_BEGINS}and\n{DRAWING_ENDS}"
        )],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(name: &str, manifest: &str) -> Vec<String> {
        forbidden(name, &manifest.parse().unwrap())
    }

    #[test]
    fn an_arrow_outside_the_list_is_named() {
        let found =
            lines("portal", "[dependencies]\nstore.workspace = true\napp.workspace = true\nhttp = \"1\"");
        assert_eq!(found, ["portal → store is not in the drawing ([dependencies] of its Cargo.toml)"]);
    }

    #[test]
    fn neither_a_rename_nor_a_target_hides_an_arrow() {
        let found = lines(
            "domain",
            "[dependencies]\nshelf = { package = \"store\", path = \"x\" }\n[target.'cfg(unix)'.build-dependencies]\nca = \"1\"",
        );
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn tests_may_use_the_kit_and_the_protocols_and_nothing_else_new() {
        assert!(
            lines("mdm", "[dev-dependencies]\ntestkit.workspace = true\nscep.workspace = true").is_empty()
        );
        assert_eq!(lines("domain", "[dev-dependencies]\nstore.workspace = true").len(), 1);
        assert_eq!(lines("domain", "[dependencies]\ntestkit.workspace = true").len(), 1);
    }

    #[test]
    fn a_crate_without_a_place_is_named() {
        assert_eq!(lines("common", "[dependencies]").len(), 1);
    }

    #[test]
    fn the_page_must_draw_the_same_arrows() {
        let page = |list: &str| format!("# A\n{DRAWING_BEGINS}{list}{DRAWING_ENDS}\n");
        assert!(drawing_differs(&page("a → b\n"), "a → b\n").is_empty());
        assert_eq!(drawing_differs(&page("a → c\n"), "a → b\n").len(), 1);
        assert_eq!(drawing_differs("# A", "a → b\n").len(), 1);
    }
}
