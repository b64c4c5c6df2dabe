//! What a letter tells beside a finding: the amounts that stand with it, each in every state that it went through, and what those
//! it is about answered. Amounts are told one by one and never added.

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::finding::{Citation, Draft, Finding, Recommendation};
use crate::domain::letter::Fact;
use crate::domain::money_line::{MoneyLine, StateEntry};
use crate::domain::reply::Response;
use crate::infra::words::Words;

/// A reply of more letters than this is told by its position; its words stand in full in the report.
const LONGEST_REPLY: usize = 1_200;

/// The amounts of a finding: those that it rests on, and those of its promises.
#[must_use]
pub fn money(case: &Case, (finding, draft): (&Finding, &Draft), words: &Words) -> Vec<Fact> {
    let cited = |line: &MoneyLine| {
        let mut all = draft.cited().into_iter();
        all.any(|one| matches!(one, Citation::Money(id) if *id == line.id))
    };
    let promised = |line: &MoneyLine| {
        let of = line.obligation.as_ref();
        of.is_some_and(|of| finding.obligations.contains(of))
    };
    let lines = case.money.iter();
    let lines = lines.filter(|line| cited(line) || promised(line));
    lines
        .map(|line| amount(case, finding, line, words))
        .collect()
}

fn amount(case: &Case, finding: &Finding, line: &MoneyLine, words: &Words) -> Fact {
    let currency = line.currency;
    let currency = currency.or_else(|| case.agreements.iter().find_map(|one| one.currency));
    let state = |one: &StateEntry| {
        let state = words.get(&format!("money-state-{}", one.state.code()));
        let amount = words.amount(&one.amount, currency);
        match one.date {
            Some(date) => format!("{state} {amount} ({})", words.partial(date)),
            None => format!("{state} {amount}"),
        }
    };
    let states: Vec<String> = line.states.iter().map(state).collect();
    let basis = words.get(&format!("money-basis-{}", line.basis.code()));
    let certainty = words.get(&format!("money-certainty-{}", line.certainty.code()));
    let certainty = match &line.lower_limit {
        Some(limit) => {
            let limit = words.amount(limit, currency);
            let names = [("certainty", certainty.as_str()), ("limit", &limit)];
            words.say("letter-fact-limit", &names)
        }
        None => certainty,
    };
    let (label, about) = (
        line.id.as_str().to_uppercase(),
        finding.id.as_str().to_uppercase(),
    );
    let names = [
        ("label", label.as_str()),
        ("title", line.title.as_str()),
        ("states", &states.join("; ")),
        ("basis", &basis),
        ("certainty", &certainty),
    ];
    Fact {
        id: line.id.clone(),
        says: words.say("letter-fact-money", &names),
        from: words.say("letter-fact-money-from", &[("finding", &about)]),
    }
}

/// What was answered to a finding, by whom and when, or that nothing was by the date.
#[must_use]
pub fn replies(case: &Case, finding: &Finding, words: &Words) -> Vec<Fact> {
    let all = case.responses.iter();
    let all = all.filter(|one| one.answers(finding));
    all.map(|one| reply(case, &finding.id, one, words))
        .collect()
}

/// What was answered to a recommendation by the body that is asked.
#[must_use]
pub fn decided(case: &Case, asked: &Recommendation, words: &Words) -> Vec<Fact> {
    let all = case.responses.iter();
    let all = all.filter(|one| one.answers_recommendation(&asked.id));
    all.map(|one| reply(case, &asked.id, one, words)).collect()
}

fn reply(case: &Case, about: &Code, one: &Response, words: &Words) -> Fact {
    let party = case.party(&one.party);
    let party = party.map_or_else(|| one.party.to_string(), |one| one.name.clone());
    let state = words.get(&format!("reply-{}", one.state.code()));
    let said: Vec<&str> = one.points.iter().map(|point| point.says.as_str()).collect();
    // A line of a letter has no lines of its own.
    let said = said.join(" ");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let names = [
        ("party", party.as_str()),
        ("state", state.as_str()),
        ("said", said.as_str()),
    ];
    let key = match said.chars().count() {
        0 => "letter-fact-reply",
        count if count > LONGEST_REPLY => "letter-fact-reply-long",
        _ => "letter-fact-reply-said",
    };
    let about = about.as_str().to_uppercase();
    let date = one.date.map(|date| words.partial(date));
    let from = [
        ("about", about.as_str()),
        ("date", date.as_deref().unwrap_or_default()),
    ];
    Fact {
        id: one.id.clone(),
        says: words.say(key, &names),
        from: match date {
            Some(_) => words.say("letter-fact-reply-on", &from),
            None => words.say("letter-fact-reply-to", &from),
        },
    }
}
