//! Answers that come in another way than the desk of the party: letters, word of mouth with its confirmation; and what the
//! auditor makes of an answer.

use super::files::answer_told;
use super::{Given, day_gone, field, opened, round_of, value_of, who};
use crate::db::findings::{add_answer, add_evaluation, answers_of, confirm_answer};
use crate::db::write;
use crate::domain::reply::{
    About, Answer, Change, Confirmation, Evaluation, HowGiven, Oral, ReplyRound, ReplyState,
    Speaker, WrongAnswer,
};
use crate::infra::action::{ActionError, Fields, by, noted};
use crate::infra::app::Ctx;
use crate::infra::asked::keep;

/// The words of an answer are a few pages at most.
pub const LONGEST: usize = 20_000;

/// What an answer is about, by the word of a form: `f-01`.
pub(super) fn about_of(round: &ReplyRound, word: &str) -> Option<About> {
    let mut all = round.about.iter();
    let found = all.find(|about| match about {
        About::Finding(id) | About::Recommendation(id) => id.as_str() == word,
        About::Everything => false,
    });
    found
        .cloned()
        .or((word == "everything").then_some(About::Everything))
}

/// A wrong answer, told at its field.
pub(super) fn refused(wrong: WrongAnswer) -> ActionError {
    let field = match wrong {
        WrongAnswer::NotAChoice => "state",
        WrongAnswer::NeedsWords => "text",
        WrongAnswer::BeforeNotice => "on",
        WrongAnswer::NotAsked => "about",
    };
    ActionError::field(field, wrong.key())
}

/// The office that answers. Of a recommendation it must be named: it says who decided.
pub(super) fn office(fields: &mut Fields, given: &Given, about: Option<&About>) -> Option<Speaker> {
    let named = match about {
        Some(About::Recommendation(_)) => Some(fields.text("office", field(given, "office"), 200)),
        _ => fields.optional("office", field(given, "office"), 200),
    };
    let named = named.filter(|office| !office.is_empty());
    named.map(|office| Speaker { office })
}

/// Enters an answer that came by letter or mail word for word, or that was spoken, summarised.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn entered(
    ctx: &Ctx,
    (code, number): (&str, u32),
    given: &Given,
) -> Result<(), ActionError> {
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let kept = round_of(txn, ctx, (&line, number)).await?;
        let mut fields = Fields::default();
        let today = super::today(ctx);
        let about = fields.choice("about", field(given, "about"), |word| {
            about_of(&kept.round, word)
        });
        let state: Option<ReplyState> = fields.choice("state", field(given, "state"), value_of);
        let text = fields
            .optional("text", field(given, "text"), LONGEST)
            .unwrap_or_default();
        let on = day_gone(&mut fields, given, "on", today);
        let (how, speaker) = match field(given, "how") {
            "oral" => {
                let office = fields.text("office", field(given, "office"), 200);
                if text.is_empty() {
                    fields.wrong("text", "field-empty");
                }
                let spoken = Oral {
                    by: Speaker { office },
                    spoken_on: on,
                    confirmed: None,
                };
                (HowGiven::Oral(spoken), None)
            }
            _ => {
                let speaker = office(&mut fields, given, about.as_ref());
                (HowGiven::Letter, speaker)
            }
        };
        let (about, state) = fields.done((about, state))?;
        let (Some(about), Some(state)) = (about, state) else {
            return Err(ActionError::NotThere);
        };
        let answer = Answer {
            about,
            state,
            by: speaker,
            text,
            documents: Vec::new(),
            received_on: on,
            how,
        };
        answer.check(&kept.round).map_err(refused)?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let one = ((line.id, number), &answer, by(ctx));
        let which = add_answer(txn, scope, master, one, &mut ids).await?;
        answer_told(txn, ctx, (&line, number, which), &answer, &mut ids).await?;
        keep(txn, ctx, &line, &mut ids).await?;
        noted(txn, ctx, ("reply-entered", code), &mut ids).await
    })
    .await
}

/// Writes down that whoever spoke confirmed the summary. From then on it counts.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn confirmed(
    ctx: &Ctx,
    (code, number, answer): (&str, u32, u32),
    given: &Given,
) -> Result<(), ActionError> {
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let all = answers_of(txn, scope, master, line.id).await?;
        let mut all = all.into_iter();
        let found = all.find(|one| one.round == number && one.number == answer);
        let Some(HowGiven::Oral(oral)) = found.map(|one| one.answer.how) else {
            return Err(ActionError::NotThere);
        };
        let mut fields = Fields::default();
        let on = day_gone(&mut fields, given, "confirmed", super::today(ctx));
        if on < oral.spoken_on {
            fields.wrong("confirmed", "replies-confirmed-before");
        }
        fields.done(())?;
        let confirmation = Confirmation { on, evidence: None };
        let which = ((line.id, number, answer), &confirmation);
        confirm_answer(txn, scope, master, which, &mut ids).await?;
        keep(txn, ctx, &line, &mut ids).await?;
        noted(txn, ctx, ("reply-confirmed", code), &mut ids).await
    })
    .await
}

/// What the auditor makes of the answers about one finding, and what changed because of them.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn weighed(
    ctx: &Ctx,
    (code, number): (&str, u32),
    given: &Given,
) -> Result<(), ActionError> {
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let kept = round_of(txn, ctx, (&line, number)).await?;
        let mut fields = Fields::default();
        let about = fields.choice("about", field(given, "about"), |word| {
            about_of(&kept.round, word)
        });
        let says = fields
            .optional("says", field(given, "says"), LONGEST)
            .unwrap_or_default();
        let about = fields.done(about)?.ok_or(ActionError::NotThere)?;
        let ticked =
            |change: &Change| !field(given, &format!("changed-{}", change.code())).is_empty();
        let evaluation = Evaluation {
            about,
            says,
            changed: Change::ALL.into_iter().filter(ticked).collect(),
            on: super::today(ctx),
            by: who(ctx),
        };
        evaluation.check().map_err(|wrong| {
            let field = match wrong {
                crate::domain::reply::WrongEvaluation::NeedsWords => "says",
                _ => "changed",
            };
            ActionError::field(field, wrong.key())
        })?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let answers = answers_of(txn, scope, master, line.id).await?;
        let speaks = |about: &About| *about == evaluation.about || *about == About::Everything;
        let is_answered = answers
            .iter()
            .any(|one| one.round == number && speaks(&one.answer.about));
        if !is_answered {
            return Err(ActionError::field("about", "replies-nothing-to-weigh"));
        }
        let one = ((line.id, number), &evaluation, by(ctx));
        add_evaluation(txn, scope, master, one, &mut ids).await?;
        keep(txn, ctx, &line, &mut ids).await?;
        noted(txn, ctx, ("reply-weighed", code), &mut ids).await
    })
    .await
}
