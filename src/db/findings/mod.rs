//! Findings as they are remembered while people work on them: drafts with every step of the work, money lines with every
//! state, recommendations, what parties were asked and what they answered, problems and what became of them, hearings.
//!
//! * what people wrote is sealed with the key of the organisation; how far something is stands readable
//! * steps, entries of money, answers, evaluations and what became of a problem are added and never changed
//! * what is published enters the audit through [`crate::db::put_finding`] and its neighbours, and the report with it

mod answers;
mod clocks;
mod drafts;
mod files;
mod hearings;
mod letters;
mod money;
mod passes;
mod problems;
mod rechecks;
mod recommendations;
mod removal;
mod rounds;
mod words;

pub use answers::{
    KeptAnswer, KeptEvaluation, add_answer, add_evaluation, answers_of, confirm_answer,
    evaluations_of,
};
pub use clocks::{clock_rules_of, set_clock_rules};
pub use drafts::{
    KeptFinding, KeptStep, add_finding, add_step, finding_numbered, findings_kept_of, save_finding,
    steps_of,
};
pub use files::{NewReplyFile, ReplyFile, add_reply_file, reply_files_of};
pub use hearings::{KeptHearing, add_hearing, hearings_of, save_hearing};
pub use letters::{KeptLetter, add_letter, letters_of, save_letter};
pub use money::{KeptEntry, KeptLine, add_money_line, add_state, money_kept_of};
pub use passes::{
    Door, ReplyPass, Tried, add_pass, add_pass_at, close_passes, door_of, pass_of, pass_with,
    set_code, try_code,
};
pub use problems::{
    Claims, KeptProblem, KeptProblemStep, add_problem, add_problem_step, claim_was_read,
    claims_read_of, problem_numbered, problems_of, waiting_for_recheck,
};
pub use rechecks::{KeptRecheck, add_recheck, rechecks_of, settle_recheck};
pub use recommendations::{
    KeptRecommendation, add_recommendation, drop_recommendation, recommendations_of,
    save_recommendation,
};
pub use removal::{has_replies, remove_findings};
pub use rounds::{
    KeptRound, Letting, add_round, keep_typing, let_in, round_numbered, rounds_of, rounds_open,
    save_round, send_round, typing_of,
};
pub use words::{
    AboutReplyFile, ClaimReader, Invited, PassKind, RecheckState, RecheckTask, StepTaken, StepWord,
};
