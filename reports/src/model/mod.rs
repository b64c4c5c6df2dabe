//! The report as plain data: everything an edition prints and nothing about how it is printed. This
//! module holds no arithmetic and no words of its own; both come in with the value.

mod agreement;
mod annex;
mod bar;
mod card;
mod check;
mod figure;
mod finding;
mod following;
mod labels;
mod letter;
mod method;
mod money;
mod numbers;
mod picture;
mod promise;
mod reply;
mod text;
mod working;

use serde::{Deserialize, Serialize};

pub use agreement::{Agreement, AgreementVersion, Payment, RateGap, RateRow, RateTable};
pub use annex::{
    ChronologyEntry, Correction, EarlierFinding, Evidence, GlossaryEntry, Omission, Source,
};
pub use bar::{Bar, IntervalPlot, IntervalPlotRow, Target};
pub use card::{Card, CardPromise};
pub use check::ReportError;
pub use figure::{Cell, Difference, Direction, Figure, Interval};
pub use finding::{Cause, Finding, Recommendation, Voice};
pub use following::{Decided, Fixes, FollowUp, Followed};
pub use labels::{Label, Labels};
pub use letter::Letter;
pub use method::{Method, Sample};
pub use money::{MoneyLine, MoneySchedule, MoneyState, MoneyTotal};
pub use numbers::{
    Base, CategoryKind, CategoryRow, CategorySet, Check, CheckOutcome, FigureEntry, FigureGroup,
    Share,
};
pub use picture::Picture;
pub use promise::{Clause, Criterion, Grade, PromiseRow, RowMoney, Verdict, VerdictCode};
pub use reply::{Response, ResponsePoint, Sent};
pub use text::{Coded, DateText, Fact, FourWord, Refusal, SourceRef, Stamp, TextDirection};
pub use working::{Working, WorkingInput, WorkingResult, WorkingStep};

/// The value of [`Report::format`] that this crate reads and writes.
pub const FORMAT: &str = "groundtruth-report/1";

/// One version of one report, complete. Serialised, it is the JSON edition.
///
/// Sentences are in the language named by `language`. Exact numbers are decimal text; an `f64` stands
/// only where something is drawn. A list that is empty is left out of the editions, unless
/// [`Report::empty_sections`] gives a sentence for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Always [`FORMAT`].
    pub format: String,
    /// BCP 47 tag of the language of every sentence, such as `en` or `ar`.
    pub language: String,
    /// The direction in which that language is written.
    pub direction: TextDirection,
    /// Lines printed on every page of every edition; no edition can switch them off.
    pub stamps: Vec<Stamp>,
    /// Report number that people use, such as `R-2026-0001`.
    pub number: String,
    /// Version of this report, such as `1`; a correction makes a new one.
    pub version: String,
    /// Date of this version.
    pub date: DateText,
    /// The organisation that issues the report.
    pub organisation: String,
    /// What the organisation calls its work: social audit, community check, monitoring, audit.
    pub work_name: String,
    /// Title of the report: the service, the place, the time.
    pub title: String,
    /// Second line of the title.
    pub subtitle: Option<String>,
    /// The answer in one to three plain sentences, the first thing that is read.
    pub answer: Vec<String>,
    /// What stands behind each of the four words in this report, one sentence each; any may be missing.
    pub four_words: FourSummaries,
    /// The boxes of page one.
    pub page_one: PageOne,
    /// What this report does not say, each a clause or sentence.
    pub does_not_say: Vec<String>,
    /// Who made the report, who paid for it, declared interests, how many people checked it.
    pub made_by: Vec<Fact>,
    /// Background of the service, paragraph by paragraph.
    pub background: Vec<String>,
    /// The agreements and their versions.
    pub agreements: Vec<Agreement>,
    /// Amounts paid, with what each covers.
    pub payments: Vec<Payment>,
    /// Purpose, scope, samples, dates, instruments, observers, limits.
    pub method: Method,
    /// The comparison: one row for each promise, reading and slice, kept and not tested included.
    pub promises: Vec<PromiseRow>,
    /// Refusals that concern several rows together, such as adding their money.
    pub refusals: Vec<Refusal>,
    /// Figures with intervals side by side, such as one line for each place.
    pub interval_plots: Vec<IntervalPlot>,
    /// Figures that measure no promise, such as the condition on the day.
    pub other_figures: Vec<FigureGroup>,
    /// Sets of categories with their bases.
    pub category_sets: Vec<CategorySet>,
    /// Derived rates and sums beside the published value; disagreements are marked in each.
    pub checks: Vec<Check>,
    /// Findings, positive ones included.
    pub findings: Vec<Finding>,
    /// What people said, with their consent.
    pub voices: Vec<Voice>,
    /// Every money line, its states, the totals allowed and the totals refused.
    pub money: MoneySchedule,
    /// Conclusions, limited to the frame.
    pub conclusions: Vec<String>,
    /// Recommendations to named offices.
    pub recommendations: Vec<Recommendation>,
    /// Responses of provider, funder and others, in full.
    pub responses: Vec<Response>,
    /// What came of it: decisions, promises of hearings, what was fixed.
    pub follow_up: FollowUp,
    /// What happened when, in order.
    pub chronology: Vec<ChronologyEntry>,
    /// What became of findings of earlier reports.
    pub earlier_findings: Vec<EarlierFinding>,
    /// What was withheld and why.
    pub omissions: Vec<Omission>,
    /// How many observations were received, cited and excluded, by reason.
    pub completeness: Vec<Fact>,
    /// Workings of the numbers, referred to by their id.
    pub workings: Vec<Working>,
    /// Index of the evidence with its hashes.
    pub evidence: Vec<Evidence>,
    /// Documents and publications the report rests on.
    pub sources: Vec<Source>,
    /// Corrections made since the first version.
    pub corrections: Vec<Correction>,
    /// Words explained.
    pub glossary: Vec<GlossaryEntry>,
    /// How to cite this report, one form an entry.
    pub how_to_cite: Vec<String>,
    /// How a reader checks that this document is unaltered.
    pub check_this_document: Vec<Fact>,
    /// Address at which it can be checked, printed on every page; empty where there is none.
    pub check_address: String,
    /// What would make this report stronger.
    pub stronger: Vec<String>,
    /// Why a section is empty; a section that is empty and not named here is left out.
    pub empty_sections: Vec<EmptySection>,
    /// Every fixed word that the editions print.
    pub labels: Labels,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            format: FORMAT.to_owned(),
            language: "en".to_owned(),
            direction: TextDirection::default(),
            stamps: Vec::new(),
            number: String::new(),
            version: String::new(),
            date: DateText::default(),
            organisation: String::new(),
            work_name: String::new(),
            title: String::new(),
            subtitle: None,
            answer: Vec::new(),
            four_words: FourSummaries::default(),
            page_one: PageOne::default(),
            does_not_say: Vec::new(),
            made_by: Vec::new(),
            background: Vec::new(),
            agreements: Vec::new(),
            payments: Vec::new(),
            method: Method::default(),
            promises: Vec::new(),
            refusals: Vec::new(),
            interval_plots: Vec::new(),
            other_figures: Vec::new(),
            category_sets: Vec::new(),
            checks: Vec::new(),
            findings: Vec::new(),
            voices: Vec::new(),
            money: MoneySchedule::default(),
            conclusions: Vec::new(),
            recommendations: Vec::new(),
            responses: Vec::new(),
            follow_up: FollowUp::default(),
            chronology: Vec::new(),
            earlier_findings: Vec::new(),
            omissions: Vec::new(),
            completeness: Vec::new(),
            workings: Vec::new(),
            evidence: Vec::new(),
            sources: Vec::new(),
            corrections: Vec::new(),
            glossary: Vec::new(),
            how_to_cite: Vec::new(),
            check_this_document: Vec::new(),
            check_address: String::new(),
            stronger: Vec::new(),
            empty_sections: Vec::new(),
            labels: Labels::default(),
        }
    }
}

/// One sentence for each of the four words, telling what stands behind it in this report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FourSummaries {
    /// Such as "5 promises, agreement of 1 March, 2 amendments".
    pub promised: Option<String>,
    /// Such as "annual report and 9 invoices".
    pub claimed: Option<String>,
    /// Such as "20 visits to 12 of 40 routes, drawn".
    pub found: Option<String>,
    /// Such as "the provider answered 3 of 4".
    pub since: Option<String>,
}

/// The boxes of page one; an empty box is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageOne {
    /// How sure is this?
    pub how_sure: Vec<String>,
    /// What does it mean in money, or why no figure is given.
    pub money: Vec<String>,
    /// What did the provider answer?
    pub answered: Vec<String>,
    /// What is asked, of whom, by when?
    pub asked: Vec<String>,
}

/// The sentence that stands in place of a section with nothing in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmptySection {
    /// Which section.
    pub section: SectionCode,
    /// Why it is empty.
    pub sentence: String,
}

/// The sections of a report that can be empty, in the order in which they are printed.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SectionCode {
    /// Background of service and agreement.
    #[default]
    Background,
    /// Purpose, scope and method.
    Method,
    /// The comparison, promise by promise.
    Comparison,
    /// Figures that measure no promise, category sets.
    OtherFigures,
    /// Derived checks and rates.
    Checks,
    /// Findings.
    Findings,
    /// Voices.
    Voices,
    /// Money by basis and state.
    Money,
    /// Conclusions.
    Conclusions,
    /// Recommendations.
    Recommendations,
    /// Responses in full.
    Responses,
    /// What came of it.
    FollowUp,
    /// What happened when.
    Chronology,
    /// Status of earlier findings.
    EarlierFindings,
    /// What was withheld and why.
    Omissions,
    /// What would make this stronger.
    Stronger,
    /// How the numbers were worked out.
    Workings,
    /// Evidence index.
    Evidence,
    /// Sources.
    Sources,
    /// Corrections.
    Corrections,
    /// Glossary.
    Glossary,
    /// How to cite and check.
    Citing,
}
