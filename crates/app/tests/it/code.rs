//! What no source file of the product may do.

use std::path::{Path, PathBuf};

/// Ways to start a program, to load code at run time, or to take an object's type from data.
const FORBIDDEN: [&str; 9] = [
    "process::Command",
    "Command::new(",
    "dlopen",
    "libloading",
    "typetag",
    "extern \"C\"",
    "wasmtime",
    "rhai",
    "mlua",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn t69_the_product_starts_no_programs_and_loads_no_code() {
    let mut files = Vec::new();
    for member in std::fs::read_dir(root().join("crates")).expect("the crates") {
        let member = member.expect("a crate").path();
        // The peers of tests are programs; nothing of that crate is in the product.
        if !member.ends_with("testkit") {
            sources(&member.join("src"), &mut files);
        }
    }
    assert!(files.len() > 100, "the sources were found");
    let mut offences = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file");
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if FORBIDDEN.iter().any(|forbidden| code.contains(forbidden)) {
                offences.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");

    // Nor does anything that the product is built from: whole programs or objects of any type out of data.
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("the lock file");
    for package in
        ["libloading", "dlopen2", "wasmtime", "wasmer", "rhai", "mlua", "pyo3", "typetag", "abi_stable"]
    {
        assert!(!lock.contains(&format!("name = \"{package}\"")), "{package} is in the lock file");
    }
}
