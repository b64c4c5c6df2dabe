//! One sentence in one language: which words say how many of what, how often, within what time and until when.

use super::dates::{date_at, day_before};
use super::lexicon::{self as words, Until};
use super::numbers::amount_at;
use super::phrases::{any_at, longest_at};
use super::tokens::Token;
use super::{Heard, Language, Suggestion, What};
use crate::domain::obligation::{Kind, Recurrence, Target};
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;

/// A sentence while it is read.
pub(super) struct Reader<'a> {
    pub(super) sentence: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) language: Language,
    /// Pieces that were read.
    pub(super) used: Vec<bool>,
    /// What was heard, with the place where it begins.
    pub(super) heard: Vec<(usize, Heard)>,
}

/// Reads the sentence.
pub fn read(sentence: &str, tokens: &[Token], language: Language) -> Suggestion {
    let mut reader = Reader {
        sentence,
        tokens,
        language,
        used: vec![false; tokens.len()],
        heard: Vec::new(),
    };
    let mut suggestion = reader.suggestion();
    reader.heard.sort_by_key(|(at, _)| *at);
    suggestion.heard = reader.heard.into_iter().map(|(_, heard)| heard).collect();
    suggestion
}

impl Reader<'_> {
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        let start = self.tokens.get(from).map_or(0, |token| token.start);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last));
        let end = end.map_or(start, |token| token.end);
        self.sentence.get(start..end).unwrap_or_default().to_owned()
    }

    /// Notes that some pieces were read as something.
    pub(super) fn hear(&mut self, what: What, (from, to): (usize, usize)) {
        for used in &mut self.used[from..to] {
            *used = true;
        }
        let words = self.text(from, to);
        self.heard.push((from, Heard { what, words }));
    }

    pub(super) fn is_free(&self, from: usize, to: usize) -> bool {
        self.used[from..to].iter().all(|used| !used)
    }

    /// The first place at which something is found among pieces that nothing was read from.
    pub(super) fn first<T>(
        &self,
        find: impl Fn(usize) -> Option<(T, usize)>,
    ) -> Option<(T, usize, usize)> {
        (0..self.tokens.len()).find_map(|at| {
            let (found, next) = find(at)?;
            self.is_free(at, next).then_some((found, at, next))
        })
    }

    fn suggestion(&mut self) -> Suggestion {
        let mut made = Suggestion::default();
        let until = self.last_day();
        let within = self.span_due();
        let times = self.times();
        let each = self.each_stretch();
        let measured = if within.is_some() {
            None
        } else {
            self.measured()
        };
        let mut kind = None;
        let mut shares_of = None;
        if let Some((stated, unit)) = within {
            kind = Some(Kind::Deadline);
            made.unit = Some(unit);
            made.target = Some(Target::AtMost(stated));
        } else if let Some(measured) = measured {
            (made.unit, shares_of) = self.name_of(&measured);
            kind = self.measure(&mut made, &measured, shares_of.is_some());
        }
        if let Some((count, per)) = times {
            // How often it is done says more than how many there are.
            self.leave_numbers();
            kind = Some(Kind::Frequency);
            made.target = Some(Target::Times { count, per });
        } else if let Some((per, at, next)) = each {
            match &mut made.unit {
                Some(unit) if made.target.is_some() => {
                    unit.push(' ');
                    unit.push_str(&self.text(at, next));
                }
                _ => {
                    kind = Some(Kind::Frequency);
                    made.target = Some(Target::Times { count: 1, per });
                }
            }
            self.hear(What::Times, (at, next));
        }
        self.all_of(&mut made);
        match (until, &made.target) {
            (Some(date), None | Some(Target::Every)) => {
                made.target = Some(Target::By(date));
                kind = Some(Kind::Deadline);
            }
            (until, _) => made.until = until,
        }
        made.kind = self.kind(kind, shares_of.is_some(), made.target.as_ref());
        made
    }

    /// A last day. Where the sentence says "before", it is the day before; of a month, that is not known.
    fn last_day(&mut self) -> Option<PartialDate> {
        let (date, at, next) = self.first(|at| {
            let (until, next) = longest_at(self.tokens, at, words::until(self.language))?;
            let (date, next) = date_at(self.tokens, next, self.language)?;
            let date = match until {
                Until::On => Some(date),
                Until::Before => day_before(date),
            };
            Some((date, next))
        })?;
        let date = date?;
        self.hear(What::Date, (at, next));
        Some(date)
    }

    /// "Within 24 hours": the number, and its unit of time.
    fn span_due(&mut self) -> Option<(Stated, String)> {
        let hours = words::hours(self.language);
        let ((stated, unit), at, next) = self.first(|at| {
            let next = any_at(self.tokens, at, words::within(self.language))?;
            let amount = amount_at(self.tokens, next, self.language, true)?;
            // `hours`, `working days`, `días hábiles`.
            let is_time = |at: usize| {
                self.tokens
                    .get(at)
                    .is_some_and(|t| hours.iter().any(|h| t.is(h)))
            };
            let first = amount.next;
            let behind = |at: usize| {
                self.tokens
                    .get(at)
                    .filter(|t| !words::ends_a_name(t, self.language))
            };
            let last = if is_time(first) {
                let more = behind(first + 1)
                    .filter(|t| t.plain.starts_with("habil") || t.plain.starts_with("ouvr"));
                first + 1 + usize::from(more.is_some())
            } else if is_time(first + 1) && behind(first).is_some() {
                first + 2
            } else {
                return None;
            };
            Some(((amount.stated, self.text(first, last)), last))
        })?;
        self.hear(What::Within, (at, next));
        Some((stated, unit))
    }

    /// "Twice a day", "3 veces por semana", "une fois par mois".
    fn times(&mut self) -> Option<(u32, Recurrence)> {
        let language = self.language;
        let (found, at, next) = self.first(|at| {
            let counted = longest_at(self.tokens, at, words::counts(language));
            let (count, next) = counted.or_else(|| {
                let amount = amount_at(self.tokens, at, language, true)?;
                let next = any_at(self.tokens, amount.next, words::times(language))?;
                Some((amount.stated.text().parse().ok()?, next))
            })?;
            let next = any_at(self.tokens, next, words::per(language))?;
            let (per, next) = longest_at(self.tokens, next, words::stretches(language))?;
            (count > 0).then_some(((count, per), next))
        })?;
        self.hear(What::Times, (at, next));
        Some(found)
    }

    /// "Every day". Whether it says how often, or belongs to a number, is seen later.
    fn each_stretch(&self) -> Option<(Recurrence, usize, usize)> {
        self.first(|at| longest_at(self.tokens, at, words::each(self.language)))
    }

    /// A promise asks for one number. Where that is how often, another one is told as left out.
    fn leave_numbers(&mut self) {
        self.heard.retain(|(_, heard)| heard.what != What::Assumed);
        for (_, heard) in &mut self.heard {
            if matches!(heard.what, What::Number | What::Range | What::Comparator) {
                heard.what = What::Left;
            }
        }
    }

    /// "Every toilet": what must be so of all, and their name.
    fn all_of(&mut self, made: &mut Suggestion) {
        let found = self.first(|at| {
            let next = any_at(self.tokens, at, words::every(self.language))?;
            let end = self.end_of_name(next);
            (end > next).then_some((next, end))
        });
        let Some((next, at, end)) = found else {
            return;
        };
        if made.unit.is_none() {
            made.unit = Some(self.text(next, end));
        }
        if made.target.is_none() {
            made.target = Some(Target::Every);
        }
        self.hear(What::Every, (at, end));
    }

    /// The kind, by the words for it where the numbers leave it open.
    fn kind(
        &mut self,
        so_far: Option<Kind>,
        is_share: bool,
        target: Option<&Target>,
    ) -> Option<Kind> {
        if so_far.is_some() {
            return so_far;
        }
        let found = self.first(|at| longest_at(self.tokens, at, words::kinds(self.language)));
        if let Some((kind, at, next)) = found {
            self.hear(What::Kind, (at, next));
            return Some(kind);
        }
        match target {
            None => None,
            Some(Target::Every) => Some(Kind::Condition),
            Some(_) if is_share => Some(Kind::Condition),
            Some(_) => Some(Kind::Quantity),
        }
    }
}
