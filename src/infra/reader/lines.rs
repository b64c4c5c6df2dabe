//! From the letters that a page draws to its words and lines, in the order in which people read them: by where they
//! stand, columns one after the other. Not how they are drawn.

use crate::domain::page_text::{Word, WordBox};

/// Beyond this many pieces a page is read in the order in which it is drawn.
const MOST_PIECES: usize = 600;
/// Narrower pieces are cells of a table, which is read row by row; wider ones the lines of a column.
const LINE_OF_A_COLUMN: f64 = 9.0;

/// A letter as it is drawn, in points from the upper left corner of the page.
#[derive(Clone, Debug)]
pub struct Letter {
    /// What it stands for; several characters where it is a ligature.
    pub text: String,
    /// Where it begins, on its base line.
    pub from: (f64, f64),
    /// Where the next one begins.
    pub to: (f64, f64),
    /// The size of its typeface.
    pub size: f64,
}

/// A word or some words of one line, in coordinates along and across its direction.
#[derive(Clone, Debug)]
struct Piece {
    words: Vec<(String, Span)>,
    span: Span,
    size: f64,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Span {
    fn and(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// The words of a page in reading order.
#[must_use]
pub fn words_of(letters: &[Letter]) -> Vec<Word> {
    let pieces = pieces_of(letters);
    let rows = if pieces.len() > MOST_PIECES {
        pieces.into_iter().map(|piece| vec![piece]).collect()
    } else {
        ordered(pieces)
    };
    let mut words = Vec::new();
    for (line, row) in (0..).zip(rows) {
        for (text, span) in row.into_iter().flat_map(|piece| piece.words) {
            words.push(Word {
                text,
                line,
                at: Some(boxed(span)),
            });
        }
    }
    words
}

/// Hundredths of a point; what stands outside of the page begins at its edge.
fn boxed(span: Span) -> WordBox {
    let whole = |points: f64| (points * 100.0).round().clamp(0.0, 10_000_000.0) as u32;
    let (left, top) = (whole(span.left), whole(span.top));
    WordBox {
        left,
        top,
        width: whole(span.right).saturating_sub(left),
        height: whole(span.bottom).saturating_sub(top),
    }
}

/// Where a word is being put together.
struct Growing {
    text: String,
    span: Span,
    first: (f64, f64),
    end: (f64, f64),
    direction: (f64, f64),
    size: f64,
}

fn pieces_of(letters: &[Letter]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut growing: Option<Growing> = None;
    for letter in letters {
        if !(letter.size.is_finite() && letter.size > 0.1 && is_finite(letter)) {
            continue;
        }
        let is_space = letter.text.chars().all(char::is_whitespace);
        if let Some(word) = &mut growing
            && !is_space
            && word.goes_on_with(letter)
        {
            word.take(letter);
            continue;
        }
        if let Some(word) = growing.take() {
            put(&mut pieces, word);
        }
        if !is_space {
            growing = Some(Growing::from(letter));
        }
    }
    if let Some(word) = growing {
        put(&mut pieces, word);
    }
    pieces
}

fn is_finite(letter: &Letter) -> bool {
    [letter.from.0, letter.from.1, letter.to.0, letter.to.1]
        .iter()
        .all(|at| at.is_finite())
}

impl Growing {
    fn from(letter: &Letter) -> Self {
        let (dx, dy) = (letter.to.0 - letter.from.0, letter.to.1 - letter.from.1);
        let length = (dx * dx + dy * dy).sqrt();
        let direction = if length > 1e-6 {
            (dx / length, dy / length)
        } else {
            (1.0, 0.0)
        };
        Self {
            text: letter.text.clone(),
            span: span_of(letter, direction),
            first: letter.from,
            end: letter.to,
            direction,
            size: letter.size,
        }
    }

    /// Along and across from where the word ends.
    fn offset(&self, point: (f64, f64)) -> (f64, f64) {
        let (x, y) = (point.0 - self.end.0, point.1 - self.end.1);
        let (dx, dy) = self.direction;
        (x * dx + y * dy, y * dx - x * dy)
    }

    fn goes_on_with(&self, letter: &Letter) -> bool {
        let (along, across) = self.offset(letter.from);
        across.abs() < 0.2 * self.size && along > -0.4 * self.size && along < 0.17 * self.size
    }

    fn take(&mut self, letter: &Letter) {
        self.text.push_str(&letter.text);
        self.span = self.span.and(span_of(letter, self.direction));
        self.end = letter.to;
        self.size = self.size.max(letter.size);
    }
}

/// The box of a letter: most of its size above the base line, some below.
fn span_of(letter: &Letter, (dx, dy): (f64, f64)) -> Span {
    let up = (dy * 0.78 * letter.size, -dx * 0.78 * letter.size);
    let down = (-dy * 0.22 * letter.size, dx * 0.22 * letter.size);
    let mut span: Option<Span> = None;
    for (x, y) in [letter.from, letter.to] {
        for (ox, oy) in [up, down] {
            let point = Span {
                left: x + ox,
                right: x + ox,
                top: y + oy,
                bottom: y + oy,
            };
            span = Some(span.map_or(point, |span| span.and(point)));
        }
    }
    span.unwrap_or(Span {
        left: 0.0,
        top: 0.0,
        right: 0.0,
        bottom: 0.0,
    })
}

/// Puts a word to the piece it goes on with, or begins a piece.
fn put(pieces: &mut Vec<Piece>, word: Growing) {
    // Bold is made by some programs by drawing everything twice.
    let is_again = |piece: &Piece| {
        piece.words.iter().any(|(text, span)| {
            *text == word.text
                && (span.left - word.span.left).abs() < 0.15 * word.size
                && (span.top - word.span.top).abs() < 0.15 * word.size
        })
    };
    if pieces.iter().rev().take(3).any(is_again) {
        return;
    }
    let is_level = word.direction.0 > 0.99;
    if let Some(last) = pieces.last_mut() {
        let gap = word.first.0 - last.span.right;
        let is_beside = (word.span.bottom - last.span.bottom).abs() < 0.25 * last.size;
        if is_level && is_beside && gap > -0.2 * last.size && gap < 0.9 * last.size {
            last.span = last.span.and(word.span);
            last.size = last.size.max(word.size);
            last.words.push((word.text, word.span));
            return;
        }
    }
    pieces.push(Piece {
        span: word.span,
        size: word.size,
        words: vec![(word.text, word.span)],
    });
}

/// Pieces as rows, in reading order: columns apart where there are some, else from above to below.
fn ordered(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    if let Some((left, right)) = columns(&pieces) {
        return [ordered(left), ordered(right)].concat();
    }
    let mut by_top = pieces;
    by_top.sort_by(|a, b| a.span.top.total_cmp(&b.span.top));
    let weight = |part: &[Piece]| columns(part).map_or(0, |_| part.len());
    let mut best = (0, 0);
    let mut bottom = f64::MIN;
    for at in 1..by_top.len() {
        bottom = bottom.max(by_top[at - 1].span.bottom);
        // Letters have room above and below; lines that are set tight overlap by it.
        if by_top[at].span.top > bottom - 0.3 * by_top[at].size {
            let gain = weight(&by_top[..at]) + weight(&by_top[at..]);
            best = best.max((gain, at));
        }
    }
    if best.0 > 0 {
        let below = by_top.split_off(best.1);
        return [ordered(by_top), ordered(below)].concat();
    }
    rows(by_top)
}

/// Two columns: a gap from top to bottom with lines of text on both sides.
fn columns(pieces: &[Piece]) -> Option<(Vec<Piece>, Vec<Piece>)> {
    if pieces.len() < 4 {
        return None;
    }
    let mut by_left: Vec<&Piece> = pieces.iter().collect();
    by_left.sort_by(|a, b| a.span.left.total_cmp(&b.span.left));
    let mut right = f64::MIN;
    let mut best: Option<(f64, usize)> = None;
    for at in 1..by_left.len() {
        right = right.max(by_left[at - 1].span.right);
        let gap = by_left[at].span.left - right;
        let is_wide = gap > 0.8 * by_left[at].size;
        if is_wide && best.is_none_or(|(widest, _)| gap > widest) {
            best = Some((gap, at));
        }
    }
    let (_, at) = best?;
    let (left, right) = by_left.split_at(at);
    let taken = |part: &[&Piece]| part.iter().map(|piece| (*piece).clone()).collect();
    (is_column(left) && is_column(right)).then(|| (taken(left), taken(right)))
}

/// Lines of text: several of them, and the middle one of them as wide as some words.
fn is_column(part: &[&Piece]) -> bool {
    let mut widths: Vec<f64> = part
        .iter()
        .map(|piece| (piece.span.right - piece.span.left) / piece.size)
        .collect();
    widths.sort_by(f64::total_cmp);
    part.len() >= 2 && widths[widths.len() / 2] >= LINE_OF_A_COLUMN
}

/// Rows: what stands at one height, from left to right.
fn rows(by_top: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in by_top {
        let beside = rows.iter_mut().rev().take(3).find(|row| {
            let (a, b) = (row[0].span, piece.span);
            let common = a.bottom.min(b.bottom) - a.top.max(b.top);
            common > 0.6 * (a.bottom - a.top).min(b.bottom - b.top)
        });
        match beside {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.span.left.total_cmp(&b.span.left));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text set with letters half as wide as high.
    fn set(text: &str, left: f64, base: f64) -> Vec<Letter> {
        let at = |place: usize| (left + place as f64 * 5.0, base);
        let letter = |(place, character): (usize, char)| Letter {
            text: character.to_string(),
            from: at(place),
            to: at(place + 1),
            size: 10.0,
        };
        text.chars().enumerate().map(letter).collect()
    }

    fn read(parts: &[(&str, f64, f64)]) -> String {
        let letters: Vec<Letter> = parts.iter().flat_map(|(t, x, y)| set(t, *x, *y)).collect();
        let words = words_of(&letters);
        let lines = words.chunk_by(|a, b| a.line == b.line);
        let line = |words: &[Word]| {
            words
                .iter()
                .map(|w| w.text.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        lines.map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn columns_are_read_one_after_the_other_however_they_are_drawn() {
        let (left, right) = (50.0, 320.0);
        let by_row = read(&[
            (
                "AGREEMENT about the delivery of meals to seniors at home",
                100.0,
                60.0,
            ),
            ("The Provider shall deliver", left, 100.0),
            ("The Department shall pay", right, 100.0),
            ("forty meals on each of the", left, 112.0),
            ("for each of the meals that", right, 112.0),
            ("five days of the week", left, 124.0),
            ("is delivered in time", right, 124.0),
            ("page 3", 280.0, 700.0),
        ]);
        assert_eq!(
            by_row,
            "AGREEMENT about the delivery of meals to seniors at home\nThe Provider shall deliver\n\
             forty meals on each of the\nfive days of the week\nThe Department shall pay\n\
             for each of the meals that\nis delivered in time\npage 3"
        );
    }

    #[test]
    fn a_table_is_read_row_by_row() {
        let table = read(&[
            ("Toilets", 50.0, 100.0),
            ("Taps", 50.0, 112.0),
            ("Bins", 50.0, 124.0),
            ("346", 200.0, 100.0),
            ("12", 200.0, 112.0),
            ("7", 200.0, 124.0),
        ]);
        assert_eq!(table, "Toilets 346\nTaps 12\nBins 7");
    }

    #[test]
    fn what_is_drawn_twice_is_read_once_and_what_cannot_be_is_passed_over() {
        let twice = [
            set("Bold words", 50.0, 100.0),
            set("Bold words", 50.3, 100.0),
        ]
        .concat();
        assert_eq!(words_of(&twice).len(), 2);
        let nowhere = Letter {
            text: "x".to_owned(),
            from: (f64::NAN, 0.0),
            to: (f64::INFINITY, 0.0),
            size: 10.0,
        };
        assert!(words_of(&[nowhere]).is_empty());
    }

    #[test]
    fn a_word_that_runs_upwards_keeps_together() {
        let upwards: Vec<Letter> = "Draft"
            .chars()
            .zip(0..)
            .map(|(character, place)| Letter {
                text: character.to_string(),
                from: (30.0, 400.0 - f64::from(place) * 5.0),
                to: (30.0, 395.0 - f64::from(place) * 5.0),
                size: 10.0,
            })
            .collect();
        let words = words_of(&upwards);
        assert_eq!(words.len(), 1);
        let at = words[0].at.unwrap();
        assert!(at.height > at.width, "{at:?}");
    }
}
