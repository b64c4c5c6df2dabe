//! Writes sample reports in every edition: `cargo run -p groundtruth-reports --example write_reports -- DIR`.

#[path = "../tests/samples/mod.rs"]
mod samples;

use groundtruth_reports::export::{html, json};
use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name a folder to write to")?);
    fs::create_dir_all(&folder)?;
    let reports = [
        ("mshengu", samples::mshengu()),
        ("all-kept", samples::all_kept()),
        ("everything", samples::everything()),
        ("right-to-left", samples::from_right_to_left()),
        ("empty", samples::empty()),
    ];
    for (name, report) in reports {
        fs::write(
            folder.join(format!("{name}.html")),
            html::write_with_photographs(&report, &samples::photographs())?,
        )?;
        fs::write(folder.join(format!("{name}.json")), json::write(&report)?)?;
    }
    Ok(())
}
