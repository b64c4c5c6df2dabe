//! Plain grey pictures, written byte by byte: what a public copy may hold and nothing more.

use groundtruth_reports::model::{Coded, DateText, Evidence, Picture};
use groundtruth_reports::photographs::InMemory;

/// One piece of evidence that is a photograph.
pub fn photographed(number: &str, kind: &str, width: u32, height: u32) -> Evidence {
    Evidence {
        number: number.into(),
        title: format!("Photograph at the door, {number}"),
        kind: Some(Coded::new("photograph", "photograph")),
        date: Some(DateText::new("4 May 2026", "2026-05-04")),
        supports: vec!["O-01".into(), "F-01".into()],
        picture: Some(Picture {
            file: format!("{number}.{}", if kind == "jpeg" { "jpg" } else { "png" }),
            media_type: format!("image/{kind}"),
            width,
            height,
            alt: format!("A grey door, {number}"),
            caption: "Route 7, 4 May 2026: the meal left outside".into(),
        }),
        ..Evidence::default()
    }
}

/// The bytes of the photographs of the invented report.
pub fn photographs() -> InMemory {
    InMemory::new([
        ("E-002", jpeg(640, 480)),
        ("E-003", png(300, 900)),
        ("E-004", jpeg(2000, 300)),
    ])
}

/// A JPEG of one grey, with the segments given after its head.
pub fn jpeg_with(width: u16, height: u16, segments: &[u8]) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    out.extend(segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    out.extend(segments);
    let mut table = vec![0];
    table.extend([1; 64]);
    out.extend(segment(0xDB, &table));
    let [h, w] = [height.to_be_bytes(), width.to_be_bytes()];
    out.extend(segment(0xC0, &[8, h[0], h[1], w[0], w[1], 1, 1, 0x11, 0]));
    // One code of one bit in each table: "no difference" and "end of block".
    for class in [0x00, 0x10] {
        let mut codes = vec![class, 1];
        codes.extend([0; 16]);
        out.extend(segment(0xC4, &codes));
    }
    out.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8);
    let bits = blocks * 2;
    out.extend(vec![0; bits / 8]);
    if bits % 8 != 0 {
        out.push(0xFF >> (bits % 8));
    }
    out.extend([0xFF, 0xD9]);
    out
}

/// The same without anything else.
pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    jpeg_with(width, height, &[])
}

/// A segment of a JPEG.
pub fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("short enough");
    let mut out = vec![0xFF, marker];
    out.extend(length.to_be_bytes());
    out.extend(body);
    out
}

/// A PNG of one grey, with the chunks given after its head.
pub fn png_with(width: u32, height: u32, chunks: &[u8]) -> Vec<u8> {
    let mut out = vec![0x89, b'P', b'N', b'G', 13, 10, 26, 10];
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 0, 0, 0, 0]);
    out.extend(chunk(b"IHDR", &head));
    out.extend(chunks);
    let mut row = vec![0];
    row.resize(width as usize + 1, 0x9A);
    out.extend(chunk(b"IDAT", &stored(&row.repeat(height as usize))));
    out.extend(chunk(b"IEND", &[]));
    out
}

/// The same without anything else.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    png_with(width, height, &[])
}

/// A chunk of a PNG.
pub fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(body.len())
        .expect("short enough")
        .to_be_bytes()
        .to_vec();
    out.extend(name);
    out.extend(body);
    let mut sum = u32::MAX;
    for byte in name.iter().chain(body) {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = sum >> 1 ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    out.extend((!sum).to_be_bytes());
    out
}

/// Bytes as a zlib stream that compresses nothing.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut parts = bytes.chunks(65_535).peekable();
    while let Some(part) = parts.next() {
        let length = u16::try_from(part.len()).expect("short enough");
        out.push(u8::from(parts.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(part);
    }
    let (mut a, mut b) = (1u32, 0u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend((b << 16 | a).to_be_bytes());
    out
}
