//! Recommendations: which office of whom is asked to do what by when, to remove which cause. One is in the report once all the
//! findings that it follows from are.

use chrono::NaiveDate;

use crate::db::findings::{
    KeptRecommendation, add_recommendation, drop_recommendation, recommendations_of,
    save_recommendation,
};
use crate::db::{remove_recommendation, write};
use crate::domain::code::Code;
use crate::domain::finding::{CauseKind, Draft, Recommendation};
use crate::domain::follow_up::{RecommendationLack, Recommended, lacks};
use crate::domain::reply::{About, Position, ReplyState, positions};
use crate::infra::action::{ActionError, Fields, noted};
use crate::infra::app::Ctx;
use crate::infra::asked::keep;

use super::desk::{Desk, desk};
use super::opened;
use super::publishing::recommended;
use crate::features::findings::forms::{Given, value_of};

/// Recommendations of an audit are no more than these.
const MOST: usize = 200;

/// What is asked in an audit.
#[derive(Debug)]
pub struct Asks {
    /// The audit.
    pub desk: Desk,
    /// What is asked, by number, without what was taken back.
    pub all: Vec<KeptRecommendation>,
}

impl Asks {
    /// What one lacks.
    #[must_use]
    pub fn lacks(&self, one: &KeptRecommendation) -> Vec<RecommendationLack> {
        let drafts: Vec<Draft> = self.desk.findings.iter().map(|f| f.draft.clone()).collect();
        lacks(&one.is, &drafts)
    }

    /// What the body that is asked said to one, round by round: when it was asked, and its position, where there is one.
    #[must_use]
    pub fn answers(&self, one: &KeptRecommendation) -> Vec<Asking> {
        let about = About::Recommendation(one.is.recommendation.id.clone());
        let rounds = self.desk.rounds.iter();
        let sent = rounds.filter_map(|round| Some((round, round.kept.round.notice.as_ref()?)));
        let sent = sent.filter(|(round, _)| round.kept.round.about.contains(&about));
        sent.map(|(round, notice)| {
            let (answers, said) = (&round.answers, &round.evaluations);
            let (today, rules) = (self.desk.today, &self.desk.rules);
            let all = positions(&round.kept.round, answers, said, today, rules);
            let position = all.into_iter().find(|one| *one.about == about);
            let office = |one: &Position<'_>| Some(one.answers.last()?.office()?.to_owned());
            Asking {
                round: round.kept.number,
                on: notice.sent_on,
                state: position
                    .as_ref()
                    .and_then(|one| Some((one.state?, one.on?))),
                office: position.as_ref().and_then(office),
            }
        })
        .collect()
    }

    /// Whether one is in the report.
    #[must_use]
    pub fn is_published(&self, one: &KeptRecommendation) -> bool {
        let mut all = self.desk.case.recommendations.iter();
        all.any(|there| there.id == one.is.recommendation.id)
    }
}

/// That a body was asked about a recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The round.
    pub round: u32,
    /// When.
    pub on: NaiveDate,
    /// Its position and the day of it; nothing while there is time.
    pub state: Option<(ReplyState, NaiveDate)>,
    /// The office that answered, where it said so.
    pub office: Option<String>,
}

/// What is asked in an audit.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn asks(ctx: &Ctx, code: &str) -> Result<Asks, ActionError> {
    let desk = desk(ctx, code).await?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let mut all = recommendations_of(conn, ctx.scope, master, desk.line.id).await?;
    all.retain(|one| !one.dropped);
    Ok(Asks { desk, all })
}

/// The number of a recommendation as addresses name it: `C-01`.
///
/// # Errors
/// [`ActionError::NotThere`] where it is none.
pub fn numbered(label: &str) -> Result<u32, ActionError> {
    let number = label
        .strip_prefix("C-")
        .and_then(|digits| digits.parse::<u32>().ok());
    let number = number.filter(|number| format!("C-{number:02}") == label);
    number.ok_or(ActionError::NotThere)
}

fn read(desk: &Desk, given: &Given) -> Result<Recommended, ActionError> {
    let mut fields = Fields::default();
    let to = fields.choice("to", given.field("to"), |word| {
        let id = Code::parse(word).ok()?;
        desk.case.party(&id).map(|one| one.id.clone())
    });
    let office = fields.optional("office", given.field("office"), 300);
    let action = fields.text("action", given.field("action"), 2_000);
    let due = fields.date("due", given.field("due"));
    let cause = match given.field("cause") {
        "" => None,
        word => fields.choice("cause", word, value_of::<CauseKind>),
    };
    let ticked = desk.findings.iter().map(|one| &one.draft.id);
    let findings = ticked.filter(|id| given.is_ticked(&format!("finding-{id}")));
    let findings: Vec<Code> = findings.cloned().collect();
    let name = Code::parse("new").map_err(|_| ActionError::NotThere)?;
    fields.done(())?;
    Ok(Recommended {
        recommendation: Recommendation {
            id: name,
            to: to.ok_or(ActionError::NotThere)?,
            office,
            action,
            due,
            findings,
        },
        cause,
        decisions: Vec::new(),
    })
}

/// Asks something.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn ask(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    let desk = desk(ctx, code).await?;
    let new = read(&desk, given)?;
    write(&ctx.app.db, async |txn| {
        let line = opened(txn, ctx, code).await?;
        let mut ids = ctx.ids();
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let there = recommendations_of(txn, scope, master, line.id).await?;
        if there.len() >= MOST {
            return Err(ActionError::field("form", "recommendations-many"));
        }
        add_recommendation(txn, scope, master, (line.id, &new), &mut ids).await?;
        recommended(txn, ctx, &line, &mut ids).await?;
        noted(txn, ctx, ("recommendation-written", code), &mut ids).await
    })
    .await
}

/// Changes what is asked, or takes it back.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn change(
    ctx: &Ctx,
    code: &str,
    (number, given): (u32, &Given),
) -> Result<(), ActionError> {
    let asks = asks(ctx, code).await?;
    let before = asks.all.iter().find(|one| one.number == number);
    let before = before.ok_or(ActionError::NotThere)?;
    let drops = given.field("do") == "drop";
    let now = match drops {
        true => before.is.clone(),
        false => {
            let mut now = read(&asks.desk, given)?;
            now.recommendation.id = before.is.recommendation.id.clone();
            now.decisions.clone_from(&before.is.decisions);
            // Whoever was asked answered these words: others are another recommendation.
            let words =
                |is: &Recommendation| (is.to.clone(), is.office.clone(), is.action.clone(), is.due);
            let differs = words(&now.recommendation) != words(&before.is.recommendation);
            if differs && !asks.answers(before).is_empty() {
                return Err(ActionError::field("form", "recommendation-was-asked"));
            }
            now
        }
    };
    write(&ctx.app.db, async |txn| {
        let line = opened(txn, ctx, code).await?;
        let mut ids = ctx.ids();
        let (scope, master) = (ctx.scope, &ctx.app.master);
        // Out first: what follows from a finding that is not published any more is not in the report.
        let name = &now.recommendation.id;
        remove_recommendation(txn, scope, (line.id, name)).await?;
        if drops {
            drop_recommendation(txn, scope, (line.id, number)).await?;
        } else {
            let one = (line.id, number, &now);
            save_recommendation(txn, scope, master, one, &mut ids).await?;
            recommended(txn, ctx, &line, &mut ids).await?;
        }
        keep(txn, ctx, &line, &mut ids).await?;
        noted(txn, ctx, ("recommendation-written", code), &mut ids).await
    })
    .await
}
