//! Workloads over HTTP, each beside a bare server of axum and sea-orm on SQLite that does nothing else: taking in an
//! observation of twelve answers, the same with a photograph of 300 KB, a page of the 50 newest of 100,000, and what is asked on
//! every view of 24,000 cells. Ours checks the token, validates, seals and appends to the evidence log.
//!
//! Each server is a process of its own, on a database of its own with as many rows. The rounds are interleaved, and CPU of the
//! server comes first: it survives a busy machine. `cargo bench --bench serving -- [intake|photo|pages]… [ROUNDS] [ROWS]`
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench measures time, and one that cannot go on stops"
)]

mod bare;
mod client;
mod drawing;
mod ours;

use std::path::PathBuf;

use client::{Child, Load, Unit};
use ours::Desk;

/// Observations in one round.
const TAKEN: usize = 3_000;
const WITH_PHOTOGRAPH: usize = 40;
const PAGES: usize = 600;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, folder, rows] = words.as_slice() {
        let (folder, rows) = (PathBuf::from(folder), rows.parse().unwrap_or(0));
        let runtime = || {
            tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .unwrap()
        };
        match mode.as_str() {
            "serve-ours" => return runtime().block_on(ours::serve(folder, rows)),
            "serve-bare" => return runtime().block_on(bare::serve(folder, rows)),
            _ => {}
        }
    }
    let numbers: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let rounds = numbers.first().copied().unwrap_or(5).max(1);
    let rows = numbers.get(1).copied().unwrap_or(100_000);
    let all = ["intake", "photo", "pages"];
    let chosen: Vec<&str> = all
        .into_iter()
        .filter(|one| words.iter().any(|word| word == one))
        .collect();
    let chosen = if chosen.is_empty() {
        all.to_vec()
    } else {
        chosen
    };
    run(&chosen, rounds, rows);
}

fn run(chosen: &[&str], rounds: usize, rows: usize) {
    let folder = tempfile::tempdir().unwrap();
    let bare = Child::start("serve-bare", folder.path().join("bare"), rows);
    let ours = Child::start("serve-ours", folder.path().join("ours"), rows);
    let desk = Desk::begun(&ours);
    println!("{rows} rows each, {rounds} rounds");
    for what in chosen {
        match *what {
            "intake" => {
                for (connections, name) in [(8, "intake, 8 connections"), (32, "intake, 32")] {
                    let unit = (Unit::Bare(bare::observation), desk.observation());
                    compared(name, (&bare, &ours), unit, (rounds, connections, TAKEN));
                }
            }
            "photo" => {
                let picture = drawing::photograph();
                println!("a photograph of {} bytes", picture.len());
                let unit = (
                    bare::with_photograph(&picture),
                    desk.with_photograph(&picture),
                );
                let size = (rounds, 8, WITH_PHOTOGRAPH);
                compared("intake with a photograph", (&bare, &ours), unit, size);
            }
            _ => {
                for (name, theirs, path) in [
                    ("50 newest", "/page", "/checks/bench/visits"),
                    ("by agreement", "/dash", "/checks/bench/so-far"),
                ] {
                    for connections in [1, 16] {
                        let name = format!("{name}, {connections} connections");
                        let unit = (Unit::page(theirs, ""), desk.page(path));
                        let size = (rounds, connections, PAGES);
                        compared(&name, (&bare, &ours), unit, size);
                    }
                }
            }
        }
    }
    println!(
        "memory at its height: ours {} MiB, bare {} MiB",
        ours.peak_mib(),
        bare.peak_mib()
    );
}

/// One workload: ours and the bare server in turns.
fn compared(
    name: &str,
    (bare, ours): (&Child, &Child),
    (theirs, unit): (Unit, Unit),
    (rounds, connections, count): (usize, usize, usize),
) {
    let mut sum: [Vec<f64>; 9] = Default::default();
    for round in 0..=rounds {
        let b = Load::of(bare, connections, count, &theirs);
        let o = Load::of(ours, connections, count, &unit);
        if round == 0 {
            continue; // warming up
        }
        println!("{name}, round {round}: ours {o}; bare {b}");
        let figures = [
            o.cpu,
            b.cpu,
            o.cpu / b.cpu,
            o.p50,
            b.p50,
            o.p50 / b.p50,
            o.p99,
            o.each_second,
            o.each_second / b.each_second,
        ];
        for (all, figure) in sum.iter_mut().zip(figures) {
            all.push(figure);
        }
    }
    let worst_cpu = sum[2].iter().copied().fold(0.0, f64::max);
    let worst_p50 = sum[5].iter().copied().fold(0.0, f64::max);
    let slowest = sum[8].iter().copied().fold(f64::MAX, f64::min);
    let [
        cpu,
        their_cpu,
        ratio,
        p50,
        their_p50,
        slower,
        p99,
        rate,
        faster,
    ] = sum.map(|mut all| client::median(&mut all));
    println!(
        "{name}: CPU ours {cpu:.3} ms, bare {their_cpu:.3} ms, ratio {ratio:.2}, worst {worst_cpu:.2}; \
         p50 {p50:.2} ms of {their_p50:.2} ms, ratio {slower:.2}, worst {worst_p50:.2}; \
         p99 {p99:.1} ms, {rate:.0} each second, ratio {faster:.2}, worst {slowest:.2}"
    );
}
