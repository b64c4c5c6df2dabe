//! What paired tests add to a report: once every one of them is complete and accepted, what they show together, question by
//! question, with its working. Nobody is named, and nothing is told of a half.

use super::pairs::{Test, Tests, all_of};
use crate::db::audit::AuditLine;
use crate::domain::calculation::Calculated;
use crate::domain::code::Code;
use crate::domain::comparison::{Check, CheckInput, CheckKind, CheckStep, Comparison};
use crate::domain::number::{Exact, Qualifier, Rounding};
use crate::domain::party::Counter;
use crate::domain::review::paired_test::Better;
use crate::features::checking::sentences;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;

/// Adds what paired tests show to a comparison, and to `limits` how many are not told yet.
///
/// # Errors
/// Those of the database.
pub async fn print_into(
    ctx: &Ctx,
    line: &AuditLine,
    (comparison, limits): (&mut Comparison, &mut Vec<String>),
) -> Result<(), ActionError> {
    let all = all_of(ctx, line.clone()).await?;
    if all.tests.is_empty() {
        return Ok(());
    }
    let words = &ctx.app.words;
    let open = all.tests.iter().filter(|test| !counts(test)).count();
    if open > 0 {
        let (open, of) = (open.to_string(), all.tests.len().to_string());
        let names = [("open", &*open), ("all", &*of)];
        limits.push(words.say("pairs-printed-waiting", &names));
        return Ok(());
    }
    let mut varied: Vec<&str> = Vec::new();
    for test in &all.tests {
        if !varied.contains(&test.line.test.varied.as_str()) {
            varied.push(&test.line.test.varied);
        }
    }
    for (nth, varied) in (1..).zip(varied) {
        let some = all.of(varied);
        for asked in &some.questions {
            let name = sentences::question(words, &asked.instrument, &asked.question);
            let title = [("varied", varied), ("question", name.as_str())];
            let title = words.say("pairs-printed", &title);
            let id = format!("pairs-{nth}-{}", asked.question);
            let known = asked.instrument.question(&asked.question);
            let promise = known.and_then(|question| question.promise.clone());
            // A question that one of the two did not answer says nothing of all.
            if let Ok(Some(check)) = check(ctx, &some, &asked.question, (id, title, promise)) {
                comparison.checks.push(check);
            }
        }
    }
    Ok(())
}

/// Whether both records are in and both were accepted.
fn counts(test: &Test) -> bool {
    let both = test.records.as_ref();
    both.is_some_and(|(a, b)| a.line.state.counts() && b.line.state.counts())
}

fn check(
    ctx: &Ctx,
    tests: &Tests,
    question: &Code,
    (id, title, obligation): (String, String, Option<Code>),
) -> Calculated<Option<Check>> {
    let words = &ctx.app.words;
    let found = tests.result(question, Better::More)?;
    let (Some(majority), Some(minority), Some(net), Some(p)) =
        (&found.majority, &found.minority, &found.net, found.p_value)
    else {
        return Ok(None);
    };
    let alike = majority.denominator.minus(majority.numerator)?;
    let alike = alike.minus(minority.numerator)?;
    let input = |key: &str, count: &Exact| CheckInput {
        title: words.get(key),
        text: count.to_string(),
        unit: None,
        counted_by: Counter::Auditor,
        tested: false,
    };
    let step = |key: &str, exact: Exact, shown: String, rounding| CheckStep {
        title: words.get(key),
        exact,
        shown,
        qualifier: Qualifier::Exact,
        unit: None,
        rounding,
        published: None,
    };
    let one = Rounding::to(1);
    let share = |key: &str, exact: Exact| step(key, exact, one.show_percent(&exact), Some(one));
    let chance = format!("{p:.4}");
    let probability: Exact = chance.parse()?;
    Ok(Some(Check {
        id,
        title,
        kind: CheckKind::Derivation,
        obligation,
        inputs: vec![
            input("pairs-printed-majority", &majority.numerator),
            input("pairs-printed-minority", &minority.numerator),
            input("pairs-printed-alike", &alike),
        ],
        steps: vec![
            share("pairs-printed-majority-share", majority.value),
            share("pairs-printed-minority-share", minority.value),
            share("pairs-printed-net", *net),
            step("pairs-printed-p", probability, chance, None),
        ],
        refusals: Vec::new(),
        workings: vec![found.working],
        note: Some(words.get("pairs-printed-note")),
    }))
}
