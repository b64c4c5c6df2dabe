//! `groundtruth log`: the evidence log of this database as a list, as proofs for others, and under examination; and
//! the checking of proofs from elsewhere, which needs no database.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::db::log::{
    LogLine, checkpoints_of, consistency_from, events_of, proof_of, verifier, verify_log,
};
use crate::db::{StorageError, read, write};
use crate::domain::log::note::Verifier;
use crate::domain::log::{Checkpoint, Consistency, Proof};
use crate::infra::app::Ctx;
use crate::infra::config::Config;
use crate::infra::words::Words;

use super::Failure;
use super::opening::open;
use super::publish::put;

/// Events that are read together.
const PAGE: u64 = 1000;

/// More than this is no proof and no head.
const LONGEST: u64 = 1024 * 1024;

#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// List the signed heads and the events: index, kind, when it was received.
    Show,
    /// Print the public key of the log. Publish it: whoever checks a proof needs it from you, not from the proof.
    Key,
    /// Sign the head of the log as it is now, and print it.
    Checkpoint,
    /// Write the proof that an event is in the log.
    Prove {
        /// Index of the event, as `show` lists it.
        seq: u64,
        /// Where to write it: FILE.tlog-proof.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Write the proof that the log continues an earlier head.
    Consistency {
        /// How many events the earlier head covers: its second line.
        old: u64,
        /// Where to write it.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Check a proof, or without one every row of this database's log.
    Verify(Verify),
}

#[derive(Debug, Args)]
pub struct Verify {
    /// A proof that an event is in a log, or that a log continues an earlier head.
    file: Option<PathBuf>,
    /// The public key of the log, as its organisation publishes it.
    #[arg(long, value_name = "KEY", requires = "file")]
    vkey: Option<String>,
    /// A signed head that you kept.
    #[arg(long, value_name = "FILE", requires = "file")]
    checkpoint: Option<PathBuf>,
}

pub async fn run(command: LogCommand, config: Config, words: Words) -> Result<(), Failure> {
    match command {
        LogCommand::Verify(Verify {
            file: Some(file),
            vkey,
            checkpoint,
        }) => verify_file(&file, vkey.as_deref(), checkpoint.as_deref()),
        LogCommand::Verify(_) => verify_rows(&open(config, words).await?).await,
        LogCommand::Show => show(&open(config, words).await?).await,
        LogCommand::Key => key(&open(config, words).await?).await,
        LogCommand::Checkpoint => {
            let ctx = open(config, words).await?;
            anstream::print!("{}", sign(&ctx).await?);
            Ok(())
        }
        LogCommand::Prove { seq, out } => {
            let ctx = open(config, words).await?;
            sign(&ctx).await?;
            let proof = proof_of(ctx.app.db.reads(), ctx.scope, seq).await;
            write_out(&out, &proof.map_err(told)?.text())
        }
        LogCommand::Consistency { old, out } => {
            let ctx = open(config, words).await?;
            sign(&ctx).await?;
            let proof = consistency_from(ctx.app.db.reads(), ctx.scope, old).await;
            write_out(&out, &proof.map_err(told)?.text())
        }
    }
}

async fn sign(ctx: &Ctx) -> Result<String, Failure> {
    let mut ids = ctx.ids();
    let signed = write(&ctx.app.db, async |txn| ctx.checkpoint(txn, &mut ids).await);
    let signed: Result<_, StorageError> = signed.await;
    Ok(signed.map_err(told)?.note)
}

async fn show(ctx: &Ctx) -> Result<(), Failure> {
    let conn = ctx.app.db.reads();
    let heads = checkpoints_of(conn, ctx.scope).await.map_err(told)?;
    anstream::println!("{} signed heads", heads.len());
    for head in &heads {
        let root = head.note.lines().nth(2).unwrap_or_default();
        anstream::println!("{:>8}  {root}", head.size);
    }
    let mut from = 0;
    loop {
        let lines = events_of(conn, ctx.scope, from, PAGE).await.map_err(told)?;
        if from == 0 {
            anstream::println!(
                "{}",
                if lines.is_empty() {
                    "no events yet"
                } else {
                    "events"
                }
            );
        }
        let Some(last) = lines.last() else {
            return Ok(());
        };
        from = last.seq + 1;
        for line in &lines {
            anstream::println!("{}", told_line(line));
        }
    }
}

fn told_line(line: &LogLine) -> String {
    match &line.event {
        Some(event) => format!(
            "{:>8}  {:<28} {}  subject {:?}",
            line.seq,
            event.kind(),
            event.received,
            line.subject
        ),
        None => format!(
            "{:>8}  {:<28} subject {:?}",
            line.seq, "(erased)", line.subject
        ),
    }
}

async fn key(ctx: &Ctx) -> Result<(), Failure> {
    // The log begins with its first event or its first signed head.
    sign(ctx).await?;
    let found = verifier(ctx.app.db.reads(), ctx.scope).await;
    let found = found
        .map_err(told)?
        .ok_or(StorageError::NotThere { what: "log" });
    anstream::println!("{}", found.map_err(told)?.text());
    Ok(())
}

async fn verify_rows(ctx: &Ctx) -> Result<(), Failure> {
    let mut ids = ctx.ids();
    let key = write(&ctx.app.db, async |txn| {
        ctx.organisation_key(txn, &mut ids).await
    });
    let key = key.await.map_err(told)?;
    let state = read(&ctx.app.db, async |txn| {
        verify_log(txn, ctx.scope, &key).await
    });
    let state = state.await.map_err(told)?;
    if state.faults.is_empty() {
        anstream::println!(
            "in order: {} events, of which {} were erased, and {} signed heads",
            state.events,
            state.erased,
            state.checkpoints
        );
        return Ok(());
    }
    let faults: Vec<String> = state.faults.iter().map(ToString::to_string).collect();
    Err(Failure::Unusable(faults.join("\n")))
}

fn verify_file(file: &Path, vkey: Option<&str>, kept: Option<&Path>) -> Result<(), Failure> {
    let vkey = vkey.ok_or_else(|| {
        Failure::Unusable(
            "name the public key of the log with --vkey, as its organisation publishes it: \
             a key out of the proof itself would prove nothing"
                .to_owned(),
        )
    })?;
    let verifier = Verifier::parse(vkey).map_err(unusable)?;
    let text = text_of(file)?;
    let kept = kept.map(text_of).transpose()?;
    if text.starts_with("old ") {
        let kept = kept.ok_or_else(|| {
            Failure::Unusable("name the earlier head that you kept with --checkpoint".to_owned())
        })?;
        let (old, new) = Consistency::verify(&text, &kept, &verifier).map_err(unusable)?;
        anstream::println!(
            "holds: the log of {} events continues the one of {}; nothing was changed or removed between them",
            new.size,
            old.size
        );
        return Ok(());
    }
    let (event, head) = Proof::verify(&text, &verifier).map_err(unusable)?;
    if let Some(kept) = kept {
        let kept = Checkpoint::open(&kept, &verifier).map_err(unusable)?;
        if kept != head {
            let reason = if kept.size == head.size {
                "the head in the proof is not the one that you kept, though both cover as many events: \
                 two logs were shown"
            } else {
                "the head in the proof covers another number of events than the one that you kept: \
                 ask for the proof that the one continues the other (`groundtruth log consistency`)"
            };
            return Err(Failure::Unusable(reason.to_owned()));
        }
    }
    let body = event.to_bytes().map_err(unusable)?;
    anstream::println!(
        "holds: event {} is in {} at {} events\n{}",
        u64::from(event.seq),
        head.origin,
        head.size,
        String::from_utf8_lossy(&body)
    );
    Ok(())
}

/// The text of a proof, a head or a key; none of them is long.
fn text_of(file: &Path) -> Result<String, Failure> {
    let read = || {
        let mut text = String::new();
        let mut bounded = fs::File::open(file)?.take(LONGEST + 1);
        bounded.read_to_string(&mut text)?;
        if text.len() as u64 > LONGEST {
            let reason = format!("longer than {LONGEST} bytes, and so neither a proof nor a head");
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(text)
    };
    read().map_err(|error: io::Error| {
        let said = format!("{}: {error}", file.display());
        match error.kind() {
            io::ErrorKind::NotFound => Failure::NotThere(said),
            io::ErrorKind::InvalidData => Failure::Unusable(said),
            _ => Failure::Failed(said),
        }
    })
}

fn write_out(out: &Path, text: &str) -> Result<(), Failure> {
    put(out, text.as_bytes())?;
    anstream::println!("{}", out.display());
    Ok(())
}

fn unusable(error: impl std::fmt::Display) -> Failure {
    Failure::Unusable(format!("does not hold: {error}"))
}

fn told(error: StorageError) -> Failure {
    match error {
        StorageError::NotThere { .. } => Failure::NotThere(error.to_string()),
        other => Failure::failed(other),
    }
}
