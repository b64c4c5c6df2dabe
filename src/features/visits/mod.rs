//! Visits: what is asked, and what comes in from the field by forms, on paper, as pictures and from other programs. What is
//! decided about it is another ability's.

pub mod answers;
pub mod files;
pub mod instruments;
pub mod intake;
pub mod observations;
pub mod quick;
pub mod store;
pub mod write;

use crate::domain::actor::Permission::{ChangeAudits, CheckVisits, ReadAudits, RecordVisits};
use crate::infra::http::{Routes, Takes, Web};

/// The addresses of visits.
#[must_use]
pub fn routes(web: Web) -> Routes {
    Routes::default()
        .read("/checks/{code}/instruments", ReadAudits, instruments::all)
        .change(
            "/checks/{code}/instruments",
            ChangeAudits,
            instruments::made,
        )
        .read(
            "/checks/{code}/instruments/{instrument}",
            ReadAudits,
            instruments::one,
        )
        .change(
            "/checks/{code}/instruments/{instrument}",
            ChangeAudits,
            instruments::edited,
        )
        .read(
            "/checks/{code}/instruments/{instrument}/questions/{question}",
            ChangeAudits,
            instruments::question,
        )
        .change(
            "/checks/{code}/instruments/{instrument}/questions/{question}",
            ChangeAudits,
            instruments::question_given,
        )
        .read(
            "/checks/{code}/instruments/{instrument}/paper",
            ReadAudits,
            instruments::paper,
        )
        .change(
            "/checks/{code}/instruments/{instrument}/paper",
            RecordVisits,
            instruments::sheets_made,
        )
        .read("/checks/{code}/visits/new", RecordVisits, write::new)
        .change("/checks/{code}/visits", RecordVisits, quick::given)
        .change("/checks/{code}/drafts", RecordVisits, write::started)
        .read(
            "/checks/{code}/drafts/{draft}",
            RecordVisits,
            write::reviewed,
        )
        .change("/checks/{code}/drafts/{draft}", RecordVisits, write::sent)
        .change(
            "/checks/{code}/drafts/{draft}/drop",
            RecordVisits,
            write::dropped,
        )
        .read(
            "/checks/{code}/drafts/{draft}/questions/{question}",
            RecordVisits,
            write::step_asked,
        )
        .change(
            "/checks/{code}/drafts/{draft}/questions/{question}",
            RecordVisits,
            write::answered,
        )
        .upload(
            "/checks/{code}/drafts/{draft}/questions/{question}/photographs",
            RecordVisits,
            write::added,
        )
        .change(
            "/checks/{code}/drafts/{draft}/photographs",
            RecordVisits,
            write::photograph_dropped,
        )
        .read(
            "/checks/{code}/drafts/{draft}/photographs/{number}",
            RecordVisits,
            write::photograph_shown,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}",
            RecordVisits,
            files::file,
        )
        .change(
            "/checks/{code}/visits/{visit}/files/{number}",
            CheckVisits,
            files::covered,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}/preview",
            RecordVisits,
            files::preview,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}/copy",
            RecordVisits,
            files::copy,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}/original",
            CheckVisits,
            files::original,
        )
        .put(
            "/observations/{id}",
            (RecordVisits, Takes::Json),
            observations::observation,
        )
        .put(
            "/observations/{id}/files/{sha256}",
            (RecordVisits, Takes::Bytes),
            observations::file,
        )
        .with_state(web)
}
