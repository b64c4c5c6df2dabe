//! What a PDF costs, beside ReportLab with the same content: `cargo bench -p groundtruth-reports --bench pdf`.
//!
//! Two workloads: a report with 2,000 rows of figures, 12 plots and 60 photographs of about a megabyte, and
//! 200 pages of text and tables without photographs. Each round starts a fresh process of either kind, one
//! after the other, and takes time, processor time and the most memory it held. ReportLab is started by
//! `python3`, or by the program that `GROUNDTRUTH_BENCH_PYTHON` names; without it our own figures stand
//! alone. Nothing here passes or fails.

mod content;
mod jpeg;
mod measure;

use measure::{Round, ours, reportlab};
use std::path::PathBuf;

/// Rounds that count; one more goes before them to warm up.
const ROUNDS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, workload, folder, ..] = arguments.as_slice()
        && flag == "--once"
    {
        measure::print_once(workload, &PathBuf::from(folder));
        return;
    }
    let folder = std::env::temp_dir().join("groundtruth-bench-pdf");
    std::fs::create_dir_all(&folder).expect("a folder for the photographs");
    content::write_photographs(&folder);
    for workload in ["photographs", "text"] {
        content::write_json(workload, &folder);
        compare(workload, &folder);
    }
}

fn compare(workload: &str, folder: &std::path::Path) {
    let mut rounds: Vec<(Round, Option<Round>)> = Vec::new();
    for round in 0..=ROUNDS {
        let pair = (ours(workload, folder), reportlab(workload, folder));
        if round > 0 {
            rounds.push(pair);
        }
    }
    let own: Vec<&Round> = rounds.iter().map(|(own, _)| own).collect();
    println!(
        "{workload}: {} pages, {} KiB",
        own[0].pages,
        own[0].bytes / 1024
    );
    report("  ours", &own);
    let other: Option<Vec<&Round>> = rounds.iter().map(|(_, other)| other.as_ref()).collect();
    let Some(other) = other else {
        println!(
            "  skipped: ReportLab is missing (pip install reportlab, or name a python with it in GROUNDTRUTH_BENCH_PYTHON)"
        );
        return;
    };
    println!(
        "  ReportLab: {} pages, {} KiB",
        other[0].pages,
        other[0].bytes / 1024
    );
    report("  ReportLab", &other);
    ratio("processor time", &rounds, |round| round.cpu);
    ratio("wall time", &rounds, |round| round.wall);
    ratio("peak memory", &rounds, |round| round.memory);
}

fn report(name: &str, rounds: &[&Round]) {
    let of = |take: fn(&Round) -> f64| median(rounds.iter().map(|round| take(round)).collect());
    println!(
        "{name}: {:.0} ms processor, {:.0} ms wall, {:.0} MiB peak",
        of(|round| round.cpu * 1000.0),
        of(|round| round.wall * 1000.0),
        of(|round| round.memory)
    );
}

fn ratio(name: &str, rounds: &[(Round, Option<Round>)], take: fn(&Round) -> f64) {
    let ratios: Vec<f64> = rounds
        .iter()
        .filter_map(|(own, other)| Some(take(own) / take(other.as_ref()?)))
        .collect();
    let worst = ratios.iter().copied().fold(0.0, f64::max);
    println!(
        "  {name}: {:.2} of ReportLab (worst round {worst:.2})",
        median(ratios)
    );
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
