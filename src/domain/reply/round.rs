//! One round of asking one party: the notice, how long it has, what was extended, when it is reminded, and when the
//! window is closed. Days are local days of the organisation; whoever has a clock turns an instant into one.

use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::About;
use super::service::ProofOfService;
use crate::domain::code::Code;

/// The day that an instant falls on in a zone: a window that ends on the 5th is open until midnight there.
#[must_use]
pub fn day_in<Z: TimeZone>(now: DateTime<Utc>, zone: &Z) -> NaiveDate {
    now.with_timezone(zone).date_naive()
}

/// How long a party has, and when it is reminded. The organisation may change each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyRules {
    /// The fewest days to comment; fewer are not allowed.
    pub fewest_days: u32,
    /// The days that are offered at first.
    pub days: u32,
    /// More days than this are told as unusual.
    pub most_days: u32,
    /// How many days before the last one a reminder is due; 0 is the last day itself.
    pub remind_before: Vec<u32>,
}

impl Default for ReplyRules {
    /// 7 to 30 days, as is usual for comments on drafts; two weeks at first; reminders 7, 3 and 0 days before the end.
    fn default() -> Self {
        Self {
            fewest_days: 7,
            days: 14,
            most_days: 30,
            remind_before: vec![7, 3, 0],
        }
    }
}

/// What was sent: the notice with full particulars and the state of the evidence log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The day it was sent.
    #[schemars(with = "String")]
    pub sent_on: NaiveDate,
    /// SHA-256 of the notice, small hex digits.
    pub sha256: String,
    /// How many leaves the evidence log had.
    pub log_size: u64,
    /// The root of the log then, small hex digits.
    pub log_root: String,
}

/// A longer window, given once asked for or of one's own accord. The earlier end stays in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The day it was given.
    #[schemars(with = "String")]
    pub given_on: NaiveDate,
    /// The last day now.
    #[schemars(with = "String")]
    pub until: NaiveDate,
    /// Whether the party asked for it.
    #[serde(default)]
    pub asked: bool,
    /// Why.
    pub reason: String,
}

/// One round of asking one party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyRound {
    /// 1 for the first time this party is asked in this audit.
    pub number: u32,
    /// Who is asked.
    pub party: Code,
    /// About what: each finding and recommendation by itself.
    pub about: Vec<About>,
    /// What was sent; absent while it is prepared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The last day to reply, as first given.
    #[schemars(with = "String")]
    pub deadline: NaiveDate,
    /// Longer windows, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// What shows that the notice arrived, or came back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proofs: Vec<ProofOfService>,
    /// The days on which reminders were sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub reminded_on: Vec<NaiveDate>,
}

/// Why a round cannot be begun, or a window not be made longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongRound {
    /// It asks about nothing.
    #[error("name what the party is asked about")]
    AboutNothing,
    /// The same is asked twice.
    #[error("the same finding or recommendation is named twice")]
    AboutTwice,
    /// Too little time.
    #[error("{given} days are too few, at least {fewest} are given")]
    TooShort {
        /// The days from the notice to the end.
        given: i64,
        /// The fewest.
        fewest: u32,
    },
    /// A window is made longer, never shorter.
    #[error("a window can be made longer only")]
    NotLonger,
    /// An extension needs its reason.
    #[error("say why the window is longer")]
    NoReason,
    /// The notice was not sent yet.
    #[error("the notice was not sent yet")]
    NotSent,
}

impl WrongRound {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::AboutNothing => "reply-about-nothing",
            Self::AboutTwice => "reply-about-twice",
            Self::TooShort { .. } => "reply-too-short",
            Self::NotLonger => "reply-not-longer",
            Self::NoReason => "reply-no-reason",
            Self::NotSent => "reply-not-sent",
        }
    }
}

/// Where a round stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// The notice was not sent yet.
    NotSent,
    /// The notice was sent and nothing shows that it arrived. The time does not run out: it is sent in another way.
    NotServed,
    /// Open, with so many days after this one.
    Open {
        /// 0 on the last day.
        days_left: u64,
    },
    /// The last day is over.
    Closed,
}

/// A reminder that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reminder {
    /// Since which day.
    pub due_on: NaiveDate,
    /// How many days before the end it is.
    pub days_before: u32,
}

impl ReplyRound {
    /// The last day to reply, with every extension.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let extended = self.extensions.iter().map(|e| e.until);
        extended
            .chain([self.deadline])
            .max()
            .unwrap_or(self.deadline)
    }

    /// The first day on which the notice counts as served.
    #[must_use]
    pub fn served_on(&self) -> Option<NaiveDate> {
        let serving = self.proofs.iter().filter(|p| p.kind.serves());
        serving.map(|p| p.on).min()
    }

    /// Whether the round can be begun by sending the notice on a day.
    pub fn check(&self, sent_on: NaiveDate, rules: &ReplyRules) -> Result<(), WrongRound> {
        if self.about.is_empty() {
            return Err(WrongRound::AboutNothing);
        }
        let mut about: Vec<&About> = self.about.iter().collect();
        about.sort();
        if about.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(WrongRound::AboutTwice);
        }
        let given = (self.deadline - sent_on).num_days();
        if given < i64::from(rules.fewest_days) {
            let fewest = rules.fewest_days;
            return Err(WrongRound::TooShort { given, fewest });
        }
        Ok(())
    }

    /// The round with a longer window. Also after the end, while nothing was published: the reply is then in time.
    pub fn extended(&self, extension: Extension) -> Result<Self, WrongRound> {
        if self.notice.is_none() {
            return Err(WrongRound::NotSent);
        }
        if extension.until <= self.last_day() || extension.until < extension.given_on {
            return Err(WrongRound::NotLonger);
        }
        if extension.reason.trim().is_empty() {
            return Err(WrongRound::NoReason);
        }
        let mut longer = self.clone();
        longer.extensions.push(extension);
        Ok(longer)
    }

    /// Where it stands on a day. A notice that arrived late leaves the party the fewest days all the same: the window
    /// closes on the last day, and not before that many days after it was served.
    #[must_use]
    pub fn window(&self, today: NaiveDate, rules: &ReplyRules) -> Window {
        if self.notice.as_ref().is_none_or(|n| n.sent_on > today) {
            return Window::NotSent;
        }
        let Some(closes) = self
            .closes_after(rules)
            .filter(|_| self.served_on().is_some_and(|served| served <= today))
        else {
            return Window::NotServed;
        };
        match u64::try_from((closes - today).num_days()) {
            Ok(days_left) => Window::Open { days_left },
            Err(_) => Window::Closed,
        }
    }

    /// The last day on which a reply is in time; nothing while nothing shows that the notice arrived.
    #[must_use]
    pub fn closes_after(&self, rules: &ReplyRules) -> Option<NaiveDate> {
        let served = self.served_on()?;
        let least = served.checked_add_days(Days::new(rules.fewest_days.into()));
        Some(least.map_or(self.last_day(), |least| least.max(self.last_day())))
    }

    /// The reminder that is due on a day, if any: the latest whose day has come and after which none was sent. None for
    /// who has answered everything, before the notice is served, and after the end.
    #[must_use]
    pub fn reminder_due(
        &self,
        today: NaiveDate,
        rules: &ReplyRules,
        all_answered: bool,
    ) -> Option<Reminder> {
        if all_answered || !matches!(self.window(today, rules), Window::Open { .. }) {
            return None;
        }
        let closes = self.closes_after(rules)?;
        let sent = self.notice.as_ref()?.sent_on;
        let due = rules.remind_before.iter().filter_map(|days_before| {
            let due_on = closes.checked_sub_days(Days::new((*days_before).into()))?;
            (sent < due_on && due_on <= today).then_some(Reminder {
                due_on,
                days_before: *days_before,
            })
        });
        let latest = due.max()?;
        let reminded = self.reminded_on.iter().any(|on| *on >= latest.due_on);
        (!reminded).then_some(latest)
    }
}
