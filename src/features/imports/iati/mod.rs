//! Activities as the International Aid Transparency Initiative publishes them: XML of 2.01 to 2.03, and of 1.0x as far
//! as it goes. One activity is cut out of the stream and read at a time, so that a bad one does not lose the rest.
//! Documents with their own types or entities are refused: nothing is expanded.

mod activity;
mod check;
mod element;
mod money;
mod results;
mod splitting;

use std::borrow::Cow;
use std::io::Read;

use element::Tree;
use splitting::{Cut, Splitter};

use super::refusal::{Unreadable, note};
use crate::domain::exchange::Harvest;

/// What the root says for all activities.
#[derive(Clone, Debug, Default)]
struct Root {
    /// `/iati-activities`, or nothing where an activity is the root.
    path: String,
}

/// Reads a file of IATI.
///
/// # Errors
/// Where the file cannot be read, holds no activity, declares its own document type, or is written in an encoding that
/// is not taken. What is wrong with one activity goes to the harvest.
pub fn read(source: impl Read, harvest: &mut dyn Harvest) -> Result<(), Unreadable> {
    let mut splitter = Splitter::new(source);
    let mut root = Root::default();
    let mut encoding = encoding_rs::UTF_8;
    let mut count = 0_u64;
    while let Some(cut) = splitter.next()? {
        match cut {
            Cut::Declaration(text) => {
                if let Some(label) = declared(&text) {
                    encoding = encoding_rs::Encoding::for_label(label.as_bytes())
                        .filter(|encoding| encoding.is_ascii_compatible())
                        .ok_or_else(|| {
                            Unreadable::Refused(note(
                                "encoding-not-taken",
                                "line 1",
                                &[("encoding", &label)],
                            ))
                        })?;
                }
            }
            Cut::Root(text) => {
                root.path = "/iati-activities".to_owned();
                let version = text.contains("version=");
                if !version {
                    harvest.note(note(
                        "attribute-missing",
                        &root.path,
                        &[("attribute", "version")],
                    ));
                }
            }
            Cut::Activity { bytes, byte, whole } => {
                count += 1;
                let at = match root.path.as_str() {
                    "" => "/iati-activity".to_owned(),
                    path => format!("{path}/iati-activity[{count}]"),
                };
                if !whole {
                    let byte = byte.to_string();
                    harvest.refused(note("xml-ends-early", &at, &[("byte", &byte)]));
                    continue;
                }
                one(bytes, byte, encoding, &at, harvest);
            }
            Cut::TooLarge => {
                count += 1;
                let at = format!("{}/iati-activity[{count}]", root.path);
                harvest.refused(note("part-too-large", &at, &[("most", "16")]));
            }
        }
    }
    if count == 0 && root.path.is_empty() {
        return Err(Unreadable::because("not-iati", "/"));
    }
    Ok(())
}

fn one(
    bytes: &[u8],
    byte: u64,
    encoding: &'static encoding_rs::Encoding,
    at: &str,
    harvest: &mut dyn Harvest,
) {
    let text = if encoding == encoding_rs::UTF_8 {
        match str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) => {
                let byte = (byte + error.valid_up_to() as u64).to_string();
                harvest.refused(note("not-utf-8", at, &[("byte", &byte)]));
                return;
            }
        }
    } else {
        encoding.decode_without_bom_handling(bytes).0
    };
    match Tree::parse(&text, at) {
        Err(bad) => {
            let byte = (byte + bad.at).to_string();
            harvest.refused(note(
                bad.code,
                at,
                &[("byte", &byte), ("about", &bad.about)],
            ));
        }
        Ok(tree) => activity::activity(&tree, harvest),
    }
}

/// The encoding that a declaration names.
fn declared(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest
        .chars()
        .next()
        .filter(|letter| matches!(letter, '"' | '\''))?;
    rest[1..].split(quote).next().map(str::to_owned)
}
