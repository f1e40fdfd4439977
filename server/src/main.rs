//! `concordat`: one program with commands. See [`server::commands`].

use std::process::ExitCode;

use clap::Parser;
use server::commands::{self, CommandLine};

fn main() -> ExitCode {
    // clap ends with 2 on wrong use, and with 0 after `--help`.
    let command_line = CommandLine::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("concordat: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(command_line)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("concordat: {error:#}");
            ExitCode::FAILURE
        }
    }
}
