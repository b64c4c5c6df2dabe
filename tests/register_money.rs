//! Claims, money, bodies, sites, the funder's view and the JSON for programs, as people and programs meet them.

mod api;
mod bodies;
mod claims;
mod files;
mod looks;
mod money;
mod printed;
mod read_in;
mod sources;
mod story;
mod writes;

use groundtruth::features::register::actions::agreements::register;
use groundtruth::features::register::actions::promises::add_promise;
use groundtruth::features::register::forms::{AgreementForm, PromiseForm, TargetForm};

use crate::support::house::House;

/// An agreement of the first organisation, with one promise; gives its number.
pub async fn agreement(house: &House, title: &str) -> i64 {
    let form = AgreementForm {
        title: title.to_owned(),
        kind: "grant".to_owned(),
        funders: "City of Rivers\nNorth Fund".to_owned(),
        providers: "Clean Streets".to_owned(),
        value: "0.3".to_owned(),
        currency: "ZAR".to_owned(),
        from: "2026-01-01".to_owned(),
        to: "2026-12-31".to_owned(),
        document: "The grant letter".to_owned(),
        places: "Clinic 7 | north".to_owned(),
        ..AgreementForm::default()
    };
    let ctx = house.station.ctx();
    let number = register(&ctx, &form.read().unwrap()).await.unwrap();
    let promise = PromiseForm {
        promise: "A hundred meals are served each day.".to_owned(),
        unit: "meals".to_owned(),
        target: TargetForm {
            target: "at_least".to_owned(),
            amount: "100".to_owned(),
            ..TargetForm::default()
        },
        ..PromiseForm::default()
    };
    add_promise(&ctx, number, &promise).await.unwrap();
    number
}
