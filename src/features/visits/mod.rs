//! Visits: what is asked, and what comes in from the field by forms, on paper, as pictures and from other programs. What is
//! decided about it is another ability's.

pub mod answers;
pub mod api;
pub mod files;
mod folders;
pub mod instruments;
pub mod intake;
pub mod pages;
pub mod quick;
pub mod sheets;
pub mod store;
pub mod write;

use crate::domain::actor::Permission::{ChangeAudits, CheckVisits, ReadAudits, RecordVisits};
use crate::infra::http::{Routes, Takes, Web};
use pages::{file, folder, paper, photographs, review, start, step};

/// The addresses of visits.
#[must_use]
pub fn routes(web: Web) -> Routes {
    let [observation, file_of_it] = api::lines();
    Routes::default()
        .read(
            "/checks/{code}/instruments",
            ReadAudits,
            pages::instruments::all,
        )
        .change(
            "/checks/{code}/instruments",
            ChangeAudits,
            pages::instruments::made,
        )
        .read(
            "/checks/{code}/instruments/{instrument}",
            ReadAudits,
            pages::instruments::one,
        )
        .change(
            "/checks/{code}/instruments/{instrument}",
            ChangeAudits,
            pages::instruments::edited,
        )
        .read(
            "/checks/{code}/instruments/{instrument}/questions/{question}",
            ChangeAudits,
            pages::instruments::question,
        )
        .change(
            "/checks/{code}/instruments/{instrument}/questions/{question}",
            ChangeAudits,
            pages::instruments::question_given,
        )
        .read(
            "/checks/{code}/instruments/{instrument}/paper",
            ReadAudits,
            paper::paper,
        )
        .change(
            "/checks/{code}/instruments/{instrument}/paper",
            RecordVisits,
            paper::sheets_made,
        )
        .read("/checks/{code}/visits/new", RecordVisits, start::new)
        .change("/checks/{code}/visits", RecordVisits, pages::quick::given)
        .change("/checks/{code}/drafts", RecordVisits, start::started)
        .read(
            "/checks/{code}/drafts/{draft}",
            RecordVisits,
            review::reviewed,
        )
        .change("/checks/{code}/drafts/{draft}", RecordVisits, review::sent)
        .change(
            "/checks/{code}/drafts/{draft}/drop",
            RecordVisits,
            review::dropped,
        )
        .read(
            "/checks/{code}/drafts/{draft}/questions/{question}",
            RecordVisits,
            step::asked,
        )
        .change(
            "/checks/{code}/drafts/{draft}/questions/{question}",
            RecordVisits,
            step::answered,
        )
        .upload(
            "/checks/{code}/drafts/{draft}/questions/{question}/photographs",
            RecordVisits,
            photographs::added,
        )
        .change(
            "/checks/{code}/drafts/{draft}/photographs",
            RecordVisits,
            photographs::dropped,
        )
        .read(
            "/checks/{code}/drafts/{draft}/photographs/{number}",
            RecordVisits,
            photographs::shown,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}",
            RecordVisits,
            file::file,
        )
        .change(
            "/checks/{code}/visits/{visit}/files/{number}",
            CheckVisits,
            file::covered,
        )
        .change(
            "/checks/{code}/visits/{visit}/files/{number}/words",
            CheckVisits,
            file::described,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}/preview",
            RecordVisits,
            file::preview,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}/copy",
            RecordVisits,
            file::copy,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}/original",
            CheckVisits,
            file::original,
        )
        .read("/checks/{code}/folder", RecordVisits, folder::folder)
        .upload("/checks/{code}/folder", RecordVisits, folder::filled)
        .read("/checks/{code}/sheets", RecordVisits, pages::sheets::all)
        .read(
            "/checks/{code}/sheets/{sheet}",
            RecordVisits,
            pages::sheets::one,
        )
        .change(
            "/checks/{code}/sheets/{sheet}",
            RecordVisits,
            pages::sheets::keyed,
        )
        .change(
            "/checks/{code}/sheets/{sheet}/settle",
            CheckVisits,
            pages::sheets::settled,
        )
        .upload(
            "/checks/{code}/sheets/{sheet}/photograph",
            RecordVisits,
            pages::sheets::photographed,
        )
        .read(
            "/checks/{code}/sheets/{sheet}/image",
            RecordVisits,
            pages::sheets::image,
        )
        .put(
            "/observations/{id}",
            (RecordVisits, Takes::Json),
            api::observation,
        )
        .put(
            "/observations/{id}/files/{sha256}",
            (RecordVisits, Takes::Bytes),
            api::file,
        )
        .told(observation)
        .told(file_of_it)
        .with_state(web)
}
