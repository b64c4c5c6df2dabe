//! `groundtruth key`: the recovery sheet of the master key. The only place that shows the key to anyone.

use std::io::Read;

use clap::Subcommand;
use zeroize::Zeroizing;

use crate::domain::keys::{MasterKey, read_sheet, write_sheet};
use crate::infra::clock::Machine;
use crate::infra::config::Config;
use crate::infra::master_key::{KeySource, note_confirmation};

use super::Failure;

/// A sheet is a few hundred characters; more was not typed from one.
const LONGEST_SHEET: u64 = 16 * 1024;

#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Print the recovery sheet: write it down and keep it apart from the data.
    Sheet,
    /// Type the sheet back, on standard input: shows that it was written down right.
    Confirm,
    /// Make the key file again from the sheet, on standard input. Another key is never overwritten.
    Restore,
}

pub fn run(command: KeyCommand, config: &Config) -> Result<(), Failure> {
    let source = KeySource::of(config).map_err(Failure::failed)?;
    match command {
        KeyCommand::Sheet => sheet(&source),
        KeyCommand::Confirm => confirm(&source, config),
        KeyCommand::Restore => restore(&source, config),
    }
}

fn sheet(source: &KeySource) -> Result<(), Failure> {
    let key = match source.read().map_err(Failure::failed)? {
        Some(key) => key,
        None => source.make(&Machine).map_err(Failure::failed)?,
    };
    anstream::println!(
        "# Groundtruth recovery sheet, key {}\n\
         # Whoever has this sheet and the data can read everything. Without the key nobody can.\n\
         # Write it by hand or print it, and keep it apart from the data and its backups.\n\
         # There is no I, L, O or U in it.",
        key.fingerprint()
    );
    anstream::print!("{}", *write_sheet(&key));
    anstream::println!("# Then type it into `groundtruth key confirm`.");
    Ok(())
}

fn confirm(source: &KeySource, config: &Config) -> Result<(), Failure> {
    let typed = typed()?;
    let key = source.read().map_err(Failure::failed)?.ok_or_else(|| {
        Failure::NotThere(format!("there is no master key at {}", source.place()))
    })?;
    if typed.bytes() != key.bytes() {
        return Err(Failure::Unusable(format!(
            "this is the sheet of another key ({}); the one in use is {}",
            typed.fingerprint(),
            key.fingerprint()
        )));
    }
    note_confirmation(&config.data, &key).map_err(Failure::failed)?;
    anstream::println!(
        "the sheet is right: it would bring back key {}",
        key.fingerprint()
    );
    Ok(())
}

fn restore(source: &KeySource, config: &Config) -> Result<(), Failure> {
    let key = typed()?;
    source.write(&key).map_err(Failure::failed)?;
    note_confirmation(&config.data, &key).map_err(Failure::failed)?;
    anstream::println!("key {} is at {}", key.fingerprint(), source.place());
    Ok(())
}

fn typed() -> Result<MasterKey, Failure> {
    let mut text = Zeroizing::new(String::new());
    let read = std::io::stdin()
        .take(LONGEST_SHEET)
        .read_to_string(&mut text);
    read.map_err(|error| Failure::Unusable(error.to_string()))?;
    read_sheet(&text).map_err(|error| Failure::Unusable(error.to_string()))
}
