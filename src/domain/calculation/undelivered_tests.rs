//! Tests of the value of what is missing.

use super::*;

fn whole(value: i64) -> Exact {
    Exact::from_integer(value)
}

fn per_unit() -> Undelivered {
    Undelivered {
        missing: whole(20),
        promised: whole(100),
        periods: whole(4),
        price: Some(UnitPrice::of("12.5".parse().unwrap())),
        basis: PaymentBasis::PerUnit,
        coverage: Coverage::SameAsAudit,
        pays_by_result: true,
        payment: None,
    }
}

fn mshengu() -> Undelivered {
    Undelivered {
        missing: whole(90),
        promised: whole(346),
        periods: whole(1),
        price: None,
        basis: PaymentBasis::NotPublished,
        coverage: Coverage::MoreThanAudit,
        pays_by_result: true,
        payment: Some("more than R126 million (whole contract)".into()),
    }
}

fn codes(undelivered: &Undelivered) -> Vec<RefusalCode> {
    let result = money_at_risk(undelivered).unwrap();
    assert_eq!(result.amount, None);
    result.refusals.iter().map(|refusal| refusal.code).collect()
}

#[test]
fn a_payment_for_the_whole_contract_is_never_multiplied_by_a_shortfall_in_four_areas() {
    use RefusalCode::{BasisUnknown, MoneyCoversMore, UnitPriceUnknown};
    assert_eq!(
        codes(&mshengu()),
        [MoneyCoversMore, UnitPriceUnknown, BasisUnknown]
    );
    let working = money_at_risk(&mshengu()).unwrap().working;
    assert_eq!(working.result, "not computed");
    let beside: Vec<_> = working
        .inputs
        .iter()
        .map(|input| input.value.as_str())
        .collect();
    assert_eq!(
        beside,
        ["90", "346", "1", "more than R126 million (whole contract)"]
    );
    assert!(!format!("{working:?}").contains("32.76"));
}

#[test]
fn twenty_missing_at_12_50_for_four_periods_are_1000() {
    let result = money_at_risk(&per_unit()).unwrap();
    assert_eq!(
        result.amount,
        Some(AmountRange {
            low: whole(1000),
            high: whole(1000)
        })
    );
    assert_eq!(result.working.result, "1000.00");
}

#[test]
fn a_range_of_prices_gives_a_range_of_amounts() {
    let price = Some(UnitPrice {
        low: whole(10),
        high: "12.5".parse().unwrap(),
    });
    let result = money_at_risk(&Undelivered {
        price,
        ..per_unit()
    })
    .unwrap();
    assert_eq!(
        result.amount,
        Some(AmountRange {
            low: whole(800),
            high: whole(1000)
        })
    );
    assert_eq!(result.working.result, "800.00 to 1000.00");
}

#[test]
fn a_fixed_price_contract_is_refused() {
    let fixed = Undelivered {
        basis: PaymentBasis::FixedPrice,
        ..per_unit()
    };
    assert_eq!(codes(&fixed), [RefusalCode::BasisFixedPrice]);
}

#[test]
fn payment_that_does_not_depend_on_the_result_is_refused() {
    let regardless = Undelivered {
        pays_by_result: false,
        ..per_unit()
    };
    assert_eq!(codes(&regardless), [RefusalCode::PaidNotByResult]);
}

#[test]
fn a_price_that_is_not_paid_by_the_unit_prices_nothing() {
    for basis in [PaymentBasis::CostReimbursement, PaymentBasis::Milestone] {
        let other = Undelivered {
            basis,
            ..per_unit()
        };
        assert_eq!(codes(&other), [RefusalCode::UnitPriceUnknown]);
    }
    let no_price = Undelivered {
        price: None,
        ..per_unit()
    };
    assert_eq!(codes(&no_price), [RefusalCode::UnitPriceUnknown]);
}

#[test]
fn coverage_that_is_not_published_is_not_taken_for_the_same() {
    let unknown = Undelivered {
        coverage: Coverage::NotPublished,
        ..per_unit()
    };
    assert_eq!(codes(&unknown), [RefusalCode::MoneyCoversMore]);
}

#[test]
fn a_milestone_is_worth_its_own_value_only() {
    assert_eq!(
        milestone_at_risk(PaymentBasis::Milestone, Some(whole(5))),
        Ok(whole(5))
    );
    let refused = |basis, value| milestone_at_risk(basis, value).unwrap_err().code();
    assert_eq!(
        refused(PaymentBasis::Milestone, None),
        Some(RefusalCode::UnitPriceUnknown)
    );
    let fixed = refused(PaymentBasis::FixedPrice, Some(whole(5)));
    assert_eq!(fixed, Some(RefusalCode::BasisFixedPrice));
}

#[test]
fn negative_inputs_are_errors() {
    assert!(
        money_at_risk(&Undelivered {
            missing: whole(-1),
            ..per_unit()
        })
        .is_err()
    );
    let price = Some(UnitPrice {
        low: whole(5),
        high: whole(4),
    });
    assert!(
        money_at_risk(&Undelivered {
            price,
            ..per_unit()
        })
        .is_err()
    );
}
