//! Writes sample reports, and those read from JSON editions, in every edition:
//! `cargo run -p groundtruth-reports --example write_reports -- DIR [REPORT.json …]`.

#[path = "../tests/samples/mod.rs"]
mod samples;

use groundtruth_reports::export::{csv, html, json, pdf, xlsx};
use groundtruth_reports::model::Report;
use groundtruth_reports::photographs::{NoPhotographs, Photographs};
use samples::extremes::{long_table, long_word, many_findings, tall_and_wide};
use std::{env, error::Error, fs, path::Path, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1).map(PathBuf::from);
    let folder = arguments.next().ok_or("name a folder to write to")?;
    fs::create_dir_all(&folder)?;
    let reports = [
        ("mshengu", samples::mshengu()),
        ("all-kept", samples::all_kept()),
        ("everything", samples::everything()),
        ("right-to-left", samples::from_right_to_left()),
        ("empty", samples::empty()),
        ("long-table", long_table(2_000)),
        ("long-word", long_word()),
        ("many-findings", many_findings(200)),
    ];
    for (name, report) in reports {
        write(&folder, name, &report, &samples::photographs())?;
    }
    let (report, bytes) = tall_and_wide();
    write(&folder, "tall-and-wide", &report, &bytes)?;
    for file in arguments {
        let report = json::read(&fs::read(&file)?)?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        write(&folder, &name, &report, &NoPhotographs)?;
    }
    Ok(())
}

fn write(
    folder: &Path,
    name: &str,
    report: &Report,
    photographs: &dyn Photographs,
) -> Result<(), Box<dyn Error>> {
    let at = |ending: &str| folder.join(format!("{name}.{ending}"));
    let page = html::write_with_photographs(report, photographs)?;
    fs::write(at("html"), page)?;
    fs::write(at("json"), json::write(report)?)?;
    fs::write(at("pdf"), pdf::bytes(report, photographs)?)?;
    fs::write(at("xlsx"), xlsx::write(report)?)?;
    let tables = folder.join(name);
    fs::create_dir_all(&tables)?;
    for file in csv::write(report, &[])? {
        fs::write(tables.join(&file.name), &file.bytes)?;
    }
    Ok(())
}
