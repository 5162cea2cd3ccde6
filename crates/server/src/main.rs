//! The `vestibule` binary: reads the command line and leaves the rest to the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
