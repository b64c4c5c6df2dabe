//! Where lines may end, and the choice of ends that leaves the right edge as even as it can be.

/// A place where a line may end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// Index of the atom it lies in.
    pub atom: usize,
    /// Byte offset in that atom's word; its length stands for the end of the atom.
    pub offset: usize,
    /// What a line that ends here shows after its last letter.
    pub kind: EndKind,
    /// Width from the beginning of the paragraph to here, without trailing space.
    pub end: f64,
    /// Width from the beginning of the paragraph to where the next line begins.
    pub next: f64,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndKind {
    /// Between words.
    Word,
    /// Inside a word, with a hyphen.
    Hyphen,
    /// Inside a word that fits no line, behind a sign.
    Seam,
    /// Inside a word that fits no line, anywhere.
    Cut,
}

/// What each line costs, so that fewer lines are better than many.
const LINE: f64 = 60.0;
/// What a hyphen costs.
const HYPHEN: f64 = 25.0;
/// What a cut behind a sign costs.
const SEAM: f64 = 20.0;
/// What a cut anywhere costs.
const CUT: f64 = 60.0;
/// What a last line costs that holds next to nothing.
const RUNT: f64 = 20.0;

/// Chooses ends for lines of a width. The last candidate is always the last end.
///
/// A piece wider than the line is left wide; the caller offers cuts before it comes to that.
pub(crate) fn choose(candidates: &[Candidate], width: f64) -> Vec<usize> {
    let count = candidates.len();
    // For each candidate: the least cost of ending a line there, and the end of the line before.
    let mut best: Vec<(f64, Option<usize>)> = vec![(f64::INFINITY, None); count];
    for index in 0..count {
        let candidate = candidates[index];
        let last = index + 1 == count;
        let mut start = index;
        loop {
            let before = start.checked_sub(1);
            let begin = before.map_or(0.0, |b| candidates[b].next);
            let room = width - (candidate.end - begin);
            let narrow = start == index;
            if room < -0.01 && !narrow {
                break;
            }
            let so_far = before.map_or(0.0, |b| best[b].0);
            let cost =
                so_far + line_cost(room, width, last, before.is_some()) + end_cost(candidate.kind);
            if cost < best[index].0 {
                best[index] = (cost, before);
            }
            match before {
                Some(b) => start = b,
                None => break,
            }
        }
    }
    let mut ends = Vec::new();
    let mut at = count.checked_sub(1);
    while let Some(index) = at {
        ends.push(index);
        at = best[index].1;
    }
    ends.reverse();
    ends
}

fn line_cost(room: f64, width: f64, last: bool, several: bool) -> f64 {
    let ragged = (room / width).clamp(-1.0, 1.0);
    if room < -0.01 {
        // Nothing fits: as bad as it gets, and still better than no lines at all.
        return LINE + 10_000.0 * ragged * ragged;
    }
    if last {
        let runt = several && ragged > 0.88;
        return LINE + if runt { RUNT } else { 0.0 };
    }
    LINE + 100.0 * ragged * ragged
}

const fn end_cost(kind: EndKind) -> f64 {
    match kind {
        EndKind::Word => 0.0,
        EndKind::Hyphen => HYPHEN,
        EndKind::Seam => SEAM,
        EndKind::Cut => CUT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(widths: &[f64]) -> Vec<Candidate> {
        let mut pen = 0.0;
        widths
            .iter()
            .enumerate()
            .map(|(atom, width)| {
                let end = pen + width;
                pen = end + 1.0;
                Candidate {
                    atom,
                    offset: 0,
                    kind: EndKind::Word,
                    end,
                    next: pen,
                }
            })
            .collect()
    }

    #[test]
    fn what_fits_stays_on_one_line() {
        assert_eq!(choose(&words(&[3.0, 3.0, 3.0]), 11.0), [2]);
    }

    #[test]
    fn the_edge_is_evened_out_over_the_paragraph() {
        // Taking what fits would fill 14, 8 and 14 of 14; this takes a word over to the second line.
        let ends = choose(&words(&[4.0, 4.0, 4.0, 8.0, 9.0, 4.0]), 14.0);
        assert_eq!(ends, [1, 3, 5]);
    }

    #[test]
    fn no_line_ends_the_paragraph_with_a_crumb_if_it_can_be_helped() {
        let ends = choose(&words(&[5.0, 5.0, 5.0, 5.0, 1.0]), 23.5);
        assert_eq!(ends, [2, 4]);
    }

    #[test]
    fn a_piece_that_fits_nowhere_gets_a_line_of_its_own() {
        assert_eq!(choose(&words(&[3.0, 30.0, 3.0]), 10.0), [0, 1, 2]);
    }
}
