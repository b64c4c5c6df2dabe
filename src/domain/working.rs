//! How a result explains itself: formula, inputs, steps with their rounding, result. Not prose: names
//! and figures, from which a page or a report is written, and which are stored beside the result.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::number::{Exact, Rounding};

/// Everything somebody needs to repeat a calculation by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Working {
    /// Which formula, such as `delivery.shortfall`; stable, because it is stored.
    pub formula: Cow<'static, str>,
    /// Version of the formula; raised when the same inputs would give another result.
    pub version: u16,
    /// The published method, such as "Wilson 1927"; empty where there is none.
    pub source: Cow<'static, str>,
    /// What went in.
    pub inputs: Vec<Input>,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// What came out, in figures.
    pub result: String,
}

/// One figure that went in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Name in the formula.
    pub name: Cow<'static, str>,
    /// The figure, exact.
    pub value: String,
    /// What it is counted in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Who counted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who_counted: Option<String>,
    /// Where it stands: an evidence or document reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// One step on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Name of the quantity.
    pub name: Cow<'static, str>,
    /// The figure before rounding.
    pub exact: String,
    /// The figure as shown, or as carried on where the method rounds in between.
    pub shown: String,
    /// How it was rounded, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
}

impl Working {
    /// A working without inputs and steps.
    pub fn new(formula: &'static str, version: u16) -> Self {
        Self {
            formula: Cow::Borrowed(formula),
            version,
            source: Cow::Borrowed(""),
            inputs: Vec::new(),
            steps: Vec::new(),
            result: String::new(),
        }
    }

    /// Names the published method.
    #[must_use]
    pub fn cite(mut self, source: &'static str) -> Self {
        self.source = Cow::Borrowed(source);
        self
    }

    /// Adds an input.
    #[must_use]
    pub fn given(mut self, name: impl Into<Cow<'static, str>>, value: impl fmt::Display) -> Self {
        self.inputs.push(Input {
            name: name.into(),
            value: value.to_string(),
            unit: None,
            who_counted: None,
            reference: None,
        });
        self
    }

    /// Adds an input with its unit.
    #[must_use]
    pub fn given_in(
        self,
        name: impl Into<Cow<'static, str>>,
        value: impl fmt::Display,
        unit: impl Into<String>,
    ) -> Self {
        let mut working = self.given(name, value);
        if let Some(input) = working.inputs.last_mut() {
            input.unit = Some(unit.into());
        }
        working
    }

    /// Adds a step that is rounded.
    #[must_use]
    pub fn step(
        self,
        name: impl Into<Cow<'static, str>>,
        value: &Exact,
        rounding: Rounding,
    ) -> Self {
        let shown = rounding.show(value);
        self.push(name.into(), value.to_string(), shown, Some(rounding))
    }

    /// Adds a step that is shown as per cent.
    #[must_use]
    pub fn percent(
        self,
        name: impl Into<Cow<'static, str>>,
        value: &Exact,
        rounding: Rounding,
    ) -> Self {
        let shown = rounding.show_percent(value);
        self.push(name.into(), value.to_string(), shown, Some(rounding))
    }

    /// Adds a step that is exact as it stands: a count, a comparison, a word.
    #[must_use]
    pub fn plain(self, name: impl Into<Cow<'static, str>>, value: impl fmt::Display) -> Self {
        let shown = value.to_string();
        self.push(name.into(), shown.clone(), shown, None)
    }

    /// Adds a step in floating point, shown with so many decimals.
    #[must_use]
    pub fn float(self, name: impl Into<Cow<'static, str>>, value: f64, decimals: u8) -> Self {
        let shown = format!("{value:.*}", usize::from(decimals));
        self.push(
            name.into(),
            value.to_string(),
            shown,
            Some(Rounding::to(decimals)),
        )
    }

    /// Sets the result.
    #[must_use]
    pub fn concludes(mut self, result: impl fmt::Display) -> Self {
        self.result = result.to_string();
        self
    }

    /// Says who counted an input and where it stands. Names that are not inputs are ignored.
    #[must_use]
    pub fn attributed(mut self, name: &str, who_counted: &str, reference: Option<&str>) -> Self {
        for input in self.inputs.iter_mut().filter(|input| input.name == name) {
            input.who_counted = Some(who_counted.to_owned());
            input.reference = reference.map(str::to_owned);
        }
        self
    }

    fn push(
        mut self,
        name: Cow<'static, str>,
        exact: String,
        shown: String,
        rounding: Option<Rounding>,
    ) -> Self {
        self.steps.push(Step {
            name,
            exact,
            shown,
            rounding,
        });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Working {
        let share = Exact::ratio(90, 346).unwrap();
        Working::new("delivery.shortfall", 1)
            .given_in("promised", 346, "toilets")
            .given("found", 256)
            .plain("short", 90)
            .percent("share short", &share, Rounding::to(1))
            .concludes("90 of 346 (26.0%)")
    }

    #[test]
    fn a_step_keeps_the_exact_figure_beside_the_shown_one() {
        let step = &sample().steps[1];
        assert_eq!(
            (step.exact.as_str(), step.shown.as_str()),
            ("45/173", "26.0%")
        );
        assert_eq!(step.rounding, Some(Rounding::to(1)));
    }

    #[test]
    fn an_input_can_say_who_counted_it() {
        let working = sample().attributed("found", "auditor", Some("E-004"));
        assert_eq!(working.inputs[1].who_counted.as_deref(), Some("auditor"));
        assert_eq!(working.inputs[1].reference.as_deref(), Some("E-004"));
        assert_eq!(working.inputs[0].who_counted, None);
    }

    #[test]
    fn a_stored_working_reads_back_the_same() {
        let stored = serde_json::to_string(&sample()).unwrap();
        assert_eq!(serde_json::from_str::<Working>(&stored).unwrap(), sample());
    }
}
