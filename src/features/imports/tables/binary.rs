//! A look over an XLS before it is read: where its sheets are, how far their cells reach, which rows are hidden. What
//! the file claims about itself would otherwise decide how much memory is asked for.

use std::collections::BTreeSet;

use super::{Limits, TableError};

const END: u32 = 0xFFFF_FFFA;

/// What was seen of the sheets, in the order of the workbook.
pub(super) struct Survey {
    hidden: Vec<Vec<usize>>,
}

impl Survey {
    /// Hidden rows of a sheet.
    pub(super) fn hidden_rows(&self, sheet: usize) -> Vec<usize> {
        self.hidden.get(sheet).cloned().unwrap_or_default()
    }
}

fn broken(says: &str) -> TableError {
    TableError::new("table-broken").with("says", says)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(
        bytes.get(at..at + 2)?.try_into().ok()?,
    )))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Looks over the workbook. Refuses what is no workbook, is locked, or would take more room than allowed.
pub(super) fn survey(bytes: &[u8], limits: &Limits) -> Result<Survey, TableError> {
    let container = Container::open(bytes).ok_or_else(|| broken("OLE2"))?;
    if container.entry("EncryptedPackage").is_some() {
        return Err(TableError::new("table-locked"));
    }
    let stream = container
        .entry("Workbook")
        .or_else(|| container.entry("Book"))
        .ok_or_else(|| TableError::new("table-other-format").with("is", "OLE2"))
        .and_then(|(start, length)| {
            container
                .stream(start, length)
                .ok_or_else(|| broken("Workbook"))
        })?;
    let mut starts = Vec::new();
    for (kind, data) in records(&stream, 0) {
        match kind {
            0x85 => starts.push(u32_at(data, 0).map_or(usize::MAX, |at| at as usize)),
            0x0A => break,
            _ => {}
        }
    }
    super::workbook::check_sheets(starts.len(), limits)?;
    if starts.iter().collect::<BTreeSet<_>>().len() != starts.len() {
        return Err(broken("BoundSheet8"));
    }
    let (mut cells, mut read) = (0_usize, 0_usize);
    let mut hidden = Vec::new();
    for start in starts {
        let seen = Extent::of(&stream, start).ok_or_else(|| broken("BoundSheet8"))?;
        cells = cells.saturating_add(seen.cells);
        read += seen.bytes;
        if cells > limits.cells {
            return Err(TableError::new("table-too-many-cells").with("most", limits.cells));
        }
        if read > stream.len() * 2 {
            return Err(broken("BoundSheet8"));
        }
        hidden.push(seen.hidden);
    }
    Ok(Survey { hidden })
}

/// The records of a stream from a place on.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
}

/// How far a sheet reaches.
struct Extent {
    cells: usize,
    bytes: usize,
    hidden: Vec<usize>,
}

impl Extent {
    fn of(stream: &[u8], start: usize) -> Option<Self> {
        if u16_at(stream, start)? & 0xFF != 0x09 {
            return None;
        }
        let (mut lowest, mut highest) = ((usize::MAX, usize::MAX), (0, 0));
        let (mut said, mut bytes, mut depth) = (0_usize, 0, 0_usize);
        let mut hidden = Vec::new();
        for (kind, data) in records(stream, start) {
            bytes += data.len() + 4;
            match kind {
                0x0809 => depth += 1,
                0x0A if depth <= 1 => break,
                0x0A => depth -= 1,
                // Dimensions: what the sheet claims, last row and column beyond the end.
                0x0200 if data.len() >= 14 => {
                    let rows = (u32_at(data, 4)? as usize).checked_sub(u32_at(data, 0)? as usize)?;
                    let columns = u16_at(data, 10)?.checked_sub(u16_at(data, 8)?)?;
                    said = said.saturating_add((rows + 1).saturating_mul(columns + 1));
                }
                0x0208 if data.len() >= 16 && data[12] & 0x20 != 0 => hidden.push(u16_at(data, 0)?),
                0x0006 | 0x00BD | 0x00D6 | 0x00FD | 0x0203..=0x0205 | 0x027E => {
                    let (row, column) = (u16_at(data, 0)?, u16_at(data, 2)?);
                    let last = if kind == 0xBD {
                        u16_at(data, data.len().checked_sub(2)?)?
                    } else {
                        column
                    };
                    lowest = (lowest.0.min(row), lowest.1.min(column));
                    highest = (highest.0.max(row), highest.1.max(column).max(last));
                }
                _ => {}
            }
        }
        let reached = if lowest.0 == usize::MAX {
            0
        } else {
            (highest.0 - lowest.0 + 1) * (highest.1 - lowest.1 + 1)
        };
        Some(Self {
            cells: reached.max(said),
            bytes,
            hidden,
        })
    }
}

/// The container of an XLS: sectors in chains.
struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    next_small: Vec<u32>,
    small: Vec<u8>,
    directory: Vec<u8>,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut this = Self {
            bytes,
            sector,
            next: Vec::new(),
            next_small: Vec::new(),
            small: Vec::new(),
            directory: Vec::new(),
        };
        let most = bytes.len() / sector + 1;
        let mut tables: Vec<u32> = (0..109)
            .filter_map(|index| u32_at(bytes, 76 + index * 4))
            .collect();
        let mut more = u32_at(bytes, 68)?;
        let mut seen = 0;
        while more < END {
            seen += 1;
            if seen > most {
                return None;
            }
            let ids: Vec<u32> = numbers(this.sector_bytes(more)?).collect();
            let (last, ids) = ids.split_last()?;
            tables.extend(ids);
            more = *last;
        }
        for table in tables.into_iter().filter(|id| *id < END).take(most) {
            let ids: Vec<u32> = numbers(this.sector_bytes(table)?).collect();
            this.next.extend(ids);
        }
        this.directory = this.chain(u32_at(bytes, 48)?, usize::MAX)?;
        if u32_at(bytes, 64)? > 0 {
            this.next_small = numbers(&this.chain(u32_at(bytes, 60)?, usize::MAX)?).collect();
            let (start, length) = (
                u32_at(&this.directory, 116)?,
                u32_at(&this.directory, 120)? as usize,
            );
            this.small = this.chain(start, length)?;
        }
        Some(this)
    }

    fn sector_bytes(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..)?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut id = start;
        while id < END && out.len() < length {
            if out.len() > self.bytes.len() {
                return None;
            }
            out.extend_from_slice(self.sector_bytes(id)?);
            id = *self.next.get(id as usize)?;
        }
        out.truncate(length);
        Some(out)
    }

    /// Start and length of a stream.
    fn entry(&self, name: &str) -> Option<(u32, usize)> {
        self.directory.chunks_exact(128).find_map(|entry| {
            let length = u16_at(entry, 64)?.saturating_sub(2).min(64);
            let units: Vec<u16> = entry[..length]
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect();
            let found = String::from_utf16_lossy(&units).eq_ignore_ascii_case(name);
            found.then_some((u32_at(entry, 116)?, u32_at(entry, 120)? as usize))
        })
    }

    fn stream(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        if length >= 4096 {
            return self.chain(start, length);
        }
        let mut out = Vec::new();
        let mut id = start;
        while id < END && out.len() < length {
            let at = id as usize * 64;
            out.extend_from_slice(self.small.get(at..(at + 64).min(self.small.len()))?);
            id = *self.next_small.get(id as usize)?;
        }
        out.truncate(length);
        Some(out)
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
