//! Chemical toilets in Khayelitsha, 2013: a census with promises kept in part, not kept and not tested,
//! and no figure for money. Facts of a published audit, restated in our own words.

mod promises;
mod results;

use super::{from, funder, labels, stamp};
use groundtruth_reports::model::*;
use promises::promises;
use results::{checks, chronology, condition, reply, sources, workings};

pub fn mshengu() -> Report {
    Report {
        stamps: vec![stamp(
            "restated",
            "Restated from Social Justice Coalition, 10 May 2013; not \
             an audit by this organisation",
        )],
        number: "R-2026-0001".into(),
        version: "1".into(),
        date: DateText::new("21 November 2026", "2026-11-21"),
        organisation: "Groundtruth examples".into(),
        work_name: "Social audit".into(),
        title: "Chemical toilets in Khayelitsha, Cape Town, April 2013".into(),
        answer: vec![
            "Of 346 toilets promised to four areas, 256 were there.".into(),
            "Ninety were not found.".into(),
            "Not one of the 256 was fixed to the ground.".into(),
        ],
        page_one: page_one(),
        does_not_say: vec![
            "that the missing toilets were stolen;".into(),
            "anything about toilets outside the four areas;".into(),
            "how many service visits took place.".into(),
        ],
        background: vec![
            "The City of Cape Town paid a company for portable \
             chemical toilets in settlements without sewers. \
             Residents of four areas in Khayelitsha went to see what \
             was there."
                .into(),
        ],
        agreements: vec![agreement()],
        payments: vec![Payment {
            what: "the whole contract".into(),
            amount: Figure {
                text: "more than R126 million".into(),
                exact: Some("126000000".into()),
                qualifier: Some(Coded::new("over", "more than")),
                who_counted: funder(),
                sources: from("a"),
                ..Figure::default()
            },
            period: Some(DateText::in_words("about three years")),
            covers: Some("more than 5,000 toilets in the whole city".into()),
            payer: Some("City of Cape Town".into()),
            payee: Some("Mshengu Services".into()),
        }],
        method: method(),
        promises: promises(),
        other_figures: vec![],
        category_sets: vec![condition()],
        checks: checks(),
        responses: vec![reply()],
        chronology: chronology(),
        workings: workings(),
        conclusions: vec![
            "In the four areas, in April 2013, fewer toilets stood \
             than had been promised, none was fixed to the ground, \
             and 83 of those that stood had not been serviced once in \
             the week before."
                .into(),
        ],
        sources: sources(),
        how_to_cite: vec![
            "Social Justice Coalition, report of the social audit of \
             chemical toilets in Khayelitsha, 10 May 2013, as \
             restated in R-2026-0001, version 1."
                .into(),
        ],
        stronger: vec![
            "A price per toilet and the places each payment covers.".into(),
            "Dates of each service visit, toilet by toilet.".into(),
            "How many families share each toilet.".into(),
        ],
        empty_sections: vec![EmptySection {
            section: SectionCode::Recommendations,
            sentence: "The published summary names no recommendations.".into(),
        }],
        labels: labels(),
        ..Report::default()
    }
}

fn page_one() -> PageOne {
    PageOne {
        how_sure: vec![
            "Every toilet in the four areas was looked for, 22 to 27 \
             April 2013, and each of the 256 found was inspected. \
             This is a count, not a sample: there is no sampling \
             error."
                .into(),
        ],
        money: vec![
            "More than R126 million was paid. We give no figure for a \
             loss: the payment covers more than 5,000 toilets over \
             about three years, and no price per toilet is published."
                .into(),
        ],
        answered: vec![
            "The City had not answered when the findings were \
             reported. City and provider were invited to the public \
             hearing on 27 April."
                .into(),
        ],
        asked: vec![],
    }
}

fn agreement() -> Agreement {
    Agreement {
        number: "A-0001".into(),
        title: "Portable chemical toilets".into(),
        legal_type: Some(Coded::new("contract", "contract")),
        funders: vec!["City of Cape Town".into()],
        providers: vec!["Mshengu Services".into()],
        period: Some(DateText::in_words("about three years, dates not published")),
        payment_basis: Some(Coded::new("unknown", "not published")),
        covers: Some("more than 5,000 toilets in the whole city".into()),
        versions_note: Some("none published".into()),
        sources: from("a"),
        ..Agreement::default()
    }
}

fn method() -> Method {
    Method {
        purposes: vec![
            "To find out whether a funded service is delivered as \
             intended."
                .into(),
        ],
        scope: vec![
            "RR-Section, Taiwan/CT, Green Point and Emsindweni in \
             Khayelitsha."
                .into(),
        ],
        not_covered: vec!["All other toilets of the contract.".into()],
        samples: vec![Sample {
            of: "Toilets in the four areas".into(),
            n_of_total: "256 of 256 found were inspected; 346 had been promised".into(),
            frame: Some("contract and a councillor’s letter".into()),
            design: Some(Coded::new("census", "all of them: census")),
            dates: Some(DateText::in_words(
                "22 to 27 April 2013 in one source, 22 to 26 April in \
             another",
            )),
            announced: Some(Coded::new("unknown", "not published")),
            interval_note: Some("census: no sampling error; measurement error remains".into()),
            sources: from("a"),
            ..Sample::default()
        }],
        observers: vec![Fact::new(
            "People",
            "more than 60 residents and members took part",
        )],
        instruments: vec![
            "checklist for each toilet".into(),
            "questionnaires; 270 residents interviewed".into(),
        ],
        limits: vec![
            "How servicing in the week before was counted is not \
             published."
                .into(),
            "How many families share each toilet is published for \
             single cases only."
                .into(),
        ],
        ..Method::default()
    }
}
