//! Asking a party: what it is asked about and until when, the notice with full particulars and the head of the evidence log, and
//! the link and code that let it in. Both are shown once and kept nowhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use sea_orm::DatabaseTransaction;

use super::desk::{Asked, Desk, desk, label};
use super::{Given, field, hash_of, mail_failed, opened, round_of, told, who};
use crate::db::audit::AuditLine;
use crate::db::findings::{
    Invited, KeptFinding, KeptRecommendation, Letting, StepTaken, StepWord, add_round, add_step,
    close_passes, let_in, save_finding, send_round,
};
use crate::db::organisation::organisation_of;
use crate::db::{IdSource, StorageError, write};
use crate::domain::code::Code;
use crate::domain::finding::{Draft, Stage, Step};
use crate::domain::follow_up::Recommended;
use crate::domain::log::{Digest, EventError, Happening, Number};
use crate::domain::reply::{About, Notice, ReplyRound, WrongRound};
use crate::domain::typed_code::TypedCode;
use crate::features::replies::Replies;
use crate::features::replies::jobs::{Served, ToServe};
use crate::infra::action::{ActionError, Fields, noted};
use crate::infra::app::Ctx;
use crate::infra::http::{token_hash, token_of_chance};
use crate::infra::jobs::queue;
use crate::infra::mail::{Mailbox, ReplyInvitation};
use crate::infra::particulars::{Particulars, particulars, particulars_of_asked};
use crate::infra::words::Words;

/// Where a party comes in.
pub const DOOR: &str = "/reply";

/// So long after it was queued it is first looked whether the mail server has the notice.
const LOOK_AFTER: TimeDelta = TimeDelta::minutes(2);

/// What lets a party in, shown once.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// The whole link; its token stands behind the `#`, where no server and no log sees it.
    pub link: String,
    /// The code to type.
    pub code: String,
    /// Whether they went by mail.
    pub by_mail: bool,
}

/// Fresh secrets, and what is kept of them.
fn secrets(base: &str, by_mail: bool, ids: &mut dyn IdSource) -> (Secrets, Letting) {
    let token = token_of_chance(ids.random_secret());
    let code = TypedCode::new(ids.random_bytes());
    let letting = Letting {
        token: token_hash(&token),
        typed: code.hash(),
        by_mail,
    };
    let secrets = Secrets {
        link: format!("{base}{DOOR}#{token}"),
        code: code.written(),
        by_mail,
    };
    (secrets, letting)
}

fn refused(wrong: WrongRound) -> ActionError {
    let about = match wrong {
        WrongRound::TooShort { given, fewest } => {
            vec![("given", given.to_string()), ("fewest", fewest.to_string())]
        }
        _ => Vec::new(),
    };
    let field = match wrong {
        WrongRound::TooShort { .. } | WrongRound::NotLonger => "deadline",
        WrongRound::NoReason => "reason",
        _ => "about",
    };
    ActionError::about(field, wrong.key(), about)
}

/// Prepares a round: which party is asked about which findings until when. Nothing is sent yet. Gives its number.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn prepare(ctx: &Ctx, code: &str, given: &Given) -> Result<u32, ActionError> {
    let desk = desk(ctx, code).await?;
    let mut fields = Fields::default();
    let party = fields.choice("party", field(given, "party"), |word| {
        let id = Code::parse(word).ok()?;
        desk.case.party(&id).map(|one| one.id.clone())
    });
    let asked = desk.to_ask().into_iter().filter(|one| {
        let ticked = format!("about-{}", one.draft.id);
        !field(given, &ticked).is_empty()
    });
    let mut about: Vec<About> = asked
        .map(|one| About::Finding(one.draft.id.clone()))
        .collect();
    for one in desk.to_ask_of() {
        let asked = &one.is.recommendation;
        if field(given, &format!("about-{}", asked.id)).is_empty() {
            continue;
        }
        let names = vec![("label", one.label())];
        if party.as_ref().is_some_and(|party| *party != asked.to) {
            fields.wrong_about("about", "replies-asked-of-another", names);
        } else if !desk.is_told(asked, &asked.to, &about) {
            fields.wrong_about("about", "replies-asked-untold", names);
        }
        about.push(About::Recommendation(asked.id.clone()));
    }
    if about.is_empty() {
        fields.wrong("about", WrongRound::AboutNothing.key());
    }
    let deadline = fields.day("deadline", field(given, "deadline"));
    if deadline.is_none() && field(given, "deadline").trim().is_empty() {
        fields.wrong("deadline", "field-empty");
    }
    let (party, deadline) = fields.done((party, deadline))?;
    let (Some(party), Some(deadline)) = (party, deadline) else {
        return Err(ActionError::NotThere);
    };
    let before = desk.rounds.iter().map(|one| &one.kept.round);
    let number = before.filter(|one| one.party == party).count() + 1;
    let round = ReplyRound {
        number: u32::try_from(number).unwrap_or(u32::MAX),
        party,
        about,
        notice: None,
        deadline,
        extensions: Vec::new(),
        proofs: Vec::new(),
        reminded_on: Vec::new(),
    };
    round
        .check(desk.today, &desk.rules.comment)
        .map_err(refused)?;
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let new = (line.id, &round);
        let number = add_round(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        noted(txn, ctx, ("reply-prepared", code), &mut ids).await?;
        Ok(number)
    })
    .await
}

/// The findings of a round, as they are said now.
#[must_use]
pub fn findings_of<'d>(desk: &'d Desk, round: &ReplyRound) -> Vec<&'d KeptFinding> {
    let of = |about: &About| match about {
        About::Finding(id) => desk.findings.iter().find(|one| one.draft.id == *id),
        _ => None,
    };
    round.about.iter().filter_map(of).collect()
}

/// The recommendations of a round, as they are said now.
#[must_use]
pub fn recommendations_of<'d>(desk: &'d Desk, round: &ReplyRound) -> Vec<&'d KeptRecommendation> {
    let of = |about: &About| {
        let mut all = desk.recommendations.iter();
        let named = |one: &&KeptRecommendation| {
            *about == About::Recommendation(one.is.recommendation.id.clone())
        };
        all.find(named)
    };
    round.about.iter().filter_map(of).collect()
}

/// What a party is told of what a round asks about, findings before recommendations: as it was sent, or as it is while the
/// round is prepared.
#[must_use]
pub fn told_of(desk: &Desk, asked: &Asked, words: &Words, own: &Words) -> Vec<Particulars> {
    let round = &asked.kept.round;
    let (findings, recommendations): (Vec<&Draft>, Vec<&Recommended>) = match &asked.kept.invited {
        Some(sent) => (
            sent.findings.iter().collect(),
            sent.recommendations.iter().collect(),
        ),
        None => {
            let findings = findings_of(desk, round).into_iter();
            let recommendations = recommendations_of(desk, round).into_iter();
            (
                findings.map(|one| &one.draft).collect(),
                recommendations.map(|one| &one.is).collect(),
            )
        }
    };
    let all: Vec<&Draft> = desk.findings.iter().map(|one| &one.draft).collect();
    let mut told: Vec<Particulars> = findings
        .into_iter()
        .map(|draft| particulars(&desk.case, draft, words, own))
        .collect();
    let asked = recommendations.into_iter();
    told.extend(asked.map(|one| particulars_of_asked(&desk.case, one, &all, words)));
    told
}

/// A notice in its parts, for a page, a sheet of paper and a mail.
#[derive(Clone, Debug)]
pub struct Written {
    /// What it is about.
    pub subject: String,
    /// What stands before the findings.
    pub before: Vec<String>,
    /// Each finding in full.
    pub findings: Vec<Particulars>,
    /// What stands behind them.
    pub after: Vec<String>,
}

/// Writes the notice. `door` is where the party answers.
#[must_use]
pub fn written(
    (desk, asked): (&Desk, &Asked),
    (organisation, door): (&str, &str),
    (words, own): (&Words, &Words),
) -> Written {
    let round = &asked.kept.round;
    let last = words.day(round.last_day());
    let say = |key: &str| {
        let about = [
            ("organisation", organisation),
            ("audit", desk.line.title.as_str()),
            ("last", last.as_str()),
            ("door", door),
        ];
        words.say(key, &about)
    };
    let is_finding = |about: &About| matches!(about, About::Finding(_));
    let findings = round.about.iter().any(is_finding);
    let asks = round.about.iter().any(|about| !is_finding(about));
    // Where nothing but recommendations is asked about, what was found is published.
    let (subject, why) = match findings {
        true => ("replies-notice-subject", "replies-notice-why"),
        false => ("replies-notice-asked-subject", "replies-notice-asked-why"),
    };
    let mut before = vec![say(why)];
    if asks {
        before.push(say("replies-notice-asked"));
    }
    before.push(say("replies-notice-until"));
    Written {
        subject: say(subject),
        before,
        findings: told_of(desk, asked, words, own),
        after: vec![
            say("replies-notice-how"),
            say("replies-notice-printed"),
            say("replies-notice-silence"),
            say("replies-notice-log"),
        ],
    }
}

impl Written {
    /// The notice as text: what is hashed, and what goes by mail.
    #[must_use]
    pub fn text(&self, words: &Words, checkpoint: &str) -> String {
        let mut text = format!("{}\n\n{}\n", self.subject, self.before.join("\n\n"));
        for finding in &self.findings {
            text.push_str(&format!("\n{}. {}\n", finding.label, finding.title));
            for (heading, said) in &finding.parts {
                text.push_str(&format!("{heading}: {said}\n"));
            }
            if !finding.rests.is_empty() {
                text.push_str(&format!("{}\n", words.get("replies-rests")));
                for line in &finding.rests {
                    text.push_str(&format!("- {line}\n"));
                }
            }
        }
        text.push_str(&format!("\n{}\n\n{checkpoint}", self.after.join("\n\n")));
        text
    }
}

/// Sends the notice: by mail where there is an address, and as a letter in any case. Gives what lets the party in.
///
/// # Errors
/// Every field that does not do, and why it cannot be sent; [`ActionError::NotThere`]; those of the database.
pub async fn send(
    replies: &Replies,
    ctx: &Ctx,
    (code, number): (&str, u32),
    (given, base): (&Given, &str),
) -> Result<Secrets, ActionError> {
    let desk = desk(ctx, code).await?;
    let asked = desk.round(number)?;
    if asked.kept.invited.is_some() {
        return Err(ActionError::field("form", "replies-sent-already"));
    }
    let mut fields = Fields::default();
    let to = fields.text("to", field(given, "to"), 200);
    let mail = fields.optional("mail", field(given, "mail"), 200);
    let mailbox = match mail.as_deref().map(|mail| Mailbox::new("mail", None, mail)) {
        Some(Ok(mailbox)) => Some(mailbox),
        Some(Err(_)) => {
            fields.wrong("mail", "replies-no-address");
            None
        }
        None => None,
    };
    let words = fields.choice("language", field(given, "language"), Words::of);
    let (to, mail, words) = fields.done((to, mail, words))?;
    let words = words.unwrap_or(ctx.app.words);
    asked
        .kept
        .round
        .check(desk.today, &desk.rules.comment)
        .map_err(refused)?;
    let findings = findings_of(&desk, &asked.kept.round);
    let can_ask = |one: &&KeptFinding| matches!(one.progress.stage, Stage::Reviewed | Stage::Asked);
    let recommendations = recommendations_of(&desk, &asked.kept.round);
    let still = desk.to_ask_of();
    let can_ask_of = |one: &&KeptRecommendation| still.contains(one);
    let is_whole = findings.len() + recommendations.len() == asked.kept.round.about.len();
    if !is_whole || !findings.iter().all(can_ask) || !recommendations.iter().all(can_ask_of) {
        return Err(ActionError::field("form", "replies-not-checked"));
    }
    let known = organisation_of(ctx.app.db.reads(), ctx.scope).await?;
    let door = format!("{base}{DOOR}");
    let letter = written(
        (&desk, asked),
        (&known.name, &door),
        (&words, &ctx.app.words),
    );
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        if round_of(txn, ctx, (&line, number)).await?.invited.is_some() {
            return Err(ActionError::field("form", "replies-sent-already"));
        }
        let head = ctx.checkpoint(txn, &mut ids).await?;
        let root = root_of(&head.note).ok_or(StorageError::Log("checkpoint".to_owned()))?;
        let text = letter.text(&words, &head.note);
        let sha256 = hash_of(&text);
        let mut round = asked.kept.round.clone();
        round.notice = Some(Notice {
            sent_on: desk.today,
            sha256: sha256.to_string(),
            log_size: head.size,
            log_root: root.to_string(),
        });
        let invited = Invited {
            to: to.clone(),
            mail: mail.clone(),
            language: words.code().to_owned(),
            notice: text.clone(),
            findings: findings.iter().map(|one| one.draft.clone()).collect(),
            recommendations: recommendations.iter().map(|one| one.is.clone()).collect(),
        };
        let by_mail = mailbox.is_some() && ctx.app.config.mail.is_some();
        let (secrets, letting) = secrets(base, by_mail, &mut ids);
        let one = ((line.id, number), &round, &invited);
        send_round(txn, ctx.scope, &ctx.app.master, one, letting, &mut ids).await?;
        steps(txn, ctx, (&desk, &line), &findings, &mut ids).await?;
        let size = Number::try_from(head.size).map_err(unfit)?;
        let says = move |_: &_| Happening::ReplyInvited { size, root, sha256 };
        told(txn, ctx, (&line, &name_of(number)), None, says, &mut ids).await?;
        if let Some(to) = mailbox.as_ref().filter(|_| by_mail) {
            let mail = ReplyInvitation {
                organisation: known.name.clone(),
                audit: line.title.clone(),
                until: words.day(round.last_day()),
                link: secrets.link.clone(),
                code: secrets.code.clone(),
                notice: text,
            };
            let outbox = replies.outbox.in_words(words);
            let sent = outbox.queue(txn, ctx, to, None, &mail).await;
            let payload = ToServe::of((line.id, number), sent.map_err(mail_failed)?);
            queue::<Served>(txn, ctx, &payload, ctx.now + LOOK_AFTER).await?;
        }
        noted(txn, ctx, ("reply-invited", code), &mut ids).await?;
        Ok(secrets)
    })
    .await
}

/// Those that were asked about for the first time are asked about from now on.
async fn steps(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (desk, line): (&Desk, &AuditLine),
    findings: &[&KeptFinding],
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let (scope, master) = (ctx.scope, &ctx.app.master);
    for finding in findings {
        if finding.progress.stage == Stage::Reviewed {
            let positive = finding.draft.positive;
            let by = finding.progress.author.as_str();
            let next = finding
                .progress
                .step(&Step::Ask, by, false, positive, desk.today);
            let next = next.map_err(|wrong| ActionError::field("form", wrong.key()))?;
            let now = KeptFinding {
                progress: next,
                ..(*finding).clone()
            };
            save_finding(txn, scope, master, (line.id, &now), &mut *ids).await?;
        }
        let taken = StepTaken {
            step: StepWord::Asked,
            by: who(ctx),
            on: desk.today,
            note: None,
            said: None,
        };
        let one = (line.id, finding.number, &taken);
        add_step(txn, scope, master, one, &mut *ids).await?;
    }
    Ok(())
}

/// Another link and code; those before open nothing from then on, and whoever is in must come in again.
///
/// # Errors
/// [`ActionError::NotThere`] where nothing was sent; those of the database.
pub async fn another(
    ctx: &Ctx,
    (code, number): (&str, u32),
    base: &str,
) -> Result<Secrets, ActionError> {
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let round = round_of(txn, ctx, (&line, number)).await?;
        if round.invited.is_none() {
            return Err(ActionError::NotThere);
        }
        // It is handed over by whoever asked for it here.
        let (secrets, letting) = secrets(base, false, &mut ids);
        let at = (line.id, number);
        let_in(txn, ctx.scope, at, letting).await?;
        close_passes(txn, ctx.scope, at).await?;
        noted(txn, ctx, ("reply-link-renewed", code), &mut ids).await?;
        Ok(secrets)
    })
    .await
}

/// The name of a round in the evidence log.
pub(super) fn name_of(round: u32) -> String {
    format!("reply/{round}")
}

/// The root in the third line of a checkpoint.
fn root_of(note: &str) -> Option<Digest> {
    let line = note.lines().nth(2)?;
    let bytes = STANDARD.decode(line).ok()?;
    Some(Digest(bytes.try_into().ok()?))
}

fn unfit(error: EventError) -> StorageError {
    StorageError::Log(error.to_string())
}

/// What a round asks about by its labels, for a line: `F-01, C-03`.
#[must_use]
pub fn labels(round: &ReplyRound) -> String {
    let all: Vec<String> = round.about.iter().map(label).collect();
    all.join(", ")
}
