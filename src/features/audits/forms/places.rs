//! Lists of places as people paste them: a name to a line, or a table with a head.

use crate::infra::action::{ActionError, Fields};

/// A longer text is a file for the imports.
const LONGEST: usize = 400_000;

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is called in the list, where the list gives a name of its own.
    pub code: Option<String>,
    /// What people call it.
    pub name: String,
    /// The group in which it is drawn.
    pub group: Option<String>,
}

/// Words of a head that name a column, in three languages: a code, a name, a group.
const HEADS: [&[&str]; 3] = [
    &[
        "id", "code", "no", "número", "numero", "código", "codigo", "numéro",
    ],
    &[
        "name", "place", "site", "nombre", "lugar", "sitio", "nom", "lieu",
    ],
    &[
        "group", "stratum", "ward", "area", "cluster", "grupo", "estrato", "zona", "groupe",
        "strate", "zone",
    ],
];

/// Reads a list. A first line whose words name columns is a head; without one, a line is a name, and behind `|`, a tab or a
/// semicolon its group.
///
/// # Errors
/// What is wrong, with the line.
pub fn lines_of(text: &str) -> Result<Vec<Line>, ActionError> {
    let mut fields = Fields::default();
    let text = fields.text("lines", text.trim_start_matches('\u{feff}'), LONGEST);
    fields.done(())?;
    let first = text.lines().next().unwrap_or_default();
    let separator = [';', '\t', ',', '|']
        .into_iter()
        .find(|one| first.contains(*one));
    let heads: Vec<Option<usize>> = match separator {
        Some(separator) => columns(first, separator),
        None => columns(first, '\n'),
    };
    let lines = match heads.contains(&Some(1)) {
        true => table(&text, separator.unwrap_or(','), &heads)?,
        false => plain(&text),
    };
    checked(lines)
}

/// Which column each word of a head names.
fn columns(line: &str, separator: char) -> Vec<Option<usize>> {
    let words = line.split(separator);
    let column = |word: &str| {
        let word = word.trim().trim_matches('"').to_lowercase();
        HEADS
            .iter()
            .position(|names| names.contains(&word.as_str()))
    };
    words.map(column).collect()
}

fn plain(text: &str) -> Vec<(usize, Line)> {
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let (name, group) = match line.split_once(['|', '\t', ';']) {
            Some((name, group)) => (name.trim(), Some(group.trim())),
            None => (line, None),
        };
        let group = group.filter(|group| !group.is_empty());
        lines.push((
            number,
            Line {
                code: None,
                name: name.to_owned(),
                group: group.map(str::to_owned),
            },
        ));
    }
    lines
}

fn table(
    text: &str,
    separator: char,
    heads: &[Option<usize>],
) -> Result<Vec<(usize, Line)>, ActionError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else {
            return Err(ActionError::field("lines", "sampling-places-table"));
        };
        let number = record.position().map_or(0, csv::Position::line);
        let of = |column: usize| {
            let at = heads.iter().position(|head| *head == Some(column))?;
            let text = record.get(at)?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        lines.push((
            usize::try_from(number).unwrap_or(0),
            Line {
                code: of(0),
                name: of(1).or_else(|| of(0)).unwrap_or_default(),
                group: of(2),
            },
        ));
    }
    Ok(lines)
}

fn checked(lines: Vec<(usize, Line)>) -> Result<Vec<Line>, ActionError> {
    let mut fields = Fields::default();
    let mut seen = std::collections::BTreeMap::new();
    for (number, line) in &lines {
        let about = || vec![("line", number.to_string())];
        if line.name.is_empty() {
            fields.wrong_about("lines", "sampling-line-empty", about());
        } else if line.name.chars().count() > 200 {
            fields.wrong_about("lines", "sampling-line-long", about());
        }
        let group = line.group.as_ref().map_or(0, |group| group.chars().count());
        if group > 100 {
            fields.wrong_about("lines", "sampling-line-long", about());
        }
        let key = (line.name.to_lowercase(), line.group.clone());
        if let Some(first) = seen.insert(key, *number) {
            let mut about = about();
            about.push(("first", first.to_string()));
            fields.wrong_about("lines", "sampling-line-twice", about);
        }
    }
    fields.done(lines.into_iter().map(|(_, line)| line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<String>, String, Option<String>)> {
        let lines = lines_of(text).unwrap();
        lines
            .into_iter()
            .map(|l| (l.code, l.name, l.group))
            .collect()
    }

    fn line(
        code: Option<&str>,
        name: &str,
        group: Option<&str>,
    ) -> (Option<String>, String, Option<String>) {
        (
            code.map(str::to_owned),
            name.to_owned(),
            group.map(str::to_owned),
        )
    }

    #[test]
    fn a_name_to_a_line_with_its_group_behind_a_bar() {
        assert_eq!(
            read("site-01 | north\n\n Tap, at the school\nTap 3\tsouth"),
            [
                line(None, "site-01", Some("north")),
                line(None, "Tap, at the school", None),
                line(None, "Tap 3", Some("south")),
            ]
        );
    }

    #[test]
    fn a_table_is_read_by_its_head() {
        let expected = [
            line(Some("t1"), "Tap, upper", Some("Ward 4")),
            line(Some("t2"), "Tap 2", None),
        ];
        assert_eq!(
            read("\u{feff}Ward,ID,Name\nWard 4,t1,\"Tap, upper\"\n,t2,Tap 2\n"),
            expected
        );
        assert_eq!(
            read("zona;código;nombre\nWard 4;t1;Tap, upper\n;t2;Tap 2"),
            expected
        );
        assert_eq!(read("name\nTap 1"), [line(None, "Tap 1", None)]);
    }

    #[test]
    fn what_stands_twice_is_told_with_both_lines() {
        let Err(ActionError::Invalid(wrong)) = lines_of("Tap 1\nTap 2\ntap 1") else {
            unreachable!("a place that stands twice")
        };
        assert_eq!(wrong[0].why, "sampling-line-twice");
        assert_eq!(
            wrong[0].about,
            [("line", "3".to_owned()), ("first", "1".to_owned())]
        );
        assert!(lines_of("name,ward\n,north").is_err());
        assert!(lines_of(" \n ").is_err());
        assert!(lines_of(&"x".repeat(201)).is_err());
    }
}
