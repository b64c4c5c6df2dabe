//! Who pays and who delivers: references joined to the list of parties, identifiers, and places.

use std::borrow::Cow;

use crate::domain::exchange::{Given, OrgId, Pointer, PublishedParty, PublishedPlace};
use crate::features::imports::json::{Reading, Value};

/// The roles of whoever pays, the strongest first.
const PAYS: [&str; 4] = ["funder", "payer", "buyer", "procuringEntity"];

/// The parties of a process by their id.
pub(super) struct Parties<'d> {
    by_id: Vec<(Cow<'d, str>, Value<'d>)>,
    all: Vec<Value<'d>>,
}

impl<'d> Parties<'d> {
    pub fn of(release: Value<'d>, reading: &mut Reading<'_>) -> Self {
        let all = reading.objects(release, "parties");
        let mut by_id: Vec<_> = all
            .iter()
            .filter_map(|party| Some((party.get("id")?.scalar()?, *party)))
            .collect();
        by_id.sort_by(|one, other| one.0.cmp(&other.0));
        Self { by_id, all }
    }

    fn joined(&self, reference: Value<'d>) -> Option<Value<'d>> {
        let id = reference.get("id")?.scalar()?;
        let place = self
            .by_id
            .binary_search_by(|(known, _)| known.cmp(&id))
            .ok()?;
        Some(self.by_id.get(place)?.1)
    }

    /// Whoever pays, by role; where the list of parties names nobody, the buyer, else whoever procures.
    pub fn funders(&self, release: Value<'d>, reading: &mut Reading<'_>) -> Vec<PublishedParty> {
        for role in PAYS {
            let has_role = |party: &&Value<'d>| {
                let mut roles = party.get("roles").into_iter().flat_map(Value::items);
                roles.any(|told| told.scalar().as_deref() == Some(role))
            };
            let found: Vec<_> = self.all.iter().filter(has_role).copied().collect();
            let found: Vec<_> = found
                .into_iter()
                .filter_map(|p| self.party(p, reading))
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        let buyer = reading.object(release, "buyer");
        let told = buyer.or_else(|| {
            release
                .at(&["tender", "procuringEntity"])
                .filter(|v| v.is_object())
        });
        told.and_then(|told| self.party(told, reading))
            .into_iter()
            .collect()
    }

    /// A party from a reference to it, or from what the reference itself says.
    pub fn party(&self, reference: Value<'d>, reading: &mut Reading<'_>) -> Option<PublishedParty> {
        let party = self.joined(reference).unwrap_or(reference);
        let identifier = party
            .get("identifier")
            .filter(|identifier| identifier.is_object());
        let told = [
            party.get("name"),
            reference.get("name"),
            party.get("legalName"),
            identifier.and_then(|identifier| identifier.get("legalName")),
            party.get("id"),
        ];
        let name = told
            .into_iter()
            .flatten()
            .find_map(|name| reading.text_of(name));
        let Some(name) = name else {
            reading.note("party-without-name", reference, &[]);
            return None;
        };
        // In OCDS 1.0 a payment names an identifier in the place of a body.
        let own = party.get("scheme").is_some().then_some(party);
        let told = identifier.into_iter().chain(own);
        let mut identifiers: Vec<_> = told.filter_map(with_scheme).collect();
        for more in party
            .get("additionalIdentifiers")
            .into_iter()
            .flat_map(Value::items)
        {
            identifiers.extend(with_scheme(more));
        }
        if identifiers.is_empty() && party.get("id").is_some() {
            identifiers.extend(reading.identifier(party, "id"));
        }
        let is_person = identifier
            .and_then(|identifier| identifier.get("scheme")?.scalar())
            .is_some_and(|scheme| scheme.to_uppercase().contains("IDCARD"));
        Some(PublishedParty {
            name,
            identifiers,
            share: None,
            is_person,
        })
    }

    /// Where things are delivered; where nothing says it, the addresses of those who deliver, which are weak.
    pub fn places(
        &self,
        thing: Value<'d>,
        suppliers: &[Value<'d>],
        reading: &mut Reading<'_>,
    ) -> Vec<PublishedPlace> {
        let mut places: Vec<PublishedPlace> = Vec::new();
        let mut add = |place: Option<PublishedPlace>| {
            if let Some(place) = place
                && places.len() < 500
                && !places
                    .iter()
                    .any(|known| known.name.value == place.name.value)
            {
                places.push(place);
            }
        };
        for item in thing.get("items").into_iter().flat_map(Value::items) {
            let location = item.get("deliveryLocation").filter(|v| v.is_object());
            add(location.and_then(|location| gazetteer(location, reading)));
            let address = item.get("deliveryAddress").filter(|v| v.is_object());
            add(address.and_then(|address| address_of(address, false)));
            for address in item
                .get("deliveryAddresses")
                .into_iter()
                .flat_map(Value::items)
            {
                add(address_of(address, false));
            }
        }
        if places.is_empty() {
            for supplier in suppliers {
                let party = self.joined(*supplier).unwrap_or(*supplier);
                let address = party.get("address").filter(|v| v.is_object());
                if let Some(place) = address.and_then(|address| address_of(address, true)) {
                    places.push(place);
                }
            }
        }
        places
    }
}

fn with_scheme(identifier: Value<'_>) -> Option<Given<OrgId>> {
    let id = identifier.get("id")?.scalar()?;
    if id.trim().is_empty() {
        return None;
    }
    let text = match identifier.get("scheme").and_then(Value::scalar) {
        Some(scheme) if !scheme.trim().is_empty() => format!("{scheme}-{id}"),
        _ => id.into_owned(),
    };
    Some(Given {
        value: OrgId::published(&text),
        text,
        at: Pointer(identifier.pointer()),
    })
}

fn address_of(address: Value<'_>, is_weak: bool) -> Option<PublishedPlace> {
    let told = [
        "streetAddress",
        "locality",
        "region",
        "postalCode",
        "countryName",
    ];
    let parts: Vec<_> = told
        .iter()
        .filter_map(|name| address.get(name)?.scalar())
        .filter(|part| !part.trim().is_empty())
        .collect();
    let text = parts.join(", ");
    (!text.is_empty()).then(|| PublishedPlace {
        name: Given {
            value: text.clone(),
            text,
            at: Pointer(address.pointer()),
        },
        code: None,
        point: None,
        is_weak,
    })
}

fn gazetteer(location: Value<'_>, reading: &mut Reading<'_>) -> Option<PublishedPlace> {
    let code = location
        .at(&["gazetteer", "identifiers"])
        .and_then(|ids| ids.items().next());
    let code = code.and_then(|code| reading.text_of(code));
    let point = location.get("geometry").and_then(point);
    let name = reading
        .text(location, "description")
        .or_else(|| code.clone());
    let name = name.or_else(|| {
        let (latitude, longitude) = &point.as_ref()?.value;
        let value = format!("{latitude}, {longitude}");
        let at = point.as_ref()?.at.clone();
        Some(Given {
            text: value.clone(),
            value,
            at,
        })
    })?;
    Some(PublishedPlace {
        name,
        code,
        point,
        is_weak: false,
    })
}

/// GeoJSON writes longitude first.
fn point(geometry: Value<'_>) -> Option<Given<(String, String)>> {
    if geometry.get("type").and_then(Value::scalar).as_deref() != Some("Point") {
        return None;
    }
    let coordinates = geometry.get("coordinates")?;
    let mut items = coordinates.items();
    let (longitude, latitude) = (items.next()?.scalar()?, items.next()?.scalar()?);
    Some(Given {
        text: format!("{longitude}, {latitude}"),
        value: (latitude.into_owned(), longitude.into_owned()),
        at: Pointer(coordinates.pointer()),
    })
}
