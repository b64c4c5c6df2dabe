//! A tour of two minutes through three audits, in the terminal. Every figure comes from the reports.

use std::path::Path;

use groundtruth_reports::model::Report;

use super::table::{bold, cell_text, dim, promise, wrapped};

/// The audits of the tour, in its order, with what each shows.
const STOPS: [(&str, &str); 3] = [
    (
        "mshengu-toilets",
        "Promised against found, and why no amount of money is given",
    ),
    (
        "lahsa-outreach",
        "Claimed against found: what only the provider counted never counts as found",
    ),
    (
        "seniors-meals",
        "Every promise kept: a report without a failure is complete",
    ),
];

/// Tells the tour and where the reports are.
pub fn tell(written: &[(String, Report)], out: &Path) {
    anstream::println!(
        "{}",
        bold("Was it delivered? Three published audits in two minutes.")
    );
    for (name, shows) in STOPS {
        let Some((_, report)) = written.iter().find(|(n, _)| n == name) else {
            continue;
        };
        anstream::println!(
            "\n{}\n{}",
            bold(shows),
            bold(&"─".repeat(shows.chars().count()))
        );
        stop(report);
    }
    anstream::println!("\n{}", bold("Every audit has its report:"));
    for (name, report) in written {
        anstream::println!("  {}", out.join(format!("{name}.html")).display());
        anstream::println!("    {}", dim(&report.title));
    }
    anstream::println!(
        "\nBeside each stands {}, with every number and its working.",
        bold(".json")
    );
    anstream::println!(
        "Next: {}",
        bold("groundtruth compare practice-lunch-tables")
    );
}

fn stop(report: &Report) {
    for stamp in &report.stamps {
        anstream::println!("{}", dim(&stamp.text));
    }
    anstream::println!("{}", report.title);
    for answer in &report.answer {
        anstream::println!("{}", wrapped(answer, "  "));
    }
    if report.promises.iter().all(|row| {
        row.verdict
            .as_ref()
            .is_some_and(|v| v.code.code() == "delivered")
    }) {
        for row in &report.promises {
            let verdict = row
                .verdict
                .as_ref()
                .map_or_else(String::new, |v| v.label.clone());
            anstream::println!(
                "\n  {}  {}\n      {verdict} · found: {}",
                bold(&row.number),
                row.sentence,
                cell_text(&row.found)
            );
        }
        return;
    }
    for row in report.promises.iter().take(4) {
        let mut text = String::new();
        promise(&mut text, row);
        anstream::print!("\n{text}");
    }
    if report.promises.len() > 4 {
        anstream::println!(
            "\n  … and {} more rows in the report",
            report.promises.len() - 4
        );
    }
}
