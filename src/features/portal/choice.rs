//! Which rows of a comparison are shown, and in which order: read from the address, so that the address is the state.

use std::cmp::Ordering;

use groundtruth_reports::model::{Direction, PromiseRow, Target, VerdictCode};
use serde::{Deserialize, Serialize};

/// What stands after the question mark. An empty value chooses nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// Code word of a verdict.
    pub verdict: String,
    /// Code word of a proof grade; `none` for rows without one.
    pub grade: String,
    /// Code word of who counted a claimed or found figure.
    pub counted: String,
    /// `number`, `gap` or `verdict`.
    pub sort: String,
}

/// The orders there are; the first is the order of the agreement.
pub const ORDERS: [&str; 3] = ["number", "gap", "verdict"];

impl Choice {
    /// Whether it leaves any row out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !(self.verdict.is_empty() && self.grade.is_empty() && self.counted.is_empty())
    }

    /// The order chosen; one that there is not is that of the agreement.
    #[must_use]
    pub fn order(&self) -> &'static str {
        ORDERS
            .into_iter()
            .find(|order| *order == self.sort)
            .unwrap_or(ORDERS[0])
    }

    /// Whether a row is shown.
    #[must_use]
    pub fn takes(&self, row: &PromiseRow) -> bool {
        let is = |chosen: &str, code: &str| chosen.is_empty() || chosen == code;
        is(&self.verdict, verdict_of(row))
            && is(&self.grade, grade_of(row))
            && (self.counted.is_empty() || counters_of(row).any(|(code, _)| code == self.counted))
    }

    /// The rows that are shown, in the order chosen. Rows that are equal stay in the order of the agreement.
    #[must_use]
    pub fn of<'a>(&self, rows: &'a [PromiseRow]) -> Vec<&'a PromiseRow> {
        let mut shown: Vec<_> = rows.iter().filter(|row| self.takes(row)).collect();
        match self.order() {
            "gap" => shown.sort_by(|a, b| by_gap(a, b)),
            "verdict" => shown.sort_by_key(|row| severity(row)),
            _ => {}
        }
        shown
    }
}

/// Code word of the verdict of a row.
#[must_use]
pub fn verdict_of(row: &PromiseRow) -> &'static str {
    row.verdict
        .as_ref()
        .map_or("none", |verdict| verdict.code.code())
}

/// Code word of the proof grade of a row.
#[must_use]
pub fn grade_of(row: &PromiseRow) -> &str {
    row.grade
        .as_ref()
        .map_or("none", |grade| grade.code.as_str())
}

/// Who counted what is claimed or found in a row: code words with their labels.
pub fn counters_of(row: &PromiseRow) -> impl Iterator<Item = (&str, &str)> {
    let all = row.claimed.figures.iter().chain(&row.found.figures);
    all.filter_map(|figure| figure.who_counted.as_ref())
        .map(|who| (who.code.as_str(), who.label.as_str()))
}

/// The worst first.
fn severity(row: &PromiseRow) -> u8 {
    match row.verdict.as_ref().map(|verdict| verdict.code) {
        Some(VerdictCode::WrongWay) => 0,
        Some(VerdictCode::NotDelivered) => 1,
        Some(VerdictCode::PartlyDelivered) => 2,
        Some(VerdictCode::StandardDisputed) => 3,
        Some(VerdictCode::CannotJudge) => 4,
        Some(VerdictCode::NotDue) => 5,
        Some(VerdictCode::Delivered) => 6,
        None => 7,
    }
}

/// The widest gap first, as a share of what was promised, so that toilets and hours can stand in one list.
fn by_gap(a: &PromiseRow, b: &PromiseRow) -> Ordering {
    let key = |row: &PromiseRow| {
        let group = match row.gap.as_ref().map(|gap| gap.direction) {
            Some(Direction::WrongWay) => 0,
            Some(Direction::Short | Direction::OverClaim) => 1,
            Some(Direction::NotComputed) => 2,
            Some(Direction::Met | Direction::UnderClaim) => 3,
            Some(Direction::Surplus) => 4,
            None => 5,
        };
        (group, share(row).unwrap_or(0.0))
    };
    let ((group_a, share_a), (group_b, share_b)) = (key(a), key(b));
    group_a.cmp(&group_b).then(share_b.total_cmp(&share_a))
}

/// For the order only; what is printed is worked out exactly elsewhere.
fn share(row: &PromiseRow) -> Option<f64> {
    let gap = number(row.gap.as_ref()?.exact.as_ref()?)?.abs();
    let promised = row
        .promised
        .figures
        .first()
        .and_then(|figure| number(figure.exact.as_ref()?));
    let drawn = row.bar.as_ref().and_then(|bar| match bar.target {
        Target::Value { at } | Target::Limit { at } => Some(at),
        Target::Range { low, .. } => Some(low),
        Target::Reduction { from, .. } => Some(from),
        Target::None => None,
    });
    let whole = promised.or(drawn).filter(|whole| *whole > 0.0)?;
    Some(gap / whole)
}

/// A decimal or a fraction.
fn number(text: &str) -> Option<f64> {
    match text.split_once('/') {
        Some((above, below)) => Some(above.parse::<f64>().ok()? / below.parse::<f64>().ok()?),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use groundtruth_reports::model::{Cell, Difference, Figure, Verdict};

    use super::*;

    fn row(number: &str, code: VerdictCode, promised: &str, gap: Option<&str>) -> PromiseRow {
        PromiseRow {
            number: number.to_owned(),
            verdict: Some(Verdict {
                code,
                ..Verdict::default()
            }),
            promised: Cell::of(Figure {
                exact: Some(promised.to_owned()),
                ..Figure::default()
            }),
            gap: gap.map(|exact| Difference {
                exact: Some(exact.to_owned()),
                direction: if exact == "0" {
                    Direction::Met
                } else {
                    Direction::Short
                },
                ..Difference::default()
            }),
            ..PromiseRow::default()
        }
    }

    fn rows() -> Vec<PromiseRow> {
        vec![
            row("O-01", VerdictCode::Delivered, "10", Some("0")),
            row("O-02", VerdictCode::PartlyDelivered, "346", Some("-90")),
            row("O-03", VerdictCode::NotDelivered, "25", Some("-50/3")),
            row("O-04", VerdictCode::CannotJudge, "1", None),
        ]
    }

    fn numbers(choice: &Choice) -> Vec<String> {
        choice
            .of(&rows())
            .iter()
            .map(|row| row.number.clone())
            .collect()
    }

    #[test]
    fn the_widest_gap_comes_first_as_a_share_of_what_was_promised() {
        let choice = Choice {
            sort: "gap".to_owned(),
            ..Choice::default()
        };
        assert_eq!(numbers(&choice), ["O-03", "O-02", "O-01", "O-04"]);
    }

    #[test]
    fn the_worst_verdict_comes_first() {
        let choice = Choice {
            sort: "verdict".to_owned(),
            ..Choice::default()
        };
        assert_eq!(numbers(&choice), ["O-03", "O-02", "O-04", "O-01"]);
    }

    #[test]
    fn what_is_not_there_is_chosen_by_nobody() {
        let choice = Choice {
            verdict: "<b>".to_owned(),
            sort: "sideways".to_owned(),
            ..Choice::default()
        };
        assert!(numbers(&choice).is_empty());
        assert_eq!(choice.order(), "number");
    }
}
