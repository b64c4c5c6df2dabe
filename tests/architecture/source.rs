//! A Rust source as the guard sees it: its lines, its tokens without comments and strings, and the
//! paths it names. Not a parser: it knows comments, strings, braces, `mod` and `use`, and no more.

/// One source file.
pub(super) struct Source {
    /// Its path from the root of the repository, with `/`.
    pub(super) file: String,
    /// Its text as it stands.
    pub(super) text: String,
    /// The text with the contents of strings blanked and comments kept.
    pub(super) without_strings: String,
    /// Names, numbers and punctuation; `::` is one token.
    pub(super) tokens: Vec<Token>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) line: usize,
    pub(super) word: String,
}

/// A path as it is written, with `self` and `super` worked out: `["crate", "db", "agreement"]`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) line: usize,
    pub(super) path: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Code,
    Comment,
    String,
}

impl Source {
    pub(super) fn new(file: &str, text: &str) -> Self {
        let kinds = kinds(text);
        let blank = |hidden: &[Kind]| -> String {
            let shown = text.chars().zip(&kinds);
            shown
                .map(|(c, kind)| {
                    if c != '\n' && hidden.contains(kind) {
                        ' '
                    } else {
                        c
                    }
                })
                .collect()
        };
        Self {
            file: file.to_owned(),
            text: text.to_owned(),
            without_strings: blank(&[Kind::String]),
            tokens: tokens(&blank(&[Kind::String, Kind::Comment])),
        }
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.word)
    }

    /// Where this run of tokens begins, each time it occurs.
    pub(super) fn find<'a>(&'a self, run: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        (0..self.tokens.len())
            .filter(move |&at| (0..run.len()).all(|i| self.word(at + i) == run[i]))
    }

    /// Every path of two or more names, and every single name that a `use` names.
    pub(super) fn paths(&self) -> Vec<Named> {
        let mut found = Vec::new();
        let mut modules = module_of(&self.file);
        let mut opened = Vec::new();
        let mut depth = 0_usize;
        let mut at = 0;
        while at < self.tokens.len() {
            match self.word(at) {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    if opened.last() == Some(&depth) {
                        opened.pop();
                        modules.pop();
                    }
                }
                "mod" if self.word(at + 2) == "{" => {
                    modules.push(self.word(at + 1).to_owned());
                    opened.push(depth);
                    depth += 1;
                    at += 2;
                }
                "use" => {
                    at = self.tree(at + 1, &[], true, &modules, &mut found);
                    continue;
                }
                word if is_name(word) && self.begins_path(at) => {
                    at = self.tree(at, &[], false, &modules, &mut found);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        found
    }

    fn begins_path(&self, at: usize) -> bool {
        let follows_a_path = at > 0
            && self.word(at - 1) == "::"
            && (at > 1
                && (is_name(self.word(at - 2)) || matches!(self.word(at - 2), ">" | "]" | ")")));
        !follows_a_path && self.word(at + 1) == "::"
    }

    /// Reads one path, in a `use` with its braces, and answers where it ended.
    fn tree(
        &self,
        mut at: usize,
        before: &[String],
        in_use: bool,
        modules: &[String],
        found: &mut Vec<Named>,
    ) -> usize {
        let mut path = before.to_vec();
        let line = self.tokens.get(at).map_or(0, |token| token.line);
        loop {
            match self.word(at) {
                "::" => at += 1,
                "{" if in_use => {
                    at += 1;
                    while !matches!(self.word(at), "}" | "") {
                        let end = self.tree(at, &path, true, modules, found);
                        at = if end == at || self.word(end) == "," {
                            end + 1
                        } else {
                            end
                        };
                    }
                    return at + 1;
                }
                "*" if in_use => {
                    path.push("*".to_owned());
                    at += 1;
                    break;
                }
                // `{self, …}` names the folder itself.
                "self" if in_use && !before.is_empty() && path.len() == before.len() => {
                    at += 1;
                    break;
                }
                word if is_name(word) => {
                    path.push(word.to_owned());
                    at += 1;
                    if self.word(at) != "::" {
                        break;
                    }
                }
                _ => break,
            }
        }
        if in_use && self.word(at) == "as" {
            at += 2;
        }
        if path.len() > 1 || (in_use && !path.is_empty()) {
            found.push(Named {
                line,
                path: absolute(path, modules),
            });
        }
        at
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The module that a file is, from the root of its package: `src/db/agreement.rs` is `db::agreement`.
fn module_of(file: &str) -> Vec<String> {
    let within = file.split_once("src/").map_or(file, |(_, within)| within);
    let mut modules: Vec<_> = within
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if modules
        .last()
        .is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main"))
    {
        modules.pop();
    }
    modules
}

/// Works out `self` and `super`; every other path stays as it is.
fn absolute(path: Vec<String>, modules: &[String]) -> Vec<String> {
    if !matches!(path[0].as_str(), "self" | "super") {
        return path;
    }
    let ups = path
        .iter()
        .take_while(|name| *name == "super" || *name == "self")
        .count();
    let supers = path[..ups].iter().filter(|name| *name == "super").count();
    let here = &modules[..modules.len().saturating_sub(supers)];
    let names = ["crate".to_owned()].into_iter().chain(here.iter().cloned());
    names.chain(path[ups..].iter().cloned()).collect()
}

/// What each character of a source belongs to.
fn kinds(text: &str) -> Vec<Kind> {
    let chars: Vec<char> = text.chars().collect();
    let mut kinds = Vec::with_capacity(chars.len());
    while kinds.len() < chars.len() {
        let (kind, length) = piece(&chars, kinds.len());
        let end = (kinds.len() + length.max(1)).min(chars.len());
        kinds.resize(end, kind);
    }
    kinds
}

/// The comment, string, name or single character that begins at `at`, and its length.
fn piece(chars: &[char], at: usize) -> (Kind, usize) {
    let rest = &chars[at..];
    let until = |end: &[char]| rest.windows(end.len()).position(|window| window == end);
    match rest {
        ['/', '/', ..] => (Kind::Comment, until(&['\n']).unwrap_or(rest.len())),
        ['/', '*', ..] => (Kind::Comment, block_comment(rest)),
        ['"', ..] => (Kind::String, quoted(rest, '"')),
        // A lifetime is `'a` without a closing quote; a character is `'a'` or `'\…'`.
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => (Kind::String, quoted(rest, '\'')),
        [c, ..] if c.is_alphanumeric() || *c == '_' => {
            let name = rest
                .iter()
                .take_while(|c| c.is_alphanumeric() || **c == '_')
                .count();
            let hashes = rest[name..].iter().take_while(|c| **c == '#').count();
            let raw = matches!(rest[..name], ['r'] | ['b' | 'c', 'r']);
            if raw && rest.get(name + hashes) == Some(&'"') {
                let start = name + hashes + 1;
                let close: Vec<char> = ['"'].into_iter().chain(vec!['#'; hashes]).collect();
                let end = rest[start..]
                    .windows(close.len())
                    .position(|window| window == close);
                (
                    Kind::String,
                    end.map_or(rest.len(), |end| start + end + close.len()),
                )
            } else {
                (Kind::Code, name)
            }
        }
        _ => (Kind::Code, 1),
    }
}

fn block_comment(chars: &[char]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < chars.len() {
        match chars[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] if depth == 1 => return at + 2,
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn quoted(chars: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < chars.len() && chars[at] != quote {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, text) in code.lines().enumerate() {
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let name = chars[at..]
                .iter()
                .take_while(|c| c.is_alphanumeric() || **c == '_')
                .count();
            let length = match chars[at..] {
                [':', ':', ..] => 2,
                _ => name.max(1),
            };
            let word: String = chars[at..at + length].iter().collect();
            if !word.trim().is_empty() {
                tokens.push(Token {
                    line: index + 1,
                    word,
                });
            }
            at += length;
        }
    }
    tokens
}
