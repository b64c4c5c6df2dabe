//! Identifiers of bodies in public registers, brought into one form so that they can be compared: the list, a dash, the
//! number. What a publisher wrote is kept beside it; this is for comparing only.

/// An identifier is never longer.
const LONGEST: usize = 100;

/// Lists of org-id.guide that are met often, each with the register it stands for. A list that is not here is no error.
pub const LISTS: [(&str, &str); 30] = [
    ("AU-ABN", "Australian Business Register"),
    ("BE-BCE_KBO", "Crossroads Bank for Enterprises, Belgium"),
    ("BR-CNPJ", "National Register of Legal Entities, Brazil"),
    ("CA-CRA_ACR", "Canada Revenue Agency, charities"),
    ("ES-DIR3", "Common Directory of public units, Spain"),
    ("FI-PRO", "Finnish Patent and Registration Office"),
    ("GB-CHC", "Charity Commission for England and Wales"),
    ("GB-COH", "Companies House, United Kingdom"),
    ("GB-EDU", "Register of schools, England and Wales"),
    ("GB-GOR", "Government organisations, United Kingdom"),
    ("GB-LAE", "Local authorities, England"),
    ("GB-NHS", "NHS organisations, England"),
    ("GB-NIC", "Charity Commission for Northern Ireland"),
    ("GB-SC", "Scottish Charity Regulator"),
    ("GB-UKPRN", "UK Register of Learning Providers"),
    ("IE-CHY", "Revenue Commissioners, charities, Ireland"),
    ("IE-CRO", "Companies Registration Office, Ireland"),
    ("IN-MCA", "Ministry of Corporate Affairs, India"),
    ("KE-NCB", "NGOs Coordination Board, Kenya"),
    ("NG-CAC", "Corporate Affairs Commission, Nigeria"),
    ("NL-KVK", "Chamber of Commerce, Netherlands"),
    ("NO-BRC", "Brønnøysund Register Centre, Norway"),
    ("SE-ON", "Companies Registration Office, Sweden"),
    ("UG-NGB", "NGO Board, Uganda"),
    ("US-EIN", "Internal Revenue Service, United States"),
    ("XI-IATI", "IATI, organisations without a register"),
    ("XI-LEI", "Global Legal Entity Identifier Foundation"),
    ("XI-ROR", "Research Organization Registry"),
    ("XM-DAC", "OECD, donors and agencies"),
    (
        "ZA-NPO",
        "Register of nonprofit organisations, South Africa",
    ),
];

/// Before an identifier that a publisher of 360Giving made up for itself: it matches inside of what that publisher says.
const MADE_UP: &str = "360G-";

/// Whether a publisher made up an identifier, in its normal form, for itself.
#[must_use]
pub fn is_made_up(normal: &str) -> bool {
    normal.starts_with(MADE_UP)
}

/// A text in capitals, without spaces and signs that cannot be seen, every dash a plain one.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut spaced = false;
    for sign in text.trim().chars() {
        if is_space(sign) {
            spaced = true;
            continue;
        }
        let sign = if is_dash(sign) { '-' } else { sign };
        // Between list and number a space stands for the dash that was left out.
        if spaced && sign.is_ascii_digit() && is_a_list(&plain) {
            plain.push('-');
        }
        spaced = false;
        plain.extend(sign.to_uppercase());
    }
    plain
}

/// The form for comparing: `gb–chc 1164883` and `GB-CHC-1164883` are one. Capitals, no spaces, every dash a plain one.
/// `None` for what has no list and number: it could be anything, and matches nothing.
#[must_use]
pub fn normal(text: &str) -> Option<String> {
    let plain = plain(text);
    let fits = plain.len() <= LONGEST && plain.chars().all(belongs);
    if let Some(own) = plain.strip_prefix(MADE_UP) {
        let says = own.chars().any(|c| c.is_ascii_alphanumeric());
        return (fits && says).then_some(plain);
    }
    let mut parts = plain.splitn(3, '-');
    let (country, list, number) = (parts.next()?, parts.next()?, parts.next()?);
    let is_country = country.len() == 2 && country.chars().all(|c| c.is_ascii_alphabetic());
    let is_list = !list.is_empty() && list.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let is_number = number.chars().any(|c| c.is_ascii_alphanumeric());
    (fits && is_country && is_list && is_number).then_some(plain)
}

/// The register that a normal identifier stands in, where its list is a known one.
#[must_use]
pub fn register_of(normal: &str) -> Option<&'static str> {
    let known = LISTS.iter().find(|(list, _)| {
        normal
            .strip_prefix(list)
            .is_some_and(|rest| rest.starts_with('-'))
    });
    known.map(|(_, register)| *register)
}

fn is_a_list(plain: &str) -> bool {
    LISTS
        .iter()
        .any(|(list, _)| plain.eq_ignore_ascii_case(list))
}

/// Spaces of every width, and signs that cannot be seen.
fn is_space(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(
            sign,
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}

fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{2043}'
    )
}

fn belongs(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.' | '/' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_body_has_one_form_however_it_is_written() {
        for text in [
            "GB-CHC-1164883",
            "gb-chc-1164883",
            " GB-CHC-1164883\u{a0}",
            "GB\u{2013}CHC\u{2014}1164883",
            "GB \u{2212} CHC - 116 4883",
            "GB-CHC 1164883",
            "GB-CHC-\u{200b}1164883",
            "\u{feff}GB\u{2011}CHC\u{2011}1164883",
        ] {
            assert_eq!(normal(text).as_deref(), Some("GB-CHC-1164883"), "{text:?}");
        }
        assert_eq!(normal("xm-dac-12-1").as_deref(), Some("XM-DAC-12-1"));
        assert_eq!(normal("360g-pub:org-1").as_deref(), Some("360G-PUB:ORG-1"));
        assert_eq!(normal("SV\u{2013}ORP0052007"), None);
        assert_eq!(
            normal("ca-cra_acr-107951618RR0001").as_deref(),
            Some("CA-CRA_ACR-107951618RR0001")
        );
    }

    #[test]
    fn what_has_no_list_and_number_matches_nothing() {
        for text in [
            "",
            "-",
            "1164883",
            "GB-CHC",
            "GB-CHC-",
            "GB-CHC--",
            "GB--1",
            "Water Trust",
            "G1-CHC-1",
            "GB-CHC-<b>",
            "GB-CHC-1\u{202e}2",
            "ÄÖ-CHC-1",
        ] {
            assert_eq!(normal(text), None, "{text:?}");
        }
        assert_eq!(normal(&format!("GB-CHC-{}", "9".repeat(200))), None);
    }

    #[test]
    fn a_normal_form_is_its_own() {
        for text in [
            "GB-CHC 1164883",
            "zA-nPo-001-002",
            "xi-lei-5493001KJTIIGC8Y1R12",
        ] {
            let once = normal(text).unwrap();
            assert_eq!(normal(&once).as_ref(), Some(&once));
        }
    }

    #[test]
    fn a_register_is_named_by_its_whole_list() {
        assert_eq!(
            register_of("GB-COH-01234567"),
            Some("Companies House, United Kingdom")
        );
        assert_eq!(register_of("GB-COHX-1"), None);
        assert!(LISTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
