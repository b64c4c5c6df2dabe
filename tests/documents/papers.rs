//! PDFs made by hand, so that a test knows where every word stands.

/// A piece of text at a place, from the lower left corner in points. A `\u{1}` in it is the ligature fi.
pub type Piece<'a> = (&'a str, u32, u32);

/// A PDF with these pages, in Helvetica of 10 points.
pub fn pdf(pages: &[&[Piece<'_>]]) -> Vec<u8> {
    let contents = pages.iter().map(|pieces| {
        let piece = |(text, x, y): &Piece<'_>| {
            let text = text
                .replace('\\', "\\\\")
                .replace('(', "\\(")
                .replace(')', "\\)");
            format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n")
        };
        pieces.iter().map(piece).collect::<String>()
    });
    let pages: Vec<(String, String)> = contents
        .map(|content| ("/MediaBox [0 0 612 792]".to_owned(), content))
        .collect();
    with_pages(&pages)
}

/// A PDF with pages of which each has entries of its own and a content.
pub fn with_pages(pages: &[(String, String)]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", 4 + 2 * at))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding \
         /WinAnsiEncoding /Differences [1 /fi] >> >>"
            .to_owned(),
    ];
    for (at, (entries, content)) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R {entries} /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * at
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}endstream",
            content.len()
        ));
    }
    with_objects(&objects)
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
pub fn with_objects(objects: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).as_bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    let end = format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    file.extend(end.as_bytes());
    file
}

/// An agreement of three pages: two columns with a word that a line end divides and a ligature, one page of plain lines,
/// and one with nothing on it that is text.
pub fn agreement() -> Vec<u8> {
    pdf(&[
        &[
            (
                "AGREEMENT between the Department and Canaryprovider Ltd about toilets",
                100,
                740,
            ),
            ("1. The Provider shall deliver, clean", 60, 700),
            ("2. The Department shall pay for each", 330, 700),
            ("and keep forty \u{1}tted toilets in the pro-", 60, 688),
            ("toilet that is in order, every month,", 330, 688),
            ("vince, three times a week.", 60, 676),
            ("within thirty days of the invoice.", 330, 676),
            ("page 1 of 3", 280, 40),
        ],
        &[
            (
                "3. Records of each visit are kept for (at least) five years.",
                60,
                700,
            ),
            (
                "4. Contact: Canaryperson Amina, telephone 082 555 0199.",
                60,
                688,
            ),
        ],
        &[],
    ])
}
