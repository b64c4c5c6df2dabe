//! One row as a part of its agreement.

mod flows;
mod promises;

use crate::domain::exchange::{
    Given, OrgId, PublishedAgreement, PublishedDocument, PublishedFlow, PublishedParty,
    PublishedPlace,
};
use crate::features::imports::profile::row::Row;
use crate::features::imports::profile::{Field, RowIs, parties};
use crate::features::imports::tables::column_letters;

use super::Reason;
use flows::{flows, money, paid_total};
use promises::promises_and_claims;

/// What one row says.
pub(super) struct Part {
    pub agreement: PublishedAgreement,
    /// All that was paid, as one payment.
    pub paid_total: Option<PublishedFlow>,
}

/// Reads a row. All its reasons come together, so that one correction is enough.
pub(super) fn read(
    mut row: Row<'_>,
    extras: &[usize],
    headings: &[String],
) -> Result<Part, Vec<Reason>> {
    let source_id = row.text(Field::SourceId).or_else(|| {
        // Without a column of names the title is the name.
        row.columns
            .iter()
            .all(|placed| placed.column.field != Field::SourceId)
            .then(|| row.words(Field::Title))
            .flatten()
    });
    let currency = row.currency();
    let amount = money(&mut row, Field::Amount, currency)
        .into_iter()
        .next()
        .map(|(_, amount)| amount);
    let other_amounts = money(&mut row, Field::OtherAmount, currency)
        .into_iter()
        .map(|(placed, amount)| (placed.column.heading.clone(), amount))
        .collect();
    let (signed, start, end) = (
        row.date(Field::Signed),
        row.date(Field::Start),
        row.date(Field::End),
    );
    let (promises, claims) = promises_and_claims(&mut row);
    let flows = flows(&mut row, currency);
    let paid = money(&mut row, Field::PaidTotal, currency)
        .into_iter()
        .next();
    let is_there = match row.profile.row {
        RowIs::Promise => !promises.is_empty(),
        RowIs::Claim => !claims.is_empty(),
        RowIs::Payment => !flows.is_empty(),
        RowIs::Agreement | RowIs::Place | RowIs::Visit => true,
    };
    let refused = !row.reasons.is_empty();
    if !is_there && !refused {
        row.refuse("row-says-nothing", None, "");
    }
    let Some(source_id) = source_id else {
        row.refuse("row-no-name", None, "");
        return Err(row.reasons);
    };
    if !row.reasons.is_empty() {
        return Err(row.reasons);
    }
    let paid_total = paid.map(|(_, amount)| paid_total(&source_id, amount));
    let agreement = PublishedAgreement {
        kind: row.profile.agreement,
        title: row.words(Field::Title),
        description: row.words(Field::Description),
        funders: body(
            &row,
            Field::FunderName,
            &[(Field::FunderId, |t| Some(parties::org_id(t)))],
            false,
        ),
        providers: providers(&row),
        amount,
        other_amounts,
        signed,
        start,
        end,
        as_of: None,
        status: row.words(Field::Status),
        places: places(&row),
        promises,
        claims,
        flows,
        documents: documents(&row),
        notes: std::mem::take(&mut row.notes),
        extras: kept(&row, extras, headings),
        source_id,
    };
    Ok(Part {
        agreement,
        paid_total,
    })
}

type ReadId = fn(&str) -> Option<OrgId>;

fn body(
    row: &Row<'_>,
    name: Field,
    ids: &[(Field, ReadId)],
    is_person: bool,
) -> Vec<PublishedParty> {
    let mut found: Vec<Given<OrgId>> = Vec::new();
    for (field, read) in ids {
        if let Some(given) = row.words(*field)
            && let Some(value) = read(&given.value)
                .filter(|id| found.iter().all(|known| known.value.normal != id.normal))
        {
            found.push(Given {
                value,
                text: given.text,
                at: given.at,
            });
        }
    }
    parties::party(row.words(name), found, is_person)
        .into_iter()
        .collect()
}

fn providers(row: &Row<'_>) -> Vec<PublishedParty> {
    let mut all = body(
        row,
        Field::ProviderName,
        &[
            (Field::ProviderId, |t| Some(parties::org_id(t))),
            (Field::ProviderCharity, parties::charity),
            (Field::ProviderCompany, parties::company),
        ],
        false,
    );
    all.extend(body(
        row,
        Field::PersonName,
        &[(Field::PersonId, |t| Some(parties::org_id(t)))],
        true,
    ));
    all
}

fn places(row: &Row<'_>) -> Vec<PublishedPlace> {
    let mut all = Vec::new();
    let code = row.words(Field::PlaceCode);
    let country = row.words(Field::PlaceCountry);
    let point = row
        .words(Field::Latitude)
        .zip(row.words(Field::Longitude))
        .map(|(lat, lon)| Given {
            text: format!("{}, {}", lat.text, lon.text),
            value: (lat.value, lon.value),
            at: lat.at,
        });
    let name = row
        .words(Field::PlaceName)
        .or_else(|| code.clone())
        .or_else(|| country.clone());
    if let Some(name) = name.or_else(|| {
        point.as_ref().map(|p| Given {
            value: p.text.clone(),
            text: p.text.clone(),
            at: p.at.clone(),
        })
    }) {
        all.push(PublishedPlace {
            name,
            code: code.or(country),
            point,
            is_weak: false,
        });
    }
    for (_, name) in row.filled(Field::ProviderPlace) {
        all.push(PublishedPlace {
            name,
            code: None,
            point: None,
            is_weak: true,
        });
    }
    all
}

fn documents(row: &Row<'_>) -> Vec<PublishedDocument> {
    let url = row.words(Field::DocumentUrl);
    let title = row.words(Field::DocumentTitle).or_else(|| url.clone());
    title
        .map(|title| PublishedDocument {
            title,
            url,
            kind: None,
            date: None,
        })
        .into_iter()
        .collect()
}

fn kept(row: &Row<'_>, extras: &[usize], headings: &[String]) -> Vec<(String, Given<String>)> {
    let cells = extras
        .iter()
        .map(|place| (*place, row.sheet.cell(row.number, *place)));
    cells
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(place, cell)| {
            let text = cell.text.to_string();
            let heading = headings
                .get(place)
                .filter(|heading| !heading.is_empty())
                .cloned();
            let given = Given {
                value: text.clone(),
                text,
                at: row.sheet.pointer(row.number, place),
            };
            (heading.unwrap_or_else(|| column_letters(place)), given)
        })
        .collect()
}
