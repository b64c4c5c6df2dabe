//! How one number was worked out, so that a reader can do it again.

use serde::{Deserialize, Serialize};

use super::{Coded, FourWord, SourceRef};

/// The working of one number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Working {
    /// Id that figures refer to, such as `W-01`.
    pub id: String,
    /// What is worked out.
    pub title: String,
    /// Id of the formula, such as `delivery-rate`.
    pub formula: String,
    /// Version of the formula.
    pub version: String,
    /// The formula in words or signs: "shortfall = promised − found".
    pub formula_text: Option<String>,
    /// What went in.
    pub inputs: Vec<WorkingInput>,
    /// The steps, in order.
    pub steps: Vec<WorkingStep>,
    /// What came out.
    pub result: WorkingResult,
    /// What was left out of the denominator or the sum, and why.
    pub exclusions: Vec<String>,
    /// The observations behind it, in words: "256 toilets inspected, evidence E-002".
    pub observations: Vec<String>,
    /// Anything else.
    pub notes: Vec<String>,
}

/// One input of a working.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkingInput {
    /// Name in the formula.
    pub name: String,
    /// The value as printed, with qualifier and unit.
    pub text: String,
    /// The exact value as decimal text.
    pub exact: Option<String>,
    /// Who counted it.
    pub who_counted: Option<Coded>,
    /// Under which of the four words it stands.
    pub column: Option<FourWord>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// One step of a working.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkingStep {
    /// What is done, in words or signs: "8,806,926 / 366".
    pub text: String,
    /// The exact value, a decimal or a fraction as text.
    pub exact: String,
    /// The value carried on or shown.
    pub shown: String,
    /// Rounding applied: quantity, decimals, mode in words; none means exact.
    pub rounding: Option<String>,
}

/// What a working comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkingResult {
    /// As printed; the sentence of the refusal where the result is one.
    pub text: String,
    /// The exact value as text; none for a refusal.
    pub exact: Option<String>,
    /// Unit in words.
    pub unit: Option<String>,
    /// Code of the refusal where the result is one.
    pub refusal: Option<String>,
}
