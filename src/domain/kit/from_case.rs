//! An organisation's own kit: the promises of a case it has, with the numbers as blanks that remember them.

use super::{
    Blank, BlankKind, Fills, Format, Kit, KitCard, KitPromise, KitTarget, Question, QuestionKind,
    Said,
};
use crate::domain::agreement::AgreementType;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::obligation::{Criterion, Kind, Obligation, SplitBy, Target};
use crate::domain::party::Role;
use crate::domain::published::Stated;

impl Kit {
    /// The kit of a case: each promise by its first criterion. A number that stands in the sentence becomes a blank with
    /// the number as its default, so that the kit filled with nothing gives the promises of the case.
    #[must_use]
    pub fn from_case(case: &Case) -> Self {
        let mut blanks = named_blanks(case);
        let promises = case
            .obligations
            .iter()
            .filter_map(|obligation| promise(obligation, &mut blanks))
            .collect();
        let first = case.agreements.first();
        Self {
            format: Format::V1,
            id: case.id.clone(),
            title: literal(&case.title),
            about: literal(&case.title),
            for_whom: literal(
                first
                    .and_then(|a| a.covers.as_deref())
                    .unwrap_or(&case.title),
            ),
            written_in: first.map_or(AgreementType::NotProduced, |a| a.kind),
            blanks,
            promises,
            checklist: case.obligations.iter().map(question).collect(),
            card: KitCard {
                title: literal(&case.title),
                lines: Vec::new(),
                complain: Vec::new(),
            },
            letters: Vec::new(),
        }
    }
}

/// A sentence of the case; a brace in it would be a place.
fn literal(text: &str) -> Said {
    Said::english(&text.replace('{', "(").replace('}', ")"))
}

fn named_blanks(case: &Case) -> Vec<Blank> {
    let party = |role| case.parties.iter().find(|p| p.roles.contains(&role));
    let places: Vec<&str> = case
        .places
        .iter()
        .map(|place| place.name.as_str())
        .collect();
    let all = [
        (
            "provider",
            [
                "Who delivers the service?",
                "¿Quién presta el servicio?",
                "Qui rend le service\u{202f}?",
            ],
            Fills::Provider,
            party(Role::Provider).map(|p| p.name.clone()),
        ),
        (
            "funder",
            [
                "Who pays for it, or owes it?",
                "¿Quién lo paga o lo debe?",
                "Qui le paie, ou le doit\u{202f}?",
            ],
            Fills::Funder,
            party(Role::Funder).map(|p| p.name.clone()),
        ),
        (
            "places",
            [
                "Where? Names with ; between them.",
                "¿Dónde? Nombres con ; entre ellos.",
                "Où\u{202f}? Des noms séparés par ;",
            ],
            Fills::Places,
            (!places.is_empty()).then(|| places.join("; ")),
        ),
        (
            "agreement",
            [
                "In which document is it written?",
                "¿En qué documento está escrito?",
                "Dans quel document est-ce écrit\u{202f}?",
            ],
            Fills::Agreement,
            case.agreements.first().map(|a| a.title.clone()),
        ),
    ];
    let blanks = all.into_iter().filter_map(|(id, questions, fills, value)| {
        let value = value.filter(|value| value.chars().count() <= 500)?;
        Some(blank(
            Code::parse(id).ok()?,
            questions,
            BlankKind::Text,
            value,
            Some(fills),
        ))
    });
    blanks.collect()
}

fn blank(
    id: Code,
    [en, es, fr]: [&str; 3],
    kind: BlankKind,
    value: String,
    fills: Option<Fills>,
) -> Blank {
    Blank {
        id,
        question: Said::each(&[("en", en), ("es", es), ("fr", fr)]),
        kind,
        unit: None,
        example: value.clone(),
        default: Some(value),
        choices: Vec::new(),
        fills,
    }
}

fn promise(obligation: &Obligation, blanks: &mut Vec<Blank>) -> Option<KitPromise> {
    let criterion = obligation.criteria.first()?;
    let mut text = obligation.promise.replace('{', "(").replace('}', ")");
    let target = blank_target(obligation, criterion, &mut text, blanks);
    Some(KitPromise {
        id: obligation.id.clone(),
        text: Said::english(&text),
        kind: obligation.kind,
        unit: obligation.unit.clone(),
        target,
        of: criterion.of.clone(),
        rank: criterion.rank,
        split_by_place: obligation.split_by.contains(&SplitBy::Place),
        price: obligation
            .unit_price
            .as_ref()
            .map(|price| price.amount.text().to_owned()),
        proof: obligation.proof.as_deref().map(literal),
        owed_because: None,
    })
}

fn blank_target(
    obligation: &Obligation,
    criterion: &Criterion,
    text: &mut String,
    blanks: &mut Vec<Blank>,
) -> KitTarget {
    let mut take = |stated: &Stated| {
        let number = stated.text().to_owned();
        let id = format!(
            "{}-number",
            obligation.id.as_str().chars().take(50).collect::<String>()
        );
        let (Some(at), Ok(id)) = (only_place(text, &number), Code::parse(&id)) else {
            return number;
        };
        if number.contains(|c: char| !c.is_ascii_digit()) || blanks.iter().any(|b| b.id == id) {
            return number;
        }
        let place = format!("{{{id}}}");
        text.replace_range(at..at + number.len(), &place);
        let unit = &obligation.unit;
        let questions = [
            format!("How many: {unit}?"),
            format!("¿Cuántos o cuántas: {unit}?"),
            format!("Combien\u{202f}: {unit}\u{202f}?"),
        ];
        let questions = questions.each_ref().map(String::as_str);
        blanks.push(blank(id, questions, BlankKind::Number, number, None));
        place
    };
    match &criterion.target {
        Target::Every => KitTarget::Every,
        Target::AtLeast(n) => KitTarget::AtLeast(take(n)),
        Target::MoreThan(n) => KitTarget::MoreThan(take(n)),
        Target::AtMost(n) => KitTarget::AtMost(take(n)),
        Target::FewerThan(n) => KitTarget::FewerThan(take(n)),
        Target::Exactly(n) => KitTarget::Exactly(take(n)),
        other => KitTarget::AsIs(other.clone()),
    }
}

/// Where a number stands in a sentence, if it stands there once and is no part of another.
fn only_place(text: &str, number: &str) -> Option<usize> {
    let is_digit =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let mut found = text.match_indices(number).filter(|(at, _)| {
        let after = text.get(at + number.len()..).unwrap_or_default();
        // A point that ends the sentence is no decimal point.
        let mut next = after.chars();
        let joins = match next.next() {
            Some('.' | ',') => next.next().is_some_and(|c| c.is_ascii_digit()),
            first => is_digit(first),
        };
        !joins && !is_digit(text.get(..*at).and_then(|t| t.chars().last()))
    });
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
}

fn question(obligation: &Obligation) -> Question {
    let kind = match obligation.kind {
        Kind::Presence => QuestionKind::StaffPresent,
        Kind::TimeUse => QuestionKind::Time,
        Kind::Quantity | Kind::Ratio | Kind::Frequency => QuestionKind::Count,
        _ => QuestionKind::YesNo,
    };
    Question {
        id: obligation.id.clone(),
        promise: obligation.id.clone(),
        kind,
        prompt: literal(&obligation.promise),
        help: None,
        unit: Some(literal(&obligation.unit)),
        could_not_check: Vec::new(),
    }
}
