//! The fixed words that the editions print. They come in with the report, from the caller's catalogue;
//! the crate knows only their keys.

#[macro_use]
mod tables;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Declares [`Label`]: variant, catalogue key, the placeholders its value may use, what it is for.
macro_rules! labels {
    ($($variant:ident $key:literal [$($arg:literal),*] $doc:literal;)+) => {
        /// A fixed word or sentence. Values may hold placeholders in braces, such as `{number}`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Label { $(#[doc = $doc] $variant,)+ }

        impl Label {
            /// Every label, in the order of the key list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The key under which the catalogue holds it.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The placeholders its value may use, without braces.
            pub const fn placeholders(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($arg),*],)+ }
            }
        }
    };
}

with_table_labels! {
    labels
    // The four words.
    Promised "report-promised" [] "First of the four words: Promised.";
    Claimed "report-claimed" [] "Second of the four words: Claimed.";
    Found "report-found" [] "Third of the four words: Found.";
    Since "report-since" [] "Fourth of the four words: Since then.";
    NotStated "report-not-stated" [] "Stands in a cell that has neither figure nor sentence.";
    // Around the text.
    SkipToReport "report-skip" [] "Link for keyboard users that jumps to the report.";
    Contents "report-contents" [] "Heading of the table of contents.";
    StampsName "report-stamps-name" [] "Name of the region that holds the stamp lines.";
    Kicker "report-kicker" [] "Small words above the title: Evidence report.";
    NumberAndVersion "report-number-and-version" ["number", "version"] "Report number with version.";
    IssuedBy "report-issued-by" ["organisation", "date"] "Who issued it and when.";
    WorkName "report-work-name" ["work"] "What the organisation calls its work.";
    NewTab "report-outside-link" [] "Words for a link that leaves the document.";
    Annexes "report-annexes" [] "Heading above the annexes in the table of contents.";
    TopOfReport "report-top" [] "Link back to the top.";
    // Page one.
    AtAGlance "report-at-a-glance" [] "Name of the table on page one.";
    WhatWasPromised "report-what-was-promised" [] "Head of the first column on page one.";
    Drawing "report-drawing" [] "Head of the column with the drawing.";
    LegendName "report-legend" [] "Name of the key to the drawing.";
    LegendPromised "report-legend-promised" [] "Key: outline.";
    LegendClaimed "report-legend-claimed" [] "Key: hatched.";
    LegendFound "report-legend-found" [] "Key: solid.";
    LegendInterval "report-legend-interval" [] "Key: fine line with caps.";
    MoreRows "report-more-rows" ["count"] "Link from page one to the rows it does not hold.";
    HowSure "report-how-sure" [] "Box: how sure is this?";
    MoneyQuestion "report-money-question" [] "Box: what does it mean in money?";
    AnswerQuestion "report-answer-question" [] "Box: what did the provider answer?";
    AskQuestion "report-ask-question" [] "Box: what is asked?";
    DoesNotSay "report-does-not-say" [] "Head of the ruled box that ends page one.";
    // Promise row.
    Criterion "report-criterion" [] "What the row is judged by.";
    Clause "report-clause" ["clause"] "A clause of a document.";
    Page "report-page" ["page"] "A page of a document.";
    AgreementSays "report-agreement-says" [] "Before the quoted words of the agreement.";
    Kind "report-kind" [] "Kind of promise.";
    Reading "report-reading" ["reading"] "Which reading or criterion the row applies.";
    Verdict "report-verdict" [] "Head of the verdict.";
    Rule "report-rule" ["rule"] "Number of the rule that decided the verdict.";
    Grade "report-grade" [] "Head of the proof grade.";
    NoGrade "report-no-grade" [] "Stands where there is no proof grade.";
    CountedBy "report-counted-by" ["who"] "Who counted a figure.";
    HowCounted "report-how-counted" ["how"] "How a figure was counted.";
    OverClaim "report-over-claim" [] "Claimed beyond found.";
    Interval "report-interval" [] "The interval of a sampled figure.";
    IntervalBy "report-interval-by" ["level", "method"] "Level and method of an interval.";
    Money "report-money" [] "Money of a row.";
    NoMoneyLine "report-no-money-line" [] "Stands where no amount belongs and none is missed.";
    NotComputed "report-not-computed" [] "Head of the refusals.";
    Codes "report-codes" [] "Before the codes of the refusals of a row.";
    WouldLift "report-would-lift" ["input"] "What input would lift a refusal.";
    Working "report-working" [] "Opens the working of a number.";
    WorkingOf "report-working-of" ["what"] "The same, said in full for screen readers.";
    Evidence "report-evidence" [] "Evidence behind a row or finding.";
    Notes "report-notes" [] "Remarks.";
    SourcesShort "report-sources-short" [] "Before references to sources.";
    // Drawings in words.
    AltPromised "report-alt-promised" ["value"] "Promised value in the alternative text.";
    AltLimit "report-alt-limit" ["value"] "Limit promised, in the alternative text.";
    AltReduction "report-alt-reduction" ["value"] "Reduction promised, in the alternative text.";
    AltClaimed "report-alt-claimed" ["value"] "Claimed value in the alternative text.";
    AltFound "report-alt-found" ["value"] "Found value in the alternative text.";
    AltNoTarget "report-alt-no-target" [] "No quantity promised, in the alternative text.";
    AltNoClaim "report-alt-no-claim" [] "No claim, in the alternative text.";
    AltNoFound "report-alt-no-found" [] "No found figure, in the alternative text.";
    AltInterval "report-alt-interval" ["interval"] "Interval in the alternative text.";
    AltPlotRow "report-alt-plot-row" ["label", "text"] "One line of an interval plot in words.";
    AltPlotTarget "report-alt-plot-target" ["target"] "The target of an interval plot in words.";
    // Working.
    Formula "report-formula" [] "Formula of a working.";
    FormulaVersion "report-formula-version" ["formula", "version"] "Formula id with version.";
    Inputs "report-inputs" [] "Inputs of a working.";
    Input "report-input" [] "One input: its name.";
    Value "report-value" [] "A value.";
    ExactValue "report-exact-value" [] "A value before rounding.";
    WhoCounted "report-who-counted" [] "Head of the column that says who counted.";
    Steps "report-steps" [] "Steps of a working.";
    Step "report-step" [] "One step.";
    Rounding "report-rounding" [] "Rounding of a step.";
    NoRounding "report-no-rounding" [] "A step that is exact.";
    Result "report-result" [] "Result of a working.";
    Exclusions "report-exclusions" [] "What was left out.";
    Observations "report-observations" [] "The observations behind a number.";
    // Background.
    Background "report-background" [] "Section: background of service and agreement.";
    LegalType "report-legal-type" [] "Legal type of an agreement.";
    Funder "report-funder" [] "Who pays.";
    Provider "report-provider" [] "Who delivers.";
    AgreementValue "report-agreement-value" [] "Value of an agreement.";
    Period "report-period" [] "A period.";
    PaymentBasis "report-payment-basis" [] "Payment basis.";
    Covers "report-covers" [] "What a payment covers.";
    Obtained "report-obtained" [] "How a document was obtained.";
    Fingerprint "report-fingerprint" [] "SHA-256 of a document.";
    Versions "report-versions" [] "Versions of an agreement.";
    Version "report-version" [] "One version.";
    Effective "report-effective" [] "From when a version applies.";
    Changed "report-changed" [] "What a version changed.";
    Applied "report-applied" [] "Marks the version applied to the period examined.";
    Tier "report-tier" [] "A tier of a price table.";
    Price "report-price" [] "A price.";
    RateGaps "report-rate-gaps" [] "Volumes for which a price table gives no price.";
    Payments "report-payments" [] "Payments.";
    Amount "report-amount" [] "An amount.";
    WhatFor "report-what-for" [] "What an amount was paid for.";
    Payer "report-payer" [] "Who paid.";
    Payee "report-payee" [] "Who was paid.";
    MadeBy "report-made-by" [] "Who made the report, who paid for it, declared interests.";
    // Method.
    Method "report-method" [] "Section: how the work was done.";
    Purposes "report-purposes" [] "Why the work was done.";
    Objectives "report-objectives" [] "The questions asked.";
    Scope "report-scope" [] "What was covered.";
    NotCovered "report-not-covered" [] "What was not covered.";
    Samples "report-samples" [] "What was looked at and how it was chosen.";
    HowMany "report-how-many" [] "n of N.";
    Frame "report-frame" [] "List of all places.";
    Design "report-design" [] "How the units were chosen.";
    Chosen "report-chosen" [] "Why these units.";
    Dates "report-dates" [] "Dates.";
    Announced "report-announced" [] "Announced or not.";
    Seed "report-seed" [] "Seed of the draw.";
    ListFingerprint "report-list-fingerprint" [] "SHA-256 of the sealed list.";
    FieldWork "report-field-work" [] "Field work.";
    Instruments "report-instruments" [] "Forms, checklists, devices.";
    Observers "report-observers" [] "Who observed.";
    TwoObservers "report-two-observers" [] "Agreement of two observers.";
    Access "report-access" [] "Places that could not be looked at.";
    Limits "report-limits" [] "Limits of the method.";
    // Comparison and other figures.
    Comparison "report-comparison" [] "Section: the comparison, promise by promise.";
    AboutAllRows "report-about-all-rows" [] "Refusals that concern several rows.";
    Plots "report-plots" [] "Figures with intervals side by side.";
    OtherFigures "report-other-figures" [] "Section: other figures, which measure no promise.";
    NoVerdict "report-no-verdict" [] "Why figures carry no verdict.";
    What "report-what" [] "What is counted.";
    Column "report-column" [] "Which of the four words.";
    Figure "report-figure" [] "A figure.";
    Category "report-category" [] "A category.";
    Count "report-count" [] "A count.";
    ShareOf "report-share-of" ["base"] "A share of a base.";
    Partition "report-partition" [] "Each unit is in exactly one category.";
    Overlapping "report-overlapping" [] "A unit can be in several categories.";
    Sum "report-sum" [] "Sum of categories.";
    Residual "report-residual" [] "Total less sum.";
    Combined "report-combined" [] "Categories put together.";
    PublishedAs "report-published-as" ["value"] "A value as published.";
    // Checks.
    Checks "report-checks" [] "Section: numbers worked out again.";
    ComputedFrom "report-computed-from" [] "Numerator and denominator.";
    Computed "report-computed" [] "Value as recomputed.";
    Published "report-published" [] "Value as published.";
    Outcome "report-outcome" [] "How they stand to each other.";
    Agrees "report-agrees" [] "Recomputed and published agree.";
    Differs "report-differs" [] "They differ.";
    NotPublished "report-not-published" [] "Nothing was published to compare with.";
    Refused "report-refused" [] "The value is refused.";
    Disagreements "report-disagreements" [] "List of the values that differ.";
    DisagreementLine "report-disagreement-line" ["what", "computed", "published"] "One disagreement.";
    // Findings and voices.
    Findings "report-findings" [] "Section: findings.";
    Finding "report-finding" ["number"] "A finding with its number.";
    Kept "report-kept" [] "Marks a finding that something was kept.";
    AboutPromises "report-about-promises" [] "Promises a finding is about.";
    Criteria "report-criteria" [] "What should be.";
    Condition "report-condition" [] "What was found.";
    Cause "report-cause" [] "Why.";
    Effect "report-effect" [] "What it means for people.";
    Perspective "report-perspective" [] "How often, of how many.";
    HoldsFor "report-holds-for" [] "What a result holds for.";
    ChangeOurMind "report-change-our-mind" [] "What would change our mind.";
    Addressees "report-addressees" [] "To whom a finding is addressed.";
    Replies "report-replies" [] "Replies to a finding.";
    Voices "report-voices" [] "Section: voices.";
    Translation "report-translation" [] "Before a translation.";
    Consent "report-consent" [] "What a person agreed to.";
    // Photographs.
    Photographs "report-photographs" [] "Photographs behind a row or finding.";
    Photograph "report-photograph" ["number"] "Before the caption of a photograph: its number.";
    MorePhotographs "report-more-photographs" [] "Before the photographs that are not printed large.";
    PhotographAbove "report-photograph-above" ["number"] "Link to where a photograph stands.";
    PhotographMissing "report-photograph-missing" ["alt"] "Stands where the bytes of a photograph are missing: what it shows.";
    // Money.
    MoneySection "report-money-section" [] "Section: money by basis and state.";
    Basis "report-basis" [] "Basis of an amount.";
    NoBasis "report-no-basis" [] "An amount whose basis is not given.";
    KnownOrLikely "report-known-or-likely" [] "Known or likely.";
    LowerLimit "report-lower-limit" ["amount"] "Lower limit of a likely amount.";
    States "report-states" [] "States of an amount, with dates.";
    Totals "report-totals" [] "Totals that are allowed.";
    BecauseAdded "report-because-added" [] "Why amounts may be added.";
    EnteredNotComputed "report-entered" [] "An amount entered as published, not computed.";
    // Conclusions to responses.
    Conclusions "report-conclusions" [] "Section: conclusions.";
    Recommendations "report-recommendations" [] "Section: what is asked, of whom.";
    To "report-to" [] "To whom.";
    Action "report-action" [] "What is asked.";
    Due "report-due" [] "By when.";
    State "report-state" [] "State.";
    Reply "report-reply" [] "Reply.";
    FromFindings "report-from-findings" [] "Findings a recommendation follows from.";
    Responses "report-responses" [] "Section: responses in full.";
    Role "report-role" [] "Provider, funder, other.";
    WasSent "report-was-sent" [] "What had been sent to the party, when.";
    Received "report-received" [] "When the reply came.";
    InFull "report-in-full" [] "The response in full.";
    InSummary "report-in-summary" [] "The response in summary.";
    About "report-about" [] "What a response is about.";
    WholeReport "report-whole-report" [] "A response to the whole report.";
    TheySay "report-they-say" [] "Point of a response.";
    OurEvaluation "report-our-evaluation" [] "The auditor's evaluation.";
    ChangeMade "report-change-made" [] "What was changed because of a response.";
    // What came of it.
    FollowUp "report-follow-up" [] "Section: what came of it.";
    Decided "report-decided" [] "What was decided.";
    FollowedSince "report-followed-since" [] "Asked, promised or found on.";
    Settled "report-settled" [] "Seen to be done, or closed, on.";
    // The back.
    Chronology "report-chronology" [] "Section: what happened when.";
    Date "report-date" [] "A date.";
    EarlierFindings "report-earlier-findings" [] "Section: status of earlier findings.";
    Omissions "report-omissions" [] "Section: what was withheld and why.";
    Completeness "report-completeness" [] "Observations received, cited, excluded.";
    Stronger "report-stronger" [] "Section: what would make this stronger.";
    Workings "report-workings" [] "Section: how the numbers were worked out.";
    EvidenceIndex "report-evidence-index" [] "Section: evidence index.";
    EvidenceNumber "report-evidence-number" [] "Number of a piece of evidence.";
    By "report-by" [] "Who captured or issued it.";
    Supports "report-supports" [] "What a piece of evidence stands behind.";
    OfTheCopy "report-of-the-copy" [] "SHA-256 of the public copy.";
    Sources "report-sources" [] "Section: sources.";
    Corrections "report-corrections" [] "Section: corrections.";
    Glossary "report-glossary" [] "Section: words explained.";
    Citing "report-citing" [] "Section: how to cite and check this document.";
    HowToCite "report-how-to-cite" [] "How to cite.";
    CheckThisDocument "report-check-this-document" [] "Check this document.";
}

/// The words, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Words from pairs of key and value.
    pub fn new<K: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(k, v)| (k.into(), v.into()))
                .collect(),
        )
    }

    /// Words looked up one by one in a catalogue. A label the catalogue lacks stays missing.
    pub fn from_catalogue(mut look_up: impl FnMut(&'static str) -> Option<String>) -> Self {
        Self::new(
            Label::ALL
                .iter()
                .filter_map(|label| Some((label.key(), look_up(label.key())?))),
        )
    }

    /// The words of a label; empty when missing, which rendering refuses beforehand.
    pub fn get(&self, label: Label) -> &str {
        self.0.get(label.key()).map_or("", String::as_str)
    }

    /// The words of a label with its placeholders filled.
    ///
    /// A value is put in as it is: braces inside it are not read again.
    pub fn fill(&self, label: Label, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.get(label);
        while let Some(open) = rest.find('{') {
            let (before, after) = rest.split_at(open);
            out.push_str(before);
            let named = after.find('}').and_then(|close| {
                let name = after[1..close].trim();
                let value = values.iter().find(|(key, _)| *key == name)?;
                Some((close, value.1))
            });
            match named {
                Some((close, value)) => {
                    out.push_str(value);
                    rest = &after[close + 1..];
                }
                None => {
                    out.push('{');
                    rest = &after[1..];
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// The labels for which there are no words.
    pub fn missing(&self) -> Vec<Label> {
        Label::ALL
            .iter()
            .copied()
            .filter(|label| self.get(*label).is_empty())
            .collect()
    }
}
