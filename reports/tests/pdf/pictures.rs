//! Pages of samples as pictures, beside the ones that were approved.

use std::path::Path;

use super::approved::look_as_approved;
use super::{edition, scripts};
use crate::samples::{self, photographs};
use groundtruth_reports::export::pdf;

#[test]
fn pages_look_as_they_were_approved() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    look_as_approved(
        &kept,
        vec![
            ("mshengu", edition(&samples::mshengu()), vec![1, 2, 4]),
            ("all-kept", edition(&samples::all_kept()), vec![1]),
            (
                "everything",
                pdf::bytes(&samples::everything(), &photographs()).unwrap(),
                vec![1, 2, 6, 11],
            ),
            ("empty", edition(&samples::empty()), vec![1]),
            ("arabic", edition(&scripts::arabic()), vec![1]),
            ("hindi", edition(&scripts::hindi()), vec![1]),
        ],
    );
}
