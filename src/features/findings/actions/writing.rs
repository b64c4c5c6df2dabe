//! Writing a finding: what it is about, one sentence after another with what each rests on, what is left out and why.

use crate::db::findings::{KeptFinding, StepWord};
use crate::db::write;
use crate::domain::code::Code;
use crate::domain::finding::{
    Assertion, Category, CauseCertainty, CauseKind, Citation, Draft, DraftCause, Exclusion, Part,
    Says, Sentence,
};
use crate::domain::log::Happening;
use crate::infra::action::{ActionError, Fields, noted};
use crate::infra::app::Ctx;

use super::desk::{Desk, desk};
use super::drafting::{edited, kept};
use super::{name_of, record_of, taken, told};
use crate::features::findings::forms::{Given, value_of};

/// A sentence is no longer than this.
const LONGEST: usize = 2_000;
/// More sentences are no finding.
const MOST: usize = 60;

/// Whether a finding says something against somebody that it did not say when they were asked last.
fn says_more(desk: &Desk, finding: &KeptFinding, now: &Draft) -> bool {
    if now.positive {
        return false;
    }
    let mut invited = desk
        .rounds
        .iter()
        .rev()
        .filter_map(|one| one.kept.invited.as_ref());
    let sent = invited.find_map(|one| one.findings.iter().find(|d| d.id == finding.draft.id));
    let Some(sent) = sent else {
        return true;
    };
    let new = |s: &Sentence| !sent.sentences.iter().any(|before| before.says == s.says);
    let meant = |party: &Code| !sent.addressees.contains(party);
    now.sentences.iter().any(new)
        || now.addressees.iter().any(meant)
        || now.category != sent.category
        || now.cause != sent.cause
        || now.title != sent.title
}

/// Saves what a finding says now. Whatever was checked must be checked again; nothing happens where nothing changed.
pub(super) async fn save(
    ctx: &Ctx,
    code: &str,
    (finding, draft): (&KeptFinding, Draft),
) -> Result<(), ActionError> {
    if finding.draft == draft {
        return Ok(());
    }
    let desk = desk(ctx, code).await?;
    let now = KeptFinding {
        number: finding.number,
        progress: edited(says_more(&desk, finding, &draft), finding, ctx)?,
        draft,
    };
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = kept(txn, ctx, code, (finding, &now), &mut ids).await?;
        let step = (StepWord::Edited, None, Some(&now.draft));
        taken(txn, ctx, (&line, now.number), step, &mut ids).await?;
        let record = record_of("finding", &now.draft);
        let says = |record| Happening::FindingWritten { record };
        told(txn, ctx, (&line, &name_of(&now)), record, says, &mut ids).await?;
        noted(txn, ctx, ("findings-written", code), &mut ids).await
    })
    .await
}

/// Saves what a finding is about: title, promises, whom it means, of what kind it is, why it happened.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn about(ctx: &Ctx, code: &str, number: u32, given: &Given) -> Result<(), ActionError> {
    let desk = desk(ctx, code).await?;
    let finding = desk.finding(number)?;
    let mut draft = finding.draft.clone();
    let mut fields = Fields::default();
    draft.title = fields.optional("title", given.field("title"), 300);
    let case = &desk.case;
    let ticked = |name: &str, id: &Code| given.is_ticked(&format!("{name}-{id}"));
    let promises = case
        .obligations
        .iter()
        .filter(|one| ticked("promise", &one.id));
    draft.obligations = promises.map(|one| one.id.clone()).collect();
    if draft.obligations.is_empty() {
        fields.wrong("promises", "finding-no-promise");
    }
    let parties = case.parties.iter().filter(|one| ticked("to", &one.id));
    draft.addressees = parties.map(|one| one.id.clone()).collect();
    draft.positive = given.is_ticked("positive");
    draft.category = match given.field("category") {
        "" => None,
        word => fields.choice("category", word, value_of::<Category>),
    };
    if draft.positive {
        draft.category = None;
    }
    let certainty = fields.choice(
        "certainty",
        given.field("certainty"),
        value_of::<CauseCertainty>,
    );
    let kind = match given.field("cause") {
        "" => None,
        word => fields.choice("cause", word, value_of::<CauseKind>),
    };
    draft.cause = DraftCause {
        certainty: certainty.unwrap_or_default(),
        kind,
    };
    draft.help_needed = fields.optional("help", given.field("help"), LONGEST);
    draft.would_change = fields.optional("would_change", given.field("would_change"), LONGEST);
    draft.repeat_of = match given.field("repeat_of") {
        "" => None,
        name => fields.choice("repeat_of", name, |name| Code::parse(name).ok()),
    };
    fields.done(())?;
    save(ctx, code, (finding, draft)).await
}

/// Which sentence of a finding a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// One to be added.
    New,
    /// The one at this place, from 0.
    At(usize),
}

impl Which {
    /// Of an address: `new`, or its place from 1.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        match text {
            "new" => Some(Self::New),
            text => text.parse::<usize>().ok()?.checked_sub(1).map(Self::At),
        }
    }
}

/// Writes a sentence, or changes or takes one away. What the program wrote is taken away or stays as it is; what it rests on
/// may be changed.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn sentence(
    ctx: &Ctx,
    code: &str,
    (number, which): (u32, Which),
    given: &Given,
) -> Result<(), ActionError> {
    let desk = desk(ctx, code).await?;
    let finding = desk.finding(number)?;
    let mut draft = finding.draft.clone();
    let before = match which {
        Which::New => None,
        Which::At(at) => Some(
            draft
                .sentences
                .get(at)
                .ok_or(ActionError::NotThere)?
                .clone(),
        ),
    };
    // Somebody else may have changed the order meanwhile.
    let said = before.as_ref().map(|one| serde_json::to_string(&one.says));
    let said = said.transpose().unwrap_or_default().unwrap_or_default();
    if before.is_some() && given.field("was") != said {
        return Err(ActionError::field("form", "finding-changed-meanwhile"));
    }
    if let (Which::At(at), "remove") = (which, given.field("do")) {
        draft.sentences.remove(at);
        return save(ctx, code, (finding, draft)).await;
    }
    let mut fields = Fields::default();
    let cites = cites(&mut fields, given);
    let written = before.as_ref().filter(|one| one.typed().is_none());
    let new = match written {
        Some(one) => Sentence {
            cites,
            ..one.clone()
        },
        None => {
            let part = fields.choice("part", given.field("part"), value_of::<Part>);
            let words = fields.text("words", given.field("words"), LONGEST);
            Sentence {
                part: part.unwrap_or(Part::Condition),
                says: Says::Typed(words),
                assertion: match given.is_ticked("alleged") {
                    true => Assertion::Alleged,
                    false => Assertion::Established,
                },
                cites,
            }
        }
    };
    if which == Which::New && draft.sentences.len() >= MOST {
        fields.wrong("form", "finding-long");
    }
    fields.done(())?;
    match which {
        Which::New => draft.sentences.push(new),
        Which::At(at) => draft.sentences[at] = new,
    }
    draft.sentences.sort_by_key(|sentence| sentence.part);
    save(ctx, code, (finding, draft)).await
}

/// What was ticked and typed of what a sentence rests on, each once.
fn cites(fields: &mut Fields, given: &Given) -> Vec<Citation> {
    let mut cites: Vec<Citation> = Vec::new();
    let ticked = given.0.keys().filter_map(|name| name.strip_prefix("cite-"));
    let typed = given.field("others").split([',', ';', '\n', ' ']);
    let typed = typed.map(str::trim).filter(|token| !token.is_empty());
    for token in ticked.chain(typed) {
        match crate::features::findings::tokens::citation(token) {
            Some(citation) if !cites.contains(&citation) => cites.push(citation),
            Some(_) => {}
            None => {
                let about = vec![("text", token.to_owned())];
                fields.wrong_about("others", "finding-no-citation", about);
            }
        }
    }
    cites
}

/// Says why something that speaks against a finding is not shown in it; an empty reason takes that back.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn leave_out(
    ctx: &Ctx,
    code: &str,
    number: u32,
    given: &Given,
) -> Result<(), ActionError> {
    let desk = desk(ctx, code).await?;
    let finding = desk.finding(number)?;
    let mut draft = finding.draft.clone();
    let of = crate::features::findings::tokens::citation(given.field("of"));
    let of = of.ok_or(ActionError::NotThere)?;
    let mut fields = Fields::default();
    let because = fields.optional("because", given.field("because"), LONGEST);
    fields.done(())?;
    draft.exclusions.retain(|one| one.of != of);
    if let Some(because) = because {
        draft.exclusions.push(Exclusion { of, because });
    }
    save(ctx, code, (finding, draft)).await
}
