//! Pages as pictures beside the ones that were approved: small ones are kept, and a page that looks
//! different is shown. Both suites use it.
//!
//! `GROUNDTRUTH_RENEW_PAGES=1 cargo test pages_look` renews them; look at each before it is committed.
//! Where `pdftoppm` is missing the test says so.

use std::path::Path;

use super::programs::{File, run};

/// Dots of an inch: enough to see where everything stands, too few to read.
const DOTS: &str = "50";
/// A dot may differ by so much: programs smooth edges in different ways.
const TOLERANCE: u8 = 60;
/// So many dots in ten thousand may differ by more.
const FEW: usize = 12;

/// A picture in grey, row by row.
#[derive(PartialEq)]
struct Grey {
    width: usize,
    height: usize,
    dots: Vec<u8>,
}

/// Compares pages of documents, by name, with the pictures of a folder. None where they cannot be drawn.
pub fn look_as_approved(kept: &Path, wanted: Vec<(&str, Vec<u8>, Vec<usize>)>) -> Option<()> {
    let renew = renew();
    let mut different = Vec::new();
    for (name, bytes, pages) in wanted {
        let file = File::new(&format!("look-{name}.pdf"), &bytes);
        for page in pages {
            let now = rendered(&file.0, page)?;
            let place = kept.join(format!("{name}-{page:02}.png"));
            if renew {
                std::fs::create_dir_all(kept).unwrap();
                std::fs::write(&place, now.to_png()).unwrap();
                continue;
            }
            let before = std::fs::read(&place).map(|bytes| Grey::from_png(&bytes));
            let before = before.unwrap_or_else(|error| panic!("{}: {error}", place.display()));
            let count = now.differs(&before);
            if count * 10_000 > now.dots.len() * FEW {
                let shown =
                    std::env::temp_dir().join(format!("groundtruth-{name}-{page:02}-differs.png"));
                std::fs::write(&shown, now.beside(&before).to_png()).unwrap();
                different.push(format!(
                    "{name}, page {page}: {count} dots, see {}",
                    shown.display()
                ));
            }
        }
    }
    assert!(
        different.is_empty(),
        "{}\nbefore, now, and what differs; {HOW}",
        different.join("\n")
    );
    Some(())
}

const HOW: &str = "if the new ones are right, renew with GROUNDTRUTH_RENEW_PAGES=1";

#[expect(
    clippy::disallowed_methods,
    reason = "a person asks for new pictures in this way alone"
)]
fn renew() -> bool {
    std::env::var("GROUNDTRUTH_RENEW_PAGES").is_ok_and(|value| value == "1")
}

fn rendered(file: &Path, page: usize) -> Option<Grey> {
    let page = page.to_string();
    let arguments = ["-gray", "-r", DOTS, "-f", &page, "-l", &page, "FILE"];
    let output = run("pdftoppm", "poppler-utils", &arguments, file)?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(Grey::from_pgm(&output.stdout))
}

impl Grey {
    /// The plainest of formats: `P5`, width, height, 255, dots.
    fn from_pgm(bytes: &[u8]) -> Self {
        let mut parts = bytes.splitn(4, |byte| byte.is_ascii_whitespace());
        let mut number = |what: &str| {
            let part = parts.next().expect(what);
            std::str::from_utf8(part).expect(what).to_owned()
        };
        assert_eq!(number("kind"), "P5");
        let width = number("width").parse().unwrap();
        let height = number("height").parse().unwrap();
        let rest = parts.next().unwrap();
        let dots = rest.strip_prefix(b"255\n").unwrap().to_vec();
        assert_eq!(dots.len(), width * height);
        Self {
            width,
            height,
            dots,
        }
    }

    fn from_png(bytes: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        let mut dots = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut dots).unwrap();
        assert_eq!(frame.color_type, png::ColorType::Grayscale);
        dots.truncate(frame.buffer_size());
        Self {
            width: frame.width as usize,
            height: frame.height as usize,
            dots,
        }
    }

    fn to_png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let (width, height) = (
            u32::try_from(self.width).unwrap(),
            u32::try_from(self.height).unwrap(),
        );
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&self.dots).unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// How many dots differ by more than smoothing explains.
    fn differs(&self, other: &Self) -> usize {
        if (self.width, self.height) != (other.width, other.height) {
            return self.dots.len();
        }
        let pairs = self.dots.iter().zip(&other.dots);
        pairs
            .filter(|(now, before)| now.abs_diff(**before) > TOLERANCE)
            .count()
    }

    /// Before, now, and what differs, side by side.
    fn beside(&self, before: &Self) -> Self {
        if (self.width, self.height) != (before.width, before.height) {
            return Self {
                width: self.width,
                height: self.height,
                dots: self.dots.clone(),
            };
        }
        let mut dots = Vec::with_capacity(self.dots.len() * 3);
        for (now, before) in self
            .dots
            .chunks(self.width)
            .zip(before.dots.chunks(self.width))
        {
            dots.extend(before);
            dots.extend(now);
            dots.extend(
                now.iter()
                    .zip(before)
                    .map(|(now, before)| 255 - now.abs_diff(*before)),
            );
        }
        Self {
            width: self.width * 3,
            height: self.height,
            dots,
        }
    }
}
