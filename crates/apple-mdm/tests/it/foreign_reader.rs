//! A reader that shares no code with ours must see the same values.

use std::{fs, path::Path, process::Command};

use apple_mdm::plist_guard::{Limits, read_dictionary};
use plist::Value;

use crate::{samples, say_skipped};

#[test]
fn plistutil_reads_what_is_written_here() {
    if Command::new("plistutil").arg("--version").output().is_err() {
        say_skipped("plistutil not found");
        return;
    }
    let mut documents = vec![samples::profile().to_plist()];
    documents.extend(samples::messages().iter().map(|(_, message)| message.to_plist()));
    documents.extend(samples::commands().iter().map(|(_, command)| command.to_plist(samples::COMMAND_UUID)));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (index, document) in documents.iter().enumerate() {
        let (written, converted) =
            (folder.join(format!("{index}.plist")), folder.join(format!("{index}.bin")));
        fs::write(&written, document).expect("a file of the test");
        let status = Command::new("plistutil")
            .args(["-f", "bin", "-i"])
            .arg(&written)
            .arg("-o")
            .arg(&converted)
            .status()
            .expect("plistutil runs");
        assert!(status.success());
        let ours = read_dictionary(document, Limits::CONNECT).expect("readable");
        let theirs = Value::from_file(&converted).expect("a binary property list");
        assert_eq!(Value::Dictionary(ours), theirs);
    }
}
