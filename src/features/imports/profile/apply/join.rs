//! Several rows with one name make one agreement: the first row holds, what others say otherwise is noted.

use crate::domain::exchange::{
    Amount, FlowKind, Given, Note, PublishedAgreement, PublishedClaim, PublishedDocument,
    PublishedFlow, PublishedParty, PublishedPlace, PublishedPromise,
};

use super::Building;
use super::build::Part;

impl Building {
    pub(super) fn begin(part: Part) -> Self {
        let mut this = Self {
            agreement: part.agreement,
            paid_total: part.paid_total,
            seen: std::collections::HashMap::new(),
        };
        let agreement = &mut this.agreement;
        let lists = Lists {
            funders: std::mem::take(&mut agreement.funders),
            providers: std::mem::take(&mut agreement.providers),
            other_amounts: std::mem::take(&mut agreement.other_amounts),
            places: std::mem::take(&mut agreement.places),
            promises: std::mem::take(&mut agreement.promises),
            claims: std::mem::take(&mut agreement.claims),
            flows: std::mem::take(&mut agreement.flows),
            documents: std::mem::take(&mut agreement.documents),
            extras: std::mem::take(&mut agreement.extras),
        };
        this.take_lists(lists);
        this
    }

    /// Adds another row of the same agreement. What it says otherwise is noted; the first row holds.
    pub(super) fn join(&mut self, part: Part) {
        let mut new = part.agreement;
        self.paid_total = self.paid_total.take().or(part.paid_total);
        let known = &mut self.agreement;
        let mut notes = new.notes;
        first_holds("title", &mut known.title, new.title, &mut notes);
        first_holds(
            "description",
            &mut known.description,
            new.description,
            &mut notes,
        );
        first_holds("status", &mut known.status, new.status, &mut notes);
        first_holds("amount", &mut known.amount, new.amount, &mut notes);
        first_holds("signed", &mut known.signed, new.signed, &mut notes);
        first_holds("start", &mut known.start, new.start, &mut notes);
        first_holds("end", &mut known.end, new.end, &mut notes);
        known.notes.append(&mut notes);
        // A list of payments is in the currency of the grant, where it says no other.
        let currency = known
            .amount
            .as_ref()
            .and_then(|amount| amount.value.currency);
        for flow in &mut new.flows {
            let amount = &mut flow.amount.value;
            amount.currency = amount.currency.or(currency);
        }
        self.take_lists(Lists {
            funders: new.funders,
            providers: new.providers,
            other_amounts: new.other_amounts,
            places: new.places,
            promises: new.promises,
            claims: new.claims,
            flows: new.flows,
            documents: new.documents,
            extras: new.extras,
        });
    }

    /// The agreement. All that was paid is a payment of its own only where no single ones are told.
    pub(super) fn built(mut self) -> PublishedAgreement {
        let flows = &mut self.agreement.flows;
        if !flows.iter().any(|flow| flow.kind == FlowKind::Payment) {
            flows.extend(self.paid_total);
        }
        self.agreement
    }

    /// Adds what is not there yet. Every question goes to a set of keys, so that a long table takes no longer a row.
    fn take_lists(&mut self, lists: Lists) {
        for funder in lists.funders {
            if self.is_new_party("funder", &funder) {
                self.agreement.funders.push(funder);
            }
        }
        for provider in lists.providers {
            if self.is_new_party("provider", &provider) {
                self.agreement.providers.push(provider);
            }
        }
        for (heading, amount) in lists.other_amounts {
            if self.is_new(format!("amount\u{0}{heading}\u{0}{}", amount.value.value)) {
                self.agreement.other_amounts.push((heading, amount));
            }
        }
        for place in lists.places {
            if self.is_new(place_key(&place)) {
                self.agreement.places.push(place);
            }
        }
        for document in lists.documents {
            let url = document
                .url
                .as_ref()
                .map(|url| url.value.as_str())
                .unwrap_or_default();
            if self.is_new(format!("document\u{0}{}\u{0}{url}", document.title.value)) {
                self.agreement.documents.push(document);
            }
        }
        self.agreement.claims.extend(lists.claims);
        for mut promise in lists.promises {
            let (name, repeated) = self.free_name("promise", promise.source_id);
            promise.source_id = name;
            if repeated {
                let about = vec![("promise".to_owned(), promise.what.value.clone())];
                self.agreement.notes.push(Note {
                    code: "promise-repeated".to_owned(),
                    at: promise.what.at.clone(),
                    about,
                });
            }
            self.agreement.promises.push(promise);
        }
        for mut flow in lists.flows {
            flow.source_id = self.free_name("flow", flow.source_id).0;
            self.agreement.flows.push(flow);
        }
        for (heading, given) in lists.extras {
            if self.is_new(format!("extra\u{0}{heading}\u{0}{}", given.value)) {
                self.agreement.extras.push((heading, given));
            }
        }
    }

    fn is_new(&mut self, key: String) -> bool {
        self.seen.insert(key, 1).is_none()
    }

    /// No identifier of it is known, or, where it has none, no body of its name without one.
    fn is_new_party(&mut self, list: &str, party: &PublishedParty) -> bool {
        if party.identifiers.is_empty() {
            return self.is_new(format!("{list}\u{0}name\u{0}{}", party.name.value));
        }
        let mut all_new = true;
        for id in &party.identifiers {
            all_new &= self.is_new(format!("{list}\u{0}id\u{0}{}", id.value.normal));
        }
        all_new
    }

    /// A name that is not taken: the second of one name becomes `name#2`.
    fn free_name(&mut self, list: &str, name: String) -> (String, bool) {
        let key = format!("{list}\u{0}{name}");
        let mut number = self.seen.get(&key).copied().unwrap_or(0);
        let repeated = number > 0;
        loop {
            number += 1;
            let free = if number == 1 {
                name.clone()
            } else {
                format!("{name}#{number}")
            };
            // A published name may itself end in #2.
            if number == 1 || !self.seen.contains_key(&format!("{list}\u{0}{free}")) {
                self.seen.insert(format!("{list}\u{0}{free}"), 1);
                self.seen.insert(key, number);
                return (free, repeated);
            }
        }
    }
}

/// The lists of an agreement.
struct Lists {
    funders: Vec<PublishedParty>,
    providers: Vec<PublishedParty>,
    other_amounts: Vec<(String, Given<Amount>)>,
    places: Vec<PublishedPlace>,
    promises: Vec<PublishedPromise>,
    claims: Vec<PublishedClaim>,
    flows: Vec<PublishedFlow>,
    documents: Vec<PublishedDocument>,
    extras: Vec<(String, Given<String>)>,
}

fn place_key(place: &PublishedPlace) -> String {
    let code = place
        .code
        .as_ref()
        .map(|code| code.value.as_str())
        .unwrap_or_default();
    let point = place
        .point
        .as_ref()
        .map(|point| point.text.as_str())
        .unwrap_or_default();
    format!(
        "place\u{0}{}\u{0}{code}\u{0}{point}\u{0}{}",
        place.name.value, place.is_weak
    )
}

fn first_holds<T: PartialEq>(
    field: &str,
    known: &mut Option<Given<T>>,
    new: Option<Given<T>>,
    notes: &mut Vec<Note>,
) {
    match (known.as_ref(), new) {
        (None, Some(new)) => *known = Some(new),
        (Some(first), Some(other)) if first.value != other.value => notes.push(Note {
            code: "rows-differ".to_owned(),
            at: other.at,
            about: vec![
                ("field".to_owned(), field.to_owned()),
                ("first".to_owned(), first.text.clone()),
                ("other".to_owned(), other.text),
            ],
        }),
        _ => {}
    }
}
