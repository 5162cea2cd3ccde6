//! The foreign implementation: the openssl command line in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A temporary folder in which openssl runs.
pub(crate) struct OpenSsl {
    folder: tempfile::TempDir,
}

impl OpenSsl {
    /// Returns `None`, and says so, when the command is not installed.
    pub(crate) fn new() -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            let line = "SKIPPED: openssl is not installed, nothing was cross-checked\n";
            std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).unwrap();
            return None;
        }
        Some(Self { folder: tempfile::tempdir().unwrap() })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Runs a command line, split at spaces; returns what it says, or fails with its complaint.
    pub(crate) fn run(&self, line: &str) -> String {
        self.run_with(line, &[])
    }

    /// The same with arguments that hold spaces or nothing at the end.
    pub(crate) fn run_with(&self, line: &str, more: &[&str]) -> String {
        let (is_success, said) = self.attempt(line, more);
        assert!(is_success, "openssl {line} {more:?}: {said}");
        said
    }

    pub(crate) fn attempt(&self, line: &str, more: &[&str]) -> (bool, String) {
        let output = Command::new("openssl")
            .args(line.split_whitespace())
            .args(more)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let said = [output.stdout.as_slice(), &output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    /// Makes a root, an intermediate (both EC, which is quick) and an RSA leaf: `root.pem`, `middle.pem`, `leaf.pem`,
    /// with `.key` files in PKCS#8.
    pub(crate) fn make_chain(&self, leaf_subject: &str, leaf_extensions: &str) {
        self.write("ca.cnf", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n");
        self.write("leaf.cnf", leaf_extensions);
        self.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out root.key");
        self.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out middle.key");
        self.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out leaf.key");
        self.request("root", "/CN=Test Root");
        self.run("x509 -req -in root.csr -signkey root.key -days 3650 -extfile ca.cnf -out root.pem");
        self.request("middle", "/CN=Test Intermediate");
        self.run("x509 -req -in middle.csr -CA root.pem -CAkey root.key -days 3650 -extfile ca.cnf -out middle.pem");
        self.request("leaf", leaf_subject);
        self.run("x509 -req -in leaf.csr -CA middle.pem -CAkey middle.key -days 365 -extfile leaf.cnf -out leaf.pem");
    }

    pub(crate) fn request(&self, name: &str, subject: &str) {
        self.run_with(&format!("req -new -key {name}.key -out {name}.csr -subj"), &[subject]);
    }

    pub(crate) fn der(&self, pem: &str) -> Vec<u8> {
        self.run(&format!("x509 -in {pem} -outform DER -out {pem}.der"));
        self.read(&format!("{pem}.der"))
    }

    /// Returns a moment, unix seconds, at which the certificates made above are valid.
    pub(crate) fn now(&self, pem: &str) -> i64 {
        let der = self.der(pem);
        let (_, certificate) = x509_parser::parse_x509_certificate(&der).unwrap();
        certificate.validity().not_before.timestamp() + 60
    }
}
