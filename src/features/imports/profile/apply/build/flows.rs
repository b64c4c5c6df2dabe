//! The money of a row.

use crate::domain::exchange::{Amount, FlowKind, Given, PublishedFlow};
use crate::domain::money::Currency;
use crate::features::imports::profile::Field;
use crate::features::imports::profile::row::{Placed, Row};
use crate::features::imports::tables::months::plain_words;

use super::promises::time_of;

/// The sums of a field, one for each of its columns.
pub(super) fn money<'a>(
    row: &mut Row<'a>,
    field: Field,
    currency: Option<Currency>,
) -> Vec<(Placed<'a>, Given<Amount>)> {
    let columns: Vec<_> = row
        .filled(field)
        .into_iter()
        .map(|(placed, _)| placed)
        .collect();
    columns
        .into_iter()
        .filter_map(|placed| Some((placed, row.money(placed, currency)?)))
        .collect()
}

pub(super) fn flows(row: &mut Row<'_>, currency: Option<Currency>) -> Vec<PublishedFlow> {
    let date = row.date(Field::PaymentDate);
    let id = row.words(Field::PaymentId);
    let amounts = money(row, Field::PaymentAmount, currency);
    amounts
        .into_iter()
        .map(|(placed, amount)| {
            let times = time_of(placed, &amount.at);
            let (date, to) =
                times.map_or_else(|| (date.clone(), None), |(from, to)| (Some(from), Some(to)));
            let payee = row.words(Field::Payee);
            let named = id.as_ref().map(|id| id.value.clone()).unwrap_or_else(|| {
                let day = date
                    .as_ref()
                    .map(|date| date.value.to_string())
                    .unwrap_or_default();
                let to = payee
                    .as_ref()
                    .map(|payee| plain_words(&payee.value))
                    .unwrap_or_default();
                format!("{day}|{}|{to}", amount.value.value)
            });
            PublishedFlow {
                source_id: named,
                kind: FlowKind::Payment,
                amount,
                date,
                to,
                // In a table of payments these may be people: they stay in the sealed file.
                payer: None,
                payee: None,
                what: row.words(Field::PaymentWhat),
            }
        })
        .collect()
}

/// All that was paid for an agreement, as one payment.
pub(super) fn paid_total(agreement: &Given<String>, amount: Given<Amount>) -> PublishedFlow {
    PublishedFlow {
        source_id: format!("{}/amountDisbursed", agreement.text),
        kind: FlowKind::Payment,
        amount,
        date: None,
        to: None,
        payer: None,
        payee: None,
        what: None,
    }
}
