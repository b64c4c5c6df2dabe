//! Reading single parts of a file into room that is used again.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::LARGEST_PART;
use super::outline::Part;
use crate::domain::exchange::Note;
use crate::features::imports::refusal::note;

/// A file whose parts are read one at a time, cheapest in their order.
pub(in super::super) struct Parts<R: Seek> {
    source: BufReader<R>,
    position: u64,
}

impl<R: Read + Seek> Parts<R> {
    pub fn new(mut source: R) -> io::Result<Self> {
        source.seek(SeekFrom::Start(0))?;
        Ok(Self {
            source: BufReader::with_capacity(256 << 10, source),
            position: 0,
        })
    }

    /// Reads a part into `room`. The inner error is a part that is not taken, for the place `at`.
    pub fn read<'b>(
        &mut self,
        part: &Part,
        at: &str,
        room: &'b mut Vec<u8>,
    ) -> io::Result<Result<&'b str, Note>> {
        if u64::from(part.length) > LARGEST_PART {
            let megabytes = (LARGEST_PART >> 20).to_string();
            return Ok(Err(note("part-too-large", at, &[("most", &megabytes)])));
        }
        let ahead = i64::try_from(part.offset).unwrap_or(i64::MAX)
            - i64::try_from(self.position).unwrap_or(0);
        self.source.seek_relative(ahead)?;
        room.resize(part.length as usize, 0);
        self.source.read_exact(room)?;
        self.position = part.offset + u64::from(part.length);
        Ok(str::from_utf8(room).map_err(|error| {
            let byte = (part.offset + error.valid_up_to() as u64).to_string();
            note("not-utf-8", at, &[("byte", &byte)])
        }))
    }

    /// The file itself.
    pub fn source(&mut self) -> &mut R {
        self.source.get_mut()
    }
}
