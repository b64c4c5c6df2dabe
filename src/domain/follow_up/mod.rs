//! What happens after a report: recommendations with a named office and a day, problems until somebody has looked again,
//! clocks that run out, promises made at hearings, and the record of a body over comparable rounds. A claim of a fix is a
//! claim; only a re-check by somebody who has not seen it makes it found.

mod clock;
mod fixing;
mod hearing;
mod party;
mod problem;
mod recheck;
mod recommended;
mod record;

pub use clock::{Clock, ClockKind, ClockRules, Escalation, Running, clock_of, escalation};
pub use fixing::{FalseClosure, Fixing, Monitored, fixing};
pub use hearing::{Attendance, Hearing, HearingPromise, WrongAttendance, WrongPromise};
pub use party::{Answered, Became, FindingCounts, FindingOfBody, counted};
pub use problem::{Problem, ProblemState, ProblemStep, Severity, WrongProblemStep};
pub use recheck::{Knows, Recheck, RecheckRefusal, refusals};
pub use recommended::{Decision, RecommendationLack, RecommendationState, Recommended, lacks};
pub use record::{BodyRecord, RoundOfBody, Trend, against, record};
