//! One process, measured: how long, how much of the processor, how much memory at most.

use super::content::{Folder, report};
use groundtruth_reports::export::pdf;
use std::io::BufWriter;
use std::path::Path;
use std::process::Command;

/// What one run cost.
pub struct Round {
    pub wall: f64,
    pub cpu: f64,
    /// MiB.
    pub memory: f64,
    pub pages: usize,
    pub bytes: u64,
}

/// Prints a workload in this process and says what it held.
pub fn print_once(workload: &str, folder: &Path) {
    let report = report(workload, folder);
    let path = folder.join(format!("{workload}-ours.pdf"));
    let file = std::fs::File::create(path).expect("room on the disk");
    let mut target = BufWriter::with_capacity(1 << 16, file);
    pdf::write(&report, &Folder(folder.to_owned()), &mut target).expect("a PDF");
    drop(target);
    println!("{}", own_cost());
}

/// Processor time in seconds and the most memory in KiB, as the kernel counts them.
fn own_cost() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak
        .and_then(|peak| peak.split_whitespace().next())
        .unwrap_or("0");
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks: f64 = fields
        .iter()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    format!("{} {peak}", ticks / 100.0)
}

/// A run of ours.
#[expect(
    clippy::disallowed_methods,
    reason = "each round is a process of its own"
)]
pub fn ours(workload: &str, folder: &Path) -> Round {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--once", workload]).arg(folder);
    let path = folder.join(format!("{workload}-ours.pdf"));
    measured(command, &path).expect("this program runs")
}

/// A run of ReportLab; none where it is not installed.
#[expect(
    clippy::disallowed_methods,
    reason = "the baseline is another program, and a person may name it"
)]
pub fn reportlab(workload: &str, folder: &Path) -> Option<Round> {
    let python = std::env::var("GROUNDTRUTH_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    let path = folder.join(format!("{workload}-reportlab.pdf"));
    command.args(["-c", include_str!("reportlab.py")]);
    command
        .arg(folder.join(format!("{workload}.json")))
        .arg(&path);
    measured(command, &path)
}

#[expect(clippy::disallowed_methods, reason = "a bench takes the time")]
fn measured(mut command: Command, path: &Path) -> Option<Round> {
    let began = std::time::Instant::now();
    let output = command
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let wall = began.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut numbers = said
        .split_whitespace()
        .filter_map(|word| word.parse::<f64>().ok());
    let (cpu, memory) = (numbers.next()?, numbers.next()? / 1024.0);
    let bytes = std::fs::metadata(path).ok()?.len();
    let pages = lopdf::Document::load(path).map_or(0, |doc| doc.get_pages().len());
    Some(Round {
        wall,
        cpu,
        memory,
        pages,
        bytes,
    })
}
