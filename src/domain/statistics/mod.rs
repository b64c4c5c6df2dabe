//! What a sample says about the places that were not seen, and how sure that is. Not for censuses,
//! for places that were chosen, or for anything outside the list that was drawn from.
//!
//! The only floating point of the product is here: limits of intervals, probabilities of error,
//! p-values. Rates, differences and totals themselves stay exact. The few functions that are needed
//! stand in [`distribution`], built from sums, square roots and two functions of `libm`, so that every
//! machine gives the same digits; they are good to 1e-12 where the rules ask for 1e-9.
//!
//! | file | question |
//! |---|---|
//! | [`rate`] | how sure is a rate, and may an interval be given at all? |
//! | [`wilson`], [`clopper_pearson`], [`finite`] | the limits themselves |
//! | [`difference`] | do two rates differ? |
//! | [`sample_size`] | how many units should be seen? |
//! | [`stratified`], [`cluster`] | means and totals of designs with strata or clusters |
//! | [`lqas`] | does a lot reach its target? |
//! | [`observers`] | do two observers see the same? |
//! | [`paired`] | are testers alike treated alike? |

pub mod clopper_pearson;
pub mod cluster;
pub mod difference;
pub mod distribution;
pub mod finite;
mod interval;
pub mod lqas;
pub mod observers;
pub mod paired;
pub mod rate;
pub mod sample_size;
pub mod stratified;
pub mod wilson;

pub use interval::{Interval, IntervalMethod, Level, WholeInterval};

#[cfg(test)]
mod tests {
    /// The tolerance of the rules for intervals and probabilities.
    pub(super) fn close(computed: f64, expected: f64) {
        let off = (computed - expected).abs();
        assert!(off < 1e-9, "{computed} is {off:e} away from {expected}");
    }
}
