//! Writing the format `groundtruth-case/1`: a case as text, its JSON Schema, and a file to begin with.

use crate::domain::case::Case;

/// A file to begin with: every section once, each line explained.
pub const BEGINNING: &str = include_str!("../../../templates/cases/beginning.yaml");

/// A case as YAML; reading it gives the same case.
pub fn case_to_yaml(case: &Case) -> Result<String, serde_saphyr::ser_error::Error> {
    serde_saphyr::to_string(case)
}

/// The JSON Schema of the format, from the types that read it.
#[must_use]
pub fn case_schema() -> String {
    let mut schema = schemars::schema_for!(Case);
    schema.insert(
        "$id".to_owned(),
        "https://groundtruth.example/schema/groundtruth-case-1.json".into(),
    );
    format!("{:#}\n", schema.as_value())
}
