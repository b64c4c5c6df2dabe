//! How wide each column becomes.

use crate::document::ColumnKind;

/// What a column needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct ColumnNeeds {
    kind: ColumnKind,
    /// Twelfths asked for; 0 for none.
    share: u8,
    /// Below this, words are cut.
    least: f64,
    /// Everything on one line.
    natural: f64,
}

/// A word longer than this may be divided rather than push its column apart.
const LONG_WORD: f64 = 84.0;
/// A line longer than this wraps in any case.
const LONG_LINE: f64 = 240.0;
/// Half of a SHA-256 in the fixed width, with a little room.
const HALF_HASH: f64 = 32.0 * 4.8 + 0.5;

impl ColumnNeeds {
    pub(super) const fn of(kind: ColumnKind, share: u8) -> Self {
        Self {
            kind,
            share,
            least: 12.0,
            natural: 12.0,
        }
    }

    /// Takes note of one line.
    pub(super) fn take(&mut self, natural: f64, widest: f64) {
        let (natural, widest) = match self.kind {
            ColumnKind::Code => (natural.min(HALF_HASH), widest.min(HALF_HASH)),
            ColumnKind::Number => (natural.min(LONG_LINE), widest),
            ColumnKind::Text | ColumnKind::Figure => {
                (natural.min(LONG_LINE), widest.min(LONG_WORD))
            }
        };
        self.least = self.least.max(widest);
        self.natural = self.natural.max(natural);
    }
}

/// Widths that fill `width` with gaps between them; less where little is to be shown.
pub(super) fn share_out(needs: &[ColumnNeeds], width: f64, gap: f64) -> Vec<f64> {
    let count = needs.len();
    if count == 0 {
        return Vec::new();
    }
    #[expect(clippy::cast_precision_loss, reason = "a table has few columns")]
    let room = width - gap * (count - 1) as f64;
    if needs.iter().all(|need| need.share > 0) {
        let total: f64 = needs.iter().map(|need| f64::from(need.share)).sum();
        return needs
            .iter()
            .map(|need| room * f64::from(need.share) / total)
            .collect();
    }
    let natural: f64 = needs.iter().map(|need| need.natural).sum();
    let least: f64 = needs.iter().map(|need| need.least).sum();
    if natural <= room {
        return grown(needs, natural, room);
    }
    if least >= room {
        return needs.iter().map(|need| room * need.least / least).collect();
    }
    // Long columns get more, but not as much more as they ask for.
    let wish =
        |need: &ColumnNeeds| (need.natural - need.least).max(0.0).sqrt() * need.natural.sqrt();
    let wishes: f64 = needs.iter().map(wish).sum();
    let spare = room - least;
    let mut widths: Vec<f64> = needs
        .iter()
        .map(|need| need.least + spare * wish(need) / wishes.max(1.0))
        .collect();
    // What a short column does not need goes to the long ones.
    for _ in 0..3 {
        let over: f64 = widths
            .iter()
            .zip(needs)
            .map(|(width, need)| (width - need.natural).max(0.0))
            .sum();
        let hungry: f64 = widths
            .iter()
            .zip(needs)
            .map(|(width, need)| (need.natural - width).max(0.0))
            .sum();
        if over < 0.01 || hungry < 0.01 {
            break;
        }
        for (width, need) in widths.iter_mut().zip(needs) {
            let missing = need.natural - *width;
            if missing < 0.0 {
                *width = need.natural;
            } else {
                *width += over * missing / hungry;
            }
        }
    }
    widths
}

/// More room than needed: columns of words take it, numbers stay close to what they belong to, and a
/// small table stays small.
fn grown(needs: &[ColumnNeeds], natural: f64, room: f64) -> Vec<f64> {
    const MOST: f64 = 1.7;
    let grows = |need: &&ColumnNeeds| matches!(need.kind, ColumnKind::Text | ColumnKind::Figure);
    let wordy: f64 = needs.iter().filter(grows).map(|need| need.natural).sum();
    let factor = 1.0 + (room - natural) / wordy.max(1.0);
    let factor = if factor > MOST && needs.len() < 4 {
        1.25
    } else {
        factor
    };
    let widths = needs.iter().map(|need| {
        let factor = if grows(&need) { factor } else { 1.0 };
        need.natural * factor
    });
    widths.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(kind: ColumnKind, natural: f64, widest: f64) -> ColumnNeeds {
        let mut need = ColumnNeeds::of(kind, 0);
        need.take(natural, widest);
        need
    }

    #[test]
    fn a_full_table_is_exactly_as_wide_as_its_page() {
        for naturals in [
            [500.0, 40.0, 300.0, 60.0],
            [90.0, 90.0, 90.0, 90.0],
            [700.0, 900.0, 800.0, 20.0],
        ] {
            let needs = naturals.map(|natural| need(ColumnKind::Text, natural, 30.0));
            let widths = share_out(&needs, 480.0, 10.0);
            let total: f64 = widths.iter().sum::<f64>() + 30.0;
            assert!((total - 480.0).abs() < 0.5, "{widths:?}");
        }
    }

    #[test]
    fn short_columns_get_what_they_need_before_long_ones_get_more() {
        let needs = [
            need(ColumnKind::Text, 40.0, 30.0),
            need(ColumnKind::Text, 900.0, 60.0),
            need(ColumnKind::Number, 30.0, 30.0),
        ];
        let widths = share_out(&needs, 400.0, 10.0);
        assert!(
            (40.0..=50.0).contains(&widths[0]) && widths[2] <= 31.0 && widths[1] > 280.0,
            "{widths:?}"
        );
    }

    #[test]
    fn shares_are_kept() {
        let needs = [3, 9].map(|share| ColumnNeeds::of(ColumnKind::Text, share));
        assert_eq!(share_out(&needs, 130.0, 10.0), [30.0, 90.0]);
    }
}
