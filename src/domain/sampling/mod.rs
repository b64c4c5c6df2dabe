//! Planning how many, drawing which ones so that anyone can repeat it, replacing by rule, and how far it has come. Not
//! what the units show: that is `statistics`.

mod conclusion;
mod coverage;
mod draw;
pub mod planner;
mod repeat;
mod sample;
mod sealed_list;
mod substitution;

pub use conclusion::{Concludes, Conclusion, conclusion};
pub use coverage::{Coverage, UnitState, coverage};
pub use draw::{Drawn, Stratum, Systematic, draw, systematic};
pub use sample::{
    CLUSTERS, DrawnClusters, DrawnGroup, DrawnSample, DrawnVisits, FrameUnit, PlanDrawError,
    WHOLE_LIST, draw_plan, visits,
};
pub use sealed_list::{DrawError, SealedList, VisitSlot};
pub use substitution::{
    NoSubstitute, NotSeen, Substitution, WrongSubstitution, substitute, to_be_seen,
};
