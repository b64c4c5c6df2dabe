//! What the colours mean: sRGB, as a small profile made here from the published numbers of the standard
//! (IEC 61966-2-1), adapted to the white of print (D50).

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// The red, green and blue of sRGB and its white, as XYZ under D50, in 65,536ths.
const WHITE: [i32; 3] = [0xF6D6, 0x1_0000, 0xD32D];
const RED: [i32; 3] = [0x6FA2, 0x38F5, 0x0390];
const GREEN: [i32; 3] = [0x6299, 0xB785, 0x18DA];
const BLUE: [i32; 3] = [0x24A0, 0x0F84, 0xB6CF];
/// Gamma, slope and offsets of the sRGB curve, in 65,536ths.
const CURVE: [i32; 5] = [0x2_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B];

/// Adds the output intent.
pub(super) fn output_intent(doc: &mut Document) -> ObjectId {
    let dict = Dictionary::from_iter([
        ("N", Object::Integer(3)),
        ("Alternate", Object::Name(b"DeviceRGB".to_vec())),
    ]);
    let profile = doc.add_object(Stream::new(dict, profile()));
    let srgb = || Object::string_literal("sRGB IEC61966-2.1");
    doc.add_object(Dictionary::from_iter([
        ("Type", Object::Name(b"OutputIntent".to_vec())),
        ("S", Object::Name(b"GTS_PDFA1".to_vec())),
        ("OutputConditionIdentifier", srgb()),
        ("Info", srgb()),
        (
            "RegistryName",
            Object::string_literal("http://www.color.org"),
        ),
        ("DestOutputProfile", Object::Reference(profile)),
    ]))
}

/// A display profile of version 4.2.
fn profile() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", words("sRGB")),
        (b"cprt", words("CC0")),
        (b"wtpt", xyz(WHITE)),
        (b"rXYZ", xyz(RED)),
        (b"gXYZ", xyz(GREEN)),
        (b"bXYZ", xyz(BLUE)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let start = 128 + 4 + 12 * tags.len();
    let mut table = Vec::new();
    let mut bodies = Vec::new();
    table.extend(length(tags.len()));
    for (name, body) in &tags {
        table.extend(*name);
        table.extend(length(start + bodies.len()));
        table.extend(length(body.len()));
        bodies.extend(body);
        // Each body begins at a multiple of four.
        bodies.resize(bodies.len().next_multiple_of(4), 0);
    }
    let mut out = head(start + bodies.len());
    out.append(&mut table);
    out.append(&mut bodies);
    out
}

fn head(size: usize) -> Vec<u8> {
    let mut head = Vec::with_capacity(128);
    head.extend(length(size));
    head.extend([0; 4]);
    head.extend([4, 0x20, 0, 0]);
    head.extend(b"mntrRGB XYZ ");
    // A date must stand here; it is the day on which the standard was published.
    for part in [1999u16, 10, 18, 0, 0, 0] {
        head.extend(part.to_be_bytes());
    }
    head.extend(b"acsp");
    head.resize(68, 0);
    for part in WHITE {
        head.extend(part.to_be_bytes());
    }
    head.resize(128, 0);
    head
}

fn xyz(values: [i32; 3]) -> Vec<u8> {
    let mut body = b"XYZ \0\0\0\0".to_vec();
    body.extend(values.iter().flat_map(|value| value.to_be_bytes()));
    body
}

fn curve() -> Vec<u8> {
    let mut body = b"para\0\0\0\0\0\x03\0\0".to_vec();
    body.extend(CURVE.iter().flat_map(|value| value.to_be_bytes()));
    body
}

/// Words in English, as the format keeps them.
fn words(words: &str) -> Vec<u8> {
    let units: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut body = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS".to_vec();
    body.extend(length(units.len()));
    body.extend(length(28));
    body.extend(units);
    body
}

fn length(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}
