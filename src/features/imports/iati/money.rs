//! Money of an activity: transactions and budgets, and what they come to as the sum agreed.

use super::activity::day;
use super::activity::party;
use super::element::Element;
use crate::domain::exchange::{
    Amount, FlowKind, Given, Note, Pointer, PublishedFlow, PublishedParty,
};
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::features::imports::refusal::{note, shortened};
use crate::features::imports::values::{self, SumNotice};

type Sums = (
    Option<Given<Amount>>,
    Vec<(String, Given<Amount>)>,
    Vec<PublishedFlow>,
);

/// Kinds of transactions by their code, and by the letters of 1.0x.
fn kind_of(code: &str) -> FlowKind {
    match code {
        "1" | "IF" => FlowKind::Incoming,
        "2" | "C" => FlowKind::Commitment,
        "3" | "D" => FlowKind::Payment,
        "4" | "E" => FlowKind::Spending,
        "11" => FlowKind::IncomingCommitment,
        _ => FlowKind::Other,
    }
}

/// The body that a transaction names; one without name and reference is none.
fn body(moved: Element<'_>, which: &'static str, notes: &mut Vec<Note>) -> Option<PublishedParty> {
    let org = moved.first(which)?;
    let is_named = org.narrative().is_some() || org.given("ref").is_some();
    is_named.then(|| party(org, notes))?
}

/// The sum agreed, sums in further currencies, and all flows.
pub(super) fn money(root: Element<'_>, notes: &mut Vec<Note>) -> Sums {
    let mut flows = Vec::new();
    for (index, moved) in root.all("transaction").enumerate() {
        let code = moved
            .first("transaction-type")
            .and_then(|kind| kind.attribute("code"));
        let Some(amount) = amount(root, moved, notes) else {
            continue;
        };
        let kind = kind_of(code.unwrap_or_default());
        let date = moved
            .first("transaction-date")
            .and_then(|date| day(date, "iso-date", notes));
        let what = moved.first("description").and_then(Element::narrative);
        let by_code = || {
            moved
                .first("transaction-type")?
                .given("code")
                .filter(|_| kind == FlowKind::Other)
        };
        let payer = body(moved, "provider-org", notes);
        let payee = body(moved, "receiver-org", notes);
        flows.push(PublishedFlow {
            source_id: moved
                .attribute("ref")
                .filter(|r| !r.is_empty())
                .map_or_else(
                    || format!("transaction/{}", index + 1),
                    |own| format!("transaction/{}/{own}", index + 1),
                ),
            kind,
            amount,
            date: date.or_else(|| {
                moved
                    .first("value")
                    .and_then(|value| day(value, "value-date", notes))
            }),
            to: None,
            payer,
            payee,
            what: what.or_else(by_code),
        });
    }
    for (index, budget) in root.all("budget").enumerate() {
        let Some(amount) = amount(root, budget, notes) else {
            continue;
        };
        let mut bound = |which: &'static str| {
            budget
                .first(which)
                .and_then(|one| day(one, "iso-date", notes))
        };
        flows.push(PublishedFlow {
            source_id: format!("budget/{}", index + 1),
            kind: FlowKind::Budget,
            amount,
            date: bound("period-start"),
            to: bound("period-end"),
            payer: None,
            payee: None,
            what: None,
        });
    }
    let mut sums = agreed(
        root,
        &flows,
        FlowKind::Commitment,
        "transaction[transaction-type/@code='2']",
        notes,
    );
    if sums.is_empty() {
        sums = agreed(root, &flows, FlowKind::Budget, "budget", notes);
    }
    let mut sums = sums.into_iter();
    let first = sums.next();
    let others: Vec<_> = sums
        .map(|sum| ("further currency".to_owned(), sum))
        .collect();
    if !others.is_empty() {
        notes.push(note("several-currencies", &root.path(), &[]));
    }
    (first, others, flows)
}

fn amount(root: Element<'_>, holder: Element<'_>, notes: &mut Vec<Note>) -> Option<Given<Amount>> {
    let text = holder.first("value").and_then(Element::text);
    let Some(text) = text else {
        notes.push(note("payment-without-amount", &holder.path(), &[]));
        return None;
    };
    let Some(number) = values::grouped(&text.value) else {
        notes.push(note(
            "number-unreadable",
            &text.at.0,
            &[("text", &text.text)],
        ));
        return None;
    };
    let own = holder
        .first("value")
        .and_then(|value| value.attribute("currency"));
    let code = own
        .filter(|code| !code.trim().is_empty())
        .or_else(|| root.attribute("default-currency"));
    let currency = code.and_then(|code| Currency::parse(code.trim()).ok());
    if currency.is_none() {
        let code = code.unwrap_or_default();
        let name = if code.is_empty() {
            "currency-missing"
        } else {
            "currency-unknown"
        };
        notes.push(note(name, &text.at.0, &[("text", code)]));
    }
    let (amount, notice) = values::sum(number, currency);
    if let Some(notice) = notice {
        let code = match notice {
            SumNotice::Noise => "amount-noise",
            SumNotice::MoreDigits => "amount-more-digits",
        };
        let used = amount.value.to_string();
        notes.push(note(
            code,
            &text.at.0,
            &[("text", &text.text), ("used", &used)],
        ));
    }
    Some(Given {
        value: amount,
        text: text.text,
        at: text.at,
    })
}

/// What the flows of a kind come to, for each currency. Where they are several the text says what was added.
fn agreed(
    root: Element<'_>,
    flows: &[PublishedFlow],
    kind: FlowKind,
    path: &str,
    notes: &mut Vec<Note>,
) -> Vec<Given<Amount>> {
    let mut sums: Vec<(Given<Amount>, usize)> = Vec::new();
    for flow in flows.iter().filter(|flow| flow.kind == kind) {
        let currency = flow.amount.value.currency;
        let Some((sum, count)) = sums
            .iter_mut()
            .find(|(sum, _)| sum.value.currency == currency)
        else {
            sums.push((flow.amount.clone(), 1));
            continue;
        };
        match Exact::plus(sum.value.value, flow.amount.value.value) {
            Ok(total) => sum.value.value = total,
            Err(_) => {
                notes.push(note("sum-too-large", &flow.amount.at.0, &[]));
                continue;
            }
        }
        *count += 1;
        if sum.text.len() < 200 {
            sum.text = format!("{} + {}", sum.text, flow.amount.text);
        }
    }
    sums.into_iter()
        .map(|(mut sum, count)| {
            if count > 1 {
                sum.text = shortened(&sum.text);
                sum.at = Pointer(format!("{}/{path}", root.path()));
                let (count, total) = (count.to_string(), sum.value.value.to_string());
                notes.push(note(
                    "amount-summed",
                    &sum.at.0,
                    &[("count", &count), ("sum", &total)],
                ));
            }
            sum
        })
        .collect()
}
