//! The tests that the documents name: a name that leads nowhere proves nothing.

use super::Breach;

/// What is named like a test or a module of tests and is none of the given ones. `files` are paths without their ending,
/// `functions` names of functions.
pub(super) fn breaches(
    file: &str,
    text: &str,
    (files, functions): (&[String], &[String]),
) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (number, line) in text.lines().enumerate() {
        // What stands between backticks is every second piece.
        for name in line.split('`').skip(1).step_by(2) {
            let parts: Vec<&str> = name.split("::").collect();
            let is_word = |part: &&str| {
                let mut letters = part.chars();
                letters
                    .next()
                    .is_some_and(|first| first.is_ascii_lowercase())
                    && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            };
            let (Some(last), true) = (parts.last(), parts.len() > 1) else {
                continue;
            };
            if !parts.iter().all(is_word) {
                continue;
            }
            let is_function = functions.iter().any(|one| one == last);
            let module = parts.join("/");
            let module = module.strip_suffix("/tests").unwrap_or(&module);
            let is_module = files.iter().any(|one| one.ends_with(module));
            if !is_function && !is_module {
                let what =
                    format!("`{name}` is no test and no module: mend the name, or write the test");
                breaches.push(Breach::new(file, number + 1, what));
            }
        }
    }
    breaches
}

#[test]
fn a_name_that_leads_nowhere_is_found() {
    let (files, functions) = (
        ["tests/portal/looks".to_owned()],
        ["every_page_is_clean".to_owned()],
    );
    let known = (files.as_slice(), functions.as_slice());
    let text = "| `portal::looks::every_page_is_clean`, `portal::looks::tests`, `std::fs` | `Vec::new` |\n`portal::gone`";
    let breaches = breaches("docs/a.md", text, known);
    let lines: Vec<_> = breaches.iter().map(|breach| breach.line).collect();
    assert_eq!(lines, [1, 2], "{breaches:?}");
}
