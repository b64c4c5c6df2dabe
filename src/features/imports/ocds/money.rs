//! Sums of a contract beside its award, and what was paid. Differences are told; no cause is invented.

use super::parties::Parties;
use super::process::Process;
use crate::domain::exchange::{
    Amount, FlowKind, PublishedAgreement, PublishedFlow, PublishedParty,
};
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::features::imports::json::{Reading, Value};
use crate::features::imports::values::exact;

/// The award's sum beside the contract's: taken where the contract has none and is the only one of its award, shown and
/// flagged where both differ. Several contracts of one award are compared as a whole.
pub(super) fn award_beside<'d>(
    process: &Process<'d>,
    contract: Value<'d>,
    award: Option<Value<'d>>,
    agreement: &mut PublishedAgreement,
    reading: &mut Reading<'_>,
) {
    let Some(award) = award else {
        if agreement.amount.is_none() {
            reading.note("amount-not-stated", contract, &[]);
        }
        return;
    };
    let Some(awarded) = reading.value(award, "value") else {
        return;
    };
    let name = award.get("id").and_then(Value::scalar);
    let siblings: Vec<_> = process
        .contracts
        .iter()
        .filter(|other| other.get("awardID").and_then(Value::scalar) == name)
        .take(1_000)
        .copied()
        .collect();
    let Some(amount) = &agreement.amount else {
        if siblings.len() <= 1 {
            reading.note("amount-of-award", award, &[("amount", &awarded.text)]);
            agreement.amount = Some(awarded);
        } else {
            reading.note("amount-not-stated", contract, &[]);
        }
        return;
    };
    let total = if siblings.len() <= 1 {
        Some(amount.value.value)
    } else {
        let sums = siblings
            .iter()
            .filter_map(|other| exact(&other.at(&["value", "amount"])?.scalar()?));
        sums.map(Some)
            .reduce(|sum, next| sum?.plus(next?).ok())
            .flatten()
    };
    let same =
        total == Some(awarded.value.value) && amount.value.currency == awarded.value.currency;
    if !same {
        let total = total.map(|total| total.to_string()).unwrap_or_default();
        let about = [
            ("contract", amount.text.as_str()),
            ("contracts", &total),
            ("award", &awarded.text),
        ];
        reading.note("amounts-differ", contract, &about);
    }
    if awarded.value != amount.value {
        agreement.other_amounts.push(("award".to_owned(), awarded));
    }
}

/// Payments, with today's members or those of OCDS 1.0.
pub(super) fn transactions<'d>(
    implementation: Value<'d>,
    parties: &Parties<'d>,
    reading: &mut Reading<'_>,
) -> Vec<PublishedFlow> {
    let list = reading.objects(implementation, "transactions");
    let mut flows = Vec::with_capacity(list.len());
    for (index, paid) in list.into_iter().enumerate() {
        let member = if paid.get("value").is_some() {
            "value"
        } else {
            "amount"
        };
        let Some(amount) = reading.value(paid, member) else {
            reading.note("payment-without-amount", paid, &[]);
            continue;
        };
        let id = paid.get("id").and_then(Value::scalar);
        flows.push(PublishedFlow {
            source_id: id.map_or_else(
                || format!("transactions/{index}"),
                std::borrow::Cow::into_owned,
            ),
            kind: FlowKind::Payment,
            amount,
            date: reading.date(paid, "date"),
            to: None,
            payer: body(paid, parties, ["payer", "providerOrganization"], reading),
            payee: body(paid, parties, ["payee", "receiverOrganization"], reading),
            what: None,
        });
    }
    flows
}

/// The body that a payment names, under today's member or that of OCDS 1.0.
fn body<'d>(
    paid: Value<'d>,
    parties: &Parties<'d>,
    names: [&str; 2],
    reading: &mut Reading<'_>,
) -> Option<PublishedParty> {
    let told = names
        .into_iter()
        .find_map(|name| reading.object(paid, name));
    parties.party(told?, reading)
}

/// What was paid, where all of it is of one currency.
pub(super) struct Paid(Option<(Exact, Option<Currency>)>);

impl Paid {
    pub fn of(flows: &[PublishedFlow]) -> Self {
        let mut sums = flows.iter().filter(|flow| flow.kind == FlowKind::Payment);
        let first = sums.next().map(|flow| &flow.amount.value);
        let total = first.and_then(|first| {
            sums.try_fold(first.value, |sum, flow| {
                let Amount { value, currency } = &flow.amount.value;
                (*currency == first.currency).then(|| sum.plus(*value).ok())?
            })
        });
        Self(total.and_then(|total| Some((total, first?.currency))))
    }

    /// Notes more paid than agreed.
    pub fn compare(
        &self,
        agreement: &PublishedAgreement,
        contract: Value<'_>,
        reading: &mut Reading<'_>,
    ) {
        let (Some((paid, currency)), Some(agreed)) = (&self.0, &agreement.amount) else {
            return;
        };
        if agreed.value.currency == *currency && *paid > agreed.value.value {
            let about = [
                ("paid", paid.to_string()),
                ("agreed", agreed.value.value.to_string()),
            ];
            let about = about.each_ref().map(|(key, text)| (*key, text.as_str()));
            reading.note("paid-more-than-agreed", contract, &about);
        }
    }
}
