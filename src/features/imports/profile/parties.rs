//! Identifiers of bodies and the bodies of a row. A number is a claim of the publisher, kept as published.

use crate::domain::exchange::{Given, OrgId, PublishedParty};

/// An identifier for comparing.
pub(super) fn org_id(text: &str) -> OrgId {
    OrgId::published(text)
}

/// The number of a charity with its register: Scottish and Northern Irish numbers carry letters.
pub(in crate::features::imports) fn charity(text: &str) -> Option<OrgId> {
    let number: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase();
    let digits =
        |text: &str| (4..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let normal = match number.get(..2) {
        Some("SC") if digits(&number[2..]) => format!("GB-SC-{number}"),
        Some("NI") if digits(number[2..].trim_start_matches('C')) => {
            format!("GB-NIC-{}", number[2..].trim_start_matches('C'))
        }
        _ if digits(&number) => format!("GB-CHC-{number}"),
        _ => return None,
    };
    Some(OrgId {
        normal,
        original: text.to_owned(),
    })
}

/// The number of a company with its register, in eight signs.
pub(in crate::features::imports) fn company(text: &str) -> Option<OrgId> {
    let number: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_uppercase();
    let fits = (6..=8).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && number.bytes().filter(u8::is_ascii_digit).count() >= 6;
    fits.then(|| OrgId {
        normal: format!("GB-COH-{number:0>8}"),
        original: text.to_owned(),
    })
}

/// A body of a row: its name, or its identifier where there is no name.
pub(super) fn party(
    name: Option<Given<String>>,
    ids: Vec<Given<OrgId>>,
    is_person: bool,
) -> Option<PublishedParty> {
    let name = name.or_else(|| {
        let id = ids.first()?;
        Some(Given {
            value: id.value.original.clone(),
            text: id.text.clone(),
            at: id.at.clone(),
        })
    })?;
    Some(PublishedParty {
        name,
        identifiers: ids,
        share: None,
        is_person,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_compared_in_one_form() {
        assert_eq!(org_id("SV\u{2013}orp 0052007").normal, "SV-ORP0052007");
        assert_eq!(org_id("GB-CHC-\n1164883").normal, "GB-CHC-1164883");
        assert_eq!(
            charity("1164883").map(|id| id.normal).as_deref(),
            Some("GB-CHC-1164883")
        );
        assert_eq!(
            charity("sc 025599").map(|id| id.normal).as_deref(),
            Some("GB-SC-SC025599")
        );
        assert_eq!(charity("13-3458820"), None);
        assert_eq!(
            company("123456").map(|id| id.normal).as_deref(),
            Some("GB-COH-00123456")
        );
        assert_eq!(company("n/a"), None);
    }
}
