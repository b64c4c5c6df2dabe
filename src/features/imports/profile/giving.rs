//! The shipped profile of 360Giving tables: headings are the titles of the schema, joined by colons.

use crate::domain::agreement::AgreementType;
use crate::domain::party::Counter;

use super::{Column, Field, Profile, RowIs, plain_heading};
use crate::features::imports::tables::head::Head;

/// The name of the shipped profile.
pub const GIVING: &str = "360Giving";

/// Titles of the schema that have a place in an agreement. All others are kept as extras.
const TITLES: [(&str, Field); 31] = [
    ("Identifier", Field::SourceId),
    ("Title", Field::Title),
    ("Description", Field::Description),
    ("Currency", Field::Currency),
    ("Amount Awarded", Field::Amount),
    ("Amount Applied For", Field::OtherAmount),
    ("Amount Disbursed", Field::PaidTotal),
    ("Award Date", Field::Signed),
    ("Planned Dates:Start Date", Field::Start),
    ("Planned Dates:End Date", Field::End),
    ("Funding Org:Identifier", Field::FunderId),
    ("Funding Org:Name", Field::FunderName),
    ("Recipient Org:Identifier", Field::ProviderId),
    ("Recipient Org:Name", Field::ProviderName),
    ("Recipient Org:Charity Number", Field::ProviderCharity),
    ("Recipient Org:Company Number", Field::ProviderCompany),
    ("Recipient Org:City", Field::ProviderPlace),
    ("Recipient Ind:Identifier", Field::PersonId),
    ("Recipient Ind:Name", Field::PersonName),
    ("Beneficiary Location:Name", Field::PlaceName),
    ("Beneficiary Location:Geographic Code", Field::PlaceCode),
    ("Beneficiary Location:Country Code", Field::PlaceCountry),
    ("Beneficiary Location:Latitude", Field::Latitude),
    ("Beneficiary Location:Longitude", Field::Longitude),
    ("Related Document:Title", Field::DocumentTitle),
    ("Related Document:Web Address", Field::DocumentUrl),
    ("Disbursement Transactions:Identifier", Field::PaymentId),
    (
        "Disbursement Transactions:Transaction Date",
        Field::PaymentDate,
    ),
    ("Disbursement Transactions:Value", Field::PaymentAmount),
    ("Disbursement Transactions:Description", Field::PaymentWhat),
    ("Status", Field::Status),
];

/// Titles that no other kind of table has.
const MARKS: [&str; 7] = [
    "funding org:identifier",
    "funding org:name",
    "recipient org:identifier",
    "recipient org:name",
    "recipient ind:identifier",
    "amount awarded",
    "beneficiary location:geographic code",
];

/// Whether headings are those of 360Giving.
#[must_use]
pub fn is_giving(head: &Head) -> bool {
    let known: Vec<String> = head
        .headings
        .iter()
        .map(|heading| plain_heading(heading))
        .collect();
    let marks = MARKS
        .iter()
        .filter(|mark| known.iter().any(|heading| heading == *mark))
        .count();
    known.iter().any(|heading| heading == "identifier") && marks >= 1 || marks >= 3
}

/// The field of a title.
fn field_for(heading: &str) -> Option<Field> {
    let plain = plain_heading(heading);
    TITLES
        .iter()
        .find(|(title, _)| plain_heading(title) == plain)
        .map(|(_, field)| *field)
}

impl Profile {
    /// The profile for tables with the headings of 360Giving, for those of its columns that are there.
    #[must_use]
    pub fn giving(head: &Head) -> Self {
        let mut profile = Self::new(GIVING, RowIs::Agreement);
        profile.agreement = AgreementType::Grant;
        profile.counted_by = Counter::Funder;
        for heading in &head.headings {
            let known = |column: &Column| plain_heading(&column.heading) == plain_heading(heading);
            if let Some(field) = field_for(heading).filter(|_| !profile.columns.iter().any(known)) {
                profile.columns.push(Column::new(heading, field));
            }
        }
        profile
    }
}
