//! What the drawings need: positions on one scale from zero, never an exact value.

use serde::{Deserialize, Serialize};

/// The drawing of one row: promised as an outline, claimed hatched, found solid.
///
/// Left out of a row (`None`) where the measure does not fit the promise. All positions are in `unit`
/// on a scale from zero; values that are negative or not finite are not drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bar {
    /// Unit of the scale in words.
    pub unit: String,
    /// End of the scale; zero or less means the largest value drawn.
    pub scale_max: f64,
    /// What was promised.
    pub target: Target,
    /// What was claimed; none: no hatch.
    pub claimed: Option<f64>,
    /// Upper end where claims differ or are a range.
    pub claimed_high: Option<f64>,
    /// What was found; none: nobody looked. Zero draws a thick edge.
    pub found: Option<f64>,
    /// Upper end where the found figure is a range.
    pub found_high: Option<f64>,
    /// Lower end of the interval of the found figure.
    pub whisker_low: Option<f64>,
    /// Upper end of the interval of the found figure.
    pub whisker_high: Option<f64>,
    /// Words for the promised value in the alternative text; composing puts the cell's words where empty.
    pub promised_text: String,
    /// Words for the claimed value.
    pub claimed_text: String,
    /// Words for the found value.
    pub found_text: String,
    /// Words for the interval: "75.8% and 93.1%"; empty where there is none.
    pub whisker_text: String,
}

/// The promised side of a drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// No quantity was promised: no outline.
    #[default]
    None,
    /// This much or more.
    Value {
        /// Where the outline ends.
        at: f64,
    },
    /// A range: a second outline edge.
    Range {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Not more than this.
    Limit {
        /// Where the limit stands.
        at: f64,
    },
    /// Bring a count down: read from the right. Claimed and found are the count as it stands now.
    Reduction {
        /// The count at the start.
        from: f64,
        /// The count promised.
        to: f64,
    },
}

/// Points with intervals on one axis, one line each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IntervalPlot {
    /// What is shown.
    pub title: String,
    /// Unit of the axis in words, such as "% of meals".
    pub unit: String,
    /// Start of the axis.
    pub axis_low: f64,
    /// End of the axis.
    pub axis_high: f64,
    /// Words at the start of the axis.
    pub axis_low_text: String,
    /// Words at the end of the axis.
    pub axis_high_text: String,
    /// The target, drawn as a dashed line.
    pub target: Option<f64>,
    /// Words for the target.
    pub target_text: Option<String>,
    /// The lines, in order.
    pub rows: Vec<IntervalPlotRow>,
    /// What must be read with it, such as "illustrative only: not a probability sample".
    pub note: Option<String>,
}

/// One line of an interval plot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IntervalPlotRow {
    /// What the line is about.
    pub label: String,
    /// The point; none where the figure is refused.
    pub point: Option<f64>,
    /// Lower end; none on a census.
    pub low: Option<f64>,
    /// Upper end; none on a census.
    pub high: Option<f64>,
    /// The figure in words with n of N: "52 of 60, 86.7% (75.8% to 93.1%)".
    pub text: String,
}
