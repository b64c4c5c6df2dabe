//! What a file is, by its content and never by its name.

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// Pages with pictures and text.
    Pdf,
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// Text in UTF-8.
    Text,
    /// An office file or an archive: kept and not read.
    Zip,
    /// Anything else: kept and not read.
    Other,
}

impl Media {
    /// The media type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Text => "text/plain",
            Self::Zip => "application/zip",
            Self::Other => "application/octet-stream",
        }
    }

    /// What a media type names.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let all = [Self::Pdf, Self::Png, Self::Jpeg, Self::Text, Self::Zip];
        let found = all.into_iter().find(|media| media.name() == name);
        found.unwrap_or(Self::Other)
    }

    /// The ending of a saved file.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Text => "txt",
            Self::Zip => "zip",
            Self::Other => "bin",
        }
    }

    /// Whether a browser shows it as a page of its own picture.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg)
    }
}

/// What a file is by its first bytes; `None` where it could run in the browser of whoever opens it.
#[must_use]
pub fn media_of(first: &[u8]) -> Option<Media> {
    const KNOWN: [(&[u8], Media); 4] = [
        (b"%PDF-", Media::Pdf),
        (b"\x89PNG\r\n\x1a\n", Media::Png),
        (b"\xff\xd8\xff", Media::Jpeg),
        (b"PK\x03\x04", Media::Zip),
    ];
    if let Some((_, media)) = KNOWN.iter().find(|(mark, _)| first.starts_with(mark)) {
        return Some(*media);
    }
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let start: String = String::from_utf8_lossy(&text[..text.len().min(1024)]).to_ascii_lowercase();
    let is_page = ["<svg", "<html", "<script", "<!doctype html"]
        .iter()
        .any(|mark| start.contains(mark));
    if is_page {
        return None;
    }
    Some(if is_text(text) {
        Media::Text
    } else {
        Media::Other
    })
}

/// Text has no control characters but those that set it; the last character may be cut.
fn is_text(bytes: &[u8]) -> bool {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let sets = |character: char| "\t\r\n\u{c}".contains(character);
    !valid.is_empty()
        && valid
            .chars()
            .all(|character| !character.is_control() || sets(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_contains() {
        for (first, media) in [
            (b"%PDF-1.7\nPK\x03\x04".as_slice(), Some(Media::Pdf)),
            (b"PK\x03\x04%PDF-", Some(Media::Zip)),
            (b"\xff\xd8\xff\xe0<html>", Some(Media::Jpeg)),
            (b"\x89PNG\r\n\x1a\nx", Some(Media::Png)),
            (b"GIF89a\x01\x00", Some(Media::Other)),
            ("The Provider shall caf\u{e9}".as_bytes(), Some(Media::Text)),
            (b"caf\xc3", Some(Media::Text)),
            (b"caf\xc3(", Some(Media::Other)),
            (b"a\0b", Some(Media::Other)),
            (b"<?xml version='1.0'?><SVG onload='x'>", None),
            (b"\xef\xbb\xbf <!DOCTYPE html>", None),
            (b"GIF89a/*<script>*/", None),
        ] {
            assert_eq!(media_of(first), media, "{}", String::from_utf8_lossy(first));
        }
    }
}
