//! Field work as it is remembered: plans and what departed from them, sealed lists, instruments, codes, assignments, what
//! came in and how it was checked, paper sheets, paired tests, hours and cost.
//!
//! * what people wrote is sealed with the key of the organisation; codes stand readable, names never do
//! * a locked plan, a version of an instrument, what came in and what was decided are added to and never changed
//! * what was accepted enters the audit through [`crate::db::add_visit`], and the comparison with it

mod assignments;
mod boundaries;
mod codes;
mod devices;
mod drafts;
mod feeds;
mod files;
mod instruments;
pub(super) mod keyed;
mod links;
mod lists;
mod milestones;
mod paired;
mod plans;
mod queue;
mod removal;
mod reviews;
mod sheets;
mod spending;
mod submissions;
mod uploads;
mod words;

pub use assignments::{
    Assignment, NewAssignment, add_assignments, assignments_of, settle_assignment,
};
pub use boundaries::{boundaries_of, set_boundaries};
pub use codes::{add_code, codes_of, next_code, retire_code, retired_codes};
pub use devices::{
    Device, DeviceLink, NewDevice, NewDeviceLink, add_device, add_device_link, device_again,
    device_link_of, device_links_of, device_numbered, device_of, devices_of, renew_device,
    revoke_device, see_device, use_device_link, withdraw_device_link,
};
pub use drafts::{Draft, DraftFile, DraftVisit, draft_of, drafts_by, remove_draft, save_draft};
pub use feeds::{Fed, Feed, add_feed, feed_with, feeds_of, remove_feed};
pub use files::{FileLine, NewFile, PublicCopy, add_files, arrived, files_of, give_copy, withhold};
pub use instruments::{add_instrument, instrument_of, instruments_of};
pub use links::{KeptLink, add_link, drop_link, links_of};
pub use lists::{
    SealedPlaces, Substitution, add_substitution, seal_places, sealed_places_of, substitutions_of,
};
pub use milestones::{Milestone, add_milestone, milestones_of};
pub use paired::{PairedLine, add_paired, fill_paired, paired_of};
pub use plans::{
    KeptDeviation, KeptPlan, add_deviation, deviations_of, first_lock_of, lock_plan, plans_of,
    save_plan, sealed_plan_of,
};
pub use queue::{PageFrom, Which, came_counts, came_from, corrections_of, submissions_from};
pub use removal::{has_fieldwork, remove_fieldwork};
pub use reviews::{Review, add_review, reviews_of};
pub use sheets::{Keying, Sheet, add_sheets, key_sheet, photograph_sheet, settle_sheet, sheets_of};
pub use spending::{add_spent, spent_of};
pub use submissions::{
    Came, NewSubmission, SubmissionLine, add_submission, erase_submission, set_state,
    slip_anywhere, submission_by_slip, submission_numbered, submission_with, submissions_numbered,
    submissions_of, submitted,
};
pub use uploads::{
    NewUpload, Upload, add_upload, lapsed_uploads, remove_upload, upload_done, upload_grew,
    upload_of, uploads_like,
};
pub use words::{
    AboutFile, Arrival, AssignmentState, Listed, Looked, MilestoneKind, Origin, PairedSetup,
    PlanState, Spent, Who,
};
