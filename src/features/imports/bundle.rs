//! Several tables that belong together as one file, so that one import has one hash and one place to point into: a zip
//! whose parts lie in it as they came. The same files in the same order give the same bytes.

use flate2::Crc;

/// One part that was written.
#[derive(Debug)]
struct Part {
    name: Vec<u8>,
    crc: u32,
    bytes: u32,
    at: u32,
}

/// A bundle that is written piece by piece; what each call gives is the next piece of it.
#[derive(Debug, Default)]
pub struct Bundle {
    parts: Vec<Part>,
    open: Option<(Vec<u8>, Crc, u32)>,
    written: u64,
}

/// Names are UTF-8, and sizes stand behind the bytes.
const FLAGS: u16 = 1 << 11 | 1 << 3;
/// The first of January 1980: when a file was made says nothing here.
const DAY: u16 = 0x21;

fn put(into: &mut Vec<u8>, numbers: &[(u32, usize)]) {
    for (number, bytes) in numbers {
        into.extend(&number.to_le_bytes()[..*bytes]);
    }
}

impl Bundle {
    /// Begins a file, and ends the one before it.
    pub fn file(&mut self, name: &str) -> Vec<u8> {
        let mut piece = self.end();
        let name = self.free(name).into_bytes();
        let head = [
            (0x0403_4b50, 4),
            (20, 2),
            (u32::from(FLAGS), 2),
            (0, 2),
            (0, 2),
            (u32::from(DAY), 2),
            (0, 4),
            (0, 4),
            (0, 4),
            (length(&name), 2),
            (0, 2),
        ];
        let at = u32::try_from(self.written).unwrap_or(u32::MAX);
        let begin = piece.len();
        put(&mut piece, &head);
        piece.extend(&name);
        self.written += (piece.len() - begin) as u64;
        self.open = Some((name, Crc::new(), at));
        piece
    }

    /// Takes bytes of the file that is open.
    pub fn bytes(&mut self, bytes: &[u8]) {
        if let Some((_, crc, _)) = &mut self.open {
            crc.update(bytes);
            self.written += bytes.len() as u64;
        }
    }

    /// How many files there are.
    #[must_use]
    pub fn files(&self) -> usize {
        self.parts.len() + usize::from(self.open.is_some())
    }

    /// Ends the bundle.
    pub fn finish(mut self) -> Vec<u8> {
        let mut piece = self.end();
        let at = self.written;
        let begin = piece.len();
        for part in &self.parts {
            let line = [
                (0x0201_4b50, 4),
                (20, 2),
                (20, 2),
                (u32::from(FLAGS), 2),
                (0, 2),
                (0, 2),
                (u32::from(DAY), 2),
                (part.crc, 4),
                (part.bytes, 4),
                (part.bytes, 4),
                (length(&part.name), 2),
                (0, 2),
                (0, 2),
                (0, 2),
                (0, 2),
                (0, 4),
                (part.at, 4),
            ];
            put(&mut piece, &line);
            piece.extend(&part.name);
        }
        let (count, size) = (self.parts.len(), piece.len() - begin);
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let last = [
            (0x0605_4b50, 4),
            (0, 2),
            (0, 2),
            (small(count), 2),
            (small(count), 2),
            (small(size), 4),
            (u32::try_from(at).unwrap_or(u32::MAX), 4),
            (0, 2),
        ];
        put(&mut piece, &last);
        piece
    }

    fn end(&mut self) -> Vec<u8> {
        let mut piece = Vec::new();
        if let Some((name, crc, at)) = self.open.take() {
            let (sum, bytes) = (crc.sum(), crc.amount());
            put(
                &mut piece,
                &[(0x0807_4b50, 4), (sum, 4), (bytes, 4), (bytes, 4)],
            );
            self.written += piece.len() as u64;
            self.parts.push(Part {
                name,
                crc: sum,
                bytes,
                at,
            });
        }
        piece
    }

    /// A name that no other part has.
    fn free(&self, name: &str) -> String {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let plain: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
        let is_taken = |name: &str| self.parts.iter().any(|part| part.name == name.as_bytes());
        let mut free = plain.clone();
        let mut nth = 2;
        while is_taken(&free) {
            free = format!("{nth} {plain}");
            nth += 1;
        }
        free
    }
}

fn length(name: &[u8]) -> u32 {
    u32::try_from(name.len()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::imports::tables::{self, Limits};

    fn bundled(files: &[(&str, &str)]) -> Vec<u8> {
        let (mut bundle, mut bytes) = (Bundle::default(), Vec::new());
        for (name, text) in files {
            bytes.extend(bundle.file(name));
            bundle.bytes(text.as_bytes());
            bytes.extend(text.as_bytes());
        }
        bytes.extend(bundle.finish());
        bytes
    }

    #[test]
    fn tables_that_were_bundled_are_read_one_by_one() {
        let files = [
            ("grants.csv", "a,b\n1,2\n"),
            ("../x/more.csv", "c\n\"3\"\n"),
        ];
        let bytes = bundled(&files);
        assert_eq!(bytes, bundled(&files), "the same files give the same bytes");
        let read = tables::read(&bytes, "", &Limits::WEB).unwrap();
        let names: Vec<_> = read
            .sheets
            .iter()
            .map(|sheet| sheet.name.as_str())
            .collect();
        assert_eq!(names, ["grants", "more"]);
        assert_eq!(read.sheets[1].pointer(1, 0).0, "more!A2");
        assert_eq!(&*read.sheets[1].cell(1, 0).text, "3");
    }
}
