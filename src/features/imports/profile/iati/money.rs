//! Transactions of an activity, and the sum that was agreed.

use crate::domain::exchange::{
    Amount, FlowKind, Given, Note, Pointer, PublishedFlow, PublishedParty,
};
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::features::imports::tables::amounts::{self, DecimalSign, read_figure};

use super::activity::{Activity, Refused, date};
use super::table::Table;
use crate::features::imports::profile::parties;

impl Activity {
    pub(super) fn transaction(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
        let given = table
            .get(row, "value")
            .ok_or(("number-unread", String::new()))?;
        let figure = read_figure(&given.value, Some(DecimalSign::Point))
            .map_err(|code| (code, given.text.clone()))?;
        let code = table.word(row, "currency").to_uppercase();
        let currency = match code.as_str() {
            "" => self.currency,
            code => Some(Currency::parse(code).map_err(|_| ("currency-unknown", code.to_owned()))?),
        };
        let (value, noted) = amounts::settled(figure.value, currency);
        if let Some(code) = noted {
            let about = vec![
                ("text".to_owned(), given.text.clone()),
                ("used".to_owned(), value.to_string()),
            ];
            self.agreement.notes.push(Note {
                code: code.to_owned(),
                at: given.at.clone(),
                about,
            });
        }
        let kind = match table.word(row, "transaction_type").to_uppercase().as_str() {
            "1" | "IF" => FlowKind::Incoming,
            "2" | "C" => FlowKind::Commitment,
            "3" | "D" => FlowKind::Payment,
            "4" | "E" => FlowKind::Spending,
            "11" => FlowKind::IncomingCommitment,
            _ => FlowKind::Other,
        };
        let date = date(table, row, "transaction_date")?;
        let name = match table.get(row, "transaction_ref") {
            Some(named) => named.value,
            None => {
                let day = date
                    .as_ref()
                    .map(|date| date.value.to_string())
                    .unwrap_or_default();
                format!(
                    "{}|{day}|{value}|{}",
                    table.word(row, "transaction_type"),
                    table.word(row, "receiver_org_name")
                )
            }
        };
        let flow = PublishedFlow {
            source_id: self
                .free_name(format!("flow/{name}"))
                .trim_start_matches("flow/")
                .to_owned(),
            kind,
            amount: Given {
                value: Amount { value, currency },
                text: given.text,
                at: given.at,
            },
            date,
            to: None,
            payer: body(table, row, "provider_org"),
            payee: body(table, row, "receiver_org"),
            what: table.get(row, "description"),
        };
        self.agreement.flows.push(flow);
        let known = [
            "activity_identifier",
            "transaction_ref",
            "transaction_type",
            "transaction_date",
            "value",
            "currency",
            "value_date",
            "description",
            "provider_org_name",
            "receiver_org_name",
            "provider_org_ref",
            "receiver_org_ref",
        ];
        self.keep(table, row, &known);
        Ok(())
    }
}

/// The body that a transaction names, with its reference where a column has it.
fn body(table: &Table<'_>, row: usize, which: &str) -> Option<PublishedParty> {
    let id = table.get(row, &format!("{which}_ref"));
    let id = id.map(|given| Given {
        value: parties::org_id(&given.text),
        text: given.text,
        at: given.at,
    });
    let name = table.get(row, &format!("{which}_name"));
    parties::party(name, id.into_iter().collect(), false)
}

/// The sum of the commitments, where all are in one currency.
pub(super) fn committed(flows: &[PublishedFlow]) -> Option<Given<Amount>> {
    let amounts: Vec<&Given<Amount>> = flows
        .iter()
        .filter(|flow| flow.kind == FlowKind::Commitment)
        .map(|flow| &flow.amount)
        .collect();
    let first = amounts.first()?;
    let currency = first.value.currency?;
    if amounts
        .iter()
        .any(|amount| amount.value.currency != Some(currency))
    {
        return None;
    }
    let value = Exact::sum(amounts.iter().map(|amount| &amount.value.value)).ok()?;
    let text = amounts
        .iter()
        .map(|amount| amount.text.as_str())
        .collect::<Vec<_>>()
        .join(" + ");
    let at: Pointer = first.at.clone();
    Some(Given {
        value: Amount {
            value,
            currency: Some(currency),
        },
        text,
        at,
    })
}
