//! The register as it is remembered: bodies, sites, dossiers of agreements, requests for documents, imports.
//!
//! * a dossier is one line to find it by, and versions that hold its terms whole
//! * its promises, claims and flows of money have rows of their own, for what is asked of them across agreements
//! * what an import replaced stays until the import can no longer be undone

mod adding;
mod bodies;
mod claims;
mod decisions;
mod dossiers;
mod flows;
mod imports;
mod list;
mod origins;
mod promises;
mod recorded;
mod requests;
mod sites;
mod words;

pub use adding::{AddedDossier, NewDossier, add_dossiers};
pub use bodies::{
    Body, NewBody, add_body, bodies_named, bodies_of, body_identified, body_numbered, decide_same,
};
pub use claims::{Claim, KeptClaim, add_claims, claims_of, kept_claims_of, set_claim_aside};
pub use decisions::{add_identifier, decide_apart, drop_identifier};
pub use dossiers::{
    DossierLine, NewVersion, add_dossier, add_version, dossier_numbered, dossier_of_source,
    dossiers_of, link_audit, newest_terms_of, numbers_of, remove_dossier, source_keys_known,
    terms_of, versions_of,
};
pub use flows::{Flow, KeptFlow, add_flows, flows_of, kept_flows_of, set_flow_aside};
pub use imports::{
    ImportLine, ImportRun, NewImport, add_import, add_lines, drop_import, import_numbered,
    import_of_bytes, imports_of, keep_profile, lines_of, mark_undone, profiles_of,
    replace_imported, save_profile, settle_import, undo_import,
};
pub use list::{Listed, Order, Search, search};
pub use origins::{
    KeptOrigin, VisitOrigin, add_origins, collected_before_plan, drop_origins, origins_of,
    origins_of_import, row_index,
};
pub use promises::{PromiseLine, PromiseOfRegister, promises_due, promises_of};
pub use recorded::{Recorded, recorded_of};
pub use requests::{Request, add_request, answer_request, request_numbered, requests_of};
pub use sites::{NewSite, Site, add_new_sites, add_sites, sites_of};
pub use words::{ImportState, LineOutcome, Pointers, READ_BY, RequestWords, name_key};
