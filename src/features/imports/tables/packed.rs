//! What is packed in an XLSX or ODS file, unpacked within limits. Sizes that a file declares are not believed: bytes
//! are counted while they come.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Format, Limits, TableError};

/// Files that may be packed; a spreadsheet has a few dozen.
const MOST_PARTS: usize = 10_000;

/// Unpacked parts by their name in small letters, without a leading slash.
pub(super) type Parts = BTreeMap<String, Part>;

/// One unpacked part.
pub(super) struct Part {
    /// Its name as written.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

fn plain(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_lowercase()
}

/// A table as text, by its name.
fn is_text(name: &str) -> bool {
    name.ends_with(".csv") || name.ends_with(".tsv")
}

/// What kind of spreadsheet is packed here, if one is.
pub(super) fn format_of(bytes: &[u8]) -> Option<Format> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut format = None;
    for name in archive.file_names().flatten() {
        match plain(&name).as_str() {
            "content.xml" => format = Some(Format::Ods),
            name if name.starts_with("xl/") => return Some(Format::Xlsx),
            name if is_text(name) && format.is_none() => format = Some(Format::Folder),
            _ => {}
        }
    }
    format
}

/// Unpacks what reading needs and nothing else: no pictures, no printer settings, no macros.
pub(super) fn unpack(bytes: &[u8], limits: &Limits) -> Result<Parts, TableError> {
    let broken = |what: &dyn std::fmt::Display| TableError::new("table-broken").with("says", what);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    if archive.len() > MOST_PARTS {
        return Err(TableError::new("table-too-many-parts").with("most", MOST_PARTS));
    }
    let mut parts = Parts::new();
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|e| broken(&e))?;
        let name = part.name().map_err(|e| broken(&e))?.into_owned();
        let (declared, locked) = (part.size(), part.encrypted());
        drop(part);
        let key = plain(&name);
        let needed =
            key.ends_with(".xml") || key.ends_with(".rels") || key == "mimetype" || is_text(&key);
        if !needed {
            continue;
        }
        if locked {
            return Err(TableError::new("table-locked").at(name));
        }
        let too_large = || {
            TableError::new("table-unpacks-too-large")
                .with("most", limits.unpacked_bytes)
                .at(name.clone())
        };
        if declared > left {
            return Err(too_large());
        }
        let part = archive
            .by_index(index)
            .map_err(|e| broken(&e).at(name.clone()))?;
        let mut bytes = Vec::with_capacity(usize::try_from(declared.min(1 << 26)).unwrap_or(0));
        let read = part
            .take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| broken(&e).at(name.clone()))?;
        if read as u64 > left {
            return Err(too_large());
        }
        left -= read as u64;
        // The first of two parts with one name is the one that counts, for every reader alike.
        parts.entry(key).or_insert(Part { name, bytes });
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer
                .start_file(*name, zip::write::SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_bomb_is_refused_by_what_it_declares_and_by_what_comes_out() {
        let limits = Limits {
            unpacked_bytes: 1_000_000,
            ..Limits::WEB
        };
        let mut bomb = zip_of(&[("xl/workbook.xml", &vec![b' '; 5_000_000])]);
        assert!(bomb.len() < 20_000);
        let refused = unpack(&bomb, &limits).err().map(|e| e.code);
        assert_eq!(refused, Some("table-unpacks-too-large"));
        // The same with a lie about its size, in both places where a size stands.
        for at in 0..bomb.len() - 4 {
            if bomb[at..at + 4] == 5_000_000_u32.to_le_bytes() {
                bomb[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
            }
        }
        assert!(unpack(&bomb, &limits).is_err());
    }

    #[test]
    fn pictures_are_left_packed() {
        let file = zip_of(&[("xl/media/a.png", &[0; 100]), ("xl/workbook.xml", b"<w/>")]);
        let parts = unpack(&file, &Limits::WEB).unwrap_or_default();
        assert_eq!(parts.keys().collect::<Vec<_>>(), ["xl/workbook.xml"]);
    }
}
