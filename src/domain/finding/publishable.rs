//! Before a finding is published: everything that is missing, sentence by sentence. What is missing blocks; what only has
//! to be printed with it is a note.

use super::rests::{contrary, is_held, is_only_said, rests_on_accounts, rows_of};
use super::{Assertion, CauseCertainty, Citation, Draft, Part, Sentence};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::comparison::{Comparison, Grade, Row};
use crate::domain::fieldwork::Audience;
use crate::domain::figure::Value;
use crate::domain::reply::{About, Position, ReplyState};
use crate::domain::review::FEWEST_PEOPLE;
use crate::domain::sample::Design;
use crate::domain::wording::{Flaw, FlawKind, Language, flaws, is_hedged};

/// What stands beside a finding.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'b> {
    /// The audit.
    pub case: &'b Case,
    /// Its comparison.
    pub comparison: &'b Comparison,
    /// The language in which people wrote.
    pub language: Language,
    /// Who wrote the finding, by code.
    pub author: &'b str,
    /// Who checked it, by code; nothing while nobody has.
    pub checked_by: Option<&'b str>,
    /// Everyone who may check findings of this audit, by code.
    pub checkers: &'b [&'b str],
    /// Where each party stands that was asked to reply, this round and earlier ones: party and positions.
    pub replies: &'b [(Code, Vec<Position<'b>>)],
}

/// Something that is missing before a finding can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It concerns no promise of the audit.
    Promise,
    /// It says nothing of what should be.
    Criteria,
    /// A criterion has no document.
    CriterionDocument(Code),
    /// A criterion's document has no date.
    CriterionDate(Code),
    /// It says nothing of what is.
    Condition,
    /// Nobody is meant.
    Addressee,
    /// A finding against somebody has no category.
    Category,
    /// The cause is known or alleged, and no sentence or kind says what it is.
    Cause,
    /// A sentence rests on nothing.
    Uncited,
    /// It cites something that this audit does not hold.
    CitesUnknown(Citation),
    /// It cites words that were not given for everyone.
    NotConsented(Code),
    /// It says what is, and rests only on what somebody says, or on no more than claims.
    AllegedAsEstablished,
    /// It says what somebody says, and its words do not.
    HedgeMissing,
    /// It rests on one person's account alone.
    OneAccount,
    /// It rests on what too few people said: so many.
    FewAccounts(u64),
    /// Accepted evidence contradicts it, and is neither shown nor explained.
    Contrary(Citation),
    /// An exclusion gives no reason.
    ExclusionReason(Citation),
    /// Words that must not stand there.
    Words(Flaw),
    /// It names a sum in words and cites no money line and no working.
    AmountWithoutLine,
    /// Nothing in what is says how many of how many.
    Perspective,
    /// This party was not asked to reply.
    NotAsked(Code),
    /// This party still has time, or nothing shows that the notice arrived.
    WindowOpen(Code),
    /// This party said something that it has not confirmed.
    Unconfirmed(Code),
    /// This party objects, and the objection is not answered.
    ObjectionOpen(Code),
    /// Nobody checked it.
    Unchecked,
    /// Its author checked it, and somebody else could.
    CheckedByAuthor,
}

impl Lack {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Promise => "publish-promise",
            Self::Criteria => "publish-criteria",
            Self::CriterionDocument(_) => "publish-criterion-document",
            Self::CriterionDate(_) => "publish-criterion-date",
            Self::Condition => "publish-condition",
            Self::Addressee => "publish-addressee",
            Self::Category => "publish-category",
            Self::Cause => "publish-cause",
            Self::Uncited => "publish-uncited",
            Self::CitesUnknown(_) => "publish-cites-unknown",
            Self::NotConsented(_) => "publish-not-consented",
            Self::AllegedAsEstablished => "publish-alleged-as-established",
            Self::HedgeMissing => "publish-hedge-missing",
            Self::OneAccount => "publish-one-account",
            Self::FewAccounts(_) => "publish-few-accounts",
            Self::Contrary(_) => "publish-contrary",
            Self::ExclusionReason(_) => "publish-exclusion-reason",
            Self::Words(flaw) => flaw.kind.key(),
            Self::AmountWithoutLine => "publish-amount-without-line",
            Self::Perspective => "publish-perspective",
            Self::NotAsked(_) => "publish-not-asked",
            Self::WindowOpen(_) => "publish-window-open",
            Self::Unconfirmed(_) => "publish-unconfirmed",
            Self::ObjectionOpen(_) => "publish-objection-open",
            Self::Unchecked => "publish-unchecked",
            Self::CheckedByAuthor => "publish-checked-by-author",
        }
    }
}

/// Something that is printed with a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// "Checked by one person": there is nobody else who could.
    CheckedByOnePerson,
    /// No reply by the date.
    NoReply(Code),
    /// A party declined to reply.
    Declined(Code),
    /// A reply came after the date.
    LateReply(Code),
    /// Words speak of all, and every unit was seen.
    SpeaksOfAll,
}

impl Note {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::CheckedByOnePerson => "publish-note-one-person",
            Self::NoReply(_) => "publish-note-no-reply",
            Self::Declined(_) => "publish-note-declined",
            Self::LateReply(_) => "publish-note-late-reply",
            Self::SpeaksOfAll => "publish-note-speaks-of-all",
        }
    }
}

/// What is missing, and what is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// What is missing, with the place of its sentence in the draft, where it is about one. In the order of the finding.
    pub lacks: Vec<(Option<usize>, Lack)>,
    /// What is printed with it.
    pub notes: Vec<Note>,
}

impl Readiness {
    /// Whether it can be published.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.lacks.is_empty()
    }

    fn add(&mut self, is_missing: bool, lack: Lack) {
        if is_missing {
            self.lacks.push((None, lack));
        }
    }
}

/// Everything that is missing before a finding can be published.
#[must_use]
pub fn publishable(draft: &Draft, beside: &Beside) -> Readiness {
    let mut found = Readiness::default();
    let rows = rows_of(draft, beside.comparison);
    of_elements(draft, &rows, beside, &mut found);
    for (at, sentence) in draft.sentences.iter().enumerate() {
        let mut lacks = Vec::new();
        of_sentence(draft, sentence, &rows, beside, &mut lacks, &mut found.notes);
        found
            .lacks
            .extend(lacks.into_iter().map(|lack| (Some(at), lack)));
    }
    let cited = draft.cited();
    for one in contrary(draft, beside.case, beside.comparison) {
        let explained = draft.exclusions.iter().any(|e| e.of == one.what);
        let is_missing = !explained && !cited.contains(&&one.what);
        found.add(is_missing, Lack::Contrary(one.what));
    }
    for exclusion in &draft.exclusions {
        let silent = exclusion.because.trim().is_empty();
        found.add(silent, Lack::ExclusionReason(exclusion.of.clone()));
    }
    of_replies(draft, beside, &mut found);
    of_checking(beside, &mut found);
    found.notes.dedup();
    found
}

fn of_elements(draft: &Draft, rows: &[&Row], beside: &Beside, found: &mut Readiness) {
    let has = |part| draft.of(part).next().is_some();
    found.add(rows.is_empty(), Lack::Promise);
    found.add(!has(Part::Criteria), Lack::Criteria);
    for obligation in beside
        .case
        .obligations
        .iter()
        .filter(|o| draft.obligations.contains(&o.id))
    {
        let clause = obligation.clause.as_ref().and_then(|c| c.document.as_ref());
        for criterion in &obligation.criteria {
            let documents: Vec<&Code> = criterion.sources.iter().chain(clause).collect();
            let dated = criterion.dated.is_some()
                || documents.iter().any(|id| {
                    let mut sources = beside.case.sources.iter();
                    sources.any(|s| s.id == **id && s.date.is_some())
                });
            let name = || criterion.id.clone();
            found.add(documents.is_empty(), Lack::CriterionDocument(name()));
            found.add(!documents.is_empty() && !dated, Lack::CriterionDate(name()));
        }
    }
    found.add(!has(Part::Condition), Lack::Condition);
    found.add(draft.addressees.is_empty(), Lack::Addressee);
    let against = rows.iter().any(|row| row.verdict.code.is_against());
    found.add(
        !draft.positive && against && draft.category.is_none(),
        Lack::Category,
    );
    let says_why = has(Part::Cause) && draft.cause.kind.is_some();
    let knows = draft.cause.certainty != CauseCertainty::NotDetermined;
    found.add(knows && !says_why, Lack::Cause);
    let perspective = draft
        .of(Part::Condition)
        .any(|s| says_how_many(s, beside.language));
    let counts = |row: &&Row| {
        row.found_in_use().any(|entry| {
            matches!(
                entry.figure.value,
                Value::Count(_) | Value::InOrder(_) | Value::AtLeastOnce(_) | Value::Share(_)
            )
        })
    };
    let counted = rows.iter().any(counts);
    found.add(
        has(Part::Condition) && counted && !perspective,
        Lack::Perspective,
    );
}

/// Whether a sentence says how many of how many, or is a figure of the comparison that says it in its own measure.
fn says_how_many(sentence: &Sentence, language: Language) -> bool {
    match &sentence.says {
        super::Says::Written { names, .. } => ["of", "promised", "whole"]
            .iter()
            .any(|base| names.contains_key(*base)),
        super::Says::Typed(words) => crate::domain::wording::says_how_many(words, language),
    }
}

fn of_sentence(
    draft: &Draft,
    sentence: &Sentence,
    rows: &[&Row],
    beside: &Beside,
    lacks: &mut Vec<Lack>,
    notes: &mut Vec<Note>,
) {
    if sentence.cites.is_empty() {
        lacks.push(Lack::Uncited);
    }
    for citation in &sentence.cites {
        if !is_held(citation, beside.case, beside.comparison) {
            lacks.push(Lack::CitesUnknown(citation.clone()));
        }
        if let Citation::Account(id) = citation {
            let account = beside.case.accounts.iter().find(|a| a.id == *id);
            if account.is_some_and(|a| a.consent != Audience::Public) {
                lacks.push(Lack::NotConsented(id.clone()));
            }
        }
    }
    let established = sentence.assertion == Assertion::Established;
    let only_said = match sentence.part {
        Part::Criteria => false,
        Part::Condition => {
            let no_more = |row: &&Row| matches!(row.grade, Grade::None | Grade::ClaimedOnly);
            is_only_said(sentence, beside.case)
                || (!rows.is_empty() && rows.iter().all(no_more) && !is_about_the_looking(sentence))
        }
        Part::Cause => {
            draft.cause.certainty != CauseCertainty::Known || is_only_said(sentence, beside.case)
        }
        Part::Effect => is_only_said(sentence, beside.case),
    };
    if established && only_said {
        lacks.push(Lack::AllegedAsEstablished);
    }
    if sentence.part == Part::Condition {
        match rests_on_accounts(sentence, beside.case) {
            Some(0 | 1) => lacks.push(Lack::OneAccount),
            Some(few) if few < FEWEST_PEOPLE => lacks.push(Lack::FewAccounts(few)),
            _ => {}
        }
    }
    if let Some(words) = sentence.typed() {
        if !established && !is_hedged(words, beside.language) {
            lacks.push(Lack::HedgeMissing);
        }
        of_words(words, sentence, rows, beside, lacks, notes);
    }
}

/// What is said of how many were looked at, and that a promise is unclear, is the auditor's own knowledge.
fn is_about_the_looking(sentence: &Sentence) -> bool {
    match &sentence.says {
        super::Says::Written { key, .. } => {
            key.starts_with("finding-seen") || key == "finding-promise-unclear"
        }
        super::Says::Typed(_) => false,
    }
}

fn of_words(
    words: &str,
    sentence: &Sentence,
    rows: &[&Row],
    beside: &Beside,
    lacks: &mut Vec<Lack>,
    notes: &mut Vec<Note>,
) {
    for flaw in flaws(words, beside.language) {
        match flaw.kind {
            // A promise may well be about all and every one.
            FlawKind::Generalises | FlawKind::NumberAlone | FlawKind::PercentAlone
                if sentence.part == Part::Criteria => {}
            FlawKind::Generalises if every_unit_was_seen(rows, beside.case) => {
                notes.push(Note::SpeaksOfAll);
            }
            _ => lacks.push(Lack::Words(flaw)),
        }
    }
    let counted = |citation: &Citation| {
        matches!(
            citation,
            Citation::Money(_) | Citation::Working { .. } | Citation::Derivation(_)
        )
    };
    let names_money = crate::domain::wording::names_money(words, beside.language);
    let is_result = matches!(sentence.part, Part::Condition | Part::Effect);
    if is_result && names_money && !sentence.cites.iter().any(counted) {
        lacks.push(Lack::AmountWithoutLine);
    }
}

fn every_unit_was_seen(rows: &[&Row], case: &Case) -> bool {
    let mut used = rows.iter().flat_map(|row| row.found_in_use()).peekable();
    used.peek().is_some()
        && used.all(|entry| {
            let sample = entry.figure.sample.as_ref().and_then(|id| case.sample(id));
            entry.figure.full_count || sample.is_some_and(|s| s.design == Design::Census)
        })
}

fn of_replies(draft: &Draft, beside: &Beside, found: &mut Readiness) {
    for party in &draft.addressees {
        let about = About::Finding(draft.id.clone());
        let asked: Vec<&Position> = beside
            .replies
            .iter()
            .filter(|(asked, _)| asked == party)
            .flat_map(|(_, positions)| positions)
            .filter(|position| *position.about == about)
            .collect();
        // A finding that was sent again is answered anew: the last round counts.
        let Some(position) = asked.last() else {
            // Nobody needs to defend a promise that was kept; it is sent all the same, and need not wait.
            found.add(!draft.positive, Lack::NotAsked(party.clone()));
            continue;
        };
        match position.state {
            None if !position.unconfirmed.is_empty() => {
                found.add(true, Lack::Unconfirmed(party.clone()));
            }
            None => found.add(true, Lack::WindowOpen(party.clone())),
            Some(ReplyState::NoReplyByTheDate) => found.notes.push(Note::NoReply(party.clone())),
            Some(ReplyState::Declined) => found.notes.push(Note::Declined(party.clone())),
            Some(_) => {}
        }
        if position.late {
            found.notes.push(Note::LateReply(party.clone()));
        }
        let open = position.waits_for_evaluation();
        found.add(open, Lack::ObjectionOpen(party.clone()));
    }
}

fn of_checking(beside: &Beside, found: &mut Readiness) {
    let others = beside.checkers.iter().any(|who| *who != beside.author);
    match beside.checked_by {
        None => found.add(true, Lack::Unchecked),
        Some(by) if by == beside.author && others => found.add(true, Lack::CheckedByAuthor),
        Some(by) if by == beside.author => found.notes.push(Note::CheckedByOnePerson),
        Some(_) => {}
    }
}

#[cfg(test)]
#[path = "publishable_tests.rs"]
mod tests;
