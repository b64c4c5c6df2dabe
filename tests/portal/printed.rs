//! Pages of the shipped audits as pictures, beside the ones that were approved.

use std::path::Path;

use groundtruth::features::publications::edition;

use super::approved::look_as_approved;
use super::site;

/// Which pages of which audits are kept: the answer, a comparison, a finding with its picture.
const KEPT: [(&str, &[usize]); 4] = [
    ("practice-lunch-tables", &[1, 2, 8, 26]),
    ("mshengu-toilets", &[1, 12]),
    ("lahsa-outreach", &[1]),
    ("union-county-detention", &[1]),
];

#[test]
fn pages_of_shipped_audits_look_as_they_were_approved() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let wanted = KEPT.map(|(name, pages)| {
        let audit = site()
            .audits
            .iter()
            .find(|audit| audit.code.as_str() == name);
        let audit = audit.expect("it is shipped");
        let edition = edition(&audit.report, &audit.photographs, "pdf").unwrap();
        (name, edition.unwrap().bytes, pages.to_vec())
    });
    look_as_approved(&kept, wanted.into());
}
