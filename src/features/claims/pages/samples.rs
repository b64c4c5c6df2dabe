//! Sample values of the pages of claims, so that a test renders each.

use super::{CLAIMANTS, ClaimLine, ClaimPage, ClaimsPage, PaymentLine, RESULTS, WAYS, word_of};
use crate::infra::http::{AWKWARD, Rendered, Templates, Typed};

const FIELDS: [&str; 16] = [
    "promise",
    "title",
    "way",
    "value",
    "of",
    "says",
    "result",
    "unit",
    "counted_by",
    "party",
    "how",
    "place",
    "from",
    "to",
    "document",
    "note",
];

/// Every page rendered, with something in every place of it and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        let text = || AWKWARD.to_owned();
        let some = || full.then(text);
        let pair = || vec![(text(), text())];
        let claim = ClaimLine {
            code: "c-01".to_owned(),
            title: text(),
            value: text(),
            who: text(),
            how: some(),
            period: some(),
            place: some(),
            promise: some(),
            document: some(),
            published: some(),
            note: some(),
            set_aside: some(),
            entered: text(),
            can_correct: true,
        };
        let payment = PaymentLine {
            title: text(),
            amount: text(),
            period: some(),
            who: text(),
        };
        let stands = ClaimLine {
            set_aside: None,
            ..claim.clone()
        };
        all.push(templates.sample(&ClaimsPage {
            label: "A-0001".to_owned(),
            title: text(),
            may_change: full,
            claims: if full {
                vec![claim, stands]
            } else {
                Vec::new()
            },
            payments: if full { vec![payment] } else { Vec::new() },
        }));
        for fixed in [true, false] {
            all.push(templates.sample(&ClaimPage {
                label: "A-0001".to_owned(),
                title: text(),
                code: full.then(|| "c-01".to_owned()),
                fixed,
                form: Typed::sample(&FIELDS, AWKWARD, full),
                aside: Typed::sample(&["reason"], AWKWARD, full),
                promises: pair(),
                ways: WAYS.to_vec(),
                results: RESULTS.iter().map(word_of).collect(),
                counters: CLAIMANTS.map(|one| one.code()).to_vec(),
                parties: pair(),
                places: pair(),
                documents: pair(),
            }));
        }
    }
    all
}
