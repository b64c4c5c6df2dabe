//! What to type to repeat a draw. The lines are for a shell; nothing in them can be read as anything but a text.

use super::sample::DrawnSample;
use crate::domain::sample::Design;

impl DrawnSample {
    /// One command for each stratum or cluster. `list` is the file with the sealed list; a file of each stratum's
    /// units is named after it by the caller.
    #[must_use]
    pub fn commands(&self, list: &str) -> Vec<String> {
        if self.design == Design::Census {
            return Vec::new();
        }
        let way = if self.design == Design::Systematic {
            " --systematic"
        } else {
            ""
        };
        let groups = self.groups.iter();
        groups
            .map(|group| {
                format!(
                    "groundtruth sample draw --list {} --seed {} --stratum {} --n {}{way}",
                    quoted(list),
                    quoted(&self.seed),
                    quoted(&group.name),
                    group.taken.len(),
                )
            })
            .collect()
    }
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:".contains(&byte);
    if !text.is_empty() && !text.starts_with('-') && text.bytes().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::DrawnGroup;
    use super::*;

    #[test]
    fn a_seed_cannot_become_a_command() {
        let mut drawn = DrawnSample {
            design: Design::SimpleRandom,
            seed: "it's; rm -rf $HOME `x`".into(),
            list_sha256: String::new(),
            groups: vec![DrawnGroup {
                name: "all".into(),
                size: 12,
                taken: vec!["site-09".into()],
                substitutes: Vec::new(),
                working: None,
            }],
            clusters: None,
            visits: None,
        };
        let expected = r"groundtruth sample draw --list places.txt --seed 'it'\''s; rm -rf $HOME `x`' --stratum all --n 1";
        assert_eq!(drawn.commands("places.txt"), [expected]);
        drawn.design = Design::Systematic;
        assert!(drawn.commands("my list.txt")[0].contains("--list 'my list.txt' "));
        assert!(drawn.commands("l")[0].ends_with(" --systematic"));
        drawn.design = Design::Census;
        assert_eq!(drawn.commands("l"), Vec::<String>::new());
    }
}
