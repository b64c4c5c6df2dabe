//! A comparison in a terminal, and as rows for a spreadsheet. The words are the report's.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use groundtruth_reports::model::{Cell, PromiseRow, Report, VerdictCode};

const WIDTH: usize = 96;

/// The whole comparison for reading.
pub fn report(report: &Report) -> String {
    let mut out = String::new();
    for stamp in &report.stamps {
        line(&mut out, &dim(&stamp.text));
    }
    line(&mut out, &bold(&report.title));
    for answer in &report.answer {
        line(&mut out, &wrapped(answer, ""));
    }
    for row in &report.promises {
        out.push('\n');
        promise(&mut out, row);
    }
    if !report.refusals.is_empty() {
        out.push('\n');
        line(&mut out, &bold("For the audit as a whole"));
        for refusal in &report.refusals {
            let about = refusal
                .about
                .as_deref()
                .map_or_else(String::new, |a| format!(" {a}"));
            line(
                &mut out,
                &wrapped(
                    &format!("{}: {}{about}", refusal.code, refusal.sentence),
                    "  ",
                ),
            );
        }
    }
    out
}

/// One promise through the four words.
pub fn promise(out: &mut String, row: &PromiseRow) {
    let verdict = row.verdict.as_ref().map_or_else(String::new, |v| {
        let mut text = v.label.clone();
        for more in v
            .reason
            .iter()
            .map(|r| r.label.clone())
            .chain(v.qualifier.clone())
        {
            let _ = write!(text, ": {more}");
        }
        painted(v.code, &text)
    });
    let grade = row
        .grade
        .as_ref()
        .map_or_else(String::new, |g| format!(" · {}", g.label));
    let which: Vec<&str> = row
        .reading
        .iter()
        .chain(&row.slice)
        .map(String::as_str)
        .collect();
    let which = if which.is_empty() {
        String::new()
    } else {
        dim(&format!(" [{}]", which.join("; ")))
    };
    line(
        out,
        &format!("{}  {}{which}", bold(&row.number), row.sentence),
    );
    line(out, &format!("      {verdict}{grade}"));
    for (word, cell) in [
        ("promised", &row.promised),
        ("claimed", &row.claimed),
        ("found", &row.found),
    ] {
        line(out, &labelled(word, &cell_text(cell)));
    }
    if let Some(gap) = row.gap.as_ref().filter(|g| !g.text.is_empty()) {
        line(out, &labelled("gap", &gap.text));
    }
    if let Some(interval) = &row.interval {
        let text = format!(
            "{} ({}, {})",
            interval.text, interval.level, interval.method.label
        );
        line(out, &labelled("range", &text));
    }
    let money = match (&row.money.refused, row.money.lines.is_empty()) {
        (Some(sentence), true) => Some(sentence.clone()),
        (Some(sentence), false) => {
            Some(format!("lines {}; {sentence}", row.money.lines.join(", ")))
        }
        (None, false) => Some(format!("lines {}", row.money.lines.join(", "))),
        (None, true) => None,
    };
    if let Some(money) = money {
        line(out, &labelled("money", &money));
    }
    if !row.refusals.is_empty() {
        let codes: Vec<&str> = row.refusals.iter().map(|r| r.code.as_str()).collect();
        line(out, &dim(&labelled("refused", &codes.join(" "))));
    }
}

/// The comparison as comma-separated values, one row for each row.
pub fn csv(report: &Report) -> Result<String, Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "promise",
        "sentence",
        "reading",
        "slice",
        "verdict",
        "reason",
        "grade",
        "promised",
        "claimed",
        "found",
        "found_counted_by",
        "gap",
        "codes",
        "stamp",
    ])?;
    let stamps: Vec<&str> = report.stamps.iter().map(|s| s.text.as_str()).collect();
    for row in &report.promises {
        let verdict = row.verdict.as_ref();
        let counted = row
            .found
            .figures
            .first()
            .and_then(|f| f.who_counted.as_ref())
            .map_or("", |c| c.code.as_str());
        let codes: Vec<&str> = row.refusals.iter().map(|r| r.code.as_str()).collect();
        let fields = [
            row.number.clone(),
            row.sentence.clone(),
            row.reading.clone().unwrap_or_default(),
            row.slice.clone().unwrap_or_default(),
            verdict.map_or("", |v| v.code.code()).to_owned(),
            verdict
                .and_then(|v| v.reason.as_ref())
                .map_or_else(String::new, |r| r.code.clone()),
            row.grade
                .as_ref()
                .map_or("none", |g| g.code.as_str())
                .to_owned(),
            cell_text(&row.promised),
            cell_text(&row.claimed),
            cell_text(&row.found),
            counted.to_owned(),
            row.gap
                .as_ref()
                .map_or_else(String::new, |g| g.text.clone()),
            codes.join(" "),
            stamps.join(" | "),
        ];
        writer.write_record(fields.iter().map(|f| guarded(f)))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// A spreadsheet takes a cell that begins like this for a formula; an apostrophe makes it text.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What stands in a cell, with who counted it.
pub fn cell_text(cell: &Cell) -> String {
    if cell.figures.is_empty() {
        return cell.sentence.clone().unwrap_or_else(|| "—".to_owned());
    }
    let texts = cell.figures.iter().map(|f| {
        let unit = f
            .unit
            .as_deref()
            .filter(|u| !f.text.ends_with(u))
            .map_or_else(String::new, |u| format!(" {u}"));
        let who = f
            .who_counted
            .as_ref()
            .map_or_else(String::new, |c| format!(" ({})", c.label));
        format!("{}{unit}{who}", f.text)
    });
    texts.collect::<Vec<_>>().join("; ")
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// Breaks a text into lines of readable length, each with the same indent.
pub fn wrapped(text: &str, indent: &str) -> String {
    hanging(text, indent, indent)
}

/// A word in its column, and a text that hangs beside it.
fn labelled(label: &str, text: &str) -> String {
    hanging(text, &format!("      {label:<10}"), &" ".repeat(16))
}

/// Breaks a text into lines of readable length, the first after one indent, the rest after another.
fn hanging(text: &str, first: &str, rest: &str) -> String {
    let mut lines = Vec::new();
    let mut current = first.to_owned();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        if !is_empty && current.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut current, rest.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
        }
        current.push_str(word);
        is_empty = false;
    }
    lines.push(current);
    lines.join("\n")
}

pub fn bold(text: &str) -> String {
    let style = Style::new().bold();
    format!("{style}{text}{style:#}")
}

pub fn dim(text: &str) -> String {
    let style = Style::new().dimmed();
    format!("{style}{text}{style:#}")
}

fn painted(code: VerdictCode, text: &str) -> String {
    let colour = match code {
        VerdictCode::Delivered => AnsiColor::Green,
        VerdictCode::PartlyDelivered => AnsiColor::Yellow,
        VerdictCode::NotDelivered => AnsiColor::Red,
        VerdictCode::WrongWay => AnsiColor::Magenta,
        VerdictCode::NotDue | VerdictCode::CannotJudge | VerdictCode::StandardDisputed => {
            AnsiColor::BrightBlack
        }
    };
    let style = Style::new().fg_color(Some(colour.into())).bold();
    format!("{style}{text}{style:#}")
}
