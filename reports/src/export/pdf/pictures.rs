//! Photographs in the file: JPEG bytes as they are, PNG decoded to plain pixels.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::PdfError;
use crate::photographs::{Photographs, PixelFormat, PublicCopy};

/// Marks the object whose bytes come from the source; it is not written.
const MARK: &str = "GroundtruthPhotograph";

/// An object that stands for a photograph until the file is written.
pub(super) fn place(index: usize) -> XObject {
    let index = i64::try_from(index).unwrap_or(i64::MAX);
    XObject::External(ExternalXObject {
        stream: ExternalStream {
            dict: BTreeMap::from([(MARK.to_owned(), DictItem::Int(index))]),
            content: Vec::new(),
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    })
}

/// Which photograph an object stands for.
pub(super) fn index_of(dict: &Dictionary) -> Option<usize> {
    let index = dict.get(MARK.as_bytes()).and_then(Object::as_i64).ok()?;
    usize::try_from(index).ok()
}

/// The photographs of a document, read one at a time.
pub(super) struct Source<'a> {
    wanted: &'a [(String, (u32, u32))],
    photographs: &'a dyn Photographs,
}

impl<'a> Source<'a> {
    pub(super) const fn new(
        wanted: &'a [(String, (u32, u32))],
        photographs: &'a dyn Photographs,
    ) -> Self {
        Self {
            wanted,
            photographs,
        }
    }

    /// Gives the dictionary and the bytes of a photograph to a writer.
    pub(super) fn give<R>(
        &self,
        index: usize,
        take: impl FnOnce(Dictionary, &[u8]) -> R,
    ) -> Result<R, PdfError> {
        let (number, size) = self
            .wanted
            .get(index)
            .ok_or_else(|| PdfError::PhotographChanged(String::new()))?;
        let changed = || PdfError::PhotographChanged(number.clone());
        let bytes = self.photographs.bytes(number).ok_or_else(changed)?;
        // Held to the rule again: the source may have been asked twice.
        let copy = PublicCopy::read(&bytes).map_err(|_| changed())?;
        if (copy.width, copy.height) != *size {
            return Err(changed());
        }
        match copy.format {
            PixelFormat::Jpeg => Ok(take(jpeg(&copy), &bytes)),
            PixelFormat::Png => {
                let (dict, pixels) = png(&bytes).map_err(|why| PdfError::Undecodable {
                    number: number.clone(),
                    why,
                })?;
                Ok(take(dict, &pixels))
            }
        }
    }
}

fn image(width: u32, height: u32, colours: &str, filter: &str) -> Dictionary {
    Dictionary::from_iter([
        ("Type", Object::Name(b"XObject".to_vec())),
        ("Subtype", Object::Name(b"Image".to_vec())),
        ("Width", Object::Integer(i64::from(width))),
        ("Height", Object::Integer(i64::from(height))),
        ("ColorSpace", Object::Name(colours.as_bytes().to_vec())),
        ("BitsPerComponent", Object::Integer(8)),
        ("Filter", Object::Name(filter.as_bytes().to_vec())),
    ])
}

fn jpeg(copy: &PublicCopy) -> Dictionary {
    let colours = match copy.samples {
        1 => "DeviceGray",
        4 => "DeviceCMYK",
        _ => "DeviceRGB",
    };
    let mut dict = image(copy.width, copy.height, colours, "DCTDecode");
    if copy.reversed_inks {
        let turned = [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer);
        dict.set("Decode", Object::Array(turned.to_vec()));
    }
    dict
}

/// The pixels of a PNG on white paper, in grey or colour, compressed.
fn png(bytes: &[u8]) -> Result<(Dictionary, Vec<u8>), String> {
    /// No photograph has more: fifty million pixels of four samples.
    const MOST_BYTES: usize = 200_000_000;
    let mut decoder =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MOST_BYTES });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let size = reader
        .output_buffer_size()
        .filter(|size| *size <= MOST_BYTES);
    let size = size.ok_or("it has too many pixels")?;
    let mut pixels = vec![0; size];
    let frame = reader
        .next_frame(&mut pixels)
        .map_err(|error| error.to_string())?;
    pixels.truncate(frame.buffer_size());
    let (colours, pixels) = match frame.color_type {
        png::ColorType::Grayscale => ("DeviceGray", pixels),
        png::ColorType::GrayscaleAlpha => ("DeviceGray", on_paper::<2>(&pixels)),
        png::ColorType::Rgba => ("DeviceRGB", on_paper::<4>(&pixels)),
        png::ColorType::Rgb | png::ColorType::Indexed => ("DeviceRGB", pixels),
    };
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder
        .write_all(&pixels)
        .map_err(|error| error.to_string())?;
    let packed = encoder.finish().map_err(|error| error.to_string())?;
    Ok((
        image(frame.width, frame.height, colours, "FlateDecode"),
        packed,
    ))
}

/// Lays half-transparent pixels on white.
fn on_paper<const SAMPLES: usize>(pixels: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(pixels.len() / SAMPLES * (SAMPLES - 1));
    for pixel in pixels.chunks_exact(SAMPLES) {
        let Some((alpha, colours)) = pixel.split_last() else {
            continue;
        };
        let alpha = u32::from(*alpha);
        out.extend(colours.iter().map(|colour| {
            let mixed = (u32::from(*colour) * alpha + 255 * (255 - alpha) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        }));
    }
    out
}
