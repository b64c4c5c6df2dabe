//! Paired tests: two people who differ in one thing ask for the same. Neither record is shown to anybody until both are in.

use super::{audit, places, tests_of};
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{
    Came, PairedLine, PairedSetup, add_paired, codes_of, instruments_of, submissions_numbered,
};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::calculation::Calculated;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::instrument::{Asks, Instrument};
use crate::domain::intake::Submission;
use crate::domain::review::PairedTest;
use crate::domain::review::paired_test::{Better, result};
use crate::domain::statistics::paired::PairedResult;
use crate::infra::action::{ActionError, Fields, noted, still_may};
use crate::infra::app::Ctx;

/// One test with what may be seen of it.
#[derive(Clone, Debug)]
pub struct Test {
    /// The test.
    pub line: PairedLine,
    /// Both records, once both are in: the one of the tester without the trait first.
    pub records: Option<(Came, Came)>,
}

/// A question by which the two can be held against each other.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// What was asked.
    pub instrument: Instrument,
    /// The question.
    pub question: Code,
}

/// The paired tests of an audit.
#[derive(Clone, Debug)]
pub struct Tests {
    /// The audit.
    pub line: AuditLine,
    /// Its places.
    pub places: std::collections::BTreeMap<Code, Place>,
    /// Codes that there are.
    pub codes: Vec<String>,
    /// The tests.
    pub tests: Vec<Test>,
    /// Questions that can be held against each other.
    pub questions: Vec<Ranked>,
    /// The instruments of those records that are in.
    pub instruments: Vec<Instrument>,
}

/// The paired tests of an audit, for a checker.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn tests(ctx: &Ctx, code: &str) -> Result<Tests, ActionError> {
    let conn = ctx.app.db.reads();
    let line = audit(conn, ctx, (code, Permission::CheckVisits)).await?;
    all_of(ctx, line).await
}

/// The paired tests of an audit that is open to the actor.
pub(super) async fn all_of(ctx: &Ctx, line: AuditLine) -> Result<Tests, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let codes = codes_of(conn, ctx.scope, master, line.id).await?;
    let lines = tests_of(conn, ctx, &line).await?;
    let instruments = instruments_of(conn, ctx.scope, line.id).await?;
    let mut tests = Vec::new();
    for one in lines {
        // What is not to be seen is not even opened.
        let both = one.first.zip(one.second);
        let records = match both {
            Some((first, second)) => {
                let numbers = [first, second];
                let came = submissions_numbered(conn, ctx.scope, master, (line.id, &numbers));
                let mut came = came.await?.into_iter();
                let (a, b) = (came.next(), came.next());
                a.zip(b).map(|(a, b)| match a.line.number == first {
                    true => (a, b),
                    false => (b, a),
                })
            }
            None => None,
        };
        tests.push(Test { line: one, records });
    }
    let questions = ranked(&tests, &instruments);
    Ok(Tests {
        places: places(conn, ctx, &line).await?,
        codes: codes.into_keys().collect(),
        line,
        tests,
        questions,
        instruments,
    })
}

fn sent(came: &Came) -> Option<&Submission> {
    came.submission.as_ref()
}

/// Questions of the records that are in, whose answers have an order.
fn ranked(tests: &[Test], instruments: &[Instrument]) -> Vec<Ranked> {
    let mut all: Vec<Ranked> = Vec::new();
    for test in tests {
        let Some(first) = test.records.as_ref().and_then(|(first, _)| sent(first)) else {
            continue;
        };
        let of = |one: &&Instrument| one.code == first.instrument && one.version == first.version;
        let Some(instrument) = instruments.iter().find(of) else {
            continue;
        };
        for question in &instrument.questions {
            let has_an_order = matches!(
                question.asks,
                Asks::Count { .. }
                    | Asks::Measure { .. }
                    | Asks::YesNo { .. }
                    | Asks::Satisfaction { .. }
            );
            if has_an_order && !all.iter().any(|one| one.question == question.id) {
                all.push(Ranked {
                    instrument: instrument.clone(),
                    question: question.id.clone(),
                });
            }
        }
    }
    all
}

impl Tests {
    /// Those in which this differs between the two, with the questions that they can be held against each other by.
    #[must_use]
    pub fn of(&self, varied: &str) -> Self {
        let mut some = self.clone();
        some.tests.retain(|test| test.line.test.varied == varied);
        some.questions = ranked(&some.tests, &some.instruments);
        some
    }

    /// What all tests show by one question; refused, with their names, while some are not complete.
    ///
    /// # Errors
    /// Why nothing can be said.
    pub fn result(&self, question: &Code, better: Better) -> Calculated<PairedResult> {
        let of = |test: &Test| {
            let (majority, minority) = test.records.clone().unzip();
            PairedTest {
                test: test.line.test.id.clone(),
                majority: majority.and_then(|came: Came| came.submission),
                minority: minority.and_then(|came: Came| came.submission),
            }
        };
        let tests: Vec<PairedTest> = self.tests.iter().map(of).collect();
        result(&tests, question, better)
    }
}

/// What the form of a new test gives.
#[derive(Clone, Debug, Default, serde::Deserialize, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewTest {
    /// Where they ask.
    pub place: String,
    /// What differs between the two.
    pub varied: String,
    /// The tester who has not the trait.
    pub majority: String,
    /// The tester who has it.
    pub minority: String,
    /// Why it is in proportion.
    pub grounds: String,
}

/// Adds a test; gives its name.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn add(ctx: &Ctx, code: &str, form: &NewTest) -> Result<Code, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let master = &ctx.app.master;
        let line = audit(txn, ctx, (code, Permission::ChangeAudits)).await?;
        let places = places(txn, ctx, &line).await?;
        let codes = codes_of(txn, ctx.scope, master, line.id).await?;
        let mut fields = Fields::default();
        let place = Code::parse(&form.place).ok();
        let place = place.filter(|place| places.contains_key(place));
        let place = fields.choice("place", &form.place, |_| place);
        let varied = fields.text("varied", &form.varied, 200);
        let grounds = fields.text("grounds", &form.grounds, 2_000);
        let mut tester = |field: &str, typed: &str| {
            let typed = typed.trim().to_uppercase();
            let known = codes.contains_key(&typed);
            fields.choice(field, &typed, |typed| known.then(|| typed.to_owned()))
        };
        let majority = tester("majority", &form.majority);
        let minority = tester("minority", &form.minority);
        if majority.is_some() && majority == minority {
            fields.wrong("minority", "pairs-same-person");
        }
        let number = tests_of(txn, ctx, &line).await?.len() + 1;
        let id = Code::parse(&format!("pair-{number:02}")).map_err(|_| ActionError::NotThere)?;
        let (place, majority, minority) = fields.done((place, majority, minority))?;
        let setup = PairedSetup {
            id: id.clone(),
            place: place.ok_or(ActionError::NotThere)?,
            varied,
            majority: majority.unwrap_or_default(),
            minority: minority.unwrap_or_default(),
            grounds: Some(grounds),
        };
        add_paired(txn, ctx.scope, master, (line.id, &setup), &mut ids).await?;
        noted(txn, ctx, ("pair-added", line.code.as_str()), &mut ids).await?;
        Ok(id)
    })
    .await
}
