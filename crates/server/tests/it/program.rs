//! The program in a process of its own, so that it can be killed and its output read.

use crate::installation::{PASSWORD, PERSON, TOPIC, any_port, configuration};
use server::config::Config;
use server::{config, tls, wiring};
use sim::Network;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;

/// An installation on disk, and how to run the program on it.
pub(crate) struct Program {
    pub(crate) config: Config,
    pub(crate) ca_pem: String,
    folder: TempDir,
}

/// The serving program; killed when dropped.
pub(crate) struct Running(Child);

impl Program {
    /// Installs: an account for [`PERSON`] and a push certificate, by the program's own commands.
    pub(crate) async fn install(database: Option<String>) -> Self {
        tls::install_provider();
        let folder = tempfile::tempdir().unwrap();
        let address = any_port().await.local_addr().unwrap();
        let mut config = configuration(&folder, address);
        config.database.url = database.map(config::Secret::new);
        let app = wiring::start_for_operator(&config).await.unwrap();
        let ca_pem = app.ca_pem();
        app.close().await.unwrap();
        let program = Self { config, ca_pem, folder };
        fs::write(program.path("password"), PASSWORD).unwrap();
        fs::write(program.path("push.pem"), testkit::push_certificate(TOPIC)).unwrap();
        program.run(&["account", "create", PERSON, "--password-file", "password"]);
        program.run(&["push-certificate", "install", "push.pem"]);
        program
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn enroll_url(&self) -> String {
        format!("https://{}/enroll", self.config.server.listen)
    }

    pub(crate) fn network(&self) -> Network {
        Network::new(Some(self.ca_pem.as_bytes())).unwrap()
    }

    /// Runs a command to its end; it must succeed.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        output
    }

    /// Runs a command that must fail; returns what it says on standard error.
    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Runs a command that finds something wrong; returns what it says on standard output.
    pub(crate) fn fails(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Serves, with standard error in the file `log`; returns when the listener answers.
    pub(crate) async fn serve(&self) -> Running {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.path("log")).unwrap();
        let child = self.command(&["serve"]).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let mut running = Running(child);
        while TcpStream::connect(self.config.server.listen).await.is_err() {
            let ended = running.0.try_wait().unwrap();
            assert!(ended.is_none(), "{ended:?}: {}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        running
    }

    /// Serves once more beside the first, on an address of its own, which it returns.
    pub(crate) async fn serve_beside(&self) -> (Running, SocketAddr) {
        let address = any_port().await.local_addr().unwrap();
        let log = fs::OpenOptions::new().create(true).append(true).open(self.path("log")).unwrap();
        let mut command = self.command(&["serve"]);
        command.env("VESTIBULE_SERVER__LISTEN", address.to_string());
        let mut running = Running(command.stdout(Stdio::null()).stderr(log).spawn().unwrap());
        while TcpStream::connect(address).await.is_err() {
            let ended = running.0.try_wait().unwrap();
            assert!(ended.is_none(), "{ended:?}: {}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        (running, address)
    }

    /// Returns everything logged so far.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
        let base_url = self.config.server.base_url.as_ref().unwrap().to_string();
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command.env("VESTIBULE_SERVER__BASE_URL", base_url);
        command.env("VESTIBULE_SERVER__LISTEN", self.config.server.listen.to_string());
        command.env("VESTIBULE_DATA__FOLDER", &self.config.data.folder);
        command.env("VESTIBULE_LOG__FILTER", "debug");
        if let Some(url) = &self.config.database.url {
            command.env("VESTIBULE_DATABASE__URL", url.expose());
        }
        command
    }
}

impl Running {
    /// Kills the program where it stands, as a power cut would.
    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Returns the process id.
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// Waits for the program to end by itself and says whether it succeeded.
    pub(crate) async fn ended(mut self) -> bool {
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.success();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}
