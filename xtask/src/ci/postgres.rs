//! A PostgreSQL server of our own for one run of the tests: a fresh folder, a free port on loopback, gone afterwards.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::command::{finish, is_root};

const READY_TIMEOUT: Duration = Duration::from_secs(30);
const LOG_LINES: usize = 20;

/// A running server; dropping it stops it and removes its folder.
pub(super) struct Postgres {
    folder: PathBuf,
    port: u16,
    server: Child,
}

impl Postgres {
    /// Starts a server and waits until it answers.
    pub(super) fn start() -> Result<Self, String> {
        let programs = programs()?;
        let folder = std::env::temp_dir().join(format!("vestibule-ci-{}", std::process::id()));
        let data = folder.join("data");
        fs::create_dir_all(&folder).map_err(|error| format!("making {}: {error}", folder.display()))?;
        if is_root() {
            finish(Command::new("chown").arg("nobody:nogroup").arg(&folder))?;
        }
        let initdb = ["-U", "vestibule", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
        finish(
            as_nobody(&programs.join("initdb"), &folder)
                .arg("-D")
                .arg(&data)
                .args(initdb)
                .stdout(Stdio::null()),
        )?;

        let port = free_port()?;
        let log =
            fs::File::create(folder.join("log")).map_err(|error| format!("PostgreSQL's log: {error}"))?;
        let also_log = log.try_clone().map_err(|error| format!("PostgreSQL's log: {error}"))?;
        let server = as_nobody(&programs.join("postgres"), &folder)
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"])
            .args(["-c", "fsync=off", "-c"]) // safe only because nothing here outlives the run
            .arg(format!("unix_socket_directories={}", folder.display()))
            .stdout(log)
            .stderr(also_log)
            .spawn()
            .map_err(|error| format!("starting PostgreSQL: {error}"))?;
        let mut postgres = Self { folder, port, server };
        postgres.wait(&programs)?;
        Ok(postgres)
    }

    /// Returns the address of its administrative database.
    pub(super) fn url(&self) -> String {
        format!("postgres://vestibule@127.0.0.1:{}/postgres", self.port)
    }

    /// Returns the last lines of its log.
    pub(super) fn log_tail(&self) -> String {
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(LOG_LINES)..].join("\n")
    }

    fn wait(&mut self, programs: &Path) -> Result<(), String> {
        let begun = Instant::now();
        let port = self.port.to_string();
        while begun.elapsed() < READY_TIMEOUT {
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(format!("PostgreSQL ended with {status}:\n{}", self.log_tail()));
            }
            let asked = Command::new(programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &port, "-t", "1"])
                .status();
            if asked.is_ok_and(|status| status.success()) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(format!("PostgreSQL did not answer in {} s:\n{}", READY_TIMEOUT.as_secs(), self.log_tail()))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGQUIT makes it stop at once with all its processes; killing only the first would leave the others behind.
        let asked = Command::new("kill").args(["-QUIT", &self.server.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Returns a call that runs as an ordinary user, because PostgreSQL refuses root, and ends when we are killed.
fn as_nobody(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]);
    }
    command.args(["--pdeathsig", "QUIT"]).arg(program).current_dir(folder).stdin(Stdio::null());
    command
}

/// Returns the folder with the programs of the newest PostgreSQL; Debian keeps them off the search path.
fn programs() -> Result<PathBuf, String> {
    let versions =
        fs::read_dir("/usr/lib/postgresql").map_err(|error| format!("/usr/lib/postgresql: {error}"))?;
    versions
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .max()
        .map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin")))
        .ok_or_else(|| "no PostgreSQL below /usr/lib/postgresql".to_owned())
}

fn free_port() -> Result<u16, String> {
    let socket = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    socket.map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}
