//! The file: objects numbered from the catalogue on, packed and compressed, photographs passed through.
//! Nothing of the numbering or order of the library before it remains.

mod objects;

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::pictures::{Source, index_of};

/// Objects that share one compressed stream.
const IN_A_PACK: usize = 200;
/// How long an object is, about, in letters.
const OF_AN_OBJECT: usize = 128;
/// Smaller streams are not worth compressing.
const SMALLEST: usize = 64;

/// Writes the file.
pub(super) fn write(
    doc: Document,
    source: &Source<'_>,
    target: &mut dyn Write,
) -> Result<(), PdfError> {
    let root = doc.trailer.get(b"Root").and_then(Object::as_reference);
    let info = doc.trailer.get(b"Info").and_then(Object::as_reference);
    let (Ok(root), Ok(info)) = (root, info) else {
        return Err(PdfError::Pages("the catalogue is missing".to_owned()));
    };
    let order = reachable(&doc, [root, info]);
    let mut out = Out::new(target, order.len());
    out.put(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
    let numbers = Numbers::of(&order, &doc);
    let mut objects = doc.objects;
    let mut pack = Vec::new();
    for (id, number) in order.iter().zip(1..) {
        let Some(mut object) = objects.remove(id) else {
            continue;
        };
        numbers.put_into(&mut object);
        match object {
            Object::Stream(stream) => match index_of(&stream.dict) {
                Some(index) => {
                    source.give(index, |dict, bytes| out.picture(number, dict, bytes))??;
                }
                None => out.stream(number, stream.dict, stream.content)?,
            },
            object => {
                pack.push((number, object));
                if pack.len() == IN_A_PACK {
                    out.pack(std::mem::take(&mut pack))?;
                }
            }
        }
    }
    out.pack(pack)?;
    out.finish([root, info].map(|id| numbers.of_object(id).unwrap_or(0)))
}

/// The objects that can be reached, in the order in which they are first met.
fn reachable(doc: &Document, from: [ObjectId; 2]) -> Vec<ObjectId> {
    let mut seen = Numbers::room_for(doc);
    let mut order = Vec::with_capacity(doc.objects.len());
    let mut waiting: Vec<ObjectId> = from.into_iter().rev().collect();
    while let Some(id) = waiting.pop() {
        if seen.of_object(id).is_some() {
            continue;
        }
        let Some(object) = doc.objects.get(&id) else {
            continue;
        };
        seen.give(id, 1);
        order.push(id);
        let behind = waiting.len();
        references(object, &mut waiting);
        // What is met first is taken next.
        waiting[behind..].reverse();
    }
    order
}

fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(list) => list.iter().for_each(|one| references(one, found)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, one)| references(one, found)),
        Object::Stream(stream) => stream
            .dict
            .iter()
            .for_each(|(_, one)| references(one, found)),
        _ => {}
    }
}

/// The number that each object has in the file, by the one that it had before; 0 for none.
struct Numbers(Vec<u32>);

impl Numbers {
    fn room_for(doc: &Document) -> Self {
        Self(vec![0; doc.max_id as usize + 1])
    }

    fn of(order: &[ObjectId], doc: &Document) -> Self {
        let mut numbers = Self::room_for(doc);
        for (id, number) in order.iter().zip(1..) {
            numbers.give(*id, number);
        }
        numbers
    }

    fn give(&mut self, id: ObjectId, number: u32) {
        if let Some(slot) = self.0.get_mut(id.0 as usize) {
            *slot = number;
        }
    }

    fn of_object(&self, id: ObjectId) -> Option<u32> {
        self.0
            .get(id.0 as usize)
            .copied()
            .filter(|number| *number > 0)
    }

    /// Gives every reference in an object its new number; one that leads nowhere becomes null.
    fn put_into(&self, object: &mut Object) {
        match object {
            Object::Reference(id) => match self.of_object(*id) {
                Some(number) => *id = (number, 0),
                None => *object = Object::Null,
            },
            Object::Array(list) => list.iter_mut().for_each(|one| self.put_into(one)),
            Object::Dictionary(dict) => dict.iter_mut().for_each(|(_, one)| self.put_into(one)),
            Object::Stream(stream) => {
                stream
                    .dict
                    .iter_mut()
                    .for_each(|(_, one)| self.put_into(one));
            }
            _ => {}
        }
    }
}

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(u64),
    Packed { pack: u32, index: u32 },
}

/// The file as it grows.
struct Out<'a> {
    target: &'a mut dyn Write,
    written: u64,
    places: Vec<Place>,
    fingerprint: Sha256,
}

impl<'a> Out<'a> {
    fn new(target: &'a mut dyn Write, objects: usize) -> Self {
        Self {
            target,
            written: 0,
            places: vec![Place::Free; objects + 1],
            fingerprint: Sha256::new(),
        }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), PdfError> {
        self.target.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    fn place(&mut self, number: u32, place: Place) {
        if let Some(slot) = self.places.get_mut(number as usize) {
            *slot = place;
        }
    }

    fn next_number(&mut self) -> u32 {
        self.places.push(Place::Free);
        u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX)
    }

    /// A stream with its bytes as they are.
    fn raw(&mut self, number: u32, mut dict: Dictionary, bytes: &[u8]) -> Result<(), PdfError> {
        self.place(number, Place::At(self.written));
        dict.set("Length", i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        let mut head = format!("{number} 0 obj\n").into_bytes();
        objects::dictionary(&mut head, &dict);
        head.extend(b"\nstream\n");
        self.fingerprint.update(&head);
        self.put(&head)?;
        self.put(bytes)?;
        self.put(b"\nendstream\nendobj\n")
    }

    /// A photograph: its bytes are named by their hash in the report, so the fingerprint of the file takes
    /// its head alone.
    fn picture(&mut self, number: u32, dict: Dictionary, bytes: &[u8]) -> Result<(), PdfError> {
        self.raw(number, dict, bytes)
    }

    /// A stream, compressed where that pays.
    fn stream(
        &mut self,
        number: u32,
        mut dict: Dictionary,
        bytes: Vec<u8>,
    ) -> Result<(), PdfError> {
        self.fingerprint.update(&bytes);
        if dict.has(b"Filter") || bytes.len() < SMALLEST || is_metadata(&dict) {
            return self.raw(number, dict, &bytes);
        }
        let packed = deflate(&bytes)?;
        dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        self.raw(number, dict, &packed)
    }

    /// Objects that are no streams, together in one.
    fn pack(&mut self, list: Vec<(u32, Object)>) -> Result<(), PdfError> {
        if list.is_empty() {
            return Ok(());
        }
        let pack = self.next_number();
        let mut heads = String::new();
        let mut bodies = Vec::with_capacity(list.len() * OF_AN_OBJECT);
        let count = list.len();
        for (index, (number, object)) in (0..).zip(list) {
            heads.push_str(&format!("{number} {} ", bodies.len()));
            objects::write(&mut bodies, &object);
            bodies.push(b'\n');
            self.place(number, Place::Packed { pack, index });
        }
        let first = heads.len();
        let mut content = heads.into_bytes();
        content.append(&mut bodies);
        let dict = Dictionary::from_iter([
            ("Type", Object::Name(b"ObjStm".to_vec())),
            ("N", Object::Integer(i64::try_from(count).unwrap_or(0))),
            ("First", Object::Integer(i64::try_from(first).unwrap_or(0))),
        ]);
        self.stream(pack, dict, content)
    }

    /// The table of places, and where it stands.
    fn finish(mut self, [root, info]: [u32; 2]) -> Result<(), PdfError> {
        let start = self.written;
        let number = self.next_number();
        self.place(number, Place::At(start));
        let mut table = Vec::with_capacity(self.places.len() * 8);
        for place in &self.places {
            let (kind, second, third): (u8, u64, u16) = match place {
                Place::Free => (0, 0, u16::MAX),
                Place::At(offset) => (1, *offset, 0),
                Place::Packed { pack, index } => (
                    2,
                    u64::from(*pack),
                    u16::try_from(*index).unwrap_or(u16::MAX),
                ),
            };
            table.push(kind);
            table.extend(second.to_be_bytes().iter().skip(3));
            table.extend(third.to_be_bytes());
        }
        let fingerprint = self.fingerprint.clone().finalize();
        let id = fingerprint.iter().copied().take(16).collect::<Vec<u8>>();
        let id = Object::String(id, StringFormat::Hexadecimal);
        let count = i64::try_from(self.places.len()).unwrap_or(i64::MAX);
        let dict = Dictionary::from_iter([
            ("Type", Object::Name(b"XRef".to_vec())),
            ("Size", Object::Integer(count)),
            ("W", Object::Array([1, 5, 2].map(Object::Integer).to_vec())),
            ("Root", Object::Reference((root, 0))),
            ("Info", Object::Reference((info, 0))),
            ("ID", Object::Array(vec![id.clone(), id])),
            ("Filter", Object::Name(b"FlateDecode".to_vec())),
        ]);
        let packed = deflate(&table)?;
        self.raw(number, dict, &packed)?;
        self.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())?;
        self.target.flush()?;
        Ok(())
    }
}

/// Programs that know nothing of PDF look for metadata in the bytes of the file.
fn is_metadata(dict: &Dictionary) -> bool {
    let kind = dict.get(b"Type").and_then(Object::as_name);
    kind.is_ok_and(|kind| kind == b"Metadata")
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(6));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
