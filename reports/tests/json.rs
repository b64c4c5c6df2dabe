//! The JSON edition is the report, whole.

use crate::samples;
use groundtruth_reports::export::json;
use groundtruth_reports::model::{FORMAT, Report, ReportError};

#[test]
fn what_is_written_is_what_is_read() {
    for report in [
        samples::mshengu(),
        samples::all_kept(),
        samples::everything(),
        samples::empty(),
    ] {
        let bytes = json::write(&report).expect("the sample is written");
        let again = json::read(&bytes).expect("and read");
        assert_eq!(report, again);
        assert_eq!(bytes, json::write(&again).expect("and written again"));
    }
}

#[test]
fn keys_stand_in_the_order_of_the_model_and_the_format_first() {
    let bytes = json::write(&samples::mshengu()).expect("written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let places: Vec<_> = [
        "format", "stamps", "title", "answer", "promises", "workings", "labels",
    ]
    .iter()
    .map(|key| {
        text.find(&format!("\n  \"{key}\":"))
            .expect("the key stands")
    })
    .collect();
    assert!(places.is_sorted());
    assert!(text.starts_with(&format!("{{\n  \"format\": \"{FORMAT}\"")));
    assert!(text.ends_with("}\n"));
}

#[test]
fn exact_numbers_are_text_and_stamps_are_in_the_data() {
    let bytes = json::write(&samples::mshengu()).expect("written");
    let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(value["promises"][0]["gap"]["exact"], "-90");
    assert_eq!(value["promises"][0]["verdict"]["code"], "partly_delivered");
    let stamp = value["stamps"][0]["text"].as_str().expect("a stamp");
    assert!(stamp.starts_with("Restated from Social Justice Coalition"));
}

#[test]
fn another_format_is_refused() {
    let report = Report {
        format: "groundtruth-report/2".into(),
        ..samples::empty()
    };
    assert!(matches!(json::write(&report), Err(ReportError::Format(_))));
}

#[test]
fn a_field_added_later_may_be_missing() {
    let mut value = serde_json::to_value(samples::empty()).expect("a value");
    value.as_object_mut().expect("an object").remove("glossary");
    let bytes = serde_json::to_vec(&value).expect("bytes");
    assert_eq!(json::read(&bytes).expect("read"), samples::empty());
}
