//! What a row means in money: an amount where price, basis and coverage allow one, else refusals by name.

use crate::domain::agreement::{Coverage, PaymentBasis};
use crate::domain::calculation::CalculationError;
use crate::domain::calculation::undelivered::{self, Undelivered};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::figure::Value;
use crate::domain::money::Currency;
use crate::domain::money_line::{MoneyBasis, MoneyLine, MoneyState};
use crate::domain::number::{Exact, NumberError};
use crate::domain::obligation::{Criterion, Kind, Obligation, Target};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

use super::grade::counts;
use super::row::{Row, Stage};
use super::slices::lines_of;
use super::verdict::{Reason, VerdictCode};

/// An amount at risk: one figure, or two where the price is a range.
#[derive(Clone, Debug, PartialEq)]
pub struct AtRisk {
    /// Lower end.
    pub low: Exact,
    /// Upper end; the same where the price is one.
    pub high: Exact,
    /// Currency.
    pub currency: Option<Currency>,
}

/// What a row means in money.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowMoney {
    /// Whether the question arises; it does not where the promise was kept or is not due.
    pub is_asked: bool,
    /// Money lines that belong to the row.
    pub lines: Vec<Code>,
    /// Value of what is missing.
    pub at_risk: Option<AtRisk>,
    /// Why there is no amount, or no sum.
    pub refusals: Vec<Refusal>,
    /// How the amount came about.
    pub workings: Vec<Working>,
}

impl RowMoney {
    /// No amount, for the reason that the row itself gives.
    pub(super) fn refused_as_is() -> Self {
        Self {
            is_asked: true,
            ..Self::default()
        }
    }
}

/// The money of a row.
pub(super) fn money_of(
    case: &Case,
    obligation: &Obligation,
    criterion: &Criterion,
    row: &Row,
) -> Result<RowMoney, NumberError> {
    let by = obligation.split_by.as_slice();
    let before = match &row.stage {
        Some(Stage::Before(end)) => Some(end),
        _ => None,
    };
    let stands_then = |line: &&MoneyLine| {
        line.rests_on.is_empty() || line.rests_on.iter().any(|r| counts(r.date, before))
    };
    let here = lines_of(case, obligation)
        .into_iter()
        .filter(|l| row.slice.holds_line(by, l))
        .filter(stands_then);
    let lines: Vec<_> = here.collect();
    let mut money = RowMoney {
        lines: lines.iter().map(|l| l.id.clone()).collect(),
        ..RowMoney::default()
    };
    money.is_asked = !matches!(
        row.verdict.code,
        VerdictCode::Delivered | VerdictCode::NotDue
    );
    let spoken_of = row.verdict.code.is_against()
        || row.verdict.code == VerdictCode::StandardDisputed
        || row.found_in_use().any(|e| {
            !matches!(row.verdict.code, VerdictCode::CannotJudge(Reason::NoTarget))
                || e.measured.is_some()
        });
    let no_target = row.verdict.code == VerdictCode::CannotJudge(Reason::NoTarget);
    if !money.is_asked || !spoken_of {
        return Ok(money);
    }
    let basis = criterion
        .payment_basis
        .or(case.agreement_of(obligation).map(|a| a.payment_basis))
        .unwrap_or(PaymentBasis::NotPublished);
    if obligation.kind.is_about_money() || matches!(row.target, Some(Target::RecoverableSum)) {
        let flagged = lines.iter().any(|l| {
            l.basis != MoneyBasis::CouldBeSaved
                && l.states.iter().any(|s| s.state == MoneyState::Flagged)
        });
        sums(obligation, basis, flagged, lines.is_empty(), &mut money);
    } else if !(no_target && lines.is_empty()) {
        at_risk(case, obligation, basis, row, &mut money)?;
    }
    Ok(money)
}

/// Sums of money: the payment basis decides whether an amount may be called recoverable.
fn sums(
    obligation: &Obligation,
    basis: PaymentBasis,
    flagged: bool,
    no_lines: bool,
    money: &mut RowMoney,
) {
    if obligation.paid_by_result == Some(false) {
        money
            .refusals
            .push(Refusal::new(RefusalCode::PaidNotByResult));
    }
    match basis {
        PaymentBasis::FixedPrice => money
            .refusals
            .push(Refusal::new(RefusalCode::BasisFixedPrice)),
        PaymentBasis::NotPublished if flagged || no_lines => {
            money.refusals.push(Refusal::new(RefusalCode::BasisUnknown))
        }
        _ => {}
    }
    let paid_by_unit = obligation.kind == Kind::Price || basis == PaymentBasis::PerUnit;
    if paid_by_unit && obligation.unit_price.is_none() && !has_rate(obligation) {
        money
            .refusals
            .push(Refusal::new(RefusalCode::UnitPriceUnknown));
    }
}

fn has_rate(obligation: &Obligation) -> bool {
    obligation
        .criteria
        .iter()
        .any(|c| matches!(c.target, Target::AgreedRate | Target::SupportableRate))
}

fn at_risk(
    case: &Case,
    obligation: &Obligation,
    basis: PaymentBasis,
    row: &Row,
    money: &mut RowMoney,
) -> Result<(), NumberError> {
    let measured = row.found_in_use().find_map(|e| e.measured.as_ref());
    // Visits that nobody counted, and sharing without its distribution, have no shortfall to price.
    let unpriced = measured.is_some_and(|m| {
        m.refusals.iter().any(|r| {
            matches!(
                r.code,
                RefusalCode::VisitsNotCounted | RefusalCode::RatioNoDistribution
            )
        })
    });
    let payments: Vec<_> = case
        .payments
        .iter()
        .filter(|p| Some(&p.agreement) == obligation.agreement.as_ref())
        .collect();
    let covers = |coverage| payments.iter().find(|p| p.coverage == coverage);
    let coverage = if covers(Coverage::MoreThanAudit).is_some() {
        Coverage::MoreThanAudit
    } else {
        Coverage::SameAsAudit
    };
    let price = obligation
        .unit_price
        .as_ref()
        .map(|p| undelivered::UnitPrice {
            low: p.amount.value(),
            high: p.up_to.as_ref().unwrap_or(&p.amount).value(),
        });
    let short = measured.and_then(|m| m.short);
    let counted = row.found_in_use().any(|e| {
        matches!(
            e.figure.value,
            Value::Count(_) | Value::InOrder(_) | Value::Measure { .. }
        )
    });
    let question = Undelivered {
        missing: short.unwrap_or(Exact::ZERO),
        promised: measured.and_then(|m| m.value).unwrap_or(Exact::ZERO),
        periods: Exact::from_integer(
            obligation
                .unit_price
                .as_ref()
                .and_then(|p| p.periods)
                .map_or(1, i64::from),
        ),
        price: price.filter(|_| short.is_some() && counted),
        basis,
        coverage,
        pays_by_result: obligation.paid_by_result != Some(false),
        payment: covers(coverage).map(|p| p.amount.text().to_owned()),
    };
    let result = match undelivered::money_at_risk(&question) {
        Ok(result) => result,
        Err(CalculationError::Number(error)) => return Err(error),
        Err(CalculationError::Refused(refusal)) => {
            money.refusals.push(refusal);
            return Ok(());
        }
    };
    money.refusals.extend(
        result
            .refusals
            .into_iter()
            .filter(|r| !(unpriced && r.code == RefusalCode::UnitPriceUnknown)),
    );
    if let Some(amount) = result.amount.filter(|_| !unpriced) {
        let currency = case.agreement_of(obligation).and_then(|a| a.currency);
        money.at_risk = Some(AtRisk {
            low: amount.low,
            high: amount.high,
            currency,
        });
        money.workings.push(result.working);
    }
    Ok(())
}
