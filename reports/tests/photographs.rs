//! Photographs: public copies pass through as they are, everything else is refused by number.

use crate::samples;
use crate::samples::pictures::{chunk, jpeg, jpeg_with, png, png_with, segment};
use crate::{markup, markup::Tag};
use groundtruth_reports::export::html;
use groundtruth_reports::model::{Report, ReportError};
use groundtruth_reports::photographs::{
    self, InMemory, NoPhotographs, Photographs, PixelFormat, PublicCopy, Unfit,
};

fn page(report: &Report, photographs: &dyn Photographs) -> String {
    let bytes = html::write_with_photographs(report, photographs).expect("renders");
    String::from_utf8(bytes).expect("UTF-8")
}

fn images(page: &str) -> Vec<Tag> {
    let tags = markup::tags(page).into_iter();
    tags.filter(|tag| tag.name == "img").collect()
}

#[test]
fn a_plain_picture_says_its_format_and_size() {
    let copy = PublicCopy::read(&jpeg(640, 480)).expect("a plain JPEG");
    assert_eq!(copy.format, PixelFormat::Jpeg);
    assert_eq!((copy.width, copy.height), (640, 480));
    assert_eq!((copy.bits, copy.samples), (8, 1));
    let copy = PublicCopy::read(&png(300, 900)).expect("a plain PNG");
    assert_eq!(copy.format, PixelFormat::Png);
    assert_eq!((copy.width, copy.height), (300, 900));
}

#[test]
fn a_jpeg_may_say_its_colours_and_restart_and_fill() {
    let mut extra = segment(0xEE, b"Adobe\0\x64\0\0\0\0\0");
    extra.extend([0xFF, 0xFF]);
    extra.extend(segment(0xDD, &[0, 4]));
    PublicCopy::read(&jpeg_with(16, 16, &extra)).expect("nothing in it tells anything");
}

#[test]
fn segments_that_could_tell_more_are_refused_by_name() {
    let secret = b"Exif\0\0 somewhere";
    let named = [
        (0xE1, "APP1"),
        (0xE2, "APP2"),
        (0xED, "APP13"),
        (0xE0, "APP0"),
        (0xEE, "APP14"),
        (0xFE, "COM"),
    ];
    for (marker, name) in named {
        let bytes = jpeg_with(16, 16, &segment(marker, secret));
        let part = name.to_owned();
        assert_eq!(PublicCopy::read(&bytes), Err(Unfit::Holds { part }));
    }
}

#[test]
fn chunks_that_could_tell_more_are_refused_by_name() {
    for name in [
        b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"prVt",
    ] {
        let bytes = png_with(4, 4, &chunk(name, b"Author\0someone"));
        let part = String::from_utf8_lossy(name).into_owned();
        assert_eq!(PublicCopy::read(&bytes), Err(Unfit::Holds { part }));
    }
    let plain = png_with(4, 4, &chunk(b"sRGB", &[0]));
    PublicCopy::read(&plain).expect("a chunk that changes how it looks");
}

#[test]
fn nothing_may_follow_the_end() {
    for mut bytes in [jpeg(16, 16), png(4, 4)] {
        bytes.extend(b"PK");
        assert_eq!(PublicCopy::read(&bytes), Err(Unfit::Trailing { count: 2 }));
    }
    // A second picture behind the first is no exception.
    let mut two = jpeg(16, 16);
    two.extend(jpeg(8, 8));
    assert!(matches!(
        PublicCopy::read(&two),
        Err(Unfit::Trailing { .. })
    ));
}

#[test]
fn a_picture_cut_short_anywhere_is_refused() {
    for whole in [jpeg(16, 16), png(4, 4)] {
        for end in 0..whole.len() {
            assert!(PublicCopy::read(&whole[..end]).is_err(), "{end} bytes");
        }
    }
}

#[test]
fn no_bytes_make_the_reader_fail_otherwise_than_by_refusing() {
    for whole in [jpeg(24, 24), png(5, 5)] {
        for place in 0..whole.len().min(400) {
            for value in [0, 1, 0x7F, 0x80, 0xD8, 0xD9, 0xFF] {
                let mut bytes = whole.clone();
                bytes[place] = value;
                let _ = PublicCopy::read(&bytes);
            }
        }
    }
}

#[test]
fn other_formats_are_refused() {
    for bytes in [
        &b"GIF89a"[..],
        b"RIFF\0\0\0\0WEBP",
        b"<svg onload=alert(1)>",
        b"%PDF-1.7",
        b"",
    ] {
        assert_eq!(PublicCopy::read(bytes), Err(Unfit::UnknownFormat));
    }
}

#[test]
fn the_refusal_names_the_evidence_and_what_is_wrong() {
    let report = samples::everything();
    let secret = jpeg_with(640, 480, &segment(0xE1, b"Exif\0\0"));
    let source = InMemory::new([("E-002", secret)]);
    let refused = html::write_with_photographs(&report, &source).expect_err("it holds APP1");
    assert!(matches!(refused, ReportError::Photograph { .. }));
    let words = refused.to_string();
    assert!(words.contains("E-002") && words.contains("APP1"), "{words}");
    for other in [jpeg(480, 640), png(640, 480)] {
        let source = InMemory::new([("E-002", other)]);
        let refused = photographs::check(&report, &source).expect_err("not as described");
        assert!(refused.to_string().contains("the report says"), "{refused}");
    }
}

#[test]
fn each_photograph_stands_once_with_its_size_and_its_words() {
    let report = samples::everything();
    let page = page(&report, &samples::photographs());
    let images = images(&page);
    assert_eq!(images.len(), 3);
    for (tag, number) in images.iter().zip(["E-002", "E-003", "E-004"]) {
        assert_eq!(
            tag.attribute("alt"),
            Some(&*format!("A grey door, {number}"))
        );
        assert_eq!(tag.attribute("loading"), Some("lazy"));
        assert!(tag.attribute("width").is_some() && tag.attribute("height").is_some());
        let source = tag.attribute("src").expect("a source");
        assert!(source.starts_with("data:image/"), "{source:.40}");
        assert_eq!(
            page.matches(&format!("id=\"photograph-{number}\"")).count(),
            1
        );
    }
    // Two stand large under the finding; the third is named there and small in the index.
    assert_eq!(page.matches("<figure class=\"photograph\"").count(), 2);
    assert_eq!(page.matches("class=\"thumb\"").count(), 1);
    assert!(page.contains("More photographs"));
}

#[test]
fn where_the_bytes_are_missing_the_words_stand() {
    let report = samples::everything();
    let page = page(&report, &NoPhotographs);
    assert!(images(&page).is_empty());
    assert!(page.contains("The photograph is not in this copy. It shows: A grey door, E-002"));
    assert!(page.contains("the meal left outside"));
    assert_eq!(
        page,
        String::from_utf8(html::write(&report).expect("renders")).expect("UTF-8")
    );
}

#[test]
fn a_promise_refers_to_its_photographs() {
    let page = page(&samples::everything(), &samples::photographs());
    let row = page.split("id=\"promise-O-01\"").nth(1).expect("the row");
    let row = row.split("</article>").next().expect("its end");
    assert!(row.contains("href=\"#photograph-E-002\""));
}

#[test]
fn the_json_edition_holds_no_bytes() {
    let bytes = groundtruth_reports::export::json::write(&samples::everything()).expect("written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.contains("\"file\": \"E-002.jpg\""));
    assert!(!text.contains("base64") && !text.contains("/9j/"));
}
